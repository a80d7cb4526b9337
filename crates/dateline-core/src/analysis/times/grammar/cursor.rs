//! The input of the grammar: a place in a sentence's tokens, and the parsers of single words.
//!
//! Invariant: a cursor never looks behind the end of its sentence, nor before its start.

use nom::IResult;
use nom::error::{ErrorKind, ParseError};
use smallvec::SmallVec;

use super::super::value::Moment;
use super::super::words::{Term, TimeWords};
use crate::analysis::numbers::{Number, NumberWords};
use crate::text::{Token, TokenKind};

/// What stays the same through a sentence.
pub(in super::super) struct Sentence<'a> {
    pub(in super::super) words: &'a TimeWords,
    pub(in super::super) numbers: &'a NumberWords,
    pub(in super::super) text: &'a str,
    /// The document's tokens up to the end of the sentence.
    pub(in super::super) tokens: &'a [Token],
    /// Its first token.
    pub(in super::super) start: usize,
    /// What the word list says of each token, read once: the grammar asks for the same token again and again.
    meanings: Meanings,
}

/// Meanings by token: where each token's begin in the list, and the list of lengths and terms.
#[derive(Default)]
struct Meanings {
    from: SmallVec<[u16; 64]>,
    list: SmallVec<[(u8, Term); 64]>,
}

impl<'a> Sentence<'a> {
    /// The sentence from `start` to the end of `tokens`.
    pub(in super::super) fn new(
        words: &'a TimeWords,
        numbers: &'a NumberWords,
        text: &'a str,
        tokens: &'a [Token],
        start: usize,
    ) -> Self {
        let mut meanings = Meanings::default();
        for at in start..tokens.len() {
            meanings.from.push(meanings.list.len() as u16);
            words.all(tokens, at, |len, term| meanings.list.push((len as u8, term)));
        }
        meanings.from.push(meanings.list.len() as u16);
        Self { words, numbers, text, tokens, start, meanings }
    }

    /// The meanings of a token, the longest phrase first.
    fn meanings(&self, at: usize) -> &[(u8, Term)] {
        let Some(i) = at.checked_sub(self.start).filter(|i| i + 1 < self.meanings.from.len()) else { return &[] };
        &self.meanings.list[usize::from(self.meanings.from[i])..usize::from(self.meanings.from[i + 1])]
    }
}

/// A place in a sentence. `Copy`, so that alternatives cost nothing.
#[derive(Clone, Copy)]
pub(in super::super) struct Cursor<'a> {
    pub(in super::super) sentence: &'a Sentence<'a>,
    pub(in super::super) at: usize,
}

/// The parser does not accept what stands here; nothing more is known or needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Miss;

impl<I> ParseError<I> for Miss {
    fn from_error_kind(_: I, _: ErrorKind) -> Self {
        Self
    }

    fn append(_: I, _: ErrorKind, _: Self) -> Self {
        Self
    }
}

/// What a parser gives.
pub(in super::super) type Parse<'a, O> = IResult<Cursor<'a>, O, Miss>;

/// A parser of one time.
pub(super) type Rule = for<'a> fn(Cursor<'a>) -> Parse<'a, Moment>;

/// Nothing of the kind stands here.
pub(super) fn miss<'a, O>() -> Parse<'a, O> {
    Err(nom::Err::Error(Miss))
}

impl<'a> Cursor<'a> {
    /// So many tokens further on.
    pub(super) fn skip(self, count: usize) -> Self {
        Self { at: self.at + count, ..self }
    }

