//! Building the program: language first, then types, lexicons, frames and cues, each in pack order.

use std::collections::BTreeMap;

use toml::Spanned;

use crate::analysis::lemma::{IrregularLexicon, Lemmatizer, Morphology};
use crate::analysis::model::Meaning;
use crate::analysis::numbers::NumberWords;
use crate::analysis::tags::Tagger;
use crate::analysis::times::TimeWords;
use crate::extract::Form;
use crate::pack::{
    Diagnostic, Entry, Frame, Inflection, Lexicon, Loaded, LoadedRule, RuleBody, RuleStatus, Spot, read_toml,
};
use crate::text::{Tag, Tokenizer, Vocabulary, WordId, folded};

use super::phrases::{Phraser, capital_rule};
use super::{
    CapitalRule, CueProgram, EntryId, EntryInfo, FrameProgram, GrammarFile, GrammarWords, Kinds, Level, Phrase,
    PhraseTrie, Place, Program, RoleProgram, Taxonomy, TypeId, TypeSet, VerbEntry, VerbLexicon, VerbMeaning, WordClass,
};

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

struct Language {
    vocabulary: Vocabulary,
    tokenizer: Tokenizer,
    tagger: Tagger,
    morphology: Morphology,
    numbers: NumberWords,
    times: TimeWords,
    particles: crate::names::NameParticles,
    grammar: GrammarWords,
    grammar_file: GrammarFile,
    code: String,
}

fn language(pack: &Loaded, found: &mut Vec<Diagnostic>) -> Option<Language> {
    let files = pack.manifest.language.as_ref()?;
    let id = pack.manifest.pack.id.get_ref();
    let mut vocabulary = Vocabulary::new();
    let model = files.tagger.get_ref();
    let spot = || Spot { file: format!("{id}/pack.toml"), bytes: files.tagger.span() };
    let Some(bytes) = pack.source.files.get(model) else {
        found.push(Diagnostic::error("no-file", spot(), format!("the pack has no file `{model}`"), "missing"));
        return None;
    };
    let tagger = match Tagger::load(bytes, &mut vocabulary) {
        Ok(tagger) => tagger,
        Err(error) => {
            found.push(Diagnostic::error("bad-model", spot(), error.to_string(), "this file"));
            return None;
        }
    };
    let lexicon: crate::text::TokenizerLexicon = read_toml(&pack.source, id, files.abbreviations.get_ref(), found)?;
    let irregular: IrregularLexicon = read_toml(&pack.source, id, files.irregular.get_ref(), found)?;
    let numbers: crate::analysis::numbers::NumbersToml = read_toml(&pack.source, id, files.numbers.get_ref(), found)?;
    let times: crate::analysis::times::TimesToml = read_toml(&pack.source, id, files.times.get_ref(), found)?;
    let grammar_file: GrammarFile = read_toml(&pack.source, id, files.grammar.get_ref(), found)?;
    let particles = pack
        .source
        .files
        .get(files.names.get_ref())
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .and_then(|text| crate::names::NameParticles::from_toml(text).ok());
    let Some(particles) = particles else {
        let spot = Spot { file: format!("{id}/pack.toml"), bytes: files.names.span() };
        found.push(Diagnostic::error("bad-names", spot, "the file of name particles cannot be read", "this file"));
        return None;
    };
    let morphology = Morphology::from(irregular);
    let numbers = NumberWords::compile(&numbers, &mut vocabulary);
    let times = TimeWords::compile(&times, &numbers, &mut vocabulary);
    let grammar = GrammarWords::compile(&grammar_file, &mut vocabulary);
    Some(Language {
        tokenizer: lexicon.into(),
        particles,
        vocabulary,
        tagger,
        morphology,
        numbers,
        times,
        grammar,
        grammar_file,
        code: files.code.clone(),
    })
}

