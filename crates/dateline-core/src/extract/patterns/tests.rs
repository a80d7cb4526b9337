//! What patterns match, and what it costs.

use std::fmt::Write;

use proptest::prelude::*;

use super::fake::{Text, World};
use super::*;
use crate::compile::pattern::{MacroSource, Macros, Names, PatternProgram};
use crate::pack::Overlap;
use crate::pack::pattern::{Origin, Unit};
use crate::text::{Case, Tag, WordId};

/// Matches of a program in a text, each with its captures: `killed four men patient=four men`.
fn matches(program: &PatternProgram, text: &Text<'_>) -> Vec<String> {
    let mut scratch = Scratch::default();
    let mut found = Vec::new();
    for sentence in text.sentences() {
        find(program, text, sentence, &mut scratch, |m| found.push(show(program, text, &m)));
    }
    found
}

fn show(program: &PatternProgram, text: &Text<'_>, m: &PatternMatch) -> String {
    let mut shown = text.slice(m.tokens.clone()).to_owned();
    for c in &m.captures {
        write!(shown, " {}={}", program.roles[usize::from(c.role)], text.slice(c.tokens.clone())).unwrap();
    }
    shown
}

fn check_as(overlap: Overlap, pattern: &str, text: &str, expected: &[&str]) {
    let mut world = World::new();
    let program = world.program(pattern, overlap);
    let text = Text::new(&world, text);
    assert_eq!(matches(&program, &text), expected, "{pattern}");
}

fn check(pattern: &str, text: &str, expected: &[&str]) {
    check_as(Overlap::Longest, pattern, text, expected);
}

#[test]
fn words_and_texts() {
    check("police", "Police and POLICE and policemen", &["Police", "POLICE"]);
    check("\"ISIS\"", "ISIS and Isis", &["ISIS"]);
    check("\"ISIS fighters\"", "ISIS fighters", &["ISIS fighters"]);
    check("/IEDs?/", "IEDs and IEDx and ied", &["IEDs"]);
    check("didn't", "He didn't and did n't", &["didn't", "did n't"]);
    check("[]", "a b", &["a", "b"]);
}

#[test]
fn attributes_of_a_word() {
    check("[lemma=kill & tag=VBD]", "killed kill killing", &["killed"]);
    check("[tag=/VB.*/ & !lemma=kill]", "killed said the", &["said"]);
    check("[tag=VERB]", "was killed", &["killed"]);
    check("[word=\"Army\"|police]", "army Army Police", &["Army", "Police"]);
    check("[shape=Xx|\"d:d\"]", "Mosul ISIS 12:15 men", &["Mosul", "12:15"]);
    check("[case=upper]", "ISIS Mosul men", &["ISIS"]);
    check("[word=/gun.*/]", "Gunmen guns men", &["Gunmen", "guns"]);
    check("[tag=NNS | lemma=kill & tag=VBD]", "killed kill men", &["killed", "men"]);
}

#[test]
fn phrases_are_one_step() {
    check("[type=place]", "in Deir ez-Zor and Mosul", &["Deir ez-Zor", "Mosul"]);
    check("[type=actor & lex=forces]", "Iraqi Army and men", &["Iraqi Army"]);
    check("[entity=iq.army] [lemma=arrest]", "Iraqi Army arrested men", &["Iraqi Army arrested"]);
    check("[type=force & !entity=iq.army]", "Iraqi Army", &["Army"]);
    check("[tag=NN & !type=weapon]", "car bomb attack", &["attack"]);
    check("[type=weapon | lemma=attack]", "a car bomb attack", &["car bomb", "attack"]);
    check("[type=place & tag=NNP] [tag=CC]", "Deir ez Zor and", &["Deir ez Zor and"]);
}

#[test]
fn groups_are_one_step() {
    check("[group=noun & head.type=person]", "the four armed men fled", &["the four armed men"]);
    check("[group=noun & type=force & lemma=army]", "the Iraqi army fled", &["the Iraqi army"]);
    check("[group=noun & entity=iq.army]", "the Iraqi army fled", &["the Iraqi army"]);
    check("[group=verb & lemma=kill & voice=passive]", "men were killed , gunmen killed", &["were killed"]);
    check("[group=verb negated=yes]", "they did not kill men", &["did not kill"]);
    check("[group=verb & tense=future]", "they will kill", &["will kill"]);
    check("[group=verb & !voice=passive]", "men were killed , gunmen killed", &["killed"]);
    check("[group=noun | lemma=arrest]", "Army arrested the men", &["Army", "arrested", "the men"]);
}

