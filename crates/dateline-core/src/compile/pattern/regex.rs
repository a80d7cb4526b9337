//! Regexes over one token: dense automata over bytes, small by decree.
//!
//! Invariant: a regex matches the whole of a text or not at all, in one pass over its bytes.

use std::sync::Arc;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, MatchKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Bytes that an automaton may take.
const SIZE: usize = 1 << 16;

/// A compiled regex.
#[derive(Debug, Clone)]
pub(crate) struct Regex {
    source: Box<str>,
    automaton: Arc<dense::DFA<Vec<u32>>>,
}

/// Written as its source, which made the same automaton before.
impl Serialize for Regex {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.source.serialize(to)
    }
}

impl<'d> Deserialize<'d> for Regex {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        Self::new(&String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

impl PartialEq for Regex {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Regex {
    /// Compiles a regex; classes such as `\w` and `.` are about ASCII and bytes, which keeps the automaton small.
    pub(crate) fn new(source: &str) -> Result<Self, String> {
        let automaton = dense::Builder::new()
            .configure(
                dense::Config::new()
                    .start_kind(StartKind::Anchored)
                    .match_kind(MatchKind::All)
                    .dfa_size_limit(Some(SIZE))
                    .determinize_size_limit(Some(4 * SIZE)),
            )
            .thompson(thompson::Config::new().utf8(false).nfa_size_limit(Some(SIZE)))
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .build(source)
            .map_err(|error| reason(&error))?;
        Ok(Self { source: source.into(), automaton: Arc::new(automaton) })
    }

    /// True when it matches the whole text.
    pub(crate) fn is_match(&self, text: &[u8]) -> bool {
        let input = Input::new(text).anchored(Anchored::Yes);
        matches!(self.automaton.try_search_fwd(&input), Ok(Some(end)) if end.offset() == text.len())
    }
}

/// The cause in a few words.
fn reason(error: &dense::BuildError) -> String {
    if error.is_size_limit_exceeded() {
        return "it is too large".to_owned();
    }
    let cause: &dyn std::error::Error = error;
    let mut text = cause.to_string();
    let mut source = cause.source();
    while let Some(inner) = source {
        text = inner.to_string();
        source = inner.source();
    }
    if text.contains("exceeds") || text.contains("limit") {
        return "it is too large".to_owned();
    }
    let last = text.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_text_must_match() {
        let check = |regex: &str, text: &str, expected: bool| {
            assert_eq!(Regex::new(regex).unwrap().is_match(text.as_bytes()), expected, "{regex} {text}");
        };
        check("a|ab", "ab", true);
        check("a|ab", "abc", false);
        check("[Ii][Ee][Dd]s?", "IEDs", true);
        check("(?i)ied", "IED", true);
        check(r"\d+mm", "120mm", true);
        check(r"\d+mm", "x120mm", false);
        check("é+", "éé", true);
    }

    #[test]
    fn what_cannot_be_compiled_says_why() {
        let check = |regex: &str, expected: &str| assert_eq!(Regex::new(regex).unwrap_err(), expected);
        check("(a", "unclosed group");
        check("a**+?{2", "unclosed counted repetition");
        check("(?:a{100}){100}", "it is too large");
    }
}
