//! What a line looks like: a sentence, a headline, an entry of a list, a script that is not ours.
//!
//! Invariant: nothing here looks at more than a line's ends, but for [`is_foreign`] and [`word_count`], which are linear.

use crate::lines::Line;

/// Characters of the first paragraph in which its day is looked for.
pub(super) const LEAD_REACH: usize = 600;
/// Bytes of a headline at most.
const HEADLINE: usize = 250;
/// Bytes of a sub-heading at most.
const SUBHEAD: usize = 90;
/// Words of a sub-heading at most.
const SUBHEAD_WORDS: usize = 12;
/// A wrapped line is at least and at most so long, in bytes.
const WRAPPED: std::ops::RangeInclusive<usize> = 40..=140;

/// The line without quotation marks and brackets at its end.
fn without_closers(line: &str) -> &str {
    line.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']'])
}

/// The line ends as a sentence does.
pub(super) fn ends_sentence(line: &str) -> bool {
    without_closers(line).ends_with(['.', '!', '?', '…', '。'])
}

/// The line ends with a mark after which more must come.
fn ends_open(line: &str) -> bool {
    without_closers(line).ends_with([':', ',', ';', '،'])
}

/// Number of words, counted no further than is asked for.
pub(super) fn word_count(line: &str, most: usize) -> usize {
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).take(most + 1).count()
}

/// Short, several words, no point at its end.
pub(super) fn is_headline(line: &str) -> bool {
    let full_stop = without_closers(line).ends_with('.') && !is_abbreviated(line);
    line.len() <= HEADLINE
        && !full_stop
        && !ends_open(line)
        && bullet(line).is_none()
        && word_count(line, 3) >= 3
        && line.contains(char::is_alphabetic)
}

/// The point at the end belongs to capitals: `U.S.`
fn is_abbreviated(line: &str) -> bool {
    let word = line.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.len() >= 4 && word.trim_end_matches('.').split('.').all(|part| part.len() == 1)
}

/// Short, begins like a sentence and does not end like one.
pub(super) fn is_subhead(line: &str) -> bool {
    let first = line.trim_start_matches(['"', '\'', '“', '‘', '«', '(']).chars().next();
    line.len() <= SUBHEAD
        && first.is_some_and(|c| c.is_uppercase() || c.is_numeric())
        && !ends_sentence(line)
        && !ends_open(line)
        && line.contains(char::is_alphabetic)
        && word_count(line, SUBHEAD_WORDS) <= SUBHEAD_WORDS
}

/// Length of the sign that begins an entry of a list: `•`, `- `, `3) `, `(b) `
pub(super) fn bullet(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    if matches!(first, '•' | '●' | '▪' | '■' | '○' | '◦' | '·' | '►' | '‣' | '♦') {
        return Some(first.len_utf8());
    }
    let rest = &line[first.len_utf8()..];
    match first {
        '-' | '–' | '—' | '*' => rest.starts_with(char::is_whitespace).then(|| first.len_utf8()),
        '(' | '0'..='9' => {
            let inner = line.trim_start_matches('(');
            let length = inner.find(|c: char| !c.is_ascii_alphanumeric()).filter(|length| (1..=2).contains(length))?;
            let after = &inner[length..];
            let closed = after.starts_with(')') || (first != '(' && after.starts_with('.'));
            let apart = after.get(1..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
            (closed && apart).then(|| line.len() - after.len() + 1)
        }
        _ => None,
    }
}

/// Most of the line's letters are of another script than Latin.
pub(super) fn is_foreign(line: &str) -> bool {
    if line.is_ascii() {
        return false;
    }
    let (mut latin, mut other) = (0usize, 0usize);
    for letter in line.chars().filter(|c| c.is_alphabetic()) {
        if letter < '\u{250}' || ('\u{1e00}'..='\u{1eff}').contains(&letter) {
            latin += 1;
        } else {
            other += 1;
        }
    }
    other > latin
}

/// The second line goes on where the first was cut.
pub(super) fn continues(first: &str, second: &str) -> bool {
    first.len() >= *WRAPPED.start() && !ends_sentence(first) && second.starts_with(char::is_lowercase)
}

/// Nothing but marks: the full stop that a crawler put on a line of its own.
pub(super) fn is_stray_mark(line: &str) -> bool {
    line.len() <= 3 && line.chars().all(|c| ".,;:!?\"”’".contains(c))
}

/// Short and without a mark at its end: what one cell of a table holds.
pub(super) fn is_table_cell(line: &str) -> bool {
    line.len() < *WRAPPED.start() && !ends_sentence(line) && !ends_open(line)
}

/// Lines that stand together were cut to one width: about equally long, and most do not end where a sentence does.
pub(super) fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let Some((_, full)) = lines.split_last() else { return false };
    let width = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
    if full.is_empty() || !WRAPPED.contains(&width) {
        return false;
    }
    let long = full.iter().filter(|line| line.span.len() * 10 >= width * 6).count();
    let ended = full.iter().filter(|line| ends_sentence(line.span.slice(text))).count();
    long * 10 >= full.len() * 7 && ended * 2 < full.len()
}

/// Two texts say the same, whatever their case and white space.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    a.len().abs_diff(b.len()) <= 8 && words(a) == words(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets() {
        let check = |line: &str, expected: Option<usize>| assert_eq!(bullet(line), expected, "{line}");
        check("• two rifles", Some(3));
        check("– two rifles", Some(3));
        check("- two rifles", Some(1));
        check("2) two rifles", Some(2));
        check("(b) two rifles", Some(3));
        check("12. two rifles", Some(3));
        check("-30-", None);
        check("2.5 tons were found", None);
        check("12 rifles", None);
        check("(Reuters)", None);
    }

    #[test]
    fn headlines_have_several_words_and_no_full_stop() {
        let check = |line: &str, expected: bool| assert_eq!(is_headline(line), expected, "{line}");
        check("Two killed in Baquba blast", true);
        check("Who will guard the prisons?", true);
        check("Iraq signs arms deal with the U.S.", true);
        check("Police said so on Monday.", false);
        check("Baquba", false);
        check("The statement said:", false);
        check("• 20 soldiers in two attacks", false);
    }

    #[test]
    fn other_scripts_are_foreign() {
        assert!(is_foreign("القبض على متهم pic"));
        assert!(!is_foreign("Kurdî and Türkçe"));
    }
}
