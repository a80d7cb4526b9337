//! When two names are the same: spelling, small words and endings aside.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What `scoring.toml` says.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scoring {
    pub(super) families: Vec<BTreeSet<String>>,
    small: BTreeSet<String>,
    endings: Vec<String>,
    place_words: BTreeSet<String>,
    places: BTreeMap<String, String>,
}

pub(super) static SCORING: LazyLock<Scoring> =
    LazyLock::new(|| toml::from_str(include_str!("scoring.toml")).expect("the table in the source is sound"));

/// Lower-case ASCII letters and digits with single spaces; accents and apostrophes are dropped.
pub(super) fn fold(text: &str) -> String {
    let plain: String = text
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | '‘'))
        .collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The stems of the words that count.
pub(super) fn stems(text: &str) -> Vec<String> {
    fold(text).split(' ').filter(|w| !w.is_empty() && !SCORING.small.contains(*w)).map(stem).collect()
}

fn stem(word: &str) -> String {
    let cut = |ending: &String| word.strip_suffix(ending.as_str()).filter(|rest| rest.len() >= 4);
    SCORING.endings.iter().find_map(cut).unwrap_or(word).to_owned()
}

/// One of the names has the gold name's last word and half of the words of the shorter, or half of all words.
pub(super) fn name_agrees(gold: &str, names: &[&str]) -> bool {
    let gold = stems(gold);
    let Some(head) = gold.last() else { return false };
    let wanted: BTreeSet<&String> = gold.iter().collect();
    names.iter().any(|name| {
        let words = stems(name);
        let words: BTreeSet<&String> = words.iter().collect();
        if words.is_empty() {
            return false;
        }
        let both = wanted.intersection(&words).count();
        let (less, more) = (wanted.len().min(words.len()), wanted.len().max(words.len()));
        (both > 0 && words.contains(head) && both * 2 >= less) || both * 2 >= more
    })
}

/// What is compared of a place's name.
pub(super) fn place_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty() && !SCORING.place_words.contains(*w)).collect();
    let key = words.join(" ");
    let alias = SCORING.places.get(&key).or_else(|| SCORING.places.get(&words.concat()));
    alias.cloned().unwrap_or(key)
}
