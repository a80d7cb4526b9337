//! What was read as a verb, adjective or particle and names or describes something.
//!
//! Invariant: looks only at the tags around the word, never changes one. What the word itself is tagged as the caller has
//! seen, where it says so.

use crate::analysis::numbers::Hedge;
use crate::compile::{Program, WordClass};
use crate::text::{Tag, Token, TokenKind, opens_quotation};

use super::{finite_follows, is_finite, is_object, is_past_form, is_report, tag_at};

/// `assassinated in "Marimin" village`: a preposition that was read as a particle, before a name in quotation marks.
pub(super) fn is_quoted_place(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    program.grammar.is(tokens[at].word, WordClass::PlacePreposition)
        && tokens.get(at + 1).is_some_and(|t| opens_quotation(t.mark(text)))
        && tag_at(tokens, Some(at + 2)).is_noun()
}

/// "carried out concentrated strikes": a participle between a verb and the deed in the plural that it carries out.
pub(super) fn is_qualified_deed(tokens: &[Token], at: usize) -> bool {
    let verb = |t: Tag| t == Tag::Rp || matches!(t, Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp | Tag::Vb | Tag::Vbg);
    at >= 2
        && tokens[at].tag == Tag::Nns
        && matches!(tokens[at - 1].tag, Tag::Vbd | Tag::Vbn)
        && tokens[at - 2].tag != tokens[at - 1].tag
        && verb(tokens[at - 2].tag)
}

/// "said that one of them had died", "adding that one officer had died": before a part of something, and before a number
/// that somebody tells, stands no determiner.
pub(super) fn opens_content(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let counted =
        program.grammar.is(tokens[at].word, WordClass::Complementizer) && tag_at(tokens, Some(at + 1)) == Tag::Cd;
    let part = || tokens.get(at + 2).is_some_and(|t| program.grammar.is(t.word, WordClass::Of));
    // "saying that five people, two of them women, had been killed"
    let aside = || {
        let group = tokens[at + 1..].iter().take_while(|t| t.tag == Tag::Cd || t.tag.is_noun() || t.tag.is_adjective());
        tokens.get(at + 1 + group.count()).is_some_and(|t| t.raw(text) == ",")
    };
    counted
        && (part() || at > 0 && is_report(program, &tokens[at - 1]) && (finite_follows(tokens, at, text) || aside()))
}

/// "circulated about armed men": an adverb that can stand before a number, and stands before no number but a group.
pub(super) fn hedges_nothing(program: &Program, tokens: &[Token], at: usize) -> bool {
    let number = |t: &Token| t.tag == Tag::Cd || program.numbers.starts(t);
    let group = |t: &Token| t.tag.is_noun() || t.tag.is_adjective() || matches!(t.tag, Tag::Dt | Tag::PrpPoss);
    program.tagger.known(tokens[at].word).contains(Tag::In)
        && program.numbers.hedge(tokens, at) == Some((1, Hedge::About))
        && tokens[..at].last().is_some_and(|t| t.tag.is_verb() || t.tag.is_noun())
        && tokens.get(at + 1).is_some_and(|t| group(t) && !number(t))
}

/// "* Near Qayyarah, one strike": a preposition of place right before a name.
pub(super) fn leads_name(program: &Program, tokens: &[Token], at: usize) -> bool {
    program.grammar.is(tokens[at].word, WordClass::Site)
        && tokens.get(at + 1).is_some_and(|t| t.tag.is_proper() && t.is_capitalised())
}

/// "killed a Palestinian near", "an Israeli was": a demonym behind its determiner with no noun that it could describe.
pub(super) fn is_somebody(tokens: &[Token], at: usize) -> bool {
    let describes = |i| {
        let tag = tag_at(tokens, Some(i));
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Cd | Tag::Hyph | Tag::Vbn | Tag::Vbg)
    };
    let joined = matches!(tag_at(tokens, Some(at + 1)), Tag::Cc | Tag::Punct) && describes(at + 2);
    tokens[at].tag.is_adjective() && tag_at(tokens, at.checked_sub(1)) == Tag::Dt && !describes(at + 1) && !joined
}

