//! Verb triggers: active, passive, relative, participle, gerund, control and headline forms.

use dateline_model::Status;
use smallvec::SmallVec;

use crate::analysis::Context;
use crate::analysis::model::{
    Analysis, Determiner, GroupId, GroupKind, NounGroup, Prep, Relation, Tense, VerbForm, VerbGroup, VerbId,
};
use crate::analysis::numbers::QuantityKind;
use crate::compile::{Place, VerbMeaning, WordClass};
use crate::extract::{Attempt, CountOf, CountValue, Form, Mention, RoleFiller, Stop, Watch, Why};
use crate::text::{Tag, TokenKind, is_bullet};

use super::counts::{count, quantity};
use super::roles::{Arguments, add_group, add_preps, fill};
use super::tried::verb_forms;

/// All verb triggers of a sentence.
pub(super) fn mentions(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    out: &mut Vec<Mention>,
    watch: &mut impl Watch,
) {
    let parts = &analysis.sentences[sentence];
    for id in parts.verbs.clone().map(VerbId) {
        let verb = analysis.verb(id);
        for meaning in &verb.meanings {
            if let VerbMeaning::Frame(frame) = *meaning
                && let Some(mention) = mention(ctx, analysis, sentence, id, frame, watch)
            {
                out.push(mention);
            }
        }
    }
}

