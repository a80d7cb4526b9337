//! Mentions to events: roles with entities, place, time, source, status.

use std::collections::BTreeMap;

use dateline_model::{Count, EntityKind, Event, Filler, Source, Status, TimeBasis, TimeValue};

use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, NounGroup, VerbId};
use crate::compile::WordClass;
use crate::extract::{Form, Mention, RoleFiller, Why};
use crate::text::Tag;

use super::sources::{Sources, Speaker};
use super::times::Times;
use super::{Entities, PlaceRef, Story, captured, counts, places};

/// An event on its way to the output, with what merging wants to know.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) event: Event,
    pub(crate) sentence: u32,
    pub(crate) block: u32,
    pub(crate) frame: u32,
    pub(crate) places: Vec<PlaceRef>,
    /// The place is said of this event itself.
    pub(crate) own_place: bool,
    /// The time is said of this event itself.
    pub(crate) own_time: bool,
    /// The time is a period.
    pub(crate) period: bool,
    pub(crate) agent: Vec<GroupRef>,
    pub(crate) patient: Vec<GroupRef>,
    /// The trigger is introduced as known ("the attack").
    pub(crate) definite: bool,
    /// "another", "a second": not the one before.
    pub(crate) other: bool,
    pub(crate) headline: bool,
}

/// What merging compares of a filler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupRef {
    pub(crate) entity: Option<u32>,
    pub(crate) person: bool,
    /// Lemma of the head.
    pub(crate) head: crate::text::WordId,
    /// Types of the head.
    pub(crate) types: crate::compile::TypeSet,
    pub(crate) pronoun: bool,
}

/// All events of an article, in text order.
pub(crate) fn drafts(story: &Story<'_>, entities: &Entities, sources: &Sources, times: &Times, mentions: &[Mention]) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(mentions.len());
    for (number, mention) in mentions.iter().enumerate() {
        let draft = draft(story, entities, sources, times, mention, number);
        out.push(draft);
    }
    inherit_from_causes(mentions, &mut out);
    for (mention, draft) in mentions.iter().zip(&mut out) {
        from_antecedent(story, entities, times, mention, draft);
    }
    surroundings(&mut out);
    out
}

/// "These efforts have led to the destruction of": what the sentence before tells of whoever acts there.
fn from_antecedent(story: &Story<'_>, entities: &Entities, times: &Times, mention: &Mention, draft: &mut Draft) {
    let analysis = story.analysis;
    let Some(subject) = mention.subject.map(|g| analysis.group(g)) else { return };
    let kinds = &story.ctx.program.kinds;
    let actor = subject.types.meets(kinds.person) || subject.types.meets(kinds.actor) || subject.types.meets(kinds.place);
    let comes_back = subject.determiner == Determiner::Definite && subject.kind == GroupKind::Common && subject.preps.is_empty();
    if actor || !comes_back || !draft.agent.is_empty() || mention.sentence == 0 {
        return;
    }
    let before = mention.sentence as usize - 1;
    let parts = &analysis.sentences[before];
    if parts.sentence.block != draft.block || parts.headline {
        return;
    }
    let main = parts.verbs.clone().map(VerbId).find(|v| analysis.verb(*v).relation == crate::analysis::model::Relation::Main);
    let Some(main) = main.map(|v| analysis.verb(v)) else { return };
    let agent = main.subject.filter(|g| !main.passive && analysis.group(*g).types.meets(kinds.actor));
    let takes_agent = story.ctx.program.frames[mention.frame as usize].roles.iter().any(|r| &*r.name == "agent");
    if let Some(agent) = agent.filter(|_| takes_agent) {
        let (found, refs) = fillers(story, entities, &RoleFiller::Group(agent), None);
        draft.event.roles.insert("agent".to_owned(), found);
        draft.agent = refs;
    }
    if !draft.own_place {
        let located = parts.groups.clone().map(GroupId).filter(|g| {
            let group = analysis.group(*g);
            group.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Locative) || story.ctx.program.grammar.is(w, WordClass::Including))
        });
        let mut refs: Vec<PlaceRef> = Vec::new();
        for g in located {
            for member in analysis.members(analysis.group(g).first.unwrap_or(g)) {
                if let Some(place) = places::of_group(story, entities, member)
                    && refs.iter().all(|p| p.tokens != place.tokens)
                {
                    refs.push(place);
                }
            }
        }
        if !refs.is_empty() {
            draft.event.roles.insert("place".to_owned(), refs.iter().map(|p| places::filler(story, entities, p)).collect());
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
        draft.event.aggregate |= draft.period && plural;
    }
}

