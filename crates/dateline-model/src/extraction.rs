//! The output contract: one [`Extraction`] per article.

use serde::{Deserialize, Serialize};

use crate::{BlockKind, CharSpan, Event, Incident, TextRef, When};

/// Name and version of the output contract.
pub const SCHEMA: &str = "dateline/1";

/// What an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntityKind {
    /// A named person.
    Person,
    /// Army, police, service, militia of the state or beside it.
    Force,
    /// An armed group against the state.
    Group,
    /// Outlet or agency.
    Media,
    /// Any other body.
    Organization,
    /// A place.
    Place,
}

/// What is known of a person or body from the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attributes {
    /// Office or function ("spokesperson").
    pub role: Option<String>,
    /// Entity id of the body the person belongs to.
    pub organization: Option<String>,
    /// Military or police rank.
    pub rank: Option<String>,
    /// Nationality as written.
    pub nationality: Option<String>,
}

/// A person, body or place that the text names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Entity {
    /// `e0`, `e1` … in text order.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form in the text.
    pub name: String,
    /// Other forms in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// Id in a lexicon.
    pub kb: Option<String>,
    /// What the text says of it.
    pub attributes: Attributes,
    /// Where it is mentioned.
    pub mentions: Vec<TextRef>,
}

/// The dateline in the output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DatelinePlace {
    /// Canonical name, or the words where no gazetteer knows them.
    pub place: String,
    /// The words.
    pub text: String,
}

/// A part of the article in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutBlock {
    /// What it is.
    pub kind: BlockKind,
    /// Where it is.
    pub span: CharSpan,
}

/// The article of which another is a copy.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyOf {
    /// Id of the first article of the run with that text.
    pub id: String,
    /// Estimated share of word sequences that both have; 1 is the very same text.
    pub similarity: f32,
}

/// Something the user should know about this article's figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Warning {
    /// Stable code.
    pub code: String,
    /// What it means here.
    pub message: String,
}

/// Everything that was found in one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Extraction {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The document's id.
    pub id: String,
    /// The house that wrote the text: an outlet profile or a medium of the lexicons.
    pub outlet: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Title.
    pub headline: Option<String>,
    /// Author.
    pub byline: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Publication date.
    pub published: Option<When>,
    /// Dateline.
    pub dateline: Option<DatelinePlace>,
    /// The parts of the article.
    pub blocks: Vec<OutBlock>,
    /// Who and what is named.
    pub entities: Vec<Entity>,
    /// Mentions of events.
    pub events: Vec<Event>,
    /// What happened.
    pub incidents: Vec<Incident>,
    /// What the user should know.
    pub warnings: Vec<Warning>,
    /// The article of which this one is a copy, where a run looks for copies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_of: Option<CopyOf>,
}
