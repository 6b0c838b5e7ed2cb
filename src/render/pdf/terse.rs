//! Content that paints the same in fewer bytes.
//!
//! krilla sets everything anew for each shape and each run of glyphs: the matrix that turns the page
//! upside down, the colour, the line, the font, the place. Here a thing is set where it changes, a
//! rectangle is one operator, text that follows text is placed from the line before, and numbers have
//! no more digits than can be seen. A third of a page's content is left out before it is compressed.
//!
//! A stream with anything in it that krilla is not known to write stays as it is.

use std::ops::Range;

/// The operators that set how shapes are filled and lines are drawn, with what holds where they are not
/// used; colours have to be set.
const SETTERS: [(&[u8], &[u8]); 8] = [
    (b"cs", b""),
    (b"scn", b""),
    (b"CS", b""),
    (b"SCN", b""),
    (b"w", b"1"),
    (b"J", b"0"),
    (b"j", b"0"),
    (b"M", b"10"),
];
/// Those that a fill needs, and those that a line needs.
const FILL: Range<usize> = 0..2;
const LINE: Range<usize> = 2..8;
/// Those that name the space of the colour after them.
const SPACES: [usize; 2] = [0, 2];
/// The first part of a matrix that turns things upside down.
const TURNED: [&[u8]; 4] = [b"1", b"0", b"0", b"-1"];

/// The decimal places of a colour: an eighth of a step of eight bits.
const COLOUR_PLACES: u32 = 3;
/// Those of a length that is worked out from two of single precision.
const LENGTH_PLACES: u32 = 3;
/// Those of a scale.
const SCALE_PLACES: u32 = 6;
/// The step of the space between glyphs, in thousandths of an em. Half of it is half a dot of a good
/// printer, in text of 14 points.
const SPACE: f64 = 8.0;

/// The same content in fewer bytes.
pub(super) fn terse(content: &[u8]) -> Option<Vec<u8>> {
    let mut writer = Writer { out: Vec::with_capacity(content.len()), ..Writer::default() };
    let (mut tokens, mut operands) = (Tokens::new(content), 0..0);
    while let Some(token) = tokens.next_range() {
        if is_operator(content[token.start]) {
            writer.operator(&content[token.clone()], &content[operands])?;
            operands = 0..0;
        } else if operands.is_empty() {
            operands = token;
        } else {
            operands.end = token.end;
        }
    }
    writer.finish()
}

/// Some tokens as they stand.
type Tokened<'a> = &'a [u8];

/// The tokens of some content; an array or a dictionary is one.
struct Tokens<'a> {
    content: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn new(content: &'a [u8]) -> Self {
        Self { content, at: 0 }
    }

    fn next_range(&mut self) -> Option<Range<usize>> {
        let rest = &self.content[self.at..];
        let start = self.at + rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
        self.at = start + token_length(&self.content[start..]);
        Some(start..self.at)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        self.next_range().map(|range| &self.content[range])
    }
}

/// The length of the token that some bytes begin with.
fn token_length(bytes: &[u8]) -> usize {
    match bytes {
        [b'(', ..] => string_length(bytes),
        [b'[', ..] => nested_length(bytes, b"]"),
        [b'<', b'<', ..] => nested_length(bytes, b">>"),
        [b'<', ..] => bytes.iter().position(|byte| *byte == b'>').map_or(bytes.len(), |at| at + 1),
        _ => {
            let end = bytes.iter().skip(1).position(|byte| !is_regular(*byte));
            end.map_or(bytes.len(), |end| end + 1)
        }
    }
}

/// The length of a string with its brackets.
fn string_length(bytes: &[u8]) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' if depth == 1 => return at + 1,
            b')' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The length of an array or a dictionary with its brackets.
fn nested_length(bytes: &[u8], end: &[u8]) -> usize {
    let mut at = end.len();
    while let Some(byte) = bytes.get(at) {
        if bytes[at..].starts_with(end) {
            return at + end.len();
        }
        at += if byte.is_ascii_whitespace() { 1 } else { token_length(&bytes[at..]) };
    }
    bytes.len()
}

/// Whether a byte can stand inside a name, a number or an operator.
fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'/')
}

