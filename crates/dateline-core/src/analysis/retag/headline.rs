//! Second thoughts on headlines, which tell in the present tense and leave auxiliaries out.
//!
//! Invariant: a word becomes a verb only where the verb lexicon knows it as one.

use crate::compile::{Program, WordClass};
use crate::text::{Case, Tag, Token, TokenKind, WordId};

use super::{is_finite, is_object, tag_at};

/// "Renewed airstrikes target areas": a headline's first word describes the plural before its verb.
pub(super) fn is_opening_modifier(tokens: &[Token], text: &str) -> bool {
    let verb = tokens[2].raw(text);
    tokens[1].tag == Tag::Nns && !verb.ends_with('s') && !verb.ends_with("ing") && is_object(tokens, 3)
}

/// "Man shot dead in market": a past form read as a noun, between a noun and the state that it ends in.
pub(super) fn mark_states(program: &Program, tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool) {
    for at in 1..tokens.len() {
        let past = tokens[at].tag == Tag::Nn
            && is_verb_form(&tokens[at])
            && program.tagger.known(tokens[at].word).contains(Tag::Vbn);
        let state = tokens.get(at + 1).is_some_and(|t| t.tag.is_adjective() && !is_verb_form(t))
            && tokens.get(at + 2).is_none_or(|t| t.tag == Tag::In);
        // "Man, 30, shot dead in"
        let aged = at > 3
            && tokens[at - 2].tag == Tag::Cd
            && [at - 1, at - 3].iter().all(|i| tokens[*i].kind == TokenKind::Punct)
            && tokens[at - 4].tag.is_noun();
        // "17-year-old shot dead in"
        let years = at > 1 && (tokens[at - 2].kind == TokenKind::Joiner || tokens[at - 2].tag == Tag::Hyph);
        // "Oil depot set ablaze in": the rest of the verb's phrase, which the tagger does not know.
        let rest = tokens.get(at + 1).filter(|_| past && tokens.get(at + 2).is_none_or(|t| t.tag == Tag::In));
        let held = rest.is_some_and(|next| {
            let whole = |rest: &[WordId]| rest.len() == 1 && rest[0] == next.word;
            program.verbs.of(tokens[at].word).iter().any(|entry| whole(&entry.rest))
        });
        if held {
            tokens[at + 1].tag = Tag::Rb;
        }
        let state = state || held;
        if past && state && (tokens[at - 1].tag.is_noun() || aged || years) {
            tokens[at].tag = Tag::Vbn;
        }
    }
}

/// "Man seriously injured in market": behind an adverb a headline's only verb, a past form without an object, was suffered.
pub(super) fn mark_suffered(program: &Program, tokens: &mut [Token]) {
    for at in 2..tokens.len() {
        let suffered = tokens[at].tag == Tag::Vbd
            && tokens[at - 1].tag == Tag::Rb
            && tokens[at - 2].tag.is_noun()
            && tokens.get(at + 1).is_none_or(|t| t.tag == Tag::In)
            && program.tagger.known(tokens[at].word).contains(Tag::Vbn)
            && !program.grammar.is(tokens[at].word, WordClass::IntransitivePast);
        if suffered && !tokens[..at].iter().any(is_finite) {
            tokens[at].tag = Tag::Vbn;
        }
    }
}

/// "Gunmen kill two and wound three": behind "and", what agrees with the verb before it and stands before a number or
/// determiner is a verb too.
pub(super) fn mark_joined(tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) {
    for at in 2..tokens.len() {
        let (token, next) = (tokens[at], tag_at(tokens, Some(at + 1)));
        // "Settlers attack village, wound six"
        let joint = tokens[at - 1].tag == Tag::Cc || tokens[at - 1].raw(text) == ",";
        if !joint || !matches!(token.tag, Tag::Nn | Tag::Nns) || !is_verb_form(&token) {
            continue;
        }
        let earlier = tokens[..at - 1].iter().rev().find(|t| is_finite(t)).map(|t| t.tag);
        let third = token.tag == Tag::Nns && token.raw(text).ends_with('s');
        let agrees = earlier == Some(if third { Tag::Vbz } else { Tag::Vbp });
        let counted = matches!(next, Tag::Cd | Tag::Dt | Tag::PrpPoss | Tag::Jjr);
        // "kills two, wounds US soldier"
        let noun = if third { next.is_noun() || next.is_adjective() } else { next == Tag::Nns };
        if agrees && (counted || noun) {
            tokens[at].tag = if third { Tag::Vbz } else { Tag::Vbp };
        }
    }
}

/// "Bombs, clashes kill 14", "Airstrikes, shelling kill 14": a plural or deed behind a comma, read as the verb of what stands
/// before it.
pub(super) fn mark_subjects(tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) {
    for at in 2..tokens.len() {
        let joined = tokens[at - 1].raw(text) == "," && tokens[at - 2].tag == Tag::Nns;
        let verb = tokens.get(at + 1).is_some_and(|t| matches!(t.tag, Tag::Vb | Tag::Vbp) && is_verb_form(t));
        if joined && verb && tokens[at].tag == Tag::Vbz && is_object(tokens, at + 2) {
            (tokens[at].tag, tokens[at + 1].tag) = (Tag::Nns, Tag::Vbp);
        }
        let counts = tag_at(tokens, Some(at + 2)) == Tag::Cd;
        let base = tokens.get(at + 1).is_some_and(|t| matches!(t.tag, Tag::Nn | Tag::Vb | Tag::Vbp) && is_verb_form(t));
        if joined && counts && base && tokens[at].tag == Tag::Vbg {
            (tokens[at].tag, tokens[at + 1].tag) = (Tag::Nn, Tag::Vbp);
        }
    }
}

