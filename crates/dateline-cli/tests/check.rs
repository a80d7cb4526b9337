//! `check`: what it asks of a pack, and the same findings in every format.

mod common;

use std::path::PathBuf;

use common::{dateline, err, folder, out, text};
use serde_json::Value;

const PACK: &str = r#"
[pack]
id = "mine"
version = "0.1.0"
depends = ["english", "security-operations"]
"#;

const RULE: &str = r#"
id = "ban"
status = "experimental"
doc = "A ban."

[frame]
event = "ban"
verb = ["ban"]

[frame.role.agent]
at = ["subject", "by"]
"#;

/// A pack `mine` with one rule of this text.
fn pack(name: &str, rule: &str) -> PathBuf {
    folder(name, &[("mine/pack.toml", PACK.as_bytes()), ("mine/rules/ban.toml", rule.as_bytes())])
}

#[test]
fn every_rule_brings_examples_that_can_be_meant() {
    let both = "[[yes]]\ntext = 'The council banned rallies.'\n[[no]]\ntext = 'The ban was lifted.'\n";
    for (name, more, code) in [
        ("positive", "[[no]]\ntext = 'The ban was lifted.'\n", "no-positive"),
        ("negative", "[[yes]]\ntext = 'The council banned rallies.'\n", "no-negative"),
        ("to-do", &format!("{both}[[no]]\ntext = 'TODO'\n"), "to-do"),
        ("blank", &format!("{both}[[no]]\ntext = ' '\n"), "empty-example"),
        ("with", &format!("{both}[[no]]\ntext = 'A raid.'\nwith = ['rade']\n"), "unknown-rule"),
        ("form", &format!("{both}[[yes]]\ntext = 'Bans.'\nevent = {{ form = 'activ' }}\n"), "unknown-form"),
        ("both", &format!("{both}[[no]]\ntext = 'The council banned rallies.'\n"), "contradiction"),
        ("twice", &format!("{both}[[no]]\ntext = 'The ban was lifted.'\n"), "same-example"),
        ("sound", both, ""),
    ] {
        let folder = pack(&format!("check-{name}"), &format!("{RULE}\n{more}"));
        let output = dateline(&["check", text(&folder), "--format", "json"]);
        let found: Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
        let codes: Vec<&str> =
            found["diagnostics"].as_array().expect("a list").iter().filter_map(|d| d["code"].as_str()).collect();
        assert_eq!(codes, Vec::from_iter((!code.is_empty()).then_some(code)), "{name}");
        let errors = found["counts"]["errors"].as_u64();
        assert_eq!(output.status.code(), Some(i32::from(errors != Some(0))), "{name}: {}", err(&output));
    }
}

#[test]
fn what_a_frame_says_is_written_and_meant() {
    let both = "[[yes]]\ntext = 'The council banned rallies.'\n[[no]]\ntext = 'The ban was lifted.'\n";
    for (name, from, to, code) in [
        ("trigger", "verb = [\"ban\"]", "verb = [\"TODO\"]", "to-do"),
        ("event", "event = \"ban\"", "event = \"a ban\"", "bad-event"),
        ("role", "role.agent", "role.agnet", "lonely-role"),
        ("place", "\"subject\"", "\"subjct\"", "near-place"),
    ] {
        let folder = pack(&format!("check-frame-{name}"), &format!("{}\n{both}", RULE.replace(from, to)));
        let output = out(&dateline(&["check", text(&folder)]));
        assert!(output.contains(&format!("[{code}]")), "{name}: {output}");
    }
}

#[test]
fn an_outlets_country_is_a_code() {
    for (country, code) in [("Iraq", 1), ("iq", 1), ("IQ", 0)] {
        let outlet = format!("doc = \"A house.\"\n[outlet]\nid = \"wire\"\nname = \"Wire\"\ncountry = \"{country}\"\n");
        let output = dateline(&["check", text(&pack("check-country", &outlet))]);
        assert_eq!(output.status.code(), Some(code), "{country}: {}", out(&output));
    }
}

#[test]
fn a_file_that_cannot_be_read_is_counted() {
    let folder = pack("check-unread", &RULE.replace("[frame]", "[frmae]"));
    let output = out(&dateline(&["check", text(&folder)]));
    assert!(output.contains(", and 1 files that cannot be read; 1 errors"), "{output}");
}

#[test]
fn machines_are_told_the_place_on_disk() {
    let folder =
        pack("check-places", &format!("{RULE}\n[[yes]]\ntext = 'Rallies were banned.'\n[[no]]\ntext = 'TODO'\n"));
    let file = format!("{}/mine/rules/ban.toml", text(&folder));
    let sarif = dateline(&["check", text(&folder), "--format", "sarif"]);
    let log: Value = serde_json::from_slice(&sarif.stdout).expect("the output is JSON");
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], Value::from(file.as_str()));
    assert_eq!((place["region"]["startLine"].as_u64(), place["region"]["startColumn"].as_u64()), (Some(16), Some(8)));
    let github = dateline(&["check", text(&folder), "--format", "github"]);
    assert!(
        out(&github).starts_with(&format!("::error file={file},line=16,endLine=16,title=to-do::")),
        "{}",
        out(&github)
    );
    assert_eq!((sarif.status.code(), github.status.code()), (Some(1), Some(1)));
}
