//! Frames against clauses: the engine owns the forms, one file a family.

mod causes;
mod counts;
mod nouns;
mod roles;
mod states;
mod tolls;
mod verbs;

use crate::analysis::Context;
use crate::analysis::model::Analysis;

use super::{Mention, Watch};

pub use roles::{Argument, Arguments, Open, admits};

/// Appends all mentions of one sentence.
pub fn frame_mentions(ctx: Context<'_>, analysis: &Analysis, sentence: usize, out: &mut Vec<Mention>, watch: &mut impl Watch) {
    let first = out.len();
    verbs::mentions(ctx, analysis, sentence, out, watch);
    nouns::mentions(ctx, analysis, sentence, out, watch);
    states::mentions(ctx, analysis, sentence, out, watch);
    tolls::mentions(ctx, analysis, sentence, first, out);
    out[first..].sort_by_key(|m| (m.trigger.start, m.trigger.end, m.frame));
    causes::link(ctx, analysis, first, out);
}
