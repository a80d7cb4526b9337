//! A sentence as the grammar reads it: its tokens, what the word list says of each, and what was parsed where.
//!
//! Invariant: what is remembered is what the parser would give again, since a parser sees its place and nothing else.

use std::cell::{Cell, OnceCell};

use smallvec::SmallVec;

use super::super::term::{CLOCK, CORE, Term};
use super::super::value::Moment;
use super::super::words::TimeWords;
use super::cursor::{Cursor, Parse, Rule, miss};
use crate::analysis::numbers::NumberWords;
use crate::analysis::phrase::{KindSet, Meaning};
use crate::text::{Token, TokenKind};

/// How many tokens behind its first one the word or figure that makes it a time can stand.
const REACH: usize = 12;

/// What stays the same through a sentence.
pub(in super::super) struct Sentence<'a> {
    pub(in super::super) words: &'a TimeWords,
    pub(in super::super) numbers: &'a NumberWords,
    pub(in super::super) text: &'a str,
    /// The document's tokens up to the end of the sentence.
    pub(in super::super) tokens: &'a [Token],
    /// Its first token.
    pub(in super::super) start: usize,
    /// What the word list says of each token, read when it is first asked for: the grammar asks for few tokens, but for
    /// these again and again.
    meanings: Vec<OnceCell<Meanings>>,
    pub(super) memory: [Memory; Remembered::COUNT],
}

/// Of one token.
#[derive(Clone, Default)]
struct Meanings {
    /// Its terms with their numbers of tokens, the longest phrase first.
    terms: SmallVec<[(u8, Term); 4]>,
    kinds: KindSet,
}

/// The parsers that others begin with, so that they would run again and again at the same place.
#[derive(Clone, Copy)]
pub(super) enum Remembered {
    Calendar,
    DayLevel,
    Moment,
}

impl Remembered {
    const COUNT: usize = 3;
}

/// What a parser gave last.
pub(super) type Memory = Cell<Option<Given>>;

/// Where a parser ran, and where the time ended, if there was one.
#[derive(Clone, Copy)]
pub(super) struct Given {
    at: usize,
    found: Option<(usize, Moment)>,
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
        let meanings = vec![OnceCell::new(); tokens.len() - start];
        Self { words, numbers, text, tokens, start, meanings, memory: Default::default() }
    }

    /// What the word list says of a token of the sentence.
    fn known(&self, at: usize) -> Option<&Meanings> {
        let slot = self.meanings.get(at.checked_sub(self.start)?)?;
        Some(slot.get_or_init(|| {
            let mut meanings = Meanings::default();
            self.words.all(self.tokens, at, |len, term| {
                meanings.kinds.add(term.kind());
                meanings.terms.push((len as u8, term));
            });
            meanings
        }))
    }

    /// The meanings of a token, the longest phrase first.
    pub(super) fn meanings(&self, at: usize) -> &[(u8, Term)] {
        self.known(at).map_or(&[], |known| &known.terms)
    }

    /// A token has a meaning of these kinds. Most begin no phrase of them, and need not be read.
    pub(super) fn has_any(&self, at: usize, kinds: KindSet) -> bool {
        self.tokens.get(at).is_some_and(|token| self.words.starts_any(token.word, kinds))
            && self.known(at).is_some_and(|known| known.kinds.meets(kinds))
    }

    /// False when nothing from here on makes a time: "three people" begins like one, but has no unit.
    pub(in super::super) fn may_hold(&self, at: usize) -> bool {
        self.leads_to_time(at)
            && (at..self.tokens.len().min(at + REACH)).any(|at| {
                let token = &self.tokens[at];
                (token.kind == TokenKind::Number && (token.span.len() > 2 || !token.spaced)) || self.has_any(at, CORE)
            })
    }
}

impl Sentence<'_> {
    /// From `at` on the word or figure that makes a time is reached over nothing but words, numbers and marks that a time
    /// can hold.
    fn leads_to_time(&self, at: usize) -> bool {
        let mut covered = at;
        for i in at..self.tokens.len() {
            let kind = self.tokens[i].kind;
            if kind == TokenKind::Number || self.has_any(i, CORE) || self.has_any(i, CLOCK) {
                return true;
            }
            let longest = self.meanings(i).iter().map(|(len, _)| usize::from(*len)).max().unwrap_or(0);
            covered = covered.max(i + longest.max(self.numbers.longest(self.tokens, i)));
            if i >= covered && kind == TokenKind::Word {
                return false;
            }
        }
        false
    }
}

/// Runs a parser, or gives what it gave when it last ran here.
pub(super) fn remembered(which: Remembered, parse: Rule, c: Cursor<'_>) -> Parse<'_, Moment> {
    let memory = &c.sentence.memory[which as usize];
    let found = match memory.get() {
        Some(given) if given.at == c.at => given.found,
        _ => {
            let found = parse(c).ok().map(|(end, moment)| (end.at, moment));
            memory.set(Some(Given { at: c.at, found }));
            found
        }
    };
    found.map_or_else(miss, |(at, moment)| Ok((Cursor { at, ..c }, moment)))
}
