//! Events (one per place in the text that tells of something) and incidents (what happened, each once).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{CharSpan, When};

/// A piece of the raw text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TextRef {
    /// Where it is, in code points.
    pub span: CharSpan,
    /// The raw slice.
    pub text: String,
}

/// Whether the text tells the event as done, meant, denied or old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Told as fact, attributed or not.
    #[default]
    Reported,
    /// A side's claim that the text marks as a claim.
    Claimed,
    /// Negated or denied.
    Denied,
    /// Intended, foiled, ordered.
    Planned,
    /// May, could, question, condition.
    Hypothetical,
    /// Old or habitual facts told for context.
    Background,
}

impl Status {
    /// All statuses, in their order.
    pub const ALL: [Self; 6] =
        [Self::Reported, Self::Claimed, Self::Denied, Self::Planned, Self::Hypothetical, Self::Background];

    /// Its name in the output.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Claimed => "claimed",
            Self::Denied => "denied",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Background => "background",
        }
    }
}

/// What a count counts, as an interval. `max: None` means open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Count {
    /// Least number the text supports.
    pub min: u64,
    /// Greatest number the text supports; `None` is open.
    pub max: Option<u64>,
    /// True for "about 30", "nearly 30".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approximate: bool,
    /// The role whose filler is counted, or `event` for "two attacks".
    pub of: String,
    /// The words, when the count is written and not implied by a singular.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub at: Option<TextRef>,
}

/// On what a resolved time rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TimeBasis {
    /// A full date in the words.
    Explicit,
    /// Words relative to the publication date.
    Publication,
    /// Words relative to another time of the text.
    Text,
    /// Nothing to resolve against.
    Unresolved,
}

/// When: an interval of days (or of times of day), end inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeValue {
    /// First day.
    pub start: Option<When>,
    /// Last day.
    pub end: Option<When>,
    /// The words.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub at: Option<TextRef>,
    /// On what the days rest.
    pub basis: TimeBasis,
    /// True when the time is not said of this event itself but taken from its surroundings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
}

/// One filler of a role.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Filler {
    /// The entity it refers to, when it has one.
    pub entity: Option<String>,
    /// Where it is.
    pub span: CharSpan,
    /// The raw slice.
    pub text: String,
    /// Head word of the noun group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// Group or state the head belongs to ("ISIS members": `isis`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Canonical name of what it refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Id in a lexicon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kb: Option<String>,
    /// For a place, its chain upwards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub within: Vec<String>,
    /// Degrees north (WGS 84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Degrees east (WGS 84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// How exact a place is: `point`, `village`, `town`, `admin2`, `admin1`, `country`, `area`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<String>,
    /// Count of this filler alone, where a list counts each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<(u64, Option<u64>)>,
    /// True when no lexicon knows the head and the grammar put it here.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unlisted: bool,
}

/// Who is answerable for a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Source {
    /// The entity, when it has one.
    pub entity: Option<String>,
    /// Where it is named.
    pub span: CharSpan,
    /// The words.
    pub text: String,
    /// Canonical name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The reporting word ("stated").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// True when the words stand between quotation marks.
    pub quoted: bool,
    /// True when the source holds over from an earlier sentence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
    /// Who passed it on ("X, quoted by Y"), nearest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<String>,
}

/// One place in the text where something is said to have happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Event {
    /// `v0`, `v1` … in text order.
    pub id: String,
    /// The pack's own type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The words that tell of it.
    pub trigger: TextRef,
    /// Fillers by role.
    pub roles: BTreeMap<String, Vec<Filler>>,
    /// How many.
    pub count: Option<Count>,
    /// When.
    pub time: Option<TimeValue>,
    /// Who says so.
    pub source: Option<Source>,
    /// Done, meant, denied, old.
    pub status: Status,
    /// True for a toll over a period.
    pub aggregate: bool,
    /// `pack/rule#form`.
    pub rule: String,
    /// Share of the evidence that agrees, 0 to 1: a fixed score of the form and of how its roles were found.
    pub confidence: f32,
}

/// What one event says of an incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Claim {
    /// The event.
    pub event: String,
    /// The entity who says so.
    pub source: Option<String>,
    /// Its count.
    pub count: Option<Count>,
}

/// What happened: mentions of the same thing, merged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Incident {
    /// `i0`, `i1` … in text order.
    pub id: String,
    /// The pack's own type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its mentions.
    pub events: Vec<String>,
    /// Best filler of each role.
    pub roles: BTreeMap<String, Vec<Filler>>,
    /// How many, from the fullest claim.
    pub count: Option<Count>,
    /// When.
    pub time: Option<TimeValue>,
    /// Who says so.
    pub source: Option<Source>,
    /// Done, meant, denied, old.
    pub status: Status,
    /// True for a toll over a period.
    pub aggregate: bool,
    /// The roll-up incident that this one is a part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// What each mention says.
    pub claims: Vec<Claim>,
    /// True when the counts cannot all be right.
    pub conflict: bool,
}