fn draft(story: &Story<'_>, entities: &Entities, sources: &Sources, times: &Times, mention: &Mention, number: usize) -> Draft {
    let program = story.ctx.program;
    let frame = &program.frames[mention.frame as usize];
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let mut roles: BTreeMap<String, Vec<Filler>> = BTreeMap::new();
    let (mut agent, mut patient) = (Vec::new(), Vec::new());
    let said = sources.of(story, mention);
    for (role, filler) in &mention.roles {
        let name = &frame.roles[usize::from(*role)].name;
        if **name == *"time" {
            continue;
        }
        let (fillers, refs) = fillers(story, entities, filler, said.as_ref().map(|s| &s.0));
        match &**name {
            "agent" => agent.extend(refs),
            "patient" => patient.extend(refs),
            _ => {}
        }
        roles.entry(name.to_string()).or_default().extend(fillers);
    }
    if agent.is_empty()
        && let Some(group) = mention.announcer.filter(|g| acts(story, *g))
        && frame.roles.iter().any(|r| &*r.name == "agent")
        && mention.form == Form::Announced
    {
        let (fillers, refs) = fillers(story, entities, &RoleFiller::Group(group), None);
        roles.insert("agent".to_owned(), fillers);
        agent = refs;
    }
    let places = place_refs(story, entities, mention);
    if !places.is_empty() {
        roles.insert("place".to_owned(), places.iter().map(|p| places::filler(story, entities, p)).collect());
    }
    let time = time_of(story, times, mention);
    let own_time = time.is_some();
    let period = time.is_some_and(|t| times.is_period(story, t));
    let old = time.is_some_and(|t| times.is_old(story, t));
    let mut status = mention.status;
    let context = story.article.blocks[parts.sentence.block as usize].kind == dateline_model::BlockKind::Context;
    if status == Status::Reported && (old || context || is_earlier(story, mention, said.is_some())) {
        status = Status::Background;
    }
    // What an armed group says of itself and its enemies is its claim.
    let by_group = said.as_ref().and_then(|s| s.0.entity).is_some_and(|e| entities.list[e as usize].kind == EntityKind::Group);
    if status == Status::Reported && by_group {
        status = Status::Claimed;
    }
    let source = said.as_ref().or(None).map(|(speaker, quoted, inferred)| source(story, entities, speaker, *quoted, *inferred)).or_else(|| {
        let announcer = mention.announcer?;
        let speaker = Speaker { group: announcer, entity: entities.of_group[announcer.index()], cue: None, sentence: mention.sentence };
        Some(source(story, entities, &speaker, false, false))
    });
    let source = source.filter(|s| !is_outlet(story, entities, s));
    let count = mention.count.as_ref().map(|c| counts::output(story, frame, c));
    let many = counts_many(count.as_ref(), mention, analysis);
    let single_day = time.is_some_and(|t| times.is_day(t));
    let counted = count.as_ref().is_some_and(|c| c.max != Some(1));
    let since = time.is_some_and(|t| times.is_since(story, t));
    let toll = mention.aggregate && mention.count.is_some() || mention.aggregate && many && !single_day;
    let aggregate = toll || (period && (counted || since && many));
    let trigger_group = mention.noun.map(|g| analysis.group(g));
    let event = Event {
        id: format!("v{number}"),
        kind: frame.event.to_string(),
        trigger: story.text_ref(mention.trigger.clone()),
        roles,
        count,
        time: time.map(|t| times.value(story, t, false)),
        source,
        status,
        aggregate,
        rule: format!("{}#{}", frame.id, mention.form.id()),
        confidence: confidence(mention, own_time, !places.is_empty()),
    };
    Draft {
        event,
        sentence: mention.sentence,
        block: parts.sentence.block,
        frame: mention.frame,
        own_place: !places.is_empty(),
        places,
        own_time,
        period,
        agent,
        patient,
        definite: trigger_group.is_some_and(|g| g.determiner == Determiner::Definite),
        other: trigger_group.is_some_and(|g| is_other(story, g)),
        headline: parts.headline,
    }
}

