//! Filling roles: each grammatical argument goes to the first role that asks for its place and type.

use std::ops::Range;

use smallvec::SmallVec;

use crate::analysis::Context;
use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, Meaning, NounGroup};
use crate::compile::{FrameProgram, Place, RoleProgram, TypeSet, WordClass};
use crate::text::{Tag, Token, WordId};

use super::super::RoleFiller;

/// One argument: where it stands, and what it is.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Where it stands.
    pub place: Place,
    /// What stands there.
    pub filler: RoleFiller,
    /// Its types, ancestors included.
    pub types: TypeSet,
    /// A pronoun, number or unknown noun: the type is open.
    pub open: Open,
}

/// What is not known of an argument's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// The type is known.
    Known,
    /// "he": a person.
    Pronoun,
    /// "they", "them": anything.
    Anything,
    /// "it": a body or a thing, and no person.
    Neuter,
    /// A noun that ends like a word for a person.
    Personal,
    /// A number alone ("killed two"): persons, or what was counted before it ("found seven rockets. Five were destroyed").
    Number,
    /// "another", "a fifth": whatever the verb takes.
    Another,
    /// A noun that no lexicon lists.
    Unlisted,
}

/// The arguments of one trigger.
pub type Arguments = SmallVec<[Argument; 8]>;

/// Adds a group at a place.
pub(super) fn add_group(ctx: Context<'_>, analysis: &Analysis, place: Place, id: GroupId, out: &mut Arguments) {
    let id = analysis.group(id).first.unwrap_or(id);
    let group = analysis.group(id);
    // "40 kilograms of hashish": a noun that no lexicon lists measures what stands behind its "of".
    if group.types.is_empty() && group.kind == GroupKind::Common && group.next.is_none() {
        let of = group.preps.iter().find(|p| ctx.program.grammar.is(p.word, WordClass::Of)).map(|p| p.group);
        // "the killing of a teenager" is no measure; by "the explosion of a mine" one is hurt by the mine.
        let deed = ctx.program.is_trigger_lemma(analysis.tokens[group.head as usize].lemma);
        let fits = |g: &GroupId| {
            let measured = analysis.group(*g);
            let suffers = deed && measured.types.meets(ctx.program.kinds.person);
            !measured.types.is_empty() && measured.kind != GroupKind::Name && !suffers
        };
        if let Some(of) = of.filter(fits) {
            return add_group(ctx, analysis, place, of, out);
        }
    }
    // "This came after": a demonstrative stands for what was said and for nobody.
    let demonstrative = group.kind == GroupKind::Pronoun && analysis.tokens[group.head as usize].tag == Tag::PronDt;
    // "There were no casualties": "there" stands for nobody.
    let there = group.kind == GroupKind::Pronoun && analysis.tokens[group.head as usize].tag == Tag::Ex;
    // "began at 2130": a time of day.
    let clock = group.kind == GroupKind::Number
        && matches!(place, Place::Preposition(_))
        && group.tokens.len() == 1
        && analysis.tokens[group.head as usize].span.len() == 4
        && group.quantity.is_some_and(|q| (0..2400).contains(&analysis.quantities[q as usize].min));
    // "was shot several times": how often.
    let often = group.kind == GroupKind::Common && ctx.is(analysis.tokens[group.head as usize], WordClass::Occasion);
    if group.kind == GroupKind::Time || group.is_subset || demonstrative || there || clock || often {
        return;
    }
    let mut types = types_of_all(analysis, id);
    if matches!(place, Place::Subject | Place::By) {
        types = types.union(types_of_whole(ctx, analysis, group, types));
    }
    let open = match group.kind {
        GroupKind::Pronoun if ctx.is(analysis.tokens[group.head as usize], WordClass::Neuter) => {
            types = thing_before(ctx, analysis, id);
            Open::Neuter
        }
        GroupKind::Pronoun if ctx.is(analysis.tokens[group.head as usize], WordClass::GroupPronoun) => Open::Anything,
        GroupKind::Pronoun => Open::Pronoun,
        GroupKind::Number if group.determiner == Determiner::Indefinite => Open::Another,
        GroupKind::Number => {
            types = counted_before(ctx, analysis, id);
            Open::Number
        }
        // "dismantled the second one"
        _ if types.is_empty() && ctx.is(analysis.tokens[group.head as usize], WordClass::NounStandIn) => Open::Anything,
        _ if types.is_empty()
            && ctx.program.ends_like_person(ctx.words.text(analysis.tokens[group.head as usize].lemma)) =>
        {
            Open::Personal
        }
        _ if types.is_empty() => Open::Unlisted,
        _ => Open::Known,
    };
    out.push(Argument { place, filler: RoleFiller::Group(id), types, open });
}

