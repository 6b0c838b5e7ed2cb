//! Operands and operators of PDF's content, in as few bytes as they can have.

/// The decimal places of a colour: an eighth of a step of eight bits.
const COLOUR_PLACES: u32 = 3;

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
    put_number::<COLOUR_PLACES>(out, part);
}

/// Adds a number with so many decimal places at most, and no zero that says nothing.
pub(super) fn put_number<const PLACES: u32>(out: &mut Vec<u8>, number: f64) {
    let one = const { 10_u64.pow(PLACES) };
    // To the nearest: what is cast is cut off.
    let all = (number.abs() * one as f64 + 0.5) as u64;
    let (mut whole, mut part, mut places) = (all / one, all % one, PLACES);
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

/// Adds a string of bytes; only what a string cannot hold as it is stands escaped (ISO 32000-1,
/// 7.3.4.2).
pub(super) fn put_string(out: &mut Vec<u8>, bytes: impl IntoIterator<Item = u8>) {
    out.push(b'(');
    for byte in bytes {
        match byte {
            b'(' | b')' | b'\\' => out.extend([b'\\', byte]),
            // A reader takes it for the end of a line.
            b'\r' => out.extend(b"\\r"),
            _ => out.push(byte),
        }
    }
    out.push(b')');
}

/// Whether a byte can stand inside a name, a number or an operator.
fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'/')
}

#[cfg(test)]
mod tests {
    use super::*;

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
            put_number::<3>(&mut out, value);
            assert_eq!(String::from_utf8(out).unwrap(), wanted);
        }
    }

    #[test]
    fn strings_hold_every_byte() {
        let mut out = Vec::new();
        put_string(&mut out, *b"\0A(\\)\r\n\xff");
        assert_eq!(out, b"(\0A\\(\\\\\\)\\r\n\xff)");
    }

    #[test]
    fn a_space_stands_only_where_tokens_would_run_together() {
        let mut out = Vec::new();
        put(&mut out, b"/f0", b"");
        put_number::<2>(&mut out, 12.0);
        put(&mut out, b"", b"Tf");
        put(&mut out, b"[", b"");
        put_number::<0>(&mut out, -8.0);
        assert_eq!(out, b"/f0 12 Tf[-8");
    }
}
