//! What the compiler refuses in a pattern whose names are all known.
//!
//! Invariant: only what can be shown is reported; a branch that might match something of its own is left alone.

use dateline_model::ByteSpan;

use crate::pack::pattern::{Edge, Origin, Unit};
use crate::pack::{Diagnostic, Overlap};

use super::ir::{Ir, Place};
use super::program::{Pred, Step};

/// Instructions that a pattern may take.
const MAX_STATES: usize = 2_000;

/// Tokens that a lookaround may look at.
const MAX_REACH: u32 = 128;

/// Tokens that a match may have where every match is wanted.
const MAX_ALL: u32 = 128;

/// Checks a resolved pattern.
pub(super) fn check(ir: &Ir, whole: ByteSpan, overlap: Overlap, origin: &Origin) -> Vec<Diagnostic> {
    let mut lint = Lint { origin, found: Vec::new() };
    let states = ir.states();
    if states > MAX_STATES {
        let title = format!("the pattern needs {} states; {MAX_STATES} are allowed", Shown(states));
        lint.error("too-many-states", whole, title, "this pattern", "lower the counts, or split it into several rules");
    }
    let length = ir.length();
    if !ir.is_broken() {
        if length.min == 0 {
            let help = "make one of its parts necessary: remove a `?`, or write + for *";
            lint.error(
                "empty-pattern",
                whole,
                "the pattern can match nothing".to_owned(),
                "all of it may be missing",
                help,
            );
        }
        if overlap == Overlap::All && length.max.is_none_or(|max| max > MAX_ALL) {
            let title = "a pattern of which every match is wanted must have an end".to_owned();
            let help = "write {0,8} for *, {1,8} for +; or another `overlap`";
            lint.error("unbounded-all", whole, title, "it can grow without limit", help);
        }
    }
    lint.part(ir, Around::default());
    lint.found
}

/// A number, or "more than a million".
struct Shown(usize);

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0 > 1_000_000 { f.write_str("more than a million") } else { write!(f, "{}", self.0) }
    }
}

/// What surely stands around a part, inside the match.
#[derive(Debug, Clone, Copy, Default)]
struct Around {
    before: bool,
    after: bool,
    look: bool,
}

struct Lint<'a> {
    origin: &'a Origin,
    found: Vec<Diagnostic>,
}