/// "had killed": before the time that is told of, where nobody's words shift the tense.
fn is_earlier(story: &Story<'_>, mention: &Mention, said: bool) -> bool {
    let Some(verb) = mention.verb.or(mention.support).map(|v| story.analysis.verb(v)) else { return false };
    let first = story.analysis.tokens[verb.tokens.start as usize];
    !said && verb.perfect && first.tag == Tag::AuxVbd
}

/// A period makes a toll of what is counted in it or told in the plural.
fn counts_many(count: Option<&Count>, mention: &Mention, analysis: &Analysis) -> bool {
    let many = count.is_some_and(|c| c.max.is_none_or(|m| m > 1));
    let plural = mention.roles.iter().any(|(_, f)| matches!(f, RoleFiller::Group(g) if analysis.tokens[analysis.group(*g).head as usize].tag == Tag::Nns))
        || mention.noun.is_some_and(|g| analysis.tokens[analysis.group(g).head as usize].tag == Tag::Nns);
    many || plural
}

fn is_other(story: &Story<'_>, group: &NounGroup) -> bool {
    group.tokens.clone().any(|i| story.ctx.is(story.analysis.tokens[i as usize], WordClass::Other))
}

/// The group is a body that acts itself and does not only report.
fn acts(story: &Story<'_>, id: GroupId) -> bool {
    let group = story.analysis.group(id);
    let kinds = &story.ctx.program.kinds;
    group.types.meets(kinds.force) && !group.types.meets(kinds.media)
}

/// A fixed score of how the event was found: 0.5 for the form, and a share for what backs it.
fn confidence(mention: &Mention, time: bool, place: bool) -> f32 {
    let form = match mention.form {
        Form::Active | Form::Passive | Form::Light | Form::Announced | Form::HeadlinePresent => 0.7,
        Form::NominalBare | Form::Existential => 0.5,
        _ => 0.6,
    };
    let roles = 0.05 * mention.roles.len().min(3) as f32;
    let around = 0.05 * (u8::from(time) + u8::from(place)) as f32;
    let why = if matches!(mention.why, Why::Default | Why::Rule) { 0.04 } else { 0.0 };
    ((form + roles + around + why) * 100.0).round() / 100.0
}

/// A role's fillers: every member of its coordination; a pronoun stands for what it refers to.
fn fillers(story: &Story<'_>, entities: &Entities, filler: &RoleFiller, speaker: Option<&Speaker>) -> (Vec<Filler>, Vec<GroupRef>) {
    let analysis = story.analysis;
    match filler {
        RoleFiller::Modifier(tokens, entry) => {
            let at = story.text_ref(tokens.clone());
            let info = story.ctx.program.entry(*entry);
            let entity = entities.at(tokens.start);
            let filler = Filler {
                entity: entity.map(|e| format!("e{e}")),
                span: at.span,
                text: at.text,
                name: info.is_name.then(|| info.name.to_string()),
                kb: info.id.as_deref().map(str::to_owned),
                ..blank()
            };
            let head = analysis.tokens[tokens.end as usize - 1].lemma;
            let types = story.ctx.program.types_of(*entry);
            (vec![filler], vec![GroupRef { entity, person: false, head, types, pronoun: false }])
        }
        RoleFiller::Group(first) => {
            let mut out = Vec::new();
            let mut refs = Vec::new();
            for id in analysis.members(*first) {
                let group = analysis.group(id);
                let mut entity = entities.of_group[id.index()];
                let head = analysis.tokens[group.head as usize];
                if group.kind == GroupKind::Pronoun && entity.is_none() && story.ctx.is(head, WordClass::FirstPerson) {
                    // "We arrested": the speaker's body.
                    entity = speaker.and_then(|s| s.entity).map(|e| body_of(entities, e));
                }
                let from = content_start(analysis, group);
                let at = story.text_ref(from..group.head + 1);
                let affiliation = group.affiliation.map(|a| story.ctx.program.entry(a));
                let antecedent = (group.kind == GroupKind::Pronoun && entity.is_none()).then(|| antecedent(story, id)).flatten();
                let named = antecedent.map(|a| analysis.group(a));
                let name = entity
                    .map(|e| entities.name(e).to_owned())
                    .or_else(|| named.map(|a| story.raw(a.tokens.clone()).to_owned()));
                entity = entity.or_else(|| antecedent.and_then(|a| entities.of_group[a.index()]));
                out.push(Filler {
                    entity: entity.map(|e| format!("e{e}")),
                    span: at.span,
                    text: at.text,
                    head: Some(story.raw(group.head..group.head + 1).to_owned()),
                    affiliation: affiliation.and_then(|a| a.id.as_deref()).map(str::to_owned),
                    name,
                    kb: group.entry.and_then(|e| story.ctx.program.entry(e).id.as_deref()).map(str::to_owned),
                    unlisted: group.types.is_empty() && group.kind == GroupKind::Common,
                    ..blank()
                });
                refs.push(GroupRef {
                    entity,
                    person: group.types.meets(story.ctx.program.kinds.person),
                    head: head.lemma,
                    types: group.types,
                    pronoun: group.kind == GroupKind::Pronoun,
                });
            }
            (out, refs)
        }
    }
}

