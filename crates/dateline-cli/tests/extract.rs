//! Whole runs of `extract`: many articles, many formats, broken off and gone on with.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

mod common;
use common::{dateline, err, folder, out, text};

const TOWNS: [&str; 6] = ["Mosul", "Kirkuk", "Baquba", "Ramadi", "Tikrit", "Samarra"];

/// The article of that number, like no other.
fn article(number: usize) -> String {
    let town = TOWNS[number % TOWNS.len()];
    let count = number % 17 + 2;
    let extra: Vec<String> = (0..12).map(|part| format!("item {}", number * 31 + part * 7)).collect();
    format!(
        "{count} suspects held in {town}\n\nPolice in {town} arrested {count} suspects on Monday, officials said in \
         statement {number}. They seized {}.\n\nTwo shells hit a village east of {town} and killed {} people.",
        extra.join(", "),
        number % 5 + 1
    )
}

fn lines(articles: impl Iterator<Item = (String, String)>) -> Vec<u8> {
    articles.flat_map(|(id, text)| format!("{}\n", serde_json::json!({"id": id, "text": text})).into_bytes()).collect()
}

fn corpus(count: usize) -> Vec<u8> {
    lines((0..count).map(|number| (format!("a{number}"), article(number))))
}

fn records(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads() {
    let folder = folder("threads", &[("news.jsonl", &corpus(300))]);
    let news = folder.join("news.jsonl");
    let run = |more: &[&str]| {
        let output = dateline(&[&["extract", text(&news), "--commit-every", "9000"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        out(&output)
    };
    let one = run(&["--threads", "1"]);
    assert_eq!(records(&one).len(), 300);
    assert!(run(&["--threads", "4"]) == one, "four threads write the same");
    let mut any: Vec<String> = run(&["--threads", "4", "--unordered"]).lines().map(str::to_owned).collect();
    let mut kept: Vec<String> = one.lines().map(str::to_owned).collect();
    any.sort();
    kept.sort();
    assert!(any == kept, "the order is all that differs");
}

#[test]
fn a_run_killed_at_any_time_is_gone_on_with_without_loss_or_doubles() {
    let mut news = corpus(1_500);
    news.extend_from_slice(b"not json\n");
    news.extend(lines([("again".to_owned(), article(3))].into_iter()));
    let folder = folder("killed", &[("news.jsonl", &news)]);
    let (news, whole, killed) = (folder.join("news.jsonl"), folder.join("whole.jsonl"), folder.join("killed.jsonl"));
    let quarantine = folder.join("failed.jsonl");
    let arguments = |output: &Path, more: &[&str]| -> Vec<String> {
        let fixed =
            ["extract", text(&news), "--commit-every", "12000", "--quarantine", text(&quarantine), "-o", text(output)];
        fixed.iter().chain(more).map(|argument| (*argument).to_owned()).collect()
    };
    let run = |arguments: &[String]| dateline(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let expected = run(&arguments(&whole, &[]));
    assert!(err(&expected).contains("1502 documents: 1501 read, 1 failed (broken 1)"), "{}", err(&expected));
    let journal = folder.join("killed.jsonl.journal");
    let mut kills = 0;
    for round in 0..40 {
        let more: &[&str] = if round == 0 { &[] } else { &["--resume"] };
        let mut child = Command::new(env!("CARGO_BIN_EXE_dateline"))
            .args(arguments(&killed, more))
            .stderr(Stdio::null())
            .spawn()
            .expect("the command starts");
        // Wait until this round has done something, then kill it somewhere in the middle.
        let length = || std::fs::metadata(&journal).map_or(0, |data| data.len());
        let before = length();
        let mut waited = 0;
        while length() <= before + 200 && waited < 30_000 && child.try_wait().expect("it can be asked").is_none() {
            std::thread::sleep(Duration::from_millis(1));
            waited += 1;
        }
        std::thread::sleep(Duration::from_millis(round % 7 * 3));
        let ended = child.try_wait().expect("it can be asked").is_some();
        child.kill().expect("it can be killed");
        child.wait().expect("it ends");
        if ended {
            break;
        }
        kills += 1;
        // What a kill in the middle of a write leaves behind is cut off.
        let mut torn = std::fs::OpenOptions::new().append(true).open(&killed).expect("the output is there");
        torn.write_all(b"{\"schema\":\"datel").expect("it takes more");
    }
    assert!(kills >= 2, "killed {kills} times");
    let last = run(&arguments(&killed, &["--resume"]));
    assert_eq!(last.status.code(), Some(0), "{}", err(&last));
    let (whole, killed) = [whole, killed].map(|path| std::fs::read(path).expect("it is there")).into();
    assert!(whole == killed, "after {kills} kills: {} bytes for {}", killed.len(), whole.len());
    assert_eq!(std::fs::read_to_string(&quarantine).expect("it is there").lines().count(), 1);
    assert!(!journal.exists(), "a complete run has no journal");
}

#[test]
fn a_resumed_run_wants_the_same_options() {
    let folder = folder(
        "other",
        &[("news.jsonl", &corpus(3)), ("o.jsonl.journal", b"{\"journal\":\"dateline-run/1\",\"settings\":\"x\"}\n")],
    );
    let (news, output) = (folder.join("news.jsonl"), folder.join("o.jsonl"));
    let refused = dateline(&["extract", text(&news), "-o", text(&output), "--resume"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("other options or rules"), "{}", err(&refused));
    let anew = dateline(&["extract", text(&news), "-o", text(&output)]);
    assert_eq!(anew.status.code(), Some(0), "{}", err(&anew));
    let done = dateline(&["extract", text(&news), "-o", text(&output), "--resume"]);
    assert!(err(&done).contains("is complete"), "{}", err(&done));
    assert_eq!(records(&std::fs::read_to_string(&output).expect("it is there")).len(), 3);
}

#[test]
fn copies_are_flagged_or_left_out_and_other_languages_passed_by() {
    let wire = (0..8).map(article).collect::<Vec<_>>().join("\n\n");
    let turkish = "Musul polisi pazartesi günü dört şüpheliyi yakaladı, İçişleri Bakanlığı yaptığı açıklamada şehrin \
                   doğusundaki bir evde silahların da ele geçirildiğini söyledi ve soruşturma sürüyor dedi.";
    let news = lines(
        [
            ("a", wire.clone()),
            ("b", article(50)),
            ("c", wire.clone()),
            ("d", format!("{wire} Source: a house")),
            ("e", turkish.to_owned()),
        ]
        .map(|(id, text)| (id.to_owned(), text))
        .into_iter(),
    );
    let folder = folder("copies", &[("news.jsonl", &news)]);
    let news = folder.join("news.jsonl");
    let flagged = dateline(&["extract", text(&news)]);
    let copy = |record: &Value| record["copy_of"]["id"].as_str().map(str::to_owned);
    let copies: Vec<_> = records(&out(&flagged)).iter().map(copy).collect();
    assert_eq!(copies, [None, None, Some("a".to_owned()), Some("a".to_owned())]);
    assert!(err(&flagged).contains("5 documents: 4 read, 0 failed, 1 not in English (tur 1)"), "{}", err(&flagged));
    assert!(err(&flagged).contains("1 are copies and 1 near copies"), "{}", err(&flagged));
    let left = dateline(&["extract", text(&news), "--copies", "leave-out", "--all-languages"]);
    assert_eq!(records(&out(&left)).len(), 3);
    assert!(err(&left).contains("5 documents: 3 read, 0 failed, 2 copies left out"), "{}", err(&left));
}

#[test]
fn folders_globs_and_lists_give_their_files() {
    let one = article(1);
    let folder =
        folder("paths", &[("a/x.txt", one.as_bytes()), ("a/y.jsonl", &corpus(2)), ("b.html", b"<html></html>")]);
    let count = |arguments: &[&str]| {
        let output = dateline(&[&["extract"], arguments].concat());
        (records(&out(&output)).len(), output.status.code())
    };
    assert_eq!(count(&[text(&folder)]), (1, Some(0)), "tables are taken by globs alone; the page is empty and fails");
    assert_eq!(count(&[text(&folder), "--strict"]), (1, Some(1)));
    assert_eq!(count(&[text(&folder), "--glob", "*.jsonl"]), (2, Some(0)));
    assert_eq!(count(&[&format!("{}/*/*", text(&folder))]), (3, Some(0)));
    let list = folder.join("list");
    std::fs::write(&list, format!("# two\n{}\n{}\n", text(&folder.join("a/x.txt")), text(&folder.join("a/y.jsonl"))))
        .expect("it can be written");
    assert_eq!(count(&["--list", text(&list)]), (3, Some(0)));
    assert_eq!(count(&[text(&folder), "--glob", "*.doc"]), (0, Some(4)));
}
