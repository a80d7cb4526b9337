//! The simulation: all ways through a pattern at once, in one pass over the text (after Pike's `sam`).
//!
//! Threads stand in one list, the preferred first: an earlier start before a later one, then as the quantifiers say. A
//! phrase or group is taken in one step, so a thread may sleep for some tokens; it keeps its place in the list.
//!
//! Invariant: no two threads have the same instruction and the same waking place, so that a pass costs at most
//! tokens × states × [`MAX_STEP`] steps, whatever the text.

use std::ops::Range;

use dateline_model::ByteSpan;

use crate::compile::pattern::{Code, Inst, MAX_STEP, OpenGates, PatternProgram, Signs, Step};
use crate::pack::pattern::{Edge, Unit};
use crate::text::Tag;

use super::TokenFacts;
use super::token::{Ends, ends, ends_with, holds};

/// Marks that may stand between an anchor and the edge of its unit.
const MAX_MARKS: u32 = 4;

/// One way through the pattern.
#[derive(Debug, Clone, Copy)]
struct Thread {
    pc: u32,
    /// Goes on at this token.
    wake: u32,
    /// Where its match starts.
    start: u32,
    /// Its last capture mark, plus one; 0 is none.
    marks: u32,
}

/// A remembered position, linked to the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) slot: u16,
    pub(super) at: u32,
    pub(super) before: u32,
}

/// A match before overlaps are settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) marks: u32,
}

/// What a pass is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// For each end the match that starts first.
    Ends,
    /// Matches that do not overlap, each the first to start and of those the one that the quantifiers prefer.
    First,
    /// Whether there is a match at all.
    Exists,
    /// Whether there is a match that ends with the region.
    ExistsToEnd,
}

/// The lists of one simulation, kept from pass to pass.
#[derive(Debug, Default)]
pub(super) struct Lists {
    now: Vec<Thread>,
    next: Vec<Thread>,
    stack: Vec<(u32, u32)>,
    ends: Ends,
    /// Instruction → the last tick at which it was visited, or [`SHUT`].
    seen: Vec<u64>,
    /// The instructions that are shut in this pass.
    shut: Vec<u32>,
    /// Tokens ahead × instruction → the last tick at which a thread was set there.
    landed: Vec<u64>,
    tick: u64,
}

/// Of an instruction from which every way leads to a shut gate: later than all ticks.
const SHUT: u64 = u64::MAX;

/// What passes leave behind.
#[derive(Debug, Default)]
pub(super) struct Trail {
    pub(super) marks: Vec<Mark>,
    pub(super) candidates: Vec<Candidate>,
    /// Instructions looked at since the beginning.
    pub(super) steps: u64,
    /// How far threads came, when that is asked for.
    pub(super) furthest: Option<Furthest>,
}

/// The place that the longest unfinished match reached, and what it wanted there, as places in the pattern.
#[derive(Debug, Default)]
pub(super) struct Furthest {
    pub(super) start: u32,
    pub(super) reached: u32,
    pub(super) wanted: Vec<ByteSpan>,
}

/// A program over a text.
pub(super) struct Machine<'m, F> {
    pub(super) program: &'m PatternProgram,
    pub(super) facts: &'m F,
    /// Tokens that lookarounds may see.
    pub(super) bounds: Range<u32>,
    /// What the text is known to hold, where somebody has looked.
    pub(super) known: Option<Known<'m>>,
}

/// What can be told of a text without running the pattern.
#[derive(Clone, Copy)]
pub(super) struct Known<'m> {
    /// Which gates are open.
    pub(super) gates: OpenGates<'m>,
    /// What stands at each place of the bounds.
    pub(super) signs: &'m [Signs],
}

/// One pass: code, region, first and last token where a match may start.
pub(super) struct Pass<'p> {
    pub(super) code: &'p Code,
    pub(super) region: Range<u32>,
    pub(super) starts: Range<u32>,
    pub(super) mode: Mode,
}

/// Instructions that are followed to see whether a look is worth its while.
const TRIES: u32 = 64;

