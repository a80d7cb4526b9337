//! Second thoughts on tags, where the verb lexicon knows better than a tagger trained on general text.
//!
//! A clause without a finite verb is rare in running text, and headlines tell in the present tense what the tagger takes
//! for nouns: a word that can be a verb of the packs becomes one where its neighbours leave room for a verb.

use crate::compile::{EntryId, Program, WordClass};
use crate::text::{Case, Tag, Token, TokenKind};

use super::model::{Hit, Meaning};

/// Mends the tags of one sentence.
pub(super) fn retag(program: &Program, headline: bool, tokens: &mut [Token], hits: &[Hit], start: u32, text: &str) {
    let finite =
        |t: &Token| matches!(t.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp);
    let is_verb_form =
        |t: &Token| t.kind == TokenKind::Word && program.verb_forms.get(t.word.index()).copied().unwrap_or(false);
    if headline && !tokens.iter().any(finite) {
        if let Some(at) = headline_verb(tokens, &is_verb_form, text) {
            tokens[at].tag = if tokens[at].raw(text).ends_with('s') { Tag::Vbz } else { Tag::Vbp };
        }
        return;
    }
    for hit in hits.iter().filter(|hit| hit.tokens.len() == 1) {
        let at = (hit.tokens.start - start) as usize;
        match hit.meaning {
            Meaning::Noun(_) if is_deed_noun(program, tokens, at) => tokens[at].tag = Tag::Nn,
            Meaning::Noun(_) if is_deed_plural(tokens, at, text) => tokens[at].tag = Tag::Nns,
            Meaning::Entry(id) if is_listed_head(program, tokens, at, id) => tokens[at].tag = Tag::Nn,
            _ => {}
        }
    }
    // "Al-Hakim further detailed, “…": a past form read as adjective between its subject and a comma or quote.
    for i in 1..tokens.len() {
        let token = tokens[i];
        if !matches!(token.tag, Tag::Jj | Tag::Vbn) || !is_verb_form(&token) || !token.raw(text).ends_with("ed") {
            continue;
        }
        let before = tokens[..i].iter().rev().find(|t| !matches!(t.tag, Tag::Rb | Tag::Rbr));
        let subject = before.is_some_and(|t| t.tag.is_proper() || t.tag == Tag::Prp);
        let open = tokens.get(i + 1).is_some_and(|t| matches!(t.raw(text), "," | ":" | "\"" | "“" | "that"));
        let opens_sentence = !tokens[..i].iter().any(finite);
        if subject && open && opens_sentence && tokens[..i].iter().all(|t| !t.tag.is_verb()) {
            tokens[i].tag = Tag::Vbd;
        }
    }
}

/// "the priest's killing shocked", "days of shelling in Idlib", "an army raid ended": a deed's noun read as its verb, where
/// no object follows and a verb cannot stand.
fn is_deed_noun(program: &Program, tokens: &[Token], at: usize) -> bool {
    let tag = |i: Option<usize>| i.and_then(|i| tokens.get(i)).map_or(Tag::Punct, |t| t.tag);
    let (before, next) = (tag(at.checked_sub(1)), tag(Some(at + 1)));
    let object = next.is_noun()
        || next.is_adjective() && tag(Some(at + 2)).is_noun()
        || matches!(next, Tag::Dt | Tag::Cd | Tag::Prp | Tag::PrpPoss | Tag::PronDt);
    match tokens[at].tag {
        Tag::Vbg => {
            let of = at > 0 && program.grammar.is(tokens[at - 1].word, WordClass::Of) && next == Tag::In;
            before == Tag::Poss || !object && (of || matches!(before, Tag::PrpPoss | Tag::Dt))
        }
        Tag::Vb => {
            let led = tokens[..at].iter().rev().take(4).any(|t| t.tag.is_aux() || matches!(t.tag, Tag::To | Tag::Md));
            let inside =
                before.is_noun() && tokens[..at - 1].last().is_some_and(|t| t.tag == Tag::Dt || t.tag.is_adjective());
            !led && !object && (matches!(before, Tag::Dt | Tag::PrpPoss | Tag::Poss) || inside)
        }
        _ => false,
    }
}

/// "two ISIS attacks on Monday frightened": a deed's plural behind its number read as a verb, before the finite one.
fn is_deed_plural(tokens: &[Token], at: usize, text: &str) -> bool {
    let counted = tokens[..at].iter().rev().find(|t| !t.tag.is_noun()).is_some_and(|t| t.tag == Tag::Cd);
    let verb =
        tokens[at + 1..].iter().take(8).take_while(|t| t.tag != Tag::Cc && t.kind != TokenKind::Punct).any(|t| {
            matches!(t.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp)
        });
    tokens[at].tag == Tag::Vbz && tokens[at].raw(text).ends_with('s') && counted && verb
}

/// "a wanted militant committed suicide": a person's noun read as an adjective, with no noun behind it.
fn is_listed_head(program: &Program, tokens: &[Token], at: usize, id: EntryId) -> bool {
    let next = tokens.get(at + 1);
    let headed = next.is_some_and(|t| {
        t.tag.is_noun() || t.tag.is_adjective() && tokens.get(at + 2).is_some_and(|t| t.tag.is_noun())
    });
    tokens[at].tag.is_adjective()
        && !headed
        && program.types_of(id).meets(program.kinds.person)
        && !program.entry(id).is_name
}

/// The word of a headline without a finite verb that tells in the present: behind a noun, before a group or preposition.
/// One before a number or determiner is the surest.
fn headline_verb(tokens: &[Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) -> Option<usize> {
    let strength = |i: usize| {
        let token = tokens[i];
        let base = matches!(token.tag, Tag::Nn | Tag::Nns | Tag::Vb | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Vbp);
        let raw = token.raw(text);
        let before = tokens[i - 1];
        if !base || !is_verb_form(&token) || raw.ends_with("ing") || raw.ends_with("ed") || !before.tag.is_noun() {
            return 0;
        }
        let next = tokens.get(i + 1).filter(|t| t.kind != TokenKind::Joiner);
        let counted = next.is_some_and(|t| matches!(t.tag, Tag::Cd | Tag::Dt | Tag::PrpPoss));
        let noun = next.is_some_and(|t| t.tag.is_noun() || t.tag.is_adjective());
        let preposition = next.is_some_and(|t| matches!(t.tag, Tag::In | Tag::To | Tag::Rp | Tag::Sconj));
        // "Car bomb kills nine" agrees in the singular, "Gunmen storm hotel" in the plural; bodies take both.
        let third = raw.ends_with('s') && !raw.ends_with("ss");
        let plural =
            before.tag == Tag::Nns || before.tag == Tag::Nnps || before.tag.is_proper() || before.case == Case::Upper;
        match (counted, noun, preposition) {
            (true, _, _) => 3,
            (_, true, _) if third || plural => 2,
            (_, _, true) if third && before.tag != Tag::Nns || !third && before.tag == Tag::Nns => 1,
            _ => 0,
        }
    };
    let best = (1..tokens.len()).map(|i| (strength(i), std::cmp::Reverse(i))).max()?;
    (best.0 > 0).then_some(best.1.0)
}
