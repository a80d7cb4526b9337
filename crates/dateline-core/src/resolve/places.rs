//! Where: place groups to gazetteer entries, with type words, chains and what contains what.

use std::collections::HashMap;
use std::ops::Range;

use dateline_model::{Article, ByteSpan, EntityKind, Filler};
use smallvec::SmallVec;

use crate::analysis::model::{Analysis, GroupId, GroupKind, Meaning};
use crate::analysis::{Context, UnitKind};
use crate::compile::{EntryId, Level, WordClass};
use crate::text::{Tag, TokenKind, WordId};

use super::{Entities, Story, numbered};

/// A place as a mention's filler.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct PlaceRef {
    /// The group, when it has one of its own.
    pub(crate) group: Option<GroupId>,
    /// The name's tokens.
    pub(crate) tokens: Range<u32>,
    /// The gazetteer's entry.
    pub(crate) entry: Option<EntryId>,
    /// The name as written, without type words.
    pub(crate) name: String,
}

/// The place that a group names, if it names one.
pub(crate) fn of_group<'s>(story: &'s Story<'_>, entities: &Entities, id: GroupId) -> Option<&'s PlaceRef> {
    story.places[id.index()].get_or_init(|| find_of_group(story, entities, id)).as_ref()
}

fn find_of_group(story: &Story<'_>, entities: &Entities, id: GroupId) -> Option<PlaceRef> {
    let group = story.analysis.group(id);
    let kinds = &story.ctx.program.kinds;
    if matches!(group.kind, GroupKind::Time | GroupKind::Pronoun | GroupKind::Number) {
        return None;
    }
    if let Some(name) = &group.name {
        let entry = group.entry.filter(|e| story.ctx.program.types_of(*e).meets(kinds.place));
        let unit = story.analysis.units_in(name.clone()).iter().find(|u| u.tokens == *name)?;
        let place = match unit.kind {
            UnitKind::Listed(_) => entry.is_some(),
            UnitKind::Unlisted | UnitKind::Site => entities
                .at(name.start)
                .is_some_and(|e| entities.list[e as usize].kind == dateline_model::EntityKind::Place),
            _ => false,
        };
        return place.then(|| build(story, Some(id), name.clone(), entry));
    }
    // "Kirkuk province", "the Hawija district", "outskirts of": a place word with a name before it; or "the Baiji refinery",
    // where the name must be known to be a place's.
    let word = group.types.meets(kinds.place_word) || group.types.meets(kinds.place);
    if !word && !group.types.meets(kinds.works) {
        return None;
    }
    let unit = story
        .analysis
        .units_in(group.tokens.start..group.head + 1)
        .iter()
        .filter(|u| u.tokens.end <= group.head + 1)
        .rfind(|u| match u.kind {
            UnitKind::Listed(e) => story.ctx.program.types_of(e).meets(kinds.place),
            UnitKind::Site => true,
            UnitKind::Unlisted => word,
            _ => false,
        })?;
    let entry = match unit.kind {
        UnitKind::Listed(e) => Some(e),
        _ => None,
    };
    // "the US base at the oil field": whose it is.
    let state = entry.is_some_and(|e| story.ctx.program.entry(e).level == Some(Level::Country));
    if state && group.types.meets(kinds.works) {
        return None;
    }
    // The refinery is in or near what it is named after.
    Some(build(story, word.then_some(id), unit.tokens.clone(), entry))
}

fn build(story: &Story<'_>, group: Option<GroupId>, tokens: Range<u32>, entry: Option<EntryId>) -> PlaceRef {
    let entry = entry.map(|e| best(story, &tokens, e)).filter(|e| !is_other_quarter(story, &tokens, *e));
    let raw = story.raw(tokens.clone());
    let plain = raw.bytes().all(|b| b == b' ' || b.is_ascii_graphic()) && raw.as_bytes().windows(2).all(|w| w != b"  ");
    let name = if plain { raw.to_owned() } else { raw.split_whitespace().collect::<Vec<_>>().join(" ") };
    PlaceRef { group, tokens, entry, name }
}

