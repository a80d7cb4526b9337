//! Checks of this room, as tables of sentences.

use proptest::prelude::*;

use super::*;
use crate::text::{LocalWords, Tokenizer, tokenize};
use dateline_model::ByteSpan;

fn small_model() -> Model {
    let fixed = |tag| WordTags {
        count: 50,
        tags: [tag].into_iter().collect(),
        small: [tag].into_iter().collect(),
        lower: Some(tag),
        capital: Some(tag),
        any: Some(tag),
    };
    let words = vec![("the".to_owned(), fixed(Tag::Dt)), ("raid".to_owned(), fixed(Tag::Nn))];
    let dictionary = Dictionary::new([("ozone", TagSet::NOUNS), ("slay", TagSet::FINITE)]);
    Model { words, dictionary, rows: vec![Row { feature: 7, weights: vec![(Tag::Nn, -3), (Tag::Vbd, i16::MIN)] }] }
}

fn tagged(text: &str, known: &[(&str, &[Tag])]) -> Vec<Tag> {
    let mut vocabulary = Vocabulary::new();
    let mut tagger = Tagger::load(&small_model().to_bytes(), &mut vocabulary).unwrap();
    for (word, tags) in known {
        let id = vocabulary.intern(word);
        tagger.with_known(id, tags);
    }
    let (mut local, mut tokens) = (LocalWords::default(), Vec::new());
    tokenize(&Tokenizer::default(), &vocabulary, &mut local, text, ByteSpan::new(0, text.len()), &mut tokens);
    tagger.tag(&Words { vocabulary: &vocabulary, local: &local }, &mut tokens);
    tokens.iter().map(|t| t.tag).collect()
}

#[test]
fn words_with_one_tag_are_looked_up() {
    assert_eq!(tagged("The raid •", &[]), [Tag::Dt, Tag::Nn, Tag::Punct]);
    assert_eq!(tagged("the Peshmerga raid", &[("peshmerga", &[Tag::Nnp])]), [Tag::Dt, Tag::Nnp, Tag::Nn]);
}

#[test]
fn a_name_leaves_the_lower_case_word_alone() {
    assert_eq!(tagged("the raid", &[("raid", &[Tag::Nnp])]), [Tag::Dt, Tag::Nn]);
    assert_eq!(tagged("the raid", &[("raid", &[Tag::Nn])]), [Tag::Dt, Tag::Nn]);
}

#[test]
fn frequencies_come_from_the_model() {
    let mut vocabulary = Vocabulary::new();
    let tagger = Tagger::load(&small_model().to_bytes(), &mut vocabulary).unwrap();
    assert_eq!(vocabulary.get("raid").map(|id| tagger.frequency(id)), Some(50));
    assert_eq!(tagger.frequency(vocabulary.intern("unheard")), 0);
}

#[test]
fn refuses_what_is_no_model() {
    let load = |bytes: &[u8], vocabulary: &mut Vocabulary| Tagger::load(bytes, vocabulary).err();
    let good = small_model().to_bytes();
    let mut version = good.clone();
    version[8] += 1;
    assert_eq!(load(b"{}", &mut Vocabulary::new()), Some(ModelError::Magic));
    assert_eq!(load(&version, &mut Vocabulary::new()), Some(ModelError::Version));
    let mut used = Vocabulary::new();
    used.intern("word");
    assert_eq!(load(&good, &mut used), Some(ModelError::VocabularyInUse));
    let mut twice = small_model();
    twice.words.push(twice.words[0].clone());
    assert_eq!(load(&twice.to_bytes(), &mut Vocabulary::new()), Some(ModelError::Damaged("a word occurs twice")));
}

#[test]
fn a_file_reads_back_as_it_was_written() {
    assert_eq!(Model::from_bytes(&small_model().to_bytes()), Ok(small_model()));
}

