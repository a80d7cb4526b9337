//! What an event takes from the story around it: from its cause, from the sentence before, from what was told last.
//!
//! Invariant: what the event says itself stays; times that are borrowed are marked `inferred`.

use dateline_model::{Status, TimeBasis, TimeValue};

use crate::analysis::model::{Determiner, GroupId, GroupKind, Relation, VerbId};
use crate::compile::{VerbMeaning, WordClass};
use crate::extract::{Mention, RoleFiller};

use crate::text::Tag;

use super::events::Draft;
use super::fillers::{GroupRef, fillers};
use super::ties::governing;
use super::times::Times;
use super::{Entities, PlaceRef, Story, counted, days, lists, places};

/// "These efforts have led to the destruction of": what the sentence before tells of whoever acts there.
pub(super) fn from_antecedent(
    story: &Story<'_>,
    entities: &Entities,
    times: &Times,
    mention: &Mention,
    earlier: &[Draft],
    draft: &mut Draft,
) {
    let analysis = story.analysis;
    // "Forces killed 40 militants. The campaign targeted caves": the deed itself comes back to who acts.
    let deed = || {
        let noun = mention.noun.filter(|_| mention.verb.is_none() && !draft.event.aggregate)?;
        let verb = analysis.verb(analysis.group(noun).verb?);
        (verb.subject == Some(noun)).then_some(noun)
    };
    let Some(subject) = mention.subject.or_else(deed).map(|g| analysis.group(g)) else { return };
    let kinds = &story.ctx.program.kinds;
    let actor =
        subject.types.meets(kinds.person) || subject.types.meets(kinds.actor) || subject.types.meets(kinds.place);
    let comes_back =
        subject.determiner == Determiner::Definite && subject.kind == GroupKind::Common && subject.preps.is_empty();
    if actor || !comes_back || !draft.agent.is_empty() || mention.sentence == 0 {
        return;
    }
    let before = mention.sentence as usize - 1;
    let parts = &analysis.sentences[before];
    if parts.sentence.block != draft.block || parts.headline {
        return;
    }
    let main = parts.verbs.clone().map(VerbId).find(|v| analysis.verb(*v).relation == Relation::Main);
    let Some(main) = main.map(|v| analysis.verb(v)) else { return };
    // "The monitor has documented nine attacks": who tells of it does not do it.
    let tells = [WordClass::Report, WordClass::Announce].map(VerbMeaning::Class);
    let told = main.meanings.iter().any(|m| tells.contains(m));
    if mention.subject.is_none() && story.lead != Some(draft.block) {
        return;
    }
    let agent = main.subject.filter(|g| !main.passive && !told && analysis.group(*g).types.meets(kinds.actor));
    let takes_agent = story.ctx.program.frames[mention.frame as usize].roles.iter().any(|r| &*r.name == "agent");
    if let Some(agent) = agent.filter(|_| takes_agent) {
        let (found, refs) = fillers(story, entities, &RoleFiller::Group(agent), None);
        if !is_own_loss(story, mention, draft, &refs) {
            draft.done_by(refs, Some(found));
        }
    }
    if mention.subject.is_none() {
        return;
    }
    if !draft.own_place {
        let located = parts.groups.clone().map(GroupId).filter(|g| {
            let group = analysis.group(*g);
            group.governor.is_some_and(|w| {
                story.ctx.program.grammar.is(w, WordClass::Locative)
                    || story.ctx.program.grammar.is(w, WordClass::Including)
            })
        });
        let mut refs: Vec<PlaceRef> = Vec::new();
        for g in located {
            for member in analysis.members(analysis.group(g).first.unwrap_or(g)) {
                if let Some(place) = places::of_group(story, entities, member)
                    && refs.iter().all(|p| p.tokens != place.tokens)
                {
                    refs.push(place.clone());
                }
            }
        }
        if !refs.is_empty() {
            draft
                .event
                .roles
                .insert("place".to_owned(), refs.iter().map(|p| places::filler(story, entities, p)).collect());
            draft.places = refs;
            draft.own_place = true;
        }
    }
    if !draft.own_time
        && let Some(time) = parts.times.clone().find(|t| times.dates(story, *t))
    {
        draft.event.time = Some(times.value(story, time, true));
        draft.own_time = true;
        draft.period = times.is_period(story, time);
        let plural = draft.event.count.as_ref().is_some_and(|c| c.max != Some(1))
            || draft.event.roles.get("patient").is_some_and(|_| draft.patient.iter().all(|p| !p.pronoun));
        // "documented 37 operations in November. The operations left 83 dead": the toll of them all.
        let several = |d: &Draft| d.event.aggregate && d.event.count.as_ref().is_some_and(|c| c.of == "event");
        let toll = earlier.iter().rev().take_while(|d| d.sentence as usize >= before).any(several);
        draft.event.aggregate |= (draft.period || toll) && plural;
    }
}

