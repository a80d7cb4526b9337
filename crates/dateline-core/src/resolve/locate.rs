//! Where an event was, as far as its own sentence says.
//!
//! Invariant: every place stands in the sentence of the mention; what the story lends is [`super::context`]'s.

use std::borrow::Cow;
use std::cell::OnceCell;

use dateline_model::Status;
use smallvec::SmallVec;

use crate::analysis::model::{Analysis, GroupId, GroupKind, NounGroup, Relation, VerbId};
use crate::analysis::times::TimeKind;
use crate::analysis::{Unit, UnitKind};
use crate::compile::{Level, VerbMeaning, WordClass};
use crate::extract::{Mention, RoleFiller};

use super::hosts::Host;
use super::named::{known, named_under};
use super::ties::{chain, concedes, governing, is_fronted, of_speaker, one_course, relative, telling, up};
use super::{Entities, PlaceRef, Story, captured, date, deeds, lists, places};

/// Groups in a chain of prepositions that are read.
pub(super) const CHAIN: usize = 16;

/// How near a place is to a mention, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Near {
    /// On its verb, its noun or one of its roles.
    Own,
    /// In its clause.
    Clause,
    /// In a clause that tells the same course of things.
    Linked,
    /// Before the colon at the head of the sentence.
    Head,
    /// In a main clause told alike.
    Course,
    /// Where it came from or went to.
    Way,
    /// The same in another clause.
    LinkedWay,
    /// The same in a main clause told alike.
    CourseWay,
    /// Where those are who tell of it.
    Speaker,
}

/// Where in its sentence a place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// With it the sentence sets out.
    Head,
    /// Under the reason of the deed.
    Reason,
    Open,
}

