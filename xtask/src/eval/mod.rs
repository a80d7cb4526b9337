//! `cargo xtask eval`: one table of figures over the annotated sets of a data folder.
//!
//! A set is one file here and one line in [`SETS`]. Figures are percentages unless their name says otherwise.

mod arguments;
mod events;
mod events_ucdp_headlines;
mod events_wikievents;
mod geo_ucdp_places;
mod gold;
mod links;
mod name_pairs;
mod names_persons_ofac;
mod names_places_geonames;
mod noun_groups;
mod plover;
mod quotes_gum;
pub(crate) mod syntax_gum;
mod table;
mod time;
mod toponyms;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use dateline::{Engine, builtin_packs};
use dateline_core::analysis::lemma::Lemmatizer;
use dateline_core::analysis::tags::Tagger;
use dateline_core::text::{
    LocalWords, Sentence, Tag, Token, Tokenizer, Vocabulary, WordId, Words, split_sentences, tokenize,
};
use dateline_model::ByteSpan;

use crate::repo;

/// A measured number with its name.
pub(crate) type Figure = (String, f64);

/// A set of annotated documents: its folder's name, and how it is measured.
struct Set {
    name: &'static str,
    measure: fn(&Bench, &Path, &str) -> Result<Vec<Figure>>,
}

const SETS: &[Set] = &[
    Set { name: "syntax_gum", measure: syntax_gum::measure },
    Set { name: "time_gum", measure: time::measure },
    Set { name: "time_wikiwars", measure: time::measure },
    Set { name: "time_timenorm_phrases", measure: time::measure },
    Set { name: "names_persons_ofac", measure: |_, dir, split| names_persons_ofac::run(dir, split) },
    Set { name: "names_places_geonames", measure: |_, dir, split| names_places_geonames::run(dir, split) },
    Set { name: "geo_ucdp_places", measure: |_, dir, split| geo_ucdp_places::run(dir, split) },
    Set { name: "geo_geovirus", measure: toponyms::measure },
    Set { name: "geo_trnews", measure: toponyms::measure },
    Set { name: "geo_gwn", measure: toponyms::measure },
    Set { name: "quotes_gum", measure: quotes_gum::measure },
    Set { name: "events_wikievents", measure: events_wikievents::measure },
    Set { name: "plover", measure: plover::measure },
    Set { name: "events_ucdp_headlines", measure: events_ucdp_headlines::measure },
];

/// Options of `eval`.
#[derive(Args)]
pub(crate) struct Eval {
    /// The folder that holds one folder a set.
    #[arg(long)]
    data: PathBuf,
    /// Which half to measure.
    #[arg(long, value_enum)]
    split: Split,
    /// Only this set.
    #[arg(long)]
    set: Option<String>,
    /// Print JSON: {set: {figure: number}}.
    #[arg(long)]
    json: bool,
    /// Another tagger model than the landed one.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Print the table of `docs/measured.md`: with floors and what others have published.
    #[arg(long, conflicts_with_all = ["json", "errors"])]
    markdown: bool,
    /// With `--markdown`: a tagger model that has not learned from what is measured, for a second column.
    #[arg(long, requires = "markdown")]
    unseen: Option<PathBuf>,
    /// Print what was missed and what was found too much, too.
    #[arg(long, conflicts_with = "json")]
    errors: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Split {
    Dev,
    Test,
}

impl Eval {
    pub(crate) fn run(&self) -> Result<()> {
        let results = self.measure(self.model.as_ref())?;
        if self.markdown {
            let unseen = self.unseen.as_ref().map(|model| self.measure(Some(model))).transpose()?;
            print!("{}", table::markdown(&results, unseen.as_deref()));
        } else if self.json {
            print_json(&results);
        } else {
            print_table(&results);
        }
        Ok(())
    }

