//! Ids of documents. Invariant: an id made up of a file's name is given out once; one that the data bring stays as it is.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

/// The ids given out so far. Asked in the order of the input, it gives the same ids every time.
#[derive(Debug, Default)]
pub struct Ids {
    /// How often an id has been asked for, by its hash: a run may see millions of them.
    asked: HashMap<u64, u32>,
}

impl Ids {
    /// Gives out an id. One that was made up and is taken becomes `x~2`, then `x~3`; one that the data bring is left as
    /// it is, and true says that another document has it, too.
    pub fn give(&mut self, id: &mut String, made_up: bool) -> bool {
        let mut number = self.ask(id);
        if number == 1 || !made_up {
            return number > 1;
        }
        loop {
            let other = format!("{id}~{number}");
            if self.ask(&other) == 1 {
                *id = other;
                return false;
            }
            number = self.ask(id);
        }
    }

    fn ask(&mut self, id: &str) -> u32 {
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(id);
        let count = self.asked.entry(hash).or_default();
        *count += 1;
        *count
    }
}

#[cfg(test)]
mod tests {
    use super::Ids;

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
}