/// What results from an event happened where and when that happened, by the same hand.
pub(super) fn inherit_from_causes(story: &Story<'_>, mentions: &[Mention], out: &mut [Draft]) {
    for i in 0..out.len() {
        let mut at = mentions[i].cause;
        for _ in 0..4 {
            let Some(j) = at.map(|j| j as usize) else { break };
            if is_left_out(story, &mentions[j], &out[j]) {
                at = mentions[j].cause;
                continue;
            }
            let Ok([own, cause]) = out.get_disjoint_mut([i, j]) else { break };
            let active = !matches!(cause.event.kind.as_str(), "claim" | "denial");
            let doer = own.agent.is_empty() && !is_own_loss(story, &mentions[i], own, &cause.agent);
            if doer && active && !cause.agent.is_empty() && cause.event.kind != own.event.kind {
                own.done_by(cause.agent.clone(), cause.event.roles.get("agent").cloned());
            }
            if !own.own_place && cause.own_place {
                own.places.clone_from(&cause.places);
                own.own_place = true;
                if let Some(found) = cause.event.roles.get("place") {
                    own.event.roles.insert("place".to_owned(), found.clone());
                }
            }
            if !own.own_time && cause.own_time {
                own.event.time.clone_from(&cause.event.time);
                own.own_time = true;
                own.period = cause.period;
            }
            if own.event.status == Status::Reported
                && matches!(
                    cause.event.status,
                    Status::Planned | Status::Hypothetical | Status::Denied | Status::Background
                )
            {
                own.event.status = cause.event.status;
            }
            // "seven attacks in July left nine dead": the toll of them all.
            let several = |d: &Draft, of: &str| d.event.count.as_ref().is_some_and(|c| c.of == of && c.max != Some(1));
            let toll = cause.event.aggregate && several(cause, "event") && several(own, "patient");
            own.event.aggregate |= toll;
            // "two were killed in an ambush in 2019": the year of one deed makes no toll of it.
            let one = mentions[j].noun.is_some_and(|n| is_one(story, n)) && !cause.event.aggregate;
            own.event.aggregate &= !(one && own.period && !mentions[i].aggregate);
            at = mentions[j].cause;
        }
    }
}

/// "hit a barracks without exploding, wounding a guard": what is left out has no results, but what is done without it.
fn is_left_out(story: &Story<'_>, mention: &Mention, draft: &Draft) -> bool {
    let left = |v: VerbId| matches!(story.analysis.verb(v).relation, Relation::Gerund(..) | Relation::NounGerund(..));
    draft.event.status == Status::Denied && mention.verb.is_some_and(left)
}

