//! The head language: forms such as `@dateline:<place> "(" <house> ")" <dash>`, from text to a bounded matcher.
//!
//! Invariant: a form either compiles or is reported; nothing here fails later.

mod ast;
mod class;
mod compile;
mod parse;
mod run;
#[cfg(test)]
mod tests;

use std::cell::OnceCell;
use std::sync::Arc;

use ast::Class;
use dateline_core::pack::{Diagnostic, Spot};
use smallvec::SmallVec;
use toml::Spanned;

pub(crate) use ast::Field;
pub(crate) use class::{Memo, Scene};
pub(crate) use run::Match;

use crate::houses::{HouseId, Mention, Sides};
use crate::lines;

/// The figures among the signs.
const DIGITS: u128 = 0x3ff << b'0';

/// A compiled form with what its owner wants to know when it matches.
#[derive(Debug, Clone)]
struct Form<T> {
    program: Arc<compile::Program>,
    /// The house whose profile it is from; none for the common one.
    own: Option<HouseId>,
    tag: T,
}

/// The forms that can begin with some byte.
#[derive(Debug, Clone, Default)]
struct Bucket {
    /// Each with the bytes that can follow, as bits of [`lines::sign`].
    forms: Vec<(u16, u128)>,
    /// The bytes that can follow in forms that begin with no class.
    free: u128,
    /// The classes that others begin with.
    openings: Vec<Opening>,
}

/// A class that some forms begin with.
#[derive(Debug, Clone)]
struct Opening {
    class: Class,
    /// The bytes that can stand behind it.
    behind: u128,
    /// Signs that all of these forms need.
    signs: u128,
}

impl Bucket {
    fn add(&mut self, id: u16, second: u128, needs: &compile::Needs) {
        self.forms.push((id, second));
        let Some((class, behind)) = needs.opening else {
            self.free |= second;
            return;
        };
        match self.openings.iter_mut().find(|known| known.class == class) {
            Some(known) => {
                known.behind |= behind;
                known.signs &= needs.signs;
            }
            None => self.openings.push(Opening { class, behind, signs: needs.signs }),
        }
    }

    /// The forms, when one of them may match.
    fn tried(&self, near: &Near<'_>, second: u128) -> &[(u16, u128)] {
        let may_open =
            |opening: &Opening| near.holds(opening.signs) && near.behind(opening.class) & opening.behind != 0;
        let some = self.free & second != 0 || self.openings.iter().any(may_open);
        if some { &self.forms } else { &[] }
    }
}

/// The pairs of bytes with which some texts begin.
#[derive(Debug, Clone)]
pub(crate) struct Pairs {
    first: [bool; 256],
    /// For each first byte a bit for each second one.
    second: Box<[[u64; 4]; 256]>,
}

impl Default for Pairs {
    fn default() -> Self {
        Self { first: [false; 256], second: Box::new([[0; 4]; 256]) }
    }
}

impl Pairs {
    pub(crate) fn add(&mut self, text: &str) {
        let [first, rest @ ..] = text.as_bytes() else { return };
        self.first[usize::from(*first)] = true;
        let bits = &mut self.second[usize::from(*first)];
        match rest.first() {
            Some(second) => bits[usize::from(second >> 6)] |= 1 << (second & 63),
            None => *bits = [u64::MAX; 4],
        }
    }

    /// The first place from `from` on at which some text of two bytes or more may begin.
    pub(crate) fn next(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let begins = |first: u8, second: u8| {
            self.first[usize::from(first)]
                && self.second[usize::from(first)][usize::from(second >> 6)] >> (second & 63) & 1 != 0
        };
        let bytes = bytes.get(from..)?;
        bytes.iter().zip(bytes.get(1..)?).position(|(first, second)| begins(*first, *second)).map(|at| from + at)
    }
}

/// Forms that are tried together; without forms, the tables are empty. Those that hold a certain house's name are found by
/// that name, so that a text costs no more for all the houses that it does not name; the others by the byte at which they
/// can begin; and those that begin with any words by the text that must follow, and come last.
#[derive(Debug, Clone)]
pub(crate) struct Forms<T> {
    all: Vec<Form<T>>,
    /// By first byte, where no house's name stands, and where one does.
    by_first: [Vec<Bucket>; 2],
    /// Those that hold the name of the house from whose profile they are, in order.
    by_house: Vec<(HouseId, u16)>,
    behind_words: Vec<Vec<(Box<str>, u16)>>,
    /// There is something in `behind_words`.
    hints: bool,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        let by_first = [Vec::new(), Vec::new()];
        Self { all: Vec::new(), by_first, by_house: Vec::new(), behind_words: Vec::new(), hints: false }
    }
}

