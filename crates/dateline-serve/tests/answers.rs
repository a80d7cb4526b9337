//! The server as a browser asks it: pages from here alone, an article read, a rule changed.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use dateline_serve::Workshop;
use serde_json::{Value, json};

mod common;
use common::start;

/// Status and body of one request.
fn ask(address: SocketAddr, host: &str, line: &str, body: Option<&Value>) -> (u16, String) {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let body = body.map_or_else(String::new, Value::to_string);
    write!(
        stream,
        "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("it takes the request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the answer is text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("an answer has a head");
    (head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status"), body.to_owned())
}

#[test]
fn the_page_asks_nobody_else_and_answers_no_other_host() {
    let address = start();
    let (status, page) = ask(address, "localhost:1", "GET /", None);
    assert_eq!(status, 200);
    for file in ["/page.css", "/page.js", "/draw.js"] {
        assert!(page.contains(file) || file == "/draw.js", "{file}");
        let (status, text) = ask(address, "127.0.0.1", &format!("GET {file}"), None);
        assert_eq!(status, 200, "{file}");
        let outside = text.replace("http://www.w3.org/2000/svg", "");
        assert!(!outside.contains("http://") && !outside.contains("https://"), "{file} names another server");
    }
    assert_eq!(ask(address, "example.org", "GET /", None).0, 403);
}

#[test]
fn an_article_is_read_and_a_changed_rule_reads_it_anew() {
    let address = start();
    let text = "Police arrested four suspects.";
    let events = || {
        let (status, body) = ask(address, "localhost", "POST /api/read", Some(&json!({ "text": text })));
        assert_eq!(status, 200, "{body}");
        let found: Value = serde_json::from_str(&body).expect("it is JSON");
        found["extraction"]["events"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|e| e["type"].to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(events(), ["\"arrest\""]);
    let file = "security-operations/rules/arrest.toml";
    let (status, rule) = ask(address, "localhost", &format!("GET /api/rule?file={file}"), None);
    assert_eq!(status, 200);
    let changed = rule.replacen("event  = \"arrest\"", "event  = \"custody\"", 1);
    let wrong = rule.replacen("[frame]\n", "[frame]\ncolour = 3\n", 1);
    let change = |text: &str| {
        let (status, body) = ask(address, "localhost", "POST /api/rule", Some(&json!({ "file": file, "text": text })));
        assert_eq!(status, 200, "{body}");
        serde_json::from_str::<Value>(&body).expect("it is JSON")
    };
    let found = change(&wrong);
    let finding = &found["findings"][0];
    let line = wrong.lines().position(|line| line == "colour = 3").expect("it is there") + 1;
    assert_eq!(finding["line"].as_u64(), Some(line as u64), "{finding}");
    assert!(finding["message"].as_str().is_some_and(|m| m.contains("colour")), "{finding}");
    assert_eq!(finding["file"], file);
    assert!(events().is_empty(), "the rule is left out");
    assert_eq!(change(&changed)["findings"], json!([]));
    assert_eq!(events(), ["\"custody\""]);
    assert_eq!(ask(address, "localhost", "GET /api/rule?file=security-operations/none.toml", None).0, 404);
}

#[test]
fn what_is_wrong_is_told_of_the_file_in_which_it_is() {
    let mut sources = dateline::builtin_packs();
    let head = |id: &str, more: &str| format!("[pack]\nid = \"{id}\"\nversion = \"0.1.0\"\n{more}");
    let needs = head("other", "doc = \"É\"\ndepends = [\"english\", \"mine\"]\n");
    for (folder, text) in [("folder", head("mine", "")), ("other", needs.clone())] {
        let files = [("pack.toml".to_owned(), text.into_bytes())].into();
        sources.insert(folder.to_owned(), dateline::Source { files });
    }
    let mut workshop = Workshop::new(sources);
    // A pack that another needs goes under another name: the other has the error, at its place.
    let found = workshop.change("folder/pack.toml", head("yours", "")).expect("the file is there");
    assert!(found.usable && found.findings.is_empty(), "{found:?}");
    let [other] = &found.elsewhere[..] else { panic!("{found:?}") };
    assert_eq!((other.file.as_str(), other.line), ("other/pack.toml", 5));
    assert_eq!(needs.chars().skip(other.start).take(other.end - other.start).collect::<String>(), "\"mine\"");
    // Its own errors are told under its folder's name, whether its id can be read or not.
    let found = workshop.change("folder/pack.toml", head("mine", "colour = 3\n")).expect("the file is there");
    assert!(found.findings.iter().any(|f| f.error && f.message.contains("colour")), "{found:?}");
    // Without a language nothing can be used, and the engine before goes on.
    let before = workshop.engine().map(|engine| engine.rules().len());
    let found = workshop.change("english/pack.toml", "nonsense".to_owned()).expect("the file is there");
    assert!(!found.usable && found.used > 0 && Some(found.used) == before, "{} of {before:?}", found.used);
    assert!(found.findings.iter().any(|f| f.error), "{found:?}");
}
