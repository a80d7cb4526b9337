//! Outlet profiles, compiled; together they are the adapter for usual documents.
//!
//! Invariant: a profile's own forms are tried before the common ones, in the order of the file.

use dateline_core::pack::{DateFrom, DateOrder, Diagnostic, LoadedRule, Outlet, RuleBody, Spot};
use dateline_model::{Article, RawDocument};

use crate::adapter::{Adapter, Score};
use crate::date::Calendar;
use crate::form::{self, Forms, Memo, Program, Scene};
use crate::houses::{HouseId, Houses, Mention};
use crate::lines::{Line, lines};
use crate::read;
use crate::recognise::{Evidence, Sign};

/// One house's style, with the common forms behind its own.
#[derive(Debug, Clone, Default)]
pub(crate) struct Profile {
    /// Id in the output; none for articles of an unknown house.
    pub(crate) id: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) date_order: Option<DateOrder>,
    pub(crate) date_from: DateFrom,
    pub(crate) head: Forms<()>,
    pub(crate) lead: Forms<()>,
    pub(crate) tail: Forms<()>,
    pub(crate) boilerplate: Forms<()>,
    pub(crate) context: Vec<String>,
    /// Index of the registered adapter that reads the house's articles.
    adapter: Option<usize>,
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

    /// Adds the forms to a profile.
    fn add_to(&self, profile: &mut Profile, own: Option<HouseId>) {
        let pairs = [
            (&self.head, &mut profile.head),
            (&self.lead, &mut profile.lead),
            (&self.tail, &mut profile.tail),
            (&self.boilerplate, &mut profile.boilerplate),
        ];
        for (programs, forms) in pairs {
            for program in programs {
                forms.add(program, own, ());
            }
        }
        profile.context.extend(self.context.iter().cloned());
    }
}

impl Profiles {
    /// Compiles the outlets among the rules, which may name registered adapters.
    pub(crate) fn compile<'r>(
        rules: impl Iterator<Item = &'r LoadedRule>,
        registered: &[&str],
    ) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut profiles = Self::default();
        let mut common: Vec<Compiled> = Vec::new();
        let mut own: Vec<(HouseId, Compiled)> = Vec::new();
        for rule in rules {
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
                profiles.names.add(name, house);
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
        for ((house, compiled), profile) in own.iter().zip(&mut profiles.houses) {
            compiled.add_to(profile, Some(*house));
            for compiled in &common {
                compiled.add_to(profile, None);
            }
        }
        for compiled in &common {
            compiled.add_to(&mut profiles.unknown, None);
        }
        (profiles, found)
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

    pub(crate) fn count(&self) -> usize {
        self.houses.len()
    }
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