/// "Security forces kill and arrest three persons who", "Blast kills, wounds nine": two verbs of a headline read as nouns,
/// before what they both do it to.
pub(super) fn mark_pairs(tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) {
    for at in 2..tokens.len() {
        let noun = |t: &Token| matches!(t.tag, Tag::Nn | Tag::Vb) && is_verb_form(t) && !t.raw(text).ends_with("ing");
        let object = matches!(tag_at(tokens, Some(at + 2)), Tag::Cd | Tag::Dt | Tag::PrpPoss);
        let subject = tokens[..at - 1].iter().any(|t| matches!(t.tag, Tag::Nns | Tag::Nnps) || t.tag.is_proper());
        let verbless = !tokens[..at].iter().any(is_finite);
        let third = |t: &Token| t.tag == Tag::Nns && is_verb_form(t) && t.raw(text).ends_with('s');
        if tokens[at].raw(text) == ","
            && object
            && verbless
            && tokens[at - 2].tag.is_noun()
            && third(&tokens[at - 1])
            && tokens.get(at + 1).is_some_and(third)
        {
            (tokens[at - 1].tag, tokens[at + 1].tag) = (Tag::Vbz, Tag::Vbz);
        }
        if tokens[at].tag == Tag::Cc
            && object
            && subject
            && verbless
            && noun(&tokens[at - 1])
            && tokens.get(at + 1).is_some_and(noun)
        {
            (tokens[at - 1].tag, tokens[at + 1].tag) = (Tag::Vbp, Tag::Vbp);
        }
    }
}

/// "Houthis down US drone": a word that is a particle elsewhere, between a plural and what it is done to.
pub(super) fn is_downed(tokens: &[Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) -> bool {
    let [subject, verb, ..] = tokens else { return false };
    subject.tag.is_noun()
        && subject.raw(text).ends_with('s')
        && matches!(verb.tag, Tag::In | Tag::Rp | Tag::Rb)
        && is_verb_form(verb)
        && is_object(tokens, 2)
}

/// "Renewed fighting between the army and rebels": a headline's deed with what describes it, read as two verbs.
pub(super) fn is_described_deed(tokens: &[Token], at: usize) -> bool {
    at == 1
        && matches!(tokens[0].tag, Tag::Vbd | Tag::Vbn)
        && tokens[1].tag == Tag::Vbg
        && tag_at(tokens, Some(2)) == Tag::In
}

/// "Fighting continues in the south": a headline's first word is a deed that goes on, and what it does was read as a noun.
pub(super) fn is_deed_subject(tokens: &[Token], text: &str) -> bool {
    tokens[0].tag == Tag::Vbg
        && tokens[1].tag == Tag::Nns
        && tokens[1].raw(text).ends_with('s')
        && tokens.get(2).is_none_or(|t| t.tag == Tag::In)
}

/// The word of a headline without a finite verb that tells in the present: behind a noun, before a group or preposition.
/// One before a number or determiner is the surest.
pub(super) fn headline_verb(
    tokens: &[Token],
    is_verb_form: &dyn Fn(usize, &Token) -> bool,
    is_phrasal: &dyn Fn(usize) -> bool,
    is_body: &dyn Fn(usize) -> bool,
    text: &str,
) -> Option<(u8, usize)> {
    let quote = |t: &Token| t.kind == TokenKind::Punct && matches!(t.raw(text), "”" | "\"" | "“" | "»" | "«");
    let strength = |i: usize| {
        let token = tokens[i];
        let base = matches!(token.tag, Tag::Nn | Tag::Nns | Tag::Vb | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Vbp);
        // "Shells wound six": the past of another verb, which the tagger takes for an adverb or a participle.
        let counts = tag_at(tokens, Some(i + 1)) == Tag::Cd && tokens[i - 1].tag == Tag::Nns;
        let base = base || counts && matches!(token.tag, Tag::Rb | Tag::Vbn | Tag::Vbd);
        let raw = token.raw(text);
        // "“Border forces” target villages"
        let before = tokens[..i].iter().rev().find(|t| !quote(t)).copied().unwrap_or(tokens[i - 1]);
        if !base || !is_verb_form(i, &token) || raw.ends_with("ing") || raw.ends_with("ed") || !before.tag.is_noun() {
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
        // "Protesters torch office": a headline's capital hides the plural from the tagger.
        let word = before.raw(text);
        let plural = plural || i == 1 && word.ends_with('s') && !word.ends_with("ss") || is_body(i);
        match (counted, noun, preposition) {
            (true, _, _) => 3,
            // "Army hands over base"
            _ if (third || plural) && is_phrasal(i) => 2,
            (_, true, _) if third || plural => 2,
            (_, _, true) if third && before.tag != Tag::Nns || !third && before.tag == Tag::Nns => 1,
            _ => 0,
        }
    };
    let best = (1..tokens.len()).map(|i| (strength(i), std::cmp::Reverse(i))).max()?;
    (best.0 > 0).then_some((best.0, best.1.0))
}
