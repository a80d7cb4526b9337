//! From a form's tree to its program.
//!
//! Invariant: a program that compiles consumes something whenever it matches, and no loop in it can turn without doing so.

use super::ast::{Class, Field, Node, NodeKind, Times};
use super::class;
use super::parse::Problem;
use crate::houses::Sides;
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
    /// By step, the bytes of which one must stand behind white space for the rest to match, as bits of [`lines::sign`].
    pub(crate) next: Vec<u128>,
    /// With what a match can begin.
    pub(crate) begins: Begins,
    /// The same where no house's name stands.
    pub(crate) begins_unnamed: Begins,
    /// Of a form that begins with any words: the texts of which one must follow them.
    pub(crate) behind_words: Vec<Box<str>>,
    /// What every match holds.
    pub(crate) needs: Needs,
}

/// By the first byte of a match, the bytes that can be its second, as bits of [`lines::sign`]; none where no match begins
/// with that byte. A match of one byte can have anything behind it.
pub(crate) type Begins = Box<[u128; 256]>;

/// Any byte.
const ANY: u128 = u128::MAX;

/// What stands in every match of a form, mostly near its beginning; so that most forms need not be tried at most places.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Needs {
    /// Signs of literals, as bits of [`lines::sign`].
    pub(crate) signs: u128,
    /// Some figure.
    pub(crate) digit: bool,
    /// A house's name anywhere, with this beside it.
    pub(crate) house: Option<Sides>,
    /// The class at the very beginning, and the bytes that can stand behind it and white space.
    pub(crate) opening: Option<(Class, u128)>,
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
    let mut begins_unnamed = Begins::new([0; 256]);
    mark_first(node, &mut begins_unnamed, false);
    let next = next_bytes(&ops);
    let house = needs_house(node).then(|| beside_house(&ops, &next));
    let mut near = Needs { house, opening: opening(node, ANY), ..Needs::default() };
    near_needs(node, &mut near);
    Ok(Program { ops, next, begins: begins(node).0, begins_unnamed, behind_words: behind_words(node), needs: near })
}

/// The class with which every match of the node begins, and the bytes that can stand behind it: those of the rest of the
/// node or else those behind the node. None for classes that may end nearly anywhere, or whose matches the house decides.
fn opening(node: &Node, behind: u128) -> Option<(Class, u128)> {
    match &node.kind {
        NodeKind::Class(Class::House | Class::Words | Class::Line) => None,
        NodeKind::Class(class) => Some((*class, behind)),
        NodeKind::Capture(_, part) => opening(part, behind),
        NodeKind::Sequence(parts) => {
            let (first, rest) = parts.split_first()?;
            let mut next = 0;
            let nullable = rest.iter().all(|part| {
                let (begins, nullable) = begins(part);
                next |= first_bytes(&begins);
                nullable
            });
            opening(first, if nullable { next | behind } else { next })
        }
        NodeKind::Repeat(part, Times::Some) => opening(part, behind | first_bytes(&begins(part).0)),
        _ => None,
    }
}

/// For each step the bytes with which it, or what it leads to, can begin.
fn next_bytes(ops: &[Op]) -> Vec<u128> {
    let own = |op: &Op| match op {
        Op::Literal { text, any_case: false } => text.bytes().next().map_or(ANY, lines::sign),
        // The lower case of a letter outside ASCII may be one inside.
        Op::Literal { text, any_case: true } => match text.bytes().next() {
            Some(byte) if byte.is_ascii() => {
                lines::sign(byte.to_ascii_lowercase()) | lines::sign(byte.to_ascii_uppercase()) | lines::sign(0x80)
            }
            _ => ANY,
        },
        Op::Class(class) => {
            let bytes = (0..=255u8).filter(|byte| class::begins(*class, *byte));
            bytes.fold(0, |bits, byte| bits | lines::sign(byte))
        }
        Op::Newline => lines::sign(b'\n') | lines::sign(b'\r'),
        Op::Done => ANY,
        Op::Split(..) | Op::Jump(_) | Op::Save(_) => 0,
    };
    let mut next: Vec<u128> = ops.iter().map(own).collect();
    // Loops lead back, so that one round may not be enough.
    let mut changed = true;
    while changed {
        changed = false;
        for (at, op) in ops.iter().enumerate().rev() {
            let bytes = match op {
                Op::Split(first, second) => next[*first] | next[*second],
                Op::Jump(to) => next[*to],
                Op::Save(_) => next[at + 1],
                _ => continue,
            };
            changed |= next[at] != bytes;
            next[at] = bytes;
        }
    }
    next
}

