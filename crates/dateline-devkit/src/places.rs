//! Places in packs. Invariant: a diagnostic names a pack by its id, or by its folder where the id cannot be read.

use std::collections::BTreeMap;

use dateline::Source;
use dateline_core::pack::load;

/// The id in a pack's `pack.toml`.
pub fn pack_id(source: &Source) -> Option<String> {
    let head = source.files.get("pack.toml")?.clone();
    let files = BTreeMap::from([("pack.toml".to_owned(), head)]);
    Some(load(Source { files }).0?.manifest.pack.id.into_inner())
}

/// Packs' folders by their ids: an id need not be its folder's name.
#[derive(Debug)]
pub struct Folders<'s> {
    sources: &'s BTreeMap<String, Source>,
    by_id: BTreeMap<String, &'s str>,
}

impl<'s> Folders<'s> {
    /// Those of these packs.
    pub fn of(sources: &'s BTreeMap<String, Source>) -> Self {
        let by_id = sources.iter().filter_map(|(folder, source)| Some((pack_id(source)?, folder.as_str()))).collect();
        Self { sources, by_id }
    }

    /// The folder of a place's file, `pack/inner/path`, the path inside it, and what stands there.
    pub fn file(&self, file: &str) -> Option<(&'s str, &'s str, &'s str)> {
        let (pack, path) = file.split_once('/')?;
        let (folder, source) = self.sources.get_key_value(self.by_id.get(pack).copied().unwrap_or(pack))?;
        let (path, bytes) = source.files.get_key_value(path)?;
        Some((folder, path, std::str::from_utf8(bytes).unwrap_or_default()))
    }
}
