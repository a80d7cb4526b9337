//! Frames, cues and closed classes: their triggers as verbs and phrases.

use crate::analysis::model::Meaning;
use crate::compile::pattern::Macros;
use crate::compile::{CueProgram, FrameProgram, Place, RoleProgram, TypeSet, VerbEntry, VerbMeaning, WordClass};
use crate::extract::Form;
use crate::pack::{Cue, Diagnostic, Frame, Inflection, LoadedRule};
use crate::text::{WordId, folded};

use super::{Builder, spot};

impl<'p> Builder<'p> {
    /// The verb's phrase by lemma: `round up` → head and rest.
    fn verb(&mut self, phrase: &str, meaning: VerbMeaning) {
        let words: Vec<WordId> =
            phrase.split_whitespace().map(|w| self.language.vocabulary.intern(&folded(w))).collect();
        let Some((head, rest)) = words.split_first() else { return };
        self.verbs.entry(*head).or_default().push(VerbEntry { rest: rest.to_vec(), meaning });
    }

    pub(super) fn grammar(&mut self) {
        let file = self.language.grammar_file.clone();
        let verbs = [
            WordClass::Report,
            WordClass::Announce,
            WordClass::Light,
            WordClass::Undergo,
            WordClass::Implicative,
            WordClass::Result,
            WordClass::Happen,
            WordClass::Toll,
            WordClass::WeakReport,
            WordClass::Attitude,
            WordClass::Gauge,
            WordClass::Record,
            WordClass::Passing,
        ];
        // All others are asked for by word alone.
        let phrases = [
            WordClass::According,
            WordClass::Comparing,
            WordClass::Turn,
            WordClass::SoCalled,
            WordClass::AskedAmount,
            WordClass::Example,
            WordClass::Fronting,
        ];
        for class in WordClass::ALL.iter().copied() {
            for phrase in file.phrases(class) {
                if verbs.contains(&class) {
                    self.verb(phrase.get_ref(), VerbMeaning::Class(class));
                } else if phrases.contains(&class) {
                    self.phrase(phrase.get_ref(), Inflection::None, Meaning::Class(class), false);
                }
            }
        }
    }

    /// Compiles a frame; one that is not admitted is only looked at for mistakes.
    pub(super) fn frame(&mut self, rule: &'p LoadedRule, frame: &'p Frame, macros: &Macros, admitted: bool) {
        let before = self.errors();
        let number = self.frames.len() as u32;
        let mut without = 0;
        for form in &frame.without {
            match Form::parse(form.get_ref()) {
                Some(known) => without |= known.bit(),
                None => self.found.push(
                    Diagnostic::error(
                        "unknown-form",
                        spot(rule, form),
                        format!("no form `{}`", form.get_ref()),
                        "unknown form",
                    )
                    .nearest(form.get_ref(), Form::ALL.iter().map(|f| f.id())),
                ),
            }
        }
        let mut roles = Vec::new();
        for (name, role) in &frame.role {
            let mut types = TypeSet::EMPTY;
            for kind in &role.types {
                if let Some(id) = self.type_named(rule, kind) {
                    types.insert(id);
                    self.check_yielded(rule, kind, id);
                }
            }
            let at = role.at.iter().map(|place| self.place(place.get_ref())).collect();
            roles.push(RoleProgram {
                name: name.get_ref().as_str().into(),
                types,
                at,
                required: role.required,
                count: role.count,
                unlisted: role.unlisted,
            });
        }
        if frame.verb.is_empty() && frame.noun.is_empty() && frame.adjective.is_empty() {
            self.found.push(
                Diagnostic::error(
                    "no-trigger",
                    spot(rule, &frame.event),
                    "the frame has no trigger",
                    "this event can never be found",
                )
                .help("add `verb`, `noun` or `adjective`"),
            );
        }
        let unless = self.vetoes(rule, &frame.unless, macros).filter(|_| admitted && self.errors() == before);
        let Some(unless) = unless else {
            self.rejected.push(rule.id.clone());
            return;
        };
        // Required roles choose first; then the order of the names.
        roles.sort_by(|a, b| b.required.cmp(&a.required).then_with(|| a.name.cmp(&b.name)));
        for verb in &frame.verb {
            self.verb(verb.get_ref(), VerbMeaning::Frame(number));
            self.tag_verb(verb.get_ref());
        }
        for noun in &frame.noun {
            self.phrase(noun.get_ref(), Inflection::Noun, Meaning::Noun(number), false);
            self.trigger_lemma(noun.get_ref());
        }
        for adjective in &frame.adjective {
            self.phrase(adjective.get_ref(), Inflection::None, Meaning::State(number), false);
        }
        let light = frame
            .light
            .iter()
            .filter_map(|l| l.get_ref().split_whitespace().next())
            .map(|l| self.language.vocabulary.intern(&folded(l)))
            .collect();
        self.check_shadowed_frame(rule, frame, number, &roles);
        self.frames.push(FrameProgram {
            id: rule.id.as_str().into(),
            event: frame.event.get_ref().as_str().into(),
            roles,
            light,
            without,
            status: frame.status,
            anchored: frame.anchored,
            unless,
            specificity: 0,
            before: Vec::new(),
        });
        self.rules.push(rule.id.clone());
    }

