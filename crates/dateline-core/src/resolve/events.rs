//! Mentions to events: roles with entities, place, time, source, status.
//!
//! Invariant: one event a mention, in the order of the mentions.

use std::collections::BTreeMap;

use dateline_model::{Count, EntityKind, Event, Filler, Status, TimeValue};

use crate::analysis::model::{Analysis, Determiner, GroupId, Meaning, Relation, Tense, VerbForm, VerbGroup, VerbId};
use crate::compile::{Place, RoleProgram, WordClass};
use crate::extract::{Form, Mention, RoleFiller, Why};
use crate::text::Tag;

use super::fillers::{GroupRef, fillers, is_other};
use super::sources::{Sources, Speaker};
use super::ties::{finite, governing};
use super::times::{OLD, PAST, Times};
use super::{
    Entities, PlaceRef, Story, context, counts, date, deeds, lists, locate, numbered, opponents, places, plans, sources,
};

/// How a noun sums up what its sentence has told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Recap {
    /// Behind a comma or dash, on its own.
    Aside,
    /// Under "in", with the verb of the deed.
    Within,
}

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
    /// Its count is of all told so far.
    pub(crate) total: bool,
    /// The trigger is introduced as known ("the attack").
    pub(crate) definite: bool,
    /// It names again what its own sentence has just told: "…, the deadliest attack since May", "in an attack claimed by".
    pub(crate) recap: Option<Recap>,
    /// The verb that tells it or that its noun hangs on.
    pub(crate) verb: Option<VerbId>,
    /// "another", "a second": not the one before.
    pub(crate) other: bool,
    pub(crate) headline: bool,
    /// The time counts hours from what was told before, or is an hour of its day.
    pub(crate) hours: bool,
    /// Its sentence turns to another matter ("Meanwhile").
    pub(crate) turn: bool,
    /// Told as what came before the deed of its sentence: it shares neither its day nor its place.
    pub(crate) prior: bool,
    /// "have been rescued", "carry out ambushes": what has come together until now or goes on, of no one day.
    pub(crate) summary: bool,
}

impl Draft {
    /// Notes whoever does it, with the words for them as far as there are any.
    pub(super) fn done_by(&mut self, agent: Vec<GroupRef>, named: Option<Vec<Filler>>) {
        self.agent = agent;
        self.event.roles.extend(named.map(|named| ("agent".to_owned(), named)));
    }
}

/// All events of an article, in text order.
pub(crate) fn drafts(
    story: &Story<'_>,
    entities: &Entities,
    sources: &Sources,
    times: &Times,
    mentions: &[Mention],
) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(mentions.len());
    for (number, mention) in mentions.iter().enumerate() {
        let draft = draft(story, entities, sources, times, mention, number);
        out.push(draft);
    }
    context::inherit_from_causes(story, mentions, &mut out);
    for (i, mention) in mentions.iter().enumerate() {
        let (earlier, own) = out.split_at_mut(i);
        if let Some(draft) = own.first_mut() {
            context::from_antecedent(story, entities, times, mention, earlier, draft);
        }
    }
    context::share_agents(story, mentions, &mut out);
    opponents::oppose(story, mentions, &mut out);
    context::surroundings(story, times, mentions, &mut out);
    out
}

