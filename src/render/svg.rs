//! A sheet of pictures as SVG.

use super::sheet::{PlacedPicture, PlacedWords, Sheet};
use crate::figure::{Paint, Shape, Step};

/// Pixels for a body height, unless whoever shows it asks for another size.
const BODY_PX: i32 = 300;
/// The words' typeface, if the reader has it.
pub(super) const FONTS: &str = "'Atkinson Hyperlegible Next', Verdana, sans-serif";

/// Writes a sheet as SVG, in thousandths of body height. Its title and the pictures' alternative
/// texts are its `title` and `desc`.
#[must_use]
pub fn svg(sheet: &Sheet) -> String {
    let placed = sheet.placed();
    let (width, height) = (placed.width, placed.height);
    let (wide, high) = (pixels(width), pixels(height));
    let alts: Vec<&str> = placed.pictures.iter().map(|p| p.picture.alt.as_str()).collect();
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
         width=\"{wide}\" height=\"{high}\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n\
         <g fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n",
        escaped(&sheet.title),
        escaped(&alts.join(" ")),
        colour(Paint::Paper, sheet.mono),
    );
    placed.pictures.iter().for_each(|picture| draw(&mut svg, picture, sheet.mono));
    svg.push_str("</g>\n");
    placed.words.iter().for_each(|words| write(&mut svg, words, sheet.mono));
    svg.push_str("</svg>\n");
    svg
}

/// A length in pixels.
fn pixels(length: i32) -> i64 {
    i64::from(length) * i64::from(BODY_PX) / 1000
}

fn draw(svg: &mut String, placed: &PlacedPicture<'_>, mono: bool) {
    svg.push_str(&format!("<g transform=\"translate({} {})\">\n", placed.x, placed.y));
    placed.picture.drawing.shapes.iter().for_each(|each| shape(svg, each, mono));
    svg.push_str("</g>\n");
}

/// Writes a shape of a drawing.
pub(super) fn shape(svg: &mut String, shape: &Shape, mono: bool) {
    svg.push_str("<path d=\"");
    for step in &shape.path {
        let step = match step {
            Step::Move(to) => format!("M{} {}", to.x, to.y),
            Step::Line(to) => format!("L{} {}", to.x, to.y),
            Step::Curve(a, b, to) => {
                format!("C{} {} {} {} {} {}", a.x, a.y, b.x, b.y, to.x, to.y)
            }
            Step::Close => "Z".to_owned(),
        };
        svg.push_str(&step);
    }
    svg.push('"');
    if let Some(fill) = shape.fill {
        svg.push_str(&format!(" fill=\"{}\"", colour(fill, mono)));
    }
    if let Some((line, width)) = shape.line.filter(|(_, width)| *width > 0) {
        let line = colour(line, mono);
        svg.push_str(&format!(" stroke=\"{line}\" stroke-width=\"{width}\""));
    }
    svg.push_str("/>\n");
}

fn write(svg: &mut String, placed: &PlacedWords<'_>, mono: bool) {
    let PlacedWords { x, baseline, size, centred, words } = placed;
    let anchor = if *centred { " text-anchor=\"middle\"" } else { "" };
    let (ink, words) = (colour(Paint::Ink, mono), escaped(words));
    svg.push_str(&format!(
        "<text x=\"{x}\" y=\"{baseline}\" font-family=\"{FONTS}\" font-size=\"{size}\" \
         fill=\"{ink}\"{anchor}>{words}</text>\n"
    ));
}

/// A paint as `#rrggbb`.
fn colour(paint: Paint, mono: bool) -> String {
    let grey = paint.grey();
    let [red, green, blue] = if mono { [grey; 3] } else { paint.colour() };
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Words as XML holds them; characters that XML cannot hold are left out.
pub(super) fn escaped(words: &str) -> String {
    let mut escaped = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_words_break_the_text() {
        let hard = "a < b\u{b} & \u{0}\"c\"\u{c} > d\u{85}";
        assert_eq!(escaped(hard), "a &lt; b &amp; &quot;c&quot; &gt; d");
    }
}
