//! What a time expression says, before anybody asks when that was.
//!
//! Invariant: plain data as the words have it; nothing here knows a publication date.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

/// A season of the northern year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// A part of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DayPart {
    Morning,
    Midday,
    Noon,
    Afternoon,
    Evening,
    Night,
    Midnight,
    Daytime,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    /// 0 to 59, when said.
    pub minute: Option<u8>,
    /// 0 to 59, when said.
    pub second: Option<u8>,
}

/// Which part of the whole is meant, or how it is hedged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Modifier {
    /// "early October"
    Early,
    /// "mid-2014"
    Mid,
    /// "late last year"
    Late,
    /// "the beginning of"
    Start,
    /// "the middle of"
    Middle,
    /// "the end of"
    End,
    /// "about 1910"
    Approx,
    /// "later that month"
    Later,
    /// "earlier this year"
    Earlier,
    /// "the rest of the year", "the whole of 2014"
    Whole,
    /// "the first half of June"
    FirstHalf,
    /// "the second half of June"
    SecondHalf,
    /// "more than two years"
    More,
    /// "less than two weeks"
    Less,
    /// "so far this year"
    SoFar,
}

/// From where a relative time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// The moment of speech: "yesterday", "two weeks ago".
    Now,
    /// The time told of last: "the next day", "a week later".
    Text,
    /// An event named in the words: "two days after the attack". Never resolved.
    Event,
}

/// A step from the base to the nearest fitting day, month or season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// "last July"
    Last,
    /// "the past year"
    Past,
    /// "this summer"
    This,
    /// "next Monday"
    Next,
    /// "the following autumn"
    TheNext,
    /// "the previous April"
    Previous,
    /// "that Friday"
    That,
}

/// The year of a calendar time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Year {
    /// Not said: "in October".
    Open,
    /// Said; negative before Christ, where -1 is 1 BC.
    Full(i16),
    /// Two figures: "'99".
    Short(u8),
    /// "of that year", "of last year".
    Relative(i16, Base),
}

/// A part of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearPart {
    /// All of it, or not said.
    Whole,
    /// 1 to 12.
    Month(u8),
    /// A season.
    Season(Season),
    /// 1 to 4.
    Quarter(u8),
    /// 1 or 2.
    Half(u8),
}

/// A position in the calendar, as far as it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Calendar {
    /// The year.
    pub year: Year,
    /// Month, season, quarter.
    pub part: YearPart,
    /// Day of the month, 1 to 31.
    pub day: Option<u8>,
    /// Day of the week, Monday is 1.
    pub weekday: Option<u8>,
    /// "last", "next", "this" before it.
    pub step: Option<Step>,
}

impl Calendar {
    /// Nothing said.
    pub const OPEN: Self = Self { year: Year::Open, part: YearPart::Whole, day: None, weekday: None, step: None };

    /// True when it names one day.
    pub fn is_day(self) -> bool {
        self.day.is_some() || self.weekday.is_some()
    }
}

/// How many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Amount {
    /// A number, in tenths: 25 is two and a half.
    Tenths(u32),
    /// "a few", "several", or a bare plural.
    Vague,
}

impl Amount {
    /// One.
    pub const ONE: Self = Self::Tenths(10);
}

/// Where a duration lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frame {
    /// Anywhere: "for two weeks".
    Free,
    /// "the past three days"
    Past,
    /// "the next two years"
    Next,
    /// "the following two years", from the time told of last
    Following,
    /// "the first ten months of 1915"
    First,
    /// "the last two weeks of February"
    Last,
    /// "a 35-year-old man": no time of anything
    Age,
}

/// Past, present or future in general.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// "recently"
    Past,
    /// "now"
    Present,
    /// "soon"
    Future,
}

/// The main part of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Core {
    /// "3 March 2014", "Saturday", "the summer of 2017"
    Calendar(Calendar),
    /// "the 1990s": its first year, or the two figures of a named one ("the nineties").
    Decade(Year),
    /// "the 20th century" is 20; negative before Christ.
    Century(i16),
    /// "yesterday", "last week", "that day": so many units from the base.
    Unit(Unit, i16, Base),
    /// "two weeks ago", "a day earlier", "months later"; true is later.
    Offset(Amount, Unit, bool, Base),
    /// "three days", "the past three days"; the whole it is a part of.
    Duration(Amount, Unit, Frame, Option<Calendar>),
    /// "the second week of May": 1 is the first, -1 the last.
    Nth(i8, Unit, Option<Calendar>),
    /// "the last Friday of October": 1 is the first, -1 the last; Monday is 1.
    NthWeekday(i8, u8, Calendar),
    /// "every two weeks", "every Friday"
    Set(Amount, Unit, Option<Calendar>),
    /// "now", "recently"
    Reference(Reference),
    /// A feast without a day in our calendar: its number in the pack's list.
    Festival(u8, Year),
    /// "that time", "this era"
    Vague,
    /// "the same period"
    Period,
    /// "dawn", "9:52 am" with no day beside it
    TimeOfDay,
}

/// One time: a core, its modifier, and the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// What it names.
    pub core: Core,
    /// "early", "the end of".
    pub modifier: Option<Modifier>,
    /// "evening".
    pub part: Option<DayPart>,
    /// "9:52 am".
    pub clock: Option<Clock>,
}

impl From<Core> for Moment {
    fn from(core: Core) -> Self {
        Self { core, modifier: None, part: None, clock: None }
    }
}

impl From<Calendar> for Moment {
    fn from(calendar: Calendar) -> Self {
        Core::Calendar(calendar).into()
    }
}

/// One end of an interval, with its own tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// What they say.
    pub moment: Moment,
}

/// What a time expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeValue {
    /// One time.
    One(Moment),
    /// "between 2014 and 2017", "from March to May".
    Between(Part, Part),
    /// "since 2003": to the moment of speech.
    Since(Part),
    /// "until May": from no stated time.
    Until(Part),
}

/// The classes of TIMEX3, and intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// A day or more.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that comes again.
    Set,
    /// From one time to another.
    Interval,
}

/// The direction of the clause in which an expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// Told as done.
    Past,
    /// Told as to come.
    Future,
    /// Not to be seen.
    #[default]
    Unknown,
}

/// One time expression of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its class.
    pub kind: TimeKind,
    /// What it says.
    pub value: TimeValue,
    /// The direction of its clause.
    pub tense: Tense,
}

impl TimeExpression {
    /// Somebody's years: "17-year-old".
    pub fn is_age(&self) -> bool {
        matches!(&self.value, TimeValue::One(Moment { core: Core::Duration(_, _, Frame::Age, _), .. }))
    }

    /// The single times in it: itself, or the ends of an interval, each with its own tokens.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        let (first, second) = match &self.value {
            TimeValue::One(moment) => (Some(Part { tokens: self.tokens.clone(), moment: *moment }), None),
            TimeValue::Between(from, to) => (Some(from.clone()), Some(to.clone())),
            TimeValue::Since(part) | TimeValue::Until(part) => (Some(part.clone()), None),
        };
        first.into_iter().chain(second)
    }
}
