//! What stands between square brackets to steps: which of its tests are about a token, a phrase or a whole group.
//!
//! A step with a positive test of a phrase (`lex`, `type`, `entity`) takes the phrase as a whole, one with `group` the
//! group; the other tests are then about the phrase's last token or the group's head. Where the two are mixed by `|`,
//! the step becomes a choice of steps.

use crate::compile::TypeSet;
use crate::pack::Diagnostic;
use crate::pack::pattern::{Attr, Is, Test, Value, ValueKind};
use crate::text::{Case, Tag, folded};

use super::ir::{Ir, Place};
use super::names::NameKind;
use super::program::{CaseSet, Custom, Field, HitTest, Pred, Step, TagSet, VerbTest};
use super::resolve::Resolver;

/// Ways to pass a step, when its tests are written out as a choice.
const MAX_WAYS: usize = 64;

/// Tests with the negations at the bottom.
enum Form {
    All(Vec<Form>),
    Any(Vec<Form>),
    /// The atom's index, and whether it must not hold.
    Atom(usize, bool),
}

/// One test, resolved.
struct Atom<'t> {
    kind: AtomKind,
    is: &'t Is,
}

#[derive(Clone)]
enum AtomKind {
    Token(Pred),
    Hit(HitTest),
    /// Noun group, verb group.
    Group(bool, bool),
    Verb(VerbTest),
}

