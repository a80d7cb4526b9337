//! One rule file: the common head, and the table that says which kind of rule it is.
//!
//! The kind is the table's name and never a `kind` key, so that every value keeps its place in the file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
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
    /// The count is of all so far: it stands for the smaller ones told before, and is no other event.
    #[serde(default)]
    pub total: bool,
    /// Status of the event where no cue says otherwise.
    pub status: Option<dateline_model::Status>,
    /// Ids of rules that this one goes before.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub before: Vec<Spanned<String>>,
}

/// Which of several overlapping matches of one rule stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
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
    /// Event type to the next broader one, by which articles may tell the same: a drone strike is an airstrike.
    #[serde(default)]
    pub broader: BTreeMap<String, String>,
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
    Outlet(Box<Outlet>),
    /// See [`Crosswalk`].
    Crosswalk(Crosswalk),
    /// Named pattern fragments.
    Macros(BTreeMap<Spanned<String>, Spanned<String>>),
    /// The taxonomy.
    Types(BTreeMap<Spanned<String>, TypeDef>),
}

/// What stands in a rule file beside its table.
#[derive(Debug, Clone)]
pub struct RuleHead {
    /// See [`RuleFile::id`].
    pub id: Option<Spanned<String>>,
    /// See [`RuleFile::status`].
    pub status: RuleStatus,
    /// See [`RuleFile::doc`].
    pub doc: Option<String>,
    /// See [`RuleFile::since`].
    pub since: Option<String>,
    /// See [`RuleFile::yes`].
    pub yes: Vec<Example>,
    /// See [`RuleFile::no`].
    pub no: Vec<Example>,
}

impl RuleFile {
    /// Parts the table that the file is about from the rest; `Err` names the tables found when it is not exactly one.
    pub fn into_parts(self) -> Result<(RuleHead, RuleBody), Vec<&'static str>> {
        let bodies = [
            self.frame.map(|body| ("frame", RuleBody::Frame(body))),
            self.pattern.map(|body| ("pattern", RuleBody::Pattern(body))),
            self.stage.map(|body| ("stage", RuleBody::Stage(body))),
            self.cue.map(|body| ("cue", RuleBody::Cue(body))),
            self.lexicon.map(|body| ("lexicon", RuleBody::Lexicon(body))),
            self.outlet.map(|body| ("outlet", RuleBody::Outlet(Box::new(body)))),
            self.crosswalk.map(|body| ("crosswalk", RuleBody::Crosswalk(body))),
            self.macros.map(|body| ("macros", RuleBody::Macros(body))),
            self.types.map(|body| ("types", RuleBody::Types(body))),
        ];
        let mut bodies: Vec<(&str, RuleBody)> = bodies.into_iter().flatten().collect();
        match (bodies.pop(), bodies.is_empty()) {
            (Some((_, body)), true) => {
                let Self { id, status, doc, since, yes, no, .. } = self;
                Ok((RuleHead { id, status, doc, since, yes, no }, body))
            }
            (last, _) => Err(bodies.into_iter().chain(last).map(|(name, _)| name).collect()),
        }
    }
}
