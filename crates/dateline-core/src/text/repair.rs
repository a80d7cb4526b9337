//! Repairs of what crawlers and mask filters do to words, made in the tokens and never in the text.
//!
//! Glued words (`dismantlingsleeper`, `over100`, `JointOperations`) are separated where word knowledge says that the
//! parts are words and the whole is none; masked words ("ki-lled", "assa*ssinate") are joined where the whole is one.
//! Compounds are glued words too ("gunmen"), so two content words are only parted in a text that shows other gluing.

use std::collections::{BTreeMap, BTreeSet};

use dateline_model::ByteSpan;

use super::{Case, LocalWords, Token, TokenKind, Vocabulary, WordId, folded};

/// What is known of a word.
pub trait Knowledge {
    /// How often the word occurred in the training text; words of packs count as 1 at least.
    fn frequency(&self, word: WordId) -> u32;

    /// The word may stand glued to any other: articles, conjunctions, pronouns.
    fn is_function(&self, word: WordId) -> bool;

    /// The word is a regular form of a known one, or a dictionary has it.
    fn is_whole(&self, folded: &str) -> bool;
}

/// Signs of gluing from which a text counts as glued throughout.
const EVIDENCE: usize = 3;

/// Shortest word that is looked at: `asAl`.
const SHORTEST: usize = 4;

/// Shortest word that is parted where its writing does not show a seam.
const SHORTEST_SEAMLESS: usize = 5;

/// What is known of a whole article's gluing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gluing {
    /// The text is glued throughout: compounds of known words are separated, too.
    pub throughout: bool,
    /// Marks without a space behind.
    marks: usize,
    /// Words that show gluing, with how often each stands.
    words: BTreeMap<Box<str>, u32>,
}

impl Gluing {
    /// True when what was seen makes a text glued throughout. A word that comes back is one sign.
    pub fn is_shown(&self) -> bool {
        self.marks + self.words.len() >= EVIDENCE
    }

    /// A name that no lexicon has, such as `Haddon`: words that were glued by chance do not come back.
    fn is_name(&self, raw: &str, case: Case) -> bool {
        case == Case::Title && self.words.get(raw).is_some_and(|times| *times > 1)
    }
}

/// Repairs the tokens from `from` on, and notes the signs of gluing that they show.
pub fn repair(
    knowledge: &impl Knowledge,
    vocabulary: &Vocabulary,
    words: &mut LocalWords,
    text: &str,
    tokens: &mut Vec<Token>,
    from: usize,
    gluing: &mut Gluing,
) {
    unmask(vocabulary, text, tokens, from);
    let known = vocabulary.len();
    let suspects =
        tokens[from..].iter().any(|t| t.kind == TokenKind::Word && t.word.index() >= known && t.span.len() >= SHORTEST);
    let marks = missing_spaces(text, &tokens[from..]);
    gluing.marks += marks;
    if !suspects {
        return;
    }
    let mut signs: BTreeSet<&str> = BTreeSet::new();
    let mut splits: Vec<(usize, Split)> = Vec::new();
    for (i, token) in tokens.iter().enumerate().skip(from) {
        if token.kind != TokenKind::Word || token.word.index() < known || token.span.len() < SHORTEST {
            continue;
        }
        let raw = token.raw(text);
        if let Some(split) = best_split(knowledge, vocabulary, raw) {
            if split.sure || split.function {
                signs.insert(raw);
                // The second time a text is cut its words have been counted.
                if !gluing.throughout {
                    *gluing.words.entry(raw.into()).or_default() += 1;
                }
            }
            if split.sure || !gluing.throughout || !gluing.is_name(raw, token.case) {
                splits.push((i, split));
            }
        }
    }
    let glued = gluing.throughout || marks + signs.len() >= EVIDENCE;
    if glued {
        // `Maythamal-Amerli`: a name that swallowed the article of the next.
        for (i, token) in tokens.iter().enumerate().skip(from) {
            let article = token.kind == TokenKind::Word
                && token.word.index() >= known
                && token.case == Case::Title
                && token.span.len() > SHORTEST_SEAMLESS
                && token.raw(text).ends_with("al")
                && tokens.get(i + 1).is_some_and(|t| t.kind == TokenKind::Joiner)
                && tokens.get(i + 2).is_some_and(|t| t.is_capitalised());
            if article && splits.iter().all(|(at, _)| *at != i) {
                splits.push((i, Split { ends: vec![token.span.len() - 2], sure: true, function: true }));
            }
        }
        splits.sort_by_key(|(i, _)| *i);
    }
    for (i, split) in splits.into_iter().rev() {
        if !(glued || split.sure) {
            continue;
        }
        let whole = tokens[i];
        let mut starts = vec![0];
        starts.extend(&split.ends);
        let mut ends = split.ends.clone();
        ends.push(whole.span.len());
        let parts = starts.iter().zip(&ends).enumerate().map(|(n, (start, end))| {
            let base = whole.span.start as usize;
            let span = ByteSpan::new(base + start, base + end);
            let raw = span.slice(text);
            let word = words.intern(vocabulary, raw);
            let digits = raw.bytes().all(|b| b.is_ascii_digit() || b == b',');
            Token {
                span,
                word,
                lemma: word,
                kind: if digits { TokenKind::Number } else { TokenKind::Word },
                case: case_of_part(raw),
                spaced: whole.spaced || n > 0,
                newline: whole.newline && n == 0,
                repaired: true,
                ..whole
            }
        });
        let parts: Vec<Token> = parts.collect();
        tokens.splice(i..=i, parts);
    }
}

