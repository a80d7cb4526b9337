//! The words of time, as the language pack lists them and as the grammar looks them up.
//!
//! Invariant: a token that begins no expression costs one look-up in a dense table.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::term::{CORE, Kind, Term};
use super::value::{DayPart, Modifier, Reference, Season, Step, Unit};
use crate::analysis::numbers::NumberWords;
use crate::analysis::phrase::{KindSet, PhraseTable, kinds};
use crate::text::{Token, TokenKind, Vocabulary, WordId, folded};

type Words = Vec<String>;

/// `lexicon/times.toml` of a language pack. The file's comments say what each list is for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the keys of the file, which says what they hold")]
pub struct TimesToml {
    pub months: Vec<Words>,
    pub weekdays: Vec<Words>,
    pub weekday_plurals: Vec<Words>,
    pub doubtful: Words,
    pub the: Words,
    pub a: Words,
    pub of: Words,
    pub and: Words,
    pub possessives: Words,
    pub prepositions: Words,
    pub not_before_year: Words,
    pub not_after_year: Words,
    pub to: Words,
    pub dash: Words,
    pub from: Words,
    pub between_and: Words,
    pub since: Words,
    pub until: Words,
    pub so_far: Words,
    pub so_far_in: Words,
    pub month_of: Words,
    pub zones: Words,
    pub old: Words,
    pub long: Words,
    pub more: Words,
    pub per: Words,
    pub on: Words,
    pub half: Words,
    pub lasting: Words,
    pub and_a_half: Words,
    pub modifier_in: Words,
    pub vague: Words,
    pub periods: Words,
    pub era: BTreeMap<Era, Words>,
    pub meridiem: BTreeMap<Meridiem, Words>,
    pub decades: BTreeMap<String, u8>,
    pub seasons: BTreeMap<Season, Words>,
    pub parts: BTreeMap<DayPart, Words>,
    pub lone_parts: BTreeMap<DayPart, Words>,
    pub units: BTreeMap<Unit, Words>,
    pub bare_plurals: BTreeMap<Unit, Words>,
    pub steps: BTreeMap<Step, Words>,
    pub shifts: BTreeMap<Shift, Words>,
    pub day_shifts: BTreeMap<Shift, Words>,
    pub modifiers: BTreeMap<Modifier, Words>,
    pub ends: BTreeMap<Modifier, Words>,
    pub hedges: BTreeMap<DurationHedge, Words>,
    pub deictic: BTreeMap<Deictic, Words>,
    pub references: BTreeMap<Reference, Words>,
    pub sets: BTreeMap<SetWord, Words>,
    pub named_days: BTreeMap<String, String>,
    pub festivals: BTreeMap<String, Words>,
    pub tense: BTreeMap<TenseWord, Words>,
}

/// Before or after Christ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Era {
    Bc,
    Ad,
}

/// What stands behind an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Meridiem {
    Am,
    Pm,
    Hours,
}

/// What stands behind an amount and makes it a distance in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Shift {
    Ago,
    Later,
    Earlier,
    Hence,
}

/// What stands before an amount of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DurationHedge {
    More,
    Less,
    About,
    None,
    One,
}

/// Words for a day seen from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Deictic {
    Today,
    Yesterday,
    Tomorrow,
    Tonight,
    YearAgo,
    BeforeYesterday,
    AfterTomorrow,
}

/// Words for what comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum SetWord {
    Daily,
    Nightly,
    Hourly,
    Weekly,
    Monthly,
    Quarterly,
    Yearly,
    Every,
    EveryOther,
}

/// Words that tell the direction of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum TenseWord {
    Future,
    Past,
}

/// What a token can do at the beginning of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Deserialize, Serialize)]
enum Beginning {
    #[default]
    No,
    /// Second in a phrase that begins with an article: "the [latter] part of".
    Follower,
    /// Only if the next token is a word of the grammar too: "the", "a", "month".
    Article,
    Yes,
}

/// The compiled words of time.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct TimeWords {
    table: PhraseTable<Term>,
    beginnings: Vec<Beginning>,
    named_days: Vec<Date>,
    festivals: Vec<String>,
}

