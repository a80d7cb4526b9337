//! An annotated document as the engine's article, with the words' places in its text.
//!
//! The first paragraph is the headline when it is marked as a heading, later headings are subheads. Invariant: the
//! words of a sentence keep their order and number; one that does not stand in the text as written has no place.

use dateline_model::{Article, Block, BlockKind, ByteSpan};

use crate::conllu::{Document, Word};

/// A document's text, blocks and sentences.
pub(super) struct GoldArticle {
    pub(super) text: String,
    blocks: Vec<Block>,
    pub(super) sentences: Vec<GoldSentence>,
}

/// One sentence's words and the mentions of entities in it.
pub(super) struct GoldSentence {
    pub(super) words: Vec<Word>,
    pub(super) mentions: Vec<Mention>,
}

/// A mention of an entity: first and last word, and what it is of.
pub(super) struct Mention {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) entity: String,
    pub(super) kind: String,
}

impl GoldArticle {
    pub(super) fn new(document: &Document) -> Self {
        let mut gold = Self { text: String::new(), blocks: Vec::new(), sentences: Vec::new() };
        for (number, paragraph) in document.paragraphs.iter().enumerate() {
            if number > 0 {
                gold.text.push_str("\n\n");
            }
            let start = gold.text.len();
            gold.text.push_str(&paragraph.text);
            let kind = match (paragraph.heading, number) {
                (true, 0) => BlockKind::Headline,
                (true, _) => BlockKind::Subhead,
                (false, _) => BlockKind::Paragraph,
            };
            gold.blocks.push(Block { kind, span: ByteSpan::new(start, gold.text.len()) });
            for sentence in &paragraph.sentences {
                let mut words = sentence.words.clone();
                for span in words.iter_mut().filter_map(|word| word.span.as_mut()) {
                    *span = span.start + start..span.end + start;
                }
                let mentions = mentions(&words);
                gold.sentences.push(GoldSentence { words, mentions });
            }
        }
        gold
    }

    /// What the engine reads.
    pub(super) fn article(&self) -> Article<'_> {
        Article::new("gold", &self.text, self.blocks.clone())
    }
}

/// Reads the mentions of a sentence: `(3-person-…` begins one, `3)` ends it, `(3-person-…)` does both.
fn mentions(words: &[Word]) -> Vec<Mention> {
    let (mut done, mut open): (Vec<Mention>, Vec<Mention>) = (Vec::new(), Vec::new());
    for (at, word) in words.iter().enumerate() {
        let mut rest = word.entity.as_str();
        while !rest.is_empty() {
            let begins = rest.strip_prefix('(');
            let body = begins.unwrap_or(rest);
            let end = body.find(['(', ')']).unwrap_or(body.len());
            let closes = body[end..].starts_with(')');
            let mut fields = body[..end].split('-');
            let entity = fields.next().unwrap_or_default();
            if begins.is_some() {
                let kind = fields.next().unwrap_or_default();
                open.push(Mention { first: at, last: at, entity: entity.to_owned(), kind: kind.to_owned() });
            }
            if closes && let Some(found) = open.iter().rposition(|m| m.entity == entity) {
                done.push(Mention { last: at, ..open.remove(found) });
            }
            rest = &body[end + usize::from(closes)..];
        }
    }
    done.sort_by_key(|m| (m.first, std::cmp::Reverse(m.last)));
    done
}

impl GoldSentence {
    /// The last word of the name or figure that a word heads: names are flat to the right, figures stand behind their
    /// sign ("$ 5").
    pub(super) fn last_of_head(&self, head: usize) -> usize {
        let flat = |w: &Word| w.relation == "flat" || (w.relation == "nummod" && self.words[head].upos == "SYM");
        let mut right =
            (head + 1..self.words.len()).filter(|i| self.words[*i].head == Some(head) && flat(&self.words[*i]));
        // Words only hang on words to their left here, so this ends.
        right.next_back().map_or(head, |last| self.last_of_head(last))
    }

    /// First and last word of what hangs on a word.
    pub(super) fn subtree(&self, top: usize) -> (usize, usize) {
        let hangs = |from: usize| {
            let mut at = Some(from);
            // No chain of heads is longer than the sentence.
            for _ in 0..=self.words.len() {
                if at == Some(top) {
                    return true;
                }
                at = at.and_then(|i| self.words.get(i)?.head);
            }
            false
        };
        let mut inside = (0..self.words.len()).filter(|i| hangs(*i));
        let first = inside.next().unwrap_or(top);
        (first, inside.next_back().unwrap_or(first))
    }

    /// The word of a mention that hangs on a word outside.
    pub(super) fn head_of(&self, mention: &Mention) -> usize {
        let inside = mention.first..mention.last + 1;
        let outer = |i: &usize| self.words[*i].head.is_none_or(|head| !inside.contains(&head));
        inside.clone().find(outer).unwrap_or(mention.last)
    }

    /// Place of the words from one to another, the punctuation at both ends left out.
    pub(super) fn place(&self, first: usize, last: usize) -> Option<ByteSpan> {
        let mut spans = self.words[first..=last].iter().filter(|w| w.upos != "PUNCT").filter_map(|w| w.span.as_ref());
        let start = spans.next()?;
        let end = spans.next_back().unwrap_or(start);
        Some(ByteSpan::new(start.start, end.end))
    }
}
