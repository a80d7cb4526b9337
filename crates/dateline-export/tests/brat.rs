//! What `brat` writes keeps the rules of its format, whatever stands in the words; and the checker sees what breaks them.

mod standoff;

use std::io::Read;

use dateline_export::{Exporters, Style};
use dateline_model::Extraction;
use serde_json::{Value, json};

use standoff::{Configuration, problems};

/// An article of one event in which the words of the trigger and the fillers are given by where they stand.
fn article(trigger: (usize, usize), fillers: &[(&str, (usize, usize))]) -> Extraction {
    let filler = |(start, end): (usize, usize)| json!({"entity": null, "span": [start, end], "text": "…"});
    let mut roles = serde_json::Map::new();
    for (role, at) in fillers {
        let list = roles.entry(*role).or_insert_with(|| json!([]));
        list.as_array_mut().expect("a list").push(filler(*at));
    }
    let event = json!({
        "id": "v0", "type": "arrest", "trigger": {"span": [trigger.0, trigger.1], "text": "…"}, "roles": roles,
        "count": null, "time": null, "source": null, "status": "reported", "aggregate": false,
        "rule": "p/arrest#active", "confidence": 0.9,
    });
    let whole: Value = json!({
        "schema": "dateline/1", "id": "a", "outlet": null, "url": null, "headline": null, "byline": null,
        "language": "en", "published": null, "dateline": null, "blocks": [], "entities": [],
        "events": [event], "incidents": [], "warnings": [],
    });
    serde_json::from_value(whole).expect("the article is one")
}

/// The annotations that are written of it, after a check of all of them.
#[track_caller]
fn written(raw: &str, article: &Extraction) -> String {
    let mut bytes = Vec::new();
    let exporters = Exporters::default();
    let mut output =
        exporters.get("brat").expect("it is there").begin(Box::new(&mut bytes), Style::Plain).expect("memory");
    output.article(article, raw).expect("memory");
    output.finish().expect("memory");
    let mut files = Vec::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries().expect("an archive") {
        let mut content = String::new();
        entry.expect("a file").read_to_string(&mut content).expect("text");
        files.push(content);
    }
    let [text, notes, conf] = &files[..] else { panic!("{files:?}") };
    assert_eq!(text, raw);
    let allowed = Configuration::read(conf).expect("the configuration is sound");
    assert_eq!(problems(text, notes, &allowed), [""; 0], "{notes}");
    notes.clone()
}

#[test]
fn spans_are_code_points_parted_where_lines_end() {
    let check = |raw: &str, start: usize, end: usize, expected: &str| {
        let notes = written(raw, &article((0, 1), &[("agent", (start, end))]));
        assert_eq!(notes.lines().nth(1), Some(&*format!("T2\tMention {expected}")), "{raw:?}");
    };
    check("🚨 e\u{301} القاضي", 4, 11, "4 11\t القاضي");
    check("x Abu\nBukhari", 2, 13, "2 5;6 13\tAbu Bukhari");
    check("x Abu\r\n\r\nBukhari", 2, 16, "2 5;9 16\tAbu Bukhari");
    check("x Abu\tBukhari", 2, 13, "2 5;6 13\tAbu Bukhari");
    // What ends a line for brat's own reader besides.
    for c in ['\u{b}', '\u{c}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{85}', '\u{2028}', '\u{2029}'] {
        check(&format!("x Abu{c}Bukhari"), 2, 13, "2 5;6 13\tAbu Bukhari");
    }
    check("x \nBukhari\n", 2, 11, "3 10\tBukhari");
}

#[test]
fn roles_are_numbered_and_what_has_no_words_is_left_out() {
    let raw = "Police held two\nmen\n";
    let of =
        article((7, 11), &[("agent", (0, 6)), ("patient", (12, 15)), ("patient", (15, 16)), ("patient", (16, 19))]);
    let notes = written(raw, &of);
    assert!(notes.contains("E1\tarrest:T1 agent:T2 patient:T3 patient2:T5\n"), "{notes}");
    // An event without a word to stand on has no place in the format.
    assert_eq!(written(raw, &article((15, 16), &[("agent", (0, 6))])), "");
}

#[test]
fn the_checker_sees_what_is_wrong() {
    const TEXT: &str = "Police held\ttwo\nmen";
    const CONF: &str = "[entities]\nMention\n\n[relations]\n\n[events]\narrest\tagent:Mention, patient*:Mention\n\n\
                        [attributes]\nStatus\tArg:<EVENT>, Value:reported|denied\n";
    let allowed = Configuration::read(CONF).expect("it is sound");
    let good = "T1\tarrest 7 11\theld\nT2\tMention 0 6\tPolice\nT3\tMention 12 15;16 19\ttwo men\n\
                E1\tarrest:T1 agent:T2 patient:T3\nA1\tStatus E1 denied\n#1\tAnnotatorNotes E1\tany thing\n";
    assert_eq!(problems(TEXT, good, &allowed), [""; 0]);
    for (from, to, what) in [
        ("T2\tM", "T1\tM", "given out twice"),
        ("T2\tM", "T\tM", "does not begin with an id"),
        ("any thing\n", "any thing", "has no end"),
        ("any thing", "any\u{2028}thing", "does not begin with an id"),
        ("0 6\tPolice", "0 5\tPolice", "not those at the offsets"),
        ("0 6\tPolice", "0 0\t", "empty or outside"),
        ("0 6\tPolice", "16 20\tmen", "empty or outside"),
        ("12 15;16 19\ttwo", "12 19\ttwo", "over the end of a line"),
        ("12 15;16 19\ttwo men", "16 19;12 15\tmen two", "out of order"),
        ("0 6\tPolice", "7 15\theld\ttwo", "a tab"),
        ("Mention 0", "Person 0", "not declared"),
        ("arrest:T1", "arrest:T2", "its trigger"),
        ("arrest:T1", "kill:T1", "not declared"),
        ("agent:T2", "agent:T9", "there is no T9"),
        ("agent:T2", "agent:E1", "does not take"),
        ("agent:T2", "place:T2", "a role that is not declared"),
        ("agent:T2", "agent:T2 agent2:T3", "more often"),
        ("patient:T3", "patient:T3 patient:T2", "numbered through"),
        ("Status E1 denied", "Status E1 unsure", "a value"),
        ("Status E1", "Status E2", "of no event"),
        ("Notes E1", "Notes E2", "of nothing"),
        ("#1\t", "R1\t", "unknown kind"),
    ] {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good, "{from}");
        let found = problems(TEXT, &bad, &allowed);
        assert!(found.iter().any(|problem| problem.contains(what)), "{to}: {found:?}");
    }
    assert!(Configuration::read("[entities]\nMention\n").is_err());
    assert!(Configuration::read(&CONF.replace("Mention\n\n", "Mention\nMention\n\n")).is_err());
}
