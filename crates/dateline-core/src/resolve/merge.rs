//! Events to incidents: mentions of the same thing, each thing once.
//!
//! Two events are one incident when type and standing agree and nothing they say excludes it: places contain each
//! other, times overlap, counts can both be right, actors are compatible. A toll over a period is never one with a
//! single incident. Counts that cannot both be right stay side by side where the story tells the same incident twice.

use std::collections::BTreeMap;

use dateline_model::{Claim, Event, Filler, Incident, Status, TimeValue};
use smallvec::SmallVec;

use crate::analysis::model::{Determiner, GroupId, Tense};
use crate::extract::Reference;
use crate::text::Tag;

use super::events::{Draft, Recap};
use super::fillers::{GroupRef, Side, counted_noun};
use super::{PlaceRef, Story, counts, lists, numbered, places, references, rollup};

/// Merges drafts into incidents, both in text order; behind the events stand those that only name an incident again.
pub(crate) fn incidents(
    story: &Story<'_>,
    drafts: Vec<Draft>,
    references: &[Reference],
) -> (Vec<Event>, Vec<Incident>) {
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    for (i, draft) in drafts.iter().enumerate() {
        let takes = |cluster: &Vec<usize>| {
            cluster.iter().all(|j| same(story, &drafts[*j], draft)) && linked(&drafts, cluster, draft)
        };
        let told =
            |cluster: &Vec<usize>| cluster.iter().filter_map(|j| Some(drafts[*j].event.count.as_ref()?.min)).max();
        let recapped = |cluster: &Vec<usize>| {
            cluster.iter().any(|j| recaps(&drafts[*j], draft) && same(story, &drafts[*j], draft))
        };
        // A total goes to what was told with the greatest number, all else to what was told last.
        let home = if draft.total {
            clusters.iter().enumerate().filter(|(_, c)| takes(c)).max_by_key(|(_, c)| told(c)).map(|(at, _)| at)
        } else {
            let recapped = draft.recap.and_then(|_| clusters.iter().rposition(recapped));
            recapped.or_else(|| clusters.iter().rposition(takes))
        };
        match home {
            Some(c) => clusters[c].push(i),
            None => clusters.push(vec![i]),
        }
    }
    let mut incidents: Vec<Incident> =
        clusters.iter().enumerate().map(|(n, cluster)| incident(n, cluster, &drafts)).collect();
    rollup::link(story, &drafts, &clusters, &mut incidents);
    let named = references::attach(story, references, &drafts, &clusters, &mut incidents);
    (drafts.into_iter().map(|d| d.event).chain(named).collect(), incidents)
}

/// The two are told as one thing: one repeats the other's count or patient, or comes back to it.
fn linked(drafts: &[Draft], cluster: &[usize], new: &Draft) -> bool {
    cluster.iter().any(|j| {
        let old = &drafts[*j];
        let back = new.definite || new.patient.iter().any(|p| p.pronoun);
        let shared = shares(&old.patient, &new.patient);
        let vague = new.patient.is_empty() || old.patient.is_empty();
        old.headline || back || new.total || same_count(old, new) || shared || vague
    })
}

/// Both say how many, and say the same.
fn same_count(a: &Draft, b: &Draft) -> bool {
    let count = |d: &Draft| d.event.count.as_ref().map(|c| (c.min, c.max));
    count(a).is_some() && count(a) == count(b)
}

/// Both count the same several.
fn same_number(a: &Draft, b: &Draft) -> bool {
    same_count(a, b) && a.event.count.as_ref().is_some_and(|c| c.min > 1)
}

/// The headline does not say when, and the text tells of it as an old deed.
fn is_old_news(a: &Draft, b: &Draft) -> bool {
    let old = a.event.status == Status::Reported && b.event.status == Status::Background;
    a.headline && !a.own_time && !b.headline && old && shares(&a.patient, &b.patient)
}

