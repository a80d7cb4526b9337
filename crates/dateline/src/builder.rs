//! The builder and the engine that a library consumer holds.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use dateline_adapters::{Adapter, Adapters};
use dateline_core::compile::Program;
use dateline_core::pack::{Crosswalk, Diagnostic, Loaded, RuleBody, RuleStatus, Severity, Source, Spot, load};
use dateline_core::plugin::{Plugins, Predicate, Stage};
use dateline_export::{Exporter, Exporters, Inventories, inventories};
use dateline_model::{Article, Extraction, RawDocument};

use crate::builtin_packs;
use crate::cache::{CacheUse, Compiled, Slot, only, read_still};

/// Collects packs and adapters, and builds an [`Engine`].
pub struct Builder {
    packs: BTreeMap<String, Source>,
    adapters: Vec<Box<dyn Adapter>>,
    exporters: Exporters,
    plugins: Plugins,
    lenient: bool,
    drafts: bool,
    cache: Option<PathBuf>,
}

/// The packs cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{} of the rule packs' files cannot be used: {}", .diagnostics.iter().filter(|d| d.severity == Severity::Error).count(), first(.diagnostics))]
pub struct BuildError {
    /// Everything that was found, errors and warnings.
    pub diagnostics: Vec<Diagnostic>,
}

fn first(diagnostics: &[Diagnostic]) -> String {
    let error = diagnostics.iter().find(|d| d.severity == Severity::Error);
    error.map_or_else(String::new, |d| format!("{}: {}", d.spot.file, d.title))
}

impl Builder {
    /// Adds a pack, or replaces the one of the same folder name.
    #[must_use]
    pub fn pack(mut self, name: impl Into<String>, source: Source) -> Self {
        self.packs.insert(name.into(), source);
        self
    }

    /// Adds packs by their folder names, or replaces those of the same.
    #[must_use]
    pub fn packs(mut self, packs: &BTreeMap<String, Source>) -> Self {
        self.packs.extend(packs.iter().map(|(name, source)| (name.clone(), source.clone())));
        self
    }

    /// Leaves the built-in packs out.
    #[must_use]
    pub fn without_builtin(mut self) -> Self {
        let builtin = builtin_packs();
        self.packs.retain(|name, _| !builtin.contains_key(name));
        self
    }

    /// Adds a test of words written in Rust, for patterns that ask for it: `[is=name]`.
    #[must_use]
    pub fn predicate(mut self, predicate: Arc<dyn Predicate>) -> Self {
        self.plugins.predicate(predicate);
        self
    }

    /// Adds a stage written in Rust, for rules that run it: `[stage] run = "name"`.
    #[must_use]
    pub fn stage(mut self, stage: Arc<dyn Stage>) -> Self {
        self.plugins.stage(stage);
        self
    }

    /// Adds an adapter written in Rust. It reads the documents of which it is surer than the outlet profiles are, and
    /// those of the outlets that name it: `adapter = "name"`.
    #[must_use]
    pub fn adapter(mut self, adapter: Box<dyn Adapter>) -> Self {
        self.adapters.push(adapter);
        self
    }

    /// Adds a format written in Rust, or replaces the one of that name.
    #[must_use]
    pub fn exporter(mut self, exporter: Box<dyn Exporter>) -> Self {
        self.exporters.register(exporter);
        self
    }

    /// Builds with the rules that are sound and leaves the others out; [`Engine::diagnostics`] names them.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// Uses rules that are still being written, as if they were experimental.
    #[must_use]
    pub fn drafts(mut self) -> Self {
        self.drafts = true;
        self
    }

    /// Keeps compiled packs in this folder, and takes them from there as long as neither they nor the engine change.
    /// Where predicates, stages or adapters written in Rust are added, nothing is kept.
    #[must_use]
    pub fn cache(mut self, folder: impl Into<PathBuf>) -> Self {
        self.cache = Some(folder.into());
        self
    }

    /// Compiles the packs.
    ///
    /// # Errors
    /// When a pack has an error, unless the builder is lenient; and when no pack brings a language.
    pub fn build(mut self) -> Result<Engine, BuildError> {
        let plugins = !self.plugins.is_empty() || !self.adapters.is_empty();
        let slot = match self.cache.take() {
            None => Err(CacheUse::Off),
            Some(_) if plugins => Err(CacheUse::Plugins),
            Some(folder) => Ok(Slot::new(&folder, &self.packs, self.drafts)),
        };
        match slot {
            Err(unused) => self.compile(None).map(|engine| Engine { cache: unused, ..engine }),
            Ok(slot) => match slot.load() {
                Some(compiled) => self.with_compiled(compiled),
                None => self.compile(Some(&slot)),
            },
        }
    }

