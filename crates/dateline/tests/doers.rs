//! Who did it to whom, where the grammar or the story says it and no rule does.

mod common;

use common::{ENGINE, thursday_article};

/// `type | agent | patient` of every event.
fn told(text: &str) -> Vec<String> {
    let found = ENGINE.core().extract(&thursday_article(text));
    let words = |event: &dateline::Event, role: &str| {
        let fillers = event.roles.get(role).into_iter().flatten();
        let all: Vec<&str> = fillers.map(|f| f.text.as_str()).collect();
        if all.is_empty() { "–".to_owned() } else { all.join(", ") }
    };
    let line =
        |event: &dateline::Event| format!("{} | {} | {}", event.kind, words(event, "agent"), words(event, "patient"));
    found.events.iter().map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "\n{text}");
}

#[test]
fn relative_clauses_need_no_pronoun() {
    check(
        "The men the army arrested in Kut were freed on Tuesday.",
        &["arrest | the army | The men", "release | – | The men"],
    );
    check(
        "The court freed a man the police arrested in Kut.",
        &["release | The court | a man", "arrest | the police | a man"],
    );
    check(
        "Relatives of the men the army arrested in Kut protested on Monday.",
        &["arrest | the army | the men", "protest | Relatives of the men | –"],
    );
    check("He told reporters the army arrested two men.", &["arrest | the army | two men"]);
}

#[test]
fn who_falls_in_a_fight_falls_by_the_other_side() {
    check(
        "Three ISIS fighters were killed in a shootout with police in Kut.",
        &["kill | police | Three ISIS fighters", "clash | Three ISIS fighters | police"],
    );
    check(
        "Two civilians were killed in clashes with the army in Kut.",
        &["kill | – | Two civilians", "clash | – | the army"],
    );
}

#[test]
fn who_falls_upon_an_assault_falls_by_its_hand() {
    check(
        "Two policemen were killed when gunmen opened fire on their patrol.",
        &["kill | gunmen | Two policemen", "attack | gunmen | their patrol"],
    );
    check(
        "Three militants were killed when they attacked a checkpoint.",
        &["kill | – | Three militants", "attack | they | a checkpoint"],
    );
    check(
        "Five soldiers were wounded when the army shelled the hill.",
        &["injure | – | Five soldiers", "shelling | the army | the hill"],
    );
}

#[test]
fn prisoners_are_those_who_are_taken() {
    check("The militants took 12 soldiers prisoner.", &["kidnapping | The militants | 12 soldiers"]);
}