fn draft(
    story: &Story<'_>,
    entities: &Entities,
    sources: &Sources,
    times: &Times,
    mention: &Mention,
    number: usize,
) -> Draft {
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
        if fillers.is_empty() {
            continue;
        }
        match &**name {
            "agent" if agent.is_empty() => agent = refs,
            "agent" => agent.extend(refs),
            "patient" if patient.is_empty() => patient = refs,
            "patient" => patient.extend(refs),
            _ => {}
        }
        match roles.get_mut(&**name) {
            Some(known) => known.extend(fillers),
            None => drop(roles.insert((**name).to_owned(), fillers)),
        }
    }
    // "The state condemned the attack": who judges a deed did not do it.
    let judged = mention.support.is_some_and(|v| {
        program.grammar.is(analysis.verb(v).lemma, WordClass::Judging) && mention.form == Form::Announced
    });
    let does = |r: &&RoleProgram| *r.name == *"agent" && r.at.contains(&Place::Subject);
    let announcer = || {
        let announced = mention.form == Form::Announced && !judged && frame.roles.iter().any(|r| does(&r));
        mention.announcer.filter(|g| announced && acts(story, *g))
    };
    let listed = || {
        let types = |g: GroupId| analysis.group(g).types;
        let takes = |g: GroupId| frame.roles.iter().filter(does).any(|r| types(g).meets(r.types));
        lists::doer(story, mention).filter(|g| !types(*g).meets(program.kinds.media) && takes(*g))
    };
    if agent.is_empty()
        && let Some(group) = announcer().or_else(listed).or_else(|| doer_of_pattern(story, mention))
    {
        let (fillers, refs) = fillers(story, entities, &RoleFiller::Group(group), None);
        roles.insert("agent".to_owned(), fillers);
        agent = refs;
    }
    let about = matches!(&*frame.event, "claim" | "denial");
    let speaker = said.as_ref().map(|(speaker, ..)| speaker.group);
    let places = if about { Vec::new() } else { locate::place_refs(story, entities, mention, speaker) };
    if !places.is_empty() {
        roles.insert("place".to_owned(), places.iter().map(|p| places::filler(story, entities, p)).collect());
    }
    let dated = date::time_of(story, times, mention).and_then(|dated| plans::own(story, times, mention, dated));
    let own_time = dated.is_some_and(|d| !d.announced);
    let period = dated.is_some_and(|d| d.since || !d.opens && times.is_period(story, d.time));
    let old = dated.is_some_and(|d| !d.since && times.is_old(d.time, d.opens, OLD));
    let mut status = mention.status;
    let context = story.article.blocks[parts.sentence.block as usize].kind == dateline_model::BlockKind::Context;
    let recent = own_time && story.article.published.is_some() && dated.is_some_and(|d| times.is_recent(d.time));
    let remembered = deeds::is_remembered(story, mention);
    if status == Status::Reported
        && (old
            || remembered
            || context
            || !recent
                && (is_earlier(story, mention, said.is_some()) && !dated.is_some_and(|d| is_deadline(story, d.time))
                    || is_granted(story, mention)))
    {
        status = Status::Background;
    }
    // "has been set for next month": what is told of a day to come has not happened.
    if status == Status::Reported && own_time && dated.is_some_and(|d| times.is_ahead(story, d.time)) {
        status = Status::Planned;
    }
    // What an armed group says of itself and its enemies is its claim.
    let by_group =
        said.as_ref().and_then(|s| s.0.entity).is_some_and(|e| entities.list[e as usize].kind == EntityKind::Group);
    // "said three of its fighters were killed": own losses are no claim.
    let losses = mention.roles.iter().any(|(role, filler)| {
        let suffers = *frame.roles[usize::from(*role)].name == *"patient";
        let own = |g: GroupId| {
            let mut tokens = analysis.group(g).tokens.clone().map(|at| analysis.tokens[at as usize]);
            tokens.any(|t| t.tag == Tag::PrpPoss && story.ctx.is(t, WordClass::GroupPronoun))
        };
        suffers && filler.group().is_some_and(own)
    });
    if status == Status::Reported && by_group && !about && !losses {
        status = Status::Claimed;
    }
    // "Nujaba denied any role": who claims or denies says so.
    let teller = mention.roles.iter().find_map(|(role, filler)| {
        let tells = about && status != Status::Denied && *frame.roles[usize::from(*role)].name == *"agent";
        filler.group().filter(|_| tells)
    });
    let state = |g: &GroupId| analysis.group(*g).types.meets(program.kinds.state);
    let announcer = mention.announcer.filter(|g| judged || !state(g)).or(teller);
    let source = said
        .as_ref()
        .filter(|(speaker, ..)| judged || mention.announcer != Some(speaker.group) || !state(&speaker.group))
        .filter(|(_, _, held)| {
            !*held || status != Status::Background && teller.is_none() && !(about && status == Status::Denied)
        })
        .cloned()
        .or_else(|| {
            let group = announcer?;
            let entity = entities.of_group[group.index()];
            Some((Speaker { group, entity, cue: None, sentence: mention.sentence }, false, false))
        })
        .filter(|(speaker, ..)| !sources::is_outlet(story, entities, speaker))
        .map(|(speaker, quoted, inferred)| sources::output(story, entities, &speaker, quoted, inferred));
    let told =
        mention.count.as_ref().filter(|c| counts::says_more(story, frame, c)).map(|c| counts::output(story, frame, c));
    let count = told.or_else(|| counts::of_patient(story, frame, mention));
    let many = counts_many(count.as_ref(), mention, analysis);
    let single_day = dated.is_some_and(|d| !d.since && times.is_occasion(d.time));
    let counted = count.as_ref().is_some_and(|c| c.max != Some(1));
    let since = dated.is_some_and(|d| d.since || !d.opens && Times::is_since(story, d.time));
    let toll = mention.aggregate && (mention.count.is_some() || many) && !(own_time && single_day);
    // "documented seven attacks in July"
    let several = count.as_ref().is_some_and(|c| c.of == "event" && c.max != Some(1));
    let series = several && dated.is_some_and(|d| !d.announced && times.is_long(d.time));
    // "documented the death of 412 people in February"
    let records = |v: VerbId| program.grammar.is(analysis.verb(v).lemma, WordClass::Record);
    let recorded = counted && mention.support.is_some_and(records) && dated.is_some_and(|d| times.is_long(d.time));
    // "killed 269 people in 2019": the year of an old deed makes no toll of it.
    let deed = old && !since && !several && dated.is_some_and(|d| times.is_year(story, d.time));
    // "has been held by the group since 2014": one deed that goes on.
    let one = count.as_ref().is_some_and(|c| c.of == "patient" && c.max == Some(1));
    let spanned = period && !deed && (counted || since && many && !one);
    let aggregate = toll || series || recorded || spanned || counted && reaches_now(story, mention);
    let past =
        || own_time && story.article.published.is_some() && dated.is_some_and(|d| times.is_old(d.time, d.opens, PAST));
    if status == Status::Reported && !aggregate && past() {
        status = Status::Background;
    }
    let trigger_group = mention.noun.map(|g| analysis.group(g));
    // "A second device exploded": what is counted is the deed.
    let another_means = mention.roles.iter().any(|(role, filler)| {
        let role = &frame.roles[usize::from(*role)];
        let counted = role.count && !matches!(&*role.name, "agent" | "patient");
        counted && filler.group().is_some_and(|g| is_other(story, analysis.group(g)))
    });
    let event = Event {
        id: numbered('v', number as u32),
        kind: (*frame.event).to_owned(),
        trigger: story.text_ref(mention.trigger.clone()),
        roles,
        count,
        time: dated.map(|d| when(story, times, d)),
        source,
        status,
        aggregate,
        rule: [&*frame.id, "#", mention.form.id()].concat(),
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
        total: mention.total,
        definite: trigger_group.is_some_and(|g| g.determiner == Determiner::Definite),
        recap: mention.noun.and_then(|noun| recap(story, noun)),
        verb: mention.verb.or_else(|| governing(analysis, mention.noun?)),
        other: another_means || trigger_group.is_some_and(|g| is_other(story, g)),
        headline: parts.headline,
        hours: dated.is_some_and(|d| times.is_hours(d.time) || times.is_bare_hour(story, d.time)),
        turn: turns(story, mention.sentence),
        prior: date::is_prior(story, times, mention) || remembered,
        summary: sums_up(story, mention, parts.sentence.block),
    }
}