fn case_of_part(raw: &str) -> Case {
    let first = raw.chars().next().is_some_and(char::is_uppercase);
    let rest = raw.chars().skip(1).any(char::is_uppercase);
    match (first, rest) {
        (true, true) => Case::Upper,
        (true, false) => Case::Title,
        (false, true) => Case::Mixed,
        (false, false) => Case::Lower,
    }
}

/// Where a glued word comes apart: byte ends of all parts but the last.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Split {
    ends: Vec<usize>,
    /// The writing itself shows it: a digit or a capital inside.
    sure: bool,
    /// One part is a word that glues to anything.
    function: bool,
}

fn best_split(knowledge: &impl Knowledge, vocabulary: &Vocabulary, raw: &str) -> Option<Split> {
    if !raw.bytes().all(|b| b.is_ascii_alphanumeric()) || knowledge.is_whole(&folded(raw)) {
        return None;
    }
    if let Some(digit) = raw.bytes().position(|b| b.is_ascii_digit()) {
        // "over100": letters, then figures to the end.
        let word = vocabulary.get(&folded(&raw[..digit]))?;
        let figures = raw[digit..].bytes().all(|b| b.is_ascii_digit());
        return (digit >= 2 && figures && knowledge.frequency(word) > 20).then(|| Split {
            ends: vec![digit],
            sure: true,
            function: true,
        });
    }
    // "`JointOperations`": a capital behind a lower-case letter, with a known word on both sides.
    let bytes = raw.as_bytes();
    let humps: Vec<usize> =
        (1..bytes.len()).filter(|i| bytes[*i].is_ascii_uppercase() && bytes[*i - 1].is_ascii_lowercase()).collect();
    if let [hump] = humps[..] {
        let known = |part: &str| vocabulary.get(&folded(part)).is_some_and(|w| knowledge.frequency(w) > 0);
        let (first, second) = raw.split_at(hump);
        if hump >= 2
            && known(first)
            && (known(second) || second.len() >= 4)
            && !(first == "Mc" || first == "Mac" || first == "De")
        {
            return Some(Split { ends: vec![hump], sure: true, function: true });
        }
    }
    segment(knowledge, vocabulary, &raw.to_ascii_lowercase())
}

/// The most probable cut into two or three known words: the least sum of −log of their frequencies.
fn segment(knowledge: &impl Knowledge, vocabulary: &Vocabulary, raw: &str) -> Option<Split> {
    let len = raw.len();
    if !(SHORTEST_SEAMLESS..=40).contains(&len) {
        return None;
    }
    // best[i][k]: cost, function word used, start of the last part, for a cut of raw[..i] into k parts.
    let mut best: Vec<[Option<(f64, bool, usize)>; 4]> = vec![[None; 4]; len + 1];
    best[0][0] = Some((0.0, false, 0));
    // No part is shorter than two letters.
    for end in 2..=len {
        for start in end.saturating_sub(20)..end - 1 {
            // Three parts are the most: where none of fewer ends, no part can begin.
            if best[start][..3].iter().all(Option::is_none) {
                continue;
            }
            let part = &raw[start..end];
            let Some(word) = vocabulary.get(part) else { continue };
            let frequency = knowledge.frequency(word);
            let function = knowledge.is_function(word);
            let least = match part.len() {
                2 => 400,
                3 => 12,
                _ => 1,
            };
            if frequency < least && !function {
                continue;
            }
            let cost = 16.0 - f64::from(frequency.max(1)).ln();
            for k in 0..3 {
                let Some((before, used, _)) = best[start][k] else { continue };
                let total = before + cost;
                if best[end][k + 1].is_none_or(|(c, _, _)| total < c) {
                    best[end][k + 1] = Some((total, used || function, start));
                }
            }
        }
    }
    let (k, (_, function, _)) =
        (2..4).filter_map(|k| best[len][k].map(|b| (k, b))).min_by(|a, b| a.1.0.total_cmp(&b.1.0))?;
    let mut ends = Vec::new();
    let (mut at, mut parts) = (len, k);
    while parts > 1 {
        let (_, _, start) = best[at][parts]?;
        ends.push(start);
        at = start;
        parts -= 1;
    }
    ends.reverse();
    Some(Split { ends, sure: false, function })
}

