//! One sentence of the analysis as a tree.

use std::collections::BTreeMap;

use dateline_core::analysis::model::{GroupId, VerbId};
use dateline_core::compile::RoleProgram;
use dateline_core::extract::{Argument, Attempt, Mention, Open, RoleFiller, Stop, admits};

use super::forms::views;
use super::names::{Names, group_id, verb_id};
use super::tree::{
    GroupView, MentionView, Misfit, MisfitView, Outcome, RoleView, SentenceView, TokenView, TriggerView, VerbView,
};

/// Tokens of a trigger, and the frame.
type Key = (u32, u32, u32);

impl Names<'_> {
    pub(super) fn sentence(&self, number: usize) -> SentenceView {
        let analysis = self.trace.analysis;
        let parts = &analysis.sentences[number];
        let tokens = parts.sentence.tokens.clone();
        SentenceView {
            at: self.piece(tokens.clone()),
            headline: parts.headline,
            analysed: parts.deep,
            tokens: tokens.map(|at| self.token(number, at)).collect(),
            groups: parts.groups.clone().map(|g| self.group(GroupId(g))).collect(),
            verbs: parts.verbs.clone().map(|v| self.verb(VerbId(v))).collect(),
            triggers: self.triggers(number),
        }
    }

    fn token(&self, sentence: usize, at: u32) -> TokenView {
        let analysis = self.trace.analysis;
        let token = analysis.tokens[at as usize];
        let hits = analysis.sentences[sentence].hits.clone();
        let hits = &analysis.hits[hits.start as usize..hits.end as usize];
        let means = hits.iter().filter(|hit| hit.tokens.start == at).map(|hit| {
            let meaning = self.meaning(hit.meaning);
            if hit.tokens.len() == 1 {
                meaning
            } else {
                format!("{meaning} “{}”", self.piece(hit.tokens.clone()).text)
            }
        });
        let mut means: Vec<String> = means.collect();
        means.dedup();
        TokenView {
            span: self.offsets.chars(token.span),
            text: token.raw(self.trace.ctx.text).to_owned(),
            lemma: self.trace.ctx.words.text(token.lemma).to_owned(),
            tag: token.tag.penn(),
            means,
        }
    }

    fn group(&self, id: GroupId) -> GroupView {
        let analysis = self.trace.analysis;
        let group = analysis.group(id);
        let mut links = Vec::new();
        if let Some(verb) = group.verb {
            let of = analysis.verb(verb);
            let as_what = match Some(id) {
                found if of.subject == found => "subject",
                found if of.object == found => "object",
                found if of.second == found => "second object",
                _ => "argument",
            };
            links.push(format!("{as_what} of {}", verb_id(verb)));
        }
        links.extend(group.governor.map(|word| format!("under “{}”", self.trace.ctx.words.text(word))));
        for (what, link) in [
            ("possessor", group.possessor),
            ("list begins with", group.first),
            ("list goes on with", group.next),
            ("renames", group.apposition),
            ("including", group.including),
        ] {
            links.extend(link.map(|g| format!("{what} {}", group_id(g))));
        }
        GroupView {
            id: group_id(id),
            at: self.piece(group.tokens.clone()),
            head: analysis.tokens[group.head as usize].raw(self.trace.ctx.text).to_owned(),
            kind: format!("{:?}", group.kind).to_lowercase(),
            types: self.types(group.types),
            entry: group.entry.map(|e| self.entry(e)),
            affiliation: group.affiliation.map(|e| self.entry(e)),
            number: group.quantity.map(|q| self.number(q)),
            links,
            preps: self.preps(&group.preps),
        }
    }

    fn number(&self, quantity: u32) -> String {
        let quantity = &self.trace.analysis.quantities[quantity as usize];
        let kind = format!("{:?}", quantity.kind).to_lowercase();
        match quantity.max {
            Some(max) if max == quantity.min => format!("{kind} {max}"),
            Some(max) => format!("{kind} {} to {max}", quantity.min),
            None => format!("{kind} {} or more", quantity.min),
        }
    }

    fn verb(&self, id: VerbId) -> VerbView {
        let verb = self.trace.analysis.verb(id);
        VerbView {
            id: verb_id(id),
            at: self.piece(verb.tokens.clone()),
            lemma: self.trace.ctx.words.text(verb.lemma).to_owned(),
            form: self.verb_form(verb),
            relation: self.relation(verb.relation),
            subject: verb.subject.map(group_id),
            object: verb.object.map(group_id),
            second: verb.second.map(group_id),
            preps: self.preps(&verb.preps),
            means: verb.meanings.iter().map(|m| self.verb_meaning(*m)).collect(),
        }
    }

    /// Tried triggers and mentions, by place; a mention that was never tried (a pattern's, a toll's) stands alone.
    fn triggers(&self, sentence: usize) -> Vec<TriggerView> {
        let tokens = self.trace.analysis.sentences[sentence].sentence.tokens.clone();
        // The last report on a trigger stands.
        let mut tried: BTreeMap<Key, Attempt> = BTreeMap::new();
        for attempt in self.trace.attempts.iter().filter(|a| tokens.contains(&a.trigger.start)) {
            let key = (attempt.trigger.start, attempt.trigger.end, attempt.frame);
            match tried.get_mut(&key) {
                // What takes it away later does not know how far it had come.
                Some(before) if attempt.forms.is_empty() => before.stop.clone_from(&attempt.stop),
                _ => drop(tried.insert(key, attempt.clone())),
            }
        }
        // One trigger may tell of several events ("four in Samarra and another in Balad").
        let mut found: BTreeMap<Key, Vec<(usize, &Mention)>> = BTreeMap::new();
        for (number, mention) in self.trace.mentions.iter().enumerate().filter(|(_, m)| m.sentence as usize == sentence)
        {
            let key = (mention.trigger.start, mention.trigger.end, mention.frame);
            found.entry(key).or_default().push((number, mention));
        }
        let mut keys: Vec<_> = tried.keys().chain(found.keys()).copied().collect();
        keys.sort_unstable();
        keys.dedup();
        let mut views = Vec::new();
        for key in keys {
            let attempt = tried.get(&key);
            match found.get(&key) {
                Some(mentions) => views.extend(mentions.iter().map(|m| self.trigger(key, attempt, Some(*m)))),
                None => views.push(self.trigger(key, attempt, None)),
            }
        }
        views
    }

    fn trigger(
        &self,
        (start, end, frame): Key,
        attempt: Option<&Attempt>,
        mention: Option<(usize, &Mention)>,
    ) -> TriggerView {
        let outcome = match (mention, attempt.and_then(|a| Some((a, a.stop.as_ref()?)))) {
            (Some((number, mention)), _) => Outcome::Mention(Box::new(self.mention(number, mention))),
            (None, Some((attempt, stop))) => Outcome::Stopped(self.stop(attempt, stop)),
            (None, None) => Outcome::Stopped("a later step took it away".to_owned()),
        };
        let reached = attempt.is_some_and(|a| !a.arguments.is_empty() || matches!(a.stop, Some(Stop::Role(_))));
        TriggerView {
            rule: self.trace.ctx.program.frames[frame as usize].id.to_string(),
            at: self.piece(start..end),
            forms: attempt.map_or_else(Vec::new, |a| {
                let found = mention.map(|(_, m)| m);
                views(found.map(|m| m.form).or(a.form), found.is_some_and(|m| m.share.is_some()), &a.forms)
            }),
            roles: if reached || mention.is_some() {
                self.roles(frame, attempt, mention.map(|(_, m)| m))
            } else {
                Vec::new()
            },
            outcome,
        }
    }

    fn mention(&self, number: usize, mention: &Mention) -> MentionView {
        let id = format!("v{number}");
        let cause = mention.cause.and_then(|c| self.trace.mentions.get(c as usize));
        MentionView {
            form: mention.form.id(),
            status: mention.status,
            why: self.why(mention.why),
            aggregate: mention.aggregate,
            cause: cause.map(|m| self.piece(m.trigger.clone()).text),
            event: self.trace.extraction.events.iter().find(|e| e.id == id).cloned(),
        }
    }

    fn roles(&self, frame: u32, attempt: Option<&Attempt>, mention: Option<&Mention>) -> Vec<RoleView> {
        let frame = &self.trace.ctx.program.frames[frame as usize];
        let fills_some = |filler: &RoleFiller| mention.is_some_and(|m| m.roles.iter().any(|(_, f)| f == filler));
        let view = |(number, role): (usize, &RoleProgram)| {
            let filler = mention.and_then(|m| m.role(number as u8));
            let misfit = |argument: &Argument| MisfitView {
                text: self.filler(&argument.filler),
                place: self.place(argument.place),
                types: self.types(argument.types),
                reason: if !role.at.contains(&argument.place) {
                    Misfit::Place
                } else if fills_some(&argument.filler) {
                    Misfit::Taken
                } else if admits(self.trace.ctx, role, argument) {
                    Misfit::Fits
                } else if argument.open == Open::Unlisted {
                    Misfit::Unlisted
                } else {
                    Misfit::Type
                },
            };
            // What fills another role and stands elsewhere is no candidate for this one.
            let candidate = |a: &&Argument| role.at.contains(&a.place) || !fills_some(&a.filler);
            let found = attempt.filter(|_| filler.is_none()).map(|a| {
                let mut found: Vec<MisfitView> = a.arguments.iter().filter(candidate).map(misfit).collect();
                found.dedup();
                found
            });
            RoleView {
                role: role.name.to_string(),
                required: role.required,
                types: self.types(role.types),
                at: role.at.iter().map(|p| self.place(*p)).collect(),
                filler: filler.map(|f| self.filler(f)),
                found: found.unwrap_or_default(),
            }
        };
        frame.roles.iter().enumerate().map(view).collect()
    }
}