/// Among namesakes at the same words: the one whose level the type word names; the one that keeps the company it is
/// named in ("Ohio, New York and Oregon"; "Ontario, California"); the settlement that another mention shows to be meant;
/// the one in the country that the article names most surely, is about, or that has the largest such place; and there
/// the one whose parents the article names, else the larger.
fn best(story: &Story<'_>, tokens: &Range<u32>, fallback: EntryId) -> EntryId {
    let program = story.ctx.program;
    let all: Candidates = namesakes(story, tokens).collect();
    if all.len() < 2 {
        return fallback;
    }
    let mut left = fitting(story, tokens, &all);
    if left.len() > 1
        && left.iter().all(|e| is_settlement(story, *e))
        && let Some(told) = story.senses.get_or_init(|| senses(story)).get(&words(story, tokens))
        && left.contains(told)
    {
        return *told;
    }
    let home =
        story.article.country.as_deref().and_then(|c| <[u8; 2]>::try_from(c.to_ascii_lowercase().as_bytes()).ok());
    let named = |e: EntryId| program.parents(e).filter(|p| mentioned(story, *p)).count();
    // In twelfths, so that a province of a named country counts like a town of a named province and country.
    let share = |e: EntryId| named(e) * 12 / program.parents(e).count().max(1);
    let country = |e: EntryId| {
        let country = program.entry(e).country;
        let compatriots = || all.iter().copied().filter(move |other| program.entry(*other).country == country);
        let share = compatriots().map(share).max();
        let size = program.parents(e).last().map_or(0, |state| program.entry(state).population);
        let largest = compatriots().map(|other| program.rank(other)).max();
        (share, country.is_some() && country == home, largest, size)
    };
    if left.iter().any(|e| program.entry(*e).country != program.entry(left[0]).country) {
        keep_best(&mut left, country);
    }
    left.into_iter().max_by_key(|e| (named(*e), program.rank(*e), std::cmp::Reverse(*e))).unwrap_or(fallback)
}

/// "Al-Shuhada neighborhood, central Nasiriyah": a village of that name is not the quarter meant, unless the article names
/// what the village lies in, and the place behind the comma, if there is one, is among that.
fn is_other_quarter(story: &Story<'_>, tokens: &Range<u32>, entry: EntryId) -> bool {
    let program = story.ctx.program;
    let analysis = story.analysis;
    let quarter = analysis.tokens.get(tokens.end as usize).is_some_and(|t| story.ctx.is(*t, WordClass::Quarter));
    if !quarter || !is_settlement(story, entry) {
        return false;
    }
    let near = |p: &EntryId| program.entry(*p).level != Some(Level::Country);
    if !program.parents(entry).filter(near).any(|p| mentioned(story, p)) {
        return true;
    }
    let mut at = tokens.end + 1;
    if story.mark(at) != "," {
        return false;
    }
    at += 1;
    if analysis.tokens.get(at as usize).is_some_and(|t| t.tag.is_adjective()) {
        at += 1;
    }
    analysis.units_in(at..at + 1).first().is_some_and(|unit| {
        let mut places = namesakes(story, &unit.tokens).peekable();
        places.peek().is_some()
            && !places.any(|p| program.parents(entry).any(|q| program.entry(q).name == program.entry(p).name))
    })
}

type Candidates = SmallVec<[EntryId; 16]>;

/// A name by its words, and which of the settlements of that name an article means by it.
pub(super) type Senses = HashMap<SmallVec<[WordId; 4]>, EntryId>;

/// What an article means by a name in one place it means in all ("the village of Amara" here, "Amara" there): of every name
/// of several settlements the first mention that says by itself which is meant.
fn senses(story: &Story<'_>) -> Senses {
    let mut found = Senses::new();
    for unit in &story.analysis.units {
        let UnitKind::Listed(_) = unit.kind else { continue };
        let all: Candidates = namesakes(story, &unit.tokens).collect();
        if all.len() < 2 {
            continue;
        }
        if let [only] = *fitting(story, &unit.tokens, &all)
            && is_settlement(story, only)
        {
            found.entry(words(story, &unit.tokens)).or_insert(only);
        }
    }
    found
}

fn words(story: &Story<'_>, tokens: &Range<u32>) -> SmallVec<[WordId; 4]> {
    tokens.clone().map(|at| story.analysis.tokens[at as usize].word).collect()
}

/// A village or town.
pub(super) fn is_settlement(story: &Story<'_>, entry: EntryId) -> bool {
    matches!(story.ctx.program.entry(entry).level, Some(Level::Village | Level::Town))
}