/// What "they" or "it" refers to: the nearest subject before it that agrees in number, in this sentence or the last.
fn antecedent(story: &Story<'_>, id: GroupId) -> Option<GroupId> {
    let analysis = story.analysis;
    let group = analysis.group(id);
    let token = analysis.tokens[group.head as usize];
    if !story.ctx.is(token, WordClass::GroupPronoun) {
        return None;
    }
    let singular = story.raw(group.head..group.head + 1).to_ascii_lowercase().starts_with("it");
    let kinds = &story.ctx.program.kinds;
    let fits = |g: &GroupId| {
        let other = analysis.group(*g);
        let head = analysis.tokens[other.head as usize];
        let plural = matches!(head.tag, Tag::Nns | Tag::Nnps) || other.next.is_some() || other.kind == GroupKind::Number;
        let actor = other.types.meets(kinds.person) || (other.types.meets(kinds.actor) && !other.types.meets(kinds.place));
        matches!(other.kind, GroupKind::Common | GroupKind::Name) && actor && plural != singular && !other.is_subset
    };
    let sentence = analysis.sentences.partition_point(|s| s.sentence.tokens.end <= group.tokens.start);
    let same = analysis.sentences.get(sentence)?.groups.clone();
    let block = analysis.sentences[sentence].sentence.block;
    let before = (same.start..id.0).rev().map(GroupId).find(|g| fits(g));
    before
        .or_else(|| {
            let last = sentence.checked_sub(1).map(|s| &analysis.sentences[s]).filter(|s| s.sentence.block == block || !s.headline)?;
            last.groups.clone().map(GroupId).find(|g| analysis.group(*g).verb.is_some() && fits(g))
        })
        // "Despite its defeat, ISIS": the subject behind a fronted pronoun.
        .or_else(|| (id.0 + 1..same.end).map(GroupId).find(|g| analysis.group(*g).verb.is_some() && fits(g)))
}

/// The body that a speaker belongs to, when the text says so.
fn body_of(entities: &Entities, id: u32) -> u32 {
    let body = entities.list[id as usize].attributes.organization.as_deref();
    body.and_then(|b| b.strip_prefix('e')).and_then(|n| n.parse().ok()).unwrap_or(id)
}

