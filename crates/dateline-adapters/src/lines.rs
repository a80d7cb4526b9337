//! A text's lines, without the blanks around them: white space and marks without width.
//!
//! Invariant: lines are in order, none is empty, and together they cover everything but blanks.

use dateline_model::ByteSpan;

/// Ends a line.
pub(crate) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

/// White space, and the marks without width that editors and crawlers leave.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
}

/// What is blank inside a line.
pub(crate) fn is_gap(c: char) -> bool {
    is_blank(c) && !is_line_end(c)
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// Without white space around it.
    pub(crate) span: ByteSpan,
    /// An empty line stands before it; true for the first.
    pub(crate) apart: bool,
    /// It is set in from the margin.
    pub(crate) indented: bool,
}

/// Bytes in which [`signs`] looks.
const NEAR: usize = 128;

/// The bit of a byte: one for each ASCII sign, and the lowest for all other bytes.
pub(crate) fn sign(byte: u8) -> u128 {
    // A shift of so many bits takes longer than to look it up.
    const SIGNS: [u128; 256] = {
        let (mut signs, mut byte) = ([1; 256], 0);
        while byte < 128 {
            signs[byte] = 1 << byte;
            byte += 1;
        }
        signs
    };
    SIGNS[usize::from(byte)]
}

/// The bits of the bytes with which a text begins.
pub(crate) fn signs(text: &[u8]) -> u128 {
    // The same as a fold of [`sign`], but no byte waits for the one before it.
    let mut seen = [0_u8; 256];
    for byte in &text[..text.len().min(NEAR)] {
        seen[usize::from(*byte)] = 1;
    }
    let (ascii, others) = seen.split_at(128);
    // The product moves the lowest bits of eight bytes into its highest byte, in their order.
    let packed = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let bits = ascii.as_chunks().0.iter().rev().fold(0, |bits, bytes| bits << 8 | u128::from(packed(bytes)));
    bits | u128::from(others.contains(&1))
}

/// Every line of the text that is not empty.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = true;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let raw = &text[at..at + length];
        let trimmed = raw.trim_matches(is_blank);
        if trimmed.is_empty() {
            apart = true;
        } else {
            let start = at + (raw.len() - raw.trim_start_matches(is_blank).len());
            lines.push(Line { span: ByteSpan::new(start, start + trimmed.len()), apart, indented: start - at >= 2 });
            apart = false;
        }
        at += length;
        // One end of line, whichever way it is written.
        at += match text.as_bytes().get(at..) {
            Some([b'\r', b'\n', ..]) => 2,
            _ => 1,
        };
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_bits() {
        let text = "Az– 09".as_bytes();
        assert_eq!(signs(text), text.iter().fold(0, |bits, byte| bits | sign(*byte)));
    }

    #[test]
    fn every_way_to_end_a_line() {
        let text = "a\r\n b \n\n\tc\rd\r\n\r\ne";
        let found: Vec<_> = lines(text).iter().map(|line| (line.span.slice(text), line.apart)).collect();
        assert_eq!(found, [("a", true), ("b", false), ("c", true), ("d", false), ("e", true)]);
    }
}
