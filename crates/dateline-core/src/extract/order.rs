//! Which of several rules speaks where their words overlap.
//!
//! Rules exclude each other where their triggers overlap and one goes `before` the other, and a pattern and any other rule
//! where both tell the same type of event. Then stands:
//!
//! 1. the rule that goes `before` the other, directly or through others;
//! 2. the longer trigger;
//! 3. the more specific rule: frames ask for nothing, patterns for as much as they test;
//! 4. the rule that comes first: by pack, dependencies before dependants, then by file.
//!
//! Invariant: the order is total, so that what stands does not depend on how mentions were found.

use std::cmp::Reverse;

use crate::analysis::Context;

use super::{Attempt, CountOf, CountValue, Form, Mention, Stop, Watch};

/// Drops the mentions, from `first` on, that others exclude.
pub(super) fn settle(ctx: Context<'_>, first: usize, out: &mut Vec<Mention>, watch: &mut impl Watch) {
    let rule = |m: &Mention| &ctx.program.frames[m.frame as usize];
    if !out[first..].iter().any(|m| m.form == Form::Pattern || !rule(m).before.is_empty()) {
        return;
    }
    let goes_before = |a: &Mention, b: &Mention| rule(a).before.binary_search(&b.frame).is_ok();
    let mut loser_to: Vec<Option<u32>> = vec![None; out.len() - first];
    let mut pairs = Vec::new();
    let mut exclude = |order: &[usize], excludes: &dyn Fn(&Mention, &Mention) -> bool| {
        for (place, a) in order.iter().enumerate() {
            for b in &order[place + 1..] {
                let (one, other) = (&out[first + a], &out[first + b]);
                if loser_to[*a].is_none() && loser_to[*b].is_none() && overlap(one, other) && excludes(one, other) {
                    loser_to[*b] = Some(one.frame);
                    pairs.push((first + a, first + b));
                }
            }
        }
    };
    let mut order: Vec<usize> = (0..out.len() - first).collect();
    // Whatever goes before a rule goes before all that the rule goes before, and so before more rules.
    order.sort_by_key(|i| (Reverse(rule(&out[first + i]).before.len()), out[first + i].frame, *i));
    exclude(&order, &goes_before);
    order.sort_by_key(|i| {
        let mention = &out[first + i];
        (Reverse(mention.trigger.len()), Reverse(rule(mention).specificity), mention.frame, mention.trigger.start, *i)
    });
    exclude(&order, &|a, b| {
        let pattern = a.form == Form::Pattern || b.form == Form::Pattern;
        pattern && a.frame != b.frame && rule(a).event == rule(b).event
    });
    for (winner, loser) in pairs {
        lend_figure(ctx, out, winner, loser);
    }
    drop_behind(first, loser_to, out, watch);
}

/// "the number of suspects rounded up has reached 40": a figure is that of the deed, whichever rule speaks for it.
fn lend_figure(ctx: Context<'_>, out: &mut [Mention], winner: usize, loser: usize) {
    let counted = ctx.program.frames[out[winner].frame as usize].roles.iter().position(|role| role.count);
    if !out[loser].aggregate || out[winner].count.is_some() {
        return;
    }
    out[winner].count = out[loser]
        .count
        .clone()
        .map(|figure| CountValue { of: counted.map_or(CountOf::Event, |role| CountOf::Role(role as u8)), ..figure });
    out[winner].aggregate = true;
}

/// Drops the mentions, from `first` on, whose place in `behind` names the rule that they stand behind.
pub(super) fn drop_behind(first: usize, behind: Vec<Option<u32>>, out: &mut Vec<Mention>, watch: &mut impl Watch) {
    if behind.iter().all(Option::is_none) {
        return;
    }
    let mut winners = std::iter::repeat_n(None, first).chain(behind);
    out.retain(|mention| {
        let winner = winners.next().flatten();
        if let Some(winner) = winner {
            watch.tried(|| Attempt::early(mention.frame, mention.trigger.clone(), Stop::Behind(winner)));
        }
        winner.is_none()
    });
}

fn overlap(a: &Mention, b: &Mention) -> bool {
    a.trigger.start < b.trigger.end && b.trigger.start < a.trigger.end
}
