//! `pack.toml`: what a pack is, what it needs, and which language files it brings.

use serde::Deserialize;
use toml::Spanned;

/// The whole of `pack.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Name, version, needs.
    pub pack: PackHead,
    /// Files of a language pack; a pack for rules alone has none.
    pub language: Option<LanguageFiles>,
}

/// The `[pack]` table.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackHead {
    /// Short name, first part of every rule's full id: `security-operations/arrest`.
    pub id: Spanned<String>,
    /// Version of the pack, `major.minor.patch`.
    pub version: Spanned<String>,
    /// Range of engine versions that read it, such as `>=0.1, <0.3`.
    pub engine: Option<Spanned<String>>,
    /// What the pack is for.
    pub doc: Option<String>,
    /// SPDX expression for the pack's content.
    pub license: Option<String>,
    /// Ids of packs whose types, lexicons and macros this one uses.
    #[serde(default)]
    pub depends: Vec<Spanned<String>>,
    /// Full ids of rules of other packs that this one switches off.
    #[serde(default)]
    pub disable: Vec<Spanned<String>>,
}

/// The `[language]` table: paths inside the pack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageFiles {
    /// ISO 639-1 code.
    pub code: String,
    /// The tagger's model.
    pub tagger: Spanned<String>,
    /// Irregular inflection.
    pub irregular: Spanned<String>,
    /// Abbreviations, bound prefixes, sentence starters.
    pub abbreviations: Spanned<String>,
    /// Number words and hedges.
    pub numbers: Spanned<String>,
    /// Time words.
    pub times: Spanned<String>,
    /// Small words of personal and place names.
    pub names: Spanned<String>,
    /// Closed word classes that the grammar asks for by name.
    pub grammar: Spanned<String>,
}