fn mention(
    ctx: Context<'_>,
    analysis: &Analysis,
    sentence: usize,
    id: VerbId,
    number: u32,
    watch: &mut impl Watch,
) -> Option<Mention> {
    watch.begin();
    let frame = &ctx.program.frames[number as usize];
    let verb = analysis.verb(id);
    let headline = analysis.sentences[sentence].headline;
    let form = match form_of(analysis, verb, headline) {
        Form::Active | Form::Passive if in_quotation(ctx, analysis, sentence, verb.head) => Form::Quotative,
        form => form,
    };
    let end = verb.particle.as_ref().filter(|p| p.start == verb.head + 1).map_or(verb.head + 1, |p| p.end);
    let trigger = verb.head..end;
    let mut arguments = Arguments::new();
    let (mut subject, mut object) = (verb.subject, verb.object);
    match verb.relation {
        Relation::RelativeSubject(g) => subject = Some(g),
        // "reports that rebels seized the town": with an object of its own the verb has no other.
        Relation::RelativeObject(g) => object = object.or(Some(g)),
        _ => {}
    }
    if let Relation::Conjunct(first) = verb.relation {
        let other = analysis.verb(first);
        if let Relation::RelativeObject(g) = other.relation {
            object = object.or(Some(g));
        }
        subject = subject.or(other.subject);
    }
    // "came under fire": whom it is said of suffers it.
    if verb.passive || undergoes(ctx, analysis, verb) {
        if let Some(g) = subject {
            add_group(ctx, analysis, Place::Object, g, &mut arguments);
        }
        if let Some(g) = object.filter(|g| Some(*g) != subject) {
            add_group(ctx, analysis, Place::Object, g, &mut arguments);
        }
    } else {
        if let Some(g) =
            subject.filter(|_| !ends_suffering(ctx, analysis, verb) && !is_only_weighed(ctx, analysis, verb))
        {
            add_group(ctx, analysis, Place::Subject, g, &mut arguments);
        }
        for g in [object, verb.second].into_iter().flatten().filter(|g| Some(*g) != subject) {
            add_group(ctx, analysis, Place::Object, g, &mut arguments);
        }
    }
    // "fell to IS": behind a phrasal verb's preposition the object is that preposition's group, too.
    if let (Some(particle), Some(g)) = (&verb.particle, verb.object)
        && particle.end <= analysis.group(g).tokens.start
    {
        let last = analysis.tokens[particle.end as usize - 1].word;
        add_preps(ctx, analysis, std::iter::once((last, g)), &mut arguments);
    }
    // Behind its second part stands that part's own group.
    if let Some(particle) = &verb.particle {
        let groups = analysis.sentences[sentence].groups.clone().map(GroupId);
        let own = groups.filter(|g| verb.object != Some(*g)).find(|g| {
            let group = analysis.group(*g);
            group.tokens.start == particle.end && particle.start > verb.head + 1
        });
        let last = analysis.tokens[particle.end as usize - 1].word;
        add_preps(ctx, analysis, own.map(|g| (last, g)).into_iter(), &mut arguments);
        // "drove the group out of the villages": what follows hangs on the object only in appearance.
        if let Some(g) = verb.object.filter(|g| analysis.group(*g).tokens.end <= particle.start) {
            let behind = analysis.group(g).preps.iter().filter(|p| analysis.group(p.group).tokens.start > particle.end);
            add_preps(ctx, analysis, behind.map(|p| (p.word, p.group)), &mut arguments);
        }
    }
    let own = verb.preps.iter().filter(|p| !is_of_earlier(ctx, analysis, **p));
    add_preps(ctx, analysis, own.map(|p| (p.word, p.group)), &mut arguments);
    // "killed and wounded … in": arguments behind the last of coordinated verbs belong to all.
    if verb.preps.is_empty() {
        for next in conjuncts(analysis, sentence, id) {
            let other = analysis.verb(next);
            if other.passive == verb.passive {
                add_preps(ctx, analysis, other.preps.iter().map(|p| (p.word, p.group)), &mut arguments);
            }
        }
    }
    // "Two were killed and three injured by gunmen": who did it stands behind the last.
    if let Some(by) = beside(analysis, sentence, id).and_then(|v| ctx.by_agent(v)) {
        add_preps(ctx, analysis, std::iter::once((by.word, by.group)), &mut arguments);
    }
    // The object's own prepositions: "arrested the leader of the cell in Kirkuk".
    if let Some(g) = object.or(subject.filter(|_| verb.passive)) {
        let group = analysis.group(analysis.group(g).first.unwrap_or(g));
        let own = group.preps.iter().filter(|p| !ctx.program.grammar.is(p.word, WordClass::Of));
        add_preps(ctx, analysis, own.map(|p| (p.word, p.group)), &mut arguments);
    }
    // "A device planted under a bus by militants went off": whose weapon does it, and to what.
    let weapons: SmallVec<[GroupId; 8]> = arguments.iter().filter_map(|a| a.filler.group()).collect();
    for placed in weapons.into_iter().filter_map(|g| placing(ctx, analysis, sentence, g)) {
        add_preps(ctx, analysis, placed.preps.iter().map(|p| (p.word, p.group)), &mut arguments);
    }
    // "attacked the port using drones": a participle that the frame takes for a preposition.
    for with in analysis.sentences[sentence].verbs.clone().map(|v| analysis.verb(VerbId(v))) {
        let told = with.form == VerbForm::Gerund && with.relation == Relation::Adverbial(id);
        let word = analysis.tokens[with.head as usize].word;
        let wanted = || frame.roles.iter().any(|role| role.at.contains(&Place::Preposition(word)));
        if told && wanted() {
            add_preps(ctx, analysis, with.object.map(|g| (word, g)).into_iter(), &mut arguments);
        }
    }
    let mut roles = fill(ctx, analysis, frame, &arguments);
    let (mut form, mut suffered) = (form, verb.passive);
    // "Nine villagers killed near Ramadi": a headline leaves the auxiliary out, and so does an entry of a list of figures.
    let terse = headline || is_figure(ctx, analysis, sentence, id);
    if roles.is_err() && terse && verb.tokens.len() == 1 && verb.tense == Tense::Past && verb.object.is_none() {
        let mut turned = arguments.clone();
        for argument in turned.iter_mut().filter(|argument| argument.place == Place::Subject) {
            argument.place = Place::Object;
        }
        if let Ok(found) = fill(ctx, analysis, frame, &turned) {
            (roles, arguments) = (Ok(found), turned);
            (form, suffered) = (Form::HeadlineVerbless, true);
        }
    }
    if frame.without & form.bit() != 0 {
        watch.tried(|| Attempt::early(number, trigger, Stop::Off(form)));
        return None;
    }
    watch.tried(|| {
        let stop = roles.as_ref().err().map(|role| Stop::Role(*role));
        let forms = verb_forms(ctx, analysis, sentence, id);
        let arguments = arguments.clone();
        Attempt { frame: number, trigger: trigger.clone(), form: Some(form), forms, arguments, stop }
    });
    let roles = roles.ok()?;
    // "None of the men killed was armed": nobody says how many were.
    let some = |c: &CountValue| c.max != Some(0) || !subject.is_some_and(|g| told_of_whole(analysis, id, g));
    let count = repeated(ctx, analysis, verb).or_else(|| count(ctx, analysis, frame, &roles, None)).filter(some);
    let count = count.map(|c| told_of(ctx, analysis, id, &roles, c));
    let (status, why) = status_of(ctx, analysis, id, &roles, frame.status);
    Some(Mention {
        frame: number,
        form,
        trigger,
        sentence: sentence as u32,
        clause: verb.clause,
        verb: Some(id),
        noun: None,
        support: None,
        roles,
        count,
        status,
        why,
        aggregate: false,
        total: false,
        cause: None,
        share: None,
        subject: subject.filter(|_| !suffered),
        announcer: None,
    })
}