#[test]
fn quantifiers() {
    check("[tag=JJ]* men", "local armed men and men", &["local armed men", "men"]);
    check("[tag=JJ]+ men", "local armed men and men", &["local armed men"]);
    check("[tag=JJ]? men", "local armed men", &["armed men"]);
    check("a{2,3} b", "a a a a b a b a a b", &["a a a b", "a a b"]);
    check("a{2}", "a a a", &["a a"]);
    check("a{2,}", "a b a a a", &["a a a"]);
    check_as(Overlap::First, "a+?", "a a", &["a", "a"]);
    check_as(Overlap::First, "a+", "a a", &["a a"]);
    check_as(Overlap::First, "a{1,2}? b?", "a a b", &["a", "a b"]);
    check("(a b?)+ c", "a a b a c", &["a a b a c"]);
    check("(a* b?)* c", "a b a a c", &["a b a a c"]);
}

#[test]
fn gaps() {
    check(
        "[lemma=kill] ..{0,3} [type=person]",
        "killed at least four men , killed a b c d men",
        &["killed at least four men"],
    );
    check_as(Overlap::First, "killed ..{0,9}? [type=person]", "killed men and gunmen", &["killed men"]);
    check_as(Overlap::First, "killed ..{0,9} [type=person]", "killed men and gunmen", &["killed men and gunmen"]);
    check("men ..{2}", "men fled in cars", &["men fled in"]);
}

#[test]
fn looks() {
    check("men (?= fled)", "men fled , men", &["men"]);
    check("[tag=NNS] (?! ..{0,2} fled)", "men also fled , gunmen", &["gunmen"]);
    check("(?<= killed the) men", "killed the men , men", &["men"]);
    check("(?<! [type=place] ..{0,1}) men", "Mosul men , men", &["men"]);
    check("(?<= [type=place]) men", "Deir ez-Zor men", &["men"]);
    check("(?<= ^sentence | and) [tag=NNS]", "men saw gunmen and soldiers", &["men", "soldiers"]);
    check("attack (?! $sentence)", "attack men attack", &["attack"]);
}

#[test]
fn anchors() {
    check("^sentence the", "the man . the man and the", &["the", "the"]);
    check("men $clause", "men , men fled and men .", &["men", "men"]);
    check("^clause gunmen", "men fled and gunmen fled", &[]);
    check("^sentence men", "\" men fled . and men", &["men"]);
    check("fled $sentence", "men fled and fled", &["fled"]);
    check("^clause [tag=NNS]", "men fled , gunmen fled", &["men", "gunmen"]);
    check("^block the", "the . the\nthe", &["the", "the"]);
}

#[test]
fn captures() {
    check("killed @patient:person", "killed the four men", &["killed the four men patient=the four men"]);
    check("killed @count:Count people", "killed at least 45 people", &["killed at least 45 people count=at least 45"]);
    check("@agent[tag=NNS] fled", "men fled", &["men fled agent=men"]);
    check("in @place:place(Deir ez Zor | Mosul | the)", "in the , in Mosul", &["in Mosul place=Mosul"]);
    check(
        "@place:place ([word=and|\",\"] @place:place)*",
        "Mosul , Kirkuk and Baghdad",
        &["Mosul , Kirkuk and Baghdad place=Mosul place=Kirkuk place=Baghdad"],
    );
    check("@deed(@agent:person killed)", "men killed", &["men killed agent=men deed=men killed"]);
    check("@deed(a | b)? c", "c", &["c"]);
}

#[test]
fn hyphens_hide_nothing() {
    check("car bomb", "car-bomb car bomb", &["car-bomb", "car bomb"]);
    check("car-bomb", "car-bomb car bomb", &["car-bomb", "car bomb"]);
    check("car @instrument[lemma=bomb]", "car-bomb", &["car-bomb instrument=bomb"]);
    check("car (?! bomb)", "car-bomb", &[]);
    check("(?<= car) bomb", "car-bomb", &["bomb"]);
    check("car \"-\" bomb", "car-bomb", &["car-bomb"]);
}

