//! Pattern rules: from matches to mentions.
//!
//! Invariant: what a match captures becomes a group, a listed word inside a group, or nothing; a mention never points
//! at tokens outside its match but for the whole of a group that it touches.

use std::ops::Range;

use dateline_model::Status;
use smallvec::SmallVec;

use crate::analysis::Context;
use crate::analysis::model::{Analysis, GroupId, GroupKind, Meaning, VerbForm, VerbId};
use crate::analysis::numbers::QuantityKind;
use crate::compile::{PatternRule, Slot};

use super::frames::{count, is_negative, status_of, taken};
use super::patterns::PatternMatch;
use super::{CountOf, CountValue, Form, Mention, RoleFiller, Why};

/// The mention that a match of the rule tells.
pub(super) fn mention(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    rule: &PatternRule,
    matched: &PatternMatch,
) -> Mention {
    let frame = &ctx.program.frames[rule.frame as usize];
    let parts = &analysis.sentences[sentence];
    let reader = Reader { analysis, sentence };
    let mut roles: SmallVec<[(u8, RoleFiller); 4]> = SmallVec::new();
    let mut trigger = matched.tokens.clone();
    let (mut number, mut announcer) = (None, None);
    for captured in &matched.captures {
        let tokens = captured.tokens.clone();
        match rule.slots.get(usize::from(captured.role)) {
            Some(Slot::Trigger) => trigger = tokens,
            Some(Slot::Count) => number = reader.quantity(&tokens).or(number),
            Some(Slot::Source) => announcer = reader.group(&tokens),
            Some(Slot::Role(role)) => {
                let new = reader
                    .filler(&tokens)
                    .map(|new| taken(ctx, analysis, &frame.roles[usize::from(*role)], &new))
                    .filter(|new| !roles.iter().any(|(r, old)| r == role && reader.holds(old, new)));
                roles.extend(new.map(|new| (*role, new)));
            }
            None => {}
        }
    }
    let verb = reader.verb(&trigger).or_else(|| reader.verb(&matched.tokens));
    let noun = reader.headed(&trigger).find(|g| analysis.group(*g).kind == GroupKind::Common);
    let of = frame.roles.iter().position(|role| role.count).map_or(CountOf::Event, |role| CountOf::Role(role as u8));
    let count = match number {
        Some(quantity) => {
            let quantity = &analysis.quantities[quantity as usize];
            Some(CountValue {
                min: quantity.min,
                max: quantity.max,
                approximate: quantity.approximate,
                of,
                tokens: Some(quantity.tokens.clone()),
            })
        }
        None => count(ctx, analysis, frame, &roles, None),
    };
    let none =
        count.as_ref().is_some_and(|count| count.max == Some(0)) || noun.is_some_and(|g| is_negative(analysis, g));
    // The negation is among the pattern's own words: "did not survive", "none of them survived".
    let meant = |verb: Option<VerbId>| {
        none || verb.is_some_and(|v| analysis.verb(v).negated)
            || roles.iter().filter_map(|(_, filler)| filler.group()).any(|g| is_negative(analysis, g))
    };
    let (status, why) = match (verb, rule.status) {
        (verb, Some(Status::Reported)) if meant(verb) => (Status::Reported, Why::Rule),
        _ if none => (Status::Denied, Why::Negation),
        (Some(verb), status) => status_of(ctx, analysis, verb, &roles, status),
        (None, Some(status)) => (status, Why::Rule),
        (None, None) => (Status::default(), Why::Default),
    };
    let clause = verb.map(|v| analysis.verb(v).clause).or_else(|| Some(analysis.group(reader.group(&trigger)?).clause));
    let subject = verb.map(|v| analysis.verb(v)).filter(|v| !v.passive).and_then(|v| v.subject);
    debug_assert!(trigger.start >= parts.sentence.tokens.start && trigger.end <= parts.sentence.tokens.end);
    Mention {
        frame: rule.frame,
        form: Form::Pattern,
        trigger,
        sentence: sentence as u32,
        clause: clause.unwrap_or_default(),
        verb,
        noun,
        support: None,
        roles,
        count,
        status,
        why,
        aggregate: rule.aggregate,
        total: rule.total,
        cause: None,
        share: None,
        subject,
        announcer,
    }
}

