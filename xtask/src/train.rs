//! Training the tagger: an averaged perceptron on sentences as our own tokenizer cuts them.
//!
//! Deterministic: the same files give the same model. Copies of some sentences in capitals and in title case teach the
//! model headlines and old wires; the word counts come from the originals alone.

mod lexicon;
mod perceptron;
mod samples;
mod wordnet;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;
use dateline_core::analysis::tags::Model;

use crate::conllu::{self, Document};
use crate::{eval, repo};
use perceptron::Perceptron;
use samples::Samples;

/// Options of `train-tagger`.
#[derive(Args)]
pub(crate) struct TrainTagger {
    /// The model file to write.
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    training: Training,
    /// Tagged text.
    #[arg(required = true)]
    conllu: Vec<PathBuf>,
}

/// Options of `cross-validate-tagger`.
#[derive(Args)]
pub(crate) struct CrossValidateTagger {
    /// Tagged text that every model learns from, beside the news.
    #[arg(long)]
    base: Vec<PathBuf>,
    /// Number of parts; each is measured with a model that learned from the others.
    #[arg(long, default_value_t = 4)]
    folds: usize,
    #[command(flatten)]
    training: Training,
    /// Tagged news to measure on.
    #[arg(required = true)]
    conllu: Vec<PathBuf>,
}

/// How to train.
#[derive(Args)]
struct Training {
    /// Passes over the text.
    #[arg(long, default_value_t = 4)]
    passes: u32,
    /// Perceptrons that see the text in different orders; the model is their mean.
    #[arg(long, default_value_t = 8)]
    voices: u32,
    /// Tagged news, which every pass goes through three times: it is most like what will be read.
    #[arg(long)]
    news: Vec<PathBuf>,
    /// The folder of `WordNet`'s files, for the forms of words that the text lacks.
    #[arg(long)]
    dictionary: Option<PathBuf>,
}

impl TrainTagger {
    pub(crate) fn run(&self) -> Result<()> {
        let documents = read(&self.conllu)?;
        let bytes = self.training.train(&documents, &[])?.to_bytes();
        std::fs::write(&self.out, &bytes)?;
        println!("{}: {} bytes", self.out.display(), bytes.len());
        Ok(())
    }
}

impl CrossValidateTagger {
    pub(crate) fn run(&self) -> Result<()> {
        ensure!(self.folds >= 2, "cross-validation needs at least two parts");
        let (base, measured) = (read(&self.base)?, read(&self.conllu)?);
        let mut counts = eval::syntax_gum::Counts::default();
        for fold in 0..self.folds {
            let inside = |n: usize| n % self.folds == fold;
            let others = measured.iter().enumerate().filter(|(n, _)| !inside(*n)).map(|(_, document)| document);
            let model = self.training.train(&base, &others.collect::<Vec<_>>())?;
            let analyser = eval::Analyser::new(&model.to_bytes())?;
            let held = measured.iter().enumerate().filter(|(n, _)| inside(*n)).map(|(_, document)| document);
            held.for_each(|document| counts.add(None, &analyser, document));
        }
        eval::print_table(&[("syntax_gum", counts.figures())]);
        Ok(())
    }
}

fn read(paths: &[PathBuf]) -> Result<Vec<Document>> {
    let mut documents = Vec::new();
    for path in paths {
        documents.extend(conllu::parse(&repo::read(path)?));
    }
    Ok(documents)
}

impl Training {
    /// Learns from documents, from the news of the options and from more of them.
    fn train(&self, documents: &[Document], more: &[&Document]) -> Result<Model> {
        let news = read(&self.news)?;
        let news: Vec<&Document> = news.iter().chain(more.iter().copied()).collect();
        let samples = Samples::new(&repo::tokenizer()?, documents, &news);
        let dictionary = self.dictionary.as_deref().map(wordnet::read).transpose()?.unwrap_or_default();
        let known = lexicon::build(&samples, dictionary.clone());
        let mut sums = BTreeMap::new();
        for voice in 0..self.voices {
            let mut perceptron = Perceptron::new(&samples, &known);
            for pass in 0..self.passes {
                perceptron.pass(u64::from(voice * self.passes + pass));
            }
            perceptron.add_to(&mut sums);
        }
        Ok(Model { words: known.words, dictionary, rows: perceptron::rows(&sums, self.voices) })
    }
}
