//! Which branches of a pattern can match at all where only some words stand: gates, open or shut before it is tried.
//!
//! Invariant: what stands behind a shut gate matches nothing in that stretch of text.

use std::cell::Cell;
use std::cmp::Reverse;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::filter::{OneOf, Present};
use super::ir::Ir;
use super::names::Names;
use super::program::Key;
use super::require::rarest;

/// The gates of a program; the last is that of the whole. All lie in few lists, so that neighbours are near in memory.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct Gates {
    all: Vec<Gate>,
    /// Where the cells of each set of words begin.
    sets: Vec<u32>,
    cells: Vec<u16>,
    forks: Vec<Fork>,
    /// The numbers of the gates of forks.
    inner: Vec<u16>,
}

/// What a part of a pattern asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
struct Gate {
    /// Of each set one word must stand there; the rarest first.
    sets: Range<u32>,
    /// At each of these some branch must be open; the rarest first.
    forks: Range<u32>,
}

/// Branches of which one must be taken, each with a gate; the commonest first.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
struct Fork(Range<u32>);

impl Gates {
    /// How many there are.
    fn len(&self) -> usize {
        self.all.len()
    }

    fn push(&mut self, mut draft: Draft) {
        draft.words.sort_by_key(|(cost, _)| *cost);
        draft.forks.sort_by_key(DraftFork::cost);
        let (sets, forks) = (self.sets.len() as u32, self.forks.len() as u32);
        for (_, words) in draft.words {
            self.sets.push(self.cells.len() as u32);
            self.cells.extend(words.cells());
        }
        for DraftFork(mut gates) in draft.forks {
            gates.sort_by_key(|gate| Reverse(gate.cost));
            let first = self.inner.len() as u32;
            self.inner.extend(gates.into_iter().map(|gate| gate.number));
            self.forks.push(Fork(first..self.inner.len() as u32));
        }
        self.all.push(Gate { sets: sets..self.sets.len() as u32, forks: forks..self.forks.len() as u32 });
    }

    /// The cells of a set of words.
    fn cells(&self, set: u32) -> &[u16] {
        let from = self.sets[set as usize] as usize;
        match self.sets.get(set as usize + 1) {
            Some(to) => &self.cells[from..*to as usize],
            None => &self.cells[from..],
        }
    }

    /// The gates over a stretch of text, in memory that is kept from one to the next.
    pub(crate) fn over<'g>(&'g self, present: &'g Present, states: &'g mut Vec<Cell<State>>) -> OpenGates<'g> {
        states.clear();
        states.resize(self.all.len(), Cell::default());
        OpenGates { gates: self, present, states }
    }
}

/// What is known of a gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum State {
    /// Nobody has stood before it.
    #[default]
    Unknown,
    Open,
    Shut,
}

/// Gates over a stretch of text. Most are never come to, so that each is tried only when somebody stands before it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenGates<'g> {
    gates: &'g Gates,
    present: &'g Present,
    states: &'g [Cell<State>],
}

impl OpenGates<'_> {
    /// True when the gate of the whole is open.
    pub(crate) fn any(&self) -> bool {
        self.gates.len().checked_sub(1).is_none_or(|whole| self.opens(whole))
    }

    /// True when the gate is open.
    #[inline]
    pub(crate) fn opens(&self, number: usize) -> bool {
        let state = &self.states[number];
        if state.get() == State::Unknown {
            state.set(if self.is_open(&self.gates.all[number]) { State::Open } else { State::Shut });
        }
        state.get() == State::Open
    }

    fn is_open(&self, gate: &Gate) -> bool {
        let Gates { forks, inner, .. } = self.gates;
        let taken = |Fork(gates): &Fork| inner[as_indices(gates)].iter().any(|gate| self.opens(usize::from(*gate)));
        // Most want for their rarest words.
        gate.sets.clone().all(|set| self.present.has(self.gates.cells(set)))
            && forks[as_indices(&gate.forks)].iter().all(taken)
    }
}

fn as_indices(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// Puts gates in front of the branches of a pattern.
pub(super) fn gated(ir: Ir, names: &mut dyn Names) -> (Ir, Gates) {
    let mut builder = Builder { names, gates: Gates::default() };
    let mut whole = Draft::default();
    let ir = builder.part(ir, &mut whole);
    builder.gates.push(whole);
    (ir, builder.gates)
}

struct Builder<'n> {
    names: &'n mut dyn Names,
    gates: Gates,
}

/// A gate that is being made: the sets of words with what they cost, and the branches.
#[derive(Default)]
struct Draft {
    words: Vec<(u64, OneOf)>,
    forks: Vec<DraftFork>,
}

/// A fork that is being made: the gates of its branches.
struct DraftFork(Vec<Made>);

/// A gate that is made.
struct Made {
    number: u16,
    cost: u64,
}

impl Draft {
    /// How common the rarest of the things is that it asks for; nothing where it asks for none.
    fn cost(&self) -> Option<u64> {
        self.words.iter().map(|(cost, _)| *cost).chain(self.forks.iter().map(DraftFork::cost)).min()
    }
}

impl DraftFork {
    fn cost(&self) -> u64 {
        self.0.iter().map(|gate| gate.cost).fold(0, u64::saturating_add)
    }
}

impl Builder<'_> {
    /// Notes what a part asks for, and puts gates inside it.
    fn part(&mut self, ir: Ir, gate: &mut Draft) -> Ir {
        match ir {
            Ir::Seq(parts) => Ir::Seq(parts.into_iter().map(|part| self.part(part, gate)).collect()),
            Ir::Capture(role, kind, body, place) => Ir::Capture(role, kind, Box::new(self.part(*body, gate)), place),
            Ir::Repeat(body, repeat) if repeat.min > 0 => Ir::Repeat(Box::new(self.part(*body, gate)), repeat),
            // A word alone is as soon tried as a gate.
            Ir::Repeat(body, repeat) if !matches!(*body, Ir::Step(..)) => {
                let (body, _) = self.branch(*body);
                Ir::Repeat(Box::new(body), repeat)
            }
            Ir::Alt(branches) if !branches.iter().all(|(branch, _)| matches!(branch, Ir::Step(..))) => {
                let (branches, gates): (_, Vec<_>) = branches
                    .into_iter()
                    .map(|(branch, place)| {
                        let (body, made) = self.branch(branch);
                        ((body, place), made)
                    })
                    .unzip();
                // Where one branch asks for nothing, nothing is asked for.
                let gates: Option<Vec<Made>> = gates.into_iter().collect();
                gate.forks.extend(gates.map(DraftFork));
                Ir::Alt(branches)
            }
            Ir::Look(look, body, place) => {
                if !look.negative {
                    // What it sees is tried apart from the pattern, and has no gates.
                    self.asks(&body, gate);
                }
                Ir::Look(look, body, place)
            }
            other => {
                self.asks(&other, gate);
                other
            }
        }
    }

    fn asks(&mut self, ir: &Ir, gate: &mut Draft) {
        let Some(set) = rarest(ir, self.names) else { return };
        gate.words.push((set.cost, set.keys.into_iter().map(Key::id).collect()));
    }

    /// A branch behind its gate, or as it is when it asks for nothing.
    fn branch(&mut self, ir: Ir) -> (Ir, Option<Made>) {
        let mut gate = Draft::default();
        let body = self.part(ir, &mut gate);
        let made = gate.cost().zip(u16::try_from(self.gates.len()).ok()).map(|(cost, number)| Made { number, cost });
        if let Some(Made { number, .. }) = made {
            self.gates.push(gate);
            return (Ir::Gated(number, Box::new(body)), made);
        }
        (body, None)
    }
}