/// Places of a mention: its own prepositions first, then its clause, then those of clauses that belong to it.
pub(super) fn place_refs(
    story: &Story<'_>,
    entities: &Entities,
    mention: &Mention,
    speaker: Option<GroupId>,
) -> Vec<PlaceRef> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let captured = captured::place_refs(story, entities, mention);
    if !captured.is_empty() {
        return captured;
    }
    let around = Around::new(story, mention, speaker);
    let front = fronted(story, mention);
    let mut found: SmallVec<[(Near, Cow<'_, PlaceRef>, Stand); 4]> = SmallVec::new();
    let mut wider: SmallVec<[Cow<'_, PlaceRef>; 2]> = SmallVec::new();
    for id in parts.groups.clone().map(GroupId) {
        let Some(near) = near(story, entities, mention, &around, id) else { continue };
        for place in named_under(story, entities, id) {
            if front == Some(id) && near <= Near::Course || near == Near::Head {
                wider.push(place.clone());
            }
            if found.iter().all(|(_, p, _)| p.tokens != place.tokens) {
                let stand = match front == Some(id) || near == Near::Head {
                    true => Stand::Head,
                    false if deeds::of_reason(story, id) => Stand::Reason,
                    false => Stand::Open,
                };
                found.push((near, place, stand));
            }
        }
    }
    let Some(best) = found.iter().map(|(near, ..)| *near).min() else {
        // "Mosul police", "Baghdad blast": a place before the head of the trigger or the agent.
        return modifier_places(story, mention);
    };
    // "In Basra, he was shot as he left his home in Zubair", "Kirkuk: a man of a village in Daquq": what lies in the place at
    // the head says more.
    let heads: SmallVec<[&PlaceRef; 2]> = found.iter().filter(|f| f.2 == Stand::Head).map(|f| &*f.1).collect();
    let inner = |(near, place, stand): &&(Near, Cow<'_, PlaceRef>, Stand)| {
        let within = || heads.iter().any(|h| places::contains(story, h, place) && h.entry != place.entry);
        *stand == Stand::Open && *near < Near::Speaker && place.entry.is_some() && within()
    };
    let stated = found.iter().any(|(near, _, stand)| *near == best && *stand != Stand::Head);
    // "a lecturer in Erbil said they might attack": where they may is not said.
    if best == Near::Speaker && matches!(mention.status, Status::Planned | Status::Hypothetical) {
        return Vec::new();
    }
    let closer = if stated { None } else { found.iter().filter(inner).map(|(near, ..)| *near).min() };
    let best = closer.unwrap_or(best);
    let taken = |f: &&(Near, Cow<'_, PlaceRef>, Stand)| f.0 == best && (closer.is_none() || f.2 == Stand::Open);
    let mut out: Vec<PlaceRef> = found.iter().filter(taken).map(|f| f.1.clone().into_owned()).collect();
    for place in wider {
        let holds = |inner: &PlaceRef| {
            inner.tokens != place.tokens && (inner.entry.is_none() || places::contains(story, &place, inner))
        };
        if out.iter().all(holds) {
            out.push(place.into_owned());
        }
    }
    out
}

/// "In Diyala, gunmen killed two men in Khalis": the group under the preposition with which the sentence begins.
fn fronted(story: &Story<'_>, mention: &Mention) -> Option<GroupId> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    let first = GroupId(parts.groups.clone().next()?);
    let group = analysis.group(first);
    let way = group.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Way));
    // "In the province of Basra,"
    let chained = |g: &GroupId| analysis.group(*g).preps.last().map(|p| p.group);
    let last = std::iter::successors(Some(first), chained).take(CHAIN).last().unwrap_or(first);
    let end = analysis.group(last).tokens.end;
    let before = end <= mention.trigger.start && story.mark(end) == ",";
    (is_fronted(story, parts, first) && !way && before).then_some(first)
}

/// What every group of the sentence is held against.
struct Around {
    /// Groups under the prepositions of the mention's verb, noun and roles.
    own: SmallVec<[GroupId; 8]>,
    /// The groups before the colon at the head of the sentence.
    head: SmallVec<[GroupId; 2]>,
    /// The mention is only the reason of another deed, or known before it.
    reason: bool,
    /// Who tells of it.
    speaker: Option<GroupId>,
    /// The verb of the mention; found when it is first needed.
    verb: OnceCell<Option<VerbId>>,
}

impl Around {
    fn new(story: &Story<'_>, mention: &Mention, speaker: Option<GroupId>) -> Self {
        let noun = mention.noun.filter(|_| mention.verb.or(mention.support).is_none());
        Self {
            own: own_groups(story, mention),
            head: lists::head(story, mention.sentence),
            reason: noun.is_some_and(|n| deeds::is_reason(story, n) || is_granted(story, n)),
            speaker,
            verb: OnceCell::new(),
        }
    }

    fn verb(&self, analysis: &Analysis, mention: &Mention) -> Option<VerbId> {
        *self.verb.get_or_init(|| telling(analysis, mention))
    }
}

/// "Despite its defeat in 2017, the group is still present in Iraq": the places are those of what comes behind.
fn is_granted(story: &Story<'_>, noun: GroupId) -> bool {
    let governor = story.analysis.group(noun).governor;
    governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Concessive))
}

/// Groups under the prepositions of the mention's verb, noun and roles.
fn own_groups(story: &Story<'_>, mention: &Mention) -> SmallVec<[GroupId; 8]> {
    let analysis = story.analysis;
    let mut own = SmallVec::new();
    if let Some(verb) = mention.verb.or(mention.support).filter(|_| mention.share.is_none()) {
        let preps = analysis.verb(verb).preps.iter().map(|p| p.group);
        preps.filter(|g| !deeds::of_reason(story, *g)).for_each(|g| own.push(g));
        // "Maysan, where 41 people were killed".
        if let Relation::RelativeOther(place) = analysis.verb(verb).relation {
            own.push(place);
            own.extend(analysis.group(place).preps.iter().map(|p| p.group));
        }
        // "an attack in Jordan that killed three".
        if let Relation::RelativeSubject(deed) = analysis.verb(verb).relation
            && deeds::is_deed(story, deed)
        {
            own.extend(analysis.group(deed).preps.iter().map(|p| p.group));
        }
    }
    if let Some(noun) = mention.noun {
        own.extend(analysis.group(noun).preps.iter().map(|p| p.group));
    }
    for (_, filler) in &mention.roles {
        for member in filler.groups(analysis) {
            // "sentenced to death for a bombing in Mosul"
            let preps = analysis.group(member).preps.iter().map(|p| p.group);
            let said = |g: &GroupId| mention.noun.is_some() || !deeds::of_reason(story, *g);
            preps.filter(said).for_each(|g| own.push(g));
        }
    }
    own
}

