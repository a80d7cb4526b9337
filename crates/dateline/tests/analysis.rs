//! Who does what to whom: the groups at the verbs, on sentences that show one rule of the analysis each.

mod common;

use common::{ENGINE, article};
use dateline_core::analysis::model::{Analysis, GroupId, Relation, VerbGroup};
use dateline_core::compile::WordClass;

/// `verb | subject | object | by whom` of every verb.
fn arguments(text: &str) -> Vec<String> {
    ENGINE.core().trace_all(&article(text), |trace| {
        let analysis: &Analysis = trace.analysis;
        let words = |group: Option<GroupId>| {
            group.map_or("–", |g| analysis.span(analysis.group(g).tokens.clone()).slice(text))
        };
        let line = |verb: &VerbGroup| {
            let relative = match verb.relation {
                Relation::RelativeObject(group) => Some(group),
                _ => None,
            };
            let by = verb.preps.iter().find(|p| trace.ctx.program.grammar.is(p.word, WordClass::By));
            let head = analysis.span(verb.head..verb.head + 1).slice(text);
            format!(
                "{head} | {} | {} | {}",
                words(verb.subject),
                words(verb.object.or(relative)),
                words(by.map(|p| p.group))
            )
        };
        analysis.verbs.iter().map(line).collect()
    })
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(arguments(text), expected, "\n{text}");
}

#[test]
fn a_subject_may_stand_far_from_its_verb() {
    check("Five men, one of them a former guard, were held.", &["held | Five men | – | –"]);
    check("The mayor of the old town, a farmer, opened the bridge.", &["opened | The mayor | the bridge | –"]);
    check("After the flood, the mayor closed two roads.", &["closed | the mayor | two roads | –"]);
    check(
        "The mayor closed two roads and opened a bridge.",
        &["closed | The mayor | two roads | –", "opened | The mayor | a bridge | –"],
    );
}

#[test]
fn a_passive_names_who_did_it_behind_by() {
    check("Two roads were closed by the mayor on Friday.", &["closed | Two roads | – | the mayor"]);
    check(
        "The bridge built by the army was closed.",
        &["built | The bridge | – | the army", "closed | The bridge | – | –"],
    );
}

#[test]
fn a_relative_clause_takes_what_it_hangs_on() {
    check(
        "The engineer whom the mayor met left the town.",
        &["met | the mayor | The engineer | –", "left | The engineer | the town | –"],
    );
    check(
        "The mayor met an engineer who built bridges.",
        &["met | The mayor | an engineer | –", "built | an engineer | bridges | –"],
    );
}

#[test]
fn who_is_asked_does_what_is_asked() {
    check(
        "The mayor asked the engineers to close the bridge.",
        &["asked | The mayor | the engineers | –", "close | the engineers | the bridge | –"],
    );
    check("The mayor tried to close the bridge.", &["tried | The mayor | – | –", "close | The mayor | the bridge | –"]);
}

#[test]
fn who_acts_may_stand_behind_another_verb_or_preposition() {
    check(
        "The mayor waited for the engineers to leave the town.",
        &["waited | The mayor | – | –", "leave | the engineers | the town | –"],
    );
    check(
        "The mayor urged the engineers of the province to close the bridge.",
        &["urged | The mayor | the engineers | –", "close | the engineers | the bridge | –"],
    );
    check(
        "The mayor let the engineers close the bridge.",
        &["let | The mayor | the engineers | –", "close | the engineers | the bridge | –"],
    );
    check(
        "The day closed with Turkey opening the border.",
        &["closed | The day | – | –", "opening | Turkey | the border | –"],
    );
    check("To cross the river you must use the bridge.", &["cross | – | the river | –", "use | you | the bridge | –"]);
}

#[test]
fn a_time_or_pronoun_right_before_the_verb_is_not_its_subject() {
    check(
        "The bridge was shut, and the mayor himself opened the gate.",
        &["was | The bridge | – | –", "opened | the mayor | the gate | –"],
    );
    check(
        "The river froze, and the guards now hold the bridge.",
        &["froze | The river | – | –", "hold | the guards | the bridge | –"],
    );
    check(
        "The mayor closed the bridge, and his deputy (and brother) paid off the workers.",
        &["closed | The mayor | the bridge | –", "paid | his deputy | the workers | –"],
    );
}

#[test]
fn an_auxiliary_without_another_verb_takes_an_object() {
    check("The town had wider bridges.", &["had | The town | wider bridges | –"]);
    check("The guards do an excellent job.", &["do | The guards | an excellent job | –"]);
}

#[test]
fn verbs_with_a_comma_before_their_and_share_an_object() {
    check(
        "The mayor wants to paint, seal, and open the bridge.",
        &[
            "wants | The mayor | – | –",
            "paint | The mayor | the bridge | –",
            "seal | The mayor | the bridge | –",
            "open | The mayor | the bridge | –",
        ],
    );
    check("The sites, such as the bridge and the dam, were closed.", &["closed | The sites | – | –"]);
}

