//! Text to pattern. Recovery: what cannot be read is reported, becomes [`NodeKind::Broken`], and reading goes on behind it.
//!
//! Invariant: a function that returns `Err` has reported nothing, all others always go on. No input makes [`parse`] fail,
//! and none makes it recurse without bound.

mod lex;
mod step;

use std::cell::{Cell, RefCell};

use dateline_model::ByteSpan;
use nom::{
    Offset, Parser,
    branch::alt,
    bytes::complete::{tag, take_while},
    character::complete::{char, digit0, digit1, multispace1, space0},
    combinator::{opt, recognize, success},
    error::Error,
    multi::many0_count,
    sequence::{delimited, pair, preceded},
};

use crate::pack::Diagnostic;

use super::Origin;
use super::ast::{Capture, Edge, Look, Name, Node, NodeKind, Repeat, Unit};
use lex::{Read, bare, ident, refuse};
pub(super) use lex::{is_bare, is_bare_value};

/// Brackets within brackets that a pattern may have.
const MAX_DEPTH: u32 = 40;

/// The most that a count in braces may be.
const MAX_COUNT: u32 = 255;

/// Reads a pattern. The node is what could be read, so that later checks can go on; with an error it must not be used.
pub fn parse(text: &str, origin: &Origin) -> (Node, Vec<Diagnostic>) {
    let reader = Reader { text, origin, found: RefCell::default(), depth: Cell::new(0) };
    let (rest, node) = reader.until(text, None);
    if node.span.is_empty() {
        let help = "write what to look for";
        reader.report("empty-pattern", reader.span(text, rest), "the pattern is empty", "nothing here", help);
    }
    (node, reader.found.into_inner())
}

struct Reader<'p> {
    text: &'p str,
    origin: &'p Origin,
    found: RefCell<Vec<Diagnostic>>,
    depth: Cell<u32>,
}

/// Leaves white space and `# …` comments out.
fn skip(i: &str) -> &str {
    let comment = recognize(pair(char('#'), take_while(|c| c != '\n')));
    many0_count(alt((multispace1::<&str, Error<&str>>, comment))).parse(i).map_or(i, |(rest, _)| rest)
}

impl<'p> Reader<'p> {
    /// From where `from` starts to where `to` starts.
    fn span(&self, from: &str, to: &str) -> ByteSpan {
        ByteSpan::new(self.text.offset(from), self.text.offset(to))
    }

    fn node(&self, kind: NodeKind, from: &str, to: &str) -> Node {
        Node::new(kind, self.span(from, to))
    }

    fn broken(&self, from: &'p str, to: &'p str) -> (&'p str, Node) {
        (to, self.node(NodeKind::Broken, from, to))
    }

