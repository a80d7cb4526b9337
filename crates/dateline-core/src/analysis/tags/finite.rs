//! Past tense or participle, verb or noun, seen from the whole sentence: every clause has one finite verb.
//!
//! Deciding from left to right, the tagger cannot know whether a main verb will come. This pass only ever gives a word a
//! tag that it is known to have.

use super::Lexicon;
use super::features::is_finite;
use crate::text::{Tag, Token, TokenKind, Words};

/// Corrects the tags of one sentence.
pub(super) fn correct(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token]) {
    for at in 0..tokens.len().saturating_sub(1) {
        match tokens[at].tag {
            Tag::In | Tag::To => lead_infinitive(lexicon, words, tokens, at),
            Tag::Vbd => lead_participle(lexicon, tokens, at, Tag::AuxVbd),
            Tag::Vbp => lead_participle(lexicon, tokens, at, Tag::AuxVbp),
            Tag::Vbz => lead_participle(lexicon, tokens, at, Tag::AuxVbz),
            _ => {}
        }
    }
    if tokens.iter().any(|token| token.tag == Tag::Vbd) {
        reduce_relatives(lexicon, tokens);
    }
    find_relative_verbs(lexicon, words, tokens);
    let ended = tokens.last().is_some_and(|token| token.kind == TokenKind::Punct && token.span.len() == 1);
    if ended && !tokens.iter().any(|token| is_finite(token.tag)) {
        find_main_verb(lexicon, words, tokens);
    }
}

/// "to leave", "to anchor the boat": what can be the infinitive's particle is one before a verb without an ending, and so is
/// before it what can be one and has an object.
fn lead_infinitive(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token], at: usize) {
    if !lexicon.get(tokens[at].word).tags.contains(Tag::To) {
        return;
    }
    let next = tokens[at + 1];
    let object = || tokens.get(at + 2).is_some_and(|t| matches!(t.tag, Tag::Dt | Tag::PrpPoss | Tag::Prp));
    match next.tag {
        Tag::Vb | Tag::AuxVb => tokens[at].tag = Tag::To,
        Tag::Nn if object() && can_be(lexicon, words, &next, Tag::Vb) => {
            (tokens[at].tag, tokens[at + 1].tag) = (Tag::To, Tag::Vb);
        }
        _ => {}
    }
}

/// "he had hit a wall": a form that can be an auxiliary is one before a participle that describes no noun.
fn lead_participle(lexicon: &Lexicon, tokens: &mut [Token], at: usize, auxiliary: Tag) {
    let behind = |n: usize| tokens.get(at + n).map_or(Tag::Punct, |token| token.tag);
    let adverb = usize::from(behind(1) == Tag::Rb);
    let object = behind(adverb + 2);
    let led = behind(adverb + 1) == Tag::Vbn && !matches!(object, Tag::Nn | Tag::Nns) && !object.is_adjective();
    if led && lexicon.get(tokens[at].word).tags.contains(auxiliary) {
        tokens[at].tag = auxiliary;
    }
}

/// `The men arrested near Mosul were …`, `a shell left over from the war went off`: behind a noun, with no object, and
/// another finite verb to come. `freed 16 kidnapped travellers`: between a number with a verb before it and its noun.
fn reduce_relatives(lexicon: &Lexicon, tokens: &mut [Token]) {
    for at in 1..tokens.len().saturating_sub(1) {
        if tokens[at].tag != Tag::Vbd {
            continue;
        }
        let next = tokens[at + 1].tag;
        let counted = at > 1 && tokens[at - 1].tag == Tag::Cd && tokens[at - 2].tag.is_verb();
        if counted && next == Tag::Nns && is_both(lexicon, &tokens[at]) {
            tokens[at].tag = Tag::Vbn;
            continue;
        }
        let adverb = next == Tag::Rb && tokens.get(at + 2).is_some_and(|t| t.tag == Tag::In);
        if !adverb && !matches!(next, Tag::In | Tag::Rp) {
            continue;
        }
        if !is_head(tokens[at - 1].tag) || !is_both(lexicon, &tokens[at]) {
            continue;
        }
        let clause_end = |token: &&Token| {
            !matches!(token.tag, Tag::Punct | Tag::Cc | Tag::Sconj | Tag::PronWdt | Tag::Wp | Tag::Wrb | Tag::Prp)
        };
        if tokens[at + 2..].iter().take_while(clause_end).any(|token| is_finite(token.tag)) {
            tokens[at].tag = Tag::Vbn;
        }
    }
}

