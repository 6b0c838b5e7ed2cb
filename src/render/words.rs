//! The words of inline pieces, with white space in order: the same for paper and text.

use crate::handout::Inline;

/// A piece of a line whose words have their final white space.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece<'a> {
    /// Words, whether they stand out, and the anchor that they lead to.
    Words { text: String, strong: bool, to: Option<&'a str> },
    /// A square to tick.
    TickBox,
    /// A line to write on, in millimetres.
    Blank(u16),
    /// A line break.
    Break,
}

/// Brings the white space of inline pieces in order.
///
/// Runs of white space become one space, none is left at either end of a line, and a box or a
/// blank always has a space between itself and the words beside it, so that no two words run
/// together when the shape between them is left out.
pub(super) fn pieces(inlines: &[Inline]) -> Vec<Piece<'_>> {
    let mut line = Line { pieces: Vec::new(), gap: Gap::Start };
    for inline in inlines {
        match inline {
            Inline::Text(text) => line.words(text, false, None),
            Inline::Strong(text) => line.words(text, true, None),
            Inline::Link { to, text } => line.words(text, false, Some(to)),
            Inline::TickBox => line.shape(Piece::TickBox),
            Inline::Blank(mm) => line.shape(Piece::Blank(*mm)),
            Inline::Break => {
                line.pieces.push(Piece::Break);
                line.gap = Gap::Start;
            }
        }
    }
    line.pieces
}

/// Lines whose spaces at the start are kept: in them it says what belongs to what.
pub(super) fn kept(lines: &[String]) -> Vec<Inline> {
    let line = |line: &String| {
        let words = line.trim_start_matches(' ');
        let indent = "\u{a0}".repeat(line.len() - words.len());
        vec![Inline::text(format!("{indent}{words}"))]
    };
    lines.iter().map(line).collect::<Vec<_>>().join(&Inline::Break)
}

/// The words alone, for a title or a message.
pub(super) fn plain(inlines: &[Inline]) -> String {
    let mut plain = String::new();
    for piece in pieces(inlines) {
        match piece {
            Piece::Words { text, .. } => plain.push_str(&text),
            Piece::Break => plain.push(' '),
            Piece::TickBox | Piece::Blank(_) => {}
        }
    }
    plain.trim().to_owned()
}

/// Words that are not inline pieces, in the same order.
pub(super) fn clean(words: &str) -> String {
    plain(&[Inline::text(words)])
}

/// What stands between the last piece and the next words.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// The start of a line: white space is dropped.
    Start,
    /// Words: white space counts where it stands.
    None,
    /// White space that is kept if something follows on the line.
    Space,
    /// A shape: what follows is kept apart.
    Shape,
}

struct Line<'a> {
    pieces: Vec<Piece<'a>>,
    gap: Gap,
}

impl<'a> Line<'a> {
    fn words(&mut self, raw: &str, strong: bool, to: Option<&'a str>) {
        let mut text = String::with_capacity(raw.len() + 1);
        for c in raw.chars() {
            if is_space(c) {
                if self.gap == Gap::None {
                    self.gap = Gap::Space;
                }
                continue;
            }
            if is_no_word(c) {
                continue;
            }
            if matches!(self.gap, Gap::Space | Gap::Shape) {
                self.space(&mut text);
            }
            text.push(c);
            self.gap = Gap::None;
        }
        if !text.is_empty() {
            self.pieces.push(Piece::Words { text, strong, to });
        }
    }

    /// A space belongs to the words before it unless they are a link, which ends with its word.
    fn space(&mut self, text: &mut String) {
        match self.pieces.last_mut() {
            Some(Piece::Words { text: before, to: None, .. }) if text.is_empty() => {
                before.push(' ');
            }
            _ => text.push(' '),
        }
    }

    fn shape(&mut self, shape: Piece<'a>) {
        if matches!(self.gap, Gap::None | Gap::Space | Gap::Shape) {
            self.words_end_with_space();
        }
        self.pieces.push(shape);
        self.gap = Gap::Shape;
    }

    fn words_end_with_space(&mut self) {
        match self.pieces.last_mut() {
            Some(Piece::Words { text, .. }) => text.push(' '),
            _ => self.pieces.push(Piece::Words { text: " ".to_owned(), strong: false, to: None }),
        }
    }
}

/// A character that is none of a text: a byte order mark, or one that commands a terminal.
fn is_no_word(c: char) -> bool {
    c == '\u{feff}' || c.is_control()
}

/// White space that may be collapsed; a no-break space is meant as it stands.
fn is_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_collapsed_across_pieces() {
        let inlines =
            [Inline::text("  Rest \n "), Inline::strong(" 45 s"), Inline::text(" between\tsets. ")];
        assert_eq!(plain(&inlines), "Rest 45 s between sets.");
    }

    #[test]
    fn no_words_command_a_terminal() {
        assert_eq!(clean("\u{feff}A\u{1b}[31mna\u{7f} \u{9b}2J\u{b}B\n"), "A[31mna 2J B");
    }

    #[test]
    fn shapes_keep_words_apart() {
        let inlines = [Inline::text("Mon"), Inline::TickBox, Inline::text("Tue"), Inline::TickBox];
        let words: Vec<_> = pieces(&inlines);
        let word = |text: &str| Piece::Words { text: text.into(), strong: false, to: None };
        assert_eq!(words, [word("Mon "), Piece::TickBox, word(" Tue "), Piece::TickBox]);
    }

    #[test]
    fn a_break_starts_a_line_without_space() {
        let inlines = [Inline::text("a "), Inline::Break, Inline::text(" b")];
        assert_eq!(plain(&inlines), "a b");
        assert_eq!(pieces(&inlines).len(), 3);
    }
}
