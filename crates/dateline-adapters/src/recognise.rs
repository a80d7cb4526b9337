//! Which house wrote a text, from the text alone.
//!
//! A head that names the house outweighs everything else, as a relay's own line at the end does a quotation in the body:
//! houses quote each other ("told AFP"), but put their own name above and below the text.
//!
//! Invariant: work is linear in the text's length; where as much speaks for one house as for another, it is neither.

use dateline_model::ByteSpan;
use smallvec::SmallVec;

use crate::adapter::Score;
use crate::form::{Forms, Match, Scene};
use crate::houses::{HouseId, Mention};
use crate::lines::{Line, is_gap, is_line_end};
use crate::profile::Profiles;

/// Bytes in which a head is looked for.
const HEAD_REACH: u32 = 1200;
/// Lines in which a head is looked for.
const HEAD_LINES: usize = 16;
/// After so many lines of running text no head is looked for.
const SENTENCES: usize = 3;
/// A line of running text is at least so long, in bytes.
const SENTENCE: usize = 100;
/// Positions of one line at which a head can begin: behind a stamp, behind a slug.
const HEAD_STEPS: usize = 3;
/// Words before a house's name in which its attribution can begin.
const ATTRIBUTION_WORDS: usize = 6;
/// Bytes before a house's name in which its attribution can begin.
const ATTRIBUTION_REACH: usize = 80;
/// More attributions than this add nothing.
const ATTRIBUTIONS: u32 = 3;

/// What one piece of evidence weighs.
mod weight {
    /// A piece of the head names the house.
    pub(super) const HEAD: u32 = 16;
    /// A line that only this house writes.
    pub(super) const SIGN: u32 = 8;
    /// A line below the text names the house, or its last paragraph ends with the name.
    pub(super) const TAIL: u32 = 7;
    /// The text says that somebody told the house something.
    pub(super) const ATTRIBUTION: u32 = 2;
    /// A piece of the head looks like the house's.
    pub(super) const STYLE: u32 = 1;
}

/// What a form proves where it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A head that may name the house.
    Head,
    /// The house is its own.
    Own,
    /// The house that it names.
    Named,
}

/// Forms by which houses are told apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evidence {
    /// Looked for in the head.
    pub(crate) head: Forms<Sign>,
    /// By house, pieces of its heads that name no house: they are looked for when something else speaks for it, since
    /// alone they are not enough.
    pub(crate) style: Vec<Forms<()>>,
    /// Looked for in every line.
    pub(crate) anywhere: Forms<Sign>,
    /// Looked for around the house's name.
    pub(crate) attribution: Forms<()>,
}

/// What speaks for one house: the weight of each kind of evidence that was found, and how often it was told something.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    head: u32,
    sign: u32,
    tail: u32,
    style: u32,
    attributions: u32,
}

impl Found {
    fn score(self) -> Score {
        let told = self.attributions.min(ATTRIBUTIONS) * weight::ATTRIBUTION;
        Score(self.head + self.sign + self.tail + self.style + told)
    }
}

/// What speaks for the houses of which anything was found.
#[derive(Debug, Default)]
struct Findings(SmallVec<[(HouseId, Found); 4]>);

impl Findings {
    fn of(&mut self, house: HouseId) -> &mut Found {
        let known = self.0.iter().position(|(other, _)| *other == house).unwrap_or_else(|| {
            self.0.push((house, Found::default()));
            self.0.len() - 1
        });
        &mut self.0[known].1
    }
}

/// Places at which pieces of the head were looked for.
type Heads = SmallVec<[usize; HEAD_LINES]>;

