//! Irregular forms from the language pack, and the forms of a lemma.
//!
//! Everything here works on folded strings and runs when packs are compiled; articles use [`super::Lemmatizer`].

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::spelling::{add_e, add_ing, add_s, bases, doubles};
use crate::text::{Tag, TagSet, Vocabulary, WordId};

/// `lexicon/irregular.toml`.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct IrregularLexicon {
    /// `"lie lay/lied lain/lied lies lying"`: base, past, participle and, if irregular, third person and -ing form.
    pub verbs: Vec<String>,
    /// Verbs of several syllables that double their last letter.
    pub doubling: Vec<String>,
    /// Verbs that may double it or not.
    pub doubling_at_choice: Vec<String>,
    /// Nouns without a plural form of their own, and those in -s that are no plurals.
    pub invariable: Vec<String>,
    /// Nouns whose compounds have the same plural.
    pub compounding: Vec<String>,
    /// Singular to plurals, separated by `/`.
    pub nouns: BTreeMap<String, String>,
    /// Positive to comparatives and superlatives.
    pub degrees: BTreeMap<String, String>,
    /// Form to lemma.
    pub closed: BTreeMap<String, String>,
}

/// The forms of a verb. The first of several is the usual one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
pub struct VerbForms {
    /// `strike`.
    pub base: String,
    /// `strikes`.
    pub third: String,
    /// `struck`.
    pub past: Vec<String>,
    /// `struck`, `stricken`.
    pub participle: Vec<String>,
    /// `striking`.
    pub ing: Vec<String>,
}

impl VerbForms {
    /// Every form with its tag; a form of two uses comes twice.
    pub fn tagged(&self) -> impl Iterator<Item = (&str, Tag)> {
        [(&self.base, Tag::Vb), (&self.base, Tag::Vbp), (&self.third, Tag::Vbz)]
            .into_iter()
            .chain(self.past.iter().map(|form| (form, Tag::Vbd)))
            .chain(self.participle.iter().map(|form| (form, Tag::Vbn)))
            .chain(self.ing.iter().map(|form| (form, Tag::Vbg)))
            .map(|(form, tag)| (form.as_str(), tag))
    }
}

/// What a form is reduced from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reduction {
    /// A verb in any form but the base.
    Verb,
    /// A noun in the plural.
    Plural,
    /// An adjective or adverb in a higher degree.
    Degree,
    /// A word of a closed class.
    Closed,
}

impl Reduction {
    pub(super) const ALL: [Self; 4] = [Self::Verb, Self::Plural, Self::Degree, Self::Closed];

    /// What a word with this tag is a form of; nothing for words that stand in their base form.
    pub(super) fn of(tag: Tag) -> Option<Self> {
        match tag {
            Tag::Vbz | Tag::Vbd | Tag::Vbn | Tag::Vbg => Some(Self::Verb),
            Tag::AuxVbz | Tag::AuxVbd | Tag::AuxVbn | Tag::AuxVbg => Some(Self::Verb),
            Tag::Nns | Tag::Nnps => Some(Self::Plural),
            Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs => Some(Self::Degree),
            Tag::Nn | Tag::Nnp | Tag::NnpJj | Tag::Jj | Tag::Rb | Tag::Vb | Tag::Cd | Tag::Punct | Tag::X => None,
            _ => Some(Self::Closed),
        }
    }
}

/// The irregular forms by lemma and the lemmas by irregular form.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
pub struct Morphology {
    lexicon: IrregularLexicon,
    /// Verbs that double their last letter against the rule, and whether they may leave it.
    doubling: HashMap<String, bool, FixedState>,
    verbs: BTreeMap<String, VerbForms>,
    lemmas: [Lemmas; 4],
    /// Endings of compounds in the plural, and in the singular.
    compound_plurals: Vec<(String, String)>,
}

/// Form to lemma; never gone through in order.
type Lemmas = HashMap<String, String, FixedState>;

