//! Sentence boundaries within one block.
//!
//! A sentence ends at `.`, `!`, `?` or `…` with the closing quotes and brackets behind it, unless what follows shows that
//! it goes on: a lower-case word, a comma, a reporting clause. A line break ends one only where the line is a bullet or
//! a heading; hard-wrapped lines do not.

use std::ops::Range;

use super::{Case, Token, TokenKind, Tokenizer};

/// A sentence: a range of token indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// First token to one past the last.
    pub tokens: Range<u32>,
    /// Index of the block it stands in.
    pub block: u32,
}

impl Sentence {
    /// The range for slicing a token list.
    pub fn range(&self) -> Range<usize> {
        self.tokens.start as usize..self.tokens.end as usize
    }
}

fn is_terminator(raw: &str) -> bool {
    matches!(raw.as_bytes()[0], b'.' | b'!' | b'?') || matches!(raw, "…" | "■" | "[...]" | "[…]")
}

fn is_closer(raw: &str) -> bool {
    matches!(raw, "\"" | "”" | "’" | "'" | ")" | "]" | "»" | "''")
}

fn is_opener(raw: &str) -> bool {
    matches!(raw, "\"" | "“" | "‘" | "(" | "[" | "«" | "``")
}

/// The mark at the head of a list's entry.
pub(crate) fn is_bullet(raw: &str) -> bool {
    matches!(raw, "•" | "*" | "–" | "—" | "-" | "·" | "▪" | "●" | "■" | "►")
}

fn is_dash(raw: &str) -> bool {
    matches!(raw, "–" | "—" | "-")
}

/// Splits `tokens[range]` (one block) into sentences, appended to `out`.
pub fn split_sentences(
    tokenizer: &Tokenizer,
    text: &str,
    tokens: &[Token],
    range: Range<usize>,
    block: u32,
    out: &mut Vec<Sentence>,
) {
    let Range { mut start, end } = between_stamps(text, tokens, range.clone());
    push(out, range.start, start, block);
    let mut at = start;
    let mut open_quote = false;
    let lines = stand_alone(&tokens[start..end]);
    while at < end {
        let token = tokens[at];
        let mark = token.mark(text);
        open_quote = match mark {
            "“" => true,
            "”" => false,
            "\"" => !open_quote,
            _ => open_quote,
        };
        if at > start
            && tokens[at].newline
            && (starts_item(text, tokens, at, end) || lines && !open_quote && starts_line(tokens, at))
        {
            push(out, start, at, block);
            start = at;
        }
        let ends = match token.kind {
            TokenKind::Punct => is_terminator(mark),
            TokenKind::Word => {
                text.as_bytes()[token.span.end as usize - 1] == b'.'
                    && abbreviation_ends(tokenizer, text, tokens, at, end)
            }
            _ => false,
        };
        if !ends {
            at += 1;
            continue;
        }
        let mut next = at + 1;
        while next < end && tokens[next].kind == TokenKind::Punct {
            let mark = tokens[next].raw(text);
            let closes = is_closer(mark) && !open_quote_follows(text, tokens, next, end, open_quote);
            if closes || (is_terminator(mark) && !tokens[next].newline) {
                if matches!(mark, "\"" | "”") {
                    open_quote = false;
                }
                next += 1;
            } else {
                break;
            }
        }
        next = after_references(text, tokens, next, end);
        if next >= end || starts_sentence(text, tokens, next, end) {
            push(out, start, next, block);
            start = next;
        }
        at = next;
    }
    push(out, start, end, block);
    push(out, end, range.end, block);
}

