//! What is counted where, and that all tables have one sum.
#![expect(clippy::unwrap_used, reason = "a fixture that is not what it says is a failed test")]

use dateline_link::{Period, Rows, Tally, TallyOptions};
use dateline_model::Status;
use serde_json::{Value, json};

fn incident(kind: &str, status: &str, day: Option<&str>, place: Option<(&str, &[&str], &str)>) -> Value {
    let place = place.map(|(name, within, precision)| {
        json!([{"entity": null, "span": [0, 1], "text": name, "name": name, "kb": name, "within": within, "precision": precision}])
    });
    let roles = place.map_or(json!({}), |place| json!({"place": place}));
    let time = day.map(|day| json!({"start": day, "end": day, "basis": "explicit"}));
    json!({"id": "i0", "type": kind, "events": [], "roles": roles, "count": null, "time": time, "source": null,
           "status": status, "aggregate": false, "claims": [], "conflict": false})
}

fn lines() -> String {
    let mosul = ("Mosul", &["Nineveh", "Iraq"][..], "town");
    let incidents = [
        incident("arrest", "reported", Some("2024-12-30"), Some(mosul)),
        incident("arrest", "claimed", Some("2025-01-05"), Some(("Nineveh", &["Iraq"], "admin1"))),
        incident("kill", "reported", Some("2025-01-06"), Some(("Raqqa", &["Syria"], "town"))),
        incident("kill", "background", None, Some(("Iraq", &[], "country"))),
        incident("airstrike", "reported", Some("2025-03-03"), None),
        incident("raid", "reported", Some("2025-03-03"), Some(("Syrian Desert", &["Syria"], "area"))),
    ];
    let mut toll = incident("kill", "reported", Some("2024-01-01"), None);
    toll["aggregate"] = json!(true);
    let article =
        |incidents: Value, copy: Value| json!({"schema": "dateline/1", "incidents": incidents, "copy_of": copy});
    let all: Vec<Value> = incidents.iter().cloned().chain([toll]).collect();
    let copy = article(json!([incidents[0]]), json!({"id": "a", "similarity": 1.0}));
    format!("{}\n{copy}\n", article(json!(all), Value::Null))
}

fn tally(options: TallyOptions) -> Tally {
    let mut tally = Tally::new(options);
    tally.read("lines", lines().as_bytes()).unwrap();
    tally
}

fn rows(rows: &Rows) -> Vec<String> {
    let line = |(name, numbers): &(String, Vec<u64>)| {
        format!("{name} {}", numbers.iter().map(u64::to_string).collect::<Vec<_>>().join(" "))
    };
    std::iter::once(rows.head.join(" ")).chain(rows.rows.iter().map(line)).collect()
}

#[test]
fn every_table_has_the_same_sum_and_shows_what_is_unknown() {
    let tally = tally(TallyOptions::default());
    assert_eq!(
        rows(&tally.kinds()),
        [
            "type all reported claimed background",
            "arrest 2 1 1 0",
            "kill 2 1 0 1",
            "airstrike 1 1 0 0",
            "raid 1 1 0 0",
            "all 6 4 1 1"
        ]
    );
    assert_eq!(
        rows(&tally.provinces()),
        [
            "province all",
            "Iraq: Nineveh 2",
            "Syria: Raqqa 1",
            "Iraq: province unknown 1",
            "Syria: province unknown 1",
            "place unknown 1",
            "all 6"
        ]
    );
    // The first of January 2025 lies in the week that began in December.
    assert_eq!(
        rows(&tally.periods(2)),
        [
            "week all arrest kill other",
            "2025-W01 (2024-12-30) 2 2 0 0",
            "2025-W02 (2025-01-06) 1 0 1 0",
            "7 without any 0 0 0 0",
            "2025-W10 (2025-03-03) 2 0 0 2",
            "day unknown 1 0 1 0",
            "all 6 2 2 2"
        ]
    );
    assert_eq!(
        tally.counted(),
        "6 incidents in 2 lines; 1 of articles that are copies left out; 1 tolls over a period left out"
    );
}

#[test]
fn what_is_asked_for_is_counted() {
    let options = TallyOptions {
        copies: true,
        statuses: vec![Status::Reported],
        kinds: vec!["arrest".to_owned()],
        period: Period::Month,
    };
    let tally = tally(options);
    assert_eq!(rows(&tally.periods(6)), ["month all arrest", "2024-12 2 2", "all 2 2"]);
    assert_eq!(
        tally.counted(),
        "2 incidents in 2 lines; 1 tolls over a period left out; 5 of other types or statuses left out"
    );
}

#[test]
fn a_table_is_aligned_and_what_is_there_shows() {
    let table = tally(TallyOptions { period: Period::Month, ..TallyOptions::default() }).periods(1).shown(4);
    let expected = "month        all  arrest  other\n\
                    2024-12        1       1      0  ▇▇\n\
                    2025-01        2       1      1  ▇▇▇▇\n\
                    2025-02        0       0      0\n\
                    2025-03        2       0      2  ▇▇▇▇\n\
                    day unknown    1       0      1  ▇▇\n\
                    all            6       2      4\n";
    assert_eq!(table, expected);
}
