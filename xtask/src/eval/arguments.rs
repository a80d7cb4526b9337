//! `argument_f1`: subjects, objects and by-agents of verbs against the dependency graph.
//!
//! An argument is a triple: the verb's token, the class, and the last token of the argument's head (of "Barack Obama":
//! `Obama`, as in our groups). Gold is the enhanced graph, in which the members of a coordination and the antecedent of a
//! relative pronoun are arguments themselves, for verbs tagged VERB: nsubj and nsubj:pass are subjects, obj and iobj
//! objects, obl:agent the agent. Left out are arguments that are relative or interrogative pronouns themselves, or
//! clauses. Ours: a verb's subject, its two objects, and the by-group of a passive, each with the members of its
//! coordination; copulas have none.
//!
//! The antecedent of a relative pronoun is the object of its clause's verb, where that has no other ("the cities which
//! they held"); where no pronoun stands ("the cities they held") gold's graph has none, and ours is not counted. What
//! a verb says something is or is called ("became mayor", "named it Hope") is no object. Of "there is a plan" the plan is
//! the subject. A group with a preposition inside ("a lot of praise") is placed by the word before it, as gold heads it,
//! unless it is an owner's ("the Bank of Mosul's guards"); the noun in a verb's phrase ("took place") is its object; a name right behind what it renames
//! ("the mayor Luca Pastorino") is one argument with it, placed by its last word on both sides.
//!
//! A verb's phrase that ends in a preposition ("ask for help") has no object here, as gold heads it. Where gold's words are
//! longer than ours ("Min-Woo"), a token of ours stands for the word that it is a part of.
//!
//! The subject of a verb without tense is often implied only, and then not annotated: ours counts as found only where
//! gold gives that verb some subject.

use std::collections::BTreeSet;

use dateline_core::analysis::Context;
use dateline_core::analysis::model::{Analysis, GroupId, Relation, VerbForm, VerbGroup};
use dateline_core::compile::WordClass;
use dateline_core::text::Tag;
use dateline_model::ByteSpan;

use super::gold::GoldArticle;
use super::noun_groups::{last_of_group, window};
use super::{Bench, Figure, Matches};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    Subject,
    Object,
    Agent,
}

const CLASSES: [(Class, &str); 3] = [(Class::Subject, "subject"), (Class::Object, "object"), (Class::Agent, "agent")];

type Argument = (ByteSpan, Class, ByteSpan);

#[derive(Default)]
pub(super) struct Counts {
    classes: [Matches; 3],
}

impl Counts {
    pub(super) fn add(&mut self, bench: &Bench, gold: &GoldArticle, ctx: Context<'_>, analysis: &Analysis) {
        let wanted = wanted(gold);
        let has_subject: BTreeSet<ByteSpan> = wanted.iter().filter(|a| a.1 == Class::Subject).map(|a| a.0).collect();
        let places = places(gold);
        let found: BTreeSet<Argument> = found(ctx, analysis, &has_subject)
            .into_iter()
            .map(|(verb, class, last)| (whole(&places, verb), class, whole(&places, last)))
            .collect();
        for (matches, (class, _)) in self.classes.iter_mut().zip(CLASSES) {
            matches.gold += wanted.iter().filter(|a| a.1 == class).count();
            matches.found += found.iter().filter(|a| a.1 == class).count();
            matches.right += wanted.intersection(&found).filter(|a| a.1 == class).count();
        }
        let mut verbs: BTreeSet<(ByteSpan, Class)> = BTreeSet::new();
        verbs.extend(wanted.symmetric_difference(&found).map(|(verb, class, _)| (*verb, *class)));
        for (verb, class) in verbs {
            let of = |all: &BTreeSet<Argument>| {
                let own = all.iter().filter(|a| (a.0, a.1) == (verb, class));
                own.map(|a| format!("[{}]", a.2.slice(&gold.text))).collect::<String>()
            };
            let detail = || {
                format!(
                    "{}: gold {} ours {}   … {}",
                    verb.slice(&gold.text),
                    of(&wanted),
                    of(&found),
                    window(&gold.text, verb.start as usize)
                )
            };
            bench.error(CLASSES[class as usize].1, detail);
        }
    }

    pub(super) fn figures(&self) -> Vec<Figure> {
        let sum = self.classes.iter().fold(Matches::default(), |a, b| Matches {
            gold: a.gold + b.gold,
            found: a.found + b.found,
            right: a.right + b.right,
        });
        let mut figures = vec![("argument_f1".to_owned(), sum.f1())];
        for (matches, (_, name)) in self.classes.iter().zip(CLASSES) {
            figures.push((format!("{name}_f1"), matches.f1()));
            figures.push((format!("{name}_precision"), matches.precision()));
            figures.push((format!("{name}_recall"), matches.recall()));
        }
        figures
    }
}

/// Gold's words in their order.
fn places(gold: &GoldArticle) -> Vec<ByteSpan> {
    let mut all: Vec<ByteSpan> = gold
        .sentences
        .iter()
        .flat_map(|s| &s.words)
        .filter_map(|w| w.span.as_ref())
        .map(|w| ByteSpan::new(w.start, w.end))
        .collect();
    all.sort_by_key(|span| (span.start, span.end));
    all
}

/// The word of gold that one of ours is a part of, or the word itself.
fn whole(places: &[ByteSpan], own: ByteSpan) -> ByteSpan {
    let next = places.partition_point(|place| place.start <= own.start);
    places[..next].last().copied().filter(|place| place.end >= own.end).unwrap_or(own)
}

