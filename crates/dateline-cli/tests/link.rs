//! `link`, `summary` and `timeline` over what `extract` wrote.

use serde_json::Value;

mod common;
use common::{dateline, err, folder, out, text};

const A: &str = "Police in Mosul arrested four suspects on November 18, 2024, the Interior Ministry said.";
const B: &str = "Iraqi police arrested four suspects in Mosul on 18 November 2024. Two shells hit a village near Kirkuk on \
                 November 27, 2024, and killed three people.";
const C: &str = "Police in Mosul arrested nine suspects on November 18, 2024, a source said.";

#[test]
fn what_two_articles_tell_is_one_record_and_counted_once() {
    let folder = folder("link", &[("a.txt", A.as_bytes()), ("b.txt", B.as_bytes()), ("c.txt", C.as_bytes())]);
    let (events, linked) = (folder.join("events.jsonl"), folder.join("linked.jsonl"));
    let done = dateline(&["extract", text(&folder), "-o", text(&events)]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let done = dateline(&["link", text(&events), "-o", text(&linked)]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    let records: Vec<Value> = std::fs::read_to_string(&linked)
        .expect("it is there")
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    let shared: Vec<&Value> = records.iter().filter(|record| record["articles"] == 2).collect();
    let [arrest] = shared[..] else { panic!("{records:#?}") };
    assert_eq!(
        [&arrest["type"], &arrest["place"]["name"], &arrest["time"]["start"]],
        ["arrest", "Mosul", "2024-11-18"]
    );
    let articles: Vec<&Value> = arrest["members"].as_array().expect("a list").iter().map(|m| &m["article"]).collect();
    assert_eq!(articles, ["a", "b"]);
    assert_eq!(arrest["pairs"][0]["passed"]["count"], "same");
    let rival = records.iter().find(|record| arrest["rivals"][0] == record["id"]).expect("nine are told of, too");
    assert_eq!((&rival["members"][0]["article"], &rival["count"]["min"]), (&Value::from("c"), &Value::from(9)));
    let again = dateline(&["link", text(&events)]);
    assert_eq!(out(&again), std::fs::read_to_string(&linked).expect("it is there"));

    let all = |table: &str| {
        let line = table.lines().find(|line| line.starts_with("all ")).expect("a sum").to_owned();
        line.split_whitespace().nth(1).expect("a number").parse::<usize>().expect("a number")
    };
    for command in ["summary", "timeline"] {
        let counted = dateline(&[command, text(&linked)]);
        assert_eq!(all(&out(&counted)), records.len(), "{}", out(&counted));
        let told = dateline(&[command, text(&events)]);
        assert_eq!(all(&out(&told)), records.len() + 1, "{}", out(&told));
    }
    let weeks = out(&dateline(&["timeline", text(&linked), "--type", "arrest"]));
    assert!(weeks.contains("2024-W47 (2024-11-18)    2       2\n"), "{weeks}");
    let none = dateline(&["summary", text(&linked), "--type", "bombing"]);
    assert_eq!(none.status.code(), Some(4));
    let over = dateline(&["link", text(&events), "-o", text(&events)]);
    assert_eq!(over.status.code(), Some(2));
    assert!(err(&over).contains("--output would write over an input"), "{}", err(&over));
    let wrong = dateline(&["link", text(&folder.join("a.txt"))]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(err(&wrong).contains("line 1: no line of `dateline extract --format jsonl`"), "{}", err(&wrong));
}
