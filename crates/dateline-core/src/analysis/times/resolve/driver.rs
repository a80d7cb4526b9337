//! One document's times in order: keeps the time told of last and chooses how to read relative times.
//!
//! Invariant: the outcome depends only on the publication day, the mode and the expressions seen so far.

use dateline_model::{TimeBasis, When};
use jiff::ToSpan;
use jiff::civil::Date;

use super::super::value::{
    Base, Core, Modifier, Moment, Reference, Tense, TimeExpression, TimeValue, Unit, Year, YearPart,
};
use super::{Resolved, Standpoint, TextTime};

/// How relative times are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Mode {
    /// From the publication day.
    #[default]
    News,
    /// From the time told of last.
    Narrative,
}

/// Years from the publication day beyond which a stated year is history.
const FAR: i16 = 2;
/// Fewer stated years than this do not make a history.
const ENOUGH: usize = 6;

impl Mode {
    /// Chooses by the years that a text states: a history is one whose years mostly lie far from its publication day.
    pub fn choose(anchor: Option<Date>, times: &[TimeExpression]) -> Self {
        let years = || {
            times.iter().flat_map(TimeExpression::parts).filter_map(|part| match part.moment.core {
                Core::Calendar(calendar) => match calendar.year {
                    Year::Full(year) => Some(year),
                    _ => None,
                },
                _ => None,
            })
        };
        let Some(anchor) = anchor else { return Self::News };
        let all = years().count();
        let far = years().filter(|year| (anchor.year() - year).abs() > FAR).count();
        let current =
            times.iter().flat_map(TimeExpression::parts).filter(|part| is_current(&part.moment, anchor)).count();
        if all >= ENOUGH && far * 10 >= all * 7 && current * 6 < far { Self::Narrative } else { Self::News }
    }
}

/// What only news says: "yesterday", "on Tuesday", and the day of publication itself.
fn is_current(moment: &Moment, anchor: Date) -> bool {
    match moment.core {
        Core::Unit(unit, _, Base::Now) => unit <= Unit::Month && moment.modifier.is_none(),
        Core::Calendar(calendar) => {
            let same = calendar.year == Year::Full(anchor.year());
            (calendar.weekday.is_some() && calendar.day.is_none())
                || same && calendar.part == YearPart::Month(anchor.month() as u8) && calendar.day.is_some()
        }
        _ => false,
    }
}

/// Days after which a day told of is no longer that of a time of day in another paragraph.
const STALE: i32 = 3;

/// Years between two times of a history beyond which a mere year is an aside.
const ASIDE: i16 = 20;

/// Resolves a document's time expressions in the order of the text.
///
/// ```
/// use dateline_core::analysis::times::{Mode, TimeResolver};
/// let resolver = TimeResolver::new(None, Mode::News);
/// assert!(resolver.text_time().is_none());
/// ```
#[derive(Debug, Clone)]
pub struct TimeResolver {
    anchor: Option<Date>,
    text: Option<TextTime>,
    mode: Mode,
    /// A year far from the time told of, mentioned once.
    aside: Option<i16>,
    /// A paragraph has begun since the time told of last.
    turned: bool,
}

impl TimeResolver {
    /// Starts a document.
    pub fn new(anchor: Option<Date>, mode: Mode) -> Self {
        Self { anchor, text: None, mode, aside: None, turned: false }
    }

    /// A new paragraph begins: "overnight" counts from an old day only beside it.
    pub fn turn(&mut self) {
        self.turned = true;
    }

    /// The time told of last.
    pub fn text_time(&self) -> Option<TextTime> {
        self.text
    }

