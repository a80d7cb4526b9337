//! Which branches of a pattern can match at all where only some words stand: gates, open or shut before it is tried.
//!
//! Invariant: what stands behind a shut gate matches nothing in that stretch of text.

use std::cell::Cell;

use serde::{Deserialize, Serialize};

use super::filter::{OneOf, Present};
use super::ir::Ir;
use super::names::Names;
use super::program::Key;
use super::require::rarest;

/// What a part of a pattern asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct Gate {
    /// Of each set one word must stand there; the rarest first.
    words: Vec<OneOf>,
    /// Gates inside it.
    forks: Vec<Fork>,
}

/// Branches of which one is taken.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
struct Fork {
    gates: Vec<u16>,
    /// There is a way that asks for no word.
    free: bool,
}

/// The gates of a program; the last is that of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, Serialize)]
pub(crate) struct Gates(Vec<Gate>);

impl Gates {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The gates over a stretch of text, in memory that is kept from one to the next.
    pub(crate) fn over<'g>(&'g self, present: &'g Present, states: &'g mut Vec<Cell<State>>) -> OpenGates<'g> {
        states.clear();
        states.resize(self.0.len(), Cell::default());
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
        self.gates.0.len().checked_sub(1).is_none_or(|whole| self.opens(whole))
    }

    /// True when the gate is open.
    #[inline]
    pub(crate) fn opens(&self, number: usize) -> bool {
        let state = &self.states[number];
        if state.get() == State::Unknown {
            let gate = &self.gates.0[number];
            // Most want for their rarest words.
            let stands = gate.words.first().is_none_or(|rarest| self.present.has(rarest));
            state.set(if stands && self.is_open(gate) { State::Open } else { State::Shut });
        }
        state.get() == State::Open
    }

    /// What a gate asks for stands there; its rarest words somebody has found.
    fn is_open(&self, gate: &Gate) -> bool {
        let taken = |fork: &Fork| fork.free || fork.gates.iter().any(|inner| self.opens(usize::from(*inner)));
        gate.words.iter().skip(1).all(|wanted| self.present.has(wanted)) && gate.forks.iter().all(taken)
    }
}

/// Puts gates in front of the branches of a pattern.
pub(super) fn gated(ir: Ir, names: &mut dyn Names) -> (Ir, Gates) {
    let mut builder = Builder { names, gates: Gates::default() };
    let mut whole = Draft::default();
    let ir = builder.part(ir, &mut whole);
    builder.gates.0.push(whole.finished());
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
    forks: Vec<Fork>,
}

impl Draft {
    fn is_free(&self) -> bool {
        self.words.is_empty() && self.forks.is_empty()
    }

    fn finished(mut self) -> Gate {
        self.words.sort_by_key(|(cost, _)| *cost);
        Gate { words: self.words.into_iter().map(|(_, words)| words).collect(), forks: self.forks }
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
                let mut fork = Fork { gates: Vec::new(), free: true };
                let body = self.branch(*body, &mut fork);
                gate.forks.extend((!fork.gates.is_empty()).then_some(fork));
                Ir::Repeat(Box::new(body), repeat)
            }
            Ir::Alt(branches) if !branches.iter().all(|(branch, _)| matches!(branch, Ir::Step(..))) => {
                let mut fork = Fork { gates: Vec::new(), free: false };
                let branches =
                    branches.into_iter().map(|(branch, place)| (self.branch(branch, &mut fork), place)).collect();
                gate.forks.extend((!fork.gates.is_empty()).then_some(fork));
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
    fn branch(&mut self, ir: Ir, fork: &mut Fork) -> Ir {
        let mut gate = Draft::default();
        let body = self.part(ir, &mut gate);
        let number = u16::try_from(self.gates.len()).ok().filter(|_| !gate.is_free());
        let Some(number) = number else {
            fork.free = true;
            return body;
        };
        self.gates.0.push(gate.finished());
        fork.gates.push(number);
        Ir::Gated(number, Box::new(body))
    }
}
