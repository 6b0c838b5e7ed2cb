//! The content of a page as PDF has it: what is set stays set until it changes, a rectangle is one
//! operator, text follows text, and numbers have no more digits than can be seen.
//!
//! krilla would set everything anew for each shape and each run of glyphs, and keep a third more bytes
//! (decisions 191 and 197). It gets a stand-in of the page with the same resources (`stand_in`), and
//! names them as they are named here: by first use.

use krilla::tagging::ArtifactType;

use super::glyphs::{Glyph, Run};
use super::path::{Path, Step};
use super::typefaces::{Part, Typefaces};
use crate::render::pdf::look::Colour;
use crate::render::pdf::token::{put, put_colour, put_number, put_string};

/// The decimal places of lengths and of scales.
const LENGTH_PLACES: u32 = 3;
const SCALE_PLACES: u32 = 6;

/// The content of a page in the making.
pub(super) struct Content {
    out: Vec<u8>,
    /// What it uses, each kind named by its place here.
    pub(super) used: Used,
    /// What is set: the colour of insides and of lines, the width of lines, and the font with its size.
    fill: Option<Colour>,
    line: Option<Colour>,
    width: Option<f32>,
    font: Option<(usize, f32)>,
    mark: Mark,
    /// Whether text is begun, and where its last line began, if there is one.
    text: Option<Option<[f32; 2]>>,
    /// How many parts of the page are read so far.
    read: usize,
}

/// What a page uses, in the order of first use.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// A colour of each space.
    pub(super) spaces: Vec<Colour>,
    /// The files of fonts.
    pub(super) fonts: Vec<usize>,
    /// Drawings and images, by the numbers that they are given.
    pub(super) objects: Vec<usize>,
    /// How opaque things are that are not, from 0 to 255.
    pub(super) opacities: Vec<u8>,
}

/// The marked content that is written.
enum Mark {
    None,
    /// Not begun yet: what begins it. What it holds decides on which side of `BT` it begins.
    Wanted(Vec<u8>),
    Begun,
}

/// The name of a resource by its place among those of its kind.
fn name<T: PartialEq>(prefix: &str, all: &mut Vec<T>, one: T) -> String {
    let known = all.iter().position(|known| *known == one);
    let at = known.unwrap_or_else(|| {
        all.push(one);
        all.len() - 1
    });
    format!("/{prefix}{at}")
}

impl Content {
    /// The content of a page of a height. It is turned upside down: down is the way of the page.
    pub(super) fn new(height: f32) -> Self {
        let mut out = Vec::with_capacity(1 << 14);
        put(&mut out, b"1 0 0 -1", b"0");
        put_number::<LENGTH_PLACES>(&mut out, f64::from(height));
        put(&mut out, b"", b"cm");
        Self {
            out,
            used: Used::default(),
            fill: None,
            line: None,
            width: None,
            font: None,
            mark: Mark::None,
            text: None,
            read: 0,
        }
    }

    /// The content, and what it uses.
    pub(super) fn finish(mut self) -> (Vec<u8>, Used) {
        self.end_text();
        (self.out, self.used)
    }

    /// Starts what a screen reader leaves out.
    pub(super) fn begin_artifact(&mut self, kind: ArtifactType) {
        let properties: &[u8] = match kind {
            ArtifactType::Header => b"/Attached[/Top]/Subtype/Header/Type/Pagination",
            ArtifactType::Footer => b"/Attached[/Bottom]/Subtype/Footer/Type/Pagination",
            ArtifactType::PaginationOther => b"/Type/Pagination",
            _ => b"/Type/Layout",
        };
        self.mark = Mark::Wanted([b"/Artifact<<", properties, b">>BDC"].concat());
    }

    /// Starts what is read next. krilla counts it in the same way.
    pub(super) fn begin_read(&mut self) {
        self.mark = Mark::Wanted(format!("/P<</MCID {}>>BDC", self.read).into_bytes());
        self.read += 1;
    }

