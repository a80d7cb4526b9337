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
fn who_does_one_thing_in_the_course_of_another_does_that_too() {
    check(
        "The army detained 16 suspects in raids on villages near Kut.",
        &["arrest | The army | 16 suspects", "raid | The army | villages"],
    );
    check(
        "The police arrested a suspect in the killing of two farmers.",
        &["arrest | The police | a suspect", "kill | – | two farmers"],
    );
}

#[test]
fn a_pattern_takes_its_verbs_doer() {
    check("A court in Munich has sent a woman to prison for nine years.", &["sentence | A court | a woman"]);
    check("She was bought out by relatives in May.", &["release | relatives | She"]);
}

#[test]
fn whoever_is_kept_from_a_deed_would_have_done_it() {
    check("The guards stopped two men from burning the house.", &["destruction | two men | the house"]);
    check("The tribe gave the police three days to hand over the killer.", &["handover | the police | the killer"]);
}

#[test]
fn prisoners_are_those_who_are_taken() {
    check("The militants took 12 soldiers prisoner.", &["kidnapping | The militants | 12 soldiers"]);
}

#[test]
fn whoever_blames_has_not_done_it() {
    check("The army blamed the killing of two farmers on gunmen from the hills.", &["kill | gunmen | two farmers"]);
    check("The killing of two farmers was attributed to gunmen.", &["kill | gunmen | two farmers"]);
    check("Police blamed the attack on poor lighting.", &[]);
}

#[test]
fn a_name_behind_identified_as_is_that_of_whom_it_is_told() {
    let found = ENGINE.core().extract(&thursday_article("A teacher, identified as Ahmed Salim, was murdered in Kut."));
    let patients = found.incidents.iter().filter_map(|incident| incident.roles.get("patient")).flatten();
    assert_eq!(patients.filter_map(|f| f.name.as_deref()).collect::<Vec<_>>(), ["Ahmed Salim"]);
}

#[test]
fn fighters_belong_to_the_body_behind_them() {
    let of = |text: &str| {
        let found = ENGINE.core().extract(&thursday_article(text));
        let agents = found.events.iter().filter_map(|event| event.roles.get("agent")).flatten();
        agents.map(|f| f.affiliation.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(of("A militant of ISIS killed two guards in Kut."), ["isis"]);
    assert_eq!(of("Two members of a cell of the PKK killed a guard in Kut."), ["pkk"]);
    assert_eq!(of("A suicide bomber from ISIS attacked a base in Kut."), ["isis"]);
    assert_eq!(of("A hostage of ISIS killed a guard in Kut."), [""]);
    assert_eq!(of("Gunmen from Syria killed a guard in Kut."), [""]);
}

#[test]
fn what_stands_apart_is_told_of_its_own() {
    check(
        "Forces conducted 41 operations, resulting in 11 militants killed and 29 detained.",
        &["raid | Forces | –", "kill | – | 11 militants", "arrest | – | 29"],
    );
    check(
        "In May, fighting between tribal gunmen and rebels in the town left nine people dead.",
        &["clash | tribal gunmen, rebels | –", "kill | tribal gunmen, rebels | nine people"],
    );
    check("Police said a fuel tank caught fire.", &["destruction | – | a fuel tank"]);
    check("Experts defused a bomb left near a school.", &["dismantle | Experts | a bomb"]);
    check(
        "Nine men were detained, and two rifles left at the scene were seized.",
        &["arrest | – | Nine men", "seizure | – | two rifles"],
    );
    check("Jets dropped at least a dozen 500-pound bombs on the town.", &["airstrike | Jets | the town"]);
    check("The police met the crowds of the protests that erupted in May.", &["protest | – | –"]);
    check("Nine suspects detained", &["arrest | – | Nine suspects"]);
}

#[test]
fn entries_that_count_by_a_noun_are_of_the_sort_told_before() {
    check(
        "Here is a regional distribution of ISIS operations:\n\nHoms desert: 28 operations left 14 fatalities.",
        &["attack | ISIS | –", "attack | ISIS | –", "kill | – | –"],
    );
    check("Homs desert: 28 operations left 14 fatalities.", &["raid | – | –", "kill | – | –"]);
}