/// The bytes that can stand on either side of the house's name.
fn beside_house(ops: &[Op], next: &[u128]) -> Sides {
    let last = last_bytes(ops);
    let places = (0..ops.len()).filter(|at| ops[*at] == Op::Class(Class::House));
    places.fold(Sides::default(), |sides, at| Sides {
        before: sides.before | last[at],
        behind: sides.behind | next[at + 1],
    })
}

/// For each step the bytes of which one stands in front of it, white space left aside; anything may stand before the first.
fn last_bytes(ops: &[Op]) -> Vec<u128> {
    let own = |op: &Op| match op {
        Op::Literal { text, any_case: false } => text.bytes().last().map_or(ANY, lines::sign),
        Op::Class(Class::Dash) => lines::sign(b'-') | lines::sign(0x80),
        Op::Class(Class::Paren) => lines::sign(b')'),
        Op::Class(Class::Bracket) => lines::sign(b']'),
        Op::Newline => lines::sign(b'\n') | lines::sign(b'\r'),
        _ => ANY,
    };
    let mut last = vec![0; ops.len()];
    last[0] = ANY;
    // Loops lead back, so that one round may not be enough.
    let mut changed = true;
    while changed {
        changed = false;
        let mut reach = |to: usize, bytes: u128| {
            let more = last[to] | bytes;
            changed |= last[to] != more;
            last[to] = more;
            more
        };
        for (at, op) in ops.iter().enumerate() {
            let here = reach(at, 0);
            match op {
                Op::Split(first, second) => {
                    reach(*first, here);
                    reach(*second, here);
                }
                Op::Jump(to) => {
                    reach(*to, here);
                }
                Op::Save(_) => {
                    reach(at + 1, here);
                }
                Op::Literal { .. } | Op::Class(_) | Op::Newline => {
                    reach(at + 1, own(op));
                }
                Op::Done => {}
            }
        }
    }
    last
}

fn first_bytes(begins: &Begins) -> u128 {
    let bytes = (0..=255u8).filter(|byte| begins[usize::from(*byte)] != 0);
    bytes.fold(0, |bits, byte| bits | lines::sign(byte))
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

/// With what a match of the node can begin, and whether it can also match nothing.
fn begins(node: &Node) -> (Begins, bool) {
    let mut begins = Begins::new([0; 256]);
    let nullable = mark_first(node, &mut begins, true);
    (begins, nullable)
}

/// Marks with what a match of the node can begin, where a house's name stands or none; true when the node can also match
/// nothing.
fn mark_first(node: &Node, begins: &mut Begins, named: bool) -> bool {
    match &node.kind {
        NodeKind::Literal { text, any_case } => {
            let bytes = text.trim().as_bytes();
            if let Some(byte) = bytes.first() {
                let second = second(bytes, *any_case);
                // Outside ASCII the two cases may begin with different bytes.
                let cases = |b: &u8| b.eq_ignore_ascii_case(byte) || (*byte >= 0x80 && *b >= 0x80);
                let first = (0..=255u8).filter(|b| b == byte || *any_case && cases(b));
                first.for_each(|b| begins[usize::from(b)] |= second);
            }
            false
        }
        NodeKind::Class(Class::House) if !named => false,
        NodeKind::Class(class) => {
            // Words in capitals have a second one or a sign behind the first.
            let small = (b'a'..=b'z').fold(0, |bits, byte| bits | lines::sign(byte));
            let second = if *class == Class::Caps { !small } else { ANY };
            let first = (0..=255u8).filter(|b| class::begins(*class, *b));
            first.for_each(|b| begins[usize::from(b)] |= second);
            false
        }
        NodeKind::Newline => {
            // Blanks at the end of a line belong to it.
            let blank = |b: &u8| b.is_ascii_whitespace() || *b == 0x0b || *b >= 0x80;
            (0..=255u8).filter(blank).for_each(|b| begins[usize::from(b)] = ANY);
            false
        }
        NodeKind::Sequence(parts) => parts.iter().all(|part| mark_first(part, begins, named)),
        NodeKind::Either(parts) => {
            parts.iter().fold(false, |nullable, part| mark_first(part, begins, named) | nullable)
        }
        NodeKind::Repeat(part, times) => {
            let nullable = mark_first(part, begins, named);
            nullable || *times != Times::Some
        }
        NodeKind::Capture(_, part) => mark_first(part, begins, named),
    }
}

/// The bytes that can be the second of a literal's match.
fn second(literal: &[u8], any_case: bool) -> u128 {
    match literal {
        // White space stands for any, and outside ASCII the cases of a letter differ in length.
        [first, second, ..] if first.is_ascii() && second.is_ascii_graphic() => {
            if any_case {
                // The lower case of a letter outside ASCII may be one inside.
                lines::sign(second.to_ascii_lowercase()) | lines::sign(second.to_ascii_uppercase()) | lines::sign(0x80)
            } else {
                lines::sign(*second)
            }
        }
        _ => ANY,
    }
}
