//! A sentence as the grammar reads it: its tokens, what the word list says of each, and what was parsed where.
//!
//! Invariant: what is remembered is what the parser would give again, since a parser sees its place and nothing else.

use std::cell::Cell;

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
    /// What the word list says of each token, read once: the grammar asks for the same token again and again.
    meanings: Vec<Meanings>,
    list: Vec<(u8, Term)>,
    pub(super) memory: [Memory; Remembered::COUNT],
}

/// Of one token.
#[derive(Clone, Copy)]
struct Meanings {
    /// Where its terms begin in the list.
    from: u16,
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
        let length = tokens.len() - start;
        let (mut meanings, mut list) = (Vec::with_capacity(length + 1), Vec::with_capacity(2 * length));
        for at in start..tokens.len() {
            let from = list.len() as u16;
            let mut kinds = KindSet::default();
            words.all(tokens, at, |len, term| {
                kinds.add(term.kind());
                list.push((len as u8, term));
            });
            meanings.push(Meanings { from, kinds });
        }
        meanings.push(Meanings { from: list.len() as u16, kinds: KindSet::default() });
        Self { words, numbers, text, tokens, start, meanings, list, memory: Default::default() }
    }

    /// The meanings of a token, the longest phrase first.
    pub(super) fn meanings(&self, at: usize) -> &[(u8, Term)] {
        let Some(i) = at.checked_sub(self.start).filter(|i| i + 1 < self.meanings.len()) else { return &[] };
        &self.list[usize::from(self.meanings[i].from)..usize::from(self.meanings[i + 1].from)]
    }

    /// The kinds of a token's meanings.
    pub(super) fn kinds(&self, at: usize) -> KindSet {
        at.checked_sub(self.start).and_then(|i| self.meanings.get(i)).map_or_else(KindSet::default, |m| m.kinds)
    }

    /// False when nothing from here on makes a time: "three people" begins like one, but has no unit.
    pub(in super::super) fn may_hold(&self, at: usize) -> bool {
        self.leads_to_time(at)
            && (at..self.tokens.len().min(at + REACH)).any(|at| {
                let token = &self.tokens[at];
                (token.kind == TokenKind::Number && (token.span.len() > 2 || !token.spaced))
                    || self.kinds(at).meets(CORE)
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
            if kind == TokenKind::Number || self.kinds(i).meets(CORE) || self.kinds(i).meets(CLOCK) {
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