fn is_operator(first: u8) -> bool {
    first.is_ascii_alphabetic() || matches!(first, b'\'' | b'"')
}

/// What is set when something is painted; empty where nothing is.
#[derive(Clone, Copy, Default)]
struct State<'a> {
    setters: [Tokened<'a>; SETTERS.len()],
    /// The font's name and size.
    font: Tokened<'a>,
}

/// Writes the content.
#[derive(Default)]
struct Writer<'a> {
    out: Vec<u8>,
    /// What krilla has set.
    wanted: State<'a>,
    /// What is set in `out`.
    set: State<'a>,
    /// Whether krilla has saved the state: it does for each thing that it paints.
    saved: bool,
    /// The matrix that holds for the whole page.
    page: Tokened<'a>,
    /// The matrix that krilla has set.
    matrix: Tokened<'a>,
    /// What was set before that matrix, if it is not the page's and holds.
    outside: Option<State<'a>>,
    /// The path up to its last part, and the points of that, which may become a rectangle. A path waits
    /// until it is painted, since nothing can be set within one.
    path: Vec<u8>,
    points: Vec<[Tokened<'a>; 2]>,
    mark: Mark<'a>,
    text: Text<'a>,
}

/// The marked content that is written.
#[derive(Default)]
enum Mark<'a> {
    #[default]
    None,
    /// Not begun yet: its operands and its operator. What it holds decides on which side of `BT` it
    /// begins.
    Wanted(Tokened<'a>, Tokened<'a>),
    /// Begun outside text.
    Outside,
    /// Begun inside text, where it has to end.
    Inside,
}

/// The text that is written.
#[derive(Default)]
struct Text<'a> {
    /// Whether krilla has begun text.
    wanted: bool,
    /// Whether text is begun in `out`.
    begun: bool,
    /// The marks within krilla's text that are not ended.
    marks: usize,
    /// The matrix of the next glyphs; none if they follow those before.
    matrix: Tokened<'a>,
    /// Where the last line began, if it stands upright on a page that is upside down.
    line: Option<[f64; 2]>,
}

impl<'a> Writer<'a> {
    /// Takes an operator with its operands; none if krilla is not known to write it there.
    fn operator(&mut self, operator: Tokened<'a>, operands: Tokened<'a>) -> Option<()> {
        match operator {
            b"m" | b"l" | b"c" | b"h" => return self.step(operator, operands),
            b"f" | b"f*" => return self.paint(operator, &[FILL]),
            b"S" => return self.paint(operator, &[LINE]),
            b"B" | b"B*" => return self.paint(operator, &[FILL, LINE]),
            b"q" => return self.save(),
            b"Q" => return self.restore(),
            b"cm" => return self.transform(operands),
            b"Do" => {
                self.outside_text()?;
                self.put(operands, operator);
            }
            // Only where it is taken back with the matrix.
            b"gs" if self.matrix != self.page => {
                self.outside_text()?;
                self.put(operands, operator);
            }
            b"BDC" | b"BMC" => return self.begin_mark(operands, operator),
            b"EMC" => return self.end_mark(),
            b"BT" if !self.text.wanted => self.text.wanted = true,
            b"ET" if self.text.wanted && self.text.marks == 0 => self.text.wanted = false,
            b"Tr" if operands == b"0" => {}
            b"Tf" => self.wanted.font = operands,
            b"Tm" => self.text.matrix = operands,
            b"Tj" | b"TJ" => return self.show(operands, operator),
            _ => {
                let setter = SETTERS.iter().position(|(known, _)| *known == operator)?;
                self.wanted.setters[setter] = operands;
            }
        }
        Some(())
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        if self.saved || !matches!(self.mark, Mark::None) {
            return None;
        }
        self.end_text()?;
        Some(self.out)
    }

    fn save(&mut self) -> Option<()> {
        if self.saved || self.text.wanted {
            return None;
        }
        self.saved = true;
        Some(())
    }

    fn restore(&mut self) -> Option<()> {
        if !self.saved || self.text.wanted {
            return None;
        }
        if let Some(outside) = self.outside.take() {
            self.end_text()?;
            self.put(b"", b"Q");
            self.set = outside;
        }
        (self.wanted, self.saved, self.matrix) = (State::default(), false, b"");
        Some(())
    }

