//! What becomes one record, what stays apart, and what is said of it.
#![expect(clippy::unwrap_used, reason = "a fixture that is not what it says is a failed test")]

use std::collections::BTreeMap;

use dateline_core::names::NameParticles;
use dateline_link::{Book, Linked, Options, Pairs, Record, link};
use proptest::prelude::*;
use serde_json::{Value, json};

/// An incident: `type | days | place | agent | patient | count`, what is not said left empty.
fn incident(number: usize, said: &str) -> Value {
    let [kind, days, place, agent, patient, count] = said.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
        panic!("six parts in {said}")
    };
    let (kind, status) = kind.split_once(' ').unwrap_or((kind, "reported"));
    let (kind, aggregate) = kind.strip_prefix('+').map_or((kind, false), |kind| (kind, true));
    let mut roles = serde_json::Map::new();
    let filler = |more: Value| {
        let mut filler = json!({"entity": null, "span": [0, 1], "text": "x"});
        filler.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        filler
    };
    if !place.is_empty() {
        // `Iraq > Nineveh > Mosul`
        let mut chain: Vec<&str> = place.split(" > ").collect();
        let name = chain.pop().unwrap();
        chain.reverse();
        let precision = ["country", "admin1", "town", "point"][chain.len()];
        let place = json!({"name": name, "kb": name.to_lowercase(), "within": chain, "precision": precision});
        roles.insert("place".to_owned(), json!([filler(place)]));
    }
    for (role, said) in [("agent", agent), ("patient", patient)] {
        if !said.is_empty() {
            // `@Name` is a person, `#id` a body, all else a word.
            let more = match said.split_at(1) {
                ("@", name) => json!({"entity": name, "name": name}),
                ("#", id) => json!({"entity": id, "kb": id, "name": id}),
                _ => json!({"head": said}),
            };
            roles.insert(role.to_owned(), json!([filler(more)]));
        }
    }
    let count = (!count.is_empty()).then(|| {
        let (about, number) = count.strip_prefix('~').map_or((false, count), |number| (true, number));
        let (min, open) = number.strip_suffix('+').map_or((number, false), |number| (number, true));
        let min: u64 = min.parse().unwrap();
        let max = (!open).then_some(min);
        json!({"min": min, "max": max, "approximate": about, "of": "patient", "span": [0, 1], "text": number})
    });
    let time = (!days.is_empty()).then(|| {
        let (start, end) = days.split_once("..").unwrap_or((days, days));
        json!({"start": format!("2024-11-{start}"), "end": format!("2024-11-{end}"), "basis": "explicit"})
    });
    json!({"id": format!("i{number}"), "type": kind, "events": [], "roles": roles, "count": count, "time": time,
           "source": null, "status": status, "aggregate": aggregate, "claims": [], "conflict": false})
}

/// A line of `extract`: `id` or `copy<original`, and incidents.
fn line(id: &str, said: &[&str]) -> String {
    let (id, original) = id.split_once('<').map_or((id, None), |(id, original)| (id, Some(original)));
    let incidents: Vec<Value> = said.iter().enumerate().map(|(number, said)| incident(number, said)).collect();
    let mut entities = BTreeMap::new();
    for filler in
        incidents.iter().flat_map(|i| i["roles"].as_object().unwrap().values()).flat_map(|f| f.as_array().unwrap())
    {
        if let Some(id) = filler["entity"].as_str() {
            let kind = match id {
                "isis" | "pkk" => "group",
                "army" | "police" => "force",
                _ => "person",
            };
            let attributes = json!({"role": null, "organization": null, "rank": null, "nationality": null});
            entities.insert(id.to_owned(), json!({"id": id, "kind": kind, "name": id, "kb": filler["kb"], "mentions": [], "attributes": attributes}));
        }
    }
    let mut line = json!({"schema": "dateline/1", "id": id, "outlet": null, "published": "2024-11-26",
        "entities": entities.values().collect::<Vec<_>>(), "incidents": incidents});
    if let Some(original) = original {
        line["copy_of"] = json!({"id": original, "similarity": 0.9});
    }
    format!("{line}\n")
}

fn book(lines: &[String]) -> Book {
    let pairs = [("drone_strike", "airstrike"), ("airstrike", "attack"), ("shelling", "attack")];
    let broader = pairs.into_iter().map(|(kind, broader)| (kind.to_owned(), broader.to_owned())).collect();
    let mut book = Book::new(NameParticles::default(), &broader);
    book.read("lines", lines.concat().as_bytes()).unwrap();
    book
}

fn linked(lines: &[String]) -> (Linked, Vec<Record>) {
    let book = book(lines);
    let linked = link(&book, Options::default());
    let records = linked.records(&book, Pairs::All).collect();
    (linked, records)
}