impl From<IrregularLexicon> for Morphology {
    fn from(lexicon: IrregularLexicon) -> Self {
        let doubling = lexicon.doubling.iter().map(|verb| (verb.clone(), false));
        let at_choice = lexicon.doubling_at_choice.iter().map(|verb| (verb.clone(), true));
        let doubling = doubling.chain(at_choice).collect();
        let mut morphology = Self { lexicon, doubling, ..Self::default() };
        let [mut verbs, mut plurals, mut degrees, mut closed] = <[Lemmas; 4]>::default();
        for entry in &morphology.lexicon.verbs {
            let forms = morphology.parse_verb(entry);
            for (form, _) in forms.tagged().filter(|(_, tag)| !matches!(tag, Tag::Vb | Tag::Vbp)) {
                verbs.entry(form.to_owned()).or_insert_with(|| forms.base.clone());
            }
            morphology.verbs.insert(forms.base.clone(), forms);
        }
        for (singular, forms) in &morphology.lexicon.nouns {
            plurals.extend(alternatives(forms).map(|form| (form, singular.clone())));
        }
        plurals.extend(morphology.lexicon.invariable.iter().map(|word| (word.clone(), word.clone())));
        for (positive, forms) in &morphology.lexicon.degrees {
            let forms = forms.split_whitespace().flat_map(alternatives);
            degrees.extend(forms.map(|form| (form, positive.clone())));
        }
        closed.extend(morphology.lexicon.closed.clone());
        for (form, lemma) in &morphology.lexicon.closed {
            verbs.entry(form.clone()).or_insert_with(|| lemma.clone());
        }
        verbs.insert("'s".to_owned(), "be".to_owned());
        morphology.lemmas = [verbs, plurals, degrees, closed];
        for last in &morphology.lexicon.compounding {
            let plurals = morphology.lexicon.nouns.get(last).into_iter().flat_map(|forms| alternatives(forms));
            morphology.compound_plurals.extend(plurals.map(|plural| (plural, last.clone())));
        }
        morphology
    }
}

fn alternatives(forms: &str) -> impl Iterator<Item = String> {
    forms.split('/').map(str::to_owned)
}

impl Morphology {
    fn parse_verb(&self, entry: &str) -> VerbForms {
        let mut fields = entry.split_whitespace();
        let mut regular = self.regular_verb(fields.next().unwrap_or_default());
        let mut next = || fields.next().map(|field| alternatives(field).collect::<Vec<_>>());
        regular.past = next().unwrap_or(regular.past);
        regular.participle = next().unwrap_or(regular.participle);
        regular.third = next().and_then(|forms| forms.into_iter().next()).unwrap_or(regular.third);
        regular.ing = next().unwrap_or(regular.ing);
        regular
    }

