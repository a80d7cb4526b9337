//! Which article is a copy of which: the same text, or nearly the same, as wires are passed on.
//!
//! Nearly the same is told by min-hashing: the words are taken four by four, each four is a number, and of the numbers
//! that fall into each of 64 bins the least is kept. The share of bins that agree estimates the share of fours that two
//! articles have in common. Bins are compared for articles that agree in some band of four bins.
//!
//! Invariant: memory is bounded by two windows of articles, a long one for exact copies and a short one for near copies.

use dateline::CopyOf;
use hashbrown::HashMap;
use twox_hash::XxHash3_64;

use crate::seen::Seen;

/// Bins of a fingerprint.
const BINS: usize = 64;
/// Bins that a band holds.
const BAND: usize = 4;
/// Words taken together.
const WORDS: usize = 4;
/// Fewest fours from which anything can be told.
const FEWEST: usize = 30;
/// Share of bins from which an article is a near copy.
const NEAR: f32 = 0.7;
/// Articles of a generation; the window for near copies is the last two.
const GENERATION: usize = 32_768;

/// What is kept of a text to know it again.
#[derive(Debug)]
pub(crate) struct Fingerprint {
    content: u64,
    bins: Option<Box<[u32; BINS]>>,
}

impl Fingerprint {
    /// That of a text with this hash.
    pub(crate) fn of(text: &str, content: u64) -> Self {
        Self { content, bins: bins(text) }
    }
}

/// Hash of a text.
pub(crate) fn content(text: &str) -> u64 {
    XxHash3_64::oneshot(text.as_bytes())
}

fn bins(text: &str) -> Option<Box<[u32; BINS]>> {
    let mut bins = Box::new([u32::MAX; BINS]);
    let mut last = [0u64; WORDS];
    let mut count = 0usize;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        // Case is no difference: headlines are set in capitals by some houses.
        let word = word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
            (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
        });
        last.rotate_left(1);
        last[WORDS - 1] = word;
        count += 1;
        if count >= WORDS {
            let four = last.iter().fold(0u64, |hash, word| mixed(hash.rotate_left(17) ^ word));
            let bin = (four >> 58) as usize;
            bins[bin] = bins[bin].min(four as u32);
        }
    }
    (count >= FEWEST + WORDS).then_some(bins)
}

fn mixed(mut x: u64) -> u64 {
    x ^= x >> 32;
    x = x.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^ (x >> 32)
}

/// Articles of the window's one half.
#[derive(Default)]
struct Generation {
    first: u32,
    bins: Vec<Option<Box<[u32; BINS]>>>,
    /// First article with the band.
    bands: HashMap<u64, u32>,
}

impl Generation {
    /// The first article that is nearly this one, and how nearly.
    fn find(&self, bins: &[u32; BINS]) -> Option<(u32, f32)> {
        let mut candidates: Vec<u32> = bands(bins).filter_map(|band| self.bands.get(&band).copied()).collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find_map(|candidate| {
            let other = self.bins.get((candidate - self.first) as usize)?.as_deref()?;
            let same = bins.iter().zip(other).filter(|(a, b)| a == b).count();
            // Only the very same text is a copy to the full: bins may all agree where a word differs.
            let share = (same as f32 / BINS as f32).min(0.99);
            (share >= NEAR).then_some((candidate, share))
        })
    }
}

fn bands(bins: &[u32; BINS]) -> impl Iterator<Item = u64> {
    bins.chunks(BAND).enumerate().map(|(band, bins)| {
        bins.iter().fold(band as u64 + 1, |hash, bin| mixed(hash.wrapping_mul(31) ^ u64::from(*bin)))
    })
}

/// Articles seen so far, as far back as the windows reach.
#[derive(Default)]
pub(crate) struct Copies {
    seen: Seen,
    now: Generation,
    before: Generation,
}

impl Copies {
    /// Asks whether the article has been seen, and remembers it.
    pub(crate) fn see(&mut self, id: &str, print: Fingerprint) -> Option<CopyOf> {
        if let Some(first) = self.seen.find(print.content) {
            return Some(CopyOf { id: first.to_owned(), similarity: 1.0 });
        }
        let number = self.seen.remember(print.content, id);
        let bins = print.bins?;
        let found = self.before.find(&bins).or_else(|| self.now.find(&bins));
        self.remember(number, bins);
        let (first, similarity) = found?;
        Some(CopyOf { id: self.seen.id(first)?.to_owned(), similarity })
    }

