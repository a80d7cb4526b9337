//! Where the repository keeps what the commands read.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use dateline_core::text::{Tokenizer, TokenizerLexicon};

/// A path below the repository's root.
pub(crate) fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(relative)
}

pub(crate) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The English tokenizer.
pub(crate) fn tokenizer() -> Result<Tokenizer> {
    let path = path("rules/english/lexicon/abbreviations.toml");
    let lexicon: TokenizerLexicon =
        toml::from_str(&read(&path)?).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(lexicon.into())
}
