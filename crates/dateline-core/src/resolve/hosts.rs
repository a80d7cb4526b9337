//! What a time expression hangs on: a noun, a verb, or nothing that is known.
//!
//! Invariant: looks at one sentence, and at no mention.

use std::ops::Range;

use crate::analysis::model::{Analysis, GroupId, GroupKind, Relation, SentenceParts, Tense, VerbForm, VerbId};
use crate::compile::{VerbMeaning, WordClass};
use crate::text::Tag;

use super::Story;
use super::deeds::is_deed;
use super::ties::{chain, governing, governing_beside};
use super::times::Times;

/// What a time expression hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    Noun(GroupId),
    Verb(VerbId),
    Open,
}

/// What the time at the tokens hangs on.
pub(super) fn host(story: &Story<'_>, parts: &SentenceParts, tokens: &Range<u32>) -> Host {
    let analysis = story.analysis;
    let SentenceParts { groups, verbs, .. } = parts.clone();
    let sentence = &parts.sentence.tokens;
    let holds = |g: &GroupId| analysis.group(*g).tokens.contains(&tokens.start);
    let Some(own) = groups.clone().map(GroupId).find(holds) else { return Host::Open };
    let group = analysis.group(own);
    let all = || groups.clone().map(GroupId);
    // "Sunday's bombing"
    let alone = group.kind == GroupKind::Time || group.tokens == *tokens;
    if let Some(owner) = all().find(|g| alone && analysis.group(*g).possessor == Some(own)) {
        return Host::Noun(owner);
    }
    if group.kind != GroupKind::Time {
        return Host::Noun(own);
    }
    if let Some(noun) = analysis.noun_above(own) {
        return Host::Noun(noun);
    }
    let verbs = verbs.map(VerbId);
    let is_preposition = |at: u32| matches!(analysis.tokens[at as usize].tag, Tag::In | Tag::To);
    let front = tokens.start.checked_sub(1).filter(|at| is_preposition(*at)).unwrap_or(tokens.start);
    let fronted = front == sentence.start || analysis.tokens[front as usize - 1].tag == Tag::Cc;
    // "On Friday a man who was held in Kirkuk was let go": of the verb that waits for its subject.
    let told = |v: &VerbId| chain(analysis, *v).all(|v| analysis.verb(v).relation.described().is_none());
    let mut behind = verbs.clone().filter(|v| analysis.verb(*v).head >= tokens.end);
    if fronted && let Some(verb) = behind.clone().find(told).or_else(|| behind.next()) {
        return Host::Verb(verb);
    }
    // "died in violence linked to gangs between January and May": of the deed; but "linked to a June attack".
    let linked = |v: VerbId| {
        let head = analysis.verb(v).head;
        story.ctx.is(analysis.tokens[head as usize], WordClass::Linked) && tokens.start > head + 2
    };
    let datable = |v: VerbId| match analysis.verb(v).relation {
        Relation::Reduced(g) if linked(v) => governing_beside(analysis, g, Some(v)).unwrap_or(v),
        _ => v,
    };
    if let Some(verb) = analysis.verb_above(own) {
        return Host::Verb(datable(verb));
    }
    let mut own = verbs.filter(|v| analysis.verb(*v).clause == group.clause);
    // "which, on August 19, 2015, blew up a bridge": the first verb of the clause stands behind it.
    let before = own.clone().rfind(|v| analysis.verb(*v).head < tokens.start);
    let finite = |v: &VerbId| {
        let verb = analysis.verb(*v);
        let related = matches!(verb.relation, Relation::RelativeSubject(_) | Relation::RelativeOther(_));
        related && verb.form == VerbForm::Finite && verb.head >= tokens.end
    };
    match before.or_else(|| own.find(finite)) {
        Some(verb) => Host::Verb(datable(verb)),
        None => Host::Open,
    }
}

/// The verb that the time hangs on, through its noun.
pub(super) fn verb_of(analysis: &Analysis, host: Host) -> Option<VerbId> {
    match host {
        Host::Verb(on) => Some(on),
        Host::Noun(group) => governing(analysis, group),
        Host::Open => None,
    }
}

/// "a base that houses troops, on Wednesday", "a post held by rebels on Friday": what lasts has no day, but what is told of it.
pub(super) fn datable(story: &Story<'_>, times: &Times, time: u32, host: Host) -> Host {
    let analysis = story.analysis;
    // "used by the army in the desert on Wednesday"
    let on = match host {
        Host::Noun(group) if is_deed(story, group) => None,
        _ => verb_of(analysis, host),
    };
    let Some(on) = on else { return host };
    let verb = analysis.verb(on);
    let since = Times::is_since(story, time);
    let Some(whole) = verb.relation.described().filter(|_| times.is_recent(time) && !since) else {
        return host;
    };
    let habit = verb.form == VerbForm::Finite && verb.tense == Tense::Present && !verb.perfect && !verb.progressive;
    let tells = verb.meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)));
    let held = || matches!(verb.relation, Relation::Reduced(_)) && !tells && story.ctx.by_agent(verb).is_some();
    let over = |g: GroupId| governing_beside(analysis, g, Some(on));
    // "hit Camp Taji, a base that houses troops"
    let renamed = || over(analysis.group(whole).apposition?);
    let over = (habit || held()).then(|| over(whole).or_else(renamed)).flatten();
    over.map_or(host, Host::Verb)
}
