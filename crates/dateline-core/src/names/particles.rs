//! Which words inside a name carry it, and which are small change.
//!
//! Invariant: a spelling has one class; the first list of the file that names it decides.

use super::sounds::fold_word;
use hashbrown::HashMap;
use serde::Deserialize;

/// What a word does inside a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// `Tell`, `Qaryat`.
    Generic,
    /// `Kabir`, `Sharqi`.
    Modifier,
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
}

/// The small words of names, as a language pack lists them.
#[derive(Debug, Clone, Default)]
pub struct NameParticles {
    /// The same spelling may be small change in a person's name and another thing in a place's.
    person: HashMap<Box<str>, Class, foldhash::fast::FixedState>,
    place: HashMap<Box<str>, Class, foldhash::fast::FixedState>,
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
        ] {
            for word in words {
                particles.person.entry(fold_word(word).into()).or_insert(class);
            }
        }
        for (words, class) in [
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
        Ok(particles)
    }

    pub(super) fn in_person(&self, folded: &str) -> Class {
        self.person.get(folded).copied().unwrap_or(Class::Plain)
    }

    pub(super) fn in_place(&self, folded: &str) -> Class {
        self.place.get(folded).copied().unwrap_or(Class::Plain)
    }
}
