//! Where the repository keeps what the commands read.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dateline_core::analysis::lemma::{IrregularLexicon, Morphology};
use dateline_core::text::{Tokenizer, TokenizerLexicon};
use serde::de::DeserializeOwned;

/// A path below the repository's root.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(relative)
}

/// A path as seen from the repository's root, for messages.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(self::path("")).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// All files below a folder with this extension (`""` is all), by name; what git ignores is left out.
pub(crate) fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let hidden = |entry: &ignore::DirEntry| entry.file_name() != ".git";
    for entry in ignore::WalkBuilder::new(folder).hidden(false).filter_entry(hidden).build() {
        let entry = entry.with_context(|| format!("cannot walk {}", folder.display()))?;
        let fits = extension.is_empty() || entry.path().extension().is_some_and(|e| e == extension);
        if fits && entry.path().is_file() {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
}

pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

fn lexicon<T: DeserializeOwned>(name: &str) -> Result<T> {
    let path = path("rules/english/lexicon").join(name);
    toml::from_str(&read(&path)?).with_context(|| format!("cannot read {}", path.display()))
}

/// The English tokenizer.
pub(crate) fn tokenizer() -> Result<Tokenizer> {
    lexicon::<TokenizerLexicon>("abbreviations.toml").map(Tokenizer::from)
}

/// English inflection.
pub(crate) fn morphology() -> Result<Morphology> {
    lexicon::<IrregularLexicon>("irregular.toml").map(Morphology::from)
}
