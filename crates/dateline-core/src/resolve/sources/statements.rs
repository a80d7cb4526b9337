//! The statements of one sentence: who reports, by which verb or phrase.

use crate::analysis::model::{GroupId, GroupKind, Meaning, Relation, VerbForm, VerbGroup, VerbId};
use crate::compile::{VerbMeaning, WordClass};
use crate::text::{Tag, TokenKind};

use dateline_model::EntityKind;

use super::super::{Entities, Story, deeds};
use super::{Scope, Speaker, Statement, has_content, speaker};

pub(super) fn statements(
    story: &Story<'_>,
    entities: &Entities,
    number: usize,
    known: &[Speaker],
    quoted: &[std::ops::Range<u32>],
) -> Vec<Statement> {
    let analysis = story.analysis;
    let program = story.ctx.program;
    let kinds = &program.kinds;
    let parts = &analysis.sentences[number];
    let mut out = Vec::new();
    for id in parts.verbs.clone().map(VerbId) {
        let verb = analysis.verb(id);
        let reports = verb.is(WordClass::Report);
        let weak = verb.is(WordClass::WeakReport);
        let deed = verb.meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)));
        let statement = verb.form == VerbForm::Finite
            && !verb.negated
            && !verb.passive
            && !deed
            && verb.object.is_some_and(|o| analysis.group(o).types.meets(program.kinds.statement));
        // "…," read the statement.
        let before = verb.tokens.start.saturating_sub(1);
        let inverted = statement && matches!(story.mark(before), "\"" | "”" | "»");
        if statement && (inverted || !reports && !weak) {
            // "issued a statement claiming": what hangs on the statement is its speaker's.
            let group = if inverted { verb.object } else { verb.subject };
            if let Some(group) = group.filter(|g| speaks(story, entities, *g) && !is_there(story, *g)) {
                let speaker = speaker(story, entities, group, Some(verb.head), number, known);
                out.push(Statement::new(speaker, Some(id)));
            }
            continue;
        }
        if let Some(group) = judge(story, number, id).filter(|g| !deed && speaks(story, entities, *g)) {
            let speaker = speaker(story, entities, group, Some(verb.head), number, known);
            out.push(Statement { speaker, verb: Some(id), scope: Scope::Content, firm: false });
            continue;
        }
        if let Some(group) = figures(story, number, id).filter(|g| speaks(story, entities, *g)) {
            let speaker = speaker(story, entities, group, Some(verb.head), number, known);
            out.push(Statement { speaker, verb: Some(id), scope: Scope::Content, firm: false });
            continue;
        }
        // "called on citizens to report": those who are asked to say something have said nothing.
        let asked = matches!(verb.relation, Relation::Infinitive(host) if verb.subject != analysis.verb(host).subject);
        // "It is worth mentioning that": nobody's words.
        let impersonal = matches!(verb.relation, Relation::Adverbial(host) if analysis.verb(host).copula)
            && verb.subject.is_some_and(|g| {
                story.ctx.is(analysis.tokens[analysis.group(g).head as usize], WordClass::GroupPronoun)
            });
        if !(reports || weak)
            || verb.negated
            || asked
            || impersonal
            || verb.form == VerbForm::Participle && !verb.passive
        {
            continue;
        }
        let trailing = trailing(story, number, id);
        let group = if trailing.is_some() {
            trailing
        } else if verb.passive {
            story.ctx.by_agent(verb).map(|by| by.group)
        } else {
            // "…, adding that": whoever reports goes on.
            reporter(story, verb.relation)
                .or_else(|| namer(story, id))
                .or(verb.subject)
                .or_else(|| parted(story, number, id))
        };
        // "claimed to have killed 17"
        let claims = |v: &VerbGroup| v.perfect && v.relation == Relation::Infinitive(id);
        let mut verbs = parts.verbs.clone().map(|v| analysis.verb(VerbId(v)));
        let has_content = has_content(analysis, number, id) || reports && verbs.any(claims);
        // A verb inside the quotation is not the one that quotes.
        let inside = || quoted.iter().any(|q| q.contains(&verb.head));
        let mark = |t: u32| matches!(story.mark(t), "\"" | "“" | "”");
        let quotes_here = || !inside() && parts.sentence.tokens.clone().any(mark);
        let group = group.map(|g| named_behind(story, number, whose(story, number, g)));
        let title = |g: GroupId| analysis.group(g).types.meets(kinds.title);
        let common = |g: GroupId| analysis.group(g).kind == GroupKind::Common && !expletive(story, g);
        let Some(group) = group.filter(|g| {
            speaks(story, entities, *g) || has_content && (reports || title(*g)) && !parts.headline && common(*g)
        }) else {
            continue;
        };
        // "issued a statement on its channel claiming that": whose statement it is.
        let carried = match verb.relation {
            Relation::Reduced(g) | Relation::RelativeSubject(g) => {
                let mut nouns = std::iter::once(g).chain(analysis.nouns_above(g).take(NESTED));
                nouns.find(|g| analysis.group(*g).types.meets(kinds.statement)).and_then(|g| analysis.group(g).verb)
            }
            _ => None,
        };
        if let Some(host) = out.iter().find(|s| carried.is_some() && s.verb == carried) {
            let speaker = host.speaker.clone();
            out.push(Statement { speaker, verb: Some(id), scope: Scope::Clause, firm: reports && has_content });
            continue;
        }
        // "We believe that he was killed": what the sentence around it says, or who has been quoted, is its source.
        if story.ctx.is(analysis.tokens[analysis.group(group).head as usize], WordClass::FirstPerson) {
            continue;
        }
        // "…, explaining that": who has spoken in the sentence before goes on.
        let goes_on = verb.form == VerbForm::Gerund && matches!(verb.relation, Relation::Adverbial(_)) && has_content;
        if let Some(Statement { speaker, .. }) = out.last().filter(|_| goes_on) {
            out.push(Statement::new(speaker.clone(), Some(id)));
            continue;
        }
        let told_deed = verb.object.is_some_and(|o| deeds::is_deed(story, o));
        // "declared its state": a verb with an object of its own that is no deed reports nothing.
        let thing = verb.object.is_some_and(|o| {
            let object = analysis.group(o);
            !told_deed
                && !(deed && object.types.meets(kinds.statement))
                && object.kind == GroupKind::Common
                && !object.types.meets(kinds.person)
                && !object.types.meets(kinds.actor)
        });
        if thing && !has_content && trailing.is_none() && !quotes_here() {
            continue;
        }
        // "denied the killing of two men"
        let is_denial =
            |m: &VerbMeaning| matches!(m, VerbMeaning::Frame(f) if *program.frames[*f as usize].event == *"denial");
        // "dismissed as untrue reports that a man had escaped"
        let tale = |o: GroupId| analysis.group(o).types.meets(kinds.statement);
        let denies = || (told_deed || verb.object.is_some_and(tale)) && verb.meanings.iter().any(is_denial);
        if (deed || weak) && trailing.is_none() && !has_content && !denies() && !quotes_here() {
            continue;
        }
        // "Damascus, which said that two had died, shelled the town": what stands beside the clause is not said.
        let beside = matches!(
            verb.relation,
            Relation::RelativeSubject(_)
                | Relation::RelativeObject(_)
                | Relation::RelativeOther(_)
                | Relation::Gerund(..)
                | Relation::NounGerund(..)
        );
        // "declared victory": whose deed it is tells nothing else by that.
        let deed_of_own = told_deed && program.grammar.is(verb.lemma, WordClass::Naming);
        // "hit a building that the army says was a factory": said of the building alone.
        let of_antecedent = matches!(verb.relation, Relation::RelativeObject(_)) && reports && verb.object.is_none();
        let scope = if has_content && beside {
            Scope::Clause
        } else if of_antecedent || deed_of_own && !has_content && !quotes_here() {
            Scope::Content
        } else {
            Scope::Sentence
        };
        let speaker = speaker(story, entities, group, Some(verb.head), number, known);
        out.push(Statement { speaker, verb: Some(id), scope, firm: reports && has_content });
    }
    if let Some(group) = of_headline(story, entities, number) {
        out.push(Statement::new(speaker(story, entities, group, None, number, known), None));
    }
    // "according to the mayor": the group right behind the phrase.
    let hits = &analysis.hits[parts.hits.start as usize..parts.hits.end as usize];
    for hit in hits.iter().filter(|h| h.meaning == Meaning::Class(WordClass::According)) {
        let groups = || parts.groups.clone().map(GroupId);
        let start = |g: GroupId| analysis.group(g).tokens.start;
        let first = groups().map(start).find(|s| (hit.tokens.end..=hit.tokens.end + 2).contains(s));
        // "the district's mayor" begins where "the district" does.
        let group = groups().filter(|g| Some(start(*g)) == first).max_by_key(|g| analysis.group(*g).tokens.end);
        let group = group.map(|g| named_behind(story, number, g));
        let speaking = |g: &GroupId| speaks(story, entities, *g);
        if let Some(speaker) = group.filter(|g| !speaking(g)).and_then(|g| namesake(story, entities, g, known)) {
            out.push(Statement::new(Speaker { cue: Some(hit.tokens.start), ..speaker }, None));
            continue;
        }
        let group = group.and_then(|g| Some(g).filter(speaking).or_else(|| maker(story, number, g).filter(speaking)));
        if let Some(group) = group {
            out.push(Statement::new(speaker(story, entities, group, Some(hit.tokens.start), number, known), None));
        }
    }
    // "by the officer's account": whose it is.
    let by = |g: &GroupId| {
        let group = analysis.group(*g);
        let governed = group.governor.is_some_and(|word| program.grammar.is(word, WordClass::By));
        governed && group.types.meets(kinds.statement)
    };
    let named = |owner: &GroupId| analysis.group(*owner).kind != GroupKind::Pronoun;
    let owner = |g: GroupId| analysis.group(g).possessor.filter(named).map(|owner| (g, owner));
    if let Some((group, owner)) = parts.groups.clone().map(GroupId).filter(by).find_map(owner)
        && speaks(story, entities, owner)
    {
        let head = analysis.group(group).head;
        let speaker = speaker(story, entities, owner, Some(head), number, known);
        out.push(Statement::new(speaker, None));
    }
    out
}