/// "Elements of the army", "special unites of the SDF": persons and what no lexicon lists act for the body that they are of.
fn types_of_whole(ctx: Context<'_>, analysis: &Analysis, group: &NounGroup, own: TypeSet) -> TypeSet {
    let kinds = &ctx.program.kinds;
    if group.kind != GroupKind::Common || !(own.is_empty() || own.meets(kinds.person)) {
        return TypeSet::EMPTY;
    }
    let of = group.preps.iter().filter(|p| ctx.program.grammar.is(p.word, WordClass::Of));
    let types = of.map(|p| analysis.group(p.group).types);
    let body = |types: &TypeSet| types.meets(kinds.force) || types.meets(kinds.armed_group);
    types.filter(body).fold(TypeSet::EMPTY, TypeSet::union)
}

/// Groups before a number or an "it" among which what it stands for is looked for.
const REACH: u32 = 8;

/// The types of the last group before this one that fits.
fn told_before(analysis: &Analysis, id: GroupId, fits: impl Fn(&NounGroup) -> bool) -> TypeSet {
    let mut before = (id.0.saturating_sub(REACH)..id.0).rev().map(|g| analysis.group(GroupId(g)));
    before.find(|group| fits(group)).map_or(TypeSet::EMPTY, |group| group.types)
}

/// The types of the one thing that was told of last before "it", where a lexicon lists it.
fn thing_before(ctx: Context<'_>, analysis: &Analysis, id: GroupId) -> TypeSet {
    let kinds = &ctx.program.kinds;
    told_before(analysis, id, |group| {
        let singular = matches!(analysis.tokens[group.head as usize].tag, Tag::Nn | Tag::Nnp);
        let thing = matches!(group.kind, GroupKind::Common | GroupKind::Name) && group.governor.is_none();
        singular && thing && !group.types.meets(kinds.person.union(kinds.actor))
    })
}

/// The types of the things that were counted last before a number alone.
fn counted_before(ctx: Context<'_>, analysis: &Analysis, id: GroupId) -> TypeSet {
    let types = told_before(analysis, id, |group| {
        let plural = analysis.tokens[group.head as usize].tag == Tag::Nns;
        plural && group.quantity.is_some() && group.kind == GroupKind::Common && !group.types.is_empty()
    });
    if types.meets(ctx.program.kinds.person) { TypeSet::EMPTY } else { types }
}

/// A list has the types of all its members: "dens, bunkers and tunnels".
fn types_of_all(analysis: &Analysis, id: GroupId) -> TypeSet {
    analysis.members(id).fold(TypeSet::EMPTY, |all, g| all.union(analysis.group(g).types))
}

/// Adds the part that "including" or "among" names, for triggers that take it as an argument of their own.
pub(super) fn add_subset(analysis: &Analysis, place: Place, id: GroupId, out: &mut Arguments) {
    let types = types_of_all(analysis, id);
    let open = if types.is_empty() { Open::Unlisted } else { Open::Known };
    out.push(Argument { place, filler: RoleFiller::Group(id), types, open });
}

