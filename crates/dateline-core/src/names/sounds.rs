//! From a written name to its sounds, each weighted by how much its word tells names apart.
//!
//! One pass over the characters finds words and base letters, one over the letters finds sounds. Invariant: whatever the
//! input, a spelling holds at most [`MAX_SOUNDS`] sounds, and its words lie in order inside them.

use super::particles::Class;
use super::phone::{Phone, gap, is_vowel};
use crate::text::is_apostrophe;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longer names are compared by their beginning.
pub(super) const MAX_SOUNDS: usize = 64;

/// Weight of a sound of a plain word.
pub(super) const FULL: u8 = 16;

/// A sound and its share, in sixteenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sound {
    pub(super) phone: Phone,
    pub(super) weight: u8,
}

impl Sound {
    /// Cost of leaving it out.
    pub(super) fn cost(self) -> u32 {
        u32::from(gap(self.phone)) * u32::from(self.weight)
    }
}

/// A word of a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) start: u8,
    pub(super) end: u8,
    pub(super) class: Class,
    /// It is one letter, as in `Juma Y al-Tamimi`.
    pub(super) initial: bool,
}

/// A name taken apart; reusable, so that reading the next one allocates nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Spelling {
    pub(super) sounds: Vec<Sound>,
    pub(super) words: Vec<Word>,
    /// The letters without case, marks, spaces and articles.
    pub(super) folded: String,
    /// The digits, which either agree or make two names different.
    pub(super) number: u32,
    /// It has letters of another script, whose sounds are not known here.
    pub(super) foreign: bool,
    /// Long vowels and emphatics are marked, so that differences of vowels mean something.
    pub(super) scholarly: bool,
    /// The marks are those of French maps, where rh is gh.
    french: bool,
    letters: Vec<u8>,
    bounds: Vec<(u32, u32)>,
}

/// How a kind of name classes its words and weighs the classes.
pub(super) trait Reading {
    /// Class of a folded word.
    fn class(&self, folded: &str) -> Class;
    /// A prefix that is one name with what follows it (`Abdel` in `Abdelwadoud`), as its length in letters.
    fn servant_prefix(&self, folded: &str) -> usize;
    /// An ending that may be left off (`ullah` in `Inayatullah`), as its length in letters.
    fn suffix(&self, folded: &str) -> usize;
    /// Weight of a word's sounds.
    fn weight(&self, class: Class) -> u8;
}

/// A word without case, marks and apostrophes, as the particle lists hold them.
pub(super) fn fold_word(raw: &str) -> String {
    let mut letters = Vec::new();
    for c in raw.chars() {
        push_letter(c, false, &mut letters);
    }
    letters.retain(u8::is_ascii_alphanumeric);
    letters.into_iter().map(char::from).collect()
}

impl Spelling {
    /// Takes a name apart.
    pub(super) fn read(&mut self, raw: &str, reading: &impl Reading) {
        self.split(raw);
        self.sounds.clear();
        self.words.clear();
        self.folded.clear();
        for i in 0..self.bounds.len() {
            let word = self.word(i);
            if i + 1 < self.bounds.len() && is_article(word, self.word(i + 1)) {
                continue;
            }
            let from = self.folded.len();
            let letters = self.bounds[i].0 as usize..self.bounds[i].1 as usize;
            self.folded.extend(
                self.letters[letters.clone()].iter().filter(|b| b.is_ascii_alphanumeric()).map(|b| char::from(*b)),
            );
            let folded = &self.folded[from..];
            if folded.is_empty() {
                continue;
            }
            let class = reading.class(folded);
            let start = self.sounds.len() as u8;
            let prefix =
                if class == Class::Plain || class == Class::Common { reading.servant_prefix(folded) } else { 0 };
            let suffix = if class == Class::Plain && prefix == 0 { reading.suffix(folded) } else { 0 };
            let initial =
                folded.len() == 1 || folded.len() == 2 && !folded.bytes().any(|b| b == b'y' || is_vowel_letter(b));
            let weight = if initial { 1 } else { reading.weight(class) };
            let mut word = &self.letters[letters];
            if prefix > 0 {
                sound_out(&word[..offset(word, 3)], false, reading.weight(Class::Servant), &mut self.sounds);
                word = &word[offset(word, prefix)..];
            }
            let letters = folded.len() - prefix - suffix;
            let (stem, ending) = word.split_at(offset(word, letters));
            sound_out(stem, self.french, weight, &mut self.sounds);
            sound_out(ending, self.french, weight.div_ceil(4), &mut self.sounds);
            if i + 1 < self.bounds.len() {
                soften_construct(&mut self.sounds[usize::from(start)..]);
            }
            self.sounds.truncate(MAX_SOUNDS);
            self.words.push(Word { start, end: self.sounds.len() as u8, class, initial });
        }
        // A name of small change only, such as "Jubb" or "Sharqi", is carried by it.
        if self.sounds.iter().all(|s| s.weight < FULL / 2) {
            self.sounds.iter_mut().for_each(|s| s.weight = FULL);
        }
    }

