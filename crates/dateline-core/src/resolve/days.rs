//! The day that an event takes from the story: the one told of before it, as long as the story keeps to its matter.
//!
//! Invariant: a day that an event says itself stays; what is taken is marked `inferred`.

use std::ops::Range;

use dateline_model::{BlockKind, Status, TimeValue, When};

use crate::analysis::model::{Determiner, GroupId, GroupKind, Relation, Tense, VerbForm, VerbId};
use crate::compile::{Level, WordClass};
use crate::extract::Mention;

use super::context::{about, live};
use super::counted::Counted;
use super::deeds::is_deed;
use super::events::{Draft, turns};
use super::hosts::{Host, host};
use super::ties::{chain, governing, is_fronted};
use super::times::Times;
use super::{Story, lists, merge, opponents};

/// Days that news lags behind what it tells.
const LAG: i64 = 4;

/// Days up to which a time is an occasion, a night or a weekend among them.
const OCCASION: i32 = 2;

/// What a court does.
const VERDICT: &str = "sentence";

/// What has been told so far, as one reads on.
#[derive(Debug, Default)]
struct Told {
    /// The day told of last.
    day: Option<TimeValue>,
    /// That is the day of a deed, and not the one on which somebody spoke.
    certain: bool,
    /// That is the day of a verdict: what the convicts did was before it.
    verdict: bool,
    /// The lead sums up a day ("a number of incidents on Tuesday"): all that follows is of that day.
    summed: bool,
    /// Told with the day on which somebody spoke, or at the head of the story with none.
    announced: Vec<usize>,
    /// Of a stretch of days ("last week") the paragraph, which it dates alone, and the day that was told before it.
    stretch: Option<(u32, Option<TimeValue>)>,
    /// Told in this paragraph of an earlier time, on which the paragraph may go on.
    past: Option<usize>,
    /// Of a list of places or days ("BANNU: …") the day that was told before its first entry: each has its own.
    entries: Option<(Option<TimeValue>, bool)>,
    /// The paragraph that is read.
    block: Option<u32>,
}

/// The day of an event goes to those told after it; it also takes the place of the day on which what went before was
/// only announced.
pub(super) fn lend(story: &Story<'_>, times: &Times, mentions: &[Mention], out: &mut [Draft], counted: &[Counted]) {
    let mut told = Told::default();
    if let Some(day) = summed(story, times, mentions) {
        told = Told { day: Some(day), certain: true, summed: true, ..told };
    }
    for i in 0..out.len() {
        let before = i.checked_sub(1).map_or(0, |before| out[before].sentence + 1);
        told.pass(story, times, out, before..out[i].sentence);
        told.enter(story, &out[i]);
        for pair in counted {
            pair.date(i, out);
        }
        told.read(story, mentions, out, i);
    }
    let rest = out.last().map_or(0, |last| last.sentence + 1);
    told.pass(story, times, out, rest..story.analysis.sentences.len() as u32);
    for pair in counted {
        pair.date_last(out);
    }
}

impl Told {
    /// Begins a paragraph, with the first that it tells.
    fn enter(&mut self, story: &Story<'_>, draft: &Draft) {
        if self.block.replace(draft.block) == Some(draft.block) {
            return;
        }
        self.past = None;
        if let Some((_, before)) = self.stretch.take() {
            self.day = before;
        }
        let first = story.analysis.first_of_block(draft.block);
        if !lists::head(story, first as u32).is_empty() {
            let before = || (self.day.clone(), self.certain);
            (self.day, self.certain) = self.entries.get_or_insert_with(before).clone();
        } else if !self.summed && opens_matter(story, first) {
            self.day = None;
        }
    }

    /// Reads sentences in which no rule found anything.
    fn pass(&mut self, story: &Story<'_>, times: &Times, out: &mut [Draft], sentences: Range<u32>) {
        for sentence in sentences {
            if self.announced.is_empty() {
                return;
            }
            if let Some(value) = retold_day(story, times, sentence) {
                self.settle(story, out, &value, |_| true);
            }
        }
    }

    /// What was only announced so far was on the day, as far as it is retold; the story goes on from there.
    fn settle(&mut self, story: &Story<'_>, out: &mut [Draft], value: &TimeValue, is_retold: impl Fn(&Draft) -> bool) {
        let published = story.article.published;
        for j in self.announced.drain(..) {
            let own = out[j].event.time.as_ref().map(|own| own.start);
            let lags = own.unwrap_or(published).is_some_and(|on| lags(on, value));
            if lags && is_retold(&out[j]) {
                out[j].event.time = Some(TimeValue { inferred: true, ..value.clone() });
            }
        }
        self.day = Some(value.clone());
        self.certain = true;
    }

