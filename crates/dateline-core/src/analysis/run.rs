//! The analysis in the order in which it runs; read this first.

use std::ops::Range;

use dateline_model::{Article, BlockKind};

use crate::compile::{Program, WordClass};
use crate::text::{
    Case, Gluing, Knowledge, LocalWords, Sentence, Token, TokenKind, WordId, Words, repair, split_sentences, tokenize,
};

use super::clauses::link;
use super::context::{Context, View};
use super::groups::{Chunk, Parts, Sink, chunk};
use super::model::{Analysis, Hit, Meaning, SentenceParts};
use super::retag::retag;
use super::spots::{self, Marks, Spot};
use super::units::units;
use super::{numbers, times};

/// Memory that is kept from article to article.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The article's own words.
    pub words: LocalWords,
    /// What is known of the article.
    pub analysis: Analysis,
    /// Analyse every sentence deeply, those too in which nothing can happen: to see what the analysis can do.
    pub thorough: bool,
    sentences: Vec<Sentence>,
    chunks: Vec<Chunk>,
}

impl Knowledge for Program {
    fn frequency(&self, word: WordId) -> u32 {
        if word.index() >= self.vocabulary.len() { 0 } else { self.tagger.frequency(word).max(1) }
    }

    fn is_function(&self, word: WordId) -> bool {
        self.grammar.is(word, WordClass::Glue)
    }

    fn is_whole(&self, folded: &str) -> bool {
        self.lemmas.is_inflected(&self.vocabulary, folded) || self.tagger.is_listed(folded)
    }
}

/// Analyses an article into `scratch.analysis`.
pub fn analyse(program: &Program, article: &Article<'_>, scratch: &mut Scratch) {
    // Whether a text is glued throughout shows only in the whole of it; the rare one that is is cut a second time.
    let mut gluing = Gluing::default();
    cut(program, article, scratch, &mut gluing);
    if gluing.is_shown() {
        gluing.throughout = true;
        cut(program, article, scratch, &mut gluing);
    }
    let analysis = &mut scratch.analysis;
    analysis.spots.resize(analysis.tokens.len(), Spot::default());
    for whole in scratch.sentences.drain(..) {
        let kind = article.blocks[whole.block as usize].kind;
        // "168 civilians": an entry of a toll, whatever else it says.
        let entry = kind == BlockKind::ListItem
            && analysis.tokens[whole.range()].iter().take(2).any(|t| t.kind == TokenKind::Number);
        let how = Manner { headline: kind == BlockKind::Headline, thorough: scratch.thorough || entry };
        let end = whole.tokens.end;
        for from in whole.tokens.step_by(LONGEST as usize) {
            let part = Sentence { tokens: from..end.min(from + LONGEST), block: whole.block };
            one_sentence(program, article.text, part, how, &mut scratch.words, analysis, &mut scratch.chunks);
        }
    }
}

/// Tokens of the longest sentence; a longer one, which nobody has written, is read in parts. Some of the grammar looks
/// from every word to the sentence's end: this is what bounds the time that an article of a given size can take.
const LONGEST: u32 = 512;

/// Cuts the article into tokens and sentences, and notes the signs of gluing.
fn cut(program: &Program, article: &Article<'_>, scratch: &mut Scratch, gluing: &mut Gluing) {
    scratch.words.clear();
    scratch.analysis.clear();
    scratch.sentences.clear();
    let tokens = &mut scratch.analysis.tokens;
    for (number, block) in article.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_analysed()) {
        let from = tokens.len();
        tokenize(&program.tokenizer, &program.vocabulary, &mut scratch.words, article.text, block.span, tokens);
        repair(program, &program.vocabulary, &mut scratch.words, article.text, tokens, from, gluing);
        let range = from..tokens.len();
        if block.kind == BlockKind::Headline {
            scratch.sentences.push(Sentence { tokens: range.start as u32..range.end as u32, block: number as u32 });
        } else {
            split_sentences(&program.tokenizer, article.text, tokens, range, number as u32, &mut scratch.sentences);
        }
    }
}

/// How a sentence is to be read.
#[derive(Clone, Copy)]
struct Manner {
    headline: bool,
    thorough: bool,
}