    fn remember(&mut self, number: u32, bins: Box<[u32; BINS]>) {
        if self.now.bands.is_empty() || (number - self.now.first) as usize >= GENERATION {
            let fresh = Generation { first: number, ..Generation::default() };
            self.before = std::mem::replace(&mut self.now, fresh);
        }
        for band in bands(&bins) {
            self.now.bands.entry(band).or_insert(number);
        }
        let place = (number - self.now.first) as usize;
        self.now.bins.resize_with(place, || None);
        self.now.bins.push(Some(bins));
    }

    /// Bytes held.
    #[cfg(test)]
    fn held(&self) -> usize {
        let generation = |generation: &Generation| {
            let bins = generation.bins.iter().flatten().count() * size_of::<[u32; BINS]>();
            bins + generation.bins.capacity() * size_of::<usize>() + generation.bands.allocation_size()
        };
        self.seen.held() + generation(&self.now) + generation(&self.before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seen::Window;

    fn print(text: &str) -> Fingerprint {
        Fingerprint::of(text, content(text))
    }

    fn article(seed: usize, words: usize) -> Vec<String> {
        (0..words).map(|at| format!("w{}", mixed((seed * 10_000 + at) as u64) % 5_000)).collect()
    }

    #[test]
    fn copies_are_told_with_their_first() {
        let mut copies = Copies::default();
        let mut see = |id: &str, text: &str| copies.see(id, print(text)).map(|copy| (copy.id, copy.similarity));
        let words = article(1, 300);
        let text = words.join(" ");
        assert_eq!(see("a", &text), None);
        assert_eq!(see("b", &article(2, 300).join(" ")), None);
        assert_eq!(see("c", &text), Some(("a".to_owned(), 1.0)));
        // A dateline in front, a credit behind, one word changed: still the wire's text.
        let mut relayed = words.clone();
        relayed[150] = "other".to_owned();
        let relayed = format!("BAGHDAD, relayed by us — {} Source: the wire", relayed.join(" "));
        let (first, similarity) = see("d", &relayed).unwrap();
        assert_eq!(first, "a");
        assert!((0.75..1.0).contains(&similarity), "{similarity}");
        // Half of it in another article is no copy.
        let half = [&words[..150], &article(3, 150)[..]].concat().join(" ");
        assert_eq!(see("e", &half), None);
        assert_eq!(see("short", "Two shells hit a village."), None);
        assert_eq!(see("short again", "Two shells hit a village."), Some(("short".to_owned(), 1.0)));
    }

    #[test]
    fn the_window_of_near_copies_moves_on_and_exact_copies_are_known_beyond_it() {
        let mut copies = Copies::default();
        let text = article(0, 60).join(" ");
        let near = format!("{text} one more");
        assert_eq!(copies.see("first", print(&text)), None);
        for number in 1..=2 * GENERATION {
            copies.see("other", print(&article(number, 40).join(" ")));
        }
        assert!(copies.now.bins.len() <= GENERATION && copies.before.bins.len() <= GENERATION);
        assert_eq!(copies.see("near", print(&near)), None);
        assert_eq!(copies.see("same", print(&text)).unwrap().id, "first");
    }

    #[test]
    fn a_long_stream_is_held_in_bounds() {
        let window = Window { parts: 4, articles: 8_192, ids: 1 << 20 };
        let mut copies = Copies { seen: Seen::with(window), ..Copies::default() };
        // Twice through both windows: 40 MB of articles.
        let (mut bytes, mut most, mut first_half) = (0, 0, 0);
        let count = 4 * GENERATION;
        for number in 0..count {
            let text = article(number, 55).join(" ");
            bytes += text.len();
            assert!(copies.see(&format!("stream-{number:07}"), print(&text)).is_none(), "{number}");
            if number % 1_024 == 1_023 {
                most = most.max(copies.held());
            }
            if number == count / 2 {
                first_half = most;
            }
        }
        assert!(bytes > 30_000_000, "{bytes}");
        assert_eq!(most, first_half, "it grows with the stream");
        // 64 bins and 16 bands of two generations, and some thirty bytes for each text of the long window.
        assert!(most < 2 * GENERATION * (256 + 8 + 2 * 16 * 17) + 4 * 8_192 * 64, "{most}");
    }
}
