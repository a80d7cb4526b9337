//! The places that a group names: itself, through what hangs on it, by coming back to one, or by counting those of a list.
//!
//! Invariant: says which places, and not of what deed.

use std::borrow::Cow;

use smallvec::SmallVec;

use crate::analysis::model::{Determiner, GroupId, GroupKind, Relation};
use crate::analysis::{Unit, UnitKind};
use crate::compile::{EntryId, Level, WordClass};
use crate::text::{Tag, TokenKind};

use super::locate::CHAIN;
use super::{Entities, PlaceRef, Story, deeds, places};

/// Names of places that a reader keeps in mind.
const MEMORY: usize = 8;

/// Sentences before and behind in which the places are named that another only counts.
const NAMED: usize = 6;

/// The places that a group and the groups under its prepositions name.
pub(super) fn named_under<'s>(
    story: &'s Story<'_>,
    entities: &'s Entities,
    id: GroupId,
) -> impl Iterator<Item = Cow<'s, PlaceRef>> {
    let analysis = story.analysis;
    let first = analysis.group(id).first.unwrap_or(id);
    let mut groups: SmallVec<[GroupId; 8]> = SmallVec::new();
    analysis.members(first).for_each(|g| groups.push(g));
    let mut read = 0;
    // "on the road between the towns of Nafa'a and Shajara in the countryside of Daraa"
    while let Some(group) = groups.get(read).copied().filter(|_| groups.len() < CHAIN) {
        read += 1;
        // "in retaliation for an attack in Jordan": where another deed was.
        let within = |word| {
            let grammar = &story.ctx.program.grammar;
            grammar.is(word, WordClass::Locative) || grammar.is(word, WordClass::Of)
        };
        if !analysis.group(group).governor.is_none_or(within) && deeds::is_deed(story, group) {
            continue;
        }
        for prep in &analysis.group(group).preps {
            analysis.members(prep.group).for_each(|g| groups.push(g));
        }
        joined(story, group).for_each(|g| groups.push(g));
    }
    // "the killing of the leader by Israel in Tehran"
    let doer =
        |g: &GroupId| analysis.group(*g).governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::By));
    groups.into_iter().filter(move |g| !doer(g)).flat_map(|g| {
        let named = places::of_group(story, entities, g).map(Cow::Borrowed);
        let named = named.or_else(|| known(story, g).map(Cow::Owned));
        let listed = if named.is_none() { listed(story, entities, g) } else { SmallVec::new() };
        named.into_iter().chain(listed.into_iter().map(Cow::Borrowed))
    })
}

/// "in five provinces": the places of that number which a list names near by, of that sort.
fn listed<'s>(story: &'s Story<'_>, entities: &'s Entities, id: GroupId) -> SmallVec<[&'s PlaceRef; 4]> {
    let analysis = story.analysis;
    let program = story.ctx.program;
    let group = analysis.group(id);
    let several = analysis.tokens[group.head as usize].tag == Tag::Nns && group.types.meets(program.kinds.place_word);
    let quantity = group.quantity.filter(|_| several).map(|q| &analysis.quantities[q as usize]);
    let Some(number) = quantity.filter(|q| q.max == Some(q.min) && q.min > 1).map(|q| q.min as usize) else {
        return SmallVec::new();
    };
    let level = group.entry.and_then(|e| program.entry(e).level);
    let own = analysis.sentence_of(group.tokens.start);
    let near = own.saturating_sub(NAMED)..(own + NAMED + 1).min(analysis.sentences.len());
    let lists = near.flat_map(|sentence| analysis.groups_of(sentence).map(move |g| (sentence.abs_diff(own), g)));
    let opens = |g: &GroupId| analysis.group(*g).next.is_some() && analysis.group(*g).first.is_none_or(|f| f == *g);
    let named = |first: GroupId| -> Option<SmallVec<[&'s PlaceRef; 4]>> {
        let all: Option<SmallVec<_>> = analysis.members(first).map(|g| places::of_group(story, entities, g)).collect();
        let fits = |p: &&PlaceRef| p.entry.is_some_and(|e| level.is_none() || program.entry(e).level == level);
        // "Anbar and Baghdad provinces": a name may be read as that of its chief town.
        all.filter(|all: &SmallVec<[&PlaceRef; 4]>| {
            all.len() == number && all.iter().copied().filter(fits).count() * 2 > number
        })
    };
    let found = lists.filter(|(_, g)| opens(g)).filter_map(|(away, g)| Some((away, g, named(g)?)));
    found.min_by_key(|(away, g, _)| (*away, *g)).map(|(_, _, all)| all).unwrap_or_default()
}

