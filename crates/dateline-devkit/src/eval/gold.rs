//! Is gold written so that it can be compared? A key misspelt is a slot that nobody compares, and figures do not show it.
//!
//! Invariant: what passes here has an id, events, and no event with a key that the comparison does not know.

use dateline_core::pack::nearest;
use serde_json::Value;

use super::slots::Slot;

/// What an event of the gold says beside its slots.
const KEYS: [&str; 4] = ["type", "anchor", "alt", "optional"];

/// What is wrong with an article of the gold, in words.
pub fn gold_fault(article: &Value) -> Option<String> {
    if article.get("id").and_then(Value::as_str).is_none() {
        return Some("an article of the gold needs an `id`".to_owned());
    }
    let Some(events) = article.get("events").and_then(Value::as_array) else {
        return Some(
            "an article of the gold needs a list of `events`; an empty one says that it tells of none".to_owned(),
        );
    };
    let mut numbered = events.iter().zip(1..);
    numbered.find_map(|(event, number): (_, usize)| fault(event).map(|fault| format!("event {number}: {fault}")))
}

fn fault(event: &Value) -> Option<String> {
    let Some(keys) = event.as_object() else { return Some("is no object".to_owned()) };
    if event.get("type").and_then(Value::as_str).is_none() {
        return Some("needs a `type`".to_owned());
    }
    let slots = || Slot::ALL.into_iter().map(Slot::name);
    unknown(keys.keys(), "key", || KEYS.into_iter().chain(slots())).or_else(|| {
        let others = event.get("alt").and_then(Value::as_object)?;
        unknown(others.keys(), "slot", slots)
    })
}

fn unknown<'k, 'n, N: Iterator<Item = &'n str>>(
    mut keys: impl Iterator<Item = &'k String>,
    what: &str,
    known: impl Fn() -> N,
) -> Option<String> {
    let key = keys.find(|key| known().all(|name| name != key.as_str()))?;
    let near = nearest(key, known()).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Some(format!("there is no {what} `{key}`{near}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_nobody_would_compare_is_a_fault() {
        let check = |article: Value, expected: Option<&str>| assert_eq!(gold_fault(&article).as_deref(), expected);
        let with = |event: Value| json!({"id": "a", "headline": "x", "events": [{"type": "kill"}, event]});
        check(with(json!({"type": "arrest", "patient": null, "alt": {"agent": ["x"]}, "optional": true})), None);
        check(
            with(json!({"type": "arrest", "paitent": "x"})),
            Some("event 2: there is no key `paitent`; did you mean `patient`?"),
        );
        check(with(json!({"type": "arrest", "alt": {"actor": []}})), Some("event 2: there is no slot `actor`"));
        check(with(json!({"typ": "arrest"})), Some("event 2: needs a `type`"));
        check(json!({"events": []}), Some("an article of the gold needs an `id`"));
        assert!(gold_fault(&json!({"id": "a"})).is_some());
    }
}
