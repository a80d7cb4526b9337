//! What sentences say in numbers: each quantity as `words=min-max` for counts, `words:kind` for the rest.

use dateline_model::ByteSpan;
use proptest::prelude::*;

use super::*;
use crate::text::{LocalWords, Token, Tokenizer, Vocabulary, tokenize};

const TOML: &str = include_str!("../../../../../rules/english/lexicon/numbers.toml");

fn quantities(text: &str) -> (Vec<Token>, Vec<Quantity>) {
    let mut vocabulary = Vocabulary::new();
    let words = NumberWords::compile(&toml::from_str(TOML).expect("the pack's list parses"), &mut vocabulary);
    let tokenizer = Tokenizer::new(["no".to_owned()], ["anti".to_owned()], []);
    let (mut local, mut tokens, mut out) = (LocalWords::default(), Vec::new(), Vec::new());
    tokenize(&tokenizer, &vocabulary, &mut local, text, ByteSpan::new(0, text.len()), &mut tokens);
    find_quantities(&words, text, &tokens, 0..tokens.len() as u32, [], &mut out);
    (tokens, out)
}

fn shown(text: &str) -> String {
    let (tokens, found) = quantities(text);
    let show = |q: &Quantity| {
        let first = tokens[q.tokens.start as usize].span;
        let words = first.to(tokens[q.tokens.end as usize - 1].span).slice(text);
        if q.kind != QuantityKind::Count {
            return format!("{words}:{:?}", q.kind);
        }
        let max = q.max.map_or(String::new(), |max| max.to_string());
        format!("{words}={}-{max}{}", q.min, if q.approximate { "~" } else { "" })
    };
    found.iter().map(show).collect::<Vec<_>>().join(" | ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}\n  found    {}\n  expected {expected}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_in_all_spellings() {
    check(&[
        ("Police arrested 32 men", "32=32-32"),
        ("They destroyed 1,200 mines", "1,200=1200-1200"),
        ("1.2 million people fled", "1.2 million=1200000-1200000"),
        ("The camp holds 55.829 refugees", "55.829=55829-55829"),
        ("The camp holds 1.234.567 refugees", "1.234.567=1234567-1234567"),
        ("about 10 000 fighters remain", "about 10 000=10000-10000~"),
        ("twenty-one officers were hurt", "twenty-one=21-21"),
        ("Twenty one officers were hurt", "Twenty one=21-21"),
        ("two hundred and fifty families", "two hundred and fifty=250-250"),
        ("a hundred men and two women", "a hundred=100-100 | two=2-2"),
        ("one hundred and five soldiers", "one hundred and five=105-105"),
        ("three thousand five hundred men", "three thousand five hundred=3500-3500"),
        ("5 thousand men", "5 thousand=5000-5000"),
        ("a dozen militants", "a dozen=12-12"),
        ("two dozen militants", "two dozen=24-24"),
        ("half a dozen militants", "half a dozen=6-6"),
        ("Five (5) rockets", "Five (5)=5-5"),
        ("one 1 rocket", "one 1=1-1"),
        ("11 killed, Five wounded", "11=11-11 | Five=5-5"),
        ("He had 41 rifles and 4 guns", "41=41-41 | 4=4-4"),
        ("a 12-member cell", "12=12-12"),
    ]);
}

#[test]
fn hedges() {
    check(&[
        ("over 100 fighters", "over 100=101-"),
        ("more than 100 fighters", "more than 100=101-"),
        ("more than a dozen fighters", "more than a dozen=13-"),
        ("all but two of the gunmen died", "all but two=1-"),
        ("at least 5 people died", "at least 5=5-"),
        ("at least five people died", "at least five=5-"),
        ("no fewer than 7 were hurt", "no fewer than 7=7-"),
        ("not less than 7 were hurt", "not less than 7=7-"),
        ("up to 40 fighters", "up to 40=0-40"),
        ("as many as 40 fighters", "as many as 40=0-40"),
        ("no more than 40 fighters", "no more than 40=0-40"),
        ("fewer than 40 fighters", "fewer than 40=0-39"),
        ("about 30 gunmen", "about 30=30-30~"),
        ("some 30 gunmen", "some 30=30-30~"),
        ("nearly 30 gunmen", "nearly 30=30-30~"),
        ("around thirty gunmen", "around thirty=30-30~"),
        ("an estimated 2,500 ISIS fighters", "an estimated 2,500=2500-2500~"),
        ("a total of 311 were killed", "a total of 311=311-311"),
        ("exactly 4 bodies", "exactly 4=4-4"),
        ("killed at least some 30", "at least some 30=30-"),
        ("300+ detainees", "300+=300-"),
        ("ten or more detainees", "ten or more=10-"),
        ("ten or so detainees", "ten or so=10-10~"),
        ("the two brothers", "the two=2-2"),
        ("some people fled", ""),
        ("over the border", ""),
    ]);
}

#[test]
fn ranges() {
    check(&[
        ("between 3,000 and 5,000 fighters", "between 3,000 and 5,000=3000-5000"),
        ("10 to 15 men", "10 to 15=10-15"),
        ("10-15 men", "10-15=10-15"),
        ("10–15 men", "10–15=10-15"),
        ("3 or 4 men", "3 or 4=3-4"),
        ("two or three men", "two or three=2-3"),
        ("from 10 to 15 men", "from 10 to 15=10-15"),
        ("3 to 5 million displaced", "3 to 5 million=3000000-5000000"),
        ("two to three hundred men", "two to three hundred=200-300"),
        ("about 10 to 15 men", "about 10 to 15=10-15~"),
        ("won 3 to 1", "3=3-3 | 1=1-1"),
    ]);
}

#[test]
fn vague_amounts() {
    check(&[
        ("several ISIS members", "several=2-"),
        ("a number of suspects", "a number of=2-"),
        ("dozens of families", "dozens of=24-"),
        ("scores of rockets", "scores of=40-"),
        ("hundreds of homes", "hundreds of=200-"),
        ("hundreds were killed", "hundreds=200-"),
        ("thousands of Yazidis", "thousands of=2000-"),
        ("tens of thousands of people", "tens of thousands of=20000-"),
        ("hundreds of thousands of people", "hundreds of thousands of=200000-"),
        ("tens of militants", "tens of=20-"),
        ("several hundred men", "several hundred=200-"),
        ("a few thousand men", "a few thousand=2000-"),
        ("a few men", "a few=2-"),
        ("a handful of men", "a handful of=2-"),
        ("many men", "many=2-"),
        ("a couple of men", "a couple of=2-2"),
        ("at least several men", "at least several=2-"),
        ("no casualties were reported", "no=0-0"),
        ("none of them", "none=0-0"),
        ("zero casualties", "zero=0-0"),
        ("the camp is no longer safe", ""),
        ("no one was hurt", ""),
        ("how many died", ""),
    ]);
}

#[test]
fn what_never_counts() {
    check(&[
        ("the 52nd Brigade", "the 52nd:Ordinal"),
        ("the 11 th Division", "the 11 th:Ordinal"),
        ("the twenty-first attack", "the twenty-first:Ordinal"),
        ("the third raid", "the third:Ordinal"),
        ("a 7.62 mm machine gun", "7.62:Measure"),
        ("a 12.7mm gun", "12.7:Measure"),
        ("under Article 4 of the law", "4:Code"),
        ("articles 4 and 5 of the law", "4:Code | 5:Code"),
        ("Law No. 13", "13:Code"),
        ("Brigade 30 of the PMF", "30:Code"),
        ("an AK-47 rifle", "47:Code"),
        ("an F-16 jet", "16:Code"),
        ("20 km north of Mosul", "20:Measure"),
        ("about 20 kilometers north", "about 20:Measure"),
        ("seized $5 million", "5 million:Measure"),
        ("50 million dinars", "50 million:Measure"),
        ("45 percent of them", "45:Percent"),
        ("45.5% of them", "45.5:Percent"),
        ("a 35-year-old man", "35:Measure"),
        ("Ahmed, 35, was shot", "35:Measure"),
        ("a man aged 35", "35:Measure"),
        ("half of the city", "half of:Fraction"),
        ("two thirds of the city", "two thirds:Fraction"),
        ("two-thirds of the city", "two-thirds:Fraction"),
        ("open 24/7 there", "24/7:Code"),
        ("at 9:52 am", "9:52:Time"),
        ("elections of 2014", "2014:Year"),
        ("a force of 2014 soldiers", "2014=2014-2014"),
        ("grew 3.5 fold", "3.5:Code"),
    ]);
}

#[test]
fn numbers_inside_times_never_count() {
    let text = "In 2014 over 100 men fled two weeks later";
    let mut vocabulary = Vocabulary::new();
    let words = NumberWords::compile(&toml::from_str(TOML).expect("the pack's list parses"), &mut vocabulary);
    let (mut local, mut tokens, mut out) = (LocalWords::default(), Vec::new(), Vec::new());
    let span = ByteSpan::new(0, text.len());
    tokenize(&Tokenizer::default(), &vocabulary, &mut local, text, span, &mut tokens);
    find_quantities(&words, text, &tokens, 0..tokens.len() as u32, [1..2, 6..9], &mut out);
    let kinds: Vec<_> = out.iter().map(|q| (q.kind, q.min)).collect();
    assert_eq!(kinds, [(QuantityKind::Year, 2014), (QuantityKind::Count, 101), (QuantityKind::Time, 2)]);
}

/// A text of words that the grammar knows, figures and marks, in any order.
pub(crate) fn word_salad() -> impl Strategy<Value = String> {
    let words = [
        "over",
        "at",
        "least",
        "five",
        "twenty",
        "-",
        "one",
        "hundred",
        "and",
        "million",
        "12",
        "1,200",
        "3.5",
        "55.829",
        "10",
        "000",
        "between",
        "to",
        "or",
        "the",
        "a",
        "few",
        "dozen",
        "of",
        "half",
        "third",
        "52nd",
        "percent",
        "km",
        "(",
        ")",
        ",",
        "2014",
        "12:15",
        "no",
        "more",
        "than",
        "999999999999999999",
        "trillion",
        "dozens",
        "Article",
        "99999999999999999999",
        "24/7",
        "men",
        "$",
        "+",
        "several",
        "some",
        "about",
        "an",
        "estimated",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..25).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn quantities_lie_in_order_within_the_sentence(text in word_salad()) {
        let (tokens, found) = quantities(&text);
        let mut at = 0;
        for q in found {
            prop_assert!(at <= q.tokens.start && q.tokens.start < q.tokens.end && q.tokens.end as usize <= tokens.len());
            prop_assert!(q.tokens.start <= q.number.start && q.number.end <= q.tokens.end);
            prop_assert!(q.max.is_none_or(|max| q.min <= max));
            at = q.tokens.end;
        }
    }
}
