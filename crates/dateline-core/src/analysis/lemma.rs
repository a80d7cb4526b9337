//! Lemmas: the base form of a word in its class, and the way back to its forms.
//!
//! Irregular forms come from the language pack; the rest are suffix rules, checked against the vocabulary so that
//! "planned" becomes "plan" and "planed" "plane".

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::text::{LocalWords, Tag, Token, Vocabulary, WordId, Words};

/// `irregular.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IrregularToml {
    /// Lemma to past and participle, or to all forms of an auxiliary.
    pub verbs: BTreeMap<String, Vec<String>>,
    /// Singular to plural.
    pub nouns: BTreeMap<String, String>,
    /// Nouns in -s that are their own lemma.
    pub invariant: Vec<String>,
    /// Verbs of more than one syllable that double their last letter.
    pub doubling: Vec<String>,
}

/// Lemmas of all words.
#[derive(Debug, Clone, Default)]
pub struct Lemmas {
    verb_of: BTreeMap<String, String>,
    noun_of: BTreeMap<String, String>,
    forms: BTreeMap<String, Vec<String>>,
    plurals: BTreeMap<String, String>,
    invariant: Vec<String>,
    doubling: Vec<String>,
    /// Lemma of each vocabulary word as a verb and as a noun.
    verbs: Vec<WordId>,
    nouns: Vec<WordId>,
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

impl Lemmas {
    /// Reads the irregular forms.
    pub fn compile(file: &IrregularToml, vocabulary: &mut Vocabulary) -> Self {
        let mut this = Self { invariant: file.invariant.clone(), doubling: file.doubling.clone(), ..Self::default() };
        for (lemma, forms) in &file.verbs {
            vocabulary.intern(lemma);
            for form in forms {
                vocabulary.intern(form);
                this.verb_of.insert(form.clone(), lemma.clone());
            }
            this.verb_of.insert(lemma.clone(), lemma.clone());
            this.forms.insert(lemma.clone(), forms.clone());
        }
        for (singular, plural) in &file.nouns {
            vocabulary.intern(singular);
            vocabulary.intern(plural);
            this.noun_of.insert(plural.clone(), singular.clone());
            this.plurals.insert(singular.clone(), plural.clone());
        }
        this
    }

    /// The plural of a noun.
    pub fn plural(&self, noun: &str) -> String {
        if let Some(plural) = self.plurals.get(noun) {
            return plural.clone();
        }
        // "guardsman", "grandchild": by the irregular last part.
        if let Some((singular, plural)) = self.plurals.iter().find(|(s, _)| s.len() >= 3 && noun.len() > s.len() && noun.ends_with(s.as_str()) && *s != "ox") {
            return format!("{}{plural}", &noun[..noun.len() - singular.len()]);
        }
        add_s(noun)
    }

    /// Third person, past, participle and -ing form of a verb.
    pub fn verb_forms(&self, verb: &str) -> Vec<String> {
        self.verb_forms_tagged(verb).into_iter().map(|(form, _)| form).filter(|f| f != verb).collect()
    }

    /// All forms of a verb with their tags, the base among them.
    pub fn verb_forms_tagged(&self, verb: &str) -> Vec<(String, Tag)> {
        let stem = |suffix: &str| {
            let bytes = verb.as_bytes();
            let doubles = self.doubles(verb);
            if suffix == "ing" && verb.ends_with("ie") {
                format!("{}ying", &verb[..verb.len() - 2])
            } else if verb.ends_with('e') && !(suffix == "ing" && (verb.ends_with("ee") || verb.ends_with("ye") || verb.ends_with("oe"))) {
                format!("{}{suffix}", &verb[..verb.len() - 1])
            } else if suffix == "ed" && verb.ends_with('y') && bytes.len() > 1 && !is_vowel(bytes[bytes.len() - 2]) {
                format!("{}ied", &verb[..verb.len() - 1])
            } else if doubles {
                format!("{verb}{}{suffix}", verb.chars().next_back().unwrap_or_default())
            } else {
                format!("{verb}{suffix}")
            }
        };
        let mut out = vec![(verb.to_owned(), Tag::Vb), (add_s(verb), Tag::Vbz), (stem("ing"), Tag::Vbg)];
        match self.forms.get(verb).map(Vec::as_slice) {
            Some([past, participle, ..]) => {
                out.push((past.clone(), Tag::Vbd));
                out.push((participle.clone(), Tag::Vbn));
            }
            Some([past]) => {
                out.push((past.clone(), Tag::Vbd));
                out.push((past.clone(), Tag::Vbn));
            }
            _ => {
                out.push((stem("ed"), Tag::Vbd));
                out.push((stem("ed"), Tag::Vbn));
            }
        }
        out
    }

