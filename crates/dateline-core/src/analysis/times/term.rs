//! What words mean to the time grammar.
//!
//! Invariant: there are at most 64 kinds.

use serde::{Deserialize, Serialize};
use strum::EnumDiscriminants;

use super::value::{DayPart, Modifier, Reference, Season, Step, Unit};
use super::words::{Deictic, DurationHedge, Era, Meridiem, SetWord, Shift, TenseWord};
use crate::analysis::phrase::{KindSet, Meaning, kinds};

/// What a word or phrase means to the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumDiscriminants, Deserialize, Serialize)]
#[strum_discriminants(name(Kind), vis(pub(super)), doc = "What sort of term, without what it says.")]
pub(super) enum Term {
    Month(u8),
    Weekday(u8),
    WeekdayPlural(u8),
    Doubtful,
    The,
    A,
    Of,
    And,
    Possessive,
    Preposition,
    NotBeforeYear,
    NotAfterYear,
    To,
    Dash,
    From,
    BetweenAnd,
    Since,
    Until,
    SoFar,
    SoFarIn,
    MonthOf,
    Zone,
    Old,
    Long,
    More,
    Per,
    On,
    Half,
    Lasting,
    AndAHalf,
    ModifierIn,
    Vague,
    Period,
    Era(Era),
    Meridiem(Meridiem),
    Decade(u8),
    Season(Season),
    Part(DayPart),
    LonePart(DayPart),
    Unit(Unit),
    BarePlural(Unit),
    Step(Step),
    Shift(Shift),
    DayShift(Shift),
    Modifier(Modifier),
    End(Modifier),
    Hedge(DurationHedge),
    Deictic(Deictic),
    Reference(Reference),
    Set(SetWord),
    NamedDay(u8),
    Festival(u8),
    Tense(TenseWord),
}

impl Term {
    /// True for what can stand first in an expression, articles aside.
    pub(super) fn begins(self) -> bool {
        !matches!(
            self,
            Self::Doubtful
                | Self::The
                | Self::A
                | Self::Of
                | Self::And
                | Self::Possessive
                | Self::Preposition
                | Self::NotBeforeYear
                | Self::NotAfterYear
                | Self::To
                | Self::Dash
                | Self::BetweenAnd
                | Self::Zone
                | Self::Old
                | Self::Long
                | Self::More
                | Self::On
                | Self::AndAHalf
                | Self::Lasting
                | Self::ModifierIn
                | Self::Vague
                | Self::Period
                | Self::Meridiem(_)
                | Self::Shift(_)
                | Self::DayShift(_)
                | Self::End(_)
                | Self::Tense(_)
        )
    }
}

/// One of these stands in every time that holds no figure.
pub(super) const CORE: KindSet = kinds![
    Month,
    Weekday,
    WeekdayPlural,
    Decade,
    Season,
    Part,
    LonePart,
    Unit,
    BarePlural,
    Deictic,
    Reference,
    Set,
    NamedDay,
    Festival,
    Vague,
    Period,
    MonthOf,
    Era
];

/// What makes a time of day of a number in words.
pub(super) const CLOCK: KindSet = kinds![Meridiem, Zone];

impl Meaning for Term {
    fn kind(self) -> u8 {
        Kind::from(self) as u8
    }
}
