//! Verb groups: auxiliaries, voice, tense, polarity, and what the verb means.
//!
//! Invariant: a group holds one full verb, or a copula alone.

use std::ops::Range;

use smallvec::SmallVec;

use crate::compile::{VerbMeaning, WordClass};
use crate::text::{Tag, WordId, opens_quotation};

use super::super::context::{Context, View};
use super::super::model::{Relation, Tense, VerbForm, VerbGroup};
use super::super::spots::Marks;

/// Reads a verb group at `at`.
pub(super) fn verb_group(ctx: Context<'_>, view: View<'_>, at: u32) -> Option<(VerbGroup, u32)> {
    let first = view.tag(at);
    if !(first.is_verb() || first.is_aux() || matches!(first, Tag::To | Tag::Not | Tag::Rb | Tag::Rbr | Tag::Rbs)) {
        return None;
    }
    let mut i = at;
    let mut infinitive = false;
    let (mut modal, mut negated, mut perfect, mut progressive, mut passive) = (None, false, false, false, false);
    let mut tense = None;
    let mut aux_head = None;
    let mut finite = false;
    let be = |i: u32| view.get(i).is_some_and(|t| ctx.is(t, WordClass::Passive));
    if view.tag(i) == Tag::To {
        let mut next = i + 1;
        while matches!(view.tag(next), Tag::Rb | Tag::Not) {
            next += 1;
        }
        if !matches!(view.tag(next), Tag::Vb | Tag::AuxVb | Tag::Vbp | Tag::Vbn | Tag::Vbd)
            || (next == i + 1 && matches!(view.tag(next), Tag::Vbn | Tag::Vbd))
        {
            return None;
        }
        infinitive = true;
        i += 1;
    }
    let head = loop {
        let token = view.get(i)?;
        match token.tag {
            Tag::Md => {
                modal = Some(token.lemma);
                finite = true;
                i += 1;
            }
            Tag::Not => {
                // "not only killed four but destroyed": both happened.
                negated |= !view.get(i + 1).is_some_and(|t| ctx.is(t, WordClass::Restrictive));
                i += 1;
            }
            Tag::Rb | Tag::Rbr | Tag::Rbs => {
                if ctx.is(token, WordClass::Never) {
                    negated = true;
                }
                i += 1;
            }
            // "to have shot down", "of having taken": the tagger may take the auxiliary for a full verb.
            tag if tag.is_aux()
                || (tag == Tag::Vb && infinitive || tag == Tag::Vbg)
                    && ctx.is(token, WordClass::Have)
                    && matches!(view.tag(i + 1), Tag::Vbn | Tag::Vbd | Tag::AuxVbn) =>
            {
                if aux_head.is_none() && !infinitive && modal.is_none() {
                    finite = matches!(tag, Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp);
                    tense = Some(if tag == Tag::AuxVbd { Tense::Past } else { Tense::Present });
                }
                aux_head = Some(i);
                i += 1;
            }
            // `had "neutralized" six`
            Tag::Punct
                if aux_head.is_some_and(|a| a + 1 == i)
                    && opens_quotation(view.raw(i, ctx.text))
                    && matches!(view.tag(i + 1), Tag::Vbn | Tag::Vbd) =>
            {
                i += 1;
            }
            // "have since retaken"
            Tag::In | Tag::Sconj
                if aux_head.is_some_and(|a| a + 1 == i)
                    && ctx.is(token, WordClass::Since)
                    && matches!(view.tag(i + 1), Tag::Vbn | Tag::Vbd) =>
            {
                i += 1;
            }
            tag if tag.is_verb() => {
                // A second verb without an auxiliary between belongs to another group.
                if let Some(aux) = aux_head {
                    match tag {
                        Tag::Vbn | Tag::Vbd if be(aux) => passive = true,
                        Tag::Vbn | Tag::Vbd => perfect = true,
                        Tag::Vbg if be(aux) => progressive = true,
                        _ => {}
                    }
                    let has = |a: u32| view.get(a).is_some_and(|t| ctx.is(t, WordClass::Have));
                    perfect |= (at..i).any(|a| view.tag(a).is_aux() && has(a));
                }
                break i;
            }
            _ => {
                // Adverbs alone make no verb group.
                let aux = aux_head?;
                i = aux + 1;
                // "were not": keep the negation inside.
                while matches!(view.tag(i), Tag::Not) {
                    i += 1;
                }
                break aux;
            }
        }
    };
    let token = view.get(head)?;
    let copula = token.tag.is_aux() && !is_full(ctx, view, at, head) || ctx.is(token, WordClass::Be);
    let end = if token.tag.is_aux() { i } else { head + 1 };
    let form = if infinitive {
        VerbForm::Infinitive
    } else if finite || aux_head.is_some_and(|a| a != head) {
        if finite {
            VerbForm::Finite
        } else if matches!(view.tag(at), Tag::AuxVbg | Tag::Vbg) {
            VerbForm::Gerund
        } else {
            VerbForm::Finite
        }
    } else {
        match token.tag {
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp => VerbForm::Finite,
            Tag::Vbg | Tag::AuxVbg => VerbForm::Gerund,
            Tag::Vbn | Tag::AuxVbn => VerbForm::Participle,
            _ if modal.is_some() => VerbForm::Finite,
            _ => VerbForm::Bare,
        }
    };
    let future = modal.is_some_and(|m| ctx.program.grammar.is(m, WordClass::Future));
    let tense = if future {
        Tense::Future
    } else {
        tense.unwrap_or(match token.tag {
            Tag::Vbz | Tag::Vbp | Tag::Vb | Tag::AuxVbz | Tag::AuxVbp => Tense::Present,
            _ => Tense::Past,
        })
    };
    let tense = if perfect && tense == Tense::Present { Tense::Past } else { tense };
    let (meanings, particle) = meanings(ctx, view, head, end);
    let verb = VerbGroup {
        tokens: at..end,
        head,
        lemma: token.lemma,
        form,
        passive,
        tense,
        perfect,
        progressive,
        negated,
        modal: modal.filter(|_| !future),
        copula,
        relation: Relation::Main,
        subject: None,
        object: None,
        second: None,
        preps: SmallVec::new(),
        clause: 0,
        meanings,
        particle: particle.clone(),
    };
    // A particle that follows directly belongs to the group.
    let end = particle.filter(|p| p.start == end).map_or(end, |p| p.end);
    Some((verb, end))
}

