//! What an explanation says, as data: the text view and the JSON view print this and nothing else.
//!
//! Invariant: offsets count code points of the raw text, as everywhere in the output; groups are named `g0`, `g1` …,
//! verbs `v0`, `v1` …, counted through the article.

use dateline_model::{CharSpan, Event, Extraction, Status};
use serde::Serialize;

/// How a text was understood.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// What the adapter made of the document.
    pub article: ArticleView,
    /// The sentences, headline first.
    pub sentences: Vec<SentenceView>,
    /// What became of the rule that was asked for.
    pub rule: Option<RuleView>,
    /// The output for the text.
    pub extraction: Extraction,
}

/// A document behind its adapter: whose it is, and which parts are what.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// Id of the outlet.
    pub outlet: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The town that it was written in.
    pub dateline: Option<Piece>,
    /// Who wrote it.
    pub byline: Option<Piece>,
    /// Its blocks in the order of the text: `headline`, `paragraph`, `boilerplate` …
    pub blocks: Vec<BlockView>,
}

/// One block.
#[derive(Debug, Clone, Serialize)]
pub struct BlockView {
    /// What it is.
    pub kind: String,
    /// Where it is.
    pub at: Piece,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Where it is.
    pub span: CharSpan,
    /// The words.
    pub text: String,
}

/// One sentence.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceView {
    /// The sentence.
    pub at: Piece,
    /// It is a headline.
    pub headline: bool,
    /// False when nothing in it can hold an event, so that it was not analysed further.
    pub analysed: bool,
    /// Its tokens.
    pub tokens: Vec<TokenView>,
    /// Its noun groups.
    pub groups: Vec<GroupView>,
    /// Its verb groups.
    pub verbs: Vec<VerbView>,
    /// Triggers that were tried: those that became mentions and those that did not.
    pub triggers: Vec<TriggerView>,
}

/// One token.
#[derive(Debug, Clone, Serialize)]
pub struct TokenView {
    /// Where it is.
    pub span: CharSpan,
    /// The word.
    pub text: String,
    /// Its lemma.
    pub lemma: String,
    /// Its Penn tag.
    pub tag: &'static str,
    /// What phrases that begin here mean: `type:person`, `trigger:pack/arrest`, `cue:pack/denied`, `class:Report`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<String>,
}

/// A link to a noun group under a preposition.
#[derive(Debug, Clone, Serialize)]
pub struct PrepView {
    /// The preposition.
    pub word: String,
    /// The group.
    pub group: String,
}

/// One noun group.
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// `g0`, `g1` …
    pub id: String,
    /// The group.
    pub at: Piece,
    /// Its head word.
    pub head: String,
    /// What kind of group it is.
    pub kind: String,
    /// Types of its head, nearest first, `thing` left out.
    pub types: Vec<String>,
    /// The lexicon entry of its head.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The actor named in its modifiers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// Its number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// How it hangs: `subject of v1`, `under “in”`, `possessor g0`, `list with g4`.
    pub links: Vec<String>,
    /// Prepositions that hang on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preps: Vec<PrepView>,
}

/// One verb group.
#[derive(Debug, Clone, Serialize)]
pub struct VerbView {
    /// `v0`, `v1` …
    pub id: String,
    /// The group.
    pub at: Piece,
    /// Lemma of the main verb.
    pub lemma: String,
    /// `finite passive past`, `gerund`, `finite negated modal(may) present`.
    pub form: String,
    /// How it hangs: `main`, `infinitive of v0`, `relative clause on g2, its subject`.
    pub relation: String,
    /// Surface subject.
    pub subject: Option<String>,
    /// Surface object.
    pub object: Option<String>,
    /// Second object.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second: Option<String>,
    /// Prepositions that hang on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub preps: Vec<PrepView>,
    /// `trigger:pack/arrest`, `cue:pack/planned`, `class:Light`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub means: Vec<String>,
}

/// One trigger of one rule.
#[derive(Debug, Clone, Serialize)]
pub struct TriggerView {
    /// Full id of the rule.
    pub rule: String,
    /// The trigger.
    pub at: Piece,
    /// Every form that was tried, and how far each came; empty for what was given up before that.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forms: Vec<FormView>,
    /// Its roles, the filled and the empty.
    pub roles: Vec<RoleView>,
    /// What became of it.
    pub outcome: Outcome,
}

/// One form that was tried for a trigger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormView {
    /// The form's id.
    pub form: &'static str,
    /// The trigger is read in this form.
    pub read: bool,
    /// What it asks for and finds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<&'static str>,
    /// The first thing that it asks for and does not find.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wants: Option<&'static str>,
}

/// What became of a trigger.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It tells of an event.
    Mention(Box<MentionView>),
    /// It does not, for this reason.
    Stopped(String),
}

/// A trigger that tells of an event.
#[derive(Debug, Clone, Serialize)]
pub struct MentionView {
    /// The form's id.
    pub form: &'static str,
    /// Done, meant, denied, old.
    pub status: Status,
    /// Why it has that status.
    pub why: String,
    /// A toll over a period.
    pub aggregate: bool,
    /// The trigger of the event that it results from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
    /// The event in the output.
    pub event: Option<Event>,
}

/// One role of a tried trigger.
#[derive(Debug, Clone, Serialize)]
pub struct RoleView {
    /// Its name.
    pub role: String,
    /// Without a filler there is no event.
    pub required: bool,
    /// Types that may fill it.
    pub types: Vec<String>,
    /// Places where fillers stand.
    pub at: Vec<String>,
    /// The words that fill it.
    pub filler: Option<String>,
    /// For an empty role: what was found, and why it does not fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<MisfitView>,
}

/// Something that could not fill a role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MisfitView {
    /// The words.
    pub text: String,
    /// Where it stands: `subject`, `object`, `on`.
    pub place: String,
    /// Its types.
    pub types: Vec<String>,
    /// Why it does not fit.
    pub reason: Misfit,
}

/// Why something does not fit a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Misfit {
    /// The role is not filled from that place.
    Place,
    /// The role takes no such type.
    Type,
    /// No lexicon lists the word, and the role takes listed words alone.
    Unlisted,
    /// It fills another role.
    Taken,
    /// It fits; the trigger came to nothing for another reason, or a better filler came first.
    Fits,
}

/// What became of one rule.
#[derive(Debug, Clone, Serialize)]
pub struct RuleView {
    /// Full id.
    pub id: String,
    /// It told of an event.
    pub matched: bool,
    /// Why not, where no trigger was even tried; the reasons of tried triggers stand with them.
    pub reasons: Vec<String>,
}
