//! One number: digits in all spellings, number words, and both together.
//!
//! Invariant: arithmetic saturates, so that no text can overflow it.

use super::words::{Kind, NumberWords, Term};
use crate::analysis::phrase::kinds;
use crate::text::{Token, TokenKind};

/// A number as read, in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Tokens it takes.
    pub len: usize,
    /// The value times a thousand.
    pub thousandths: u64,
    /// It has a decimal point that could also part thousands: "55.829".
    pub dotted: bool,
    /// One token of plain digits.
    pub plain: bool,
}

impl Number {
    /// The value without its fraction.
    pub fn value(self) -> u64 {
        self.thousandths / 1000
    }

    /// True when it has no fraction.
    pub fn is_whole(self) -> bool {
        self.thousandths.is_multiple_of(1000)
    }

    fn whole(len: usize, value: u64) -> Self {
        Self { len, thousandths: value.saturating_mul(1000), dotted: false, plain: false }
    }
}

/// `32`, `1,200`, `1.2`, `1.200.000`; nothing else. Gives thousandths and whether a single dot parts three digits.
fn digits(raw: &str) -> Option<(u64, bool)> {
    let bytes = raw.as_bytes();
    if bytes.len() > 18 || !bytes.first()?.is_ascii_digit() || !bytes.last()?.is_ascii_digit() {
        return None;
    }
    if !bytes.iter().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
        return None;
    }
    let int = |part: &str| part.bytes().filter(u8::is_ascii_digit).fold(0u64, |n, b| n * 10 + u64::from(b - b'0'));
    let (whole, fraction) = match raw.matches('.').count() {
        0 => (raw, ""),
        1 => raw.split_once('.')?,
        _ if raw.split('.').skip(1).all(|group| group.len() == 3 && !group.contains(',')) => (raw, ""),
        _ => return None,
    };
    if fraction.contains(',') || !whole.split(',').skip(1).all(|group| matches!(group.len(), 2 | 3)) {
        return None;
    }
    let mut thousandths = int(whole).saturating_mul(1000);
    let mut weight = 100;
    for byte in fraction.bytes().take(3) {
        thousandths = thousandths.saturating_add(u64::from(byte - b'0') * weight);
        weight /= 10;
    }
    let dotted = fraction.len() == 3 && whole.len() <= 3 && !whole.starts_with('0');
    Some((thousandths, dotted))
}

impl NumberWords {
    /// A cardinal number at `at`: `1,200`, `1.2 million`, `10 000`, `twenty-one`, `two hundred and fifty`.
    pub fn cardinal(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        let first = tokens.get(at)?;
        if first.kind == TokenKind::Number {
            let (thousandths, dotted) = digits(first.raw(text))?;
            let mut number = Number { len: 1, thousandths, dotted, plain: true };
            if let Some(group) = spaced_group(text, tokens, at) {
                number.thousandths = thousandths.saturating_mul(1000).saturating_add(group.saturating_mul(1000));
                number = Number { len: 2, plain: false, ..number };
            }
            return Some(self.scaled(tokens, at, number));
        }
        if !self.begins(first) {
            return None;
        }
        if let Some((len, value)) = self.small(tokens, at) {
            return Some(self.scaled(tokens, at, Number::whole(len, value)));
        }
        let article = self.skip(tokens, at, Term::Article);
        if article > 0 && (self.scale(tokens, at + article).is_some() || self.group(tokens, at + article).is_some()) {
            return Some(self.scaled(tokens, at, Number::whole(article, 1)));
        }
        None
    }

    /// An ordinal at `at`: `52nd`, `third`, `twenty-first`.
    pub fn ordinal(&self, text: &str, tokens: &[Token], at: usize) -> Option<Number> {
        let first = tokens.get(at)?;
        if first.kind == TokenKind::Number {
            let raw = first.raw(text);
            let value = |figures: &str| figures.parse::<u32>().ok().map(u64::from);
            if let Some(figures) = self.ordinal_figures(raw) {
                return value(figures).map(|n| Number::whole(1, n));
            }
            // "11 th": the ending was torn off.
            let ending = self.skip(tokens, at + 1, Term::OrdinalEnding);
            return value(raw).filter(|_| ending > 0).map(|n| Number::whole(1 + ending, n));
        }
        let word =
            |at| self.find(tokens, at, kinds![Ordinal], |t| if let Term::Ordinal(n) = t { Some(n) } else { None });
        if let Some((len, value)) = word(at) {
            return Some(Number::whole(len, value));
        }
        let (len, tens) = self.tens(tokens, at)?;
        let joint = at + len + usize::from(is_joint(tokens, at + len));
        let (more, unit) = word(joint).filter(|(_, unit)| *unit < 10)?;
        Some(Number::whole(joint + more - at, tens + unit))
    }

