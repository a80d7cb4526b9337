//! All matches of one pattern in a stretch of text, overlaps settled as the rule asks.
//!
//! Invariant: matches come in the order of their starts; the work is linear in the stretch, whatever pattern and text.

use std::cell::Cell;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use dateline_model::ByteSpan;
use smallvec::SmallVec;

use crate::compile::pattern::{PatternProgram, State};
use crate::pack::Overlap;

use super::TokenFacts;
use super::machine::{Candidate, Furthest, Lists, Machine, Mode, Pass, Trail};
use super::seen::Seen;

/// A longer stretch is searched in pieces of so many tokens, which bounds the memory.
const WINDOW: u32 = 4096;

/// Tokens that may be weighed and read again, as a multiple of the stretch, to find what the longest matches leave.
const AGAIN: u64 = 8;

/// A role's filler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// Index in [`PatternProgram::roles`].
    pub role: u16,
    /// Its tokens.
    pub tokens: Range<u32>,
}

/// A match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PatternMatch {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it captures, in the order of their ends; a capture that is repeated is there several times.
    pub captures: SmallVec<[Captured; 4]>,
}

/// Memory that searches share.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) search: Search,
    /// Per pattern of an index: first and last token where it may start.
    pub(super) starts: Vec<(u32, u32)>,
    pub(super) touched: Vec<u32>,
    /// What the stretch holds that an index scans.
    pub(super) seen: Seen,
    /// Of the pattern that is tried, what is known of its gates.
    pub(super) gates: Vec<Cell<State>>,
}

/// What one pattern's search needs.
#[derive(Debug, Default)]
pub(super) struct Search {
    outer: Lists,
    inner: Lists,
    trail: Trail,
    open: Vec<(u16, u32)>,
    covered: Vec<bool>,
    chosen: Vec<Candidate>,
}

impl Scratch {
    /// Instructions looked at since the beginning: what searching has cost, whatever the machine.
    pub fn steps(&self) -> u64 {
        self.search.trail.steps
    }
}

/// Finds the matches of a pattern in `range`.
pub fn find<F: TokenFacts>(
    program: &PatternProgram,
    facts: &F,
    range: Range<u32>,
    scratch: &mut Scratch,
    found: impl FnMut(PatternMatch),
) {
    let machine = Machine { program, facts, bounds: range.clone(), known: None };
    machine.find_from(range, &mut scratch.search, found);
}

impl<F: TokenFacts> Machine<'_, F> {
    /// Finds the matches that start in `starts`.
    pub(super) fn find_from(&self, starts: Range<u32>, search: &mut Search, mut found: impl FnMut(PatternMatch)) {
        let range = self.bounds.clone();
        let mut at = range.start;
        while at < range.end {
            let window = at..at.saturating_add(WINDOW).min(range.end);
            let starts = starts.start.max(window.start)..starts.end.min(window.end);
            search.trail.marks.clear();
            search.chosen.clear();
            if !starts.is_empty() {
                match self.program.overlap {
                    Overlap::First => {
                        self.pass(starts.start..window.end, starts, Mode::First, search);
                        search.chosen.append(&mut search.trail.candidates);
                    }
                    Overlap::Longest => self.longest(starts.start..window.end, starts, search),
                    Overlap::All => {
                        for start in starts {
                            self.pass(start..window.end, start..start + 1, Mode::Ends, search);
                            search.chosen.append(&mut search.trail.candidates);
                        }
                    }
                }
            }
            for k in 0..search.chosen.len() {
                found(self.finish(search.chosen[k], search));
            }
            at = window.end;
        }
    }

    fn pass(&self, region: Range<u32>, starts: Range<u32>, mode: Mode, search: &mut Search) {
        let Search { outer, inner, trail, .. } = search;
        trail.candidates.clear();
        let pass = Pass { code: &self.program.code, region, starts, mode };
        self.run(&pass, outer, Some(inner), trail);
    }

    /// Chooses the longest match, then the longest that does not overlap it, and so on; of equals the first.
    ///
    /// One pass gives for each end the match that starts first. When a chosen match takes its beginning, the rest is
    /// read again for a later start with the same end.
    fn longest(&self, region: Range<u32>, starts: Range<u32>, search: &mut Search) {
        self.pass(region.clone(), starts.clone(), Mode::Ends, search);
        if search.trail.candidates.len() == 1 {
            search.chosen.append(&mut search.trail.candidates);
            return;
        }
        let rank = |c: Candidate| (c.end - c.start, Reverse(c.start), c.end, c.marks);
        let mut waiting: BinaryHeap<_> = search.trail.candidates.drain(..).map(rank).collect();
        search.covered.clear();
        search.covered.resize(region.len(), false);
        let mut left = AGAIN * region.len() as u64;
        while let Some((_, Reverse(start), end, marks)) = waiting.pop() {
            let place = |at: u32| (at - region.start) as usize;
            if search.covered[place(end - 1)] {
                continue;
            }
            // What is left then may be missed; no text of sentences comes so far.
            let Some(less) = left.checked_sub(u64::from(end - start)) else { break };
            left = less;
            let taken = search.covered[place(start)..place(end)].iter().rposition(|covered| *covered);
            let Some(taken) = taken else {
                search.covered[place(start)..place(end)].fill(true);
                search.chosen.push(Candidate { start, end, marks });
                continue;
            };
            let from = start + taken as u32 + 1;
            self.pass(from..end, starts.start.max(from)..starts.end.min(end), Mode::Ends, search);
            waiting.extend(search.trail.candidates.drain(..).filter(|c| c.end == end).map(rank));
        }
        search.chosen.sort_unstable_by_key(|candidate| candidate.start);
    }

    /// Reads a match's captures back from its marks.
    fn finish(&self, candidate: Candidate, search: &mut Search) -> PatternMatch {
        let Candidate { start, end, mut marks } = candidate;
        let mut captures = SmallVec::new();
        search.open.clear();
        while let Some(mark) = marks.checked_sub(1).and_then(|at| search.trail.marks.get(at as usize)) {
            let role = mark.slot / 2;
            if mark.slot % 2 == 1 {
                search.open.push((role, mark.at));
            } else if let Some(at) = search.open.iter().rposition(|(open, _)| *open == role) {
                let (_, end) = search.open.remove(at);
                let hyphen = end - mark.at > 1 && self.facts.is_joiner(mark.at);
                captures.push(Captured { role, tokens: mark.at + u32::from(hyphen)..end });
            }
            marks = mark.before;
        }
        captures.reverse();
        captures.sort_by_key(|captured: &Captured| (captured.tokens.end, captured.tokens.start));
        PatternMatch { tokens: start..end, captures }
    }
}

/// How far a pattern came that did not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The tokens that it did match.
    pub tokens: Range<u32>,
    /// Places in the pattern of the steps and conditions of which one was wanted next.
    pub wanted: Vec<ByteSpan>,
}

/// The longest unfinished match of a pattern in `range`: what to show where a rule should have matched.
pub fn nearest_miss<F: TokenFacts>(
    program: &PatternProgram,
    facts: &F,
    range: Range<u32>,
    scratch: &mut Scratch,
) -> Miss {
    let machine = Machine { program, facts, bounds: range.clone(), known: None };
    let search = &mut scratch.search;
    search.trail.marks.clear();
    search.trail.furthest = Some(Furthest { start: range.start, reached: range.start, wanted: Vec::new() });
    machine.pass(range.clone(), range, Mode::Ends, search);
    let Furthest { start, reached, wanted } = search.trail.furthest.take().unwrap_or_default();
    Miss { tokens: start..reached, wanted }
}