impl TimeWords {
    /// Interns the words of a pack. `numbers` are the same pack's words of numbers.
    pub fn compile(toml: &TimesToml, numbers: &NumberWords, vocabulary: &mut Vocabulary) -> Self {
        let mut all: Vec<(String, Term)> = Vec::new();
        collect(toml, &mut all);
        let named = toml.named_days.iter().filter_map(|(words, day)| Some((words, day.parse::<Date>().ok()?)));
        let (words, named_days): (Vec<&String>, Vec<Date>) = named.unzip();
        all.extend(words.iter().zip(0..).map(|(words, index)| ((*words).clone(), Term::NamedDay(index))));
        // An abbreviation keeps its period as a token: "Nov." and "Nov" are the same word to the grammar.
        let dotted: Vec<_> = all
            .iter()
            .filter(|(words, term)| {
                matches!(term, Term::Month(_) | Term::Weekday(_) | Term::Doubtful) && !words.contains(' ')
            })
            .map(|(words, term)| (format!("{words}."), *term))
            .collect();
        all.extend(dotted);
        let mut beginnings: Vec<Beginning> = Vec::new();
        let mut mark = |word: WordId, how: Beginning| {
            if beginnings.len() <= word.index() {
                beginnings.resize(word.index() + 1, Beginning::No);
            }
            let entry = &mut beginnings[word.index()];
            *entry = (*entry).max(how);
        };
        for (phrase, term) in &all {
            let mut words = phrase.split_whitespace();
            let Some(first) = words.next() else { continue };
            let article = toml.the.iter().chain(&toml.a).any(|w| w == first);
            if let Some(second) = words.next().filter(|_| article) {
                mark(vocabulary.intern(&folded(second)), Beginning::Follower);
            }
            let how = match (article, term) {
                (true, _) | (false, Term::Unit(_)) => Beginning::Article,
                (false, term) if term.begins() => Beginning::Yes,
                (false, _) => continue,
            };
            mark(vocabulary.intern(&folded(first)), how);
        }
        let articles: Vec<WordId> = toml.the.iter().chain(&toml.a).map(|w| vocabulary.intern(w)).collect();
        for word in numbers.beginnings().filter(|word| !articles.contains(word)) {
            mark(word, Beginning::Yes);
        }
        let table = PhraseTable::compile(all, vocabulary);
        Self { table, beginnings, named_days, festivals: toml.festivals.keys().cloned().collect() }
    }

    /// The pack's name of a feast.
    pub fn festival(&self, index: u8) -> Option<&str> {
        self.festivals.get(index as usize).map(String::as_str)
    }

    pub(super) fn named_day(&self, index: u8) -> Option<Date> {
        self.named_days.get(index as usize).copied()
    }

    /// False when no word or figure of the sentence makes a time.
    pub(super) fn may_stand(&self, tokens: &[Token]) -> bool {
        tokens.iter().any(|token| token.kind == TokenKind::Number || self.table.starts_any(token.word, CORE))
    }

    /// False when no expression begins at `at`.
    pub(super) fn may_begin(&self, tokens: &[Token], at: usize) -> bool {
        let token = &tokens[at];
        if token.kind == TokenKind::Number {
            // "32 suspects" is no time: figures alone need the length of a year or a word of the grammar behind them.
            let year = token.span.len() >= 4;
            let next = tokens.get(at + 1);
            return year
                || next.is_none_or(|next| next.kind != TokenKind::Word || self.table.starts(next.word))
                || !self.is_figures(token.word);
        }
        match self.beginnings.get(token.word.index()).copied().unwrap_or_default() {
            Beginning::No | Beginning::Follower => {
                token.kind == TokenKind::Punct && at + 1 < tokens.len() && self.is_short_year(tokens, at)
            }
            Beginning::Yes => true,
            Beginning::Article => tokens.get(at + 1).is_some_and(|next| {
                next.kind == TokenKind::Number
                    || self.table.starts(next.word)
                    || self.beginnings.get(next.word.index()).is_some_and(|b| *b != Beginning::No)
            }),
        }
    }

    /// One to three figures and nothing else, as far as the word list can tell: such words are never in it.
    fn is_figures(&self, word: WordId) -> bool {
        self.beginnings.get(word.index()).is_none_or(|b| *b == Beginning::No)
    }

    /// `'99`: an apostrophe with two figures behind.
    pub(super) fn is_short_year(&self, tokens: &[Token], at: usize) -> bool {
        tokens[at].span.len() <= 3
            && tokens
                .get(at + 1)
                .is_some_and(|next| next.kind == TokenKind::Number && !next.spaced && next.span.len() == 2)
            && self.table.find(tokens, at, kinds![Possessive], |t| (t == Term::Possessive).then_some(())).is_some()
    }

