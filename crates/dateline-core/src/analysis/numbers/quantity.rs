//! Quantities of a sentence: numbers with their hedges and ranges, vague amounts, and what kind each is.
//!
//! Invariant: quantities come in order, do not overlap, and lie within the sentence.

use std::ops::Range;

use super::Number;
use super::words::{After, Before, Hedge, Kind, NumberWords, Term};
use crate::analysis::phrase::kinds;
use crate::text::{Case, Tag, Token, TokenKind};

/// What a number says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuantityKind {
    /// How many.
    Count,
    /// Which in a row: "the 52nd", "third".
    Ordinal,
    /// How many in a hundred.
    Percent,
    /// A part of a whole: "half", "two thirds".
    Fraction,
    /// A sum, length, weight, calibre or age.
    Measure,
    /// A year.
    Year,
    /// Part of a date, time of day or duration.
    Time,
    /// A name made of figures: "Article 4", "AK-47", "24/7".
    Code,
}

/// One quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// All its tokens, hedges included.
    pub tokens: Range<u32>,
    /// The tokens of the number alone.
    pub number: Range<u32>,
    /// What it says.
    pub kind: QuantityKind,
    /// Least number the words support; for an ordinal, code or year the number itself.
    pub min: u64,
    /// Greatest number the words support; `None` is open.
    pub max: Option<u64>,
    /// "about 30", "nearly 30".
    pub approximate: bool,
}

struct Scan<'a> {
    words: &'a NumberWords,
    text: &'a str,
    /// The document's tokens up to the end of the sentence.
    tokens: &'a [Token],
    start: usize,
}

/// What was read before its surroundings are looked at.
struct Core {
    end: usize,
    min: u64,
    max: Option<u64>,
    kind: QuantityKind,
    number: Option<Number>,
}

/// Appends the quantities of one sentence to `out`.
///
/// `times` are the token ranges of the sentence's time expressions, in order: numbers inside them never count.
pub fn find_quantities(
    words: &NumberWords,
    text: &str,
    tokens: &[Token],
    sentence: Range<u32>,
    times: impl IntoIterator<Item = Range<u32>>,
    out: &mut Vec<Quantity>,
) {
    let end = (sentence.end as usize).min(tokens.len());
    let start = (sentence.start as usize).min(end);
    let scan = Scan { words, text, tokens: &tokens[..end], start };
    let mut times = times.into_iter().peekable();
    let mut at = start;
    while at < end {
        while times.peek().is_some_and(|t| t.end as usize <= at) {
            times.next();
        }
        let limit = times.peek().map_or(end, |t| (t.start as usize).min(end));
        if limit <= at {
            let stop = times.peek().map_or(at + 1, |t| t.end as usize).clamp(at + 1, end);
            scan.inside_time(at..stop, out);
            at = stop;
            continue;
        }
        let token = &tokens[at];
        if token.kind != TokenKind::Number && !(words.begins(token) && words.may_hold(scan.tokens, at)) {
            at += 1;
            continue;
        }
        at = match scan.quantity(at, limit) {
            Some(mut found) => {
                scan.open_marks(&mut found);
                let next = found.tokens.end as usize;
                if let Some(kind) = scan.continued(out.last(), &found) {
                    found.kind = kind;
                }
                out.push(found);
                next
            }
            None => at + scan.words.skip(scan.tokens, at, Term::NotANumber).max(1),
        };
    }
}