    /// The first matrix turns the page upside down, and holds for all of it.
    fn transform(&mut self, matrix: Tokened<'a>) -> Option<()> {
        if !self.saved || !self.matrix.is_empty() {
            return None;
        }
        if self.out.is_empty() && turned(matrix).is_some_and(|[x, _]| x == 0.0) {
            self.page = matrix;
            self.put(matrix, b"cm");
        }
        self.matrix = matrix;
        Some(())
    }

    /// Goes a step along a path.
    fn step(&mut self, operator: Tokened<'a>, operands: Tokened<'a>) -> Option<()> {
        match operator {
            b"m" => {
                self.end_part();
                self.points.push(point(operands)?);
            }
            b"l" if (1..4).contains(&self.points.len()) => self.points.push(point(operands)?),
            b"h" => {
                let Some(([x, y], size)) = rectangle(&self.points) else {
                    self.end_part();
                    put(&mut self.path, b"", operator);
                    return Some(());
                };
                put(&mut self.path, x, y);
                size.iter().for_each(|length| put_number(&mut self.path, *length, LENGTH_PLACES));
                put(&mut self.path, b"", b"re");
                self.points.clear();
            }
            _ => {
                self.end_part();
                put(&mut self.path, operands, operator);
            }
        }
        Some(())
    }

    /// Writes the points that became no rectangle.
    fn end_part(&mut self) {
        for (i, [x, y]) in self.points.drain(..).enumerate() {
            put(&mut self.path, x, y);
            put(&mut self.path, b"", if i == 0 { b"m" } else { b"l" });
        }
    }

    fn paint(&mut self, operator: Tokened<'a>, needs: &[Range<usize>]) -> Option<()> {
        self.end_part();
        self.outside_text()?;
        for setters in needs {
            self.set(setters.clone())?;
        }
        let path = std::mem::take(&mut self.path);
        put(&mut self.out, &path, operator);
        Some(())
    }