    /// False when no phrase of these kinds begins with the word.
    pub(super) fn starts_any(&self, word: WordId, kinds: KindSet) -> bool {
        self.table.starts_any(word, kinds)
    }

    /// All meanings of what stands at `at`, the longest first.
    pub(super) fn all(&self, tokens: &[Token], at: usize, found: impl FnMut(usize, Term)) {
        self.table.all(tokens, at, found);
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
}

fn collect(toml: &TimesToml, all: &mut Vec<(String, Term)>) {
    let mut list = |words: &[String], term: Term| all.extend(words.iter().map(|w| (w.clone(), term)));
    let plain = [
        (&toml.doubtful, Term::Doubtful),
        (&toml.the, Term::The),
        (&toml.a, Term::A),
        (&toml.of, Term::Of),
        (&toml.and, Term::And),
        (&toml.possessives, Term::Possessive),
        (&toml.prepositions, Term::Preposition),
        (&toml.not_before_year, Term::NotBeforeYear),
        (&toml.not_after_year, Term::NotAfterYear),
        (&toml.to, Term::To),
        (&toml.dash, Term::Dash),
        (&toml.from, Term::From),
        (&toml.between_and, Term::BetweenAnd),
        (&toml.since, Term::Since),
        (&toml.until, Term::Until),
        (&toml.so_far, Term::SoFar),
        (&toml.so_far_in, Term::SoFarIn),
        (&toml.month_of, Term::MonthOf),
        (&toml.zones, Term::Zone),
        (&toml.old, Term::Old),
        (&toml.long, Term::Long),
        (&toml.more, Term::More),
        (&toml.per, Term::Per),
        (&toml.on, Term::On),
        (&toml.half, Term::Half),
        (&toml.lasting, Term::Lasting),
        (&toml.and_a_half, Term::AndAHalf),
        (&toml.modifier_in, Term::ModifierIn),
        (&toml.vague, Term::Vague),
        (&toml.periods, Term::Period),
    ];
    for (words, term) in plain {
        list(words, term);
    }
    (1..).zip(&toml.months).for_each(|(n, words)| list(words, Term::Month(n)));
    (1..).zip(&toml.weekdays).for_each(|(n, words)| list(words, Term::Weekday(n)));
    (1..).zip(&toml.weekday_plurals).for_each(|(n, words)| list(words, Term::WeekdayPlural(n)));
    toml.era.iter().for_each(|(k, words)| list(words, Term::Era(*k)));
    toml.meridiem.iter().for_each(|(k, words)| list(words, Term::Meridiem(*k)));
    toml.decades.iter().for_each(|(word, n)| list(std::slice::from_ref(word), Term::Decade(*n)));
    toml.seasons.iter().for_each(|(k, words)| list(words, Term::Season(*k)));
    toml.parts.iter().for_each(|(k, words)| list(words, Term::Part(*k)));
    toml.lone_parts.iter().for_each(|(k, words)| list(words, Term::LonePart(*k)));
    toml.units.iter().for_each(|(k, words)| list(words, Term::Unit(*k)));
    toml.bare_plurals.iter().for_each(|(k, words)| list(words, Term::BarePlural(*k)));
    toml.steps.iter().for_each(|(k, words)| list(words, Term::Step(*k)));
    toml.shifts.iter().for_each(|(k, words)| list(words, Term::Shift(*k)));
    toml.day_shifts.iter().for_each(|(k, words)| list(words, Term::DayShift(*k)));
    toml.modifiers.iter().for_each(|(k, words)| list(words, Term::Modifier(*k)));
    toml.ends.iter().for_each(|(k, words)| list(words, Term::End(*k)));
    toml.hedges.iter().for_each(|(k, words)| list(words, Term::Hedge(*k)));
    toml.deictic.iter().for_each(|(k, words)| list(words, Term::Deictic(*k)));
    toml.references.iter().for_each(|(k, words)| list(words, Term::Reference(*k)));
    toml.sets.iter().for_each(|(k, words)| list(words, Term::Set(*k)));
    (0..).zip(toml.festivals.values()).for_each(|(n, words)| list(words, Term::Festival(n)));
    toml.tense.iter().for_each(|(k, words)| list(words, Term::Tense(*k)));
}
