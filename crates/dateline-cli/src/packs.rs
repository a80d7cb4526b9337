//! The engine that a command asks for, and where its packs stand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline::{Builder, CacheUse, Diagnostic, Engine, Severity, Source};
use dateline_devkit::{pack_id, rule_like, rules_named};

use crate::args::PackArgs;
use crate::exit::Exit;
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
    Engine::builder().without_builtin().packs(sources)
}

/// An engine with every rule that is sound; errors in packs are shown on standard error. `None` when nothing is usable.
pub(crate) fn engine(args: &PackArgs) -> anyhow::Result<Option<Engine>> {
    let sources = sources(&args.folders, !args.no_builtin)?;
    Ok(engine_with(&sources, args))
}

/// An engine over packs that are already read, kept on disk where that is asked for.
pub(crate) fn engine_with(sources: &Sources, args: &PackArgs) -> Option<Engine> {
    let Some(folder) = &args.cache else { return engine_of(sources, args.drafts) };
    let engine = built(builder(sources).cache(folder), sources, args.drafts)?;
    if let CacheUse::Failed(reason) = engine.cache() {
        anstream::eprintln!("warning: {}: the cache cannot be written: {reason}", folder.display());
    }
    Some(engine)
}

/// The same over packs that are already read.
pub(crate) fn engine_of(sources: &Sources, drafts: bool) -> Option<Engine> {
    built(builder(sources), sources, drafts)
}

/// What a command ends with that used this engine: it did its work, but without what is wrong in the packs, and says so
/// where its counts stand.
pub(crate) fn verdict(engine: &Engine, exit: Exit) -> Exit {
    let errors = engine.diagnostics().iter().filter(|d| d.severity == Severity::Error).count();
    if errors == 0 {
        return exit;
    }
    anstream::eprintln!("{errors} errors in the rule packs: what they stand in was left out; see `dateline check`");
    if exit == Exit::Clean { Exit::Findings } else { exit }
}

fn built(builder: Builder, sources: &Sources, drafts: bool) -> Option<Engine> {
    let builder = builder.lenient();
    let built = if drafts { builder.drafts() } else { builder }.build();
    let diagnostics = match &built {
        Ok(engine) => engine.diagnostics(),
        Err(error) => &error.diagnostics,
    };
    for diagnostic in diagnostics.iter().filter(|d| d.severity == Severity::Error) {
        anstream::eprintln!("{}", render::diagnostic(diagnostic, sources));
    }
    if built.is_err() {
        anstream::eprintln!("error: no usable rule packs");
    }
    built.ok()
}

/// The rule in use that is meant by an id, with its pack or without.
pub(crate) fn one_rule<'e>(engine: &'e Engine, name: &str) -> anyhow::Result<&'e str> {
    match rules_named(engine, name).as_slice() {
        [rule] => Ok(rule),
        [] => {
            let near = rule_like(engine, name).map_or_else(String::new, |near| format!("did you mean `{near}`? "));
            bail!("no rule `{name}` is in use; {near}`dateline rules` lists them, `--drafts` takes drafts in");
        }
        several => bail!("`{name}` may be {}; write the full id", several.join(" or ")),
    }
}

/// Folders on disk by the id of the pack that they hold.
#[derive(Debug, Default)]
pub(crate) struct Roots(BTreeMap<String, PathBuf>);

impl Roots {
    /// The packs of these folders.
    pub(crate) fn of(folders: &[PathBuf]) -> anyhow::Result<Self> {
        let mut roots = BTreeMap::new();
        for folder in folders {
            for (name, source) in dateline::read_pack(folder).context("rule packs cannot be read")? {
                let path = if folder.join("pack.toml").is_file() { folder.clone() } else { folder.join(&name) };
                roots.insert(pack_id(&source).unwrap_or(name), path);
            }
        }
        Ok(Self(roots))
    }

    /// The file of a place `pack/inner/path`, when its pack is on disk.
    pub(crate) fn path(&self, file: &str) -> Option<PathBuf> {
        let (pack, inner) = file.split_once('/')?;
        self.0.get(pack).map(|root| root.join(inner))
    }

    /// Ids and folders.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Path)> {
        self.0.iter().map(|(id, path)| (id.as_str(), path.as_path()))
    }

    /// The place as a user finds it: the path on disk, or the path inside the built-in packs.
    pub(crate) fn shown(&self, diagnostic: &Diagnostic) -> String {
        self.path(&diagnostic.spot.file)
            .map_or_else(|| diagnostic.spot.file.clone(), |path| path.to_string_lossy().replace('\\', "/"))
    }
}