    fn show(&mut self, glyphs: Tokened<'a>, operator: Tokened<'a>) -> Option<()> {
        self.inside_text()?;
        self.set(FILL)?;
        if self.set.font != self.wanted.font {
            self.set.font = self.wanted.font;
            self.put(self.set.font, b"Tf");
        }
        self.place()?;
        match glyphs.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")) {
            Some(parts) => self.spaced(parts)?,
            None => put_string(&mut self.out, glyphs),
        }
        self.put(b"", operator);
        Some(())
    }

    /// Writes strings and the space between them.
    fn spaced(&mut self, parts: Tokened<'a>) -> Option<()> {
        self.out.push(b'[');
        let mut open = false;
        for part in Tokens::new(parts) {
            let Some(space) = number(part) else {
                if !std::mem::replace(&mut open, true) {
                    self.out.push(b'(');
                }
                put_string(&mut self.out, part.strip_prefix(b"(")?.strip_suffix(b")")?);
                continue;
            };
            let space = (space / SPACE).round() * SPACE;
            if space != 0.0 {
                if std::mem::take(&mut open) {
                    self.out.push(b')');
                }
                put_number(&mut self.out, space, 0);
            }
        }
        self.out.extend(if open { &b")]"[..] } else { b"]" });
        Some(())
    }

    /// Goes to where the next glyphs are.
    fn place(&mut self) -> Option<()> {
        let matrix = std::mem::take(&mut self.text.matrix);
        if matrix.is_empty() {
            return Some(());
        }
        let place = turned(matrix);
        match (self.text.line, place) {
            (Some([left, above]), Some([x, y])) => {
                put_number(&mut self.out, x - left, LENGTH_PLACES);
                put_number(&mut self.out, above - y, LENGTH_PLACES);
                self.put(b"", b"Td");
            }
            _ => self.put(matrix, b"Tm"),
        }
        self.text.line = place;
        Some(())
    }

    fn begin_mark(&mut self, operands: Tokened<'a>, operator: Tokened<'a>) -> Option<()> {
        if self.text.wanted {
            self.inside_text()?;
            self.text.marks += 1;
            self.put(operands, operator);
            return Some(());
        }
        if self.saved || !matches!(self.mark, Mark::None) {
            return None;
        }
        self.mark = Mark::Wanted(operands, operator);
        Some(())
    }

    fn end_mark(&mut self) -> Option<()> {
        if self.text.wanted {
            self.text.marks = self.text.marks.checked_sub(1)?;
        } else {
            match std::mem::take(&mut self.mark) {
                Mark::None => return None,
                // An artifact of nothing.
                Mark::Wanted(operands, _) if operands.starts_with(b"/Artifact") => return Some(()),
                Mark::Wanted(operands, operator) => self.put(operands, operator),
                Mark::Outside => self.end_text()?,
                Mark::Inside => {}
            }
        }
        self.put(b"", b"EMC");
        Some(())
    }

    /// Makes sure that text is begun, and in it the mark.
    fn inside_text(&mut self) -> Option<()> {
        if !self.text.wanted || self.matrix != self.page {
            return None;
        }
        if !self.text.begun {
            self.put(b"", b"BT");
            (self.text.begun, self.text.line) = (true, None);
        }
        self.mark(Mark::Inside);
        Some(())
    }

    /// Makes sure that no text is begun, but the mark, and that the matrix holds.
    fn outside_text(&mut self) -> Option<()> {
        if self.text.wanted || !self.saved {
            return None;
        }
        self.end_text()?;
        self.mark(Mark::Outside);
        if self.matrix != self.page && self.outside.is_none() {
            self.outside = Some(self.set);
            self.put(b"", b"q");
            match turned(self.page) {
                Some([_, height]) => put_turned(&mut self.out, self.matrix, height)?,
                None => self.put(b"", self.matrix),
            }
            self.put(b"", b"cm");
        }
        Some(())
    }

    fn end_text(&mut self) -> Option<()> {
        if std::mem::take(&mut self.text.begun) {
            if matches!(self.mark, Mark::Inside) {
                return None;
            }
            self.put(b"", b"ET");
        }
        Some(())
    }

    /// Begins the mark if it is not.
    fn mark(&mut self, begun: Mark<'a>) {
        if let Mark::Wanted(operands, operator) = self.mark {
            self.put(operands, operator);
            self.mark = begun;
        }
    }

    /// Sets what is needed where it is not set.
    fn set(&mut self, setters: Range<usize>) -> Option<()> {
        for setter in setters {
            let (operator, usual) = SETTERS[setter];
            let or_usual = |tokens: Tokened<'a>| if tokens.is_empty() { usual } else { tokens };
            let wanted = or_usual(self.wanted.setters[setter]);
            if wanted.is_empty() {
                return None;
            }
            if or_usual(self.set.setters[setter]) == wanted {
                continue;
            }
            for value in Tokens::new(wanted) {
                match number(value) {
                    Some(value) => put_colour(&mut self.out, value),
                    None => put(&mut self.out, b"", value),
                }
            }
            self.put(b"", operator);
            self.set.setters[setter] = wanted;
            if SPACES.contains(&setter) {
                // A space brings a colour of its own.
                self.set.setters[setter + 1] = b"";
            }
        }
        Some(())
    }

    fn put(&mut self, operands: &[u8], operator: &[u8]) {
        put(&mut self.out, operands, operator);
    }
}

/// Adds operands and an operator, with a space where they would run together.
pub(super) fn put(out: &mut Vec<u8>, operands: &[u8], operator: &[u8]) {
    for token in [operands, operator] {
        let runs = |last: &u8, first: &u8| is_regular(*last) && is_regular(*first);
        if out.last().zip(token.first()).is_some_and(|(last, first)| runs(last, first)) {
            out.push(b' ');
        }
        out.extend(token);
    }
}

/// Adds a part of a colour, from 0 to 1.
pub(super) fn put_colour(out: &mut Vec<u8>, part: f64) {
    put_number(out, part, COLOUR_PLACES);
}

