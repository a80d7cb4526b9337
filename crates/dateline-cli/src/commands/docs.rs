//! `dateline docs`: a page a rule, from its own text and examples.

use std::path::PathBuf;

use anyhow::Context;
use dateline::Severity;
use dateline_devkit::{Book, book};

use crate::exit::Exit;
use crate::{packs, render};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline docs my-rules --output book && mdbook build book")]
pub(crate) struct Docs {
    /// Folder with rule packs; without it the built-in packs are described
    #[arg(value_name = "DIR")]
    pub(crate) folders: Vec<PathBuf>,
    /// Folder to write the book to, as mdBook reads it
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Title of the book
    #[arg(long, default_value = "Rules")]
    pub(crate) title: String,
}

pub(crate) fn run(args: &Docs) -> anyhow::Result<Exit> {
    let sources = packs::sources(&args.folders, args.folders.is_empty())?;
    let Book { files, packs, diagnostics } = book(&sources, &args.title);
    for diagnostic in &diagnostics {
        anstream::eprintln!("{}\n", render::diagnostic(diagnostic, &sources));
    }
    if packs == 0 {
        anstream::eprintln!("error: no usable rule packs");
        return Ok(Exit::Packs);
    }
    for (path, text) in &files {
        let path = args.output.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    // Beside the pages of rules: the book's own file, its summary, and a page a pack.
    anstream::eprintln!("{packs} packs; {} files written to {}", files.len(), args.output.display());
    let unsound = diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    Ok(if unsound { Exit::Findings } else { Exit::Clean })
}