/// Nothing that the two say excludes that they are one.
fn same(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    if a.event.kind != b.event.kind && !comes_back(story, a, b) || another(a, b) {
        return false;
    }
    // "opened fire when stones were thrown at them": who suffers the one does the other.
    if a.sentence == b.sentence && (does_to(a, b) || does_to(b, a)) {
        return false;
    }
    // "carried out raids … the forces are pursuing cells": what goes on is not what was done.
    let goes_on = |d: &Draft| {
        let verb = d.verb.map(|v| story.analysis.verb(v)).filter(|_| !d.headline);
        verb.is_some_and(|v| v.progressive && v.tense == Tense::Present)
    };
    if goes_on(a) != goes_on(b) {
        return false;
    }
    // "Separately, a grenade left two constables injured": another matter, whatever the numbers.
    if b.turn && !a.headline && !b.definite && a.sentence < b.sentence {
        return false;
    }
    // "arrested 32 … in a series of operations": a total of no stated period is the incident of that very count.
    let total = |d: &Draft| d.event.aggregate && !d.own_time && d.event.count.as_ref().is_some_and(|c| c.min > 1);
    if a.event.aggregate != b.event.aggregate && !((total(a) || total(b)) && same_count(a, b)) {
        return false;
    }
    if standing(a.event.status) != standing(b.event.status) && !is_old_news(a, b) && !recaps(a, b) {
        return false;
    }
    if a.sentence == b.sentence
        && a.event.trigger.span != b.event.trigger.span
        && !b.definite
        && !recaps(a, b)
        && a.frame == b.frame
    {
        // Two triggers of one rule in one sentence tell of two things unless one comes back to the other.
        let repeated =
            a.event.trigger.text.eq_ignore_ascii_case(&b.event.trigger.text) && shares(&a.patient, &b.patient);
        // "The rebels seized the town before the army recaptured it"
        let others = !a.agent.is_empty() && !b.agent.is_empty() && !shares(&a.agent, &b.agent);
        if !repeated && (others || !is_same_patient(a, b)) {
            return false;
        }
    }
    if a.sentence == b.sentence && a.frame != b.frame && !b.definite && are_two(a, b) {
        return false;
    }
    if introduces(story, a, b)
        || stands_for_another(story, a, b)
        || is_one_of_many(story, a, b)
        || are_one_and_several(story, a, b)
        || !overlap(a.event.time.as_ref(), b.event.time.as_ref()) && are_entries(story, a, b)
    {
        return false;
    }
    // A day that is said of the new deed excludes that of the old one, said or lent by its story. A headline's is lent
    // by what it is merged with.
    if b.own_time && (a.own_time || !a.headline) && !overlap(a.event.time.as_ref(), b.event.time.as_ref()) {
        return false;
    }
    if let (Some(x), Some(y)) = (&a.event.count, &b.event.count)
        && !(b.total && x.min <= y.min)
        && (x.of == y.of || counts_people(story, a) && counts_people(story, b))
        && !counts::compatible(x, y)
    {
        // Rival tolls of one incident: told of the same place and day by somebody else.
        let rival = a.event.source.as_ref().and_then(|s| s.name.as_deref())
            != b.event.source.as_ref().and_then(|s| s.name.as_deref())
            && a.own_place
            && b.own_place
            && shares(&a.patient, &b.patient);
        if !rival {
            return false;
        }
    }
    // Tolls that agree in nothing but their kind are not one: "50 have been held in Kirkuk", and held in a year's campaign.
    let tolls = a.event.aggregate && b.event.aggregate;
    let period = |d: &Draft| d.event.time.as_ref().map(|t| (t.start, t.end));
    if tolls && !a.headline && !same_count(a, b) && period(a) != period(b) {
        return false;
    }
    // Last, for to ask what lies where takes longest. A headline's number may be told of a larger or nearer place.
    let retells = retells(story, a, b);
    let retold = retells && shares(&a.patient, &b.patient) || a.headline && !b.headline && same_number(a, b);
    (may_share(a, b) || retells && are_of_things(a, b)) && (retold || at_one_place(story, a, b))
}

