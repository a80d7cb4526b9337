//! What was read as a noun, adjective or participle and is the verb of its clause.
//!
//! Invariant: looks only at the tags around the word, never changes one.

use crate::compile::{Program, VerbMeaning, WordClass};
use crate::text::{Tag, Token, TokenKind, WordId};

use super::{finite_follows, is_finite, is_object, is_past_form, is_report, tag_at};

/// "an organization that monitors the border": a verb read as a plural, between a relative pronoun and its object.
pub(super) fn tells_of_antecedent(program: &Program, tokens: &[Token], at: usize) -> bool {
    let before = tokens[at - 1];
    let pronoun = program.grammar.is(before.word, WordClass::That)
        || matches!(before.tag, Tag::Wdt | Tag::PronWdt | Tag::Wp)
            && program.grammar.is(before.word, WordClass::Relative);
    let object = matches!(tag_at(tokens, Some(at + 1)), Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Prp);
    pronoun && object && tokens[at - 2].tag.is_noun()
}

/// "Gangs, which control most of the capital": the same read as a singular, of several and of a part behind it.
pub(super) fn tells_of_several(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let which = matches!(tokens[at - 1].tag, Tag::Wdt | Tag::PronWdt | Tag::Wp)
        && program.grammar.is(tokens[at - 1].word, WordClass::Relative);
    let several = matches!(tag_at(tokens, at.checked_sub(3)), Tag::Nns | Tag::Nnps) && tokens[at - 2].raw(text) == ",";
    which && several && matches!(tag_at(tokens, Some(at + 1)), Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Jjs)
}

/// "who sits on the council": behind "who" and before a preposition stands no noun.
pub(super) fn is_told_of(program: &Program, tokens: &[Token], at: usize) -> bool {
    let who = tokens[at - 1].tag == Tag::Wp && program.grammar.is(tokens[at - 1].word, WordClass::Relative);
    who && tokens[at - 2].kind == TokenKind::Punct
        && matches!(tag_at(tokens, Some(at + 1)), Tag::In | Tag::To | Tag::Rb)
}

/// "were themselves killed": a reflexive between an auxiliary and its participle.
pub(super) fn stands_inside(program: &Program, tokens: &[Token], at: usize) -> bool {
    let auxiliary = tag_at(tokens, at.checked_sub(1)).is_aux();
    let past = matches!(tag_at(tokens, Some(at + 1)), Tag::Vbd | Tag::Vbn);
    auxiliary && past && program.grammar.is(tokens[at].word, WordClass::Reflexive)
}

/// "hands over", "guns down": the word and the next are a phrase of the verb lexicon.
pub(super) fn is_phrasal(program: &Program, tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.get(at + 1).filter(|t| !t.tag.is_noun()) else { return false };
    goes_with(program, program.lemmas.known(tokens[at].word, Tag::Vbz), next.word)
}

/// A phrase of the verb lexicon begins with the verb and the word.
fn goes_with(program: &Program, lemma: WordId, word: WordId) -> bool {
    program.verbs.of(lemma).iter().any(|entry| entry.rest.first() == Some(&word))
}

/// "the bomb exploded": a past form that cannot be passive, with no auxiliary before it.
pub(super) fn is_intransitive(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    // "The assailants “fled”"
    let between =
        |t: &&Token| matches!(t.tag, Tag::Rb | Tag::Rbr | Tag::Not) || matches!(t.mark(text), "\"" | "“" | "”" | "«");
    let led = tokens[..at].iter().rev().take_while(between).count();
    // "a device (IED) exploded"
    let bracket = |end: usize| tokens[..end].iter().rposition(|t| t.mark(text) == "(");
    let end = at - led;
    let end = if tokens[..end].last().is_some_and(|t| t.mark(text) == ")") { bracket(end).unwrap_or(end) } else { end };
    let before = end.checked_sub(1).map(|i| tokens[i]);
    // "a bomb detonated by the army"
    let by = tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::By));
    !by && program.grammar.is(tokens[at].word, WordClass::IntransitivePast)
        && before.is_some_and(|t| t.tag.is_noun() || t.tag.is_adjective() || matches!(t.tag, Tag::Prp | Tag::Cc))
}