/// Nouns that a channel or place hangs on below the statement that is told by it.
const NESTED: usize = 2;

/// "Residents blamed the militia for killing a man": who says of whom that he has done it.
fn judge(story: &Story<'_>, number: usize, id: VerbId) -> Option<GroupId> {
    let analysis = story.analysis;
    let verb = analysis.verb(id);
    let judged =
        verb.object.filter(|_| story.ctx.program.grammar.is(verb.lemma, WordClass::Judgement) && !verb.passive)?;
    let mut verbs = analysis.sentences[number].verbs.clone().map(|v| analysis.verb(VerbId(v)));
    let answers = verbs.any(|v| {
        let under = match v.relation {
            Relation::Gerund(host, _) => host == id,
            // "accused the rebels of shelling"
            Relation::NounGerund(g, _) | Relation::Reduced(g) | Relation::RelativeSubject(g) => {
                g == judged && v.form == VerbForm::Gerund
            }
            _ => false,
        };
        under && v.subject.is_none_or(|g| g == judged)
    });
    verb.subject.filter(|_| answers)
}

/// "The doctor put the toll at nine", "The group recorded 40 attacks": who says how many.
fn figures(story: &Story<'_>, number: usize, id: VerbId) -> Option<GroupId> {
    let analysis = story.analysis;
    let verb = analysis.verb(id);
    let (gauges, records) = (verb.is(WordClass::Gauge), verb.is(WordClass::Record));
    if !(gauges || records) || verb.passive || verb.negated || !matches!(verb.form, VerbForm::Finite | VerbForm::Bare) {
        return None;
    }
    let counts = |g: GroupId| {
        let group = analysis.group(g);
        group.quantity.is_some() || matches!(group.kind, GroupKind::Number | GroupKind::Adjective)
    };
    let toll = |g: GroupId| {
        let head = analysis.tokens[analysis.group(g).head as usize];
        let dead = analysis.group(g).kind == GroupKind::Adjective;
        dead || deeds::is_deed(story, g) || story.ctx.is(head, WordClass::Figure)
    };
    // "put the toll in the two districts at nine"
    let stands_at = |object: GroupId| {
        let mut behind = analysis.sentences[number].groups.clone().map(GroupId).filter(|g| *g > object);
        let next = verb.clause;
        behind.any(|g| analysis.group(g).governor.is_some() && analysis.group(g).clause == next && counts(g))
    };
    let told = verb.object.is_some_and(|o| toll(o) && stands_at(o) && gauges || records && (toll(o) || counts(o)));
    verb.subject.filter(|g| told && !expletive(story, *g))
}