impl Lint<'_> {
    fn error(&mut self, code: &'static str, span: ByteSpan, title: String, label: &str, help: &str) {
        self.found.push(Diagnostic::error(code, self.origin.spot(span), title, label).help(help));
    }

    fn part(&mut self, ir: &Ir, around: Around) {
        match ir {
            Ir::Step(..) | Ir::Gated(..) | Ir::Broken => {}
            Ir::Seq(parts) => {
                for (i, part) in parts.iter().enumerate() {
                    let takes = |parts: &[Ir]| parts.iter().any(|part| part.length().min > 0);
                    let before = around.before || takes(&parts[..i]);
                    let after = around.after || takes(&parts[i + 1..]);
                    self.part(part, Around { before, after, ..around });
                }
            }
            Ir::Alt(branches) => {
                for (i, (branch, place)) in branches.iter().enumerate() {
                    let earlier = branches[..i].iter().find(|(earlier, _)| covers(earlier, branch));
                    if earlier.is_some() && !branch.is_broken() {
                        let title = "this branch is never needed".to_owned();
                        let label = "an earlier branch matches all that it matches";
                        self.error("unreachable-branch", place.0, title, label, "remove it");
                    }
                    // `(rockets? | shells?)` is not "rocket or shell", but nothing at all as well.
                    if branch.length().min == 0 && !branch.is_broken() && !only_edges(branch) && !around.look {
                        let title = "this branch can be content with nothing".to_owned();
                        let help = "for a word in all its forms write [lemma=word]; if nothing will do, put `?` behind the choice";
                        let found =
                            Diagnostic::warning("empty-branch", self.origin.spot(place.0), title, "may be missing");
                        self.found.push(found.help(help));
                    }
                    self.part(branch, around);
                }
            }
            Ir::Repeat(body, _) => self.part(body, around),
            Ir::Capture(_, _, body, Place(span)) => {
                if around.look {
                    let title = "a look around cannot capture".to_owned();
                    let help = "what is captured must be part of the match";
                    self.error("capture-in-look", *span, title, "captured", help);
                }
                self.part(body, around);
            }
            Ir::Edge(edge, unit, Place(span)) => {
                let never = match edge {
                    Edge::Start => around.before,
                    Edge::End => around.after,
                };
                // A clause may end inside a match; a sentence or block may not.
                if never && *unit != Unit::Clause && !around.look {
                    let (start, side) = if *edge == Edge::Start { ("starts", "before") } else { ("ends", "behind") };
                    let title = format!("no {} {start} inside a match", unit.name());
                    let label = format!("something stands {side} it");
                    self.error("never-matches", *span, title, &label, "a match never leaves its sentence");
                }
            }
            Ir::Look(look, body, Place(span)) => {
                let length = body.length();
                let broken = body.is_broken();
                if around.look {
                    let title = "a look around stands in another".to_owned();
                    self.error("nested-look", *span, title, "inside another", "put them side by side");
                } else if length.min == 0 && !broken && !only_edges(body) {
                    let title = "the look around can be content with nothing".to_owned();
                    self.error("empty-look", *span, title, "always so", "make one of its parts necessary");
                } else if length.max.is_none_or(|max| max > MAX_REACH) {
                    let title = format!("the look {} must have an end", if look.behind { "behind" } else { "ahead" });
                    let help = "write {0,8} for *, {1,8} for +";
                    self.error("unbounded-look", *span, title, "it can grow without limit", help);
                }
                self.part(body, Around { before: false, after: false, look: true });
            }
        }
    }
}

fn only_edges(ir: &Ir) -> bool {
    match ir {
        Ir::Edge(..) => true,
        Ir::Seq(parts) => parts.iter().any(only_edges),
        Ir::Alt(branches) => branches.iter().all(|(branch, _)| only_edges(branch) || branch.length().min > 0),
        Ir::Capture(_, _, body, _) => only_edges(body),
        _ => false,
    }
}

/// True when all that `b` matches, `a` matches too, with the same captures.
fn covers(a: &Ir, b: &Ir) -> bool {
    match (a, b) {
        _ if a == b => true,
        (Ir::Step(Step::Token(a), _), Ir::Step(Step::Token(b), _)) => implied(a, b),
        (Ir::Seq(a), Ir::Seq(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| covers(a, b)),
        (Ir::Alt(a), b) => a.iter().any(|(branch, _)| covers(branch, b)),
        _ => false,
    }
}

/// True when every token that passes `b` passes `a`.
fn implied(a: &Pred, b: &Pred) -> bool {
    match (a, b) {
        _ if a == b => true,
        (Pred::Any, _) => true,
        (_, Pred::OneOf(any)) => any.iter().all(|b| implied(a, b)),
        (Pred::All(all), b) => all.iter().all(|a| implied(a, b)),
        (Pred::OneOf(any), b) => any.iter().any(|a| implied(a, b)),
        (a, Pred::All(all)) => all.iter().any(|b| implied(a, b)),
        (Pred::Word(a), Pred::Word(b)) | (Pred::Lemma(a), Pred::Lemma(b)) => b.iter().all(|word| a.contains(word)),
        (Pred::Exact(a), Pred::Exact(b)) | (Pred::Shape(a), Pred::Shape(b)) => b.iter().all(|text| a.contains(text)),
        (Pred::Tag(a), Pred::Tag(b)) => b.0 & !a.0 == 0,
        (Pred::Case(a), Pred::Case(b)) => b.0 & !a.0 == 0,
        _ => false,
    }
}