/// The one stands in the headline and the other where the story opens.
fn retells(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    a.headline && !b.headline && story.lead.is_some_and(|lead| b.block <= lead)
}

/// "Soldiers torch villages", and then "burned down 150 houses": the doers agree, and nobody suffers it, so that a headline
/// may name things by another word.
fn are_of_things(a: &Draft, b: &Draft) -> bool {
    let things = |d: &Draft| d.patient.iter().all(|p| !p.person && !p.pronoun);
    things(a) && things(b) && (compatible(&a.agent, &b.agent) || used(&a.agent, &b.agent))
}

/// Whoever does the one deed suffers the other.
fn does_to(a: &Draft, b: &Draft) -> bool {
    let one = |x: &GroupRef, y: &GroupRef| {
        x.group.is_some() && x.group == y.group || x.entity.is_some() && x.entity == y.entity
    };
    // Of a clash each side does it.
    matches!(a.agent.as_slice(), [x] if b.patient.iter().any(|y| one(x, y)))
}

/// "the murder of a lawyer after he was shot": the pronoun stands for who suffers the other deed.
fn is_same_patient(a: &Draft, b: &Draft) -> bool {
    let known = |p: &GroupRef| p.pronoun && p.group.is_some_and(|g| a.patient.iter().any(|q| q.group == Some(g)));
    b.patient.iter().any(known)
}

/// One person each, by different nouns: "a policeman died in Tarmiyah, and a mine hit a minibus, killing the driver".
fn are_two(a: &Draft, b: &Draft) -> bool {
    let one = |d: &Draft| match d.patient.as_slice() {
        [only] if is_single(d) => Some(only.clone()).filter(|p| p.person && !p.pronoun && p.entity.is_none()),
        _ => None,
    };
    one(a).zip(one(b)).is_some_and(|(x, y)| x.group != y.group && x.head != y.head)
}

/// "Sergeant Ali was hurt … and a passer-by was wounded", "A nurse was killed in her kitchen. … Gunmen shot dead a tax
/// collector": of one whom the story has told of, and of somebody whom it has not.
fn introduces(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    let ([old], [new]) = (a.patient.as_slice(), b.patient.as_slice()) else { return false };
    // "its driver", "his wife": somebody of the one told of; but "its leader" may be the man named before.
    let fresh = |g: GroupId| match story.analysis.group(g).determiner {
        Determiner::Indefinite => true,
        Determiner::Possessive => !story.analysis.group(g).types.meets(story.ctx.program.kinds.title),
        _ => false,
    };
    let known = !a.headline && old.person && !old.pronoun;
    let stranger = new.person && new.entity.is_none() && new.head != old.head && new.group.is_some_and(fresh);
    let named = || old.entity.is_some() && a.block < b.block;
    let one_each = || is_single(a) && is_single(b) && a.sentence < b.sentence;
    known && stranger && (named() || one_each())
}

/// "Nine captives were rescued … 300 boys were seized … They were released": a pronoun, or a part of those that it means ("one
/// of them"), for somebody else whom the story has brought in behind those told of before.
fn stands_for_another(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    let ([old], [new]) = (a.patient.as_slice(), b.patient.as_slice()) else { return false };
    let (Some(x), Some(y)) = (old.group, new.group) else { return false };
    if a.headline || x >= y || old.entity.is_some() && old.entity == new.entity {
        return false;
    }
    let analysis = story.analysis;
    let lemma = |at: u32| analysis.tokens[at as usize].lemma;
    let group = analysis.group(y);
    let whole = if new.pronoun {
        let fresh = group.determiner == Determiner::Indefinite || group.quantity.is_some();
        Some(group.head).filter(|_| fresh && group.types.meets(story.ctx.program.kinds.person))
    } else {
        let part = analysis.tokens[group.tokens.end as usize - 1].tag;
        counted_noun(story, y).filter(|at| matches!(part, Tag::Prp | Tag::Wp) && *at > analysis.group(x).head)
    };
    whole.is_some_and(|at| lemma(at) != lemma(analysis.group(x).head))
}