/// "There was a warning"
fn is_there(story: &Story<'_>, group: GroupId) -> bool {
    story.analysis.tokens[story.analysis.group(group).head as usize].tag == Tag::Ex
}

/// "Gunmen kill doctor in Baghdad: police", "Officials: Bomb kills four": who says what a headline tells.
fn of_headline(story: &Story<'_>, entities: &Entities, number: usize) -> Option<GroupId> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[number];
    let mark = |at: &u32| {
        let dash = matches!(story.mark(*at), "-" | "–" | "—") && analysis.tokens[*at as usize].spaced;
        dash || story.mark(*at) == ":"
    };
    let mut marks = parts.sentence.tokens.clone().filter(|_| parts.headline).filter(mark);
    let at = marks.next()?;
    // "Lake Chad: Rockets kill nine — residents": who is named last has said it, and the first words say what it is about.
    let last = marks.next_back().unwrap_or(at);
    let verbs =
        |range: std::ops::Range<u32>| parts.verbs.clone().any(|v| range.contains(&analysis.verb(VerbId(v)).head));
    let said = |range: std::ops::Range<u32>| {
        let mut groups = parts.groups.clone().map(GroupId).filter(|g| range.contains(&analysis.group(*g).head));
        let first = groups.next()?;
        let kinds = &story.ctx.program.kinds;
        let types = analysis.group(first).types;
        let who = (types.meets(kinds.actor) || types.meets(kinds.person)) && !types.meets(kinds.place);
        let alone = groups.all(|g| analysis.group(g).governor.is_some());
        (who && alone && !verbs(range) && speaks(story, entities, first)).then_some(first)
    };
    let tokens = parts.sentence.tokens.clone();
    let leads = || story.mark(at) == ":" && verbs(at..tokens.end);
    said(last + 1..tokens.end).or_else(|| said(tokens.start..at).filter(|_| leads()))
}

