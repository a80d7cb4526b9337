//! From a form's tree to its program.
//!
//! Invariant: a program that compiles consumes something whenever it matches, and no loop in it can turn without doing so.

use super::ast::{Class, Field, Node, NodeKind, Times};
use super::class;
use super::parse::Problem;
use crate::lines;

/// One step of a program.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Op {
    /// The text, after white space.
    Literal { text: Box<str>, any_case: bool },
    /// A class, after white space.
    Class(Class),
    /// The end of a line or of the text.
    Newline,
    /// Goes on at the first, and where that fails at the second.
    Split(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Notes the place.
    Save(usize),
    /// The form matches.
    Done,
}

/// A compiled form.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) ops: Vec<Op>,
    /// Bytes with which a match can begin.
    pub(crate) first: [bool; 256],
    /// Of a form that begins with any words: the texts of which one must follow them.
    pub(crate) behind_words: Vec<Box<str>>,
    /// What every match holds.
    pub(crate) needs: Needs,
}

/// What stands in every match of a form, mostly near its beginning; so that most forms need not be tried at most places.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Needs {
    /// Signs of literals, as bits of [`lines::sign`].
    pub(crate) signs: u128,
    /// Some figure.
    pub(crate) digit: bool,
    /// Capitals at the very beginning: two, that is, or a capital and a sign.
    pub(crate) caps: bool,
    /// A house's name at the very beginning.
    pub(crate) name: bool,
    /// A house's name anywhere.
    pub(crate) house: bool,
    /// Bytes of the literals so far.
    length: usize,
}

impl Program {
    /// A match may hold a house's name.
    pub(crate) fn names_house(&self) -> bool {
        self.ops.contains(&Op::Class(Class::House))
    }

    /// Every match goes to the end of a line.
    pub(crate) fn ends_line(&self) -> bool {
        self.ops.len() >= 2 && self.ops[self.ops.len() - 2] == Op::Newline
    }
}

/// Bytes of literals that count as near; so that they and the classes between them are where the signs are looked for.
const NEAR: usize = 40;

/// Every match of the node names a house.
fn needs_house(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Literal { .. } | NodeKind::Newline => false,
        NodeKind::Class(class) => *class == Class::House,
        NodeKind::Sequence(parts) => parts.iter().any(needs_house),
        NodeKind::Either(parts) => parts.iter().all(needs_house),
        NodeKind::Repeat(part, times) => *times == Times::Some && needs_house(part),
        NodeKind::Capture(_, part) => needs_house(part),
    }
}

/// Every match of the node begins with the class.
fn begins_with(node: &Node, wanted: Class) -> bool {
    match &node.kind {
        NodeKind::Class(class) => *class == wanted,
        NodeKind::Sequence(parts) => parts.first().is_some_and(|part| begins_with(part, wanted)),
        NodeKind::Capture(_, part) => begins_with(part, wanted),
        _ => false,
    }
}

/// Adds what every match of the node holds; false when what follows the node may stand far off.
fn near_needs(node: &Node, needs: &mut Needs) -> bool {
    match &node.kind {
        NodeKind::Literal { text, any_case } => {
            needs.length += text.len();
            if needs.length > NEAR {
                return false;
            }
            let is_fixed = |b: &u8| b.is_ascii_graphic() && !b.is_ascii_alphabetic();
            let bytes = text.bytes().filter(|b| !b.is_ascii_whitespace() && (!any_case || is_fixed(b)));
            needs.signs |= bytes.fold(0, |bits, byte| bits | lines::sign(byte));
            true
        }
        NodeKind::Class(class) => {
            needs.digit |= matches!(
                class,
                Class::IsoDate
                    | Class::DateTime
                    | Class::Clock
                    | Class::Date
                    | Class::MonthDay
                    | Class::Number
                    | Class::Code
            );
            !matches!(class, Class::Words | Class::Line | Class::Paren | Class::Bracket)
        }
        NodeKind::Sequence(parts) => parts.iter().all(|part| near_needs(part, needs)),
        NodeKind::Capture(_, part) => near_needs(part, needs),
        NodeKind::Repeat(part, Times::Optional) => {
            let mut own = *needs;
            let near = near_needs(part, &mut own);
            needs.length = own.length;
            near
        }
        NodeKind::Either(parts) => {
            // What all branches need.
            let mut all = Needs { signs: u128::MAX, digit: true, ..*needs };
            let near = parts.iter().fold(true, |near, part| {
                let mut own = *needs;
                let goes_on = near_needs(part, &mut own);
                all.signs &= own.signs;
                all.digit &= own.digit;
                all.length = all.length.max(own.length);
                near && goes_on
            });
            *needs = all;
            near
        }
        NodeKind::Newline | NodeKind::Repeat(..) => false,
    }
}

