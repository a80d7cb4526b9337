//! The phrase trie: one pass over a sentence finds every lexicon entry, trigger noun and cue.
//!
//! Keys are word ids, so a step is one hash look-up, and a token that begins no phrase costs one array look-up. Joiner
//! hyphens are skipped on both sides: `Deir ez-Zor` and `Deir ez Zor` are one key.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::text::{Token, TokenKind, WordId};

/// A trie from word sequences to payloads.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct PhraseTrie<P> {
    /// Node behind the root for each word id; 0 is none.
    first: Vec<u32>,
    next: HashMap<(u32, WordId), u32, FixedState>,
    /// The nodes.
    nodes: Vec<Node>,
    /// Payloads as linked lists: value and the following index +1.
    payloads: Vec<(P, u32)>,
}

#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize)]
struct Node {
    /// Index of the first payload, +1; 0 is none.
    payload: u32,
    /// The words that lead on, as bits, several words to a bit: most texts go on otherwise.
    words: u32,
}

fn bit(word: WordId) -> u32 {
    1 << (word.0.wrapping_mul(0x9E37_79B1) >> 27)
}

impl<P> Default for PhraseTrie<P> {
    fn default() -> Self {
        Self {
            first: Vec::new(),
            next: HashMap::with_hasher(FixedState::with_seed(0)),
            nodes: vec![Node::default()],
            payloads: Vec::new(),
        }
    }
}

impl<P: Copy + PartialEq> PhraseTrie<P> {
    /// Room for so many phrases.
    pub fn reserve(&mut self, phrases: usize) {
        self.next.reserve(phrases);
        self.nodes.reserve(phrases);
        self.payloads.reserve(phrases);
    }

    /// Adds a phrase; an empty one and a repetition are ignored.
    pub fn insert(&mut self, words: impl IntoIterator<Item = WordId>, value: P) {
        let mut node = 0;
        for word in words {
            node = if node == 0 {
                if self.first.len() <= word.index() {
                    self.first.resize(word.index() + 1, 0);
                }
                if self.first[word.index()] == 0 {
                    self.first[word.index()] = self.nodes.len() as u32;
                    self.nodes.push(Node::default());
                }
                self.first[word.index()]
            } else {
                let fresh = self.nodes.len() as u32;
                let found = *self.next.entry((node, word)).or_insert(fresh);
                if found == fresh {
                    self.nodes[node as usize].words |= bit(word);
                    self.nodes.push(Node::default());
                }
                found
            };
        }
        if node == 0 || self.at(node).any(|p| p == value) {
            return;
        }
        self.payloads.push((value, self.nodes[node as usize].payload));
        self.nodes[node as usize].payload = self.payloads.len() as u32;
    }

    fn at(&self, node: u32) -> impl Iterator<Item = P> + '_ {
        let mut link = self.nodes[node as usize].payload;
        std::iter::from_fn(move || {
            let (value, next) = *self.payloads.get(link.checked_sub(1)? as usize)?;
            link = next;
            Some(value)
        })
    }

    /// Every phrase that starts at `tokens[0]`, shortest first: how many tokens it takes, and its payload.
    #[inline]
    pub fn matches(&self, tokens: &[Token], found: impl FnMut(usize, P)) {
        match tokens.first().and_then(|t| self.first.get(t.word.index())) {
            // Most words begin none.
            None | Some(0) => {}
            Some(node) => self.walk(*node, tokens, found),
        }
    }

    /// Those behind a node of the first token.
    fn walk(&self, mut node: u32, tokens: &[Token], mut found: impl FnMut(usize, P)) {
        let mut at = 1;
        loop {
            for value in self.at(node) {
                found(at, value);
            }
            if tokens.get(at).is_some_and(|t| t.kind == TokenKind::Joiner) {
                at += 1;
            }
            let words = self.nodes[node as usize].words;
            let word = tokens.get(at).map(|t| t.word).filter(|word| words & bit(*word) != 0);
            let Some(next) = word.and_then(|word| self.next.get(&(node, word))) else { return };
            node = *next;
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(words: &[u32]) -> Vec<Token> {
        words
            .iter()
            .map(|w| Token {
                word: WordId(*w),
                kind: if *w == 9 { TokenKind::Joiner } else { TokenKind::Word },
                ..Token::default()
            })
            .collect()
    }

    fn check(words: &[u32], expected: &[(usize, char)]) {
        let mut trie = PhraseTrie::default();
        trie.insert([1, 2, 3].map(WordId), 'a');
        trie.insert([1].map(WordId), 'b');
        trie.insert([1, 2].map(WordId), 'c');
        trie.insert([1, 2].map(WordId), 'c');
        let mut found = Vec::new();
        trie.matches(&tokens(words), |len, p| found.push((len, p)));
        assert_eq!(found, expected);
    }

    #[test]
    fn all_lengths_and_hyphens() {
        check(&[1, 2, 3, 4], &[(1, 'b'), (2, 'c'), (3, 'a')]);
        check(&[1, 9, 2, 5], &[(1, 'b'), (3, 'c')]);
        check(&[2, 3], &[]);
        check(&[1], &[(1, 'b')]);
        check(&[], &[]);
    }
}
