//! What the command says of itself and of rules: help, completions, man pages, the book, and events explained.

mod common;

use common::{dateline, err, folder, out, text};
use serde_json::Value;

const COMMANDS: [&str; 21] = [
    "extract",
    "link",
    "summary",
    "timeline",
    "check",
    "fmt",
    "test",
    "review",
    "explain",
    "rules",
    "new",
    "schema",
    "docs",
    "eval",
    "diff",
    "cov",
    "profile",
    "serve",
    "completions",
    "man",
    "help",
];

#[test]
fn every_command_is_completed_has_a_page_and_shows_an_example() {
    let script = out(&dateline(&["completions", "bash"]));
    let pages = folder("reference-man", &[]);
    let man = dateline(&["man", "--output", text(&pages)]);
    assert_eq!(man.status.code(), Some(0), "{}", err(&man));
    let help = out(&dateline(&["help"]));
    for command in COMMANDS {
        assert!(script.contains(command), "{command} is not completed");
        assert!(help.contains(command), "{command} is not listed");
        if command != "help" {
            assert!(pages.join(format!("dateline-{command}.1")).is_file(), "{command} has no page");
            let help = out(&dateline(&[command, "--help"]));
            assert!(help.contains("Example: dateline "), "{command} shows no example\n{help}");
        }
    }
}

#[test]
fn the_book_has_a_page_a_rule() {
    let book = folder("reference-book", &[]);
    let made = dateline(&["docs", "--output", text(&book)]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let summary = std::fs::read_to_string(book.join("src/SUMMARY.md")).expect("there is a summary");
    assert!(summary.contains("[arrest](security-operations/rule-arrest.md)"), "{summary}");
    let head = b"[pack]\nid = \"mine\"\nversion = \"0.1.0\"\n";
    for (name, files, code, place) in [
        ("reference-bad-rule", vec![("pack.toml", &head[..]), ("a.toml", b"[frame]\ncolour = 3\n")], 1, "mine/a.toml"),
        ("reference-bad-pack", vec![("pack.toml", b"[pack]\nid = 3\n")], 3, "reference-bad-pack/pack.toml"),
    ] {
        let made = dateline(&["docs", text(&folder(name, &files)), "--output", text(&book.join(name))]);
        assert_eq!(made.status.code(), Some(code), "{}", err(&made));
        assert!(err(&made).contains(place), "{}", err(&made));
    }
}

#[test]
fn an_event_is_led_back_to_its_rule_and_words() {
    let text_of = "Police in Mosul arrested four suspects on Monday, officials said. Two men were killed in Basra.";
    let articles = folder("reference-event", &[("a.txt", text_of.as_bytes())]);
    let file = articles.join("a.txt");
    let found = dateline(&["explain", "v0", text(&file)]);
    assert_eq!(found.status.code(), Some(0), "{}", err(&found));
    for part in [
        "v0 arrest, a mention of i0",
        "security-operations/arrest#active",
        "rules/arrest.toml",
        "“arrested”",
        "patient (required) = “four suspects”",
    ] {
        assert!(out(&found).contains(part), "{part}\n{}", out(&found));
    }
    let json = dateline(&["explain", "i1", text(&file), "--json"]);
    let stories: Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    assert_eq!(stories[0]["rule"], "security-operations/kill", "{stories}");
    assert_eq!(stories[0]["sentence"]["span"][0], 66, "{stories}");
    let none = dateline(&["explain", "v9", text(&file)]);
    assert_eq!(none.status.code(), Some(4), "{}", err(&none));
    assert!(err(&none).contains("no event `v9`"), "{}", err(&none));
}
