//! Outlets: how a house's articles look, so that a new one is one TOML file.

use serde::Deserialize;
use toml::Spanned;

/// The `[outlet]` table. `head`, `tail` and `recognise` are written in the head language of `dateline-adapters`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Id in the output.
    pub id: Spanned<String>,
    /// Its name; never listed as the source of its own reports.
    pub name: String,
    /// Other names of the house.
    #[serde(default)]
    pub also: Vec<String>,
    /// Seat: ISO 3166 code, for choosing among namesakes.
    pub country: Option<String>,
    /// Beginnings of an article, tried in order; the first that matches is taken.
    #[serde(default)]
    pub head: Vec<Spanned<String>>,
    /// Endings, matched against whole lines from the end; what follows the first match is boilerplate.
    #[serde(default)]
    pub tail: Vec<Spanned<String>>,
    /// Lines that are site furniture wherever they stand.
    #[serde(default)]
    pub boilerplate: Vec<Spanned<String>>,
    /// Starts of paragraphs that repeat the same history under every article.
    #[serde(default)]
    pub context: Vec<Spanned<String>>,
    /// The first line is the headline even where nothing else shows it.
    #[serde(default)]
    pub headline: bool,
    /// Dates with figures only are day first.
    #[serde(default)]
    pub day_first: bool,
}
