//! What fills a role: every member of a coordination, and for a pronoun what it stands for.
//!
//! Invariant: fillers and the references that merging compares come in one order, one for one.

use dateline_model::{EntityKind, Filler};

use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, NounGroup, Prep, Relation, VerbForm, VerbId};
use crate::analysis::numbers::QuantityKind;
use crate::compile::{EntryId, TypeSet, WordClass};
use crate::extract::{CountOf, RoleFiller, count_of_group};
use crate::text::{Tag, WordId, opens_quotation};

use super::sources::Speaker;
use super::{Entities, Story, numbered};

/// What merging compares of a filler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GroupRef {
    pub(crate) entity: Option<u32>,
    pub(crate) person: bool,
    /// Lemma of the head.
    pub(crate) head: WordId,
    /// Types of the head.
    pub(crate) types: TypeSet,
    pub(crate) pronoun: bool,
    /// The group itself, or the one that a pronoun stands for.
    pub(crate) group: Option<GroupId>,
    /// "another", "two more": not those before.
    pub(crate) other: bool,
    /// Whose it is.
    pub(crate) side: Option<Side>,
}

/// Whose side an actor is on, as far as the words say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// This armed group's.
    Group(EntryId),
    /// A state's, with its forces.
    State,
    /// An armed group's that is not named.
    Armed,
    /// Nobody's who fights.
    Civilian,
}

impl Side {
    /// Whether two are the same, as far as that can be known.
    pub(crate) fn agrees(self, other: Self) -> Option<bool> {
        match (self, other) {
            (Self::Armed, Self::Armed | Self::Group(_)) | (Self::Group(_), Self::Armed) => None,
            _ => Some(self == other),
        }
    }
}

/// A role's fillers: every member of its coordination; a pronoun stands for what it refers to.
pub(super) fn fillers(
    story: &Story<'_>,
    entities: &Entities,
    filler: &RoleFiller,
    speaker: Option<&Speaker>,
) -> (Vec<Filler>, Vec<GroupRef>) {
    let analysis = story.analysis;
    match filler {
        RoleFiller::Modifier(tokens, entry) => {
            let at = story.text_ref(tokens.clone());
            let info = story.ctx.program.entry(*entry);
            let entity = entities.at(tokens.start);
            let filler = Filler {
                entity: entity.map(|e| numbered('e', e)),
                span: at.span,
                text: at.text,
                name: info.is_name.then(|| (*info.name).to_owned()),
                kb: info.id.as_deref().map(str::to_owned),
                ..blank()
            };
            let head = analysis.tokens[tokens.end as usize - 1].lemma;
            let types = story.ctx.program.types_of(*entry);
            let side = side(story, Some(*entry), types);
            (
                vec![filler],
                vec![GroupRef { entity, person: false, head, types, pronoun: false, group: None, other: false, side }],
            )
        }
        RoleFiller::Group(first) | RoleFiller::Part(first, _) => {
            // Fillers are large, and most roles have one.
            let count = filler.groups(analysis).count();
            let (mut out, mut refs) = (Vec::with_capacity(count), Vec::with_capacity(count));
            let listed = analysis.group(*first).next.is_some();
            for id in filler.groups(analysis) {
                let group = analysis.group(id);
                let mut entity = entities.of_group[id.index()];
                let head = analysis.tokens[group.head as usize];
                if group.kind == GroupKind::Pronoun && entity.is_none() && story.ctx.is(head, WordClass::FirstPerson) {
                    // "We arrested": the speaker's body.
                    entity = speaker.and_then(|s| s.entity).map(|e| body_of(entities, e));
                }
                if head.tag == Tag::Ex {
                    // "There were clashes": nobody.
                    continue;
                }
                let at = story.text_ref(extent(story, id));
                let affiliation = group.affiliation.or_else(|| body_behind(story, id));
                let affiliation = affiliation.map(|a| story.ctx.program.entry(a));
                // "A bomber was shot before he could": the subject of the sentence, and not whoever was named last.
                let subject = (group.kind == GroupKind::Pronoun).then(|| person_before(story, id)).flatten();
                if let Some(subject) = subject {
                    entity = entities.of_group[subject.index()];
                }
                let antecedent = subject.or_else(|| {
                    (group.kind == GroupKind::Pronoun && entity.is_none()).then(|| antecedent(story, id)).flatten()
                });
                let named = antecedent.map(|a| analysis.group(a));
                entity = entity.or_else(|| antecedent.and_then(|a| entities.of_group[a.index()]));
                entity = entity.or_else(|| renamed(story, entities, group));
                let name = entity
                    .map(|e| entities.name(e).to_owned())
                    .or_else(|| named.map(|a| story.raw(a.tokens.clone()).to_owned()))
                    .or_else(|| counted_noun(story, id).map(|noun| story.raw(noun..noun + 1).to_owned()));
                out.push(Filler {
                    entity: entity.map(|e| numbered('e', e)),
                    span: at.span,
                    text: at.text,
                    head: (group.kind != GroupKind::Number).then(|| story.raw(group.head..group.head + 1).to_owned()),
                    affiliation: affiliation.and_then(|a| a.id.as_deref()).map(str::to_owned),
                    name,
                    kb: group.entry.and_then(|e| story.ctx.program.entry(e).id.as_deref()).map(str::to_owned),
                    count: count_of_group(story.ctx, analysis, group, CountOf::Event)
                        .filter(|_| listed)
                        .map(|count| (count.min, count.max)),
                    unlisted: group.types.is_empty() && group.kind == GroupKind::Common,
                    ..blank()
                });
                refs.push(GroupRef {
                    entity,
                    person: group.types.meets(story.ctx.program.kinds.person),
                    head: head.lemma,
                    types: group.types,
                    pronoun: group.kind == GroupKind::Pronoun || is_his(story, group),
                    group: if group.kind == GroupKind::Pronoun { antecedent } else { Some(id) },
                    other: is_other(story, group),
                    side: side(story, group.affiliation.or(group.entry), group.types),
                });
            }
            (out, refs)
        }
    }
}