fn one_sentence(
    program: &Program,
    text: &str,
    sentence: Sentence,
    Manner { headline, thorough }: Manner,
    local: &mut LocalWords,
    analysis: &mut Analysis,
    chunks: &mut Vec<Chunk>,
) {
    let range = sentence.range();
    let first_hit = analysis.hits.len() as u32;
    look_up(program, &analysis.tokens, range.clone(), &mut analysis.spots, &mut analysis.hits);
    let hits = first_hit..analysis.hits.len() as u32;
    let deep = thorough || is_deep(program, analysis, range.clone(), hits.clone());
    let (first_quantity, first_time) = (analysis.quantities.len() as u32, analysis.times.len() as u32);
    let first_unit = analysis.units.len() as u32;
    let (first_group, first_verb) = (analysis.groups.len() as u32, analysis.verbs.len() as u32);
    let mut parts = SentenceParts {
        sentence,
        hits,
        quantities: first_quantity..first_quantity,
        times: first_time..first_time,
        units: first_unit..first_unit,
        groups: first_group..first_group,
        verbs: first_verb..first_verb,
        headline,
        deep,
    };
    if !deep {
        analysis.sentences.push(parts);
        return;
    }
    program.tagger.tag(&Words { vocabulary: &program.vocabulary, local }, &mut analysis.tokens[range.clone()]);
    retag(
        program,
        headline,
        &mut analysis.tokens[range.clone()],
        &analysis.hits[parts.hits.start as usize..],
        range.start as u32,
        text,
    );
    program.lemmas.assign(&program.vocabulary, local, &mut analysis.tokens[range.clone()]);
    let words = Words { vocabulary: &program.vocabulary, local };
    times::find_times(
        &program.times,
        &program.numbers,
        text,
        &analysis.tokens,
        parts.sentence.tokens.clone(),
        &mut analysis.times,
    );
    parts.times = first_time..analysis.times.len() as u32;
    let spans = analysis.times[first_time as usize..].iter().map(|t| t.tokens.clone());
    numbers::find_quantities(
        &program.numbers,
        text,
        &analysis.tokens,
        parts.sentence.tokens.clone(),
        spans,
        &mut analysis.quantities,
    );
    parts.quantities = first_quantity..analysis.quantities.len() as u32;
    let ctx = Context { program, text, words };
    let view = View::of_parts(&analysis.tokens, &analysis.spots, &analysis.hits, &parts);
    let (times, quantities) = (&analysis.times[first_time as usize..], &analysis.quantities[first_quantity as usize..]);
    units(ctx, view, times, quantities, &mut analysis.units);
    parts.units = first_unit..analysis.units.len() as u32;
    let Analysis { spots, units, quantities, times, .. } = analysis;
    units[first_unit as usize..].iter().for_each(|u| spots[u.tokens.start as usize].set(Marks::UNIT));
    quantities[first_quantity as usize..].iter().for_each(|q| spots[q.tokens.start as usize].set(Marks::QUANTITY));
    times[first_time as usize..].iter().for_each(|t| spots[t.tokens.start as usize].set(Marks::TIME));
    let view = View::of_parts(&analysis.tokens, &analysis.spots, &analysis.hits, &parts);
    let material = Parts {
        units: &analysis.units[first_unit as usize..],
        quantities: &analysis.quantities[first_quantity as usize..],
        first_quantity,
        times: &analysis.times[first_time as usize..],
        spots: &analysis.spots,
    };
    chunk(ctx, view, material, &mut Sink { groups: &mut analysis.groups, verbs: &mut analysis.verbs, chunks });
    link(ctx, view, chunks, (&analysis.quantities, headline), &mut analysis.groups, &mut analysis.verbs);
    parts.groups = first_group..analysis.groups.len() as u32;
    parts.verbs = first_verb..analysis.verbs.len() as u32;
    analysis.note_hosts(parts.groups.clone(), parts.verbs.clone());
    analysis.sentences.push(parts);
}

/// All phrases of the lexicons, by start; at one start the shorter first.
fn look_up(program: &Program, tokens: &[Token], range: Range<usize>, spots: &mut [Spot], out: &mut Vec<Hit>) {
    let start = out.len();
    let shouted = tokens[range.clone()].iter().all(|t| t.case != Case::Lower || t.kind != TokenKind::Word);
    for at in range.clone() {
        let (first, mut longest) = (out.len() - start, 0);
        program.phrases.matches(&tokens[at..range.end], |len, phrase| {
            let words = &tokens[at..at + len];
            // In all capitals an acronym of two letters cannot be told from a word, and none from "who".
            let word = words[0].span.len() <= 2 || program.grammar.is(words[0].word, WordClass::Relative);
            let doubtful =
                shouted && len == 1 && word && phrase.capital == crate::compile::CapitalRule::Upper && range.len() > 3;
            if phrase.fits(words) && !doubtful {
                out.push(Hit { tokens: at as u32..(at + len) as u32, meaning: phrase.meaning });
                longest = len;
            }
        });
        spots::note(&mut spots[at..range.end], first as u32, longest);
    }
}

/// A sentence is analysed deeply when it can hold an event, a speaker or a name.
fn is_deep(program: &Program, analysis: &Analysis, range: Range<usize>, hits: Range<u32>) -> bool {
    let hit = analysis.hits[hits.start as usize..hits.end as usize].iter().any(|h| match h.meaning {
        Meaning::Noun(_) | Meaning::State(_) => true,
        Meaning::Entry(id) => program.entry(id).is_name,
        _ => false,
    });
    let needed = |t: &Token| program.pattern_words.get(t.word.index()).copied().unwrap_or(false);
    hit || analysis.tokens[range.clone()].iter().any(needed)
        || analysis.tokens[range].iter().skip(1).any(|t| {
            (t.kind == TokenKind::Word && t.case != Case::Lower)
                || program.verb_forms.get(t.word.index()).copied().unwrap_or(false)
        })
}
