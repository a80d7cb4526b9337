//! `pack.toml`: what a pack is, what it needs, and which language files it brings.

use serde::Deserialize;
use toml::Spanned;

/// The whole of `pack.toml`.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Name, version, needs.
    pub pack: PackHead,
    /// Files of a language pack; a pack for rules alone has none.
    pub language: Option<LanguageFiles>,
}

/// The `[pack]` table.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Short name, first part of every rule's full id: `security-operations/arrest`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: Spanned<String>,
    /// Version of the pack, `major.minor.patch`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub version: Spanned<String>,
    /// Range of engine versions that read it, such as `>=0.1, <0.3`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub engine: Option<Spanned<String>>,
    /// What the pack is for.
    pub doc: Option<String>,
    /// SPDX expression for the pack's content.
    pub license: Option<String>,
    /// Ids of packs whose types, lexicons and macros this one uses.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub depends: Vec<Spanned<String>>,
    /// Full ids of rules of other packs that this one switches off.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub disable: Vec<Spanned<String>>,
}

/// The `[language]` table: paths inside the pack.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LanguageFiles {
    /// ISO 639-1 code.
    pub code: String,
    /// The tagger's model.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub tagger: Spanned<String>,
    /// Irregular inflection.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub irregular: Spanned<String>,
    /// Abbreviations, bound prefixes, sentence starters.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub abbreviations: Spanned<String>,
    /// Number words and hedges.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub numbers: Spanned<String>,
    /// Time words.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub times: Spanned<String>,
    /// Small words of personal and place names.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub names: Spanned<String>,
    /// Closed word classes that the grammar asks for by name.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub grammar: Spanned<String>,
}
