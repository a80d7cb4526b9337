//! Explanations of the built-in rules name the first thing that was missing.

use std::sync::LazyLock;

use dateline::{Article, BlockKind, Engine};
use dateline_devkit::{Explanation, Misfit, TriggerOutcome, explain, rules_named};

static ENGINE: LazyLock<Engine> =
    LazyLock::new(|| Engine::builder().lenient().build().expect("the built-in packs build"));

fn explained(rule: &str, text: &str) -> Explanation {
    let article = Article::of_one("text", text, BlockKind::Paragraph);
    let rule = rules_named(&ENGINE, rule);
    assert_eq!(rule.len(), 1, "{rule:?}");
    explain(&ENGINE, &article, Some(rule[0]))
}

#[test]
fn a_match_shows_its_roles_form_and_status() {
    let found = explained("arrest", "Police arrested four suspects in Mosul.");
    assert!(found.rule.is_some_and(|r| r.matched && r.reasons.is_empty()));
    let trigger = found.sentences[0].triggers.iter().find(|t| t.rule.ends_with("/arrest")).expect("tried");
    let TriggerOutcome::Mention(mention) = &trigger.outcome else { panic!("{trigger:?}") };
    assert_eq!((mention.form, mention.why.as_str()), ("active", "nothing says otherwise"));
    let filler = |role: &str| trigger.roles.iter().find(|r| r.role == role).and_then(|r| r.filler.as_deref());
    assert_eq!((filler("agent"), filler("patient")), (Some("Police"), Some("four suspects")));
    assert_eq!(mention.event, Some(found.extraction.events[0].clone()));
}

#[test]
fn a_missing_trigger_is_said() {
    let found = explained("arrest", "Two shells landed near the market.");
    let rule = found.rule.expect("asked for");
    assert!(!rule.matched);
    assert_eq!(rule.reasons, ["no trigger of the rule stands in the text"]);
}

#[test]
fn a_filler_of_the_wrong_type_is_shown_with_its_types() {
    let found = explained("arrest", "Police arrested three rifles.");
    let trigger = found.sentences[0].triggers.iter().find(|t| t.rule.ends_with("/arrest")).expect("tried");
    let TriggerOutcome::Stopped(reason) = &trigger.outcome else { panic!("{trigger:?}") };
    let expected =
        "“arrested” and agent matched; patient (armed-group, person, rank, title) expected, found “three rifles” at 16";
    assert_eq!(reason, expected);
    let patient = trigger.roles.iter().find(|r| r.role == "patient").expect("declared");
    let rifles = patient.found.iter().find(|m| m.text == "three rifles").expect("looked at");
    assert_eq!((rifles.place.as_str(), rifles.reason), ("object", Misfit::Type));
    assert!(rifles.types.iter().any(|t| t == "weapon"), "{:?}", rifles.types);
}

#[test]
fn every_form_says_how_far_it_came() {
    let found = explained("arrest", "Four suspects were arrested in Mosul, and no arrest was announced.");
    let forms = |number: usize| -> Vec<String> {
        let trigger = found.sentences[0].triggers.iter().filter(|t| t.rule.ends_with("/arrest")).nth(number);
        let shown = trigger.expect("tried").forms.iter().map(|f| {
            let end = if f.read { "read" } else { f.wants.unwrap_or("another goes before") };
            format!("{}: {}; {end}", f.form, f.held.join(", "))
        });
        shown.collect()
    };
    let verb = forms(0);
    assert_eq!(verb.len(), 14);
    assert_eq!(verb[0], "passive: a clause of its own, a passive verb, no quotation marks around it; read");
    assert!(verb.contains(&"active: a clause of its own; an active verb".to_owned()), "{verb:?}");
    assert!(verb.contains(&"relative.subject: ; a relative clause".to_owned()), "{verb:?}");
    assert_eq!(forms(1).len(), 10);
}

#[test]
fn a_trigger_without_its_second_part_is_told_apart() {
    let found = explained("claim", "The council claimed a share of the revenue.");
    let rule = found.rule.expect("asked for");
    assert!(
        !rule.matched && rule.reasons.iter().any(|r| r.contains("only with “responsibility")),
        "{:?}",
        rule.reasons
    );
}

#[test]
fn every_event_is_led_back_to_its_trigger() {
    for text in [
        "Officers arrested one suspect in Samarra and another in Balad.",
        "Three soldiers lost their lives and another was injured in an attack near Kirkuk, police said.",
    ] {
        let found = explained("arrest", text);
        assert!(!found.extraction.events.is_empty());
        for event in &found.extraction.events {
            let stories = found.stories(&event.id);
            assert_eq!(stories.len(), 1, "{}: {stories:?}", event.id);
            assert_eq!(&stories[0].event, event);
        }
    }
}

#[test]
fn a_document_is_shown_as_its_adapter_reads_it() {
    let text = "Police arrest a man\n\nBAGHDAD, Nov 20, 2024 (AFP) - Police in Mosul arrested a man on Monday.\n";
    let document = dateline::RawDocument::new("text", text);
    let article = explain(&ENGINE, &ENGINE.read(&document), None).article;
    assert_eq!((article.outlet.as_deref(), article.published.as_deref()), (Some("afp"), Some("2024-11-20")));
    let dateline = article.dateline.expect("it has one");
    assert_eq!((dateline.text.as_str(), dateline.span.start), ("BAGHDAD", 21));
    let kinds: Vec<&str> = article.blocks.iter().map(|block| block.kind.as_str()).collect();
    assert_eq!(kinds.first(), Some(&"headline"), "{kinds:?}");
}

#[test]
fn watching_changes_no_result() {
    let text = "Security forces killed two militants and arrested a third near Kirkuk on Sunday, an officer said.";
    let found = explained("kill", text);
    let document = dateline::RawDocument::new("text", text);
    let plain = ENGINE.core().extract(&ENGINE.read(&document));
    assert_eq!(found.extraction.events, plain.events);
}
