//! What is said by whom, on sentences that show one way of saying it each.

mod common;

use common::{ENGINE, article};
use dateline_core::resolve::{Manner, attributions};

/// `speaker | cue | manner | piece … piece` of every attribution, a paragraph of the text a block.
fn said(text: &str) -> Vec<String> {
    let article = article(text);
    ENGINE.core().trace(&article, |trace| {
        let all = attributions(trace.ctx, &article, trace.analysis);
        let line = |a: &dateline_core::resolve::Attribution| {
            let speaker =
                a.speaker.map_or("–", |g| trace.analysis.span(trace.analysis.group(g).tokens.clone()).slice(text));
            let manner = match a.manner {
                Manner::Direct => "direct",
                Manner::Indirect => "indirect",
                Manner::Mixed => "mixed",
            };
            let content: Vec<&str> = a.content.iter().map(|c| c.slice(text)).collect();
            format!("{speaker} | {} | {manner} | {}", a.cue.slice(text), content.join(" … "))
        };
        all.iter().map(line).collect()
    })
}

#[test]
fn attributions_have_content_source_and_manner() {
    let check = |text: &str, expected: &[&str]| assert_eq!(said(text), expected, "{text}");
    check("The governor said that two roads were closed.", &["The governor | said | indirect | two roads were closed"]);
    check("The roads were closed, the governor said.", &["the governor | said | indirect | The roads were closed"]);
    check("“We lost two cars,” said Mayor Salim Haddad.", &["Mayor Salim Haddad | said | direct | We lost two cars"]);
    check(
        "The governor said the road was “closed for now” after the flood.",
        &["The governor | said | mixed | the road was “closed for now” after the flood"],
    );
    check(
        "“We lost two cars,” the driver said. “Nobody helped us that night.”",
        &["the driver | said | direct | We lost two cars … Nobody helped us that night"],
    );
    check(
        "According to the ministry, two roads were closed.",
        &["the ministry | According to | indirect | two roads were closed"],
    );
    check(
        "Two roads were closed, according to the ministry of transport.",
        &["the ministry | according to | indirect | Two roads were closed"],
    );
    check(
        "The governor said: “We closed two roads.\n\n“We will open them on Friday.”\n\nThe river fell.",
        &["The governor | said | direct | We closed two roads … We will open them on Friday"],
    );
    check(
        "The governor said: “We closed two roads.\n\nThe river fell.",
        &["The governor | said | direct | We closed two roads"],
    );
    check("The river fell. Two roads were opened.", &[]);
}

#[test]
fn quotations_belong_to_whom_the_report_beside_them_names() {
    let check = |text: &str, expected: &[&str]| assert_eq!(said(text), expected, "{text}");
    // What is reported inside a quotation stays inside its sentence.
    check(
        "The driver told the paper, “We waited for an hour. I think nobody came.”",
        &[
            "The driver | told | direct | We waited for an hour. I think nobody came",
            "I | think | direct | nobody came",
        ],
    );
    // A sentence that reports something itself leaves the quotation before it alone.
    check(
        "“We lost two cars,” the driver said. “Nobody helped us.” He recalled that the road was closed.",
        &[
            "the driver | said | direct | We lost two cars … Nobody helped us",
            "He | recalled | indirect | the road was closed",
        ],
    );
    // The name before its description, and no word that only points.
    check(
        "Salim Haddad, editor at large, said the road was closed.",
        &["Salim Haddad | said | indirect | the road was closed"],
    );
    check(
        "The council follows a rule which, according to the ministry, the court has rejected.",
        &["the ministry | according to | indirect | the court has rejected"],
    );
}

#[test]
fn credits_and_signatures_name_the_source_of_their_paragraph() {
    let check = |text: &str, expected: &[&str]| assert_eq!(said(text), expected, "{text}");
    check(
        "Soldiers near a bridge on Friday. Image: Jane Roe.",
        &["Jane Roe | Image: | indirect | Soldiers near a bridge on Friday"],
    );
    check(
        "“A long war is nobody's victory.” — Jane Roe\n\nThe river fell.",
        &["Jane Roe | — | direct | A long war is nobody's victory"],
    );
    check(
        "This was a hard choice for all of us. Jane Roe, governor of the province",
        &["Jane Roe | Jane Roe | indirect | This was a hard choice for all of us"],
    );
    // A dash or a colon inside a sentence signs nothing.
    check("The picture shows a bridge - Jane Roe crossed it.", &[]);
    check("The prize went to one photographer: Jane Roe.", &[]);
}