/// "have been rescued": the perfect tells of one day's news at the head of a story, and sums up further down; "who had
/// been convicted" is earlier; "still carry out ambushes" is of every day.
fn sums_up(story: &Story<'_>, mention: &Mention, block: u32) -> bool {
    if mention.verb.or(mention.support).is_none() && mention.noun.is_some_and(|n| deeds::is_reason(story, n)) {
        return true;
    }
    let Some(id) = mention.verb.or(mention.support) else { return false };
    let upper = story.analysis.verb(finite(story.analysis, id));
    let headline = story.analysis.sentences[mention.sentence as usize].headline;
    let habit = upper.form == VerbForm::Finite && upper.tense == Tense::Present && !upper.perfect && !upper.progressive;
    if habit && !headline && !upper.copula {
        return true;
    }
    let verb = story.analysis.verb(id);
    let lead = story.lead.is_some_and(|lead| block <= lead);
    let past = story.analysis.tokens[verb.tokens.start as usize].tag == Tag::AuxVbd;
    let earlier = past && !matches!(verb.relation, Relation::Content(_));
    verb.perfect && if past { earlier } else { !lead }
}

/// Tokens at the head of a sentence among which a word stands that turns to another matter.
const HEAD: u32 = 3;

/// "Meanwhile", "In a related development": the sentence turns to another matter.
pub(super) fn turns(story: &Story<'_>, sentence: u32) -> bool {
    let parts = &story.analysis.sentences[sentence as usize];
    let start = parts.sentence.tokens.start;
    let hits = &story.analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
    hits.iter().any(|h| h.meaning == Meaning::Class(WordClass::Turn) && h.tokens.start < start + HEAD)
}