/// Of all namesakes those that the words beside the name leave: its type word, and the company it is named in.
fn fitting(story: &Story<'_>, tokens: &Range<u32>, all: &Candidates) -> Candidates {
    let mut left = all.clone();
    if let Some(word) = type_word(story, tokens) {
        keep_best(&mut left, |e| story.ctx.program.entry(e).level == Some(word));
    }
    keep_best(&mut left, |e| company(story, tokens, e));
    left
}

/// Keeps those for which the key is greatest.
fn keep_best<K: Ord>(left: &mut Candidates, key: impl Fn(EntryId) -> K) {
    if left.len() > 1 {
        let keys: SmallVec<[K; 16]> = left.iter().map(|e| key(*e)).collect();
        let best = keys.iter().max();
        let mut keys = keys.iter();
        left.retain(|_| keys.next() == best);
    }
}

/// The places that a lexicon knows by exactly these words.
pub(super) fn namesakes<'a>(story: &'a Story<'_>, tokens: &'a Range<u32>) -> impl Iterator<Item = EntryId> + 'a {
    let program = story.ctx.program;
    let hits = &story.analysis.hits;
    let first = hits.partition_point(|h| h.tokens.start < tokens.start);
    let here = hits[first..].iter().take_while(|h| h.tokens.start == tokens.start);
    here.filter(|h| h.tokens.end == tokens.end).filter_map(move |h| match h.meaning {
        Meaning::Entry(e) if program.types_of(e).meets(program.kinds.place) => Some(e),
        _ => None,
    })
}

/// How well an entry fits the places that stand beside it in a list or chain: 3 for a country behind another, 2 for one
/// that it lies in or that lies in it, 1 for one of its level in its country, or another country.
fn company(story: &Story<'_>, tokens: &Range<u32>, entry: EntryId) -> u8 {
    let program = story.ctx.program;
    let joint = |at: u32| {
        let token = story.analysis.tokens.get(at as usize)?;
        let comma = story.mark(at) == ",";
        (comma || token.tag == Tag::Cc).then_some(comma)
    };
    let is_state = program.entry(entry).level == Some(Level::Country);
    let like = |other: EntryId| {
        let (a, b) = (program.entry(entry), program.entry(other));
        a.canonical != b.canonical && a.level == b.level && (is_state || a.country.is_some() && a.country == b.country)
    };
    let behind = joint(tokens.end).and_then(|comma| {
        let next = story.analysis.units_in(tokens.end + 1..tokens.end + 2).first()?;
        let inside = |other| comma && program.parents(entry).any(|p| p == other);
        namesakes(story, &next.tokens).map(|other| if inside(other) { 2 } else { u8::from(like(other)) }).max()
    });
    let before = tokens.start.checked_sub(1).and_then(|at| {
        let at = at - u32::from(story.analysis.tokens[at as usize].tag == Tag::Dt && at > 0);
        let comma = joint(at)?;
        let at = if !comma && at > 0 && joint(at - 1) == Some(true) { at - 1 } else { at };
        let units = story.analysis.units_in(at.saturating_sub(6)..at);
        let previous = units.last().filter(|u| u.tokens.end == at)?;
        let around = |other| comma && program.parents(other).any(|p| p == entry);
        let beside = if is_state { 3 } else { 1 };
        let fit = |other| if around(other) { 2 } else { u8::from(like(other)) * beside };
        namesakes(story, &previous.tokens).map(fit).max()
    });
    behind.max(before).unwrap_or(0)
}

/// The article names this entry somewhere.
pub(super) fn mentioned(story: &Story<'_>, id: EntryId) -> bool {
    story.named.binary_search(&story.ctx.program.entry(id).canonical).is_ok()
}

/// The level that a type word beside the name asks for: "Kirkuk city", "the province of Kirkuk".
fn type_word(story: &Story<'_>, tokens: &Range<u32>) -> Option<Level> {
    let program = story.ctx.program;
    let at = |i: u32| {
        let analysis = story.analysis;
        let first = analysis.hits.partition_point(|h| h.tokens.start < i);
        analysis.hits[first..].iter().take_while(|h| h.tokens.start == i).find_map(|h| match h.meaning {
            Meaning::Entry(e) if program.types_of(e).meets(program.kinds.place_word) => program.entry(e).level,
            _ => None,
        })
    };
    let before = || {
        let of = tokens.start.checked_sub(1)?;
        let token = story.analysis.tokens[of as usize];
        if token.kind != TokenKind::Word || !story.ctx.is(token, WordClass::Of) {
            return None;
        }
        at(of.checked_sub(1)?)
    };
    at(tokens.end).or_else(before)
}