/// "let go following mediation by elders": who did what came before has not done the deed.
fn is_of_earlier(ctx: Context<'_>, analysis: &Analysis, prep: Prep) -> bool {
    let grammar = &ctx.program.grammar;
    let earlier = |w| grammar.is(w, WordClass::ParticiplePreposition) || grammar.is(w, WordClass::Upon);
    let host = analysis.noun_above(prep.group).filter(|_| grammar.is(prep.word, WordClass::By));
    host.and_then(|g| analysis.group(g).governor).is_some_and(earlier)
}

/// "has been bombed 11 times": the number of the deeds.
fn repeated(ctx: Context<'_>, analysis: &Analysis, verb: &VerbGroup) -> Option<CountValue> {
    let groups = [verb.object, verb.second].into_iter().flatten().map(|g| analysis.group(g));
    let times = |g: &&NounGroup| ctx.is(analysis.tokens[g.head as usize], WordClass::Occasion);
    groups.filter(times).find_map(|g| quantity(analysis, g, CountOf::Event))
}

/// "Three of the five men abducted on Sunday are free": what only tells of a group that is part of a whole is told of the
/// whole, whose number is written or at least that of the part.
fn told_of(
    ctx: Context<'_>,
    analysis: &Analysis,
    id: VerbId,
    roles: &[(u8, RoleFiller)],
    count: CountValue,
) -> CountValue {
    let part = match count.of {
        CountOf::Role(role) => roles.iter().find(|(n, _)| *n == role).and_then(|(_, filler)| filler.group()),
        CountOf::Event => None,
    };
    let Some(part) = part.filter(|g| told_of_whole(analysis, id, *g)).map(|g| analysis.group(g)) else { return count };
    let of = part.tokens.clone().find(|at| ctx.is(analysis.tokens[*at as usize], WordClass::Of));
    let Some(of) = of.filter(|_| part.quantity.is_some()) else { return count };
    let next = analysis.quantities.partition_point(|q| q.tokens.start < of);
    match analysis.quantities.get(next).filter(|q| q.tokens.start < part.tokens.end && q.kind == QuantityKind::Count) {
        Some(q) => {
            CountValue { min: q.min, max: q.max, approximate: q.approximate, tokens: Some(q.tokens.clone()), ..count }
        }
        None => CountValue { max: None, ..count },
    }
}

/// The verb's phrase begins with one whose subject suffers the deed: "come under fire".
fn undergoes(ctx: Context<'_>, analysis: &Analysis, verb: &VerbGroup) -> bool {
    let Some(particle) = &verb.particle else { return false };
    let words = &analysis.tokens[particle.start as usize..particle.end as usize];
    ctx.program.verbs.of(verb.lemma).iter().any(|entry| {
        entry.meaning == VerbMeaning::Class(WordClass::Undergo)
            && !entry.rest.is_empty()
            && entry.rest.len() < words.len()
            && entry.rest.iter().zip(words).all(|(word, token)| token.word == *word)
    })
}

/// "A patrol came under fire, killing two": what a deed ends in is not done by whom it was done to.
fn ends_suffering(ctx: Context<'_>, analysis: &Analysis, verb: &VerbGroup) -> bool {
    let Relation::Adverbial(parent) = verb.relation else { return false };
    let deed = analysis.verb(parent);
    let told = deed.meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)));
    let near = verb.tokens.start == deed.tokens.end;
    let auxiliary = analysis.tokens[deed.tokens.start as usize].tag.is_aux();
    verb.form == VerbForm::Gerund && told && !near && (deed.passive && auxiliary || undergoes(ctx, analysis, deed))
}

/// The token stands between quotation marks of its sentence, or before a mark that closes what an earlier one opened.
pub(super) fn in_quotation(ctx: Context<'_>, analysis: &Analysis, sentence: usize, at: u32) -> bool {
    let tokens = analysis.sentences[sentence].sentence.tokens.clone();
    let mark = |i: u32| {
        let token = analysis.tokens[i as usize];
        (token.kind == TokenKind::Punct).then(|| token.raw(ctx.text)).filter(|raw| matches!(*raw, "\"" | "“" | "”"))
    };
    let before = (tokens.start..at).filter_map(mark).fold(false, |open, raw| raw == "“" || raw == "\"" && !open);
    before || (at..tokens.end).find_map(mark) == Some("”")
}