impl Scan<'_> {
    /// Numbers of a time expression: kept, so that nobody counts them.
    fn inside_time(&self, range: Range<usize>, out: &mut Vec<Quantity>) {
        let mut at = range.start;
        while at < range.end {
            let number = self.words.cardinal(self.text, self.tokens, at).filter(|n| at + n.len <= range.end);
            let len = number.map_or(1, |n| n.len);
            if let Some(number) = number {
                let value = number.value();
                let year = number.plain && (1000..2100).contains(&value);
                let kind = if year { QuantityKind::Year } else { QuantityKind::Time };
                out.push(exact(at..at + len, kind, value));
            }
            at += len;
        }
    }

    /// "wounding /7/ others", "seized (100) pills": the marks that Arabic copy sets around a number belong to it.
    fn open_marks(&self, found: &mut Quantity) {
        let mark = |at: Option<u32>| at.and_then(|i| self.tokens.get(i as usize)).map(|t| t.raw(self.text));
        let (from, end) = (found.tokens.start.checked_sub(1), found.tokens.end);
        let around = matches!((mark(from), mark(Some(end))), (Some("/"), Some("/")) | (Some("("), Some(")")));
        let counts =
            self.tokens.get(end as usize + 1).is_some_and(|t| t.kind == TokenKind::Word && t.case == Case::Lower);
        // "Ali Hassan (23) was": somebody's years.
        let named =
            |from: &u32| mark(Some(*from)) == Some("(") && *from > 0 && self.tokens[*from as usize - 1].tag.is_proper();
        let own = |from: &u32| around && counts && *from as usize >= self.start && !named(from);
        if let Some(from) = from.filter(own) {
            found.tokens = from..end + 1;
        }
    }

    fn quantity(&self, at: usize, limit: usize) -> Option<Quantity> {
        let refused = self.words.skip(self.tokens, at, Term::NotANumber);
        if refused > 0 && self.words.hedge(self.tokens, at).is_none_or(|(len, _)| len < refused) {
            return None;
        }
        let (mut hedge, mut start) = (Hedge::Exact, at);
        for _ in 0..3 {
            // "handed over seven convicts": a particle belongs to its verb.
            let particle = self.tokens[start].tag == Tag::Rp;
            let hedge_at = self.words.hedge(self.tokens, start).filter(|(len, _)| !particle && start + len < limit);
            let Some((len, sense)) = hedge_at else { break };
            // A vague amount may begin like a hedge: "a few", "the two".
            if self.words.vague(self.tokens, start).is_some_and(|(vague, ..)| vague > len) {
                break;
            }
            hedge = combine(hedge, sense);
            start += len;
        }
        let mut core = self.core(start).filter(|c| c.end <= limit)?;
        let mut kind = core.kind;
        let number = start..core.end;
        if kind == QuantityKind::Count {
            kind = self.kind(start, &mut core);
        }
        let after = self.words.find(self.tokens, core.end, kinds![HedgeAfter], |t| {
            if let Term::HedgeAfter(h) = t { Some(h) } else { None }
        });
        if let Some((len, sense)) = after.filter(|(len, _)| core.end + len <= limit && kind == QuantityKind::Count) {
            hedge = combine(hedge, sense);
            core.end += len;
        }
        let (min, max, approximate) = interval(hedge, core.min, core.max);
        let number = number.start as u32..number.end as u32;
        Some(Quantity { tokens: at as u32..core.end as u32, number, kind, min, max, approximate })
    }

    fn cardinal(&self, at: usize) -> Option<Number> {
        self.words.cardinal(self.text, self.tokens, at)
    }

    fn core(&self, at: usize) -> Option<Core> {
        let count = |end, min, max| Some(Core { end, min, max, kind: QuantityKind::Count, number: None });
        let lead = self.words.skip(self.tokens, at, Term::Between);
        if lead > 0 {
            let (end, min, max) = self.range(at + lead, Term::To)?;
            return count(end, min, Some(max));
        }
        let lead = self.words.skip(self.tokens, at, Term::From);
        // "rose from 12 to 19": a change, and no range.
        if lead > 0 && !self.is_change(at) {
            let (end, min, max) = self.range(at + lead, Term::Till)?;
            return count(end, min, Some(max));
        }
        let change = at > self.start && self.is_change(at - 1);
        if let Some((end, min, max)) = self.range(at, Term::Till).filter(|_| !change) {
            return count(end, min, Some(max));
        }
        if let Some((len, times)) = self.words.find(self.tokens, at, kinds![VagueScale], |t| match t {
            Term::VagueScale(n) => Some(n),
            _ => None,
        }) && let Some((more, scale)) = self.words.scale(self.tokens, at + len)
        {
            return count(at + len + more, times.saturating_mul(scale), None);
        }
        if let Some((len, min, max)) = self.words.vague(self.tokens, at) {
            return count(at + len, min, max);
        }
        if let Some(number) = self.words.ordinal(self.text, self.tokens, at) {
            let value = number.value();
            let end = at + number.len;
            return Some(Core { end, min: value, max: Some(value), kind: QuantityKind::Ordinal, number: None });
        }
        if let Some((len, ())) =
            self.words.find(self.tokens, at, kinds![Fraction], |t| (t == Term::Fraction).then_some(()))
        {
            return Some(Core { end: at + len, min: 0, max: Some(1), kind: QuantityKind::Fraction, number: None });
        }
        let zero = self.words.skip(self.tokens, at, Term::Zero);
        if zero > 0 {
            return count(at + zero, 0, Some(0));
        }
        if let Some(number) = self.cardinal(at) {
            let value = number.value();
            let end = self.repeated(at + number.len, value);
            let fraction = self.words.skip(self.tokens, end + usize::from(self.is_joiner(end)), Term::Fraction);
            if fraction > 0 && value < 20 {
                let end = end + usize::from(self.is_joiner(end)) + fraction;
                return Some(Core { end, min: 0, max: Some(1), kind: QuantityKind::Fraction, number: None });
            }
            let kind = QuantityKind::Count;
            // "4.6 tonnes" lies between four and five.
            let max = value + u64::from(!number.is_whole());
            return Some(Core { end, min: value, max: Some(max), kind, number: Some(number) });
        }
        (self.tokens[at..].first()?.kind == TokenKind::Number).then(|| self.odd_figures(at))
    }

    /// The preposition at `at` stands behind a verb: "rose from 12", "climbed by three".
    fn is_change(&self, at: usize) -> bool {
        let verb = at > self.start && self.tokens[at - 1].tag.is_verb() && !self.tokens[at - 1].tag.is_aux();
        verb && self.tokens[at].tag == Tag::In
    }

    /// Figures that are no plain number: `12:15`, `24/7`, `4x4`.
    fn odd_figures(&self, at: usize) -> Core {
        let raw = self.tokens[at].raw(self.text);
        let kind = if raw.contains(':') { QuantityKind::Time } else { QuantityKind::Code };
        Core { end: at + 1, min: 0, max: Some(0), kind, number: None }
    }

    /// `five (5)`, `one 1`: the same number said twice.
    fn repeated(&self, end: usize, value: u64) -> usize {
        let same = |at: usize| {
            let token = self.tokens.get(at).filter(|t| t.kind == TokenKind::Number)?;
            (token.raw(self.text).parse() == Ok(value)).then_some(at + 1)
        };
        let mark = |at: usize, mark: &str| self.tokens.get(at).is_some_and(|t| t.raw(self.text) == mark);
        if self.tokens[end - 1].kind == TokenKind::Number {
            return end;
        }
        if mark(end, "(")
            && let Some(after) = same(end + 1)
            && mark(after, ")")
        {
            return after + 1;
        }
        same(end).unwrap_or(end)
    }

    /// Two numbers, the greater behind: "3,000 and 5,000", "10-15", "3 to 5 million", "three or four".
    fn range(&self, at: usize, between: Term) -> Option<(usize, u64, u64)> {
        let first = self.cardinal(at)?;
        let mut joint = at + first.len;
        let skip = |joint| match between {
            Term::To => self.words.skip(self.tokens, joint, Term::To),
            _ => self.words.skip(self.tokens, joint, Term::Till),
        };
        let len = skip(joint);
        if len == 0 {
            return None;
        }
        let bare = self.tokens[joint].kind == TokenKind::Joiner;
        joint += len;
        let second = self.cardinal(joint)?;
        let end = joint + second.len;
        // "30-30-30" and "2003-2011-05" are codes.
        if bare && (self.is_joiner(end) && self.tokens.get(end + 1).is_some_and(|t| t.kind == TokenKind::Number)) {
            return None;
        }
        let (mut low, high) = (first.thousandths, second.thousandths);
        // "3 to 5 million" and "two or three hundred": the scale belongs to both.
        if let Some(scale) = self.last_scale(joint, second.len)
            && self.last_scale(at, first.len).is_none()
            && low < 1_000_000
        {
            low = low.saturating_mul(scale);
        }
        (low < high).then_some((end, low / 1000, high / 1000))
    }

    /// The scale word that ends the number at `at`.
    fn last_scale(&self, at: usize, len: usize) -> Option<u64> {
        self.words.scale(self.tokens, at + len - 1).map(|(_, scale)| scale)
    }

    fn is_joiner(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Joiner)
    }

    /// What the surroundings make of a number; may decide that a dot parts thousands.
    fn kind(&self, start: usize, core: &mut Core) -> QuantityKind {
        let next = core.end + usize::from(self.is_joiner(core.end));
        let after = self
            .words
            .find(self.tokens, next, kinds![After], |t| if let Term::After(a) = t { Some(a) } else { None })
            .or_else(|| {
                self.words
                    .find(self.tokens, core.end, kinds![After], |t| if let Term::After(a) = t { Some(a) } else { None })
            });
        match after.map(|(_, after)| after) {
            Some(After::Percent) => return QuantityKind::Percent,
            Some(After::Measure | After::Age) => return QuantityKind::Measure,
            Some(After::Hour) => return QuantityKind::Time,
            Some(After::Counted) | None => {}
        }
        let counted = after.is_some();
        if start > self.start {
            let before = self.before(start - 1);
            match before {
                Some(Before::Money | Before::Age) => return QuantityKind::Measure,
                Some(Before::Code) if !counted && core.number.is_some() => return QuantityKind::Code,
                _ => {}
            }
            let joined = self.is_joiner(start - 1) && start - 1 > self.start;
            if joined && self.tokens[start - 2].kind == TokenKind::Word && core.number.is_some() {
                return QuantityKind::Code;
            }
        }
        let Some(number) = core.number else { return QuantityKind::Count };
        let noun = self.tokens.get(core.end).filter(|t| t.kind == TokenKind::Word);
        let lower_plural = noun
            .is_some_and(|t| t.case == Case::Lower && t.raw(self.text).len() > 3 && t.raw(self.text).ends_with('s'));
        if number.dotted && (counted || lower_plural) {
            core.min = number.thousandths;
            core.max = Some(number.thousandths);
            return QuantityKind::Count;
        }
        if !number.is_whole() {
            return QuantityKind::Code;
        }
        if number.plain {
            let raw = self.tokens[start].raw(self.text);
            // "05 terrorists", as communiqués write.
            if raw.len() > 1 && raw.starts_with('0') && !(raw.len() == 2 && (counted || lower_plural)) {
                return QuantityKind::Code;
            }
            if raw.len() == 4 && (1900..2100).contains(&core.min) && !counted && !lower_plural {
                return QuantityKind::Year;
            }
            if self.is_age(start, core.end) {
                return QuantityKind::Measure;
            }
        }
        QuantityKind::Count
    }

    /// `articles 4 and 5`, `aged nine and twelve`: what names one number names the next.
    fn continued(&self, last: Option<&Quantity>, found: &Quantity) -> Option<QuantityKind> {
        let joint = found.tokens.start as usize;
        let continues = |last: &&Quantity| {
            let from = last.tokens.start as usize;
            let age = || from > self.start && self.before(from - 1) == Some(Before::Age);
            let named = last.kind == QuantityKind::Code && self.tokens[joint].kind == TokenKind::Number;
            (named || last.kind == QuantityKind::Measure && age())
                && from >= self.start
                && last.tokens.end as usize + 1 == joint
                && found.kind == QuantityKind::Count
                && (self.words.skip(self.tokens, joint - 1, Term::And) > 0
                    || self.tokens[joint - 1].raw(self.text) == ",")
        };
        last.filter(continues).map(|last| last.kind)
    }

    /// The word at `at` ends a phrase that names the number behind it.
    fn before(&self, at: usize) -> Option<Before> {
        self.words
            .find(self.tokens, at, kinds![Before], |t| if let Term::Before(b) = t { Some(b) } else { None })
            .map(|(_, b)| b)
    }

    /// `Ahmed Ali, 35, said`: a name, then a number alone between commas or brackets.
    fn is_age(&self, start: usize, end: usize) -> bool {
        let raw = |at: usize| self.tokens.get(at).map_or("", |t| t.raw(self.text));
        start >= self.start + 2
            && matches!((raw(start - 1), raw(end)), (",", "," | ".") | ("(", ")"))
            && self.tokens[start - 2].is_capitalised()
            && self.tokens[start].raw(self.text).len() == 2
    }
}

