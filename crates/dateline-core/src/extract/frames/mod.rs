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

use super::Mention;

/// Appends all mentions of one sentence.
pub fn frame_mentions(ctx: Context<'_>, analysis: &Analysis, sentence: usize, out: &mut Vec<Mention>) {
    let first = out.len();
    verbs::mentions(ctx, analysis, sentence, out);
    nouns::mentions(ctx, analysis, sentence, out);
    states::mentions(ctx, analysis, sentence, out);
    tolls::mentions(ctx, analysis, sentence, first, out);
    out[first..].sort_by_key(|m| (m.trigger.start, m.trigger.end, m.frame));
    causes::link(ctx, analysis, first, out);
}
