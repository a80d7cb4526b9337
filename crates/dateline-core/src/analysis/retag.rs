//! Second thoughts on tags, where the verb lexicon knows better than a tagger trained on general text.
//!
//! A clause without a finite verb is rare in running text, and headlines tell in the present tense what the tagger takes
//! for nouns: a word that can be a verb of the packs becomes one where its neighbours leave room for a verb.

use crate::compile::Program;
use crate::text::{Case, Tag, Token, TokenKind};

/// Mends the tags of one sentence.
pub(super) fn retag(program: &Program, headline: bool, tokens: &mut [Token], text: &str) {
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
