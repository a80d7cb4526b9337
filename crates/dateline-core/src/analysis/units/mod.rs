//! Units: stretches of tokens that no group may cut, above all names.
//!
//! Names that a lexicon lists come from the phrase trie. What no lexicon can list is built from how names are written:
//! bodies by the noun that heads them ("Directorate of Military Intelligence"), persons by capitals, particles and kunya.

mod bodies;
mod listed;
mod sites;
mod unlisted;

use std::ops::Range;

use crate::compile::{EntryId, TypeSet};
use crate::text::{Token, TokenKind};

use self::bodies::bodies;
use self::listed::listed;
use self::unlisted::unlisted;
use super::context::{Context, View};
use super::numbers::{Quantity, QuantityKind};
use super::times::TimeExpression;

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitKind {
    /// A lexicon's proper name.
    Listed(EntryId),
    /// A lexicon's phrase of several words that is no name.
    Phrase(EntryId),
    /// A body named by its head noun; the types are the head noun's.
    Body(EntryId),
    /// A capitalised name that no lexicon lists: a person until something shows otherwise.
    Unlisted,
    /// The same, when its first word or what stands beside it shows it to be a place's.
    Site,
}

/// A stretch of tokens that belongs together.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What it is.
    pub kind: UnitKind,
}

/// Appends the units of one sentence, in order, not overlapping.
pub(in crate::analysis) fn units(
    ctx: Context<'_>,
    view: View<'_>,
    times: &[TimeExpression],
    quantities: &[Quantity],
    all: &mut Vec<Unit>,
) {
    // "Article Four": a number of something is no part of a name.
    let told = |at: u32| {
        times.iter().any(|t| t.tokens.contains(&at))
            || quantities.iter().any(|q| q.kind == QuantityKind::Code && q.number.contains(&at))
    };
    let mut out = Vec::new();
    listed(ctx, view, &mut out);
    bodies(ctx, view, &mut out);
    unlisted(ctx, view, told, &mut out);
    out.sort_by_key(|u| u.tokens.start);
    all.append(&mut out);
}

fn free(out: &[Unit], at: u32) -> bool {
    out.iter().all(|u| !u.tokens.contains(&at))
}

fn is_capital_word(token: Token) -> bool {
    token.kind == TokenKind::Word && token.is_capitalised()
}

/// Types of a unit, ancestors included.
pub(in crate::analysis) fn types_of(ctx: Context<'_>, kind: UnitKind) -> TypeSet {
    match kind {
        UnitKind::Listed(id) | UnitKind::Phrase(id) | UnitKind::Body(id) => ctx.program.types_of(id),
        UnitKind::Unlisted => ctx.program.kinds.person_up,
        UnitKind::Site => ctx.program.kinds.place,
    }
}