#[test]
fn participles_that_serve_as_prepositions_are_no_verbs() {
    check("Following a flood, the mayor closed the bridge.", &["closed | the mayor | the bridge | –"]);
}

#[test]
fn a_group_holds_its_whole_name_and_compound() {
    check("The mayor opened Harbour 2, a park.", &["opened | The mayor | Harbour 2 | –"]);
    check("The army gave hands-on training.", &["gave | The army | hands-on training | –"]);
    check("The mayor met Pius IX.", &["met | The mayor | Pius IX | –"]);
    check("The mayor praised both the engineer and the driver.", &["praised | The mayor | the engineer | –"]);
    check(
        "The council asked how many bridges were closed.",
        &["asked | The council | – | –", "closed | how many bridges | – | –"],
    );
    check(
        "The old bridge fell, and the new one holds two lanes.",
        &["fell | The old bridge | – | –", "holds | the new one | two lanes | –"],
    );
    check("All of those were closed by the mayor.", &["closed | All of those | – | the mayor"]);
}

#[test]
fn what_a_clause_without_a_pronoun_tells_of_is_its_object() {
    check(
        "The plan is aimed at removing any doubts the council could have.",
        &["aimed | The plan | – | –", "removing | The plan | any doubts | –", "have | the council | any doubts | –"],
    );
}

#[test]
fn a_relative_clause_tells_of_the_deed_and_not_of_its_place() {
    check(
        "Gunmen carried out two attacks in Kirkuk and Diyala that killed and wounded 30 people.",
        &[
            "carried | Gunmen | two attacks | –",
            "killed | two attacks | 30 people | –",
            "wounded | two attacks | 30 people | –",
        ],
    );
    check(
        "The army holds the camp near the town that was lost in May.",
        &["holds | The army | the camp | –", "lost | the town | – | –"],
    );
}

#[test]
fn several_who_are_told_of_behind_a_verb_of_saying_are_one_subject() {
    check(
        "The mayor said two farmers and a guard were held.",
        &["said | The mayor | – | –", "held | two farmers | – | –"],
    );
    check(
        "The mayor said nothing and two guards went home.",
        &["said | The mayor | nothing | –", "went | two guards | – | –"],
    );
}

#[test]
fn how_some_were_left_is_no_clause_of_its_own() {
    check(
        "The flood left two farmers dead and a guard wounded on Monday.",
        &["left | The flood | two farmers | –", "wounded | a guard | – | –"],
    );
}

#[test]
fn a_verb_of_several_words_is_known_by_them() {
    check("Farmers set fire to a barn.", &["set | Farmers | a barn | –"]);
    check("Two horses were found in a barn and set free.", &["found | Two horses | – | –", "set | Two horses | – | –"]);
}

#[test]
fn a_past_form_with_a_subject_of_its_own_is_no_participle() {
    check(
        "Two men were hurt as security forces opened fire on a crowd.",
        &["hurt | Two men | – | –", "opened | security forces | – | –"],
    );
    check(
        "Troops raided the town, killing eight, and police detained 14 people.",
        &["raided | Troops | the town | –", "killing | Troops | eight | –", "detained | police | 14 people | –"],
    );
    check("He was seen as a man accused of theft.", &["seen | He | – | –", "accused | a man | theft | –"]);
}

#[test]
fn verbs_in_a_row_have_one_subject() {
    check(
        "It came in April, when gunmen stormed the town, robbed a bank and fled.",
        &[
            "came | It | – | –",
            "stormed | gunmen | the town | –",
            "robbed | gunmen | a bank | –",
            "fled | gunmen | – | –",
        ],
    );
    check(
        "By morning they had taken two men and seized eight rifles.",
        &["taken | they | two men | –", "seized | they | eight rifles | –"],
    );
}

#[test]
fn an_aside_does_not_part_a_verb_from_its_subject() {
    check("The army, with air support, drove the group from the town.", &["drove | The army | the group | –"]);
    check(
        "The group has since early August blockaded the town.",
        &["has | The group | – | –", "blockaded | The group | the town | –"],
    );
    check(
        "The Union, an umbrella group that includes the party, closed two roads.",
        &["includes | an umbrella group | the party | –", "closed | The Union | two roads | –"],
    );
    check(
        "Helicopters struck two boats used to cross the river, sinking them.",
        &[
            "struck | Helicopters | two boats | –",
            "used | two boats | – | –",
            "cross | two boats | the river | –",
            "sinking | Helicopters | them | –",
        ],
    );
}

#[test]
fn a_speaker_may_stand_behind_the_report() {
    check(
        "Two roads were closed, said a police lieutenant colonel, who gave no name.",
        &[
            "closed | Two roads | – | –",
            "said | a police lieutenant colonel | – | –",
            "gave | a police lieutenant colonel | no name | –",
        ],
    );
}
