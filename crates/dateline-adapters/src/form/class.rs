//! What each class of the head language matches.
//!
//! Invariant: a class looks at no more than [`REACH`] bytes, so that a form's work does not depend on the text's length.

use std::cell::RefCell;

use nom::{IResult, Offset};
use smallvec::SmallVec;

use super::ast::Class;
use super::run;
use crate::date::{self, Calendar};
use crate::houses::{HouseId, Mention};
use crate::lines::{self, Line, is_line_end};

/// Bytes that a class may cover.
pub(super) const REACH: usize = 600;
/// Words that `<words>` may cover.
const MAX_WORDS: usize = 40;

/// Ends of the matches of a class.
pub(crate) type Ends = SmallVec<[usize; 16]>;

/// Words of a place at most.
const PLACE_WORDS: usize = 4;
/// Words of a name at most.
const NAME_WORDS: usize = 5;

/// What forms have found out of a place: many ask for the same at the same place.
#[derive(Debug, Default)]
pub(crate) struct Memo {
    /// Where the matches of costly classes end.
    classes: RefCell<Vec<Known>>,
    /// The bytes that stand behind the matches of a class.
    behind: RefCell<Vec<(usize, Class, u128)>>,
    /// The signs that stand near.
    signs: RefCell<Vec<(usize, u128)>>,
}

/// What is known of one class at one place.
#[derive(Debug)]
struct Known {
    at: usize,
    class: Class,
    ends: SmallVec<[usize; NAME_WORDS]>,
}

impl Memo {
    /// Slots by place and class; a later pair takes the slot of an earlier one.
    const SLOTS: usize = 64;

    fn slot(class: Class, at: usize) -> usize {
        (at * 7 + class as usize) % Self::SLOTS
    }

    /// Appends what is known; false when nothing is.
    fn recall(&self, class: Class, at: usize, out: &mut Ends) -> bool {
        let slots = self.classes.borrow();
        let known = slots.get(Self::slot(class, at)).filter(|known| known.at == at && known.class == class);
        if let Some(known) = known {
            out.extend_from_slice(&known.ends);
        }
        known.is_some()
    }

    fn keep(&self, class: Class, at: usize, ends: &[usize]) {
        let mut slots = self.classes.borrow_mut();
        if slots.is_empty() {
            slots.resize_with(Self::SLOTS, || Known { at: usize::MAX, class, ends: SmallVec::new() });
        }
        slots[Self::slot(class, at)] = Known { at, class, ends: SmallVec::from_slice(ends) };
    }

    /// The bytes behind white space behind the matches of a class at a place.
    pub(super) fn behind(&self, class: Class, text: &str, at: usize, scene: Scene<'_>) -> u128 {
        let slot = Self::slot(class, at);
        let known = self.behind.borrow().get(slot).filter(|(place, of, _)| (*place, *of) == (at, class)).copied();
        if let Some((_, _, found)) = known {
            return found;
        }
        let mut found = Ends::new();
        ends(class, text, run::skip(text, at), scene, &mut found);
        let found = found.iter().fold(0, |bits, end| bits | run::next_sign(text, *end));
        let mut slots = self.behind.borrow_mut();
        if slots.is_empty() {
            slots.resize(Self::SLOTS, (usize::MAX, class, 0));
        }
        slots[slot] = (at, class, found);
        found
    }

    /// The signs with which the text from a place on begins.
    pub(super) fn signs(&self, text: &str, at: usize) -> u128 {
        let mut slots = self.signs.borrow_mut();
        if slots.is_empty() {
            slots.resize(Self::SLOTS, (usize::MAX, 0));
        }
        let slot = &mut slots[at % Self::SLOTS];
        if slot.0 != at {
            *slot = (at, lines::signs(&text.as_bytes()[at..]));
        }
        slot.1
    }
}

/// What classes need to know.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) memo: &'a Memo,
    /// Every mention of a house in the text, in order.
    pub(crate) mentions: &'a [Mention],
    /// Where texts may begin that forms ask for behind any words, in order.
    pub(crate) starts: &'a [usize],
    /// The text's lines.
    pub(crate) lines: &'a [Line],
    /// The one house that `<house>` stands for; any, when there is none.
    pub(crate) own: Option<HouseId>,
}