    /// Resolves the next expression, and remembers it.
    pub fn resolve(&mut self, time: &TimeExpression) -> Resolved {
        let tense = time.tense;
        match &time.value {
            TimeValue::One(moment) => self.moment(moment, tense),
            TimeValue::Between(from, to) => {
                let weekdays = is_weekday(&from.moment) && is_weekday(&to.moment);
                let (mut from, mut last) = (self.moment(&from.moment, tense), self.moment(&to.moment, tense));
                if to.moment.core == Core::Reference(Reference::Present) && self.mode == Mode::News {
                    last.end = self.anchor.map(When::from);
                }
                if let (Some(start), Some(end)) = (from.start, last.end)
                    && weekdays
                    && start.date > end.date
                {
                    // "between Saturday and Sunday": the one before the other.
                    from.start = start.date.checked_sub(1.week()).ok().map(|date| When { date, ..start });
                }
                between(from, last)
            }
            TimeValue::Since(part) => {
                let mut from = self.moment(&part.moment, tense);
                // "since mid-June": since its middle day.
                if let (Some(start), Some(end), Some(Modifier::Mid | Modifier::Middle)) =
                    (from.start, from.end, part.moment.modifier)
                {
                    let days = start.date.until(end.date).map_or(0, |span| span.get_days());
                    from.start = start.date.checked_add((days / 2).days()).ok().map(When::from);
                }
                let now = self.anchor.filter(|_| self.mode == Mode::News).map(When::from);
                let end = now.filter(|now| from.start.is_some_and(|start| start <= *now));
                let basis = if from.start.is_some() { from.basis } else { TimeBasis::Unresolved };
                Resolved { end, basis, ..from }
            }
            TimeValue::Until(part) => Resolved { start: None, ..self.moment(&part.moment, tense) },
        }
    }

    /// Resolves the single times of an expression one by one, for those who want the ends of an interval apart.
    pub fn resolve_parts(&mut self, time: &TimeExpression) -> Vec<Resolved> {
        let moments: Vec<Moment> = time.parts().map(|part| part.moment).collect();
        moments.iter().map(|moment| self.moment(moment, time.tense)).collect()
    }

    fn moment(&mut self, moment: &Moment, tense: Tense) -> Resolved {
        let news = self.anchor.filter(|_| self.mode == Mode::News && self.turned && moment.core == Core::TimeOfDay);
        let stale = |text: &TextTime| {
            let days = news.and_then(|now| text.day.until(now).ok());
            days.is_some_and(|span| span.get_days() > STALE)
        };
        let text = self.text.filter(|text| !stale(text));
        let from = Standpoint { anchor: self.anchor, text, mode: self.mode, tense };
        let resolved = moment.resolve(&from);
        let told = match moment.core {
            Core::Calendar(_) | Core::Unit(..) | Core::Offset(..) => resolved.grain <= Unit::Year,
            _ => false,
        };
        if let Some(start) = resolved.start.filter(|_| told) {
            self.remember(moment, start.date, resolved.grain);
        }
        resolved
    }

    /// Moves the time told of last, unless the words only name it again or look aside.
    fn remember(&mut self, moment: &Moment, day: Date, grain: Unit) {
        let season = matches!(moment.core, Core::Calendar(c) if matches!(c.part, YearPart::Season(_)));
        if season && matches!(moment.core, Core::Calendar(c) if c.year == Year::Open) {
            return;
        }
        if let (Some(text), Unit::Year) = (self.text, grain) {
            // "(December 8 in Asia), 1941" says no less than before.
            if text.day.year() == day.year() {
                return;
            }
            let leap = |from: i16| (from - day.year()).abs() > ASIDE;
            let confirmed = self.aside.is_some_and(|year| !leap(year));
            if self.mode == Mode::Narrative && leap(text.day.year()) && !confirmed {
                self.aside = Some(day.year());
                return;
            }
        }
        self.aside = None;
        self.turned = false;
        self.text = Some(TextTime { day, grain });
    }
}

/// A day of the week, and nothing more.
fn is_weekday(moment: &Moment) -> bool {
    matches!(moment.core, Core::Calendar(c) if c.weekday.is_some() && c.day.is_none())
}

/// From the first day of one to the last of the other; none when they are in the wrong order.
fn between(from: Resolved, to: Resolved) -> Resolved {
    let timex = format!("{}/{}", from.timex, to.timex);
    let ordered = match (from.start, to.end) {
        (Some(start), Some(end)) if start.time.is_some() && end.time.is_some() => start <= end,
        (Some(start), Some(end)) => start.date <= end.date,
        _ => true,
    };
    let (start, end) = if ordered { (from.start, to.end) } else { (None, None) };
    let basis = match (start, end) {
        (None, None) => TimeBasis::Unresolved,
        (Some(_), Some(_)) if from.basis != to.basis && from.basis == TimeBasis::Explicit => to.basis,
        (Some(_), _) => from.basis,
        (None, Some(_)) => to.basis,
    };
    Resolved { start, end, basis, timex, grain: from.grain.max(to.grain) }
}
