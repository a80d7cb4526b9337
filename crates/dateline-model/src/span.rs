//! Two kinds of offsets and the bridge between them.
//!
//! Inside the engine a span counts bytes ([`ByteSpan`]); in the output it counts Unicode code points ([`CharSpan`]), as
//! Python, R, brat and doccano users slice. The two are different types so that they cannot be mixed up.

use serde::{Deserialize, Serialize};

/// A range of bytes in an article's raw text, end exclusive. Always on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Deserialize, Serialize)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl ByteSpan {
    /// A span from `start` to `end`, both in bytes.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span cannot end before it starts");
        Self { start: start as u32, end: end as u32 }
    }

    /// The smallest span that holds both.
    #[must_use]
    #[inline]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The span as a range for slicing.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text under the span.
    #[inline]
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True when the span holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True when `other` lies within this span.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A range of Unicode code points in an article's raw text, end exclusive. Serialised as `[start, end]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "(u32, u32)"))]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct CharSpan {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl From<(u32, u32)> for CharSpan {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<CharSpan> for (u32, u32) {
    fn from(span: CharSpan) -> Self {
        (span.start, span.end)
    }
}

/// Bytes between two check points of an [`OffsetMap`].
const STEP: usize = 64;

/// Converts between byte and code-point offsets of one text.
///
/// ```
/// use dateline_model::{ByteSpan, OffsetMap};
/// let text = "“Abu Bukhari”";
/// let map = OffsetMap::new(text);
/// let span = map.chars(ByteSpan::new(3, 14));
/// assert_eq!((span.start, span.end), (1, 12));
/// assert_eq!(map.bytes(span).slice(text), "Abu Bukhari");
/// ```
#[derive(Debug)]
pub struct OffsetMap<'t> {
    text: &'t str,
    /// Code points before byte `STEP * i`, rounded down to a character; empty for pure ASCII.
    marks: Vec<u32>,
}

impl<'t> OffsetMap<'t> {
    /// Reads the text once; ASCII text needs no table.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut chars = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(chars);
                chars += chunk.iter().filter(|b| (**b & 0xC0) != 0x80).count() as u32;
            }
        }
        Self { text, marks }
    }

    fn char_at(&self, byte: u32) -> u32 {
        if self.marks.is_empty() {
            return byte;
        }
        let mark = (byte as usize / STEP).min(self.marks.len() - 1);
        let first = mark * STEP;
        // Most stretches hold nothing but single bytes.
        if self.marks.get(mark + 1).is_some_and(|next| next - self.marks[mark] == STEP as u32) {
            return self.marks[mark] + (byte - first as u32);
        }
        let rest = &self.text.as_bytes()[first..byte as usize];
        // Fewer than 256 bytes: counted in bytes, which adds up in whole registers.
        self.marks[mark] + u32::from(rest.iter().map(|b| u8::from((*b & 0xC0) != 0x80)).sum::<u8>())
    }

    fn byte_at(&self, char: u32) -> u32 {
        if self.marks.is_empty() {
            return char;
        }
        let mark = self.marks.partition_point(|m| *m <= char) - 1;
        let mut left = char - self.marks[mark];
        let bytes = self.text.as_bytes();
        let mut at = mark * STEP;
        // A mark may fall inside a character, which was counted before it: step to the next boundary first.
        while at < bytes.len() && (bytes[at] & 0xC0) == 0x80 {
            at += 1;
        }
        while left > 0 && at < bytes.len() {
            at += 1;
            while at < bytes.len() && (bytes[at] & 0xC0) == 0x80 {
                at += 1;
            }
            left -= 1;
        }
        at as u32
    }

    /// Bytes to code points.
    pub fn chars(&self, span: ByteSpan) -> CharSpan {
        CharSpan { start: self.char_at(span.start), end: self.char_at(span.end) }
    }

    /// Code points to bytes.
    pub fn bytes(&self, span: CharSpan) -> ByteSpan {
        ByteSpan { start: self.byte_at(span.start), end: self.byte_at(span.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_and_bytes_agree(text in "\\PC{0,600}", a in 0usize..600, b in 0usize..600) {
            let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
            let (a, b) = (a.min(starts.len() - 1), b.min(starts.len() - 1));
            let (a, b) = (a.min(b), a.max(b));
            let map = OffsetMap::new(&text);
            let bytes = ByteSpan::new(starts[a], starts[b]);
            let chars = map.chars(bytes);
            prop_assert_eq!((chars.start as usize, chars.end as usize), (a, b));
            prop_assert_eq!(map.bytes(chars), bytes);
        }
    }
}
