//! What stands between square brackets: attributes with values, joined by `&`, `|` and `!`.
//!
//! Invariant: reading never passes the closing bracket of its step.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::tag,
    character::complete::{char, multispace0},
    combinator::{opt, recognize},
    error::Error,
};

use crate::pack::Diagnostic;

use super::super::ast::{Attr, Is, Node, NodeKind, Test, Value, ValueKind};
use super::lex::{Read, bare_value, ident};
use super::{Reader, skip};

fn one_or(mut tests: Vec<Test>, many: fn(Vec<Test>) -> Test) -> Test {
    if tests.len() == 1 { tests.remove(0) } else { many(tests) }
}

/// The text from the `]` of this step on, or the mark that is missing. Quotes and regexes are passed over.
fn closing(i: &str) -> Result<&str, char> {
    let (mut quote, mut escaped, mut before) = (None, false, '[');
    for (at, c) in i.char_indices() {
        match quote {
            _ if escaped => escaped = false,
            Some(_) if c == '\\' => escaped = true,
            Some(mark) if c == mark => quote = None,
            None if c == '"' || (c == '/' && matches!(before, '=' | '|')) => quote = Some(c),
            None if c == ']' => return Ok(&i[at..]),
            None if c == '[' => return Err(']'),
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    Err(quote.unwrap_or(']'))
}

impl<'p> Reader<'p> {
    /// `[lemma=kill & tag=VBD]`.
    pub(super) fn step(&self, i: &'p str) -> (&'p str, Node) {
        let inner = &i[1..];
        let start = skip(inner);
        if let Some(rest) = start.strip_prefix(']') {
            return (rest, self.node(NodeKind::Step(None), i, rest));
        }
        if let Err(mark) = closing(inner) {
            self.unclosed(i, inner, mark);
            return self.broken(i, &inner[inner.find(['[', '\n']).unwrap_or(inner.len())..]);
        }
        let (rest, test) = self.any(start);
        let at = skip(rest);
        let end = closing(at).unwrap_or(&at[at.len()..]);
        if end.len() != at.len() {
            let help = "write attribute=value, joined by & or |, as in [lemma=kill & tag=VBD]";
            let title = "this cannot be read";
            self.report("unexpected-mark", self.span(at, end), title, "inside square brackets", help);
        }
        let rest = end.strip_prefix(']').unwrap_or(end);
        (rest, self.node(NodeKind::Step(Some(test)), i, rest))
    }

    /// `a & b | c`.
    fn any(&self, i: &'p str) -> (&'p str, Test) {
        let (mut rest, first) = self.all(i);
        let mut tests = vec![first];
        while let Some(after) = skip(rest).strip_prefix('|') {
            let (end, test) = self.all(skip(after));
            tests.push(test);
            rest = end;
        }
        (rest, one_or(tests, Test::Any))
    }

    /// `a & b`, also `a b`.
    fn all(&self, i: &'p str) -> (&'p str, Test) {
        let (mut rest, first) = self.not(i);
        let mut tests = vec![first];
        loop {
            let at = skip(rest);
            let next = match at.strip_prefix('&') {
                Some(after) => skip(after),
                None if at.starts_with(['!', '(']) || ident(at).is_ok() => at,
                None => break,
            };
            let (end, test) = self.not(next);
            tests.push(test);
            rest = end;
        }
        (rest, one_or(tests, Test::All))
    }

    /// `!a`, `(a | b)`, `a`.
    fn not(&self, i: &'p str) -> (&'p str, Test) {
        if let Some(inner) = i.strip_prefix('!') {
            let (rest, test) = self.deeper(inner, Test::Broken, || self.not(skip(inner)));
            return (rest, Test::Not(Box::new(test)));
        }
        if let Some(inner) = i.strip_prefix('(') {
            let (rest, test) = self.deeper(inner, Test::Broken, || self.any(skip(inner)));
            let end = skip(rest);
            if let Some(rest) = end.strip_prefix(')') {
                return (rest, test);
            }
            self.unclosed(i, inner, ')');
            return (end, test);
        }
        self.is(i)
    }

    /// `head.type=person|force`, `tag!=NN`.
    fn is(&self, i: &'p str) -> (&'p str, Test) {
        let Ok((mut rest, mut name)) = ident(i) else {
            let end = &i[i.find([']', ')', '&', '|']).unwrap_or(i.len())..];
            let help = "write an attribute with a value, as in lemma=kill";
            self.report("no-attribute", self.span(i, end), "an attribute is missing", "here", help);
            return (end, Test::Broken);
        };
        let mut head = false;
        if name == "head"
            && let Some(after) = rest.strip_prefix('.')
            && let Ok((end, of_head)) = ident(after)
        {
            (rest, name, head) = (end, of_head, true);
        }
        let attr = Attr::ALL.iter().copied().find(|attr| attr.name() == name);
        let named = self.span(i, rest);
        let mut sign = alt((tag::<&str, &str, Error<&str>>("!="), tag("=")));
        let Ok((after, sign)) = sign.parse(skip(rest)) else {
            let help = match attr {
                Some(_) => format!("write {name}=…"),
                None => format!("write an attribute and a value, as in [word={name}]"),
            };
            self.report("no-value", named, format!("`{name}` asks for nothing"), "no value", help);
            return (rest, Test::Broken);
        };
        if attr.is_none() {
            self.unknown(name, named);
        }
        let (rest, values) = self.values(skip(after));
        if values.is_empty() {
            if rest.len() == skip(after).len() {
                let help = format!("write a value behind it, as in {name}=…");
                self.report("no-value", self.span(i, after), format!("`{name}` asks for nothing"), "no value", help);
            }
            return (rest, Test::Broken);
        }
        let Some(attr) = attr else { return (rest, Test::Broken) };
        let is = Test::Is(Is { attr, head, values, span: self.span(i, rest) });
        (rest, if sign == "!=" { Test::Not(Box::new(is)) } else { is })
    }

    fn unknown(&self, name: &str, named: dateline_model::ByteSpan) {
        let known: Vec<&str> = Attr::ALL.iter().map(|attr| attr.name()).collect();
        let title = format!("`{name}` is no attribute");
        let found = Diagnostic::error("unknown-attribute", self.origin.spot(named), title, "unknown")
            .help(format!("known are {}", known.join(", ")));
        self.push(found.nearest(name, known.iter().copied()));
    }

    /// `rise|climb`, up to a `|` behind which another attribute stands.
    fn values(&self, i: &'p str) -> (&'p str, Vec<Value>) {
        let mut values = Vec::new();
        let (mut rest, mut next) = (i, i);
        while let Ok((end, value)) = self.value(next) {
            values.extend(value);
            rest = end;
            let Some(after) = skip(end).strip_prefix('|') else { break };
            next = skip(after);
            let attribute: Read<'_, _> =
                recognize((opt(tag("head.")), ident, multispace0, opt(char('!')), char('='))).parse(next);
            if attribute.is_ok() {
                break;
            }
        }
        (rest, values)
    }

    /// `None` was reported.
    fn value(&self, i: &'p str) -> Read<'p, Option<Value>> {
        let (rest, kind) = match i.chars().next() {
            Some('"') => {
                let (rest, text) = self.quoted(i, '"');
                (rest, text.map(ValueKind::Exact))
            }
            Some('/') => {
                let (rest, text) = self.quoted(i, '/');
                (rest, text.map(ValueKind::Regex))
            }
            Some('$') => match self.place(i, '$') {
                (rest, Node { kind: NodeKind::Param(number), .. }) => (rest, Some(ValueKind::Param(number))),
                (rest, Node { kind: NodeKind::Anchor(..), .. }) => {
                    let help = "write a word, \"text\", /regex/ or a parameter such as $1";
                    self.report("no-value", self.span(i, rest), "an anchor is no value", "this", help);
                    (rest, None)
                }
                (rest, _) => (rest, None),
            },
            _ => {
                let (rest, word) = bare_value(i)?;
                (rest, Some(ValueKind::Word(word.to_owned())))
            }
        };
        Ok((rest, kind.map(|kind| Value { kind, span: self.span(i, rest) })))
    }
}