fn wanted(gold: &GoldArticle) -> BTreeSet<Argument> {
    let mut out = BTreeSet::new();
    for sentence in &gold.sentences {
        for (i, word) in sentence.words.iter().enumerate() {
            if matches!(word.xpos.as_str(), "WP" | "WDT" | "WP$") || matches!(word.upos.as_str(), "VERB" | "AUX") {
                continue;
            }
            for (head, relation) in &word.graph {
                let class = match relation.as_str() {
                    "nsubj" | "nsubj:pass" | "nsubj:xsubj" | "nsubj:pass:xsubj" => Class::Subject,
                    "obj" | "iobj" => Class::Object,
                    "obl:agent" => Class::Agent,
                    _ => continue,
                };
                let Some(verb) = sentence.words.get(*head).filter(|verb| verb.upos == "VERB") else { continue };
                let last = &sentence.words[last_of_group(sentence, i)];
                if let (Some(verb), Some(last)) = (&verb.span, &last.span) {
                    out.insert((ByteSpan::new(verb.start, verb.end), class, ByteSpan::new(last.start, last.end)));
                }
            }
        }
    }
    out
}

/// The token that a group is placed by.
fn head(analysis: &Analysis, id: GroupId) -> u32 {
    let group = analysis.group(id);
    let tag = |i: u32| analysis.tokens[i as usize].tag;
    let owner = (group.tokens.start..group.head).rfind(|i| tag(*i) == Tag::Poss);
    let start = owner.map_or(group.tokens.start, |mark| mark + 1);
    if let Some(of) = (start + 1..group.head).find(|i| tag(*i) == Tag::In) {
        return of - 1;
    }
    let name = group.apposition.map(|a| analysis.group(a)).filter(|name| name.tokens.start == group.tokens.end);
    name.map_or(group.head, |name| name.head)
}

/// Right behind the verb stands a preposition that governs nothing.
fn is_stranded(analysis: &Analysis, verb: &VerbGroup) -> bool {
    let tag = |at: u32| analysis.tokens.get(at as usize).map(|token| token.tag);
    let governs = || verb.preps.iter().any(|p| analysis.group(p.group).tokens.start == verb.tokens.end + 1);
    matches!(tag(verb.tokens.end), Some(Tag::In | Tag::To)) && !governs()
}

/// "ask for help", "cracked down on smugglers": the object of a verb's phrase that ends in a preposition.
fn is_behind_phrase(analysis: &Analysis, verb: &VerbGroup, group: GroupId) -> bool {
    let ends = verb.particle.as_ref().filter(|p| p.end == analysis.group(group).tokens.start).map(|p| p.end - 1);
    ends.is_some_and(|at| matches!(analysis.tokens[at as usize].tag, Tag::In | Tag::To))
}

/// "took place", "opened fire": the noun that is part of a verb's phrase.
fn noun_of_phrase(analysis: &Analysis, verb: &VerbGroup) -> Option<u32> {
    let mut phrase = verb.particle.clone().filter(|p| p.start == verb.tokens.end && !verb.passive)?;
    phrase.find(|at| analysis.tokens[*at as usize].tag.is_noun())
}

/// Between the antecedent and its clause's verb stands a relative pronoun.
fn has_pronoun(analysis: &Analysis, antecedent: GroupId, verb: &VerbGroup) -> bool {
    let between = analysis.group(antecedent).tokens.end..verb.tokens.start;
    between.into_iter().any(|at| matches!(analysis.tokens[at as usize].tag, Tag::Wp | Tag::Wdt | Tag::PronWdt))
}

fn found(ctx: Context<'_>, analysis: &Analysis, has_subject: &BTreeSet<ByteSpan>) -> BTreeSet<Argument> {
    let mut out = BTreeSet::new();
    for verb in &analysis.verbs {
        let place = analysis.tokens[verb.head as usize].span;
        if verb.copula {
            let exists = verb.subject.is_some_and(|s| analysis.tokens[analysis.group(s).head as usize].tag == Tag::Ex);
            for member in verb.object.filter(|_| exists).into_iter().flat_map(|group| analysis.members(group)) {
                out.insert((place, Class::Subject, analysis.tokens[head(analysis, member) as usize].span));
            }
            continue;
        }
        if let Some(noun) = noun_of_phrase(analysis, verb) {
            out.insert((place, Class::Object, analysis.tokens[noun as usize].span));
        }
        let mut add = |class: Class, group: GroupId| {
            for member in analysis.members(group) {
                out.insert((place, class, analysis.tokens[head(analysis, member) as usize].span));
            }
        };
        let has_tense = matches!(verb.form, VerbForm::Finite | VerbForm::Bare);
        if let Some(group) = verb.subject.filter(|_| has_tense || has_subject.contains(&place)) {
            add(Class::Subject, group);
        }
        let is = |class| ctx.program.grammar.is(verb.lemma, class);
        let (copular, naming) = (is(WordClass::Copular), is(WordClass::Naming));
        let relative = match verb.relation {
            // "the pleasure they indulged in": the gap is the preposition's.
            Relation::RelativeObject(group)
                if verb.object.is_none()
                    && !verb.passive
                    && !is_stranded(analysis, verb)
                    && has_pronoun(analysis, group, verb) =>
            {
                Some(group)
            }
            _ => None,
        };
        let phrase = |group: &GroupId| is_behind_phrase(analysis, verb, *group);
        let objects = verb.object.filter(|group| !copular && !(naming && verb.passive) && !phrase(group)).into_iter();
        let objects = objects.chain(verb.second.filter(|group| !naming && !phrase(group)));
        objects.chain(relative).for_each(|group| add(Class::Object, group));
        let by = verb.preps.iter().filter(|p| verb.passive && ctx.program.grammar.is(p.word, WordClass::By));
        by.for_each(|p| add(Class::Agent, p.group));
    }
    out
}
