//! `dateline fmt`: rule files in the look of the house.

use std::path::{Path, PathBuf};

use anyhow::Context;
use dateline_devkit::format_toml;

use crate::exit::Exit;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline fmt rules --check")]
pub(crate) struct Fmt {
    /// Rule files, or folders whose .toml files are meant
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Change nothing; name the files that look otherwise, and exit with 1 when there are any
    #[arg(long)]
    pub(crate) check: bool,
}

pub(crate) fn run(args: &Fmt) -> anyhow::Result<Exit> {
    let files = files(&args.paths)?;
    if files.is_empty() {
        anstream::eprintln!("error: no .toml files under the given paths");
        return Ok(Exit::Nothing);
    }
    let (mut good, mut other, mut failed) = (0usize, 0usize, 0usize);
    for file in &files {
        let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
        match format_toml(&text) {
            Ok(formatted) if formatted == text => good += 1,
            Ok(formatted) => {
                other += 1;
                anstream::println!("{}", file.display());
                if !args.check {
                    std::fs::write(file, formatted).with_context(|| format!("{} cannot be written", file.display()))?;
                }
            }
            Err(problem) => {
                failed += 1;
                anstream::eprintln!("error: {}: {problem}", file.display());
            }
        }
    }
    let done = if args.check { "to format" } else { "formatted" };
    anstream::eprintln!("{} files: {good} as they should be, {other} {done}, {failed} unreadable", files.len());
    Ok(if failed > 0 || (args.check && other > 0) { Exit::Findings } else { Exit::Clean })
}

/// The files under the paths, by name.
fn files(paths: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for path in paths {
        if path.is_file() {
            out.push(path.clone());
            continue;
        }
        let walk =
            ignore::WalkBuilder::new(path).standard_filters(false).hidden(true).sort_by_file_name(Ord::cmp).build();
        for entry in walk {
            let entry = entry.with_context(|| format!("{} cannot be walked", path.display()))?;
            if entry.path().extension() == Some(Path::new("toml").as_os_str()) && entry.path().is_file() {
                out.push(entry.into_path());
            }
        }
    }
    Ok(out)
}