/// Adds prepositional groups under their prepositions.
pub(super) fn add_preps(
    ctx: Context<'_>,
    analysis: &Analysis,
    preps: impl Iterator<Item = (WordId, GroupId)>,
    out: &mut Arguments,
) {
    for (word, group) in preps {
        let place = if ctx.program.grammar.is(word, WordClass::By) {
            Place::By
        } else if ctx.program.grammar.is(word, WordClass::Of) && !is_off(ctx, analysis, group) {
            Place::Of
        } else {
            Place::Preposition(word)
        };
        let known = out
            .iter()
            .any(|a| a.place == place && a.filler == RoleFiller::Group(analysis.group(group).first.unwrap_or(group)));
        if !known {
            add_group(ctx, analysis, place, group, out);
        }
    }
}

/// "captured a financier in a village east of Raqqa": the town is where one reckons from, and nothing that was captured.
fn is_off(ctx: Context<'_>, analysis: &Analysis, group: GroupId) -> bool {
    let before = analysis.group(group).tokens.start.checked_sub(2).map(|at| analysis.tokens[at as usize]);
    before.is_some_and(|t| ctx.is(t, WordClass::Direction))
}

/// Adds the actors, things and demonyms named before the head inside the trigger's own group: those that reach into the
/// trigger's words, which begin at `trigger`, are named by these ("roadside bomb attack").
pub(super) fn add_modifiers(
    ctx: Context<'_>,
    analysis: &Analysis,
    hits: Range<u32>,
    inside: Range<u32>,
    trigger: u32,
    out: &mut Arguments,
) {
    let mut seen: Option<Range<u32>> = None;
    for hit in &analysis.hits[hits.start as usize..hits.end as usize] {
        if hit.tokens.start < inside.start || hit.tokens.end > inside.end {
            continue;
        }
        let (Meaning::Entry(entry) | Meaning::Adjective(entry)) = hit.meaning else { continue };
        // "a major attack": a rank alone is nobody.
        let (types, kinds) = (ctx.program.types_of(entry), &ctx.program.kinds);
        let rank = types.meets(kinds.rank) && !types.meets(kinds.person);
        // "northern Iraq strikes": where, and not whose.
        let before = hit.tokens.start.checked_sub(1).map(|at| analysis.tokens[at as usize]);
        let part = types.meets(kinds.place) && before.is_some_and(|t| ctx.is(t, WordClass::Direction));
        if rank || part || is_bound(ctx, analysis, hit.tokens.end) {
            continue;
        }
        // Names inside names do not count; over the same first word the longer comes behind.
        let inner = |tokens: &Range<u32>| hit.tokens.start <= tokens.start && tokens.end <= hit.tokens.end;
        out.retain(|argument| {
            !matches!(&argument.filler, RoleFiller::Modifier(tokens, _) if inner(tokens) && *tokens != hit.tokens)
        });
        if seen.as_ref().is_some_and(|s| s.start <= hit.tokens.start && hit.tokens.end <= s.end && *s != hit.tokens) {
            continue;
        }
        seen = Some(hit.tokens.clone());
        let filler = RoleFiller::Modifier(hit.tokens.clone(), entry);
        let place = if hit.tokens.end > trigger { Place::Trigger } else { Place::Compound };
        out.push(Argument { place, filler, types: ctx.program.types_of(entry), open: Open::Known });
    }
}

/// "an Iran-backed militia", "an intelligence-based operation": a participle is joined on, so that what stands before it only
/// describes; but for a deed that somebody leads.
fn is_bound(ctx: Context<'_>, analysis: &Analysis, end: u32) -> bool {
    let describes = |t: Token| !ctx.is(t, WordClass::Leading) && ctx.words.text(t.word).ends_with("ed");
    analysis.joined_participle(end).is_some_and(describes)
}

/// The roles of a frame, filled; `Err` gives the number of the first required one that stays empty.
pub(super) fn fill(
    ctx: Context<'_>,
    analysis: &Analysis,
    frame: &FrameProgram,
    arguments: &Arguments,
) -> Result<SmallVec<[(u8, RoleFiller); 4]>, u8> {
    fill_or_counted(ctx, analysis, frame, arguments, false)
}

