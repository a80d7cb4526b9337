//! Adapters, and the registry that chooses among them.
//!
//! Invariant: the choice depends on the text alone, and of two equal scores the one registered first wins.

use dateline_core::pack::{Diagnostic, LoadedRule};
use dateline_model::{Article, RawDocument};

use crate::profile::{self, Profiles};

/// How sure an adapter is that a document is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Score(pub u32);

impl Score {
    /// Nothing speaks for it.
    pub const NONE: Self = Self(0);
    /// The least with which a document is ascribed to a house.
    pub const ENOUGH: Self = Self(3);
    /// The head names the house.
    pub const SURE: Self = Self(16);
}

/// Reads documents of one manner. Outlet profiles do the usual; implement it for what they cannot say.
pub trait Adapter: Send + Sync {
    /// Name for messages, and for outlet profiles that ask for it: `adapter = "name"`.
    fn name(&self) -> &str;

    /// How sure it is that the document is its own, from the text and never from where it was found. One that is never
    /// sure reads what profiles send it.
    fn recognise(&self, _document: &RawDocument) -> Score {
        Score::NONE
    }

    /// Tells the document's parts apart. The blocks must be in order, must not overlap, and must cover all of the text
    /// but blanks.
    fn read<'t>(&self, document: &'t RawDocument) -> Article<'t>;
}

/// All adapters of an engine.
#[derive(Default)]
pub struct Adapters {
    profiles: Profiles,
    registered: Vec<Box<dyn Adapter>>,
}

impl Adapters {
    /// Whether anything is compiled from the rule: an outlet's profile, or a lexicon in which media stand.
    pub fn reads(rule: &LoadedRule) -> bool {
        profile::is_read(rule)
    }

    /// Compiles the outlet profiles and the names of media among the rules. A form that is wrong is left out and reported. `registered` are
    /// adapters written in Rust: each reads the documents for which it is surer than the profiles are, and those of the
    /// houses whose profiles name it.
    pub fn compile<'r>(
        rules: impl Iterator<Item = &'r LoadedRule>,
        registered: Vec<Box<dyn Adapter>>,
    ) -> (Self, Vec<Diagnostic>) {
        let names: Vec<&str> = registered.iter().map(|adapter| adapter.name()).collect();
        let (profiles, found) = Profiles::compile(rules, &names);
        (Self { profiles, registered }, found)
    }

    /// The registered adapter that is surer of the document than the profiles and all others are.
    fn surest(&self, document: &RawDocument) -> Option<&dyn Adapter> {
        let mut best = None;
        let mut score = if self.registered.is_empty() { Score::NONE } else { self.profiles.recognise(document) };
        for adapter in &self.registered {
            let own = adapter.recognise(document);
            if own > score {
                (best, score) = (Some(adapter.as_ref()), own);
            }
        }
        best
    }

    /// Tells a document's parts apart.
    pub fn read<'t>(&self, document: &'t RawDocument) -> Article<'t> {
        match self.surest(document) {
            Some(adapter) => adapter.read(document),
            None => self.profiles.read_with(document, &self.registered),
        }
    }
}