/// "Settler shoots Palestinian dead", "Police shoot Israeli in Haifa": a demonym behind a headline's verb with no noun that
/// it could describe.
pub(super) fn is_felled(tokens: &[Token], at: usize) -> bool {
    let next = tag_at(tokens, Some(at + 1));
    let behind = if next.is_adjective() { tag_at(tokens, Some(at + 2)) } else { next };
    let free = matches!(behind, Tag::In | Tag::Punct | Tag::Cc);
    tokens[at].tag.is_adjective() && at > 0 && matches!(tokens[at - 1].tag, Tag::Vbz | Tag::Vbp) && free
}

/// "said shelling killed two": a gerund that a past form with an object follows.
pub(super) fn is_deed_before_past(tokens: &[Token], at: usize, is_verb_form: &dyn Fn(&Token) -> bool) -> bool {
    let past = tokens.get(at + 1).is_some_and(|t| matches!(t.tag, Tag::Vbd | Tag::Vbn) && is_verb_form(t));
    tokens[at].tag == Tag::Vbg && past && is_object(tokens, at + 2)
}

/// "strikes against ISIS camps in Syria": what was read as a verb, behind a name under a preposition.
pub(super) fn is_named_kind(tokens: &[Token], at: usize) -> bool {
    at > 1 && tokens[at].tag == Tag::Vbz && tokens[at - 1].tag.is_proper() && tokens[at - 2].tag == Tag::In
}

/// "wrote on Telegram that jets had bombed": behind the word that opens the clause its subject stands, and not its verb.
pub(super) fn is_subject_of_content(program: &Program, tokens: &[Token], at: usize) -> bool {
    let opens = |t: &Token| program.grammar.is(t.word, WordClass::Complementizer);
    let acts = tag_at(tokens, Some(at + 1)).is_aux() && program.tagger.known(tokens[at].word).contains(Tag::Nns);
    tokens[at].tag == Tag::Vbz && acts && at > 0 && opens(&tokens[at - 1])
}

/// "went from house to house", "going door to door": the same noun twice, the second read as a verb.
pub(super) fn is_way(tokens: &[Token], at: usize) -> bool {
    tokens[at - 1].tag == Tag::To && tokens[at - 2].word == tokens[at].word && tokens[at - 2].tag.is_noun()
}

/// "a wanted militant", "kidnapped businessman freed", "a little-known militia": a past form read as a verb where it can
/// only describe the noun behind it.
pub(super) fn is_modifier(program: &Program, headline: bool, tokens: &[Token], at: usize, text: &str) -> bool {
    let next = tag_at(tokens, Some(at + 1));
    let noun = next.is_noun() || next.is_adjective() && tag_at(tokens, Some(at + 2)).is_noun();
    if !noun {
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
        // "the army and allied militias killed 12"
        Some(before) if before.tag == Tag::Cc => {
            let group = if next.is_adjective() { 3 } else { 2 };
            let behind = tokens[at + group..].iter().take_while(|t| t.kind != TokenKind::Punct);
            let object = |t: &Token| t.tag.is_noun() || matches!(t.tag, Tag::Dt | Tag::Cd);
            let verb = behind.clone().zip(behind.skip(1)).any(|(t, o)| past(t) && object(o));
            !tokens[..at].iter().any(|t| is_finite(t) || past(t)) && verb
        }
        // "Two dead as suspected Turkish drone targets car"
        Some(before) if program.grammar.is(before.word, WordClass::Subordinator) => {
            headline || finite_follows(tokens, at, text)
        }
        // "some of them retired policemen,"
        Some(before) if before.tag == Tag::Prp => {
            let of = at >= 2 && program.grammar.is(tokens[at - 2].word, WordClass::Of);
            of && tag_at(tokens, Some(at + 2)) == Tag::Punct
        }
        // "Two rigged houses were defused", "shot by two hired gunmen"
        Some(before) if before.tag == Tag::Cd => {
            let led = at >= 2 && tokens[at - 2].tag == Tag::In;
            let led = led && !program.grammar.is(tokens[at - 2].word, WordClass::Subordinator);
            tokens[at].tag == Tag::Vbd && (led || finite_follows(tokens, at, text))
        }
        // "opened fire on alleged rebel camps"
        Some(before) if before.tag == Tag::In && tokens[at].tag == Tag::Vbn => {
            !program.grammar.is(before.word, WordClass::Subordinator)
        }
        // "arrested alleged gang members"
        Some(before) if matches!(before.tag, Tag::Vb | Tag::Vbd | Tag::Vbg) => {
            tokens[at].tag == Tag::Vbn && next != Tag::Nnp
        }
        Some(before) => {
            tokens[at].tag == Tag::Vbd
                && before.tag == Tag::Dt
                && (program.grammar.is(before.word, WordClass::SingleDeterminer)
                    || program.grammar.is(before.word, WordClass::Definite))
        }
    }
}