/// Prepositions behind a fighter that are followed to the name of his body.
const CHAIN: usize = 3;

/// "a militant of ISIS", "two members of a cell of the PKK", "a bomber from the Islamic State": the named body whose the
/// fighter or member is.
fn body_behind(story: &Story<'_>, id: GroupId) -> Option<EntryId> {
    let (analysis, program) = (story.analysis, story.ctx.program);
    let kinds = &program.kinds;
    let first = analysis.group(id);
    let fights =
        [kinds.militant, kinds.soldier, kinds.armed_group, kinds.rank].into_iter().any(|k| first.types.meets(k));
    let member = story.ctx.is(analysis.tokens[first.head as usize], WordClass::Member);
    if first.kind != GroupKind::Common || first.entry.is_some_and(|e| program.entry(e).is_name) || !(fights || member) {
        return None;
    }
    let behind = |g: &GroupId| {
        let whose = |p: &&Prep| program.grammar.is(p.word, WordClass::Membership);
        analysis.group(*g).preps.iter().find(whose).map(|p| p.group)
    };
    std::iter::successors(behind(&id), behind).take(CHAIN).find_map(|g| {
        let group = analysis.group(g);
        let body = group.types.meets(kinds.armed_group) || group.types.meets(kinds.force);
        let named = group.entry.filter(|e| program.entry(*e).is_name && body && !group.types.meets(kinds.place));
        named.or(group.affiliation)
    })
}

/// "his body": whose body it is was told before.
fn is_his(story: &Story<'_>, group: &NounGroup) -> bool {
    let owner = group.possessor.map(|g| story.analysis.group(g).kind);
    group.types.meets(story.ctx.program.kinds.body) && owner == Some(GroupKind::Pronoun)
}

/// "the commander, Abu Salam": the person whom the group renames.
fn renamed(story: &Story<'_>, entities: &Entities, group: &NounGroup) -> Option<u32> {
    let other = group.apposition?;
    let named = story.analysis.group(other).name.is_some();
    let person = group.types.meets(story.ctx.program.kinds.person) && group.name.is_none();
    let entity = entities.of_group[other.index()].filter(|_| named && person)?;
    (entities.list[entity as usize].kind == EntityKind::Person).then_some(entity)
}

