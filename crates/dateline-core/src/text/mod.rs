//! Raw text to tokens and sentences, with every span pointing into the text as it came.

mod repair;
mod sentence;
mod tag;
mod token;
mod tokenize;
mod tokenizer_lexicon;
mod word;

pub use repair::{Gluing, Knowledge, repair};
pub(crate) use sentence::is_bullet;
pub use sentence::{Sentence, split_sentences};
pub use tag::{Tag, TagSet, Upos};
pub(crate) use token::opens_quotation;
pub use token::{Case, Token, TokenKind};
pub use tokenize::{Tokenizer, tokenize};
pub use tokenizer_lexicon::TokenizerLexicon;
pub(crate) use word::is_apostrophe;
pub use word::{LocalWords, Vocabulary, WordId, Words, fold_into, folded};
