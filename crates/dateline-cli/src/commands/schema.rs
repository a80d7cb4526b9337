//! `dateline schema`: what editors need to complete and check rule files.

use std::path::PathBuf;

use anyhow::Context;
use dateline_devkit::{PACK_SCHEMA, RULE_SCHEMA, schemas};

use crate::exit::Exit;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline schema --output my-rules/schema")]
pub(crate) struct Schema {
    /// Which files are described
    #[arg(value_enum, default_value_t = Kind::Rule)]
    pub(crate) kind: Kind,
    /// Folder to write all schemas to, instead of one to standard output
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}

/// The files that authors write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Kind {
    /// Rule files: frames, patterns, cues, lexicons, outlets and the rest
    Rule,
    /// `pack.toml`
    Pack,
}

pub(crate) fn run(args: &Schema) -> anyhow::Result<Exit> {
    let all = schemas();
    if let Some(folder) = &args.output {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        for (name, text) in &all {
            let path = folder.join(name);
            std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
            anstream::println!("{}", path.display());
        }
        anstream::eprintln!("{} schemas written", all.len());
        return Ok(Exit::Clean);
    }
    let wanted = match args.kind {
        Kind::Rule => RULE_SCHEMA,
        Kind::Pack => PACK_SCHEMA,
    };
    for (_, text) in all.iter().filter(|(name, _)| *name == wanted) {
        anstream::print!("{text}");
    }
    Ok(Exit::Clean)
}
