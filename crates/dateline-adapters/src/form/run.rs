//! Runs a form's program at one place of a text.
//!
//! Invariant: work is bounded by [`BUDGET`] steps whatever form and text are; a form that needs more does not match.

use dateline_model::ByteSpan;
use smallvec::{SmallVec, smallvec};

use super::ast::{Class, Field};
use super::class::{self, Scene};
use super::compile::{HOUSE, Op, Program, SLOTS, slots};
use crate::houses::HouseId;
use crate::lines::{self, is_blank, is_gap, is_line_end};

/// Steps that one attempt may take.
const BUDGET: usize = 10_000;
/// A slot that nothing filled.
const UNSET: usize = usize::MAX;

/// Where a form matched, and what it captured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Match {
    pub(crate) end: usize,
    slots: [usize; SLOTS],
    /// The house that it names.
    pub(crate) house: Option<HouseId>,
}

impl Match {
    /// The captured text without white space around it.
    pub(crate) fn field(&self, field: Field, text: &str) -> Option<ByteSpan> {
        trimmed(text, &self.slots, slots(field))
    }

    /// The house's name.
    pub(crate) fn name(&self, text: &str) -> Option<ByteSpan> {
        trimmed(text, &self.slots, HOUSE)
    }
}

fn trimmed(text: &str, filled: &[usize; SLOTS], (start, end): (usize, usize)) -> Option<ByteSpan> {
    let (start, end) = (filled[start], filled[end]);
    let raw = text.get(start..end)?;
    let inner = raw.trim_matches(is_blank);
    let start = start + (raw.len() - raw.trim_start_matches(is_blank).len());
    (!inner.is_empty()).then(|| ByteSpan::new(start, start + inner.len()))
}

/// What is left to try.
enum Job {
    Try { op: usize, at: usize },
    Restore { slot: usize, old: usize },
}

/// Matches the program at `start`; branches are tried in the order in which they are written.
pub(crate) fn run(program: &Program, text: &str, start: usize, scene: Scene<'_>) -> Option<Match> {
    if !text.as_bytes().get(start).is_some_and(|b| program.begins[usize::from(*b)] != 0) {
        return None;
    }
    let mut slots = [UNSET; SLOTS];
    let mut ends = class::Ends::new();
    let mut jobs: SmallVec<[Job; 16]> = smallvec![Job::Try { op: 0, at: start }];
    let mut steps = 0;
    // Several branches mostly part at one place.
    let (mut parted, mut here) = (UNSET, 0);
    while let Some(job) = jobs.pop() {
        let (mut op, mut at) = match job {
            Job::Restore { slot, old } => {
                slots[slot] = old;
                continue;
            }
            Job::Try { op, at } => (op, at),
        };
        loop {
            steps += 1;
            if steps > BUDGET {
                return None;
            }
            match &program.ops[op] {
                Op::Done => {
                    let name = trimmed(text, &slots, HOUSE);
                    let house = name.and_then(|name| scene.mention_at(name.start as usize)).map(|found| found.house);
                    return Some(Match { end: at, slots, house });
                }
                Op::Jump(to) => op = *to,
                Op::Split(first, second) => {
                    if parted != at {
                        (parted, here) = (at, next_sign(text, at));
                    }
                    match (program.next[*first] & here != 0, program.next[*second] & here != 0) {
                        (true, true) => {
                            jobs.push(Job::Try { op: *second, at });
                            op = *first;
                        }
                        (true, false) => op = *first,
                        (false, true) => op = *second,
                        (false, false) => break,
                    }
                }
                Op::Save(slot) => {
                    // What nothing is left to try after need not be put back.
                    if !jobs.is_empty() {
                        jobs.push(Job::Restore { slot: *slot, old: slots[*slot] });
                    }
                    slots[*slot] = at;
                    op += 1;
                }
                Op::Literal { text: literal, any_case } => {
                    match literal_end(text, skip(text, at), literal, *any_case) {
                        Some(end) => (op, at) = (op + 1, end),
                        None => break,
                    }
                }
                Op::Newline => match newline_end(text, at) {
                    Some(end) => (op, at) = (op + 1, end),
                    None => break,
                },
                Op::Class(Class::Words) if !line_holds(text, at, program.next[op + 1]) => break,
                Op::Class(class) => {
                    class::ends(*class, text, skip(text, at), scene, &mut ends);
                    op += 1;
                    ends.retain(|end| program.next[op] & next_sign(text, *end) != 0);
                    let Some(best) = ends.pop() else { break };
                    for end in ends.drain(..) {
                        jobs.push(Job::Try { op, at: end });
                    }
                    at = best;
                }
            }
        }
    }
    None
}

/// Behind the white space of the line.
pub(super) fn skip(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b'!'..=b'~') | None => at,
        Some(b' ') if text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_graphic) => at + 1,
        Some(_) => text.len() - text[at..].trim_start_matches(is_gap).len(),
    }
}

/// The byte behind white space, as a bit of [`lines::sign`]; behind the whole text anything may be missing.
pub(super) fn next_sign(text: &str, at: usize) -> u128 {
    text.as_bytes().get(skip(text, at)).map_or(u128::MAX, |byte| lines::sign(*byte))
}

/// Whether one of these signs stands in the rest of the line, its end among it: any words need not be told apart where
/// nothing stands that can follow them.
fn line_holds(text: &str, at: usize, signs: u128) -> bool {
    let rest = &text.as_bytes()[at..];
    let end = memchr::memchr2(b'\n', b'\r', rest);
    end.is_none_or(|end| signs == u128::MAX || rest[..=end].iter().any(|byte| lines::sign(*byte) & signs != 0))
}

/// The end of a literal: white space in it stands for any white space of the line, and a word ends where it ends.
fn literal_end(text: &str, at: usize, literal: &str, any_case: bool) -> Option<usize> {
    // Most texts differ in their first byte.
    if !any_case && text.as_bytes().get(at) != literal.as_bytes().first() {
        return None;
    }
    let mut rest = &text[at..];
    let mut wanted = literal.chars();
    while let Some(sign) = wanted.next() {
        if sign.is_whitespace() {
            let inner = rest.trim_start_matches(is_gap);
            if inner.len() == rest.len() {
                return None;
            }
            rest = inner;
            wanted = wanted.as_str().trim_start().chars();
            continue;
        }
        let found = rest.chars().next()?;
        if found != sign && !(any_case && found.to_lowercase().eq(sign.to_lowercase())) {
            return None;
        }
        rest = &rest[found.len_utf8()..];
    }
    let is_word = literal.ends_with(char::is_alphanumeric);
    (!(is_word && rest.starts_with(char::is_alphanumeric))).then(|| text.len() - rest.len())
}

/// The start of the next line that is not empty, when the line ends here.
fn newline_end(text: &str, at: usize) -> Option<usize> {
    let at = skip(text, at);
    let rest = &text[at..];
    if !rest.is_empty() && !rest.starts_with(is_line_end) {
        return None;
    }
    Some(text.len() - rest.trim_start_matches(is_blank).len())
}
