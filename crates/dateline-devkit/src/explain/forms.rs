//! What forms ask for, in words, and how far a trigger came.
//!
//! Invariant: which form holds is the engine's finding; here it is only said.

use std::ops::Range;

use dateline_core::analysis::model::GroupId;
use dateline_core::extract::{Argument, Ask, Attempt, Form, Tried, admits};

use super::names::Names;
use super::tree::FormView;

/// Of the forms tried, the one that is read first; then the nearest.
pub(super) fn views(read: Option<Form>, share: bool, tried: &[Tried]) -> Vec<FormView> {
    let is_share = |tried: &Tried| share && read == Some(tried.form);
    let views = tried.iter().map(|tried| if is_share(tried) { shared(tried.form) } else { view(read, tried) });
    let mut views: Vec<FormView> = views.collect();
    views.sort_by_key(|view| (!view.read, view.wants.is_some(), std::cmp::Reverse(view.held.len())));
    views
}

/// "and another in Balad": the form of an event that an earlier trigger tells of, too.
fn shared(form: Form) -> FormView {
    FormView { form: form.id(), read: true, held: vec!["a share of the number before it"], wants: None }
}

fn view(read: Option<Form>, tried: &Tried) -> FormView {
    FormView {
        form: tried.form.id(),
        read: read == Some(tried.form),
        held: tried.held.iter().copied().map(words).collect(),
        wants: tried.missing.map(words),
    }
}

fn words(ask: Ask) -> &'static str {
    match ask {
        Ask::OwnClause => "a clause of its own",
        Ask::Active => "an active verb",
        Ask::Passive => "a passive verb",
        Ask::Present => "the present tense",
        Ask::Participle => "a participle without auxiliary",
        Ask::Quoted => "quotation marks around it",
        Ask::Unquoted => "no quotation marks around it",
        Ask::Headline => "a headline",
        Ask::RelativeClause => "a relative clause",
        Ask::PronounSubject => "the relative pronoun as its subject",
        Ask::PronounObject => "the relative pronoun as its object",
        Ask::BehindNoun => "a participle behind a noun",
        Ask::Renames => "that noun beside a name for the same",
        Ask::NoRenaming => "that noun alone",
        Ask::Left => "a verb such as “leave” before that",
        Ask::OnVerb => "a participle clause on another verb",
        Ask::BehindPreposition => "a gerund behind a preposition",
        Ask::Governed => "an infinitive, or a gerund behind a verb such as “begin”",
        Ask::Joined => "an earlier verb that it is joined to",
        Ask::ObjectOfVerb => "a verb whose object the noun is",
        Ask::LightVerb => "that verb such as “carry out”",
        Ask::AnnouncingVerb => "that verb such as “announce”",
        Ask::ResultVerb => "that verb such as “result in”",
        Ask::Happens => "a verb such as “be” or “happen” that the noun is the subject of",
        Ask::RolePossessive => "a role in the possessive",
        Ask::RolePreposition => "a role behind a preposition",
        Ask::RoleBefore => "a role in the words before the noun",
        Ask::BeforeCounted => "a counted noun behind it",
        Ask::BehindBearer => "the noun that it is said of before it",
        Ask::BehindVerb => "a verb such as “be” before it",
    }
}

impl Names<'_> {
    /// What matched, what was expected, and what stands there instead.
    pub(super) fn unfilled(&self, attempt: &Attempt, number: u8) -> String {
        let frame = &self.trace.ctx.program.frames[attempt.frame as usize];
        let fits = |argument: &&Argument, role: &dateline_core::compile::RoleProgram| {
            role.at.contains(&argument.place) && admits(self.trace.ctx, role, argument)
        };
        let role = &frame.roles[usize::from(number)];
        let others = frame.roles.iter().enumerate().filter(|(other, _)| *other != usize::from(number));
        let filled = others.filter(|(_, role)| attempt.arguments.iter().any(|a| fits(&a, role)));
        let mut matched = vec![format!("“{}”", self.piece(attempt.trigger.clone()).text)];
        matched.extend(filled.map(|(_, role)| role.name.to_string()));
        let last = matched.pop().unwrap_or_default();
        let matched = if matched.is_empty() { last } else { format!("{} and {last}", matched.join(", ")) };
        let found = match self.behind(attempt.trigger.end) {
            Some(tokens) => {
                let piece = self.piece(tokens);
                format!("“{}” at {}", piece.text, piece.span.start)
            }
            None => "no further group".to_owned(),
        };
        format!("{matched} matched; {} ({}) expected, found {found}", role.name, self.types_wanted(role.types))
    }

    /// The next noun group behind a token in its sentence, with the preposition before it.
    fn behind(&self, at: u32) -> Option<Range<u32>> {
        let analysis = self.trace.analysis;
        let parts = analysis.sentences.iter().find(|parts| parts.sentence.tokens.contains(&at.saturating_sub(1)))?;
        let group = parts.groups.clone().map(GroupId).map(|id| analysis.group(id)).find(|g| g.tokens.start >= at)?;
        let from = match group.governor {
            Some(word) => (at..group.tokens.start).rev().find(|i| analysis.tokens[*i as usize].word == word),
            None => None,
        };
        Some(from.unwrap_or(group.tokens.start)..group.tokens.end)
    }
}