/// The last subject before "he" in its sentence that is one person.
fn person_before(story: &Story<'_>, id: GroupId) -> Option<GroupId> {
    let analysis = story.analysis;
    let pronoun = analysis.group(id);
    if !story.ctx.is(analysis.tokens[pronoun.head as usize], WordClass::PersonPronoun) {
        return None;
    }
    let sentence = analysis.sentence_of(pronoun.tokens.start);
    let parts = analysis.sentences.get(sentence)?;
    let kinds = &story.ctx.program.kinds;
    let person = |g: &GroupId| {
        let group = analysis.group(*g);
        let one = !matches!(analysis.tokens[group.head as usize].tag, Tag::Nns | Tag::Nnps) && group.next.is_none();
        one && *g < id && group.kind != GroupKind::Pronoun && group.types.meets(kinds.person)
    };
    let subject = parts.verbs.clone().filter_map(|v| analysis.verb(VerbId(v)).subject).filter(person).max();
    // "the murder of a lawyer, hours after he was shot": nobody who acts, but one who is told of.
    let told = || {
        let mut persons = (parts.groups.start..id.0).map(GroupId).filter(person);
        persons.next().filter(|_| persons.next().is_none())
    };
    subject.or_else(told)
}

/// The words of a group, with what it is a part or a number of ("63 members of the security forces"), without a
/// quotation mark that is not closed, and with the one that closes another.
pub(super) fn extent(story: &Story<'_>, id: GroupId) -> std::ops::Range<u32> {
    let analysis = story.analysis;
    let group = analysis.group(id);
    // "dozens of them"
    let end = if group.kind == GroupKind::Number { group.tokens.end } else { group.head + 1 };
    let whole = group.preps.iter().find(|p| {
        let inner = analysis.group(p.group);
        story.ctx.program.grammar.is(p.word, WordClass::Of) && inner.tokens.start == end + 1 && inner.next.is_none()
    });
    let end = whole.map_or(end, |p| analysis.group(p.group).head + 1);
    let opens = |at: u32| opens_quotation(story.mark(at));
    let closes = |at: u32| matches!(story.mark(at), "\"" | "”" | "»" | "'" | "’");
    let start = group.tokens.start;
    let open = opens(start) && end > start + 1 && !(start + 1..end).any(closes);
    // "a “dangerous plot”": the mark that closes what was opened inside belongs to the words.
    let inside = (start + 1..end).filter(|at| opens(*at) || closes(*at)).count() % 2 == 1;
    let closed = inside && (end as usize) < analysis.tokens.len() && closes(end);
    start + u32::from(open)..end + u32::from(closed)
}

/// "37 were wounded": the noun that the last count before it, in its sentence, counts persons by.
pub(super) fn counted_noun(story: &Story<'_>, id: GroupId) -> Option<u32> {
    let analysis = story.analysis;
    let group = analysis.group(id);
    let other = group.kind == GroupKind::Number && names_another(story, group);
    if !matches!(group.kind, GroupKind::Number | GroupKind::Adjective) || !has_number(analysis, group) && !other {
        return None;
    }
    let sentence = analysis.sentence_of(group.tokens.start);
    let same = analysis.sentences.get(sentence)?.groups.clone();
    let kinds = &story.ctx.program.kinds;
    // "Two gunmen killed nine", "the attack, carried out by two gunmen, killed nine": not those who did it.
    let doer = |g: &GroupId| {
        let by = analysis.group(*g).governor.is_some_and(|word| story.ctx.program.grammar.is(word, WordClass::By));
        let acts = group.verb.map(|v| analysis.verb(v)).filter(|v| !v.passive && v.object == Some(id));
        by || acts.is_some_and(|v| v.subject == Some(*g))
    };
    let before = (same.start..id.0).rev().map(GroupId).filter(|g| !doer(g)).map(|g| analysis.group(g));
    let people = |g: &&NounGroup| g.kind == GroupKind::Common && g.types.meets(kinds.person) && !g.is_subset;
    // "a soldier was killed and another wounded": one of those told of before.
    let counts = |g: &&NounGroup| people(g) && (other || has_number(analysis, g));
    // "the number of men arrested has reached 50, who were sentenced"
    let toll = group.verb.map(|v| analysis.verb(v)).filter(|v| v.is(WordClass::Toll));
    let figure = toll.and_then(|v| v.subject).map(|g| analysis.group(g));
    let figure = figure.filter(|g| story.ctx.is(analysis.tokens[g.head as usize], WordClass::Figure));
    let told = figure.into_iter().flat_map(|g| &g.preps).map(|p| analysis.group(p.group)).find(people);
    // "two gunmen, one of whom was shot": of those before the comma.
    let whole = group.verb.and_then(|v| match analysis.verb(v).relation {
        Relation::RelativeOther(whole) => Some(analysis.group(whole)),
        _ => None,
    });
    let part = analysis.tokens[group.tokens.end as usize - 1].tag == Tag::Wp;
    let told = whole.filter(|whole| part && people(whole)).or(told);
    told.or_else(|| before.clone().find(counts)).map(|g| g.head)
}

