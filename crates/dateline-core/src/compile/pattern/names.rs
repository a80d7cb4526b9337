//! What a pattern needs to know of the packs: words, lexicons, types, entries, roles.

use std::sync::Arc;

use dateline_model::ByteSpan;

use crate::compile::{EntryId, TypeId};
use crate::plugin::Predicate;
use crate::text::{LocalWords, TokenKind, Tokenizer, Vocabulary, WordId, folded, tokenize};

/// Kinds of names, for "did you mean".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameKind {
    /// Lexicons, for `lex=`.
    Lexicon,
    /// Types, for `type=` and `@role:type`.
    Type,
    /// Ids of lexicon entries, for `entity=`.
    Entity,
    /// Roles, for `@role`.
    Role,
    /// Tests written in Rust, for `is=`.
    Predicate,
}

/// The packs' names.
pub trait Names {
    /// How text is cut into tokens.
    fn tokenizer(&self) -> &Tokenizer;

    /// The words that programs know.
    fn vocabulary(&mut self) -> &mut Vocabulary;

    /// A lexicon's number.
    fn lexicon(&self, name: &str) -> Option<u16>;

    /// A type's number.
    fn type_id(&self, name: &str) -> Option<TypeId>;

    /// False for a type that no word can have.
    fn is_yielded(&self, _kind: TypeId) -> bool {
        true
    }

    /// A lexicon entry's number.
    fn entity(&self, id: &str) -> Option<EntryId>;

    /// True for a role that an event can have.
    fn is_role(&self, name: &str) -> bool;

    /// A test written in Rust.
    fn predicate(&self, _name: &str) -> Option<Arc<dyn Predicate>> {
        None
    }

    /// All names of a kind; asked for only when one is wrong.
    fn known(&self, kind: NameKind) -> Vec<String>;

    /// The base form of a word that is not one itself, when that is known.
    fn base_form(&mut self, _word: WordId) -> Option<String> {
        None
    }

    /// How common a word is, for choosing the rarest of several. Unless more is known, short words are common.
    fn frequency(&mut self, word: WordId) -> u64 {
        match self.vocabulary().text(word).len() {
            0..=3 => 100,
            4 => 10,
            _ => 1,
        }
    }
}

/// One token of a word or text in a pattern.
pub(super) struct Piece {
    pub(super) raw: Box<str>,
    pub(super) word: WordId,
}

/// Cuts as the text is cut. Hyphens between words are left out: a match passes over them anyway.
pub(super) fn pieces(names: &mut dyn Names, text: &str) -> Vec<Piece> {
    let (mut tokens, mut words) = (Vec::new(), LocalWords::default());
    let span = ByteSpan::new(0, text.len());
    tokenize(names.tokenizer(), &Vocabulary::default(), &mut words, text, span, &mut tokens);
    let several = tokens.len() > 1;
    let kept = tokens.iter().filter(|token| !several || token.kind != TokenKind::Joiner);
    kept.map(|token| {
        let raw = token.raw(text);
        Piece { raw: raw.into(), word: names.vocabulary().intern(&folded(raw)) }
    })
    .collect()
}
