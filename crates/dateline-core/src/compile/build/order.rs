//! Which rule goes before which: `before` of frames and patterns, resolved before anything is compiled.
//!
//! Invariant: the order is transitive and has no circle; the rule that would close one is rejected.

use std::collections::{BTreeMap, BTreeSet};

use crate::pack::{Diagnostic, LoadedRule, RuleBody};

use super::{Builder, spot};

/// The rules that each rule goes before, directly or through others.
#[derive(Debug, Default)]
pub(super) struct Order<'p> {
    behind: BTreeMap<&'p str, BTreeSet<&'p str>>,
    rejected: BTreeSet<&'p str>,
}

impl Order<'_> {
    /// The rule can be used, as far as its file and its order go.
    pub(super) fn admits(&self, rule: &LoadedRule) -> bool {
        rule.sound && !self.rejected.contains(rule.id.as_str())
    }

    /// Full ids of the rules behind this one.
    pub(super) fn behind(&self, rule: &str) -> impl Iterator<Item = &str> {
        self.behind.get(rule).into_iter().flatten().copied()
    }
}

impl<'p> Builder<'p> {
    /// Reads what the rules say of their order.
    pub(super) fn order(&mut self, rules: &[&'p LoadedRule]) -> Order<'p> {
        let ids: BTreeSet<&str> = rules.iter().map(|rule| rule.id.as_str()).collect();
        // A rule that is switched off may still be named.
        let known: BTreeSet<&str> =
            self.packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str()).collect();
        let mut order = Order::default();
        for rule in rules {
            let before = match &rule.body {
                RuleBody::Pattern(pattern) => &pattern.before,
                RuleBody::Frame(frame) => &frame.before,
                _ => continue,
            };
            let pack = rule.id.split('/').next().unwrap_or_default();
            let mut wanted: BTreeSet<&'p str> = BTreeSet::new();
            let mut sound = true;
            for name in before {
                let full = if name.get_ref().contains('/') {
                    name.get_ref().clone()
                } else {
                    format!("{pack}/{}", name.get_ref())
                };
                let other = ids.get(full.as_str()).copied();
                let circle = other.is_some_and(|other| {
                    other == rule.id || order.behind.get(other).is_some_and(|behind| behind.contains(rule.id.as_str()))
                });
                let problem = if circle {
                    Some(Diagnostic::error(
                        "order-circle",
                        spot(rule, name),
                        format!("`{full}` already goes before this rule"),
                        "in a circle",
                    ))
                } else if known.contains(full.as_str()) {
                    None
                } else {
                    let title = format!("no pack has a rule `{full}`");
                    let unknown = Diagnostic::error("unknown-rule", spot(rule, name), title, "unknown rule");
                    let namesake = known.iter().find(|id| id.split('/').nth(1) == Some(name.get_ref()));
                    Some(match namesake {
                        Some(id) => {
                            unknown.help(format!("write `{id}`: a rule of another pack is named with its pack"))
                        }
                        None => unknown.nearest(&full, known.iter().copied()),
                    })
                };
                match (problem, other) {
                    (Some(problem), _) => {
                        self.found.push(problem);
                        sound = false;
                    }
                    (None, Some(other)) => {
                        wanted.insert(other);
                        wanted.extend(order.behind.get(other).into_iter().flatten().copied());
                    }
                    // Switched off: nothing stands behind this rule then.
                    (None, None) => {}
                }
            }
            if !sound {
                order.rejected.insert(&rule.id);
                continue;
            }
            for behind in order.behind.values_mut() {
                if behind.contains(rule.id.as_str()) {
                    behind.extend(wanted.iter().copied());
                }
            }
            order.behind.insert(&rule.id, wanted);
        }
        order
    }
}
