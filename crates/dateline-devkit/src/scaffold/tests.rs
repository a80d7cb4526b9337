//! New files are read back, find what they were made from, and say what is still to do.

use std::collections::BTreeMap;

use dateline::{Source, builtin_packs};
use dateline_core::pack::load;

use super::*;
use crate::{Suite, policy};

fn with_pack(files: &[NewFile]) -> BTreeMap<String, Source> {
    let mut sources = builtin_packs();
    let files = new_pack("mine").into_iter().chain(files.iter().cloned());
    let files = files.map(|(path, text)| (path, text.into_bytes())).collect();
    sources.insert("mine".to_owned(), Source { files });
    sources
}

fn rule(id: &str, from: Option<&str>) -> NewFile {
    new_rule(NewRule { id, event: id, pack: "mine", folder: "mine", from }, &with_pack(&[]))
}

/// The rule made from the sentence holds these lines, and its example passes.
fn check(id: &str, from: &str, lines: &[&str]) {
    let file = rule(id, Some(from));
    for line in lines {
        assert!(file.1.lines().any(|l| l.split_whitespace().eq(line.split_whitespace())), "{line}\n{}", file.1);
    }
    let sources = with_pack(&[file]);
    let engine = dateline::Engine::builder().drafts().packs(&sources).build().expect("the new rule is sound");
    let mut suite = Suite::read(&sources);
    suite.retain(&format!("mine/{id}#yes"));
    let counts = suite.run(&engine).counts();
    assert_eq!((counts.passed, counts.failed), (1, 0), "{:?}", suite.run(&engine));
}

#[test]
fn a_rule_is_made_from_its_sentence() {
    check(
        "ban",
        "The council banned rallies in the square.",
        &[
            "verb = [\"ban\"]",
            "type = [\"organization\"]",
            "event = { form = \"active\", agent = 'The council', patient = 'rallies' }",
        ],
    );
    check(
        "evacuate",
        "Two hundred villagers were evacuated by the army on Monday, officials said.",
        &["verb = [\"evacuate\"]", "at = [\"subject\", \"by\"]", "count = true"],
    );
    check("irrigate", "the farmers irrigated fields", &["verb = [\"irrigate\"]"]);
    // Short and without a mark at its end: a headline, in the rule as in its example.
    check("ban", "Council bans rallies", &["verb = [\"ban\"]"]);
}

#[test]
fn what_is_still_to_write_is_asked_for() {
    for from in [None, Some("The council banned rallies in the square.")] {
        let found = policy(&with_pack(&[rule("ban", from)])).findings;
        let own: Vec<&str> = found.iter().filter(|d| d.spot.file.contains("ban")).map(|d| &*d.code).collect();
        assert_eq!(own.len(), if from.is_some() { 2 } else { 4 }, "{found:?}");
        assert!(own.iter().all(|code| *code == "to-do"), "{own:?}");
    }
}

#[test]
fn an_outlet_and_a_pack_are_read_back() {
    let file = new_outlet("tigris-wire", "Tigris Wire", Some("Mosul"), Some("IQ"));
    let sources = with_pack(&[file]);
    let (pack, found) = load(sources["mine"].clone());
    assert_eq!(found, []);
    let pack = pack.expect("it is a pack");
    assert_eq!(pack.rules.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["mine/tigris-wire"]);
    let mut builder = dateline::Engine::builder();
    builder = builder.pack("mine", sources["mine"].clone());
    assert!(builder.build().is_ok());
}

#[test]
fn ids_are_plain() {
    let good: Vec<&str> =
        ["ban", "ban-2", "Ban", "2ban", "", "a b", "a/b", "..", "bän"].into_iter().filter(|id| is_id(id)).collect();
    assert_eq!(good, ["ban", "ban-2"]);
}
