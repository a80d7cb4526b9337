//! Many patterns at once, each tried only where a word stands that it needs.
//!
//! Invariant: a scan finds what [`super::find()`] finds for each pattern alone; patterns come in the order of their numbers.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

use crate::compile::pattern::{Key, OneOf, PatternProgram};
use crate::text::WordId;

use super::machine::{Known, Machine};
use super::seen::Seen;
use super::{PatternMatch, Scratch, TokenFacts};

/// Patterns by the words that they need.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct PatternIndex {
    /// One bit a word: needed by some pattern, as word or lemma. Small enough to stay near, as most words are not.
    needed: Vec<u64>,
    words: Table,
    lemmas: Table,
    /// Sets of words that entries ask for beside their own.
    others: Vec<OneOf>,
    /// Patterns that need no word.
    always: Vec<u32>,
    patterns: usize,
}

/// A pattern that needs a word.
#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
struct Entry {
    pattern: u32,
    /// The most tokens before the word.
    before: u32,
    /// Of each of these sets a word must stand there too.
    others: (u32, u32),
}

/// Word → patterns.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
struct Table {
    /// First entry of each word; one more at the end.
    first: Vec<u32>,
    entries: Vec<Entry>,
}

impl Table {
    fn new(map: BTreeMap<WordId, Vec<Entry>>) -> Self {
        let mut this = Self { first: vec![0], entries: Vec::new() };
        for (word, patterns) in map {
            this.first.resize(word.index() + 1, this.entries.len() as u32);
            this.entries.extend(patterns);
            this.first.push(this.entries.len() as u32);
        }
        this
    }

    fn of(&self, word: WordId) -> &[Entry] {
        match self.first.get(word.index()..word.index() + 2) {
            Some([from, to]) => &self.entries[*from as usize..*to as usize],
            _ => &[],
        }
    }
}

impl PatternIndex {
    /// Indexes patterns, which are then known by their number in the list.
    pub fn new<'p>(programs: impl IntoIterator<Item = &'p PatternProgram>) -> Self {
        let mut this = Self::default();
        let (mut words, mut lemmas) = (BTreeMap::<_, Vec<_>>::new(), BTreeMap::<_, Vec<_>>::new());
        for (number, program) in programs.into_iter().enumerate() {
            this.patterns = number + 1;
            let Some(required) = &program.required else {
                this.always.push(number as u32);
                continue;
            };
            for required in required {
                let first = this.others.len() as u32;
                this.others.extend(required.others.iter().cloned());
                let entry = Entry {
                    pattern: number as u32,
                    before: required.before.unwrap_or(u32::MAX),
                    others: (first, this.others.len() as u32),
                };
                for key in &required.keys {
                    match key {
                        Key::Word(word) => words.entry(*word).or_default().push(entry),
                        Key::Lemma(word) => lemmas.entry(*word).or_default().push(entry),
                    }
                }
            }
        }
        for word in words.keys().chain(lemmas.keys()) {
            let at = word.index() / 64;
            if this.needed.len() <= at {
                this.needed.resize(at + 1, 0);
            }
            this.needed[at] |= 1 << (word.index() % 64);
        }
        this.words = Table::new(words);
        this.lemmas = Table::new(lemmas);
        this
    }

    fn is_needed(&self, word: WordId) -> bool {
        self.needed.get(word.index() / 64).is_some_and(|bits| bits >> (word.index() % 64) & 1 == 1)
    }

    /// Finds the matches in `range` of all patterns that start `within` the tokens given for each; none of those for which
    /// these are empty. `programs` are those that the index was made of.
    pub fn scan<F: TokenFacts>(
        &self,
        programs: &[PatternProgram],
        facts: &F,
        range: Range<u32>,
        scratch: &mut Scratch,
        within: impl Fn(u32) -> Range<u32>,
        found: impl FnMut(u32, PatternMatch),
    ) {
        scratch.seen.forget();
        self.scan_again(programs, facts, range, scratch, within, found);
    }

    /// The same in the stretch that an index has just scanned with this memory: what is known of it need not be gathered
    /// again.
    pub(crate) fn scan_again<F: TokenFacts>(
        &self,
        programs: &[PatternProgram],
        facts: &F,
        range: Range<u32>,
        scratch: &mut Scratch,
        within: impl Fn(u32) -> Range<u32>,
        mut found: impl FnMut(u32, PatternMatch),
    ) {
        self.touch(facts, range.clone(), scratch, within);
        if scratch.touched.is_empty() {
            return;
        }
        scratch.touched.sort_unstable();
        let Scratch { search, starts, touched, seen: Seen { words, places }, gates } = scratch;
        let present = words.read(facts, range.clone());
        for number in touched.iter().copied() {
            let (first, last) = std::mem::replace(&mut starts[number as usize], UNTOUCHED);
            let Some(program) = programs.get(number as usize) else { continue };
            let gates = program.gates.over(present, gates);
            if !gates.any() {
                continue;
            }
            let starts = first..last.saturating_add(1).min(range.end);
            let known = Some(Known { gates, signs: places.read(facts, range.clone()) });
            let machine = Machine { program, facts, bounds: range.clone(), known };
            machine.find_from(starts, search, |matched| found(number, matched));
        }
    }

    /// Notes the patterns of which a word stands there, and where they may start.
    fn touch<F: TokenFacts>(
        &self,
        facts: &F,
        range: Range<u32>,
        scratch: &mut Scratch,
        within: impl Fn(u32) -> Range<u32>,
    ) {
        let Scratch { seen, touched, starts, .. } = scratch;
        let present = seen.words.read(facts, range.clone());
        touched.clear();
        if starts.len() < self.patterns {
            starts.resize(self.patterns, UNTOUCHED);
        }
        let mut touch = |number: u32, first: u32, last: u32| {
            let starts = &mut starts[number as usize];
            if *starts == UNTOUCHED {
                touched.push(number);
            }
            *starts = (starts.0.min(first), starts.1.max(last));
        };
        let may_match = |entry: &Entry| {
            let others = &self.others[entry.others.0 as usize..entry.others.1 as usize];
            others.iter().all(|words| present.has(words.cells()))
        };
        for at in range.clone() {
            let (word, lemma) = (facts.word(at), facts.lemma(at));
            let word_needed = self.is_needed(word);
            // Most words are their own lemma.
            let lemma_needed = if lemma == word { word_needed } else { self.is_needed(lemma) };
            for (table, word, needed) in [(&self.words, word, word_needed), (&self.lemmas, lemma, lemma_needed)] {
                if !needed {
                    continue;
                }
                for entry in table.of(word) {
                    let own = within(entry.pattern);
                    let (first, last) = (at.saturating_sub(entry.before).max(own.start), (at + 1).min(own.end));
                    if first < last && may_match(entry) {
                        touch(entry.pattern, first.max(range.start), last - 1);
                    }
                }
            }
        }
        for number in &self.always {
            let own = within(*number);
            if !own.is_empty() {
                touch(*number, own.start.max(range.start), own.end.min(range.end));
            }
        }
    }
}

/// No place where a pattern may start.
const UNTOUCHED: (u32, u32) = (u32::MAX, 0);
