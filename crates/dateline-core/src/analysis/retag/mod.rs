//! Second thoughts on tags, where the verb lexicon knows better than a tagger trained on general text.
//!
//! A clause without a finite verb is rare in running text, and headlines tell in the present tense what the tagger takes
//! for nouns: a word that can be a verb of the packs becomes one where its neighbours leave room for a verb.

mod headline;
mod nouns;
mod verbs;

use crate::compile::{EntryId, Program, WordClass};
use crate::text::{Case, Tag, Token, TokenKind};

use self::headline::{
    headline_verb, is_deed_subject, is_described_deed, is_downed, is_opening_modifier, mark_joined, mark_pairs,
    mark_states, mark_subjects, mark_suffered,
};
use self::nouns::{
    hedges_nothing, is_compound, is_deed_before_past, is_deed_noun, is_deed_plural, is_done_by, is_felled, is_filled,
    is_linked, is_listed_head, is_modifier, is_named_kind, is_qualified_deed, is_quoted_place, is_somebody,
    is_subject_of_content, is_supposed, is_way, is_what_there_is, leads_name, names_people, opens_content,
};
use self::verbs::{
    as_verb, has_subject, is_count_head, is_count_line, is_happening_behind_aside, is_intransitive, is_listed_past,
    is_phrasal, is_saying, is_saying_behind_aside, is_sustained, is_told_of, stands_inside, tells_of_antecedent,
    tells_of_several, verb_behind_aside,
};
use super::model::{Hit, Meaning};