fn has_number(analysis: &Analysis, group: &NounGroup) -> bool {
    group.quantity.is_some() || analysis.tokens[group.tokens.start as usize].tag == Tag::Cd
}

/// "another", "two others".
fn names_another(story: &Story<'_>, group: &NounGroup) -> bool {
    group.tokens.clone().any(|i| story.ctx.is(story.analysis.tokens[i as usize], WordClass::Other))
}

/// "another", "two others", "a second officer".
pub(super) fn is_other(story: &Story<'_>, group: &NounGroup) -> bool {
    let later = || {
        let all = &story.analysis.quantities;
        let first = all.partition_point(|q| q.tokens.start < group.tokens.start);
        let mut own = all[first..].iter().take_while(|q| q.tokens.start < group.tokens.end);
        own.any(|q| q.kind == QuantityKind::Ordinal && q.min > 1)
    };
    names_another(story, group) || group.determiner == Determiner::Indefinite && later()
}

/// The side of somebody of these types who is, or belongs to, the entry.
fn side(story: &Story<'_>, entry: Option<EntryId>, types: TypeSet) -> Option<Side> {
    let program = story.ctx.program;
    let kinds = &program.kinds;
    let own = entry.map(|e| program.types_of(e)).unwrap_or_default();
    if let Some(entry) = entry.filter(|_| own.meets(kinds.armed_group)).filter(|e| program.entry(*e).is_name) {
        return Some(Side::Group(program.entry(entry).canonical));
    }
    let official = |types: TypeSet| types.meets(kinds.force) && !types.meets(kinds.armed_group);
    // A commander may be anybody's.
    let either = types.meets(kinds.rank) || types.meets(kinds.militant) && types.meets(kinds.soldier);
    let is = |kind| types.meets(kind) && !either;
    if official(types) || official(own) || is(kinds.soldier) {
        return Some(Side::State);
    }
    if is(kinds.militant) {
        return Some(Side::Armed);
    }
    (is(kinds.civilian) && entry.is_none_or(|e| !program.entry(e).is_name)).then_some(Side::Civilian)
}

/// Sentences through which the reference of a pronoun to a pronoun is followed.
const BACK: u8 = 4;

/// What "they" or "it" refers to, in this sentence or the last: the nearest subject before it that agrees in number; for
/// whom or what a deed is done to, the nearest group that does not do it ("found a tunnel and blew it up").
pub(super) fn antecedent(story: &Story<'_>, id: GroupId) -> Option<GroupId> {
    antecedent_within(story, id, BACK)
}

