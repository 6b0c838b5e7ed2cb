//! The pages of the examples in every print, made once for all tests.

use std::sync::LazyLock;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use regimen::handout::{CardForm, Document, Look, Paper};
use regimen::render::pdf::pdf;

use crate::page::{Made, PEOPLE};

/// A4 in colour, two cards a page, for the person alone.
pub(crate) const USUAL: Look = Look {
    paper: Paper::A4,
    large_print: false,
    mono: false,
    cards: CardForm::Full,
    clinician: false,
};

/// The four ways of printing that are looked at, by name.
pub(crate) const PRINTS: [(&str, Look); 4] = [
    ("a4", USUAL),
    ("letter", Look { paper: Paper::Letter, ..USUAL }),
    ("large", Look { large_print: true, cards: CardForm::Large, ..USUAL }),
    ("mono", Look { mono: true, ..USUAL }),
];

/// An example person's pages.
pub(crate) struct Printed {
    /// The person and the print, for messages and file names: `ana-a4`.
    pub(crate) name: String,
    pub(crate) look: Look,
    pub(crate) document: Document,
    pub(crate) pdf: Vec<u8>,
}

static EXAMPLES: LazyLock<Vec<Made>> =
    LazyLock::new(|| PEOPLE[..3].iter().map(|(name, yaml)| Made::of(name, yaml)).collect());

static PRINTED: LazyLock<Vec<Printed>> = LazyLock::new(|| {
    let mut all = Vec::new();
    for (made, (file, _)) in EXAMPLES.iter().zip(PEOPLE) {
        for (print, look) in PRINTS {
            let document = made.printed(look);
            let pdf = pdf(&document).expect("a PDF");
            let name = format!("{}-{print}", file.trim_end_matches(".yaml"));
            all.push(Printed { name, look, document, pdf });
        }
    }
    all
});

/// The example people with their plans.
pub(crate) fn examples() -> &'static [Made] {
    &EXAMPLES
}

/// Their pages in every print.
pub(crate) fn printed() -> &'static [Printed] {
    &PRINTED
}

/// A page in greys from 0, black, to 255.
#[derive(Clone)]
pub(crate) struct Grey {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

/// The pages of a PDF in greys, at a scale of 72 dots for each inch.
pub(crate) fn greys(pdf: &[u8], scale: f32) -> Vec<Grey> {
    let pdf = Pdf::new(pdf.to_vec()).expect("a PDF");
    let cache = RenderCache::new();
    let settings = PixmapSettings { x_scale: scale, y_scale: scale, bg_color: WHITE };
    let mut pages = Vec::new();
    for page in pdf.pages().iter() {
        let interpreter = InterpreterSettings::default();
        // Letters as they are, not moved to whole dots.
        let look = RenderSettings { hinting: false, ..RenderSettings::default() };
        let picture = render(page, &cache, &interpreter, &look, &settings);
        pages.push(Grey {
            width: usize::from(picture.width()),
            height: usize::from(picture.height()),
            pixels: picture.data().iter().map(|p| grey([p.r, p.g, p.b])).collect(),
        });
    }
    pages
}

/// How light a colour is (ITU-R BT.601).
pub(crate) fn grey([red, green, blue]: [u8; 3]) -> u8 {
    let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
    u8::try_from(sum / 1000).expect("at most white")
}
