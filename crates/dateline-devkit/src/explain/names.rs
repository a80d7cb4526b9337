//! Numbers of the engine as words a rule author knows.

use std::ops::Range;

use dateline_core::analysis::model::{GroupId, Meaning, Prep, Relation, VerbForm, VerbGroup, VerbId};
use dateline_core::compile::{EntryId, Place, TypeId, TypeSet, VerbMeaning};
use dateline_core::engine::Trace;
use dateline_core::extract::{Attempt, RoleFiller, Stop, Why};
use dateline_model::OffsetMap;

use super::tree::{Piece, PrepView};

/// A trace with what is needed to name its parts.
pub(super) struct Names<'a> {
    pub(super) trace: Trace<'a>,
    pub(super) offsets: OffsetMap<'a>,
}

pub(super) fn group_id(id: GroupId) -> String {
    format!("g{}", id.0)
}

pub(super) fn verb_id(id: VerbId) -> String {
    format!("v{}", id.0)
}

impl Names<'_> {
    pub(super) fn piece(&self, tokens: Range<u32>) -> Piece {
        let bytes = self.trace.analysis.span(tokens);
        Piece { span: self.offsets.chars(bytes), text: bytes.slice(self.trace.ctx.text).to_owned() }
    }

    pub(super) fn types(&self, set: TypeSet) -> Vec<String> {
        let taxonomy = &self.trace.ctx.program.taxonomy;
        let ids = (1..taxonomy.names().count() as u8).map(TypeId).filter(|id| set.meets(single(*id)));
        let mut ids: Vec<TypeId> = ids.collect();
        // The more ancestors, the nearer to the word.
        ids.sort_by_key(|id| (std::cmp::Reverse(taxonomy.upward(*id).0.count_ones()), *id));
        ids.into_iter().map(|id| taxonomy.name(id).to_owned()).collect()
    }

    pub(super) fn entry(&self, id: EntryId) -> String {
        let entry = self.trace.ctx.program.entry(id);
        entry.id.as_deref().map_or_else(|| entry.name.to_string(), |id| format!("{} ({id})", entry.name))
    }

    pub(super) fn preps(&self, preps: &[Prep]) -> Vec<PrepView> {
        let word = |p: &Prep| self.trace.ctx.words.text(p.word).to_owned();
        preps.iter().map(|p| PrepView { word: word(p), group: group_id(p.group) }).collect()
    }

    pub(super) fn place(&self, place: Place) -> String {
        match place {
            Place::Subject => "subject".to_owned(),
            Place::Object => "object".to_owned(),
            Place::By => "by".to_owned(),
            Place::Of => "of".to_owned(),
            Place::Possessive => "possessive".to_owned(),
            Place::Compound => "compound".to_owned(),
            Place::Trigger => "trigger".to_owned(),
            Place::Preposition(word) => self.trace.ctx.words.text(word).to_owned(),
        }
    }

    /// The words of a filler with all members of its list.
    pub(super) fn filler(&self, filler: &RoleFiller) -> String {
        match filler {
            RoleFiller::Modifier(tokens, _) => self.piece(tokens.clone()).text,
            RoleFiller::Group(_) | RoleFiller::Part(..) => {
                let analysis = self.trace.analysis;
                let members = filler.groups(analysis).map(|g| analysis.group(g).tokens.clone());
                members.map(|tokens| self.piece(tokens).text).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// What a phrase means; nothing for what means nothing to rules.
    pub(super) fn meaning(&self, meaning: Meaning) -> String {
        let program = self.trace.ctx.program;
        let kind = |id: EntryId| program.taxonomy.name(program.entry(id).kind);
        match meaning {
            Meaning::Entry(id) => format!("type:{}", kind(id)),
            Meaning::Adjective(id) => format!("adjective:{}", self.entry(id)),
            Meaning::Noun(frame) | Meaning::State(frame) => format!("trigger:{}", program.frames[frame as usize].id),
            Meaning::Cue(cue) | Meaning::CueNoun(cue) => format!("cue:{}", program.cues[cue as usize].id),
            Meaning::NoCue(cue) => format!("no-cue:{}", program.cues[cue as usize].id),
            Meaning::Class(class) => format!("class:{class:?}"),
        }
    }

    pub(super) fn verb_meaning(&self, meaning: VerbMeaning) -> String {
        let program = self.trace.ctx.program;
        match meaning {
            VerbMeaning::Frame(frame) => format!("trigger:{}", program.frames[frame as usize].id),
            VerbMeaning::Class(class) => format!("class:{class:?}"),
            VerbMeaning::Cue(cue) => format!("cue:{}", program.cues[cue as usize].id),
        }
    }

    pub(super) fn verb_form(&self, verb: &VerbGroup) -> String {
        let mut words = vec![format!("{:?}", verb.form).to_lowercase()];
        if matches!(verb.form, VerbForm::Finite | VerbForm::Bare) {
            words.push(format!("{:?}", verb.tense).to_lowercase());
        }
        let marks = [(verb.passive, "passive"), (verb.perfect, "perfect"), (verb.progressive, "progressive")];
        words.extend(marks.into_iter().filter(|(on, _)| *on).map(|(_, word)| word.to_owned()));
        if verb.copula {
            words.push("copula".to_owned());
        }
        if verb.negated {
            words.push("negated".to_owned());
        }
        words.extend(verb.modal.map(|modal| format!("modal({})", self.trace.ctx.words.text(modal))));
        words.join(" ")
    }

    pub(super) fn relation(&self, relation: Relation) -> String {
        let word = |word| self.trace.ctx.words.text(word);
        match relation {
            Relation::Main => "main".to_owned(),
            Relation::RelativeSubject(g) => format!("relative clause on {}, its subject", group_id(g)),
            Relation::RelativeObject(g) => format!("relative clause on {}, its object", group_id(g)),
            Relation::RelativeOther(g) => format!("relative clause on {}", group_id(g)),
            Relation::Reduced(g) => format!("participle behind {}", group_id(g)),
            Relation::Adverbial(v) => format!("participle clause on {}", verb_id(v)),
            Relation::Gerund(v, w) => format!("“{}” + gerund on {}", word(w), verb_id(v)),
            Relation::NounGerund(g, w) => format!("“{}” + gerund on {}", word(w), group_id(g)),
            Relation::Infinitive(v) => format!("infinitive of {}", verb_id(v)),
            Relation::NounInfinitive(g) => format!("infinitive on {}", group_id(g)),
            Relation::Content(v) => format!("said by {}", verb_id(v)),
            Relation::Subordinate(Some(v), w) => format!("“{}” clause on {}", word(w), verb_id(v)),
            Relation::Subordinate(None, w) => format!("“{}” clause", word(w)),
            Relation::Conjunct(v) => format!("coordinated with {}", verb_id(v)),
        }
    }

    pub(super) fn why(&self, why: Why) -> String {
        match why {
            Why::Default => "nothing says otherwise".to_owned(),
            Why::Negation => "negation".to_owned(),
            Why::Modal => "modal verb".to_owned(),
            Why::Future => "future tense".to_owned(),
            Why::Purpose => "purpose or intention".to_owned(),
            Why::Cue(cue) => format!("cue {}", self.trace.ctx.program.cues[cue as usize].id),
            Why::Rule => "the rule says so".to_owned(),
            Why::Cause => "the event that it results from".to_owned(),
        }
    }

    /// Why a trigger came to nothing.
    pub(super) fn stop(&self, attempt: &Attempt, stop: &Stop) -> String {
        match stop {
            Stop::Longer(tokens) => format!("inside “{}”, which means something else", self.piece(tokens.clone()).text),
            Stop::Vetoed(number, tokens) => {
                let veto = &self.trace.ctx.program.patterns.veto_rules[*number as usize].text;
                format!("“{}” is what the rule's `unless` forbids: {veto}", self.piece(tokens.clone()).text)
            }
            Stop::Behind(rule) => {
                format!("`{}` speaks for the same words", self.trace.ctx.program.frames[*rule as usize].id)
            }
            Stop::Due => "only said to be a duty".to_owned(),
            Stop::NoHead => "the noun heads no noun group".to_owned(),
            Stop::InVerb => "the word belongs to a verb group, and the rule wants an adjective here".to_owned(),
            Stop::NoBearer => "said of no noun group".to_owned(),
            Stop::Off(form) => format!("the rule switches the form `{}` off", form.id()),
            Stop::Role(number) => self.unfilled(attempt, *number),
            Stop::Unanchored => "the rule is anchored: no role, number, place or time of its own".to_owned(),
        }
    }

    pub(super) fn types_wanted(&self, types: TypeSet) -> String {
        if types.is_empty() { "any type".to_owned() } else { self.types(types).join(", ") }
    }
}

fn single(id: TypeId) -> TypeSet {
    let mut set = TypeSet::EMPTY;
    set.insert(id);
    set
}