fn near(story: &Story<'_>, entities: &Entities, mention: &Mention, around: &Around, id: GroupId) -> Option<Near> {
    let analysis = story.analysis;
    let group = analysis.group(id);
    // What a list hangs on, its first member says.
    let first = group.first.unwrap_or(id);
    if around.head.contains(&id) {
        return Some(Near::Head);
    }
    let Some(word) = group.governor else { return argument(story, entities, mention, around, id) };
    if !story.ctx.program.grammar.is(word, WordClass::Locative) {
        return None;
    }
    // "shelled the southern countryside of Idlib"
    let area = |(_, filler): &(u8, RoleFiller)| {
        let area =
            filler.group().map(|g| analysis.group(g)).filter(|g| g.types.meets(story.ctx.program.kinds.place_word));
        // "northeast of Baghdad" is no area of it.
        let direction = |g: &NounGroup| story.ctx.is(analysis.tokens[g.head as usize], WordClass::Direction);
        area.filter(|g| !direction(g)).is_some_and(|g| {
            g.preps.iter().any(|p| p.group == id && story.ctx.program.grammar.is(p.word, WordClass::Of))
        })
    };
    let way = story.ctx.program.grammar.is(word, WordClass::Way) && !mention.roles.iter().any(area);
    let own = around.own.contains(&id);
    // "sentenced to death for a bombing in Mosul", "convicted of spying for a state"
    let motive = || {
        story.ctx.program.grammar.is(word, WordClass::Motive) || mention.noun.is_none() && deeds::of_reason(story, id)
    };
    if !own && (around.reason || motive() || is_after_deed(story, mention, id))
        || is_origin(story, id)
        || deeds::of_another(story, mention, id)
    {
        return None;
    }
    let tells = |v: VerbId| analysis.verb(v).meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)));
    // The verb of the mention, and the other that the place hangs on.
    let pair = if own { None } else { around.verb(analysis, mention).zip(governing(analysis, first)) };
    let pair = pair.filter(|(a, b)| a != b);
    let before = || pair.is_some_and(|(a, b)| is_charge(story, b, a));
    // "an operation backed by jets north of Baquba": where it was, and no way.
    let aimed = || {
        let before = group.tokens.start.checked_sub(2).map(|at| analysis.tokens[at as usize]);
        before.is_some_and(|t| story.ctx.is(t, WordClass::Direction))
    };
    // "hit a bus heading to Karbala", "killed 30 militants crossing from Afghanistan": the way of whom or what suffers it.
    let passing = || way && !aimed() && pair.is_some_and(|(a, b)| relative(analysis, b, a).is_some());
    // "caught trying to cross into Turkey": where somebody never came.
    let enters = || way || story.ctx.program.grammar.is(word, WordClass::Entering);
    let tried = || enters() && pair.is_some_and(|(a, b)| is_tried(analysis, b, a));
    // "according to the deputy commander of the Hamrin sector": the place of somebody's office.
    let office = || {
        let held = analysis.noun_above(id).map(|g| analysis.group(g).types);
        let kinds = &story.ctx.program.kinds;
        story.ctx.program.grammar.is(word, WordClass::Of)
            && held.is_some_and(|types| types.meets(kinds.rank) || types.meets(kinds.title))
    };
    // "an activist who moved to Erbil said": where the speaker lives.
    let lives = || analysis.noun_above(id).is_none();
    // "according to the Office for Rescuing Captives in Duhok"
    let behind = |s: GroupId| analysis.group(s).tokens.end + 1 == group.tokens.start;
    let told = around.speaker.filter(|s| mention.roles.iter().all(|(_, f)| f.group() != Some(*s)));
    let near = if told.is_some_and(behind) {
        return Some(Near::Speaker);
    } else if own {
        Near::Own
    } else if office() || around.speaker.is_some_and(|s| describes(analysis, id, s)) {
        return Some(Near::Speaker).filter(|_| !lives());
    } else if before() || passing() || tried() {
        return None;
    } else if group.clause == mention.clause {
        Near::Clause
    } else {
        match pair {
            // "shelled the village, from which rockets had been fired at Nahariya": where something was before.
            Some((a, b)) if was_earlier(analysis, a, b) => return None,
            Some((a, b)) if !up(analysis, a, b) && !up(analysis, b, a) => {
                // A noun does not tell the course of its sentence.
                let told = mention.verb.or(mention.support).is_some();
                // "one was killed and three were flown to Mosul": the way of others.
                let subject = analysis.verb(a).subject.filter(|g| analysis.group(*g).kind != GroupKind::Pronoun);
                let others = way && !aimed() && subject.is_some() && subject != analysis.verb(b).subject;
                // "killed five, adding that gunmen had burned a farm in Diyala": where another deed was.
                let beside = || tells(b) && date::told_beside(analysis, mention, Host::Verb(b));
                let course = told && !others && !of_speaker(analysis, a, b) && !beside();
                (course && one_course(analysis, a, b)).then_some(Near::Course)?
            }
            // "sentenced a man who blew up a bridge in Mosul": where somebody did what was before.
            Some((a, b)) if date::is_before(story, b, a) => return None,
            // "roam in Diyala even though the state declared victory": what is granted has its own place, or none.
            Some((a, b)) if grants(story, a, b) => return None,
            // "released an officer who is wanted in Homs": where somebody was of whom the deed is told.
            Some((a, b)) if relative(analysis, b, a).is_some_and(|g| is_somebody(story, g)) => {
                return None;
            }
            // "police in Bannu said": where the speaker is, if nothing else is said.
            Some((_, b)) if speaks(analysis, id, b) => return Some(Near::Speaker),
            // "The attack came a week after gunmen killed five in Kaduna": where something was at another time.
            Some((a, b)) if is_apart(story, mention, b, a) || is_apart(story, mention, a, b) => return None,
            _ => Near::Linked,
        }
    };
    Some(match (near, way) {
        (Near::Linked, true) => Near::LinkedWay,
        (Near::Course, true) => Near::CourseWay,
        (_, true) => Near::Way,
        _ => near,
    })
}

