//! Whole articles of a pack: `test`, `test --update`, `test --watch` and `review`.

mod common;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use common::{dateline, err, folder, out, text};

const PACK: &str = "[pack]\nid = \"mine\"\nversion = \"0.1.0\"\n";
const ARTICLE: &str = "Police in Mosul arrested four suspects on Monday, officials said.";
const RULE: &str = "id = \"say\"\ndoc = \"A word.\"\n[frame]\nevent = \"say\"\nverb = [\"irrigate\"]\n\
    [[yes]]\ntext = 'The farmers irrigated their fields.'\n[[no]]\ntext = 'Fields were dry.'\n";

fn pack(name: &str) -> PathBuf {
    let files =
        [("pack.toml", PACK.as_bytes()), ("rules/say.toml", RULE.as_bytes()), ("tests/mosul.txt", ARTICLE.as_bytes())];
    folder(name, &files)
}

/// Runs `test` and looks at the code and at the line of counts.
fn check(pack: &std::path::Path, more: &[&str], code: i32, counts: &str) {
    let output = dateline(&[&["test", text(pack)], more].concat());
    assert_eq!(output.status.code(), Some(code), "{more:?}: {}{}", out(&output), err(&output));
    assert!(out(&output).contains(counts), "{more:?}: {}", out(&output));
}

#[test]
fn an_article_is_new_then_as_before_then_changed() {
    let pack = pack("snapshots");
    let (accepted, waiting) = (pack.join("tests/snapshots/mosul.snap"), pack.join("tests/snapshots/mosul.snap.new"));
    check(&pack, &[], 5, "1 articles: 0 as before, 0 changed, 1 new, 0 orphans");
    assert!(waiting.is_file() && !accepted.exists());
    let elsewhere = dateline(&["review", text(&pack), "--accept", "--filter", "other/tests/mosul"]);
    assert_eq!(elsewhere.status.code(), Some(4), "{}", err(&elsewhere));
    let review = dateline(&["review", text(&pack), "--accept", "--filter", "mine/tests/mosul"]);
    assert_eq!(review.status.code(), Some(0), "{}", err(&review));
    assert!(out(&review).contains('+') && err(&review).contains("1 accepted, 0 rejected, 0 still waiting"));
    assert!(!waiting.exists());
    let snapshot = std::fs::read_to_string(&accepted).expect("it is there");
    assert!(snapshot.starts_with("---\nsource: tests/mosul.txt\n---\n"), "{snapshot}");
    check(&pack, &[], 0, "1 articles: 1 as before");
    std::fs::write(pack.join("tests/mosul.txt"), ARTICLE.replace("four", "five")).expect("it can be written");
    check(&pack, &[], 5, "1 articles: 0 as before, 1 changed");
    let review = dateline(&["review", text(&pack), "--reject"]);
    assert!(err(&review).contains("0 accepted, 1 rejected"), "{}", err(&review));
    assert_eq!(std::fs::read_to_string(&accepted).expect("it is there"), snapshot);
    check(&pack, &["--update"], 0, "1 changed, 0 new, 0 orphans (accepted)");
    check(&pack, &[], 0, "1 as before");
    assert_eq!(dateline(&["review", text(&pack)]).status.code(), Some(4), "nothing waits");
}

#[test]
fn a_snapshot_without_article_fails_until_it_goes() {
    let pack = pack("snapshots-orphan");
    check(&pack, &["--update"], 0, "1 new");
    std::fs::remove_file(pack.join("tests/mosul.txt")).expect("it can go");
    check(&pack, &[], 5, "1 articles: 0 as before, 0 changed, 0 new, 1 orphans");
    check(&pack, &["--update"], 0, "1 orphans (accepted)");
    assert!(!pack.join("tests/snapshots/mosul.snap").exists());
}

#[test]
fn what_lies_among_the_articles_and_is_none_fails() {
    let pack = pack("snapshots-unusable");
    check(&pack, &["--update"], 0, "1 new");
    std::fs::write(pack.join("tests/page.html"), ARTICLE).expect("it can be written");
    std::fs::write(pack.join("tests/latin.txt"), b"caf\xe9").expect("it can be written");
    check(&pack, &["--update"], 1, "3 articles: 1 as before, 0 changed, 0 new, 0 orphans, 2 not read");
}

#[test]
fn a_filter_selects_among_examples_and_articles() {
    let pack = pack("snapshots-filter");
    check(&pack, &["--filter", "tests/mosul", "--update"], 0, "0 rules with 0 examples");
    check(&pack, &["--filter", "say#yes"], 0, "1 rules with 1 examples: 1 passed");
    let nothing = dateline(&["test", text(&pack), "--filter", "no-such"]);
    assert_eq!(nothing.status.code(), Some(4));
}

#[test]
fn watch_says_that_there_is_no_such_folder() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["test", "no-such-folder", "--watch"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stderr = BufReader::new(child.stderr.take().expect("it writes"));
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = stderr.read_line(&mut line);
        let _ = send.send(read.map(|_| line));
    });
    let line = receive.recv_timeout(std::time::Duration::from_secs(30));
    child.kill().expect("it ends");
    child.wait().expect("it ended");
    let line = line.expect("it says something").expect("it is text");
    assert!(line.contains("no-such-folder"), "{line}");
}

#[test]
fn watch_runs_again_when_a_rule_changes() {
    let pack = pack("snapshots-watch");
    let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["test", text(&pack), "--filter", "say#", "--watch"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut lines = BufReader::new(child.stdout.take().expect("it writes")).lines().map_while(Result::ok);
    let mut until = |part: &str| lines.find(|line| line.contains(part)).is_some();
    assert!(until("2 passed, 0 failed"));
    assert!(until("waiting for a change"));
    std::fs::write(pack.join("rules/say.toml"), RULE.replace("irrigate\"", "plough\"")).expect("it can be written");
    let again = until("1 passed, 1 failed (1 missing)");
    child.kill().expect("it ends");
    child.wait().expect("it ended");
    assert!(again);
}
