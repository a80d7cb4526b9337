//! Second thoughts on tags, where the verb lexicon knows better than a tagger trained on general text.
//!
//! A clause without a finite verb is rare in running text, and headlines tell in the present tense what the tagger takes
//! for nouns: a word that can be a verb of the packs becomes one where its neighbours leave room for a verb.

use crate::compile::{EntryId, Program, WordClass};
use crate::text::{Case, Tag, Token, TokenKind, WordId};

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
                if is_person_or_body(program, id)
                    && is_listed_head(program, headline, tokens, from, at, &is_verb_form) =>
            {
                tokens[at].tag = Tag::Nn;
            }
            // "Three suspects got away"
            Meaning::Entry(id)
                if is_person_or_body(program, id)
                    && tokens[at].tag == Tag::Vbz
                    && tag_at(tokens, from.checked_sub(1)) == Tag::Cd =>
            {
                tokens[at].tag = Tag::Nns;
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
    for at in 0..tokens.len() {
        let opens = headline && at == 0 && tokens.get(2).is_some_and(is_verb_form);
        if is_modifier(program, headline, tokens, at, text)
            || names_people(program, tokens, at)
            || opens && is_opening_modifier(tokens, text)
        {
            tokens[at].tag = Tag::Jj;
        } else if tokens[at].tag == Tag::Vbn && is_intransitive(program, tokens, at) {
            tokens[at].tag = Tag::Vbd;
        } else if tokens[at].tag == Tag::Vbd && is_filled(program, tokens, at) {
            tokens[at].tag = Tag::Vbn;
        }
    }
    for hit in hits.iter().filter(|hit| matches!(hit.meaning, Meaning::Noun(_)) && hit.tokens.len() == 1) {
        let at = (hit.tokens.start - start) as usize;
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
        let whole = tokens.iter().any(is_finite);
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
                    text,
                )
                && (strength > 1 || from == 0 && !whole)
            {
                let at = from + at;
                tokens[at].tag = if tokens[at].raw(text).ends_with('s') { Tag::Vbz } else { Tag::Vbp };
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
    for at in 0..tokens.len() {
        // Its subject may have been read as a verb until now.
        if tokens[at].tag == Tag::Vbn && is_intransitive(program, tokens, at) {
            tokens[at].tag = Tag::Vbd;
        }
        if is_verb_form(&tokens[at])
            && let Some(tag) = as_verb(program, tokens, at, text)
        {
            tokens[at].tag = tag;
        }
    }
    for at in 0..tokens.len() {
        if is_quoted_place(program, tokens, at, text) {
            tokens[at].tag = Tag::In;
        }
    }
    for at in 2..tokens.len() {
        if tells_of_antecedent(program, tokens, at) && is_verb_form(&tokens[at]) {
            tokens[at].tag = Tag::Vbz;
            tokens[at - 1].tag = Tag::PronWdt;
        } else if at > 2 && is_way(tokens, at) {
            tokens[at].tag = Tag::Nn;
        }
    }
    for at in 1..tokens.len() {
        if tokens[at].tag == Tag::Vbn && is_verb_form(&tokens[at]) && opens_subordinate(program, tokens, at, text) {
            tokens[at].tag = Tag::Vbd;
        }
    }
    // "Al-Hakim further detailed, “…": a past form read as adjective between its subject and a comma or quote.
    for i in 1..tokens.len() {
        let token = tokens[i];
        if !matches!(token.tag, Tag::Jj | Tag::Vbn) || !is_verb_form(&token) || !token.raw(text).ends_with("ed") {
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

/// "an organization that monitors the border": a verb read as a plural, between a relative pronoun and its object.
fn tells_of_antecedent(program: &Program, tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1];
    let pronoun = program.grammar.is(before.word, WordClass::That)
        || matches!(before.tag, Tag::Wdt | Tag::PronWdt | Tag::Wp)
            && program.grammar.is(before.word, WordClass::Relative);
    let object = matches!(tag_at(tokens, Some(at + 1)), Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Prp);
    tokens[at].tag == Tag::Nns && pronoun && object && tokens[at - 2].tag.is_noun()
}

/// `assassinated in "Marimin" village`: a preposition read as a particle, before a name in quotation marks.
fn is_quoted_place(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    matches!(tokens[at].tag, Tag::Rb | Tag::Rp)
        && program.grammar.is(tokens[at].word, WordClass::PlacePreposition)
        && tokens.get(at + 1).is_some_and(|t| matches!(t.mark(text), "\"" | "“" | "‘" | "'" | "«"))
        && tag_at(tokens, Some(at + 2)).is_noun()
}

/// "went from house to house": the same noun twice, the second read as a verb.
fn is_way(tokens: &[Token], at: usize) -> bool {
    tokens[at].tag == Tag::Vb
        && tokens[at - 1].tag == Tag::To
        && tokens[at - 2].word == tokens[at].word
        && tokens[at - 3].tag == Tag::In
}

/// Has a tense.
fn is_finite(token: &Token) -> bool {
    matches!(token.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp)
}

/// The tag beside a token, or a mark's.
fn tag_at(tokens: &[Token], at: Option<usize>) -> Tag {
    at.and_then(|i| tokens.get(i)).map_or(Tag::Punct, |t| t.tag)
}

/// What stands from `at` on can be a verb's object.
fn is_object(tokens: &[Token], at: usize) -> bool {
    let tag = |i| tag_at(tokens, Some(i));
    tag(at).is_noun()
        || tag(at).is_adjective() && tag(at + 1).is_noun()
        || matches!(tag(at), Tag::Dt | Tag::Cd | Tag::Prp | Tag::PrpPoss | Tag::PronDt)
}

/// "as a drone struck their vehicle": a past form between a subject that a subordinator leads and an object of its own.
fn opens_subordinate(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let group =
        |t: &&Token| t.tag.is_noun() || t.tag.is_adjective() || matches!(t.tag, Tag::Dt | Tag::Cd | Tag::PrpPoss);
    let subject = tokens[..at].iter().rev().take_while(group).count();
    let opener = at.checked_sub(subject + 1).map(|i| tokens[i]);
    subject > 0
        && matches!(tag_at(tokens, Some(at + 1)), Tag::Dt | Tag::Cd | Tag::Prp | Tag::PrpPoss)
        && opener.is_some_and(|t| program.grammar.is(t.word, WordClass::Subordinator))
        && !finite_follows(tokens, at, text)
}

/// "ready-to-use devices", "door-to-door searches": the words of a chain of hyphens before a noun are one modifier.
fn join_chains(tokens: &mut [Token]) {
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

/// "a wanted militant", "kidnapped businessman freed", "a little-known militia": a past form read as a verb where it can
/// only describe the noun behind it.
fn is_modifier(program: &Program, headline: bool, tokens: &[Token], at: usize, text: &str) -> bool {
    let next = tag_at(tokens, Some(at + 1));
    let noun = next.is_noun() || next.is_adjective() && tag_at(tokens, Some(at + 2)).is_noun();
    if !matches!(tokens[at].tag, Tag::Vbd | Tag::Vbn) || !noun {
        return false;
    }
    let before = at.checked_sub(1).map(|i| tokens[i]);
    let past = |t: &Token| matches!(t.tag, Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp);
    match before {
        None => headline && tokens[at + 2..].iter().any(past) || finite_follows(tokens, at, text),
        // "ERBIL — Suspected militants have abducted"
        Some(before) if before.kind == TokenKind::Punct && before.span.len() > 1 => finite_follows(tokens, at, text),
        Some(before) if before.kind == TokenKind::Joiner || before.tag == Tag::Hyph => true,
        // "families of slain or jailed militants"
        Some(before) if before.tag == Tag::Cc && at > 1 && tokens[at - 2].tag.is_adjective() => true,
        // "Turkish forces and allied Syrian rebels captured": no verb before, and one behind.
        Some(before) if before.tag == Tag::Cc && next.is_adjective() => {
            let behind = tokens[at + 3..].iter().take_while(|t| t.kind != TokenKind::Punct);
            let verb =
                behind.clone().zip(behind.skip(1)).any(|(t, o)| past(t) && (o.tag.is_noun() || o.tag == Tag::Dt));
            !tokens[..at].iter().any(|t| is_finite(t) || past(t)) && verb
        }
        // "some of them retired policemen,"
        Some(before) if before.tag == Tag::Prp => {
            let of = at >= 2 && program.grammar.is(tokens[at - 2].word, WordClass::Of);
            of && tag_at(tokens, Some(at + 2)) == Tag::Punct
        }
        // "Two rigged houses were defused"
        Some(before) if before.tag == Tag::Cd => tokens[at].tag == Tag::Vbd && finite_follows(tokens, at, text),
        Some(before) => {
            tokens[at].tag == Tag::Vbd
                && before.tag == Tag::Dt
                && (program.grammar.is(before.word, WordClass::SingleDeterminer)
                    || program.grammar.is(before.word, WordClass::Definite))
        }
    }
}

/// "one of the injured died", "quoted one of the freed as saying": a past form with the article and no noun behind it.
fn names_people(program: &Program, tokens: &[Token], at: usize) -> bool {
    let article = at.checked_sub(1).is_some_and(|i| program.grammar.is(tokens[i].word, WordClass::Definite));
    let next = tag_at(tokens, Some(at + 1));
    let ends =
        next.is_aux() || matches!(next, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::In | Tag::Punct | Tag::To);
    article && ends && matches!(tokens[at].tag, Tag::Vbn | Tag::Vbd)
}

/// "Renewed airstrikes target areas": a headline's first word describes the plural before its verb.
fn is_opening_modifier(tokens: &[Token], text: &str) -> bool {
    let verb = tokens[2].raw(text);
    matches!(tokens[0].tag, Tag::Vbd | Tag::Vbn)
        && tokens[1].tag == Tag::Nns
        && !verb.ends_with('s')
        && !verb.ends_with("ing")
        && is_object(tokens, 3)
}

/// "Man shot dead in market": a past form read as a noun, between a noun and the state that it ends in.
fn mark_states(program: &Program, tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool) {
    for at in 1..tokens.len() {
        let past = tokens[at].tag == Tag::Nn
            && is_verb_form(&tokens[at])
            && program.tagger.known(tokens[at].word).contains(Tag::Vbn);
        let state = tokens.get(at + 1).is_some_and(|t| t.tag.is_adjective() && !is_verb_form(t))
            && tokens.get(at + 2).is_none_or(|t| t.tag == Tag::In);
        if past && state && tokens[at - 1].tag.is_noun() {
            tokens[at].tag = Tag::Vbn;
        }
    }
}

/// "Gunmen kill two and wound three": behind "and", what agrees with the verb before it and stands before a number or
/// determiner is a verb too.
fn mark_joined(tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) {
    for at in 2..tokens.len() {
        let (token, next) = (tokens[at], tag_at(tokens, Some(at + 1)));
        if tokens[at - 1].tag != Tag::Cc || !matches!(token.tag, Tag::Nn | Tag::Nns) || !is_verb_form(&token) {
            continue;
        }
        let earlier = tokens[..at - 1].iter().rev().find(|t| is_finite(t)).map(|t| t.tag);
        let third = token.tag == Tag::Nns && token.raw(text).ends_with('s');
        let agrees = earlier == Some(if third { Tag::Vbz } else { Tag::Vbp });
        let counted = matches!(next, Tag::Cd | Tag::Dt | Tag::PrpPoss | Tag::Jjr);
        if agrees && (counted || !third && next == Tag::Nns) {
            tokens[at].tag = if third { Tag::Vbz } else { Tag::Vbp };
        }
    }
}

/// "Security forces kill and arrest three persons who": two verbs of a headline read as nouns, before what they both do it to.
fn mark_pairs(tokens: &mut [Token], is_verb_form: &dyn Fn(&Token) -> bool, text: &str) {
    for at in 2..tokens.len() {
        let noun = |t: &Token| matches!(t.tag, Tag::Nn | Tag::Vb) && is_verb_form(t) && !t.raw(text).ends_with("ing");
        let object = matches!(tag_at(tokens, Some(at + 2)), Tag::Cd | Tag::Dt | Tag::PrpPoss);
        let subject = tokens[..at - 1].iter().any(|t| matches!(t.tag, Tag::Nns | Tag::Nnps) || t.tag.is_proper());
        let verbless = !tokens[..at].iter().any(is_finite);
        if tokens[at].tag == Tag::Cc
            && object
            && subject
            && verbless
            && noun(&tokens[at - 1])
            && tokens.get(at + 1).is_some_and(noun)
        {
            (tokens[at - 1].tag, tokens[at + 1].tag) = (Tag::Vbp, Tag::Vbp);
        }
    }
}

/// "Renewed fighting between the army and rebels": a headline's deed with what describes it, read as two verbs.
fn is_described_deed(tokens: &[Token], at: usize) -> bool {
    at == 1
        && matches!(tokens[0].tag, Tag::Vbd | Tag::Vbn)
        && tokens[1].tag == Tag::Vbg
        && tag_at(tokens, Some(2)) == Tag::In
}

/// "Fighting continues in the south": a headline's first word is a deed that goes on, and what it does was read as a noun.
fn is_deed_subject(tokens: &[Token], text: &str) -> bool {
    tokens[0].tag == Tag::Vbg
        && tokens[1].tag == Tag::Nns
        && tokens[1].raw(text).ends_with('s')
        && tokens.get(2).is_none_or(|t| t.tag == Tag::In)
}

/// "the bomb exploded": a past form that cannot be passive, with no auxiliary before it.
fn is_intransitive(program: &Program, tokens: &[Token], at: usize) -> bool {
    let led = tokens[..at].iter().rev().take_while(|t| matches!(t.tag, Tag::Rb | Tag::Rbr | Tag::Not)).count();
    let before = at.checked_sub(led + 1).map(|i| tokens[i]);
    program.grammar.is(tokens[at].word, WordClass::IntransitivePast)
        && before.is_some_and(|t| t.tag.is_noun() || t.tag.is_adjective() || matches!(t.tag, Tag::Prp | Tag::Cc))
}

/// "a truck loaded with missiles": what is full of something was filled.
fn is_filled(program: &Program, tokens: &[Token], at: usize) -> bool {
    tag_at(tokens, at.checked_sub(1)).is_noun()
        && program.grammar.is(tokens[at].word, WordClass::Filled)
        && tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::Absolute))
}

/// "artillery shelling on the suburb": a listed deed of several words whose last was read as a verb.
fn is_compound(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].tag, Tag::Vbg | Tag::Vb | Tag::Vbp) && !is_object(tokens, at + 1)
}

