//! Named fragments: read once, checked against each other, put in where they are called.
//!
//! Invariant: every macro in a [`Macros`] is sound, calls only sound ones and never itself, so expanding ends.

use std::collections::{BTreeMap, BTreeSet};

use dateline_model::ByteSpan;

use crate::pack::pattern::{Capture, Is, Name, Node, NodeKind, Origin, Test, Value, ValueKind, parse};
use crate::pack::{Diagnostic, Spot};

/// Macros within macros.
const MAX_NESTING: usize = 12;

/// Parts that a pattern may have when its macros are expanded.
const MAX_PARTS: usize = 20_000;

/// A fragment as its pack gives it.
#[derive(Debug, Clone)]
pub struct MacroSource<'a> {
    /// Its name, as in `<name>`.
    pub name: &'a str,
    /// Where the name stands.
    pub spot: Spot,
    /// Its pattern.
    pub text: &'a str,
    /// Where the pattern stands.
    pub origin: Origin,
}

#[derive(Debug, Clone)]
struct Macro {
    body: Node,
    params: usize,
    nesting: usize,
}

/// All macros of the packs.
#[derive(Debug, Clone, Default)]
pub struct Macros {
    known: BTreeMap<String, Macro>,
    /// Those that were reported: their calls are not reported again.
    broken: BTreeSet<String>,
}

impl Macros {
    /// Reads macros, given in any order. One that cannot be used is reported once, in its own place.
    pub fn new<'a>(sources: impl IntoIterator<Item = MacroSource<'a>>) -> (Self, Vec<Diagnostic>) {
        let mut this = Self::default();
        let mut found = Vec::new();
        let mut waiting: BTreeMap<String, (Node, Origin)> = BTreeMap::new();
        for source in sources {
            let (body, mistakes) = parse(source.text, &source.origin);
            if waiting.contains_key(source.name) || this.broken.contains(source.name) {
                let title = format!("the macro `{}` is defined twice", source.name);
                found.push(
                    Diagnostic::error("duplicate-macro", source.spot, title, "the second one")
                        .help("give it another name"),
                );
            } else if mistakes.is_empty() {
                waiting.insert(source.name.to_owned(), (body, source.origin));
            } else {
                this.broken.insert(source.name.to_owned());
            }
            found.extend(mistakes);
        }
        this.settle(waiting, &mut found);
        (this, found)
    }

    /// The macros' names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.keys().map(String::as_str)
    }

    /// Accepts macros whose calls are all accepted, until none is left but those in a circle.
    fn settle(&mut self, mut waiting: BTreeMap<String, (Node, Origin)>, found: &mut Vec<Diagnostic>) {
        loop {
            let ready: Vec<String> = waiting
                .iter()
                .filter(|(_, (body, _))| calls(body).iter().all(|call| !waiting.contains_key(&call.text)))
                .map(|(name, _)| name.clone())
                .collect();
            if ready.is_empty() {
                break;
            }
            for name in ready {
                let Some((body, origin)) = waiting.remove(&name) else { continue };
                let called = calls(&body);
                let below = called.iter().filter_map(|call| self.known.get(&call.text));
                let nesting = below.map(|inner| inner.nesting + 1).max().unwrap_or(0);
                let mut own = Vec::new();
                if nesting > MAX_NESTING {
                    let title = format!("the macro `{name}` calls macros within macros too deep");
                    own.push(Diagnostic::error("too-deep", origin.spot(body.span), title, "here"));
                }
                let mut expander = Expander { macros: self, origin: &origin, found: &mut own, parts: 0, broken: false };
                expander.check(&body);
                let sound = own.is_empty() && !calls(&body).iter().any(|call| self.broken.contains(&call.text));
                found.extend(own);
                if sound {
                    self.known.insert(name, Macro { params: params(&body), body, nesting });
                } else {
                    self.broken.insert(name);
                }
            }
        }
        for (name, (body, origin)) in &waiting {
            if let Some(call) = calls(body).into_iter().find(|call| waiting.contains_key(&call.text)) {
                let title = format!("the macro `{name}` calls itself");
                let label = if call.text == *name { "here".to_owned() } else { format!("through `{}`", call.text) };
                found.push(
                    Diagnostic::error("macro-circle", origin.spot(call.span), title, label)
                        .help("write the repetition as ( … )*"),
                );
            }
        }
        self.broken.extend(waiting.into_keys());
    }

    /// The pattern with all macros put in. Diagnostics are about calls.
    pub fn expand(&self, node: &Node, origin: &Origin) -> (Node, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut expander = Expander { macros: self, origin, found: &mut found, parts: 0, broken: false };
        let whole = expander.expand(node, None);
        if expander.parts > MAX_PARTS {
            let title = "the pattern grows too large when its macros are expanded";
            let help = "split it into several rules";
            found.push(Diagnostic::error("too-many-states", origin.spot(node.span), title, "this pattern").help(help));
            return (Node::new(NodeKind::Broken, node.span), found);
        }
        (whole, found)
    }
}

