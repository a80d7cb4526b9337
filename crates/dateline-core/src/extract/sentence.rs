//! One sentence's mentions, in the order in which they come about.
//!
//! Frames, then pattern rules; what an `unless` forbids goes; then stages written in Rust; what only ought to be done goes; of rules that exclude each
//! other one stands; what is left is put in text order, linked to its causes, and cues have the last word.

use std::ops::Range;

use crate::analysis::Context;
use crate::analysis::model::Analysis;
use crate::plugin::Scene;

use super::due::is_due;
use super::frames::{frame_mentions, link_causes};
use super::patterns::{PatternMatch, Scratch, Sentence};
use super::{Attempt, Found, Mention, Reference, Stop, Watch, apply_cues, matches, order};

/// Memory that is kept from sentence to sentence.
#[derive(Debug, Default)]
pub struct Memory {
    patterns: Scratch,
    /// Number of the rule, and its match.
    matches: Vec<(u32, PatternMatch)>,
    /// By the number of a veto: the tokens of what a rule found that minds it; empty but in one sentence's search.
    wanted: Vec<Range<u32>>,
    /// The vetoes for which something is wanted.
    minded: Vec<u32>,
    /// Number of the veto, and what it touches.
    vetoed: Vec<(u32, Range<u32>)>,
}

/// Appends what one sentence tells, and what it only names again.
pub fn mentions(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    memory: &mut Memory,
    found: &mut Found,
    watch: &mut impl Watch,
) {
    let Found { mentions: out, references } = found;
    let (first, named) = (out.len(), references.len());
    let program = ctx.program;
    frame_mentions(ctx, analysis, sentence, out, references, watch);
    let facts = Sentence::new(ctx, analysis, sentence);
    let set = &program.patterns.set;
    memory.matches.clear();
    set.index.scan(
        &set.programs,
        &facts,
        facts.tokens(),
        &mut memory.patterns,
        |_| facts.tokens(),
        |rule, matched| {
            memory.matches.push((rule, matched));
        },
    );
    find_vetoes(ctx, &facts, &out[first..], &references[named..], memory);
    if !memory.vetoed.is_empty() {
        let mut number = 0;
        out.retain(|mention| {
            number += 1;
            number <= first || !is_vetoed(ctx, memory, mention.frame, &mention.trigger, &mention.trigger, watch)
        });
    }
    for (number, matched) in &memory.matches {
        let rule = &program.patterns.rules[*number as usize];
        let mention = matches::mention(ctx, analysis, sentence, rule, matched);
        if !is_vetoed(ctx, memory, rule.frame, &mention.trigger, &matched.tokens, watch) {
            watch.tried(|| Attempt::found(rule.frame, mention.trigger.clone()));
            out.push(mention);
        }
    }
    for stage in &program.stages {
        let Some(rule) = &stage.rule else { continue };
        let scene = Scene { rule: &stage.id, ctx, analysis, mentions: &out[first..] };
        for matched in stage.matches(&scene, sentence) {
            let mention = matches::mention(ctx, analysis, sentence, rule, &matched);
            watch.tried(|| Attempt::found(rule.frame, mention.trigger.clone()));
            out.push(mention);
        }
    }
    let mut number = 0;
    out.retain(|mention| {
        number += 1;
        let due = number > first && is_due(ctx, analysis, mention);
        if due {
            watch.tried(|| Attempt::early(mention.frame, mention.trigger.clone(), Stop::Due));
        }
        !due
    });
    order::settle(ctx, first, out, watch);
    let mut number = 0;
    references.retain(|reference| {
        let Reference { frame, trigger } = reference;
        let told = || out[first..].iter().any(|m| m.trigger.start < trigger.end && trigger.start < m.trigger.end);
        number += 1;
        number <= named || !told() && !is_vetoed(ctx, memory, *frame, trigger, trigger, watch)
    });
    out[first..].sort_by_key(|m| (m.trigger.start, m.trigger.end, m.frame));
    link_causes(ctx, analysis, first, out);
    apply_cues(ctx, analysis, sentence, &mut out[first..]);
}

/// Looks for the vetoes of the rules that found something, and only for those.
fn find_vetoes(
    ctx: Context<'_>,
    facts: &Sentence<'_>,
    mentions: &[Mention],
    references: &[Reference],
    memory: &mut Memory,
) {
    let program = ctx.program;
    let Memory { patterns, matches, wanted, minded, vetoed } = memory;
    vetoed.clear();
    let of_frame = |(frame, tokens): (u32, Range<u32>)| {
        program.frames[frame as usize].unless.iter().map(move |number| (*number, tokens.clone()))
    };
    let found = matches.iter().map(|(number, m)| (program.patterns.rules[*number as usize].frame, m.tokens.clone()));
    let told = mentions.iter().map(|m| (m.frame, m.trigger.clone()));
    let named = references.iter().map(|r| (r.frame, r.trigger.clone()));
    let set = &program.patterns.vetoes;
    wanted.resize(set.programs.len(), 0..0);
    for (number, tokens) in told.chain(named).chain(found).flat_map(of_frame) {
        let own = &mut wanted[number as usize];
        *own = if own.start >= own.end {
            minded.push(number);
            tokens
        } else {
            own.start.min(tokens.start)..own.end.max(tokens.end)
        };
    }
    if minded.is_empty() {
        return;
    }
    // What touches a trigger starts before its end, and not farther before it than a match can reach.
    let within = |number: u32| {
        let tokens = &wanted[number as usize];
        tokens.start.saturating_sub(set.programs[number as usize].reach)..tokens.end
    };
    set.index.scan_again(&set.programs, facts, facts.tokens(), patterns, within, |number, matched| {
        vetoed.push((number, matched.tokens));
    });
    // There are many more vetoes than one sentence minds.
    minded.drain(..).for_each(|number| wanted[number as usize] = 0..0);
}

/// A veto of the rule touches these tokens.
fn is_vetoed(
    ctx: Context<'_>,
    memory: &Memory,
    frame: u32,
    trigger: &Range<u32>,
    tokens: &Range<u32>,
    watch: &mut impl Watch,
) -> bool {
    let unless = &ctx.program.frames[frame as usize].unless;
    let touching = memory.vetoed.iter().find(|(number, veto)| {
        veto.start < tokens.end && tokens.start < veto.end && unless.binary_search(number).is_ok()
    });
    let Some((number, veto)) = touching else { return false };
    watch.tried(|| Attempt::early(frame, trigger.clone(), Stop::Vetoed(*number, veto.clone())));
    true
}