/// Slots that a capture takes: its start and its end.
pub(crate) fn slots(field: Field) -> (usize, usize) {
    (field as usize * 2, field as usize * 2 + 1)
}

/// Slots of the house's name.
pub(crate) const HOUSE: (usize, usize) = (Field::ALL.len() * 2, Field::ALL.len() * 2 + 1);
/// Number of slots.
pub(crate) const SLOTS: usize = Field::ALL.len() * 2 + 2;

/// Compiles a tree, or says what is wrong with it.
pub(crate) fn compile(node: &Node) -> Result<Program, Vec<Problem>> {
    let mut problems = Vec::new();
    check_loops(node, &mut problems);
    if is_nullable(node) {
        problems.push(Problem {
            code: "matches-nothing",
            span: node.span.clone(),
            title: "the form matches where nothing stands".to_owned(),
            label: "every part of this may be missing",
            help: Some("leave one part without `?` or `*`".to_owned()),
            names: None,
        });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut ops = Vec::new();
    emit(node, &mut ops);
    ops.push(Op::Done);
    let mut first = [false; 256];
    mark_first(node, &mut first);
    let (caps, name) = (begins_with(node, Class::Caps), begins_with(node, Class::House));
    let mut near = Needs { caps, name, house: needs_house(node), ..Needs::default() };
    near_needs(node, &mut near);
    Ok(Program { ops, first, behind_words: behind_words(node), needs: near })
}

/// Of a form that begins with any words: the texts of which one must follow them. Empty when none can be told.
fn behind_words(node: &Node) -> Vec<Box<str>> {
    fn texts(node: &Node) -> Option<Vec<Box<str>>> {
        match &node.kind {
            NodeKind::Literal { text, any_case: false } => text.split_whitespace().next().map(|word| vec![word.into()]),
            NodeKind::Sequence(parts) => parts.first().and_then(texts),
            NodeKind::Either(parts) => {
                parts.iter().map(texts).collect::<Option<Vec<_>>>().map(|lists| lists.into_iter().flatten().collect())
            }
            NodeKind::Capture(_, part) | NodeKind::Repeat(part, Times::Some) => texts(part),
            _ => None,
        }
    }
    match &node.kind {
        NodeKind::Sequence(parts) => match parts.as_slice() {
            [first, second, ..] if first.kind == NodeKind::Class(Class::Words) => texts(second).unwrap_or_default(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn is_nullable(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Literal { .. } | NodeKind::Class(_) | NodeKind::Newline => false,
        NodeKind::Sequence(parts) => parts.iter().all(is_nullable),
        NodeKind::Either(parts) => parts.iter().any(is_nullable),
        NodeKind::Repeat(part, times) => *times != Times::Some || is_nullable(part),
        NodeKind::Capture(_, part) => is_nullable(part),
    }
}

fn check_loops(node: &Node, problems: &mut Vec<Problem>) {
    match &node.kind {
        NodeKind::Literal { .. } | NodeKind::Class(_) | NodeKind::Newline => {}
        NodeKind::Sequence(parts) | NodeKind::Either(parts) => parts.iter().for_each(|p| check_loops(p, problems)),
        NodeKind::Capture(_, part) => check_loops(part, problems),
        NodeKind::Repeat(part, times) => {
            check_loops(part, problems);
            // At the end of a text `newline` matches without consuming.
            let idle = is_nullable(part) || part.kind == NodeKind::Newline;
            if *times != Times::Optional && idle {
                problems.push(Problem {
                    code: "idle-loop",
                    span: node.span.clone(),
                    title: "the repeated part can match nothing".to_owned(),
                    label: "may turn for ever",
                    help: Some(
                        "`newline` takes the blank lines behind it; repeat a part that cannot be missing".to_owned(),
                    ),
                    names: None,
                });
            }
        }
    }
}

fn emit(node: &Node, ops: &mut Vec<Op>) {
    match &node.kind {
        NodeKind::Literal { text, any_case } => {
            ops.push(Op::Literal { text: text.trim().into(), any_case: *any_case });
        }
        NodeKind::Class(Class::House) => {
            ops.push(Op::Save(HOUSE.0));
            ops.push(Op::Class(Class::House));
            ops.push(Op::Save(HOUSE.1));
        }
        NodeKind::Class(class) => ops.push(Op::Class(*class)),
        NodeKind::Newline => ops.push(Op::Newline),
        NodeKind::Sequence(parts) => parts.iter().for_each(|part| emit(part, ops)),
        NodeKind::Either(parts) => {
            let mut exits = Vec::new();
            for (i, part) in parts.iter().enumerate() {
                if i + 1 == parts.len() {
                    emit(part, ops);
                    continue;
                }
                let split = reserve(ops);
                emit(part, ops);
                exits.push(reserve(ops));
                ops[split] = Op::Split(split + 1, ops.len());
            }
            for exit in exits {
                ops[exit] = Op::Jump(ops.len());
            }
        }
        NodeKind::Repeat(part, Times::Optional) => {
            let split = reserve(ops);
            emit(part, ops);
            ops[split] = Op::Split(split + 1, ops.len());
        }
        NodeKind::Repeat(part, Times::Any) => {
            let split = reserve(ops);
            emit(part, ops);
            ops.push(Op::Jump(split));
            ops[split] = Op::Split(split + 1, ops.len());
        }
        NodeKind::Repeat(part, Times::Some) => {
            let start = ops.len();
            emit(part, ops);
            ops.push(Op::Split(start, ops.len() + 1));
        }
        NodeKind::Capture(field, part) => {
            ops.push(Op::Save(slots(*field).0));
            emit(part, ops);
            ops.push(Op::Save(slots(*field).1));
        }
    }
}

/// A place for a step that is known later.
fn reserve(ops: &mut Vec<Op>) -> usize {
    ops.push(Op::Done);
    ops.len() - 1
}

/// Marks the bytes with which a match of the node can begin; true when it can also match nothing.
fn mark_first(node: &Node, first: &mut [bool; 256]) -> bool {
    match &node.kind {
        NodeKind::Literal { text, any_case } => {
            if let Some(byte) = text.trim().bytes().next() {
                first[usize::from(byte)] = true;
                if *any_case {
                    // Outside ASCII the two cases may begin with different bytes.
                    (0..=255u8)
                        .filter(|b| b.eq_ignore_ascii_case(&byte) || (byte >= 0x80 && *b >= 0x80))
                        .for_each(|b| first[usize::from(b)] = true);
                }
            }
            false
        }
        NodeKind::Class(class) => {
            (0..=255u8).filter(|b| class::begins(*class, *b)).for_each(|b| first[usize::from(b)] = true);
            false
        }
        NodeKind::Newline => {
            b"\r\n".iter().for_each(|b| first[usize::from(*b)] = true);
            false
        }
        NodeKind::Sequence(parts) => parts.iter().all(|part| mark_first(part, first)),
        NodeKind::Either(parts) => parts.iter().fold(false, |nullable, part| mark_first(part, first) | nullable),
        NodeKind::Repeat(part, times) => {
            let nullable = mark_first(part, first);
            nullable || *times != Times::Some
        }
        NodeKind::Capture(_, part) => mark_first(part, first),
    }
}