#[test]
fn overlaps() {
    let text = "a b c d e";
    check_as(Overlap::First, "a b | b c d e", text, &["a b"]);
    check_as(Overlap::Longest, "a b | b c d e", text, &["b c d e"]);
    check_as(Overlap::All, "a b | b c d e", text, &["a b", "b c d e"]);
    check_as(Overlap::All, "a b? c?", "a b c", &["a", "a b", "a b c"]);
    check_as(
        Overlap::All,
        "@agent:person ..{0,8} fled",
        "men and gunmen fled",
        &["men and gunmen fled agent=men", "gunmen fled agent=gunmen"],
    );
    // The longest takes the beginning of another, which has a later start that is free.
    check_as(Overlap::Longest, "a b c d | d+ e", "a b c d d e", &["a b c d", "d e"]);
    check_as(Overlap::First, "a b+ | b+ c", "a b b c", &["a b b"]);
    check_as(Overlap::First, "a ..{1,3} z | b+ c | c", "a b c b c", &["b c", "b c"]);
}

#[test]
fn macros_with_arguments() {
    let mut world = World::new();
    let source = |name, text| MacroSource {
        name,
        text,
        origin: Origin::whole("m", text),
        spot: crate::pack::Spot { file: "m".to_owned(), bytes: 0..0 },
    };
    let (macros, found) =
        Macros::new([source("toll", "[lemma=toll] <done $1> to $2"), source("done", "[lemma=have]? [lemma=$1]")]);
    assert_eq!(found, []);
    let pattern = "<toll (rise | climb) @count:count>";
    let (node, _) = crate::pack::pattern::parse(pattern, &Origin::whole("t", pattern));
    let (expanded, _) = macros.expand(&node, &Origin::whole("t", pattern));
    assert_eq!(expanded.to_string(), "[lemma=toll] ([lemma=have]? [lemma=rise|climb]) to @count:count");
    let (program, found) = world.compile(pattern, Overlap::Longest, &macros);
    assert_eq!(found, []);
    let text = Text::new(&world, "The toll has risen to 45 people");
    assert_eq!(matches(&program.unwrap(), &text), ["toll has risen to 45 count=45"]);
}

#[test]
fn an_index_finds_the_same() {
    let mut world = World::new();
    let patterns = [
        "[lemma=kill] ..{0,3} @patient:person",
        "[tag=JJ] men",
        "[type=place] (and | ,) [type=place]",
        "fled | killed",
        "[group=noun & lemma=army] [lemma=arrest]",
        "(car)? bomb",
        "zzz",
        "(armed men | Iraqi army) (in Mosul | arrested (men | them all))",
        "(in [type=place] | zzz yyy)? and [type=place]",
        "the (zzz army | (four | five) armed men | men)",
        "men (killed the zzz | fled)? killed (?= the four) the four",
    ];
    let programs: Vec<PatternProgram> = patterns.iter().map(|p| world.program(p, Overlap::Longest)).collect();
    let index = PatternIndex::new(&programs);
    let text = Text::new(
        &world,
        "Local men killed the four armed men in Mosul and Kirkuk . The Iraqi army arrested men with a car-bomb . They fled",
    );
    let mut scratch = Scratch::default();
    let mut scanned = vec![Vec::new(); programs.len()];
    for sentence in text.sentences() {
        index.scan(
            &programs,
            &text,
            sentence.clone(),
            &mut scratch,
            |_| sentence.clone(),
            |number, m| {
                scanned[number as usize].push(show(&programs[number as usize], &text, &m));
            },
        );
    }
    let alone: Vec<Vec<String>> = programs.iter().map(|program| matches(program, &text)).collect();
    assert_eq!(scanned, alone);
    assert_eq!(alone.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2, 1, 2, 1, 1, 0, 2, 1, 1, 1]);
}

/// How often a pattern is found by its index, in few steps.
fn found_soon(pattern: &str, text: &str) -> usize {
    let mut world = World::new();
    let program = world.program(pattern, Overlap::Longest);
    let index = PatternIndex::new([&program]);
    let text = Text::new(&world, text);
    let mut scratch = Scratch::default();
    let mut found = 0;
    index.scan(&[program], &text, 0..text.len(), &mut scratch, |_| 0..text.len(), |_, _| found += 1);
    assert!(scratch.steps() < 40, "{}", scratch.steps());
    found
}