    fn with_compiled(self, compiled: Compiled<Program>) -> Result<Engine, BuildError> {
        let Compiled { program, mut diagnostics, rules, rejected, disabled, files } = compiled;
        // What cannot be loaded of these files was found when they were compiled.
        let Packs { loaded, .. } = load_all(only(self.packs, &files));
        let (adapters, found) = Adapters::compile(loaded.iter().flat_map(|p| &p.rules), self.adapters);
        diagnostics.extend(found);
        if !self.lenient && diagnostics.iter().any(|d| d.severity == Severity::Error) {
            return Err(BuildError { diagnostics });
        }
        Ok(Engine {
            core: dateline_core::engine::Engine::new(program),
            adapters,
            exporters: with_inventories(self.exporters, &loaded),
            diagnostics,
            rules,
            rejected,
            disabled,
            cache: CacheUse::Loaded,
        })
    }

    fn compile(self, slot: Option<&Slot>) -> Result<Engine, BuildError> {
        let Packs { loaded: mut packs, folders, mut diagnostics } = load_all(self.packs);
        if self.drafts {
            let rules = packs.iter_mut().flat_map(|pack| &mut pack.rules);
            for rule in rules.filter(|rule| rule.head.status == RuleStatus::Draft) {
                rule.head.status = RuleStatus::Experimental;
            }
        }
        let built = Program::build(&packs, &self.plugins);
        diagnostics.extend(built.diagnostics);
        // Those of the adapters come anew with every start.
        let kept = diagnostics.clone();
        let (adapters, found) = Adapters::compile(packs.iter().flat_map(|p| &p.rules), self.adapters);
        diagnostics.extend(found);
        let files = read_still(&packs, &folders);
        let exporters = with_inventories(self.exporters, &packs);
        // What was read makes room before anything is written.
        drop(packs);
        let mut cache = CacheUse::Off;
        if let (Some(slot), Some(program)) = (slot, &built.program) {
            let compiled = Compiled {
                program,
                diagnostics: kept,
                rules: built.rules.clone(),
                rejected: built.rejected.clone(),
                disabled: built.disabled.clone(),
                files,
            };
            cache =
                slot.keep(&compiled).map_or_else(|error| CacheUse::Failed(error.to_string()), |()| CacheUse::Written);
        }
        let failed = diagnostics.iter().any(|d| d.severity == Severity::Error);
        match built.program {
            Some(program) if self.lenient || !failed => Ok(Engine {
                core: dateline_core::engine::Engine::new(program),
                adapters,
                exporters,
                diagnostics,
                rules: built.rules,
                rejected: built.rejected,
                disabled: built.disabled,
                cache,
            }),
            _ => Err(BuildError { diagnostics }),
        }
    }
}

fn crosswalks(packs: &[Loaded]) -> impl Iterator<Item = &Crosswalk> {
    packs.iter().flat_map(|pack| &pack.rules).filter_map(|rule| match &rule.body {
        RuleBody::Crosswalk(crosswalk) => Some(crosswalk),
        _ => None,
    })
}

/// The formats, with those that the packs' crosswalks code; a program's own of the same name stay.
fn with_inventories(mut exporters: Exporters, packs: &[Loaded]) -> Exporters {
    let mut codes = Inventories::default();
    for crosswalk in crosswalks(packs) {
        let coded = |codes: &BTreeMap<String, BTreeMap<String, String>>, keys: [&str; 2]| {
            let key = |code: &BTreeMap<String, String>, key| code.get(key).cloned().unwrap_or_default();
            let pairs = codes.iter().map(|(kind, code)| (kind.clone(), (key(code, keys[0]), key(code, keys[1]))));
            pairs.collect::<Vec<_>>()
        };
        codes.acled.extend(coded(&crosswalk.acled, ["event", "sub_event"]));
        codes.plover.extend(coded(&crosswalk.plover, ["event", "mode"]));
    }
    for exporter in inventories(codes) {
        if exporters.get(exporter.name()).is_err() {
            exporters.register(exporter);
        }
    }
    exporters
}

/// Packs as they were read.
struct Packs {
    loaded: Vec<Loaded>,
    /// Folder by the id of the pack.
    folders: BTreeMap<String, String>,
    diagnostics: Vec<Diagnostic>,
}

