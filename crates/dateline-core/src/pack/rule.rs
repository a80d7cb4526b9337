//! One rule file: the common head, and the table that says which kind of rule it is.
//!
//! The kind is the table's name and never a `kind` key, so that every value keeps its place in the file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Cue, Example, Frame, Lexicon, Outlet, StageRule};

/// How far a rule can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum RuleStatus {
    /// Being written; runs only when asked for.
    Draft,
    /// Works on its examples.
    Experimental,
    /// Measured.
    #[default]
    Stable,
    /// On its way out.
    Deprecated,
}

/// A rule file as written.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// Name of the rule inside its pack. Lexicons and outlets are named by their own table.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id: Option<Spanned<String>>,
    /// How far it can be relied on.
    #[serde(default)]
    pub status: RuleStatus,
    /// What the rule is for, in words for the codebook.
    pub doc: Option<String>,
    /// Version of the pack that brought it.
    pub since: Option<String>,
    /// An event type with its triggers and roles; the engine derives the forms.
    pub frame: Option<Frame>,
    /// A token pattern for what frames do not say.
    pub pattern: Option<PatternRule>,
    /// A step written in Rust.
    pub stage: Option<StageRule>,
    /// Words that change the status of events near them.
    pub cue: Option<Cue>,
    /// Terms with types.
    pub lexicon: Option<Lexicon>,
    /// A house style.
    pub outlet: Option<Outlet>,
    /// Event types in other inventories.
    pub crosswalk: Option<Crosswalk>,
    /// Named pattern fragments.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, String>>"))]
    pub macros: Option<BTreeMap<Spanned<String>, Spanned<String>>>,
    /// The taxonomy.
    #[cfg_attr(feature = "schema", schemars(with = "Option<BTreeMap<String, TypeDef>>"))]
    pub types: Option<BTreeMap<Spanned<String>, TypeDef>>,
    /// Sentences that the rule must understand.
    #[serde(default)]
    pub yes: Vec<Example>,
    /// Sentences that it must leave alone.
    #[serde(default)]
    pub no: Vec<Example>,
}

/// A pattern rule.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PatternRule {
    /// Event type that a match tells of.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub event: Spanned<String>,
    /// The pattern, in the language of [`crate::pack::pattern`].
    #[serde(rename = "match")]
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub pattern: Spanned<String>,
    /// Patterns that forbid a match they touch.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub unless: Vec<Spanned<String>>,
    /// Which of several overlapping matches stand.
    #[serde(default)]
    pub overlap: Overlap,
    /// The event is a toll over a period.
    #[serde(default)]
    pub aggregate: bool,
    /// Status of the event where no cue says otherwise.
    pub status: Option<dateline_model::Status>,
    /// Ids of rules that this one goes before.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub before: Vec<Spanned<String>>,
}

/// Which of several overlapping matches of one rule stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Overlap {
    /// The longest; among equals the first.
    #[default]
    Longest,
    /// The one that starts first; among equals the one preferred by the quantifiers.
    First,
    /// Every one.
    All,
}

/// One type of the taxonomy.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TypeDef {
    /// The type that it is a kind of.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub parent: Option<Spanned<String>>,
    /// What it stands for.
    pub doc: Option<String>,
}

/// Event types in other inventories: `[crosswalk.plover]` and so on.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Crosswalk {
    /// Inventory name to event type to code.
    #[serde(default)]
    pub plover: BTreeMap<String, BTreeMap<String, String>>,
    /// CAMEO codes.
    #[serde(default)]
    pub cameo: BTreeMap<String, String>,
    /// ACLED-like event and sub-event types.
    #[serde(default)]
    pub acled: BTreeMap<String, BTreeMap<String, String>>,
}

/// What a rule file holds, after its kind is known.
#[derive(Debug, Clone)]
pub enum RuleBody {
    /// See [`Frame`].
    Frame(Frame),
    /// See [`PatternRule`].
    Pattern(PatternRule),
    /// See [`StageRule`].
    Stage(StageRule),
    /// See [`Cue`].
    Cue(Cue),
    /// See [`Lexicon`].
    Lexicon(Lexicon),
    /// See [`Outlet`].
    Outlet(Outlet),
    /// See [`Crosswalk`].
    Crosswalk(Crosswalk),
    /// Named pattern fragments.
    Macros(BTreeMap<Spanned<String>, Spanned<String>>),
    /// The taxonomy.
    Types(BTreeMap<Spanned<String>, TypeDef>),
}

impl RuleFile {
    /// Takes the table that the file is about; `Err` names the tables found when it is not exactly one.
    pub fn take_body(&mut self) -> Result<RuleBody, Vec<&'static str>> {
        let mut bodies = Vec::new();
        if let Some(body) = self.frame.take() {
            bodies.push(("frame", RuleBody::Frame(body)));
        }
        if let Some(body) = self.pattern.take() {
            bodies.push(("pattern", RuleBody::Pattern(body)));
        }
        if let Some(body) = self.stage.take() {
            bodies.push(("stage", RuleBody::Stage(body)));
        }
        if let Some(body) = self.cue.take() {
            bodies.push(("cue", RuleBody::Cue(body)));
        }
        if let Some(body) = self.lexicon.take() {
            bodies.push(("lexicon", RuleBody::Lexicon(body)));
        }
        if let Some(body) = self.outlet.take() {
            bodies.push(("outlet", RuleBody::Outlet(body)));
        }
        if let Some(body) = self.crosswalk.take() {
            bodies.push(("crosswalk", RuleBody::Crosswalk(body)));
        }
        if let Some(body) = self.macros.take() {
            bodies.push(("macros", RuleBody::Macros(body)));
        }
        if let Some(body) = self.types.take() {
            bodies.push(("types", RuleBody::Types(body)));
        }
        match bodies.len() {
            1 => Ok(bodies.remove(0).1),
            _ => Err(bodies.into_iter().map(|(name, _)| name).collect()),
        }
    }
}
