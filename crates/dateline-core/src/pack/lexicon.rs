//! Lexicons: terms with a type, other spellings, and facts with their source.

use serde::Deserialize;
use toml::Spanned;

/// How a term is inflected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Inflection {
    /// As written.
    #[default]
    None,
    /// The last word takes the plural.
    Noun,
    /// The first word takes the verb forms.
    Verb,
}

/// The `[lexicon]` table.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    /// Name of the lexicon inside its pack; rules may ask for it with `lex=`.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: Spanned<String>,
    /// Type of its entries where an entry names none.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub kind: Option<Spanned<String>>,
    /// True when the entries are proper names and become entities.
    #[serde(default)]
    pub names: bool,
    /// How entries are inflected.
    #[serde(default)]
    pub inflect: Inflection,
    /// Common nouns and phrases without facts of their own.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub words: Vec<Spanned<String>>,
    /// A table of entries beside this file: tab-separated, a header line with the names of [`Entry`]'s fields, `also`
    /// separated by `|`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub file: Option<Spanned<String>>,
    /// Entries with facts.
    #[serde(default)]
    pub entry: Vec<Entry>,
    /// Where the facts are from, when it is the same for all.
    pub source: Option<String>,
}

/// One term.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Canonical id, such as `iq.kirkuk`.
    pub id: Option<String>,
    /// Canonical name.
    pub name: String,
    /// Other spellings and names.
    #[serde(default)]
    pub also: Vec<String>,
    /// Type, when it is not the lexicon's.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    /// Id of the place or body that holds it.
    pub parent: Option<String>,
    /// For places: `country`, `admin1`, `admin2`, `town`, `village`, `area`, `point`.
    pub level: Option<String>,
    /// For nouns and names: the actor it belongs to ("Daesh fighter").
    pub affiliation: Option<String>,
    /// Adjective or demonym that stands for it ("Iraqi").
    #[serde(default)]
    pub adjective: Vec<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// Inhabitants; 0 is unknown.
    #[serde(default)]
    pub population: u64,
    /// First year of validity.
    pub from: Option<i16>,
    /// Last year of validity.
    pub to: Option<i16>,
    /// Where the fact is from.
    pub source: Option<String>,
}

/// An entry as it is compiled, wherever it stands: in TOML or in a table.
#[derive(Debug, Clone, Copy, Default)]
pub struct EntryRef<'a> {
    /// See [`Entry::id`].
    pub id: Option<&'a str>,
    /// See [`Entry::name`].
    pub name: &'a str,
    /// See [`Entry::also`].
    pub also: Names<'a>,
    /// See [`Entry::kind`].
    pub kind: Option<&'a str>,
    /// See [`Entry::country`].
    pub country: Option<&'a str>,
    /// See [`Entry::parent`].
    pub parent: Option<&'a str>,
    /// See [`Entry::level`].
    pub level: Option<&'a str>,
    /// See [`Entry::affiliation`].
    pub affiliation: Option<&'a str>,
    /// See [`Entry::adjective`].
    pub adjective: Names<'a>,
    /// See [`Entry::lat`].
    pub lat: Option<f64>,
    /// See [`Entry::lon`].
    pub lon: Option<f64>,
    /// See [`Entry::population`].
    pub population: u64,
}

/// Several names.
#[derive(Debug, Clone, Copy)]
pub enum Names<'a> {
    /// As TOML lists them.
    List(&'a [String]),
    /// As a table's cell has them, with `|` between.
    Cell(&'a str),
}

impl Default for Names<'_> {
    fn default() -> Self {
        Self::List(&[])
    }
}

impl<'a> Names<'a> {
    /// The names.
    pub fn iter(self) -> impl Iterator<Item = &'a str> {
        let (list, cell) = match self {
            Self::List(list) => (list, ""),
            Self::Cell(cell) => (&[][..], cell),
        };
        list.iter().map(String::as_str).chain(cell.split('|').filter(|name| !name.is_empty()))
    }
}

impl<'a> From<&'a Entry> for EntryRef<'a> {
    fn from(entry: &'a Entry) -> Self {
        Self {
            id: entry.id.as_deref(),
            name: &entry.name,
            also: Names::List(&entry.also),
            kind: entry.kind.as_deref(),
            country: entry.country.as_deref(),
            parent: entry.parent.as_deref(),
            level: entry.level.as_deref(),
            affiliation: entry.affiliation.as_deref(),
            adjective: Names::List(&entry.adjective),
            lat: entry.lat,
            lon: entry.lon,
            population: entry.population,
        }
    }
}
