//! The pattern language as data: what an author wrote, with the place of every part.
//!
//! Invariant: two nodes are equal when they say the same, wherever they stand; a sequence or choice has at least two members.

use dateline_model::ByteSpan;
use serde::{Deserialize, Serialize};

/// A pattern or a part of one.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it says.
    pub kind: NodeKind,
    /// Where it stands, in bytes of the pattern.
    pub span: ByteSpan,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The constructs.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `killed`: the word in any case.
    Word(String),
    /// `"ISIS"`: as written.
    Exact(String),
    /// `/IED.*/`: the whole token, as written.
    Regex(String),
    /// `[lemma=kill & tag=VBD]`; `None` is `[]`, any token.
    Step(Option<Test>),
    /// `..{0,4}`: any tokens.
    Gap(Repeat),
    /// `a b`.
    Seq(Vec<Node>),
    /// `a | b`.
    Alt(Vec<Node>),
    /// `a?`, `a{2,3}`, `a*?`.
    Repeat(Box<Node>, Repeat),
    /// `(?= a)` and its kin.
    Look(Look, Box<Node>),
    /// `^sentence`, `$clause`.
    Anchor(Edge, Unit),
    /// `@place:place` or `@place[…]`.
    Capture(Capture),
    /// `<name arg>`.
    Macro(Name, Vec<Node>),
    /// `$1` in a macro.
    Param(usize),
    /// A part that could not be read and has been reported.
    Broken,
}

/// A name as written.
#[derive(Debug, Clone)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands.
    pub span: ByteSpan,
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// How often, and which of several lengths is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// At least.
    pub min: u32,
    /// At most; `None` is no limit.
    pub max: Option<u32>,
    /// Rather less than more.
    pub lazy: bool,
}

/// Which way a lookaround looks and what it wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// What stands before, rather than what follows.
    pub behind: bool,
    /// It must not stand there.
    pub negative: bool,
}

/// Which end of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Edge {
    /// `^`.
    Start,
    /// `$`.
    End,
}

/// A stretch of text with a start and an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
pub enum Unit {
    /// A clause.
    Clause,
    /// A sentence.
    Sentence,
    /// A paragraph, a heading, a list item.
    Block,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 3] = [Self::Clause, Self::Sentence, Self::Block];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::Block => "block",
        }
    }
}

/// A captured role.
#[derive(Debug, Clone, PartialEq)]
pub struct Capture {
    /// The role.
    pub role: Name,
    /// The type it must have.
    pub kind: Option<Name>,
    /// What is captured; without it any phrase or group of the type.
    pub body: Option<Box<Node>>,
}

/// What a `[…]` asks of one step.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// All of them.
    All(Vec<Test>),
    /// One of them.
    Any(Vec<Test>),
    /// Not this.
    Not(Box<Test>),
    /// One attribute.
    Is(Is),
    /// A part that could not be read and has been reported.
    Broken,
}

/// One attribute and the values it may have.
#[derive(Debug, Clone)]
pub struct Is {
    /// The attribute.
    pub attr: Attr,
    /// Of the group's head.
    pub head: bool,
    /// One of these.
    pub values: Vec<Value>,
    /// Where it stands.
    pub span: ByteSpan,
}

impl PartialEq for Is {
    fn eq(&self, other: &Self) -> bool {
        (self.attr, self.head, &self.values) == (other.attr, other.head, &other.values)
    }
}

/// A value of an attribute.
#[derive(Debug, Clone)]
pub struct Value {
    /// What it says.
    pub kind: ValueKind,
    /// Where it stands.
    pub span: ByteSpan,
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The kinds of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueKind {
    /// `rise`.
    Word(String),
    /// `"PRP$"`.
    Exact(String),
    /// `/VB.*/`.
    Regex(String),
    /// `$1` in a macro.
    Param(usize),
}

macro_rules! attributes {
    ($($(#[$doc:meta])* $name:ident $text:literal),* $(,)?) => {
        /// What can be asked of a step.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Attr { $($(#[$doc])* $name),* }

        impl Attr {
            /// Every attribute.
            pub const ALL: &[Attr] = &[$(Attr::$name),*];

            /// Its name.
            pub fn name(self) -> &'static str {
                match self { $(Attr::$name => $text),* }
            }
        }
    };
}

attributes! {
    /// Base form of the word.
    Lemma "lemma",
    /// Part of speech.
    Tag "tag",
    /// The word in any case.
    Word "word",
    /// How it is built: `Xx`, `d:d`.
    Shape "shape",
    /// How it is written: `lower`, `title`, `upper`, `mixed`.
    Case "case",
    /// A lexicon that lists the phrase.
    Lex "lex",
    /// A type that the phrase has.
    Type "type",
    /// The lexicon entry that the phrase names.
    Entity "entity",
    /// A whole group: `noun`, `verb`.
    Group "group",
    /// Of a verb group: `active`, `passive`.
    Voice "voice",
    /// Of a verb group: `past`, `present`, `future`.
    Tense "tense",
    /// Of a verb group: `yes`, `no`.
    Negated "negated",
    /// A test written in Rust.
    Is "is",
}

impl Node {
    /// A node.
    pub fn new(kind: NodeKind, span: ByteSpan) -> Self {
        Self { kind, span }
    }

    /// Visits this node and all below it.
    pub fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        match &self.kind {
            NodeKind::Seq(parts) | NodeKind::Alt(parts) | NodeKind::Macro(_, parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            NodeKind::Repeat(body, _)
            | NodeKind::Look(_, body)
            | NodeKind::Capture(Capture { body: Some(body), .. }) => body.walk(visit),
            _ => {}
        }
    }
}

impl Test {
    /// Visits every attribute.
    pub fn walk<'t>(&'t self, visit: &mut impl FnMut(&'t Is)) {
        match self {
            Self::All(tests) | Self::Any(tests) => tests.iter().for_each(|t| t.walk(visit)),
            Self::Not(test) => test.walk(visit),
            Self::Is(is) => visit(is),
            Self::Broken => {}
        }
    }
}