/// A full sentence without a finite verb: the first participle behind a noun is its verb, or else the first noun that can
/// be a verb of the present.
fn find_main_verb(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token]) {
    let verb = (1..tokens.len()).find(|at| {
        let before = tokens[ahead(tokens, *at)].tag;
        let subject = is_head(before) || before == Tag::Prp;
        tokens[*at].tag == Tag::Vbn && subject && is_both(lexicon, &tokens[*at])
    });
    if let Some(at) = verb {
        tokens[at].tag = Tag::Vbd;
    } else if let Some((at, tag)) = (1..tokens.len()).find_map(|at| Some((at, in_present(lexicon, words, tokens, at)?)))
    {
        tokens[at].tag = tag;
    }
}

/// "the bridge that spans the river", "the man whom Omar knows as": a relative clause without a finite verb. The first noun
/// in it that can be a verb of the present and agrees with what stands before it is its verb.
fn find_relative_verbs(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token]) {
    for opener in 1..tokens.len() {
        let pronoun = matches!(tokens[opener].tag, Tag::Wdt | Tag::PronWdt | Tag::Wp);
        if !pronoun {
            continue;
        }
        let before = tokens[opener - 1].tag;
        if !is_head(before) && !matches!(before, Tag::Punct | Tag::In) {
            continue;
        }
        let inside = |token: &&Token| {
            !matches!(token.tag, Tag::Punct | Tag::Cc | Tag::Sconj | Tag::PronWdt | Tag::Wdt | Tag::Wp | Tag::Wrb)
        };
        let end = opener + 1 + tokens[opener + 1..].iter().take_while(inside).count();
        if tokens[opener + 1..end].iter().any(|token| is_finite(token.tag) || token.tag == Tag::Vbn) {
            continue;
        }
        let verb = (opener + 1..end).find_map(|at| {
            let tag = match (tokens[at - 1].tag, tokens[at].tag) {
                (Tag::Wdt | Tag::PronWdt | Tag::Wp | Tag::Nnp | Tag::Prp, Tag::Nns) => Tag::Vbz,
                (Tag::Nns, Tag::Nn) => Tag::Vbp,
                _ => return None,
            };
            can_be(lexicon, words, &tokens[at], tag).then_some((at, tag))
        });
        if let Some((at, tag)) = verb {
            tokens[at].tag = tag;
        }
    }
}

/// The word is known as this form of the present.
fn can_be(lexicon: &Lexicon, words: &Words<'_>, token: &Token, tag: Tag) -> bool {
    let forms = lexicon.get(token.word).tags.union(lexicon.hint(words, token));
    forms.contains(tag) || tag == Tag::Vbp && forms.contains(Tag::Vb)
}

/// "The frost harms young trees.", "These walls also divide the town.": the tag of a verb of the present that agrees
/// with the noun before it and has an object.
fn in_present(lexicon: &Lexicon, words: &Words<'_>, tokens: &[Token], at: usize) -> Option<Tag> {
    let before = ahead(tokens, at);
    let tag = match (tokens[before].tag, tokens[at].tag) {
        (Tag::Nn | Tag::Nnp, Tag::Nns) => Tag::Vbz,
        (Tag::Nns, Tag::Nn) => Tag::Vbp,
        _ => return None,
    };
    let behind = |n: usize| tokens.get(at + n).map_or(Tag::Punct, |token| token.tag);
    let describes = behind(1).is_adjective() || behind(1) == Tag::Vbg;
    let object = matches!(behind(1), Tag::Dt | Tag::PrpPoss | Tag::Prp) || describes && is_head(behind(2));
    (object && can_be(lexicon, words, &tokens[at], tag)).then_some(tag)
}

/// The token before the word and the adverb that may stand between.
fn ahead(tokens: &[Token], at: usize) -> usize {
    if at > 1 && tokens[at - 1].tag == Tag::Rb { at - 2 } else { at - 1 }
}

fn is_head(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::Cd | Tag::PronNn)
}

/// The word can be past tense and participle; of an unknown word its tag has shown as much.
fn is_both(lexicon: &Lexicon, token: &Token) -> bool {
    let tags = lexicon.get(token.word).tags;
    tags.is_empty() || (tags.contains(Tag::Vbd) && tags.contains(Tag::Vbn))
}
