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

use dateline_core::pack::{Diagnostic, Spot};
use smallvec::SmallVec;
use toml::Spanned;

pub(crate) use ast::Field;
pub(crate) use class::{Memo, Scene};
pub(crate) use run::Match;

use crate::houses::{HouseId, Mention};
use crate::lines;

/// The figures among the signs.
const DIGITS: u128 = 0x3ff << b'0';

/// A compiled form with what its owner wants to know when it matches.
#[derive(Debug, Clone)]
struct Form<T> {
    program: compile::Program,
    /// The house whose profile it is from; none for the common one.
    own: Option<HouseId>,
    tag: T,
}

/// A form that can begin with some byte, and what else it needs: small, since most candidates are refused by it.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    id: u16,
    own: Option<HouseId>,
    needs: compile::Needs,
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
        let begins = |pair: &[u8]| {
            self.first[usize::from(pair[0])]
                && self.second[usize::from(pair[0])][usize::from(pair[1] >> 6)] >> (pair[1] & 63) & 1 != 0
        };
        bytes.get(from..)?.windows(2).position(begins).map(|at| from + at)
    }
}

/// Forms that are tried together, found by the byte at which they can begin. Those that begin with any words are found
/// by the text that must follow, and come last.
#[derive(Debug, Clone)]
pub(crate) struct Forms<T> {
    all: Vec<Form<T>>,
    by_first: Vec<Vec<Candidate>>,
    behind_words: Vec<Vec<(Box<str>, Candidate)>>,
    /// With what the texts in `behind_words` begin.
    hints: Option<Pairs>,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { all: Vec::new(), by_first: vec![Vec::new(); 256], behind_words: vec![Vec::new(); 256], hints: None }
    }
}

impl<T: Copy> Forms<T> {
    /// Adds a form behind the others.
    pub(crate) fn add(&mut self, program: &Program, own: Option<HouseId>, tag: T) {
        let Ok(id) = u16::try_from(self.all.len()) else { return };
        let candidate = Candidate { id, own, needs: program.0.needs };
        if program.0.behind_words.is_empty() {
            for (candidates, _) in self.by_first.iter_mut().zip(program.0.first).filter(|(_, begins)| *begins) {
                candidates.push(candidate);
            }
        }
        for text in &program.0.behind_words {
            self.hints.get_or_insert_default().add(text);
            self.behind_words[usize::from(text.as_bytes()[0])].push((text.clone(), candidate));
        }
        self.all.push(Form { program: program.0.clone(), own, tag });
    }

    /// The matches at a place with the house whose form it is, in the order of the forms.
    pub(crate) fn all<'a>(
        &'a self,
        text: &'a str,
        at: usize,
        scene: Scene<'a>,
    ) -> impl Iterator<Item = (Match, Option<HouseId>, T)> + 'a {
        let first = text.as_bytes().get(at).map_or(&[][..], |byte| &self.by_first[usize::from(*byte)]);
        let hinted = self.hinted(text, at);
        let near = (!first.is_empty() || !hinted.is_empty()).then(|| Near::new(text, at, scene));
        first.iter().copied().chain(hinted).filter_map(move |candidate| {
            if !near.as_ref()?.allows(candidate) {
                return None;
            }
            let form = &self.all[usize::from(candidate.id)];
            let scene = Scene { own: form.own, ..scene };
            run::run(&form.program, text, at, scene).map(|found| (found, form.own, form.tag))
        })
    }

    /// The forms that begin with any words and whose next text stands in the rest of the line.
    fn hinted(&self, text: &str, at: usize) -> SmallVec<[Candidate; 4]> {
        let mut found: SmallVec<[Candidate; 4]> = SmallVec::new();
        let Some(hints) = &self.hints else { return found };
        let rest = &text.as_bytes()[at..text.len().min(at + class::REACH)];
        let end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let mut next = hints.next(&rest[..end], 0);
        while let Some(i) = next {
            next = hints.next(&rest[..end], i + 1);
            for (hint, candidate) in &self.behind_words[usize::from(rest[i])] {
                if rest[i..].starts_with(hint.as_bytes()) && found.iter().all(|other| other.id != candidate.id) {
                    found.push(*candidate);
                }
            }
        }
        found.sort_unstable_by_key(|candidate| candidate.id);
        found
    }

    /// The first form that matches at a place.
    pub(crate) fn first(&self, text: &str, at: usize, scene: Scene<'_>) -> Option<Match> {
        self.all(text, at, scene).next().map(|(found, _, _)| found)
    }
}

/// What stands near a place, to leave forms untried that need something else.
struct Near<'a> {
    mentions: &'a [Mention],
    signs: u128,
    /// The second letter is a small one, as in most words at the beginning of a line.
    small: bool,
    /// A house's name stands at the place.
    name: bool,
}

impl<'a> Near<'a> {
    fn new(text: &str, at: usize, scene: Scene<'a>) -> Self {
        let first = scene.mentions.partition_point(|mention| mention.start < at);
        let count = scene.mentions[first..].partition_point(|mention| mention.start < at + 2 * class::REACH);
        let signs = match scene.lines.binary_search_by_key(&at, |line| line.span.start as usize) {
            Ok(line) => scene.lines[line].signs,
            Err(_) => lines::signs(&text.as_bytes()[at..]),
        };
        let small = text.as_bytes().get(at + 1).is_some_and(u8::is_ascii_lowercase);
        let mentions = &scene.mentions[first..first + count];
        Self { mentions, signs, small, name: mentions.first().is_some_and(|mention| mention.start == at) }
    }

    fn allows(&self, Candidate { own, needs, .. }: Candidate) -> bool {
        let named = |mention: &Mention| own.is_none_or(|own| own == mention.house);
        self.signs & needs.signs == needs.signs
            && !(needs.caps && self.small)
            && (!needs.name || self.name)
            && (!needs.digit || self.signs & DIGITS != 0)
            && (!needs.house || self.mentions.iter().any(named))
    }
}

/// A form ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Program(compile::Program);

impl Program {
    /// A match may hold a house's name.
    pub(crate) fn names_house(&self) -> bool {
        self.0.names_house()
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
    program.map(Program)
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
