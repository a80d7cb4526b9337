//! The project's own articles as documents.

use std::path::Path;
use std::{fs, io};

use dateline::RawDocument;

/// The articles of a folder in the order of their names; without a folder, those of `corpus/dev`.
///
/// # Errors
/// When the folder or an article cannot be read.
pub fn corpus(folder: Option<&Path>) -> io::Result<Vec<RawDocument>> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus/dev");
    let mut paths = fs::read_dir(folder.unwrap_or(&own))?.map(|e| Ok(e?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let id = |p: &Path| p.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    paths.iter().map(|p| Ok(RawDocument::new(id(p), fs::read_to_string(p)?))).collect()
}
