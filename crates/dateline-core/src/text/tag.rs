//! Part-of-speech tags: the Penn distinctions that the grammar needs, each with its Universal Dependencies class.

use serde::{Deserialize, Serialize};

/// Universal part-of-speech classes (universaldependencies.org/u/pos).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the standard's")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

macro_rules! tags {
    ($($name:ident $penn:literal $upos:ident),* $(,)?) => {
        /// One tag. `Display` and [`Tag::penn`] give the Penn Treebank name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Deserialize, Serialize)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the names are the standard's")]
        pub enum Tag { #[default] $($name),* }

        impl Tag {
            /// Every tag, in the order of their numbers.
            pub const ALL: &[Tag] = &[$(Tag::$name),*];

            /// The Penn Treebank name.
            pub fn penn(self) -> &'static str {
                match self { $(Tag::$name => $penn),* }
            }

            /// The Universal Dependencies class.
            pub fn upos(self) -> Upos {
                match self { $(Tag::$name => Upos::$upos),* }
            }
        }
    };
}

tags! {
    X "FW" X,
    Jj "JJ" Adj, Jjr "JJR" Adj, Jjs "JJS" Adj,
    In "IN" Adp, Rp "RP" Adp, Sconj "IN" Sconj,
    Rb "RB" Adv, Rbr "RBR" Adv, Rbs "RBS" Adv, Wrb "WRB" Adv, WrbSconj "WRB" Sconj,
    Md "MD" Aux, AuxVb "VB" Aux, AuxVbd "VBD" Aux, AuxVbg "VBG" Aux, AuxVbn "VBN" Aux, AuxVbp "VBP" Aux, AuxVbz "VBZ" Aux,
    Cc "CC" Cconj,
    Dt "DT" Det, Pdt "PDT" Det, Wdt "WDT" Det,
    Uh "UH" Intj,
    Nn "NN" Noun, Nns "NNS" Noun,
    Cd "CD" Num,
    To "TO" Part, Poss "POS" Part, Not "RB" Part,
    Prp "PRP" Pron, PrpPoss "PRP$" Pron, Wp "WP" Pron, WpPoss "WP$" Pron, PronDt "DT" Pron, PronWdt "WDT" Pron,
    Ex "EX" Pron, PronNn "NN" Pron,
    Nnp "NNP" Propn, Nnps "NNPS" Propn, NnpJj "NNP" Adj,
    Punct "." Punct, Hyph "HYPH" Punct,
    Sym "SYM" Sym,
    Vb "VB" Verb, Vbd "VBD" Verb, Vbg "VBG" Verb, Vbn "VBN" Verb, Vbp "VBP" Verb, Vbz "VBZ" Verb,
}

impl Tag {
    /// Noun or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns | Self::Nnp | Self::Nnps)
    }

    /// Part of a proper name: a proper noun, or an adjective inside a name (`Islamic` State, `United` Nations).
    pub fn is_proper(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps | Self::NnpJj)
    }

    /// Main verb in any form.
    pub fn is_verb(self) -> bool {
        self.upos() == Upos::Verb
    }

    /// Auxiliary or modal.
    pub fn is_aux(self) -> bool {
        self.upos() == Upos::Aux
    }

    /// Adjective in any degree.
    pub fn is_adjective(self) -> bool {
        self.upos() == Upos::Adj
    }

    /// True for the verb forms that make a clause.
    pub fn is_finite(self) -> bool {
        TagSet::FINITE.contains(self)
    }
}

/// A set of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Deserialize, Serialize)]
pub struct TagSet(u64);

impl TagSet {
    /// No tag.
    pub const NONE: Self = Self(0);
    /// Every tag.
    pub const ALL: Self = Self((1 << Tag::ALL.len()) - 1);

    /// The tags of names.
    pub const NAMES: Self = Self(1 << Tag::Nnp as u8 | 1 << Tag::Nnps as u8 | 1 << Tag::NnpJj as u8);
    /// The tags of common nouns.
    pub const NOUNS: Self = Self(1 << Tag::Nn as u8 | 1 << Tag::Nns as u8);

    /// The tags of verb forms that make a clause.
    pub const FINITE: Self = Self(
        1 << Tag::Vbd as u8
            | 1 << Tag::Vbp as u8
            | 1 << Tag::Vbz as u8
            | 1 << Tag::Md as u8
            | 1 << Tag::AuxVbd as u8
            | 1 << Tag::AuxVbp as u8
            | 1 << Tag::AuxVbz as u8,
    );

    /// The tags of full verbs but for participles, which may describe.
    pub const FULL_VERBS: Self =
        Self(1 << Tag::Vb as u8 | 1 << Tag::Vbd as u8 | 1 << Tag::Vbp as u8 | 1 << Tag::Vbz as u8);

    /// The tags that a word nobody knows can have.
    pub const OPEN: Self = Self(
        Self::NAMES.0
            | Self::NOUNS.0
            | 1 << Tag::X as u8
            | 1 << Tag::Jj as u8
            | 1 << Tag::Jjr as u8
            | 1 << Tag::Jjs as u8
            | 1 << Tag::Rb as u8
            | 1 << Tag::Uh as u8
            | 1 << Tag::Cd as u8
            | 1 << Tag::Sym as u8
            | 1 << Tag::Vb as u8
            | 1 << Tag::Vbd as u8
            | 1 << Tag::Vbg as u8
            | 1 << Tag::Vbn as u8
            | 1 << Tag::Vbp as u8
            | 1 << Tag::Vbz as u8,
    );

    /// The set as bits, bit `n` for tag number `n`.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// The set with these bits; those that belong to no tag are dropped.
    pub fn from_bits(bits: u64) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// True when the set holds the tag.
    pub fn contains(self, tag: Tag) -> bool {
        self.0 >> (tag as u8) & 1 == 1
    }

    /// True when the set holds no tag.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Tags of either set.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Adds a tag.
    pub fn insert(&mut self, tag: Tag) {
        self.0 |= 1 << (tag as u8);
    }

    /// The tags of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The only tag, if there is exactly one.
    pub fn single(self) -> Option<Tag> {
        if self.0.is_power_of_two() { Tag::ALL.get(self.0.trailing_zeros() as usize).copied() } else { None }
    }

    /// The tags in the order of their numbers.
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        let mut bits = self.0;
        std::iter::from_fn(move || {
            let tag = Tag::ALL.get(bits.trailing_zeros() as usize).copied()?;
            bits &= bits - 1;
            Some(tag)
        })
    }
}

impl FromIterator<Tag> for TagSet {
    fn from_iter<T: IntoIterator<Item = Tag>>(tags: T) -> Self {
        let mut set = Self::NONE;
        tags.into_iter().for_each(|tag| set.insert(tag));
        set
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.penn())
    }
}
