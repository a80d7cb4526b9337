//! Outlet profiles, compiled; together they are the adapter for usual documents. The media of the lexicons are houses too:
//! they have no manner of their own, but an article that names one as its own is ascribed to it.
//!
//! Invariant: a profile's own forms are tried before the common ones, in the order of the file; houses without a profile
//! come behind those that have one.

use std::sync::Arc;

use dateline_core::pack::{DateFrom, DateOrder, Diagnostic, Entry, LoadedRule, Outlet, RuleBody, Spot};
use dateline_model::{Article, RawDocument};

use crate::adapter::{Adapter, Score};
use crate::date::Calendar;
use crate::form::{self, Forms, Match, Memo, Program, Scene};
use crate::houses::{HouseId, Houses, Mention};
use crate::lines::{Line, lines};
use crate::read;
use crate::recognise::{Evidence, Sign};

/// The type of the lexicons' entries that are houses.
const MEDIA: &str = "media";
/// A word in small letters is at most so long, in bytes, where a house gives its own name: "Voice of America", but not
/// "Syrian state television".
const SMALL_WORD: usize = 3;

/// How articles are read: forms, in the order in which they are tried. Those of one file, or of all files that are common.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manner {
    pub(crate) head: Forms<()>,
    pub(crate) lead: Forms<()>,
    pub(crate) tail: Forms<()>,
    pub(crate) boilerplate: Forms<()>,
    pub(crate) context: Vec<String>,
}

/// One house.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    /// Id in the output; none for articles of an unknown house.
    pub(crate) id: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) date_order: Option<DateOrder>,
    pub(crate) date_from: DateFrom,
    /// Empty for a house that is known by name only.
    own: Manner,
    common: Arc<Manner>,
    /// Index of the registered adapter that reads the house's articles.
    adapter: Option<usize>,
}

impl Profile {
    /// The first form of a kind that matches at a place.
    pub(crate) fn first(
        &self,
        kind: fn(&Manner) -> &Forms<()>,
        text: &str,
        at: usize,
        scene: Scene<'_>,
    ) -> Option<Match> {
        [&self.own, &*self.common].into_iter().find_map(|manner| kind(manner).first(text, at, scene))
    }

    /// The block is history that the house repeats.
    pub(crate) fn repeats(&self, block: &str) -> bool {
        [&self.own, &*self.common].into_iter().flat_map(|manner| &manner.context).any(|start| block.starts_with(start))
    }
}

/// All houses.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profiles {
    /// By [`HouseId`].
    houses: Vec<Profile>,
    unknown: Profile,
    names: Houses,
    calendar: Calendar,
    pub(crate) evidence: Evidence,
}

/// The forms of one file, compiled.
struct Compiled {
    head: Vec<Program>,
    signs: Vec<Program>,
    attribution: Vec<Program>,
    lead: Vec<Program>,
    tail: Vec<Program>,
    boilerplate: Vec<Program>,
    context: Vec<String>,
}

impl Compiled {
    fn new(outlet: &Outlet, file: &str, found: &mut Vec<Diagnostic>) -> Self {
        let mut all = |forms: &[toml::Spanned<String>]| {
            forms.iter().filter_map(|form| form::compile(form, file, found)).collect::<Vec<_>>()
        };
        Self {
            head: all(&outlet.head),
            signs: all(&outlet.signs),
            attribution: all(&outlet.attribution),
            lead: all(&outlet.lead),
            tail: all(&outlet.tail),
            boilerplate: all(&outlet.boilerplate),
            context: outlet.context.iter().map(|start| start.get_ref().clone()).collect(),
        }
    }

    /// Texts that forms ask for behind any words.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let Self { head, signs, attribution, lead, tail, boilerplate, .. } = self;
        let programs = [head, signs, attribution, lead, tail, boilerplate].into_iter().flatten();
        programs.flat_map(Program::behind_words).map(|text| &**text)
    }

    /// Adds the forms to those by which houses are told apart.
    fn add_evidence(&self, own: Option<HouseId>, evidence: &mut Evidence) {
        // A form of all houses that names none is of use only to get behind it on its line.
        let mut style = Forms::default();
        for form in &self.head {
            match own {
                Some(_) if !form.names_house() => style.add(form, own, ()),
                None if !form.names_house() && form.ends_line() => {}
                _ => evidence.head.add(form, own, Sign::Head),
            }
        }
        if own.is_some() {
            evidence.style.push(style);
        }
        for form in &self.signs {
            evidence.anywhere.add(form, own, Sign::Own);
        }
        for form in self.tail.iter().chain(&self.boilerplate).filter(|form| form.names_house()) {
            evidence.anywhere.add(form, own, Sign::Named);
        }
        for form in &self.attribution {
            evidence.attribution.add(form, own, ());
        }
    }

    /// Adds the forms to a manner.
    fn add_to(&self, manner: &mut Manner, own: Option<HouseId>) {
        let pairs = [
            (&self.head, &mut manner.head),
            (&self.lead, &mut manner.lead),
            (&self.tail, &mut manner.tail),
            (&self.boilerplate, &mut manner.boilerplate),
        ];
        for (programs, forms) in pairs {
            for program in programs {
                forms.add(program, own, ());
            }
        }
        manner.context.extend(self.context.iter().cloned());
    }
}