    /// The figures of every set that is there, with a tagger model.
    fn measure(&self, model: Option<&PathBuf>) -> Result<Vec<(&'static str, Vec<Figure>)>> {
        let bench = Bench { model: model.cloned(), errors: self.errors, engine: OnceCell::new() };
        let split = match self.split {
            Split::Dev => "dev",
            Split::Test => "test",
        };
        let mut results = Vec::new();
        for set in SETS.iter().filter(|set| self.set.as_ref().is_none_or(|name| name == set.name)) {
            let dir = self.data.join(set.name);
            let exists = ["jsonl", "conllu"].iter().any(|extension| dir.join(format!("{split}.{extension}")).exists());
            if exists {
                let figures = (set.measure)(&bench, &dir, split).with_context(|| format!("measuring {}", set.name))?;
                results.push((set.name, figures));
            } else if self.set.is_some() {
                bail!("{} has no {split} half", dir.display());
            }
        }
        if results.is_empty() {
            bail!("nothing to measure: known sets are {}", SETS.iter().map(|s| s.name).collect::<Vec<_>>().join(", "));
        }
        Ok(results)
    }
}

/// Prints a row a figure.
pub(crate) fn print_table(results: &[(&str, Vec<Figure>)]) {
    for (set, figures) in results {
        for (figure, number) in figures {
            println!("{set:<24} {figure:<26} {number:>9.2}");
        }
    }
}

fn print_json(results: &[(&str, Vec<Figure>)]) {
    let figures = |figures: &[Figure]| -> serde_json::Map<String, serde_json::Value> {
        figures.iter().map(|(name, number)| (name.clone(), (*number).into())).collect()
    };
    let sets: serde_json::Map<String, serde_json::Value> =
        results.iter().map(|(set, list)| ((*set).to_owned(), figures(list).into())).collect();
    println!("{}", serde_json::Value::from(sets));
}

/// Where the tagger's model lies in the language pack.
const TAGGER: &str = "model/tagger.bin";

fn read_model(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// What the sets are measured with, and where errors are told.
pub(crate) struct Bench {
    model: Option<PathBuf>,
    errors: bool,
    engine: OnceCell<Engine>,
}

impl Bench {
    /// The tagging steps by themselves.
    fn analyser(&self) -> Result<Analyser> {
        let landed = || repo::path(&format!("rules/english/{TAGGER}"));
        Analyser::new(&read_model(&self.model.clone().unwrap_or_else(landed))?)
    }

    /// The whole engine with the built-in packs, and the tagger model that was asked for.
    fn engine(&self) -> Result<&Engine> {
        if let Some(engine) = self.engine.get() {
            return Ok(engine);
        }
        let mut builder = Engine::builder();
        if let Some(model) = &self.model {
            let mut english = builtin_packs().remove("english").context("there is no language pack")?;
            english.files.insert(TAGGER.to_owned(), read_model(model)?);
            builder = builder.pack("english", english);
        }
        let engine = builder.build()?;
        Ok(self.engine.get_or_init(|| engine))
    }

    /// Tells of an error, for those who asked for them.
    fn error(&self, what: &str, detail: impl FnOnce() -> String) {
        if self.errors {
            println!("{what:<18} {}", detail().replace(['\n', '\r'], " "));
        }
    }
}

/// What is measured: the analysis with the English pack's tokenizer and a tagger model.
pub(crate) struct Analyser {
    tokenizer: Tokenizer,
    vocabulary: Vocabulary,
    tagger: Tagger,
    lemmatizer: Lemmatizer,
}

/// One block's tokens and sentences.
pub(crate) struct Analysed {
    pub(crate) tokens: Vec<Token>,
    pub(crate) lemmas: Vec<String>,
    pub(crate) sentences: Vec<Sentence>,
}

impl Analyser {
    pub(crate) fn new(model: &[u8]) -> Result<Self> {
        let mut vocabulary = Vocabulary::new();
        let mut tagger = Tagger::load(model, &mut vocabulary)?;
        let morphology = repo::morphology()?;
        let mut unknown: BTreeMap<WordId, Vec<Tag>> = BTreeMap::new();
        for (form, tag) in morphology.irregular_verb_forms() {
            let word = vocabulary.intern(form);
            if tagger.known(word).is_empty() {
                unknown.entry(word).or_default().push(tag);
            }
        }
        for (word, tags) in &unknown {
            tagger.with_known(*word, tags);
        }
        let lemmatizer = Lemmatizer::new(morphology, &mut vocabulary, |word| tagger.known(word));
        Ok(Self { tokenizer: repo::tokenizer()?, vocabulary, tagger, lemmatizer })
    }

    /// Analyses a text as one block.
    pub(crate) fn analyse(&self, text: &str) -> Analysed {
        let (mut local, mut tokens, mut sentences) = (LocalWords::default(), Vec::new(), Vec::new());
        let span = ByteSpan::new(0, text.len());
        tokenize(&self.tokenizer, &self.vocabulary, &mut local, text, span, &mut tokens);
        split_sentences(&self.tokenizer, text, &tokens, 0..tokens.len(), 0, &mut sentences);
        let words = Words { vocabulary: &self.vocabulary, local: &local };
        for sentence in &sentences {
            self.tagger.tag(&words, &mut tokens[sentence.range()]);
        }
        self.lemmatizer.assign(&self.vocabulary, &mut local, &mut tokens);
        let words = Words { vocabulary: &self.vocabulary, local: &local };
        let lemmas = tokens.iter().map(|token| words.text(token.lemma).to_owned()).collect();
        Analysed { tokens, lemmas, sentences }
    }
}

/// Counts for precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Matches {
    pub(crate) gold: usize,
    pub(crate) found: usize,
    pub(crate) right: usize,
}

impl Matches {
    /// 100 · F1; 0 when there is nothing to compare.
    pub(crate) fn f1(self) -> f64 {
        percent(2 * self.right, self.gold + self.found)
    }

    fn precision(self) -> f64 {
        percent(self.right, self.found)
    }

    fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }
}

/// 100 · part / whole; 0 when the whole is 0.
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The harmonic mean of two shares; 0 when both are 0.
fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}
