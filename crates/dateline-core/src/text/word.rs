//! Words are interned once: everything behind the tokenizer compares numbers.
//!
//! A [`Vocabulary`] is frozen when packs are compiled. An article's unknown words live in a [`LocalWords`] overlay whose
//! ids start where the vocabulary ends, so that one [`WordId`] type serves both and per-word tables stay dense arrays.

use foldhash::fast::FixedState;
use hashbrown::HashTable;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::hash::BuildHasher;
use std::sync::OnceLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A folded word's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize, Serialize)]
pub struct WordId(pub u32);

impl WordId {
    /// The id as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A hash that costs a few instructions for the short strings that nearly all words are.
fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let (a, b) = if let (Some(head), Some(tail)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        if bytes.len() > 16 {
            return FixedState::with_seed(0).hash_one(text);
        }
        (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
    } else if let (Some(head), Some(tail)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)))
    } else if let [first, .., last] = bytes {
        (u64::from(*first) | u64::from(bytes[bytes.len() / 2]) << 8, u64::from(*last))
    } else {
        (bytes.first().map_or(0, |byte| u64::from(*byte)), 0)
    };
    let length = (bytes.len() as u64) << 56;
    let product = u128::from(a ^ 0x9E37_79B9_7F4A_7C15) * u128::from(b.rotate_left(8) ^ length ^ 0xD6E8_FEB8_6659_FD93);
    product as u64 ^ (product >> 64) as u64
}

/// An append-only list of distinct strings.
#[derive(Debug, Clone, Default)]
struct Interner {
    arena: String,
    ends: Vec<u32>,
    table: HashTable<u32>,
}

impl Interner {
    fn get(&self, index: u32) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index as usize - 1] };
        &self.arena[start as usize..self.ends[index as usize] as usize]
    }

    fn find(&self, text: &str, hash: u64) -> Option<u32> {
        let (arena, text) = (self.arena.as_bytes(), text.as_bytes());
        let same = |i: &u32| {
            let start = if *i == 0 { 0 } else { self.ends[*i as usize - 1] };
            arena[start as usize..self.ends[*i as usize] as usize] == *text
        };
        self.table.find(hash, same).copied()
    }

    fn insert(&mut self, text: &str, key: u64) -> u32 {
        let index = self.ends.len() as u32;
        self.arena.push_str(text);
        self.ends.push(self.arena.len() as u32);
        let (arena, ends) = (&self.arena, &self.ends);
        self.table.insert_unique(key, index, |i| {
            let start = if *i == 0 { 0 } else { ends[*i as usize - 1] };
            hash(&arena[start as usize..ends[*i as usize] as usize])
        });
        index
    }

    fn clear(&mut self) {
        self.arena.clear();
        self.ends.clear();
        self.table.clear();
    }
}

/// Written as the words in their order; the table is made anew.
impl Serialize for Interner {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.arena, &self.ends).serialize(to)
    }
}

impl<'d> Deserialize<'d> for Interner {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let (arena, ends) = <(String, Vec<u32>)>::deserialize(from)?;
        let mut start = 0;
        let sound = ends.iter().all(|end| {
            let whole = start <= *end && arena.is_char_boundary(*end as usize);
            start = *end;
            whole
        });
        if !sound || start as usize != arena.len() {
            return Err(serde::de::Error::custom("words that do not fit their text"));
        }
        let mut this = Self { arena, ends, table: HashTable::new() };
        let Self { arena, ends, table } = &mut this;
        let key = |index: u32| {
            let start = if index == 0 { 0 } else { ends[index as usize - 1] };
            hash(&arena[start as usize..ends[index as usize] as usize])
        };
        table.reserve(ends.len(), |index| key(*index));
        for index in 0..ends.len() as u32 {
            table.insert_unique(key(index), index, |index| key(*index));
        }
        Ok(this)
    }
}

/// All words that packs and models know, folded.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Vocabulary {
    words: Interner,
    /// Made when it is first needed.
    #[serde(skip)]
    front: OnceLock<Front>,
}

/// Short words among the first of a vocabulary, which are the frequent ones: most words of a text are found here with one
/// access to memory. What it does not hold the vocabulary may.
#[derive(Debug, Clone)]
struct Front(Box<[(u64, u32)]>);

/// Words that a [`Front`] is made of at most, and its places.
const FREQUENT: u32 = 1 << 15;

impl Front {
    fn new(words: &Interner) -> Self {
        let frequent = FREQUENT.min(words.ends.len() as u32);
        // Rules are compiled with small vocabularies too, again and again.
        let mut front = Self(vec![(0, 0); frequent.next_power_of_two() as usize].into_boxed_slice());
        for index in 0..frequent {
            if let Some(packed) = packed(words.get(index)) {
                let place = front.place(packed);
                if front.0[place].0 == 0 {
                    front.0[place] = (packed, index);
                }
            }
        }
        front
    }