    /// Ends either.
    pub(super) fn end(&mut self) {
        if let Mark::Wanted(begin) = &self.mark {
            // An artifact of nothing is nothing; what is read must be there.
            if begin.starts_with(b"/Artifact") {
                self.mark = Mark::None;
                return;
            }
            self.begin_mark();
        }
        self.mark = Mark::None;
        put(&mut self.out, b"", b"EMC");
    }

    /// Fills a path; `operator` says what lies inside.
    pub(super) fn fill(&mut self, path: &Path, colour: Colour, operator: &[u8]) {
        self.outside_text();
        self.set_fill(colour);
        self.path(path);
        put(&mut self.out, b"", operator);
    }

    /// Draws a line of a width with round ends and corners.
    pub(super) fn stroke(&mut self, path: &Path, colour: Colour, width: f32) {
        self.outside_text();
        if self.line != Some(colour) {
            let before = self.line.replace(colour);
            self.colour(colour, before, [b"CS", b"SCN"]);
        }
        let before = self.width.replace(width);
        if before != Some(width) {
            put_number::<LENGTH_PLACES>(&mut self.out, f64::from(width));
            put(&mut self.out, b"", b"w");
        }
        if before.is_none() {
            put(&mut self.out, b"1 J 1", b"j");
        }
        self.path(path);
        put(&mut self.out, b"", b"S");
    }

    /// Shows an object by its number, with its own units as a matrix has them.
    pub(super) fn object(&mut self, number: usize, matrix: [f32; 6]) {
        self.outside_text();
        self.within(matrix, |content| {
            let name = name("x", &mut content.used.objects, number);
            put(&mut content.out, name.as_bytes(), b"Do");
        });
    }

    /// Does something in units of its own, after which everything is as before.
    pub(super) fn within(&mut self, matrix: [f32; 6], paint: impl FnOnce(&mut Self)) {
        self.outside_text();
        let (fill, line, width) = (self.fill, self.line, self.width);
        put(&mut self.out, b"", b"q");
        let (scales, place) = matrix.split_at(4);
        scales
            .iter()
            .for_each(|scale| put_number::<SCALE_PLACES>(&mut self.out, f64::from(*scale)));
        place.iter().for_each(|at| put_number::<LENGTH_PLACES>(&mut self.out, f64::from(*at)));
        put(&mut self.out, b"", b"cm");
        paint(self);
        put(&mut self.out, b"", b"Q");
        (self.fill, self.line, self.width) = (fill, line, width);
    }

    /// Sets how opaque insides are, until the units are as before.
    pub(super) fn opacity(&mut self, opacity: u8) {
        let name = name("g", &mut self.used.opacities, opacity);
        put(&mut self.out, name.as_bytes(), b"gs");
    }

    /// Draws glyphs of a text from a point on their baseline.
    pub(super) fn glyphs(
        &mut self,
        run: &Run,
        (mut x, y): (f32, f32),
        (text, typefaces): (&str, &mut Typefaces),
        colour: Colour,
    ) {
        for Part { glyphs, words } in typefaces.parts(run, text) {
            self.inside_text();
            if let Some(words) = words {
                self.begin_words(words);
            }
            if run.reversed {
                put(&mut self.out, b"/ReversedChars", b"BMC");
            }
            self.set_fill(colour);
            self.set_font(run.file, run.size);
            // What is above the line or below it is placed anew.
            for level in run.glyphs[glyphs].chunk_by(|a, b| a.offset[1] == b.offset[1]) {
                self.place([x, y - level[0].offset[1] * run.size]);
                self.show(level, |glyph| typefaces.number(run.file, glyph.id));
                x += level.iter().map(|glyph| glyph.advance).sum::<f32>() * run.size;
            }
            for _ in 0..usize::from(run.reversed) + usize::from(words.is_some()) {
                put(&mut self.out, b"", b"EMC");
            }
        }
    }