    /// Whether the last letter of a verb is doubled before `ed` and `ing`: yes, no, or either.
    fn doubles(&self, base: &str) -> &'static [bool] {
        match self.doubling.get(base) {
            Some(true) => &[false, true],
            Some(false) => &[true],
            None if doubles(base) => &[true],
            None => &[false],
        }
    }

    fn regular_verb(&self, base: &str) -> VerbForms {
        let double = self.doubles(base);
        let past: Vec<String> = double.iter().map(|double| add_e(base, "ed", *double)).collect();
        VerbForms {
            base: base.to_owned(),
            third: add_s(base),
            participle: past.clone(),
            past,
            ing: double.iter().map(|double| add_ing(base, *double)).collect(),
        }
    }

    /// The forms of a verb, given its folded base.
    pub fn verb(&self, base: &str) -> VerbForms {
        self.verbs.get(base).cloned().unwrap_or_else(|| self.regular_verb(base))
    }

    /// The plurals of a noun, given its folded singular; the noun itself if it has no other.
    pub fn plurals(&self, singular: &str) -> Vec<String> {
        if let Some(forms) = self.lexicon.nouns.get(singular) {
            return alternatives(forms).collect();
        }
        if self.lexicon.invariable.iter().any(|word| word == singular) {
            return vec![singular.to_owned()];
        }
        let compound = self.lexicon.compounding.iter().find_map(|last| {
            let first = singular.strip_suffix(last.as_str()).filter(|first| first.len() > 2)?;
            Some(alternatives(self.lexicon.nouns.get(last)?).map(|plural| format!("{first}{plural}")).collect())
        });
        compound.unwrap_or_else(|| vec![add_s(singular)])
    }

    /// Every irregular verb form with its tag, for words that a tagger may not know.
    pub fn irregular_verb_forms(&self) -> impl Iterator<Item = (&str, Tag)> {
        self.verbs.values().flat_map(VerbForms::tagged)
    }

    /// The forms of closed classes and their lemmas.
    pub(super) fn closed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lexicon.closed.iter().map(|(form, lemma)| (form.as_str(), lemma.as_str()))
    }

    /// Every form that stands in a list of irregular ones.
    pub(super) fn listed(&self) -> impl Iterator<Item = &str> {
        self.lemmas.iter().flat_map(|list| list.keys().map(String::as_str))
    }

    /// A form that no list has may still be a regular one: it ends like one.
    pub(super) fn ends_like_form(&self, form: &str) -> bool {
        // Most names end otherwise, which the last letter shows.
        let regular = matches!(
            form.as_bytes(),
            [.., b's'] | [.., b'e', b'd' | b'r'] | [.., b'i', b'n', b'g'] | [.., b'e', b's', b't']
        );
        regular || self.compound_plurals.iter().any(|(plural, _)| form.ends_with(plural.as_str()))
    }

    /// The base form of a word that is known and is never a base form itself.
    pub(crate) fn base_form(
        &self,
        vocabulary: &Vocabulary,
        word: WordId,
        tags: impl Fn(WordId) -> TagSet,
    ) -> Option<String> {
        let form = vocabulary.text(word);
        let mut base = None;
        for tag in tags(word).iter() {
            let reduction = Reduction::of(tag).filter(|reduction| *reduction != Reduction::Closed)?;
            let known = |lemma: &str| vocabulary.get(lemma).is_some_and(|lemma| !tags(lemma).is_empty());
            let lemma = self.lemma(form, reduction, &known).filter(|lemma| lemma != form)?;
            base.get_or_insert(lemma);
        }
        base
    }

    /// The lemma of a form; among words from which the form may come, one that `known` accepts is preferred.
    pub(super) fn lemma(&self, form: &str, reduction: Reduction, known: &dyn Fn(&str) -> bool) -> Option<String> {
        if let Some(lemma) = self.lemmas[reduction as usize].get(form) {
            return Some(lemma.clone());
        }
        let candidates = match reduction {
            Reduction::Closed => return None,
            Reduction::Verb => self.verb_candidates(form),
            Reduction::Plural => self.singular_candidates(form),
            Reduction::Degree => degree_candidates(form),
        };
        let at = candidates.iter().position(|candidate| known(candidate)).unwrap_or(0);
        candidates.into_iter().nth(at)
    }

    fn verb_candidates(&self, form: &str) -> Vec<String> {
        // Of the forms of a candidate only those that end like this one can be it.
        let regular = |base: &String| {
            let double = self.doubles(base);
            match form.as_bytes() {
                [.., b'd'] => double.iter().any(|double| add_e(base, "ed", *double) == form),
                [.., b'g'] => double.iter().any(|double| add_ing(base, *double) == form),
                _ => add_s(base) == form,
            }
        };
        let stem = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")).filter(|stem| stem.len() > 1);
        if let Some(stem) = stem {
            let mut candidates: Vec<String> = bases(stem).into_iter().flatten().filter(regular).collect();
            candidates.sort_by_key(|base| !self.doubling.contains_key(base));
            return candidates;
        }
        s_candidates(form).into_iter().filter(regular).collect()
    }

    fn singular_candidates(&self, form: &str) -> Vec<String> {
        for (plural, last) in &self.compound_plurals {
            if let Some(first) = form.strip_suffix(plural.as_str()).filter(|first| first.len() > 1) {
                return vec![format!("{first}{last}")];
            }
        }
        s_candidates(form).into_iter().filter(|singular| add_s(singular) == form || singular.ends_with('o')).collect()
    }
}

fn s_candidates(form: &str) -> Vec<String> {
    let mut candidates = Vec::new();
    let Some(short) = form.strip_suffix('s').filter(|short| short.len() > 1 && !short.ends_with(['s', 'u'])) else {
        return candidates;
    };
    if let Some(stem) = short.strip_suffix("ie").filter(|stem| stem.len() > 1) {
        candidates.push([stem, "y"].concat());
    }
    let stem = short.strip_suffix('e');
    let hisses = stem.is_some_and(|stem| ["ss", "x", "ch", "sh", "zz", "o"].iter().any(|end| stem.ends_with(end)));
    let stem = stem.map(str::to_owned);
    if hisses {
        candidates.extend(stem);
        candidates.push(short.to_owned());
    } else {
        candidates.push(short.to_owned());
        candidates.extend(stem);
    }
    candidates
}

fn degree_candidates(form: &str) -> Vec<String> {
    let endings = ["est", "er"];
    let Some((stem, ending)) = endings.iter().find_map(|ending| Some((form.strip_suffix(ending)?, *ending))) else {
        return Vec::new();
    };
    let leads_back = |base: &String| add_e(base, ending, doubles(base)) == form;
    bases(stem).into_iter().flatten().filter(|base| base.len() > 1).filter(leads_back).collect()
}