/// One, and several of whom no number is told: "the men shot dead", and "the beheading of a soldier".
fn are_one_and_several(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    let several = |d: &Draft| {
        let [only] = d.patient.as_slice() else { return false };
        let plural = |g: GroupId| story.analysis.tokens[story.analysis.group(g).head as usize].tag == Tag::Nns;
        d.event.count.is_none() && only.person && !only.pronoun && only.group.is_some_and(plural)
    };
    let one = |d: &Draft| is_single(d) && d.event.count.as_ref().is_some_and(|c| c.of == "patient");
    !a.headline && (several(a) && one(b) || several(b) && one(a))
}

/// It counts one, and no more.
fn is_single(draft: &Draft) -> bool {
    draft.event.count.as_ref().is_some_and(|c| c.max == Some(1))
}

/// "he bled to death", "executed them": a pronoun for several is no one person told of before.
fn is_one_of_many(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    let one = || a.event.count.as_ref().is_some_and(|c| c.of == "patient" && c.max == Some(1));
    let [new] = b.patient.as_slice() else { return false };
    let several = |g: GroupId| story.analysis.tokens[story.analysis.group(g).head as usize].tag == Tag::Nns;
    new.pronoun && b.event.count.is_none() && one() && new.group.is_some_and(several)
}

/// Both stand in entries of a list, each with its head before a colon.
fn are_entries(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    let headed = |d: &Draft| {
        let first = story.analysis.first_of_block(d.block);
        !lists::head(story, first as u32).is_empty()
    };
    a.block != b.block && headed(a) && headed(b)
}

/// Deeds of its type are counted by those who suffer them: four murders are four dead.
fn counts_people(story: &Story<'_>, draft: &Draft) -> bool {
    let frame = &story.ctx.program.frames[draft.frame as usize];
    frame.roles.iter().any(|role| role.count && *role.name == *"patient")
}

/// "A car bomb killed nine, the deadliest attack there since May": the second names what its sentence has told.
fn recaps(a: &Draft, b: &Draft) -> bool {
    a.sentence == b.sentence
        && match b.recap {
            Some(Recap::Aside) => true,
            Some(Recap::Within) => a.verb.is_some() && a.verb == b.verb,
            None => false,
        }
}

/// "a drone hit a car … the strike": a deed told before, by the name of a broader type and with no number of its own.
fn comes_back(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    (b.definite || recaps(a, b))
        && b.event.count.is_none()
        && story.ctx.program.is_kind_of(&a.event.kind, &b.event.kind)
}

/// Neither states a place that does not meet those of the other.
pub(super) fn at_one_place(story: &Story<'_>, a: &Draft, b: &Draft) -> bool {
    if !a.own_place || !b.own_place || a.places.is_empty() || b.places.is_empty() {
        return true;
    }
    // An article that says one thing ten thousand times is not asked each time what lies where.
    let known = |p: &PlaceRef, all: &[PlaceRef]| all.iter().any(|q| p.entry == q.entry && p.name == q.name);
    if a.places.iter().all(|p| known(p, &b.places)) && b.places.iter().all(|p| known(p, &a.places)) {
        return true;
    }
    let meets = |p: &PlaceRef, q: &PlaceRef| places::contains(story, p, q) || places::contains(story, q, p);
    // "in al-Shaab district in northern Baghdad": the larger place says where the smaller one is.
    let around = |p: &PlaceRef, all: &[PlaceRef]| {
        all.iter().any(|q| q != p && places::contains(story, p, q) && !places::contains(story, q, p))
    };
    let near = |draft: &Draft| -> SmallVec<[usize; 4]> {
        (0..draft.places.len()).filter(|i| !around(&draft.places[*i], &draft.places)).collect()
    };
    let (at, other) = (near(a), near(b));
    // "Kabul", and then "the neighbourhood": what no lexicon knows may lie in the place that was told before.
    if (a.headline || b.definite) && other.iter().any(|j| b.places[*j].entry.is_none()) {
        return true;
    }
    at.iter().any(|i| other.iter().any(|j| meets(&a.places[*i], &b.places[*j])))
}