    fn report(
        &self,
        code: &'static str,
        span: ByteSpan,
        title: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::error(code, self.origin.spot(span), title, label).help(help));
    }

    fn push(&self, found: Diagnostic) {
        self.found.borrow_mut().push(found);
    }

    fn unclosed(&self, from: &str, to: &str, mark: char) {
        let title = format!("`{mark}` is missing");
        self.report("unclosed", self.span(from, to), title, "opened here", format!("close it with `{mark}`"));
    }

    /// Runs `inside` one level deeper; too deep, the rest is left unread.
    fn deeper<T>(&self, i: &'p str, broken: T, inside: impl FnOnce() -> (&'p str, T)) -> (&'p str, T) {
        if self.depth.get() >= MAX_DEPTH {
            let end = &i[i.len()..];
            let title = "the pattern has too many brackets within brackets";
            self.report("too-deep", self.span(i, end), title, "not read from here", "name its parts as macros");
            return (end, broken);
        }
        self.depth.set(self.depth.get() + 1);
        let read = inside();
        self.depth.set(self.depth.get() - 1);
        read
    }

    /// Everything up to the closing mark or the end. A mark that closes nothing is reported and left out.
    fn until(&self, i: &'p str, close: Option<char>) -> (&'p str, Node) {
        let mut parts = Vec::new();
        let mut rest = skip(i);
        let start = rest;
        loop {
            let (after, part) = self.choice(rest);
            if !part.span.is_empty() || parts.is_empty() {
                parts.push(part);
            }
            rest = after;
            let Some(mark) = rest.chars().next().filter(|c| Some(*c) != close) else { break };
            let behind = &rest[mark.len_utf8()..];
            let help = format!("remove it, or write \"{mark}\" to look for the mark itself");
            let title = format!("`{mark}` closes nothing");
            self.report("unexpected-mark", self.span(rest, behind), title, "no bracket is open here", help);
            rest = behind;
        }
        (rest, self.sequence_of(parts, start, rest))
    }

    fn sequence_of(&self, mut parts: Vec<Node>, from: &str, to: &str) -> Node {
        if parts.len() == 1 { parts.remove(0) } else { self.node(NodeKind::Seq(parts), from, to) }
    }

    /// `a b | c`: stops before a closing mark.
    fn choice(&self, i: &'p str) -> (&'p str, Node) {
        let mut branches = Vec::new();
        let mut bar: Option<&str> = None;
        let mut rest = i;
        loop {
            let start = skip(rest);
            let (after, branch) = self.sequence(start);
            let next = after.starts_with('|').then_some(after);
            match (branch, next.or(bar)) {
                (Some(node), _) => branches.push(node),
                (None, Some(at)) => {
                    let help = "to allow nothing at all, write the rest as ( … )?";
                    let title = "one side of `|` is empty";
                    self.report("empty-branch", self.span(at, &at[1..]), title, "nothing to choose here", help);
                    branches.push(self.broken(at, &at[1..]).1);
                }
                (None, None) => return self.broken(after, after),
            }
            (rest, bar) = (after, next);
            match bar {
                Some(at) => rest = &at[1..],
                None => break,
            }
        }
        let node = if branches.len() == 1 { branches.remove(0) } else { self.node(NodeKind::Alt(branches), i, rest) };
        (rest, node)
    }

    /// `a b c`, or nothing.
    fn sequence(&self, i: &'p str) -> (&'p str, Option<Node>) {
        let mut parts = Vec::new();
        let (mut rest, mut end) = (i, i);
        while let Ok((after, part)) = self.item(rest) {
            parts.push(part);
            end = after;
            rest = skip(after);
        }
        let node = (!parts.is_empty()).then(|| self.sequence_of(parts, i, end));
        (rest, node)
    }

    /// One step with its quantifier: `[tag=JJ]*`.
    fn item(&self, i: &'p str) -> Read<'p, Node> {
        let (mut rest, mut node) = self.atom(i)?;
        if let Ok((after, repeat)) = self.quantifier(rest) {
            if let Some(repeat) = repeat {
                node = self.node(NodeKind::Repeat(Box::new(node), repeat), i, after);
            }
            rest = after;
            if let Ok((after, _)) = self.quantifier(rest) {
                let help = "keep one, or put brackets around the first with what it repeats";
                let title = "two quantifiers stand together";
                self.report("double-quantifier", self.span(rest, after), title, "the second one", help);
                rest = after;
            }
        }
        Ok((rest, node))
    }

    fn atom(&self, i: &'p str) -> Read<'p, Node> {
        let Some(first) = i.chars().next() else { return refuse(i) };
        Ok(match first {
            '(' => self.bracketed(i),
            '[' => self.step(i),
            '<' => self.call(i),
            '@' => self.capture(i),
            '^' | '$' => self.place(i, first),
            '"' => {
                let (rest, text) = self.quoted(i, '"');
                (rest, self.node(text.map_or(NodeKind::Broken, NodeKind::Exact), i, rest))
            }
            '/' => {
                let (rest, text) = self.quoted(i, '/');
                (rest, self.node(text.map_or(NodeKind::Broken, NodeKind::Regex), i, rest))
            }
            '.' if i.starts_with("..") => self.gap(i),
            '?' | '*' | '+' | '{' => self.dangling(i),
            '|' | ')' | ']' | '}' | '>' => return refuse(i),
            _ => match bare(i) {
                Ok((rest, word)) => (rest, self.node(NodeKind::Word(word.to_owned()), i, rest)),
                Err(_) => self.stray(i, first),
            },
        })
    }

    fn stray(&self, i: &'p str, mark: char) -> (&'p str, Node) {
        let rest = &i[mark.len_utf8()..];
        let help = match mark {
            '\\' => "put words with unusual marks in double quotes".to_owned(),
            '=' | '&' | '!' => format!("`{mark}` belongs between square brackets, as in [tag=NN & !lemma=man]"),
            _ => format!("write \"{mark}\" to look for the mark itself, or ..{{0,4}} for a gap"),
        };
        self.report("unexpected-mark", self.span(i, rest), format!("`{mark}` means nothing here"), "this mark", help);
        self.broken(i, rest)
    }

    fn dangling(&self, i: &'p str) -> (&'p str, Node) {
        let rest = self.quantifier(i).map_or(&i[1..], |(rest, _)| rest);
        let help = "write it directly behind what it repeats, without a space";
        let title = "there is nothing to repeat";
        self.report("dangling-quantifier", self.span(i, rest), title, "this quantifier stands alone", help);
        self.broken(i, rest)
    }

    /// `?`, `*`, `+`, `{2,3}`, each with a `?` behind for lazy. `None` was reported.
    fn quantifier(&self, i: &'p str) -> Read<'p, Option<Repeat>> {
        let (rest, bounds) = match i.as_bytes().first() {
            Some(b'?') => (&i[1..], Some((0, Some(1)))),
            Some(b'*') => (&i[1..], Some((0, None))),
            Some(b'+') => (&i[1..], Some((1, None))),
            Some(b'{') => self.braces(i),
            _ => return refuse(i),
        };
        let (rest, lazy) = opt(char('?')).parse(rest)?;
        Ok((rest, bounds.map(|(min, max)| Repeat { min, max, lazy: lazy.is_some() })))
    }

    /// `{2}`, `{2,}`, `{2,3}`.
    fn braces(&self, i: &'p str) -> (&'p str, Option<(u32, Option<u32>)>) {
        let most = preceded(delimited(space0, char::<&str, Error<&str>>(','), space0), digit0);
        let mut counts = delimited(pair(char('{'), space0), pair(digit1, opt(most)), pair(space0, char('}')));
        let Ok((rest, (min, max))) = counts.parse(i) else {
            let end = i.find(|c: char| c == '}' || c.is_whitespace()).unwrap_or(i.len());
            let rest = i[end..].strip_prefix('}').unwrap_or(&i[end..]);
            let help = "write {3}, {2,} or {0,4}";
            self.report("bad-count", self.span(i, rest), "this is no count", "in these braces", help);
            return (rest, None);
        };
        let read = |digits: &str| digits.parse::<u32>().ok().filter(|n| *n <= MAX_COUNT);
        let bounds = match (read(min), max) {
            (Some(min), None) => Some((min, Some(min))),
            (Some(min), Some("")) => Some((min, None)),
            (Some(min), Some(max)) => read(max).map(|max| (min, Some(max))),
            (None, _) => None,
        };
        let (title, label, help) = match bounds {
            None => (format!("a count can be at most {MAX_COUNT}"), "too many", "a sentence is shorter".to_owned()),
            Some((_, Some(0))) => {
                ("repeated no times, it is nothing".to_owned(), "this count", "remove it with its step".to_owned())
            }
            Some((min, Some(max))) if max < min => {
                ("the least is more than the most".to_owned(), "this count", format!("write {{{max},{min}}}"))
            }
            good => return (rest, good),
        };
        self.report("bad-count", self.span(i, rest), title, label, help);
        (rest, None)
    }

    /// `..{0,4}`.
    fn gap(&self, i: &'p str) -> (&'p str, Node) {
        let dots = i.trim_start_matches('.');
        let mut rest = dots;
        if let Ok((after, repeat)) = self.quantifier(dots) {
            match repeat {
                Some(repeat) if repeat.max.is_some() && dots.starts_with('{') && i.len() - dots.len() == 2 => {
                    return (after, self.node(NodeKind::Gap(repeat), i, after));
                }
                Some(_) => rest = after,
                None => return self.broken(i, after),
            }
        }
        let title = "a gap must say how many words it may hold";
        self.report("unbounded-gap", self.span(i, rest), title, "no limit", "write ..{0,4} for up to four words");
        self.broken(i, rest)
    }

    /// `(a | b)`, `(?= a)`.
    fn bracketed(&self, i: &'p str) -> (&'p str, Node) {
        let look = |behind, negative| Some(Look { behind, negative });
        let (open, look) = match i {
            _ if i.starts_with("(?=") => (3, look(false, false)),
            _ if i.starts_with("(?!") => (3, look(false, true)),
            _ if i.starts_with("(?<=") => (4, look(true, false)),
            _ if i.starts_with("(?<!") => (4, look(true, true)),
            _ if i.starts_with("(?") => {
                let named = recognize((char::<&str, Error<&str>>('<'), ident, char('>')));
                let kind = (opt(char('P')), alt((named, tag(":"), success("")))).parse(&i[2..]);
                let end = kind.map_or(2, |(rest, _)| i.len() - rest.len());
                let help = "write (?= …), (?! …), (?<= …) or (?<! …); a capture is written @name( … )";
                let title = "there is no such bracket";
                self.report("unknown-bracket", self.span(i, &i[end..]), title, "`(?` opens a look around", help);
                (end, None)
            }
            _ => (1, None),
        };
        let inner = &i[open..];
        let unread = self.node(NodeKind::Broken, i, inner);
        let (rest, body) = self.deeper(inner, unread, || self.until(inner, Some(')')));
        let closed = rest.strip_prefix(')');
        let rest = closed.unwrap_or(rest);
        if closed.is_none() {
            self.unclosed(i, inner, ')');
        } else if body.span.is_empty() {
            let help = "put something inside, or remove it";
            self.report("empty-group", self.span(i, rest), "the brackets hold nothing", "empty", help);
        }
        let kind = match look {
            Some(look) => NodeKind::Look(look, Box::new(body)),
            None => body.kind,
        };
        (rest, self.node(kind, i, rest))
    }

    /// Text between two of `mark`, in which a backslash protects the mark; `None` was reported.
    fn quoted(&self, i: &'p str, mark: char) -> (&'p str, Option<String>) {
        let mut text = String::new();
        let mut chars = i.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, next)) if next == mark || (mark == '"' && next == '\\') => text.push(next),
                    Some((_, next)) => text.extend([c, next]),
                    None => break,
                },
                c if c == mark => {
                    let rest = &i[at + 1..];
                    if text.trim().is_empty() {
                        let help = "put something inside, or remove it";
                        self.report("empty-quotes", self.span(i, rest), "there is nothing to look for", "empty", help);
                        return (rest, None);
                    }
                    return (rest, Some(text));
                }
                c => text.push(c),
            }
        }
        self.unclosed(i, &i[1..], mark);
        // The rest of the line was meant to be inside; the next line is read as usual.
        (&i[i.find('\n').unwrap_or(i.len())..], None)
    }

    /// `^sentence`, `$clause`, `$1`.
    fn place(&self, i: &'p str, mark: char) -> (&'p str, Node) {
        let inner = &i[1..];
        let number: Read<'_, &str> = digit1(inner);
        if let Ok((rest, digits)) = number
            && mark == '$'
        {
            if let Ok(number @ 1..=9) = digits.parse() {
                return (rest, self.node(NodeKind::Param(number), i, rest));
            }
            let help = "the first argument is $1, the last $9";
            self.report("bad-parameter", self.span(i, rest), "there is no such parameter", "this one", help);
            return self.broken(i, rest);
        }
        let (rest, name) = ident(inner).unwrap_or((inner, ""));
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| unit.name() == name) {
            let edge = if mark == '^' { Edge::Start } else { Edge::End };
            return (rest, self.node(NodeKind::Anchor(edge, unit), i, rest));
        }
        let title = match name {
            "" => format!("`{mark}` must say of what"),
            _ => format!("`{name}` has no start and end"),
        };
        let help = format!("write {mark}clause, {mark}sentence or {mark}block");
        let spot = self.origin.spot(self.span(i, rest));
        let found = Diagnostic::error("unknown-anchor", spot, title, "this place").help(help);
        self.push(found.nearest(name, Unit::ALL.iter().map(|unit| unit.name())));
        self.broken(i, rest)
    }

    fn name(&self, from: &'p str, to: &'p str) -> Name {
        Name { text: from[..from.len() - to.len()].to_owned(), span: self.span(from, to) }
    }

    /// `@place:place`, `@place[…]`, `@place:place( … )`: what touches it is what it captures.
    fn capture(&self, i: &'p str) -> (&'p str, Node) {
        let inner = &i[1..];
        let Ok((mut rest, _)) = ident(inner) else {
            let help = "write @agent, @count or another role directly behind it";
            self.report("no-role", self.span(i, inner), "`@` must say which role", "no name", help);
            return self.broken(i, inner);
        };
        let role = self.name(inner, rest);
        let mut kind = None;
        if let Some(after) = rest.strip_prefix(':') {
            let Ok((end, _)) = ident(after) else {
                let help = "write a type directly behind the colon, or remove the colon";
                self.report("no-type", self.span(rest, after), "`:` must say which type", "no name", help);
                return self.broken(i, after);
            };
            kind = Some(self.name(after, end));
            rest = end;
        }
        let mut body = None;
        if rest.starts_with(['(', '[', '<', '"', '/'])
            && let Ok((end, atom)) = self.atom(rest)
        {
            body = Some(Box::new(atom));
            rest = end;
        } else if kind.is_none() {
            let help = "write it directly before brackets, as in @count[tag=CD], or give it a type, as in @place:place";
            let title = format!("`@{}` captures nothing", role.text);
            self.report("bare-capture", self.span(i, rest), title, "nothing touches it", help);
            return self.broken(i, rest);
        }
        (rest, self.node(NodeKind::Capture(Capture { role, kind, body }), i, rest))
    }

    /// `<toll (rise | climb) to>`.
    fn call(&self, i: &'p str) -> (&'p str, Node) {
        let inner = &i[1..];
        let Ok((head, _)) = ident(inner) else {
            let help = "write the macro's name directly behind `<`; for the mark itself write \"<\"";
            self.report("no-macro", self.span(i, inner), "`<` must say which macro", "no name", help);
            return self.broken(i, inner);
        };
        let (end, args) = self.deeper(head, Vec::new(), || {
            let mut args = Vec::new();
            let mut rest = skip(head);
            while let Ok((after, arg)) = self.item(rest) {
                args.push(arg);
                rest = skip(after);
            }
            (rest, args)
        });
        let closed = end.strip_prefix('>');
        if closed.is_none() {
            self.unclosed(i, head, '>');
        }
        let rest = closed.unwrap_or(end);
        (rest, self.node(NodeKind::Macro(self.name(inner, head), args), i, rest))
    }
}
