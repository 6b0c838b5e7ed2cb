#!/usr/bin/env python3
"""Remake the font files of this folder.

    python3 build.py PACKAGES            write the files beside this script
    python3 build.py PACKAGES --out DIR  write them to DIR instead
    python3 build.py PACKAGES --check    write nothing; exit 1 if a file differs

PACKAGES is a folder that holds the npm packages named in SOURCES below, as
`npm pack` leaves them. README.md has the commands. Nothing is downloaded here.

Atkinson Hyperlegible Next is copied byte for byte: it is a static TrueType
font without hinting already. Noto Sans is pruned to the code points in
NOTO_RANGES and the layout features in NOTO_FEATURES.

The result depends on nothing but the packages and the version of fonttools:
each font keeps the time stamp of its original, and every input is compared
with the SHA-256 given here.
"""

import argparse
import hashlib
import io
import sys
import tarfile
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

FONTTOOLS = "4.68.0"

ATKINSON = "expo-google-fonts-atkinson-hyperlegible-next-0.4.1.tgz"
NOTO = "expo-google-fonts-noto-sans-0.4.2.tgz"
# Not a source: a second packaging of Atkinson, used only to check the first.
ATKINSON_WEB = "fontsource-atkinson-hyperlegible-next-5.3.0.tgz"

# (package, member under package/, SHA-256 of the member, file to make)
SOURCES = [
    (ATKINSON, "400Regular/AtkinsonHyperlegibleNext_400Regular.ttf",
     "60f8c1a1b2e7da47ff7af95c3e5b5b1232ca5b3771e93eb587784f08fb1e6650",
     "AtkinsonHyperlegibleNext-Regular.ttf"),
    (ATKINSON, "700Bold/AtkinsonHyperlegibleNext_700Bold.ttf",
     "4ba7415b7095e546720446b6d47daa95d6f482d9fd40c729793e21d67cc9f366",
     "AtkinsonHyperlegibleNext-Bold.ttf"),
    (ATKINSON, "LICENSE_FONT",
     "aca6a428580965d2297d1b718042dd427c2a9443ece3b0d02d758e161e0c4030",
     "AtkinsonHyperlegibleNext-OFL.txt"),
    (NOTO, "400Regular/NotoSans_400Regular.ttf",
     "fe8c022f48d8dd29f17b744d16f9346f4357e16f7d4f7be58b000ae7c291b614",
     "NotoSans-Regular.ttf"),
    (NOTO, "700Bold/NotoSans_700Bold.ttf",
     "13a813c49624ae3ba3c5c6e72c5ebffc4b9e1e6ea32f421c04069b037c6ad431",
     "NotoSans-Bold.ttf"),
    (NOTO, "LICENSE_FONT",
     "cee9892f9f0cc8fe882c9e9537ee6a89621d86ee7ceaf70b02e2b2b1c25c061a",
     "NotoSans-OFL.txt"),
]

# What Noto Sans keeps, first and last code point. A code point that the
# original lacks is passed over.
NOTO_RANGES = [
    (0x0020, 0x007E, "Basic Latin"),
    (0x00A0, 0x00FF, "Latin-1 Supplement"),
    (0x0100, 0x017F, "Latin Extended-A"),
    (0x0180, 0x024F, "Latin Extended-B"),
    (0x0250, 0x02AF, "IPA Extensions: small letters of African alphabets"),
    (0x02B0, 0x02FF, "Spacing Modifier Letters"),
    (0x0300, 0x0362, "Combining Diacritical Marks, less the medieval letters"),
    (0x0370, 0x03E1, "Greek, less Coptic"),
    (0x03F0, 0x03FF, "Greek symbols"),
    (0x0400, 0x045F, "Cyrillic"),
    (0x048A, 0x04FF, "Cyrillic, letters of living alphabets"),
    (0x0510, 0x052F, "Cyrillic Supplement, less the Komi letters of 1919"),
    (0x1E00, 0x1EFF, "Latin Extended Additional, with Vietnamese"),
    (0x1F00, 0x1FFF, "Greek Extended"),
    (0x2000, 0x206F, "General Punctuation"),
    (0x2070, 0x209F, "Superscripts and Subscripts"),
    (0x20A0, 0x20CF, "Currency Symbols"),
    (0x2100, 0x214F, "Letterlike Symbols"),
    (0x2150, 0x215F, "fractions"),
    (0x2189, 0x2189, "zero thirds"),
    (0x2190, 0x21FF, "Arrows (the original has none)"),
    (0x2200, 0x22FF, "Mathematical Operators (the original has only minus)"),
    (0x25CC, 0x25CC, "dotted circle, the base of a stray combining mark"),
    (0x2C60, 0x2C7F, "Latin Extended-C"),
    (0xA78B, 0xA78D, "saltillo; capital turned h"),
    (0xA7AA, 0xA7AE, "capitals of letters of IPA Extensions"),
    (0xFB00, 0xFB06, "Latin ligatures"),
    (0xFFFD, 0xFFFD, "replacement character"),
]
NOTO_FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
NOTO_SCRIPTS = ["DFLT", "cyrl", "grek", "latn"]
# Copyright to licence address: leaves out the names of a variable font's axes.
NOTO_NAMES = range(0, 15)


