//! News on security and conflict into event data, by rules.
//!
//! ```
//! use dateline::{Engine, RawDocument};
//!
//! let engine = Engine::builder().build()?;
//! let text = "Police arrest four suspects in Mosul\n\nPolice in Mosul arrested four suspects on Monday, officials said.";
//! let found = engine.extract(&RawDocument::new("example", text));
//! let arrest = &found.incidents[0];
//! assert_eq!(arrest.kind, "arrest");
//! assert_eq!(arrest.count.as_ref().map(|c| (c.min, c.max)), Some((4, Some(4))));
//! # Ok::<(), dateline::BuildError>(())
//! ```
//!
//! An [`Engine`] is immutable and `Send + Sync`: build it once, share it among threads, call [`Engine::extract`] for
//! every document. The built-in packs are part of the library; [`Builder::pack`] adds or replaces packs.

mod builder;
mod cache;
mod packs;

/// What programs can add to the rules, and what it then sees; the parts of an analysis are documented in `dateline-core`.
pub mod plugin {
    pub use dateline_core::analysis::model;
    pub use dateline_core::plugin::{Found, Predicate, Scene, Stage, WordView};
    pub use dateline_core::text::{Case, Tag, Token};
}

pub use builder::{BuildError, Builder, Engine};
pub use cache::CacheUse;
pub use dateline_adapters::{Adapter, Score};
pub use dateline_core::pack::{Diagnostic, Severity, Source, Spot};
pub use dateline_export::{Export, Exporter, Exporters, Style, UnknownFormat};
pub use dateline_model::*;
pub use packs::{builtin_packs, read_pack};

/// The examples of the README are run with the others.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