/// The same for a trigger that may carry the number of those it counts itself: "15 killings".
pub(super) fn fill_or_counted(
    ctx: Context<'_>,
    analysis: &Analysis,
    frame: &FrameProgram,
    arguments: &Arguments,
    counted: bool,
) -> Result<SmallVec<[(u8, RoleFiller); 4]>, u8> {
    let mut out: SmallVec<[(u8, RoleFiller); 4]> = SmallVec::new();
    let mut used: SmallVec<[bool; 8]> = smallvec::smallvec![false; arguments.len()];
    for (number, role) in frame.roles.iter().enumerate() {
        let best = arguments
            .iter()
            .enumerate()
            .filter(|(i, argument)| !used[*i] && admits(ctx, role, argument))
            .filter_map(|(i, argument)| {
                let at = role.at.iter().position(|p| *p == argument.place)?;
                // "It was hit by a rocket": what may be anything gives way to what is known to fit.
                let vague = role.required
                    && argument.place == Place::Subject
                    && matches!(argument.open, Open::Neuter | Open::Anything);
                Some(((vague, at, u8::from(argument.open != Open::Known), i), i))
            })
            .min()
            .map(|(_, i)| i);
        match best {
            Some(i) => {
                used[i] = true;
                out.push((number as u8, taken(ctx, analysis, role, &arguments[i].filler)));
            }
            None if role.required && !(role.count && counted) => return Err(number as u8),
            None => {}
        }
    }
    Ok(out)
}

/// Of a list the first members in a row that the role takes: of "10 workers and two vehicles" the workers were abducted.
pub(in crate::extract) fn taken(
    ctx: Context<'_>,
    analysis: &Analysis,
    role: &RoleProgram,
    filler: &RoleFiller,
) -> RoleFiller {
    let &RoleFiller::Group(first) = filler else { return filler.clone() };
    let refused = |g: &GroupId| {
        let group = analysis.group(*g);
        let known = matches!(group.kind, GroupKind::Common | GroupKind::Name) && !group.types.is_empty();
        known && !group.types.meets(role.types.union(ctx.program.kinds.place))
    };
    if role.types.is_empty() || analysis.group(first).next.is_none() || !analysis.members(first).any(|g| refused(&g)) {
        return filler.clone();
    }
    let mut taken = analysis.members(first).skip_while(refused);
    match taken.next() {
        Some(own) => RoleFiller::Part(own, 1 + taken.take_while(|g| !refused(g)).count() as u8),
        None => filler.clone(),
    }
}

/// The role takes an argument of this type.
pub fn admits(ctx: Context<'_>, role: &RoleProgram, argument: &Argument) -> bool {
    if role.types.is_empty() {
        return true;
    }
    let kinds = &ctx.program.kinds;
    match argument.open {
        Open::Known => argument.types.meets(role.types),
        Open::Pronoun => role.types.meets(kinds.person.union(kinds.actor).union(kinds.force).union(kinds.armed_group)),
        // "lost it": no person is; but as subject, a body that acts.
        Open::Neuter if argument.place == Place::Object => {
            // A body may be "it" from further away.
            let fits = argument.types.is_empty() || argument.types.meets(role.types) || role.types.meets(kinds.actor);
            !role.types.meets(kinds.person) && fits
        }
        // "they fell": a subject that may be anything is no proof of the thing that makes the deed what it is.
        Open::Anything | Open::Neuter => {
            let acts = role.types.meets(kinds.person.union(kinds.actor));
            acts || !role.required || argument.place != Place::Subject
        }
        Open::Personal => role.unlisted || role.types.meets(kinds.person),
        Open::Number => {
            let people = kinds.person.union(kinds.casualty);
            role.types.meets(people) || role.count && argument.types.meets(role.types)
        }
        Open::Another => role.count || role.types.meets(kinds.person),
        Open::Unlisted => role.unlisted,
    }
}