    fn place(&self, packed: u64) -> usize {
        let high = packed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - FREQUENT.trailing_zeros());
        high as usize & (self.0.len() - 1)
    }

    fn find(&self, packed: u64) -> Option<u32> {
        let (found, index) = self.0[self.place(packed)];
        (found == packed).then_some(index)
    }
}

/// A word of at most eight bytes as a number; no two have the same.
fn packed(word: &str) -> Option<u64> {
    let bytes = word.as_bytes();
    let wide = |part: &[u8; 4]| u64::from(u32::from_le_bytes(*part));
    match (bytes.len(), bytes) {
        (_, [.., 0]) => None,
        (4..=8, _) => {
            let (head, tail) = bytes.first_chunk().zip(bytes.last_chunk())?;
            Some(wide(head) | wide(tail) << (8 * (bytes.len() - 4)))
        }
        (_, [a]) => Some(u64::from(*a)),
        (_, [a, b]) => Some(u64::from(*a) | u64::from(*b) << 8),
        (_, [a, b, c]) => Some(u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16),
        _ => None,
    }
}

impl Vocabulary {
    /// An empty vocabulary whose word 0 is the empty string, which no token has.
    pub fn new() -> Self {
        let mut vocabulary = Self::default();
        vocabulary.intern("");
        vocabulary
    }

    /// The id of a folded word, adding it if it is new.
    pub fn intern(&mut self, folded: &str) -> WordId {
        let key = hash(folded);
        WordId(self.words.find(folded, key).unwrap_or_else(|| self.words.insert(folded, key)))
    }

    /// The id of a folded word, if it is known.
    pub fn get(&self, folded: &str) -> Option<WordId> {
        let front = self.front.get().zip(packed(folded)).and_then(|(front, packed)| front.find(packed));
        front.or_else(|| self.words.find(folded, hash(folded))).map(WordId)
    }

    /// The folded word.
    pub fn text(&self, id: WordId) -> &str {
        self.words.get(id.0)
    }

    /// Adds a word of an overlay that was made when the vocabulary had `known` words.
    pub(crate) fn adopt(&mut self, overlay: &LocalWords, id: WordId, known: usize) -> WordId {
        self.intern(overlay.local.get((id.index() - known) as u32))
    }

    /// Room for so many more words.
    pub(crate) fn reserve(&mut self, words: usize) {
        let Interner { arena, ends, table } = &mut self.words;
        arena.reserve(8 * words);
        ends.reserve(words);
        let (arena, ends) = (&*arena, &*ends);
        table.reserve(words, |i| {
            let start = if *i == 0 { 0 } else { ends[*i as usize - 1] };
            hash(&arena[start as usize..ends[*i as usize] as usize])
        });
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.ends.len()
    }

    /// True when it holds no words at all.
    pub fn is_empty(&self) -> bool {
        self.words.ends.is_empty()
    }
}

/// An article's words: the shared vocabulary and, above it, what only this article says.
#[derive(Debug, Clone, Default)]
pub struct LocalWords {
    local: Interner,
    buffer: String,
}

impl LocalWords {
    /// Forgets the last article's words and keeps the memory.
    pub fn clear(&mut self) {
        self.local.clear();
    }

    /// The id of a word as written: folded, looked up, and added to this article if it is unknown.
    pub fn intern(&mut self, vocabulary: &Vocabulary, raw: &str) -> WordId {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        fold_into(raw, &mut buffer);
        let id = self.intern_folded(vocabulary, &buffer);
        self.buffer = buffer;
        id
    }

    /// The same for a word of ASCII letters of which only the first is a capital.
    pub(crate) fn intern_title(&mut self, vocabulary: &Vocabulary, raw: &str) -> WordId {
        let front = vocabulary.front.get_or_init(|| Front::new(&vocabulary.words));
        // The first letter stands lowest, and its small form has one bit more.
        let small = packed(raw).map(|packed| packed | 0x20);
        small.and_then(|small| front.find(small)).map_or_else(|| self.intern(vocabulary, raw), WordId)
    }

    /// The same for a word of ASCII capitals.
    pub(crate) fn intern_capitals(&mut self, vocabulary: &Vocabulary, raw: &str) -> WordId {
        const SMALL: u64 = u64::from_le_bytes([0x20; 8]);
        let front = vocabulary.front.get_or_init(|| Front::new(&vocabulary.words));
        let small = packed(raw).map(|packed| packed | SMALL >> (u64::BITS as usize - 8 * raw.len()));
        small.and_then(|small| front.find(small)).map_or_else(|| self.intern(vocabulary, raw), WordId)
    }