/// The tag of a word of the verb lexicon that was read as a noun or adjective where only a verb can stand.
fn as_verb(program: &Program, tokens: &[Token], at: usize, text: &str) -> Option<Tag> {
    let token = tokens[at];
    let raw = token.raw(text);
    let before = tag_at(tokens, at.checked_sub(1));
    let next = tokens.get(at + 1)?;
    let nominal = token.tag.is_noun() && !token.tag.is_proper();
    if (nominal || token.tag.is_adjective()) && program.grammar.is(next.word, WordClass::Reflexive) {
        // "the gunman shot himself"
        return (before.is_noun() && !raw.ends_with('s')).then_some(Tag::Vbd);
    }
    // "Protesters set fire to", "were found and set free": the words of a verb of several, behind what can do it or "and".
    let least = match before {
        Tag::Cc => 1,
        tag if tag.is_noun() => 2,
        _ => usize::MAX,
    };
    let stands =
        |rest: &[WordId]| rest.iter().enumerate().all(|(i, w)| tokens.get(at + 1 + i).is_some_and(|t| t.word == *w));
    let follows = |rest: &[WordId]| rest.len() >= least && stands(rest);
    if (nominal || token.tag.is_adjective()) && program.verbs.of(token.word).iter().any(|entry| follows(&entry.rest)) {
        return Some(Tag::Vbd);
    }
    // "has cost more than 40 lives": behind "have" and before a number or determiner stands no noun.
    let had =
        at > 0 && program.grammar.is(program.lemmas.known(tokens[at - 1].word, tokens[at - 1].tag), WordClass::Have);
    if nominal && had && matches!(next.tag, Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Jjr) {
        return Some(Tag::Vbn);
    }
    // "had laid down their arms"
    let participle = raw.ends_with("ed") || program.lemmas.known(token.word, Tag::Vbn) != token.word;
    if (nominal || token.tag.is_adjective()) && had && participle && matches!(next.tag, Tag::In | Tag::Rp | Tag::Prp) {
        return Some(Tag::Vbn);
    }
    // "If the army storms the headquarters": a plural right before a determiner, in a clause that has no verb.
    if token.tag == Tag::Nns && before == Tag::Nn && matches!(next.tag, Tag::Dt | Tag::PrpPoss) {
        let opens =
            |t: &Token| t.kind == TokenKind::Punct || matches!(t.tag, Tag::Cc | Tag::Sconj | Tag::In | Tag::Wrb);
        let from = tokens[..at].iter().rposition(opens).map_or(0, |i| i + 1);
        let verbless =
            !tokens[from..at].iter().any(|t| t.tag.is_verb() || t.tag.is_aux()) && !finite_follows(tokens, at, text);
        return verbless.then_some(Tag::Vbz);
    }
    // "gunmen in a car shot dead an officer": a past form of its own, with the rest of its phrase.
    let base = program.lemmas.known(token.word, Tag::Vbd);
    let entries = program.verbs.of(base).iter().filter(|_| nominal && base != token.word && before.is_noun());
    if entries.filter(|entry| !entry.rest.is_empty()).any(|entry| stands(&entry.rest)) {
        return Some(Tag::Vbd);
    }
    let determined = matches!(next.tag, Tag::Dt | Tag::PrpPoss | Tag::Cd);
    if nominal && raw.ends_with("ing") {
        // "confessed to bombing a bus station", "after shelling the town"
        let listed = before == Tag::Punct && tokens[..at].iter().any(is_finite);
        let led = matches!(before, Tag::In | Tag::To | Tag::Sconj) || listed;
        return (led && determined).then_some(Tag::Vbg);
    }
    if token.tag == Tag::Nn && determined && at >= 2 {
        // "vowed to crush the rebels"
        let way = tokens[at - 1];
        let led = way.tag == Tag::To || program.grammar.is(way.word, WordClass::Way);
        let before = tag_at(tokens, Some(at - 2));
        // "in order to comb its streets": with an owner behind it, "to" leads to no noun.
        let owned = way.tag == Tag::To && next.tag == Tag::PrpPoss && before.is_noun();
        return (led && (before.is_verb() || owned)).then_some(Tag::Vb);
    }
    // "a militant committed suicide": an adjective between two nouns of a clause that has no verb.
    let open = |t: &Token| is_finite(t) || t.kind == TokenKind::Punct;
    (token.tag.is_adjective()
        && raw.ends_with("ed")
        && before.is_noun()
        && (next.tag == Tag::Nn || determined)
        && !tokens[..at].iter().any(open)
        && !finite_follows(tokens, at, text))
    .then_some(Tag::Vbd)
}

