//! Frames against clauses: the engine owns the forms, one file a family.

mod causes;
mod counts;
mod folded;
mod nouns;
mod roles;
mod shares;
mod sides;
mod states;
mod tolls;
mod tried;
mod verbs;

use crate::analysis::Context;
use crate::analysis::model::Analysis;

use super::{Mention, Reference, Watch};

pub(super) use causes::link as link_causes;
pub(super) use counts::count;
pub(crate) use counts::of_group as count_of_group;
pub(super) use roles::taken;
pub use roles::{Argument, Arguments, Open, admits};
pub use tried::{Ask, Tried};
pub(super) use verbs::{is_negative, shares_auxiliary, status_of, told_of_whole};

/// Appends all mentions of one sentence, and the nouns that only name again what was told.
pub(super) fn frame_mentions(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    out: &mut Vec<Mention>,
    references: &mut Vec<Reference>,
    watch: &mut impl Watch,
) {
    let first = out.len();
    verbs::mentions(ctx, analysis, sentence, out, watch);
    nouns::mentions(ctx, analysis, sentence, out, references, watch);
    folded::fold(ctx, analysis, first, out, watch);
    states::mentions(ctx, analysis, sentence, out, watch);
    tolls::mentions(ctx, analysis, sentence, first, out);
    shares::mentions(ctx, analysis, sentence, first, out);
    sides::part(ctx, analysis, first, out);
}
