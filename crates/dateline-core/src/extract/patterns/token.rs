//! One step against one place of a text.
//!
//! Invariant: nothing here allocates but the shape of a token longer than most.

use smallvec::SmallVec;

use crate::compile::TypeSet;
use crate::compile::pattern::{Custom, Field, HitTest, MAX_STEP, Pred, Step, VerbTest};

use crate::plugin::WordView;
use crate::text::WordId;

use super::{PhraseFacts, TokenFacts, VerbFacts};

/// Ends of what a step can take, the preferred first.
pub(super) type Ends = SmallVec<[u32; 8]>;

/// Collects where the step can end when it starts at `at` and must end by `limit`.
pub(super) fn ends<F: TokenFacts>(step: &Step, facts: &F, at: u32, limit: u32, out: &mut Ends) {
    out.clear();
    match step {
        Step::Token(pred) => out.extend(holds(pred, facts, at).then_some(at + 1)),
        Step::Phrase(hits, pred) => {
            for phrase in facts.starting(at) {
                let wanted = hits.iter().filter(|(_, wanted)| *wanted).all(|(hit, _)| passes(hit, &phrase));
                let same = |other: &PhraseFacts| other.end == phrase.end;
                let unwanted = || {
                    let mut refused = hits.iter().filter(|(_, wanted)| !*wanted);
                    refused.any(|(hit, _)| facts.starting(at).filter(same).any(|phrase| passes(hit, &phrase)))
                };
                if wanted && phrase.end > at && !unwanted() && holds(pred, facts, phrase.end - 1) {
                    out.push(phrase.end);
                }
            }
        }
        Step::Noun(types, pred) => {
            if let Some(group) = facts.noun(at).filter(|group| group.start == at)
                && types.iter().all(|(set, wanted)| group.types.meets(*set) == *wanted)
                && holds(pred, facts, group.head)
            {
                out.push(group.end);
            }
        }
        Step::Verb(test, pred) => {
            if let Some(group) = facts.verb(at).filter(|group| group.start == at)
                && verb_passes(*test, group)
                && holds(pred, facts, group.head)
            {
                out.push(group.end);
            }
        }
        Step::Typed(types) => {
            out.extend(facts.noun(at).filter(|g| g.start == at && g.types.meets(*types)).map(|g| g.end));
            out.extend(facts.starting(at).filter(|p| p.types.meets(*types)).map(|p| p.end));
        }
    }
    out.retain(|end| *end > at && *end <= limit && *end - at <= MAX_STEP);
    out.sort_unstable_by_key(|end| std::cmp::Reverse(*end));
    out.dedup();
}

/// True when a noun group or phrase of one of the types ends before `at`.
pub(super) fn ends_with<F: TokenFacts>(types: TypeSet, facts: &F, at: u32) -> bool {
    let Some(last) = at.checked_sub(1) else { return false };
    facts.noun(last).is_some_and(|group| group.end == at && group.types.meets(types))
        || facts.covering(last).any(|phrase| phrase.end == at && phrase.types.meets(types))
}

fn verb_passes(test: VerbTest, group: VerbFacts) -> bool {
    test.voice >> u8::from(group.passive) & 1 == 1
        && test.negated >> u8::from(group.negated) & 1 == 1
        && test.tense >> group.tense.min(2) & 1 == 1
}

fn passes(hit: &HitTest, phrase: &PhraseFacts) -> bool {
    match hit {
        HitTest::Lexicon(lexicons) => phrase.lexicon.is_some_and(|lexicon| lexicons.contains(&lexicon)),
        HitTest::Type(types) => phrase.types.meets(*types),
        HitTest::Entity(entries) => phrase.entry.is_some_and(|entry| entries.contains(&entry)),
    }
}

/// The token passes the test.
pub(super) fn holds<F: TokenFacts>(pred: &Pred, facts: &F, at: u32) -> bool {
    match pred {
        Pred::Any => true,
        Pred::Word(words) => among(words, facts.word(at)),
        Pred::Lemma(words) => among(words, facts.lemma(at)),
        Pred::Exact(texts) => texts.iter().any(|text| **text == *facts.raw(at)),
        Pred::Shape(shapes) => {
            let shape = shape(facts.raw(at));
            shapes.iter().any(|wanted| wanted.as_bytes() == &shape[..])
        }
        Pred::Tag(tags) => tags.has(facts.tag(at)),
        Pred::Case(cases) => cases.has(facts.case(at)),
        Pred::Regex(Field::Raw, regex) => regex.is_match(facts.raw(at).as_bytes()),
        Pred::Regex(Field::Word, regex) => regex.is_match(facts.text(facts.word(at)).as_bytes()),
        Pred::Regex(Field::Lemma, regex) => regex.is_match(facts.text(facts.lemma(at)).as_bytes()),
        Pred::Regex(Field::Shape, regex) => regex.is_match(&shape(facts.raw(at))),
        Pred::Covered(hit) => facts.covering(at).any(|phrase| passes(hit, &phrase)),
        Pred::Custom(Custom(predicate)) => predicate.holds(WordView {
            raw: facts.raw(at),
            folded: facts.text(facts.word(at)),
            lemma: facts.text(facts.lemma(at)),
            tag: facts.tag(at),
            case: facts.case(at),
        }),
        Pred::All(all) => all.iter().all(|pred| holds(pred, facts, at)),
        Pred::OneOf(any) => any.iter().any(|pred| holds(pred, facts, at)),
        Pred::Not(pred) => !holds(pred, facts, at),
    }
}

/// Words up to which a list is read from its beginning.
const SHORT: usize = 8;

/// The sorted list holds the word.
fn among(words: &[WordId], word: WordId) -> bool {
    if words.len() <= SHORT { words.contains(&word) } else { words.binary_search(&word).is_ok() }
}

/// `Xx` for `Mosul`, `X` for `ISIS`, `d:d` for `12:15`: a run of one kind is one letter.
fn shape(raw: &str) -> SmallVec<[u8; 24]> {
    let mut shape = SmallVec::new();
    let mut before = '\0';
    for c in raw.chars() {
        let kind = match c {
            c if c.is_uppercase() => 'X',
            c if c.is_alphabetic() => 'x',
            c if c.is_numeric() => 'd',
            c => c,
        };
        if kind != before {
            shape.extend_from_slice(kind.encode_utf8(&mut [0; 4]).as_bytes());
        }
        before = kind;
    }
    shape
}

#[cfg(test)]
mod tests {
    #[test]
    fn shapes() {
        let check = |raw: &str, expected: &str| assert_eq!(&super::shape(raw)[..], expected.as_bytes());
        check("Mosul", "Xx");
        check("ISIS", "X");
        check("2024-11-23", "d-d-d");
        check("M4A1", "XdXd");
        check("Şalāḩ", "Xx");
        check("$5.3bn", "$d.dx");
        check("", "");
    }
}