struct Builder<'p> {
    packs: &'p [Loaded],
    found: Vec<Diagnostic>,
    rules: Vec<String>,
    rejected: Vec<String>,
    disabled: Vec<String>,
    language: Language,
    taxonomy: Taxonomy,
    entries: Vec<EntryInfo>,
    by_id: BTreeMap<Box<str>, EntryId>,
    lexicons: Vec<Box<str>>,
    phrases: PhraseTrie<Phrase>,
    verbs: BTreeMap<WordId, Vec<VerbEntry>>,
    frames: Vec<FrameProgram>,
    cues: Vec<CueProgram>,
    trigger_lemmas: Vec<bool>,
    tags: Vec<(WordId, Tag)>,
}

impl Program {
    /// Compiles packs, given with dependencies before dependants.
    pub fn build(packs: &[Loaded]) -> Built {
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
            found,
            rules: Vec::new(),
            rejected: Vec::new(),
            disabled: Vec::new(),
            language,
            taxonomy: Taxonomy::default(),
            entries: Vec::new(),
            by_id: BTreeMap::new(),
            lexicons: Vec::new(),
            phrases: PhraseTrie::default(),
            verbs: BTreeMap::new(),
            frames: Vec::new(),
            cues: Vec::new(),
            trigger_lemmas: Vec::new(),
            tags: Vec::new(),
        };
        builder.taxonomy();
        let rules = builder.active_rules();
        for rule in &rules {
            if let RuleBody::Lexicon(lexicon) = &rule.body {
                builder.lexicon(rule, lexicon);
            }
        }
        builder.parents(&rules);
        builder.grammar();
        for rule in &rules {
            match &rule.body {
                RuleBody::Frame(frame) => builder.frame(rule, frame),
                RuleBody::Cue(cue) => builder.cue(rule, cue),
                _ => builder.rules.push(rule.id.clone()),
            }
        }
        builder.finish()
    }
}

fn spot<T>(rule: &LoadedRule, value: &Spanned<T>) -> Spot {
    Spot { file: rule.file.clone(), bytes: value.span() }
}

impl<'p> Builder<'p> {
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
                    Diagnostic::error("duplicate-rule", spot, format!("`{}` is defined twice", rule.id), "the second one")
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

    fn taxonomy(&mut self) {
        let mut parents = BTreeMap::new();
        let mut places: BTreeMap<String, Spot> = BTreeMap::new();
        for rule in self.packs.iter().flat_map(|pack| &pack.rules) {
            let RuleBody::Types(types) = &rule.body else { continue };
            for (name, def) in types {
                places.insert(name.get_ref().clone(), spot(rule, name));
                parents.insert(name.get_ref().clone(), def.parent.as_ref().map(|p| p.get_ref().clone()));
            }
        }
        for rule in self.packs.iter().flat_map(|pack| &pack.rules) {
            let RuleBody::Types(types) = &rule.body else { continue };
            for parent in types.values().filter_map(|def| def.parent.as_ref()) {
                if !parents.contains_key(parent.get_ref()) && parent.get_ref() != "thing" {
                    self.found.push(
                        Diagnostic::error("unknown-type", spot(rule, parent), format!("no type `{}`", parent.get_ref()), "unknown")
                            .nearest(parent.get_ref(), parents.keys().map(String::as_str)),
                    );
                }
            }
        }
        let (taxonomy, unusable) = Taxonomy::new(&parents);
        for name in unusable {
            if let Some(spot) = places.get(&name) {
                self.found.push(
                    Diagnostic::error("unusable-type", spot.clone(), format!("type `{name}` cannot be used"), "here")
                        .help("a type must not be its own ancestor, and a taxonomy holds at most 126 types"),
                );
            }
        }
        self.taxonomy = taxonomy;
    }

    fn type_named(&mut self, rule: &LoadedRule, name: &Spanned<String>) -> Option<TypeId> {
        let found = self.taxonomy.get(name.get_ref());
        if found.is_none() {
            self.found.push(
                Diagnostic::error("unknown-type", spot(rule, name), format!("no type `{}`", name.get_ref()), "unknown type")
                    .nearest(name.get_ref(), self.taxonomy.names()),
            );
        }
        found
    }

