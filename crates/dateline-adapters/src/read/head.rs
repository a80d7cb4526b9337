//! The head of an article: stamp, section, headline, date, byline, deck, caption, dateline, in whatever order they come.
//!
//! Invariant: the head looks at no more than [`LINES`] lines, and what it does not understand is left to the body.

use dateline_model::{BlockKind, When};

use super::{Reader, Start, shape};
use crate::form::{Field, Match};
use crate::lines::is_blank;

/// Lines that a head may have.
const LINES: usize = 24;
/// Bytes in which a dateline is looked for.
const REACH: usize = 1500;
/// Lines of running text that may stand between headline and dateline: deck, caption, summary.
const DECK: usize = 4;
/// A deck's line is at most so long, in bytes.
const DECK_LINE: usize = 320;
/// A line that holds the day, and maybe who wrote and from where, is at most so long, in bytes.
const DAY_LINE: usize = 100;
/// A line with nothing but the day ("Updated 10 Jan 2021") has fewer words than this.
const DAY_WORDS: usize = 5;
/// What follows a dateline on its line is at least so long, in bytes.
const RUNNING: usize = 30;

impl Reader<'_> {
    /// Reads the head, and says where the body begins.
    pub(super) fn head(&mut self) -> Start {
        let lead = self.find_lead();
        let mut place = Start { line: 0, at: self.lines.first().map_or(0, |line| line.span.start as usize) };
        while place.line < self.lines.len().min(LINES) {
            let line = self.lines[place.line];
            let end = line.span.end as usize;
            if let Some(found) = self.piece(place.at) {
                self.keep(&found);
                if self.published.is_none() && found.end >= end && self.headline.is_some() {
                    self.published = self.day_line(place.line);
                }
                self.push(BlockKind::Head, place.at, found.end);
                place = self.behind(place, found.end);
                if self.runs_in(&found, place) {
                    return place;
                }
                continue;
            }
            let rest = &self.text[place.at..end];
            if self.headline.is_some()
                && place.at == line.span.start as usize
                && let Some(when) = self.day_line(place.line)
            {
                self.published.get_or_insert(when);
                self.push(BlockKind::Head, place.at, end);
                place = self.behind(place, end);
                continue;
            }
            let Some(kind) = self.head_line(place.line, rest, lead) else { return place };
            if kind == BlockKind::Headline {
                self.headline = Some(dateline_model::ByteSpan::new(place.at, end));
            }
            self.push(kind, place.at, end);
            place = self.behind(place, end);
        }
        place
    }

    /// A piece of the head at a place.
    fn piece(&self, at: usize) -> Option<Match> {
        let mut pieces = self.pieces.borrow_mut();
        if let Some((_, known)) = pieces.iter().rev().find(|(place, _)| *place == at) {
            return *known;
        }
        let found = self.profile.first(|manner| &manner.head, self.text, at, self.scene);
        let found = found.filter(|found| !self.is_headed(at, found));
        pieces.push((at, found));
        found
    }

    /// What looks like a dateline belongs to a headline ("KARACHI: Two held after blast"): no text follows it, neither a whole
    /// sentence nor one that goes on below.
    fn is_headed(&self, at: usize, found: &Match) -> bool {
        if found.house.is_some() || found.field(Field::Dateline, self.text).is_none() {
            return false;
        }
        let line = self.lines.partition_point(|line| line.span.end as usize <= at);
        let rest = self.lines.get(line).and_then(|line| self.text.get(found.end..line.span.end as usize));
        rest.is_some_and(|rest| !rest.trim().is_empty() && shape::is_headline(rest) && !self.goes_on(line, rest))
    }

    /// The next line goes on with the rest of this one.
    fn goes_on(&self, line: usize, rest: &str) -> bool {
        let Some(next) = self.lines.get(line + 1).filter(|next| !next.apart) else { return false };
        let end =
            (line + 1..self.lines.len()).find(|l| self.lines[*l].apart).unwrap_or(self.lines.len()).min(line + LINES);
        shape::continues(rest, next.span.slice(self.text)) || shape::is_wrapped(self.text, &self.lines[line..end])
    }

    /// The place behind what was read, on this line or on a later one.
    fn behind(&self, place: Start, end: usize) -> Start {
        let mut line = place.line;
        while self.lines.get(line).is_some_and(|line| line.span.end as usize <= end) {
            line += 1;
        }
        let inner = self.text[end..].find(|c| !is_blank(c)).map_or(self.text.len(), |gap| end + gap);
        Start { line, at: self.lines.get(line).map_or(self.text.len(), |line| inner.max(line.span.start as usize)) }
    }

    /// The piece ends inside a line whose rest is the body's first sentence, or is a dateline above just that.
    fn runs_in(&self, found: &Match, next: Start) -> bool {
        let Some(line) = self.lines.get(next.line) else { return false };
        let dateline = found.field(Field::Dateline, self.text).is_some();
        let inside = next.at > line.span.start as usize;
        let opens = if inside { dateline || found.house.is_some() } else { dateline && !line.apart };
        // A short rest is running text too when its line was cut and goes on below.
        let cut = inside && self.lines.get(next.line + 1).is_some_and(|below| !below.apart);
        opens && (cut || next.at + RUNNING <= line.span.end as usize)
    }

    /// The line in which a dateline or slug runs into the body, or else the last that gives the day, when the lines before
    /// it can be a head.
    fn find_lead(&self) -> Option<usize> {
        let mut place = Start { line: 0, at: self.lines.first()?.span.start as usize };
        let mut sentences = 0;
        let mut dated = None;
        while place.line < self.lines.len().min(LINES) && place.at < REACH {
            let line = self.lines[place.line];
            let rest = &self.text[place.at..line.span.end as usize];
            // A deck may stand between the headline and the day, but no text; below a deck that is a sentence, the day
            // stands alone.
            let deck = sentences == 0 || sentences == 1 && shape::word_count(rest, DAY_WORDS) < DAY_WORDS;
            if let Some(found) = self.piece(place.at) {
                place = self.behind(place, found.end);
                if self.runs_in(&found, place) {
                    return Some(place.line);
                }
                // A form knows the day's line from a sub-heading, whatever else stands in it; a town may be one.
                let dated_line = found.field(Field::Published, self.text).is_some() && sentences <= 1;
                let placed_line = found.field(Field::Dateline, self.text).is_some() && sentences == 0;
                if (dated_line || placed_line) && place.line > 2 {
                    dated = Some(place.line - 1);
                }
                continue;
            }
            if deck && place.line > 1 && self.day_line(place.line).is_some() {
                dated = Some(place.line);
            }
            let furniture = self.is_boilerplate(place.at);
            if !furniture && (shape::ends_sentence(rest) || rest.len() > DECK_LINE) {
                sentences += 1;
                if sentences > DECK || rest.len() > DECK_LINE {
                    return dated;
                }
            }
            place = self.behind(place, line.span.end as usize);
        }
        dated
    }

    /// The day in a short line of the head that no form knows, as pages have them in ever new dress: "Omar Hadi and Sara Ali,
    /// 15 November 2022", "Shared on 12 August 2020".
    fn day_line(&self, line: usize) -> Option<When> {
        let text = self.line(line);
        let apart = self.lines.get(line + 1).is_some_and(|next| next.apart);
        let short = text.len() <= if apart { DAY_LINE } else { DAY_LINE / 2 };
        let has_year = || text.bytes().filter(u8::is_ascii_digit).count() >= 5;
        if !short || shape::ends_sentence(text) || !has_year() {
            return None;
        }
        self.scene.calendar.when(text, self.profile.date_order)
    }

    /// What a line of the head is; `None` when the body begins with it.
    fn head_line(&self, line: usize, rest: &str, lead: Option<usize>) -> Option<BlockKind> {
        let before_lead = lead.is_some_and(|lead| line < lead);
        let at = self.lines[line].span.end as usize - rest.len();
        if self.is_boilerplate(at) || shape::is_foreign(rest) {
            return Some(BlockKind::Boilerplate);
        }
        if let Some(headline) = self.headline {
            if shape::same_words(headline.slice(self.text), rest) {
                return Some(BlockKind::Boilerplate);
            }
        } else if self.is_headline(line, rest) {
            return Some(BlockKind::Headline);
        } else if !before_lead {
            // A section's or town's name above the headline.
            let next = line + 1;
            let is_section = shape::is_subhead(rest)
                && shape::word_count(rest, 2) <= 2
                && next < self.lines.len()
                && self.is_headline(next, self.line(next));
            return is_section.then_some(BlockKind::Boilerplate);
        }
        if !before_lead {
            return None;
        }
        Some(if shape::ends_sentence(rest) { BlockKind::Subhead } else { BlockKind::Boilerplate })
    }

    /// The line can be the headline: it looks like one, stands above something, and the next line does not go on with it.
    fn is_headline(&self, line: usize, rest: &str) -> bool {
        if !shape::is_headline(rest) {
            return false;
        }
        let Some(next) = self.lines.get(line + 1) else { return false };
        next.apart || self.is_furniture(line + 1, rest) || !self.goes_on(line, rest)
    }

    /// The line is no running text: a piece of the head, site furniture, another script, or the headline again.
    fn is_furniture(&self, line: usize, headline: &str) -> bool {
        let at = self.lines[line].span.start as usize;
        let text = self.line(line);
        self.piece(at).is_some()
            || self.is_boilerplate(at)
            || shape::is_foreign(text)
            || shape::same_words(headline, text)
            || self.day_line(line).is_some()
    }
}
