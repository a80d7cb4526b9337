//! Entries of a list: "Homs desert: 38 operations left 121 dead", under the period that the list counts, and of its sort.
//!
//! Invariant: what an entry says itself stays; the period it takes is marked `inferred`.

use dateline_model::{BlockKind, Status, TimeValue};
use smallvec::SmallVec;

use crate::analysis::model::{GroupId, VerbForm};
use crate::compile::{Level, WordClass};
use crate::extract::Mention;
use crate::text::Tag;

use super::Story;
use super::events::Draft;

/// Sentences after which an entry no longer belongs to a toll that was told.
const REACH: u32 = 40;

/// Tokens that an entry's head may have before its colon.
const HEAD: u32 = 14;

/// The groups before the colon at the head of a sentence, behind a number or a day: "Homs desert:", "2. Army Aviation:",
/// "5 May – Dhiban, Deir ez-Zor:"; of a headline, where that is a town and nobody who speaks.
pub(super) fn head(story: &Story<'_>, sentence: u32) -> SmallVec<[GroupId; 2]> {
    let parts = &story.analysis.sentences[sentence as usize];
    let tokens = &parts.sentence.tokens;
    let mut reach = tokens.start..tokens.end.min(tokens.start + HEAD);
    let Some(colon) = reach.find(|at| story.mark(*at) == ":") else { return SmallVec::new() };
    let span = |g: &GroupId| &story.analysis.group(*g).tokens;
    let groups = || parts.groups.clone().map(GroupId).take_while(|g| span(g).end <= colon);
    let timed = |at: u32| parts.times.clone().any(|t| story.analysis.times[t as usize].tokens.contains(&at));
    let bare = |at: u32| {
        let number = story.analysis.tokens[at as usize].tag == Tag::Cd;
        number || !story.mark(at).is_empty() || timed(at) || groups().any(|g| span(&g).contains(&at))
    };
    if !(tokens.start..colon).all(bare) {
        return SmallVec::new();
    }
    groups().filter(|g| !timed(span(g).start) && (!parts.headline || is_town(story, *g))).collect()
}

/// The name of a town, or of what is smaller or larger but no country, and not of a seat of power that speaks.
fn is_town(story: &Story<'_>, id: GroupId) -> bool {
    let (program, group) = (story.ctx.program, story.analysis.group(id));
    let level = group.entry.and_then(|e| program.entry(e).level);
    let seat = story.ctx.is(story.analysis.tokens[group.head as usize], WordClass::Seat);
    level.is_some_and(|level| level != Level::Country) && !seat
}

/// "Army Aviation: carried out six sorties": the body at the head of an entry does what the entry tells.
pub(super) fn doer(story: &Story<'_>, mention: &Mention) -> Option<GroupId> {
    let verb = story.analysis.verb(mention.verb.or(mention.support)?);
    let left_open = verb.subject.is_none() && !verb.passive && verb.form != VerbForm::Infinitive;
    let head = left_open.then(|| head(story, mention.sentence))?;
    let [body] = *head.as_slice() else { return None };
    (verb.tokens.start >= story.analysis.group(body).tokens.end).then_some(body)
}

/// "… has reached 181, as follows:": the sentence that opens the list in which the sentence stands.
fn opening(story: &Story<'_>, sentence: u32) -> Option<u32> {
    let sentences = &story.analysis.sentences;
    let item = |n: &u32| {
        let block = sentences[*n as usize].sentence.block;
        story.article.blocks[block as usize].kind == BlockKind::ListItem
    };
    let last = (0..sentence).rev().find(|n| !item(n)).filter(|_| item(&sentence))?;
    let end = sentences[last as usize].sentence.tokens.end.checked_sub(1)?;
    (story.mark(end) == ":" && sentence - last <= REACH).then_some(last)
}

/// Entries that count by a noun alone ("Homs: 28 operations") are of the sort that was told by that noun before, with whoever
/// did it.
pub(super) fn lend_sorts(story: &Story<'_>, mentions: &[Mention], drafts: &mut [Draft]) {
    let noun = |i: usize| story.analysis.tokens[mentions[i].trigger.end as usize - 1].lemma;
    for i in 0..drafts.len() {
        let own = &drafts[i];
        if !own.agent.is_empty() || own.event.count.is_none() || head(story, own.sentence).is_empty() {
            continue;
        }
        let near = |j: &usize| own.sentence - drafts[*j].sentence <= REACH;
        let named = |j: &usize| !drafts[*j].agent.is_empty() && noun(*j) == noun(i);
        if let Some(j) = (0..i).rev().take_while(near).find(named) {
            let told = &drafts[j];
            let (kind, agent, named) =
                (told.event.kind.clone(), told.agent.clone(), told.event.roles.get("agent").cloned());
            drafts[i].event.kind = kind;
            drafts[i].done_by(agent, named);
        }
    }
}

/// "37 suspects detained": a line that opens with a number and has no mark at its end.
fn is_line(story: &Story<'_>, sentence: u32) -> bool {
    let parts = &story.analysis.sentences[sentence as usize];
    let tokens = &parts.sentence.tokens;
    let opens = story.analysis.tokens[tokens.start as usize].tag == Tag::Cd;
    opens && !parts.headline && tokens.len() < HEAD as usize && story.mark(tokens.end - 1).is_empty()
}

/// Entries without a day of their own are tolls over the period of the last toll before them.
pub(super) fn lend_periods(story: &Story<'_>, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let own = &drafts[i];
        let entry = !own.own_time && own.event.status == Status::Reported && own.event.count.is_some();
        // "Deir Ezzor: gunmen killed a trader" tells of one man, and counts nobody.
        let counted = own.event.count.as_ref().is_some_and(|c| c.at.is_some());
        let headed = counted && own.own_place && !head(story, own.sentence).is_empty();
        let alone = headed || is_line(story, own.sentence);
        let opened = if alone { None } else { opening(story, own.sentence) };
        if !entry || !alone && opened.is_none() {
            continue;
        }
        let since = opened.unwrap_or_else(|| own.sentence.saturating_sub(REACH));
        // "During September": a month of its own is a period, too.
        let spans =
            |d: &Draft| d.own_time && d.event.time.as_ref().is_some_and(|t| t.start.is_some() && t.start != t.end);
        let within = |d: &&Draft| (d.period || spans(d)) && d.event.aggregate && d.sentence >= since;
        let toll = drafts[..i].iter().rev().find(within).and_then(|d| d.event.time.clone());
        if let Some(value) = toll {
            let own = &mut drafts[i];
            own.event.time = Some(TimeValue { inferred: true, ..value });
            own.event.aggregate = true;
            own.own_time = true;
            own.period = true;
        }
    }
}