/// The lower verb is what somebody only set out to do who suffers the deed of the upper.
fn is_tried(analysis: &Analysis, lower: VerbId, upper: VerbId) -> bool {
    let intends = |v: VerbId| {
        matches!(analysis.verb(v).relation, Relation::Infinitive(p)
            if p != upper && !analysis.verb(p).is(WordClass::Implicative))
    };
    up(analysis, lower, upper) && chain(analysis, lower).take_while(|v| *v != upper).any(intends)
}

/// The second verb tells in a relative clause what had been before the first, and not what led to it.
fn was_earlier(analysis: &Analysis, verb: VerbId, told: VerbId) -> bool {
    let (own, other) = (analysis.verb(verb), analysis.verb(told));
    let from_there = matches!(other.relation, Relation::RelativeOther(_));
    other.perfect && !own.perfect && from_there && !up(analysis, verb, told)
}

/// The group tells of people.
fn is_somebody(story: &Story<'_>, id: GroupId) -> bool {
    let kinds = &story.ctx.program.kinds;
    story.analysis.group(id).types.meets(kinds.person.union(kinds.actor))
}

/// "arrested a man accused of sending plans to Moscow": what somebody is held to have done, under the deed done to him.
fn is_charge(story: &Story<'_>, lower: VerbId, upper: VerbId) -> bool {
    let accused = |v: VerbId| {
        let verb = story.analysis.verb(v);
        let charged = story.ctx.program.grammar.is(verb.lemma, WordClass::Judgement);
        let whom = |g: GroupId| story.analysis.group(g).types.meets(story.ctx.program.kinds.person);
        charged && matches!(verb.relation, Relation::Reduced(g) if whom(g))
    };
    up(story.analysis, lower, upper) && chain(story.analysis, lower).take_while(|v| *v != upper).skip(1).any(accused)
}