/// The passive verb of the clause that "and" joins behind that of a passive verb without a doer of its own.
fn beside(analysis: &Analysis, sentence: usize, id: VerbId) -> Option<&VerbGroup> {
    let verb = analysis.verb(id);
    let told = |v: &VerbGroup| v.passive && v.form == VerbForm::Finite;
    if !told(verb) || verb.head + 1 < verb.tokens.end {
        return None;
    }
    let verbs = analysis.sentences[sentence].verbs.clone();
    let next = (id.0 + 1..verbs.end).map(|v| analysis.verb(VerbId(v))).next()?;
    let joined = next.subject.and_then(|g| analysis.group(g).tokens.start.checked_sub(1));
    let and = joined.is_some_and(|at| analysis.tokens[at as usize].tag == Tag::Cc);
    (told(next) && next.relation == verb.relation && and).then_some(next)
}

/// "a bomb planted under a bus by militants": the participle that tells how the weapon came to where it works.
pub(super) fn placing<'a>(
    ctx: Context<'_>,
    analysis: &'a Analysis,
    sentence: usize,
    weapon: GroupId,
) -> Option<&'a VerbGroup> {
    if !analysis.group(weapon).types.meets(ctx.program.kinds.weapon) {
        return None;
    }
    let mut verbs = analysis.sentences[sentence].verbs.clone().map(|v| analysis.verb(VerbId(v)));
    verbs.find(|v| {
        v.passive && v.relation == Relation::Reduced(weapon) && ctx.program.grammar.is(v.lemma, WordClass::Placing)
    })
}

/// Verbs coordinated behind this one.
fn conjuncts(analysis: &Analysis, sentence: usize, id: VerbId) -> impl Iterator<Item = VerbId> + '_ {
    let verbs = analysis.sentences[sentence].verbs.clone();
    (id.0 + 1..verbs.end).map(VerbId).filter(move |v| analysis.verb(*v).relation == Relation::Conjunct(id))
}

/// "• 12 hideouts destroyed.": the first verb of a list's entry, whose counted subject opens it.
fn is_figure(ctx: Context<'_>, analysis: &Analysis, sentence: usize, id: VerbId) -> bool {
    let parts = &analysis.sentences[sentence];
    let Some(subject) = analysis.verb(id).subject.filter(|_| parts.verbs.start == id.0) else { return false };
    let group = analysis.group(subject);
    let mark = parts.sentence.tokens.start;
    group.quantity.is_some()
        && group.tokens.start == mark + 1
        && is_bullet(analysis.tokens[mark as usize].raw(ctx.text))
}

fn form_of(analysis: &Analysis, verb: &VerbGroup, headline: bool) -> Form {
    match verb.relation {
        Relation::Reduced(g) => {
            if is_left(analysis, g, verb) {
                Form::Result
            } else if analysis.group(g).apposition.is_some() {
                Form::Apposition
            } else {
                Form::RelativeReduced
            }
        }
        Relation::RelativeSubject(_) if verb.form == VerbForm::Gerund => Form::RelativeReduced,
        Relation::RelativeSubject(_) => Form::RelativeSubject,
        Relation::Adverbial(parent) | Relation::Gerund(parent, _) if controls(analysis, parent, verb) => Form::Control,
        Relation::RelativeObject(_) => Form::RelativeObject,
        Relation::Adverbial(_) => Form::Participle,
        Relation::Gerund(..) | Relation::NounGerund(..) => Form::Gerund,
        Relation::Infinitive(_) | Relation::NounInfinitive(_) => Form::Control,
        Relation::Conjunct(_) => Form::Coordinated,
        _ if verb.form == VerbForm::Infinitive => Form::Control,
        _ if verb.form == VerbForm::Gerund => Form::Participle,
        _ if headline && verb.passive && verb.tokens.len() == 1 => Form::HeadlineVerbless,
        _ if headline && !verb.passive && verb.tense == Tense::Present => Form::HeadlinePresent,
        _ if verb.passive => Form::Passive,
        _ => Form::Active,
    }
}