    /// Shows glyphs where the text is.
    fn show(&mut self, glyphs: &[Glyph], number: impl Fn(&Glyph) -> u16) {
        // What is before the first glyph is no part of its space.
        let mut space = glyphs.first().map_or(0, Glyph::space_alone);
        let alone = glyphs.len() == 1 && space == 0;
        self.out.extend((!alone).then_some(b'['));
        for (i, group) in glyphs.chunk_by(|_, next| next.space == 0).enumerate() {
            if i > 0 {
                space = group[0].space;
            }
            if space != 0 {
                put_number::<0>(&mut self.out, f64::from(space));
            }
            put_string(&mut self.out, group.iter().flat_map(|glyph| number(glyph).to_be_bytes()));
        }
        let end: [&[u8]; 2] = if alone { [b"", b"Tj"] } else { [b"]", b"TJ"] };
        put(&mut self.out, end[0], end[1]);
    }

    /// Says which words the glyphs that follow stand for.
    fn begin_words(&mut self, words: &str) {
        put(&mut self.out, b"/Span<</ActualText", b"");
        if words.is_ascii() {
            put_string(&mut self.out, words.bytes());
        } else {
            let units = std::iter::once(0xFEFF).chain(words.encode_utf16());
            put_string(&mut self.out, units.flat_map(u16::to_be_bytes));
        }
        put(&mut self.out, b">>", b"BDC");
    }

    fn path(&mut self, Path(steps): &Path) {
        let mut rest = steps.as_slice();
        while let Some((step, after)) = rest.split_first() {
            if let Some(([x, y, width, height], after)) = rectangle(rest) {
                self.lengths(&[x, y, width, height], b"re");
                rest = after;
                continue;
            }
            match *step {
                Step::Move(to) => self.lengths(&to, b"m"),
                Step::Line(to) => self.lengths(&to, b"l"),
                Step::Curve(points) => self.lengths(points.as_flattened(), b"c"),
                // Only letters have such curves, and letters are no paths here.
                Step::Quad([_, to]) => self.lengths(&to, b"l"),
                Step::Close => put(&mut self.out, b"", b"h"),
            }
            rest = after;
        }
    }

    fn lengths(&mut self, lengths: &[f32], operator: &[u8]) {
        for length in lengths {
            put_number::<LENGTH_PLACES>(&mut self.out, f64::from(*length));
        }
        put(&mut self.out, b"", operator);
    }

    fn set_fill(&mut self, colour: Colour) {
        if self.fill != Some(colour) {
            let before = self.fill.replace(colour);
            self.colour(colour, before, [b"cs", b"scn"]);
        }
    }

    /// Sets a colour, and its space where it is another than before.
    fn colour(&mut self, colour: Colour, before: Option<Colour>, [space, set]: [&[u8]; 2]) {
        if before.is_none_or(|before| before.is_grey() != colour.is_grey()) {
            let spaces = &mut self.used.spaces;
            let known = spaces.iter().copied().find(|known| known.is_grey() == colour.is_grey());
            let name = name("c", spaces, known.unwrap_or(colour));
            put(&mut self.out, name.as_bytes(), space);
        }
        let Colour { red, green, blue } = colour;
        let parts = [red, green, blue];
        for part in if colour.is_grey() { &parts[..1] } else { &parts } {
            put_colour(&mut self.out, f64::from(*part) / 255.0);
        }
        put(&mut self.out, b"", set);
    }

    fn set_font(&mut self, file: usize, size: f32) {
        if self.font.replace((file, size)) != Some((file, size)) {
            let name = name("f", &mut self.used.fonts, file);
            put(&mut self.out, name.as_bytes(), b"");
            put_number::<LENGTH_PLACES>(&mut self.out, f64::from(size));
            put(&mut self.out, b"", b"Tf");
        }
    }

