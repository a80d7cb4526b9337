//! Past tense or participle, verb or noun, seen from the whole sentence: every clause has one finite verb.
//!
//! Deciding from left to right, the tagger cannot know whether a main verb will come. This pass only ever gives a word a
//! tag that it is known to have.

use super::Lexicon;
use super::features::is_finite;
use crate::text::{Tag, Token, TokenKind, Words};

/// Corrects the tags of one sentence.
pub(super) fn correct(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token]) {
    if tokens.iter().any(|token| token.tag == Tag::Vbd) {
        reduce_relatives(lexicon, tokens);
    }
    let ended = tokens.last().is_some_and(|token| token.kind == TokenKind::Punct && token.span.len() == 1);
    if ended && !tokens.iter().any(|token| is_finite(token.tag)) {
        find_main_verb(lexicon, words, tokens);
    }
}

/// `The men arrested near Mosul were …`: behind a noun, with no object, and another finite verb to come.
fn reduce_relatives(lexicon: &Lexicon, tokens: &mut [Token]) {
    for at in 1..tokens.len().saturating_sub(1) {
        let follows = matches!(tokens[at + 1].tag, Tag::In | Tag::Rp);
        if tokens[at].tag != Tag::Vbd || !follows || !is_head(tokens[at - 1].tag) || !is_both(lexicon, &tokens[at]) {
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
        let before = if *at > 1 && tokens[at - 1].tag == Tag::Rb { at - 2 } else { at - 1 };
        let subject = is_head(tokens[before].tag) || tokens[before].tag == Tag::Prp;
        tokens[*at].tag == Tag::Vbn && subject && is_both(lexicon, &tokens[*at])
    });
    if let Some(at) = verb {
        tokens[at].tag = Tag::Vbd;
    } else if let Some((at, tag)) = (1..tokens.len()).find_map(|at| Some((at, in_present(lexicon, words, tokens, at)?)))
    {
        tokens[at].tag = tag;
    }
}

/// "The ozone causes more damage.", "These works also challenge the reader.": the tag of a verb of the present that agrees
/// with the noun before it and has an object.
fn in_present(lexicon: &Lexicon, words: &Words<'_>, tokens: &[Token], at: usize) -> Option<Tag> {
    let before = if at > 1 && tokens[at - 1].tag == Tag::Rb { at - 2 } else { at - 1 };
    let tag = match (tokens[before].tag, tokens[at].tag) {
        (Tag::Nn | Tag::Nnp, Tag::Nns) => Tag::Vbz,
        (Tag::Nns, Tag::Nn) => Tag::Vbp,
        _ => return None,
    };
    let behind = |n: usize| tokens.get(at + n).map_or(Tag::Punct, |token| token.tag);
    let object =
        matches!(behind(1), Tag::Dt | Tag::PrpPoss | Tag::Prp) || behind(1).is_adjective() && is_head(behind(2));
    let forms = lexicon.get(tokens[at].word).tags.union(lexicon.hint(words, &tokens[at]));
    let plain = tag == Tag::Vbp && forms.contains(Tag::Vb);
    (object && (forms.contains(tag) || plain)).then_some(tag)
}

fn is_head(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::Cd | Tag::PronNn)
}

/// The word can be past tense and participle; of an unknown word its tag has shown as much.
fn is_both(lexicon: &Lexicon, token: &Token) -> bool {
    let tags = lexicon.get(token.word).tags;
    tags.is_empty() || (tags.contains(Tag::Vbd) && tags.contains(Tag::Vbn))
}
