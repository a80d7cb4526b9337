//! The names of all houses, and where a text mentions them.
//!
//! Invariant: a mention is a whole word in the house's own spelling; of two names at one place the longer counts, and mentions do
//! not overlap.

use crate::form::Pairs;
use crate::lines::{self, is_gap};

/// Index of a house's profile.
pub(crate) type HouseId = u16;

/// Names that begin with the same two bytes.
#[derive(Debug, Clone)]
struct Alike {
    second: u8,
    /// The longest first.
    names: Vec<(Box<str>, HouseId)>,
}

/// Every name of every house, found by its first two bytes.
#[derive(Debug, Clone)]
pub(crate) struct Houses {
    /// Per first byte, by the second one.
    by_first: Vec<Vec<Alike>>,
    /// With what names begin.
    begins: Pairs,
}

impl Default for Houses {
    fn default() -> Self {
        Self { by_first: vec![Vec::new(); 256], begins: Pairs::default() }
    }
}

/// A house's name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) house: HouseId,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// What stands beside it.
    sides: Sides,
}

impl Mention {
    /// One of these stands on either side of it.
    pub(crate) fn is_between(&self, sides: Sides) -> bool {
        self.sides.before & sides.before != 0 && self.sides.behind & sides.behind != 0
    }
}

/// The bytes before a name and behind it, white space of the line left aside, as bits of [`lines::sign`]. Where the text
/// begins or ends, anything may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sides {
    pub(crate) before: u128,
    pub(crate) behind: u128,
}

impl Sides {
    fn of(text: &str, start: usize, end: usize) -> Self {
        let sign = |byte: Option<&u8>| byte.map_or(u128::MAX, |byte| lines::sign(*byte));
        Self {
            before: sign(text[..start].trim_end_matches(is_gap).as_bytes().last()),
            behind: sign(text[end..].trim_start_matches(is_gap).as_bytes().first()),
        }
    }
}

impl Houses {
    /// Adds a name; one of less than two bytes is passed over.
    pub(crate) fn add(&mut self, name: &str, house: HouseId) {
        let [first, second, ..] = *name.as_bytes() else { return };
        self.begins.add(name);
        let alike = &mut self.by_first[usize::from(first)];
        let at = alike.binary_search_by_key(&second, |alike| alike.second).unwrap_or_else(|at| {
            alike.insert(at, Alike { second, names: Vec::new() });
            at
        });
        let names = &mut alike[at].names;
        let at = names.partition_point(|(other, _)| other.len() >= name.len());
        names.insert(at, (name.into(), house));
    }

    /// The names that begin as the text does.
    fn alike(&self, text: &[u8]) -> &[(Box<str>, HouseId)] {
        let [first, second, ..] = *text else { return &[] };
        let alike = &self.by_first[usize::from(first)];
        alike.binary_search_by_key(&second, |alike| alike.second).map_or(&[], |at| &alike[at].names)
    }

    /// Every name.
    pub(crate) fn all(&self) -> Vec<(Box<str>, HouseId)> {
        self.by_first.iter().flatten().flat_map(|alike| &alike.names).cloned().collect()
    }

    /// The house that bears just this name.
    pub(crate) fn owner(&self, name: &str) -> Option<HouseId> {
        self.alike(name.as_bytes()).iter().find(|(known, _)| **known == *name).map(|(_, house)| *house)
    }

    /// The longest name that begins at a place.
    fn at(&self, text: &str, start: usize) -> Option<Mention> {
        let rest = text.as_bytes().get(start..)?;
        // Most that begin alike have another last letter there.
        let ends_alike = |name: &[u8]| name.last() == rest.get(name.len() - 1);
        let fits = |name: &str| {
            ends_alike(name.as_bytes()) && rest.starts_with(name.as_bytes()) && ends_word(text, start + name.len())
        };
        let (name, house) = self.alike(rest).iter().find(|(name, _)| fits(name))?;
        let end = start + name.len();
        Some(Mention { house: *house, start, end, sides: Sides::of(text, start, end) })
    }

    /// Adds a text that forms look for, which is no name.
    pub(crate) fn also(&mut self, text: &str) {
        self.begins.add(text);
    }

    /// Every mention in the text, and every place at which a name or other text may begin: the text is gone through once.
    pub(crate) fn mentions(&self, text: &str) -> (Vec<Mention>, Vec<usize>) {
        let bytes = text.as_bytes();
        let (mut mentions, mut starts): (Vec<Mention>, _) = (Vec::new(), Vec::new());
        let mut at = 0;
        while let Some(start) = self.begins.next(bytes, at) {
            at = start + 1;
            starts.push(start);
            let apart = mentions.last().is_none_or(|last| last.end <= start);
            if apart && begins_word(bytes, start) {
                mentions.extend(self.at(text, start));
            }
        }
        (mentions, starts)
    }
}

/// A word can begin here: a capital may be glued to a small letter before it.
fn begins_word(bytes: &[u8], at: usize) -> bool {
    match at.checked_sub(1).map(|before| bytes[before]) {
        Some(before) if before.is_ascii_lowercase() => bytes[at].is_ascii_uppercase(),
        Some(before) => !before.is_ascii_alphanumeric(),
        None => true,
    }
}

/// A word can end here.
fn ends_word(text: &str, at: usize) -> bool {
    !text.get(at..).and_then(|rest| rest.chars().next()).is_some_and(char::is_alphanumeric)
}
