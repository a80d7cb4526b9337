//! Compiled packs on disk, so that the next start need not compile them.
//!
//! Invariant: a cache is used only when it was made by this very code from these very packs and is whole; whatever else
//! is found there is made anew. A cache that cannot be written stops nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use dateline_adapters::Adapters;
use dateline_core::compile::Program;
use dateline_core::pack::{Diagnostic, Loaded, RuleBody, Source};
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

/// What the file begins with.
const MAGIC: &[u8; 16] = b"dateline-cache\r\n";

/// [`MAGIC`], code, packs, length of the body, checksum of the body.
const HEAD: usize = 16 + 4 * 8;

/// What became of the cache of an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheUse {
    /// None was asked for.
    Off,
    /// What programs bring in Rust cannot be kept on disk.
    Plugins,
    /// The engine came from it.
    Loaded,
    /// The packs were compiled, and the cache written.
    Written,
    /// The packs were compiled, and the cache could not be written for this reason.
    Failed(String),
}

/// All that compiling gives.
#[derive(Deserialize, Serialize)]
pub(crate) struct Compiled<P> {
    pub(crate) program: P,
    pub(crate) diagnostics: Vec<Diagnostic>,
    pub(crate) rules: Vec<String>,
    pub(crate) rejected: Vec<String>,
    pub(crate) disabled: Vec<String>,
    /// Files that are still read when a cache is loaded: `folder/path` of outlets, media and codes of other schemes.
    pub(crate) files: BTreeSet<String>,
}

/// The place of one cache.
pub(crate) struct Slot {
    path: PathBuf,
    code: u64,
    packs: u64,
}

impl Slot {
    /// The place for the engine of these packs. Other packs of the same names take the place of the ones before.
    pub(crate) fn new(folder: &Path, packs: &BTreeMap<String, Source>, drafts: bool) -> Self {
        let hash = |hash: u64, bytes: &[u8]| {
            let length = XxHash3_64::oneshot_with_seed(hash, &(bytes.len() as u64).to_le_bytes());
            XxHash3_64::oneshot_with_seed(length, bytes)
        };
        let (mut names, mut content) = (u64::from(drafts), u64::from(drafts));
        for (name, source) in packs {
            names = hash(names, name.as_bytes());
            content = hash(content, name.as_bytes());
            for (file, bytes) in &source.files {
                content = hash(hash(content, file.as_bytes()), bytes);
            }
        }
        let code = hash(hash(0, dateline_core::SOURCES.as_bytes()), env!("CARGO_PKG_VERSION").as_bytes());
        Self { path: folder.join(format!("packs-{names:016x}.cache")), code, packs: content }
    }

    /// What was kept, when it is whole and of these packs and this code.
    pub(crate) fn load(&self) -> Option<Compiled<Program>> {
        let bytes = std::fs::read(&self.path).ok()?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if *head != self.head(body) {
            return None;
        }
        match postcard::take_from_bytes(body) {
            Ok((compiled, [])) => Some(compiled),
            _ => None,
        }
    }

    /// Keeps what was compiled. The file appears whole or not at all.
    pub(crate) fn keep(&self, compiled: &Compiled<&Program>) -> io::Result<()> {
        let body = postcard::to_allocvec(compiled).map_err(io::Error::other)?;
        let folder = self.path.parent().unwrap_or(Path::new("."));
        std::fs::create_dir_all(folder)?;
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        file.write_all(&self.head(&body))?;
        file.write_all(&body)?;
        file.as_file().sync_data()?;
        file.persist(&self.path)?;
        Ok(())
    }

    fn head(&self, body: &[u8]) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        let numbers = [self.code, self.packs, body.len() as u64, XxHash3_64::oneshot(body)];
        head[..16].copy_from_slice(MAGIC);
        for (place, number) in head[16..].as_chunks_mut::<8>().0.iter_mut().zip(numbers) {
            *place = number.to_le_bytes();
        }
        head
    }
}

/// The files that a cache does not stand for, by the folder of their pack.
pub(crate) fn read_still(packs: &[Loaded], folders: &BTreeMap<String, String>) -> BTreeSet<String> {
    let rules = packs.iter().flat_map(|pack| &pack.rules);
    let still = rules.filter(|rule| Adapters::reads(rule) || matches!(rule.body, RuleBody::Crosswalk(_)));
    still
        .filter_map(|rule| {
            let (pack, path) = rule.file.split_once('/')?;
            Some(format!("{}/{path}", folders.get(pack)?))
        })
        .collect()
}

/// The packs with nothing but these files and their heads.
pub(crate) fn only(packs: BTreeMap<String, Source>, files: &BTreeSet<String>) -> BTreeMap<String, Source> {
    let keep = |folder: &str, path: &str| path == "pack.toml" || files.contains(&format!("{folder}/{path}"));
    let reduce = |(folder, mut source): (String, Source)| {
        source.files.retain(|path, _| keep(&folder, path));
        (folder, source)
    };
    packs.into_iter().map(reduce).collect()
}
