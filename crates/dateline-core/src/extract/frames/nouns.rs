//! Noun triggers: nominal forms, and the verbs that make events of nouns (light, announcing, resulting, happening).

mod anchors;
mod parties;

use dateline_model::Status;
use smallvec::SmallVec;

use crate::analysis::Context;
use crate::analysis::UnitKind;
use crate::analysis::model::{
    Analysis, Determiner, GroupId, GroupKind, Hit, Meaning, Prep, Relation, Tense, VerbForm, VerbGroup, VerbId,
};
use crate::compile::{FrameProgram, Level, Place, WordClass};
use crate::extract::{Attempt, CountOf, Form, Mention, Reference, RoleFiller, Stop, Watch, Why};

use crate::text::{Tag, WordId};

use anchors::{is_anchored, is_figured, names_again};
use parties::{answerable, in_course, targeted};

use super::counts::{count, quantity};
use super::roles::{Argument, Arguments, add_group, add_modifiers, add_preps, add_subset, fill_or_counted};
use super::tried::{NounSupport, noun_forms};
use super::verbs::{is_negative, placing, verb_status};

/// Nouns of a chain of prepositions that are looked at.
const NESTED: usize = 4;

/// All noun triggers of a sentence.
pub(super) fn mentions(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    out: &mut Vec<Mention>,
    references: &mut Vec<Reference>,
    watch: &mut impl Watch,
) {
    let parts = &analysis.sentences[sentence];
    let hits = &analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
    for hit in hits {
        let Meaning::Noun(frame) = hit.meaning else { continue };
        watch.begin();
        // A longer trigger or name over the same words means something else.
        let longer = hits.iter().find(|h| {
            h.tokens.len() > hit.tokens.len()
                && h.tokens.start <= hit.tokens.start
                && h.tokens.end >= hit.tokens.end
                && match h.meaning {
                    Meaning::Noun(_) => true,
                    Meaning::Entry(id) => h.tokens.end == hit.tokens.end && ctx.program.entry(id).is_name,
                    _ => false,
                }
        });
        if let Some(longer) = longer {
            watch.tried(|| Attempt::early(frame, hit.tokens.clone(), Stop::Longer(longer.tokens.clone())));
            continue;
        }
        let Some(id) = group_headed_by(analysis, sentence, hit) else {
            watch.tried(|| Attempt::early(frame, hit.tokens.clone(), Stop::NoHead));
            continue;
        };
        let trigger = Trigger { group: id, hit, frame };
        out.extend(mention(ctx, analysis, sentence, &trigger, references, watch));
    }
}

/// The group whose head the trigger is; "exchange of fire" begins at the head and reaches beyond the group.
fn group_headed_by(analysis: &Analysis, sentence: usize, hit: &Hit) -> Option<GroupId> {
    let groups = analysis.sentences[sentence].groups.clone();
    groups.map(GroupId).find(|g| {
        let group = analysis.group(*g);
        hit.tokens.contains(&group.head) && group.tokens.contains(&hit.tokens.start) && group.kind != GroupKind::Time
    })
}

/// What the verb that the group is subject or object of makes of it.
struct Support {
    verb: VerbId,
    form: Form,
    /// The group is the verb's (logical) object.
    object: bool,
    /// "there were three arrests"
    there: bool,
}

fn support(ctx: Context<'_>, analysis: &Analysis, frame: &FrameProgram, id: GroupId) -> Option<Support> {
    let first = analysis.group(id).first.unwrap_or(id);
    if let Some(verb) = by_agent(ctx, analysis, first) {
        // "were killed by mines" speaks of no single deed.
        let one =
            analysis.group(first).determiner == Determiner::Indefinite || analysis.group(first).quantity.is_some();
        let happens = one && analysis.verb(verb).is(WordClass::Happen);
        return happens.then_some(Support { verb, form: Form::Existential, object: false, there: false });
    }
    let verb_id = analysis.group(first).verb.or_else(|| governing(analysis, first))?;
    let verb = analysis.verb(verb_id);
    let is = |class| verb.is(class);
    let as_subject = verb.subject == Some(first);
    let object = as_subject == verb.passive;
    let own_light = frame.light.contains(&verb.lemma);
    let form = if object {
        if is(WordClass::Result) && !own_light && !is(WordClass::Light) {
            Form::Result
        } else if is(WordClass::Announce) && !is(WordClass::Light) {
            Form::Announced
        } else if is(WordClass::Light) || own_light || is(WordClass::Undergo) {
            Form::Light
        } else if verb.copula {
            Form::Existential
        } else {
            return None;
        }
    } else if verb.copula || is(WordClass::Happen) {
        Form::Existential
    } else {
        return None;
    };
    Some(Support { verb: verb_id, form, object, there: verb.copula })
}