    /// One short syllable, or a listed verb: "plan" → "planned", "refer" → "referred".
    fn doubles(&self, verb: &str) -> bool {
        let bytes = verb.as_bytes();
        let n = bytes.len();
        if n < 3 || is_vowel(bytes[n - 1]) || matches!(bytes[n - 1], b'w' | b'x' | b'y' | b'h') || !is_vowel(bytes[n - 2]) || is_vowel(bytes[n - 3]) {
            return false;
        }
        let syllables = bytes.windows(2).filter(|w| is_vowel(w[0]) && !is_vowel(w[1])).count();
        syllables == 1 || self.doubling.iter().any(|d| d == verb)
    }

    /// True when the word is a regular form of a word that the vocabulary knows.
    pub fn is_inflected(&self, vocabulary: &Vocabulary, folded: &str) -> bool {
        let known = |base: &str| base.len() > 2 && vocabulary.get(base).is_some();
        self.verb_base(folded, &known).is_some() || self.noun_base(folded, &known).is_some()
    }

    fn verb_base(&self, word: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
        if let Some(lemma) = self.verb_of.get(word) {
            return Some(lemma.clone());
        }
        for suffix in ["ing", "ed"] {
            let Some(stem) = word.strip_suffix(suffix).filter(|s| s.len() >= 2) else { continue };
            if let Some(y) = stem.strip_suffix('i').filter(|_| suffix == "ed") {
                let base = format!("{y}y");
                if known(&base) {
                    return Some(base);
                }
            }
            let bytes = stem.as_bytes();
            let n = bytes.len();
            let doubled = n > 2 && bytes[n - 1] == bytes[n - 2] && !matches!(bytes[n - 1], b's' | b'l' | b'f' | b'z');
            let with_e = format!("{stem}e");
            if doubled && known(&stem[..n - 1]) {
                return Some(stem[..n - 1].to_owned());
            }
            // "planed" against "planned", "arrested" against "arreste": the form that spells back to the word.
            let (plain_ok, e_ok) = (known(stem), known(&with_e));
            let short = n >= 3 && !is_vowel(bytes[n - 1]) && is_vowel(bytes[n - 2]) && !is_vowel(bytes[n - 3]);
            match (plain_ok, e_ok) {
                (true, true) if short => return Some(with_e),
                (true, _) => return Some(stem.to_owned()),
                (_, true) => return Some(with_e),
                _ if n > 2 && bytes[n - 1] == bytes[n - 2] && known(&stem[..n - 1]) => return Some(stem[..n - 1].to_owned()),
                _ => {}
            }
        }
        self.noun_suffix(word, known)
    }

    fn noun_base(&self, word: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
        if let Some(lemma) = self.noun_of.get(word) {
            return Some(lemma.clone());
        }
        if self.invariant.iter().any(|w| w == word) {
            return Some(word.to_owned());
        }
        if let Some(stem) = word.strip_suffix("men") {
            let base = format!("{stem}man");
            if known(&base) {
                return Some(base);
            }
        }
        self.noun_suffix(word, known)
    }