/// "the priest's killing shocked", "days of shelling in Idlib", "an army raid ended": a deed's noun read as its verb, where
/// no object follows and a verb cannot stand.
fn is_deed_noun(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let (before, next) = (tag_at(tokens, at.checked_sub(1)), tag_at(tokens, Some(at + 1)));
    let object = is_object(tokens, at + 1);
    match tokens[at].tag {
        Tag::Vbg => {
            let of = at > 0 && program.grammar.is(tokens[at - 1].word, WordClass::Of) && next == Tag::In;
            // "Fighting broke out": a deed with a finite verb right behind it.
            let opens = matches!(before, Tag::Punct | Tag::Cc | Tag::Wrb | Tag::WrbSconj | Tag::Sconj | Tag::In);
            let happened = tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::IntransitivePast));
            let finite = matches!(next, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::AuxVbd | Tag::AuxVbz) || happened;
            let opening = at == 0 || before == Tag::Punct;
            let subject = finite && (opens || before == Tag::Jj)
                || next == Tag::In && opening && finite_follows(tokens, at, text);
            before == Tag::Poss || subject || !object && (of || matches!(before, Tag::PrpPoss | Tag::Dt))
        }
        Tag::Vb => {
            let nominal = matches!(before, Tag::Dt | Tag::PrpPoss | Tag::Poss);
            let led = !nominal
                && tokens[..at].iter().rev().take(4).any(|t| t.tag.is_aux() || matches!(t.tag, Tag::To | Tag::Md));
            // "killed in joint raid": a headline without its article.
            let governed = before.is_adjective() && at >= 2 && tokens[at - 2].tag == Tag::In;
            let inside = governed
                || before.is_noun()
                    && tokens[..at - 1].last().is_some_and(|t| t.tag == Tag::Dt || t.tag.is_adjective());
            !led && !object && (nominal || inside)
        }
        // "A police raid in the old town uncovered": one actor, and a verb that does not agree with it.
        Tag::Vbp => {
            let inside = before == Tag::Nn && at >= 2 && matches!(tokens[at - 2].tag, Tag::Dt | Tag::Jj);
            !object && inside && finite_follows(tokens, at, text)
        }
        _ => false,
    }
}