    fn word(&self, i: usize) -> &[u8] {
        &self.letters[self.bounds[i].0 as usize..self.bounds[i].1 as usize]
    }

    /// Base letters, digits and separators of the words.
    fn split(&mut self, raw: &str) {
        self.letters.clear();
        self.bounds.clear();
        self.number = 0;
        self.foreign = false;
        // BGN/PCGN writes ş for the emphatic s; Turkish and Kurdish write it for sh, and never with these marks.
        self.scholarly = raw.contains(['ā', 'ī', 'ū', 'Ā', 'Ī', 'Ū', 'ḩ', 'Ḩ', 'ḑ', 'Ḑ', 'ţ', 'Ţ', '‘', 'á']);
        self.french = raw.contains(['â', 'Â', 'î', 'Î', 'é', 'ï', 'ê', 'è']);
        let mut start = 0;
        for c in raw.chars() {
            if let Some(digit) = c.to_digit(10) {
                self.number = self.number.wrapping_mul(11).wrapping_add(digit + 1);
                self.letters.push(c as u8);
            } else if c.is_alphabetic() || is_apostrophe(c) || is_combining_mark(c) {
                self.foreign |= !push_letter(c, self.scholarly, &mut self.letters);
            } else {
                start = self.close_word(start);
            }
        }
        self.close_word(start);
    }

    fn close_word(&mut self, start: u32) -> u32 {
        let end = self.letters.len() as u32;
        if end > start {
            self.bounds.push((start, end));
        }
        end
    }
}

/// Where a word goes on after its first letters, not counting apostrophes.
fn offset(word: &[u8], letters: usize) -> usize {
    let mut ends = word.iter().enumerate().filter(|(_, b)| b.is_ascii_alphanumeric()).map(|(at, _)| at + 1);
    letters.checked_sub(1).and_then(|nth| ends.nth(nth)).unwrap_or(0)
}

/// Appends the base letters of a character; false if it is a letter of another script.
fn push_letter(c: char, scholarly: bool, out: &mut Vec<u8>) -> bool {
    match c {
        c if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase() as u8),
        c if is_apostrophe(c) => out.push(b'\''),
        // An emphatic h never makes a digraph with the letter before it.
        'ḩ' | 'Ḩ' | 'ḥ' | 'Ḥ' | 'ḧ' | 'Ḧ' => out.extend(b"'h"),
        'ş' | 'Ş' | 'ș' | 'Ș' if !scholarly => out.extend(b"sh"),
        'š' | 'Š' => out.extend(b"sh"),
        'ç' | 'Ç' | 'č' | 'Č' => out.extend(b"tch"),
        'ğ' | 'Ğ' | 'ġ' | 'Ġ' => out.extend(b"gh"),
        'ž' | 'Ž' => out.extend(b"zh"),
        'ı' | 'İ' => out.push(b'i'),
        'ł' | 'Ł' => out.push(b'l'),
        'ø' | 'Ø' | 'œ' | 'Œ' => out.push(b'o'),
        'đ' | 'Đ' | 'ð' => out.push(b'd'),
        'ß' => out.extend(b"ss"),
        'æ' | 'Æ' => out.push(b'e'),
        c if is_combining_mark(c) => {}
        c => {
            let before = out.len();
            out.extend(
                std::iter::once(c).nfkd().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase() as u8),
            );
            return out.len() > before;
        }
    }
    true
}

/// `al`, `el`, `ul`, and before a like letter `ar`, `ash`, `ech`, `ed` …
fn is_article(word: &[u8], next: &[u8]) -> bool {
    let (vowel, tail) = match word {
        [b'l'] => return true,
        [v, tail @ ..] => (*v, tail),
        [] => return false,
    };
    if !matches!(vowel, b'a' | b'e' | b'i' | b'o' | b'u') || tail.len() > 2 {
        return false;
    }
    match tail {
        [b'l'] => true,
        [first, second] if first == second => next.first() == Some(first),
        [first, ..] => b"tdrznsc".contains(first) && next.starts_with(tail),
        [] => false,
    }
}

/// The t of a construct (Khirbat X, Khirbah X) is as often left out as written.
fn soften_construct(word: &mut [Sound]) {
    if let [.., before, last] = word
        && last.phone == Phone::T
        && is_vowel(before.phone)
    {
        last.weight = last.weight.div_ceil(4);
    }
}

