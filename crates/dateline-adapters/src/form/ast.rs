//! The head language as a tree.
//!
//! Invariant: printing a tree and parsing the print gives the same tree (spans aside).

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

/// A part of a form with its place in the form's text.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) kind: NodeKind,
    pub(crate) span: Range<usize>,
}

/// Trees are equal when they say the same, wherever it stands.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NodeKind {
    /// `"Shafaq News"`: white space inside is flexible; `"comments"i` takes any case.
    Literal { text: String, any_case: bool },
    /// `<place>`
    Class(Class),
    /// `newline`: the end of the line, with the blank lines behind it.
    Newline,
    /// One after the other.
    Sequence(Vec<Node>),
    /// `a | b`: the first that fits.
    Either(Vec<Node>),
    /// `a?`, `a*`, `a+`
    Repeat(Box<Node>, Times),
    /// `@dateline:a`
    Capture(Field, Box<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Times {
    Optional,
    Any,
    Some,
}

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$case_doc:meta])* $case:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$case_doc])* $case,)+ }

        impl $name {
            /// Every one, in the order of the documentation.
            pub(crate) const ALL: &[Self] = &[$(Self::$case),+];

            /// As written in a form.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$case => $text),+ }
            }
        }
    };
}

named! {
    /// What a capture fills.
    Field {
        /// The dateline's place.
        Dateline = "dateline",
        /// Day of publication, perhaps with the time of day.
        Published = "published",
        /// A crawler's stamp: the day of publication where nothing better is said.
        Stamp = "stamp",
        /// Who wrote it.
        Byline = "byline",
        /// The headline.
        Headline = "headline",
    }
}

named! {
    /// Kinds of text that a form can ask for.
    Class {
        /// `2024-11-23`
        IsoDate = "isodate",
        /// `2024-12-29 12:15:23`, `2024-12-29T12:15:23+00:00`
        DateTime = "datetime",
        /// `12:15:23`, `7:14pm`
        Clock = "clock",
        /// `GMT+3`, `EDT`, `+0000`
        Zone = "zone",
        /// A day with its year: `Nov. 23, 2024`, `23 November 2024`, `23/11/2024`, `3 FEB 88`
        Date = "date",
        /// `Aug. 10`, `10 August`
        MonthDay = "month-day",
        /// `Monday`
        Weekday = "weekday",
        /// One to four capitalised words: `Deir ez-Zor`, `AMMAN/ISTANBUL`
        Place = "place",
        /// One to four words in capitals: `BAGHDAD`
        Caps = "caps",
        /// One to five capitalised words, initials among them
        Name = "name",
        /// A name of this house, or of any in the common profile
        House = "house",
        /// Anything inside the line, as little as will do
        Words = "words",
        /// The rest of the line
        Line = "line",
        /// `1,206`
        Number = "number",
        /// `rudaw`, `north-press.net`: one word without capitals
        Slug = "slug",
        /// `DEV-0001`: capitals, figures and hyphens
        Code = "code",
        /// `-`, `--`, `–`, `—`
        Dash = "dash",
        /// `(DOMESTIC SERVICE)`, over a line's end if need be
        Paren = "paren",
        /// `[TEXT]`, over a line's end if need be
        Bracket = "bracket",
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Literal { text, any_case } => {
                write!(f, "\"")?;
                for c in text.chars() {
                    if c == '"' || c == '\\' {
                        write!(f, "\\")?;
                    }
                    write!(f, "{c}")?;
                }
                write!(f, "\"{}", if *any_case { "i" } else { "" })
            }
            NodeKind::Class(class) => write!(f, "<{}>", class.name()),
            NodeKind::Newline => write!(f, "newline"),
            NodeKind::Sequence(parts) => separated(f, parts, " "),
            NodeKind::Either(parts) => {
                write!(f, "(")?;
                separated(f, parts, " | ")?;
                write!(f, ")")
            }
            NodeKind::Repeat(part, times) => {
                grouped(f, part)?;
                write!(f, "{}", ["?", "*", "+"][*times as usize])
            }
            NodeKind::Capture(field, part) => {
                write!(f, "@{}:", field.name())?;
                grouped(f, part)
            }
        }
    }
}

fn separated(f: &mut Formatter<'_>, parts: &[Node], between: &str) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        write!(f, "{part}")?;
    }
    Ok(())
}

/// What binds looser than `?` and `@…:` stands in brackets.
fn grouped(f: &mut Formatter<'_>, part: &Node) -> fmt::Result {
    match part.kind {
        NodeKind::Sequence(_) | NodeKind::Repeat(..) | NodeKind::Capture(..) => write!(f, "({part})"),
        _ => write!(f, "{part}"),
    }
}