/// The dateline's place.
pub(crate) fn dateline(story: &Story<'_>) -> Option<EntryId> {
    let head = story.article.dateline?;
    let program = story.ctx.program;
    let mut words = crate::text::LocalWords::default();
    let mut tokens = Vec::new();
    crate::text::tokenize(
        &program.tokenizer,
        &program.vocabulary,
        &mut words,
        story.article.text,
        head.span,
        &mut tokens,
    );
    let mut found: Option<(usize, EntryId)> = None;
    program.phrases.matches(&tokens, |len, phrase| {
        if let Meaning::Entry(e) = phrase.meaning
            && program.types_of(e).meets(program.kinds.place)
            && phrase.fits(&tokens[..len])
            && found.is_none_or(|(l, old)| (len, program.rank(e)) > (l, program.rank(old)))
        {
            found = Some((len, e));
        }
    });
    found.map(|(_, e)| e)
}

/// The place as a filler, with its chain.
pub(crate) fn filler(story: &Story<'_>, entities: &Entities, place: &PlaceRef) -> Filler {
    let program = story.ctx.program;
    let at = story.text_ref(place.group.map_or(place.tokens.clone(), |g| {
        let group = story.analysis.group(g);
        group.tokens.start.max(place.tokens.start)..group.tokens.end.max(place.tokens.end)
    }));
    let info = place.entry.map(|e| program.entry(e));
    let mut within: Vec<String> = Vec::new();
    if let Some(entry) = place.entry {
        for parent in program.parents(entry) {
            let name = &*program.entry(parent).name;
            // A city and its province may share a name: once is enough.
            if within.iter().all(|known| known != name) && *name != *program.entry(entry).name {
                within.push(name.to_owned());
            }
        }
    }
    Filler {
        entity: entities.at(place.tokens.start).map(|e| numbered('e', e)),
        span: at.span,
        text: at.text,
        head: None,
        affiliation: None,
        name: Some(info.map_or(&*place.name, |i| &*i.name).to_owned()),
        kb: info.and_then(|i| i.id.as_deref().map(str::to_owned)),
        within,
        lat: info.and_then(|i| i.point).map(|p| round(p.0)),
        lon: info.and_then(|i| i.point).map(|p| round(p.1)),
        precision: info.and_then(|i| i.level).map(|l| l.name().to_owned()),
        count: None,
        unlisted: info.is_none(),
    }
}

/// Five decimals are a metre.
fn round(degrees: f32) -> f64 {
    (f64::from(degrees) * 1e5).round() / 1e5
}

/// `inner` lies in `outer`, or they are the same place.
pub(crate) fn contains(story: &Story<'_>, outer: &PlaceRef, inner: &PlaceRef) -> bool {
    match (outer.entry, inner.entry) {
        (Some(o), Some(i)) => {
            let program = story.ctx.program;
            let same = |a: EntryId, b: EntryId| {
                program.entry(a).canonical == program.entry(b).canonical
                    || program.entry(a).name == program.entry(b).name
            };
            same(o, i) || program.parents(i).any(|p| same(o, p))
        }
        _ => outer.name.eq_ignore_ascii_case(&inner.name),
    }
}

/// A place that the text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedPlace {
    /// The name, without type words.
    pub span: ByteSpan,
    /// The gazetteer's entry, if it has one: among namesakes the one that fits the article best.
    pub entry: Option<EntryId>,
}

/// All places that an article names, that of the dateline first, the others in the order of their entities.
pub fn named_places(ctx: Context<'_>, article: &Article<'_>, analysis: &Analysis) -> Vec<NamedPlace> {
    let story = Story::new(ctx, article, analysis);
    let head = article.dateline.map(|head| NamedPlace { span: head.span, entry: dateline(&story) });
    let mut out: Vec<NamedPlace> = head.filter(|h| h.entry.is_some()).into_iter().collect();
    for draft in Entities::find(&story).list.iter().filter(|d| d.kind == EntityKind::Place) {
        for tokens in &draft.mentions {
            let entry = draft.entry.map(|e| best(&story, tokens, e));
            out.push(NamedPlace { span: analysis.span(tokens.clone()), entry });
        }
    }
    out
}
