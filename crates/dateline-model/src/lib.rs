//! Plain data that passes between the rooms of dateline, and nothing else.
//!
//! Invariant: no logic beyond conversions. Readers make a [`RawDocument`], adapters an [`Article`], the engine an
//! [`Extraction`], exporters bytes. [`Extraction`] is the output contract: its serde form is the JSON Lines schema
//! `dateline/1`.

mod article;
mod event;
mod extraction;
mod span;
mod when;

pub use article::{Article, Block, BlockKind, DatelineHead, RawDocument};
pub use event::{Claim, Count, Event, Filler, Incident, Source, Status, TextRef, TimeBasis, TimeValue};
pub use extraction::{Attributes, CopyOf, DatelinePlace, Entity, EntityKind, Extraction, OutBlock, SCHEMA, Warning};
pub use span::{ByteSpan, CharSpan, OffsetMap};
pub use when::{When, WhenError};