/// "The town had wider bridges", "the guards do an excellent job": the auxiliary at `head` is the verb of the group that begins
/// at `at`, for behind a noun or pronoun an object follows it.
fn is_full(ctx: Context<'_>, view: View<'_>, at: u32, head: u32) -> bool {
    let subject = at.checked_sub(1).map_or(Tag::X, |before| view.tag(before));
    // "has so little room", "had over 14 rooms"
    let counted = matches!(view.tag(head + 1), Tag::Rb | Tag::In) && matches!(view.tag(head + 2), Tag::Jj | Tag::Cd);
    let object = view.tag(head + 1 + u32::from(counted));
    view.get(head).is_some_and(|t| ctx.is(t, WordClass::FullAuxiliary))
        && (subject.is_noun() || matches!(subject, Tag::Prp | Tag::Wp | Tag::Wdt | Tag::PronWdt | Tag::PronDt))
        && (object.is_noun() || object.is_adjective() || matches!(object, Tag::Dt | Tag::Cd | Tag::PrpPoss))
}

/// What the verb means, alone or with words behind it, directly or behind its object.
pub(super) fn meanings(
    ctx: Context<'_>,
    view: View<'_>,
    head: u32,
    end: u32,
) -> (SmallVec<[VerbMeaning; 3]>, Option<Range<u32>>) {
    let mut found = SmallVec::new();
    let mut particle = None;
    let Some(token) = view.get(head) else { return (found, None) };
    let entries = ctx.program.verbs.of(token.lemma);
    let (mut longest, mut rests) = (0, None);
    for entry in entries {
        if entry.rest.len() < longest {
            // A shorter phrase than one that stands here means something else.
            break;
        }
        if entry.rest.is_empty() {
            // "drive out" and "drive" may both be listed.
            if !found.contains(&entry.meaning) {
                found.push(entry.meaning);
            }
            continue;
        }
        // "lose their lives" and "lose their life" may both be listed.
        if found.contains(&entry.meaning) && particle.is_some() {
            continue;
        }
        let rests = rests.get_or_insert_with(|| Rests::behind(ctx, view, end));
        if let Some(from) = rests.find(ctx, view, &entry.rest) {
            // Words behind the object say less than words right behind the verb: only those exclude a shorter phrase.
            if from == end {
                longest = entry.rest.len();
            }
            found.push(entry.meaning);
            particle = Some(from..from + entry.rest.len() as u32);
        }
    }
    (found, particle)
}