impl Resolver<'_> {
    /// The step, or a choice of steps.
    pub(super) fn step(&mut self, test: &Test, place: Place) -> Ir {
        let mut atoms = Vec::new();
        let before = self.errors();
        let Some(form) = self.form(test, false, &mut atoms) else { return Ir::Broken };
        let about_tokens = atoms.iter().all(|atom| matches!(atom.kind, AtomKind::Token(_)) && !atom.is.head);
        let Some(ways) = ways(&form) else {
            if about_tokens {
                return Ir::Step(Step::Token(pred(&form, &atoms)), place);
            }
            let title = "the step can be passed in too many ways".to_owned();
            self.error("too-many-states", place.0, title, "this step", "write it as several steps joined by |");
            return Ir::Broken;
        };
        let mut steps = Vec::new();
        let mut token_only = true;
        for way in &ways {
            let Some(step) = self.way(way, &atoms) else { continue };
            token_only &= matches!(step, Step::Token(_));
            steps.push(step);
        }
        if self.errors() > before {
            return Ir::Broken;
        }
        if steps.is_empty() {
            let title = "no word can pass these tests".to_owned();
            let help = "they exclude each other; join them by | where one is enough";
            self.error("never-matches", place.0, title, "this step", help);
            return Ir::Broken;
        }
        if token_only {
            return Ir::Step(Step::Token(pred(&form, &atoms)), place);
        }
        let mut branches: Vec<(Ir, Place)> = steps.into_iter().map(|step| (Ir::Step(step, place), place)).collect();
        if branches.len() == 1 { branches.remove(0).0 } else { Ir::Alt(branches) }
    }

    /// Resolves the atoms; `None` when one is broken. All are looked at, so that each mistake is reported.
    fn form<'t>(&mut self, test: &'t Test, negated: bool, atoms: &mut Vec<Atom<'t>>) -> Option<Form> {
        match test {
            Test::Broken => None,
            Test::Not(test) => self.form(test, !negated, atoms),
            Test::All(tests) | Test::Any(tests) => {
                let parts: Vec<Option<Form>> = tests.iter().map(|t| self.form(t, negated, atoms)).collect();
                let parts: Option<Vec<Form>> = parts.into_iter().collect();
                let all = matches!(test, Test::All(_)) != negated;
                parts.map(if all { Form::All } else { Form::Any })
            }
            Test::Is(is) => {
                let kind = self.atom(is)?;
                if negated && matches!(kind, AtomKind::Group(..)) {
                    let title = "a step cannot be a group that it is not".to_owned();
                    let help = "write (?! [group=…]) before the step";
                    self.error("negative-group", is.span, title, "negated", help);
                    return None;
                }
                atoms.push(Atom { kind, is });
                Some(Form::Atom(atoms.len() - 1, negated))
            }
        }
    }

    /// One way to pass, as a step; `None` when no token can.
    fn way(&mut self, way: &[(usize, bool)], atoms: &[Atom<'_>]) -> Option<Step> {
        let mut group = None;
        let (mut hits, mut preds, mut verb) = (Vec::new(), Vec::new(), VerbTest::default());
        for (index, negated) in way {
            match &atoms[*index].kind {
                AtomKind::Group(noun, verb) => {
                    let (n, v) = group.unwrap_or((true, true));
                    group = Some((n && *noun, v && *verb));
                }
                AtomKind::Hit(hit) => hits.push((hit.clone(), !negated)),
                AtomKind::Token(pred) if *negated => preds.push(Pred::Not(Box::new(pred.clone()))),
                AtomKind::Token(pred) => preds.push(pred.clone()),
                AtomKind::Verb(test) => {
                    let wanted = if *negated { complement(*test, atoms[*index].is.attr) } else { *test };
                    verb = verb.and(wanted);
                }
            }
        }
        if contradict(&preds) || verb.is_never() {
            return None;
        }
        let about_verb = verb != VerbTest::default();
        match group {
            Some((true, false)) if about_verb => None,
            Some((true, false)) => {
                let mut types = Vec::new();
                for (hit, wanted) in hits {
                    match hit {
                        HitTest::Type(set) => types.push((set, wanted)),
                        hit => preds.push(covered(hit, wanted)),
                    }
                }
                Some(Step::Noun(types, all(preds)))
            }
            Some((false, true)) => {
                preds.extend(hits.into_iter().map(|(hit, wanted)| covered(hit, wanted)));
                Some(Step::Verb(verb, all(preds)))
            }
            Some(_) => None,
            None => {
                let outside =
                    way.iter().find(|(i, _)| atoms[*i].is.head || matches!(atoms[*i].kind, AtomKind::Verb(_)));
                if let Some((index, _)) = outside {
                    let is = atoms[*index].is;
                    let title = format!("`{}{}` is about a group", if is.head { "head." } else { "" }, is.attr.name());
                    let help = "say which in the same brackets: group=noun or group=verb";
                    self.error("no-group", is.span, title, "no group here", help);
                    return None;
                }
                if hits.iter().any(|(_, wanted)| *wanted) {
                    return Some(Step::Phrase(hits, all(preds)));
                }
                preds.extend(hits.into_iter().map(|(hit, wanted)| covered(hit, wanted)));
                Some(Step::Token(all(preds)))
            }
        }
    }

    fn atom(&mut self, is: &Is) -> Option<AtomKind> {
        self.repeated(is);
        match is.attr {
            Attr::Lemma | Attr::Word | Attr::Shape => self.text(is),
            Attr::Tag => {
                let mut set = TagSet::default();
                let known: Vec<String> = Tag::ALL.iter().flat_map(|tag| [tag.penn().to_owned(), upos(*tag)]).collect();
                let ok = self.listed(is, "tag", &known, |number| set.insert(Tag::ALL[number / 2]));
                ok.then_some(AtomKind::Token(Pred::Tag(set)))
            }
            Attr::Case => {
                let mut set = CaseSet::default();
                let cases = [Case::Lower, Case::Title, Case::Upper, Case::Mixed];
                let known = ["lower", "title", "upper", "mixed"].map(str::to_owned);
                let ok = self.listed(is, "case", &known, |number| set.insert(cases[number]));
                ok.then_some(AtomKind::Token(Pred::Case(set)))
            }
            Attr::Group => {
                let (mut noun, mut verb) = (false, false);
                let known = ["noun", "verb"].map(str::to_owned);
                let ok = self.listed(is, "group", &known, |number| if number == 0 { noun = true } else { verb = true });
                if ok && noun && verb {
                    let title = "a step is one kind of group".to_owned();
                    self.error("never-matches", is.span, title, "two kinds", "write [group=noun] | [group=verb]");
                    return None;
                }
                ok.then_some(AtomKind::Group(noun, verb))
            }
            Attr::Voice | Attr::Tense | Attr::Negated => {
                let known: &[&str] = match is.attr {
                    Attr::Voice => &["active", "passive"],
                    Attr::Tense => &["past", "present", "future"],
                    _ => &["no", "yes"],
                };
                let known: Vec<String> = known.iter().map(|&name| name.to_owned()).collect();
                let mut bits = 0u8;
                let ok = self.listed(is, is.attr.name(), &known, |number| bits |= 1 << number);
                let all = VerbTest::default();
                ok.then_some(AtomKind::Verb(match is.attr {
                    Attr::Voice => VerbTest { voice: bits, ..all },
                    Attr::Tense => VerbTest { tense: bits, ..all },
                    _ => VerbTest { negated: bits, ..all },
                }))
            }
            Attr::Is => self.custom(is),
            Attr::Lex | Attr::Type | Attr::Entity => self.hit(is),
        }
    }

    /// A value that stands twice does nothing the second time.
    fn repeated(&mut self, is: &Is) {
        for (i, value) in is.values.iter().enumerate() {
            if is.values[..i].contains(value) {
                let title = format!("`{value}` stands there twice");
                self.error("unreachable-branch", value.span, title, "the second time", "remove it");
            }
        }
    }

    /// `lemma`, `word` and `shape`.
    fn text(&mut self, is: &Is) -> Option<AtomKind> {
        let field = match is.attr {
            Attr::Lemma => Field::Lemma,
            Attr::Word => Field::Word,
            _ => Field::Shape,
        };
        let (mut words, mut texts, mut any) = (Vec::new(), Vec::new(), Vec::new());
        let mut ok = true;
        for value in &is.values {
            match &value.kind {
                ValueKind::Regex(source) => match self.regex(source, value.span) {
                    Some(regex) => any.push(Pred::Regex(field, regex)),
                    None => ok = false,
                },
                ValueKind::Word(text) | ValueKind::Exact(text) if field == Field::Shape => {
                    texts.push(text.as_str().into());
                }
                ValueKind::Exact(text) if field == Field::Word => texts.push(text.as_str().into()),
                ValueKind::Word(text) | ValueKind::Exact(text) => {
                    let word = self.names.vocabulary().intern(&folded(text));
                    if field == Field::Lemma
                        && let Some(base) = self.names.base_form(word)
                    {
                        let title = format!("`{text}` is a form of `{base}`");
                        let help = format!("write lemma={base}, or word={text} for this form alone");
                        let spot = self.origin.spot(value.span);
                        self.found.push(Diagnostic::warning("not-a-lemma", spot, title, "no base form").help(help));
                    }
                    words.push(word);
                }
                ValueKind::Param(_) => ok = false,
            }
        }
        words.sort_unstable();
        words.dedup();
        if !words.is_empty() {
            any.push(if field == Field::Lemma { Pred::Lemma(words) } else { Pred::Word(words) });
        }
        if !texts.is_empty() {
            any.push(if field == Field::Shape { Pred::Shape(texts) } else { Pred::Exact(texts) });
        }
        let pred = if any.len() == 1 { any.remove(0) } else { Pred::OneOf(any) };
        ok.then_some(AtomKind::Token(pred))
    }

    /// Values out of a short list: every match of a regex, or the name itself. `take` gets the number in the list.
    fn listed(&mut self, is: &Is, what: &str, known: &[String], mut take: impl FnMut(usize)) -> bool {
        let mut ok = true;
        for value in &is.values {
            let regex = match &value.kind {
                ValueKind::Regex(source) => {
                    let Some(regex) = self.regex(source, value.span) else {
                        ok = false;
                        continue;
                    };
                    Some(regex)
                }
                _ => None,
            };
            let mut hits = 0;
            for (number, name) in known.iter().enumerate() {
                let matches = match (&regex, &value.kind) {
                    (Some(regex), _) => regex.is_match(name.as_bytes()),
                    (None, ValueKind::Word(text) | ValueKind::Exact(text)) => name == text,
                    (None, _) => false,
                };
                if matches {
                    take(number);
                    hits += 1;
                }
            }
            if hits == 0 {
                ok = false;
                let mut names: Vec<&str> = known.iter().map(String::as_str).collect();
                names.sort_unstable();
                names.dedup();
                let title = format!("there is no {what} `{value}`");
                let found = Diagnostic::error("unknown-value", self.origin.spot(value.span), title, "unknown")
                    .help(format!("known are {}", names.join(" ")));
                let text = value.to_string();
                self.found.push(if names.len() > 8 { found } else { found.nearest(&text, names.into_iter()) });
            }
        }
        ok
    }

    /// `is`: tests written in Rust.
    fn custom(&mut self, is: &Is) -> Option<AtomKind> {
        let mut any = Vec::new();
        for value in &is.values {
            let Value { kind: ValueKind::Word(name) | ValueKind::Exact(name), span } = value else {
                let title = "`is` takes names alone".to_owned();
                self.error("bad-value", value.span, title, "no name", "write the names with | between");
                continue;
            };
            match self.names.predicate(name) {
                Some(predicate) => any.push(Pred::Custom(Custom(predicate))),
                None => self.unknown(NameKind::Predicate, name, *span),
            }
        }
        let whole = any.len() == is.values.len();
        let pred = if any.len() == 1 { any.remove(0) } else { Pred::OneOf(any) };
        whole.then_some(AtomKind::Token(pred))
    }

    /// `lex`, `type` and `entity`.
    fn hit(&mut self, is: &Is) -> Option<AtomKind> {
        let (mut lexicons, mut types, mut entries) = (Vec::new(), Vec::new(), Vec::new());
        let mut ok = true;
        for value in &is.values {
            let Value { kind: ValueKind::Word(name) | ValueKind::Exact(name), span } = value else {
                let title = format!("`{}` takes names alone", is.attr.name());
                self.error("bad-value", value.span, title, "no name", "write the names with | between");
                ok = false;
                continue;
            };
            let before = lexicons.len() + types.len() + entries.len();
            match is.attr {
                Attr::Lex => lexicons.extend(self.names.lexicon(name)),
                Attr::Type => types.extend(self.kind(name, *span)),
                _ => entries.extend(self.names.entity(name)),
            }
            if lexicons.len() + types.len() + entries.len() == before {
                ok = false;
                match is.attr {
                    Attr::Lex => self.unknown(NameKind::Lexicon, name, *span),
                    Attr::Entity => self.unknown(NameKind::Entity, name, *span),
                    // Types are reported where they are looked up.
                    _ => {}
                }
            }
        }
        ok.then_some(AtomKind::Hit(match is.attr {
            Attr::Lex => HitTest::Lexicon(lexicons),
            Attr::Type => HitTest::Type(TypeSet(types.iter().fold(0, |all, set: &TypeSet| all | set.0))),
            _ => HitTest::Entity(entries),
        }))
    }
}

