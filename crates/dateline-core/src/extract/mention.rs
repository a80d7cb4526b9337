//! A mention: one trigger with its roles, number and status.

use std::ops::Range;

use dateline_model::Status;
use smallvec::SmallVec;

use crate::analysis::model::{Analysis, GroupId, VerbId};
use crate::compile::EntryId;

use super::Form;

/// What fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoleFiller {
    /// A noun group, the first of its coordination.
    Group(GroupId),
    /// As many members of a coordination from this one on ("four guards" of "four guards and six attackers").
    Part(GroupId, u8),
    /// A modifier inside the trigger's own group ("an ISIS attack").
    Modifier(Range<u32>, EntryId),
}

impl RoleFiller {
    /// The group that fills the role, or the first of them.
    pub fn group(&self) -> Option<GroupId> {
        match self {
            Self::Group(first) | Self::Part(first, _) => Some(*first),
            Self::Modifier(..) => None,
        }
    }

    /// All groups that fill the role.
    pub fn groups<'a>(&self, analysis: &'a Analysis) -> impl Iterator<Item = GroupId> + use<'a> {
        let many = if let Self::Part(_, many) = self { usize::from(*many) } else { usize::MAX };
        self.group().into_iter().flat_map(|first| analysis.members(first)).take(many)
    }
}

/// What a count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountOf {
    /// The filler of the role with this number.
    Role(u8),
    /// The deeds themselves ("two attacks").
    Event,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountValue {
    /// Least number.
    pub min: u64,
    /// Greatest number; `None` is open.
    pub max: Option<u64>,
    /// "about 30".
    pub approximate: bool,
    /// What it counts.
    pub of: CountOf,
    /// The words, unless a singular implies it.
    pub tokens: Option<Range<u32>>,
}

/// Why a mention has its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nothing said otherwise.
    Default,
    /// A negation in the verb group, or "no" before the noun.
    Negation,
    /// A modal.
    Modal,
    /// The future tense.
    Future,
    /// A purpose or intention ("to target").
    Purpose,
    /// The cue with this number.
    Cue(u32),
    /// The rule itself.
    Rule,
    /// The event that this one results from.
    Cause,
}

/// One place in the text where something is said to have happened.
#[derive(Debug, Clone)]
pub struct Mention {
    /// The frame.
    pub frame: u32,
    /// The form.
    pub form: Form,
    /// The trigger's tokens.
    pub trigger: Range<u32>,
    /// The sentence.
    pub sentence: u32,
    /// The clause in the sentence.
    pub clause: u16,
    /// The trigger verb.
    pub verb: Option<VerbId>,
    /// The trigger noun's group, or the group that a state is said of.
    pub noun: Option<GroupId>,
    /// The verb that makes an event of the noun (light, announcing, resulting, happening).
    pub support: Option<VerbId>,
    /// Role numbers with fillers.
    pub roles: SmallVec<[(u8, RoleFiller); 4]>,
    /// How many.
    pub count: Option<CountValue>,
    /// Done, meant, denied, old.
    pub status: Status,
    /// Why it has that status.
    pub why: Why,
    /// A toll over a period.
    pub aggregate: bool,
    /// The count is of all told so far.
    pub total: bool,
    /// The mention that this one results from, by index; the agent, place and time are its own where not said.
    pub cause: Option<u32>,
    /// The share of what is counted that this mention tells of alone ("and another in Tikrit").
    pub share: Option<GroupId>,
    /// The logical subject, also where its type fits no role ("the operation led to").
    pub subject: Option<GroupId>,
    /// The subject of an announcing verb: who says so.
    pub announcer: Option<GroupId>,
}

/// A noun that names a deed as known and says nothing of it: "the bombing". Which one is meant, the article tells.
#[derive(Debug, Clone)]
pub struct Reference {
    /// The frame.
    pub frame: u32,
    /// The trigger's tokens.
    pub trigger: Range<u32>,
}

/// What the rules find in an article, each in text order.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Where something is said to have happened.
    pub mentions: Vec<Mention>,
    /// Where it is named again; never over the words of a mention.
    pub references: Vec<Reference>,
}

impl Found {
    /// Makes room for the next article.
    pub fn clear(&mut self) {
        self.mentions.clear();
        self.references.clear();
    }
}

impl Mention {
    /// The filler of a role.
    pub fn role(&self, number: u8) -> Option<&RoleFiller> {
        self.roles.iter().find(|(n, _)| *n == number).map(|(_, f)| f)
    }
}