impl Profiles {
    /// Compiles the outlets among the rules, which may name registered adapters.
    pub(crate) fn compile<'r>(
        rules: impl Iterator<Item = &'r LoadedRule>,
        registered: &[&str],
    ) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut listed: Vec<(&LoadedRule, &Entry)> = Vec::new();
        let mut profiles = Self::default();
        let mut common: Vec<Compiled> = Vec::new();
        let mut own: Vec<(HouseId, Compiled)> = Vec::new();
        for rule in rules {
            listed.extend(media(rule).map(|entry| (rule, entry)));
            let RuleBody::Outlet(outlet) = &rule.body else { continue };
            profiles.calendar.add(&outlet.calendar);
            let compiled = Compiled::new(outlet, &rule.file, &mut found);
            compiled.texts().for_each(|text| profiles.names.also(text));
            if outlet.common {
                compiled.add_evidence(None, &mut profiles.evidence);
                common.push(compiled);
                continue;
            }
            let spot = Spot { file: rule.file.clone(), bytes: outlet.id.span() };
            if profiles.houses.iter().any(|other| other.id.as_ref() == Some(outlet.id.get_ref())) {
                let title = format!("the outlet `{}` is there twice", outlet.id.get_ref());
                found.push(Diagnostic::error("outlet-twice", spot, title, "this one is left out"));
                continue;
            }
            let Ok(house) = HouseId::try_from(profiles.houses.len()) else {
                found.push(Diagnostic::error("too-many-outlets", spot, "too many outlets", "this one is left out"));
                continue;
            };
            for name in std::iter::once(&outlet.name).chain(&outlet.also) {
                profiles.add_name(name, house);
            }
            compiled.add_evidence(Some(house), &mut profiles.evidence);
            own.push((house, compiled));
            profiles.houses.push(Profile {
                id: Some(outlet.id.get_ref().clone()),
                country: outlet.country.clone(),
                date_order: outlet.date_order,
                date_from: outlet.date_from,
                adapter: adapter(outlet, &rule.file, registered, &mut found),
                ..Profile::default()
            });
        }
        let mut shared = Manner::default();
        for compiled in &common {
            compiled.add_to(&mut shared, None);
        }
        profiles.unknown.common = Arc::new(shared);
        for ((house, compiled), profile) in own.iter().zip(&mut profiles.houses) {
            compiled.add_to(&mut profile.own, Some(*house));
            profile.common = Arc::clone(&profiles.unknown.common);
        }
        for (rule, entry) in listed {
            profiles.add_listed(rule, entry, &mut found);
        }
        // Datelines and bylines are set in capitals.
        for (name, house) in profiles.names.all() {
            profiles.add_name(&name.to_uppercase(), house);
        }
        (profiles, found)
    }

    /// Adds a name as it is written. One that two houses bear goes to the first of them.
    fn add_name(&mut self, name: &str, house: HouseId) {
        if self.names.owner(name).is_none() {
            self.names.add(name, house);
        }
    }

    /// Adds a medium of a lexicon: its names to the profile of its id, or a house of its own.
    fn add_listed(&mut self, rule: &LoadedRule, entry: &Entry, found: &mut Vec<Diagnostic>) {
        let names = || std::iter::once(&entry.name).chain(&entry.also).filter(|name| is_own_name(name));
        let known = self.houses.iter().position(|house| house.id == entry.id);
        let profiled = self.evidence.style.len();
        let other = || names().filter_map(|name| self.names.owner(name)).find(|house| usize::from(*house) < profiled);
        if known.is_none()
            && let Some(other) = other()
        {
            let RuleBody::Lexicon(lexicon) = &rule.body else { return };
            let id = self.houses[usize::from(other)].id.as_deref().unwrap_or_default();
            let title = format!("`{}` is the house `{id}`", entry.id.as_deref().unwrap_or_default());
            let spot = Spot { file: rule.file.clone(), bytes: lexicon.id.span() };
            let warning = Diagnostic::warning("house-renamed", spot, title, "in this lexicon");
            found.push(
                warning.help("give the two the same id: else the house passes for the source of its own reports"),
            );
            return;
        }
        let house = known.unwrap_or(self.houses.len());
        let Ok(house) = HouseId::try_from(house) else { return };
        names().for_each(|name| self.add_name(name, house));
        if known.is_none() {
            self.houses.push(Profile {
                id: entry.id.clone(),
                country: entry.country.as_deref().map(str::to_uppercase),
                common: Arc::clone(&self.unknown.common),
                ..Profile::default()
            });
        }
    }

    /// What the classes of the forms need.
    fn scene<'a>(
        &'a self,
        memo: &'a Memo,
        lines: &'a [Line],
        (mentions, starts): &'a (Vec<Mention>, Vec<usize>),
    ) -> Scene<'a> {
        Scene { calendar: &self.calendar, memo, mentions, starts, lines, own: None }
    }
}

