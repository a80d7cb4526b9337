//! The spelling rules of English inflection, in both directions.
//!
//! Generation is exact for regular words; reduction proposes only words from which generation leads back.

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// The number of vowel groups, a final silent e left out.
fn syllables(word: &str) -> usize {
    let bytes = word.as_bytes();
    let end = if bytes.ends_with(b"e") { bytes.len() - 1 } else { bytes.len() };
    let sounds = |at: usize| is_vowel(bytes[at]) || (bytes[at] == b'y' && at > 0);
    (0..end).filter(|at| sounds(*at) && (*at == 0 || !sounds(at - 1))).count()
}

/// A single vowel and a consonant that can be doubled: `plan`, `stop`, `equip`.
fn ends_short(word: &[u8]) -> bool {
    let [front @ .., vowel, last] = word else { return false };
    let single = front.ends_with(b"qu") || front.last().is_none_or(|before| !is_vowel(*before));
    single && is_vowel(*vowel) && last.is_ascii_alphabetic() && !is_vowel(*last) && !b"hwxy".contains(last)
}

/// True for a word of one syllable that doubles its last letter.
pub(super) fn doubles(word: &str) -> bool {
    ends_short(word.as_bytes()) && syllables(word) == 1
}

fn ends_consonant_y(word: &str) -> bool {
    matches!(word.as_bytes(), [.., before, b'y'] if !is_vowel(*before))
}

/// `attacks`, `clashes`, `carries`.
pub(super) fn add_s(word: &str) -> String {
    if ends_consonant_y(word) {
        return [&word[..word.len() - 1], "ies"].concat();
    }
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end))
        || matches!(word.as_bytes(), [.., before, b'o'] if !is_vowel(*before));
    [word, if hisses { "es" } else { "s" }].concat()
}

/// Adds `ed`, `er` or `est`.
pub(super) fn add_e(word: &str, ending: &str, double: bool) -> String {
    if word.ends_with('e') {
        [word, &ending[1..]].concat()
    } else if ends_consonant_y(word) {
        [&word[..word.len() - 1], "i", ending].concat()
    } else {
        [word, doubled(word, double), ending].concat()
    }
}

/// Adds `ing`.
pub(super) fn add_ing(word: &str, double: bool) -> String {
    if word.ends_with('e') && !["ee", "oe", "ye"].iter().any(|end| word.ends_with(end)) && word.len() > 2 {
        [&word[..word.len() - 1], "ing"].concat()
    } else {
        [word, doubled(word, double), "ing"].concat()
    }
}

fn doubled(word: &str, double: bool) -> &str {
    let last = word.char_indices().next_back().map_or(word.len(), |(at, _)| at);
    if double { &word[last..] } else { "" }
}

/// A stem that its ending has cut off: the words it may come from, the likelier first.
pub(super) fn bases(stem: &str) -> [Option<String>; 4] {
    let bytes = stem.as_bytes();
    let with_e = Some([stem, "e"].concat());
    let plain = Some(stem.to_owned());
    let with_y = stem.strip_suffix('i').map(|rest| [rest, "y"].concat());
    let single = match bytes {
        [.., a, b] if a == b && !is_vowel(*a) => Some(stem[..stem.len() - 1].to_owned()),
        _ => None,
    };
    match bytes {
        _ if with_y.is_some() => [with_y, with_e, plain, None],
        [_, _, _] | [.., b'l' | b's' | b'z' | b'f', _] if single.is_some() => [plain, single, with_e, None],
        _ if single.is_some() => [single, plain, with_e, None],
        _ if wants_e(bytes) => [with_e, plain, None, None],
        _ => [plain, with_e, None, None],
    }
}

/// The stem is hardly a word without its e: `believ`, `charg`, `troubl`, `shar`, `escalat`.
fn wants_e(stem: &[u8]) -> bool {
    match stem {
        [.., b'a' | b'e' | b'u', b'n', b'g'] => stem.len() > 4,
        [.., b'v' | b'c' | b'u']
        | [.., b'r' | b'l' | b'd', b'g']
        | [.., b'r' | b'l' | b'n' | b'p' | b'w' | b'a' | b'u' | b'o' | b'e' | b'i' | b'y', b's']
        | [.., b'i' | b'y', b'z'] => true,
        [.., before, b'g'] => is_vowel(*before),
        [.., before, b'l'] => !is_vowel(*before) && !matches!(before, b'r' | b'w' | b'l'),
        [.., before, b'a' | b'i' | b'u', b'r'] if !is_vowel(*before) || stem.ends_with(b"quir") => true,
        [.., before, b'a', b't'] if !is_vowel(*before) || stem.ends_with(b"iat") || stem.ends_with(b"uat") => true,
        [.., before, vowel, last] if !is_vowel(*before) && SILENT_E.contains(&[*vowel, *last]) => true,
        _ => doubles_text(stem),
    }
}

/// Ends of stems that mostly stand for `invade`, `decide`, `explode`, `include`, `execute`, `examine`, `resume`.
const SILENT_E: [[u8; 2]; 12] =
    [*b"ad", *b"ed", *b"id", *b"od", *b"ud", *b"ut", *b"in", *b"um", *b"ap", *b"ak", *b"ok", *b"ib"];

/// A short stem that would have been doubled had it no e: `hop` in `hoped`.
fn doubles_text(stem: &[u8]) -> bool {
    std::str::from_utf8(stem).is_ok_and(doubles)
}