/// Every incident is told by an article of its own, called a, b …; `expected` lists the records' articles.
fn check(said: &[&str], expected: &[&str]) -> Vec<Record> {
    let lines: Vec<String> = said.iter().zip('a'..).map(|(said, name)| line(&name.to_string(), &[said])).collect();
    let (_, records) = linked(&lines);
    let found: Vec<String> =
        records.iter().map(|record| record.members.iter().map(|member| member.article.as_str()).collect()).collect();
    assert_eq!(found, expected, "{said:#?}");
    records
}

#[test]
fn what_agrees_is_one() {
    check(
        &[
            "arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4",
            "arrest | 23 | Iraq > Nineveh > Mosul | | suspect | 4",
            "arrest | 22..24 | Iraq > Nineveh | #police | suspect | 4",
            "arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 2+",
        ],
        &["abcd"],
    );
}

#[test]
fn what_contradicts_stays_apart() {
    let mosul = "arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4";
    for other in [
        "kill | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4",
        "arrest planned | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4",
        "+arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4",
        "arrest | 24 | Iraq > Nineveh > Mosul | #police | suspect | 4",
        "arrest | 23 | Iraq > Nineveh > Tal Afar | #police | suspect | 4",
        "arrest | 23 | Iraq > Nineveh > Mosul | #isis | suspect | 4",
        "arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 5",
        "arrest | | Iraq > Nineveh > Mosul | #police | suspect | 4",
        "arrest | 23 | | #police | suspect | 4",
        "arrest | 10..24 | Iraq > Nineveh > Mosul | #police | suspect | 4",
    ] {
        check(&[mosul, other], &["a", "b"]);
    }
    // Nothing is contradicted, and there is too little that agrees.
    check(&["arrest | 23 | Iraq | | suspect | 4", "arrest | 23 | Iraq | | | 4"], &["a", "b"]);
    check(&["arrest | 23 | Iraq > Nineveh > Mosul | | | ", "arrest | 23 | Iraq > Nineveh > Mosul | | | "], &["a", "b"]);
}

#[test]
fn persons_are_known_by_name() {
    let held = |who: &str| format!("arrest | 23 | Iraq > Nineveh > Mosul | | @{who} | 1");
    check(&[&held("Ahmed al-Jabouri"), &held("Ahmad Jaburi")], &["ab"]);
    check(&[&held("Ahmed al-Jabouri"), &held("Salim Qadir")], &["a", "b"]);
}

#[test]
fn a_kind_of_the_type_is_enough_and_nothing_is_chained() {
    let told = |kind: &str, count: &str| format!("{kind} | 23 | Syria > Idlib > Saraqib | #army | civilian | {count}");
    let records = check(&[&told("attack", "3"), &told("drone_strike", "3")], &["ab"]);
    assert_eq!(records[0].kind, "drone_strike");
    // The attack could be either; the strike and the shelling cannot be one, and it goes to one of them.
    let records = check(&[&told("airstrike", "3"), &told("shelling", "3"), &told("attack", "3")], &["ac", "b"]);
    assert_eq!(records[0].pairs.len(), 1);
    // "At least two" fits three and four, which do not fit each other.
    check(&[&told("kill", "3"), &told("kill", "2+"), &told("kill", "4")], &["ab", "c"]);
}

#[test]
fn a_record_says_what_all_its_members_allow() {
    let records = check(
        &[
            "kill | 23 | Iraq > Nineveh | #isis | soldier | 4+",
            "kill denied | 23 | Iraq > Nineveh > Mosul | #isis | soldier | 5",
            "kill | 22..23 | Iraq > Nineveh > Mosul | | soldier | ~5",
        ],
        &["abc"],
    );
    let record = &records[0];
    let count = record.count.as_ref().unwrap();
    assert_eq!((count.min, count.max, count.approximate), (5, Some(5), false));
    let time = record.time.unwrap();
    assert_eq!((time.start.to_string(), time.end.to_string()), ("2024-11-23".to_owned(), "2024-11-23".to_owned()));
    let place = record.place.as_ref().unwrap();
    assert_eq!((place.name.as_str(), &place.within[..]), ("Mosul", &["Nineveh".to_owned(), "Iraq".to_owned()][..]));
    assert!(record.disputed);
    assert_eq!(record.pairs.len(), 3, "{:?}", record.pairs);
}

#[test]
fn copies_are_members_and_do_not_speak_for_themselves() {
    let said = ["arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4"];
    let lines = ["a", "b<a", "c<b", "d"].map(|id| line(id, &said));
    let (linked, records) = linked(&lines);
    assert_eq!((records.len(), records[0].articles, records[0].independent), (1, 4, 2));
    assert_eq!((linked.summary.tellings, linked.summary.shared, linked.summary.joined), (4, 1, 4));
}

