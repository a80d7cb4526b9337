//! The body of an article: paragraphs, sub-headings, lists, repeated history, and the furniture below and between.
//!
//! Invariant: every line goes into exactly one block, in order.

use std::collections::BTreeSet;

use dateline_model::BlockKind;

use super::{Reader, Start, shape};

/// A line so long, in bytes, that stands in the text again is a repetition.
const REPEATED: usize = 40;
/// So many short lines in a row are a table that lost its columns.
const TABLE: usize = 4;

impl<'a> Reader<'a> {
    /// Reads all that stands behind the head.
    pub(super) fn body(&mut self, start: Start) {
        let tail = self.find_tail(start);
        let mut seen: BTreeSet<&str> = self.lines[..start.line].iter().map(|line| line.span.slice(self.text)).collect();
        let mut line = start.line;
        while line < tail {
            let end = (line + 1..tail).find(|next| self.lines[*next].apart).unwrap_or(tail);
            let first = if line == start.line { start.at } else { self.lines[line].span.start as usize };
            let furniture =
                |line| shape::is_foreign(self.line(line)) || self.is_boilerplate(self.lines[line].span.start as usize);
            if shape::is_wrapped(self.text, &self.lines[line..end]) && !(line + 1..end).any(furniture) {
                self.wrapped(line, end, first);
            } else {
                self.one_by_one(line, end, first, tail, &mut seen);
            }
            line = end;
        }
        for line in tail..self.lines.len() {
            let span = self.lines[line].span;
            self.push(BlockKind::Boilerplate, span.start as usize, span.end as usize);
        }
    }

    /// The first line that ends the article.
    fn find_tail(&mut self, start: Start) -> usize {
        // The line on which the head ended cannot end the article too, unless nothing of it was read.
        let whole = self.lines.get(start.line).is_some_and(|line| line.span.start as usize == start.at);
        let first = if whole { start.line } else { start.line + 1 };
        let found = (first..self.lines.len()).find_map(|line| {
            let at = self.lines[line].span.start as usize;
            Some((line, self.profile.first(|manner| &manner.tail, self.text, at, self.scene)?))
        });
        match found {
            Some((line, found)) => {
                self.keep(&found);
                line
            }
            None => self.lines.len(),
        }
    }

    /// Lines that were cut to one width: they are joined, and a paragraph ends where a line is set in or a sentence ends
    /// well before the margin.
    fn wrapped(&mut self, first: usize, end: usize, at: usize) {
        let lines = &self.lines[first..end];
        let width = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
        let set_in = lines.iter().filter(|line| line.indented).count() * 2 < lines.len();
        let mut start = at;
        for (i, pair) in lines.windows(2).enumerate() {
            let text = pair[0].span.slice(self.text);
            let short = shape::ends_sentence(text) && pair[0].span.len() * 4 < width * 3;
            let listed = shape::bullet(self.line(first + i + 1)).is_some();
            if short || listed || (set_in && pair[1].indented) {
                self.paragraph(start, pair[0].span.end as usize);
                start = pair[1].span.start as usize;
            }
        }
        self.paragraph(start, lines.last().map_or(start, |line| line.span.end as usize));
    }

    /// A paragraph or an entry of a list.
    fn paragraph(&mut self, start: usize, end: usize) {
        let kind = self.kind(&self.text[start..end]);
        self.push(kind, start, end);
    }

    fn kind(&self, block: &str) -> BlockKind {
        if shape::bullet(block).is_some() {
            BlockKind::ListItem
        } else if self.profile.repeats(block) {
            BlockKind::Context
        } else {
            BlockKind::Paragraph
        }
    }

    /// Lines that are a block each.
    fn one_by_one(&mut self, first: usize, end: usize, at: usize, tail: usize, seen: &mut BTreeSet<&'a str>) {
        let table = end - first >= TABLE && (first..end).all(|line| shape::is_table_cell(self.line(line)));
        for line in first..end {
            let span = self.lines[line].span;
            let (start, stop) = (if line == first { at } else { span.start as usize }, span.end as usize);
            let text = &self.text[start..stop];
            if self.joins(line, line > first) {
                if let Some(block) = self.blocks.last_mut() {
                    block.span.end = span.end;
                }
                continue;
            }
            let furniture = self.furniture(start);
            if let Some(found) = &furniture {
                self.keep(found);
            }
            let repeated = span.len() >= REPEATED && !seen.insert(self.line(line));
            let kind = if furniture.is_some() || repeated || shape::is_foreign(text) {
                BlockKind::Boilerplate
            } else if table {
                BlockKind::ListItem
            } else if self.announces(line, text, tail) {
                BlockKind::Subhead
            } else {
                self.kind(text)
            };
            self.push(kind, start, stop);
        }
    }

    /// The line belongs to the block before it: a stray full stop, or the rest of a sentence that was cut.
    fn joins(&self, line: usize, together: bool) -> bool {
        let Some(before) = self.blocks.last().filter(|block| block.kind.is_analysed()) else { return false };
        let text = self.line(line);
        together
            && (shape::is_stray_mark(text) || shape::continues(before.span.slice(self.text), text))
            && line > 0
            && before.span.end == self.lines[line - 1].span.end
    }

    /// The line is a sub-heading: it looks like one, and stands between blocks of which the next says more.
    fn announces(&self, line: usize, text: &str, tail: usize) -> bool {
        let follows = self.blocks.last().is_some_and(|block| block.kind.is_analysed());
        let next = line + 1;
        follows && next < tail && shape::is_subhead(text) && {
            let next = self.line(next);
            shape::ends_sentence(next) || shape::bullet(next).is_some() || next.len() > text.len() * 2
        }
    }
}
