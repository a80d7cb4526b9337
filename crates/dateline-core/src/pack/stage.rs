//! Stages: steps written in Rust, run by a rule so that what they find has an id and examples.

use serde::Deserialize;
use toml::Spanned;

/// The `[stage]` table.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    /// Name under which the program has registered the stage.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub run: Spanned<String>,
    /// Event type of what it finds in sentences; without one it only completes what others found.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub event: Option<Spanned<String>>,
    /// Roles that it fills.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub roles: Vec<Spanned<String>>,
    /// Status of the event where no cue says otherwise.
    pub status: Option<dateline_model::Status>,
}