/// The whole group, from its first token.
fn content_start(_analysis: &Analysis, group: &NounGroup) -> u32 {
    group.tokens.start
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

fn blank() -> Filler {
    Filler {
        entity: None,
        span: (0, 0).into(),
        text: String::new(),
        head: None,
        affiliation: None,
        name: None,
        kb: None,
        within: Vec::new(),
        lat: None,
        lon: None,
        precision: None,
        count: None,
        unlisted: false,
    }
}

fn source(story: &Story<'_>, entities: &Entities, speaker: &Speaker, quoted: bool, inferred: bool) -> Source {
    let group = story.analysis.group(speaker.group);
    let at = story.text_ref(group.name.clone().unwrap_or(group.tokens.clone()));
    Source {
        entity: speaker.entity.map(|e| format!("e{e}")),
        span: at.span,
        text: at.text,
        name: speaker.entity.map(|e| entities.name(e).to_owned()),
        cue: speaker.cue.map(|c| story.raw(c..c + 1).to_owned()),
        quoted,
        inferred,
        via: Vec::new(),
    }
}

/// The article's own outlet is nobody's source.
fn is_outlet(story: &Story<'_>, entities: &Entities, source: &Source) -> bool {
    let Some(outlet) = story.article.outlet.as_deref() else { return false };
    let Some(id) = source.entity.as_deref().and_then(|e| e.strip_prefix('e')).and_then(|n| n.parse::<usize>().ok()) else { return false };
    entities.list[id].entry.and_then(|e| story.ctx.program.entry(e).id.as_deref()) == Some(outlet)
}

/// Places of a mention: its own prepositions first, then its clause, then the sentence's other locating groups.
fn place_refs(story: &Story<'_>, entities: &Entities, mention: &Mention) -> Vec<PlaceRef> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let captured = captured::place_refs(story, entities, mention);
    if !captured.is_empty() {
        return captured;
    }
    let mut own: Vec<GroupId> = Vec::new();
    if let Some(verb) = mention.verb.or(mention.support) {
        own.extend(analysis.verb(verb).preps.iter().map(|p| p.group));
    }
    if let Some(noun) = mention.noun {
        own.extend(analysis.group(noun).preps.iter().map(|p| p.group));
    }
    for (_, filler) in &mention.roles {
        if let RoleFiller::Group(g) = filler {
            for member in analysis.members(*g) {
                own.extend(analysis.group(member).preps.iter().map(|p| p.group));
            }
        }
    }
    let located = |id: GroupId| {
        let group = analysis.group(id);
        group.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Locative))
    };
    let collect = |ids: &mut dyn Iterator<Item = GroupId>| {
        let mut out: Vec<PlaceRef> = Vec::new();
        for id in ids {
            let first = analysis.group(id).first.unwrap_or(id);
            for member in analysis.members(first) {
                let nested = analysis.group(member).preps.iter().map(|p| p.group);
                for g in std::iter::once(member).chain(nested) {
                    if let Some(place) = places::of_group(story, entities, g)
                        && out.iter().all(|p| p.tokens != place.tokens)
                    {
                        out.push(place);
                    }
                }
            }
        }
        out
    };
    let found = collect(&mut own.into_iter().filter(|g| located(*g)));
    if !found.is_empty() {
        return found;
    }
    let in_clause = parts.groups.clone().map(GroupId).filter(|g| analysis.group(*g).clause == mention.clause && located(*g));
    let found = collect(&mut in_clause.into_iter());
    if !found.is_empty() {
        return found;
    }
    let anywhere = parts.groups.clone().map(GroupId).filter(|g| located(*g));
    let found = collect(&mut anywhere.into_iter());
    if !found.is_empty() {
        return found;
    }
    // "Mosul police", "Baghdad blast": a place before the head of the trigger or the agent.
    modifier_places(story, entities, mention)
}

fn modifier_places(story: &Story<'_>, entities: &Entities, mention: &Mention) -> Vec<PlaceRef> {
    let analysis = story.analysis;
    let groups = mention.noun.into_iter().chain(mention.roles.iter().filter_map(|(_, f)| match f {
        RoleFiller::Group(g) => Some(*g),
        RoleFiller::Modifier(..) => None,
    }));
    let mut out = Vec::new();
    for id in groups {
        let tokens = analysis.group(id).tokens.clone();
        for unit in analysis.units_in(tokens.clone()).iter().filter(|u| u.tokens.end <= tokens.end) {
            if let crate::analysis::UnitKind::Listed(e) = unit.kind
                && story.ctx.program.types_of(e).meets(story.ctx.program.kinds.place)
                && story.ctx.program.entry(e).level != Some(crate::compile::Level::Country)
            {
                let name = story.raw(unit.tokens.clone()).to_owned();
                out.push(PlaceRef { group: None, tokens: unit.tokens.clone(), entry: Some(e), name });
            }
        }
    }
    let _ = entities;
    out
}