    fn lexicon(&mut self, rule: &LoadedRule, lexicon: &Lexicon) {
        let kind = lexicon.kind.as_ref().map(|k| (k, self.type_named(rule, k)));
        if let Some((_, None)) = kind {
            self.rejected.push(rule.id.clone());
            return;
        }
        let kind = kind.and_then(|(_, id)| id);
        let number = self.lexicons.len() as u16;
        self.lexicons.push(lexicon.id.get_ref().as_str().into());
        let tokenizer = self.language.tokenizer.clone();
        let mut phraser = Phraser::new(&tokenizer);
        for word in &lexicon.words {
            let id = self.entry(rule, lexicon, number, kind, &Entry { name: word.get_ref().clone(), ..Entry::default() });
            self.phrase(&mut phraser, word.get_ref(), lexicon.inflect, Meaning::Entry(id), lexicon.names);
        }
        for entry in lexicon.entry.iter().chain(&rule.table) {
            let id = self.entry(rule, lexicon, number, kind, entry);
            for name in std::iter::once(&entry.name).chain(&entry.also) {
                self.phrase(&mut phraser, name, lexicon.inflect, Meaning::Entry(id), lexicon.names);
            }
            for adjective in &entry.adjective {
                self.phrase(&mut phraser, adjective, Inflection::None, Meaning::Adjective(id), true);
            }
        }
    }

    fn entry(&mut self, rule: &LoadedRule, lexicon: &Lexicon, number: u16, kind: Option<TypeId>, entry: &Entry) -> EntryId {
        let id = EntryId(self.entries.len() as u32);
        let own = entry.kind.as_ref().and_then(|name| {
            let found = self.taxonomy.get(name);
            if found.is_none() {
                let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
                self.found.push(
                    Diagnostic::error("unknown-type", spot, format!("entry `{}`: no type `{name}`", entry.name), "in this lexicon")
                        .nearest(name, self.taxonomy.names()),
                );
            }
            found
        });
        let level = entry.level.as_deref().and_then(Level::parse);
        if entry.level.is_some() && level.is_none() {
            let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
            self.found.push(
                Diagnostic::error("unknown-level", spot, format!("entry `{}`: no such level", entry.name), "in this lexicon")
                    .help("levels are country, admin1, admin2, town, village, area, point"),
            );
        }
        let country = entry.country.as_deref().and_then(|c| <[u8; 2]>::try_from(c.as_bytes()).ok()).map(|c| c.map(|b| b.to_ascii_lowercase()));
        if let Some(canonical) = &entry.id {
            self.by_id.entry(canonical.as_str().into()).or_insert(id);
        }
        self.entries.push(EntryInfo {
            id: entry.id.as_deref().map(Into::into),
            name: entry.name.as_str().into(),
            kind: own.or(kind).unwrap_or_default(),
            is_name: lexicon.names,
            lexicon: number,
            parent: None,
            affiliation: None,
            level,
            country,
            point: entry.lat.zip(entry.lon).map(|(lat, lon)| (lat as f32, lon as f32)),
            population: u32::try_from(entry.population).unwrap_or(u32::MAX),
        });
        id
    }

    fn phrase(&mut self, phraser: &mut Phraser<'_>, written: &str, inflect: Inflection, meaning: Meaning, name: bool) {
        let capital = if name { capital_rule(written) } else { CapitalRule::Any };
        let value = Phrase { meaning, capital };
        let vocabulary = &mut self.language.vocabulary;
        if inflect == Inflection::None {
            let words = phraser.words(vocabulary, written);
            if name && let Some(short) = Phraser::without_article(&words, vocabulary) {
                self.phrases.insert(short, value);
            }
            self.phrases.insert(words, value);
        } else {
            for words in phraser.forms(vocabulary, &self.language.morphology, written, inflect) {
                if let ([single], Inflection::Noun) = (words.as_slice(), inflect) {
                    let plural = vocabulary.text(*single) != folded(written);
                    self.tags.push((*single, if plural { Tag::Nns } else { Tag::Nn }));
                }
                self.phrases.insert(words, value);
            }
        }
    }

