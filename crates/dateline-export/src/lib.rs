//! Exporters: one module a format, each from an [`Extraction`](dateline_model::Extraction) to bytes.
//!
//! [`Exporters`] knows them by name; a program adds its own formats with [`Exporters::register`].

mod annotations;
#[cfg(feature = "arrow")]
mod arrow;
mod brat;
mod cas;
#[cfg(any(feature = "arrow", feature = "parquet"))]
mod columnar;
mod conllu;
mod csv;
mod doccano;
mod exporter;
mod framed;
mod geojson;
mod inventories;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
mod relational;
mod report;
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;
mod tables;
mod text;

pub use exporter::{Export, Exporter, Exporters, UnknownFormat};
pub use inventories::{Inventories, inventories};
pub use jsonl::write_jsonl;
pub use tables::codebook;
pub use text::{Style, write_text};
