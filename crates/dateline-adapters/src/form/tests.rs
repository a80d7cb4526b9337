//! The head language from text to match.

use std::fmt::Write;

use dateline_core::pack;
use proptest::prelude::*;

use super::ast::{Class, Field, Node, NodeKind, Times};
use super::class::Scene;
use super::{Forms, Program, compile, parse, run};
use crate::date::Calendar;
use crate::houses::Houses;
use crate::lines::lines;

fn with_scene<T>(text: &str, use_it: impl FnOnce(Scene<'_>) -> T) -> T {
    let names = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let months = vec![names("January Jan"), names("February Feb"), names("March")];
    let mut calendar = Calendar::default();
    calendar.add(&pack::Calendar { months, weekdays: names("Monday Tuesday") });
    let mut houses = Houses::default();
    houses.add("Example Wire", 0);
    houses.add("Example", 1);
    // A form that begins with any words may be looked for anywhere.
    let starts: Vec<_> = (0..text.len()).collect();
    let (mentions, _) = houses.mentions(text);
    use_it(Scene {
        calendar: &calendar,
        memo: &super::Memo::default(),
        mentions: &mentions,
        starts: &starts,
        lines: &lines(text),
        own: None,
    })
}

/// What the form matches at the beginning of the text, with its captures; `-` when it does not.
fn matched(form: &str, text: &str) -> String {
    let (node, problems) = parse::parse(form);
    assert_eq!(problems, [], "{form}");
    let program = compile::compile(&node.expect("a form without problems is read")).expect("the form compiles");
    with_scene(text, |scene| match run::run(&program, text, 0, scene) {
        None => "-".to_owned(),
        Some(found) => {
            let mut out = text[..found.end].to_owned();
            for field in Field::ALL {
                if let Some(span) = found.field(*field, text) {
                    write!(out, " {}={}", field.name(), span.slice(text)).expect("a string takes it");
                }
            }
            out
        }
    })
}

fn check(form: &str, text: &str, expected: &str) {
    assert_eq!(matched(form, text), expected, "{form} on {text:?}");
}

#[test]
fn literals_are_flexible_in_white_space_and_strict_in_case() {
    check(r#""Example Wire" "/""#, "Example\u{a0} Wire/ Police said", "Example\u{a0} Wire/");
    check(r#""Example Wire" "/""#, "Example Wire / Police", "Example Wire /");
    check(r#""Example Wire""#, "example wire", "-");
    check(r#""Example Wire"i"#, "EXAMPLE wire", "EXAMPLE wire");
    check(r#""comment""#, "comments", "-");
    check(r#""say \"so\"""#, "say \"so\" now", "say \"so\"");
}

#[test]
fn datelines() {
    let form = r#"@dateline:<place> ("," <place>)? ("," (@published:<date> | <month-day>))? ("(" <house> ")")? <dash>"#;
    check(form, "BAGHDAD, Jan. 10 (Example) -- Two", "BAGHDAD, Jan. 10 (Example) -- dateline=BAGHDAD");
    check(form, "AMMAN/PARIS, 3 FEB 88 – A", "AMMAN/PARIS, 3 FEB 88 – dateline=AMMAN/PARIS published=3 FEB 88");
    check(form, "Deir ez-Zor, Syria (Example Wire) — A", "Deir ez-Zor, Syria (Example Wire) — dateline=Deir ez-Zor");
    check(form, "Provinces- Units", "Provinces- dateline=Provinces");
    check(form, "two men - one", "-");
    check(form, "Baghdad police said", "-");
}

#[test]
fn lines_and_their_ends() {
    check(
        "\"Category:\" <line> newline @published:<datetime>",
        "Category: Iraq News\r\n\r\n2018-02-17T09:12:41+0000\nA",
        "Category: Iraq News\r\n\r\n2018-02-17T09:12:41+0000 published=2018-02-17T09:12:41+0000",
    );
    check(
        "\"By\" @byline:<name> newline",
        "By A. B. Karim al-Hadi\nBaghdad",
        "By A. B. Karim al-Hadi\n byline=A. B. Karim al-Hadi",
    );
    check("\"By\" @byline:<name> newline", "By Karim said so", "-");
    check("newline", "\n\n\nrest", "\n\n\n");
    check("newline", " ", " ");
    check("<words> \"(Photo\"", "A car in (the) street (Photo: Press)", "A car in (the) street (Photo");
    check("<code> <paren>?", "DEV-X-0001 (NOSC\nX) rest", "DEV-X-0001 (NOSC\nX)");
    check("<slug> newline", "rudaw", "rudaw");
    check("<slug> newline", "Rudaw", "-");
}

#[test]
fn branches_in_order_and_captures_of_the_branch_taken() {
    check("@headline:<place> \"!\" | @byline:<place> \"?\"", "Mosul?", "Mosul? byline=Mosul");
    check("(@stamp:<isodate>)+", "2024-01-01 2024-02-02 x", "2024-01-01 2024-02-02 stamp=2024-02-02");
    check("(\"a\" | \"b\")* \"c\"", "a b a c", "a b a c");
}

#[test]
fn work_is_bounded() {
    let form = "(<words> (<words> (<words> (<words> \"x\")+)+)+)+ \"!\"";
    check(form, &"x ".repeat(400), "-");
}

/// The places and codes of the mistakes in a form.
fn mistakes(form: &str) -> Vec<(&'static str, &str)> {
    let (node, mut problems) = parse::parse(form);
    if let Some(node) = node {
        problems.extend(compile::compile(&node).err().into_iter().flatten());
    }
    problems.into_iter().map(|problem| (problem.code, &form[problem.span])).collect()
}

#[test]
fn every_mistake_is_found_at_its_place() {
    let check = |form: &str, expected: &[(&str, &str)]| assert_eq!(mistakes(form), expected, "{form}");
    check(
        "<plaec> @datelin:<place> oops",
        &[("unknown-class", "plaec"), ("unknown-capture", "datelin"), ("bad-part", "oops")],
    );
    check("\"a\" (<place>", &[("open-group", "(<place>")]);
    check("\"a\" ) <place", &[("unopened", ")"), ("open-class", "<place")]);
    check("\"abc", &[("open-literal", "\"abc")]);
    check("\"a\" | | \"b\"", &[("empty-branch", "")]);
    check("()", &[("empty-group", "()")]);
    check("\"  \"", &[("empty-literal", "\"  \"")]);
    check("@byline <place>", &[("no-colon", "@byline")]);
    check("@byline: <place>", &[("no-part", "@byline:")]);
    check("\"a\"? <place>*", &[("matches-nothing", "\"a\"? <place>*")]);
    check("(\"a\"?)+ \"b\"", &[("idle-loop", "(\"a\"?)+")]);
    check("<line> newline*", &[("idle-loop", "newline*")]);
    check("", &[("empty-form", "")]);
}

fn nodes() -> impl Strategy<Value = Node> {
    let node = |kind| Node { kind, span: 0..0 };
    let leaf = prop_oneof![
        ("[a-zé\"\\\\ ]{0,6}[a-z(]", any::<bool>())
            .prop_map(move |(text, any_case)| node(NodeKind::Literal { text, any_case })),
        prop::sample::select(Class::ALL).prop_map(move |class| node(NodeKind::Class(class))),
        Just(node(NodeKind::Newline)),
    ];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let times = prop_oneof![Just(Times::Optional), Just(Times::Any), Just(Times::Some)];
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(move |parts| {
                // A sequence in a sequence prints as one.
                let flat = parts.into_iter().flat_map(|part| match part.kind {
                    NodeKind::Sequence(parts) => parts,
                    _ => vec![part],
                });
                node(NodeKind::Sequence(flat.collect()))
            }),
            prop::collection::vec(inner.clone(), 2..4).prop_map(move |parts| node(NodeKind::Either(parts))),
            (inner.clone(), times).prop_map(move |(part, times)| node(NodeKind::Repeat(Box::new(part), times))),
            (prop::sample::select(Field::ALL), inner)
                .prop_map(move |(field, part)| node(NodeKind::Capture(field, Box::new(part)))),
        ]
    })
}

proptest! {
    #[test]
    fn a_printed_form_reads_back(node in nodes()) {
        let printed = node.to_string();
        let (read, problems) = parse::parse(&printed);
        prop_assert_eq!(problems, vec![], "{}", printed);
        prop_assert_eq!(read, Some(node), "{}", printed);
    }

    #[test]
    fn no_text_breaks_the_grammar(form in "[\"<>()@|?*+a-z :\\\\é]{0,40}") {
        let (read, problems) = parse::parse(&form);
        prop_assert!(read.is_some() || !problems.is_empty());
        for problem in problems {
            prop_assert!(form.get(problem.span).is_some());
        }
    }

    #[test]
    fn no_text_breaks_the_matcher(node in nodes(), text in "\\PC{0,60}") {
        if let Ok(program) = compile::compile(&node) {
            with_scene(&text, |scene| {
                let found = run::run(&program, &text, 0, scene);
                prop_assert!(found.is_none_or(|found| text.get(..found.end).is_some() && found.end > 0));
                Ok(())
            })?;
        }
    }

    #[test]
    fn no_form_is_left_untried_that_would_match(
        node in nodes(),
        text in texts(),
        own in prop::option::of(0..2_u16),
    ) {
        if let Ok(program) = compile::compile(&node) {
            with_scene(&text, |scene| {
                let mut forms = Forms::default();
                forms.add(&Program(program.clone().into()), own, ());
                let scene = Scene { own, ..scene };
                let alone = run::run(&program, &text, 0, scene).map(|found| found.end);
                prop_assert_eq!(forms.first(&text, 0, scene).map(|found| found.end), alone, "{} on {:?}", node, text);
                Ok(())
            })?;
        }
    }
}

/// Texts in which forms find something.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "Example Wire",
        "Example",
        "2024-01-02",
        "Jan. 3",
        "Baghdad",
        "AMMAN",
        " ",
        "\n",
        "(x)",
        "[X]",
        "–",
        "-",
        ",",
        "a",
        "b",
        "é",
        "12:30",
        "DEV-1",
        "/",
    ]);
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}