    /// The same for a word that folding would leave as it is.
    pub(crate) fn intern_folded(&mut self, vocabulary: &Vocabulary, folded: &str) -> WordId {
        let front = vocabulary.front.get_or_init(|| Front::new(&vocabulary.words));
        if let Some(id) = packed(folded).and_then(|packed| front.find(packed)) {
            return WordId(id);
        }
        let key = hash(folded);
        if let Some(id) = vocabulary.words.find(folded, key) {
            return WordId(id);
        }
        let local = self.local.find(folded, key);
        WordId(vocabulary.len() as u32 + local.unwrap_or_else(|| self.local.insert(folded, key)))
    }
}

/// Read access to an article's words.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The shared vocabulary.
    pub vocabulary: &'a Vocabulary,
    /// The article's own words.
    pub local: &'a LocalWords,
}

impl<'a> Words<'a> {
    /// The folded word.
    pub fn text(&self, id: WordId) -> &'a str {
        let known = self.vocabulary.len();
        if id.index() < known { self.vocabulary.text(id) } else { self.local.local.get((id.index() - known) as u32) }
    }

    /// True when packs or models know the word.
    pub fn is_known(&self, id: WordId) -> bool {
        id.index() < self.vocabulary.len()
    }
}

/// True for every mark that is used as an apostrophe, ayn or hamza inside a name or contraction.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' | '′')
}

/// Appends the folded form: lower case, no diacritics, no inner apostrophes, no inner hyphens.
///
/// A leading apostrophe stays (as `'`), so that the clitic `'s` and the name part `s` remain two words; a contraction
/// such as `n't` keeps its apostrophe too.
pub fn fold_into(raw: &str, out: &mut String) {
    let start = out.len();
    if raw.bytes().all(|b| b.is_ascii_alphanumeric()) {
        out.push_str(raw);
        out[start..].make_ascii_lowercase();
        return;
    }
    let contraction =
        raw.len() > 1 && (raw.starts_with(is_apostrophe) || raw.eq_ignore_ascii_case("n't") || raw == "n’t");
    for c in raw.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if is_apostrophe(c) {
            if contraction || raw.chars().nth(1).is_none() {
                out.push('\'');
            }
        } else if c == '-' || c == '\u{2011}' || c == '\u{2010}' {
            if raw.chars().all(|c| !c.is_alphanumeric()) {
                out.push('-');
            }
        } else if c.is_ascii() || matches!(c, '–' | '—' | '“' | '”') {
            out.push(c);
        } else {
            let plain = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c));
            out.extend(plain.flat_map(char::to_lowercase).filter(|c| !is_apostrophe(*c)).map(|c| match c {
                'ı' => 'i',
                'ø' => 'o',
                'ł' => 'l',
                c => c,
            }));
        }
    }
    // A token of combining marks alone must still be a word.
    if out.len() == start {
        out.push_str(raw);
    }
}

/// The folded form of one word.
///
/// ```
/// use dateline_core::text::folded;
/// assert_eq!(folded("Jada’a"), "jadaa");
/// assert_eq!(folded("Şalāḩ"), "salah");
/// ```
pub fn folded(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    fold_into(raw, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_keep_their_numbers(words in prop::collection::vec("[a-cé]{1,10}", 1..60)) {
            let mut vocabulary = Vocabulary::new();
            let known = words.len() / 2;
            let numbers: Vec<WordId> = words[..known].iter().map(|word| vocabulary.intern(word)).collect();
            let mut local = LocalWords::default();
            for (word, number) in words.iter().zip(&numbers) {
                prop_assert_eq!(local.intern_folded(&vocabulary, word), *number);
                prop_assert_eq!(vocabulary.get(word), Some(*number));
            }
            for word in words.iter().filter(|word| word.is_ascii()) {
                let title = [&word[..1].to_ascii_uppercase(), &word[1..]].concat();
                prop_assert_eq!(local.intern_title(&vocabulary, &title), local.intern(&vocabulary, &title));
                let capitals = word.to_ascii_uppercase();
                prop_assert_eq!(local.intern_capitals(&vocabulary, &capitals), local.intern(&vocabulary, &capitals));
            }
            for word in &words[known..] {
                let number = local.intern(&vocabulary, word);
                prop_assert_eq!(Words { vocabulary: &vocabulary, local: &local }.text(number), &folded(word));
                prop_assert_eq!(local.intern(&vocabulary, word), number);
            }
        }
    }
}
