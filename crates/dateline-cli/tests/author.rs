//! What an author does with files: `new`, `fmt`, `schema`.

mod common;

use common::{dateline, err, folder, out, text};

#[test]
fn a_new_rule_is_a_draft_that_check_sends_back() {
    let place = folder("author-new", &[]);
    let pack = place.join("mine");
    let made = dateline(&["new", "pack", "mine", "--in", text(&place)]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    let rule = ["new", "rule", "ban", "--pack", text(&pack), "--from", "The council banned rallies in the square."];
    let made = dateline(&rule);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    assert!(out(&made).contains("ban.toml") && err(&made).contains("2 places marked TODO"), "{}", err(&made));
    let again = dateline(&rule);
    assert_eq!(again.status.code(), Some(2), "an old file stays: {}", err(&again));
    let check = dateline(&["check", text(&pack)]);
    assert_eq!(check.status.code(), Some(1), "{}", out(&check));
    assert!(out(&check).contains("still to be written") && out(&check).contains("1 switched off"), "{}", out(&check));
    let fmt = dateline(&["fmt", text(&pack), "--check"]);
    assert_eq!(fmt.status.code(), Some(0), "{}", out(&fmt));
    let test = dateline(&["test", text(&pack), "--filter", "mine/ban#yes"]);
    assert!(out(&test).contains("0 passed, 0 failed, 0 todo, 1 skipped (1 of drafts"), "{}", out(&test));
    assert_eq!(test.status.code(), Some(4), "nothing ran");
    let test = dateline(&["test", text(&pack), "--filter", "mine/ban#yes", "--drafts"]);
    assert!(out(&test).contains("1 passed, 0 failed, 0 todo, 0 skipped"), "{}", out(&test));
}

#[test]
fn an_example_still_to_be_written_is_not_run() {
    let place = folder("author-unwritten", &[]);
    let pack = place.join("mine");
    dateline(&["new", "pack", "mine", "--in", text(&place)]);
    dateline(&["new", "rule", "ban", "--pack", text(&pack), "--from", "The council banned rallies."]);
    let test = dateline(&["test", text(&pack), "--drafts"]);
    assert!(out(&test).contains("1 passed, 0 failed, 0 todo, 1 skipped (1 still to be written)"), "{}", out(&test));
    for wrong in [["--from", " "], ["--event", "a ban"]] {
        let made = dateline(&[&["new", "rule", "other", "--pack", text(&pack)][..], &wrong].concat());
        assert_eq!(made.status.code(), Some(2), "{wrong:?}: {}", err(&made));
    }
}

#[test]
fn ids_that_could_be_paths_are_refused() {
    let output = dateline(&["new", "pack", "../mine"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("is no id"), "{}", err(&output));
}

#[test]
fn fmt_names_what_it_changes_and_check_changes_nothing() {
    let place =
        folder("author-fmt", &[("a.toml", b"id='a'\nsince = '1'\n"), ("b.toml", b"id = 'b'\n"), ("c.toml", b"id =")]);
    let check = dateline(&["fmt", text(&place), "--check"]);
    assert_eq!(check.status.code(), Some(1));
    assert_eq!(out(&check), format!("{}/a.toml\n", text(&place)));
    assert!(err(&check).contains("3 files: 1 as they should be, 1 to format, 1 unreadable"), "{}", err(&check));
    assert_eq!(std::fs::read(place.join("a.toml")).expect("it is there"), b"id='a'\nsince = '1'\n");
    let fmt = dateline(&["fmt", text(&place.join("a.toml"))]);
    assert_eq!(fmt.status.code(), Some(0), "{}", err(&fmt));
    assert_eq!(std::fs::read(place.join("a.toml")).expect("it is there"), b"id    = 'a'\nsince = '1'\n");
}

#[test]
fn the_schema_is_json() {
    for kind in ["rule", "pack"] {
        let output = dateline(&["schema", kind]);
        let schema: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert_eq!(schema["type"], "object", "{kind}");
    }
}
