//! The words of numbers, as the language pack lists them and as the grammar looks them up.
//!
//! Invariant: after compiling, no word is compared as text.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use strum::EnumDiscriminants;

use crate::analysis::phrase::{KindSet, Meaning, PhraseTable, kinds};
use crate::text::{Token, TokenKind, Vocabulary, WordId};

/// `lexicon/numbers.toml` of a language pack.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumbersToml {
    /// Words for none.
    pub zero: Vec<String>,
    /// Articles that stand for one before a scale: "a hundred".
    pub one: Vec<String>,
    /// Words that join the parts of one number: "two hundred and five".
    pub and: Vec<String>,
    /// Endings of ordinals in figures.
    pub ordinal_endings: Vec<String>,
    /// Phrases whose first word looks like a quantity and is none: "no longer".
    pub not_a_number: Vec<String>,
    /// One to nineteen.
    pub units: BTreeMap<String, u64>,
    /// Twenty to ninety.
    pub tens: BTreeMap<String, u64>,
    /// Hundred and above.
    pub scales: BTreeMap<String, u64>,
    /// Dozens and scores.
    pub groups: BTreeMap<String, u64>,
    /// First, second, …
    pub ordinals: BTreeMap<String, u64>,
    /// Parts of a whole, as numerator and denominator.
    pub fractions: BTreeMap<String, (u64, u64)>,
    /// Amounts without a number.
    pub vague: Vec<VagueToml>,
    /// Vague words that multiply the scale behind them.
    pub vague_scale: BTreeMap<String, u64>,
    /// Words before a number that say on which side of it the count lies.
    pub hedges: BTreeMap<Hedge, Vec<String>>,
    /// The same behind the number.
    pub hedges_after: BTreeMap<Hedge, Vec<String>>,
    /// Words of ranges.
    pub ranges: RangesToml,
    /// What follows a number and tells its kind.
    pub after: BTreeMap<After, Vec<String>>,
    /// What precedes a number and tells its kind.
    pub before: BTreeMap<Before, Vec<String>>,
}

/// An amount without a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VagueToml {
    /// The phrases.
    pub words: Vec<String>,
    /// Least number they support.
    pub min: u64,
    /// Greatest number they support, if any.
    pub max: Option<u64>,
}

/// Words of ranges.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RangesToml {
    /// "between 3 and 5"
    pub between: Vec<String>,
    /// "from 3 to 5"
    pub from: Vec<String>,
    /// What parts the two numbers after one of those.
    pub to: Vec<String>,
    /// What parts two bare numbers: "10 to 15".
    pub till: Vec<String>,
}

/// On which side of the stated number the count lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Hedge {
    /// More than the number.
    Above,
    /// The number or more.
    AtLeast,
    /// The number or less.
    UpTo,
    /// Less than the number.
    Below,
    /// All that there are but the number.
    AllBut,
    /// Near the number.
    About,
    /// Just the number.
    Exact,
}

/// What a word behind a number makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// A percentage.
    Percent,
    /// A length, weight, sum or calibre.
    Measure,
    /// An age.
    Age,
    /// A time of day.
    Hour,
    /// A count, whatever the number looks like.
    Counted,
}

/// What a word before a number makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// A name: "Article 4".
    Code,
    /// A sum of money.
    Money,
    /// An age.
    Age,
}

/// What a word or phrase means to the grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumDiscriminants, Deserialize, Serialize)]
#[strum_discriminants(name(Kind), vis(pub(super)), doc = "What sort of term, without what it says.")]
pub(super) enum Term {
    Zero,
    Article,
    And,
    NotANumber,
    Unit(u64),
    Tens(u64),
    Scale(u64),
    Group(u64),
    Ordinal(u64),
    OrdinalEnding,
    Fraction,
    Vague(u64, Option<u64>),
    VagueScale(u64),
    Hedge(Hedge),
    HedgeAfter(Hedge),
    Between,
    From,
    To,
    Till,
    After(After),
    Before(Before),
}

impl Meaning for Term {
    fn kind(self) -> u8 {
        Kind::from(self) as u8
    }
}

/// With one of these a quantity in words begins; words that are none are refused there.
const BEGIN: KindSet =
    kinds![NotANumber, Hedge, Between, From, Vague, VagueScale, Unit, Tens, Article, Zero, Ordinal, Fraction];

/// The compiled words of numbers.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct NumberWords {
    table: PhraseTable<Term>,
    ordinal_endings: Vec<String>,
}