/// Who acts and who suffers can be the same in both.
pub(super) fn may_share(a: &Draft, b: &Draft) -> bool {
    (compatible(&a.agent, &b.agent) || used(&a.agent, &b.agent)) && compatible(&a.patient, &b.patient)
}

/// "a Turkish drone" and "Turkish": what is used, and whose it is.
fn used(a: &[GroupRef], b: &[GroupRef]) -> bool {
    let plain = |r: &GroupRef| !r.person && !r.pronoun && r.entity.is_none() && r.side.is_none();
    let whose = |r: &GroupRef| plain(r) && r.group.is_none();
    let thing = |r: &GroupRef| plain(r) && r.group.is_some() && !r.types.is_empty();
    a.iter().any(|x| b.iter().any(|y| whose(x) && thing(y) || thing(x) && whose(y)))
}

/// The second tells of "another" and does not say again what the first does.
fn another(a: &Draft, b: &Draft) -> bool {
    // "and three others were wounded" are others than the dead.
    let other = |d: &Draft| is_single(d) && d.patient.iter().any(|p| p.other);
    // Several rules may tell of one word.
    let reread = a.event.trigger.span == b.event.trigger.span;
    !reread && (b.other || other(b) && !a.headline && (!other(a) || a.block == b.block))
}

/// Statuses that may be merged: told as done, or not.
fn standing(status: Status) -> u8 {
    match status {
        Status::Reported | Status::Claimed => 0,
        Status::Planned | Status::Hypothetical => 1,
        Status::Denied => 2,
        Status::Background => 3,
    }
}

fn overlap(a: Option<&TimeValue>, b: Option<&TimeValue>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let (Some(a1), Some(a2), Some(b1), Some(b2)) = (a.start, a.end, b.start, b.end) else { return true };
    a1.date <= b2.date && b1.date <= a2.date
}

/// Two fillers may be the same: neither names a person or body that the other contradicts.
fn compatible(a: &[GroupRef], b: &[GroupRef]) -> bool {
    if a.is_empty() || b.is_empty() {
        return true;
    }
    a.iter().any(|x| b.iter().any(|y| may_be(x, y)))
}

fn may_be(x: &GroupRef, y: &GroupRef) -> bool {
    if x.pronoun || y.pronoun {
        return true;
    }
    // "two fighters" and "two SDF fighters": the word alone says nothing of the side.
    let plain = x.head == y.head && x.side != y.side && (x.side == Some(Side::Armed) || y.side == Some(Side::Armed));
    let one_side = x.side.zip(y.side).filter(|_| !plain).and_then(|(a, b)| a.agrees(b));
    if one_side == Some(false) {
        return false;
    }
    match (x.entity, y.entity) {
        (Some(a), Some(b)) => a == b || (!x.person && !y.person),
        _ if one_side.is_some() => true,
        _ => x.head == y.head || (x.types.0 & y.types.0) >> 1 != 0 || x.types.is_empty() || y.types.is_empty(),
    }
}

fn shares(a: &[GroupRef], b: &[GroupRef]) -> bool {
    a.iter().any(|x| {
        b.iter().any(|y| {
            x.pronoun || y.pronoun || x.head == y.head && !y.other || (x.entity.is_some() && x.entity == y.entity)
        })
    })
}