/// "left 17 people wounded": the group is the object of a verb that leads to the deed.
pub(super) fn is_left(analysis: &Analysis, g: GroupId, verb: &VerbGroup) -> bool {
    let first = analysis.group(g).first.unwrap_or(g);
    let by = analysis.group(first).verb.map(|v| analysis.verb(v));
    analysis.group(g).tokens.end == verb.tokens.start
        && by.is_some_and(|v| v.object == Some(first) && v.is(WordClass::Result))
}

/// "began clearing", "succeeded in dismantling": the verb right before makes one deed with the gerund.
pub(super) fn controls(analysis: &Analysis, parent: VerbId, verb: &VerbGroup) -> bool {
    let governor = analysis.verb(parent);
    let near = verb.tokens.start >= governor.tokens.end && verb.tokens.start - governor.tokens.end <= 1;
    near && verb.form == VerbForm::Gerund && governor.is(WordClass::Implicative)
}

/// The status that the verb group and what governs it give.
pub(in crate::extract) fn status_of(
    ctx: Context<'_>,
    analysis: &Analysis,
    id: VerbId,
    roles: &[(u8, super::super::RoleFiller)],
    rule: Option<Status>,
) -> (Status, Why) {
    let negative = |g| is_negative(analysis, g) && !told_of_whole(analysis, id, g);
    if roles.iter().filter_map(|(_, filler)| filler.group()).any(negative) {
        return (Status::Denied, Why::Negation);
    }
    verb_status(ctx, analysis, id, 0).unwrap_or(match rule {
        Some(status) => (status, Why::Rule),
        None => (Status::Reported, Why::Default),
    })
}

/// "None of the men killed was armed": the negation is of what the sentence goes on to tell of them.
pub(in crate::extract) fn told_of_whole(analysis: &Analysis, id: VerbId, g: GroupId) -> bool {
    let other = analysis.group(g).verb.filter(|v| *v != id).map(|v| analysis.verb(v));
    let told = other.is_some_and(|v| v.subject == Some(g) && v.form == VerbForm::Finite);
    told && analysis.verb(id).relation.described() == Some(g)
}

pub(in crate::extract) fn is_negative(analysis: &Analysis, g: GroupId) -> bool {
    let group = analysis.group(g);
    group.determiner == Determiner::Negative
        || group.quantity.is_some_and(|q| {
            let quantity = &analysis.quantities[q as usize];
            quantity.kind == QuantityKind::Count && quantity.max == Some(0)
        })
}

/// From the verb upwards: its own negation and modal, then what its governor makes of it.
pub(super) fn verb_status(ctx: Context<'_>, analysis: &Analysis, id: VerbId, depth: u8) -> Option<(Status, Why)> {
    let verb = analysis.verb(id);
    if depth > 6 {
        return None;
    }
    if verb.negated {
        return Some((Status::Denied, Why::Negation));
    }
    if verb.modal.is_some() && !verb.perfect {
        return Some((Status::Hypothetical, Why::Modal));
    }
    if verb.tense == Tense::Future {
        return Some((Status::Planned, Why::Future));
    }
    match verb.relation {
        Relation::Infinitive(parent) => {
            let governor = analysis.verb(parent);
            let implicative = governor.is(WordClass::Implicative)
                || implicative_between(ctx, analysis, governor.tokens.end, verb.tokens.start);
            // "what appeared to be an explosion"
            if implicative || ctx.program.grammar.is(governor.lemma, WordClass::Copular) || is_timed(ctx, analysis, id)
            {
                return verb_status(ctx, analysis, parent, depth + 1);
            }
            // "claim to have shot down", "is said to have fled": told as done, whatever cues say of it.
            if verb.perfect {
                return None;
            }
            // "was one of five detainees to escape"
            if governor.copula
                && governor.object.is_some_and(|g| verb.subject == Some(g) && is_told_of(ctx, analysis, g))
            {
                return None;
            }
            // "have yet to arrest"
            if (governor.tokens.start..verb.head).any(|at| ctx.is(analysis.tokens[at as usize], WordClass::Unmet)) {
                return Some((Status::Denied, Why::Negation));
            }
            let cue = governor.meanings.iter().find_map(|m| match m {
                VerbMeaning::Cue(c) => ctx.program.cues[*c as usize].status.map(|s| (s, Why::Cue(*c))),
                _ => None,
            });
            match cue {
                // "never failed to arrest"
                Some((Status::Denied, _)) if governor.negated => None,
                Some(cue) => Some(cue),
                None => Some((Status::Planned, Why::Purpose)),
            }
        }
        Relation::NounInfinitive(g) if is_told_of(ctx, analysis, g) => None,
        Relation::NounInfinitive(_) => Some((Status::Planned, Why::Purpose)),
        // "warned against targeting", "stressed the importance of destroying"
        Relation::Gerund(..) | Relation::NounGerund(..) if is_only_weighed(ctx, analysis, verb) => {
            Some((Status::Hypothetical, Why::Modal))
        }
        // "can destroy a city and kill"
        Relation::Conjunct(first) if verb.form == VerbForm::Bare && analysis.verb(first).modal.is_some() => {
            verb_status(ctx, analysis, first, depth + 1)
        }
        Relation::Conjunct(first)
            if analysis.verb(first).form == verb.form && shares_auxiliary(ctx, analysis, first, verb) =>
        {
            verb_status(ctx, analysis, first, depth + 1)
        }
        Relation::Adverbial(parent) if verb.form == VerbForm::Gerund => {
            // What results from a plan is planned as well.
            verb_status(ctx, analysis, parent, depth + 1)
                .filter(|(s, _)| matches!(s, Status::Planned | Status::Hypothetical))
        }
        _ => None,
    }
}