/// "Officials said on Tuesday troops killed a man": a past form of saying right behind who says it, where what is said of
/// somebody would go on with "to" or "by".
pub(super) fn is_saying(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let token = tokens[at];
    let speaker = tag_at(tokens, at.checked_sub(1));
    let next = tokens.get(at + 1);
    let suffered = next.is_none_or(|t| t.tag == Tag::To || program.grammar.is(t.word, WordClass::By));
    (speaker.is_noun() || speaker == Tag::Prp)
        && !suffered
        && !token.raw(text).ends_with("ed")
        && is_report(program, &token)
        && finite_follows(tokens, at, text)
}

/// "The bomb, which was hidden in a bag, exploded", "The group, an offshoot of another, boasted of it": a past form that
/// cannot be passive, of what stands before an aside.
pub(super) fn is_happening_behind_aside(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let comma = |i: usize| tokens[i].raw(text) == ",";
    if at < 4 || !comma(at - 1) || !program.grammar.is(tokens[at].word, WordClass::IntransitivePast) {
        return false;
    }
    let opens = |i: &usize| {
        let next = tokens[i + 1];
        comma(*i) && (next.tag == Tag::Dt || program.grammar.is(next.word, WordClass::Relative))
    };
    // "The group (PKK), an offshoot"
    let named = |t: &Token| t.tag.is_noun() || t.mark(text) == ")";
    (1..at - 2).rev().find(opens).is_some_and(|i| named(&tokens[i - 1]) && !tokens[..i].iter().any(is_finite))
}

/// "The group, an offshoot of another, denied losing any men": the same behind an aside, in a clause without another verb.
pub(super) fn is_saying_behind_aside(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let said = matches!(tag_at(tokens, Some(at + 1)), Tag::Vbg | Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Nns);
    said && at > 3
        && tokens[at - 1].raw(text) == ","
        && is_report(program, &tokens[at])
        && !tokens[..at].iter().any(is_finite)
        && !finite_follows(tokens, at, text)
}

