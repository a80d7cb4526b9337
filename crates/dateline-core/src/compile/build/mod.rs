//! Building the program: language first, then types, lexicons, frames, patterns and cues, each in pack order.
//!
//! Invariant: a rule with an error is left out alone, and whatever is wrong with it is reported at its place.

mod finish;
mod frames;
mod language;
mod lexicons;
mod names;
mod order;
mod patterns;
mod shadows;
mod stages;
mod taxonomy;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use toml::Spanned;

use crate::pack::{Diagnostic, Loaded, LoadedRule, RuleBody, RuleStatus, Severity, Spot};
use crate::plugin::Plugins;
use crate::text::{Tag, WordId};

use super::pattern::PatternProgram;
use super::patterns::PatternRule;
use super::phrases::Phraser;
use super::{
    CueProgram, EntryId, EntryInfo, FrameProgram, Phrase, PhraseTrie, Program, StageProgram, Taxonomy, TypeSet,
    VerbEntry, Veto,
};
use language::{Language, language};
use lexicons::Ahead;
use shadows::Matched;

/// What building gives: a program when there is a language to stand on, and everything worth saying about the packs.
#[derive(Debug)]
pub struct Built {
    /// The program; `None` when no pack brings a usable language.
    pub program: Option<Program>,
    /// Errors and warnings, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// Full ids of the rules in use.
    pub rules: Vec<String>,
    /// Full ids of the rules that were left out for an error.
    pub rejected: Vec<String>,
    /// Full ids of rules that are switched off.
    pub disabled: Vec<String>,
}

struct Builder<'p> {
    packs: &'p [Loaded],
    plugins: &'p Plugins,
    found: Vec<Diagnostic>,
    rules: Vec<String>,
    rejected: Vec<String>,
    disabled: Vec<String>,
    language: Language,
    taxonomy: Taxonomy,
    entries: Vec<EntryInfo>,
    by_id: HashMap<&'p str, EntryId, FixedState>,
    /// Links to entries that have not been met yet.
    ahead: Vec<Ahead<'p>>,
    lexicons: Vec<Box<str>>,
    phraser: Phraser,
    phrases: PhraseTrie<Phrase>,
    verbs: BTreeMap<WordId, Vec<VerbEntry>>,
    frames: Vec<FrameProgram>,
    cues: Vec<CueProgram>,
    /// Types that some lexicon or the grammar gives to words, ancestors included.
    yielded: TypeSet,
    roles: BTreeSet<&'p str>,
    /// Event type to the role that its frames count.
    counted: BTreeMap<&'p str, &'p str>,
    /// How often patterns have asked for a word so far.
    mentions: HashMap<WordId, u64, FixedState>,
    matched: BTreeMap<(&'p str, u32), Vec<Matched<'p>>>,
    triggers: BTreeMap<(&'p str, &'p str), u32>,
    patterns: Vec<(PatternRule, PatternProgram)>,
    vetoes: Vec<(Veto, PatternProgram)>,
    /// Their numbers, by pack and text.
    known_vetoes: BTreeMap<(String, String), u32>,
    stages: Vec<StageProgram>,
    /// Event types, each with the next broader one.
    broader: BTreeMap<String, String>,
    trigger_lemmas: Vec<bool>,
    tags: Vec<(WordId, Tag)>,
}