#[test]
fn a_pattern_is_tried_only_where_its_word_stands() {
    let text = format!("{} men fled", "local men and ".repeat(100));
    assert_eq!(found_soon("[tag=JJ]? [tag=NN|NNS] [lemma=flee]", &text), 1);
}

#[test]
fn a_branch_is_tried_only_where_its_words_stand() {
    let text = format!("{} local men in Mosul fled", "army army ".repeat(100));
    assert_eq!(found_soon("[tag=JJ] men (fled | in Kirkuk) | [tag=NN]+ (in Kirkuk | and bomb)", &text), 0);
}

#[test]
fn how_far_a_pattern_came() {
    let mut world = World::new();
    let pattern = "[lemma=toll] [lemma=have]? ([lemma=rise] | [lemma=climb]) to @count:count";
    let program = world.program(pattern, Overlap::Longest);
    let check = |text: &str, reached: &str, wanted: &[&str]| {
        let text = Text::new(&world, text);
        let miss = nearest_miss(&program, &text, 0..text.len(), &mut Scratch::default());
        assert_eq!(text.slice(miss.tokens), reached);
        assert_eq!(miss.wanted.iter().map(|span| span.slice(pattern)).collect::<Vec<_>>(), wanted);
    };
    check("The toll has risen in Mosul", "toll has risen", &["to"]);
    check("The toll has fled", "toll has", &["[lemma=rise]", "[lemma=climb]"]);
    check("The toll rose to Mosul", "toll rose to", &["@count:count"]);
    let pattern = "killed (?! the) [tag=DT] men $clause";
    let program = world.program(pattern, Overlap::Longest);
    let check = |text: &str, reached: &str, wanted: &[&str]| {
        let text = Text::new(&world, text);
        let miss = nearest_miss(&program, &text, 0..text.len(), &mut Scratch::default());
        assert_eq!(text.slice(miss.tokens), reached);
        assert_eq!(miss.wanted.iter().map(|span| span.slice(pattern)).collect::<Vec<_>>(), wanted);
    };
    check("They killed the men", "killed", &["(?! the)"]);
    check("They killed a men in Mosul", "killed a men", &["$clause"]);
}

/// Steps a token that a pattern costs on so many tokens of one word.
fn cost(pattern: &str, overlap: Overlap, text: &str, tokens: usize) -> u64 {
    let mut world = World::new();
    let program = world.program(pattern, overlap);
    let text = Text::new(&world, &text.repeat(tokens));
    let mut scratch = Scratch::default();
    find(&program, &text, 0..text.len(), &mut scratch, |_| {});
    scratch.steps() / u64::from(text.len())
}

#[test]
fn hostile_patterns_cost_a_constant_a_token() {
    let check = |pattern: &str, overlap: Overlap, limit: u64| {
        let (short, long) = (cost(pattern, overlap, "a ", 4_096), cost(pattern, overlap, "a ", 16_384));
        assert!(long <= short + short / 20 + 1 && long <= limit, "{pattern}: {short}, then {long} steps a token");
    };
    for overlap in [Overlap::First, Overlap::Longest] {
        check("((a*)*)* b", overlap, 12);
        check("(a+)+ (a+)+ b", overlap, 32);
        check("(a | a a | a+)+ b", overlap, 40);
        check("a* b | a", overlap, 24);
        check("a+", overlap, 10);
        check("(a ..{0,20})+ b", overlap, 150);
        check("(a? b?){0,100} a{60}", overlap, 3_500);
        check("a (?! ..{0,60} b) a", overlap, 400);
        check("(?<! b ..{0,60}) a a", overlap, 250);
    }
    check("(a ..{0,10}){1,5} b", Overlap::All, 3_500);
}

/// One word, again and again.
struct Same(WordId);