/// "two ISIS attacks on Monday frightened": a deed's plural behind its number read as a verb, before the finite one.
fn is_deed_plural(tokens: &[Token], at: usize, text: &str) -> bool {
    let counted = tokens[..at].iter().rev().find(|t| !t.tag.is_noun()).is_some_and(|t| t.tag == Tag::Cd);
    let verb =
        tokens[at + 1..].iter().take(8).take_while(|t| t.tag != Tag::Cc && t.kind != TokenKind::Punct).any(|t| {
            matches!(t.tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp)
        });
    tokens[at].tag == Tag::Vbz && tokens[at].raw(text).ends_with('s') && counted && verb
}

/// "a wanted militant committed suicide", "another accused was arrested": a listed noun from `from` to `at` read as an
/// adjective or participle, with no noun behind it.
fn is_listed_head(
    program: &Program,
    headline: bool,
    tokens: &[Token],
    from: usize,
    at: usize,
    is_verb_form: &dyn Fn(&Token) -> bool,
) -> bool {
    let next = tag_at(tokens, Some(at + 1));
    let verb = tokens.get(at + 1).is_some_and(is_verb_form);
    let headed =
        next.is_noun() && !(headline && verb) || next.is_adjective() && !verb && tag_at(tokens, Some(at + 2)).is_noun();
    let before = from.checked_sub(1).map(|i| tokens[i]);
    // "the accused was", "another wanted is": behind a determiner or number and before a verb a participle is a noun.
    let stands = matches!(tokens[at].tag, Tag::Vbn | Tag::Vbd)
        && before.is_some_and(|t| matches!(t.tag, Tag::Dt | Tag::Cd | Tag::Jj))
        && matches!(next, Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp | Tag::Cc);
    (tokens[at].tag.is_adjective() || stands)
        && !headed
        && !before.is_some_and(|t| program.grammar.is(t.word, WordClass::Be))
}