/// Mends the tags of one sentence.
pub(super) fn retag(program: &Program, headline: bool, tokens: &mut [Token], hits: &[Hit], start: u32, text: &str) {
    let is_verb_form =
        |t: &Token| t.kind == TokenKind::Word && program.verb_forms.get(t.word.index()).copied().unwrap_or(false);
    for hit in hits {
        let (from, at) = ((hit.tokens.start - start) as usize, (hit.tokens.end - 1 - start) as usize);
        match hit.meaning {
            // "IS attacks town": a group's short name is no form of "be".
            Meaning::Entry(id)
                if headline
                    && from == at
                    && tokens[at].case == Case::Upper
                    && (tokens[at].tag.is_verb() || tokens[at].tag.is_aux())
                    && program.entry(id).is_name =>
            {
                tokens[at].tag = Tag::Nnp;
            }
            Meaning::Entry(id)
                if (tokens[at].tag.is_adjective() || matches!(tokens[at].tag, Tag::Vbn | Tag::Vbd))
                    && is_person_or_body(program, id)
                    && is_listed_head(program, headline, tokens, from, at, &is_verb_form) =>
            {
                tokens[at].tag = Tag::Nn;
            }
            // "Three suspects got away"
            Meaning::Entry(id)
                if tokens[at].tag == Tag::Vbz && is_counted(tokens, from) && is_person_or_body(program, id) =>
            {
                tokens[at].tag = Tag::Nns;
            }
            // "strikes against ISIS camps in Syria": a listed noun behind a name under a preposition.
            Meaning::Entry(id) if from == at && !program.entry(id).is_name && is_named_kind(tokens, at) => {
                tokens[at].tag = Tag::Nns;
            }
            // "wrote on Telegram that jets had bombed"
            Meaning::Entry(_) | Meaning::Noun(_) if from == at && is_subject_of_content(program, tokens, at) => {
                tokens[at].tag = Tag::Nns;
            }
            // "12 rebels killed in Kandahar clashes"
            Meaning::Noun(_) if from == at && is_named_kind(tokens, at) && !is_object(tokens, at + 1) => {
                tokens[at].tag = Tag::Nns;
            }
            // "Further raids on villages": an adverb and a verb without anybody open no sentence.
            Meaning::Noun(_)
                if (from, at) == (1, 1)
                    && matches!(tokens[0].tag, Tag::Rb | Tag::Rbr)
                    && tokens[1].tag == Tag::Vbz
                    && tag_at(tokens, Some(2)) == Tag::In =>
            {
                (tokens[0].tag, tokens[1].tag) = (Tag::Jj, Tag::Nns);
            }
            // "said shelling killed two": right before a past form a deed's noun is its subject.
            Meaning::Noun(_) if from == at && at > 0 && is_deed_before_past(tokens, at, &is_verb_form) => {
                (tokens[at].tag, tokens[at + 1].tag) = (Tag::Nn, Tag::Vbd);
            }
            // "PHP3.4 million": the code of a currency is a sign.
            Meaning::Entry(_)
                if from == at
                    && tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
                    && program.numbers.is_currency(tokens, at) =>
            {
                tokens[at].tag = Tag::Sym;
            }
            // "There was fighting on the outskirts"
            Meaning::Noun(_) if from == at && tokens[at].tag == Tag::Vbg && is_what_there_is(tokens, at) => {
                tokens[at].tag = Tag::Nn;
            }
            // "Shelling targets the town"
            Meaning::Noun(_)
                if at == 0
                    && tokens[0].tag == Tag::Vbg
                    && tag_at(tokens, Some(1)) == Tag::Nns
                    && is_verb_form(&tokens[1])
                    && matches!(tag_at(tokens, Some(2)), Tag::Dt | Tag::Nnp | Tag::Cd | Tag::PrpPoss) =>
            {
                (tokens[0].tag, tokens[1].tag) = (Tag::Nn, Tag::Vbz);
            }
            // "the expert, retired Brigadier General Hassan": a participle right before a rank.
            Meaning::Entry(id)
                if from > 0
                    && matches!(tokens[from - 1].tag, Tag::Vbd | Tag::Vbn)
                    && tokens[from].is_capitalised()
                    && program.types_of(id).meets(program.kinds.rank)
                    && program.grammar.is(tokens[from - 1].word, WordClass::Bearing) =>
            {
                tokens[from - 1].tag = Tag::Jj;
            }
            // "a mine left behind by IS exploded": a listed acronym is a name, whatever its letters spell.
            Meaning::Entry(id)
                if from == at
                    && tokens[at].case == Case::Upper
                    && !tokens[at].tag.is_noun()
                    && program.entry(id).is_name =>
            {
                tokens[at].tag = Tag::Nnp;
            }
            // "Police fire tear gas at": of a listed noun of several words only the last is a noun for sure.
            Meaning::Entry(id)
                if from < at && tokens[at].tag.is_noun() && !program.entry(id).is_name && is_base(tokens, from) =>
            {
                tokens[from].tag = Tag::Nn;
            }
            // "attributed the attacks to drug traffickers": no infinitive of a verb that the packs do not know.
            Meaning::Entry(id)
                if (1..at).contains(&from)
                    && (tokens[from - 1].tag, tokens[from].tag) == (Tag::To, Tag::Vb)
                    && tokens[at].tag.is_noun()
                    && is_person_or_body(program, id)
                    && !is_verb_form(&tokens[from]) =>
            {
                (tokens[from - 1].tag, tokens[from].tag) = (Tag::In, Tag::Nn);
            }
            Meaning::Adjective(_) | Meaning::Entry(_)
                if headline && from == at && tokens[at].is_capitalised() && is_felled(tokens, at) =>
            {
                tokens[at].tag = Tag::Nn;
            }
            // "and 11 hurt in an ambush": what is said of a number is no noun.
            Meaning::State(_)
                if from == at
                    && matches!(tokens[at].tag, Tag::Nn | Tag::Nns)
                    && tag_at(tokens, at.checked_sub(1)) == Tag::Cd
                    && !tag_at(tokens, Some(at + 1)).is_noun() =>
            {
                tokens[at].tag = Tag::Jj;
            }
            // "killed a Palestinian near the town"
            Meaning::Adjective(_) if from == at && is_somebody(tokens, at) => tokens[at].tag = Tag::Nn,
            Meaning::Noun(_) if hit.tokens.len() > 1 => join(tokens, from, at),
            _ => {}
        }
    }
    join_chains(tokens);
    let named = |at: usize| {
        let at = start + at as u32;
        hits.iter().any(|h| matches!(h.meaning, Meaning::Noun(_)) && h.tokens.len() > 1 && h.tokens.contains(&at))
    };
    // "Regime forces shell areas", "held by border guards in": a listed body's last word, before what can be the verb or
    // behind a preposition.
    let body = |tokens: &[Token], at: usize| {
        let end = start + at as u32 + 1;
        let led = |h: &Hit| tag_at(tokens, ((h.tokens.start - start) as usize).checked_sub(1)) == Tag::In;
        let next = tokens.get(at + 1).is_some_and(is_verb_form);
        let listed = |h: &Hit| matches!(h.meaning, Meaning::Entry(id) if is_person_or_body(program, id));
        hits.iter().any(|h| h.tokens.end == end && h.tokens.len() > 1 && listed(h) && (next || led(h)))
    };
    // Persons or a body stand right before the word.
    let acts = |at: usize| {
        let actor = |h: &Hit| matches!(h.meaning, Meaning::Entry(id) if is_actor(program, id));
        hits.iter().any(|h| h.tokens.end == start + at as u32 && actor(h))
    };
    // "Militia kill singer": the same of a body, before a word that is no deed's noun.
    let is_acting_body = |at: u32| {
        let body = |id| is_actor(program, id) && !program.types_of(id).meets(program.kinds.person);
        let before = |h: &&Hit| h.tokens.end == at && matches!(h.meaning, Meaning::Entry(id) if body(id));
        hits.iter().any(|h| before(&h))
            && !hits.iter().any(|h| h.tokens.start == at && matches!(h.meaning, Meaning::Noun(_)))
    };
    let opens = headline && tokens.get(2).is_some_and(is_verb_form);
    for at in 0..tokens.len() {
        tokens[at].tag = match tokens[at].tag {
            Tag::Vbd | Tag::Vbn
                if is_modifier(program, headline, tokens, at, text)
                    || names_people(program, tokens, at)
                    || is_linked(program, tokens, at)
                    || opens && at == 0 && is_opening_modifier(tokens, text) =>
            {
                Tag::Jj
            }
            // "The remaining three were held"
            Tag::Vbg
                if program.grammar.is(tokens[at].word, WordClass::LastingGerund)
                    && tag_at(tokens, Some(at + 1)) == Tag::Cd =>
            {
                Tag::Jj
            }
            Tag::Vbn
                if is_intransitive(program, tokens, at, text)
                    || is_saying(program, tokens, at, text)
                    || is_happening_behind_aside(program, tokens, at, text)
                    || !headline && is_saying_behind_aside(program, tokens, at, text) =>
            {
                Tag::Vbd
            }
            Tag::Vbd
                if is_filled(program, tokens, at)
                    || is_supposed(program, tokens, at)
                    || is_done_by(program, headline, tokens, at)
                    || !headline && is_count_head(program, tokens, at, text) =>
            {
                Tag::Vbn
            }
            Tag::Jj | Tag::Vbn if is_sustained(program, tokens, at) => Tag::Vbd,
            // "and clashes erupted in"
            Tag::Vbz
                if tokens[at].raw(text).ends_with('s')
                    && tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::IntransitivePast)) =>
            {
                Tag::Nns
            }
            // "were themselves killed"
            Tag::Prp if stands_inside(program, tokens, at) => {
                tokens[at + 1].tag = Tag::Vbn;
                Tag::Rb
            }
            Tag::Rb | Tag::Jj if leads_name(program, tokens, at) => Tag::In,
            Tag::Rb if hedges_nothing(program, tokens, at) => Tag::In,
            Tag::Dt | Tag::PronDt | Tag::PronWdt | Tag::Wdt if opens_content(program, tokens, at, text) => Tag::Sconj,
            tag => tag,
        };
    }
    for hit in hits.iter().filter(|hit| matches!(hit.meaning, Meaning::Noun(_)) && hit.tokens.len() == 1) {
        let at = (hit.tokens.start - start) as usize;
        if is_qualified_deed(tokens, at) {
            tokens[at - 1].tag = Tag::Jj;
        }
        if headline && is_described_deed(tokens, at) {
            tokens[0].tag = Tag::Jj;
            tokens[1].tag = Tag::Nn;
        }
        let opens = || at == 0 && tokens.get(1).is_some_and(is_verb_form) && is_deed_subject(tokens, text);
        if headline && (is_deed_noun(program, tokens, at, text) || opens()) {
            tokens[at].tag = Tag::Nn;
        }
    }
    // "Fierce battles in the suburb": a deed, unless somebody listed stands before it.
    let deed = |tokens: &[Token], at: usize| {
        let at = start + at as u32;
        let meant =
            |meaning: fn(&Meaning) -> bool, at: u32| hits.iter().any(|h| h.tokens.contains(&at) && meaning(&h.meaning));
        tokens.get((at + 1 - start) as usize).is_some_and(|t| t.tag == Tag::In)
            && meant(|m| matches!(m, Meaning::Noun(_)), at)
            && !meant(|m| matches!(m, Meaning::Entry(_)), at.saturating_sub(1))
    };
    if headline {
        mark_suffered(program, tokens);
        let whole = tokens.iter().any(is_finite);
        mark_subjects(tokens, &is_verb_form, text);
        if !whole && is_downed(tokens, &is_verb_form, text) {
            tokens[1].tag = Tag::Vbp;
        }
        mark_states(program, tokens, &is_verb_form);
        mark_joined(tokens, &is_verb_form, text);
        mark_pairs(tokens, &is_verb_form, text);
        // "Clashes in Aleppo and army shells Homs": each part may have a verb of its own.
        let mut from = 0;
        while from < tokens.len() {
            let end = from + tokens[from..].iter().take_while(|t| t.tag != Tag::Cc && t.raw(text) != ",").count();
            if !tokens[from..end].iter().any(is_finite)
                && let Some((strength, at)) = headline_verb(
                    &tokens[from..end],
                    &|at, t| {
                        let at = from + at;
                        is_verb_form(t) && !named(at) && !body(tokens, at) && !deed(tokens, at)
                    },
                    &|at| is_phrasal(program, tokens, from + at),
                    &|at| is_acting_body(start + (from + at) as u32),
                    text,
                )
                && (strength > 1 || from == 0 && !whole)
            {
                let at = from + at;
                tokens[at].tag = if tokens[at].raw(text).ends_with('s') { Tag::Vbz } else { Tag::Vbp };
                // "hands over 50": no hedge of the number.
                if is_phrasal(program, tokens, at) && tokens[at + 1].tag == Tag::Rb {
                    tokens[at + 1].tag = Tag::Rp;
                }
            }
            from = end + 1;
        }
        if !whole {
            return;
        }
    }
    for hit in hits {
        let at = (hit.tokens.end - 1 - start) as usize;
        match hit.meaning {
            Meaning::Noun(_) if hit.tokens.len() > 1 && is_compound(tokens, at) => tokens[at].tag = Tag::Nn,
            Meaning::Noun(_) if hit.tokens.len() > 1 => {}
            Meaning::Noun(_) if is_deed_noun(program, tokens, at, text) => tokens[at].tag = Tag::Nn,
            Meaning::Noun(_) if is_deed_plural(tokens, at, text) => tokens[at].tag = Tag::Nns,
            _ => {}
        }
    }
    if let Some(last) = tokens.len().checked_sub(1).filter(|at| is_verb_form(&tokens[*at]))
        && is_count_line(program, tokens)
    {
        tokens[last].tag = Tag::Vbn;
    }
    for at in 2..tokens.len() {
        if !matches!(tokens[at].tag, Tag::Vbd | Tag::Vbn | Tag::Nn) {
            continue;
        }
        if is_listed_past(program, tokens, at, text) {
            tokens[at].tag = Tag::Vbd;
        }
        if let Some(verb) = verb_behind_aside(program, tokens, at, text) {
            tokens[at].tag = Tag::Vbn;
            let object = is_object(tokens, verb + 1);
            if is_past_form(program, &tokens[verb])
                && (object || program.grammar.is(tokens[verb].word, WordClass::IntransitivePast))
            {
                tokens[verb].tag = Tag::Vbd;
            }
        }
    }
    for at in 0..tokens.len() {
        // Its subject may have been read as a verb until now.
        if tokens[at].tag == Tag::Vbn && is_intransitive(program, tokens, at, text) {
            tokens[at].tag = Tag::Vbd;
        }
        if is_verb_form(&tokens[at])
            && let Some(tag) = as_verb(program, tokens, at, text)
        {
            tokens[at].tag = tag;
        }
    }
    for at in 0..tokens.len() {
        if matches!(tokens[at].tag, Tag::Rb | Tag::Rp) && is_quoted_place(program, tokens, at, text) {
            tokens[at].tag = Tag::In;
        }
    }
    for at in 2..tokens.len() {
        match tokens[at].tag {
            Tag::Nns if tells_of_antecedent(program, tokens, at) && is_verb_form(&tokens[at]) => {
                tokens[at].tag = Tag::Vbz;
                tokens[at - 1].tag = Tag::PronWdt;
            }
            Tag::Nn if tells_of_several(program, tokens, at, text) => {
                tokens[at].tag = Tag::Vbp;
                tokens[at - 1].tag = Tag::PronWdt;
            }
            // "the official, who sits on the council"
            Tag::Nns if is_told_of(program, tokens, at) => tokens[at].tag = Tag::Vbz,
            Tag::Vb if is_way(tokens, at) => tokens[at].tag = Tag::Nn,
            _ => {}
        }
    }
    for at in 1..tokens.len() {
        if tokens[at].tag == Tag::Vbn
            && is_verb_form(&tokens[at])
            && has_subject(program, headline, tokens, at, text, || acts(at))
        {
            tokens[at].tag = Tag::Vbd;
        }
    }
    // "Al-Hakim further detailed, “…": a past form read as adjective between its subject and a comma or quote.
    for i in 1..tokens.len() {
        let token = &tokens[i];
        if !matches!(token.tag, Tag::Jj | Tag::Vbn) || !is_verb_form(token) || !token.raw(text).ends_with("ed") {
            continue;
        }
        let before = tokens[..i].iter().rev().find(|t| !matches!(t.tag, Tag::Rb | Tag::Rbr));
        let subject = before.is_some_and(|t| t.tag.is_proper() || t.tag == Tag::Prp);
        let open = tokens.get(i + 1).is_some_and(|t| matches!(t.raw(text), "," | ":" | "\"" | "“" | "that"));
        let opens_sentence = !tokens[..i].iter().any(is_finite);
        if subject && open && opens_sentence && tokens[..i].iter().all(|t| !t.tag.is_verb()) {
            tokens[i].tag = Tag::Vbd;
        }
    }
}

