//! Scores of time expressions against gold spans and values.
//!
//! Invariant: one method for all sets, stated here, and nothing is counted that the gold does not mark.
//!
//! Spans are compared over code points, outermost expressions only, the ends of an interval one by one as the gold sets
//! mark them. `strict_f1`: a span counts when both ends agree. `overlap_f1`: it counts when it shares a code point with a
//! gold span (recall: gold spans met; precision: our spans that meet one). `value_f1`: over the gold spans that have a
//! value and our spans that do not meet one without, a gold span counts when ours with the largest overlap has an equal
//! value. Values are equal as text; a gold interval ("1930-01-01/1939-12-31") when first and last day agree as far as
//! the gold states them. For `time_gum`, whose TEI values are days, our time of day is left out of the comparison, and
//! so are plain durations, sets, feasts and bare references ("now", "that time"), which it does not mark. `right` (phrases): the phrase's longest expression has the gold value.

use std::path::Path;

use anyhow::Result;
use dateline_core::analysis::numbers::NumberWords;
use dateline_core::analysis::times::{
    Core, Frame, Mode, Resolved, TimeExpression, TimeResolver, TimeWords, TimesToml, find_times,
};
use dateline_core::text::{LocalWords, Sentence, Token, Tokenizer, Vocabulary, split_sentences, tokenize};
use dateline_model::{ByteSpan, CharSpan, OffsetMap};
use serde::Deserialize;

use super::{Bench, Figure};
use crate::repo;

/// One row of a set.
#[derive(Debug, Deserialize)]
struct Row {
    /// The document's name.
    id: String,
    /// Publication day, possibly with a time.
    dct: Option<String>,
    /// The text.
    text: String,
    timex: Vec<Gold>,
}

/// One gold expression.
#[derive(Debug, Deserialize)]
struct Gold {
    start: u32,
    end: u32,
    /// Its words.
    text: String,
    /// Its value, where the annotators gave one.
    value: Option<String>,
    #[serde(default)]
    nested: u32,
}

/// One expression found.
#[derive(Debug)]
struct Found {
    span: CharSpan,
    core: Core,
    /// Its value.
    resolved: Resolved,
}

/// What the sets are read with.
struct Reader {
    vocabulary: Vocabulary,
    numbers: NumberWords,
    times: TimeWords,
    tokenizer: Tokenizer,
}

impl Reader {
    /// Reads the English pack's lists.
    fn new() -> Result<Self> {
        let list = |name: &str| repo::read(&repo::path("rules/english/lexicon").join(name));
        let mut vocabulary = Vocabulary::new();
        let numbers = NumberWords::compile(&toml::from_str(&list("numbers.toml")?)?, &mut vocabulary);
        let toml: TimesToml = toml::from_str(&list("times.toml")?)?;
        let times = TimeWords::compile(&toml, &numbers, &mut vocabulary);
        let names = toml.months.iter().chain(&toml.weekdays).flat_map(|forms| forms.iter().skip(1));
        let abbreviations = names.cloned().chain(["ca", "c", "mr", "dr", "gen", "lt", "col", "no"].map(str::to_owned));
        let tokenizer = Tokenizer::new(abbreviations.collect::<Vec<_>>(), [], []);
        Ok(Self { vocabulary, numbers, times, tokenizer })
    }

    fn expressions(&self, text: &str) -> (Vec<Token>, Vec<TimeExpression>) {
        let (mut local, mut tokens, mut out) = (LocalWords::default(), Vec::new(), Vec::new());
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let first = tokens.len();
            let span = ByteSpan::new(at, at + line.len());
            at += line.len();
            tokenize(&self.tokenizer, &self.vocabulary, &mut local, text, span, &mut tokens);
            let mut sentences: Vec<Sentence> = Vec::new();
            split_sentences(&self.tokenizer, text, &tokens, first..tokens.len(), 0, &mut sentences);
            for sentence in sentences {
                find_times(&self.times, &self.numbers, text, &tokens, sentence.tokens, &mut out);
            }
        }
        (tokens, out)
    }

    /// The single times of a row, resolved.
    fn read(&self, row: &Row) -> Vec<Found> {
        let (tokens, times) = self.expressions(&row.text);
        let anchor = row.dct.as_deref().and_then(|dct| dct.get(..10)).and_then(|day| day.parse().ok());
        let mut resolver = TimeResolver::new(anchor, Mode::choose(anchor, &times));
        let map = OffsetMap::new(&row.text);
        let mut out = Vec::new();
        for time in &times {
            let resolved = resolver.resolve_parts(time);
            for (part, resolved) in time.parts().zip(resolved) {
                let range = part.tokens.start as usize..part.tokens.end as usize;
                let Some(span) = tokens.get(range).and_then(|t| Some(t.first()?.span.to(t.last()?.span))) else {
                    continue;
                };
                out.push(Found { span: map.chars(span), core: part.moment.core, resolved });
            }
        }
        out
    }
}

fn overlap(gold: &Gold, found: &Found) -> u32 {
    found.span.end.min(gold.end).saturating_sub(found.span.start.max(gold.start))
}

fn is_equal(set: &str, gold: &str, resolved: &Resolved) -> bool {
    let Some((from, to)) = gold.split_once('/') else {
        let day = resolved.timex.split('T').next().filter(|_| set == "time_gum" && !gold.contains(':'));
        return gold == resolved.timex || Some(gold) == day;
    };
    let (Some(start), Some(end)) = (resolved.start, resolved.end) else { return false };
    start.to_string().starts_with(from) && end.to_string().starts_with(to)
}