/// Adds a number with so many decimal places at most, and no zero that says nothing.
pub(super) fn put_number(out: &mut Vec<u8>, number: f64, places: u32) {
    let one = 10_u64.pow(places);
    let all = (number.abs() * one as f64).round() as u64;
    let (mut whole, mut part, mut places) = (all / one, all % one, places);
    while part > 0 && part % 10 == 0 {
        (part, places) = (part / 10, places - 1);
    }
    // From the last digit to the first: 20 before the point, as many as there are places after it.
    let mut digits = [b'0'; 32];
    let mut start = digits.len();
    let mut add = |byte: u8| {
        start -= 1;
        digits[start] = byte;
    };
    if part > 0 {
        for _ in 0..places {
            add(b'0' + (part % 10) as u8);
            part /= 10;
        }
        add(b'.');
    }
    if all == 0 {
        add(b'0');
    }
    while whole > 0 {
        add(b'0' + (whole % 10) as u8);
        whole /= 10;
    }
    if number < 0.0 && all > 0 {
        add(b'-');
    }
    put(out, b"", &digits[start..]);
}

/// Adds a string in as few bytes as it can have: `\000` is one byte, and only what a string cannot hold
/// as it is stays escaped (ISO 32000-1, 7.3.4.2).
fn put_string(out: &mut Vec<u8>, string: &[u8]) {
    let mut rest = string;
    while let Some((&byte, after)) = rest.split_first() {
        let octal = match after {
            [a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', ..] if byte == b'\\' => {
                Some((a - b'0') * 64 + (b - b'0') * 8 + (c - b'0'))
            }
            _ => None,
        };
        match octal {
            Some(value) if !matches!(value, b'(' | b')' | b'\\' | b'\r') => {
                out.push(value);
                rest = &after[3..];
            }
            // What follows a backslash belongs to it, another backslash too.
            _ if byte == b'\\' && !after.is_empty() => {
                out.extend([byte, after[0]]);
                rest = &after[1..];
            }
            _ => {
                out.push(byte);
                rest = after;
            }
        }
    }
}

/// A matrix as it is on a page of a height that is turned upside down already.
fn put_turned(out: &mut Vec<u8>, matrix: Tokened<'_>, height: f64) -> Option<()> {
    let numbers = Tokens::new(matrix).map(number).collect::<Option<Vec<_>>>()?;
    let &[a, b, c, d, x, y] = numbers.as_slice() else { return None };
    [a, -b, c, -d].iter().for_each(|scale| put_number(out, *scale, SCALE_PLACES));
    [x, height - y].iter().for_each(|length| put_number(out, *length, LENGTH_PLACES));
    Some(())
}

/// Where a matrix puts things, if it turns them upside down and nothing else.
fn turned(matrix: Tokened<'_>) -> Option<[f64; 2]> {
    let mut tokens = Tokens::new(matrix);
    let turned = TURNED.iter().all(|part| tokens.next() == Some(*part));
    let place = [number(tokens.next()?)?, number(tokens.next()?)?];
    turned.then_some(place)
}

fn point(operands: Tokened<'_>) -> Option<[Tokened<'_>; 2]> {
    let mut tokens = Tokens::new(operands);
    Some([tokens.next()?, tokens.next()?])
}

