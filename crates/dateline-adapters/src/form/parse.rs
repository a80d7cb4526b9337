//! The grammar of the head language, in nom, over the form's text.
//!
//! Invariant: every function recovers. A part that cannot be read is reported with its place and skipped, so that one
//! reading of a form finds all its mistakes.

use std::cell::RefCell;
use std::ops::Range;

use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while1};
use nom::character::complete::{char, multispace0, none_of, one_of};
use nom::combinator::{map, opt, recognize, value};
use nom::multi::fold_many0;
use nom::sequence::{delimited, preceded};
use nom::{IResult, Offset, Parser};

use super::ast::{Class, Field, Node, NodeKind, Times};

/// Groups inside groups deeper than this are refused.
const MAX_DEPTH: usize = 16;

/// A mistake in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    /// Bytes of the form's text.
    pub(crate) span: Range<usize>,
    pub(crate) title: String,
    pub(crate) label: &'static str,
    pub(crate) help: Option<String>,
    /// The wrong name and the names that would do.
    pub(crate) names: Option<(String, Vec<&'static str>)>,
}

/// Reads a form. `None` when nothing could be made of it; the problems say why.
pub(crate) fn parse(form: &str) -> (Option<Node>, Vec<Problem>) {
    let grammar = Grammar { form, problems: RefCell::default() };
    let mut rest = form;
    let mut read = None;
    loop {
        if let Ok((after, node)) = grammar.either(rest, 0) {
            read = read.or(node);
            rest = after;
        }
        // What stops the outermost alternative can only be a bracket without its partner.
        let Some(stray) = rest.chars().next() else { break };
        let at = grammar.at(rest);
        grammar.report("unopened", at..at + stray.len_utf8(), format!("`{stray}` without `(`"), "opens nowhere", None);
        rest = &rest[stray.len_utf8()..];
    }
    let mut problems = grammar.problems.into_inner();
    if read.is_none() && problems.is_empty() {
        problems.push(Problem {
            code: "empty-form",
            span: 0..form.len(),
            title: "the form is empty".to_owned(),
            label: "nothing to match",
            help: Some("write at least one literal in quotes or one class such as `<place>`".to_owned()),
            names: None,
        });
    }
    problems.sort_by_key(|p| p.span.start);
    (read.filter(|_| problems.is_empty()), problems)
}

struct Grammar<'f> {
    form: &'f str,
    problems: RefCell<Vec<Problem>>,
}

impl<'f> Grammar<'f> {
    fn at(&self, rest: &str) -> usize {
        self.form.offset(rest)
    }

    fn report(&self, code: &'static str, span: Range<usize>, title: String, label: &'static str, help: Option<&str>) {
        let help = help.map(str::to_owned);
        self.problems.borrow_mut().push(Problem { code, span, title, label, help, names: None });
    }

    /// `"On" <date> | "By" <name>`
    fn either(&self, input: &'f str, depth: usize) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        let mut rest = input;
        let mut branches = Vec::new();
        loop {
            let (after, branch) = self.sequence(rest, depth)?;
            let bar: IResult<&str, char> = char('|').parse(after);
            let more = bar.is_ok();
            if branch.is_none() && (more || !branches.is_empty()) {
                let at = self.at(after);
                self.report(
                    "empty-branch",
                    at..at,
                    "a branch of `|` is empty".to_owned(),
                    "nothing here",
                    Some("write `(…)?` for a part that may be missing"),
                );
            }
            branches.extend(branch);
            rest = after;
            match bar {
                Ok((after, _)) => rest = after,
                Err(_) => break,
            }
        }
        let span = start..self.at(rest);
        Ok((
            rest,
            if branches.len() > 1 { Some(Node { kind: NodeKind::Either(branches), span }) } else { branches.pop() },
        ))
    }

