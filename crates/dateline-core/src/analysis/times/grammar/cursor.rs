//! The input of the grammar: a place in a sentence's tokens, and the parsers of single words.
//!
//! Invariant: a cursor never looks behind the end of its sentence, nor before its start.

use nom::IResult;
use nom::error::{ErrorKind, ParseError};

use super::super::term::{Kind, Term};
use super::super::value::Moment;
use super::sentence::Sentence;
use crate::analysis::numbers::Number;
use crate::analysis::phrase::{KindSet, Meaning, kinds};
use crate::text::{Token, TokenKind};

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

    /// The longest entry of the word list here that is of `kinds` and that `want` accepts.
    pub(super) fn find<O>(self, kinds: KindSet, want: impl Fn(Term) -> Option<O>) -> Option<(Self, O)> {
        if !self.has_any(kinds) {
            return None;
        }
        let meanings = self.sentence.meanings(self.at).iter();
        let (len, found) = meanings.clone().find_map(|(len, term)| want(*term).map(|found| (*len, found)))?;
        Some((self.skip(usize::from(len)), found))
    }

    /// Something of these kinds stands here.
    pub(super) fn has_any(self, kinds: KindSet) -> bool {
        self.sentence.has_any(self.at, kinds)
    }

    /// "from", "between", "since", "until", or a figure ("3 to 5 March").
    pub(in super::super) fn announces_pair(self) -> bool {
        const OPENS: KindSet = kinds![From, BetweenAnd, Since, Until, SoFar, SoFarIn];
        self.kind() == Some(TokenKind::Number) || self.has_any(OPENS)
    }

    pub(super) fn has(self, term: Term) -> bool {
        self.find(KindSet::of(&[term.kind()]), |t| (t == term).then_some(())).is_some()
    }

    /// Skips `term` when it stands here.
    pub(super) fn past(self, term: Term) -> Self {
        self.find(KindSet::of(&[term.kind()]), |t| (t == term).then_some(())).map_or(self, |(next, ())| next)
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

/// The parser of a word of one kind, which gives what the word says: `word!(Month)`.
macro_rules! word {
    ($kind:ident) => {
        $crate::analysis::times::grammar::cursor::of_kind(Kind::$kind as u8, |t| {
            if let Term::$kind(says) = t { Some(says) } else { None }
        })
    };
}
pub(super) use word;

/// Accepts an entry of the word list; see [`word!`].
pub(super) fn of_kind<'a, O>(kind: u8, want: impl Fn(Term) -> Option<O>) -> impl Fn(Cursor<'a>) -> Parse<'a, O> {
    move |c| c.find(KindSet::of(&[kind]), &want).map_or_else(miss, Ok)
}

/// Accepts one certain term.
pub(super) fn is<'a>(expected: Term) -> impl Fn(Cursor<'a>) -> Parse<'a, ()> {
    of_kind(expected.kind(), move |t| (t == expected).then_some(()))
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
