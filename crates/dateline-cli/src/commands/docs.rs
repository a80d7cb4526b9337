//! `dateline docs`: a page a rule, from its own text and examples.

use std::path::PathBuf;

use anyhow::Context;
use dateline::read_pack;
use dateline_devkit::book;

use crate::exit::Exit;
use crate::packs;

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
    let mut sources = packs::sources(&[], args.folders.is_empty())?;
    for folder in &args.folders {
        sources.extend(read_pack(folder).context("rule packs cannot be read")?);
    }
    let files = book(&sources, &args.title);
    for (path, text) in &files {
        let path = args.output.join(path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        }
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    // Beside the pages of rules: the book's own file, its summary, and a page a pack.
    anstream::eprintln!("{} packs; {} files written to {}", sources.len(), files.len(), args.output.display());
    Ok(Exit::Clean)
}
