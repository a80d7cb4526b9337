//! Patterns to programs: names resolved, sizes checked, required words found.
//!
//! Invariant: a program is returned only when nothing was found that is an error; every error has its place in the pattern.

mod brackets;
mod emit;
mod factor;
mod filter;
mod gates;
mod ir;
mod lint;
mod macros;
mod names;
mod program;
mod regex;
mod require;
mod resolve;
mod signs;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use filter::{OneOf, Present};
pub(crate) use gates::{OpenGates, State};
pub use macros::{MacroSource, Macros};
pub use names::{NameKind, Names};
pub(crate) use program::{Code, Custom, Field, HitTest, Inst, MAX_STEP, Pred, Step, VerbTest};
pub use program::{Key, PatternProgram, Required};
pub(crate) use signs::Signs;

use crate::pack::pattern::{Origin, parse};
use crate::pack::{Diagnostic, Overlap, Severity};

/// Compiles a pattern. `None` when there is an error among the diagnostics.
pub fn compile(
    text: &str,
    origin: &Origin,
    overlap: Overlap,
    macros: &Macros,
    names: &mut dyn Names,
) -> (Option<PatternProgram>, Vec<Diagnostic>) {
    let (node, mut found) = parse(text, origin);
    let (node, mistakes) = macros.expand(&node, origin);
    found.extend(mistakes);
    let (resolved, mistakes) = resolve::resolve(&node, origin, names);
    found.extend(mistakes);
    found.extend(lint::check(&resolved.ir, node.span, overlap, origin));
    if resolved.ir.is_broken() || found.iter().any(|d| d.severity == Severity::Error) {
        // Of the unknown names in one macro the first call says enough.
        found.dedup_by(|a, b| (&a.code, &a.spot, &a.title) == (&b.code, &b.spot, &b.title));
        return (None, found);
    }
    let required = require::required(&resolved.ir, names);
    let (ir, gates) = gates::gated(factor::factored(resolved.ir), names);
    (Some(emit::emit(&ir, resolved.roles, overlap, required, gates)), found)
}