/// Has a tense.
fn is_finite(token: &Token) -> bool {
    token.tag.is_finite()
}

/// The tagger knows the word as a past form, whatever it has read it as here.
fn is_past_form(program: &Program, token: &Token) -> bool {
    program.tagger.known(token.word).contains(Tag::Vbd)
}

/// A form of a verb of saying.
fn is_report(program: &Program, token: &Token) -> bool {
    program.grammar.is(program.lemmas.known(token.word, token.tag), WordClass::Report)
}

/// The tag beside a token, or a mark's.
fn tag_at(tokens: &[Token], at: Option<usize>) -> Tag {
    at.and_then(|i| tokens.get(i)).map_or(Tag::Punct, |t| t.tag)
}

/// A verb without an ending, and no auxiliary or "to" before it.
fn is_base(tokens: &[Token], at: usize) -> bool {
    let led = tag_at(tokens, at.checked_sub(1));
    matches!(tokens[at].tag, Tag::Vb | Tag::Vbp) && !led.is_aux() && !matches!(led, Tag::To | Tag::Md | Tag::Not)
}

/// A number stands before, or before the name before: "three suspects", "12 IS suspects", "of (12) suspects".
fn is_counted(tokens: &[Token], at: usize) -> bool {
    let name = tag_at(tokens, at.checked_sub(1)).is_proper();
    let before = |n: usize| tag_at(tokens, at.checked_sub(n + usize::from(name)));
    let bracketed =
        at > 3 && [before(4), before(3), before(2), before(1)] == [Tag::In, Tag::Punct, Tag::Cd, Tag::Punct];
    before(1) == Tag::Cd || bracketed
}

