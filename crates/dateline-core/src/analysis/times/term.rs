//! What words mean to the time grammar, and sets of such meanings.
//!
//! Invariant: a set of kinds fits one machine word, so that most parsers refuse a token after one test of bits.

use strum::EnumDiscriminants;

use super::value::{DayPart, Modifier, Reference, Season, Step, Unit};
use super::words::{Deictic, DurationHedge, Era, Meridiem, SetWord, Shift, TenseWord};

/// What a word or phrase means to the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumDiscriminants)]
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
    pub(super) fn kind(self) -> Kind {
        Kind::from(self)
    }

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
                | Self::Meridiem(_)
                | Self::Shift(_)
                | Self::DayShift(_)
                | Self::End(_)
                | Self::Tense(_)
        )
    }
}

/// A set of kinds of terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u64);

impl Kinds {
    /// One of these stands in every time that holds no figure.
    pub(super) const CORE: Self = Self::of(&[
        Kind::Month,
        Kind::Weekday,
        Kind::WeekdayPlural,
        Kind::Decade,
        Kind::Season,
        Kind::Part,
        Kind::LonePart,
        Kind::Unit,
        Kind::BarePlural,
        Kind::Deictic,
        Kind::Reference,
        Kind::Set,
        Kind::NamedDay,
        Kind::Festival,
        Kind::Vague,
        Kind::MonthOf,
        Kind::Era,
    ]);

    pub(super) const fn of(kinds: &[Kind]) -> Self {
        let (mut set, mut i) = (0, 0);
        while i < kinds.len() {
            set |= 1 << kinds[i] as u8;
            i += 1;
        }
        Self(set)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn add(&mut self, kind: Kind) {
        self.0 |= Self::of(&[kind]).0;
    }
}