/// "one of the injured died", "quoted one of the freed as saying": a past form with the article and no noun behind it;
/// "Three convicted fled": one with a number, before a verb that nobody can suffer.
pub(super) fn names_people(program: &Program, tokens: &[Token], at: usize) -> bool {
    let article = at.checked_sub(1).is_some_and(|i| program.grammar.is(tokens[i].word, WordClass::Definite));
    let next = tag_at(tokens, Some(at + 1));
    let died = tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::IntransitivePast));
    let ends = died
        || next.is_aux()
        || matches!(next, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::In | Tag::Punct | Tag::To);
    // "The two injured said"
    let speaks = next == Tag::Vbd && is_report(program, &tokens[at + 1]);
    article && ends || (died || speaks) && tag_at(tokens, at.checked_sub(1)) == Tag::Cd
}

/// "soldiers and allied militias": of the noun behind it, and no verb.
pub(super) fn is_linked(program: &Program, tokens: &[Token], at: usize) -> bool {
    program.grammar.is(tokens[at].word, WordClass::Linked)
        && tag_at(tokens, at.checked_sub(1)) == Tag::Cc
        && tag_at(tokens, Some(at + 1)) == Tag::Nns
        && tag_at(tokens, Some(at + 2)) != Tag::To
}

/// "a truck loaded with missiles": what is full of something was filled.
pub(super) fn is_filled(program: &Program, tokens: &[Token], at: usize) -> bool {
    tag_at(tokens, at.checked_sub(1)).is_noun()
        && program.grammar.is(tokens[at].word, WordClass::Filled)
        && tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::Absolute))
}

/// "gunmen believed to be members of a gang killed": nobody believes to be anything, so others believe it of them.
pub(super) fn is_supposed(program: &Program, tokens: &[Token], at: usize) -> bool {
    tag_at(tokens, at.checked_sub(1)).is_noun()
        && program.grammar.is(tokens[at].word, WordClass::Supposed)
        && tag_at(tokens, Some(at + 1)) == Tag::To
}

/// "were killed in an airstrike carried out by jets": behind the verb of its clause, what is done "by" somebody describes.
/// "Mass execution carried out by fighters": in a headline, with no verb before it either.
pub(super) fn is_done_by(program: &Program, headline: bool, tokens: &[Token], at: usize) -> bool {
    let by = |at: usize| tokens.get(at).is_some_and(|t| program.grammar.is(t.word, WordClass::By));
    let goes_on = |tag: Tag| {
        !matches!(tag, Tag::Punct | Tag::Cc | Tag::Sconj | Tag::PronWdt | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::WrbSconj)
    };
    // "the killing of six men, carried out by gunmen"
    let aside = at > 1 && tokens[at - 1].kind == TokenKind::Punct && tokens[at - 2].tag.is_noun();
    let from = if aside { at - 1 } else { at };
    let phrasal = tag_at(tokens, Some(at + 1)) == Tag::Rp && by(at + 2);
    (by(at + 1) || phrasal)
        && (aside || tag_at(tokens, at.checked_sub(1)).is_noun())
        && program.tagger.known(tokens[at].word).contains(Tag::Vbn)
        && ((headline || aside) && phrasal || tokens[..from].iter().rev().take_while(|t| goes_on(t.tag)).any(is_finite))
}