fn calls(node: &Node) -> Vec<&Name> {
    let mut names = Vec::new();
    node.walk(&mut |n| {
        if let NodeKind::Macro(name, _) = &n.kind {
            names.push(name);
        }
    });
    names
}

/// The greatest parameter.
fn params(node: &Node) -> usize {
    let mut most = 0;
    node.walk(&mut |n| match &n.kind {
        NodeKind::Param(number) => most = most.max(*number),
        NodeKind::Step(Some(test)) => test.walk(&mut |is| {
            for value in &is.values {
                if let ValueKind::Param(number) = value.kind {
                    most = most.max(number);
                }
            }
        }),
        _ => {}
    });
    most
}

/// Arguments of a call, and the call's place, which all that comes from the macro takes.
#[derive(Clone, Copy)]
struct Call<'a> {
    args: &'a [Node],
    span: ByteSpan,
}

struct Expander<'a> {
    macros: &'a Macros,
    origin: &'a Origin,
    found: &'a mut Vec<Diagnostic>,
    parts: usize,
    broken: bool,
}

impl Expander<'_> {
    fn error(&mut self, code: &'static str, span: ByteSpan, title: String, label: &str, help: String) {
        self.found.push(Diagnostic::error(code, self.origin.spot(span), title, label).help(help));
    }

    /// Reports unknown macros and wrong numbers of arguments.
    fn check(&mut self, node: &Node) {
        let mut all = Vec::new();
        node.walk(&mut |n| {
            if let NodeKind::Macro(name, args) = &n.kind {
                all.push((name, args, n.span));
            }
        });
        for (name, args, span) in all {
            self.called(name, args, span);
        }
    }

    fn called(&mut self, name: &Name, args: &[Node], span: ByteSpan) -> Option<&'_ Macro> {
        let Some(known) = self.macros.known.get(&name.text) else {
            if !self.macros.broken.contains(&name.text) {
                let title = format!("there is no macro `{}`", name.text);
                let found = Diagnostic::error("unknown-macro", self.origin.spot(name.span), title, "unknown");
                self.found.push(found.nearest(&name.text, self.macros.names()));
            }
            self.broken = true;
            return None;
        };
        if known.params != args.len() {
            let title = format!("`{}` takes {} arguments and gets {}", name.text, known.params, args.len());
            let help = "arguments stand behind the name with spaces between; put brackets around one of several words";
            self.error("macro-arguments", span, title, "this call", help.to_owned());
            return None;
        }
        Some(known)
    }

    fn expand(&mut self, node: &Node, call: Option<Call<'_>>) -> Node {
        self.parts += 1;
        let span = call.map_or(node.span, |call| call.span);
        let broken = Node::new(NodeKind::Broken, span);
        if self.parts > MAX_PARTS {
            return broken;
        }
        let kind = match &node.kind {
            NodeKind::Seq(parts) => NodeKind::Seq(parts.iter().map(|n| self.expand(n, call)).collect()),
            NodeKind::Alt(parts) => NodeKind::Alt(parts.iter().map(|n| self.expand(n, call)).collect()),
            NodeKind::Repeat(body, repeat) => NodeKind::Repeat(Box::new(self.expand(body, call)), *repeat),
            NodeKind::Look(look, body) => NodeKind::Look(*look, Box::new(self.expand(body, call))),
            NodeKind::Capture(capture) => {
                let at = |name: &Name| Name { text: name.text.clone(), span: call.map_or(name.span, |c| c.span) };
                NodeKind::Capture(Capture {
                    role: at(&capture.role),
                    kind: capture.kind.as_ref().map(at),
                    body: capture.body.as_ref().map(|body| Box::new(self.expand(body, call))),
                })
            }
            NodeKind::Step(Some(test)) => NodeKind::Step(Some(self.test(test, call))),
            NodeKind::Param(number) => {
                let Some(arg) = call.and_then(|call| call.args.get(*number - 1)) else {
                    self.outside(*number, span);
                    return broken;
                };
                arg.walk(&mut |_| self.parts += 1);
                return if self.parts > MAX_PARTS { broken } else { arg.clone() };
            }
            NodeKind::Macro(name, args) => {
                let args: Vec<Node> = args.iter().map(|arg| self.expand(arg, call)).collect();
                let name = Name { text: name.text.clone(), span: call.map_or(name.span, |c| c.span) };
                let macros = self.macros;
                if self.called(&name, &args, span).is_none() {
                    return broken;
                }
                let Some(known) = macros.known.get(&name.text) else { return broken };
                return self.expand(&known.body, Some(Call { args: &args, span }));
            }
            other => other.clone(),
        };
        Node::new(kind, span)
    }

    fn outside(&mut self, number: usize, span: ByteSpan) {
        let help = "parameters belong into the pattern of a macro";
        self.error("parameter-outside", span, format!("`${number}` stands for nothing here"), "no macro", help.into());
    }

    fn test(&mut self, test: &Test, call: Option<Call<'_>>) -> Test {
        match test {
            Test::All(tests) => Test::All(tests.iter().map(|t| self.test(t, call)).collect()),
            Test::Any(tests) => Test::Any(tests.iter().map(|t| self.test(t, call)).collect()),
            Test::Not(test) => Test::Not(Box::new(self.test(test, call))),
            Test::Broken => Test::Broken,
            Test::Is(is) => {
                let mut values = Vec::new();
                for value in &is.values {
                    let span = call.map_or(value.span, |call| call.span);
                    let ValueKind::Param(number) = value.kind else {
                        values.push(Value { kind: value.kind.clone(), span });
                        continue;
                    };
                    let Some(arg) = call.and_then(|call| call.args.get(number - 1)) else {
                        self.outside(number, span);
                        continue;
                    };
                    if let Some(given) = as_values(arg) {
                        values.extend(given);
                    } else {
                        let title = format!("`{arg}` is no value for `{}`", is.attr.name());
                        let help = "give a word, \"text\", /regex/, or several as (rise | climb)".to_owned();
                        self.error("bad-argument", arg.span, title, "this argument", help);
                    }
                }
                let span = call.map_or(is.span, |call| call.span);
                if values.is_empty() {
                    Test::Broken
                } else {
                    Test::Is(Is { attr: is.attr, head: is.head, values, span })
                }
            }
        }
    }
}

/// An argument as values of an attribute.
fn as_values(arg: &Node) -> Option<Vec<Value>> {
    let one = |kind| Some(vec![Value { kind, span: arg.span }]);
    match &arg.kind {
        NodeKind::Word(text) => one(ValueKind::Word(text.clone())),
        NodeKind::Exact(text) => one(ValueKind::Exact(text.clone())),
        NodeKind::Regex(text) => one(ValueKind::Regex(text.clone())),
        NodeKind::Alt(branches) => {
            let values: Option<Vec<_>> = branches.iter().map(as_values).collect();
            values.map(|values| values.concat())
        }
        _ => None,
    }
}
