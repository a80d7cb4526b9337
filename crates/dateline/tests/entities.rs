//! Which names of an article are one person, body or place.

mod common;

use common::{ENGINE, article};
use dateline_core::resolve::named_places;

/// The mentions of every entity that is named twice or more.
fn linked(text: &str) -> Vec<String> {
    let found = ENGINE.core().extract(&article(text));
    let several = found.entities.iter().filter(|e| e.mentions.len() > 1);
    several.map(|e| e.mentions.iter().map(|m| m.text.as_str()).collect::<Vec<_>>().join(" = ")).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(linked(text), expected, "\n{text}");
}

#[test]
fn a_surname_stands_for_the_person_named_in_full() {
    check("Police arrested Salim Haddad. Haddad denied it.", &["Salim Haddad = Haddad"]);
    check("Police arrested Salim Haddad. Hadad denied it.", &["Salim Haddad = Hadad"]);
    // An initial is no name, and a name of other consonants another man's.
    check("Police arrested Salim H. Karam. Hanna denied it.", &[]);
    check("Police arrested Salim Haddad. Haddam denied it.", &[]);
}

#[test]
fn a_surname_of_several_is_his_who_is_spoken_of() {
    check(
        "Police arrested Salim Haddad. Haddad, son of Nadim Haddad, denied it. Haddad was tried.",
        &["Salim Haddad = Haddad = Haddad"],
    );
}

#[test]
fn an_acronym_stands_for_the_name_it_was_introduced_behind() {
    check(
        "The Northern Farmers' Union (NFU) met on Friday. On Sunday the NFU named a speaker.",
        &["Northern Farmers' Union = NFU = NFU"],
    );
}

#[test]
fn countries_in_a_list_are_no_provinces_of_their_neighbours() {
    let text = "The flood reached Benin, Guinea, Niger, Nigeria and Togo.";
    let article = article(text);
    let levels = ENGINE.core().trace(&article, |trace| {
        let places = named_places(trace.ctx, &article, trace.analysis);
        let level = |e| trace.ctx.program.entry(e).level.map(dateline_core::compile::Level::name);
        places.iter().map(|p| p.entry.and_then(level)).collect::<Vec<_>>()
    });
    assert_eq!(levels, [Some("country"); 5]);
}