/// "The army raided a house, resulting in the death of an officer": those who die are of the side that acts.
pub(super) fn is_own_loss(story: &Story<'_>, mention: &Mention, draft: &Draft, agents: &[GroupRef]) -> bool {
    let frame = &story.ctx.program.frames[mention.frame as usize];
    let casualty = story.ctx.program.kinds.casualty;
    let suffers = frame.roles.iter().any(|r| *r.name == *"patient" && r.types.meets(casualty));
    let theirs = |p: &GroupRef| {
        let owner = p.group.and_then(|g| story.analysis.group(g).possessor).map(|g| story.analysis.group(g));
        owner.is_some_and(|o| story.ctx.is(story.analysis.tokens[o.head as usize], WordClass::GroupPronoun))
    };
    let one_side = |p: &GroupRef| {
        let mut sides = agents.iter().filter_map(|a| a.side?.agrees(p.side?));
        sides.any(|same| same)
    };
    suffers && draft.patient.iter().any(|p| theirs(p) || one_side(p))
}

/// A deed in the singular that nothing counts.
fn is_one(story: &Story<'_>, noun: GroupId) -> bool {
    let group = story.analysis.group(noun);
    story.analysis.tokens[group.head as usize].tag == Tag::Nn && group.next.is_none()
}

/// "arrested two men in an operation in Kut": whoever does one thing in the course of another does that too.
pub(super) fn share_agents(story: &Story<'_>, mentions: &[Mention], out: &mut [Draft]) {
    let analysis = story.analysis;
    let grammar = &story.ctx.program.grammar;
    let kinds = &story.ctx.program.kinds;
    for i in 0..out.len() {
        let mention = &mentions[i];
        let mut roles = story.ctx.program.frames[mention.frame as usize].roles.iter();
        let Some(role) = roles.find(|r| &*r.name == "agent") else { continue };
        let Some(noun) = mention.noun.filter(|_| mention.verb.or(mention.support).is_none()) else { continue };
        // "in a series of raids"
        let of = analysis.group(noun).governor.is_some_and(|w| grammar.is(w, WordClass::Of));
        let above = analysis.noun_above(noun);
        let host = above.filter(|_| of).unwrap_or(noun);
        let within = analysis.group(host).governor.is_some_and(|w| grammar.holds(w) && !grammar.is(w, WordClass::Way));
        // "arrested a suspect in the killing": not who arrests him; but "arrested a suspect in a raid": nobody is held for what
        // only forces do.
        let crime = role.types.is_empty() || role.types.meets(kinds.person.union(kinds.militant));
        let implicated =
            |g: GroupId| story.ctx.is(analysis.tokens[analysis.group(g).head as usize], WordClass::Implicated);
        let charged = crime && above.is_some_and(implicated);
        let free = within && !charged && out[i].agent.is_empty();
        let Some(verb) = governing(analysis, noun).filter(|_| free) else { continue };
        let deed = |j: &usize| {
            let other = &out[*j];
            mentions[*j].verb == Some(verb) && !other.agent.is_empty() && other.event.kind != out[i].event.kind
        };
        let Some(j) = (0..out.len()).find(deed) else { continue };
        let (agent, roles) = (out[j].agent.clone(), out[j].event.roles.get("agent").cloned());
        let acts =
            |a: &GroupRef| a.side.is_some() || a.person || a.pronoun && a.entity.is_some() || a.types.meets(role.types);
        if agent.iter().any(acts) {
            out[i].done_by(agent, roles);
        }
    }
}

/// Events without a place or time of their own take those of the story they are told in, marked as inferred: those
/// that were told last.
pub(super) fn surroundings(story: &Story<'_>, times: &Times, mentions: &[Mention], out: &mut [Draft]) {
    lists::lend_sorts(story, mentions, out);
    lists::lend_periods(story, out);
    let counted = counted::pairs(story, mentions, out);
    days::lend(story, times, mentions, out, &counted);
    lend_places(story, mentions, out);
    for draft in out {
        if let Some(value) = &draft.event.time
            && value.start.is_none()
            && value.end.is_none()
            && value.inferred
        {
            // A borrowed time that nothing resolves says nothing of this event.
            draft.event.time = None;
        }
        if let Some(value) = &mut draft.event.time
            && value.basis == TimeBasis::Unresolved
        {
            value.start = None;
            value.end = None;
        }
    }
}

/// Told as this story's news, and not as its background.
pub(super) fn live(draft: &Draft) -> bool {
    !matches!(draft.event.status, Status::Background | Status::Hypothetical) && !draft.event.aggregate
}