    /// The token here.
    pub(super) fn token(self) -> Option<&'a Token> {
        self.sentence.tokens.get(self.at)
    }

    /// The token before, within the sentence.
    pub(super) fn before(self) -> Option<Self> {
        (self.at > self.sentence.start).then(|| Self { at: self.at - 1, ..self })
    }

    /// The raw text here, empty at the end of the sentence.
    pub(super) fn raw(self) -> &'a str {
        self.token().map_or("", |t| t.raw(self.sentence.text))
    }

    pub(super) fn kind(self) -> Option<TokenKind> {
        self.token().map(|t| t.kind)
    }

    pub(super) fn is_capitalised(self) -> bool {
        self.token().is_some_and(|t| t.is_capitalised())
    }

    /// The longest entry of the word list here that `want` accepts.
    pub(super) fn find<O>(self, want: impl Fn(Term) -> Option<O>) -> Option<(Self, O)> {
        let meanings = self.sentence.meanings(self.at).iter();
        let (len, found) = meanings.clone().find_map(|(len, term)| want(*term).map(|found| (*len, found)))?;
        Some((self.skip(usize::from(len)), found))
    }

    /// "from", "between", "since", "until", or a figure ("3 to 5 March").
    pub(in super::super) fn announces_pair(self) -> bool {
        let opens = |t: Term| {
            matches!(t, Term::From | Term::BetweenAnd | Term::Since | Term::Until | Term::SoFar | Term::SoFarIn).then_some(())
        };
        self.kind() == Some(TokenKind::Number) || self.find(opens).is_some()
    }

    pub(super) fn has(self, term: Term) -> bool {
        self.find(|t| (t == term).then_some(())).is_some()
    }

    /// Skips `term` when it stands here.
    pub(super) fn past(self, term: Term) -> Self {
        self.find(|t| (t == term).then_some(())).map_or(self, |(next, ())| next)
    }

    /// Skips a hyphen between two words.
    pub(super) fn past_joiner(self) -> Self {
        self.skip(usize::from(self.kind() == Some(TokenKind::Joiner)))
    }

    /// Skips a mark.
    pub(super) fn past_mark(self, mark: &str) -> Self {
        self.skip(usize::from(self.raw() == mark))
    }
}

/// Accepts an entry of the word list.
pub(super) fn term<'a, O>(want: impl Fn(Term) -> Option<O>) -> impl Fn(Cursor<'a>) -> Parse<'a, O> {
    move |c| c.find(&want).map_or_else(miss, Ok)
}

/// Accepts one certain term.
pub(super) fn is<'a>(expected: Term) -> impl Fn(Cursor<'a>) -> Parse<'a, ()> {
    term(move |t| (t == expected).then_some(()))
}

/// Accepts a mark.
pub(super) fn mark<'a>(expected: &'static str) -> impl Fn(Cursor<'a>) -> Parse<'a, ()> {
    move |c| if c.raw() == expected { Ok((c.skip(1), ())) } else { miss() }
}

/// `three`, `25`, `1.5`
pub(super) fn cardinal(c: Cursor<'_>) -> Parse<'_, Number> {
    let s = c.sentence;
    s.numbers.cardinal(s.text, s.tokens, c.at).map_or_else(miss, |n| Ok((c.skip(n.len), n)))
}

/// `third`, `23rd`
pub(super) fn ordinal(c: Cursor<'_>) -> Parse<'_, u64> {
    let s = c.sentence;
    s.numbers.ordinal(s.text, s.tokens, c.at).map_or_else(miss, |n| Ok((c.skip(n.len), n.value())))
}

/// A token of figures alone, with their number.
pub(super) fn figures(c: Cursor<'_>) -> Parse<'_, (usize, u32)> {
    let raw = c.raw();
    if c.kind() != Some(TokenKind::Number) || raw.len() > 4 {
        return miss();
    }
    raw.parse().map_or_else(|_| miss(), |value| Ok((c.skip(1), (raw.len(), value))))
}

/// The alternative that takes most tokens; of equals the first.
pub(super) fn longest<'a>(c: Cursor<'a>, alternatives: &[Rule]) -> Parse<'a, Moment> {
    let mut best: Option<(Cursor<'a>, Moment)> = None;
    for parse in alternatives {
        if let Ok((next, moment)) = parse(c)
            && best.as_ref().is_none_or(|(end, _)| next.at > end.at)
        {
            best = Some((next, moment));
        }
    }
    best.map_or_else(miss, Ok)
}
