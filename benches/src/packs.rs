//! Rule packs of any size, for measuring how building and running grow with them.
//!
//! The first hundred rules ask for words of the generated news. Every further one needs a word that is in no text, beside
//! common ones, so that it costs what a rule costs that is there and seldom matches.
//!
//! Invariant: the same numbers give the same pack on every machine.

use std::collections::BTreeMap;
use std::fmt::Write;

use dateline::{Source, builtin_packs};

/// Words that the generated news is full of: verbs and nouns of events.
const COMMON: [&str; 20] = [
    "kill",
    "arrest",
    "wound",
    "seize",
    "destroy",
    "kidnap",
    "carry",
    "sentence",
    "launch",
    "confess",
    "attack",
    "operation",
    "raid",
    "clash",
    "toll",
    "responsibility",
    "fire",
    "device",
    "court",
    "airstrike",
];

/// Rules that ask for common words.
const FREQUENT: usize = 100;

const SYLLABLES: [&str; 16] =
    ["ba", "dor", "fi", "gam", "hul", "jat", "ker", "lom", "mi", "nar", "pos", "qui", "ru", "sev", "tol", "zan"];

/// A word of no language, the same for the same number; no two below 65,536 are alike.
fn word(number: usize) -> String {
    (0..4).map(|place| SYLLABLES[number >> (4 * place) & 15]).collect()
}

fn capitalised(number: usize) -> String {
    let word = word(number);
    word[..1].to_uppercase() + &word[1..]
}

/// A pack of so many rules and so many names, to be used beside the built-in ones.
pub fn pack(rules: usize, names: usize) -> Source {
    let mut files = BTreeMap::new();
    let manifest =
        "[pack]\nid = \"generated\"\nversion = \"0.1.0\"\ndepends = [\"english\", \"security-operations\"]\n";
    files.insert("pack.toml".to_owned(), manifest.to_owned());
    for number in 0..rules {
        files.insert(format!("rules/r{number}.toml"), rule(number));
    }
    files.insert(
        "lexicon/names.toml".to_owned(),
        "[lexicon]\nid = \"generated-names\"\ntype = \"place\"\nnames = true\nfile = \"names.tsv\"\n".to_owned(),
    );
    let mut table = "id\tname\talso\tlevel\tlat\tlon\n".to_owned();
    for number in 0..names {
        // Most names have two words, some a second spelling, as places do.
        let (first, last) = (capitalised(number % 7919), capitalised(number / 7919 + 40_000));
        let also = if number % 3 == 0 { format!("{first}{}", word(number % 89)) } else { String::new() };
        let _ = writeln!(table, "gen.{number}\t{first} {last}\t{also}\tvillage\t33.{number}\t44.{number}");
    }
    files.insert("lexicon/names.tsv".to_owned(), table);
    Source { files: files.into_iter().map(|(path, text)| (path, text.into_bytes())).collect() }
}

fn rule(number: usize) -> String {
    let common = COMMON[number % COMMON.len()];
    let needed = if number < FREQUENT { common.to_owned() } else { word(number) };
    let head = format!("id = \"r{number}\"\ndoc = \"A rule about {needed}.\"\n");
    let examples = "[[yes]]\ntext = 'Police killed two men.'\n\n[[no]]\ntext = 'Nothing happened.'\n";
    let body = match number % 3 {
        0 => format!(
            "[frame]\nevent = \"e{number}\"\nverb = [\"{needed}\"]\nnoun = [\"{needed} {common}\"]\nunless = ['{needed} off']\n\
             [frame.role.agent]\ntype = [\"force\", \"person\"]\nat = [\"subject\", \"by\"]\n\
             [frame.role.patient]\ntype = [\"person\"]\nat = [\"object\", \"of\"]\nrequired = true\ncount = true\n"
        ),
        1 => format!(
            "[pattern]\nevent = \"e{number}\"\nmatch = '[lemma={needed}] ..{{0,3}} @patient:person (in @place:place)?'\n"
        ),
        _ => format!(
            "[pattern]\nevent = \"e{number}\"\nmatch = '@agent:force? [lemma={common}] ([tag=DT] [tag=JJ]*)? {needed} [tag=NNS]?'\n"
        ),
    };
    format!("{head}\n{body}\n{examples}")
}

/// The built-in packs without their rules for events: the language, the types and the names.
pub fn without_rules() -> BTreeMap<String, Source> {
    let mut packs = builtin_packs();
    for source in packs.values_mut() {
        source.files.retain(|path, _| !path.starts_with("rules/"));
    }
    packs
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::Engine;

    #[test]
    fn a_generated_pack_is_sound() {
        let engine = Engine::builder().pack("generated", pack(130, 50)).build().unwrap();
        assert_eq!(engine.rules().iter().filter(|rule| rule.starts_with("generated/r")).count(), 130);
        let program = engine.core().program();
        assert_eq!(
            program.entries.iter().filter(|e| e.id.as_deref().is_some_and(|id| id.starts_with("gen."))).count(),
            50
        );
    }
}