/// The time in the output's form; what is dated from a day on runs up to publication.
fn when(story: &Story<'_>, times: &Times, dated: date::Dated) -> TimeValue {
    if dated.opens {
        return times.opening(story, dated.time);
    }
    if let Some(next) = times.next(story, dated.time).filter(|_| dated.ahead) {
        return next;
    }
    let value = times.value(story, dated.time, dated.announced);
    if !dated.since {
        return value;
    }
    let end = story.article.published.map(|now| dateline_model::When { date: now.date, time: None });
    TimeValue { start: value.start.filter(|_| end.is_some()), end, ..value }
}

/// "had killed": before the time that is told of, where nobody's words shift the tense.
fn is_earlier(story: &Story<'_>, mention: &Mention, said: bool) -> bool {
    let Some(verb) = mention.verb.or(mention.support).map(|v| story.analysis.verb(v)) else { return false };
    let first = story.analysis.tokens[verb.tokens.start as usize];
    !said && verb.perfect && first.tag == Tag::AuxVbd
}

/// "By evening the army had sent two battalions": told as the news of that day.
fn is_deadline(story: &Story<'_>, time: u32) -> bool {
    let start = story.analysis.times[time as usize].tokens.start;
    start.checked_sub(1).is_some_and(|at| story.ctx.is(story.analysis.tokens[at as usize], WordClass::By))
}

/// "Although the group lost its last towns, it still carries out attacks": known before what the sentence tells.
fn is_granted(story: &Story<'_>, mention: &Mention) -> bool {
    let analysis = story.analysis;
    let Some(verb) = mention.verb.or(mention.support) else { return false };
    let upper = analysis.verb(finite(analysis, verb));
    let Relation::Subordinate(None, word) = upper.relation else { return false };
    let parts = &analysis.sentences[mention.sentence as usize];
    let mut verbs = parts.verbs.clone().map(|v| analysis.verb(VerbId(v)));
    let lasts = |v: &VerbGroup| v.relation == Relation::Main && v.tense == Tense::Present;
    story.ctx.program.grammar.is(word, WordClass::Concessive) && verbs.any(lasts)
}

/// "have been killed since the army left", "has documented 1,834 deaths since the fall of the city": a perfect that counts
/// from a deed on.
fn reaches_now(story: &Story<'_>, mention: &Mention) -> bool {
    let analysis = story.analysis;
    let since = |word| story.ctx.program.grammar.is(word, WordClass::Since);
    let Some(upper) = mention.verb.or(mention.support).map(|v| finite(analysis, v)) else { return false };
    let verb = analysis.verb(upper);
    let now = verb.perfect && analysis.tokens[verb.tokens.start as usize].tag != Tag::AuxVbd;
    let opened = |v: &VerbGroup| match v.relation {
        Relation::Subordinate(above, word) => since(word) && above.is_none_or(|above| above == upper),
        _ => false,
    };
    let noun = mention.noun.into_iter().flat_map(|n| &analysis.group(n).preps);
    let parts = &analysis.sentences[mention.sentence as usize];
    let mut verbs = parts.verbs.clone().map(|v| analysis.verb(VerbId(v)));
    let fronted = || parts.groups.clone().next().and_then(|g| analysis.group(GroupId(g)).governor).is_some_and(since);
    now && (verb.preps.iter().chain(noun).any(|p| since(p.word)) || verbs.any(opened) || fronted())
}