def read_member(folder, package, member):
    """The bytes of one file of an npm package."""
    with tarfile.open(folder / package) as archive:
        return archive.extractfile("package/" + member).read()


def open_font(data):
    """A font that is written with the time stamp it was read with."""
    return TTFont(io.BytesIO(data), recalcTimestamp=False)


def noto_code_points():
    """The code points that Noto Sans keeps, where the original has them."""
    return {c for first, last, _ in NOTO_RANGES for c in range(first, last + 1)}


def prune_noto(data):
    """Noto Sans with only what the tables above keep, as bytes."""
    font = open_font(data)
    # Whether the HarfBuzz packer is installed must not change the bytes.
    font.cfg["fontTools.ttLib.tables.otBase:USE_HARFBUZZ_REPACKER"] = False

    options = subset.Options()
    options.layout_features = NOTO_FEATURES
    options.layout_scripts = NOTO_SCRIPTS
    options.name_IDs = list(NOTO_NAMES)
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.glyph_names = False
    options.hinting = False
    options.drop_tables += ["STAT", "gasp"]

    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=noto_code_points())
    subsetter.subset(font)

    # Say in the font itself that it is not the original.
    for record in font["name"].names:
        if record.nameID in (3, 5):
            record.string = record.toUnicode() + ";pruned"

    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def make(folder):
    """All files of this folder that come from packages: name to bytes."""
    made = {}
    for package, member, digest, name in SOURCES:
        data = read_member(folder, package, member)
        found = hashlib.sha256(data).hexdigest()
        if found != digest:
            sys.exit(f"{package}: {member} has SHA-256 {found}, not {digest}")
        pruned = package == NOTO and name.endswith(".ttf")
        made[name] = prune_noto(data) if pruned else data
    return made


def outline(font, code_point):
    """Advance, side bearing and drawing of a code point's glyph."""
    glyph = font.getBestCmap()[code_point]
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[glyph].draw(pen)
    return font["hmtx"][glyph], pen.value


def require_same(code_points, font, other, what):
    """End unless the fonts draw all these code points, and draw them alike."""
    lost = [c for c in code_points if c not in font.getBestCmap()]
    if lost:
        sys.exit(f"{what}: lost {', '.join(f'U+{c:04X}' for c in lost)}")
    changed = [c for c in code_points if outline(font, c) != outline(other, c)]
    if changed:
        sys.exit(f"{what}: changed {', '.join(f'U+{c:04X}' for c in changed)}")


def verify(folder, made):
    """Compare what was made with what it was made from."""
    for package, member, _, name in SOURCES:
        if package != NOTO or not name.endswith(".ttf"):
            continue
        original = open_font(read_member(folder, package, member))
        wanted = noto_code_points() & original.getBestCmap().keys()
        require_same(sorted(wanted), open_font(made[name]), original, name)

    if not (folder / ATKINSON_WEB).exists():
        print(f"no {ATKINSON_WEB}: Atkinson not compared with it")
        return
    for style, weight in (("Regular", 400), ("Bold", 700)):
        name = f"AtkinsonHyperlegibleNext-{style}.ttf"
        for part in ("latin", "latin-ext"):
            web = open_font(read_member(
                folder, ATKINSON_WEB,
                f"files/atkinson-hyperlegible-next-{part}-{weight}-normal.woff2"))
            require_same(sorted(web.getBestCmap()), open_font(made[name]), web, name)


def main():
    parser = argparse.ArgumentParser(description="Remake the font files.")
    parser.add_argument("packages", type=Path, help="folder with the npm packages")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--check", action="store_true", help="compare, do not write")
    args = parser.parse_args()

    if fontTools.version != FONTTOOLS:
        print(f"fonttools {fontTools.version}, not {FONTTOOLS}: bytes may differ")
    made = make(args.packages)
    verify(args.packages, made)

    differ = False
    for name, data in made.items():
        target = args.out / name
        note = ""
        if name.endswith(".ttf"):
            font = open_font(data)
            note = f"{len(font.getBestCmap())} code points, {len(font.getGlyphOrder())} glyphs"
        if not args.check:
            target.write_bytes(data)
        elif not target.exists() or target.read_bytes() != data:
            differ = True
            note += " DIFFERS"
        print(f"{name:38} {len(data):7} bytes  {note}".rstrip())
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