/// "a toll compiled by the command": who made what is cited.
fn maker(story: &Story<'_>, number: usize, cited: GroupId) -> Option<GroupId> {
    let analysis = story.analysis;
    let by = |word| story.ctx.program.grammar.is(word, WordClass::By);
    let verbs = analysis.sentences[number].verbs.clone().map(|v| analysis.verb(VerbId(v)));
    let made = verbs.filter(|v| v.passive && v.relation == Relation::Reduced(cited));
    made.flat_map(|v| &v.preps).find(|p| by(p.word)).map(|p| p.group)
}

/// The subject of the report in whose content a participle clause goes on.
fn reporter(story: &Story<'_>, relation: Relation) -> Option<GroupId> {
    let analysis = story.analysis;
    let Relation::Adverbial(host) = relation else { return None };
    let Relation::Content(report) = analysis.verb(host).relation else { return None };
    let report = analysis.verb(report);
    report.subject.filter(|_| report.is(WordClass::Report))
}

/// "identified the man as Hamza al-Jubouri, adding that": who acts, where the clause stands behind whom it is done to.
fn namer(story: &Story<'_>, id: VerbId) -> Option<GroupId> {
    let analysis = story.analysis;
    let verb = analysis.verb(id);
    let comma = verb.tokens.start.checked_sub(1).is_some_and(|at| story.mark(at) == ",");
    let Relation::Reduced(named) = verb.relation else { return None };
    let above = analysis.group(named).verb.filter(|v| *v != id).or_else(|| analysis.verb_above(named))?;
    let above = analysis.verb(above);
    above.subject.filter(|s| *s != named && comma && verb.form == VerbForm::Gerund && !above.passive)
}

/// "the rescue service, which operates there, said": the subject that a relative clause parts from its verb.
fn parted(story: &Story<'_>, number: usize, id: VerbId) -> Option<GroupId> {
    let analysis = story.analysis;
    let before = analysis.verb(id).tokens.start.checked_sub(1)?;
    let clause = VerbId(id.0.checked_sub(1).filter(|v| analysis.sentences[number].verbs.contains(v))?);
    match analysis.verb(clause).relation {
        Relation::RelativeSubject(g) | Relation::RelativeOther(g) if story.mark(before) == "," => Some(g),
        _ => None,
    }
}

/// "the service, whose snipers had been sent there, said": the owner, where the nearest group is what is owned.
fn whose(story: &Story<'_>, number: usize, id: GroupId) -> GroupId {
    let analysis = story.analysis;
    let first = analysis.tokens[analysis.group(id).tokens.start as usize];
    if !story.ctx.is(first, WordClass::Relative) {
        return id;
    }
    let owner = |v: u32| match analysis.verb(VerbId(v)).relation {
        Relation::RelativeOther(g) | Relation::RelativeSubject(g) if g < id => Some(g),
        _ => None,
    };
    let parts = &analysis.sentences[number];
    let free = |g: &GroupId| *g < id && analysis.group(*g).governor.is_none() && analysis.group(*g).possessor.is_none();
    let first = || parts.groups.clone().map(GroupId).find(free);
    parts.verbs.clone().find_map(owner).or_else(first).unwrap_or(id)
}

/// "said one of them, Colonel Ali Jabari", "a tribal figure, Sheikh Ali": the name behind a number of people, or what looks
/// like one.
fn named_behind(story: &Story<'_>, number: usize, id: GroupId) -> GroupId {
    let analysis = story.analysis;
    let group = analysis.group(id);
    if group.kind != GroupKind::Number || story.mark(group.tokens.end) != "," {
        return id;
    }
    let mut groups = analysis.sentences[number].groups.clone().map(GroupId);
    let behind = |g: &GroupId| {
        let other = analysis.group(*g);
        other.tokens.start == group.tokens.end + 1 && other.name.is_some()
    };
    groups.find(behind).unwrap_or(id)
}