/// The passive verb whose by-agent the group is: "were killed by a roadside bomb".
fn by_agent(ctx: Context<'_>, analysis: &Analysis, id: GroupId) -> Option<VerbId> {
    analysis.group(id).governor.filter(|word| ctx.program.grammar.is(*word, WordClass::By))?;
    let near = analysis.verbs.partition_point(|v| v.head < analysis.group(id).tokens.start);
    let at = near.checked_sub(1)?;
    let verb = &analysis.verbs[at];
    let agent = verb.passive && verb.preps.first().is_some_and(|p| p.group == id) && verb.object.is_none();
    agent.then_some(VerbId(at as u32))
}

/// The verb whose second object or predicate the group is.
fn governing(analysis: &Analysis, id: GroupId) -> Option<VerbId> {
    let group = analysis.group(id);
    if group.governor.is_some() {
        return None;
    }
    let near = analysis.verbs.partition_point(|v| v.head < group.tokens.start);
    (near.saturating_sub(3)..(near + 1).min(analysis.verbs.len()))
        .map(|v| VerbId(v as u32))
        .find(|v| [analysis.verb(*v).object, analysis.verb(*v).second, analysis.verb(*v).subject].contains(&Some(id)))
}

/// A noun of a frame, and the group that it heads.
struct Trigger<'a> {
    group: GroupId,
    hit: &'a Hit,
    frame: u32,
}

