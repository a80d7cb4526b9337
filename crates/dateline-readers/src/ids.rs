//! Ids of documents.
//!
//! Invariant: an id made up of a file's name is given out once among the last 3.6 million; one that the data bring stays
//! as it is. What is remembered is bounded, however many are given out.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

type Hasher = BuildHasherDefault<DefaultHasher>;

/// Ids of a part: as many as a table of 2^20 places takes before it doubles.
const PART: usize = (1 << 20) / 8 * 7;
/// Parts remembered besides the newest.
const PARTS: usize = 4;
/// Ids asked for more than once of which the next number is remembered.
const COUNTED: usize = (1 << 16) / 8 * 7;

/// The ids given out so far. Asked in the order of the input, it gives the same ids every time.
#[derive(Debug)]
pub struct Ids {
    /// Their hashes, the newest part last.
    given: VecDeque<HashSet<u64, Hasher>>,
    /// Which number was tried last for an id that was taken, by its hash. It saves trying; nothing is wrong without it.
    tried: HashMap<u64, u32, Hasher>,
    part: usize,
}

impl Default for Ids {
    fn default() -> Self {
        Self { given: VecDeque::new(), tried: HashMap::default(), part: PART }
    }
}

impl Ids {
    /// Gives out an id. One that was made up and is taken becomes `x~2`, then `x~3`; one that the data bring is left as
    /// it is, and true says that another document has it, too.
    pub fn give(&mut self, id: &mut String, made_up: bool) -> bool {
        if self.take(id) {
            return false;
        }
        if !made_up {
            return true;
        }
        if self.tried.len() >= COUNTED {
            self.tried.clear();
        }
        let tried = hash(id);
        loop {
            let number = self.tried.entry(tried).or_insert(1);
            *number += 1;
            let other = format!("{id}~{number}");
            if self.take(&other) {
                *id = other;
                return false;
            }
        }
    }

    /// True when the id was free.
    fn take(&mut self, id: &str) -> bool {
        let hash = hash(id);
        if self.given.iter().any(|part| part.contains(&hash)) {
            return false;
        }
        match self.given.back_mut() {
            Some(part) if part.len() < self.part => {
                part.insert(hash);
            }
            _ => {
                self.given.push_back(HashSet::from_iter([hash]));
                if self.given.len() > PARTS + 1 {
                    self.given.pop_front();
                }
            }
        }
        true
    }
}

fn hash(id: &str) -> u64 {
    Hasher::default().hash_one(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_are_made_up_are_given_out_once_and_others_as_they_are() {
        let mut ids = Ids::default();
        let mut give = |id: &str, made_up| {
            let mut id = id.to_owned();
            let shared = ids.give(&mut id, made_up);
            (id, shared)
        };
        for (asked, made_up, expected, shared) in [
            ("x", true, "x", false),
            ("x~3", false, "x~3", false),
            ("x", true, "x~2", false),
            ("x", true, "x~4", false),
            ("x~2", true, "x~2~2", false),
            ("x", false, "x", true),
        ] {
            assert_eq!(give(asked, made_up), (expected.to_owned(), shared));
        }
    }

    #[test]
    fn many_ids_are_held_in_bounds() {
        let mut ids = Ids { part: 7_168, ..Ids::default() };
        let mut most = 0;
        for number in 0..200_000 {
            // Of three, the third is taken.
            let mut id = format!("news-{}", number - usize::from(number % 3 == 2));
            let asked = id.clone();
            assert!(!ids.give(&mut id, true));
            assert_eq!(id == asked, number % 3 != 2, "{id}");
            most = most.max(ids.given.iter().map(HashSet::capacity).sum::<usize>());
            assert!(ids.tried.capacity() <= COUNTED);
        }
        assert_eq!(most, (PARTS + 1) * 7_168);
    }
}
