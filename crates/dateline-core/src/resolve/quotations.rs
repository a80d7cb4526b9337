//! Quotations: what stands between quotation marks, over paragraphs, closed or not.
//!
//! Invariant: quotations come in the order in which they close; none is empty.

use std::ops::Range;

use super::Story;

/// A quotation: the tokens between its marks, in pieces of one paragraph each.
pub(super) struct Quotation {
    pub(super) pieces: Vec<Range<u32>>,
}

impl Quotation {
    pub(super) fn start(&self) -> u32 {
        self.pieces.first().map_or(0, |p| p.start)
    }

    pub(super) fn end(&self) -> u32 {
        self.pieces.last().map_or(0, |p| p.end)
    }

    pub(super) fn contains(&self, token: u32) -> bool {
        self.pieces.iter().any(|p| p.contains(&token))
    }
}

/// The quotations of an article. A mark that is not closed in its paragraph holds to the end of it, and beyond when the
/// next paragraph opens with a mark of its own, as quotations of several paragraphs are printed.
pub(super) fn quotations(story: &Story<'_>) -> Vec<Quotation> {
    let analysis = story.analysis;
    let mut out: Vec<Quotation> = Vec::new();
    let mut open: Option<Quotation> = None;
    let mut at = 0;
    while at < analysis.sentences.len() {
        let block = analysis.sentences[at].sentence.block;
        let last = at + analysis.sentences[at..].partition_point(|s| s.sentence.block == block);
        let tokens = analysis.sentences[at].sentence.tokens.start..analysis.sentences[last - 1].sentence.tokens.end;
        at = last;
        let mut from: Option<u32> = None;
        let continues = is_mark(story, tokens.start, true);
        if !continues && let Some(done) = open.take() {
            out.push(done);
        }
        for i in tokens.clone() {
            match from {
                None if is_mark(story, i, true) => from = Some(i + 1),
                Some(start) if is_mark(story, i, false) => {
                    let mut whole = open.take().unwrap_or(Quotation { pieces: Vec::new() });
                    whole.pieces.push(start..i);
                    out.push(whole);
                    from = None;
                }
                _ => {}
            }
        }
        if let Some(start) = from {
            open.get_or_insert(Quotation { pieces: Vec::new() }).pieces.push(start..tokens.end);
        }
    }
    out.extend(open);
    for quote in &mut out {
        quote.pieces.retain(|p| !p.is_empty());
    }
    out.retain(|q| !q.pieces.is_empty());
    out
}

/// The token is a quotation mark that can open, or close, a quotation.
fn is_mark(story: &Story<'_>, at: u32, opening: bool) -> bool {
    let raw = story.raw(at..at + 1);
    match raw {
        "\"" => true,
        "“" | "«" | "„" | "``" => opening,
        "”" | "»" | "''" => !opening,
        _ => false,
    }
}