impl NumberWords {
    /// Interns the words of a pack.
    pub fn compile(toml: &NumbersToml, vocabulary: &mut Vocabulary) -> Self {
        let mut all: Vec<(String, Term)> = Vec::new();
        let mut list = |words: &[String], term: Term| all.extend(words.iter().map(|w| (w.clone(), term)));
        // Where equal phrases have two meanings the grammar asks for the one it wants; "not a number" is asked first.
        list(&toml.not_a_number, Term::NotANumber);
        list(&toml.zero, Term::Zero);
        list(&toml.ordinal_endings, Term::OrdinalEnding);
        list(&toml.one, Term::Article);
        list(&toml.and, Term::And);
        list(&toml.ranges.between, Term::Between);
        list(&toml.ranges.from, Term::From);
        list(&toml.ranges.to, Term::To);
        list(&toml.ranges.till, Term::Till);
        toml.vague.iter().for_each(|v| list(&v.words, Term::Vague(v.min, v.max.map(|max| max.max(v.min)))));
        toml.hedges.iter().for_each(|(h, words)| list(words, Term::Hedge(*h)));
        toml.hedges_after.iter().for_each(|(h, words)| list(words, Term::HedgeAfter(*h)));
        toml.after.iter().for_each(|(a, words)| list(words, Term::After(*a)));
        toml.before.iter().for_each(|(b, words)| list(words, Term::Before(*b)));
        let mut values = |map: &BTreeMap<String, u64>, term: fn(u64) -> Term| {
            all.extend(map.iter().map(|(word, value)| (word.clone(), term(*value))));
        };
        values(&toml.units, Term::Unit);
        values(&toml.tens, Term::Tens);
        values(&toml.scales, Term::Scale);
        values(&toml.groups, Term::Group);
        values(&toml.ordinals, Term::Ordinal);
        values(&toml.vague_scale, Term::VagueScale);
        all.extend(toml.fractions.keys().map(|word| (word.clone(), Term::Fraction)));
        Self { table: PhraseTable::compile(all, vocabulary), ordinal_endings: toml.ordinal_endings.clone() }
    }

    /// The words with which a number, ordinal, hedge or vague amount can begin.
    pub(crate) fn beginnings(&self) -> impl Iterator<Item = WordId> + '_ {
        self.table.firsts(|term| {
            use Term::{Group, Ordinal, Scale, Tens, Unit, Vague, VagueScale};
            matches!(term, Unit(_) | Tens(_) | Scale(_) | Group(_) | Ordinal(_) | Vague(..) | VagueScale(_))
        })
    }

    /// True when some phrase of the list begins with the token's word.
    pub(crate) fn starts(&self, token: &Token) -> bool {
        self.table.starts(token.word)
    }

    /// True when the token's word can begin a quantity.
    pub(super) fn begins(&self, token: &Token) -> bool {
        self.table.starts_any(token.word, BEGIN)
    }

    /// False when no quantity in words begins at `at`: "a man", "more of the same".
    pub(super) fn may_hold(&self, tokens: &[Token], at: usize) -> bool {
        const MORE: KindSet = kinds![Scale, Group];
        let mut possible = false;
        self.table.all(tokens, at, |len, term| {
            let next = tokens.get(at + len);
            possible |= match term {
                Term::Article => next.is_some_and(|next| self.table.starts_any(next.word, MORE)),
                Term::Hedge(_) => next.is_some_and(|next| next.kind == TokenKind::Number || self.begins(next)),
                term => KindSet::of(&[term.kind()]).meets(BEGIN),
            };
        });
        possible
    }

    /// Tokens of the longest phrase of the list at `at`.
    pub(crate) fn longest(&self, tokens: &[Token], at: usize) -> usize {
        let mut longest = 0;
        self.table.all(tokens, at, |len, _| longest = longest.max(len));
        longest
    }

    /// `52nd` without its ending.
    pub(super) fn ordinal_figures<'t>(&self, raw: &'t str) -> Option<&'t str> {
        let split = raw.bytes().position(|b| !b.is_ascii_digit())?;
        let (figures, tail) = raw.split_at(split);
        self.ordinal_endings.iter().any(|ending| tail.eq_ignore_ascii_case(ending)).then_some(figures)
    }

    pub(super) fn find<O>(
        &self,
        tokens: &[Token],
        at: usize,
        kinds: KindSet,
        want: impl Fn(Term) -> Option<O>,
    ) -> Option<(usize, O)> {
        self.table.find(tokens, at, kinds, want)
    }

    /// The word at `at` makes a sum of money of the number behind it.
    pub fn is_currency(&self, tokens: &[Token], at: usize) -> bool {
        self.find(tokens, at, kinds![Before], |t| (t == Term::Before(Before::Money)).then_some(())).is_some()
    }

    /// Tokens of `term` at `at`, 0 when it does not stand there.
    pub(super) fn skip(&self, tokens: &[Token], at: usize, term: Term) -> usize {
        self.find(tokens, at, KindSet::of(&[term.kind()]), |t| (t == term).then_some(())).map_or(0, |(len, ())| len)
    }

    /// True when the word at `at` names the number behind it: "Article".
    pub(crate) fn names_a_number(&self, tokens: &[Token], at: usize) -> bool {
        self.find(tokens, at, kinds![Before], |t| (t == Term::Before(Before::Code)).then_some(())).is_some()
    }

    /// A hedge at `at`: its number of tokens and its sense.
    pub fn hedge(&self, tokens: &[Token], at: usize) -> Option<(usize, Hedge)> {
        self.find(tokens, at, kinds![Hedge], |t| if let Term::Hedge(hedge) = t { Some(hedge) } else { None })
    }

    /// A vague amount at `at` ("several", "a few"): its number of tokens and least number.
    pub fn vague(&self, tokens: &[Token], at: usize) -> Option<(usize, u64, Option<u64>)> {
        self.find(tokens, at, kinds![Vague], |t| if let Term::Vague(min, max) = t { Some((min, max)) } else { None })
            .map(|(len, (min, max))| (len, min, max))
    }
}