/// What the trigger tells; one that only names a deed again goes to the references.
fn mention(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    trigger: &Trigger<'_>,
    references: &mut Vec<Reference>,
    watch: &mut impl Watch,
) -> Option<Mention> {
    let Trigger { group: id, hit, frame: number } = *trigger;
    let program = ctx.program;
    let frame = &program.frames[number as usize];
    let group = analysis.group(id);
    let headline = analysis.sentences[sentence].headline;
    let support = support(ctx, analysis, frame, id);
    let mut arguments = Arguments::new();
    // Inside its own group.
    if let Some(possessor) = group.possessor {
        add_group(ctx, analysis, Place::Possessive, possessor, &mut arguments);
    }
    let modifiers_from = group.possessor.map_or(group.tokens.start, |p| analysis.group(p).tokens.end);
    let hits = analysis.sentences[sentence].hits.clone();
    add_modifiers(ctx, analysis, hits, modifiers_from..group.head, hit.tokens.start, &mut arguments);
    if headline {
        arguments.retain(|argument| !is_scene(ctx, analysis, sentence, frame, argument));
    }
    // Behind it; a coordinated trigger shares what stands behind the last.
    let answers = answerable(ctx, analysis, id);
    let mut behind: Vec<_> =
        own_preps(analysis, id).filter(|p| answers != Some(p.group)).map(|p| (p.word, p.group)).collect();
    // "the bombing of the shrine by insurgents", "raids by officers on three houses": what hangs on the last group of the
    // chain may belong to the deed.
    for i in 0..behind.len() {
        let (word, inner) = behind[i];
        let close = program.grammar.is(word, WordClass::Of) || program.grammar.is(word, WordClass::By);
        let last = analysis.members(inner).last().unwrap_or(inner);
        // "attacks on pipelines by gunmen", "clashes in the town between rebels and the army": of what hangs on other groups
        // only those who did it.
        let doers = |word| [WordClass::By, WordClass::Reciprocal].into_iter().any(|c| program.grammar.is(word, c));
        let nested = analysis.group(last).preps.iter().filter(|p| {
            let of = program.grammar.is(p.word, WordClass::Of);
            // "the killing by police of a student"
            let suffers = |g: GroupId| {
                let group = analysis.group(g);
                group.determiner == Determiner::Indefinite || group.quantity.is_some()
            };
            let turned = of && program.grammar.is(word, WordClass::By) && suffers(p.group);
            turned || if close { !of } else { doers(p.word) }
        });
        behind.extend(nested.map(|p| (p.word, p.group)));
    }
    add_preps(ctx, analysis, behind.iter().copied(), &mut arguments);
    // "nine injuries among the workers"
    if let Some(subset) = group.including
        && let Some(word) = analysis.group(subset).governor
    {
        add_subset(analysis, Place::Preposition(word), subset, &mut arguments);
    }
    // "an operation targeting smugglers", "which targeted smugglers": the verb works as a preposition.
    for v in parts_verbs(analysis, sentence) {
        let verb = analysis.verb(v);
        // "conducted a strike in the north targeting a leader"
        let along = |s: &Support| s.form == Form::Light && verb.relation == Relation::Adverbial(s.verb);
        let told = analysis.tells_of(v, id) || verb.form == VerbForm::Gerund && support.as_ref().is_some_and(along);
        if let Some((word, object)) = told.then(|| word_of(analysis, ctx, frame, verb)).flatten().zip(verb.object) {
            add_group(ctx, analysis, Place::Preposition(word), object, &mut arguments);
        }
    }
    // "an air strike carried out by jets on a den"
    for verb in parts_verbs(analysis, sentence).map(|v| analysis.verb(v)) {
        let light = frame.light.contains(&verb.lemma) || verb.is(WordClass::Light);
        // "the killing of two farmers, carried out by gunmen": it is deeds that are carried out, and not what hangs on them.
        let told = match verb.relation {
            Relation::Reduced(g) => g == id || behind.iter().any(|(_, of)| *of == g),
            // "the attack, which was carried out by gunmen, killed nine"
            Relation::RelativeSubject(g) => g == id,
            Relation::Adverbial(v) => analysis.verb(v).object == Some(group.first.unwrap_or(id)),
            _ => false,
        };
        if verb.passive && light && told {
            add_preps(ctx, analysis, verb.preps.iter().map(|p| (p.word, p.group)), &mut arguments);
        }
        // "the ambush that militants laid"
        if let Some(doer) =
            verb.subject.filter(|_| !verb.passive && light && verb.relation == Relation::RelativeObject(id))
        {
            add_group(ctx, analysis, Place::By, doer, &mut arguments);
        }
    }
    if let Some(placed) = placing(ctx, analysis, sentence, id) {
        add_preps(ctx, analysis, placed.preps.iter().map(|p| (p.word, p.group)), &mut arguments);
    }
    // From the supporting verb.
    let mut announcer = None;
    let mut subject = None;
    if let Some(support) = &support {
        let verb = analysis.verb(support.verb);
        let undergo = verb.is(WordClass::Undergo);
        let logical = if verb.passive {
            ctx.by_agent(verb).map(|by| by.group).filter(|g| *g != id)
        } else if support.object {
            // "It was the third attack": what is said to be a deed has not done it.
            verb.subject.filter(|_| !verb.copula)
        } else {
            None
        };
        subject = logical;
        match support.form {
            Form::Announced => announcer = logical,
            Form::Light if undergo => {
                if let Some(g) = logical {
                    add_group(ctx, analysis, Place::Object, g, &mut arguments);
                }
            }
            // "No group has claimed the attack" says nothing against the attack.
            _ if logical.is_some_and(|g| is_negative(analysis, g))
                && program.grammar.is(verb.lemma, WordClass::Report) => {}
            // "caused the deaths of", "witnessed the deaths of": who has to do with it is at most its author.
            Form::Result => {
                // "…, which led to": the clause before is what did it.
                let sees = verb.is(WordClass::Announce);
                let clause = matches!(verb.relation, Relation::RelativeSubject(_));
                if let Some(g) = logical.filter(|_| !sees && !clause) {
                    add_group(ctx, analysis, Place::By, g, &mut arguments);
                }
            }
            _ => {
                if let Some(g) = logical {
                    add_group(ctx, analysis, Place::Subject, g, &mut arguments);
                }
            }
        }
        // "An air strike hit a school": what the deed is told to hit, whose harm is another's if it is a person.
        let target = |g: &GroupId| {
            let types = analysis.group(*g).types;
            !types.is_empty() && !types.meets(program.kinds.person)
        };
        if support.form == Form::Existential
            && !verb.passive
            && !verb.copula
            && verb.particle.is_none()
            && let Some(g) = verb.object.filter(target)
            && fill_or_counted(ctx, analysis, frame, &arguments, false).is_ok()
        {
            add_group(ctx, analysis, Place::Object, g, &mut arguments);
        }
        let aim = aim(ctx, frame, verb).filter(|_| !support.object).zip(verb.object);
        if support.form != Form::Announced && aim.is_none() {
            // "The strike came hours after an attack on a post": whatever stands under another deed is not of this one.
            let happens = support.form == Form::Existential;
            let near = |g: GroupId| {
                // "occurred on a mountain road": where, and not at whom.
                !(happens && !verb.passive && analysis.group(g).types.meets(program.kinds.place_word))
            };
            let preps = verb.preps.iter().filter(|p| {
                let told = happens || program.grammar.is(p.word, WordClass::By);
                let other = || told && !verb.passive && under_other(ctx, analysis, id, p.group);
                !program.grammar.is(p.word, WordClass::Of) && p.group != id && near(p.group) && !other()
            });
            add_preps(ctx, analysis, preps.map(|p| (p.word, p.group)), &mut arguments);
        }
        // "the operation targeted smugglers": as above, told by a verb of its own.
        if let Some((aim, object)) = aim {
            add_group(ctx, analysis, Place::Preposition(aim), object, &mut arguments);
        }
    }
    if let Some(g) = answers {
        add_group(ctx, analysis, Place::By, g, &mut arguments);
    }
    if let Some(g) = in_course(ctx, analysis, frame, id) {
        add_group(ctx, analysis, Place::Subject, g, &mut arguments);
    }
    if let Some((place, g)) = targeted(ctx, analysis, frame, id) {
        add_group(ctx, analysis, place, g, &mut arguments);
    }
    let counted = quantity(analysis, group, CountOf::Event).is_some() || is_figured(ctx, analysis, id);
    let roles = fill_or_counted(ctx, analysis, frame, &arguments, counted);
    let filled = roles.as_deref().unwrap_or_default();
    let form = form_of(analysis, support.as_ref(), filled, &arguments, headline);
    let attempt = |stop| Attempt {
        frame: number,
        trigger: hit.tokens.clone(),
        form: Some(form),
        forms: {
            let from = |place: fn(&Place) -> bool| is_filled_from(filled, &arguments, place);
            noun_forms(analysis, how_supported(analysis, id, support.as_ref()), from, headline)
        },
        arguments: arguments.clone(),
        stop,
    };
    watch.tried(|| attempt(roles.as_ref().err().map(|role| Stop::Role(*role))));
    let roles = roles.clone().ok()?;
    if frame.without & form.bit() != 0 {
        watch.tried(|| attempt(Some(Stop::Off(form))));
        return None;
    }
    let count = count(ctx, analysis, frame, &roles, Some(id));
    // "bomb attacks": what the trigger's own words name tells of no single deed.
    let own = roles.iter().filter(|(_, f)| !matches!(f, RoleFiller::Modifier(at, _) if at.end > hit.tokens.start));
    let own: SmallVec<[_; 4]> = own.cloned().collect();
    // A headline leaves out the article: "Nine dead in airstrike".
    if frame.anchored
        && !is_anchored(
            ctx,
            analysis,
            frame,
            id,
            support.as_ref(),
            &own,
            count.is_some() || headline && (group.governor.is_some() || support.is_some() || !group.preps.is_empty()),
        )
    {
        watch.tried(|| attempt(Some(Stop::Unanchored)));
        let predicate = support.as_ref().is_some_and(|s| s.there && s.object);
        if !predicate && names_again(ctx, analysis, id) {
            references.push(Reference { frame: number, trigger: hit.tokens.clone() });
        }
        return None;
    }
    let (status, why) = status_of(ctx, analysis, id, support.as_ref(), &roles, frame.status);
    Some(Mention {
        frame: number,
        form,
        trigger: hit.tokens.clone(),
        sentence: sentence as u32,
        clause: group.clause,
        verb: None,
        noun: Some(id),
        support: support.map(|s| s.verb),
        roles,
        count,
        status,
        why,
        aggregate: false,
        total: false,
        cause: None,
        share: None,
        subject,
        announcer,
    })
}