impl TokenFacts for Same {
    fn word(&self, _: u32) -> WordId {
        self.0
    }
    fn lemma(&self, _: u32) -> WordId {
        self.0
    }
    fn tag(&self, _: u32) -> Tag {
        Tag::Nn
    }
    fn case(&self, _: u32) -> Case {
        Case::Lower
    }
    fn raw(&self, _: u32) -> &'static str {
        "a"
    }
    fn text(&self, _: WordId) -> &'static str {
        "a"
    }
    fn is_joiner(&self, _: u32) -> bool {
        false
    }
    fn phrases(&self) -> impl Iterator<Item = PhraseFacts> {
        std::iter::empty()
    }
    fn nouns(&self) -> impl Iterator<Item = GroupFacts> {
        std::iter::empty()
    }
    fn verbs(&self) -> impl Iterator<Item = VerbFacts> {
        std::iter::empty()
    }
    fn starting(&self, _: u32) -> impl Iterator<Item = PhraseFacts> {
        std::iter::empty()
    }
    fn covering(&self, _: u32) -> impl Iterator<Item = PhraseFacts> {
        std::iter::empty()
    }
    fn noun(&self, _: u32) -> Option<GroupFacts> {
        None
    }
    fn verb(&self, _: u32) -> Option<VerbFacts> {
        None
    }
    fn starts(&self, _: Unit, at: u32) -> bool {
        at == 0
    }
    fn ends(&self, _: Unit, _: u32) -> bool {
        false
    }
}

#[test]
fn ten_megabytes_of_one_word_cost_what_ten_kilobytes_cost_a_word() {
    let mut world = World::new();
    let mut check = |pattern: &str, overlap: Overlap| {
        let program = world.program(pattern, overlap);
        let facts = Same(world.vocabulary().intern("a"));
        let cost = |tokens: u32| {
            let (mut scratch, mut found) = (Scratch::default(), 0);
            find(&program, &facts, 0..tokens, &mut scratch, |_| found += 1);
            (scratch.steps() / u64::from(tokens), found)
        };
        // A letter and a space are two bytes.
        let ((short, _), (long, found)) = (cost(5_000), cost(5_000_000));
        assert!(long <= short + 1, "{pattern}: {short}, then {long} steps a token");
        found
    };
    assert_eq!(check("((a*)*)* b", Overlap::Longest), 0);
    // A stretch of many thousand words is searched in pieces, which a match does not leave.
    assert!(check("a{5}", Overlap::First) > 999_000);
    assert!(check("a+", Overlap::Longest) > 0);
}

proptest! {
    #[test]
    fn matches_are_sound(text in prop::collection::vec("[abc]", 1..40), pattern in "[abc]( [abc]|\\?|\\*| [|] [abc]| \\(a b\\)\\+){0,6}") {
        let mut world = World::new();
        let (Some(program), _) = world.compile(&pattern, Overlap::Longest, &Macros::default()) else { return Ok(()) };
        let text = text.join(" ");
        let facts = Text::new(&world, &text);
        // The same pattern as a regex over text in which every token is one letter.
        let regex = pattern.replace(' ', "");
        let letters = text.replace(' ', "");
        let engine = regex_automata::dfa::dense::Builder::new()
            .configure(regex_automata::dfa::dense::Config::new().match_kind(regex_automata::MatchKind::All))
            .build(&regex).unwrap();
        let all = all_matches(&engine, &letters);
        for overlap in [Overlap::Longest, Overlap::First, Overlap::All] {
            let program = PatternProgram { overlap, ..program.clone() };
            let mut found = Vec::new();
            find(&program, &facts, 0..facts.len(), &mut Scratch::default(), |m| found.push((m.tokens.start, m.tokens.end)));
            match overlap {
                Overlap::All => prop_assert_eq!(&found, &all, "{} {}", regex, letters),
                Overlap::Longest => prop_assert_eq!(&found, &longest(&all), "{} {}", regex, letters),
                Overlap::First => {
                    let starts: Vec<u32> = found.iter().map(|m| m.0).collect();
                    let mut free = 0;
                    for m in &found {
                        prop_assert!(all.contains(m) && m.0 >= free);
                        // Nothing starts between the last match and this one.
                        prop_assert!(!all.iter().any(|a| a.0 >= free && a.0 < m.0), "{:?} {} {}", starts, regex, letters);
                        free = m.1;
                    }
                }
            }
        }
    }
}