/// Places behind a verb at which the rest of its phrase may begin.
struct Rests {
    places: SmallVec<[u32; OBJECT as usize + 1]>,
    /// Words and lemmas that stand there, as bits, several to a bit: most phrases fail on their first word.
    words: u64,
}

/// "took four men into custody", "took around 30 women and children hostage": an object of so many tokens may stand before
/// the rest.
const OBJECT: u32 = 8;

impl Rests {
    fn behind(ctx: Context<'_>, view: View<'_>, end: u32) -> Self {
        let joins = |i: u32| match view.tag(i) {
            Tag::Cc => nominal(view.tag(i + 1)),
            Tag::In if view.get(i).is_some_and(|t| ctx.is(t, WordClass::Of)) => true,
            // "about 20", "at least 20"
            Tag::Rb | Tag::Rbr | Tag::Rbs | Tag::In => {
                let least = matches!(view.tag(i + 1), Tag::Jjs | Tag::Rbs);
                view.tag(i + 1 + u32::from(least)) == Tag::Cd
            }
            tag => nominal(tag),
        };
        // "shot dead a member and wounded two": what is joined by "and" behind an object is another deed.
        let joined = |i: u32| i > end && view.tag(i) == Tag::Cc;
        let reach = (end..(end + OBJECT + 1).min(view.end)).take_while(|i| *i == end || joins(*i - 1));
        let mut places: SmallVec<_> = reach.filter(|i| !joined(*i)).collect();
        places.extend(places.last().and_then(|last| behind_parts(ctx, view, *last)));
        let tokens = places.iter().filter_map(|i| view.get(*i));
        let words = tokens.fold(0, |bits, token| bits | bit(token.word) | bit(token.lemma));
        Self { places, words }
    }

    /// Where the words stand, the nearest place first.
    fn find(&self, ctx: Context<'_>, view: View<'_>, rest: &[WordId]) -> Option<u32> {
        if rest.first().is_none_or(|first| self.words & bit(*first) == 0) {
            return None;
        }
        let stands = |at: u32, word: WordId| view.get(at).is_some_and(|t| t.word == word || t.lemma == word);
        // "led him to resign" is no "lead to": behind an object the particle is the infinitive's.
        let infinitive = |from: u32| {
            let last = from + rest.len() as u32 - 1;
            self.places.first() != Some(&from) && view.tag(last) == Tag::To && view.tag(last + 1) == Tag::Vb
        };
        // "were taken in May" is no "take in".
        let dates = |from: u32| {
            let last = from + rest.len() as u32 - 1;
            let within = view.get(last).is_some_and(|t| t.tag == Tag::In && ctx.is(t, WordClass::Within));
            within && view.has(last + 1, Marks::TIME)
        };
        let all = |from: u32| (from..).zip(rest).all(|(at, word)| stands(at, *word));
        let here = |from: u32| all(from) && !infinitive(from) && !dates(from);
        self.places.iter().copied().find(|from| here(*from))
    }
}

/// "bundled 20 people, some of them teenagers, into vans": what follows an aside at `comma` on a part of the object.
fn behind_parts(ctx: Context<'_>, view: View<'_>, comma: u32) -> Option<u32> {
    let is_comma = |at: u32| view.get(at).is_some_and(|t| t.raw(ctx.text) == ",");
    let of_them = |at: u32| {
        view.get(at).is_some_and(|t| ctx.is(t, WordClass::Of)) && matches!(view.tag(at + 1), Tag::Prp | Tag::Wp)
    };
    let including = view.get(comma + 1).is_some_and(|t| ctx.is(t, WordClass::Including));
    if !is_comma(comma) || !(including || (comma + 2..comma + 4).any(of_them)) {
        return None;
    }
    (comma + 3..comma + 9).find(|at| is_comma(*at)).map(|at| at + 1)
}

fn bit(word: WordId) -> u64 {
    1 << (word.0.wrapping_mul(0x9E37_79B1) >> 26)
}

pub(super) fn nominal(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::Cd | Tag::PrpPoss | Tag::Prp | Tag::Hyph)
}