/// What stands from `at` on can be a verb's object.
fn is_object(tokens: &[Token], at: usize) -> bool {
    let tag = |i| tag_at(tokens, Some(i));
    tag(at).is_noun()
        || tag(at).is_adjective() && tag(at + 1).is_noun()
        || matches!(tag(at), Tag::Dt | Tag::Cd | Tag::Prp | Tag::PrpPoss | Tag::PronDt)
}

/// "ready-to-use devices", "door-to-door searches": the words of a chain of hyphens before a noun are one modifier.
fn join_chains(tokens: &mut [Token]) {
    if !tokens.iter().any(|t| t.tag == Tag::Hyph) {
        return;
    }
    let tight = |t: &Token| !t.spaced;
    let mut at = 0;
    while at < tokens.len() {
        let mut end = at + 1;
        while tokens.get(end).is_some_and(|t| t.tag == Tag::Hyph && tight(t)) && tokens.get(end + 1).is_some_and(tight)
        {
            end += 2;
        }
        let behind = tag_at(tokens, Some(end));
        if end - at >= 5 && (behind.is_noun() || behind.is_adjective()) {
            for token in tokens[at..end].iter_mut().filter(|t| t.kind == TokenKind::Word && !t.tag.is_noun()) {
                token.tag = Tag::Jj;
            }
        }
        at = end;
    }
}

