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
    killed("killed", &[]);
}

#[test]
fn a_run_without_an_order_is_gone_on_with_in_the_same_way() {
    killed("unordered", &["--unordered"]);
}

fn killed(name: &str, order: &[&str]) {
    let mut news = corpus(1_500);
    news.extend_from_slice(b"not json\n");
    news.extend(lines([("again".to_owned(), article(3))].into_iter()));
    let folder = folder(name, &[("news.jsonl", &news)]);
    let (news, whole, killed) = (folder.join("news.jsonl"), folder.join("whole.jsonl"), folder.join("killed.jsonl"));
    let quarantine = folder.join("failed.jsonl");
    let arguments = |output: &Path, more: &[&str]| -> Vec<String> {
        let fixed =
            ["extract", text(&news), "--commit-every", "12000", "--quarantine", text(&quarantine), "-o", text(output)];
        fixed.iter().chain(order).chain(more).map(|argument| (*argument).to_owned()).collect()
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
        // A run may be complete and not yet gone.
        if ended || !journal.exists() {
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
    let (mut whole, mut killed) =
        [whole, killed].map(|path| std::fs::read_to_string(path).expect("it is there")).into();
    if !order.is_empty() {
        let sorted = |text: &String| -> String {
            let mut lines: Vec<&str> = text.lines().collect();
            lines.sort_unstable();
            lines.join("\n")
        };
        (whole, killed) = (sorted(&whole), sorted(&killed));
    }
    assert!(whole == killed, "after {kills} kills: {} bytes for {}", killed.len(), whole.len());
    assert_eq!(std::fs::read_to_string(&quarantine).expect("it is there").lines().count(), 1);
    assert!(!journal.exists(), "a complete run has no journal");
}

/// Ctrl-C on a terminal is this signal.
#[cfg(unix)]
#[test]
fn an_interrupted_run_finishes_what_is_begun_and_is_gone_on_with() {
    let folder = folder("interrupted", &[("news.jsonl", &corpus(4_000))]);
    let (news, whole, output) = (folder.join("news.jsonl"), folder.join("whole.jsonl"), folder.join("out.jsonl"));
    let arguments = |output: &Path| {
        ["extract", text(&news), "--commit-every", "12000", "-o", text(output)].map(str::to_owned).to_vec()
    };
    let done = Command::new(env!("CARGO_BIN_EXE_dateline")).args(arguments(&whole)).output().expect("it runs");
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let child = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments(&output))
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    for _ in 0..30_000 {
        if std::fs::metadata(&output).is_ok_and(|data| data.len() > 0) {
            break;
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("it can be sent");
    assert!(sent.success());
    let stopped = child.wait_with_output().expect("it ends");
    assert_eq!(stopped.status.code(), Some(1), "{}", err(&stopped));
    assert!(err(&stopped).contains("the same command with --resume goes on"), "{}", err(&stopped));
    let part = records(&std::fs::read_to_string(&output).expect("it is there")).len();
    assert!(err(&stopped).contains(&format!("{part} documents: {part} read")), "{part}: {}", err(&stopped));
    assert!(0 < part && part < 4_000);
    let resumed = Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(arguments(&output))
        .arg("--resume")
        .output()
        .expect("it runs");
    assert_eq!(resumed.status.code(), Some(0), "{}", err(&resumed));
    let [whole, output] = [whole, output].map(|path| std::fs::read(path).expect("it is there"));
    assert!(whole == output, "{} bytes for {}", output.len(), whole.len());
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
fn nothing_is_written_over_what_is_read() {
    let news = corpus(2);
    let journal = b"{\"journal\":\"dateline-run/1\",\"settings\":\"x\"}\n";
    let folder = folder("targets", &[("news.jsonl", &news), ("list", b"# none\n"), ("old.jsonl.journal", journal)]);
    let paths = ["news.jsonl", "events.jsonl", "list", "../targets/news.jsonl", "events.jsonl.journal", "old.jsonl"];
    let paths = paths.map(|name| folder.join(name));
    let [input, other, list, around, own_journal, old] = paths.each_ref().map(|path| text(path));
    for (arguments, message) in [
        (vec![input, "-o", around], "--output would write over an input"),
        (vec![input, "-o", other, "--quarantine", input], "--quarantine would write over an input"),
        (vec![input, "--list", list, "-o", list], "--output would write over an input"),
        (vec![input, "-o", other, "--quarantine", other], "--quarantine and --output are one file"),
        (vec![input, "-o", other, "--quarantine", own_journal], "the journal of --output and --quarantine"),
        (vec![input, "-o", old, "--input-format", "nonsense"], "no input format"),
    ] {
        let refused = dateline(&[&["extract"], &arguments[..]].concat());
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {}", err(&refused));
        assert!(err(&refused).contains(message), "{arguments:?}: {}", err(&refused));
    }
    assert!(std::fs::read(input).expect("it is there") == news);
    let kept = std::fs::read(folder.join("old.jsonl.journal")).expect("it is there");
    assert!(kept == journal, "an old run can be gone on with");
    if cfg!(unix) {
        let nowhere = dateline(&["extract", input, "-o", "/dev/null", "--quarantine", "/dev/null"]);
        assert_eq!(nowhere.status.code(), Some(0), "{}", err(&nowhere));
    }
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
fn an_article_over_the_time_limit_is_named_and_written() {
    let folder = folder("slow", &[("n.jsonl", &corpus(2))]);
    let news = folder.join("n.jsonl");
    let run = |limit: &str| dateline(&["extract", text(&news), "--strict", &format!("--time-limit={limit}")]);
    let slow = run("0.000000001");
    assert_eq!(slow.status.code(), Some(0), "{}", err(&slow));
    assert_eq!(out(&slow), out(&run("60")), "the clock changes nothing");
    assert!(err(&slow).contains("; 2 took longer than the time limit"), "{}", err(&slow));
    // How long it took is the machine's affair.
    let named =
        err(&slow).lines().any(|line| line.contains("n.jsonl#2: took ") && line.ends_with(", over the time limit"));
    assert!(named, "{}", err(&slow));
    for limit in ["0", "-1", "NaN", "inf", "1e300", "soon"] {
        assert_eq!(run(limit).status.code(), Some(2), "{limit}");
    }
}

#[test]
fn dates_that_cannot_be_read_are_counted() {
    let dates = ["\"23 Nov 2024\"", "1732406400", "\"11/12/2024\"", "{\"$date\": 5}", "null", "\" \""];
    let line = |date: &str| format!("{{\"text\": \"Police arrested two men.\", \"date\": {date}}}\n");
    let folder = folder("dates", &[("n.jsonl", dates.map(line).concat().as_bytes())]);
    let run = dateline(&["extract", text(&folder.join("n.jsonl"))]);
    let expected = "; 2 dates of publication cannot be read, such as `11/12/2024` in ";
    assert!(err(&run).contains(expected) && err(&run).contains("n.jsonl#3"), "{}", err(&run));
    let days: Vec<Value> = records(&out(&run)).iter().map(|record| record["published"].clone()).collect();
    assert_eq!(days[..3], [Value::from("2024-11-23"), Value::from("2024-11-24T00:00:00"), Value::Null]);
}

#[test]
fn articles_of_one_name_have_ids_of_their_own() {
    let both = lines([("a", 5), ("a", 6)].map(|(id, number)| (id.to_owned(), article(number))).into_iter());
    let files: Vec<(String, String)> = (1..=40).map(|number| (format!("{number:02}/x.txt"), article(number))).collect();
    let mut files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    files.push(("both.jsonl", &both));
    let folder = folder("names", &files);
    let output = folder.with_extension("names.jsonl");
    let ids = || -> Vec<String> {
        let ids = records(&std::fs::read_to_string(&output).expect("it is there"));
        ids.iter().map(|record| record["id"].as_str().expect("an id").to_owned()).collect()
    };
    let arguments = ["extract", text(&folder), "--glob", "*.txt", "--commit-every", "900", "-o", text(&output)];
    let whole = dateline(&arguments);
    assert_eq!(whole.status.code(), Some(0), "{}", err(&whole));
    let expected: Vec<String> =
        (1..=40).map(|number| if number == 1 { "x".to_owned() } else { format!("x~{number}") }).collect();
    assert_eq!(ids(), expected);
    assert!(!err(&whole).contains("share an id"), "{}", err(&whole));
    let brought = dateline(&["extract", text(&folder.join("both.jsonl")), "-o", text(&output)]);
    assert!(err(&brought).contains("; 1 share an id with another"), "{}", err(&brought));
    assert_eq!(ids(), ["a", "a"], "what the data bring is kept");
    // Commands that read all at once call them the same.
    let second = dateline(&["explain", text(&folder), "--glob", "*.txt", "--document", "x~2"]);
    assert_eq!(second.status.code(), Some(0), "{}", err(&second));
    assert!(out(&second).contains("statement 2."), "{}", out(&second));
    let either = dateline(&["explain", text(&folder.join("both.jsonl")), "--document", "a"]);
    assert_eq!(either.status.code(), Some(2));
    assert!(err(&either).contains("2 of the 2 articles have the id `a`"), "{}", err(&either));
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

#[test]
fn a_glob_stays_in_its_folder_and_what_a_folder_has_besides_is_named() {
    let files = [("x.txt", article(1)), ("1/y.txt", article(2)), ("t.CSV", String::new()), ("LOG", String::new())];
    let files = files.each_ref().map(|(name, text)| (*name, text.as_bytes()));
    let folder = folder("besides", &files);
    let star = format!("{}/*.txt", text(&folder));
    for (arguments, read, left) in [
        (vec![text(&folder)], 2, Some("not taken: 1 without ending, 1 .csv; ask for them with --glob")),
        (vec![text(&folder), "--glob", "*.txt"], 2, None),
        (vec![&star], 1, None),
    ] {
        let run = dateline(&[&["extract"], &arguments[..]].concat());
        assert_eq!(records(&out(&run)).len(), read, "{arguments:?}: {}", err(&run));
        assert_eq!(err(&run).lines().find(|line| line.starts_with("not taken")), left, "{arguments:?}");
    }
}

/// What nobody writes as news, whole runs over it: every document is counted, with its reason, and none takes the night.
#[test]
fn hostile_documents_end_in_counted_named_failures() {
    let zeros = {
        let mut packed = Vec::new();
        zstd_of_spaces(&mut packed);
        packed
    };
    let long_line = format!(
        "{{\"id\": \"long\", \"text\": \"{}\"}}\n{}",
        "x".repeat(10_000_000),
        "{\"id\": \"after\", \"text\": \"Police in Mosul arrested four men on Monday.\"}\n"
    );
    let quotes = "“\"'".repeat(33_334);
    let sentence = "Police in Mosul arrested four suspects and ".repeat(2_000);
    let repeated = "Police arrested four men in Mosul. ".repeat(20_000);
    let names = "Ali, Omar, Hassan, ".repeat(5_000);
    let numbers = "killed 4 , 5 and 6 ".repeat(5_000);
    let nested = format!("<!doctype html><html><body>{}", "<div><b>".repeat(60_000));
    let folder = folder(
        "hostile",
        &[
            ("a-line.jsonl", long_line.as_bytes()),
            ("b-quotes.txt", quotes.as_bytes()),
            ("c-sentence.txt", sentence.as_bytes()),
            ("d-names.txt", names.as_bytes()),
            ("e-numbers.txt", numbers.as_bytes()),
            ("f-deep.html", nested.as_bytes()),
            ("g-bytes.txt", &[0xff, 0x00, 0xc3, 0x28].repeat(1_000)),
            ("h-nul.txt", b"Police in Mosul\0arrested four men."),
            ("i-bomb.jsonl.zst", &zeros),
            ("j-empty.txt", b""),
            ("k-news.txt", article(1).as_bytes()),
            ("l-repeated.txt", repeated.as_bytes()),
        ],
    );
    let quarantine = folder.with_extension("failed");
    let begun = std::time::Instant::now();
    let run =
        dateline(&["extract", text(&folder), "--glob", "*", "--all-languages", "--quarantine", text(&quarantine)]);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    let expected = "13 documents: 7 read, 6 failed (bomb 1, no-text 1, not-text 2, too-deep 1, too-large 1)";
    assert!(err(&run).contains(expected), "{}", err(&run));
    assert_eq!(records(&out(&run)).len(), 7);
    assert!(begun.elapsed() < Duration::from_secs(120), "took {:?}", begun.elapsed());
    let reasons: Vec<String> = records(&std::fs::read_to_string(&quarantine).expect("it is there"))
        .iter()
        .map(|failed| {
            let origin = failed["origin"].as_str().expect("a name").rsplit('/').next().expect("a file").to_owned();
            format!("{origin} {}", failed["failure"].as_str().expect("a reason"))
        })
        .collect();
    let expected = [
        "a-line.jsonl#1 too-large",
        "f-deep.html too-deep",
        "g-bytes.txt not-text",
        "h-nul.txt not-text",
        "i-bomb.jsonl.zst bomb",
        "j-empty.txt no-text",
    ];
    assert_eq!(reasons, expected);
    let strict = dateline(&["extract", text(&folder), "--glob", "h-*", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn a_run_that_reads_nothing_or_without_its_rules_does_not_end_well() {
    let folder = folder(
        "nothing-read",
        &[
            ("news.jsonl", b"{\"body\": \"Police in Mosul arrested four men.\"}\n"),
            ("bad/pack.toml", b"[pack]\nid = \"bad\"\nversion = \"0.1.0\"\n"),
            ("bad/rules/say.toml", b"id = \"say\"\n[frame]\nevnt = \"say\"\n"),
        ],
    );
    let (news, bad) = (folder.join("news.jsonl"), folder.join("bad"));
    for (more, code, said) in [
        (&[][..], 0, "1 documents: 1 read"),
        (&["--text-field", "txt"], 4, "error: no document could be read"),
        (&["--text-field", "txt", "--strict"], 1, "1 failed (no-text 1)"),
        (&["--encoding", "windows-1265"], 2, "no encoding `windows-1265`"),
        (&["--rules", text(&bad)], 1, "1 errors in the rule packs"),
    ] {
        let run = dateline(&[&["extract", text(&news)], more].concat());
        assert_eq!(run.status.code(), Some(code), "{more:?}: {}", err(&run));
        assert!(err(&run).contains(said), "{more:?}: {}", err(&run));
    }
}

/// A frame that says three hundred million spaces in a few bytes: blocks of one byte each repeated.
fn zstd_of_spaces(out: &mut Vec<u8>) {
    // Magic, a frame header with a window of 128 KiB and no size, then run-length blocks.
    out.extend_from_slice(&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x38]);
    let blocks = 2_400;
    for block in 1..=blocks {
        let last = u32::from(block == blocks);
        let header = (131_072 << 3) | (1 << 1) | last;
        out.extend_from_slice(&header.to_le_bytes()[..3]);
        out.push(b' ');
    }
}