/// "took three hours to retake": how long it took says that it was done.
fn is_timed(ctx: Context<'_>, analysis: &Analysis, id: VerbId) -> bool {
    let verb = analysis.verb(id);
    let Relation::Infinitive(parent) = verb.relation else { return false };
    let mut groups = analysis.groups_of(analysis.sentence_of(verb.head)).map(|g| analysis.group(g));
    let long = groups.any(|g| g.kind == GroupKind::Time && g.governor.is_none() && g.tokens.end == verb.tokens.start);
    long && ctx.program.grammar.is(analysis.verb(parent).lemma, WordClass::Lasting)
}

/// "did not kill or wound", and not "had not fired and had arrested 17", "did not kill anyone but hurt 30": a finite verb with
/// a tense of its own has its own polarity and modality, too.
pub(in crate::extract) fn shares_auxiliary(
    ctx: Context<'_>,
    analysis: &Analysis,
    first: VerbId,
    verb: &VerbGroup,
) -> bool {
    let helped = |v: &VerbGroup| v.tokens.clone().any(|at| analysis.tokens[at as usize].tag.is_aux());
    let tag = analysis.tokens[verb.head as usize].tag;
    let bare = !helped(verb) && !matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
    // "was not arrested but killed"
    let turns = |at: u32| ctx.is(analysis.tokens[at as usize], WordClass::Adversative);
    let turned = analysis.verb(first).negated && verb.tokens.start.checked_sub(1).is_some_and(turns);
    !turned && (verb.form != VerbForm::Finite || !helped(analysis.verb(first)) || bare)
}

/// "the first to be killed", "one of five detainees to escape": the infinitive tells what those did who are counted or ranked.
fn is_told_of(ctx: Context<'_>, analysis: &Analysis, group: GroupId) -> bool {
    let group = analysis.group(group);
    let head = analysis.tokens[group.head as usize];
    let ranked = |at: u32| {
        let token = analysis.tokens[at as usize];
        matches!(token.tag, Tag::Jjs | Tag::Rbs) || ctx.is(token, WordClass::Ranking) || ctx.is(token, WordClass::Of)
    };
    !ctx.is(head, WordClass::Intent) && group.tokens.clone().any(ranked)
}

/// "warned against targeting embassies", "the importance of destroying hideouts": spoken of, and not done by who speaks.
fn is_only_weighed(ctx: Context<'_>, analysis: &Analysis, verb: &VerbGroup) -> bool {
    let grammar = &ctx.program.grammar;
    match verb.relation {
        Relation::Gerund(parent, word) => {
            let reports = analysis.verb(parent).is(WordClass::Report);
            reports && grammar.is(word, WordClass::Against)
        }
        Relation::NounGerund(noun, _) => {
            grammar.is(analysis.tokens[analysis.group(noun).head as usize].lemma, WordClass::Worth)
        }
        _ => false,
    }
}

/// "was able to", "were forced to": an implicative adjective or participle between the verbs.
fn implicative_between(ctx: Context<'_>, analysis: &Analysis, from: u32, to: u32) -> bool {
    (from..to).any(|i| ctx.is(analysis.tokens[i as usize], WordClass::Implicative))
}