    /// The hours count from the day told last; an hour that has another day by itself, only where a deed of these days was
    /// told.
    fn hosts(&self, story: &Story<'_>, hours: &TimeValue) -> bool {
        let recent = |day: &TimeValue| story.article.published.is_none_or(|now| lags(now, day));
        let deed = |day: &TimeValue| self.certain && !is_stretch(day) && recent(day);
        self.day.as_ref().is_some_and(|day| hours.start.is_none() || deed(day))
    }

    fn read(&mut self, story: &Story<'_>, mentions: &[Mention], out: &mut [Draft], i: usize) {
        let draft = &out[i];
        if draft.turn {
            self.announced.retain(|j| out[*j].sentence == draft.sentence);
        }
        if about(draft) {
            return;
        }
        if goes_on_past(self.past, &mentions[i], out, i) {
            return;
        }
        let draft = &out[i];
        if !live(draft) {
            if draft.own_time && looks_back(story, &mentions[i], draft) {
                self.past = Some(i);
            }
            return;
        }
        match &draft.event.time {
            // "several hours later", "at 9:40 p.m.": of the day of the deed that was told before.
            Some(value) if draft.hours && self.hosts(story, value) => {
                if let Some(day) = &self.day {
                    out[i].event.time = Some(at_hour(value, day));
                }
            }
            // "until Sunday": of no day that a story goes on with.
            Some(value) if value.start.is_none() && value.end.is_some() => {}
            Some(value) if draft.own_time => {
                if draft.period || draft.prior || !matches!(draft.event.status, Status::Reported | Status::Claimed) {
                    return;
                }
                self.past = None;
                let value = value.clone();
                if is_stretch(&value) {
                    let before = self.day.replace(value);
                    self.stretch.get_or_insert((draft.block, before));
                    self.certain = true;
                    return;
                }
                self.stretch = None;
                let retold: Vec<u32> = self
                    .announced
                    .iter()
                    // What a sentence sets beside a dated deed without a day has none of it.
                    .filter(|j| out[**j].event.time.is_some() || out[**j].sentence != out[i].sentence)
                    .filter(|j| is_retold(story, &out[**j], &out[i]))
                    .map(|j| out[*j].sentence)
                    .collect();
                self.settle(story, out, &value, |draft| retold.contains(&draft.sentence));
                self.verdict = out[i].event.kind == VERDICT;
            }
            Some(value) => {
                let value = value.clone();
                match &self.day {
                    Some(day) if self.certain && value.start.is_some_and(|on| lags(on, day)) => {
                        out[i].event.time = Some(TimeValue { inferred: true, ..day.clone() });
                    }
                    _ => {
                        self.verdict = draft.event.kind == VERDICT;
                        self.announced.push(i);
                        self.day = Some(value);
                        self.certain = false;
                    }
                }
            }
            None => {
                let done = matches!(draft.event.status, Status::Reported | Status::Claimed);
                let tried = self.verdict && opponents::is_violence(story, draft);
                let news = done && !draft.summary && !draft.prior && !tried;
                if let Some(value) = self.day.as_ref().filter(|_| news) {
                    out[i].event.time = Some(TimeValue { inferred: true, ..value.clone() });
                } else if news && self.day.is_none() && story.lead == Some(draft.block) {
                    self.announced.push(i);
                }
            }
        }
    }
}

/// The hour of the value on the day.
fn at_hour(value: &TimeValue, day: &TimeValue) -> TimeValue {
    let hour = |own: Option<When>, day: Option<When>| {
        let time = own.and_then(|own| own.time);
        day.map(|day| When { time: time.or(day.time), ..day })
    };
    TimeValue {
        start: hour(value.start, day.start),
        end: hour(value.end, day.end),
        at: value.at.clone(),
        inferred: true,
        ..day.clone()
    }
}

/// "The truck hit the mine late on Wednesday": the day of a sentence that goes on with what was told, by words that no rule
/// knows.
fn retold_day(story: &Story<'_>, times: &Times, sentence: u32) -> Option<TimeValue> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[sentence as usize];
    if parts.headline || turns(story, sentence) {
        return None;
    }
    let mut dated = parts.times.clone().filter(|t| times.dates(story, *t));
    let time = dated.next().filter(|t| times.is_occasion(*t) && times.is_recent(*t))?;
    let verb = match host(story, parts, &analysis.times[time as usize].tokens) {
        Host::Verb(verb) => verb,
        // "were inside the camp on Wednesday"
        Host::Noun(group) if !is_deed(story, group) => governing(analysis, group)?,
        Host::Noun(_) | Host::Open => return None,
    };
    let verb = analysis.verb(verb);
    let told = verb.form == VerbForm::Finite && verb.tense == Tense::Past && !verb.is(WordClass::Report);
    let comes_back = verb.subject.map(|g| analysis.group(g)).is_some_and(|g| {
        g.kind == GroupKind::Pronoun || g.kind == GroupKind::Common && g.determiner == Determiner::Definite
    });
    (told && comes_back && dated.next().is_none()).then(|| times.value(story, time, true))
}