    /// `"Shafaq News" "/"?`
    fn sequence(&self, input: &'f str, depth: usize) -> IResult<&'f str, Option<Node>> {
        let (mut rest, ()) = value((), multispace0).parse(input)?;
        let start = self.at(rest);
        let mut parts = Vec::new();
        while !rest.is_empty() && !rest.starts_with(['|', ')']) {
            let (after, part) = self.repeat(rest, depth)?;
            parts.extend(part);
            (rest, ()) = value((), multispace0).parse(after)?;
        }
        let span = start..self.at(rest);
        Ok((rest, if parts.len() > 1 { Some(Node { kind: NodeKind::Sequence(parts), span }) } else { parts.pop() }))
    }

    /// `<place>?`
    fn repeat(&self, input: &'f str, depth: usize) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        let (rest, part) = self.atom(input, depth)?;
        let times =
            alt((value(Times::Optional, char('?')), value(Times::Any, char('*')), value(Times::Some, char('+'))));
        let (rest, times) = opt(times).parse(rest)?;
        let span = start..self.at(rest);
        let node = part.map(|part| match times {
            Some(times) => Node { kind: NodeKind::Repeat(Box::new(part), times), span },
            None => part,
        });
        Ok((rest, node))
    }

    fn atom(&self, input: &'f str, depth: usize) -> IResult<&'f str, Option<Node>> {
        match input.as_bytes().first() {
            Some(b'"') => self.literal(input),
            Some(b'<') => self.class(input),
            Some(b'(') => self.group(input, depth),
            Some(b'@') => self.capture(input, depth),
            _ => self.word(input),
        }
    }

    /// `"Shafaq News"`, with `\"` for a quote; `i` behind it for any case.
    fn literal(&self, input: &'f str) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        let sign = alt((preceded(char('\\'), one_of("\"\\")), none_of("\"\\")));
        let text = fold_many0(sign, String::new, |mut text, sign| {
            text.push(sign);
            text
        });
        let closed = map((delimited(char('"'), text, char('"')), opt(char('i'))), |(text, any)| (text, any.is_some()));
        match { closed }.parse(input) {
            Ok((rest, (text, any_case))) => {
                let span = start..self.at(rest);
                if text.trim().is_empty() {
                    self.report(
                        "empty-literal",
                        span,
                        "the literal is empty".to_owned(),
                        "nothing between the quotes",
                        None,
                    );
                    return Ok((rest, None));
                }
                Ok((rest, Some(Node { kind: NodeKind::Literal { text, any_case }, span })))
            }
            Err(nom::Err::Error(_)) => {
                self.report(
                    "open-literal",
                    start..self.form.len(),
                    "the literal is not closed".to_owned(),
                    "begins here",
                    Some("write `\\\"` for a quote and `\\\\` for a backslash inside a literal"),
                );
                Ok((&self.form[self.form.len()..], None))
            }
            Err(failure) => Err(failure),
        }
    }

    /// `<place>`
    fn class(&self, input: &'f str) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        let name = take_while(|c: char| c.is_ascii_alphanumeric() || c == '-');
        let (rest, (name, close)) = preceded(char('<'), (name, opt(char('>')))).parse(input)?;
        let span = start..self.at(rest);
        if close.is_none() {
            self.report("open-class", span, format!("`<{name}` is not closed"), "`>` is missing behind it", None);
            return Ok((rest, None));
        }
        let class = self.known(name, Class::ALL, Class::name, "class", start + 1);
        Ok((rest, class.map(|class| Node { kind: NodeKind::Class(class), span })))
    }

    /// `("–" | "/")`
    fn group(&self, input: &'f str, depth: usize) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        if depth == MAX_DEPTH {
            let title = format!("groups stand more than {MAX_DEPTH} deep");
            self.report("too-deep", start..self.form.len(), title, "from here", None);
            return Ok((&self.form[self.form.len()..], None));
        }
        let (rest, _) = char('(').parse(input)?;
        let (rest, inner) = self.either(rest, depth + 1)?;
        let (rest, close) = opt(char(')')).parse(rest)?;
        let span = start..self.at(rest);
        if close.is_none() {
            self.report("open-group", span, "the group is not closed".to_owned(), "`)` is missing", None);
        } else if inner.is_none() {
            self.report("empty-group", span, "the group is empty".to_owned(), "nothing to match", None);
        }
        Ok((rest, inner))
    }

    /// `@dateline:<place>`
    fn capture(&self, input: &'f str, depth: usize) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        let name = take_while(|c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        let (rest, name) = preceded(char('@'), name).parse(input)?;
        let field = self.known(name, Field::ALL, Field::name, "capture", start + 1);
        let (rest, colon) = opt(tag(":")).parse(rest)?;
        if colon.is_none() {
            let span = start..self.at(rest);
            self.report(
                "no-colon",
                span,
                format!("`@{name}` captures nothing"),
                "`:` and a part belong behind it",
                None,
            );
            return Ok((rest, None));
        }
        if rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || "|)?*+".contains(c)) {
            let span = start..self.at(rest);
            self.report(
                "no-part",
                span,
                format!("`@{name}:` captures nothing"),
                "a part belongs behind it",
                Some("leave no space behind the colon"),
            );
            return Ok((rest, None));
        }
        let (rest, part) = self.atom(rest, depth)?;
        let span = start..self.at(rest);
        let node = field.zip(part).map(|(field, part)| Node { kind: NodeKind::Capture(field, Box::new(part)), span });
        Ok((rest, node))
    }

    /// `newline`; anything else here is a mistake.
    fn word(&self, input: &'f str) -> IResult<&'f str, Option<Node>> {
        let start = self.at(input);
        let word = take_while1(|c: char| !c.is_whitespace() && !"\"<>()@|?*+".contains(c));
        let (rest, word) = alt((word, recognize(nom::character::complete::anychar))).parse(input)?;
        let span = start..self.at(rest);
        if word == "newline" {
            return Ok((rest, Some(Node { kind: NodeKind::Newline, span })));
        }
        let help = format!("write \"{word}\" for the text itself, or one of `<class>`, `newline`, `(…)`, `@field:`");
        self.report("bad-part", span, format!("`{word}` is no part of a form"), "not understood", Some(&help));
        Ok((rest, None))
    }

    /// The thing of that name, or a report.
    fn known<T: Copy>(
        &self,
        name: &str,
        all: &[T],
        name_of: fn(T) -> &'static str,
        what: &'static str,
        at: usize,
    ) -> Option<T> {
        let found = all.iter().copied().find(|one| name_of(*one) == name);
        if found.is_none() {
            self.problems.borrow_mut().push(Problem {
                code: if what == "class" { "unknown-class" } else { "unknown-capture" },
                span: at..at + name.len(),
                title: format!("there is no {what} `{name}`"),
                label: "not known",
                help: None,
                names: Some((name.to_owned(), all.iter().map(|one| name_of(*one)).collect())),
            });
        }
        found
    }
}