/// Where the date stamps before and behind the text end and begin: `Sunday, May 28, 2006 Police arrested`, `Arrest of Two
/// Sunday, May 28, 2006`.
fn between_stamps(text: &str, tokens: &[Token], range: Range<usize>) -> Range<usize> {
    let Range { start, end } = range;
    let title = |at: usize| tokens[at].kind == TokenKind::Word && tokens[at].case == Case::Title;
    if end - start <= STAMP {
        return range;
    }
    let first =
        if title(start + STAMP) && is_stamp(text, &tokens[start..start + STAMP]) { start + STAMP } else { start };
    let last = end - STAMP;
    let closed = title(last - 1) || is_closer(tokens[last - 1].raw(text));
    let last = if first < last && closed && is_stamp(text, &tokens[last..end]) { last } else { end };
    first..last
}

/// Tokens of a date stamp.
const STAMP: usize = 6;

/// A date known by its form alone: capitalised words, commas and numbers, the last of them a year.
fn is_stamp(text: &str, tokens: &[Token]) -> bool {
    let word = |t: &Token| t.kind == TokenKind::Word && t.case == Case::Title;
    let comma = |t: &Token| t.raw(text) == ",";
    let number = |t: &Token, digits: usize| {
        t.kind == TokenKind::Number && t.span.len() <= digits && t.raw(text).bytes().all(|b| b.is_ascii_digit())
    };
    let [day, comma1, month, date, comma2, year] = tokens else { return false };
    word(day) && comma(comma1) && word(month) && number(date, 2) && comma(comma2) && number(year, 4)
}

/// Skips reference marks behind a sentence: `[3]`, `[a] [12]`, `[citation needed]`.
fn after_references(text: &str, tokens: &[Token], from: usize, end: usize) -> usize {
    let mut at = from;
    while at < end && tokens[at].raw(text) == "[" {
        let Some(len) = tokens[at..end].iter().take(6).position(|token| token.raw(text) == "]") else { break };
        let inside = &tokens[at + 1..at + len];
        let number = matches!(inside, [token] if token.span.len() <= 3);
        let note = inside.iter().all(|t| t.kind == TokenKind::Word && t.case == Case::Lower);
        if !(number || note) || inside.is_empty() {
            break;
        }
        at += len + 1;
    }
    at
}

fn push(out: &mut Vec<Sentence>, start: usize, end: usize, block: u32) {
    if start < end {
        out.push(Sentence { tokens: start as u32..end as u32, block });
    }
}

/// A straight quote after a full stop closes when one is open; otherwise it opens the next sentence.
fn open_quote_follows(text: &str, tokens: &[Token], at: usize, end: usize, open: bool) -> bool {
    let raw = tokens[at].raw(text);
    if raw != "\"" && raw != "'" {
        return false;
    }
    !open && at + 1 < end && !tokens[at + 1].spaced
}

/// Characters of a line that nobody wraps by hand.
const UNWRAPPED: u32 = 100;

/// Lines that end where their writer ended them: one of several is longer than any that is wrapped.
fn stand_alone(tokens: &[Token]) -> bool {
    if !tokens.iter().skip(1).any(|token| token.newline) {
        return false;
    }
    let lines = tokens.chunk_by(|_, next| !next.newline);
    lines.filter_map(|line| Some(line.last()?.span.end - line.first()?.span.start)).any(|len| len > UNWRAPPED)
}

/// At the break between such lines, the next begins like a sentence and the one before does not go on.
fn starts_line(tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1];
    tokens[at].kind == TokenKind::Word
        && tokens[at].is_capitalised()
        && matches!(before.kind, TokenKind::Word | TokenKind::Number)
        && before.case == Case::Lower
}

/// At a line break: a bullet or numbered item begins.
fn starts_item(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let raw = tokens[at].raw(text);
    is_bullet(raw) && at + 1 < end && (tokens[at + 1].spaced || tokens[at + 1].is_capitalised())
}

