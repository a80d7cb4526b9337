//! Entries of a list: "Homs desert: 38 operations left 121 dead", under the period that the list counts.
//!
//! Invariant: what an entry says itself stays; the period it takes is marked `inferred`.

use dateline_model::{BlockKind, Status, TimeValue};

use crate::analysis::model::GroupId;
use crate::compile::{Level, WordClass};

use super::Story;
use super::events::Draft;

/// Sentences after which an entry no longer belongs to a toll that was told.
const REACH: u32 = 40;

/// The group before the colon at the head of a sentence; of a headline, where that is a town and nobody who speaks.
pub(super) fn head(story: &Story<'_>, sentence: u32) -> Option<GroupId> {
    let parts = &story.analysis.sentences[sentence as usize];
    let first = GroupId(parts.groups.clone().next()?);
    let group = story.analysis.group(first);
    let starts = group.tokens.start == parts.sentence.tokens.start;
    let last = story.analysis.members(first).last().unwrap_or(first);
    let end = story.analysis.group(last).tokens.end;
    let colon = end < parts.sentence.tokens.end && story.mark(end) == ":";
    let town = || {
        let program = story.ctx.program;
        let level = group.entry.and_then(|e| program.entry(e).level);
        let seat = story.ctx.is(story.analysis.tokens[group.head as usize], WordClass::Seat);
        level.is_some_and(|level| level != Level::Country) && !seat
    };
    (starts && colon && (!parts.headline || town())).then_some(first)
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

/// Entries without a day of their own are tolls over the period of the last toll before them.
pub(super) fn lend_periods(story: &Story<'_>, drafts: &mut [Draft]) {
    for i in 0..drafts.len() {
        let own = &drafts[i];
        let entry = !own.own_time && own.event.status == Status::Reported && own.event.count.is_some();
        let headed = own.own_place && head(story, own.sentence).is_some();
        let opened = if headed { None } else { opening(story, own.sentence) };
        if !entry || !headed && opened.is_none() {
            continue;
        }
        let since = opened.unwrap_or_else(|| own.sentence.saturating_sub(REACH));
        let within = |d: &&Draft| d.period && d.event.aggregate && d.sentence >= since;
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