#[test]
fn what_one_article_tells_apart_stays_apart() {
    let said = ["arrest | 23 | Iraq > Nineveh > Mosul | #police | suspect | 4"; 2];
    let (_, records) = linked(&[line("a", &said), line("b", &said)]);
    let members =
        |record: &Record| record.members.iter().map(|m| format!("{}{}", m.article, m.incident)).collect::<Vec<_>>();
    assert_eq!(records.iter().map(members).collect::<Vec<_>>(), [["ai0", "bi0"], ["ai1", "bi1"]]);
}

#[test]
fn rivals_differ_in_the_count_alone() {
    let records = check(
        &[
            "kill | 23 | Iraq > Nineveh > Mosul | #isis | soldier | 4",
            "kill | 23 | Iraq > Nineveh > Mosul | #isis | soldier | 7",
            "kill | 24 | Iraq > Nineveh > Mosul | #isis | soldier | 7",
        ],
        &["a", "b", "c"],
    );
    assert_eq!(records.iter().map(|r| r.rivals.concat()).collect::<Vec<_>>(), ["r1", "r0", ""]);
}

#[test]
fn tolls_are_one_when_their_period_is() {
    let toll = |days: &str, count: &str| format!("+kill | {days} | Iraq | | soldier | {count}");
    check(&[&toll("01..30", "311"), &toll("01..30", "311"), &toll("01..29", "311")], &["ab", "c"]);
}

#[test]
fn a_line_of_another_kind_is_named() {
    let mut book = Book::new(NameParticles::default(), &BTreeMap::new());
    let error = book.read("news.jsonl", &b"\n{\"schema\": \"dateline/1\"}\n"[..]).unwrap_err().to_string();
    assert!(error.starts_with("news.jsonl, line 2: no line of `dateline extract"), "{error}");
    let other = line("a", &[]).replace("dateline/1", "dateline/9");
    let error = book.read("news.jsonl", other.as_bytes()).unwrap_err().to_string();
    assert_eq!(error, "news.jsonl, line 1: of the schema `dateline/9`, where `dateline/1` is read");
}

fn any_incident() -> impl Strategy<Value = String> {
    let pick = |list: &'static [&'static str]| proptest::sample::select(list);
    (
        pick(&["kill", "attack", "airstrike", "drone_strike", "shelling", "kill denied", "+kill"]),
        pick(&["23", "24", "22..24", "20..27", ""]),
        pick(&[
            "Iraq",
            "Iraq > Nineveh",
            "Iraq > Nineveh > Mosul",
            "Iraq > Nineveh > Mosul > Old City",
            "Iraq > Erbil",
            "",
        ]),
        pick(&["#police", "#isis", "#pkk", "@Ahmed al-Jabouri", "gunman", ""]),
        pick(&["soldier", "@Salim Qadir", "@Ahmed al-Jabouri", "#army", ""]),
        pick(&["1", "3", "4", "3+", "~40", ""]),
    )
        .prop_map(|(kind, days, place, agent, patient, count)| [kind, days, place, agent, patient, count].join(" | "))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Each incident is in one record, each pair of a record passed, and the order of the lines changes nothing.
    #[test]
    fn records_hold(articles in prop::collection::vec(prop::collection::vec(any_incident(), 1..4), 1..14), turn in any::<prop::sample::Index>()) {
        let lines: Vec<String> = articles
            .iter()
            .enumerate()
            .map(|(number, said)| line(&format!("a{number:02}"), &said.iter().map(String::as_str).collect::<Vec<_>>()))
            .collect();
        let (linked_once, records) = linked(&lines);
        let summary = &linked_once.summary;
        prop_assert_eq!(records.iter().map(|r| r.members.len()).sum::<usize>(), summary.tellings);
        prop_assert_eq!(summary.records, records.len());
        for record in &records {
            let mut articles: Vec<&str> = record.members.iter().map(|member| member.article.as_str()).collect();
            articles.sort_unstable();
            articles.dedup();
            prop_assert_eq!(articles.len(), record.members.len(), "one telling an article");
            prop_assert_eq!(record.pairs.len(), record.members.len() * (record.members.len() - 1) / 2, "all pairs pass");
            if let Some(figure) = &record.count {
                prop_assert!(figure.max.is_none_or(|max| max >= figure.min));
            }
        }
        let book = book(&lines);
        for record in linked_once.records(&book, Pairs::Joining) {
            prop_assert_eq!(record.pairs.len(), record.members.len() - 1, "each came in by a pair");
            prop_assert!(record.pairs.iter().all(|pair| pair.passed.points >= 5));
        }
        let mut turned = lines.clone();
        turned.rotate_left(turn.index(lines.len()));
        let (_, again) = linked(&turned);
        let sets = |records: &[Record]| {
            let mut sets: Vec<Vec<String>> = records
                .iter()
                .map(|r| {
                    let mut set: Vec<String> = r.members.iter().map(|m| format!("{}/{}", m.article, m.incident)).collect();
                    set.sort();
                    set
                })
                .collect();
            sets.sort();
            sets
        };
        prop_assert_eq!(sets(&records), sets(&again));
    }
}
