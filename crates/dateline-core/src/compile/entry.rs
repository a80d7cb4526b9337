//! Compiled lexicon entries: facts by number.

use super::TypeId;
use serde::{Deserialize, Serialize};

/// A lexicon entry's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
pub struct EntryId(pub u32);

/// How exact a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Level {
    /// A camp, prison, base, crossing.
    Point,
    /// A village.
    Village,
    /// A town or city.
    Town,
    /// A mountain, desert, lake, valley.
    Area,
    /// A district.
    Admin2,
    /// A governorate or province.
    Admin1,
    /// A country.
    Country,
}

impl Level {
    /// Reads the name used in lexicons and in the output.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "point" => Self::Point,
            "village" => Self::Village,
            "town" | "city" => Self::Town,
            "area" => Self::Area,
            "admin2" => Self::Admin2,
            "admin1" => Self::Admin1,
            "country" => Self::Country,
            _ => return None,
        })
    }

    /// The name used in lexicons and in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Point => "point",
            Self::Village => "village",
            Self::Town => "town",
            Self::Area => "area",
            Self::Admin2 => "admin2",
            Self::Admin1 => "admin1",
            Self::Country => "country",
        }
    }
}

/// One lexicon entry.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct EntryInfo {
    /// Canonical id, when it has one.
    pub id: Option<Box<str>>,
    /// The first entry with the same canonical id; the entry itself when it has none.
    pub canonical: EntryId,
    /// Canonical name.
    pub name: Box<str>,
    /// Its type.
    pub kind: TypeId,
    /// Proper name: becomes an entity.
    pub is_name: bool,
    /// The lexicon it stands in.
    pub lexicon: u16,
    /// The place or body that holds it.
    pub parent: Option<EntryId>,
    /// The actor it belongs to.
    pub affiliation: Option<EntryId>,
    /// For places.
    pub level: Option<Level>,
    /// ISO 3166 code, lower case.
    pub country: Option<[u8; 2]>,
    /// Degrees north and east.
    pub point: Option<(f32, f32)>,
    /// Inhabitants; 0 is unknown.
    pub population: u32,
}
