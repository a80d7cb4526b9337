//! Exporters: one module a format, each from an [`Extraction`](dateline_model::Extraction) to bytes.
//!
//! [`Exporters`] knows them by name; a program adds its own formats with [`Exporters::register`].

mod exporter;
mod jsonl;
mod text;

pub use exporter::{Export, Exporter, Exporters, UnknownFormat};
pub use jsonl::write_jsonl;
pub use text::{Style, write_text};
