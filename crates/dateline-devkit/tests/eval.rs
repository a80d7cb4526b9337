//! The figures of five articles, worked out apart from this code from the description of the method, are met to the
//! digit: `eval/found.jsonl` is what some state of the rules found, and stays as it is.

use std::collections::BTreeMap;

use dateline_devkit::{Figures, Row, evaluate};
use dateline_model::Extraction;
use serde_json::{Value, json};

fn lines<T: serde::de::DeserializeOwned>(text: &str) -> Vec<T> {
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON of its type")).collect()
}

fn figures() -> Figures {
    let found: Vec<Extraction> = lines(include_str!("eval/found.jsonl"));
    let found: BTreeMap<String, Extraction> = found.into_iter().map(|f| (f.id.clone(), f)).collect();
    evaluate(&lines::<Value>(include_str!("eval/gold.jsonl")), &found)
}

/// Shares to the tenth of a per cent, as they are printed.
fn row(row: &Row) -> Value {
    let tenth = |share: f64| format!("{share:.1}").parse::<f64>().expect("a number");
    json!({
        "p": tenth(row.precision), "r": tenth(row.recall), "f1": tenth(row.f1),
        "tp": row.right, "fp": row.extra, "fn": row.missed,
    })
}

#[test]
fn the_figures_are_those_of_the_method() {
    let figures = figures();
    let expected: Value = serde_json::from_str(include_str!("eval/figures.json")).expect("the figures are JSON");
    assert_eq!(row(&figures.detection), expected["detection"]["strict"]);
    assert_eq!(row(&figures.lenient), expected["detection"]["lenient"]);
    let types: serde_json::Map<String, Value> =
        figures.by_type.iter().map(|(kind, figures)| (kind.clone(), row(figures))).collect();
    assert_eq!(Value::Object(types), expected["by_type"]);
    let slots: serde_json::Map<String, Value> =
        figures.by_slot.iter().map(|(slot, figures)| (slot.name().to_owned(), row(figures))).collect();
    assert_eq!(Value::Object(slots), expected["slots"]);
    assert_eq!(row(&figures.slots), expected["all_slots"]);
    assert_eq!(
        json!([figures.whole.0, figures.whole.1]),
        json!([expected["whole_events"]["right"], expected["whole_events"]["of"]])
    );
    assert_eq!(
        json!([figures.entities.0, figures.entities.1]),
        json!([expected["entities"]["found"], expected["entities"]["of"]])
    );
    assert_eq!(json!(figures.missing), expected["missing"]);
}

#[test]
fn what_is_found_with_itself_as_gold_is_all_right() {
    let found: Vec<Extraction> = lines(include_str!("eval/found.jsonl"));
    let text = |fillers: Option<&Vec<dateline_model::Filler>>| fillers.and_then(|f| f.first()).map(|f| f.text.clone());
    let gold: Vec<Value> = found
        .iter()
        .map(|article| {
            let event = |i: &dateline_model::Incident| {
                let trigger = article.events.iter().find(|e| e.id == i.events[0]).map(|e| e.trigger.text.clone());
                json!({
                    "type": i.kind, "anchor": trigger, "agent": text(i.roles.get("agent")),
                    "patient": text(i.roles.get("patient")), "status": i.status, "aggregate": i.aggregate,
                    "count": i.count.as_ref().map(|c| json!({ "min": c.min, "max": c.max })),
                })
            };
            json!({ "id": article.id, "events": article.incidents.iter().map(event).collect::<Vec<_>>() })
        })
        .collect();
    let found: BTreeMap<String, Extraction> = found.into_iter().map(|f| (f.id.clone(), f)).collect();
    let figures = evaluate(&gold, &found);
    assert_eq!((figures.detection.extra, figures.detection.missed), (0, 0));
    assert!(figures.detection.right > 20);
}
