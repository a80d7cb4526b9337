//! Rule packs: what their authors write, read strictly and kept with its place in the file.
//!
//! A pack is a folder with a `pack.toml` and rule files, one rule a file. Loading never stops at the first mistake: a
//! file that cannot be used is left out and reported as a [`Diagnostic`] with its place and what to do.

mod cue;
mod diagnostic;
mod example;
mod frame;
mod lexicon;
mod load;
mod manifest;
mod outlet;
pub mod pattern;
mod read;
mod rule;
mod stage;
mod table;

pub use cue::{Cue, CueScope, CueSets, Until};
pub use diagnostic::{Diagnostic, Severity, Spot, nearest};
pub use example::{Example, ExpectedEvent};
pub use frame::{Frame, FrameRole};
pub use lexicon::{Entry, EntryRef, Inflection, Lexicon, Names};
pub use load::{ENGINE, Loaded, LoadedRule, Source, load};
pub use manifest::{LanguageFiles, Manifest, PackHead};
pub use outlet::{Calendar, DateFrom, DateOrder, Outlet};
pub(crate) use read::read_toml;
pub use rule::{Crosswalk, Overlap, PatternRule, RuleBody, RuleFile, RuleHead, RuleStatus, TypeDef};
pub use stage::StageRule;
pub use table::Table;
