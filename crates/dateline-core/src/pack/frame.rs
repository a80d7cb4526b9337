//! Frames: an event type, its triggers and its roles. The engine knows the forms; the author names places and types.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// The `[frame]` table.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Event type.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub event: Spanned<String>,
    /// Verbs, by lemma; more than one word for phrasal verbs and fixed phrases (`round up`, `take into custody`).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub verb: Vec<Spanned<String>>,
    /// Nouns, by lemma.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub noun: Vec<Spanned<String>>,
    /// Adjectives that tell the event of their noun (`dead`, `wounded`).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub adjective: Vec<Spanned<String>>,
    /// Verbs that make an event of the noun beside the common light verbs.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub light: Vec<Spanned<String>>,
    /// Patterns that forbid a trigger they cover.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Forms that are switched off.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub without: Vec<Spanned<String>>,
    /// Status of the event where no cue says otherwise.
    pub status: Option<dateline_model::Status>,
    /// A noun trigger counts only with one of its roles, a number, a place or a time of its own: for nouns that name a
    /// kind of deed more often than a deed ("operation", "attack").
    #[serde(default)]
    pub anchored: bool,
    /// Ids of rules that this one goes before where both would speak for the same trigger.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub before: Vec<Spanned<String>>,
    /// The roles, by name.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "BTreeMap<String, FrameRole>"))]
    pub role: BTreeMap<Spanned<String>, FrameRole>,
}

/// One role of a frame.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FrameRole {
    /// Types of the taxonomy; empty allows any.
    #[serde(default, rename = "type")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub types: Vec<Spanned<String>>,
    /// Grammatical places: `subject`, `object` (both as of the active verb), `by`, `of`, `possessive`, `compound`, any
    /// preposition.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub at: Vec<Spanned<String>>,
    /// Without a filler there is no event.
    #[serde(default)]
    pub required: bool,
    /// The filler's number is the event's count.
    #[serde(default)]
    pub count: bool,
    /// A noun that no lexicon lists may fill the role, and is marked so.
    #[serde(default)]
    pub unlisted: bool,
}
