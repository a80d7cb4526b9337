//! When: each time expression resolved once, in text order.

use dateline_model::{TimeBasis, TimeValue};

use crate::analysis::times::{Mode, Resolved, TimeKind, TimeResolver, Unit};

use super::Story;

/// Resolved times, by the number of the expression.
#[derive(Debug, Default)]
pub(crate) struct Times {
    pub(crate) all: Vec<Resolved>,
    /// Relative times that had nothing to stand on.
    pub(crate) unresolved: usize,
}

/// Resolves all time expressions of an article.
pub(crate) fn resolve_all(story: &Story<'_>) -> Times {
    let anchor = story.article.published.map(|w| w.date);
    let list = &story.analysis.times;
    let mut resolver = TimeResolver::new(anchor, Mode::choose(anchor, list));
    let mut out = Times::default();
    for time in list {
        let resolved = resolver.resolve(time);
        let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time | TimeKind::Interval);
        if dated && resolved.start.is_none() && resolved.end.is_none() {
            out.unresolved += 1;
        }
        out.all.push(resolved);
    }
    out
}

impl Times {
    /// The expression can date an event: a date, a time of day or an interval.
    pub(crate) fn dates(&self, story: &Story<'_>, number: u32) -> bool {
        let time = &story.analysis.times[number as usize];
        match time.kind {
            TimeKind::Date | TimeKind::Time | TimeKind::Interval => true,
            // "for several weeks", "in 70 days": a length dates a toll when it ends now.
            TimeKind::Duration => self.all[number as usize].start.is_some(),
            TimeKind::Set => false,
        }
    }

    /// A stretch of more than a month, or one that began in the past and goes on: a period and no occasion.
    pub(crate) fn is_period(&self, story: &Story<'_>, number: u32) -> bool {
        let time = &story.analysis.times[number as usize];
        let resolved = &self.all[number as usize];
        match time.kind {
            TimeKind::Interval => true,
            TimeKind::Date => resolved.grain == Unit::Year || resolved.grain == Unit::Month,
            _ => false,
        }
    }

    /// The year lies two or more years before publication: told for context.
    pub(crate) fn is_old(&self, story: &Story<'_>, number: u32) -> bool {
        let resolved = &self.all[number as usize];
        let (Some(published), Some(end)) = (story.article.published, resolved.end.or(resolved.start)) else { return false };
        published.date.year() - end.date.year() >= 2
    }

    /// The output's form.
    pub(crate) fn value(&self, story: &Story<'_>, number: u32, inferred: bool) -> TimeValue {
        let time = &story.analysis.times[number as usize];
        let resolved = &self.all[number as usize];
        let known = resolved.start.is_some() || resolved.end.is_some();
        TimeValue {
            start: resolved.start,
            end: resolved.end,
            at: Some(story.text_ref(time.tokens.clone())),
            basis: if known { resolved.basis } else { TimeBasis::Unresolved },
            inferred,
        }
    }
}
