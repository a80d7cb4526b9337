//! Patterns: macros, the patterns of rules, and those that forbid.

use toml::Spanned;

use crate::compile::pattern::{MacroSource, Macros, PatternProgram, compile};
use crate::compile::patterns::{PatternRule, Slot, Veto};
use crate::compile::{FrameProgram, RoleProgram, TypeSet};
use crate::pack::pattern::Origin;
use crate::pack::{Diagnostic, LoadedRule, Overlap, RuleBody};

use super::{Builder, spot};

impl<'p> Builder<'p> {
    /// Reads the macros of all packs.
    pub(super) fn macros(&mut self, rules: &[&'p LoadedRule]) -> Macros {
        let mut sources = Vec::new();
        for rule in rules {
            let RuleBody::Macros(macros) = &rule.body else { continue };
            for (name, text) in macros {
                let origin = self.origin(rule, text);
                sources.push(MacroSource {
                    name: name.get_ref(),
                    spot: spot(rule, name),
                    text: text.get_ref(),
                    origin,
                });
            }
        }
        let (macros, found) = Macros::new(sources);
        self.found.extend(found);
        macros
    }

    /// Where a pattern stands in its file.
    fn origin(&self, rule: &LoadedRule, text: &Spanned<String>) -> Origin {
        let (pack, path) = rule.file.split_once('/').unwrap_or_default();
        let pack = self.packs.iter().find(|p| p.manifest.pack.id.get_ref() == pack);
        let file = pack.and_then(|pack| pack.source.files.get(path));
        let source = file.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default();
        Origin::new(&rule.file, source, text.span())
    }

    fn program(
        &mut self,
        rule: &LoadedRule,
        text: &Spanned<String>,
        overlap: Overlap,
        macros: &Macros,
    ) -> Option<PatternProgram> {
        let origin = self.origin(rule, text);
        let (program, found) = compile(text.get_ref(), &origin, overlap, macros, self);
        self.found.extend(found);
        program
    }

    /// Compiles the patterns that forbid, sorted. `None` when one has an error; all are looked at. Rules of a pack that
    /// forbid the same share one program, so that it is run once.
    pub(super) fn vetoes(&mut self, rule: &LoadedRule, list: &[Spanned<String>], macros: &Macros) -> Option<Vec<u32>> {
        let pack = rule.file.split_once('/').map_or("", |(pack, _)| pack);
        let mut numbers = Vec::with_capacity(list.len());
        for text in list {
            let key = (pack.to_owned(), text.get_ref().clone());
            if let Some(number) = self.known_vetoes.get(&key) {
                numbers.push(Some(*number));
                continue;
            }
            let program = self.program(rule, text, Overlap::Longest, macros);
            numbers.push(program.map(|program| {
                let number = self.vetoes.len() as u32;
                self.vetoes.push((Veto { text: text.get_ref().as_str().into() }, program));
                self.known_vetoes.insert(key, number);
                number
            }));
        }
        let mut numbers = numbers.into_iter().collect::<Option<Vec<u32>>>()?;
        numbers.sort_unstable();
        numbers.dedup();
        Some(numbers)
    }

    /// Compiles a pattern rule; its captures become the roles of an entry in the list of frames. One that is not admitted
    /// is only looked at for mistakes.
    pub(super) fn pattern(
        &mut self,
        rule: &'p LoadedRule,
        pattern: &'p crate::pack::PatternRule,
        macros: &Macros,
        admitted: bool,
    ) {
        let program = self.program(rule, &pattern.pattern, pattern.overlap, macros);
        let unless = self.vetoes(rule, &pattern.unless, macros).filter(|_| admitted);
        let (Some(program), Some(unless)) = (program, unless) else {
            self.rejected.push(rule.id.clone());
            return;
        };
        if program.required.is_none() {
            let place = spot(rule, &pattern.pattern);
            self.found.push(
                Diagnostic::warning(
                    "no-required-word",
                    place,
                    "the pattern needs no particular word",
                    "tried on every sentence",
                )
                .help("name a word or lemma that must be there"),
            );
        }
        let (event, specificity) = (pattern.event.get_ref(), program.specificity() as u32);
        self.check_shadowed_pattern(rule, pattern, specificity, macros);
        let (frame, slots) = self.matched_frame(rule, event, &program.roles, pattern.status, unless, specificity);
        let text = pattern.pattern.get_ref().as_str().into();
        let ready = PatternRule {
            frame,
            text,
            slots,
            aggregate: pattern.aggregate,
            total: pattern.total,
            status: pattern.status,
        };
        self.patterns.push((ready, program));
        self.rules.push(rule.id.clone());
    }

    /// Adds the entry in the list of frames of a rule whose captures are these roles; gives its number and what each
    /// capture becomes.
    pub(super) fn matched_frame(
        &mut self,
        rule: &LoadedRule,
        event: &str,
        captures: &[Box<str>],
        status: Option<dateline_model::Status>,
        unless: Vec<u32>,
        specificity: u32,
    ) -> (u32, Vec<Slot>) {
        // What frames count of this event, patterns count as well.
        let counted = self.counted.get(event).copied();
        let role = |name: &str| RoleProgram {
            name: name.into(),
            types: TypeSet::EMPTY,
            at: Vec::new(),
            required: false,
            count: name == counted.unwrap_or("patient"),
            unlisted: true,
        };
        let mut roles: Vec<RoleProgram> = Vec::new();
        let mut slots = Vec::new();
        for name in captures {
            slots.push(match &**name {
                "trigger" => Slot::Trigger,
                "count" => Slot::Count,
                "source" => Slot::Source,
                _ => {
                    roles.push(role(name));
                    Slot::Role((roles.len() - 1) as u8)
                }
            });
        }
        if let Some(counted) = counted
            && slots.contains(&Slot::Count)
            && !roles.iter().any(|r| r.count)
        {
            roles.push(role(counted));
        }
        let frame = self.frames.len() as u32;
        self.frames.push(FrameProgram {
            id: rule.id.as_str().into(),
            event: event.into(),
            roles,
            light: Vec::new(),
            without: 0,
            status,
            anchored: false,
            unless,
            specificity,
            before: Vec::new(),
        });
        (frame, slots)
    }
}