    /// Goes to where the next glyphs are: from the last ones, if there are any.
    fn place(&mut self, [x, y]: [f32; 2]) {
        match self.text.replace(Some([x, y])).flatten() {
            Some([left, above]) => {
                put_number::<LENGTH_PLACES>(&mut self.out, f64::from(x) - f64::from(left));
                put_number::<LENGTH_PLACES>(&mut self.out, f64::from(above) - f64::from(y));
                put(&mut self.out, b"", b"Td");
            }
            None => {
                put(&mut self.out, b"1 0 0", b"-1");
                self.lengths(&[x, y], b"Tm");
            }
        }
    }

    /// Makes sure that text is begun, and in it the mark.
    fn inside_text(&mut self) {
        if self.text.is_none() {
            put(&mut self.out, b"", b"BT");
            self.text = Some(None);
        }
        self.begin_mark();
    }

    /// Makes sure that no text is begun, but the mark.
    fn outside_text(&mut self) {
        self.end_text();
        self.begin_mark();
    }

    fn end_text(&mut self) {
        if self.text.take().is_some() {
            put(&mut self.out, b"", b"ET");
        }
    }

    fn begin_mark(&mut self) {
        if let Mark::Wanted(begin) = &self.mark {
            put(&mut self.out, begin, b"");
            self.mark = Mark::Begun;
        }
    }
}

