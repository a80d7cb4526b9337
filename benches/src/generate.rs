//! News-like English without end, made from the grammar in `news.txt`.
//!
//! It is no test of what the engine finds: it keeps the share of event sentences, names, numbers, datelines and filler
//! near that of agency copy, with names from syllables so that unknown words keep coming.
//!
//! Invariant: a seed gives the same articles on every machine.

use std::collections::BTreeMap;

use dateline::RawDocument;

const GRAMMAR: &str = include_str!("../news.txt");

/// An alternative of a rule, cut into text and what is to be filled in.
type Form = Vec<Part>;

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Rule(usize),
    Number(u64, u64),
}

/// Writes articles by the grammar.
#[derive(Debug, Clone)]
pub struct Generator {
    rules: Vec<Vec<Form>>,
    article: usize,
    paragraph: usize,
    state: u64,
}

/// Articles of about `bytes` bytes together.
pub fn news(seed: u64, bytes: usize) -> Vec<RawDocument> {
    let mut generator = Generator::new(seed);
    let (mut out, mut written) = (Vec::new(), 0);
    while written < bytes {
        let text = generator.article();
        written += text.len();
        out.push(RawDocument::new(format!("news-{seed}-{}", out.len()), text));
    }
    out
}

impl Generator {
    /// A generator that starts at the seed.
    pub fn new(seed: u64) -> Self {
        let mut names: BTreeMap<&str, usize> = BTreeMap::new();
        let lines = || GRAMMAR.lines().filter(|l| !l.starts_with('#')).filter_map(|l| l.split_once(" = "));
        for (name, _) in lines() {
            let next = names.len();
            names.entry(name).or_insert(next);
        }
        let mut rules = vec![Vec::new(); names.len()];
        for (name, forms) in lines() {
            rules[names[name]].extend(forms.split(" | ").map(|form| parse(form, &names)));
        }
        Self { rules, article: names["article"], paragraph: names["paragraph"], state: seed }
    }

    /// The next article.
    pub fn article(&mut self) -> String {
        self.text(self.article)
    }

    /// The next paragraph, of one to three sentences.
    pub fn paragraph(&mut self) -> String {
        self.text(self.paragraph)
    }

    fn text(&mut self, rule: usize) -> String {
        let mut text = String::new();
        self.write(rule, &mut text);
        text
    }

    fn write(&mut self, rule: usize, out: &mut String) {
        let form = self.below(self.rules[rule].len() as u64) as usize;
        for at in 0..self.rules[rule][form].len() {
            match &self.rules[rule][form][at] {
                Part::Text(text) => out.push_str(text),
                Part::Rule(inner) => self.write(*inner, out),
                Part::Number(from, to) => {
                    let (from, to) = (*from, *to);
                    out.push_str(&(from + self.below(to - from + 1)).to_string());
                }
            }
        }
    }

    /// A number below the bound. `SplitMix64`: small, well spread, and the same everywhere.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }
}

/// Cuts `{#2-9} men in {city}` into its parts.
///
/// # Panics
/// When the grammar names a rule that it does not have: the grammar is part of this crate.
fn parse(form: &str, names: &BTreeMap<&str, usize>) -> Form {
    let mut parts = Vec::new();
    let mut rest = form.trim();
    while let Some((text, after)) = rest.split_once('{') {
        let (slot, after) = after.split_once('}').expect("a slot is closed");
        parts.push(Part::Text(unescaped(text)));
        parts.push(match slot.strip_prefix('#').and_then(|range| range.split_once('-')) {
            Some((from, to)) => {
                Part::Number(from.parse().expect("a number's least"), to.parse().expect("a number's largest"))
            }
            None => Part::Rule(*names.get(slot).unwrap_or_else(|| panic!("news.txt has no rule `{slot}`"))),
        });
        rest = after;
    }
    parts.push(Part::Text(unescaped(rest)));
    parts.retain(|part| !matches!(part, Part::Text(text) if text.is_empty()));
    parts
}

/// `\n` is the end of a line and `\s` a space where a line's own end would be cut.
fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\s", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_articles() {
        let texts = |seed| news(seed, 4_000).into_iter().map(|d| d.text).collect::<Vec<_>>();
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
    }

    #[test]
    fn articles_look_like_news() {
        for document in news(7, 20_000) {
            assert!(document.text.lines().count() >= 5, "{}", document.text);
            assert!(!document.text.contains(['{', '}', '\\', '|']), "{}", document.text);
        }
    }
}