    fn tens(&self, tokens: &[Token], at: usize) -> Option<(usize, u64)> {
        self.find(tokens, at, kinds![Tens], |t| if let Term::Tens(n) = t { Some(n) } else { None })
    }

    fn unit(&self, tokens: &[Token], at: usize) -> Option<(usize, u64)> {
        self.find(tokens, at, kinds![Unit], |t| if let Term::Unit(n) = t { Some(n) } else { None })
    }

    pub(super) fn scale(&self, tokens: &[Token], at: usize) -> Option<(usize, u64)> {
        self.find(tokens, at, kinds![Scale], |t| if let Term::Scale(n) = t { Some(n) } else { None })
    }

    fn group(&self, tokens: &[Token], at: usize) -> Option<(usize, u64)> {
        self.find(tokens, at, kinds![Group], |t| if let Term::Group(n) = t { Some(n) } else { None })
    }

    /// One to ninety-nine in words.
    fn small(&self, tokens: &[Token], at: usize) -> Option<(usize, u64)> {
        if let Some((len, tens)) = self.tens(tokens, at) {
            let joint = at + len + usize::from(is_joint(tokens, at + len));
            return Some(match self.unit(tokens, joint).filter(|(_, unit)| *unit < 10) {
                Some((more, unit)) => (joint + more - at, tens + unit),
                None => (len, tens),
            });
        }
        self.unit(tokens, at)
    }

    /// Reads on behind the first part: scales, and further words after a scale.
    fn scaled(&self, tokens: &[Token], start: usize, first: Number) -> Number {
        let mut at = start + first.len;
        let (mut total, mut current) = (0u64, first.thousandths);
        let mut scaled = false;
        loop {
            let joint = at + usize::from(is_joint(tokens, at));
            if let Some((len, scale)) = self.scale(tokens, joint).or_else(|| self.group(tokens, joint)) {
                current = current.saturating_mul(scale);
                if scale >= 1000 {
                    total = total.saturating_add(current);
                    current = 0;
                }
                at = joint + len;
                scaled = true;
                continue;
            }
            if !scaled || first.plain {
                break;
            }
            let word = at + self.skip(tokens, at, Term::And);
            let joint = word + usize::from(word == at && is_joint(tokens, word));
            // "a hundred and two", but not "a hundred and two hundred".
            let Some((len, value)) = self.small(tokens, joint) else { break };
            if current == 0 || (current / 1000).is_multiple_of(100) {
                current = current.saturating_add(value * 1000);
                at = joint + len;
            } else {
                break;
            }
        }
        let thousandths = total.saturating_add(current);
        Number { len: at - start, thousandths, dotted: first.dotted && !scaled, plain: first.plain && !scaled }
    }
}

/// A hyphen between two parts of a number.
fn is_joint(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == TokenKind::Joiner)
}

/// `10 000`: a group of one to three figures, a space, a group of exactly three, and no third number.
fn spaced_group(text: &str, tokens: &[Token], at: usize) -> Option<u64> {
    let figures = |at: usize| {
        let token = tokens.get(at).filter(|t| t.kind == TokenKind::Number && !t.newline)?;
        Some(token.raw(text)).filter(|raw| raw.bytes().all(|b| b.is_ascii_digit()))
    };
    let first = tokens.get(at)?.raw(text);
    if first.len() > 3 || first.starts_with('0') || !first.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let group = figures(at + 1).filter(|raw| raw.len() == 3)?;
    if tokens.get(at + 2).is_some_and(|t| t.kind == TokenKind::Number) {
        return None;
    }
    group.parse().ok()
}
