//! Training sentences: our tokens with the annotators' tags.
//!
//! Word ids are those that the model will have: frequent words first, word 0 the empty one.

use dateline_core::text::{Case, LocalWords, Tag, Token, TokenKind, Tokenizer, Vocabulary, WordId, folded, tokenize};
use dateline_model::ByteSpan;

use crate::conllu::{self, Document, Sentence};

/// One sentence. A token without a tag is tagged but not learned from.
pub(super) struct Sample {
    pub(super) tokens: Vec<Token>,
    pub(super) gold: Vec<Option<Tag>>,
    /// Seen before: a copy in capitals or title case, or news again.
    pub(super) copy: bool,
}

pub(super) struct Samples {
    pub(super) vocabulary: Vocabulary,
    pub(super) sentences: Vec<Sample>,
}

impl Samples {
    pub(super) fn new(tokenizer: &Tokenizer, documents: &[Document], news: &[&Document]) -> Self {
        let sentences = || sentences(documents).chain(sentences(news.iter().copied()));
        // Count with provisional ids, then intern again by falling frequency.
        let mut provisional = Vocabulary::new();
        let mut counts: Vec<u32> = vec![0];
        for (text, sentence) in sentences() {
            for token in cut(tokenizer, &Vocabulary::new(), text, sentence).tokens {
                let id = provisional.intern(&folded(token.raw(text)));
                counts.resize(counts.len().max(id.index() + 1), 0);
                counts[id.index()] += u32::from(token.kind != TokenKind::Link);
            }
        }
        let mut order: Vec<u32> = (1..counts.len() as u32).filter(|id| counts[*id as usize] > 0).collect();
        order.sort_by_key(|id| std::cmp::Reverse(counts[*id as usize]));
        let mut vocabulary = Vocabulary::new();
        for id in order {
            vocabulary.intern(provisional.text(WordId(id)));
        }
        // News commands nobody: an imperative would teach that a headline's first noun may be a verb.
        let samples = |(text, sentence)| cut(tokenizer, &vocabulary, text, sentence);
        let is_told = |sample: &Sample| sample.gold.first() != Some(&Some(Tag::Vb));
        let originals: Vec<Sample> = sentences().map(samples).filter(is_told).collect();
        let copies: Vec<Sample> = originals.iter().enumerate().filter_map(|(n, sample)| copy(n, sample)).collect();
        let again = || self::sentences(news.iter().copied()).map(samples).filter(is_told);
        let again: Vec<Sample> = again().chain(again()).map(|sample| Sample { copy: true, ..sample }).collect();
        Self { vocabulary, sentences: originals.into_iter().chain(copies).chain(again).collect() }
    }
}

/// All sentences of documents, each with its paragraph's text.
fn sentences<'a>(documents: impl IntoIterator<Item = &'a Document>) -> impl Iterator<Item = (&'a str, &'a Sentence)> {
    let paragraphs = documents.into_iter().flat_map(|document| &document.paragraphs);
    paragraphs.flat_map(|paragraph| paragraph.sentences.iter().map(|s| (paragraph.text.as_str(), s)))
}

/// Our tokens of a sentence. One that joins several words takes the last one's tag, as English compounds do.
fn cut(tokenizer: &Tokenizer, vocabulary: &Vocabulary, text: &str, sentence: &Sentence) -> Sample {
    let mut tokens = Vec::new();
    let span = ByteSpan::new(sentence.span.start, sentence.span.end);
    tokenize(tokenizer, vocabulary, &mut LocalWords::default(), text, span, &mut tokens);
    // Addresses are no words of the model.
    for token in tokens.iter_mut().filter(|token| token.word.index() >= vocabulary.len()) {
        token.word = WordId(0);
    }
    let gold = tokens.iter().map(|token| {
        let (start, end) = (token.span.start as usize, token.span.end as usize);
        let inside = |word: &&conllu::Word| word.span.as_ref().is_some_and(|s| s.start < end && start < s.end);
        sentence.words.iter().rev().find(inside).map(|word| conllu::tag(&word.upos, &word.xpos))
    });
    let gold = names_in_title_case(&tokens, gold.collect());
    Sample { gold, tokens, copy: false }
}

/// Reads common nouns that are capitalised inside a sentence as names: web text capitalises at will, news does not.
fn names_in_title_case(tokens: &[Token], mut gold: Vec<Option<Tag>>) -> Vec<Option<Tag>> {
    if !tokens.iter().any(|token| token.case == Case::Lower && token.span.len() > 1) {
        return gold;
    }
    for at in 1..tokens.len() {
        if tokens[at].case == Case::Title && tokens[at - 1].kind != TokenKind::Punct {
            gold[at] = match gold[at] {
                Some(Tag::Nn) => Some(Tag::Nnp),
                Some(Tag::Nns) => Some(Tag::Nnps),
                other => other,
            };
        }
    }
    gold
}

/// Every fifth sentence in capitals, every fifth short one as a headline.
fn copy(number: usize, sample: &Sample) -> Option<Sample> {
    let mut copy = Sample { tokens: sample.tokens.clone(), gold: sample.gold.clone(), copy: true };
    match number % 5 {
        1 => {
            let words = copy.tokens.iter_mut().filter(|t| t.kind == TokenKind::Word && t.span.len() > 1);
            words.for_each(|token| token.case = Case::Upper);
        }
        3 if (4..=16).contains(&sample.tokens.len()) => {
            if copy.gold.last() == Some(&Some(Tag::Punct)) {
                copy.tokens.pop();
                copy.gold.pop();
            }
            for (token, gold) in copy.tokens.iter_mut().zip(&copy.gold) {
                let small = matches!(gold, Some(Tag::Dt | Tag::In | Tag::Cc | Tag::To | Tag::Poss));
                if token.kind == TokenKind::Word && token.case == Case::Lower && !small {
                    token.case = Case::Title;
                }
            }
        }
        _ => return None,
    }
    Some(copy)
}
