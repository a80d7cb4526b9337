//! Checks of this room, as tables of sentences.

use proptest::prelude::*;

use super::*;
use crate::text::folded;

fn morphology() -> Morphology {
    let file = include_str!("../../../../../rules/english/lexicon/irregular.toml");
    Morphology::from(toml::from_str::<IrregularLexicon>(file).unwrap())
}

fn lemma(form: &str, tag: Tag, known: &[(&str, Tag)]) -> String {
    let mut vocabulary = Vocabulary::new();
    let tags: Vec<(WordId, Tag)> = known.iter().map(|(word, tag)| (vocabulary.intern(&folded(word)), *tag)).collect();
    let known = |id| tags.iter().filter(|(known, _)| *known == id).map(|(_, tag)| *tag).collect();
    let lemmatizer = Lemmatizer::new(morphology(), &mut vocabulary, known);
    let mut local = LocalWords::default();
    let word = local.intern(&vocabulary, form);
    let lemma = lemmatizer.lemma(&vocabulary, &mut local, word, tag);
    Words { vocabulary: &vocabulary, local: &local }.text(lemma).to_owned()
}

fn check(tag: Tag, pairs: &str) {
    for pair in pairs.split_whitespace() {
        let (form, expected) = pair.split_once('>').unwrap();
        assert_eq!(lemma(form, tag, &[]), expected, "{form}");
    }
}

#[test]
fn irregular_verbs() {
    check(
        Tag::Vbd,
        "fled>flee shot>shoot struck>strike said>say was>be found>find led>lead lay>lie won>win hanged>hang",
    );
    check(Tag::Vbn, "slain>slay stricken>strike hidden>hide overrun>overrun been>be seen>see");
    check(Tag::Vbz, "has>have goes>go is>be dies>die");
    check(Tag::Vbg, "lying>lie dying>die running>run fleeing>flee");
    check(Tag::Vb, "need>need bring>bring kill>kill");
    check(Tag::AuxVbp, "are>be 've>have");
}

#[test]
fn regular_verbs_without_any_known_word() {
    check(Tag::Vbd, "killed>kill arrested>arrest carried>carry shelled>shell planned>plan clashed>clash fired>fire");
    check(Tag::Vbd, "seized>seize detonated>detonate raided>raid stormed>storm released>release captured>capture");
    check(Tag::Vbd, "targeted>target exploded>explode submitted>submit travelled>travel kidnapped>kidnap hoped>hope");
    check(Tag::Vbg, "bombing>bomb using>use planning>plan targeting>target hitting>hit charging>charge adding>add");
    check(Tag::Vbz, "kills>kill clashes>clash carries>carry fires>fire seizes>seize uses>use");
}

#[test]
fn plurals() {
    check(
        Tag::Nns,
        "men>man gunmen>gunman policewomen>policewoman wives>wife lives>life bodies>body bases>base crises>crisis",
    );
    check(Tag::Nns, "forces>force clashes>clash buses>bus houses>house militias>militia series>series news>news");
    check(Tag::Nns, "heroes>hero civilians>civilian police>police aircraft>aircraft houses>house people>person");
    check(Tag::Nn, "news>news gas>gas");
}

#[test]
fn degrees_and_closed_words() {
    check(Tag::Jjr, "bigger>big larger>large earlier>early worse>bad stronger>strong");
    check(Tag::Jjs, "deadliest>deadly latest>late best>good");
    check(Tag::Not, "n't>not");
    check(Tag::Dt, "an>a the>the");
    check(Tag::Prp, "us>we");
    check(Tag::Nnp, "us>us");
}

#[test]
fn a_known_word_is_preferred() {
    assert_eq!(lemma("promoted", Tag::Vbn, &[]), "promot");
    assert_eq!(lemma("promoted", Tag::Vbn, &[("promote", Tag::Vb)]), "promote");
    assert_eq!(lemma("controlled", Tag::Vbd, &[("control", Tag::Vb)]), "control");
}

#[test]
fn forms_of_a_lemma() {
    let morphology = morphology();
    let strike = morphology.verb("strike");
    let forms: Vec<&str> = strike.tagged().map(|(form, _)| form).collect();
    assert_eq!(forms, ["strike", "strike", "strikes", "struck", "struck", "stricken", "striking"]);
    assert_eq!(morphology.verb("cancel").past, ["canceled", "cancelled"]);
    assert_eq!(morphology.verb("stop").ing, ["stopping"]);
    assert_eq!(morphology.verb("equip").past, ["equipped"]);
    assert_eq!(morphology.verb("carry").third, "carries");
    assert_eq!(morphology.plurals("gunman"), ["gunmen"]);
    assert_eq!(morphology.plurals("body"), ["bodies"]);
    assert_eq!(morphology.plurals("aircraft"), ["aircraft"]);
}

proptest! {
    #[test]
    fn the_forms_of_any_known_verb_lead_back_to_it(base in "[a-z]{2,4}[aeiou]?[bcdfgklmnprtvz]e?") {
        // "eating" is of "eat", which the language knows, and not of a made-up "eate".
        let verb = morphology().verb(&base);
        let irregular = |form: &str| morphology().irregular_verb_forms().any(|(known, _)| known == form);
        prop_assume!(verb.base == base && !verb.tagged().any(|(form, _)| irregular(form)));
        for (form, tag) in verb.tagged() {
            if form.len() > base.len() {
                prop_assert_eq!(lemma(form, tag, &[(&base, Tag::Vb)]), base.clone(), "{}", form);
            }
        }
    }
}
