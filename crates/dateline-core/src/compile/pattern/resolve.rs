//! Patterns with names to patterns with numbers.
//!
//! Invariant: every part that cannot be resolved is reported and becomes [`Ir::Broken`].

use dateline_model::ByteSpan;

use crate::compile::{TypeId, TypeSet};
use crate::pack::pattern::{Capture, Name, Node, NodeKind, Origin};
use crate::pack::{Diagnostic, Severity};

use super::ir::{Ir, Place};
use super::names::{NameKind, Names, pieces};
use super::program::{Field, Pred, Step};
use super::regex::Regex;

/// A pattern and the roles that it captures.
pub(super) struct Resolved {
    pub(super) ir: Ir,
    pub(super) roles: Vec<Box<str>>,
}

/// Resolves an expanded pattern.
pub(super) fn resolve(node: &Node, origin: &Origin, names: &mut dyn Names) -> (Resolved, Vec<Diagnostic>) {
    let mut resolver = Resolver { origin, names, found: Vec::new(), roles: Vec::new() };
    let ir = resolver.node(node);
    (Resolved { ir, roles: resolver.roles }, resolver.found)
}

pub(super) struct Resolver<'a> {
    pub(super) origin: &'a Origin,
    pub(super) names: &'a mut dyn Names,
    pub(super) found: Vec<Diagnostic>,
    roles: Vec<Box<str>>,
}

impl Resolver<'_> {
    pub(super) fn error(&mut self, code: &'static str, span: ByteSpan, title: String, label: &str, help: &str) {
        self.found.push(Diagnostic::error(code, self.origin.spot(span), title, label).help(help));
    }

    /// Errors so far.
    pub(super) fn errors(&self) -> usize {
        self.found.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// Reports a name that no pack defines.
    pub(super) fn unknown(&mut self, kind: NameKind, name: &str, span: ByteSpan) {
        let (code, what) = match kind {
            NameKind::Lexicon => ("unknown-lexicon", "lexicon"),
            NameKind::Type => ("unknown-type", "type"),
            NameKind::Entity => ("unknown-entity", "entry"),
            NameKind::Role => ("unknown-role", "role"),
            NameKind::Predicate => ("unknown-predicate", "test"),
        };
        let known = self.names.known(kind);
        let title = format!("there is no {what} `{name}`");
        let found = Diagnostic::error(code, self.origin.spot(span), title, "unknown");
        let found = if kind == NameKind::Predicate && known.is_empty() {
            found.help("tests are written in Rust and registered with `Builder::predicate`")
        } else if known.len() <= 12 {
            found.help(format!("known are {}", known.join(", ")))
        } else {
            found
        };
        self.found.push(found.nearest(name, known.iter().map(String::as_str)));
    }

    /// The type of that name; `Count` is the type `count`.
    pub(super) fn kind(&mut self, name: &str, span: ByteSpan) -> Option<TypeSet> {
        let id: Option<TypeId> = self.names.type_id(name).or_else(|| self.names.type_id(&name.to_lowercase()));
        if id.is_none() {
            self.unknown(NameKind::Type, name, span);
        }
        let id = id?;
        if !self.names.is_yielded(id) {
            let title = format!("no lexicon has an entry of type `{name}` or a kind of it");
            let found = Diagnostic::warning("unyielded-type", self.origin.spot(span), title, "nothing is of this type");
            self.found.push(found.help("list words of this type in a lexicon, or leave the type out"));
        }
        let mut set = TypeSet::EMPTY;
        set.insert(id);
        Some(set)
    }

    pub(super) fn regex(&mut self, source: &str, span: ByteSpan) -> Option<Regex> {
        match Regex::new(source) {
            Ok(regex) => Some(regex),
            Err(reason) => {
                let help = "a regex is about one word; \\d, \\w and . stand for plain letters and digits";
                self.error("bad-regex", span, format!("the regex cannot be used: {reason}"), "this regex", help);
                None
            }
        }
    }

    fn node(&mut self, node: &Node) -> Ir {
        let place = Place(node.span);
        let token = |pred| Ir::Step(Step::Token(pred), place);
        match &node.kind {
            NodeKind::Word(text) => self.words(text, place, |piece| Pred::Word(vec![piece.word])),
            NodeKind::Exact(text) => self.words(text, place, |piece| Pred::Exact(vec![piece.raw])),
            NodeKind::Regex(source) => match self.regex(source, node.span) {
                Some(regex) => token(Pred::Regex(Field::Raw, regex)),
                None => Ir::Broken,
            },
            NodeKind::Step(None) => token(Pred::Any),
            NodeKind::Step(Some(test)) => self.step(test, place),
            NodeKind::Gap(repeat) => Ir::Repeat(Box::new(token(Pred::Any)), *repeat),
            NodeKind::Seq(parts) => Ir::Seq(parts.iter().map(|part| self.node(part)).collect()),
            NodeKind::Alt(parts) => Ir::Alt(parts.iter().map(|part| (self.node(part), Place(part.span))).collect()),
            NodeKind::Repeat(body, repeat) => Ir::Repeat(Box::new(self.node(body)), *repeat),
            NodeKind::Look(look, body) => Ir::Look(*look, Box::new(self.node(body)), place),
            NodeKind::Anchor(edge, unit) => Ir::Edge(*edge, *unit, place),
            NodeKind::Capture(capture) => self.capture(capture, place),
            // Macros and parameters are gone, or were reported.
            NodeKind::Macro(..) | NodeKind::Param(_) | NodeKind::Broken => Ir::Broken,
        }
    }

    fn words(&mut self, text: &str, place: Place, pred: impl Fn(super::names::Piece) -> Pred) -> Ir {
        let mut steps: Vec<Ir> =
            pieces(self.names, text).into_iter().map(|piece| Ir::Step(Step::Token(pred(piece)), place)).collect();
        match steps.len() {
            0 => {
                let title = "there is nothing to look for".to_owned();
                self.error("empty-quotes", place.0, title, "no word", "put a word inside, or remove it");
                Ir::Broken
            }
            1 => steps.remove(0),
            _ => Ir::Seq(steps),
        }
    }

    fn role(&mut self, role: &Name) -> Option<u16> {
        if !self.names.is_role(&role.text) {
            self.unknown(NameKind::Role, &role.text, role.span);
            return None;
        }
        let known = self.roles.iter().position(|r| **r == *role.text);
        Some(known.unwrap_or_else(|| {
            self.roles.push(role.text.as_str().into());
            self.roles.len() - 1
        }) as u16)
    }

    fn capture(&mut self, capture: &Capture, place: Place) -> Ir {
        let role = self.role(&capture.role);
        let kind = capture.kind.as_ref().map(|kind| self.kind(&kind.text, kind.span));
        let body = capture.body.as_ref().map(|body| self.node(body));
        let (Some(role), false) = (role, kind == Some(None)) else { return Ir::Broken };
        match (body, kind.flatten()) {
            (Some(body), kind) => Ir::Capture(role, kind, Box::new(body), place),
            (None, Some(kind)) => Ir::Capture(role, None, Box::new(Ir::Step(Step::Typed(kind), place)), place),
            (None, None) => Ir::Broken,
        }
    }
}
