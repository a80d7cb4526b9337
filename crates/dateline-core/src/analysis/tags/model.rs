//! The model file: words with their tags, and one row of weights for each feature.
//!
//! Layout: magic, version, fingerprint of the tag set, checksum of the rest; then the words, then the dictionary by
//! rising hash, then the rows by rising feature. Numbers are LEB128. Nothing in a file is trusted: every read is checked, so that damage is an error.

use super::{Dictionary, WordTags};
use crate::text::{Tag, TagSet};

const MAGIC: &[u8; 8] = b"dl-tags\0";
const VERSION: u8 = 2;
const HEAD: usize = MAGIC.len() + 1 + 8 + 8;

/// Why a model file was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The file does not begin like a model.
    #[error("not a tagger model")]
    Magic,
    /// Another version's model, or one for another set of tags.
    #[error("tagger model of another version")]
    Version,
    /// The checksum does not fit the content.
    #[error("tagger model is damaged: checksum does not match")]
    Checksum,
    /// The content contradicts itself.
    #[error("tagger model is damaged: {0}")]
    Damaged(&'static str),
    /// The model's words must come before all others.
    #[error("tagger model must be loaded into an empty vocabulary")]
    VocabularyInUse,
}

/// One feature's weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The feature.
    pub feature: u32,
    /// Weights of the tags that the feature speaks for or against.
    pub weights: Vec<(Tag, i16)>,
}

/// The content of a model file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Model {
    /// Folded words in the order of their ids.
    pub words: Vec<(String, WordTags)>,
    /// Forms of words that the training text lacks.
    pub dictionary: Dictionary,
    /// Rows by rising feature.
    pub rows: Vec<Row>,
}

impl Model {
    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut body = Vec::new();
        put(&mut body, self.words.len() as u64);
        for (word, tags) in &self.words {
            put(&mut body, word.len() as u64);
            body.extend_from_slice(word.as_bytes());
            put(&mut body, u64::from(tags.count));
            put(&mut body, tags.tags.bits());
            put(&mut body, tags.small.bits());
            for tag in [tags.lower, tags.capital, tags.any] {
                body.push(tag.map_or(u8::MAX, |tag| tag as u8));
            }
        }
        put(&mut body, self.dictionary.sets().len() as u64);
        for set in self.dictionary.sets() {
            put(&mut body, set.bits());
        }
        put(&mut body, self.dictionary.entries().len() as u64);
        let mut last = 0;
        for (key, forms) in self.dictionary.entries() {
            put(&mut body, u64::from(key - last));
            last = key;
            body.push(forms);
        }
        put(&mut body, self.rows.len() as u64);
        let mut last = 0;
        for row in &self.rows {
            put(&mut body, u64::from(row.feature - last));
            last = row.feature;
            body.push(row.weights.len() as u8);
            for (tag, weight) in &row.weights {
                body.push(*tag as u8);
                put(&mut body, u64::from(weight.cast_unsigned() << 1 ^ (*weight >> 15).cast_unsigned()));
            }
        }
        let mut file = MAGIC.to_vec();
        file.push(VERSION);
        file.extend_from_slice(&fingerprint().to_le_bytes());
        file.extend_from_slice(&checksum(&body).to_le_bytes());
        file.extend_from_slice(&body);
        file
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let (words, dictionary, rows) = read(bytes)?;
        let words = words.into_iter().map(|(word, tags)| (word.to_owned(), tags)).collect();
        let rows = rows.iter().map(|(feature, weights)| Row { feature, weights: weights.to_vec() }).collect();
        Ok(Self { words, dictionary, rows })
    }
}

/// All rows of a file, one behind the other.
pub(super) struct Rows {
    /// Feature, and where its weights end.
    rows: Vec<(u32, u32)>,
    weights: Vec<(Tag, i16)>,
}

impl Rows {
    /// Number of rows.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Feature and weights of each row.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[(Tag, i16)])> {
        let mut start = 0;
        self.rows.iter().map(move |(feature, end)| {
            let weights = &self.weights[start..*end as usize];
            start = *end as usize;
            (*feature, weights)
        })
    }
}

/// Words with their tags.
type Words<'a> = Vec<(&'a str, WordTags)>;