/// A concessive word stands between the two verbs.
fn grants(story: &Story<'_>, a: VerbId, b: VerbId) -> bool {
    let under = |lower: VerbId, upper: VerbId| {
        up(story.analysis, lower, upper)
            && chain(story.analysis, lower).take_while(|v| *v != upper).any(|v| concedes(story, v))
    };
    under(a, b) || under(b, a)
}

/// "a tourist from Norway": where somebody comes from, and not where it happened.
fn is_origin(story: &Story<'_>, id: GroupId) -> bool {
    let analysis = story.analysis;
    let kinds = &story.ctx.program.kinds;
    let group = analysis.group(id);
    let country = group.entry.is_some_and(|e| story.ctx.program.entry(e).level == Some(Level::Country));
    let from = |word| {
        let grammar = &story.ctx.program.grammar;
        grammar.is(word, WordClass::Way) && grammar.is(word, WordClass::Within)
    };
    let person = |host: GroupId| analysis.group(host).types.meets(kinds.person);
    country && group.governor.is_some_and(from) && analysis.noun_above(id).is_some_and(person)
}

/// "came hours after a similar attack in Kano": where another deed was, from which the time is counted.
fn is_after_deed(story: &Story<'_>, mention: &Mention, id: GroupId) -> bool {
    let analysis = story.analysis;
    let parts = &analysis.sentences[mention.sentence as usize];
    if parts.times.is_empty() {
        return false;
    }
    let counted = |g: GroupId| {
        let start = analysis.group(g).tokens.start;
        let ends = |t: u32| {
            let tokens = &analysis.times[t as usize].tokens;
            tokens.end == start && tokens.len() > 1
        };
        mention.noun != Some(g) && deeds::is_deed(story, g) && parts.times.clone().any(ends)
    };
    deeds::under(analysis, id).any(counted)
}

/// "the office in Duhok announced", "according to an elder who lives in Erbil": told of the speaker, through what hangs on
/// him or renames him.
fn describes(analysis: &Analysis, id: GroupId, speaker: GroupId) -> bool {
    let above =
        |g: &GroupId| analysis.noun_above(*g).or_else(|| analysis.verb(analysis.verb_above(*g)?).relation.described());
    let up = std::iter::successors(Some(id), above).take(CHAIN);
    up.skip(1).any(|g| g == speaker || analysis.group(g).apposition == Some(speaker))
}

/// The place hangs on the subject of a verb of saying.
fn speaks(analysis: &Analysis, id: GroupId, verb: VerbId) -> bool {
    let verb = analysis.verb(verb);
    let reports = verb.is(WordClass::Report);
    reports && verb.preps.iter().all(|p| p.group != id)
}

/// A length of time stands before the word that puts the one verb under the other: "days after police killed a man".
fn is_apart(story: &Story<'_>, mention: &Mention, lower: VerbId, upper: VerbId) -> bool {
    let analysis = story.analysis;
    let mut parts = chain(analysis, lower).take_while(|v| *v != upper);
    let Some((verb, word)) = parts.find_map(|v| match analysis.verb(v).relation {
        Relation::Subordinate(_, word) => Some((v, word)),
        _ => None,
    }) else {
        return false;
    };
    let times = analysis.sentences[mention.sentence as usize].times.clone();
    times.map(|t| &analysis.times[t as usize]).any(|time| {
        let opens = |at: u32| analysis.tokens.get(at as usize).is_some_and(|t| t.word == word);
        let end = time.tokens.end;
        let counted = time.tokens.len() > 1 && opens(end - 1) || time.kind == TimeKind::Duration && opens(end);
        end <= analysis.verb(verb).tokens.start && counted
    })
}