impl<T: Copy> Forms<T> {
    /// Adds a form behind the others.
    pub(crate) fn add(&mut self, program: &Program, own: Option<HouseId>, tag: T) {
        let Ok(id) = u16::try_from(self.all.len()) else { return };
        // Most lists of forms are empty and stay so.
        self.by_first.iter_mut().for_each(|buckets| buckets.resize_with(256, Bucket::default));
        self.behind_words.resize_with(256, Vec::new);
        let needs = &program.0.needs;
        if !program.0.behind_words.is_empty() {
            // Found by these.
        } else if let Some(house) = own.filter(|_| needs.house.is_some()) {
            self.by_house.insert(self.by_house.partition_point(|(other, _)| *other <= house), (house, id));
        } else {
            for (buckets, begins) in self.by_first.iter_mut().zip([&program.0.begins_unnamed, &program.0.begins]) {
                let begins = buckets.iter_mut().zip(**begins).filter(|(_, second)| *second != 0);
                begins.for_each(|(bucket, second)| bucket.add(id, second, needs));
            }
        }
        for text in &program.0.behind_words {
            self.hints = true;
            self.behind_words[usize::from(text.as_bytes()[0])].push((text.clone(), id));
        }
        self.all.push(Form { program: Arc::clone(&program.0), own, tag });
    }

    /// The first of the matches at a place, in the order of the forms, of which `take` makes something. It is told the
    /// house whose form it is.
    pub(crate) fn find<R>(
        &self,
        text: &str,
        at: usize,
        scene: Scene<'_>,
        mut take: impl FnMut(Match, Option<HouseId>, T) -> Option<R>,
    ) -> Option<R> {
        if self.all.is_empty() {
            return None;
        }
        let near = Near::new(text, at, scene);
        self.tried(&near).into_iter().find_map(|id| {
            let form = &self.all[usize::from(id)];
            if !near.allows(&form.program.needs, form.own) {
                return None;
            }
            let scene = Scene { own: form.own, ..scene };
            take(run::run(&form.program, text, at, scene)?, form.own, form.tag)
        })
    }

    /// The forms that may match at a place.
    fn tried(&self, near: &Near<'_>) -> SmallVec<[u16; 16]> {
        let Near { text, at, scene, .. } = *near;
        // At the end of the text nothing need follow.
        let second = text.as_bytes().get(at + 1).map_or(u128::MAX, |byte| lines::sign(*byte));
        let bucket = text.as_bytes().get(at).map(|byte| &self.by_first[near.named][usize::from(*byte)]);
        let first = bucket.map_or(&[][..], |bucket| bucket.tried(near, second));
        let first = first.iter().filter(|(_, bytes)| bytes & second != 0).map(|(id, _)| *id);
        let mut tried: SmallVec<_> = first.collect();
        if !self.by_house.is_empty() {
            let unnamed = tried.len();
            near.houses().for_each(|house| tried.extend(self.of_house(house)));
            if tried.len() > unnamed {
                tried.sort_unstable();
            }
        }
        if self.hints {
            tried.extend(self.hinted(text, at, scene));
        }
        tried
    }

    /// The forms that hold the house's name.
    fn of_house(&self, house: HouseId) -> impl Iterator<Item = u16> {
        let from = self.by_house.partition_point(|(other, _)| *other < house);
        self.by_house[from..].iter().take_while(move |(other, _)| *other == house).map(|(_, id)| *id)
    }