/// The houses in a lexicon.
fn media(rule: &LoadedRule) -> impl Iterator<Item = &Entry> {
    let lexicon = match &rule.body {
        RuleBody::Lexicon(lexicon) => Some(lexicon),
        _ => None,
    };
    let kind = lexicon.and_then(|lexicon| lexicon.kind.as_ref()).map(toml::Spanned::get_ref);
    let entries = lexicon.into_iter().flat_map(|lexicon| &lexicon.entry);
    entries.filter(move |entry| entry.id.is_some() && entry.kind.as_ref().or(kind).is_some_and(|kind| kind == MEDIA))
}

/// Whether adapters are compiled from the rule.
pub(crate) fn is_read(rule: &LoadedRule) -> bool {
    matches!(rule.body, RuleBody::Outlet(_)) || media(rule).next().is_some()
}

/// A house calls itself so; others call it "state television" or "the agency's website".
fn is_own_name(name: &str) -> bool {
    name.split(' ').all(|word| word.len() <= SMALL_WORD || word.contains(|c: char| c.is_uppercase() || c.is_numeric()))
}

/// The registered adapter that an outlet names.
fn adapter(outlet: &Outlet, file: &str, registered: &[&str], found: &mut Vec<Diagnostic>) -> Option<usize> {
    let wanted = outlet.adapter.as_ref()?;
    // Of two with one name the later counts.
    let known = registered.iter().rposition(|name| name == wanted.get_ref());
    if known.is_none() {
        let spot = Spot { file: file.to_owned(), bytes: wanted.span() };
        let title = format!("there is no adapter `{}`", wanted.get_ref());
        let problem = Diagnostic::error("unknown-adapter", spot, title, "unknown adapter")
            .help("adapters are written in Rust and registered with `Builder::adapter`");
        found.push(problem.nearest(wanted.get_ref(), registered.iter().copied()));
    }
    known
}

impl Profiles {
    /// How sure they are of the document's house.
    pub(crate) fn recognise(&self, document: &RawDocument) -> Score {
        let lines = lines(&document.text);
        let mentions = self.names.mentions(&document.text);
        let best = self.best(&document.text, self.scene(&Memo::default(), &lines, &mentions));
        best.map_or(Score::NONE, |(_, score)| score)
    }

    /// Reads a document in the style of its house, or by the adapter that the house's profile names.
    pub(crate) fn read_with<'t>(&self, document: &'t RawDocument, registered: &[Box<dyn Adapter>]) -> Article<'t> {
        let lines = lines(&document.text);
        let mentions = self.names.mentions(&document.text);
        let memo = Memo::default();
        let scene = self.scene(&memo, &lines, &mentions);
        let house = self.best(&document.text, scene).filter(|(_, score)| *score >= Score::ENOUGH);
        let profile = house.map_or(&self.unknown, |(house, _)| &self.houses[usize::from(house)]);
        let Some(adapter) = profile.adapter.and_then(|index| registered.get(index)) else {
            return read::read(document, profile, scene);
        };
        let mut article = adapter.read(document);
        article.outlet = article.outlet.or_else(|| profile.id.clone());
        article.country = article.country.or_else(|| profile.country.clone());
        article
    }
}
