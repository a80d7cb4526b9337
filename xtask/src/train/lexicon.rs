//! From tagged text to the words' possible and certain tags.

use dateline_core::analysis::tags::{Dictionary, Lexicon, WordTags};
use dateline_core::text::{Case, Tag, TagSet, TokenKind, WordId};

use super::samples::Samples;

/// Occurrences of one word, by tag.
#[derive(Clone, Default)]
pub(super) struct Uses(Vec<(Tag, u32)>);

impl Uses {
    fn has(&self, tag: Tag) -> bool {
        self.0.iter().any(|(known, _)| *known == tag)
    }

    /// The tags that this single use of the word shows and no other does.
    pub(super) fn shown_only_by(&self, word: &str, tag: Tag) -> TagSet {
        let twins = twins(word, tag);
        let again = self.0.iter().any(|(known, count)| *known == tag && *count > 1);
        if again || twins.iter().any(|twin| twin != tag && self.has(twin)) {
            return TagSet::NONE;
        }
        twins.union([tag].into_iter().collect())
    }

    fn add(&mut self, tag: Tag) {
        match self.0.iter_mut().find(|(known, _)| *known == tag) {
            Some((_, count)) => *count += 1,
            None => self.0.push((tag, 1)),
        }
    }

    fn total(&self) -> u32 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// The tag of a word that has been seen often and nearly always with it.
    fn certain(&self, often: u32) -> Option<Tag> {
        let total = self.total();
        let (tag, count) = self.0.iter().copied().max_by_key(|(tag, count)| (*count, std::cmp::Reverse(*tag)))?;
        (total >= often && u64::from(count) * 1000 >= u64::from(total) * 996).then_some(tag)
    }

    /// The tags in lower case: a name's only if that is how the word is often written.
    fn small(&self) -> TagSet {
        let total = self.total();
        let usual = |(tag, count): &&(Tag, u32)| !tag.is_proper() || (*count >= 2 && count * 3 >= total);
        self.tags().iter().filter(|tag| self.0.iter().filter(usual).any(|(usual, _)| usual == tag)).collect()
    }

    /// The tags that are no slips of the annotators.
    fn tags(&self) -> TagSet {
        let total = self.total();
        self.0.iter().filter(|(_, count)| count * 150 >= total).map(|(tag, _)| *tag).collect()
    }
}

/// The tag of the same spelling in another use, seen or not: past tense and participle in -ed, base and present.
fn twins(word: &str, tag: Tag) -> TagSet {
    match tag {
        Tag::Vbd | Tag::Vbn if word.ends_with("ed") => [Tag::Vbd, Tag::Vbn].into_iter().collect(),
        Tag::Vb | Tag::Vbp => [Tag::Vb, Tag::Vbp].into_iter().collect(),
        _ => TagSet::NONE,
    }
}

fn with_twins(word: &str, tags: TagSet) -> TagSet {
    tags.iter().map(|tag| twins(word, tag)).fold(tags, TagSet::union)
}

/// What the trainer knows of words.
pub(super) struct Known {
    /// The model's words with their tags, in the order of their ids.
    pub(super) words: Vec<(String, WordTags)>,
    pub(super) lexicon: Lexicon,
    /// By word id.
    pub(super) uses: Vec<Uses>,
}

/// Counts the words of the originals.
pub(super) fn build(samples: &Samples, dictionary: Dictionary) -> Known {
    let size = samples.vocabulary.len();
    let [mut all, mut lower, mut capital] = [const { Vec::<Uses>::new() }; 3];
    for uses in [&mut all, &mut lower, &mut capital] {
        uses.resize(size, Uses::default());
    }
    for sample in samples.sentences.iter().filter(|sample| !sample.copy) {
        for (at, (token, gold)) in sample.tokens.iter().zip(&sample.gold).enumerate() {
            let (Some(tag), index) = (*gold, token.word.index()) else { continue };
            if index >= size {
                continue;
            }
            all[index].add(tag);
            if token.case == Case::Lower || token.kind != TokenKind::Word {
                lower[index].add(tag);
            } else if at > 0 {
                capital[index].add(tag);
            }
        }
    }
    let words: Vec<(String, WordTags)> = (1..size)
        .map(|index| {
            let word = samples.vocabulary.text(WordId(index as u32));
            let certain = |uses: &Uses, often| uses.certain(often).filter(|tag| twins(word, *tag).is_empty());
            let tags = WordTags {
                count: all[index].total(),
                tags: with_twins(word, all[index].tags()),
                small: with_twins(word, lower[index].small()),
                lower: certain(&lower[index], 16),
                capital: certain(&capital[index], 16),
                any: certain(&all[index], 30),
            };
            (word.to_owned(), tags)
        })
        .collect();
    let lexicon = Lexicon::new(words.iter().map(|(word, tags)| (word.as_str(), *tags)), dictionary);
    Known { words, lexicon, uses: all }
}