    /// The forms that begin with any words and whose next text stands in the rest of the line.
    fn hinted(&self, text: &str, at: usize, scene: Scene<'_>) -> SmallVec<[u16; 8]> {
        let mut found = SmallVec::new();
        let rest = &text.as_bytes()[at..text.len().min(at + class::REACH)];
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let starts = scene.starts[scene.starts.partition_point(|start| *start < at)..].iter().map(|start| start - at);
        for i in starts.take_while(|start| *start < end) {
            for (hint, id) in &self.behind_words[usize::from(rest[i])] {
                if rest[i..].starts_with(hint.as_bytes()) && !found.contains(id) {
                    found.push(*id);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// The first form that matches at a place.
    pub(crate) fn first(&self, text: &str, at: usize, scene: Scene<'_>) -> Option<Match> {
        self.find(text, at, scene, |found, _, _| Some(found))
    }
}

/// What stands near a place, to leave forms untried that need something else. It is looked at as far as forms ask.
struct Near<'a> {
    text: &'a str,
    at: usize,
    scene: Scene<'a>,
    /// Houses' names at the place and behind it.
    mentions: &'a [Mention],
    /// One of them may stand at the very place.
    named: usize,
    signs: OnceCell<u128>,
}

impl<'a> Near<'a> {
    fn new(text: &'a str, at: usize, scene: Scene<'a>) -> Self {
        let mentions = &scene.mentions[scene.mentions.partition_point(|mention| mention.start < at)..];
        let reach = mentions.iter().take_while(|mention| mention.start < at + 2 * class::REACH).count();
        let named = mentions.first().is_some_and(|mention| mention.start == run::skip(text, at));
        let mentions = &mentions[..reach];
        Self { text, at, scene, mentions, named: usize::from(named), signs: OnceCell::new() }
    }

    /// The houses whose names stand near enough to be in a match.
    fn houses(&self) -> impl Iterator<Item = HouseId> {
        let named = |mentions: &[Mention], house| mentions.iter().any(|mention| mention.house == house);
        let first =
            self.mentions.iter().enumerate().filter(move |(i, mention)| !named(&self.mentions[..*i], mention.house));
        first.map(|(_, mention)| mention.house)
    }

    /// A name of the house, or of any, stands near enough to be in a match, between such bytes.
    fn names(&self, own: Option<HouseId>, sides: Sides) -> bool {
        self.mentions.iter().any(|mention| own.is_none_or(|own| own == mention.house) && mention.is_between(sides))
    }

    fn signs(&self) -> u128 {
        *self.signs.get_or_init(|| self.scene.memo.signs(self.text, self.at))
    }

    /// All of these signs stand near enough to be in a match.
    fn holds(&self, signs: u128) -> bool {
        signs == 0 || self.signs() & signs == signs
    }

    /// The bytes behind the matches of a class at the place.
    fn behind(&self, class: Class) -> u128 {
        self.scene.memo.behind(class, self.text, self.at, self.scene)
    }

    fn allows(&self, needs: &compile::Needs, own: Option<HouseId>) -> bool {
        needs.house.is_none_or(|sides| self.names(own, sides))
            && self.holds(needs.signs)
            && (!needs.digit || self.signs() & DIGITS != 0)
            && needs.opening.is_none_or(|(class, behind)| self.behind(class) & behind != 0)
    }
}

/// A form ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Program(Arc<compile::Program>);

impl Program {
    /// A match may hold a house's name.
    pub(crate) fn names_house(&self) -> bool {
        self.0.names_house()
    }

    /// Of a form that begins with any words: the texts of which one must follow them.
    pub(crate) fn behind_words(&self) -> &[Box<str>] {
        &self.0.behind_words
    }

    /// Every match goes to the end of a line.
    pub(crate) fn ends_line(&self) -> bool {
        self.0.ends_line()
    }
}

/// Compiles one form of a pack file; what is wrong is reported with its place in the file.
pub(crate) fn compile(form: &Spanned<String>, file: &str, found: &mut Vec<Diagnostic>) -> Option<Program> {
    let (node, mut problems) = parse::parse(form.get_ref());
    let program = node.and_then(|node| compile::compile(&node).map_err(|more| problems.extend(more)).ok());
    for problem in problems {
        let spot = Spot { file: file.to_owned(), bytes: place(form, problem.span) };
        let mut diagnostic = Diagnostic::error(problem.code, spot, problem.title, problem.label);
        if let Some(help) = problem.help {
            diagnostic = diagnostic.help(help);
        }
        if let Some((wrong, names)) = problem.names {
            diagnostic = diagnostic.help(format!("known are {}", names.join(", "))).nearest(&wrong, names.into_iter());
        }
        found.push(diagnostic);
    }
    program.map(|program| Program(Arc::new(program)))
}

/// The place in the file of a part of a form. Exact for the literal strings that forms are written in; a string with
/// escapes is given as a whole.
fn place(form: &Spanned<String>, part: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let whole = form.span();
    let quote = match whole.len().checked_sub(form.get_ref().len()) {
        Some(2) => 1,
        Some(6) => 3,
        _ => return whole,
    };
    whole.start + quote + part.start..whole.start + quote + part.end
}