impl Profiles {
    /// The house for which most speaks.
    pub(crate) fn best(&self, text: &str, scene: Scene<'_>) -> Option<(HouseId, Score)> {
        let mut found = Findings::default();
        let mut heads = Heads::new();
        let mut sentences = 0;
        let mut last = None;
        for (i, line) in scene.lines.iter().enumerate() {
            let is_head = i < HEAD_LINES && sentences < SENTENCES && line.span.start < HEAD_REACH;
            let steps = if is_head { HEAD_STEPS } else { 0 };
            let long = line.span.len() > SENTENCE;
            sentences += usize::from(long && line.span.slice(text).ends_with('.'));
            last = if long { Some(line.span) } else { last };
            self.weigh_line(text, *line, steps, scene, &mut found, &mut heads);
        }
        for mention in scene.mentions {
            if self.is_attribution(text, *mention, scene) {
                found.of(mention.house).attributions += 1;
            }
        }
        let signed = last.and_then(|last| scene.mentions.iter().find(|mention| signs_off(text, **mention, last)));
        if let Some(mention) = signed {
            found.of(mention.house).tail = weight::TAIL;
        }
        found.0.retain(|(_, found)| found.score() > Score::NONE);
        for (house, found) in &mut found.0 {
            let style = self.evidence.style.get(usize::from(*house));
            if style.is_some_and(|style| heads.iter().any(|at| style.first(text, *at, scene).is_some())) {
                found.style = weight::STYLE;
            }
        }
        let mut best = None;
        let mut tied = false;
        for (house, score) in found.0.into_iter().map(|(house, found)| (house, found.score())) {
            let before = best.map_or(Score::NONE, |(_, before)| before);
            tied = score == before || tied && score < before;
            best = best.filter(|_| score <= before).or(Some((house, score)));
        }
        best.filter(|_| !tied)
    }

    /// The beginning of a line, and in a head what stands behind the pieces found there.
    fn weigh_line(
        &self,
        text: &str,
        line: Line,
        steps: usize,
        scene: Scene<'_>,
        found: &mut Findings,
        heads: &mut Heads,
    ) {
        let mut at = line.span.start as usize;
        weigh(&self.evidence.anywhere, text, at, scene, found);
        for _ in 0..steps {
            heads.push(at);
            let Some(end) = weigh(&self.evidence.head, text, at, scene, found) else { break };
            at = text.len() - text[end..].trim_start_matches(is_gap).len();
            if at >= line.span.end as usize {
                break;
            }
            weigh(&self.evidence.anywhere, text, at, scene, found);
        }
    }

    /// Whether a form of attribution covers the mention.
    fn is_attribution(&self, text: &str, mention: Mention, scene: Scene<'_>) -> bool {
        let mut reach = mention.start.saturating_sub(ATTRIBUTION_REACH);
        while !text.is_char_boundary(reach) {
            reach += 1;
        }
        let before = &text[reach..mention.start];
        let line = before.rfind(is_line_end).map_or(before, |end| &before[end + 1..]);
        let starts = word_starts(line).map(|at| mention.start - line.len() + at);
        std::iter::once(mention.start).chain(starts).take(ATTRIBUTION_WORDS + 1).any(|start| {
            let covers = |matched: Match, _, ()| matched.name(text).filter(|name| name.start as usize == mention.start);
            self.evidence.attribution.find(text, start, scene, covers).is_some()
        })
    }
}

/// The house's name ends the paragraph, with a bracket or a dash before it: "… (PNA)", "… – PTI".
fn signs_off(text: &str, mention: Mention, paragraph: ByteSpan) -> bool {
    let (start, end) = (paragraph.start as usize, paragraph.end as usize);
    let closed = |rest: &str| rest.trim_matches(|c: char| is_gap(c) || ").]/".contains(c)).is_empty();
    let opened = |before: &str| before.trim_end().ends_with(['(', '[', '/', '-', '–', '—']);
    mention.start > start
        && mention.end <= end
        && closed(&text[mention.end..end])
        && opened(&text[start..mention.start])
}

/// Notes what matches at a place; the end of the first match of a form that belongs to all houses.
fn weigh(forms: &Forms<Sign>, text: &str, at: usize, scene: Scene<'_>, found: &mut Findings) -> Option<usize> {
    let mut end = None;
    let mut note = |matched: Match, own: Option<HouseId>, sign| {
        if own.is_none() {
            end = end.or(Some(matched.end));
        }
        let Match { house: named, .. } = matched;
        let found = found.of(named.or(own)?);
        match sign {
            Sign::Head if named.is_some() => found.head = weight::HEAD,
            Sign::Head => found.style = weight::STYLE,
            Sign::Own => found.sign = weight::SIGN,
            Sign::Named if named.is_some() => found.tail = weight::TAIL,
            Sign::Named => {}
        }
        None::<()>
    };
    forms.find(text, at, scene, &mut note);
    end
}

/// Where the words of the text begin, the last first.
fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut end = text.len();
    std::iter::from_fn(move || {
        let rest = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric());
        let start = rest.trim_end_matches(char::is_alphanumeric).len();
        end = start;
        (!rest.is_empty()).then_some(start)
    })
}