/// `word/TAG` pairs: the landed model with what a pack would state gives these tags.
fn check(expected: &str) {
    let known: [(&str, &[Tag]); 7] = [
        ("peshmerga", &[Tag::Nnp]),
        ("isis", &[Tag::Nnp]),
        ("shelled", &[Tag::Vbd, Tag::Vbn]),
        ("raid", &[Tag::Nn, Tag::Vb, Tag::Vbp]),
        ("arrest", &[Tag::Nn, Tag::Vb, Tag::Vbp]),
        ("airstrike", &[Tag::Nn]),
        ("bomb", &[Tag::Nn, Tag::Vb, Tag::Vbp]),
    ];
    let model = include_bytes!("../../../../../rules/english/model/tagger.bin");
    let mut vocabulary = Vocabulary::new();
    let mut tagger = Tagger::load(model, &mut vocabulary).unwrap();
    for (word, tags) in known {
        tagger.with_known(vocabulary.intern(word), tags);
    }
    let (mut local, mut tokens) = (LocalWords::default(), Vec::new());
    let pairs: Vec<(&str, &str)> = expected.split(' ').map(|pair| pair.rsplit_once('/').unwrap()).collect();
    let text = pairs.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" ");
    tokenize(&Tokenizer::default(), &vocabulary, &mut local, &text, ByteSpan::new(0, text.len()), &mut tokens);
    tagger.tag(&Words { vocabulary: &vocabulary, local: &local }, &mut tokens);
    let found: Vec<String> = tokens.iter().map(|t| format!("{}/{}", t.raw(&text), t.tag)).collect();
    assert_eq!(found.join(" "), expected);
}

#[test]
fn the_landed_model_reads_security_news() {
    check("The/DT army/NN shelled/VBD the/DT village/NN ,/. leaving/VBG nine/CD civilians/NNS dead/JJ ./.");
    check("Three/CD gunmen/NNS opened/VBD fire/NN on/IN worshippers/NNS ./.");
    check("Clashes/NNS erupted/VBD between/IN the/DT two/CD sides/NNS ./.");
    check("The/DT men/NNS arrested/VBN near/IN Mosul/NNP were/VBD planning/VBG attacks/NNS ./.");
    check("Police/NNS denied/VBD that/IN an/DT airstrike/NN had/VBD targeted/VBN the/DT camp/NN ./.");
    check("They/PRP arrested/VBD four/CD ISIS/NNP militants/NNS in/IN a/DT raid/NN near/IN Mosul/NNP ./.");
}

#[test]
fn the_landed_model_reads_headlines_and_capitals() {
    check("THE/DT GUERRILLAS/NNS MURDERED/VBD TWO/CD SOLDIERS/NNS WHO/WP WERE/VBD GUARDING/VBG HIS/PRP$ HOUSE/NN ./.");
    check("Turkish/JJ Drones/NNS Hit/VBP Two/CD Vehicles/NNS in/IN Northern/JJ Syria/NNP");
    check("Bomb/NN blast/NN kills/VBZ 12/CD in/IN Baghdad/NNP market/NN");
}

#[test]
fn letters_and_clauses_correct_what_was_left_open() {
    // A verb of the present, where the sentence has no other.
    let harms: (&str, &[Tag]) = ("harms", &[Tag::Nns, Tag::Vbz]);
    let fixed: [(&str, &[Tag]); 2] = [("smog", &[Tag::Nn]), ("it", &[Tag::Prp])];
    let clause = |known: &[(&str, &[Tag])]| tagged("Smog harms the raid.", known)[1];
    assert_eq!(clause(&[fixed[0], harms]), Tag::Vbz);
    assert_eq!(clause(&[fixed[0], ("harms", &[Tag::Nns])]), Tag::Nns);
    // An infinitive behind its particle, and an auxiliary before its participle.
    let to: (&str, &[Tag]) = ("to", &[Tag::In, Tag::To]);
    assert_eq!(tagged("to slay the raid", &[to, ("slay", &[Tag::Vb])])[0], Tag::To);
    assert_eq!(
        tagged("it had hit the raid", &[fixed[1], ("had", &[Tag::Vbd, Tag::AuxVbd]), ("hit", &[Tag::Vbn])])[1],
        Tag::AuxVbd
    );
    // Addresses.
    assert_eq!(tagged("the www.raid.example raid", &[])[1], Tag::Nnp);
}

proptest! {
    #[test]
    fn damage_is_an_error_and_never_a_panic(at in 0usize..80, byte: u8, cut in 0usize..80) {
        let good = small_model().to_bytes();
        let mut bad = good.clone();
        bad[at % good.len()] ^= byte;
        bad.truncate(good.len() - cut % good.len());
        prop_assert_eq!(Model::from_bytes(&bad).is_ok(), bad == good);
    }

    #[test]
    fn every_text_is_tagged(text in "\\PC{0,120}") {
        let tags = tagged(&text, &[]);
        prop_assert!(tags.len() <= text.len());
    }
}