/// Of each role the fillers that say most. What an incident takes is copied once, when all of its events have been looked at.
fn best_roles(cluster: &[usize], drafts: &[Draft]) -> BTreeMap<String, Vec<Filler>> {
    let mut roles: SmallVec<[(&String, &[Filler]); 6]> = SmallVec::new();
    for i in cluster {
        for (name, fillers) in &drafts[*i].event.roles {
            match roles.iter_mut().find(|(known, _)| *known == name) {
                Some((_, slot)) => {
                    if better(slot, fillers, name, drafts[*i].own_place) || name == "place" && narrows(slot, fillers) {
                        *slot = fillers;
                    }
                }
                None => roles.push((name, fillers)),
            }
        }
    }
    roles.into_iter().map(|(name, fillers)| (name.clone(), fillers.to_vec())).collect()
}

fn incident(number: usize, cluster: &[usize], drafts: &[Draft]) -> Incident {
    let first = &drafts[cluster[0]];
    let roles = if cluster.len() == 1 { first.event.roles.clone() } else { best_roles(cluster, drafts) };
    let counted =
        cluster.iter().max_by_key(|i| (counts::weight(drafts[**i].event.count.as_ref()), std::cmp::Reverse(**i)));
    // "… raising the death toll to four"
    let counted = cluster.iter().rev().find(|i| drafts[**i].total && drafts[**i].event.count.is_some()).or(counted);
    let timed = cluster.iter().filter(|i| drafts[**i].event.time.is_some()).max_by_key(|i| {
        let time = drafts[**i].event.time.as_ref();
        (time.is_some_and(|t| t.start.is_some()), drafts[**i].own_time, std::cmp::Reverse(**i))
    });
    let sourced = cluster.iter().filter(|i| drafts[**i].event.source.is_some()).max_by_key(|i| {
        let source = drafts[**i].event.source.as_ref();
        (source.is_some_and(|s| !s.inferred), std::cmp::Reverse(**i))
    });
    let old = cluster.iter().any(|i| is_old_news(first, &drafts[*i]));
    let claims: Vec<Claim> = cluster
        .iter()
        .map(|i| {
            let event = &drafts[*i].event;
            Claim {
                event: event.id.clone(),
                source: event.source.as_ref().and_then(|s| s.entity.clone()),
                count: event.count.clone(),
            }
        })
        .collect();
    let known: Vec<_> = claims.iter().filter_map(|c| c.count.as_ref()).collect();
    let conflict =
        known.iter().enumerate().any(|(i, a)| known[i + 1..].iter().any(|b| a.of == b.of && !counts::compatible(a, b)));
    Incident {
        id: numbered('i', number as u32),
        kind: first.event.kind.clone(),
        events: cluster.iter().map(|i| drafts[*i].event.id.clone()).collect(),
        roles,
        count: counted.and_then(|i| drafts[*i].event.count.clone()),
        time: timed.and_then(|i| drafts[*i].event.time.clone()),
        source: sourced.and_then(|i| drafts[*i].event.source.clone()),
        status: if old { Status::Background } else { first.event.status },
        aggregate: first.event.aggregate,
        part_of: None,
        claims,
        conflict,
    }
}

/// The new places lie in the country that is all the old ones name.
fn narrows(old: &[Filler], new: &[Filler]) -> bool {
    let country = |f: &Filler| f.precision.as_deref() == Some("country");
    old.iter().all(country) && new.iter().any(|f| !country(f))
}

/// The new fillers say more: named before unnamed, known before pronoun, more places before fewer.
fn better(old: &[Filler], new: &[Filler], role: &str, own_place: bool) -> bool {
    if old.is_empty() {
        return true;
    }
    let worth = |list: &[Filler]| {
        let named = list.iter().any(|f| f.entity.is_some());
        // A number alone says least, and a pronoun little more.
        let known = |f: &Filler| f.name.is_some() || f.kb.is_some();
        let content = list.iter().any(|f| f.head.as_deref().map_or_else(|| known(f), |h| h.len() > 4));
        let nested = list.iter().map(|f| f.within.len()).max().unwrap_or(0);
        (content, named, if role == "place" { nested } else { 0 }, list.len())
    };
    (role != "place" || own_place) && worth(new) > worth(old)
}