impl Program {
    /// Compiles packs, given with dependencies before dependants; rules may name the plugins.
    pub fn build(packs: &[Loaded], plugins: &Plugins) -> Built {
        let mut found = Vec::new();
        let language = packs.iter().find_map(|pack| language(pack, &mut found));
        let Some(language) = language else {
            if found.is_empty() {
                let spot = Spot { file: "pack.toml".to_owned(), bytes: 0..0 };
                found.push(
                    Diagnostic::error("no-language", spot, "no pack brings a language", "none of the packs")
                        .help("add a pack with a [language] table, such as the built-in `english`"),
                );
            }
            return Built { program: None, diagnostics: found, rules: vec![], rejected: vec![], disabled: vec![] };
        };
        let mut builder = Builder {
            packs,
            plugins,
            found,
            rules: Vec::new(),
            rejected: Vec::new(),
            disabled: Vec::new(),
            language,
            taxonomy: Taxonomy::default(),
            entries: Vec::new(),
            by_id: HashMap::with_hasher(FixedState::with_seed(0)),
            ahead: Vec::new(),
            lexicons: Vec::new(),
            phraser: Phraser::default(),
            phrases: PhraseTrie::default(),
            verbs: BTreeMap::new(),
            frames: Vec::new(),
            cues: Vec::new(),
            yielded: TypeSet::EMPTY,
            roles: BTreeSet::new(),
            counted: BTreeMap::new(),
            mentions: HashMap::with_hasher(FixedState::with_seed(0)),
            matched: BTreeMap::new(),
            triggers: BTreeMap::new(),
            patterns: Vec::new(),
            vetoes: Vec::new(),
            known_vetoes: BTreeMap::new(),
            stages: Vec::new(),
            trigger_lemmas: Vec::new(),
            broader: BTreeMap::new(),
            tags: Vec::new(),
        };
        builder.taxonomy();
        let rules = builder.active_rules();
        builder.reserve(&rules);
        for rule in &rules {
            if let RuleBody::Lexicon(lexicon) = &rule.body {
                builder.lexicon(rule, lexicon);
            }
        }
        builder.links_ahead();
        builder.find_yielded();
        builder.grammar();
        builder.roles(&rules);
        let macros = builder.macros(&rules);
        let order = builder.order(&rules);
        for rule in &rules {
            match &rule.body {
                RuleBody::Frame(frame) => builder.frame(rule, frame, &macros, order.admits(rule)),
                RuleBody::Pattern(pattern) => builder.pattern(rule, pattern, &macros, order.admits(rule)),
                RuleBody::Stage(stage) => builder.stage(rule, stage),
                RuleBody::Cue(cue) => builder.cue(rule, cue),
                RuleBody::Crosswalk(crosswalk) => {
                    let next =
                        crosswalk.broader.iter().map(|(kind, broad)| (kind.as_str().into(), broad.as_str().into()));
                    builder.broader.extend(next);
                    builder.rules.push(rule.id.clone());
                }
                _ => builder.rules.push(rule.id.clone()),
            }
        }
        builder.finish(&order)
    }
}

fn spot<T>(rule: &LoadedRule, value: &Spanned<T>) -> Spot {
    Spot { file: rule.file.clone(), bytes: value.span() }
}

impl<'p> Builder<'p> {
    fn errors(&self) -> usize {
        self.found.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// Rules that are in use: not draft, not switched off by a pack.
    fn active_rules(&mut self) -> Vec<&'p LoadedRule> {
        let mut off: BTreeMap<&str, Spot> = BTreeMap::new();
        for pack in self.packs {
            for id in &pack.manifest.pack.disable {
                let file = format!("{}/pack.toml", pack.manifest.pack.id.get_ref());
                off.insert(id.get_ref(), Spot { file, bytes: id.span() });
            }
        }
        let mut rules: BTreeMap<&str, &LoadedRule> = BTreeMap::new();
        let mut order = Vec::new();
        for rule in self.packs.iter().flat_map(|pack| &pack.rules) {
            if off.remove(rule.id.as_str()).is_some() || rule.head.status == RuleStatus::Draft {
                self.disabled.push(rule.id.clone());
            } else if let Some(first) = rules.get(rule.id.as_str()) {
                let bytes = rule.head.id.as_ref().map_or(0..0, Spanned::span);
                let spot = Spot { file: rule.file.clone(), bytes };
                self.found.push(
                    Diagnostic::error(
                        "duplicate-rule",
                        spot,
                        format!("`{}` is defined twice", rule.id),
                        "the second one",
                    )
                    .help(format!("the first is in {}; give this one another id", first.file)),
                );
                self.rejected.push(rule.id.clone());
            } else {
                rules.insert(&rule.id, rule);
                order.push(rule);
            }
        }
        for (id, spot) in off {
            self.found.push(
                Diagnostic::error("unknown-rule", spot, format!("no pack has a rule `{id}`"), "switched off here")
                    .nearest(id, rules.keys().copied()),
            );
        }
        order
    }
}
