//! A civil date with an optional time of day, as articles state them: no zone is invented.

use jiff::civil::{Date, Time};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A day, or a day and a time of day. Displays as `2024-11-23` or `2024-12-29T12:15:23`.
///
/// ```
/// use dateline_model::When;
/// let when: When = "2024-12-29T12:15:23".parse()?;
/// assert_eq!(when.date.year(), 2024);
/// assert_eq!(when.to_string(), "2024-12-29T12:15:23");
/// # Ok::<(), dateline_model::WhenError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    /// The day.
    pub date: Date,
    /// The time of day, when the text states one.
    pub time: Option<Time>,
}

/// The text is not a date in the form `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhenError(String);

impl std::fmt::Display for WhenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not a date; write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS", self.0)
    }
}

impl std::error::Error for WhenError {}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self { date, time: None }
    }
}

impl std::fmt::Display for When {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.date)?;
        self.time.map_or(Ok(()), |t| write!(f, "T{t}"))
    }
}

impl std::str::FromStr for When {
    type Err = WhenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || WhenError(text.to_owned());
        let (day, time) = text.split_once('T').map_or((text, None), |(d, t)| (d, Some(t)));
        Ok(Self {
            date: day.parse().map_err(|_| wrong())?,
            time: time.map(str::parse).transpose().map_err(|_| wrong())?,
        })
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for When {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "When".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A day, or a day with a time of day.",
            "type": "string",
            "pattern": r"^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?$"
        })
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}
