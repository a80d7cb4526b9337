//! The engine that a command asks for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context;
use dateline::{Builder, Engine, Severity, Source};

use crate::args::PackArgs;
use crate::render;

/// The packs' sources by folder name, for building and for showing places in them.
pub(crate) type Sources = BTreeMap<String, Source>;

/// Packs from folders on top of the built-in ones.
pub(crate) fn sources(folders: &[PathBuf], builtin: bool) -> anyhow::Result<Sources> {
    let mut sources = if builtin { dateline::builtin_packs() } else { Sources::new() };
    for folder in folders {
        sources.extend(dateline::read_pack(folder).context("rule packs cannot be read")?);
    }
    Ok(sources)
}

/// A builder over exactly these packs.
pub(crate) fn builder(sources: &Sources) -> Builder {
    let mut builder = Engine::builder().without_builtin();
    for (name, source) in sources {
        builder = builder.pack(name, source.clone());
    }
    builder
}

/// An engine with every rule that is sound; errors in packs are shown on standard error. `None` when nothing is usable.
pub(crate) fn engine(args: &PackArgs) -> anyhow::Result<Option<Engine>> {
    let sources = sources(&args.folders, !args.no_builtin)?;
    let built = builder(&sources).lenient().build();
    let diagnostics = match &built {
        Ok(engine) => engine.diagnostics(),
        Err(error) => &error.diagnostics,
    };
    for diagnostic in diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        anstream::eprintln!("{}", render::diagnostic(diagnostic, &sources));
    }
    Ok(built.ok())
}
