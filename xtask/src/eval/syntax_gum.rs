//! Sentences, tokens and tags against Universal Dependencies annotation; noun groups, arguments and links by the files
//! of those names.
//!
//! Everything is compared by place in the text: the `# text` lines of a paragraph joined by a space, analysed as one
//! block. A sentence or token is right when both its ends are. Clitics (`'s`, `n't`) and hyphens between words are tokens
//! of their own on both sides; where one side cuts a word and the other does not, none of its pieces match. A word that
//! does not stand in the text as written (`want to` in `wanna`) counts as missed. `upos_accuracy` and `lemma_accuracy`
//! are over the words whose places match, lemmas being compared folded; the F1 of a word class is over all words.
//!
//! Groups, arguments and links are measured with every sentence analysed, those too that the engine only looks over
//! because nothing can happen in them.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use dateline_core::text::{Upos, folded};

use super::gold::GoldArticle;
use super::{Analyser, Bench, Figure, Matches, arguments, links, noun_groups, percent};
use crate::conllu::{self, Document, Paragraph};
use crate::repo;

/// Reads and measures one half.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let (analyser, engine) = (bench.analyser()?, bench.engine()?);
    let mut counts = Counts::default();
    let (mut groups, mut arguments, mut links) =
        (noun_groups::Counts::default(), arguments::Counts::default(), links::Counts::default());
    for document in conllu::parse(&repo::read(&dir.join(format!("{split}.conllu")))?) {
        counts.add(Some(bench), &analyser, &document);
        let gold = GoldArticle::new(&document);
        engine.core().trace_all(&gold.article(), |trace| {
            groups.add(bench, &gold, trace.analysis);
            arguments.add(bench, &gold, trace.ctx, trace.analysis);
            links.add(bench, &gold, trace.extraction);
        });
    }
    let mut figures = counts.figures();
    figures.extend(groups.figures());
    figures.extend(arguments.figures());
    figures.extend(links.figures());
    Ok(figures)
}

/// What was right, found and asked for so far.
#[derive(Default)]
pub(crate) struct Counts {
    sentences: Matches,
    tokens: Matches,
    right_tags: usize,
    right_lemmas: usize,
    classes: [Matches; 3],
}

const CLASSES: [(Upos, &str); 3] = [(Upos::Verb, "VERB"), (Upos::Noun, "NOUN"), (Upos::Propn, "PROPN")];

impl Counts {
    /// Adds a document.
    pub(crate) fn add(&mut self, bench: Option<&Bench>, analyser: &Analyser, document: &Document) {
        for paragraph in &document.paragraphs {
            self.add_paragraph(bench, analyser, paragraph);
        }
    }

    fn add_paragraph(&mut self, bench: Option<&Bench>, analyser: &Analyser, paragraph: &Paragraph) {
        let ours = analyser.analyse(&paragraph.text);
        let places: HashMap<(usize, usize), usize> = ours
            .tokens
            .iter()
            .enumerate()
            .map(|(index, token)| ((token.span.start as usize, token.span.end as usize), index))
            .collect();
        self.sentences.gold += paragraph.sentences.len();
        self.sentences.found += ours.sentences.len();
        for sentence in &ours.sentences {
            let tokens = &ours.tokens[sentence.range()];
            let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { continue };
            let ends = first.span.start as usize..last.span.end as usize;
            self.sentences.right += usize::from(paragraph.sentences.iter().any(|gold| gold.span == ends));
        }
        self.tokens.found += ours.tokens.len();
        for (matches, (upos, _)) in self.classes.iter_mut().zip(CLASSES) {
            matches.found += ours.tokens.iter().filter(|token| token.tag.upos() == upos).count();
        }
        for word in paragraph.sentences.iter().flat_map(|sentence| &sentence.words) {
            self.tokens.gold += 1;
            let class = CLASSES.iter().position(|(_, name)| *name == word.upos);
            if let Some(class) = class {
                self.classes[class].gold += 1;
            }
            let index = word.span.as_ref().and_then(|span| places.get(&(span.start, span.end)));
            let Some(index) = index.copied() else { continue };
            let token = &ours.tokens[index];
            self.tokens.right += 1;
            self.right_lemmas += usize::from(ours.lemmas[index] == folded(&word.lemma));
            if name(token.tag.upos()) == word.upos {
                self.right_tags += 1;
                if let Some(class) = class {
                    self.classes[class].right += 1;
                }
            } else if let Some(bench) = bench {
                let pair = || format!("{} for {}", name(token.tag.upos()), word.upos);
                let around = || noun_groups::window(&paragraph.text, token.span.start as usize);
                bench.error("tag", || format!("{} [{}]   … {}", pair(), token.raw(&paragraph.text), around()));
            }
        }
    }

    /// The figures in percent.
    pub(crate) fn figures(&self) -> Vec<Figure> {
        let figures = [
            ("sentence_f1", self.sentences.f1()),
            ("token_f1", self.tokens.f1()),
            ("upos_accuracy", percent(self.right_tags, self.tokens.right)),
            ("lemma_accuracy", percent(self.right_lemmas, self.tokens.right)),
            ("verb_f1", self.classes[0].f1()),
            ("noun_f1", self.classes[1].f1()),
            ("proper_noun_f1", self.classes[2].f1()),
        ];
        figures.map(|(name, number)| (name.to_owned(), number)).into()
    }
}

/// The class's name in a CoNLL-U file.
fn name(upos: Upos) -> &'static str {
    match upos {
        Upos::Adj => "ADJ",
        Upos::Adp => "ADP",
        Upos::Adv => "ADV",
        Upos::Aux => "AUX",
        Upos::Cconj => "CCONJ",
        Upos::Det => "DET",
        Upos::Intj => "INTJ",
        Upos::Noun => "NOUN",
        Upos::Num => "NUM",
        Upos::Part => "PART",
        Upos::Pron => "PRON",
        Upos::Propn => "PROPN",
        Upos::Punct => "PUNCT",
        Upos::Sconj => "SCONJ",
        Upos::Sym => "SYM",
        Upos::Verb => "VERB",
        Upos::X => "X",
    }
}