/// Finds what the tokens of a capture stand for.
struct Reader<'a> {
    analysis: &'a Analysis,
    sentence: usize,
}

impl Reader<'_> {
    fn groups(&self) -> impl Iterator<Item = GroupId> + '_ {
        self.analysis.sentences[self.sentence].groups.clone().map(GroupId)
    }

    /// Groups whose head is among the tokens, from the left.
    fn headed(&self, tokens: &Range<u32>) -> impl Iterator<Item = GroupId> + '_ {
        let tokens = tokens.clone();
        self.groups().filter(move |g| tokens.contains(&self.analysis.group(*g).head))
    }

    /// The group of these tokens: the one that is just these, one headed in them, or one around them.
    fn group(&self, tokens: &Range<u32>) -> Option<GroupId> {
        let same = self.groups().find(|g| self.analysis.group(*g).tokens == *tokens);
        let around = || self.groups().find(|g| self.analysis.group(*g).tokens.contains(&tokens.start));
        same.or_else(|| self.headed(tokens).next()).or_else(around)
    }

    /// A group, or a listed name or word before the head of one.
    fn filler(&self, tokens: &Range<u32>) -> Option<RoleFiller> {
        let same = self.groups().find(|g| self.analysis.group(*g).tokens == *tokens);
        let headed = same.or_else(|| self.headed(tokens).next());
        let listed = || {
            let hits = self.analysis.sentences[self.sentence].hits.clone();
            let inside = self.analysis.hits[hits.start as usize..hits.end as usize]
                .iter()
                .filter(|hit| hit.tokens.start >= tokens.start && hit.tokens.end <= tokens.end);
            let named = inside.filter_map(|hit| match hit.meaning {
                Meaning::Entry(id) | Meaning::Adjective(id) => Some((hit.tokens.clone(), id)),
                _ => None,
            });
            // The longest; of equals the first.
            named.min_by_key(|(tokens, id)| (std::cmp::Reverse(tokens.len()), tokens.start, *id))
        };
        match headed {
            Some(group) => {
                let first = self.analysis.group(group).first;
                let first = first.filter(|first| tokens.contains(&self.analysis.group(*first).head));
                Some(RoleFiller::Group(first.unwrap_or(group)))
            }
            None => match listed() {
                Some((tokens, entry)) => Some(RoleFiller::Modifier(tokens, entry)),
                None => self.group(tokens).map(RoleFiller::Group),
            },
        }
    }

    /// The old filler stands for the new one too, as a list does for its members.
    fn holds(&self, old: &RoleFiller, new: &RoleFiller) -> bool {
        match (old, new) {
            (RoleFiller::Group(_) | RoleFiller::Part(..), RoleFiller::Group(new)) => {
                old.groups(self.analysis).any(|g| g == *new)
            }
            _ => old == new,
        }
    }

    /// The number among the tokens, or that of the group that they stand in.
    fn quantity(&self, tokens: &Range<u32>) -> Option<u32> {
        let all = self.analysis.sentences[self.sentence].quantities.clone();
        let mut counts = all.filter(|q| self.analysis.quantities[*q as usize].kind == QuantityKind::Count);
        let meets = |q: &u32| {
            let own = &self.analysis.quantities[*q as usize].tokens;
            own.start < tokens.end && tokens.start < own.end
        };
        counts.find(meets).or_else(|| self.analysis.group(self.group(tokens)?).quantity)
    }

    /// The verb among the tokens; a finite one before others.
    fn verb(&self, tokens: &Range<u32>) -> Option<VerbId> {
        let inside = || {
            let all = self.analysis.sentences[self.sentence].verbs.clone().map(VerbId);
            all.filter(|v| tokens.contains(&self.analysis.verb(*v).head))
        };
        inside().find(|v| self.analysis.verb(*v).form == VerbForm::Finite).or_else(|| inside().next())
    }
}