/// Loads all packs and orders them: what a pack depends on comes before it, then by id.
fn load_all(sources: BTreeMap<String, Source>) -> Packs {
    let (mut diagnostics, mut folders) = (Vec::new(), BTreeMap::new());
    let mut open: BTreeMap<String, Loaded> = BTreeMap::new();
    for (folder, source) in sources {
        let (pack, mut found) = load(source);
        // A pack whose id cannot be read is called by its folder.
        for diagnostic in found.iter_mut().filter(|found| found.spot.file == "pack.toml") {
            diagnostic.spot.file = format!("{folder}/pack.toml");
        }
        diagnostics.extend(found);
        if let Some(mut pack) = pack {
            // Descriptions and examples are nobody's business here, and of many rules they take the most room.
            for rule in &mut pack.rules {
                (rule.head.yes, rule.head.no, rule.head.doc) = (Vec::new(), Vec::new(), None);
            }
            folders.insert(pack.manifest.pack.id.get_ref().clone(), folder);
            open.insert(pack.manifest.pack.id.get_ref().clone(), pack);
        }
    }
    let known: BTreeSet<String> = open.keys().cloned().collect();
    for (id, pack) in &open {
        for need in &pack.manifest.pack.depends {
            if !known.contains(need.get_ref()) {
                let spot = Spot { file: format!("{id}/pack.toml"), bytes: need.span() };
                diagnostics.push(
                    Diagnostic::error(
                        "missing-pack",
                        spot,
                        format!("pack `{}` is not loaded", need.get_ref()),
                        "needed here",
                    )
                    .nearest(need.get_ref(), known.iter().map(String::as_str)),
                );
            }
        }
    }
    let mut ordered: Vec<Loaded> = Vec::new();
    let mut done: BTreeSet<String> = BTreeSet::new();
    while !open.is_empty() {
        let ready = open
            .iter()
            .find(|(_, p)| {
                p.manifest.pack.depends.iter().all(|d| done.contains(d.get_ref()) || !known.contains(d.get_ref()))
            })
            .map(|(id, _)| id.clone());
        let Some(id) = ready.clone().or_else(|| open.keys().next().cloned()) else { break };
        let Some(pack) = open.remove(&id) else { break };
        if ready.is_none() {
            let spot = Spot { file: format!("{id}/pack.toml"), bytes: pack.manifest.pack.id.span() };
            diagnostics.push(
                Diagnostic::error(
                    "pack-circle",
                    spot,
                    format!("pack `{id}` depends on itself through others"),
                    "in a circle",
                )
                .help("take one of the dependencies out"),
            );
        }
        done.insert(id);
        ordered.push(pack);
    }
    Packs { loaded: ordered, folders, diagnostics }
}

/// Compiled packs and adapters: immutable, shared freely among threads.
pub struct Engine {
    core: dateline_core::engine::Engine,
    adapters: Adapters,
    exporters: Exporters,
    diagnostics: Vec<Diagnostic>,
    rules: Vec<String>,
    rejected: Vec<String>,
    disabled: Vec<String>,
    cache: CacheUse,
}

impl Engine {
    /// A builder with the built-in packs.
    pub fn builder() -> Builder {
        Builder {
            packs: builtin_packs(),
            adapters: Vec::new(),
            exporters: Exporters::default(),
            plugins: Plugins::default(),
            lenient: false,
            drafts: false,
            cache: None,
        }
    }

    /// Extracts the events of one document.
    pub fn extract(&self, document: &RawDocument) -> Extraction {
        self.core.extract(&self.read(document))
    }

    /// The document's parts as its outlet's profile reads them.
    pub fn read<'t>(&self, document: &'t RawDocument) -> Article<'t> {
        self.adapters.read(document)
    }

    /// The formats that extractions can be written in.
    pub fn exporters(&self) -> &Exporters {
        &self.exporters
    }

    /// From an event type to the next broader one, by the packs' crosswalks.
    pub fn broader(&self) -> &BTreeMap<String, String> {
        &self.core.program().broader
    }

    /// The engine behind the adapters.
    pub fn core(&self) -> &dateline_core::engine::Engine {
        &self.core
    }

    /// What was found while building.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// What became of the cache that the builder asked for.
    pub fn cache(&self) -> &CacheUse {
        &self.cache
    }

    /// Full ids of the rules in use, in their order.
    pub fn rules(&self) -> &[String] {
        &self.rules
    }

    /// Full ids of the rules that were left out for an error.
    pub fn rejected(&self) -> &[String] {
        &self.rejected
    }

    /// Full ids of the rules that are switched off.
    pub fn disabled(&self) -> &[String] {
        &self.disabled
    }
}