/// The time expression of a mention: on its own verb or noun, in its clause, or at its sentence.
fn time_of(story: &Story<'_>, times: &Times, mention: &Mention) -> Option<u32> {
    if let Some(captured) = captured::time(story, times, mention) {
        return Some(captured);
    }
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let at = mention.trigger.start;
    let verb = mention.verb.or(mention.support);
    let clause = mention.clause;
    // "its defeat in 2017": the time of another deed's noun dates that deed alone.
    let of_other_noun = |start: u32| {
        parts.groups.clone().map(GroupId).any(|g| {
            let host = analysis.group(g);
            Some(g) != mention.noun
                && story.ctx.program.is_trigger_lemma(analysis.tokens[host.head as usize].lemma)
                && mention.support.is_none_or(|v| host.verb != Some(v))
                && host.preps.iter().any(|p| analysis.group(p.group).tokens.start == start && p.group.0 == g.0 + 1)
                && (mention.verb.is_none() || host.governor.is_some())
        })
    };
    let candidates = parts.times.clone().filter(|t| times.dates(story, *t) && !of_other_noun(analysis.times[*t as usize].tokens.start));
    // "whom police had caught": an earlier deed does not share the clause's day.
    let earlier = verb.is_some_and(|v| {
        let verb = analysis.verb(v);
        verb.perfect && analysis.tokens[verb.tokens.start as usize].tag == Tag::AuxVbd
    });
    candidates
        .filter(|t| {
            let start = analysis.times[*t as usize].tokens.start;
            !earlier || parts.groups.clone().any(|g| analysis.groups[g as usize].tokens.start == start && analysis.groups[g as usize].clause == clause)
        })
        .map(|t| {
            let tokens = &analysis.times[t as usize].tokens;
            let group = parts.groups.clone().map(|g| &analysis.groups[g as usize]).find(|g| g.tokens.start == tokens.start);
            let same_clause = group.is_some_and(|g| g.clause == clause);
            // A time between two verbs belongs to the nearer one that it follows.
            let distance = if tokens.start >= at { (tokens.start - at) * 2 } else { (at - tokens.end.min(at)) * 2 + 1 };
            let crosses = verb_between(analysis, parts.verbs.clone(), verb, at, tokens.start);
            ((!same_clause, crosses, distance), t)
        })
        .min()
        .map(|(_, t)| t)
}

/// Another finite verb stands between the trigger and the time.
fn verb_between(analysis: &Analysis, verbs: std::ops::Range<u32>, own: Option<VerbId>, a: u32, b: u32) -> bool {
    let (low, high) = (a.min(b), a.max(b));
    verbs.map(VerbId).any(|v| {
        let verb = analysis.verb(v);
        Some(v) != own && verb.head > low && verb.head < high && verb.form == crate::analysis::model::VerbForm::Finite
    })
}

/// What results from an event happened where and when that happened, by the same hand.
fn inherit_from_causes(mentions: &[Mention], out: &mut [Draft]) {
    for i in 0..out.len() {
        let mut at = mentions[i].cause;
        for _ in 0..4 {
            let Some(j) = at.map(|j| j as usize) else { break };
            let cause = out[j].clone();
            let own = &mut out[i];
            let active = !matches!(cause.event.kind.as_str(), "claim" | "denial");
            if own.agent.is_empty() && active && !cause.agent.is_empty() && cause.event.kind != own.event.kind {
                own.agent.clone_from(&cause.agent);
                if let Some(agents) = cause.event.roles.get("agent") {
                    own.event.roles.insert("agent".to_owned(), agents.clone());
                }
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
            if own.event.status == Status::Reported && matches!(cause.event.status, Status::Planned | Status::Hypothetical | Status::Denied | Status::Background) {
                own.event.status = cause.event.status;
            }
            at = mentions[j].cause;
        }
    }
}

/// Events without a place or time of their own take those of the story they are told in, marked as inferred: those
/// that were told last.
fn surroundings(out: &mut [Draft]) {
    let live = |d: &Draft| !matches!(d.event.status, Status::Background | Status::Hypothetical) && !d.event.aggregate;
    let located = |d: &Draft| live(d) && d.own_place && d.event.status != Status::Denied;
    let mut last: Option<usize> = None;
    let mut time: Option<TimeValue> = None;
    for i in 0..out.len() {
        if !live(&out[i]) {
            continue;
        }
        let about = matches!(out[i].event.kind.as_str(), "claim" | "denial");
        if !out[i].own_place && out[i].event.status == Status::Reported && !about {
            let from = last.filter(|j| *j != i && same_day(&out[*j], &out[i]));
            if let Some(j) = from {
                out[i].places = out[j].places.clone();
                let fillers = out[j].event.roles.get("place").cloned().unwrap_or_default();
                out[i].event.roles.insert("place".to_owned(), fillers);
            }
        }
        if !out[i].own_time && !about && matches!(out[i].event.status, Status::Reported | Status::Claimed) {
            if let Some(value) = &time {
                out[i].event.time = Some(TimeValue { inferred: true, ..value.clone() });
            }
        }
        if located(&out[i]) {
            last = Some(i);
        }
        if out[i].own_time
            && !out[i].period
            && let Some(value) = &out[i].event.time
        {
            time = Some(value.clone());
        }
    }
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