impl<F: TokenFacts> Machine<'_, F> {
    /// Runs one pass. Lookarounds run on `inner`; without it they do not hold. True when a match was found.
    pub(super) fn run(
        &self,
        pass: &Pass<'_>,
        lists: &mut Lists,
        mut inner: Option<&mut Lists>,
        trail: &mut Trail,
    ) -> bool {
        let size = pass.code.insts.len();
        if lists.seen.len() < size {
            lists.seen.resize(size, 0);
            lists.landed.resize(size * MAX_STEP as usize, 0);
        }
        lists.now.clear();
        lists.open();
        let mut found = false;
        let mut at = pass.region.start;
        while at <= pass.region.end {
            let begins = if lists.now.is_empty() {
                // Nothing is under way before the next place where a match may start.
                let Some(start) = self.next_start(pass, at) else { break };
                at = start;
                true
            } else {
                pass.starts.contains(&at) && self.may_start(pass, at)
            };
            lists.tick += 1;
            lists.next.clear();
            trail.steps += lists.now.len() as u64;
            for k in 0..lists.now.len() {
                let thread = lists.now[k];
                if thread.wake > at {
                    lists.land(thread, at);
                } else if self.follow(pass, thread, at, lists, inner.as_deref_mut(), trail) {
                    found = true;
                    // What comes behind is less preferred, or starts inside the match.
                    break;
                }
            }
            if begins && !(found && pass.mode == Mode::Exists) {
                let thread = Thread { pc: 0, wake: at, start: at, marks: 0 };
                found |= self.follow(pass, thread, at, lists, inner.as_deref_mut(), trail);
            }
            std::mem::swap(&mut lists.now, &mut lists.next);
            if found && matches!(pass.mode, Mode::Exists | Mode::ExistsToEnd) {
                break;
            }
            at += 1;
        }
        found
    }

    /// What stands at a place can begin a match.
    fn may_start(&self, pass: &Pass<'_>, at: u32) -> bool {
        pass.code.insts[0].0.meets(self.signs(at))
    }

    /// The first place from `at` on where a match may start.
    fn next_start(&self, pass: &Pass<'_>, at: u32) -> Option<u32> {
        let last = pass.starts.end.min(pass.region.end + 1);
        (at.max(pass.starts.start)..last).find(|at| self.may_start(pass, *at))
    }

    fn is_open(&self, gate: u16) -> bool {
        self.known.is_none_or(|known| known.gates.opens(usize::from(gate)))
    }

    /// What stands at a place; where that is not known, all that can be asked for.
    fn signs(&self, at: u32) -> &Signs {
        let Some(known) = self.known else { return &Signs::ALL };
        known.signs.get((at - self.bounds.start) as usize).unwrap_or(&Signs::PLACE)
    }

    /// Follows a thread from its instruction to all steps that it can take at `at`. True when less preferred threads
    /// are to be dropped.
    fn follow(
        &self,
        pass: &Pass<'_>,
        thread: Thread,
        at: u32,
        lists: &mut Lists,
        mut inner: Option<&mut Lists>,
        trail: &mut Trail,
    ) -> bool {
        let (code, here) = (pass.code, self.signs(at));
        // Only where ways part do the signs become fewer: what leads straight to an instruction needs the same.
        let meets = |pc: u32| code.insts[pc as usize].0.meets(here);
        lists.stack.clear();
        if meets(thread.pc) {
            lists.stack.push((thread.pc, thread.marks));
        }
        while let Some((mut pc, mut marks)) = lists.stack.pop() {
            // Straight on as long as something there can come of it.
            while lists.enter(pc) {
                trail.steps += 1;
                let thread = Thread { pc, marks, ..thread };
                let goes_on = match code.insts[pc as usize].1 {
                    Inst::Split(first, second) => {
                        let goes_second = meets(second) && !lists.is_shut(second);
                        pc = match (meets(first), goes_second) {
                            (true, true) => {
                                lists.stack.push((second, marks));
                                first
                            }
                            (true, false) => first,
                            (false, true) => second,
                            (false, false) => break,
                        };
                        continue;
                    }
                    Inst::Jump(to) => {
                        pc = to;
                        continue;
                    }
                    Inst::Save(slot) => {
                        trail.marks.push(Mark { slot, at, before: marks });
                        marks = trail.marks.len() as u32;
                        true
                    }
                    Inst::Gate(number) => {
                        let open = self.is_open(number);
                        if !open {
                            lists.shut(code, pc);
                        }
                        open
                    }
                    Inst::Step(number) => {
                        if !self.step(pass, thread, number, at, lists) {
                            note(pass, thread, at, trail);
                        }
                        false
                    }
                    test @ (Inst::Edge(..) | Inst::Ends(_) | Inst::Look(_)) => {
                        let holds = match test {
                            Inst::Edge(edge, unit) => self.edge(edge, unit, at),
                            Inst::Ends(types) => at > thread.start && ends_with(types, self.facts, at),
                            // A look is dear: where the step behind it fails, it need not be asked.
                            Inst::Look(number) => {
                                !self.can_step(pass, pc + 1, at, &mut { TRIES })
                                    || self.look(number, at, inner.as_deref_mut(), trail)
                            }
                            _ => false,
                        };
                        if !holds {
                            note(pass, thread, at, trail);
                        }
                        holds
                    }
                    Inst::Match => {
                        if self.matched(pass, thread, at, trail) {
                            return true;
                        }
                        false
                    }
                };
                if !goes_on {
                    break;
                }
                pc += 1;
            }
        }
        false
    }

    /// Takes a match in. True when nothing else is worth following here.
    fn matched(&self, pass: &Pass<'_>, thread: Thread, at: u32, trail: &mut Trail) -> bool {
        let candidate = Candidate { start: thread.start, end: at, marks: thread.marks };
        match pass.mode {
            Mode::Exists => true,
            Mode::ExistsToEnd => {
                let hyphen = at + 1 == pass.region.end && at > thread.start && self.facts.is_joiner(at);
                at == pass.region.end || hyphen
            }
            Mode::Ends => {
                trail.candidates.push(candidate);
                false
            }
            Mode::First => {
                while trail.candidates.last().is_some_and(|later| later.start >= thread.start) {
                    trail.candidates.pop();
                }
                trail.candidates.push(candidate);
                true
            }
        }
    }

    /// True when a step that is reached from the instruction can be taken at `at`, when none has to be, or when to find
    /// out takes longer than `tries` instructions.
    fn can_step(&self, pass: &Pass<'_>, mut pc: u32, at: u32, tries: &mut u32) -> bool {
        let (code, here) = (pass.code, self.signs(at));
        loop {
            let Some(left) = tries.checked_sub(1) else { return true };
            *tries = left;
            let (signs, inst) = &code.insts[pc as usize];
            if !signs.meets(here) {
                return false;
            }
            match *inst {
                Inst::Split(first, second) => {
                    if self.can_step(pass, first, at, tries) {
                        return true;
                    }
                    pc = second;
                }
                Inst::Jump(to) => pc = to,
                Inst::Gate(number) if !self.is_open(number) => return false,
                Inst::Save(_) | Inst::Gate(_) => pc += 1,
                Inst::Step(_) if at >= pass.region.end => return false,
                Inst::Step(number) => {
                    // A hyphen may be passed over.
                    return match &self.program.steps[number as usize] {
                        Step::Token(pred) => holds(pred, self.facts, at) || self.facts.is_joiner(at),
                        _ => true,
                    };
                }
                Inst::Edge(..) | Inst::Ends(_) | Inst::Look(_) | Inst::Match => return true,
            }
        }
    }

    /// True when a lookaround holds at `at`.
    fn look(&self, number: u16, at: u32, inner: Option<&mut Lists>, trail: &mut Trail) -> bool {
        let look = &self.program.looks[usize::from(number)];
        let (region, starts, mode) = if look.behind {
            let first = at.saturating_sub(look.reach).max(self.bounds.start);
            (first..at, first..at + 1, Mode::ExistsToEnd)
        } else {
            (at..at.saturating_add(look.reach).min(self.bounds.end), at..at + 1, Mode::Exists)
        };
        let pass = Pass { code: &look.code, region, starts, mode };
        // How far it looks is not how far the pattern came.
        let furthest = trail.furthest.take();
        let found = inner.is_some_and(|inner| self.run(&pass, inner, None, trail));
        trail.furthest = furthest;
        found != look.negative
    }

    /// True when the unit starts or ends at `at`, quotation marks, brackets and periods at its edge left aside.
    fn edge(&self, edge: Edge, unit: Unit, at: u32) -> bool {
        let mark = |at: u32| self.facts.tag(at) == Tag::Punct;
        match edge {
            Edge::Start => {
                let from = at.saturating_sub(MAX_MARKS).max(self.bounds.start);
                let mut places = (from..=at).rev().filter(|place| *place < self.bounds.end);
                places.any(|place| self.facts.starts(unit, place) && (place..at).all(mark))
            }
            Edge::End => {
                let to = at.saturating_add(MAX_MARKS).min(self.bounds.end);
                let mut places = (at..=to).filter(|place| *place > self.bounds.start);
                places.any(|place| self.facts.ends(unit, place - 1) && (at..place).all(mark))
            }
        }
    }

    /// Sets threads down wherever the step can end. False when it cannot be taken.
    fn step(&self, pass: &Pass<'_>, thread: Thread, number: u32, at: u32, lists: &mut Lists) -> bool {
        if at >= pass.region.end {
            return false;
        }
        let mut taken = false;
        match &self.program.steps[number as usize] {
            Step::Token(pred) => {
                taken = holds(pred, self.facts, at);
                if taken {
                    lists.land(Thread { pc: thread.pc + 1, wake: at + 1, ..thread }, at);
                }
            }
            step => {
                let mut found = std::mem::take(&mut lists.ends);
                ends(step, self.facts, at, pass.region.end, &mut found);
                for end in &found {
                    taken = true;
                    lists.land(Thread { pc: thread.pc + 1, wake: *end, ..thread }, at);
                }
                lists.ends = found;
            }
        }
        // A hyphen between words may be passed over, but no match starts with one.
        let inside = at > thread.start || pass.mode == Mode::Exists;
        let passed = inside && self.facts.is_joiner(at);
        if passed {
            lists.land(Thread { wake: at + 1, ..thread }, at);
        }
        taken || passed
    }
}