/// The tag of a word of the verb lexicon that was read as a noun or adjective where only a verb can stand.
pub(super) fn as_verb(program: &Program, tokens: &[Token], at: usize, text: &str) -> Option<Tag> {
    let token = tokens[at];
    let nominal = token.tag.is_noun() && !token.tag.is_proper();
    if !nominal && !token.tag.is_adjective() {
        return None;
    }
    let raw = token.raw(text);
    let before = tag_at(tokens, at.checked_sub(1));
    let next = tokens.get(at + 1)?;
    if nominal && closes_quotation(program, tokens, at, text) {
        return Some(Tag::Vbd);
    }
    if program.grammar.is(next.word, WordClass::Reflexive) {
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
    if program.verbs.of(token.word).iter().any(|entry| follows(&entry.rest)) {
        return Some(Tag::Vbd);
    }
    let past = || is_past_form(program, &token);
    // "was later shot", "were later set free"
    let aux = |at: Option<usize>| tag_at(tokens, at).is_aux();
    if matches!(before, Tag::Rb | Tag::Rbr) && aux(at.checked_sub(2)) && past() {
        return Some(Tag::Vbn);
    }
    // "were cornered in a flat and shot": bare, at the end of what was done to them.
    let ends = next.kind == TokenKind::Punct || next.tag == Tag::In;
    let done = |i: usize| tokens[i].tag.is_aux() && tag_at(tokens, Some(i + 1)) == Tag::Vbn;
    if before == Tag::Cc && nominal && ends && !raw.ends_with('s') && past() && (0..at).any(done) {
        return Some(Tag::Vbn);
    }
    // "A bomber set off his explosives", "and set houses ablaze": where the clause has no verb yet, or behind "and", one word
    // more is enough, and the object may stand before it.
    let acts = || before == Tag::Cc || before.is_noun() && needs_verb(program, tokens, at, text);
    let holds = |rest: &[WordId]| {
        let here =
            |from: usize| rest.iter().enumerate().all(|(i, w)| tokens.get(from + i).is_some_and(|t| t.word == *w));
        let object = tokens[at + 1..].iter().take(4).take_while(|t| is_nominal(t.tag)).count();
        !rest.is_empty()
            && (here(at + 1) && is_object(tokens, at + 1 + rest.len()) || object > 0 && here(at + 1 + object))
    };
    if nominal && past() && acts() && program.verbs.of(token.word).iter().any(|entry| holds(&entry.rest)) {
        return Some(Tag::Vbd);
    }
    // "has cost more than 40 lives": behind "have" and before a number or determiner stands no noun.
    let had =
        at > 0 && program.grammar.is(program.lemmas.known(tokens[at - 1].word, tokens[at - 1].tag), WordClass::Have);
    // "has smashed a spy ring"
    if had && matches!(next.tag, Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Jjr) {
        return Some(Tag::Vbn);
    }
    // "had laid down their arms"
    let participle = raw.ends_with("ed") || program.lemmas.known(token.word, Tag::Vbn) != token.word;
    if had && participle && matches!(next.tag, Tag::In | Tag::Rp | Tag::Prp) {
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
    // "Farmers laid siege to"
    // "two ISIS camps in Syria": a plural is none.
    let open = || nominal && token.tag != Tag::Nns || past() && needs_verb(program, tokens, at, text);
    let entries = program.verbs.of(base).iter().filter(|_| base != token.word && before.is_noun() && open());
    if entries.filter(|entry| !entry.rest.is_empty()).any(|entry| stands(&entry.rest)) {
        return Some(Tag::Vbd);
    }
    // "Gunmen shot and killed a judge": beside a past form stands another, where no verb came before.
    let beside = next.tag == Tag::Cc && matches!(tag_at(tokens, Some(at + 2)), Tag::Vbd | Tag::Vbn);
    if nominal && base != token.word && before.is_noun() && beside {
        let open = |t: &&Token| t.kind != TokenKind::Punct && t.tag != Tag::Cc;
        return (!tokens[..at].iter().rev().take_while(open).any(is_finite)).then_some(Tag::Vbd);
    }
    // "An extremist shot nine people", "Turkish artillery hit villages", "Settlers burnt crops"
    let apart = matches!(next.tag, Tag::Dt | Tag::PrpPoss | Tag::Cd);
    let whose = before == Tag::Nns || before.is_proper() || nominal || apart;
    // "An attack on January 18 wounded ten people": a date is no number of them.
    let subject = before.is_noun() || before == Tag::Cd && apart;
    if whose && subject && is_object(tokens, at + 1) && past() && needs_verb(program, tokens, at, text) {
        return Some(Tag::Vbd);
    }
    // "a man who police say shot two guards": right behind a report inside a relative clause.
    if nominal && apart && past() && is_said_of_antecedent(program, tokens, at) {
        return Some(Tag::Vbd);
    }
    // "set fire to homes and shot residents"
    let counted = matches!(next.tag, Tag::Nns | Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Prp);
    // "hid in a house and shot at police"
    let phrase = || program.verbs.of(base).iter().any(|entry| !entry.rest.is_empty() && stands(&entry.rest));
    if nominal && before == Tag::Cc && base != token.word && past() && (counted || phrase()) {
        let open = |t: &&Token| t.kind != TokenKind::Punct && t.tag != Tag::Sconj;
        let goes_on =
            tokens[..at].iter().rev().take_while(open).find(|t| is_finite(t)).is_some_and(|t| t.tag == Tag::Vbd);
        return (goes_on && !finite_follows(tokens, at, text)).then_some(Tag::Vbd);
    }
    // "Israeli tanks shell areas east of the city": the same in the present, behind a plural.
    let base =
        || program.tagger.known(token.word).contains(Tag::Vbp) || program.tagger.known(token.word).contains(Tag::Vb);
    let many = matches!(next.tag, Tag::Nns | Tag::Dt | Tag::PrpPoss | Tag::Cd);
    if token.tag == Tag::Nn && before == Tag::Nns && many && base() && needs_verb(program, tokens, at, text) {
        return Some(Tag::Vbp);
    }
    let determined = matches!(next.tag, Tag::Dt | Tag::PrpPoss | Tag::Cd);
    if nominal && raw.ends_with("ing") {
        // "confessed to bombing a bus station", "after shelling the town"
        // "a cell planning attacks": what they are busy with.
        let busy = program.grammar.is(token.word, WordClass::BusyGerund) && before.is_noun();
        if busy && (next.tag.is_noun() || matches!(next.tag, Tag::To | Tag::In) || determined) {
            return Some(Tag::Vbg);
        }
        // "arresting a man and seizing weapons": no noun, and behind another.
        let verbal = !program.tagger.known(token.word).contains(Tag::Nn);
        if before == Tag::Cc
            && verbal
            && (next.tag.is_noun() || determined)
            && tokens[..at].iter().any(|t| t.tag == Tag::Vbg)
        {
            return Some(Tag::Vbg);
        }
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

/// The word stands right behind the report of a clause that a relative pronoun opens before whoever says it.
fn is_said_of_antecedent(program: &Program, tokens: &[Token], at: usize) -> bool {
    let Some((report, before)) = tokens[..at].split_last() else { return false };
    let speaker = before.iter().rev().take_while(|t| is_nominal(t.tag)).count();
    let opener = before.len().checked_sub(speaker + 1).map(|i| before[i]);
    speaker > 0
        && is_finite(report)
        && is_report(program, report)
        && opener.is_some_and(|t| program.grammar.is(t.word, WordClass::Relative))
}

/// "“…,” the statement read.": a past form of saying between who says it, right behind the quotation, and a mark.
fn closes_quotation(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let lemma = program.lemmas.known(tokens[at].word, Tag::Vbd);
    let says = [WordClass::Report, WordClass::WeakReport].into_iter().any(|class| program.grammar.is(lemma, class));
    if !says || !is_past_form(program, &tokens[at]) || tag_at(tokens, Some(at + 1)) != Tag::Punct {
        return false;
    }
    let speaker = tokens[..at].iter().rev().take_while(|t| t.kind != TokenKind::Punct).count();
    let led = at.checked_sub(speaker + 1).map(|i| tokens[i]);
    speaker > 0
        && tokens[at - speaker..at].iter().all(|t| is_nominal(t.tag))
        && led.is_some_and(|t| matches!(t.raw(text), "\"" | "”" | "»"))
}

/// "Police stopped, searched and arrested two men": behind a past form and a comma or "and" another, read as a participle,
/// with an object or with a further one.
pub(super) fn is_listed_past(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    if tokens[at].tag != Tag::Vbn || tokens[at - 2].tag != Tag::Vbd {
        return false;
    }
    let mark = tokens[at - 1];
    let joined = mark.tag == Tag::Cc || mark.raw(text) == ",";
    let led = tokens[..at - 2].iter().rev().take(3);
    let free = !led.clone().any(|t| t.tag.is_aux() || program.grammar.is(t.word, WordClass::Be));
    let goes_on =
        tag_at(tokens, Some(at + 1)) == Tag::Cc && matches!(tag_at(tokens, Some(at + 2)), Tag::Vbd | Tag::Vbn);
    joined && free && (is_object(tokens, at + 1) || goes_on)
}

/// "as a drone struck their vehicle", "after units of the army killed dozens": the past form, read as a participle, of a
/// clause that a subordinating word opens and that has no other finite verb, with an object. Behind an actor it may have a
/// word of its own instead ("as security forces opened fire"), and "and" behind a comma, or nothing, may open the clause.
pub(super) fn has_subject(
    program: &Program,
    headline: bool,
    tokens: &[Token],
    at: usize,
    text: &str,
    actor: impl FnOnce() -> bool,
) -> bool {
    let is = |word, class| program.grammar.is(word, class);
    let group = |t: &&Token| is_nominal(t.tag) || t.tag == Tag::Hyph || is(t.word, WordClass::Of);
    let subject = tokens[..at].iter().rev().take_while(group).count();
    if subject == 0 || finite_follows(tokens, at, text) {
        return false;
    }
    let Some(opener) = at.checked_sub(subject + 1) else { return false };
    let next = tag_at(tokens, Some(at + 1));
    let subordinate = is(tokens[opener].word, WordClass::Subordinator);
    if subordinate && matches!(next, Tag::Dt | Tag::Cd | Tag::Prp | Tag::PrpPoss | Tag::Nns) {
        return true;
    }
    let base = program.lemmas.known(tokens[at].word, Tag::Vbd);
    if is(base, WordClass::Naming) {
        return false;
    }
    // "opened fire", but not "a man accused of murder".
    let own_word = || {
        let next = tokens.get(at + 1).map(|t| t.word);
        next.filter(|w| !is(*w, WordClass::Of) && !is(*w, WordClass::Absolute))
            .is_some_and(|w| goes_with(program, base, w))
    };
    // "said a fuel tank caught fire": what is said may be of a thing.
    if is_report(program, &tokens[opener]) && own_word() && is_object(tokens, at + 1) {
        return true;
    }
    if !actor() {
        return false;
    }
    // "killing eight, and police detained two men", "and on Tuesday police detained two men"
    let behind_and = |and: usize| tokens[and].tag == Tag::Cc && and > 0 && tokens[and - 1].raw(text) == ",";
    let goes_on = behind_and(opener) || opener > 0 && tokens[opener].tag == Tag::In && behind_and(opener - 1);
    // "On Sunday, militants fired on a village"
    let alone = || !headline && needs_verb(program, tokens, at, text);
    let strong = matches!(next, Tag::Dt | Tag::Cd | Tag::PrpPoss);
    subordinate && (is_object(tokens, at + 1) || own_word()) || goes_on && strong || (strong || own_word()) && alone()
}

/// "37 suspects detained": a line that is no sentence, of a number, those it counts and what was done to them.
pub(super) fn is_count_line(program: &Program, tokens: &[Token]) -> bool {
    let Some((last, counted)) = tokens.split_last() else { return false };
    let known = program.tagger.known(last.word);
    last.tag == Tag::Vbd
        && known.contains(Tag::Vbn)
        && !program.grammar.is(last.word, WordClass::IntransitivePast)
        && counted.len() > 1
        && counted[0].tag == Tag::Cd
        && counted.iter().all(|t| is_nominal(t.tag))
}

/// "eight died and 22 sustained injuries": behind a number that a conjunction opens, what people undergo is no adjective.
pub(super) fn is_sustained(program: &Program, tokens: &[Token], at: usize) -> bool {
    let lemma = program.lemmas.known(tokens[at].word, Tag::Vbd);
    let undergone = VerbMeaning::Class(WordClass::Undergo);
    tag_at(tokens, at.checked_sub(1)) == Tag::Cd
        && at > 1
        && tokens[at - 2].tag == Tag::Cc
        && tag_at(tokens, Some(at + 1)).is_noun()
        && lemma != tokens[at].word
        && program.verbs.of(lemma).iter().any(|entry| entry.rest.is_empty() && entry.meaning == undergone)
}

/// "Nine killed in Mosul; three hurt in Tikrit": a number, those it counts, and a deed that is done to them, with nobody
/// behind it, at the head of a sentence without another verb or of such a part of one.
pub(super) fn is_count_head(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let counted = tokens[..at].iter().rev().take_while(|t| is_nominal(t.tag)).count();
    let head = at - counted;
    let opens = head == 0 || tokens[head - 1].raw(text) == ";";
    let lemma = program.lemmas.known(tokens[at].word, Tag::Vbn);
    let harms = program.verbs.of(lemma).iter().any(|entry| entry.meaning == VerbMeaning::Class(WordClass::Happen));
    let next = tag_at(tokens, Some(at + 1));
    let by = tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::By));
    opens
        && !by
        && counted > 0
        && tokens[head].tag == Tag::Cd
        && harms
        && program.tagger.known(tokens[at].word).contains(Tag::Vbn)
        && !program.grammar.is(tokens[at].word, WordClass::IntransitivePast)
        && matches!(next, Tag::In | Tag::Punct)
        && !finite_follows(tokens, at, text)
}

/// The clause has no finite verb before the word, or one of saying ("said an extremist shot nine"), and none behind it.
fn needs_verb(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let other = |t: &&Token| {
        t.kind == TokenKind::Punct
            || matches!(t.tag, Tag::Sconj | Tag::Wp | Tag::Wdt | Tag::PronWdt | Tag::Wrb | Tag::Cc)
    };
    let earlier = tokens[..at].iter().rev().take_while(|t| !other(t)).find(|t| is_finite(t) || t.tag == Tag::Vbn);
    earlier.is_none_or(|t| is_report(program, t)) && !finite_follows(tokens, at, text)
}

fn is_nominal(tag: Tag) -> bool {
    tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::Cd | Tag::PrpPoss | Tag::Prp)
}

/// "The strike, carried out by a drone, hit a car": where the past form at `at` opens an aside between a subject and its
/// verb, the place of that verb.
pub(super) fn verb_behind_aside(program: &Program, tokens: &[Token], at: usize, text: &str) -> Option<usize> {
    let comma = |i: usize| tokens[i].raw(text) == ",";
    let next = *tokens.get(at + 1)?;
    // "The drone, shot down over Baghdad, was carrying"
    let phrase = || {
        let base = program.lemmas.known(tokens[at].word, Tag::Vbn);
        base != tokens[at].word && goes_with(program, base, next.word)
    };
    let past = match tokens[at].tag {
        Tag::Vbd | Tag::Vbn => matches!(next.tag, Tag::In | Tag::Rp | Tag::To),
        Tag::Nn => comma(at - 1) && next.tag != Tag::In && phrase(),
        _ => false,
    };
    if !past {
        return None;
    }
    let open = if comma(at - 1) { at - 1 } else { opens_apposition(program, tokens, at, text)? };
    if !open.checked_sub(1).is_some_and(|name| tokens[name].tag.is_noun()) {
        return None;
    }
    let before = tokens[..open].iter().rev().take_while(|t| t.kind != TokenKind::Punct).find(|t| is_finite(t));
    let waits = before.is_none_or(|t| is_report(program, t));
    let close = at + 1 + tokens[at + 1..].iter().take(LONG_ASIDE).position(|t| t.kind == TokenKind::Punct)?;
    let within = tokens[at + 1..close].iter().any(is_finite);
    let adverb = usize::from(tag_at(tokens, Some(close + 1)) == Tag::Rb);
    let verb = close + 1 + adverb;
    let tag = tag_at(tokens, Some(verb));
    (waits && comma(close) && !within && (tag.is_verb() || tag.is_aux()) && tag != Tag::Vbg).then_some(verb)
}

/// "A member of the Hashd, a coalition of factions now integrated into the army, said": the comma behind which a group with
/// an indefinite article runs up to the word. A sentence that sets out with where or when has its subject there.
fn opens_apposition(program: &Program, tokens: &[Token], at: usize, text: &str) -> Option<usize> {
    let open = tokens[..at].iter().rposition(|t| t.raw(text) == ",").filter(|open| at - open < LONG_ASIDE)?;
    let names = |t: &Token| is_nominal(t.tag) || matches!(t.tag, Tag::In | Tag::Rb);
    let indefinite = program.grammar.is(tokens[open + 1].word, WordClass::SingleDeterminer);
    (indefinite && tokens[open + 1..at].iter().all(names) && tokens[0].tag != Tag::In).then_some(open)
}

/// Tokens of an aside between commas, at most.
const LONG_ASIDE: usize = 16;