/// "artillery shelling on the suburb": a listed deed of several words whose last was read as a verb.
pub(super) fn is_compound(tokens: &[Token], at: usize) -> bool {
    matches!(tokens[at].tag, Tag::Vbg | Tag::Vb | Tag::Vbp) && !is_object(tokens, at + 1)
}

/// "the priest's killing shocked", "days of shelling in Idlib", "an army raid ended": a deed's noun read as its verb, where
/// no object follows and a verb cannot stand.
pub(super) fn is_deed_noun(program: &Program, tokens: &[Token], at: usize, text: &str) -> bool {
    let (before, next) = (tag_at(tokens, at.checked_sub(1)), tag_at(tokens, Some(at + 1)));
    let object = is_object(tokens, at + 1);
    match tokens[at].tag {
        Tag::Vb | Tag::Vbp if !object && is_described(tokens, at) => true,
        Tag::Vbg => {
            let of = at > 0 && program.grammar.is(tokens[at - 1].word, WordClass::Of) && next == Tag::In;
            // "Fighting broke out": a deed with a finite verb right behind it.
            let opens = matches!(before, Tag::Punct | Tag::Cc | Tag::Wrb | Tag::WrbSconj | Tag::Sconj | Tag::In);
            let happened = tokens.get(at + 1).is_some_and(|t| program.grammar.is(t.word, WordClass::IntransitivePast));
            // "The blast and shooting left 12 dead"
            let left = next.is_adjective()
                && is_object(tokens, at + 2)
                && is_past_form(program, &tokens[at + 1])
                && before == Tag::Cc;
            let finite = matches!(next, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::AuxVbd | Tag::AuxVbz) || happened || left;
            let opening = at == 0 || before == Tag::Punct;
            // "Fighting in and around the town killed 20"
            let joint = matches!(next, Tag::Rb | Tag::Rp)
                && tag_at(tokens, Some(at + 2)) == Tag::Cc
                && tag_at(tokens, Some(at + 3)) == Tag::In;
            let subject = finite && (opens || before == Tag::Jj)
                || (next == Tag::In || joint)
                    && opening
                    && (finite_follows(tokens, at, text)
                        || !tokens[..at].iter().any(is_finite) && is_pair_before(&tokens[at..]));
            // "was hit by shelling."
            let caused = at > 0
                && program.grammar.is(tokens[at - 1].word, WordClass::By)
                && tokens.get(at + 1).is_none_or(|t| t.tag == Tag::Punct);
            before == Tag::Poss || caused || subject || !object && (of || matches!(before, Tag::PrpPoss | Tag::Dt))
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
        // "fled by boat after raid in Kismayo"
        Tag::Vbp if before == Tag::In => !object,
        // "Police net six in drugs raid in Lagos"
        Tag::Vbp if before.is_noun() && !before.is_proper() && at > 3 && tokens[at - 2].tag == Tag::In => {
            !object && tokens[..at - 2].windows(2).any(|w| w[0].tag.is_noun() && w[1].tag == Tag::Cd)
        }
        // "A police raid in the old town uncovered": one actor, and a verb that does not agree with it.
        Tag::Vbp => {
            let inside = before == Tag::Nn && at >= 2 && matches!(tokens[at - 2].tag, Tag::Dt | Tag::Jj);
            !object && inside && finite_follows(tokens, at, text)
        }
        _ => false,
    }
}

/// "a joint raid with", "carried out a large-scale raid on": behind a determiner and adjectives or words with a hyphen.
fn is_described(tokens: &[Token], at: usize) -> bool {
    let hyphenated = |i: usize| tokens[i].tag.is_noun() && i > 0 && tokens[i - 1].tag == Tag::Hyph;
    let describes = |i: &usize| tokens[*i].tag.is_adjective() || tokens[*i].tag == Tag::Hyph || hyphenated(*i);
    let many = (0..at).rev().take_while(describes).count();
    many > 0 && matches!(tag_at(tokens, at.checked_sub(many + 1)), Tag::Dt | Tag::PrpPoss | Tag::Poss)
}

/// "Fighting between the army and rebels killed 12", "In May, fighting between the army and rebels killed 12": a finite verb
/// before the first mark, and no other clause before it.
fn is_pair_before(tokens: &[Token]) -> bool {
    let clause = |t: &&Token| {
        t.kind != TokenKind::Punct
            && !matches!(t.tag, Tag::Sconj | Tag::Wrb | Tag::WrbSconj | Tag::Wp | Tag::Wdt | Tag::PronWdt | Tag::Vbg)
    };
    tokens[1..].iter().take_while(clause).any(is_finite)
}

/// "two ISIS attacks on Monday frightened": a deed's plural behind its number read as a verb, before the finite one.
pub(super) fn is_deed_plural(tokens: &[Token], at: usize, text: &str) -> bool {
    let counted = tokens[..at].iter().rev().find(|t| !t.tag.is_noun()).is_some_and(|t| t.tag == Tag::Cd);
    let verb = tokens[at + 1..]
        .iter()
        .take(8)
        .take_while(|t| t.tag != Tag::Cc && t.kind != TokenKind::Punct)
        .any(|t| t.tag.is_finite());
    tokens[at].tag == Tag::Vbz && tokens[at].raw(text).ends_with('s') && counted && verb
}

/// "a wanted militant committed suicide", "another accused was arrested": a listed noun from `from` to `at` read as an
/// adjective or participle, with no noun behind it.
pub(super) fn is_listed_head(
    program: &Program,
    headline: bool,
    tokens: &[Token],
    from: usize,
    at: usize,
    is_verb_form: &dyn Fn(&Token) -> bool,
) -> bool {
    let next = tag_at(tokens, Some(at + 1));
    let verb = tokens.get(at + 1).is_some_and(is_verb_form);
    // "A militant shot the officer"
    let past = || tokens.get(at + 1).is_some_and(|t| is_past_form(program, t)) && is_object(tokens, at + 2);
    let headed = next.is_noun() && !(verb && (headline || past()))
        || next.is_adjective() && !verb && tag_at(tokens, Some(at + 2)).is_noun();
    let before = from.checked_sub(1).map(|i| tokens[i]);
    // "the accused was", "another wanted is": behind a determiner or number and before a verb a participle is a noun.
    let stands = matches!(tokens[at].tag, Tag::Vbn | Tag::Vbd)
        && before.is_some_and(|t| matches!(t.tag, Tag::Dt | Tag::Cd | Tag::Jj))
        && matches!(next, Tag::AuxVbd | Tag::AuxVbz | Tag::AuxVbp | Tag::Cc);
    // "Gunmen execute shepherd near": a noun that is a form of no verb of the packs.
    let stands = stands || headline && tokens[at].tag == Tag::Vbn && !is_verb_form(&tokens[at]);
    // "Four accused escaped", "The accused opened fire"
    let stands = stands
        || matches!(tokens[at].tag, Tag::Vbn | Tag::Vbd)
            && before.is_some_and(|t| matches!(t.tag, Tag::Dt | Tag::Cd))
            && matches!(next, Tag::Vbd | Tag::Vbn);
    (tokens[at].tag.is_adjective() || stands)
        && !headed
        && !before.is_some_and(|t| program.grammar.is(t.word, WordClass::Be))
}

/// "There was fighting", "there has also been shooting": a deed that is said to be, and no object behind it.
pub(super) fn is_what_there_is(tokens: &[Token], at: usize) -> bool {
    let between = |t: &&Token| t.tag.is_aux() || t.tag.is_verb() || t.tag == Tag::Rb;
    let there = tokens[..at].iter().rev().skip_while(between).map(|t| t.tag).next();
    let object = tokens.get(at + 1).is_some_and(|t| t.tag.is_noun() || matches!(t.tag, Tag::Dt | Tag::Prp | Tag::Cd));
    there == Some(Tag::Ex) && at >= 2 && !object
}