    /// Second pass over entries: parents and affiliations by id.
    fn parents(&mut self, rules: &[&LoadedRule]) {
        let mut at = 0;
        for rule in rules {
            let RuleBody::Lexicon(lexicon) = &rule.body else { continue };
            if lexicon.kind.as_ref().is_some_and(|k| self.taxonomy.get(k.get_ref()).is_none()) {
                continue;
            }
            at += lexicon.words.len();
            for entry in lexicon.entry.iter().chain(&rule.table) {
                for (field, reference) in [("parent", &entry.parent), ("affiliation", &entry.affiliation)] {
                    let Some(reference) = reference else { continue };
                    let target = self.by_id.get(reference.as_str()).copied();
                    if target.is_none() {
                        let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
                        self.found.push(
                            Diagnostic::error(
                                "unknown-entry",
                                spot,
                                format!("entry `{}`: no entry with id `{reference}`", entry.name),
                                format!("its {field}"),
                            )
                            .nearest(reference, self.by_id.keys().map(|k| &**k)),
                        );
                    }
                    let slot = &mut self.entries[at];
                    if field == "parent" {
                        slot.parent = target.filter(|t| t.0 as usize != at);
                    } else {
                        slot.affiliation = target;
                    }
                }
                at += 1;
            }
        }
    }

    /// The verb's phrase by lemma: `round up` → head and rest.
    fn verb(&mut self, phrase: &str, meaning: VerbMeaning) {
        let words: Vec<WordId> =
            phrase.split_whitespace().map(|w| self.language.vocabulary.intern(&folded(w))).collect();
        let Some((head, rest)) = words.split_first() else { return };
        self.verbs.entry(*head).or_default().push(VerbEntry { rest: rest.to_vec(), meaning });
    }

    fn grammar(&mut self) {
        let tokenizer = self.language.tokenizer.clone();
        let mut phraser = Phraser::new(&tokenizer);
        let file = self.language.grammar_file.clone();
        let verbs = [
            WordClass::Report,
            WordClass::Announce,
            WordClass::Light,
            WordClass::Undergo,
            WordClass::Implicative,
            WordClass::Result,
            WordClass::Happen,
            WordClass::Toll,
            WordClass::WeakReport,
            WordClass::Attitude,
        ];
        for class in WordClass::ALL.iter().filter(|c| **c != WordClass::PersonEnding) {
            for phrase in file.phrases(*class) {
                if verbs.contains(class) {
                    self.verb(phrase.get_ref(), VerbMeaning::Class(*class));
                } else {
                    self.phrase(&mut phraser, phrase.get_ref(), Inflection::None, Meaning::Class(*class), false);
                }
            }
        }
    }

