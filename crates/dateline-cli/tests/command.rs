//! The command as a user runs it: what goes where, and how it ends.

mod common;

use std::io::Write;
use std::process::{Command, Stdio};

use common::{dateline, err, folder, out, text};
use serde_json::Value;

const ARTICLE: &str = "Police in Mosul arrested four suspects on Monday, officials said.";

#[test]
fn extract_writes_one_line_of_json_an_article() {
    let folder =
        folder("lines", &[("b.txt", ARTICLE.as_bytes()), ("a.txt", b"Nothing happened."), ("notes.md", b"no article")]);
    let output = dateline(&["extract", text(&folder)]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let lines: Vec<Value> =
        out(&output).lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect();
    let ids: Vec<&Value> = lines.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, ["a", "b"]);
    assert!(lines.iter().all(|line| line["schema"] == "dateline/1"));
    assert_eq!(lines[0]["incidents"], Value::Array(Vec::new()));
    assert_eq!(lines[1]["incidents"][0]["type"], "arrest");
    assert!(err(&output).contains("2 documents: 2 read, 0 failed"), "{}", err(&output));
}

#[test]
fn extract_reads_standard_input_and_writes_text() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["extract", "-", "--format", "text"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("it reads").write_all(ARTICLE.as_bytes()).expect("it takes the article");
    let output = child.wait_with_output().expect("the command ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).contains("[arrested]"), "{}", out(&output));
    assert!(!out(&output).contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_broken_file_is_named_and_counted_and_the_rest_is_done() {
    let folder = folder("broken", &[("good.txt", ARTICLE.as_bytes()), ("bad.txt", b"Police \0 arrested")]);
    let output = dateline(&["extract", text(&folder)]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(out(&output).lines().count(), 1);
    assert!(err(&output).contains("bad.txt: no text: a NUL byte at byte 7"), "{}", err(&output));
    assert!(err(&output).contains("2 documents: 1 read, 1 failed (not-text 1)"), "{}", err(&output));
    let strict = dateline(&["extract", text(&folder), "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert_eq!(out(&strict), out(&output));
}

#[test]
fn a_run_without_work_or_with_wrong_words_says_so() {
    let empty = folder("empty", &[]);
    for (arguments, code, message) in [
        (vec!["extract", text(&empty)], 4, "no articles under the given paths"),
        (vec!["extract", "no/such/folder"], 2, "no/such/folder: no such file or folder"),
        (vec!["extract"], 2, "no PATH given"),
        (vec!["extract", "-", "--no-builtin"], 3, "no usable rule packs"),
        (vec!["check", "no/such/folder"], 2, "no/such/folder"),
    ] {
        let output = dateline(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", err(&output));
        assert!(err(&output).contains(message), "{arguments:?}: {}", err(&output));
        assert_eq!(out(&output), "", "{arguments:?}");
    }
}

#[test]
fn check_passes_the_built_in_packs_and_finds_what_is_wrong_in_others() {
    let sound = dateline(&["check"]);
    assert_eq!(sound.status.code(), Some(0), "{}", out(&sound));
    let pack = "[pack]\nid = \"mine\"\nversion = \"0.1.0\"\nengine = \">=0.1\"\nlicense = \"MIT\"\ndoc = \"Mine.\"\ndepends = [\"english\"]\n";
    let folder =
        folder("pack", &[("pack.toml", pack.as_bytes()), ("rules/wrong.toml", b"id = \"wrong\"\ncolour = 3\n")]);
    let found = dateline(&["check", text(&folder)]);
    assert_eq!(found.status.code(), Some(1), "{}{}", out(&found), err(&found));
    assert!(out(&found).contains("rules/wrong.toml"), "{}", out(&found));
    assert!(out(&found).contains("colour"), "{}", out(&found));
    assert!(out(&found).contains("1 errors"), "{}", out(&found));
}

#[test]
fn compiled_packs_are_kept_where_that_is_asked_for() {
    let folder = folder("kept", &[("a.txt", ARTICLE.as_bytes())]);
    let cache = folder.join("cache");
    let article = folder.join("a.txt");
    let plain = dateline(&["extract", text(&article)]);
    for _ in 0..2 {
        let kept = dateline(&["extract", text(&article), "--cache", text(&cache)]);
        assert_eq!(out(&kept), out(&plain), "{}", err(&kept));
        assert_eq!(std::fs::read_dir(&cache).expect("it is made").count(), 1);
    }
    let wrong = dateline(&["extract", text(&article), "--cache", text(&article)]);
    assert_eq!((out(&wrong), wrong.status.code()), (out(&plain), Some(0)));
    assert!(err(&wrong).contains("the cache cannot be written"), "{}", err(&wrong));
}

#[test]
fn rules_lists_the_rules_in_use_by_their_full_names() {
    let output = dateline(&["rules"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(out(&output).lines().any(|line| line == "security-operations/kill"), "{}", out(&output));
    let count = out(&output).lines().count();
    assert!(err(&output).contains(&format!("{count} rules in use")), "{}", err(&output));
}
