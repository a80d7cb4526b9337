//! Cues: words that change what is said of the events near them (after ConText: Harkema et al., J. Biomed. Inform. 2009).

use dateline_model::Status;
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// The `[cue]` table.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// What the cue sets.
    pub sets: CueSets,
    /// Phrases, `…` between the parts of one that is split; verbs are given by lemma in `verb`.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub words: Vec<Spanned<String>>,
    /// Verbs, by lemma, whose complement is in scope ("plan", "deny").
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub verb: Vec<Spanned<String>>,
    /// Nouns, by lemma, whose complement is in scope ("plan", "attempt").
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub noun: Vec<Spanned<String>>,
    /// Where the events stand.
    #[serde(default)]
    pub scope: CueScope,
    /// Where the scope ends.
    #[serde(default)]
    pub until: Vec<Until>,
    /// Words that end the scope.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub stop: Vec<Spanned<String>>,
    /// Phrases that look like the cue and are none.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub never: Vec<Spanned<String>>,
    /// Event types it applies to; empty means all.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub events: Vec<Spanned<String>>,
}

/// What a cue sets.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CueSets {
    /// Status of the events in scope.
    pub status: Option<Status>,
    /// Marks them as tolls over a period.
    pub aggregate: Option<bool>,
}

/// Where the events stand, seen from the cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CueScope {
    /// Behind it.
    #[default]
    Forward,
    /// Before it.
    Backward,
    /// On both sides.
    Both,
}

/// Boundaries that end a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Until {
    /// The end of the clause.
    Clause,
    /// The end of the sentence; always ends it.
    Sentence,
    /// A comma.
    Comma,
}
