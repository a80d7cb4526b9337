//! Texts seen, each with the id of the first article that had it: the window in which exact copies are known.
//!
//! The window is cut into parts; when the newest is full the oldest is forgotten.
//!
//! Invariant: what is held is bounded by the window, however many articles pass and however long their ids are.

use std::collections::VecDeque;

use hashbrown::HashTable;

/// How much is remembered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) parts: usize,
    /// Most articles of a part.
    pub(crate) articles: usize,
    /// Most bytes of their ids, so long as there is more than one.
    pub(crate) ids: usize,
}

impl Default for Window {
    /// At least 2,752,512 articles, but for ids of more than 18 bytes on average; 32 MB a part.
    fn default() -> Self {
        // As many as a table of 2^20 places takes before it doubles.
        Self { parts: 4, articles: (1 << 20) / 8 * 7, ids: 16 << 20 }
    }
}

/// The window.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    window: Window,
    parts: VecDeque<Part>,
    /// Of the next article.
    number: u32,
}

#[derive(Debug, Default)]
struct Part {
    /// Number of its first article.
    first: u32,
    /// Hashes of the texts, by article.
    contents: Vec<u64>,
    /// Places in `contents`.
    places: HashTable<u32>,
    /// Ids behind each other, and where each ends.
    ids: String,
    ends: Vec<u32>,
}

impl Seen {
    /// With another window than the usual.
    #[cfg(test)]
    pub(crate) fn with(window: Window) -> Self {
        Self { window, ..Self::default() }
    }

    /// The id of the article with this text.
    pub(crate) fn find(&self, content: u64) -> Option<&str> {
        self.parts.iter().find_map(|part| part.find(content))
    }

    /// Remembers an article whose text is new, and numbers it.
    pub(crate) fn remember(&mut self, content: u64, id: &str) -> u32 {
        let Window { parts, articles, ids } = self.window;
        let full = |part: &Part| part.contents.len() >= articles || part.ids.len() + id.len() > ids;
        if self.parts.back().is_none_or(full) {
            if let Some(full) = self.parts.back_mut() {
                full.close();
            }
            if self.parts.len() >= parts {
                self.parts.pop_front();
            }
            self.parts.push_back(Part { first: self.number, ..Part::default() });
        }
        if let Some(part) = self.parts.back_mut() {
            part.add(content, id);
        }
        self.number += 1;
        self.number - 1
    }

    /// The id of the article with this number, as long as it is remembered.
    pub(crate) fn id(&self, number: u32) -> Option<&str> {
        let part = self.parts.iter().rev().find(|part| part.first <= number)?;
        part.id((number - part.first) as usize)
    }

    /// Bytes held.
    #[cfg(test)]
    pub(crate) fn held(&self) -> usize {
        self.parts.iter().map(Part::held).sum()
    }
}

impl Part {
    fn find(&self, content: u64) -> Option<&str> {
        let place = self.places.find(content, |place| self.contents.get(*place as usize) == Some(&content))?;
        self.id(*place as usize)
    }

    fn add(&mut self, content: u64, id: &str) {
        let place = self.contents.len() as u32;
        self.contents.push(content);
        self.ids.push_str(id);
        self.ends.push(self.ids.len() as u32);
        let contents = &self.contents;
        self.places.insert_unique(content, place, |place| contents[*place as usize]);
    }

    fn id(&self, place: usize) -> Option<&str> {
        let start = if place == 0 { 0 } else { *self.ends.get(place - 1)? };
        self.ids.get(start as usize..*self.ends.get(place)? as usize)
    }

    /// Gives back what was set aside for more.
    fn close(&mut self) {
        self.contents.shrink_to_fit();
        self.ids.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    #[cfg(test)]
    fn held(&self) -> usize {
        let lists = self.contents.capacity() * size_of::<u64>() + self.ends.capacity() * size_of::<u32>();
        lists + self.ids.capacity() + self.places.allocation_size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_and_the_newest_known() {
        let mut seen = Seen::with(Window { parts: 3, articles: 4, ids: 1_000 });
        for number in 0..21 {
            let hash = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            assert_eq!(seen.find(hash), None);
            assert_eq!(seen.remember(hash, &format!("a{number}")), number);
            assert_eq!(seen.find(hash), Some(&*format!("a{number}")));
        }
        // 20 stands in the newest part by itself, behind two full ones.
        let known: Vec<u32> = (0..21).filter(|number| seen.id(*number).is_some()).collect();
        assert_eq!(known, (12..21).collect::<Vec<_>>());
        assert!(known.iter().all(|number| seen.id(*number) == Some(&*format!("a{number}"))));
    }

    #[test]
    fn long_ids_shorten_the_window() {
        let mut seen = Seen::with(Window { parts: 2, articles: 1_000, ids: 1_000 });
        for number in 0..100 {
            seen.remember(number, &"x".repeat(400));
        }
        assert_eq!((0..100).filter(|number| seen.id(*number).is_some()).count(), 4);
        // One that is longer than all that a part may hold is a part.
        seen.remember(100, &"x".repeat(4_000));
        assert_eq!(seen.find(100).map(str::len), Some(4_000));
    }
}