fn antecedent_within(story: &Story<'_>, id: GroupId, back: u8) -> Option<GroupId> {
    let analysis = story.analysis;
    let group = analysis.group(id);
    let token = analysis.tokens[group.head as usize];
    if !story.ctx.is(token, WordClass::GroupPronoun) {
        return None;
    }
    let singular = is_singular(story, id);
    let kinds = &story.ctx.program.kinds;
    let verb = group.verb.map(|v| analysis.verb(v));
    let object = verb.is_some_and(|v| !v.passive && v.object == Some(id));
    let suffers = object || verb.is_some_and(|v| v.passive && v.subject == Some(id));
    let doer = verb.and_then(|v| v.subject).filter(|_| object);
    let agrees = |g: &GroupId, any: bool| {
        let other = analysis.group(*g);
        let head = analysis.tokens[other.head as usize];
        let plural =
            matches!(head.tag, Tag::Nns | Tag::Nnps) || other.next.is_some() || other.kind == GroupKind::Number;
        // "It" is a body and nobody in person.
        let person = !singular && other.types.meets(kinds.person);
        let actor = person || (other.types.meets(kinds.actor) && !other.types.meets(kinds.place));
        let thing = object && singular && !other.types.meets(kinds.person);
        let own = doer.is_some_and(|d| *g == d || other.first == Some(d));
        matches!(other.kind, GroupKind::Common | GroupKind::Name)
            && (actor || thing)
            && (any || plural != singular)
            && !other.is_subset
            && !own
    };
    let sentence = analysis.sentence_of(group.tokens.start);
    let same = analysis.sentences.get(sentence)?.groups.clone();
    let block = analysis.sentences[sentence].sentence.block;
    let fits = |g: &GroupId| agrees(g, false);
    // Subjects first, the last of them before the others; a body may be "they".
    let body = |g: &GroupId| {
        let types = analysis.group(*g).types;
        !singular && (types.meets(kinds.force) || types.meets(kinds.organization))
    };
    let subjects = analysis.subjects(sentence);
    let is_subject = subjects.clone().any(|g| g == id);
    let subject = || subjects.clone().filter(|g| *g < id && (fits(g) || body(g) && agrees(g, true))).max();
    let backwards = || (same.start..id.0).rev().map(GroupId).filter(|g| fits(g));
    // "overran a post near the town …, and held it": what a verb tells of before where it was.
    let free = || backwards().find(|g| analysis.group(*g).governor.is_none());
    let nearest = || free().filter(|_| object).or_else(|| backwards().next());
    let before = if object { nearest().or_else(subject) } else { subject().or_else(nearest) };
    before
        .or_else(|| {
            let last = sentence
                .checked_sub(1)
                .map(|s| &analysis.sentences[s])
                .filter(|s| s.sentence.block == block || !s.headline)?;
            // "arrested five smugglers. They were released": whom it was done to goes on to suffer.
            let told = last.verbs.clone().map(|v| analysis.verb(VerbId(v))).filter(|v| v.form == VerbForm::Finite);
            let suffered = told.filter_map(|v| if v.passive { v.subject } else { v.object }).find(|g| fits(g));
            suffered.filter(|_| suffers).or_else(|| {
                last.groups.clone().map(GroupId).filter(|g| analysis.group(*g).verb.is_some()).find_map(|g| {
                    // "They confessed. They were sentenced": the one is the other.
                    let again =
                        back > 0 && analysis.group(g).kind == GroupKind::Pronoun && is_singular(story, g) == singular;
                    let known = again.then(|| antecedent_within(story, g, back - 1)).flatten();
                    known.or_else(|| Some(g).filter(fits))
                })
            })
        })
        // "Despite its defeat, ISIS": the subject behind a fronted pronoun.
        .or_else(|| subjects.clone().filter(|g| !object && !is_subject && *g > id && fits(g)).min())
}

/// "it", "its".
fn is_singular(story: &Story<'_>, pronoun: GroupId) -> bool {
    let head = story.analysis.group(pronoun).head;
    story.raw(head..head + 1).to_ascii_lowercase().starts_with("it")
}

/// The body that a speaker belongs to, when the text says so.
fn body_of(entities: &Entities, id: u32) -> u32 {
    let body = entities.list[id as usize].attributes.organization.as_deref();
    body.and_then(|b| b.strip_prefix('e')).and_then(|n| n.parse().ok()).unwrap_or(id)
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