/// A word for persons or a body of them, and no name.
fn is_person_or_body(program: &Program, id: EntryId) -> bool {
    let types = program.types_of(id);
    (types.meets(program.kinds.person) || types.meets(program.kinds.actor) || types.meets(program.kinds.rank))
        && !program.entry(id).is_name
}

/// "a drive-by shooting", "a bomb blast": a listed noun of several words is one noun, whatever its parts were read as.
fn join(tokens: &mut [Token], from: usize, at: usize) {
    for token in tokens[from..at].iter_mut().filter(|t| matches!(t.tag, Tag::Vb | Tag::Vbp | Tag::Vbz)) {
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

/// The word of a headline without a finite verb that tells in the present: behind a noun, before a group or preposition.
/// One before a number or determiner is the surest.
fn headline_verb(tokens: &[Token], is_verb_form: &dyn Fn(usize, &Token) -> bool, text: &str) -> Option<(u8, usize)> {
    let strength = |i: usize| {
        let token = tokens[i];
        let base = matches!(token.tag, Tag::Nn | Tag::Nns | Tag::Vb | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Vbp);
        let raw = token.raw(text);
        let before = tokens[i - 1];
        if !base || !is_verb_form(i, &token) || raw.ends_with("ing") || raw.ends_with("ed") || !before.tag.is_noun() {
            return 0;
        }
        let next = tokens.get(i + 1).filter(|t| t.kind != TokenKind::Joiner);
        let counted = next.is_some_and(|t| matches!(t.tag, Tag::Cd | Tag::Dt | Tag::PrpPoss));
        let noun = next.is_some_and(|t| t.tag.is_noun() || t.tag.is_adjective());
        let preposition = next.is_some_and(|t| matches!(t.tag, Tag::In | Tag::To | Tag::Rp | Tag::Sconj));
        // "Car bomb kills nine" agrees in the singular, "Gunmen storm hotel" in the plural; bodies take both.
        let third = raw.ends_with('s') && !raw.ends_with("ss");
        let plural =
            before.tag == Tag::Nns || before.tag == Tag::Nnps || before.tag.is_proper() || before.case == Case::Upper;
        match (counted, noun, preposition) {
            (true, _, _) => 3,
            (_, true, _) if third || plural => 2,
            (_, _, true) if third && before.tag != Tag::Nns || !third && before.tag == Tag::Nns => 1,
            _ => 0,
        }
    };
    let best = (1..tokens.len()).map(|i| (strength(i), std::cmp::Reverse(i))).max()?;
    (best.0 > 0).then_some((best.0, best.1.0))
}
