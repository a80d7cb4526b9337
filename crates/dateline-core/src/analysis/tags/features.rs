//! The features of one decision, as 32-bit keys.
//!
//! A key mixes a template's number with up to two values. Trainer and tagger build them here, so that they agree.

use super::Lexicon;
use crate::text::{Case, Tag, TagSet, Token, TokenKind, Words};

/// Most features of one decision.
pub(super) const MOST: usize = 36;

/// The keys of one decision.
#[derive(Debug)]
pub struct Features {
    keys: [u32; MOST],
    len: usize,
}

/// How a word is written, given where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Outside,
    Lower,
    Title,
    /// Title case at the beginning of a sentence, a quotation, an item.
    Initial,
    Upper,
    Mixed,
    /// A sentence without small letters: the case says nothing.
    Caps,
    /// A headline in title case: the case says little.
    Headline,
    Number,
    Mark,
}

/// How the letters of a whole sentence are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Caps,
    Headline,
}

/// One token as its neighbours see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct View {
    /// Number of the word; 0 when unknown.
    pub(super) word: u32,
    /// The tags it can have, or what its ending suggests.
    pub(super) class: u32,
    pub(super) shape: Shape,
    pub(super) rare: bool,
}

/// The finite verbs around a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Clause {
    /// One stands before it in the sentence.
    sentence: bool,
    /// One stands before it, with no mark, conjunction or relative pronoun between.
    near: bool,
    /// One is certain to follow.
    pub(super) ahead: bool,
}

impl Clause {
    /// Takes note of a tag on the way from left to right.
    pub(super) fn pass(&mut self, tag: Tag) {
        if is_finite(tag) {
            (self.sentence, self.near) = (true, true);
        } else if matches!(tag, Tag::Punct | Tag::Cc | Tag::Sconj | Tag::PronWdt | Tag::Wp | Tag::Wrb) {
            self.near = false;
        }
    }

    fn key(self) -> u32 {
        u32::from(self.sentence) | u32::from(self.near) << 1 | u32::from(self.ahead) << 2
    }
}

/// A verb form that makes a clause.
pub(super) fn is_finite(tag: Tag) -> bool {
    use Tag::{AuxVbd, AuxVbp, AuxVbz, Md, Vbd, Vbp, Vbz};
    matches!(tag, Vbd | Vbp | Vbz | Md | AuxVbd | AuxVbp | AuxVbz)
}

impl View {
    pub(super) const OUTSIDE: Self = Self { word: 0, class: 1, shape: Shape::Outside, rare: false };
}

impl Style {
    pub(super) fn of(tokens: &[Token]) -> Self {
        let (mut lower, mut title, mut upper, mut long, mut long_lower) = (0, 0, 0, 0, 0);
        for token in tokens.iter().filter(|t| t.kind == TokenKind::Word) {
            let len = token.span.len();
            if len >= 4 {
                long += 1;
                long_lower += u32::from(token.case == Case::Lower);
            }
            match token.case {
                Case::Lower if len > 1 => lower += 1,
                Case::Title if len > 1 => title += 1,
                Case::Upper => upper += 1,
                _ => {}
            }
        }
        if lower == 0 && title == 0 && upper >= 3 {
            return Self::Caps;
        }
        let ended = tokens.last().is_some_and(|t| t.kind == TokenKind::Punct && t.span.len() == 1);
        if long >= 3 && long_lower * 8 <= long && !ended { Self::Headline } else { Self::Plain }
    }
}

pub(super) fn shape(tokens: &[Token], at: usize, style: Style) -> Shape {
    let token = &tokens[at];
    match (token.kind, token.case) {
        (TokenKind::Number, _) => Shape::Number,
        (TokenKind::Punct | TokenKind::Joiner, _) => Shape::Mark,
        (_, Case::Lower) => Shape::Lower,
        _ if style == Style::Caps => Shape::Caps,
        (_, Case::Upper) => Shape::Upper,
        (_, Case::Mixed) => Shape::Mixed,
        (_, Case::Title) if style == Style::Headline => Shape::Headline,
        (_, Case::Title) if at == 0 || opens(tokens, at - 1) => Shape::Initial,
        (_, Case::Title) => Shape::Title,
    }
}

/// A mark behind which a capital says nothing: a quotation mark, bracket, colon, dash or bullet.
fn opens(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    token.kind == TokenKind::Punct && (token.spaced || at == 0 || token.span.len() > 1)
}

