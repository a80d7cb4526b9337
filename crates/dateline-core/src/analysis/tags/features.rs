//! The features of one decision, as 32-bit keys.
//!
//! A key mixes a template's number with up to two values. Trainer and tagger build them here, so that they agree.

use super::{Lexicon, WordTags};
use crate::text::{Case, Tag, TagSet, Token, TokenKind, WordId, Words};

/// Most features of one decision.
pub(super) const MOST: usize = 36;

/// The keys of one decision.
#[derive(Debug, Clone, Copy)]
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

/// How many shapes there are.
pub(super) const SHAPES: usize = Shape::Mark as usize + 1;

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
    /// What a dictionary says of a rare word, as a key; 0 is nothing.
    pub(super) hint: u32,
}

/// All that a decision is made from.
#[derive(Debug)]
pub struct Place<'a> {
    /// The token behind its left neighbour, and the two that follow.
    pub(super) views: &'a [View; 4],
    /// The tags of the two tokens before.
    pub(super) before: [Tag; 2],
    pub(super) clause: Clause,
    pub(super) word: WordId,
    /// The folded word, when it is rare; of others the letters say nothing.
    pub(super) text: &'a str,
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
    tag.is_finite()
}

impl View {
    pub(super) const OUTSIDE: Self = Self { word: 0, class: 1, shape: Shape::Outside, rare: false, hint: 0 };
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

/// What the neighbours learn of a word whose tags are known.
fn class_of_tags(tags: TagSet) -> u32 {
    mix(2, tags.bits() as u32, (tags.bits() >> 32) as u32)
}

/// What they learn of one that only a dictionary has.
fn class_of_hint(hint: TagSet) -> u32 {
    mix(6, hint.bits() as u32, (hint.bits() >> 32) as u32)
}

/// What they learn of one that is unknown: its ending.
fn class_of_letters(word: &str, token: &Token) -> u32 {
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

    pub(super) fn add(&mut self, key: u32) {
        self.add_if(key, true);
    }

    /// Adds a key if it is wanted. It is written either way, so that nothing waits for the answer.
    pub(super) fn add_if(&mut self, key: u32, wanted: bool) {
        if let Some(free) = self.keys.get_mut(self.len) {
            *free = key;
            self.len += usize::from(wanted);
        }
    }

    /// All features of a decision.
    pub(super) fn of(place: &Place<'_>) -> Self {
        let mut features = Self::new();
        let mut add = |key: u32| features.add(key);
        let [left, this, right, _] = &place.views;
        place.of_word(&mut add);
        of_tags(place.before).into_iter().for_each(&mut add);
        add(of_shapes(this.shape as u32, left.shape as u32, right.shape as u32));
        add(of_forms(this.shape as u32, right.shape as u32, place.before[1] as u32));
        if left.word != 0 {
            add(of_neighbour(left.word)[0]);
        }
        if right.word != 0 {
            add(of_neighbour(right.word)[1]);
        }
        place.of_surroundings(&mut add);
        features
    }

    /// The keys of this decision.
    pub fn keys(&self) -> &[u32] {
        &self.keys[..self.len]
    }
}

/// The two tags before.
pub(super) fn of_tags(before: [Tag; 2]) -> [u32; 2] {
    [mix(11, before[1] as u32, 0), mix(12, (before[0] as u32) << 8 | before[1] as u32, 0)]
}

/// The shapes of the word and its neighbours.
pub(super) fn of_shapes(this: u32, left: u32, right: u32) -> u32 {
    mix(18, this << 8 | left, right)
}

/// The shapes of the word and the next, and the tag before.
pub(super) fn of_forms(this: u32, right: u32, last: u32) -> u32 {
    mix(19, this << 8 | right, last)
}

/// The word as left neighbour, and as right neighbour.
pub(super) fn of_neighbour(word: u32) -> [u32; 2] {
    [mix(26, word, 0), mix(27, word, 0)]
}

impl Place<'_> {
    /// What the word itself says, wherever it stands: the same for every place where it is written alike.
    pub(super) fn of_word(&self, add: &mut impl FnMut(u32)) {
        let this = &self.views[1];
        let form = this.shape as u32;
        add(mix(10, 0, 0));
        add(mix(13, this.class, form));
        if this.word != 0 {
            add(mix(20, this.word, 0));
            add(mix(21, this.word, form));
        }
        if this.rare {
            of_letters(self.text, form, add);
        }
        if this.hint != 0 {
            add(mix(63, this.hint, form));
        }
    }

    /// What the word and what stands around it say together.
    #[inline]
    pub(super) fn of_surroundings(&self, add: &mut impl FnMut(u32)) {
        let [left, this, right, right2] = &self.views;
        let (last, pair) = (self.before[1] as u32, (self.before[0] as u32) << 8 | self.before[1] as u32);
        let clause = self.clause.key() << 8 | last;
        let pairs = [
            mix(14, this.class, pair),
            mix(15, this.class, right.class),
            mix(16, this.class, (this.shape as u32) << 8 | last),
            mix(17, right.class, right2.class),
            mix(28, this.class, clause),
            mix(29, right.class, clause),
        ];
        pairs.into_iter().for_each(&mut *add);
        if this.word != 0 {
            let words = [
                mix(22, this.word, last),
                mix(23, this.word, right.class),
                mix(24, this.word, left.word),
                mix(25, this.word, right.word),
            ];
            words.into_iter().for_each(&mut *add);
        }
        if this.rare {
            let tail = self.text.bytes().rev().take(4).fold(0, |tail, byte| tail << 8 | u32::from(byte));
            add(mix(60, tail & 0xFF_FFFF, clause));
        }
        if this.hint != 0 {
            add(mix(64, this.hint, last));
            add(mix(65, this.hint, right.class));
        }
    }
}

/// What the letters of a rare word suggest.
fn of_letters(word: &str, form: u32, add: &mut impl FnMut(u32)) {
    let bytes = word.as_bytes();
    let (mut head, mut tail) = (0u32, 0u32);
    for (n, (front, back)) in (0..4).zip(bytes.iter().zip(bytes.iter().rev())) {
        head = head << 8 | u32::from(*front);
        tail = tail << 8 | u32::from(*back);
        add(mix(40 + n, tail, form));
        if n < 3 {
            add(mix(50 + n, head, 0));
        }
    }
    add(mix(61, bytes.len().min(12) as u32, form));
    if bytes.iter().any(u8::is_ascii_digit) {
        add(mix(62, digits(bytes), form));
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
    pub(super) fn view(
        &self,
        words: &Words<'_>,
        tokens: &[Token],
        at: usize,
        known: &WordTags,
        tags: TagSet,
        style: Style,
    ) -> View {
        let token = &tokens[at];
        let shape = shape(tokens, at, style);
        let written = match shape {
            Shape::Title | Shape::Upper | Shape::Mixed => 1,
            Shape::Initial | Shape::Caps | Shape::Headline => 2,
            _ => 0,
        };
        let rare = known.is_rare();
        let hint = if rare { self.hint(words, token) } else { TagSet::NONE };
        let class = match (tags.is_empty(), hint.is_empty()) {
            (false, _) => class_of_tags(tags),
            (true, false) => class_of_hint(hint),
            (true, true) => class_of_letters(words.text(token.word), token),
        };
        let hint = if hint.is_empty() { 0 } else { class_of_hint(hint) };
        View { word: self.feature(token.word, known), class: class.wrapping_add(written), shape, rare, hint }
    }
}