/// Remembers what was not there, when nobody came further.
fn note(pass: &Pass<'_>, thread: Thread, at: u32, trail: &mut Trail) {
    let Some(best) = &mut trail.furthest else { return };
    let (length, known) = (at - thread.start, best.reached - best.start);
    if length > known || (length == known && best.wanted.is_empty()) {
        *best = Furthest { start: thread.start, reached: at, wanted: Vec::new() };
    }
    let span = pass.code.spans[thread.pc as usize];
    if thread.start == best.start && at == best.reached && !best.wanted.contains(&span) {
        best.wanted.push(span);
    }
}

impl Lists {
    /// False when a preferred thread has been at the instruction, or nothing comes of it.
    fn enter(&mut self, pc: u32) -> bool {
        let seen = &mut self.seen[pc as usize];
        let fresh = *seen < self.tick;
        if fresh {
            *seen = self.tick;
        }
        fresh
    }

    fn is_shut(&self, pc: u32) -> bool {
        self.seen[pc as usize] == SHUT
    }

    /// Notes a shut gate, and the splits above it that lead to nothing else: most places of a text would come to them again.
    fn shut(&mut self, code: &Code, gate: u32) {
        let mut pc = gate;
        loop {
            self.seen[pc as usize] = SHUT;
            self.shut.push(pc);
            pc = code.above[pc as usize];
            match code.insts.get(pc as usize) {
                Some((_, Inst::Split(first, second))) if self.is_shut(*first) && self.is_shut(*second) => {}
                _ => return,
            }
        }
    }

    /// Forgets what was shut in the last pass.
    fn open(&mut self) {
        for pc in self.shut.drain(..) {
            self.seen[pc as usize] = 0;
        }
    }

    /// Sets a thread down unless a preferred one stands there.
    fn land(&mut self, thread: Thread, at: u32) {
        let size = self.landed.len() / MAX_STEP as usize;
        let ahead = (thread.wake - at - 1) as usize;
        let place = &mut self.landed[ahead * size + thread.pc as usize];
        if *place != self.tick {
            *place = self.tick;
            self.next.push(thread);
        }
    }
}
