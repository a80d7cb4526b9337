//! Which words inside a name carry it, and which are small change.
//!
//! Invariant: a spelling has one class; the first list of the file that names it decides.

use super::sounds::fold_word;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

/// What a word does inside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub(super) enum Class {
    /// The name itself.
    Plain,
    /// `Abd`: one name with the next word.
    Servant,
    /// `Abu`, `Umm`.
    Kunya,
    /// `bin`, `ibn`.
    Filiation,
    /// `Sheikh`, `Haji`.
    Honorific,
    /// `Muhammad` and the like.
    Common,
    /// `Mhd`, which stands for a common name.
    Short,
    /// `Tell`, `Qaryat`.
    Generic,
    /// `Kabir`, `Sharqi`.
    Modifier,
    /// `Governorate`.
    Division,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    servant: Vec<String>,
    kunya: Vec<String>,
    filiation: Vec<String>,
    honorific: Vec<String>,
    common: Vec<String>,
    generic: Vec<String>,
    modifier: Vec<String>,
    division: Vec<String>,
    suffix: Vec<String>,
    short: Vec<String>,
}

/// The small words of names, as a language pack lists them.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct NameParticles {
    /// The same spelling may be small change in a person's name and another thing in a place's.
    person: HashMap<Box<str>, Class, foldhash::fast::FixedState>,
    place: HashMap<Box<str>, Class, foldhash::fast::FixedState>,
    /// The spellings of `Abd` that are also written together with what follows.
    prefixes: Vec<Box<str>>,
    /// What may be left off the end of a given name.
    suffixes: Vec<Box<str>>,
}

impl NameParticles {
    /// Reads `name-particles.toml`.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        let lists: Lists = toml::from_str(text)?;
        let mut particles = Self::default();
        for (words, class) in [
            (&lists.servant, Class::Servant),
            (&lists.kunya, Class::Kunya),
            (&lists.filiation, Class::Filiation),
            (&lists.honorific, Class::Honorific),
            (&lists.common, Class::Common),
            (&lists.short, Class::Short),
        ] {
            for word in words {
                particles.person.entry(fold_word(word).into()).or_insert(class);
            }
        }
        for (words, class) in [
            (&lists.division, Class::Division),
            (&lists.generic, Class::Generic),
            (&lists.modifier, Class::Modifier),
            (&lists.honorific, Class::Honorific),
            (&lists.common, Class::Common),
            (&lists.servant, Class::Servant),
        ] {
            for word in words {
                particles.place.entry(fold_word(word).into()).or_insert(class);
            }
        }
        particles.prefixes = lists.servant.iter().filter(|w| w.ends_with('l')).map(|w| fold_word(w).into()).collect();
        particles.suffixes = lists.suffix.iter().map(|w| fold_word(w).into()).collect();
        Ok(particles)
    }

    pub(super) fn in_person(&self, folded: &str) -> Class {
        self.person.get(folded).copied().unwrap_or(Class::Plain)
    }

    pub(super) fn in_place(&self, folded: &str) -> Class {
        self.place.get(folded).copied().unwrap_or(Class::Plain)
    }

    /// Length of the `Abdel` in `Abdelwadoud`; zero if there is none.
    pub(super) fn servant_prefix(&self, folded: &str) -> usize {
        let is_prefix = |p: &&str| folded.len() >= p.len() + 2 && folded.starts_with(p);
        self.prefixes.iter().map(|p| &**p).find(is_prefix).map_or(0, str::len)
    }

    /// Length of the `ullah` in `Inayatullah`; zero if there is none.
    pub(super) fn name_suffix(&self, folded: &str) -> usize {
        let is_suffix = |s: &&str| folded.len() >= s.len() + 3 && folded.ends_with(s);
        self.suffixes.iter().map(|s| &**s).find(is_suffix).map_or(0, str::len)
    }
}