impl Scene<'_> {
    /// The house's name that stands at a place.
    pub(super) fn mention_at(self, at: usize) -> Option<Mention> {
        let found = self.mentions.binary_search_by_key(&at, |mention| mention.start).ok()?;
        Some(self.mentions[found]).filter(|mention| self.own.is_none_or(|own| own == mention.house))
    }
}

/// Appends where a match of `class` at `at` can end, the preferred end last.
pub(crate) fn ends(class: Class, text: &str, at: usize, scene: Scene<'_>, out: &mut Ends) {
    if !text.as_bytes().get(at).is_some_and(|byte| begins(class, *byte)) {
        return;
    }
    let dated = matches!(class, Class::Date | Class::MonthDay);
    if dated && !scene.calendar.may_begin(&text.as_bytes()[at..]) {
        return;
    }
    let first = out.len();
    // A place is a name of fewer words.
    let found = if class == Class::Place { Class::Name } else { class };
    let costly = dated || matches!(found, Class::Caps | Class::Name);
    if !(costly && scene.memo.recall(found, at, out)) {
        find_ends(found, text, at, scene, out);
        if costly {
            scene.memo.keep(found, at, &out[first..]);
        }
    }
    if class == Class::Place {
        out.truncate(first + PLACE_WORDS);
    }
}

fn find_ends(class: Class, text: &str, at: usize, scene: Scene<'_>, out: &mut Ends) {
    let mut limit = text.len().min(at + REACH);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let rest = &text[at..limit];
    let first = out.len();
    match class {
        Class::IsoDate => one(rest, date::iso_date, out),
        Class::DateTime => one(rest, date::date_time, out),
        Class::Clock => one(rest, date::clock, out),
        Class::Zone => one(rest, date::zone, out),
        Class::Date => one(rest, |i| scene.calendar.date(i, None), out),
        Class::MonthDay => one(rest, |i| scene.calendar.month_day(i), out),
        Class::Weekday => one(rest, |i| scene.calendar.weekday(i), out),
        Class::Caps => capitalised(rest, PLACE_WORDS, is_caps_word, out),
        Class::Name | Class::Place => capitalised(rest, NAME_WORDS, is_place_word, out),
        Class::House => out.extend(scene.mention_at(at).map(|mention| mention.end - at)),
        Class::Words => words(rest, out),
        Class::Line => line(rest, limit == text.len(), out),
        Class::Number => {
            run(rest, |c| c.is_ascii_digit() || ",.".contains(c), |w| w.as_bytes()[0].is_ascii_digit(), out);
        }
        Class::Slug => {
            let sign = |c: char| c.is_lowercase() || c.is_ascii_digit() || ".-_".contains(c);
            run(rest, sign, |word| word.starts_with(char::is_alphanumeric), out);
        }
        Class::Code => {
            let sign = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
            let has = |word: &str, kind: fn(&u8) -> bool| word.bytes().any(|b| kind(&b));
            let code = |word: &str| {
                has(word, u8::is_ascii_uppercase) && has(word, u8::is_ascii_digit) && has(word, |b| *b == b'-')
            };
            run(rest, sign, code, out);
        }
        Class::Dash => run(rest, |c| "-–—―".contains(c), |word| word.len() <= 9, out),
        Class::Paren => enclosed(rest, '(', ')', out),
        Class::Bracket => enclosed(rest, '[', ']', out),
    }
    for end in &mut out[first..] {
        *end += at;
    }
}

/// Bytes with which a match of the class can begin.
pub(crate) fn begins(class: Class, byte: u8) -> bool {
    match class {
        Class::IsoDate | Class::DateTime | Class::Clock | Class::Number => byte.is_ascii_digit(),
        Class::Zone => byte.is_ascii_uppercase() || b"+-".contains(&byte),
        Class::Date | Class::MonthDay => byte.is_ascii_alphanumeric() || byte >= 0x80,
        Class::Weekday => byte.is_ascii_alphabetic() || byte >= 0x80,
        Class::Place | Class::Caps | Class::Name => byte.is_ascii_alphabetic() || b"'`".contains(&byte) || byte >= 0x80,
        Class::House | Class::Words | Class::Line => true,
        Class::Slug => byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte >= 0x80,
        Class::Code => byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-',
        Class::Dash => byte == b'-' || byte >= 0x80,
        Class::Paren => byte == b'(',
        Class::Bracket => byte == b'[',
    }
}

