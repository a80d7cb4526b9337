//! Bytes to text. Invariant: a text comes out whole or not at all; no byte is dropped or replaced in silence.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::failure::{Failure, FailureKind};

/// True when there is an encoding of this label ("windows-1256", "latin1"), as the web knows them.
pub fn is_encoding(label: &str) -> bool {
    Encoding::for_label(label.trim().as_bytes()).is_some()
}

/// The text of the bytes: UTF-8, else as declared, else what they look like.
pub(crate) fn decode(bytes: Vec<u8>, declared: Option<&str>) -> Result<String, Failure> {
    if let Some(encoding) = utf16(&bytes) {
        return whole(encoding, &bytes);
    }
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(Failure::new(FailureKind::NotText, format!("no text: a NUL byte at byte {at}")));
    }
    String::from_utf8(bytes).or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.into_bytes();
        // Declarations lie: the bytes themselves are asked when they do not fit.
        let declared = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        let declared = declared.filter(|encoding| *encoding != UTF_8).map(|encoding| whole(encoding, &bytes));
        if let Some(Ok(text)) = declared {
            return Ok(text);
        }
        if is_damaged_utf8(&bytes) {
            let message = format!("not UTF-8 text at byte {at}, though the rest is; the file is damaged");
            return Err(Failure::new(FailureKind::NotText, message));
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        whole(detector.guess(None, Utf8Detection::Deny), &bytes)
    })
}

fn whole(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, Failure> {
    let (text, used, wrong) = encoding.decode(bytes);
    let control = text.chars().any(|c| matches!(c, '\0' | '\u{80}'..='\u{9f}'));
    if wrong || control {
        return Err(Failure::new(FailureKind::NotText, format!("no text in {} or any known encoding", used.name())));
    }
    Ok(text.into_owned())
}

/// True when the bytes hold more of UTF-8's own sequences than of bytes that break it.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut sequences, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    sequences >= faults
}

/// UTF-16, by its mark or by the zeros of Latin letters.
pub(crate) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() * 2 / 5;
    match head.len() {
        0..8 => None,
        _ if odd >= most && even == 0 => Some(UTF_16LE),
        _ if even >= most && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// A stream in UTF-16 as one in UTF-8, for formats that are read line by line.
pub(crate) struct Transcoded<'r> {
    inner: &'r mut dyn Read,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<'r> Transcoded<'r> {
    pub(crate) fn new(inner: &'r mut dyn Read, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder();
        Self { inner, decoder, raw: vec![0; 16 << 10], ready: Vec::new(), at: 0, ended: false }
    }

    fn fill(&mut self) -> io::Result<()> {
        let count = self.inner.read(&mut self.raw)?;
        self.ended = count == 0;
        self.ready.resize(self.decoder.max_utf8_buffer_length(count).unwrap_or(count * 3 + 16), 0);
        let (result, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..count], &mut self.ready, self.ended);
        debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer was as large as was asked for");
        self.ready.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl Read for Transcoded<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at == self.ready.len() && !self.ended {
            self.fill()?;
        }
        let count = out.len().min(self.ready.len() - self.at);
        out[..count].copy_from_slice(&self.ready[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENGLISH: &str = "Police said the café’s owner was “not a suspect” — he had been freed.";

    fn check(encoding: &'static Encoding, text: &str) {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{} cannot say it", encoding.name());
        assert_eq!(decode(bytes.into_owned(), None).as_deref(), Ok(text), "{}", encoding.name());
    }

    #[test]
    fn encodings_are_told_apart_by_their_bytes() {
        check(UTF_8, ENGLISH);
        check(encoding_rs::WINDOWS_1252, ENGLISH);
        check(encoding_rs::WINDOWS_1256, "أعلنت وزارة الداخلية العراقية القبض على أربعة مشتبه بهم في مدينة الموصل");
    }

    #[test]
    fn utf_16_is_known_with_and_without_its_mark() {
        for (order, mark) in [(u16::to_le_bytes as fn(u16) -> [u8; 2], "\u{feff}"), (u16::to_be_bytes, "")] {
            let bytes = format!("{mark}{ENGLISH}").encode_utf16().flat_map(order).collect();
            assert_eq!(decode(bytes, None).as_deref(), Ok(ENGLISH));
        }
        let bytes: Vec<u8> = ENGLISH.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut text = String::new();
        Transcoded::new(&mut bytes.as_slice(), UTF_16BE).read_to_string(&mut text).unwrap();
        assert_eq!(text, ENGLISH);
    }

    #[test]
    fn a_declaration_counts_unless_it_is_wrong() {
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode("the café");
        assert_eq!(decode(bytes.into_owned(), Some("iso-8859-1")).as_deref(), Ok("the café"));
        assert_eq!(decode("القبض".as_bytes().to_vec(), Some("windows-1252")).as_deref(), Ok("القبض"));
        assert_eq!(decode(b"caf\xe9 noir".to_vec(), Some("shift_jis")).as_deref(), Ok("café noir"));
    }

    #[test]
    fn what_is_no_text_is_named() {
        for bytes in [&b"Police\0arrested"[..], &[0xff; 40], &[0x00; 40], b"caf\xc3\xa9 and \xe2\x80"] {
            let failure = decode(bytes.to_vec(), None);
            let kind = failure.map_err(|failure| failure.kind);
            assert!(kind == Err(FailureKind::NotText) || bytes[0] == 0xff, "{kind:?}");
        }
    }
}