fn exact(tokens: Range<usize>, kind: QuantityKind, value: u64) -> Quantity {
    let tokens = tokens.start as u32..tokens.end as u32;
    Quantity { number: tokens.clone(), tokens, kind, min: value, max: Some(value), approximate: false }
}

/// Of two hedges the stronger: a bound before nearness, nearness before nothing.
fn combine(first: Hedge, second: Hedge) -> Hedge {
    match (first, second) {
        (Hedge::Exact | Hedge::About, hedge) | (hedge, Hedge::Exact | Hedge::About) => hedge,
        (hedge, _) => hedge,
    }
}

/// What a hedged number supports: least, greatest, approximate.
fn interval(hedge: Hedge, min: u64, max: Option<u64>) -> (u64, Option<u64>, bool) {
    match hedge {
        Hedge::Exact => (min, max, false),
        Hedge::About => (min, max, true),
        Hedge::Above if max == Some(min) => (min.saturating_add(1), None, false),
        Hedge::Above | Hedge::AtLeast => (min, None, false),
        Hedge::UpTo => (0, max.or(Some(min)), false),
        // Somebody is left when so many are taken away, and nobody says how many.
        Hedge::AllBut => (1, None, false),
        Hedge::Below => (0, Some(max.unwrap_or(min).saturating_sub(1)), false),
    }
}