fn one<'t, T>(rest: &'t str, parse: impl Fn(&'t str) -> IResult<&'t str, T>, out: &mut Ends) {
    if let Ok((after, _)) = parse(rest) {
        out.push(rest.offset(after));
    }
}

/// A run of signs that passes the test as a whole.
fn run(rest: &str, sign: impl Fn(char) -> bool, passes: impl Fn(&str) -> bool, out: &mut Ends) {
    let end = rest.find(|c| !sign(c)).unwrap_or(rest.len());
    if end > 0 && passes(&rest[..end]) {
        out.push(end);
    }
}

/// One to `most` words that pass the test, as many as there are.
fn capitalised(rest: &str, most: usize, passes: fn(&str) -> bool, out: &mut Ends) {
    let mut at = 0;
    for _ in 0..most {
        let word = &rest[at..];
        let end = name_signs(word);
        // A hyphen or slash at the end belongs to what follows: `Provinces-`.
        let word = word[..end].trim_end_matches(['-', '/', '\'', '’']);
        if word.is_empty() || !passes(word) {
            break;
        }
        out.push(at + word.len());
        if word.len() < end {
            break;
        }
        let next = run::skip(rest, at + end);
        if next == at + end {
            break;
        }
        at = next;
    }
}

/// Length of the letters and signs of names that a text begins with.
fn name_signs(text: &str) -> usize {
    let plain = |b: &u8| b.is_ascii_alphabetic() || matches!(b, b'\'' | b'`' | b'-' | b'.' | b'/');
    let ascii = text.bytes().position(|b| !plain(&b)).unwrap_or(text.len());
    match text.as_bytes().get(ascii) {
        Some(0x80..) => ascii + text[ascii..].find(|c| !is_name_sign(c)).unwrap_or(text.len() - ascii),
        _ => ascii,
    }
}

/// Letters, and the signs that stand inside names.
fn is_name_sign(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '\'' | '`' | '-' | '.' | '/' | '’' => true,
        _ => !c.is_ascii() && c.is_alphabetic(),
    }
}

/// `Deir`, `ez-Zor`, `D.C.`, `AMMAN/ISTANBUL`
fn is_place_word(word: &str) -> bool {
    let mut signs = word.chars();
    match signs.next() {
        Some(first) if first.is_uppercase() => true,
        // An article in front: two or three small letters, a hyphen, then the name.
        Some(_) => word
            .split_once('-')
            .is_some_and(|(article, name)| article.chars().count() <= 3 && name.starts_with(char::is_uppercase)),
        None => false,
    }
}

fn is_caps_word(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).count() >= 2 && !word.contains(char::is_lowercase)
}

/// Each end of a word or sign inside the line; the nearest is preferred.
fn words(rest: &str, out: &mut Ends) {
    let first = out.len();
    let (mut blank, mut inside) = (true, false);
    for (at, c) in rest.char_indices().chain([(rest.len(), ' ')]) {
        let letter = is_word_sign(c);
        if !(blank || inside && letter) {
            out.push(at);
        }
        if is_line_end(c) || out.len() - first == MAX_WORDS {
            break;
        }
        (blank, inside) = (c.is_whitespace(), letter);
    }
    out[first..].reverse();
}

/// A letter or figure; the dashes and quotation marks of news are told from these without a table.
fn is_word_sign(c: char) -> bool {
    !matches!(c, '\u{2010}'..='\u{2027}') && c.is_alphanumeric()
}

/// The rest of the line without the white space at its end; nothing when the line is longer than a class may look.
fn line(rest: &str, whole: bool, out: &mut Ends) {
    let end = match rest.find(is_line_end) {
        Some(end) => end,
        None if whole => rest.len(),
        None => return,
    };
    let text = rest[..end].trim_end();
    if !text.is_empty() {
        out.push(text.len());
    }
}

/// From the opening sign to the first closing one.
fn enclosed(rest: &str, open: char, close: char, out: &mut Ends) {
    if rest.starts_with(open)
        && let Some(end) = rest.find(close)
    {
        out.push(end + close.len_utf8());
    }
}
