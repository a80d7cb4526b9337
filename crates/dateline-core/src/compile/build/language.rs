//! The language pack's files: tagger, morphology, numbers, times, names, closed classes.

use crate::analysis::lemma::{IrregularLexicon, Morphology};
use crate::analysis::numbers::NumberWords;
use crate::analysis::tags::Tagger;
use crate::analysis::times::TimeWords;
use crate::compile::{GrammarFile, GrammarWords};
use crate::pack::{Diagnostic, Loaded, Spot, read_toml};
use crate::text::{Tokenizer, Vocabulary};

/// What the language pack brings.
pub(super) struct Language {
    pub(super) vocabulary: Vocabulary,
    pub(super) tokenizer: Tokenizer,
    pub(super) tagger: Tagger,
    pub(super) morphology: Morphology,
    pub(super) numbers: NumberWords,
    pub(super) times: TimeWords,
    pub(super) particles: crate::names::NameParticles,
    pub(super) grammar: GrammarWords,
    pub(super) grammar_file: GrammarFile,
    pub(super) code: String,
}

/// Reads the language of a pack that has one; what is wrong with it is reported.
pub(super) fn language(pack: &Loaded, found: &mut Vec<Diagnostic>) -> Option<Language> {
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