/// "according to Zubair": who was cited before by the name that is a place's, too.
fn namesake(story: &Story<'_>, entities: &Entities, id: GroupId, known: &[Speaker]) -> Option<Speaker> {
    let name = story.name_text(story.analysis.group(id).name.clone()?);
    let bears = |e: u32| {
        let ends = entities.name(e).strip_suffix(&*name).is_some_and(|rest| rest.ends_with([' ', '-']));
        entities.list[e as usize].kind == EntityKind::Person && ends
    };
    known.iter().rev().find(|s| s.entity.is_some_and(bears)).cloned()
}

/// "…, the office announced on Thursday": the subject of a report that closes a sentence and looks like a participle.
fn trailing(story: &Story<'_>, number: usize, id: VerbId) -> Option<GroupId> {
    let analysis = story.analysis;
    let parts = &analysis.sentences[number];
    let verb = analysis.verb(id);
    // "a source at the police command said": the group that the nearest hangs on.
    let groups = || parts.groups.clone().map(GroupId);
    // "Community Peacemaker Teams (CPT) noted": the name before its short form.
    let end = verb.tokens.start;
    // "…, Ahmed Salman, head of the council, wrote on Telegram"
    let aside = end.checked_sub(1).is_some_and(|at| story.mark(at) == ",");
    let end = end - u32::from(aside);
    let open = end.checked_sub(3).filter(|at| story.mark(*at) == "(" && story.mark(end - 1) == ")");
    let ends = |g: &GroupId| {
        let group = analysis.group(*g);
        group.tokens.end == open.unwrap_or(end) && group.kind != GroupKind::Time
    };
    let host = |g: &GroupId| analysis.noun_above(*g);
    let comma =
        |g: &GroupId| analysis.group(*g).tokens.start.checked_sub(1).is_some_and(|before| story.mark(before) == ",");
    let nearest = std::iter::successors(groups().rfind(ends), host).take(4).find(comma)?;
    let renamed = || analysis.group(nearest).apposition.filter(|g| *g < nearest && comma(g));
    let group = if aside { renamed()? } else { nearest };
    let before = analysis.group(group).tokens.start;
    let goes_on = |v: u32| matches!(analysis.verb(VerbId(v)).relation, Relation::Adverbial(_));
    let rest = id.0 + 1 == parts.verbs.end || goes_on(id.0 + 1);
    let last = rest && verb.object.is_none() && verb.tokens.len() == 1;
    let by = story.ctx.by_agent(verb).is_some();
    let earlier = analysis.verbs[parts.verbs.start as usize..id.index()].iter();
    let told = earlier.clone().any(|v| v.form == VerbForm::Finite && v.head < before);
    (last && !by && told).then_some(group)
}

/// "There", and places and times, which say nothing themselves.
fn expletive(story: &Story<'_>, id: GroupId) -> bool {
    let group = story.analysis.group(id);
    let kinds = &story.ctx.program.kinds;
    let deed = story.ctx.program.is_trigger_lemma(story.analysis.tokens[group.head as usize].lemma);
    deed || group.types.meets(kinds.place) || group.types.meets(kinds.place_word)
}

/// The group can be answerable for a statement.
fn speaks(story: &Story<'_>, entities: &Entities, id: GroupId) -> bool {
    let group = story.analysis.group(id);
    let kinds = &story.ctx.program.kinds;
    // "Article 4": a paper by its number is a law or order.
    let numbered = |t: u32| story.analysis.tokens[t as usize].kind == TokenKind::Number;
    if group.types.meets(kinds.statement) && group.tokens.clone().any(numbered) {
        return false;
    }
    match group.kind {
        GroupKind::Pronoun => true,
        // "a tally", "a count of the hospital"
        GroupKind::Number => group.types.meets(kinds.statement),
        GroupKind::Time | GroupKind::Adjective => false,
        _ => {
            // "al-Ubaidi said": a person whose name is also a town's.
            let person = |e: u32| entities.list[e as usize].kind == EntityKind::Person;
            entities.of_group[id.index()].is_some_and(person)
                || group.types.meets(kinds.person)
                || group.types.meets(kinds.actor)
                || group.types.meets(kinds.rank)
                || group.types.meets(kinds.statement)
                || group.types.meets(kinds.state)
                || (group.name.is_some() && !group.types.meets(kinds.place))
        }
    }
}