/// The place and the size of a rectangle, if a path goes round one next, and what follows it.
fn rectangle(steps: &[Step]) -> Option<([f32; 4], &[Step])> {
    let (&[Step::Move(first), Step::Line(b), Step::Line(c), Step::Line(d), Step::Close], rest) =
        steps.split_first_chunk()?
    else {
        return None;
    };
    let ([left, top], [right, bottom]) = (first, c);
    ([b, d] == [[right, top], [left, bottom]])
        .then_some(([left, top, right - left, bottom - top], rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::pdf::paint::path::PathBuilder;

    const GREY: Colour = Colour { red: 26, green: 26, blue: 26 };
    const BLUE: Colour = Colour { red: 0, green: 0, blue: 255 };

    /// What stands on a page 100 points high, after its matrix.
    fn check(paint: impl FnOnce(&mut Content), wanted: &str) {
        let mut content = Content::new(100.0);
        paint(&mut content);
        let (content, _) = content.finish();
        let text: String = content.iter().map(|byte| char::from(*byte)).collect();
        assert_eq!(text.strip_prefix("1 0 0 -1 0 100 cm"), Some(wanted));
    }

    fn line(points: &[(f32, f32)]) -> Path {
        let mut path = PathBuilder::new();
        path.move_to(points[0].0, points[0].1);
        points[1..].iter().for_each(|(x, y)| path.line_to(*x, *y));
        path.finish().unwrap()
    }

    fn closed(points: &[(f32, f32)]) -> Path {
        let mut path = line(points);
        path.0.push(Step::Close);
        path
    }

    #[test]
    fn what_is_set_is_not_set_again() {
        let way = line(&[(1.0, 2.0), (3.0, 4.0)]);
        check(
            |content| {
                content.fill(&way, GREY, b"f");
                content.stroke(&way, GREY, 0.75);
                content.stroke(&way, GREY, 1.0);
                content.fill(&way, BLUE, b"f*");
            },
            "/c0 cs .102 scn 1 2 m 3 4 l f\
             /c0 CS .102 SCN .75 w 1 J 1 j 1 2 m 3 4 l S 1 w 1 2 m 3 4 l S\
             /c1 cs 0 0 1 scn 1 2 m 3 4 l f*",
        );
    }

    #[test]
    fn a_rectangle_is_one_operator() {
        let rectangle = [(61.0, 704.35), (78.8, 704.35), (78.8, 722.1), (61.0, 722.1)];
        let mut other = rectangle;
        other[3].1 = 722.2;
        let mut both = closed(&rectangle);
        both.0.extend(closed(&other).0);
        check(
            |content| content.fill(&both, GREY, b"f"),
            "/c0 cs .102 scn 61 704.35 17.8 17.75 re \
             61 704.35 m 78.8 704.35 l 78.8 722.1 l 61 722.2 l h f",
        );
    }

    #[test]
    fn what_is_set_for_a_thing_with_its_own_units_is_set_for_that_alone() {
        let way = line(&[(1.0, 2.0), (3.0, 4.0)]);
        check(
            |content| {
                content.begin_artifact(ArtifactType::Layout);
                content.within([2.0, 0.0, 0.0, 2.0, 5.0, 6.0], |content| {
                    content.opacity(128);
                    content.fill(&way, GREY, b"f");
                });
                content.fill(&way, GREY, b"f");
                content.object(3, [0.15, 0.0, 0.0, 0.15, 56.7, 76.9]);
                content.end();
            },
            "/Artifact<</Type/Layout>>BDC q 2 0 0 2 5 6 cm/g0 gs/c0 cs .102 scn 1 2 m 3 4 l f Q\
             /c0 cs .102 scn 1 2 m 3 4 l f q .15 0 0 .15 56.7 76.9 cm/x0 Do Q EMC",
        );
    }

    #[test]
    fn lines_of_text_follow_one_another() {
        let (mut typefaces, way) = (Typefaces::default(), line(&[(1.0, 2.0), (3.0, 4.0)]));
        let text = "aba(";
        // Letters and the space before each, one word for each.
        let run = |letters: &[(u16, i16)]| {
            let glyph = |(i, (id, space)): (usize, &(u16, i16))| (*id, *space, i..i + 1);
            Run::of_letters(14.0, letters.iter().enumerate().map(glyph))
        };
        let mut read = |content: &mut Content, run: &Run, at: (f32, f32)| {
            content.begin_read();
            content.glyphs(run, at, (text, &mut typefaces), GREY);
            content.end();
        };
        check(
            |content| {
                content.begin_artifact(ArtifactType::Layout);
                content.end();
                read(content, &run(&[(7, 0), (9, 16), (7, 0)]), (51.0, 60.0));
                read(content, &run(&[(7, 0)]), (51.0, 74.05));
                content.fill(&way, GREY, b"f");
                read(content, &run(&[(7, -8)]), (51.0, 90.0));
            },
            " BT/P<</MCID 0>>BDC/c0 cs .102 scn/f0 14 Tf 1 0 0 -1 51 60 Tm\
             [(\\0\u{1})16(\\0\u{2}\\0\u{1})]TJ EMC/P<</MCID 1>>BDC 0 -14.05 Td(\\0\u{1})Tj EMC ET \
             1 2 m 3 4 l f BT/P<</MCID 2>>BDC 1 0 0 -1 51 90 Tm(\\0\u{1})Tj EMC ET"
                .replace("\\0", "\0")
                .as_str(),
        );
    }

    /// A letter for other words than before, two letters for one word, and what is read to the left.
    #[test]
    fn words_that_glyphs_do_not_tell_stand_beside_them() {
        let mut typefaces = Typefaces::default();
        let mut parts = |text: &'static str, letters: &[(u16, [usize; 2])]| {
            let letters = letters.iter().map(|(id, [start, end])| (*id, 0, *start..*end));
            let run = Run::of_letters(9.0, letters);
            let parts = typefaces.parts(&run, text).into_iter();
            parts.map(|part| (part.glyphs, part.words)).collect::<Vec<_>>()
        };
        assert_eq!(parts("ab", &[(1, [0, 1]), (2, [1, 2])]), [(0..2, None)]);
        let other = parts("bcx", &[(2, [0, 1]), (1, [1, 2]), (3, [2, 3])]);
        assert_eq!(other, [(0..1, None), (1..2, Some("c")), (2..3, None)]);
        let two = parts("bé", &[(2, [0, 1]), (4, [1, 3]), (5, [1, 3])]);
        assert_eq!(two, [(0..1, None), (1..3, Some("é"))]);
        let left = parts("uv w", &[(6, [3, 4]), (7, [2, 3]), (8, [1, 2]), (9, [0, 1])]);
        assert_eq!(left, [(0..2, None), (2..4, None)]);
    }
}