/// Appends the sounds of one word.
fn sound_out(word: &[u8], french: bool, weight: u8, out: &mut Vec<Sound>) {
    let from = out.len();
    let light = weight.div_ceil(4);
    let mut push = |phone: Phone, weight: u8| {
        if out.len() > from && out.last().is_some_and(|s| s.phone == phone) {
            // Doubled letters are one sound; the heavier writing counts.
            if let Some(last) = out.last_mut() {
                last.weight = last.weight.max(weight);
            }
        } else if phone == Phone::W && out.len() > from && out.last().is_some_and(|s| s.phone == Phone::U) {
            if let Some(last) = out.last_mut() {
                last.phone = Phone::W;
            }
        } else {
            out.push(Sound { phone, weight });
        }
    };
    let mut at = 0;
    // An article written together with its noun: Alrawi, Elsseid.
    if let [b'a' | b'e', b'l', third, _, _, ..] = word
        && !is_vowel_letter(*third)
    {
        push(Phone::A, light);
        push(Phone::L, light);
        at = 2;
    }
    let mut after_vowel = false;
    while at < word.len() {
        let rest = &word[at..];
        let is_last = |taken: usize| taken == rest.len();
        let (phone, taken) = match rest {
            [b'i' | b'y', ..] => {
                let run = rest.iter().take_while(|b| matches!(b, b'i' | b'y')).count();
                let before_vowel = rest.get(run).is_some_and(|b| is_vowel_letter(*b));
                if after_vowel {
                    push(Phone::Y, weight);
                    if run > 1 && (!before_vowel || run > 2) {
                        push(Phone::I, weight);
                    }
                } else if at == 0 && rest[0] == b'y' && (before_vowel || run > 1) {
                    push(Phone::Y, weight);
                    if run > 1 {
                        push(Phone::I, weight);
                    }
                } else {
                    push(Phone::I, weight);
                }
                after_vowel = !before_vowel || run > 1;
                at += run;
                continue;
            }
            [b'o', b'u', ..] if after_vowel => (Phone::W, 2),
            [b'u' | b'o', ..] if at > 0 && after_vowel && word[at - 1] == b'a' => (Phone::W, 1),
            [b'o', b'u' | b'o', ..] => (Phone::U, 2),
            [b'e', b'e', ..] => (Phone::I, 2),
            [b'e', b'u', ..] => (Phone::E, 2),
            [b'a', ..] => (Phone::A, 1),
            [b'e', ..] => (Phone::E, 1),
            [b'o', ..] => (Phone::O, 1),
            [b'u', ..] => (Phone::U, 1),
            [b'h'] if after_vowel => break,
            [b'd', b's', b'c', b'h', ..] => (Phone::J, 4),
            [b't', b's', b'c', b'h', ..] => (Phone::Ch, 4),
            [b't', b'c' | b's', b'h', ..] => (Phone::Ch, 3),
            [b's', b'c', b'h', ..] => (Phone::Sh, 3),
            [b'd', b'z', b'h', ..] => (Phone::J, 3),
            [b'd', b'j', ..] => (Phone::J, 2),
            [b'k', b'h', ..] => (Phone::Kh, 2),
            [b'g', b'h', ..] => (Phone::Gh, 2),
            [b'r', b'h', ..] if at == 0 || french => (Phone::Gh, 2),
            [b's', b'h', ..] => (Phone::Sh, 2),
            [b'c', b'h', ..] => (Phone::Ch, 2),
            [b't', b'h', ..] => (Phone::Th, 2),
            [b'd', b'h', ..] => (Phone::Dh, 2),
            [b'z', b'h', ..] => (Phone::Zh, 2),
            [b'p', b'h', ..] => (Phone::F, 2),
            [b'c', b'k', ..] | [b'q', b'u', b'e', ..] => (Phone::K, 2),
            [b'b', ..] => (Phone::B, 1),
            [b'c' | b'j', ..] => (Phone::J, 1),
            [b'd', ..] => (Phone::D, 1),
            [b'f', ..] => (Phone::F, 1),
            [b'g', ..] => (Phone::G, 1),
            [b'h', ..] => (Phone::H, 1),
            [b'k', ..] => (Phone::K, 1),
            [b'l', ..] => (Phone::L, 1),
            [b'm', ..] => (Phone::M, 1),
            [b'n', ..] => (Phone::N, 1),
            [b'p', ..] => (Phone::P, 1),
            [b'q', ..] => (Phone::Q, 1),
            [b'r', ..] => (Phone::R, 1),
            [b's', ..] => (Phone::S, 1),
            [b't', ..] => (Phone::T, 1),
            [b'v', ..] => (Phone::V, 1),
            [b'w', ..] => (Phone::W, 1),
            [b'x', ..] => (Phone::Kh, 1),
            [b'z', ..] => (Phone::Z, 1),
            // An apostrophe only keeps two letters from being one sound.
            _ => {
                after_vowel = false;
                at += 1;
                continue;
            }
        };
        // French maps end names in an e that is silent or stands for the feminine -ah.
        push(phone, if phone == Phone::E && is_last(taken) { weight.div_ceil(2) } else { weight });
        after_vowel = is_vowel(phone);
        at += taken;
    }
}

fn is_vowel_letter(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}
