//! Outlets: how a house's articles look, so that a new one is one TOML file.

use serde::Deserialize;
use toml::Spanned;

/// The `[outlet]` table.
///
/// Lists of forms are written in the head language of `dateline-adapters`: literals in quotes, classes such as `<date>`
/// or `<place>`, captures such as `@dateline:<place>`. A form is tried where a line begins.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outlet {
    /// Id in the output.
    #[cfg_attr(feature = "schema", schemars(with = "String"))]
    pub id: Spanned<String>,
    /// Its name; never listed as the source of its own reports.
    pub name: String,
    /// Other names of the house. `<house>` stands for any of its names.
    #[serde(default)]
    pub also: Vec<String>,
    /// True for a profile of no house: its forms, with `<house>` for any known one, go for every article.
    #[serde(default)]
    pub common: bool,
    /// Seat: ISO 3166 code, for choosing among namesakes.
    pub country: Option<String>,
    /// Seat: the town, as the house spells it.
    pub place: Option<String>,
    /// Name under which the program has registered an adapter that reads this house's articles in place of the forms; the
    /// forms then only tell by what they are recognised.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub adapter: Option<Spanned<String>>,
    /// Pieces of an article's head: slug, dateline, byline, date, section. Tried in order, line by line, until the body
    /// begins. A piece that names the house shows that the article is its own; any other speaks for it a little.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub head: Vec<Spanned<String>>,
    /// Lines that this house alone writes though they do not name it.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub signs: Vec<Spanned<String>>,
    /// How the house speaks of itself in running text (`"told" <house>`).
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub attribution: Vec<Spanned<String>>,
    /// Forms that tell the day of publication inside the first paragraph, where no head does.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub lead: Vec<Spanned<String>>,
    /// Lines that end the article: they and all that follows are boilerplate.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub tail: Vec<Spanned<String>>,
    /// Lines that are site furniture wherever they stand.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub boilerplate: Vec<Spanned<String>>,
    /// Starts of paragraphs that repeat the same history under every article.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<String>"))]
    pub context: Vec<Spanned<String>>,
    /// How to read dates in figures with slashes; unset reads none that could be either.
    pub date_order: Option<DateOrder>,
    /// Which date is the day of publication when the document's container and the head of the text both give one.
    #[serde(default)]
    pub date_from: DateFrom,
    /// Names of months and weekdays that the date classes read, added to those of the other profiles.
    #[serde(default)]
    pub calendar: Calendar,
}

/// Order of day and month in dates like `08/03/2021`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// `08/03/2021` is in March.
    DayFirst,
    /// `08/03/2021` is in August.
    MonthFirst,
}

/// Where the day of publication is taken from first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum DateFrom {
    /// From the document's container.
    #[default]
    Container,
    /// From the head of the text.
    Head,
}

/// Names for the date classes; the case does not matter.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// Twelve lists of names, January first.
    #[serde(default)]
    pub months: Vec<Vec<String>>,
    /// Names of the days of the week.
    #[serde(default)]
    pub weekdays: Vec<String>,
}