    fn frame(&mut self, rule: &LoadedRule, frame: &Frame) {
        let before = self.found.len();
        let number = self.frames.len() as u32;
        let mut without = 0;
        for form in &frame.without {
            match Form::parse(form.get_ref()) {
                Some(known) => without |= known.bit(),
                None => self.found.push(
                    Diagnostic::error("unknown-form", spot(rule, form), format!("no form `{}`", form.get_ref()), "unknown form")
                        .nearest(form.get_ref(), Form::ALL.iter().map(|f| f.id())),
                ),
            }
        }
        let mut roles = Vec::new();
        for (name, role) in &frame.role {
            let mut types = TypeSet::EMPTY;
            for kind in &role.types {
                if let Some(id) = self.type_named(rule, kind) {
                    types.insert(id);
                }
            }
            let at = role.at.iter().map(|place| self.place(place.get_ref())).collect();
            roles.push(RoleProgram {
                name: name.get_ref().as_str().into(),
                types,
                at,
                required: role.required,
                count: role.count,
                unlisted: role.unlisted,
            });
        }
        if frame.verb.is_empty() && frame.noun.is_empty() && frame.adjective.is_empty() {
            self.found.push(
                Diagnostic::error("no-trigger", spot(rule, &frame.event), "the frame has no trigger", "this event can never be found")
                    .help("add `verb`, `noun` or `adjective`"),
            );
        }
        if self.found.len() > before {
            self.rejected.push(rule.id.clone());
            return;
        }
        // Required roles choose first; then the order of the names.
        roles.sort_by(|a, b| b.required.cmp(&a.required).then_with(|| a.name.cmp(&b.name)));
        let tokenizer = self.language.tokenizer.clone();
        let mut phraser = Phraser::new(&tokenizer);
        for verb in &frame.verb {
            self.verb(verb.get_ref(), VerbMeaning::Frame(number));
            self.tag_verb(verb.get_ref());
        }
        for noun in &frame.noun {
            self.phrase(&mut phraser, noun.get_ref(), Inflection::Noun, Meaning::Noun(number), false);
            self.trigger_lemma(noun.get_ref());
        }
        for adjective in &frame.adjective {
            self.phrase(&mut phraser, adjective.get_ref(), Inflection::None, Meaning::State(number), false);
        }
        let light = frame
            .light
            .iter()
            .filter_map(|l| l.get_ref().split_whitespace().next())
            .map(|l| self.language.vocabulary.intern(&folded(l)))
            .collect();
        self.frames.push(FrameProgram {
            id: rule.id.as_str().into(),
            event: frame.event.get_ref().as_str().into(),
            roles,
            light,
            without,
            status: frame.status,
            anchored: frame.anchored,
            unless: Vec::new(),
        });
        self.rules.push(rule.id.clone());
    }

    /// A single-word verb that the tagger never saw gets its forms' tags.
    fn tag_verb(&mut self, phrase: &str) {
        let Some(head) = phrase.split_whitespace().next() else { return };
        let base = folded(head);
        let vocabulary = &mut self.language.vocabulary;
        let known = vocabulary.get(&base).is_some_and(|w| self.language.tagger.frequency(w) > 0);
        let forms = self.language.morphology.verb(&base);
        for (form, tag) in forms.tagged() {
            let word = vocabulary.intern(form);
            if !known || self.language.tagger.frequency(word) == 0 {
                self.tags.push((word, tag));
            }
        }
    }

    fn trigger_lemma(&mut self, phrase: &str) {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let of = words.iter().position(|w| *w == "of").filter(|p| *p > 0);
        let head = of.map_or(words.last(), |p| words.get(p - 1));
        if let Some(head) = head {
            let word = self.language.vocabulary.intern(&folded(head));
            if self.trigger_lemmas.len() <= word.index() {
                self.trigger_lemmas.resize(word.index() + 1, false);
            }
            self.trigger_lemmas[word.index()] = true;
        }
    }

    fn place(&mut self, name: &str) -> Place {
        match name {
            "subject" => Place::Subject,
            "object" => Place::Object,
            "by" => Place::By,
            "of" => Place::Of,
            "possessive" | "poss" => Place::Possessive,
            "compound" => Place::Compound,
            word => Place::Preposition(self.language.vocabulary.intern(&folded(word))),
        }
    }

    fn cue(&mut self, rule: &LoadedRule, cue: &crate::pack::Cue) {
        let number = self.cues.len() as u32;
        let tokenizer = self.language.tokenizer.clone();
        let mut phraser = Phraser::new(&tokenizer);
        for words in &cue.words {
            self.phrase(&mut phraser, words.get_ref(), Inflection::None, Meaning::Cue(number), false);
        }
        for words in &cue.never {
            self.phrase(&mut phraser, words.get_ref(), Inflection::None, Meaning::NoCue(number), false);
        }
        for verb in &cue.verb {
            self.verb(verb.get_ref(), VerbMeaning::Cue(number));
        }
        for noun in &cue.noun {
            self.phrase(&mut phraser, noun.get_ref(), Inflection::Noun, Meaning::CueNoun(number), false);
        }
        let program = CueProgram::new(&rule.id, cue, &mut self.language.vocabulary);
        self.cues.push(program);
        self.rules.push(rule.id.clone());
    }

