//! What the compiler says of patterns that can be read and are wrong, and which words patterns need.

use std::fmt::Write;

use super::*;
use crate::extract::patterns::fake::World;
use crate::pack::Spot;
use crate::pack::pattern::tests::render;

fn mistakes_as(overlap: Overlap, patterns: &[&str]) -> String {
    let mut world = World::new();
    let mut shown = String::new();
    for pattern in patterns {
        let (program, found) = world.compile(pattern, overlap, &Macros::default());
        assert_eq!(program.is_some(), found.iter().all(|d| d.severity == Severity::Warning), "{pattern}");
        shown += &render(pattern, &found);
    }
    shown
}

fn mistakes(patterns: &[&str]) -> String {
    mistakes_as(Overlap::Longest, patterns)
}

#[test]
fn unknown_names() {
    insta::assert_snapshot!(mistakes(&[
        "[lex=citys & type=persn] @plce:place @agent:forse[entity=iq.mosull]",
        "[tag=NNX] [case=big] [group=nown] [group=verb & voice=pasive & tense=now & negated=maybe]",
        "[lemma=killed|kills] [word=killed] [type=/per.*/]",
        "<toll> $1 [lemma=$2]",
    ]), @r"
    [lex=citys & type=persn] @plce:place @agent:forse[entity=iq.mosull]
         ^^^^^ there is no lexicon `citys`: unknown [unknown-lexicon]
      help: known are cities, countries, groups, forces, people, arms
                      ^^^^^ there is no type `persn`: unknown [unknown-type]
      help: did you mean `person`?
                              ^^^^ there is no role `plce`: unknown [unknown-role]
      help: did you mean `place`?
                                                ^^^^^ there is no type `forse`: unknown [unknown-type]
      help: did you mean `force`?
                                                             ^^^^^^^^^ there is no entry `iq.mosull`: unknown [unknown-entity]
      help: did you mean `iq.mosul`?
    [tag=NNX] [case=big] [group=nown] [group=verb & voice=pasive & tense=now & negated=maybe]
         ^^^ there is no tag `NNX`: unknown [unknown-value]
      help: known are . ADJ ADP ADV AUX CC CCONJ CD DET DT EX FW HYPH IN INTJ JJ JJR JJS MD NN NNP NNPS NNS NOUN NUM PART PDT POS PRON PROPN PRP PRP$ PUNCT RB RBR RBS RP SCONJ SYM TO UH VB VBD VBG VBN VBP VBZ VERB WDT WP WP$ WRB X
                    ^^^ there is no case `big`: unknown [unknown-value]
      help: known are lower mixed title upper
                                ^^^^ there is no group `nown`: unknown [unknown-value]
      help: did you mean `noun`?
                                                          ^^^^^^ there is no voice `pasive`: unknown [unknown-value]
      help: did you mean `passive`?
                                                                         ^^^ there is no tense `now`: unknown [unknown-value]
      help: known are future past present
                                                                                       ^^^^^ there is no negated `maybe`: unknown [unknown-value]
      help: known are no yes
    [lemma=killed|kills] [word=killed] [type=/per.*/]
           ^^^^^^ `killed` is a form of `kill`: no base form [not-a-lemma]
      help: write lemma=kill, or word=killed for this form alone
                                             ^^^^^^^ `type` takes names alone: no name [bad-value]
      help: write the names with | between
    <toll> $1 [lemma=$2]
     ^^^^ there is no macro `toll`: unknown [unknown-macro]
           ^^ `$1` stands for nothing here: no macro [parameter-outside]
      help: parameters belong into the pattern of a macro
                     ^^ `$2` stands for nothing here: no macro [parameter-outside]
      help: parameters belong into the pattern of a macro
    ");
}

#[test]
fn a_form_where_a_base_form_belongs_is_a_warning() {
    let (program, found) = World::new().compile("[lemma=killed]", Overlap::Longest, &Macros::default());
    assert!(program.is_some());
    assert_eq!(found.iter().map(|d| (&*d.code, d.severity)).collect::<Vec<_>>(), [("not-a-lemma", Severity::Warning)]);
}

#[test]
fn every_mistake_of_one_pattern() {
    insta::assert_snapshot!(mistakes(&["a (b [lema=kill] [lex=nowhere] @agnt[tag=NN] /(/"]), @r"
    a (b [lema=kill] [lex=nowhere] @agnt[tag=NN] /(/
          ^^^^ `lema` is no attribute: unknown [unknown-attribute]
      help: did you mean `lemma`?
      ^ `)` is missing: opened here [unclosed]
      help: close it with `)`
                          ^^^^^^^ there is no lexicon `nowhere`: unknown [unknown-lexicon]
      help: known are cities, countries, groups, forces, people, arms
                                    ^^^^ there is no role `agnt`: unknown [unknown-role]
      help: did you mean `agent`?
                                                 ^^^ the regex cannot be used: unclosed group: this regex [bad-regex]
      help: a regex is about one word; \d, \w and . stand for plain letters and digits
    ");
}

#[test]
fn what_can_match_nothing_or_never() {
    insta::assert_snapshot!(mistakes(&[
        "a? b*",
        "(?= a)",
        "[tag=NN & tag=VB] [lemma=kill & lemma=die] [case=upper & !case=upper]",
        "a ^sentence b",
        "a $block b",
        "[lemma=die|die]",
        "killed | [tag=VBD & lemma=kill] | killed | [lemma=kill|wound] | [lemma=wound]",
        "a b | a [] | a c",
    ]), @r"
    a? b*
    ^^^^^ the pattern can match nothing: all of it may be missing [empty-pattern]
      help: make one of its parts necessary: remove a `?`, or write + for *
    (?= a)
    ^^^^^^ the pattern can match nothing: all of it may be missing [empty-pattern]
      help: make one of its parts necessary: remove a `?`, or write + for *
    [tag=NN & tag=VB] [lemma=kill & lemma=die] [case=upper & !case=upper]
    ^^^^^^^^^^^^^^^^^ no word can pass these tests: this step [never-matches]
      help: they exclude each other; join them by | where one is enough
                      ^^^^^^^^^^^^^^^^^^^^^^^^ no word can pass these tests: this step [never-matches]
      help: they exclude each other; join them by | where one is enough
                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ no word can pass these tests: this step [never-matches]
      help: they exclude each other; join them by | where one is enough
    a ^sentence b
      ^^^^^^^^^ no sentence starts inside a match: something stands before it [never-matches]
      help: a match never leaves its sentence
    a $block b
      ^^^^^^ no block ends inside a match: something stands behind it [never-matches]
      help: a match never leaves its sentence
    [lemma=die|die]
               ^^^ `die` stands there twice: the second time [unreachable-branch]
      help: remove it
    killed | [tag=VBD & lemma=kill] | killed | [lemma=kill|wound] | [lemma=wound]
                                      ^^^^^^ this branch is never needed: an earlier branch matches all that it matches [unreachable-branch]
      help: remove it
                                                                    ^^^^^^^^^^^^^ this branch is never needed: an earlier branch matches all that it matches [unreachable-branch]
      help: remove it
    a b | a [] | a c
                 ^^^ this branch is never needed: an earlier branch matches all that it matches [unreachable-branch]
      help: remove it
    ");
}

#[test]
fn groups_and_looks() {
    insta::assert_snapshot!(mistakes(&[
        "[head.type=person] [voice=passive] [!group=noun] [group=noun|verb]",
        "a (?= b*) (?= (?! c) d) (?<= e+) (?! ..{0,200} b ..{0,200}) (?= @agent[tag=NN])",
    ]), @r"
    [head.type=person] [voice=passive] [!group=noun] [group=noun|verb]
     ^^^^^^^^^^^^^^^^ `head.type` is about a group: no group here [no-group]
      help: say which in the same brackets: group=noun or group=verb
                        ^^^^^^^^^^^^^ `voice` is about a group: no group here [no-group]
      help: say which in the same brackets: group=noun or group=verb
                                         ^^^^^^^^^^ a step cannot be a group that it is not: negated [negative-group]
      help: write (?! [group=…]) before the step
                                                      ^^^^^^^^^^^^^^^ a step is one kind of group: two kinds [never-matches]
      help: write [group=noun] | [group=verb]
    a (?= b*) (?= (?! c) d) (?<= e+) (?! ..{0,200} b ..{0,200}) (?= @agent[tag=NN])
      ^^^^^^^ the look around can be content with nothing: always so [empty-look]
      help: make one of its parts necessary
                  ^^^^^^ a look around stands in another: inside another [nested-look]
      help: put them side by side
                            ^^^^^^^^ the look behind must have an end: it can grow without limit [unbounded-look]
      help: write {0,8} for *, {1,8} for +
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ the look ahead must have an end: it can grow without limit [unbounded-look]
      help: write {0,8} for *, {1,8} for +
                                                                    ^^^^^^^^^^^^^^ a look around cannot capture: captured [capture-in-look]
      help: what is captured must be part of the match
    ");
}

#[test]
fn regexes_and_sizes() {
    insta::assert_snapshot!(mistakes(&["/a(/ [word=/(?:a{100}){100}/]", "((a{200}){200}){200}", "(a b){255}{200} c", "((a b){200} | c){9}"]), @r"
    /a(/ [word=/(?:a{100}){100}/]
    ^^^^ the regex cannot be used: unclosed group: this regex [bad-regex]
      help: a regex is about one word; \d, \w and . stand for plain letters and digits
               ^^^^^^^^^^^^^^^^^ the regex cannot be used: it is too large: this regex [bad-regex]
      help: a regex is about one word; \d, \w and . stand for plain letters and digits
    ((a{200}){200}){200}
    ^^^^^^^^^^^^^^^^^^^^ the pattern needs more than a million states; 2000 are allowed: this pattern [too-many-states]
      help: lower the counts, or split it into several rules
    (a b){255}{200} c
              ^^^^^ two quantifiers stand together: the second one [double-quantifier]
      help: keep one, or put brackets around the first with what it repeats
    ((a b){200} | c){9}
    ^^^^^^^^^^^^^^^^^^^ the pattern needs 3645 states; 2000 are allowed: this pattern [too-many-states]
      help: lower the counts, or split it into several rules
    ");
    insta::assert_snapshot!(mistakes_as(Overlap::All, &["a+ b", "a{1,255} b{1,255}", "a{1,8} b"]), @r"
    a+ b
    ^^^^ a pattern of which every match is wanted must have an end: it can grow without limit [unbounded-all]
      help: write {0,8} for *, {1,8} for +; or another `overlap`
    a{1,255} b{1,255}
    ^^^^^^^^^^^^^^^^^ a pattern of which every match is wanted must have an end: it can grow without limit [unbounded-all]
      help: write {0,8} for *, {1,8} for +; or another `overlap`
    a{1,8} b
    ");
}

#[test]
fn macros() {
    let sources = [
        ("toll", "[lemma=toll] <rises $1> to $2"),
        ("rises", "[lemma=$1]"),
        ("loop", "a <loop>"),
        ("one", "<two>"),
        ("two", "<one>"),
        ("bad", "a ("),
        ("calls-bad", "<bad>"),
        ("typo", "<tol a b>"),
        ("few", "<toll a>"),
        ("toll", "again"),
    ];
    let sources = sources.map(|(name, text)| MacroSource {
        name,
        text,
        origin: Origin::whole(name, text),
        spot: Spot { file: "names".to_owned(), bytes: 0..0 },
    });
    let (macros, found) = Macros::new(sources);
    assert_eq!(macros.names().collect::<Vec<_>>(), ["rises", "toll"]);
    let mut shown = String::new();
    for d in &found {
        writeln!(shown, "{} {:?} {} [{}]", d.spot.file, d.spot.bytes, d.title, d.code).unwrap();
    }
    let mut world = World::new();
    for pattern in ["<toll rise>", "<toll (a b) c>", "<toll rise [lex=citys]>", "<tolls a b>", "<bad>"] {
        shown += &render(pattern, &world.compile(pattern, Overlap::Longest, &macros).1);
    }
    insta::assert_snapshot!(shown, @r#"
    bad 2..3 `)` is missing [unclosed]
    names 0..0 the macro `toll` is defined twice [duplicate-macro]
    typo 1..4 there is no macro `tol` [unknown-macro]
    few 0..8 `toll` takes 2 arguments and gets 1 [macro-arguments]
    loop 3..7 the macro `loop` calls itself [macro-circle]
    one 1..4 the macro `one` calls itself [macro-circle]
    two 1..4 the macro `two` calls itself [macro-circle]
    <toll rise>
    ^^^^^^^^^^^ `toll` takes 2 arguments and gets 1: this call [macro-arguments]
      help: arguments stand behind the name with spaces between; put brackets around one of several words
    <toll (a b) c>
          ^^^^^ `a b` is no value for `lemma`: this argument [bad-argument]
      help: give a word, "text", /regex/, or several as (rise | climb)
    <toll rise [lex=citys]>
                    ^^^^^ there is no lexicon `citys`: unknown [unknown-lexicon]
      help: known are cities, countries, groups, forces, people, arms
    <tolls a b>
     ^^^^^ there is no macro `tolls`: unknown [unknown-macro]
      help: did you mean `toll`?
    <bad>
    "#);
}

#[test]
fn macros_grow_within_bounds() {
    let texts: Vec<(String, String)> = (0..10)
        .map(|n| (format!("m{n}"), if n == 0 { "a".to_owned() } else { format!("<m{0}> <m{0}> <m{0}>", n - 1) }))
        .collect();
    let (macros, found) = Macros::new(texts.iter().map(|(name, text)| MacroSource {
        name,
        text,
        origin: Origin::whole("m", text),
        spot: Spot { file: "m".to_owned(), bytes: 0..0 },
    }));
    assert_eq!(found, []);
    let check = |pattern: &str, codes: &[&str]| {
        let found = World::new().compile(pattern, Overlap::Longest, &macros).1;
        assert_eq!(found.iter().map(|d| &*d.code).collect::<Vec<_>>(), codes);
    };
    check("<m3>", &[]);
    check("<m7>", &["too-many-states"]);
    check("<m9>", &["too-many-states"]);
}

#[test]
fn required_words() {
    let check = |pattern: &str, expected: &str| {
        let mut world = World::new();
        let required = world.program(pattern, Overlap::Longest).required;
        let sets = required.into_iter().flatten().map(|required| {
            let words: Vec<String> = required
                .keys
                .into_iter()
                .map(|key| match key {
                    Key::Word(id) => format!("\"{}\"", world.vocabulary().text(id)),
                    Key::Lemma(id) => world.vocabulary().text(id).to_owned(),
                })
                .collect();
            format!("{} {}", words.join("|"), required.before.map_or("any".to_owned(), |n| n.to_string()))
        });
        assert_eq!(sets.collect::<Vec<_>>().join(", "), expected, "{pattern}");
    };
    check("[tag=JJ]{0,2} [lemma=arrest] by", "arrest 5");
    check("to [lemma=reach|exceed]", "reach|exceed 3");
    check("[lemma=toll] to", "toll 1");
    check("killed | wounded | [lemma=arrest]", "\"killed\" 1, \"wounded\" 1, arrest 1");
    check("killed | [tag=NN]", "");
    check("(killed)? [tag=NN]", "");
    check("[tag=NN]+ killed", "\"killed\" any");
    check("[tag=NN & lemma=attack|strike]", "attack|strike 1");
    check("[!lemma=attack]", "");
    check("[type=place] \"Mosul\"", "\"mosul\" 65");
    check("[group=noun & lemma=toll]", "toll 32");
    check("(?= killed) [tag=VBD]", "");
    check("(killed){2,}", "\"killed\" 1");
    check("@agent(police) [type=place]", "\"police\" 1");
}

#[test]
fn specific_patterns_have_more_tests() {
    let mut world = World::new();
    let mut of = |pattern: &str| world.program(pattern, Overlap::Longest).specificity();
    assert!(of("[tag=NN & lemma=toll]") > of("[lemma=toll]"));
    assert!(of("a b") > of("a []"));
    assert!(of("[group=verb & lemma=kill & voice=passive]") > of("[lemma=kill]"));
}

#[test]
fn arguments_grow_within_bounds() {
    let texts: Vec<(String, String)> = (0..12)
        .map(|n| (format!("m{n}"), if n == 0 { "$1".to_owned() } else { format!("<m{} ($1 $1 $1 $1 $1)>", n - 1) }))
        .collect();
    let (macros, found) = Macros::new(texts.iter().map(|(name, text)| MacroSource {
        name,
        text,
        origin: Origin::whole("m", text),
        spot: Spot { file: "m".to_owned(), bytes: 0..0 },
    }));
    assert_eq!(found, []);
    let found = World::new().compile("<m11 a>", Overlap::Longest, &macros).1;
    assert_eq!(found.iter().map(|d| &*d.code).collect::<Vec<_>>(), ["too-many-states"]);
}