/// Every match that is not empty, by start and end.
fn all_matches(engine: &regex_automata::dfa::dense::DFA<Vec<u32>>, text: &str) -> Vec<(u32, u32)> {
    use regex_automata::dfa::Automaton;
    let mut all = Vec::new();
    for start in 0..text.len() {
        for end in start + 1..=text.len() {
            let input = regex_automata::Input::new(&text[start..end]).anchored(regex_automata::Anchored::Yes);
            if engine.try_search_fwd(&input).unwrap().is_some_and(|m| m.offset() == end - start) {
                all.push((start as u32, end as u32));
            }
        }
    }
    all
}

/// The longest, then the longest of what is left.
fn longest(all: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut sorted = all.to_vec();
    sorted.sort_by_key(|(start, end)| (std::cmp::Reverse(end - start), *start));
    let mut chosen: Vec<(u32, u32)> = Vec::new();
    for m in sorted {
        if chosen.iter().all(|c| c.1 <= m.0 || m.1 <= c.0) {
            chosen.push(m);
        }
    }
    chosen.sort_unstable();
    chosen
}

/// One example of the reference: what is found in the sentence, marked, and what is captured.
fn marked(program: &PatternProgram, world: &World, sentence: &str) -> String {
    let text = Text::new(world, sentence);
    let (mut opens, mut captures, mut found) = (Vec::new(), Vec::new(), Vec::new());
    for sentence in text.sentences() {
        find(program, &text, sentence, &mut Scratch::default(), |m| found.push(m));
    }
    for m in &found {
        opens.push((text.span(m.tokens.clone()), m));
        captures.extend(
            m.captures
                .iter()
                .map(|c| format!("{}: {}", program.roles[usize::from(c.role)], text.slice(c.tokens.clone()))),
        );
    }
    let mut shown = String::new();
    for (at, c) in sentence.char_indices().chain([(sentence.len(), ' ')]) {
        for (span, m) in &opens {
            // A match inside another is marked with square brackets.
            let inner = found
                .iter()
                .any(|other| other != *m && other.tokens.start < m.tokens.start && m.tokens.end <= other.tokens.end);
            if span.end as usize == at && inner {
                shown.push(']');
            }
        }
        for (span, m) in &opens {
            let inner = found
                .iter()
                .any(|other| other != *m && other.tokens.start < m.tokens.start && m.tokens.end <= other.tokens.end);
            if span.end as usize == at && !inner {
                shown.push('}');
            }
            if span.start as usize == at {
                shown.push(if inner { '[' } else { '{' });
            }
        }
        shown.push(c);
    }
    let shown = shown.trim_end().to_owned();
    if captures.is_empty() { shown } else { format!("{shown} => {}", captures.join("; ")) }
}

#[test]
fn the_reference_is_true() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/rule-language/patterns.md");
    let page = std::fs::read_to_string(path).unwrap();
    let blocks: Vec<(&str, &str)> =
        page.split("\n```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap()).collect();
    let tables: Vec<std::collections::BTreeMap<String, std::collections::BTreeMap<String, String>>> =
        blocks.iter().filter(|(kind, _)| *kind == "macros").map(|(_, text)| toml::from_str(text).unwrap()).collect();
    let (macros, found) =
        Macros::new(tables.iter().flat_map(|table| &table["macros"]).map(|(name, text)| MacroSource {
            name,
            text,
            origin: Origin::whole("m", text),
            spot: crate::pack::Spot { file: "m".to_owned(), bytes: 0..0 },
        }));
    assert_eq!(found, []);
    let mut examples = 0;
    for (kind, block) in &blocks {
        let overlap = match *kind {
            "pattern" | "pattern overlap=longest" => Overlap::Longest,
            "pattern overlap=first" => Overlap::First,
            "pattern overlap=all" => Overlap::All,
            _ => continue,
        };
        let (pattern, lines) = block.split_once("\n\n").unwrap();
        let mut world = World::new();
        let (program, found) = world.compile(pattern, overlap, &macros);
        assert_eq!(found, [], "{pattern}");
        let program = program.unwrap();
        for line in lines.lines() {
            let (verdict, example) = (&line[..4], &line[4..]);
            let sentence = example.split(" => ").next().unwrap().replace(['{', '}', '[', ']'], "");
            assert_eq!(marked(&program, &world, &sentence), example, "{pattern}");
            assert_eq!(verdict == "yes ", example.contains('{'), "{pattern}");
            examples += 1;
        }
    }
    assert!(examples > 60, "{examples}");
}
