//! Files and streams to raw documents: plain text, HTML pages, JSON Lines, CSV, feeds, web archives, MUC messages and
//! Parquet, inside gzip, zstd, bzip2, zip and tar, in any encoding that news comes in.
//!
//! A [`Reader`] is pushed through its inputs and calls back with [`Item`]s, so that nothing larger than one record is
//! ever held. What costs time (an encoding guessed, a page's main text found) waits in the item until
//! [`Undecoded::decode`], which any thread may call.
//!
//! ```
//! use std::ops::ControlFlow;
//! use dateline_readers::{Options, Reader};
//!
//! let reader = Reader::new(Options::default());
//! let mut texts = Vec::new();
//! let lines = r#"{"id": "a", "text": "Police arrested two men."}
//! {"id": "b", "body": "One more."}
//! {"id": "c"}"#;
//! let _ = reader.stream("news.jsonl", &mut lines.as_bytes(), &mut |item| {
//!     texts.push(match item.found.and_then(|found| found.decode(&reader.options().limits)) {
//!         Ok(document) => format!("{}: {}", document.id, document.text),
//!         Err(failure) => format!("{}: {}", item.origin, failure.kind.name()),
//!     });
//!     ControlFlow::Continue(())
//! });
//! assert_eq!(texts, ["a: Police arrested two men.", "b: One more.", "news.jsonl#3: no-text"]);
//! ```
//!
//! Invariant: whatever the bytes, every document and every container that cannot be read comes out as one item, with a
//! text or with a [`Failure`] that has a name; memory is bounded by [`Limits`].

mod archive;
mod encoding;
mod failure;
mod feed;
mod html;
mod ids;
mod item;
mod json;
mod language;
mod lines;
mod muc;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod paths;
mod reader;
mod rows;
mod sniff;
mod table;
mod warc;
mod when;

pub use encoding::is_encoding;
pub use failure::{Failure, FailureKind};
pub use ids::Ids;
pub use item::{Item, Sink, Undecoded};
pub use language::foreign;
pub use options::{Fields, Limits, Options};
pub use paths::{Input, PathError, Paths};
pub use reader::Reader;
pub use sniff::Format;