/// "Sudan market shelling", "Haiti gang attack": a headline's only place, a country named before a deed that not only states
/// do, says where it was and not who did it.
fn is_scene(ctx: Context<'_>, analysis: &Analysis, sentence: usize, frame: &FrameProgram, argument: &Argument) -> bool {
    let RoleFiller::Modifier(tokens, entry) = &argument.filler else { return false };
    let program = ctx.program;
    let hits = analysis.sentences[sentence].hits.clone();
    let named = analysis.hits[hits.start as usize..hits.end as usize]
        .iter()
        .any(|h| h.tokens == *tokens && matches!(h.meaning, Meaning::Entry(_)));
    let others = analysis.units_in(analysis.sentences[sentence].sentence.tokens.clone());
    let elsewhere = others.iter().any(|u| {
        u.tokens.start != tokens.start
            && matches!(u.kind, UnitKind::Listed(e) if program.types_of(e).meets(program.kinds.place))
    });
    let mut doers = frame.roles.iter().filter(|role| *role.name == *"agent");
    let fighters = program.kinds.person.union(program.kinds.militant).union(program.kinds.armed_group);
    let anybody = doers.any(|role| role.types.is_empty() || role.types.meets(fighters));
    program.entry(*entry).level == Some(Level::Country) && named && !elsewhere && anybody
}

