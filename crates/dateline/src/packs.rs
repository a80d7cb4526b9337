//! Where packs come from: embedded in the library, or a folder on disk.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use dateline_core::pack::Source;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../rules/"]
struct Embedded;

/// The packs that come with the library, by folder name.
pub fn builtin_packs() -> BTreeMap<String, Source> {
    let mut packs: BTreeMap<String, Source> = BTreeMap::new();
    for path in Embedded::iter() {
        if let (Some((pack, inner)), Some(file)) = (path.split_once('/'), Embedded::get(&path)) {
            packs.entry(pack.to_owned()).or_default().files.insert(inner.to_owned(), file.data.into_owned());
        }
    }
    packs.retain(|_, source| source.files.contains_key("pack.toml"));
    packs
}

/// Reads packs from a folder: the folder itself when it holds a `pack.toml`, else each of its folders that does.
///
/// # Errors
/// When a folder or file cannot be read; the error names it.
pub fn read_pack(folder: &Path) -> io::Result<BTreeMap<String, Source>> {
    let name = |path: &Path| path.file_name().map_or_else(|| "pack".to_owned(), |n| n.to_string_lossy().into_owned());
    let mut packs = BTreeMap::new();
    if folder.join("pack.toml").is_file() {
        packs.insert(name(folder), read_folder(folder)?);
        return Ok(packs);
    }
    for entry in sorted(folder)? {
        if entry.join("pack.toml").is_file() {
            packs.insert(name(&entry), read_folder(&entry)?);
        }
    }
    if packs.is_empty() {
        let message = format!("{}: no pack.toml here or one level below", folder.display());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    Ok(packs)
}

fn sorted(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(named)? {
        entries.push(entry.map_err(named)?.path());
    }
    entries.sort();
    Ok(entries)
}

fn read_folder(folder: &Path) -> io::Result<Source> {
    let mut source = Source::default();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((path, prefix)) = open.pop() {
        for entry in sorted(&path)? {
            let name = entry.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if name.starts_with('.') {
                continue;
            }
            if entry.is_dir() {
                open.push((entry, format!("{prefix}{name}/")));
            } else {
                let bytes = std::fs::read(&entry)
                    .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", entry.display())))?;
                source.files.insert(format!("{prefix}{name}"), bytes);
            }
        }
    }
    Ok(source)
}
