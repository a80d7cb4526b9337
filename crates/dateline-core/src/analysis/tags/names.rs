//! Names, seen from the whole sentence: how a word is written says what its context left open.
//!
//! Deciding from left to right, the tagger cannot know that the next word goes on with a name. Trainer and tagger decode
//! alike, so what is not to be learned stands here. This pass only ever exchanges tags of names with those of others.

use super::Lexicon;
use super::features::{Shape, Style, shape};
use crate::text::{Case, Tag, TagSet, Token, TokenKind, Words};

/// Corrects the tags of one sentence.
pub(super) fn correct(lexicon: &Lexicon, words: &Words<'_>, tokens: &mut [Token]) {
    // It is asked for in few sentences, and is not told by tags.
    let mut style = None;
    for at in 0..tokens.len() {
        let tag = tokens[at].tag;
        // An address is the name of a place in the net.
        if tokens[at].kind == TokenKind::Link {
            tokens[at].tag = Tag::Nnp;
            continue;
        }
        let plain = matches!(tag, Tag::Nn | Tag::Jj) || TagSet::FULL_VERBS.contains(tag);
        let doubtful = if tokens[at].case == Case::Lower { tag.is_proper() } else { plain };
        if tokens[at].kind != TokenKind::Word || !doubtful {
            continue;
        }
        let style = *style.get_or_insert_with(|| Style::of(tokens));
        let known = lexicon.get(tokens[at].word);
        let unknown = || known.tags.is_empty() && lexicon.hint(words, &tokens[at]).is_empty();
        tokens[at].tag = match shape(tokens, at, style) {
            // "the captain": what is known as a noun as well is one in small letters.
            Shape::Lower if known.small.contains(common(tag)) => common(tag),
            // "the NGX", "his PigeonPost": letters that nobody knows as a word.
            Shape::Upper if unknown() && !is_code(tokens, at) => Tag::Nnp,
            Shape::Initial if unknown() => Tag::Nnp,
            Shape::Mixed if tag == Tag::Nn && unknown() => Tag::Nnp,
            // "Bridge Authority Chief": the capital at a sentence's beginning is a name's, where the next word has one that
            // it has in no other noun.
            Shape::Initial if tag == Tag::Nn && goes_on(tokens, at, style) && is_common(lexicon, tokens[at + 1]) => {
                Tag::Nnp
            }
            // "Wells Fargo": nor does a sentence begin with a verb of the third person.
            Shape::Initial if tag == Tag::Vbz && goes_on(tokens, at, style) => Tag::Nnp,
            // No verb has a capital inside a sentence, unless a mark is missing before it.
            Shape::Title if TagSet::FULL_VERBS.contains(tag) && !known.small.contains(tag) => Tag::Nnp,
            _ => tag,
        };
    }
}

/// The common noun's tag in place of a name's.
fn common(tag: Tag) -> Tag {
    match tag {
        Tag::Nnps => Tag::Nns,
        Tag::NnpJj => Tag::Jj,
        _ => Tag::Nn,
    }
}

/// The next word is a name with a capital of its own.
fn goes_on(tokens: &[Token], at: usize, style: Style) -> bool {
    let next = at + 1;
    tokens.get(next).is_some_and(|t| t.tag.is_proper()) && shape(tokens, next, style) == Shape::Title
}

/// A word that is a common noun in small letters.
fn is_common(lexicon: &Lexicon, token: Token) -> bool {
    lexicon.get(token.word).small.contains(Tag::Nn)
}

/// "7MX": the letters of a code that begins with figures.
fn is_code(tokens: &[Token], at: usize) -> bool {
    !tokens[at].spaced && at.checked_sub(1).is_some_and(|i| tokens[i].kind == TokenKind::Number)
}