/// "Iraq recorded a number of security incidents on Tuesday": the day that the lead tells where it tells of no deed.
fn summed(story: &Story<'_>, times: &Times, mentions: &[Mention]) -> Option<TimeValue> {
    let analysis = story.analysis;
    let block = story.lead?;
    let lead = analysis.first_of_block(block);
    let parts = analysis.sentences.get(lead).filter(|parts| parts.sentence.block == block)?;
    if mentions.iter().any(|m| m.sentence as usize == lead) {
        return None;
    }
    let mut dated = parts.times.clone().filter(|t| times.dates(story, *t));
    let day = dated.next().filter(|t| times.is_occasion(*t) && times.is_recent(*t))?;
    // "said on Thursday that during 2023": of more than the day.
    dated.all(|t| times.is_occasion(t)).then(|| times.value(story, day, true))
}

/// "Meanwhile", "Elsewhere", "In Tartus,": the paragraph that the sentence opens tells of something else, on a day of its
/// own. Not in a list, whose entries share theirs, and not where the part of a country opens a count ("In Syria, 12 strikes").
fn opens_matter(story: &Story<'_>, first: usize) -> bool {
    let parts = &story.analysis.sentences[first];
    let listed = story.article.blocks[parts.sentence.block as usize].kind == BlockKind::ListItem;
    if parts.headline || listed {
        return false;
    }
    let place = |g: GroupId| {
        let (program, group) = (story.ctx.program, story.analysis.group(g));
        let country = group.entry.is_some_and(|e| program.entry(e).level == Some(Level::Country));
        let named = group.kind == GroupKind::Name && group.types.meets(program.kinds.place);
        named && !country && is_fronted(story, parts, g)
    };
    turns(story, first as u32) || parts.groups.clone().map(GroupId).next().is_some_and(place)
}

/// Told of an earlier time in a main clause or in what somebody said, and not in passing.
fn looks_back(story: &Story<'_>, mention: &Mention, draft: &Draft) -> bool {
    let Some(verb) = mention.verb.or(mention.support) else { return false };
    let told = |v: VerbId| {
        matches!(story.analysis.verb(v).relation, Relation::Main | Relation::Content(_) | Relation::Conjunct(_))
    };
    let known = draft.event.time.as_ref().is_some_and(|t| t.start.is_some());
    let past = draft.event.aggregate || draft.event.status == Status::Background;
    known && past && !draft.headline && chain(story.analysis, verb).all(told)
}

/// "94 people have been abducted this year. Of them 41 were let go": what the paragraph tells further of an earlier time, or
/// of a toll over one, is of that time.
fn goes_on_past(past: Option<usize>, mention: &Mention, out: &mut [Draft], i: usize) -> bool {
    let Some(Ok([told, own])) = past.map(|j| out.get_disjoint_mut([j, i])) else { return false };
    let done = matches!(own.event.status, Status::Reported | Status::Background);
    let acts = mention.verb.or(mention.support).is_some();
    let habit = own.summary && !told.event.aggregate;
    if told.sentence == own.sentence || own.event.time.is_some() || own.prior || habit || !done || !acts {
        return false;
    }
    own.event.time = told.event.time.clone().map(|value| TimeValue { inferred: true, ..value });
    if own.event.status == Status::Reported {
        own.event.status = told.event.status;
    }
    own.event.aggregate |= told.event.aggregate && own.event.count.as_ref().is_some_and(|c| c.max != Some(1));
    true
}

/// What was announced can be told again by the other: in its headline or paragraph, or by a deed of that sort, and not at
/// another place.
fn is_retold(story: &Story<'_>, announced: &Draft, told: &Draft) -> bool {
    let near = announced.headline || announced.block == told.block;
    let violence = opponents::is_violence(story, announced) && opponents::is_violence(story, told);
    let alike = near || announced.event.kind == told.event.kind || violence;
    // "in the south" of a country says too little to be another place than a village that no lexicon has.
    let placed =
        |d: &Draft| d.places.iter().all(|p| p.entry.is_some_and(|e| story.ctx.program.parents(e).next().is_some()));
    let elsewhere = || placed(announced) && placed(told) && !merge::at_one_place(story, announced, told);
    alike && !(violence && elsewhere())
}

/// "last week", "in the first half of May": longer than an occasion.
fn is_stretch(value: &TimeValue) -> bool {
    let days = value.start.zip(value.end).and_then(|(start, end)| start.date.until(end.date).ok());
    days.is_some_and(|span| span.get_days() > OCCASION)
}

/// The day can be that of what was announced on the other.
fn lags(on: When, day: &TimeValue) -> bool {
    let Some(end) = day.end.or(day.start) else { return false };
    end.date.until(on.date).is_ok_and(|span| (0..=LAG).contains(&i64::from(span.get_days())))
}