/// A period makes a toll of what is counted in it or told in the plural.
fn counts_many(count: Option<&Count>, mention: &Mention, analysis: &Analysis) -> bool {
    let many = count.is_some_and(|c| c.max.is_none_or(|m| m > 1));
    let plural = |g: GroupId| analysis.tokens[analysis.group(g).head as usize].tag == Tag::Nns;
    many || mention.roles.iter().filter_map(|(_, filler)| filler.group()).chain(mention.noun).any(plural)
}

/// How a noun sums up the clause before it, if it can: as the subject of no verb, and in no coordination.
fn recap(story: &Story<'_>, noun: GroupId) -> Option<Recap> {
    let analysis = story.analysis;
    let group = analysis.group(noun);
    let grammar = &story.ctx.program.grammar;
    if group.first.is_some() {
        return None;
    }
    let mark = |at: u32| matches!(analysis.tokens[at as usize].mark(story.ctx.text), "," | "-" | "–" | "—");
    let behind_mark = |at: u32| at.checked_sub(1).is_some_and(mark);
    let start = group.tokens.start;
    match group.governor {
        None => {
            let acts = group.verb.is_some_and(|v| analysis.verb(v).form == VerbForm::Finite);
            (behind_mark(start) && !acts).then_some(Recap::Aside)
        }
        Some(word) if grammar.holds(word) => Some(if behind_mark(start - 1) { Recap::Aside } else { Recap::Within }),
        Some(_) => None,
    }
}

/// The group is a body that acts itself and does not only report.
fn acts(story: &Story<'_>, id: GroupId) -> bool {
    let group = story.analysis.group(id);
    let kinds = &story.ctx.program.kinds;
    (group.types.meets(kinds.force) || group.types.meets(kinds.state)) && !group.types.meets(kinds.media)
}

/// "police had picked up five men", "was bought out by relatives": who does what a pattern's verb tells, where the pattern
/// has a place for him and its own words leave him out.
fn doer_of_pattern(story: &Story<'_>, mention: &Mention) -> Option<GroupId> {
    let program = story.ctx.program;
    let takes = program.frames[mention.frame as usize].roles.iter().any(|r| *r.name == *"agent");
    let id = mention.verb.filter(|_| takes && mention.form == Form::Pattern)?;
    let verb = story.analysis.verb(id);
    let told = mention.trigger.contains(&verb.head);
    let by = || story.ctx.by_agent(verb).map(|by| by.group);
    let group = if verb.passive { by() } else { verb.subject }.filter(|_| told)?;
    let filled = mention.roles.iter().filter_map(|(_, filler)| filler.group()).any(|g| g == group);
    let types = story.analysis.group(group).types;
    let acts = types.meets(program.kinds.person.union(program.kinds.actor)) && !types.meets(program.kinds.media);
    (acts && !filled).then_some(group)
}

/// A fixed score of how the event was found: 0.5 for the form, and a share for what backs it.
fn confidence(mention: &Mention, time: bool, place: bool) -> f32 {
    let form = match mention.form {
        Form::Active | Form::Passive | Form::Light | Form::Announced | Form::HeadlinePresent => 0.7,
        Form::NominalBare | Form::Existential => 0.5,
        _ => 0.6,
    };
    let roles = 0.05 * mention.roles.len().min(3) as f32;
    let around = 0.05 * f32::from(u8::from(time) + u8::from(place));
    let why = if matches!(mention.why, Why::Default | Why::Rule) { 0.04 } else { 0.0 };
    ((form + roles + around + why) * 100.0).round() / 100.0
}