    fn kinds(&self) -> Kinds {
        let set = |name: &str| {
            let mut set = TypeSet::EMPTY;
            if let Some(id) = self.taxonomy.get(name) {
                set.insert(id);
            }
            set
        };
        Kinds {
            person_up: self.taxonomy.get("person").map_or(TypeSet::EMPTY, |id| self.taxonomy.upward(id)),
            person: set("person"),
            actor: set("actor"),
            place: set("place"),
            place_word: set("place-word"),
            force: set("force"),
            armed_group: set("armed-group"),
            media: set("media"),
            organization: set("organization"),
            state: set("state"),
            rank: set("rank"),
            title: set("title"),
            statement: set("statement"),
            casualty: set("casualty"),
            modifiers: TypeSet(set("rank").0 | set("title").0),
        }
    }

    fn finish(mut self) -> Built {
        let kinds = self.kinds();
        let person_endings = self.language.grammar_file.phrases(WordClass::PersonEnding).iter().map(|e| e.get_ref().as_str().into()).collect();
        let org_heads = self.lexicons.iter().position(|l| **l == *"org-heads").map(|i| i as u16);
        self.tags.sort_unstable();
        self.tags.dedup();
        let mut at = 0;
        while at < self.tags.len() {
            let word = self.tags[at].0;
            let end = at + self.tags[at..].iter().take_while(|(w, _)| *w == word).count();
            if self.language.tagger.frequency(word) == 0 {
                let tags: Vec<Tag> = self.tags[at..end].iter().map(|(_, t)| *t).collect();
                self.language.tagger.with_known(word, &tags);
            }
            at = end;
        }
        let mut verb_forms = Vec::new();
        let heads: Vec<String> = self.verbs.keys().map(|w| self.language.vocabulary.text(*w).to_owned()).collect();
        for head in heads {
            for (form, _) in self.language.morphology.verb(&head).tagged() {
                let word = self.language.vocabulary.intern(form);
                if verb_forms.len() <= word.index() {
                    verb_forms.resize(word.index() + 1, false);
                }
                verb_forms[word.index()] = true;
            }
        }
        let tagger = &self.language.tagger;
        let lemmas = Lemmatizer::new(self.language.morphology, &mut self.language.vocabulary, |word| tagger.known(word));
        self.found.sort_by(|a, b| (&a.spot.file, a.spot.bytes.start, a.code).cmp(&(&b.spot.file, b.spot.bytes.start, b.code)));
        let packs = self.packs.iter().map(|p| (p.manifest.pack.id.get_ref().as_str().into(), p.manifest.pack.version.get_ref().as_str().into())).collect();
        Built {
            program: Some(Program {
                vocabulary: self.language.vocabulary,
                tokenizer: self.language.tokenizer,
                tagger: self.language.tagger,
                lemmas,
                numbers: self.language.numbers,
                times: self.language.times,
                particles: self.language.particles,
                grammar: self.language.grammar,
                language: self.language.code.as_str().into(),
                taxonomy: self.taxonomy,
                entries: self.entries,
                lexicons: self.lexicons,
                phrases: self.phrases,
                verbs: VerbLexicon::new(self.verbs),
                verb_forms,
                frames: self.frames,
                cues: self.cues,
                trigger_lemmas: self.trigger_lemmas,
                packs,
                person_endings,
                org_heads,
                kinds,
            }),
            diagnostics: self.found,
            rules: self.rules,
            rejected: self.rejected,
            disabled: self.disabled,
        }
    }
}