/// Full stops and commas without a space behind, between letters.
fn missing_spaces(text: &str, tokens: &[Token]) -> usize {
    let glued = |w: &[Token]| w[1].kind == TokenKind::Punct && !w[1].spaced && !w[2].spaced;
    let mark = |t: &Token| matches!(t.raw(text), "," | "." | ";");
    let word = |t: &Token| t.kind == TokenKind::Word && t.span.len() > 2;
    tokens.windows(3).filter(|w| glued(w) && mark(&w[1]) && word(&w[0]) && word(&w[2])).count()
}

/// Joins `ki-lled`, `assa*ssinate`, `fata*lities` where the parts are no words and the whole is one.
fn unmask(vocabulary: &Vocabulary, text: &str, tokens: &mut Vec<Token>, from: usize) {
    let known = vocabulary.len();
    let mut i = from + 1;
    while i + 1 < tokens.len() {
        let (left, mask, right) = (&tokens[i - 1], &tokens[i], &tokens[i + 1]);
        // Nearly everywhere one look at the mark's kind is enough.
        if !matches!(mask.kind, TokenKind::Punct | TokenKind::Joiner) || mask.spaced || right.spaced {
            i += 1;
            continue;
        }
        let is_mask = matches!(mask.raw(text), "-" | "*" | "." | "_" | "·");
        let letters = left.kind == TokenKind::Word && right.kind == TokenKind::Word && right.case == Case::Lower;
        // A star is never a hyphen; a hyphen is a mask only before what is no word.
        let star = mask.raw(text) == "*";
        let parts = || left.word.index() >= known || right.word.index() >= known || left.span.len() <= 2;
        if is_mask && letters && (star || parts()) {
            let whole = format!("{}{}", left.raw(text), right.raw(text));
            if let Some(word) = vocabulary.get(&folded(&whole)).filter(|_| star || right.word.index() >= known) {
                tokens[i - 1] = Token { span: left.span.to(right.span), word, lemma: word, repaired: true, ..*left };
                tokens.drain(i..=i + 1);
                continue;
            }
        }
        i += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Tokenizer, tokenize};

    struct Fake<'v>(&'v Vocabulary);

    impl Knowledge for Fake<'_> {
        fn frequency(&self, word: WordId) -> u32 {
            if word.index() < self.0.len() { 500 } else { 0 }
        }

        fn is_function(&self, word: WordId) -> bool {
            matches!(self.0.text(word), "the" | "of" | "and" | "over")
        }

        fn is_whole(&self, _: &str) -> bool {
            false
        }
    }

    fn check(text: &str, expected: &str) {
        let mut vocabulary = Vocabulary::new();
        for word in "the of and over cells sleeper dismantling forces joint operations in killed killing hit gun men many areas police".split(' ') {
            vocabulary.intern(word);
        }
        let (mut words, mut tokens) = (LocalWords::default(), Vec::new());
        tokenize(&Tokenizer::default(), &vocabulary, &mut words, text, ByteSpan::new(0, text.len()), &mut tokens);
        repair(&Fake(&vocabulary), &vocabulary, &mut words, text, &mut tokens, 0, &mut Gluing::default());
        let found: Vec<&str> = tokens.iter().map(|t| t.raw(text)).collect();
        assert_eq!(found.join(" "), expected);
    }

    #[test]
    fn a_name_that_comes_back_stays_whole() {
        check(
            "Overin hit. Overin killed. Overin, in police areas",
            "Overin hit . Overin killed . Overin , in police areas",
        );
    }

    #[test]
    fn glued_words_come_apart() {
        check("killing over100 in JointOperations", "killing over 100 in Joint Operations");
        check(
            "theforces ofpolice dismantlingsleeper andareas cells",
            "the forces of police dismantling sleeper and areas cells",
        );
    }

    #[test]
    fn compounds_stay_in_clean_text() {
        check("police hit gunmen in many areas", "police hit gunmen in many areas");
    }

    #[test]
    fn masked_words_are_joined() {
        check("police ki-lled many", "police ki-lled many");
        assert_eq!(folded("ki-lled"), "killed");
        check("police gun-men hit", "police gun - men hit");
    }
}
