//! Adapters, and the registry that chooses among them.
//!
//! Invariant: the choice depends on the text alone, and of two equal scores the one registered first wins.

use dateline_core::pack::{Diagnostic, LoadedRule};
use dateline_model::{Article, RawDocument};

use crate::profile::Profiles;

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
    /// Name for messages.
    fn name(&self) -> &str;

    /// How sure it is that the document is its own, from the text and never from where it was found.
    fn recognise(&self, document: &RawDocument) -> Score;

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
    /// Compiles the outlet profiles among the rules. A form that is wrong is left out and reported.
    pub fn compile<'r>(rules: impl Iterator<Item = &'r LoadedRule>) -> (Self, Vec<Diagnostic>) {
        let (profiles, found) = Profiles::compile(rules);
        (Self { profiles, registered: Vec::new() }, found)
    }

    /// Adds an adapter written in Rust. It reads the documents for which it is surer than the profiles are.
    pub fn register(&mut self, adapter: Box<dyn Adapter>) {
        self.registered.push(adapter);
    }

    /// The adapter that is surest of the document; the profiles when none is surer than they are.
    pub fn choose(&self, document: &RawDocument) -> &dyn Adapter {
        let mut best: &dyn Adapter = &self.profiles;
        if self.registered.is_empty() {
            return best;
        }
        let mut score = self.profiles.recognise(document);
        for adapter in &self.registered {
            let own = adapter.recognise(document);
            if own > score {
                (best, score) = (adapter.as_ref(), own);
            }
        }
        best
    }

    /// Tells a document's parts apart.
    pub fn read<'t>(&self, document: &'t RawDocument) -> Article<'t> {
        self.choose(document).read(document)
    }
}
