//! A dictionary of English from `WordNet`'s files: its lemmas and their inflected forms, each with the tags that it can have.
//!
//! Only words of small letters: a lemma with a capital is a name, and one of several words is no token. Irregular forms
//! come from `WordNet`'s lists of exceptions, the others by the rules of spelling.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use dateline_core::analysis::tags::Dictionary;
use dateline_core::text::{Tag, TagSet};

use crate::repo;

/// Reads the folder's `data.*` and `*.exc`.
pub(super) fn read(folder: &Path) -> Result<Dictionary> {
    let mut forms = Forms::default();
    for (part, add) in [
        ("noun", Forms::add_noun as fn(&mut Forms, &str, &[String])),
        ("verb", Forms::add_verb),
        ("adj", Forms::add_adjective),
        ("adv", |forms, lemma, _| forms.add(lemma, &[Tag::Rb])),
    ] {
        let list = repo::read(&folder.join(format!("{part}.exc")))?;
        let exceptions = exceptions(&list);
        for lemma in lemmas(&repo::read(&folder.join(format!("data.{part}")))?) {
            add(&mut forms, lemma, exceptions.get(lemma).map_or(&[], Vec::as_slice));
        }
    }
    Ok(Dictionary::new(forms.0.iter().map(|(word, tags)| (word.as_str(), *tags))))
}

/// The words of a `data` file: behind the first three fields their number, then each with a number of its own.
fn lemmas(data: &str) -> impl Iterator<Item = &str> {
    data.lines().filter(|line| !line.starts_with(' ')).flat_map(|line| {
        let mut fields = line.split(' ').skip(3);
        let count = fields.next().and_then(|count| usize::from_str_radix(count, 16).ok()).unwrap_or(0);
        // An adjective may end in where it can stand: `afraid(p)`.
        fields.step_by(2).take(count).map(|word| word.split_once('(').map_or(word, |(word, _)| word)).filter(is_word)
    })
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "for filters")]
fn is_word(word: &&str) -> bool {
    (2..=18).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Irregular forms by lemma.
fn exceptions(list: &str) -> BTreeMap<&str, Vec<String>> {
    let mut exceptions: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for line in list.lines() {
        let mut words = line.split(' ');
        let Some(form) = words.next().filter(is_word) else { continue };
        words.for_each(|lemma| exceptions.entry(lemma).or_default().push(form.to_owned()));
    }
    exceptions
}

#[derive(Default)]
struct Forms(BTreeMap<String, TagSet>);

impl Forms {
    fn add(&mut self, word: &str, tags: &[Tag]) {
        let known = self.0.entry(word.to_owned()).or_insert(TagSet::NONE);
        for tag in tags {
            known.insert(*tag);
        }
    }

    /// Adds the irregular forms, or the regular one where there are none.
    fn add_forms<'a>(&mut self, irregular: impl Iterator<Item = &'a String>, regular: &str, tags: &[Tag]) {
        let mut none = true;
        for form in irregular {
            self.add(form, tags);
            none = false;
        }
        if none {
            self.add(regular, tags);
        }
    }

    fn add_noun(&mut self, lemma: &str, irregular: &[String]) {
        self.add(lemma, &[Tag::Nn]);
        self.add_forms(irregular.iter(), &with_s(lemma), &[Tag::Nns]);
        // Many that WordNet's list leaves out; `germen` hurts nobody.
        if let Some(stem) = lemma.strip_suffix("man") {
            self.add(&format!("{stem}men"), &[Tag::Nns]);
        }
    }

    fn add_verb(&mut self, lemma: &str, irregular: &[String]) {
        self.add(lemma, &[Tag::Vb, Tag::Vbp]);
        self.add(&with_s(lemma), &[Tag::Vbz]);
        let past = irregular.iter().filter(|form| !form.ends_with("ing") && !form.ends_with('s'));
        self.add_forms(past, &with_ed(lemma), &[Tag::Vbd, Tag::Vbn]);
        self.add_forms(irregular.iter().filter(|form| form.ends_with("ing")), &with_ing(lemma), &[Tag::Vbg]);
    }

    fn add_adjective(&mut self, lemma: &str, irregular: &[String]) {
        self.add(lemma, &[Tag::Jj]);
        let degree = |form: &str| if form.ends_with("st") { Tag::Jjs } else { Tag::Jjr };
        for form in irregular {
            self.add(form, &[degree(form)]);
        }
        // Longer adjectives are compared with "more" and "most".
        if irregular.is_empty() && lemma.len() <= 5 {
            let stem = lemma.strip_suffix('y').map_or_else(|| lemma.to_owned(), |stem| format!("{stem}i"));
            let stem = stem.strip_suffix('e').unwrap_or(&stem);
            for ending in ["er", "est"] {
                self.add(&format!("{stem}{ending}"), &[degree(ending)]);
            }
        }
    }
}

/// The stem of a word in -y behind a consonant: `carr` of `carry`.
fn before_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

fn with_s(word: &str) -> String {
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        return format!("{word}es");
    }
    before_y(word).map_or_else(|| format!("{word}s"), |stem| format!("{stem}ies"))
}

fn with_ed(word: &str) -> String {
    if word.ends_with('e') {
        return format!("{word}d");
    }
    before_y(word).map_or_else(|| format!("{word}ed"), |stem| format!("{stem}ied"))
}

fn with_ing(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    let silent = !["ee", "oe", "ye"].iter().any(|end| word.ends_with(end));
    let stem = word.strip_suffix('e').filter(|_| silent).unwrap_or(word);
    format!("{stem}ing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lemmas_of_one_small_word() {
        let data = "  1 a notice\n00001740 03 n 03 entity 0 Mosul 0 air_raid 0 001 ~ 00001930 n 0000 | gloss\n\
                    00002 00 a 02 afraid(p) 0 sad 1 000 | gloss\n";
        assert_eq!(lemmas(data).collect::<Vec<_>>(), ["entity", "afraid", "sad"]);
    }

    #[test]
    fn inflected_forms() {
        let mut forms = Forms::default();
        let (nouns, verbs) =
            (exceptions("fishermen fisherman\n"), exceptions("slain slay\nslew slay\ntapped tap\ntapping tap\n"));
        for noun in ["fisherman", "gunman", "tap", "army"] {
            forms.add_noun(noun, nouns.get(noun).map_or(&[], Vec::as_slice));
        }
        for verb in ["slay", "tap", "carry", "die", "free", "raise"] {
            forms.add_verb(verb, verbs.get(verb).map_or(&[], Vec::as_slice));
        }
        forms.add_adjective("early", &[]);
        for (word, tags) in [
            ("fishermen", &[Tag::Nns] as &[Tag]),
            ("gunmen", &[Tag::Nns]),
            ("armies", &[Tag::Nns]),
            ("tap", &[Tag::Nn, Tag::Vb, Tag::Vbp]),
            ("taps", &[Tag::Nns, Tag::Vbz]),
            ("tapping", &[Tag::Vbg]),
            ("slew", &[Tag::Vbd, Tag::Vbn]),
            ("carried", &[Tag::Vbd, Tag::Vbn]),
            ("dying", &[Tag::Vbg]),
            ("freeing", &[Tag::Vbg]),
            ("raising", &[Tag::Vbg]),
            ("earliest", &[Tag::Jjs]),
        ] {
            assert_eq!(forms.0.get(word), Some(&tags.iter().copied().collect()), "{word}");
        }
        assert_eq!(forms.0.get("slayed"), None);
    }
}
