//! What a run writes to. Invariant: no file is opened for writing that is an input, or that the run writes to already.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline_readers::Input;

use super::Extract;

/// The journal beside an output.
pub(crate) fn journal_of(output: &Path) -> PathBuf {
    let mut path = output.as_os_str().to_owned();
    path.push(".journal");
    PathBuf::from(path)
}

/// Refuses to write over what is read, and to write two things into one file: opening a file for writing empties it.
pub(crate) fn check(args: &Extract, inputs: &[Input]) -> anyhow::Result<()> {
    let journal = args.output.as_deref().map(journal_of);
    let targets = [
        ("--output", args.output.as_deref()),
        ("--quarantine", args.quarantine.as_deref()),
        ("the journal of --output", journal.as_deref()),
    ];
    let mut written: Vec<(&str, PathBuf)> = Vec::new();
    for (what, path) in targets {
        let Some(place) = path.map(place).transpose()?.flatten() else { continue };
        if let Some((other, _)) = written.iter().find(|(_, known)| *known == place) {
            bail!("{what} and {other} are one file, {}", place.display());
        }
        written.push((what, place));
    }
    if written.is_empty() {
        return Ok(());
    }
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path),
        Input::Stdin => None,
    });
    for input in files.chain(&args.lists) {
        // One that cannot be found is told of when it is read.
        let Ok(read) = input.canonicalize() else { continue };
        if let Some((what, _)) = written.iter().find(|(_, place)| *place == read) {
            bail!("{what} would write over an input, {}", input.display());
        }
    }
    Ok(())
}

/// Where a file stands or will stand; `None` for what is no file, such as `/dev/null`.
fn place(path: &Path) -> anyhow::Result<Option<PathBuf>> {
    if path.exists() {
        let place = path.canonicalize().with_context(|| path.display().to_string())?;
        return Ok(place.is_file().then_some(place));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = folder.canonicalize().with_context(|| format!("{} cannot be written", path.display()))?;
    Ok(path.file_name().map(|name| folder.join(name)))
}