/// "on the road linking Sinjar with Duhok": between which places a way runs.
fn joined(story: &Story<'_>, id: GroupId) -> impl Iterator<Item = GroupId> {
    let analysis = story.analysis;
    let way = Some(analysis.group(id)).filter(|g| g.types.meets(story.ctx.program.kinds.place_word));
    let verb = way.and_then(|way| analysis.verbs.get(analysis.verbs.partition_point(|v| v.head < way.tokens.end)));
    let verb = verb.filter(|v| v.relation == Relation::RelativeSubject(id));
    let verb = verb.filter(|v| story.ctx.program.grammar.is(v.lemma, WordClass::Joining));
    verb.into_iter().flat_map(|v| v.object.into_iter().chain(v.preps.iter().map(|p| p.group)))
}

/// "in the province": the last place named before that is one, or lies in one.
pub(super) fn known(story: &Story<'_>, id: GroupId) -> Option<PlaceRef> {
    let analysis = story.analysis;
    let program = story.ctx.program;
    let group = analysis.group(id);
    // "the city in July"
    let alone = group.preps.iter().all(|p| analysis.group(p.group).kind == GroupKind::Time);
    let one = analysis.tokens[group.head as usize].tag == Tag::Nn;
    let bare = group.tokens.len() <= 2 && alone && one && group.kind == GroupKind::Common;
    if !bare || group.determiner != Determiner::Definite || !group.types.meets(program.kinds.place_word) {
        return None;
    }
    let level = group.entry.map(|e| program.entry(e).level)??;
    let before = analysis.units.partition_point(|u| u.tokens.start < group.tokens.start);
    let sentence = analysis.sentence_of(group.tokens.start);
    // "165 km northeast of Baghdad": only says how far.
    let landmark = |u: &Unit| {
        let from = u.tokens.start.saturating_sub(4);
        let [number, _, direction, of] = analysis.tokens[from as usize..u.tokens.start as usize] else { return false };
        number.kind == TokenKind::Number
            && story.ctx.is(direction, WordClass::Direction)
            && story.ctx.is(of, WordClass::Of)
    };
    let places = analysis.units[..before].iter().rev().filter_map(|u| match u.kind {
        UnitKind::Listed(e) if program.types_of(e).meets(program.kinds.place) && !landmark(u) => Some((u, e)),
        _ => None,
    });
    let fits = |e: &EntryId| program.entry(*e).level == Some(level);
    places.take(MEMORY).find_map(|(unit, entry)| {
        // "Erbil" is read as the province until "the city" comes back to it.
        let province = program.entry(entry).level == Some(Level::Admin1) && level == Level::Town;
        let near = analysis.sentence_of(unit.tokens.start) + 1 >= sentence;
        let at_home = || program.parents(entry).any(|p| places::mentioned(story, p));
        let seat = |e: &EntryId| fits(e) && program.parents(*e).any(|p| p == entry) && at_home();
        let again = || places::namesakes(story, &unit.tokens).find(|e| province && near && seat(e));
        let own = Some(entry).filter(fits).or_else(again);
        let found = own.or_else(|| program.parents(entry).find(fits))?;
        let name = (*program.entry(found).name).to_owned();
        Some(PlaceRef { group: Some(id), tokens: unit.tokens.clone(), entry: Some(found), name })
    })
}
