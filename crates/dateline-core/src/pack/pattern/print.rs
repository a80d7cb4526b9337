//! The pattern language printed: what [`super::parse()`] reads back to the same pattern.
//!
//! Invariant: `parse(print(node)) == node` for every node that the parser can make.

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{Capture, Edge, Is, Name, Node, NodeKind, Repeat, Test, Value, ValueKind};
use super::parse::{is_bare, is_bare_value};

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            NodeKind::Word(word) if is_bare(word) => f.write_str(word),
            NodeKind::Word(word) => write!(f, "[word={}]", Quoted(word)),
            NodeKind::Exact(text) => write!(f, "{}", Quoted(text)),
            NodeKind::Regex(regex) => regex_literal(f, regex),
            NodeKind::Step(None) => f.write_str("[]"),
            NodeKind::Step(Some(test)) => write!(f, "[{test}]"),
            NodeKind::Gap(repeat) => write!(f, "..{}", Braces(*repeat)),
            NodeKind::Seq(parts) => joined(f, parts, " ", |n| matches!(n.kind, NodeKind::Seq(_) | NodeKind::Alt(_))),
            NodeKind::Alt(parts) => joined(f, parts, " | ", |n| matches!(n.kind, NodeKind::Alt(_))),
            NodeKind::Repeat(body, repeat) => {
                wrapped(f, body, is_compound(body) || matches!(body.kind, NodeKind::Repeat(..) | NodeKind::Gap(_)))?;
                write!(f, "{repeat}")
            }
            NodeKind::Look(look, body) => {
                let behind = if look.behind { "<" } else { "" };
                let sign = if look.negative { '!' } else { '=' };
                write!(f, "(?{behind}{sign} {body})")
            }
            NodeKind::Anchor(edge, unit) => {
                f.write_char(if *edge == Edge::Start { '^' } else { '$' })?;
                f.write_str(unit.name())
            }
            NodeKind::Capture(capture) => write!(f, "{capture}"),
            NodeKind::Macro(name, args) => {
                write!(f, "<{}", name.text)?;
                for arg in args {
                    f.write_char(' ')?;
                    wrapped(f, arg, matches!(arg.kind, NodeKind::Seq(_) | NodeKind::Alt(_)))?;
                }
                f.write_char('>')
            }
            NodeKind::Param(number) => write!(f, "${number}"),
            NodeKind::Broken => f.write_str("…"),
        }
    }
}

/// True when a quantifier behind the printed node would bind to its last part only.
fn is_compound(node: &Node) -> bool {
    matches!(node.kind, NodeKind::Seq(_) | NodeKind::Alt(_))
}

fn joined(f: &mut Formatter<'_>, parts: &[Node], between: &str, wrap: impl Fn(&Node) -> bool) -> fmt::Result {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(between)?;
        }
        wrapped(f, part, wrap(part))?;
    }
    Ok(())
}

fn wrapped(f: &mut Formatter<'_>, node: &Node, wrap: bool) -> fmt::Result {
    if wrap { write!(f, "({node})") } else { write!(f, "{node}") }
}

impl Display for Capture {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "@{}", self.role.text)?;
        if let Some(Name { text, .. }) = &self.kind {
            write!(f, ":{text}")?;
        }
        match &self.body {
            Some(body) => {
                let touches = match &body.kind {
                    NodeKind::Word(word) => !is_bare(word),
                    NodeKind::Exact(_)
                    | NodeKind::Regex(_)
                    | NodeKind::Step(_)
                    | NodeKind::Look(..)
                    | NodeKind::Macro(..) => true,
                    _ => false,
                };
                wrapped(f, body, !touches)
            }
            None => Ok(()),
        }
    }
}

impl Display for Repeat {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (0, Some(1)) => f.write_char('?')?,
            (0, None) => f.write_char('*')?,
            (1, None) => f.write_char('+')?,
            _ => return write!(f, "{}", Braces(*self)),
        }
        f.write_str(if self.lazy { "?" } else { "" })
    }
}

/// A repetition in its long form.
struct Braces(Repeat);

impl Display for Braces {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.0.min, self.0.max) {
            (min, Some(max)) if min == max => write!(f, "{{{min}}}")?,
            (min, Some(max)) => write!(f, "{{{min},{max}}}")?,
            (min, None) => write!(f, "{{{min},}}")?,
        }
        f.write_str(if self.0.lazy { "?" } else { "" })
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let list = |f: &mut Formatter<'_>, tests: &[Test], between: &str, wrap: fn(&Test) -> bool| {
            for (i, test) in tests.iter().enumerate() {
                f.write_str(if i > 0 { between } else { "" })?;
                if wrap(test) { write!(f, "({test})")? } else { write!(f, "{test}")? }
            }
            Ok(())
        };
        match self {
            Self::All(tests) => list(f, tests, " & ", |t| matches!(t, Self::All(_) | Self::Any(_))),
            Self::Any(tests) => list(f, tests, " | ", |t| matches!(t, Self::Any(_))),
            Self::Not(test) if matches!(**test, Self::All(_) | Self::Any(_)) => write!(f, "!({test})"),
            Self::Not(test) => write!(f, "!{test}"),
            Self::Is(is) => write!(f, "{is}"),
            Self::Broken => f.write_str("…"),
        }
    }
}

impl Display for Is {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}=", if self.head { "head." } else { "" }, self.attr.name())?;
        for (i, value) in self.values.iter().enumerate() {
            write!(f, "{}{value}", if i > 0 { "|" } else { "" })?;
        }
        Ok(())
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ValueKind::Word(word) if is_bare_value(word) => f.write_str(word),
            ValueKind::Word(text) | ValueKind::Exact(text) => write!(f, "{}", Quoted(text)),
            ValueKind::Regex(regex) => regex_literal(f, regex),
            ValueKind::Param(number) => write!(f, "${number}"),
        }
    }
}

/// Text in double quotes.
struct Quoted<'t>(&'t str);

impl Display for Quoted<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_char('"')?;
        for c in self.0.chars() {
            if matches!(c, '"' | '\\') {
                f.write_char('\\')?;
            }
            f.write_char(c)?;
        }
        f.write_char('"')
    }
}

/// A regex between slashes; only the slash is escaped, all else is the regex's own.
fn regex_literal(f: &mut Formatter<'_>, regex: &str) -> fmt::Result {
    write!(f, "/{}/", regex.replace('/', "\\/"))
}