/// "attacked Sinjar", "captured Tal Khazneh", "shelled the Baiji refinery", "Khanaqin had witnessed": a place smaller than a
/// country as an argument.
fn argument(story: &Story<'_>, entities: &Entities, mention: &Mention, around: &Around, id: GroupId) -> Option<Near> {
    let analysis = story.analysis;
    let program = story.ctx.program;
    // "held Mosul until the army recaptured the city"
    let named = places::of_group(story, entities, id).map(Cow::Borrowed);
    let settled = |p: &PlaceRef| p.entry.is_some_and(|e| places::is_settlement(story, e));
    let place = named.or_else(|| known(story, id).filter(settled).map(Cow::Owned))?;
    if place.entry.is_some_and(|e| program.entry(e).level == Some(Level::Country)) {
        return None;
    }
    let first = analysis.group(id).first.unwrap_or(id);
    // "Baghdad declared victory": who says so.
    if mention.announcer == Some(first) {
        return None;
    }
    if mention.roles.iter().any(|(_, f)| f.group() == Some(first)) {
        // "Tehran executed two men", "Baghdad declared victory": who did it, and not where.
        let frame = &program.frames[mention.frame as usize];
        let agent = mention.roles.iter().find(|(_, f)| f.group() == Some(first));
        let agent = agent.is_some_and(|(role, _)| *frame.roles[usize::from(*role)].name == *"agent");
        let acts = (agent || analysis.group(first).types.meets(program.kinds.state))
            && mention.verb.is_some_and(|v| !analysis.verb(v).passive && analysis.verb(v).subject == Some(first));
        return (!acts).then_some(Near::Own);
    }
    // "fired on the town"
    let phrasal = || {
        let mut verbs = analysis.sentences[mention.sentence as usize].verbs.clone().map(VerbId);
        verbs.find(|v| analysis.verb(*v).second == Some(first))
    };
    let on = analysis.group(first).verb.or_else(phrasal)?;
    let own = around.verb(analysis, mention)?;
    (own == on || up(analysis, on, own)).then_some(Near::Linked)
}

fn modifier_places(story: &Story<'_>, mention: &Mention) -> Vec<PlaceRef> {
    let analysis = story.analysis;
    // "the Karrada bombing, in which 320 people died".
    let deed = mention.verb.and_then(|v| match analysis.verb(v).relation {
        Relation::RelativeOther(g) | Relation::RelativeSubject(g) => Some(g).filter(|g| deeds::is_deed(story, *g)),
        _ => None,
    });
    let headline = analysis.sentences[mention.sentence as usize].headline;
    // "Nine dead in Kirkuk car bomb"
    let within = |g: &GroupId| analysis.group(*g).governor.is_some_and(|w| story.ctx.program.grammar.holds(w));
    let tells =
        |g: &GroupId| analysis.group(*g).types.meets(story.ctx.program.kinds.weapon) || deeds::is_deed(story, *g);
    let other = |g: &GroupId| Some(*g) != mention.noun && within(g) && tells(g);
    let scene = analysis.groups_of(mention.sentence as usize).filter(|g| headline && other(g));
    let told = mention.noun.into_iter().chain(deed).chain(mention.roles.iter().filter_map(|(_, f)| f.group()));
    let groups = told.chain(scene);
    let acting = mention.verb.or(mention.support).map(|v| analysis.verb(v)).filter(|v| !v.passive);
    let acting = acting.and_then(|v| v.subject);
    let mut out = Vec::new();
    for id in groups {
        let tokens = analysis.group(id).tokens.clone();
        // "Tehran executed two men", "Ankara carried out raids": who does it is no place, but before another noun.
        let does = acting == Some(id) || analysis.group(id).types.meets(story.ctx.program.kinds.state);
        let inside = |u: &&Unit| u.tokens.end <= tokens.end && !(does && u.tokens.end == tokens.end);
        for unit in analysis.units_in(tokens.clone()).iter().filter(inside) {
            if let UnitKind::Listed(e) = unit.kind
                && story.ctx.program.types_of(e).meets(story.ctx.program.kinds.place)
                && (headline && Some(id) == mention.noun || story.ctx.program.entry(e).level != Some(Level::Country))
                // "Turkey-backed rebels"
                && analysis.joined_participle(unit.tokens.end).is_none()
                && !mention.roles.iter().any(|(_, f)| matches!(f, RoleFiller::Modifier(t, _) if *t == unit.tokens))
            {
                let name = story.raw(unit.tokens.clone()).to_owned();
                out.push(PlaceRef { group: None, tokens: unit.tokens.clone(), entry: Some(e), name });
            }
        }
    }
    out
}