/// The preposition that a verb works as: its own gerund, or that of which it is another form.
fn word_of(analysis: &Analysis, ctx: Context<'_>, frame: &FrameProgram, verb: &VerbGroup) -> Option<WordId> {
    match verb.form {
        VerbForm::Gerund => Some(analysis.tokens[verb.head as usize].word),
        VerbForm::Finite => aim(ctx, frame, verb),
        _ => None,
    }
}

/// The participle that a role may stand behind, when the verb says the same of the noun that it has for subject.
pub(super) fn aim(ctx: Context<'_>, frame: &FrameProgram, verb: &VerbGroup) -> Option<WordId> {
    let places = frame.roles.iter().flat_map(|role| &role.at);
    let mut words = places.filter_map(|place| match place {
        Place::Preposition(word) => Some(*word),
        _ => None,
    });
    words.find(|word| !verb.passive && *word != verb.lemma && ctx.program.lemmas.known(*word, Tag::Vbg) == verb.lemma)
}

fn parts_verbs(analysis: &Analysis, sentence: usize) -> impl Iterator<Item = VerbId> + use<> {
    analysis.sentences[sentence].verbs.clone().map(VerbId)
}

/// The group stands under the noun of another deed: "The murder followed weeks of attacks by rebels".
fn under_other(ctx: Context<'_>, analysis: &Analysis, id: GroupId, group: GroupId) -> bool {
    let deed = |g: GroupId| ctx.program.is_trigger_lemma(analysis.tokens[analysis.group(g).head as usize].lemma);
    analysis.nouns_above(group).take_while(|g| *g != id).take(NESTED).any(deed)
}

