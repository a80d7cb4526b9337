//! What begins and lies at each token, so that most tokens need no search.
//!
//! Invariant: spots are parallel to the article's tokens, and number phrases from the first of the token's sentence.

use super::model::Hit;

/// Most tokens before a token at which a phrase that holds it is looked for.
const REACH: u8 = 12;

/// Things that may begin or lie at a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u8);

impl Marks {
    /// A phrase of a lexicon begins here.
    pub const PHRASE: Self = Self(1);
    /// A phrase of a lexicon holds the token.
    const COVERED: Self = Self(1 << 1);
    /// A unit begins here.
    pub const UNIT: Self = Self(1 << 2);
    /// A quantity begins here.
    pub const QUANTITY: Self = Self(1 << 3);
    /// A time begins here.
    pub const TIME: Self = Self(1 << 4);
    /// What a group can begin with whatever the tag.
    pub const MATERIAL: Self = Self::PHRASE.and(Self::UNIT).and(Self::QUANTITY).and(Self::TIME);

    /// The marks of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One token's marks and phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    marks: Marks,
    /// Tokens back to where the first phrase begins that holds the token.
    back: u8,
    /// Number of the first phrase that begins here or later.
    first: u32,
}

impl Spot {
    /// One of the marks is set.
    pub fn has(self, marks: Marks) -> bool {
        self.marks.0 & marks.0 != 0
    }

    /// Sets marks.
    pub fn set(&mut self, marks: Marks) {
        self.marks = self.marks.and(marks);
    }
}

/// Notes the phrases that begin at the first of these spots: the number of the first of them, and how many tokens the
/// longest has.
pub(super) fn note(spots: &mut [Spot], first: u32, longest: usize) {
    let longest = longest.min(spots.len());
    for (back, spot) in (0..=REACH).zip(&mut spots[..longest]) {
        spot.set(Marks::COVERED);
        spot.back = spot.back.max(back);
    }
    if let Some(spot) = spots.first_mut() {
        spot.first = first;
        if longest > 0 {
            spot.set(Marks::PHRASE);
        }
    }
}

/// The phrases of a sentence that begin at a token of it.
pub(crate) fn starting<'a>(spots: &[Spot], hits: &'a [Hit], at: u32) -> impl Iterator<Item = &'a Hit> + use<'a> {
    let spot = spots.get(at as usize).filter(|spot| spot.has(Marks::PHRASE));
    let hits = spot.and_then(|spot| hits.get(spot.first as usize..)).unwrap_or_default();
    hits.iter().take_while(move |hit| hit.tokens.start == at)
}

/// The phrases of a sentence that hold a token of it.
pub(crate) fn covering<'a>(spots: &[Spot], hits: &'a [Hit], at: u32) -> impl Iterator<Item = &'a Hit> + use<'a> {
    let spot = spots.get(at as usize).filter(|spot| spot.has(Marks::COVERED));
    let from = spot.and_then(|spot| spots.get(at as usize - usize::from(spot.back)));
    let hits = from.and_then(|spot| hits.get(spot.first as usize..)).unwrap_or_default();
    hits.iter().take_while(move |hit| hit.tokens.start <= at).filter(move |hit| hit.tokens.end > at)
}
