//! Which words must be there for a pattern to match: the rarest set of words of which every match holds one.
//!
//! Invariant: a pattern with a required set matches nothing in a text without its words; `before` is never too small.

use super::filter::OneOf;
use super::ir::Ir;
use super::names::Names;
use super::program::{Key, Pred, Required, Step};

/// Words that one set may have; a larger one is no help.
const MAX_KEYS: usize = 64;

/// Sets that are asked for beside the rarest.
const OTHERS: usize = 2;

/// A required set with what it costs to try it.
#[derive(Debug, Clone)]
pub(super) struct Set {
    pub(super) keys: Vec<Key>,
    pub(super) cost: u64,
    /// Tokens before the word, hyphens included.
    before: Option<u32>,
}

/// The rarest required set of a pattern, or of each of its branches. `None` when one of them has none.
pub(super) fn required(ir: &Ir, names: &mut dyn Names) -> Option<Vec<Required>> {
    match ir {
        Ir::Alt(branches) => {
            let mut all = Vec::new();
            for (branch, _) in branches {
                all.extend(required(branch, names)?);
            }
            Some(all)
        }
        ir => rarest(ir, names).map(|set| {
            let others = others(ir, &set, names);
            vec![Required { keys: set.keys, before: set.before, others }]
        }),
    }
}

/// The rarest sets beside one of which every match holds a word.
fn others(ir: &Ir, first: &Set, names: &mut dyn Names) -> Vec<OneOf> {
    let mut sets = Vec::new();
    collect(ir, names, &mut sets);
    sets.retain(|set| set.keys != first.keys);
    sets.sort_by_key(|set| set.cost);
    sets.into_iter().take(OTHERS).map(|set| set.keys.into_iter().map(Key::id).collect()).collect()
}

fn collect(ir: &Ir, names: &mut dyn Names, sets: &mut Vec<Set>) {
    match ir {
        Ir::Seq(parts) => parts.iter().for_each(|part| collect(part, names, sets)),
        Ir::Capture(_, _, body, _) | Ir::Gated(_, body) => collect(body, names, sets),
        Ir::Repeat(body, repeat) if repeat.min > 0 => collect(body, names, sets),
        other => sets.extend(rarest(other, names)),
    }
}

/// The rarest set of words of which every match holds one.
pub(super) fn rarest(ir: &Ir, names: &mut dyn Names) -> Option<Set> {
    match ir {
        Ir::Step(step, _) => of_step(step, names),
        Ir::Seq(parts) => {
            let mut best: Option<Set> = None;
            let mut before = Some(0u32);
            for part in parts {
                if let Some(mut set) = rarest(part, names)
                    && best.as_ref().is_none_or(|best| set.cost < best.cost)
                {
                    set.before = set.before.zip(before).map(|(a, b)| a.saturating_add(b));
                    best = Some(set);
                }
                // A hyphen may stand before every token.
                let most = part.length().max.map(|max| max.saturating_mul(2));
                before = before.zip(most).map(|(a, b)| a.saturating_add(b));
            }
            best
        }
        Ir::Alt(branches) => {
            let mut all: Option<Set> = None;
            for (branch, _) in branches {
                let set = rarest(branch, names)?;
                all = Some(match all {
                    Some(all) => union(all, set),
                    None => set,
                });
            }
            all.filter(|set| set.keys.len() <= MAX_KEYS)
        }
        Ir::Repeat(body, repeat) if repeat.min > 0 => rarest(body, names),
        Ir::Capture(_, _, body, _) | Ir::Gated(_, body) => rarest(body, names),
        Ir::Repeat(..) | Ir::Look(..) | Ir::Edge(..) | Ir::Broken => None,
    }
}

fn union(mut a: Set, b: Set) -> Set {
    a.keys.extend(b.keys);
    a.keys.sort_unstable();
    a.keys.dedup();
    Set { keys: a.keys, cost: a.cost.saturating_add(b.cost), before: a.before.zip(b.before).map(|(a, b)| a.max(b)) }
}

fn of_step(step: &Step, names: &mut dyn Names) -> Option<Set> {
    let (pred, inside) = match step {
        Step::Token(pred) => (pred, 0),
        Step::Phrase(_, pred) | Step::Noun(_, pred) | Step::Verb(_, pred) => (pred, step.longest() - 1),
        Step::Typed(_) => return None,
    };
    let mut set = of_pred(pred, names)?;
    // The word stands somewhere in the phrase or group.
    set.before = Some(inside + 1);
    Some(set)
}

fn of_pred(pred: &Pred, names: &mut dyn Names) -> Option<Set> {
    let mut listed = |words: &[crate::text::WordId], key: fn(crate::text::WordId) -> Key| {
        let cost = words.iter().map(|word| names.frequency(*word).max(1)).fold(0, u64::saturating_add);
        let keys: Vec<Key> = words.iter().map(|word| key(*word)).collect();
        (keys.len() <= MAX_KEYS).then_some(Set { keys, cost, before: None })
    };
    match pred {
        Pred::Word(words) => listed(words, Key::Word),
        Pred::Lemma(words) => listed(words, Key::Lemma),
        Pred::Exact(texts) => {
            let words: Vec<_> =
                texts.iter().map(|text| names.vocabulary().intern(&crate::text::folded(text))).collect();
            of_pred(&Pred::Word(words), names)
        }
        Pred::All(all) => all.iter().filter_map(|pred| of_pred(pred, names)).min_by_key(|set| set.cost),
        Pred::OneOf(any) => {
            let sets: Option<Vec<Set>> = any.iter().map(|pred| of_pred(pred, names)).collect();
            sets?.into_iter().reduce(union).filter(|set| set.keys.len() <= MAX_KEYS)
        }
        _ => None,
    }
}