/// A finite verb follows before the next mark or conjunction, asides in brackets left out.
fn finite_follows(tokens: &[Token], at: usize, text: &str) -> bool {
    let mut inside = false;
    let clause = |t: &&Token| {
        let closes = inside;
        inside = t.mark(text) == "(" || inside && t.mark(text) != ")";
        !matches!(t.tag, Tag::Cc | Tag::Sconj | Tag::Wrb | Tag::WrbSconj | Tag::Wp | Tag::Wdt | Tag::PronWdt)
            && (t.kind != TokenKind::Punct || inside || closes)
    };
    tokens[at + 1..].iter().take_while(clause).any(is_finite)
}

/// A word for persons or a body of them, and no name.
fn is_person_or_body(program: &Program, id: EntryId) -> bool {
    is_actor(program, id) && !program.entry(id).is_name
}

/// Persons, or a body of them.
fn is_actor(program: &Program, id: EntryId) -> bool {
    let types = program.types_of(id);
    types.meets(program.kinds.person) || types.meets(program.kinds.actor) || types.meets(program.kinds.rank)
}

/// "a drive-by shooting", "a bomb blast": a listed noun of several words is one noun, whatever its parts were read as.
fn join(tokens: &mut [Token], from: usize, at: usize) {
    // "Mine explosion": no pronoun.
    let misread = |t: &&mut Token| matches!(t.tag, Tag::Vb | Tag::Vbp | Tag::Vbz | Tag::Prp);
    for token in tokens[from..at].iter_mut().filter(misread) {
        token.tag = Tag::Nn;
    }
    if !tokens[from..at].iter().any(|t| t.kind == TokenKind::Joiner || t.tag == Tag::Hyph) {
        return;
    }
    for token in tokens[from..at].iter_mut().filter(|t| t.kind == TokenKind::Word && !t.tag.is_noun()) {
        token.tag = Tag::Jj;
    }
    if !tokens[at].tag.is_noun() {
        tokens[at].tag = Tag::Nn;
    }
}