/// Reads a file.
pub(super) fn read(bytes: &[u8]) -> Result<(Words<'_>, Dictionary, Rows), ModelError> {
    if !bytes.starts_with(MAGIC) {
        return Err(ModelError::Magic);
    }
    let (head, body) = bytes.split_at_checked(HEAD).ok_or(ModelError::Damaged("cut off"))?;
    let (version, sums) = (head[MAGIC.len()], &head[MAGIC.len() + 1..]);
    if version != VERSION || sums[..8] != fingerprint().to_le_bytes() {
        return Err(ModelError::Version);
    }
    if sums[8..] != checksum(body).to_le_bytes() {
        return Err(ModelError::Checksum);
    }
    let mut reader = Reader(body);
    let (words, dictionary, rows) = (reader.words()?, reader.dictionary()?, reader.rows()?);
    if reader.0.is_empty() { Ok((words, dictionary, rows)) } else { Err(ModelError::Damaged("bytes left over")) }
}

/// A number that changes when the tags do.
fn fingerprint() -> u64 {
    checksum(format!("{:?}", Tag::ALL).as_bytes())
}

/// FNV-1a.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |sum, b| (sum ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3))
}

fn put(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self, len: usize) -> Result<&'a [u8], ModelError> {
        let (head, rest) = self.0.split_at_checked(len).ok_or(ModelError::Damaged("cut off"))?;
        self.0 = rest;
        Ok(head)
    }

    fn byte(&mut self) -> Result<u8, ModelError> {
        Ok(self.bytes(1)?[0])
    }

    fn number(&mut self) -> Result<u64, ModelError> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(ModelError::Damaged("number too long"))
    }

    fn u32(&mut self) -> Result<u32, ModelError> {
        u32::try_from(self.number()?).map_err(|_| ModelError::Damaged("number too large"))
    }

    fn optional_tag(&mut self) -> Result<Option<Tag>, ModelError> {
        let number = self.byte()?;
        if number == u8::MAX { Ok(None) } else { tag(number).map(Some) }
    }

    /// Room for so many things, of which each takes a byte at least.
    fn room<T>(&self, count: u32) -> Vec<T> {
        Vec::with_capacity(self.0.len().min(count as usize))
    }

    fn words(&mut self) -> Result<Words<'a>, ModelError> {
        let count = self.u32()?;
        let mut words = self.room(count);
        for _ in 0..count {
            let len = self.u32()? as usize;
            let word = std::str::from_utf8(self.bytes(len)?).map_err(|_| ModelError::Damaged("word is not UTF-8"))?;
            let tags = WordTags {
                count: self.u32()?,
                tags: TagSet::from_bits(self.number()?),
                small: TagSet::from_bits(self.number()?),
                lower: self.optional_tag()?,
                capital: self.optional_tag()?,
                any: self.optional_tag()?,
            };
            words.push((word, tags));
        }
        Ok(words)
    }

    fn dictionary(&mut self) -> Result<Dictionary, ModelError> {
        let count = self.u32()?;
        let mut sets = self.room(count);
        for _ in 0..count {
            sets.push(TagSet::from_bits(self.number()?));
        }
        let count = self.u32()?;
        let (mut keys, mut forms) = (self.room(count), self.room(count));
        let mut key = 0u32;
        for _ in 0..count {
            key = key.checked_add(self.u32()?).ok_or(ModelError::Damaged("number too large"))?;
            keys.push(key);
            forms.push(self.byte()?);
        }
        Ok(Dictionary::from_parts(keys, forms, sets))
    }

    fn rows(&mut self) -> Result<Rows, ModelError> {
        let count = self.u32()?;
        let mut rows = Rows { rows: self.room(count), weights: self.room(count) };
        let mut feature = 0u32;
        for _ in 0..count {
            feature = feature.checked_add(self.u32()?).ok_or(ModelError::Damaged("number too large"))?;
            for _ in 0..self.byte()? {
                rows.weights.push((tag(self.byte()?)?, self.weight()?));
            }
            rows.rows.push((feature, rows.weights.len() as u32));
        }
        Ok(rows)
    }

    fn weight(&mut self) -> Result<i16, ModelError> {
        let number = u16::try_from(self.number()?).map_err(|_| ModelError::Damaged("number too large"))?;
        Ok((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }
}

fn tag(number: u8) -> Result<Tag, ModelError> {
    Tag::ALL.get(usize::from(number)).copied().ok_or(ModelError::Damaged("unknown tag"))
}
