//! From a raw document to an article: which house wrote it, when and where, and which parts of the text are what.
//!
//! A house's style is an *outlet profile*: one TOML file of a rule pack ([`dateline_core::pack::Outlet`]), whose forms
//! are written in the head language. What a form can hold:
//!
//! | part | matches |
//! |---|---|
//! | `"Shafaq News"` | the text; white space is flexible, case counts (`"comments"i`: it does not) |
//! | `<isodate>` `<datetime>` `<date>` `<month-day>` `<weekday>` `<clock>` `<zone>` | dates and times |
//! | `<place>` `<caps>` `<name>` | capitalised words, words in capitals, a person's name |
//! | `<house>` | a name of the profile's house; of any known house in the common profile |
//! | `<words>` `<line>` | anything inside the line, as little as will do; the rest of the line |
//! | `<number>` `<slug>` `<code>` `<dash>` `<paren>` `<bracket>` | `1,206` · `rudaw` · `DEV-0001` · `–` · `(…)` · `[…]` |
//! | `newline` | the end of the line and the blank lines behind it |
//! | `@published:…` `@stamp:…` `@dateline:…` `@byline:…` `@headline:…` | captures |
//! | `(…)` `|` `?` `*` `+` | groups, alternatives, repetition |
//!
//! The text is what counts, never the host it was found on: houses relay each other, and a relay reads like its source.
//!
//! ```
//! use dateline_adapters::Adapters;
//! use dateline_core::pack::{Source, load};
//! use dateline_model::RawDocument;
//!
//! let mut source = Source::default();
//! source.files.insert("pack.toml".into(), b"[pack]\nid = 'mine'\nversion = '0.1.0'".to_vec());
//! source.files.insert(
//!     "example-wire.toml".into(),
//!     br#"
//!         [outlet]
//!         id = 'example-wire'
//!         name = 'Example Wire'
//!         head = ['@dateline:<place> "," @published:<isodate> "(" <house> ")" <dash>']
//!     "#
//!     .to_vec(),
//! );
//! let (pack, _) = load(source);
//! let rules = pack.map(|pack| pack.rules).unwrap_or_default();
//! let (adapters, problems) = Adapters::compile(rules.iter(), Vec::new());
//! assert!(problems.is_empty());
//!
//! let document = RawDocument::new("1", "MOSUL, 2024-11-23 (Example Wire) - Police found two old shells in a garden.");
//! let article = adapters.read(&document);
//! assert_eq!(article.outlet.as_deref(), Some("example-wire"));
//! assert_eq!(article.dateline.map(|d| d.span.slice(article.text)), Some("MOSUL"));
//! assert_eq!(article.published.map(|p| p.to_string()).as_deref(), Some("2024-11-23"));
//! ```
//!
//! Invariant: the blocks of an article are in order, do not overlap, and cover all of the text but white space and the
//! marks without width (byte order marks and the like) beside it.

mod adapter;
mod date;
mod form;
mod houses;
mod lines;
mod profile;
mod read;
mod recognise;

pub use adapter::{Adapter, Adapters, Score};