/// Prepositions on the group, or on the last of its coordination when it has none itself.
fn own_preps(analysis: &Analysis, id: GroupId) -> impl Iterator<Item = Prep> + '_ {
    let mut at = id;
    for _ in 0..8 {
        if !analysis.group(at).preps.is_empty() {
            break;
        }
        match analysis.group(at).next {
            Some(next) if analysis.group(next).kind == GroupKind::Common => at = next,
            _ => break,
        }
    }
    analysis.group(at).preps.iter().copied()
}

/// A role is filled from such a place.
fn is_filled_from(roles: &[(u8, RoleFiller)], arguments: &Arguments, place: fn(&Place) -> bool) -> bool {
    roles.iter().any(|(_, filler)| arguments.iter().any(|a| a.filler == *filler && place(&a.place)))
}

/// The verb that the noun belongs to, also where it makes nothing of it.
fn how_supported(analysis: &Analysis, id: GroupId, support: Option<&Support>) -> Option<NounSupport> {
    if let Some(support) = support {
        return Some(NounSupport { verb: support.verb, object: support.object, form: Some(support.form) });
    }
    let first = analysis.group(id).first.unwrap_or(id);
    let verb = analysis.group(first).verb?;
    let object = (analysis.verb(verb).subject == Some(first)) == analysis.verb(verb).passive;
    Some(NounSupport { verb, object, form: None })
}

/// What the verb makes of the noun, where it does; else by what stands nearest to the noun: its possessor, "of" and "by",
/// its modifier, another preposition.
fn form_of(
    analysis: &Analysis,
    support: Option<&Support>,
    roles: &[(u8, RoleFiller)],
    arguments: &Arguments,
    headline: bool,
) -> Form {
    let from = |place: fn(&Place) -> bool| is_filled_from(roles, arguments, place);
    let own = from(|p| matches!(p, Place::Of | Place::By | Place::Possessive | Place::Compound));
    if let Some(support) = support {
        let verb = analysis.verb(support.verb);
        match support.form {
            // "Blast in market kills nine"
            Form::Existential if headline && !support.there => {
                return if verb.tense == Tense::Present { Form::HeadlinePresent } else { Form::HeadlineVerbless };
            }
            Form::Existential if !support.there && own => {}
            // "No casualties were reported", and "the death of the emir was confirmed".
            Form::Announced if verb.passive && !own => return Form::Existential,
            Form::Announced if verb.passive => {}
            // "Mass grave found near Sinjar"
            _ if headline && verb.passive && verb.tokens.len() == 1 => return Form::HeadlineVerbless,
            form => return form,
        }
    }
    if headline {
        Form::HeadlineVerbless
    } else if from(|p| *p == Place::Possessive) {
        Form::NominalPossessive
    } else if from(|p| matches!(p, Place::Of | Place::By)) {
        Form::NominalOf
    } else if from(|p| *p == Place::Compound) {
        Form::NominalCompound
    } else if from(|p| matches!(p, Place::Preposition(_))) {
        Form::NominalOf
    } else {
        Form::NominalBare
    }
}

fn status_of(
    ctx: Context<'_>,
    analysis: &Analysis,
    id: GroupId,
    support: Option<&Support>,
    roles: &[(u8, RoleFiller)],
    rule: Option<Status>,
) -> (Status, Why) {
    let negative = is_negative(analysis, id)
        || roles.iter().filter_map(|(_, filler)| filler.group()).any(|g| is_negative(analysis, g));
    if negative {
        return (Status::Denied, Why::Negation);
    }
    // "The blast did not result in casualties": the blast happened.
    let causes = |support: &Support| {
        let verb = analysis.verb(support.verb);
        // "The bomb did not kill anyone"
        let harms = verb.is(WordClass::Happen) && verb.object.is_some();
        let results = verb.is(WordClass::Result) || harms;
        verb.negated && !support.object && results && analysis.group(id).determiner == Determiner::Definite
    };
    if let Some(support) = support
        && support.form != Form::Announced
        && !causes(support)
        && let Some(status) = verb_status(ctx, analysis, support.verb, 0)
    {
        return status;
    }
    match rule {
        Some(status) => (status, Why::Rule),
        None => (Status::Reported, Why::Default),
    }
}