/// What follows a terminator is the start of a new sentence.
fn starts_sentence(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let mut first = at;
    while first < end && is_opener(tokens[first].raw(text)) {
        first += 1;
    }
    let Some(token) = tokens.get(first).filter(|_| first < end) else { return false };
    match token.kind {
        TokenKind::Number | TokenKind::Link => true,
        TokenKind::Word => token.case != Case::Lower || !token.raw(text).chars().any(char::is_lowercase),
        TokenKind::Joiner => false,
        // `"It ended." - the witness` is a signature unless it stands on its own line.
        TokenKind::Punct => is_bullet(token.raw(text)) && (token.newline || !is_dash(token.raw(text))),
    }
}

/// A word with its own period ends a sentence when the next word looks like a beginning and the word is no title.
fn abbreviation_ends(tokenizer: &Tokenizer, text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let raw = tokens[at].raw(text).trim_end_matches('.');
    let may_end = raw.contains('.') || matches!(raw, "etc" | "Inc" | "Ltd" | "Co" | "Corp" | "Jr" | "Sr");
    if !may_end || !tokenizer.is_abbreviation(raw) {
        return false;
    }
    if at + 1 >= end {
        return true;
    }
    let next = &tokens[at + 1];
    let raw = next.raw(text);
    next.case == Case::Title && tokenizer.is_starter(raw)
        || is_opener(raw) && next.spaced && at + 2 < end && tokens[at + 2].is_capitalised()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{LocalWords, Vocabulary, tokenize};
    use dateline_model::ByteSpan;

    fn check(text: &str, expected: &[&str]) {
        let tokenizer =
            Tokenizer::new(["aug", "dr", "gen", "maj", "lt", "col"].map(str::to_owned), [], ["the".to_owned()]);
        let (vocabulary, mut words, mut tokens) = (Vocabulary::new(), LocalWords::default(), Vec::new());
        tokenize(&tokenizer, &vocabulary, &mut words, text, ByteSpan::new(0, text.len()), &mut tokens);
        let mut out = Vec::new();
        split_sentences(&tokenizer, text, &tokens, 0..tokens.len(), 0, &mut out);
        let found: Vec<&str> = out
            .iter()
            .map(|s| &text[tokens[s.range().start].span.start as usize..tokens[s.range().end - 1].span.end as usize])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn titles_dates_and_quotes() {
        check("Maj. Gen. Rasoul spoke. He left on Aug. 10.", &["Maj. Gen. Rasoul spoke.", "He left on Aug. 10."]);
        check("“We won.” He left. \"It ended.\" They ran.", &["“We won.”", "He left.", "\"It ended.\"", "They ran."]);
        check("“We won.” the man said.", &["“We won.” the man said."]);
        check("It was in the U.S. The army left.", &["It was in the U.S.", "The army left."]);
        check("The Peshmerga.\"These rooms work.", &["The Peshmerga.", "\"These rooms work."]);
    }

    #[test]
    fn references_belong_to_the_sentence_before() {
        check("He left. [3] [4] She came.", &["He left. [3] [4]", "She came."]);
        check(
            "He left. [citation needed] It ended. [The end]",
            &["He left. [citation needed]", "It ended.", "[The end]"],
        );
    }

    #[test]
    fn a_date_stamp_stands_alone() {
        check("Sunday, May 28, 2006 Police arrested two.", &["Sunday, May 28, 2006", "Police arrested two."]);
        check("Four Held in Mosul Sunday, May 28, 2006", &["Four Held in Mosul", "Sunday, May 28, 2006"]);
        check("They came on Sunday, May 28, 2006", &["They came on Sunday, May 28, 2006"]);
        check("Sunday, May 28, 2006 was hot.", &["Sunday, May 28, 2006 was hot."]);
        check("“It ended.” - Ali", &["“It ended.” - Ali"]);
    }

    #[test]
    fn bullets_and_wrapped_lines() {
        check("Police arrested\nfour men in\nMosul. Two fled", &["Police arrested\nfour men in\nMosul.", "Two fled"]);
        check("Losses:\n– Three killed\n– Two hurt", &["Losses:", "– Three killed", "– Two hurt"]);
    }
}
