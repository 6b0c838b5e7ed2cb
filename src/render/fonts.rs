//! The bundled fonts.

/// The family of all text.
pub(super) const TEXT: &str = "Atkinson Hyperlegible Next";

/// The family of words that [`TEXT`] cannot set: Greek, Cyrillic, rarer Latin.
pub(super) const FALLBACK: &str = "Noto Sans";

/// The font files, text before fallback. Not a constant: a font is known again by its address.
pub(super) static FILES: [&[u8]; 4] = [
    include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../fonts/AtkinsonHyperlegibleNext-Bold.ttf"),
    include_bytes!("../../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../../fonts/NotoSans-Bold.ttf"),
];