/// What the neighbours learn of a word: its possible tags, or its ending when it is unknown.
pub(super) fn class(tags: TagSet, word: &str, token: &Token) -> u32 {
    if !tags.is_empty() {
        return mix(2, tags.bits() as u32, (tags.bits() >> 32) as u32);
    }
    let bytes = word.as_bytes();
    let tail = |n: usize| bytes.len().checked_sub(n).map_or(0, |at| u32::from(bytes[at]));
    match token.kind {
        TokenKind::Number => mix(3, u32::from(bytes.last().is_some_and(u8::is_ascii_digit)), 0),
        TokenKind::Word => mix(4, tail(1) << 8 | tail(2), u32::from(token.case != Case::Lower)),
        kind => mix(5, kind as u32, 0),
    }
}

fn mix(template: u32, a: u32, b: u32) -> u32 {
    let mut key = u64::from(a) | u64::from(b) << 32;
    key = (key ^ u64::from(template).wrapping_mul(0x9E37_79B9_7F4A_7C15)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    key ^= key >> 32;
    (key.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> 32) as u32
}

impl Features {
    pub(super) fn new() -> Self {
        Self { keys: [0; MOST], len: 0 }
    }

    /// The keys of this decision.
    pub fn keys(&self) -> &[u32] {
        &self.keys[..self.len]
    }

    fn add(&mut self, template: u32, a: u32, b: u32) {
        if self.len < MOST {
            self.keys[self.len] = mix(template, a, b);
            self.len += 1;
        }
    }

    /// Collects the features of the token at the middle of `views`, the tags before it being known.
    pub(super) fn fill(&mut self, views: &[View; 5], before: [Tag; 2], clause: Clause, word: &str) {
        let [_, left, this, right, right2] = *views;
        let (last, pair) = (before[1] as u32, (before[0] as u32) << 8 | before[1] as u32);
        let (form, clause) = (this.shape as u32, clause.key());
        self.len = 0;
        self.add(10, 0, 0);
        self.add(11, last, 0);
        self.add(12, pair, 0);
        self.add(13, this.class, form);
        self.add(14, this.class, pair);
        self.add(15, this.class, right.class);
        self.add(16, this.class, form << 8 | last);
        self.add(17, right.class, right2.class);
        self.add(18, form << 8 | left.shape as u32, right.shape as u32);
        self.add(19, form << 8 | right.shape as u32, last);
        self.add(28, this.class, clause << 8 | last);
        self.add(29, right.class, clause << 8 | last);
        if this.word != 0 {
            self.add(20, this.word, 0);
            self.add(21, this.word, form);
            self.add(22, this.word, last);
            self.add(23, this.word, right.class);
            self.add(24, this.word, left.word);
            self.add(25, this.word, right.word);
        }
        if left.word != 0 {
            self.add(26, left.word, 0);
        }
        if right.word != 0 {
            self.add(27, right.word, 0);
        }
        if this.rare {
            self.fill_form(word, form, clause << 8 | last);
        }
    }

    /// What the letters of a rare word suggest.
    fn fill_form(&mut self, word: &str, form: u32, last: u32) {
        let bytes = word.as_bytes();
        let (mut head, mut tail) = (0u32, 0u32);
        for (n, (front, back)) in (0..4).zip(bytes.iter().zip(bytes.iter().rev())) {
            head = head << 8 | u32::from(*front);
            tail = tail << 8 | u32::from(*back);
            self.add(40 + n, tail, form);
            if n < 3 {
                self.add(50 + n, head, 0);
            }
        }
        self.add(60, tail & 0xFF_FFFF, last);
        self.add(61, bytes.len().min(12) as u32, form);
        if bytes.iter().any(u8::is_ascii_digit) {
            self.add(62, digits(bytes), form);
        }
    }
}

/// The pattern of digits and letters: `m16` is one letter, digits.
fn digits(bytes: &[u8]) -> u32 {
    let mut pattern = 1;
    let mut last = 0;
    for byte in bytes {
        let kind = match byte {
            b'0'..=b'9' => 1,
            b'a'..=b'z' => 2,
            _ => 3,
        };
        if kind != last && pattern < 1 << 24 {
            pattern = pattern << 2 | kind;
            last = kind;
        }
    }
    if bytes.len() == 4 { pattern | 1 << 30 } else { pattern }
}

impl Lexicon {
    /// A token as its neighbours see it.
    pub(super) fn view(&self, words: &Words<'_>, tokens: &[Token], at: usize, tags: TagSet, style: Style) -> View {
        let token = &tokens[at];
        let known = self.get(token.word);
        let shape = shape(tokens, at, style);
        let written = match shape {
            Shape::Title | Shape::Upper | Shape::Mixed => 1,
            Shape::Initial | Shape::Caps | Shape::Headline => 2,
            _ => 0,
        };
        View {
            word: self.feature(token.word, known),
            class: class(tags, words.text(token.word), token).wrapping_add(written),
            shape,
            rare: known.is_rare(),
        }
    }
}