    /// A single-word verb that the tagger never saw gets its forms' tags.
    fn tag_verb(&mut self, phrase: &str) {
        let Some(head) = phrase.split_whitespace().next() else { return };
        let base = folded(head);
        let vocabulary = &mut self.language.vocabulary;
        let known = vocabulary.get(&base).is_some_and(|w| self.language.tagger.frequency(w) > 0);
        let forms = self.language.morphology.verb(&base);
        for (form, tag) in forms.tagged() {
            let word = vocabulary.intern(form);
            if !known || self.language.tagger.frequency(word) == 0 {
                self.tags.push((word, tag));
            }
        }
    }

    fn trigger_lemma(&mut self, phrase: &str) {
        let words: Vec<&str> = phrase.split_whitespace().collect();
        let of = words.iter().position(|w| *w == "of").filter(|p| *p > 0);
        let head = of.map_or(words.last(), |p| words.get(p - 1));
        if let Some(head) = head {
            let word = self.language.vocabulary.intern(&folded(head));
            if self.trigger_lemmas.len() <= word.index() {
                self.trigger_lemmas.resize(word.index() + 1, false);
            }
            self.trigger_lemmas[word.index()] = true;
        }
    }

    fn place(&mut self, name: &str) -> Place {
        match name {
            "subject" => Place::Subject,
            "object" => Place::Object,
            "by" => Place::By,
            "of" => Place::Of,
            "possessive" | "poss" => Place::Possessive,
            "compound" => Place::Compound,
            "trigger" => Place::Trigger,
            word => Place::Preposition(self.language.vocabulary.intern(&folded(word))),
        }
    }

    pub(super) fn cue(&mut self, rule: &LoadedRule, cue: &Cue) {
        let number = self.cues.len() as u32;
        for words in &cue.words {
            // Of a cue in two parts the first is looked for; the second must then stand behind it.
            let first = words.get_ref().split('…').next().unwrap_or_default();
            self.phrase(first.trim(), Inflection::None, Meaning::Cue(number), false);
        }
        for words in &cue.never {
            self.phrase(words.get_ref(), Inflection::None, Meaning::NoCue(number), false);
        }
        for verb in &cue.verb {
            self.verb(verb.get_ref(), VerbMeaning::Cue(number));
        }
        for noun in &cue.noun {
            self.phrase(noun.get_ref(), Inflection::Noun, Meaning::CueNoun(number), false);
        }
        let program = CueProgram::new(&rule.id, cue, &mut self.language.vocabulary);
        self.cues.push(program);
        self.rules.push(rule.id.clone());
    }
}
