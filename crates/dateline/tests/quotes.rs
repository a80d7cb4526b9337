//! What is said by whom, on sentences that show one way of saying it each.

use dateline::{Article, Block, BlockKind, ByteSpan, Engine};
use dateline_core::resolve::{Manner, attributions};

/// `speaker | cue | manner | piece … piece` of every attribution, a paragraph of the text a block.
fn said(text: &str) -> Vec<String> {
    let engine = Engine::builder().lenient().build().expect("the built-in packs build");
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        blocks.push(Block { kind: BlockKind::Paragraph, span: ByteSpan::new(start, start + paragraph.len()) });
        start += paragraph.len() + 2;
    }
    let article = Article {
        id: "test",
        text,
        url: None,
        outlet: None,
        country: None,
        published: None,
        headline: None,
        byline: None,
        dateline: None,
        blocks,
    };
    engine.core().trace(&article, |trace| {
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
