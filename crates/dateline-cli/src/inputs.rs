//! Paths to documents: files, folders, standard input. What cannot be read is named and counted.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::RawDocument;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

impl Input {
    /// Its name for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) => path.display().to_string(),
            Self::Stdin => "standard input".to_owned(),
        }
    }

    /// Reads the document.
    pub(crate) fn read(&self) -> anyhow::Result<RawDocument> {
        let (id, bytes) = match self {
            Self::File(path) => (
                path.file_stem().map_or_else(|| "document".to_owned(), |s| s.to_string_lossy().into_owned()),
                std::fs::read(path)?,
            ),
            Self::Stdin => {
                let mut bytes = Vec::new();
                std::io::stdin().lock().read_to_end(&mut bytes)?;
                ("stdin".to_owned(), bytes)
            }
        };
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to();
            anyhow::anyhow!("not UTF-8 text at byte {at}; convert the file to UTF-8")
        })?;
        if text.len() > u32::MAX as usize {
            bail!("larger than 4 GiB; split the file");
        }
        Ok(RawDocument::new(id, text))
    }
}

/// All inputs under the paths, in order; folders are walked in the order of their names.
pub(crate) fn collect(paths: &[PathBuf]) -> anyhow::Result<Vec<Input>> {
    let mut out = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            out.push(Input::Stdin);
        } else if path.is_dir() {
            walk(path, &mut out)?;
        } else if path.exists() {
            out.push(Input::File(path.clone()));
        } else {
            bail!("{}: no such file or folder", path.display());
        }
    }
    Ok(out)
}

fn walk(folder: &Path, out: &mut Vec<Input>) -> anyhow::Result<()> {
    let walker =
        ignore::WalkBuilder::new(folder).standard_filters(false).hidden(true).sort_by_file_name(Ord::cmp).build();
    for entry in walker {
        let entry = entry.with_context(|| format!("{} cannot be walked", folder.display()))?;
        if entry.path().is_file() && entry.path().extension().is_some_and(|e| e == "txt") {
            out.push(Input::File(entry.into_path()));
        }
    }
    Ok(())
}