/// The first corner of a rectangle, and its width and height.
fn rectangle<'a>(points: &[[Tokened<'a>; 2]]) -> Option<([Tokened<'a>; 2], [f64; 2])> {
    let &[[left, top], [right, top2], [right2, bottom], [left2, bottom2]] = points else {
        return None;
    };
    if [top, right, bottom, left] != [top2, right2, bottom2, left2] {
        return None;
    }
    let size = [number(right)? - number(left)?, number(bottom)? - number(top)?];
    Some(([left, top], size))
}

/// A number; a name or a string is none.
fn number(token: &[u8]) -> Option<f64> {
    let first = *token.first()?;
    if !matches!(first, b'0'..=b'9' | b'+' | b'-' | b'.') {
        return None;
    }
    std::str::from_utf8(token).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Content as krilla writes it, and what becomes of it.
    fn check(content: &str, wanted: &str) {
        let short = terse(content.as_bytes()).map(|short| String::from_utf8(short).unwrap());
        assert_eq!(short.as_deref(), Some(wanted), "{content}");
    }

    const PAGE: &str = "q 1 0 0 -1 0 841.8898 cm";

    #[test]
    fn what_is_set_is_not_set_again() {
        let grey = "/c1 cs 0.101960786 scn";
        let line = "/c1 CS 0.101960786 SCN 0.75 w 1 J 1 j 10 20 m 30 20 l\nS\nQ\n";
        let thin = "/c1 CS 0.101960786 SCN 1 J 1 j 10 21 m 30 21 l\nS\nQ\n";
        check(
            &format!(
                "{PAGE}{grey} 1 2 m 3 4 l 5 6 l\nh\nf\nQ\n{PAGE}{line}{PAGE}{line}{PAGE}{thin}"
            ),
            "1 0 0 -1 0 841.8898 cm/c1 cs .102 scn 1 2 m 3 4 l 5 6 l h f\
             /c1 CS .102 SCN .75 w 1 J 1 j 10 20 m 30 20 l S 10 20 m 30 20 l S \
             1 w 10 21 m 30 21 l S",
        );
        // A form has no matrix. The colours of two spaces are two even if their numbers are one.
        check(
            "q/c0 cs 1 scn 1 2 m 3 4 5 6 7 8 c\nf\nQ\nq/c1 cs 1 scn 1 2 m 3 2 l 3 9 l\nf*\nQ\n",
            "/c0 cs 1 scn 1 2 m 3 4 5 6 7 8 c f/c1 cs 1 scn 1 2 m 3 2 l 3 9 l f*",
        );
    }

    #[test]
    fn a_rectangle_is_one_operator() {
        let fill = "q/c0 cs 1 scn ";
        let rectangle = "61 704.35 m 78.8 704.35 l 78.8 722.1 l 61 722.1 l\nh ";
        let other = "61 704.35 m 78.8 704.35 l 78.8 722.1 l 61 722.2 l\nh ";
        let more = "1 1 m 2 1 l 2 2 l 1 2 l 0 2 l\nh ";
        check(
            &format!("{fill}{rectangle}{other}{rectangle}{more}f Q"),
            "/c0 cs 1 scn 61 704.35 17.8 17.75 re \
             61 704.35 m 78.8 704.35 l 78.8 722.1 l 61 722.2 l h \
             61 704.35 17.8 17.75 re 1 1 m 2 1 l 2 2 l 1 2 l 0 2 l h f",
        );
    }

    #[test]
    fn lines_of_text_follow_one_another() {
        let line = |mark: u32, y: &str, glyphs: &str| {
            format!(
                "/P<</MCID {mark}>>BDC\n{PAGE}/c1 cs 1 scn\nBT 0 Tr/f0 14 Tf 1 0 0 -1 51 {y} Tm{glyphs}\nET\nQ\nEMC"
            )
        };
        let shape =
            format!("/Artifact<</Type/Layout>>BDC {PAGE}/c1 cs 1 scn 1 2 m 3 4 l 5 5 l f Q EMC");
        let text = [
            "/Artifact<</Type/Layout>>BDC\nEMC".to_owned(),
            line(0, "60", "[(\\000\\001)17.99997(\\000A)1(\\000B)-3(\\000C)]TJ"),
            line(1, "74.05", "(a\\)b)Tj"),
            shape,
            line(2, "90", "(c)Tj"),
        ];
        check(
            &text.concat(),
            "1 0 0 -1 0 841.8898 cm BT/P<</MCID 0>>BDC/c1 cs 1 scn/f0 14 Tf 1 0 0 -1 51 60 Tm\
             [(\0\u{1})16(\0A\0B\0C)]TJ EMC/P<</MCID 1>>BDC 0 -14.05 Td(a\\)b)Tj EMC ET\
             /Artifact<</Type/Layout>>BDC 1 2 m 3 4 l 5 5 l f EMC \
             BT/P<</MCID 2>>BDC 1 0 0 -1 51 90 Tm(c)Tj EMC ET",
        );
    }

    #[test]
    fn a_drawing_stands_where_it_stood() {
        let mark = "/Artifact<</Type/Layout>>BDC\n";
        let shape = format!("{mark}{PAGE}/c1 cs 1 scn 1 2 m 3 4 l 5 5 l f Q EMC\n");
        let drawing = format!("{mark}q 0.15 0 0 -0.15 56.7 764.9898 cm/x0 Do\nQ\nEMC");
        check(
            &format!("{shape}{drawing}{shape}"),
            "1 0 0 -1 0 841.8898 cm/Artifact<</Type/Layout>>BDC/c1 cs 1 scn 1 2 m 3 4 l 5 5 l f EMC\
             /Artifact<</Type/Layout>>BDC q .15 0 0 .15 56.7 76.9 cm/x0 Do Q EMC\
             /Artifact<</Type/Layout>>BDC 1 2 m 3 4 l 5 5 l f EMC",
        );
    }

    #[test]
    fn what_is_set_for_a_thing_with_its_own_matrix_is_set_for_that_alone() {
        check(
            "q 2 0 0 2 5 6 cm/g0 gs/c0 cs 0 scn 1 2 m 3 4 l 5 5 l f Q q/c0 cs 0 scn 1 2 m 3 4 l 5 5 l f Q",
            "q 2 0 0 2 5 6 cm/g0 gs/c0 cs 0 scn 1 2 m 3 4 l 5 5 l f Q\
             /c0 cs 0 scn 1 2 m 3 4 l 5 5 l f",
        );
    }

    #[test]
    fn words_behind_the_glyphs_stay_with_them() {
        check(
            "/P<</MCID 0>>BDC q 1 0 0 -1 0 9 cm/c0 cs 1 scn BT/Span<</ActualText(a)>>BDC/f0 9 Tf \
             1 0 0 -1 1 2 Tm(x)Tj EMC ET Q EMC",
            "1 0 0 -1 0 9 cm BT/P<</MCID 0>>BDC/Span<</ActualText(a)>>BDC/c0 cs 1 scn/f0 9 Tf \
             1 0 0 -1 1 2 Tm(x)Tj EMC EMC ET",
        );
    }

    /// Clipping, states in states, colours that are not set, marks around marks, ends without a begin.
    #[test]
    fn what_is_not_known_is_left_alone() {
        for content in [
            "q 1 2 m 3 2 l 3 9 l W n Q",
            "q q/c0 cs 1 scn 1 2 m 3 2 l 3 9 l f Q Q",
            "q 1 2 m 3 2 l 3 9 l f Q",
            "/P BMC /P BMC EMC EMC",
            "q/g0 gs/c0 cs 1 scn 1 2 m 3 2 l 3 9 l f Q",
            "Q",
            "EMC",
            "q",
            "/P BMC",
            "/c0 cs 1 scn 1 2 m 3 2 l 3 9 l f",
            "q BT/c0 cs 1 scn 1 2 m 3 2 l 3 9 l f ET Q",
        ] {
            assert_eq!(terse(content.as_bytes()), None, "{content}");
        }
    }

    #[test]
    fn numbers_have_no_digits_that_say_nothing() {
        for (value, wanted) in [
            (0.0, "0"),
            (-0.0001, "0"),
            (0.5, ".5"),
            (-0.25, "-.25"),
            (12.0, "12"),
            (-3.1, "-3.1"),
            (1.0004, "1"),
            (0.9999, "1"),
            (10.05, "10.05"),
        ] {
            let mut out = Vec::new();
            put_number(&mut out, value, 3);
            assert_eq!(String::from_utf8(out).unwrap(), wanted);
        }
    }

    #[test]
    fn strings_are_shorter_and_hold_the_same() {
        let cases: [(&[u8], &[u8]); 6] = [
            (b"(\\000\\001\\000A)", b"(\0\x01\0A)"),
            // What a string cannot hold as it is.
            (b"(\\050\\051\\134\\015)", b"(\\050\\051\\134\\015)"),
            // Escapes of other kinds, and a backslash before digits.
            (b"(\\n\\(\\\\001)", b"(\\n\\(\\\\001)"),
            (b"(\\377\\400)", b"(\xff\\400)"),
            (b"(\\00", b"(\\00"),
            (b"\\", b"\\"),
        ];
        for (long, short) in cases {
            let mut out = Vec::new();
            put_string(&mut out, long);
            assert_eq!(out, short, "{:?}", String::from_utf8_lossy(long));
        }
    }
}