/// Tells of what was said of an event and not of the event.
pub(super) fn about(draft: &Draft) -> bool {
    matches!(draft.event.kind.as_str(), "claim" | "denial")
}

fn lend_places(story: &Story<'_>, mentions: &[Mention], out: &mut [Draft]) {
    let located = |d: &Draft| live(d) && d.own_place && d.event.status != Status::Denied;
    let mut last: Option<usize> = None;
    for i in 0..out.len() {
        if !live(&out[i]) {
            continue;
        }
        if out[i].turn {
            last = last.filter(|j| out[*j].sentence == out[i].sentence);
        }
        let news = out[i].event.status == Status::Reported && !out[i].summary && !out[i].prior;
        if !out[i].own_place && news && !about(&out[i]) {
            let near = |j: &usize| out[*j].block == out[i].block || goes_on(&out[*j], &out[i]);
            let from = last.filter(|j| *j != i && near(j) && same_day(&out[*j], &out[i]));
            if let Some(j) = from {
                let places = out[j].places.clone();
                out[i].places = places;
                let fillers = out[j].event.roles.get("place").cloned().unwrap_or_default();
                out[i].event.roles.insert("place".to_owned(), fillers);
            }
        }
        if located(&out[i]) {
            last = Some(i);
        }
    }
    lend_back(story, mentions, out);
}

/// Sentences behind an event in which its place may still be told.
const BACK: u32 = 2;

/// "Gunmen killed three policemen. The attack took place in Hawija": the deed that the story comes back to says where what
/// was told before it was.
fn lend_back(story: &Story<'_>, mentions: &[Mention], out: &mut [Draft]) {
    // "The arrest of a commander in Kirkuk" comes back to nothing.
    let alone = |m: &Mention| {
        let group = m.noun.filter(|_| m.verb.is_none()).map(|g| story.analysis.group(g));
        group.is_some_and(|g| g.preps.iter().all(|p| !story.ctx.program.grammar.is(p.word, WordClass::Of)))
    };
    for i in 0..out.len() {
        let own = &out[i];
        // "a series of strikes" of no stated time are this story's news, too.
        let new = live(own) || own.event.aggregate && own.event.time.is_none();
        let news = new && own.event.status == Status::Reported && !own.summary && !own.prior && !about(own);
        if !news || own.own_place || !own.places.is_empty() || story.lead != Some(own.block) {
            continue;
        }
        let next = (i + 1..out.len()).find(|j| out[*j].sentence > own.sentence && out[*j].own_place);
        let tells = |d: &Draft| {
            let near = d.sentence <= own.sentence + BACK && d.block <= own.block + 1;
            near && d.definite && !d.turn && live(d) && d.event.status == Status::Reported && same_day(own, d)
        };
        let Some(j) = next.filter(|j| tells(&out[*j]) && alone(&mentions[*j])) else { continue };
        let (places, fillers) = (out[j].places.clone(), out[j].event.roles.get("place").cloned().unwrap_or_default());
        out[i].places = places;
        out[i].event.roles.insert("place".to_owned(), fillers);
    }
}

/// The paragraph behind goes on with what the first tells: in the words of the same speaker.
fn goes_on(a: &Draft, b: &Draft) -> bool {
    let speaker = |d: &Draft| d.event.source.as_ref().and_then(|s| s.entity.clone());
    a.block + 1 == b.block && speaker(a).is_some() && speaker(a) == speaker(b)
}

/// Neither states a day that the other does not share.
fn same_day(a: &Draft, b: &Draft) -> bool {
    match (&a.event.time, &b.event.time) {
        (Some(x), Some(y)) if a.own_time && b.own_time => {
            let days = |t: &TimeValue| t.start.zip(t.end).map(|(s, e)| (s.date, e.date));
            days(x).zip(days(y)).is_none_or(|((s1, e1), (s2, e2))| s1 <= e2 && s2 <= e1)
        }
        _ => true,
    }
}