    fn noun_suffix(&self, word: &str, known: &dyn Fn(&str) -> bool) -> Option<String> {
        let stem = word.strip_suffix('s').filter(|s| s.len() >= 2 && !s.ends_with('s') && !s.ends_with("u") && !s.ends_with("i"))?;
        if let Some(y) = stem.strip_suffix("ie") {
            let base = format!("{y}y");
            if known(&base) || !known(stem) {
                return Some(base);
            }
        }
        if let Some(short) = stem.strip_suffix('e')
            && (short.ends_with("ch") || short.ends_with("sh") || short.ends_with('x') || short.ends_with('s') || short.ends_with('z') || short.ends_with('o'))
            && (known(short) || !known(stem))
        {
            return Some(short.to_owned());
        }
        known(stem).then(|| stem.to_owned())
    }

    /// Fills the tables for all words of the vocabulary; call once, when it is complete.
    pub fn freeze(&mut self, vocabulary: &mut Vocabulary) {
        let words = vocabulary.len();
        let texts: Vec<String> = (0..words).map(|i| vocabulary.text(WordId(i as u32)).to_owned()).collect();
        let mut verbs = Vec::with_capacity(words);
        let mut nouns = Vec::with_capacity(words);
        for (i, text) in texts.iter().enumerate() {
            let own = WordId(i as u32);
            let plain = !text.bytes().all(|b| b.is_ascii_lowercase()) || text.len() < 3;
            let (verb, noun) = if plain && !self.verb_of.contains_key(text) {
                (None, None)
            } else {
                let known = |base: &str| vocabulary.get(base).is_some();
                (self.verb_base(text, &known), self.noun_base(text, &known))
            };
            verbs.push(verb.map_or(own, |v| vocabulary.intern(&v)));
            nouns.push(noun.map_or(own, |n| vocabulary.intern(&n)));
        }
        for i in words..vocabulary.len() {
            verbs.push(WordId(i as u32));
            nouns.push(WordId(i as u32));
        }
        self.verbs = verbs;
        self.nouns = nouns;
    }

    /// The lemma of a vocabulary word as a verb.
    pub fn verb(&self, _vocabulary: &Vocabulary, word: WordId) -> WordId {
        self.verbs.get(word.index()).copied().unwrap_or(word)
    }

    /// Assigns lemmas by tag.
    pub fn assign(&self, vocabulary: &Vocabulary, local: &mut LocalWords, tokens: &mut [Token]) {
        for token in tokens {
            let class = if token.tag.is_verb() || token.tag.is_aux() {
                &self.verbs
            } else if matches!(token.tag, Tag::Nns | Tag::Nnps) {
                &self.nouns
            } else {
                token.lemma = token.word;
                continue;
            };
            token.lemma = match class.get(token.word.index()) {
                Some(lemma) => *lemma,
                None => self.unknown(vocabulary, local, *token),
            };
        }
    }

    /// A word that only this article has: by suffix, without a vocabulary to check against.
    fn unknown(&self, vocabulary: &Vocabulary, local: &mut LocalWords, token: Token) -> WordId {
        let text = Words { vocabulary, local }.text(token.word).to_owned();
        let base = if token.tag == Tag::Nns {
            self.noun_base(&text, &|_| true)
        } else {
            self.verb_base(&text, &|b| vocabulary.get(b).is_some())
        };
        base.map_or(token.word, |b| local.intern(vocabulary, &b))
    }
}

fn add_s(word: &str) -> String {
    let bytes = word.as_bytes();
    let n = bytes.len();
    if n > 1 && word.ends_with('y') && !is_vowel(bytes[n - 2]) {
        format!("{}ies", &word[..n - 1])
    } else if word.ends_with('s') || word.ends_with('x') || word.ends_with('z') || word.ends_with("ch") || word.ends_with("sh") || (word.ends_with('o') && n > 2 && !is_vowel(bytes[n - 2])) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}