/// The Universal Dependencies name: `NOUN`, `VERB`.
fn upos(tag: Tag) -> String {
    format!("{:?}", tag.upos()).to_uppercase()
}

fn complement(test: VerbTest, attr: Attr) -> VerbTest {
    let all = VerbTest::default();
    match attr {
        Attr::Voice => VerbTest { voice: all.voice & !test.voice, ..all },
        Attr::Tense => VerbTest { tense: all.tense & !test.tense, ..all },
        _ => VerbTest { negated: all.negated & !test.negated, ..all },
    }
}

fn covered(hit: HitTest, wanted: bool) -> Pred {
    let pred = Pred::Covered(hit);
    if wanted { pred } else { Pred::Not(Box::new(pred)) }
}

fn all(mut preds: Vec<Pred>) -> Pred {
    match preds.len() {
        0 => Pred::Any,
        1 => preds.remove(0),
        _ => Pred::All(preds),
    }
}

/// The form as one predicate about a token.
fn pred(form: &Form, atoms: &[Atom<'_>]) -> Pred {
    match form {
        Form::All(parts) => all(parts.iter().map(|part| pred(part, atoms)).collect()),
        Form::Any(parts) => Pred::OneOf(parts.iter().map(|part| pred(part, atoms)).collect()),
        Form::Atom(index, negated) => {
            let pred = match &atoms[*index].kind {
                AtomKind::Token(pred) => pred.clone(),
                AtomKind::Hit(hit) => Pred::Covered(hit.clone()),
                // Groups never come here: a form that holds one is a choice of steps.
                AtomKind::Group(..) | AtomKind::Verb(_) => Pred::Any,
            };
            if *negated { Pred::Not(Box::new(pred)) } else { pred }
        }
    }
}

/// All ways to pass, each a list of atoms; `None` when there are too many.
fn ways(form: &Form) -> Option<Vec<Vec<(usize, bool)>>> {
    match form {
        Form::Atom(index, negated) => Some(vec![vec![(*index, *negated)]]),
        Form::Any(parts) => {
            let mut all = Vec::new();
            for part in parts {
                all.extend(ways(part)?);
            }
            (all.len() <= MAX_WAYS).then_some(all)
        }
        Form::All(parts) => {
            let mut all = vec![Vec::new()];
            for part in parts {
                let more = ways(part)?;
                if all.len() * more.len() > MAX_WAYS {
                    return None;
                }
                all = all.iter().flat_map(|a: &Vec<_>| more.iter().map(move |b| [&a[..], b].concat())).collect();
            }
            Some(all)
        }
    }
}

/// True when two of the predicates can never both hold.
fn contradict(preds: &[Pred]) -> bool {
    let apart = |a: &Pred, b: &Pred| match (a, b) {
        (Pred::Tag(a), Pred::Tag(b)) => a.0 & b.0 == 0,
        (Pred::Case(a), Pred::Case(b)) => a.0 & b.0 == 0,
        (Pred::Word(a), Pred::Word(b)) | (Pred::Lemma(a), Pred::Lemma(b)) => !a.iter().any(|word| b.contains(word)),
        (Pred::Not(a), b) | (b, Pred::Not(a)) => **a == *b,
        _ => false,
    };
    preds.iter().enumerate().any(|(i, a)| preds[..i].iter().any(|b| apart(a, b)))
}