/// Found expressions that a set can know.
fn is_marked(set: &str, found: &Found) -> bool {
    use Core::{Duration, Festival, Reference, Set, Vague};
    let unmarked = matches!(
        found.core,
        Duration(_, _, Frame::Free | Frame::Age, _) | Set(..) | Reference(_) | Festival(..) | Vague
    );
    set != "time_gum" || !unmarked && found.resolved.timex != "PRESENT_REF"
}

#[derive(Default)]
struct Tally {
    gold: usize,
    ours: usize,
    strict: usize,
    gold_met: usize,
    ours_meeting: usize,
    valued_gold: usize,
    valued_ours: usize,
    equal: usize,
}

fn f1(right_gold: usize, gold: usize, right_ours: usize, ours: usize) -> f64 {
    let share = |right: usize, all: usize| if all == 0 { 0.0 } else { right as f64 / all as f64 };
    let (recall, precision) = (share(right_gold, gold), share(right_ours, ours));
    if recall + precision == 0.0 { 0.0 } else { 200.0 * recall * precision / (recall + precision) }
}

/// What a gold or found expression came to, for those who look at errors.
type Note<'a> = &'a mut dyn FnMut(&Row, Option<&Gold>, Option<&Found>, &str);

fn tally(set: &str, reader: &Reader, row: &Row, tally: &mut Tally, note: Note<'_>) {
    let gold: Vec<&Gold> = row.timex.iter().filter(|g| g.nested == 0).collect();
    let ours: Vec<Found> = reader.read(row).into_iter().filter(|f| is_marked(set, f)).collect();
    tally.gold += gold.len();
    tally.ours += ours.len();
    for gold in &gold {
        let best = ours.iter().filter(|f| overlap(gold, f) > 0).max_by_key(|f| overlap(gold, f));
        tally.gold_met += usize::from(best.is_some());
        let strict = best.is_some_and(|f| f.span.start == gold.start && f.span.end == gold.end);
        tally.strict += usize::from(strict);
        let equal = gold.value.as_deref().zip(best).map(|(value, found)| is_equal(set, value, &found.resolved));
        tally.valued_gold += usize::from(gold.value.is_some());
        tally.equal += usize::from(equal == Some(true));
        let verdict = match (best.is_some(), strict, equal) {
            (false, ..) => "missed",
            (true, false, Some(false)) => "span+value",
            (true, true, Some(false)) => "value",
            (true, false, _) => "span",
            _ => "right",
        };
        note(row, Some(gold), best, verdict);
    }
    for found in &ours {
        let met: Vec<_> = gold.iter().filter(|g| overlap(g, found) > 0).collect();
        tally.ours_meeting += usize::from(!met.is_empty());
        tally.valued_ours += usize::from(met.is_empty() || met.iter().any(|g| g.value.is_some()));
        if met.is_empty() {
            note(row, None, Some(found), "extra");
        }
    }
}

impl Found {
    /// Its words.
    fn words(&self, text: &str) -> String {
        text.chars().skip(self.span.start as usize).take((self.span.end - self.span.start) as usize).collect()
    }

    /// What stands before it.
    fn context(&self, text: &str) -> String {
        let start = (self.span.start as usize).saturating_sub(30);
        text.chars().skip(start).take(60 + (self.span.end - self.span.start) as usize).collect()
    }
}

/// Scores one set, telling `note` about every expression.
fn score(dir: &Path, split: &str, set: &str, note: Note<'_>) -> Result<Vec<Figure>> {
    let path = dir.join(format!("{split}.jsonl"));
    let text = repo::read(&path)?;
    let reader = Reader::new()?;
    let rows = text.lines().map(|line| Ok(serde_json::from_str(line)?)).collect::<Result<Vec<Row>>>()?;
    if set == "time_timenorm_phrases" {
        let mut right = 0;
        for row in &rows {
            let ours = reader.read(row);
            let best = ours.iter().max_by_key(|f| f.span.end - f.span.start);
            let Some(gold) = row.timex.first() else { continue };
            let equal = best.zip(gold.value.as_deref()).is_some_and(|(f, value)| is_equal(set, value, &f.resolved));
            right += usize::from(equal);
            note(row, Some(gold), best, if equal { "right" } else { "wrong" });
        }
        return Ok(vec![("right".to_owned(), 100.0 * f64::from(right as u32) / rows.len().max(1) as f64)]);
    }
    let mut t = Tally::default();
    for row in &rows {
        tally(set, &reader, row, &mut t, note);
    }
    Ok(vec![
        ("strict_f1".to_owned(), f1(t.strict, t.gold, t.strict, t.ours)),
        ("overlap_f1".to_owned(), f1(t.gold_met, t.gold, t.ours_meeting, t.ours)),
        ("value_f1".to_owned(), f1(t.equal, t.valued_gold, t.equal, t.valued_ours)),
    ])
}

/// Measures one half of a set, which the folder's name tells.
pub(super) fn measure(bench: &Bench, dir: &Path, split: &str) -> Result<Vec<Figure>> {
    let set = dir.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    score(dir, split, set, &mut |row, gold, found, verdict| {
        if verdict != "right" {
            bench.error(&format!("time {verdict}"), || {
                let value = gold.and_then(|g| g.value.as_deref()).unwrap_or("–");
                let words = gold.map_or("–", |g| g.text.as_str());
                let ours =
                    found.map(|f| format!("[{}] {} … {}", f.words(&row.text), f.resolved.timex, f.context(&row.text)));
                format!("{}: gold [{words}] {value} ours {}", row.id, ours.unwrap_or_default())
            });
        }
    })
}
