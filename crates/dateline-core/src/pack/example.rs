//! Examples inside rules: a sentence, and what the rule must make of it.

use dateline_model::Status;
use serde::Deserialize;
use toml::Spanned;

/// `[[yes]]` or `[[no]]`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text; one or more sentences.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub text: Spanned<String>,
    /// Publication date that relative times count from.
    pub published: Option<String>,
    /// The event that must be found; without it any event of the rule will do.
    pub event: Option<ExpectedEvent>,
    /// Other rules that may match the text too; all others must stay silent on it.
    #[serde(default)]
    pub with: Vec<String>,
    /// The example is known to fail: counted, and reported when it begins to pass.
    #[serde(default)]
    pub todo: bool,
}

/// The fields to check; a field that is not given is not checked, and an empty text means "none".
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ExpectedEvent {
    /// Event type, where the rule does not say it.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The form's id.
    pub form: Option<String>,
    /// Text of the agent.
    pub agent: Option<String>,
    /// Text of the patient.
    pub patient: Option<String>,
    /// Text of the recipient.
    pub recipient: Option<String>,
    /// Text of the instrument.
    pub instrument: Option<String>,
    /// Name of the first place.
    pub place: Option<String>,
    /// Exact number, or least number of an open count.
    pub count: Option<u64>,
    /// Greatest number.
    pub max: Option<u64>,
    /// Day or interval `A/B`.
    pub time: Option<String>,
    /// Text of the source.
    pub source: Option<String>,
    /// Status.
    pub status: Option<Status>,
    /// Toll over a period.
    pub aggregate: Option<bool>,
}
