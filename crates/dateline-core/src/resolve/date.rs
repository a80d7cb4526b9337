//! When an event was, as far as its own sentence says.
//!
//! Invariant: the expression stands in the sentence of the mention; what the story lends is [`super::context`]'s.

use crate::analysis::model::{Analysis, Determiner, GroupId, GroupKind, Relation, Tense, VerbForm, VerbGroup, VerbId};
use crate::analysis::times::TimeKind;
use crate::compile::{VerbMeaning, WordClass};
use crate::extract::Mention;
use crate::text::Tag;

use super::compared::{has_superlative, is_compared, is_held_against, is_ranked, ranks};
use super::deeds::{from, is_deed, is_for_deed, is_motive, is_reason, of_another, of_reason, under};
use super::hosts::{Host, datable, host, verb_of};
use super::ties::{
    chain, concedes, finite, goes_on, governing, is_absolute_perfect, is_fronted, of_speaker, parts_behind, relative,
    telling, up,
};
use super::times::{PAST, Times};
use super::{Story, captured, counted, fillers};

/// A time expression with what it dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dated {
    /// The expression's number.
    pub(super) time: u32,
    /// It says when somebody told of the event.
    pub(super) announced: bool,
    /// It says from when on: "since the unrest began on October 1".
    pub(super) since: bool,
    /// The event opened the stretch that the expression says: "since 2022, when they overran the town".
    pub(super) opens: bool,
    /// It says when something is planned: a weekday is the next.
    pub(super) ahead: bool,
}

/// Verbs one under the other that are read upwards.
const NESTED: usize = 4;

/// How near a time is to a mention, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// On its verb or noun.
    Own,
    /// On the verb that its noun serves.
    Served,
    /// On a verb that it hangs on or that hangs on it, or loose in its clause.
    Near,
    /// On the verb that tells of it.
    Announced,
    /// On the verb of a "since" clause.
    Since,
    /// Elsewhere in the sentence.
    Loose,
}

/// The time expression of a mention: on its own verb or noun, in its clause, or at its sentence.
pub(super) fn time_of(story: &Story<'_>, times: &Times, mention: &Mention) -> Option<Dated> {
    if let Some(time) = captured::time(story, times, mention) {
        return Some(Dated { time, announced: false, since: false, opens: false, ahead: false });
    }
    let analysis = story.analysis;
    if let Some(dated) = ever_since(story, times, mention) {
        return Some(dated);
    }
    let parts = &analysis.sentences[mention.sentence as usize];
    if parts.times.is_empty() {
        return None;
    }
    let at = mention.trigger.start;
    let apart = is_apart(story, times, mention);
    parts
        .times
        .clone()
        .filter(|t| times.dates(story, *t))
        .filter_map(|t| {
            let tokens = &analysis.times[t as usize].tokens;
            if Times::is_since(story, t) && (opens(story, mention, t) || ranks(story, mention, t)) {
                return opens(story, mention, t).then_some((Tie::Own, 0, t));
            }
            // "the bombing, the deadliest this year": only held against the others of that time.
            let most = tokens.start.checked_sub(1).map(|at| analysis.tokens[at as usize].tag);
            if most == Some(Tag::Jjs) {
                return None;
            }
            // "gunmen shot a judge; on Tuesday a bomb killed two": another matter behind a semicolon.
            if (at..tokens.start).any(|mark| story.mark(mark) == ";") {
                return None;
            }
            // "three days after the bombing": the day of what is told, and not of the bombing.
            if counts_from(story, mention, tokens.end) {
                return None;
            }
            // "In July 2014, weeks after the town fell": what no calendar has, behind what it has, says it once more.
            let again = |p: &u32| {
                let before = analysis.times[*p as usize].tokens.end;
                before + 1 == tokens.start && story.mark(before) == "," && times.is_known(*p) && !times.is_known(t)
            };
            // "Over the past day, January 21,": a stretch that the day behind it explains.
            let explains = |n: &u32| {
                let (time, next) = (&analysis.times[t as usize], &analysis.times[*n as usize]);
                let stretch = time.kind == TimeKind::Duration && next.kind == TimeKind::Date;
                let closes = matches!(story.mark(next.tokens.end), "," | ":" | ".");
                stretch && tokens.end + 1 == next.tokens.start && story.mark(tokens.end) == "," && closes
            };
            if parts.times.clone().any(|other| again(&other) || explains(&other)) {
                return None;
            }
            let host = datable(story, times, t, host(story, parts, tokens));
            // "in its biggest such attack this month": as above.
            let held = |g: GroupId| is_ranked(analysis, parts, g) && !times.is_occasion(t);
            // "was the deadliest attack in Baghdad this year"
            let deadliest = |v: VerbId| {
                let verb = analysis.verb(v);
                let told =
                    verb.object.map(|g| analysis.group(g)).filter(|g| verb.copula && g.tokens.end <= tokens.start);
                told.is_some_and(|g| has_superlative(analysis, g.tokens.clone()))
            };
            let compared = match host {
                Host::Noun(group) => held(group),
                Host::Verb(verb) => most != Some(Tag::In) && deadliest(verb),
                Host::Open => false,
            };
            if compared {
                return None;
            }
            if times.is_vague(t) && matches!(host, Host::Noun(_))
                || is_compared(story, parts, mention, tokens)
                || is_told_of(story, mention, host)
            {
                return None;
            }
            let tie = tie(story, mention, host, Times::is_since(story, t))?;
            if apart && tie != Tie::Own {
                return None;
            }
            let bare = mention.verb.or(mention.support).is_none();
            if tie != Tie::Own && bare && tokens.start < at && mention.noun.is_some_and(|n| is_held_against(story, n)) {
                return None;
            }
            // "12 in March and nine in April": each has its own.
            let tie = if mention.share.is_some_and(|g| host != Host::Noun(g)) { tie.max(Tie::Near) } else { tie };
            // "was arrested, adding that he had joined in 2014": of an old day that is told beside the news.
            // "adding that gunmen had burned a farm on Monday": or of another deed.
            let deed = |v: VerbId| analysis.verb(v).meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)));
            let other = || verb_of(analysis, host).is_some_and(deed);
            if (times.is_old(t, false, PAST) || other()) && told_beside(analysis, mention, host) {
                return None;
            }
            // A time between two verbs belongs to the nearer one that it follows.
            let distance = if tokens.start >= at { (tokens.start - at) * 2 } else { (at - tokens.end.min(at)) * 2 + 1 };
            Some((tie, distance, t))
        })
        .min()
        .map(|(tie, _, time)| Dated {
            time,
            announced: tie == Tie::Announced,
            since: tie == Tie::Since,
            opens: Times::is_since(story, time) && opens(story, mention, time),
            ahead: false,
        })
}

/// "denied that its men had fired on Sunday", "raising to 40 the number killed this year": a claim or denial does not share
/// the day of what it is about, nor a deed the time of the toll that it adds to.
fn is_told_of(story: &Story<'_>, mention: &Mention, host: Host) -> bool {
    let analysis = story.analysis;
    let event = &*story.ctx.program.frames[mention.frame as usize].event;
    let Some(own) = mention.verb.or(mention.support) else { return false };
    let Some(on) = verb_of(analysis, host).filter(|on| up(analysis, *on, own)) else { return false };
    let figure = |g: GroupId| story.ctx.is(analysis.tokens[analysis.group(g).head as usize], WordClass::Figure);
    let toll = |v: VerbId| [analysis.verb(v).object, analysis.verb(v).second].into_iter().flatten().any(figure);
    matches!(event, "claim" | "denial") || chain(analysis, on).take_while(|v| *v != own).any(toll)
}

/// The time's verb is in the content of a report that goes on behind the mention: "…, noting that he joined in 2014".
pub(super) fn told_beside(analysis: &Analysis, mention: &Mention, host: Host) -> bool {
    let mut at = verb_of(analysis, host);
    let Some(own) = mention.verb.or(mention.support) else { return false };
    for _ in 0..NESTED {
        let Some(id) = at.filter(|id| *id != own) else { return false };
        at = match analysis.verb(id).relation {
            Relation::Content(report) => {
                let goes_on = matches!(analysis.verb(report).relation, Relation::Adverbial(_) | Relation::Conjunct(_));
                return goes_on && report != own && !up(analysis, own, report);
            }
            Relation::Conjunct(v) | Relation::Subordinate(Some(v), _) | Relation::Adverbial(v) => Some(v),
            _ => return false,
        };
    }
    false
}

/// "They went in on 9 February. More than 30 have died since": since what was told last.
fn ever_since(story: &Story<'_>, times: &Times, mention: &Mention) -> Option<Dated> {
    let analysis = story.analysis;
    let verb = analysis.verb(mention.verb.or(mention.support)?);
    let parts = &analysis.sentences[mention.sentence as usize];
    let since = |at: u32| story.ctx.is(analysis.tokens[at as usize], WordClass::Since);
    let end = parts.sentence.tokens.end;
    // "have since died", "have died since."
    let last = (verb.tokens.end..end).find(|at| since(*at)).filter(|at| *at + 1 == end || is_stop(story, *at + 1));
    if !verb.perfect || !verb.tokens.clone().any(since) && last.is_none() {
        return None;
    }
    let before = (mention.sentence as usize).checked_sub(1).map(|n| &analysis.sentences[n]);
    let near = before.filter(|s| s.sentence.block == parts.sentence.block && !s.headline);
    let first = near.map_or(parts.times.start, |s| s.times.start);
    let told = |t: &u32| analysis.times[*t as usize].tokens.end <= verb.tokens.start && times.is_known(*t);
    let time = (first..parts.times.end).rev().find(told)?;
    Some(Dated { time, announced: false, since: true, opens: false, ahead: false })
}

/// A mark that ends a clause.
pub(super) fn is_stop(story: &Story<'_>, at: u32) -> bool {
    matches!(story.mark(at), "." | "," | ";")
}

/// "since January 2022, when its fighters overran": the clause behind a stretch of time tells how it began.
fn opens(story: &Story<'_>, mention: &Mention, time: u32) -> bool {
    let analysis = story.analysis;
    let end = analysis.times[time as usize].tokens.end;
    let comma = end < mention.trigger.start && story.mark(end) == ",";
    let word = analysis.tokens[(end + u32::from(comma)).min(mention.trigger.start) as usize];
    // "Since January, when a truce ended, 60 have been killed": what the clause is set beside goes on up to now.
    let inside = |v: VerbId| {
        let verb = analysis.verb(v);
        let opened = verb.tokens.start > end && verb.form == VerbForm::Finite;
        opened && (matches!(verb.relation, Relation::Subordinate(..)) || verb.relation.described().is_some())
    };
    word.span.start < analysis.tokens[mention.trigger.start as usize].span.start
        && story.ctx.is(word, WordClass::Subordinator)
        && telling(analysis, mention).is_none_or(|own| chain(analysis, own).any(inside))
}

/// The time that ends at the token counts from the mention: "hours after the attack", "a day after gunmen killed two".
fn counts_from(story: &Story<'_>, mention: &Mention, end: u32) -> bool {
    let opens = |at: u32| story.ctx.is(story.analysis.tokens[at as usize], WordClass::Subordinator);
    end.checked_sub(1).is_some_and(opens) && counted::is_base(story, mention, end)
}

fn tie(story: &Story<'_>, mention: &Mention, host: Host, since: bool) -> Option<Tie> {
    let analysis = story.analysis;
    let noun_verb = || mention.noun.filter(|n| !is_reason(story, *n)).and_then(|n| governing(analysis, n));
    let verb = mention.verb.or(mention.support).or_else(noun_verb);
    let parts = &analysis.sentences[mention.sentence as usize];
    let noun = mention.verb.or(mention.support).is_none();
    let reason = verb.is_none() && mention.noun.is_some_and(|n| is_reason(story, n));
    if let Some(colon) = parts_behind(story, mention) {
        let before = |v: VerbId| analysis.verb(v).head < colon;
        let told = match host {
            Host::Noun(group) => analysis.group(group).head < colon,
            Host::Verb(v) => before(v),
            Host::Open => false,
        };
        return told.then_some(Tie::Loose);
    }
    match host {
        Host::Open => Some(Tie::Loose),
        Host::Noun(group) => {
            let shared = |share: GroupId| group == share || under(analysis, group).any(|g| g == share);
            let closes = |noun: GroupId| group == noun || ends_list(analysis, noun, group);
            if mention.noun.is_some_and(closes) || mention.share.is_some_and(shared) {
                return Some(Tie::Own);
            }
            if of_another(story, mention, group) {
                return None;
            }
            let own = mention.verb.or(mention.support).map(|v| analysis.verb(v).relation);
            // "the 2022 attack in which five died", "a 2016 attack in Nice that killed 86"
            if let Some(Relation::RelativeOther(g) | Relation::RelativeSubject(g)) = own
                && (g == group
                    || is_deed(story, group) && under(analysis, g).any(|h| h == group)
                    // "the bombing of a bus near Azaz on August 30, which left two dead"
                    || is_deed(story, g) && under(analysis, group).any(|h| h == g))
            {
                return Some(Tie::Near);
            }
            // "since the coup on February 1", but not "the deadliest attack since the invasion of 2003"
            // "since the fall of the city in May"
            let since_deed = |g: &GroupId| {
                analysis.group(*g).governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Since))
            };
            if let Some(start) = from(analysis, group).find(since_deed)
                && mention.noun.is_none_or(|n| from(analysis, n).all(|g| g != start))
            {
                let ranked = under(analysis, start).next().is_some_and(|host| is_ranked(analysis, parts, host));
                return (!ranked).then_some(Tie::Since);
            }
            let over = |n: &GroupId| under(analysis, group).any(|g| g == *n || ends_list(analysis, *n, g));
            if let Some(n) = mention.noun.filter(over) {
                // "gave him a life sentence for the 2022 attack": the reason's own.
                let below = from(analysis, group).take_while(|g| *g != n);
                return (!is_for_deed(story, below)).then_some(Tie::Own);
            }
            let deed = from(analysis, group).any(|g| is_deed(story, g));
            let other = of_reason(story, group);
            let first = analysis.group(group).first.unwrap_or(group);
            match governing(analysis, first) {
                // "sentenced over the killing of 12 soldiers in 2015": the reason's own.
                _ if other => None,
                // "its defeat in 2017": the time of another deed's noun dates that deed, and what it is the cause of.
                Some(v) if deed => {
                    let other = analysis.verb(v);
                    // "was shot in an ambush on a patrol on Sunday": under what hangs on the deed, too.
                    // "escaped death on Sunday": the deed is the verb's own.
                    let undergone = other.object.filter(|_| other.is(WordClass::Undergo));
                    let hangs = |g: GroupId| {
                        other.preps.iter().any(|p| p.group == g) || other.subject == Some(g) || undergone == Some(g)
                    };
                    // "died in acts of terror and violence in January": at the end of a list, too.
                    let adjunct = from(analysis, first).any(hangs);
                    adjunct
                        .then(|| if verb == Some(v) { Some(Tie::Near) } else { trails(analysis, verb?, v) })
                        .flatten()
                }
                // "In a separate incident on Tuesday, gunmen opened fire": what the sentence sets out with is what it tells of.
                None if deed => is_fronted(story, parts, group).then_some(Tie::Near),
                // "In an incident on Monday that left three dead, gunmen opened fire": of what the sentence goes on to tell, too.
                Some(v) if analysis.verb(v).relation.described() == Some(group) && is_fronted(story, parts, group) => {
                    Some(Tie::Near)
                }
                // "Law No. 13 of 2005".
                _ if is_dated_thing(story, group) => None,
                _ if reason => None,
                Some(v) => tie_of_verb(story, verb, v, (noun, since)),
                None => Some(Tie::Loose),
            }
        }
        Host::Verb(_) if reason => None,
        Host::Verb(on) => tie_of_verb(story, verb, on, (noun, since)),
    }
}

/// "39 operations and attempts during April": what stands behind the last of several bare nouns is told of all.
fn ends_list(analysis: &Analysis, noun: GroupId, last: GroupId) -> bool {
    let (first, group) = (analysis.group(noun), analysis.group(last));
    let bare = group.determiner == Determiner::None && group.quantity.is_none() && first.preps.is_empty();
    bare && group.first == Some(noun) && group.next.is_none()
}

/// "Two were killed and a third was hurt in a blast on Sunday", "were killed when their car hit a mine on Sunday": the time
/// at the end is that of the whole.
fn trails(analysis: &Analysis, own: VerbId, on: VerbId) -> Option<Tie> {
    let (first, last) = (analysis.verb(own), analysis.verb(on));
    let finite = first.form == VerbForm::Finite && last.form == VerbForm::Finite;
    let whole = match last.relation {
        // "A man was killed and his wife hurt when"
        Relation::Subordinate(above, _) => above.is_some_and(|above| {
            let upper = analysis.verb(above);
            above == own || own < above && upper.relation == first.relation && goes_on(upper, first)
        }),
        // "said that one was killed and 18 were hurt in a strike on Sunday"
        Relation::Main if matches!(first.relation, Relation::Content(_)) => goes_on(last, first),
        _ => last.relation == first.relation && goes_on(last, first),
    };
    (finite && first.head < last.head && whole).then_some(Tie::Loose)
}

/// "The ruling came months after a court sentenced": the day from which is counted is another.
fn is_apart(story: &Story<'_>, times: &Times, mention: &Mention) -> bool {
    let mut stated = story.analysis.sentences[mention.sentence as usize].times.clone();
    let end = |t: u32| story.analysis.times[t as usize].tokens.end;
    stated.any(|t| times.counts_days(t) && counts_from(story, mention, end(t)))
}

/// Told as what came before the deed of its sentence, whose day and place are not its own.
pub(super) fn is_prior(story: &Story<'_>, times: &Times, mention: &Mention) -> bool {
    let analysis = story.analysis;
    if is_apart(story, times, mention) {
        return true;
    }
    let Some(verb) = mention.verb.or(mention.support) else {
        return mention.noun.is_some_and(|n| is_motive(story, n) || is_held_against(story, n));
    };
    if is_absolute_perfect(analysis.verb(verb)) {
        return true;
    }
    let undone = |v: VerbId| is_undone(story, verb, v);
    if analysis.sentences[mention.sentence as usize].verbs.clone().map(VerbId).any(|v| v != verb && undone(v)) {
        return true;
    }
    // "Three of the men abducted on Sunday were released": the news is what came of it.
    let whom = analysis.verb(verb).relation.described();
    let upper = chain(analysis, verb).nth(1).map(|v| (v, analysis.verb(v)));
    let news = upper.filter(|(_, v)| v.passive && whom.is_some() && v.subject == whom);
    if news.is_some_and(|(v, _)| is_before(story, verb, v)) {
        return true;
    }
    match analysis.verb(verb).relation {
        Relation::Gerund(upper, _) => is_before(story, verb, upper),
        Relation::NounGerund(g, _) => governing(analysis, g).is_some_and(|upper| is_before(story, verb, upper)),
        relation => relation.described().is_some_and(|g| is_motive(story, g)),
    }
}

/// How a time on a verb dates the deed of another.
fn tie_of_verb(story: &Story<'_>, own: Option<VerbId>, on: VerbId, (noun, since): (bool, bool)) -> Option<Tie> {
    let analysis = story.analysis;
    let Some(own) = own else { return Some(Tie::Loose) };
    if own == on {
        return Some(if noun { Tie::Served } else { Tie::Own });
    }
    let host = analysis.verb(on);
    // "Although the army retook the town in 2016, gunmen still attack it": what is granted has a time of its own.
    if granted(story, own) != granted(story, on) {
        return None;
    }
    let reports = |v: VerbId| analysis.verb(v).is(WordClass::Report);
    let deed = analysis.verb(own);
    if reports(on) {
        // "declared victory in 2017, but its remnants still attack": what goes on today was not announced then.
        if since || !up(analysis, own, on) && goes_on_today(analysis, finite(analysis, own)) {
            return None;
        }
        return (deed.head != host.head).then_some(Tie::Announced);
    }
    // "was defeated in 2017, though its remnants still carry out attacks": what goes on today has no day of the past.
    let upper = finite(analysis, own);
    if upper != on && host.tense == Tense::Past && host.form == VerbForm::Finite && goes_on_today(analysis, upper) {
        return None;
    }
    // "whom police had caught": an earlier deed does not share the day of what is told.
    let past = |v: &VerbGroup| analysis.tokens[v.tokens.start as usize].tag == Tag::AuxVbd;
    if deed.perfect && past(deed) && !matches!(deed.relation, Relation::Content(_)) {
        return None;
    }
    // "freed five on Sunday, two others having died": what had been before, of others than the clause's subject.
    if is_absolute_perfect(deed) {
        return None;
    }
    // "since a bomb went off in March, killing nine": what goes on with the clause has its day.
    if let Relation::Subordinate(above, word) = host.relation
        && story.ctx.program.grammar.is(word, WordClass::Since)
        && !up(analysis, own, on)
        && above.is_none_or(|v| {
            v == own || up(analysis, v, own) || up(analysis, own, v) || goes_on(analysis.verb(v), analysis.verb(own))
        })
    {
        return Some(Tie::Since);
    }
    // "two were killed, while gunmen last night shot a teacher": another matter, with a day of its own.
    if up(analysis, on, own) && chain(analysis, on).take_while(|v| *v != own).any(|v| contrasts(story, v)) {
        return None;
    }
    // "The trial of men accused of the killing opened on Monday"
    let judged = story.ctx.program.grammar.is(deed.lemma, WordClass::Judgement);
    if noun && judged && deed.relation.described().is_some() {
        return None;
    }
    if up(analysis, on, own) {
        if is_undone(story, own, on) {
            return None;
        }
        // "a boy who was abducted four days ago": the time of what is told of somebody is not that of the deed on him, but
        // for what he was about: "shot a policeman guarding a school on Tuesday".
        let about =
            host.progressive || host.form == VerbForm::Gerund && matches!(host.relation, Relation::RelativeSubject(_));
        let told = |g: GroupId| !is_deed(story, g) || is_motive(story, g);
        // "a convict who took part in the bombing, which killed ten in 2016": of the convict, too.
        let further =
            || chain(analysis, on).take_while(|v| *v != own).filter_map(|v| analysis.verb(v).relation.described());
        // "the deadliest since an attack that killed 32 in 2021": the day of what it is held against.
        let ranked = |g: GroupId| {
            let group = analysis.group(g);
            let since = group.governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Since));
            since && has_superlative(analysis, analysis.verb(own).tokens.end..group.tokens.start)
        };
        if further().any(ranked) {
            return None;
        }
        let aside = relative(analysis, on, own).is_some_and(|g| told(g) || further().any(told));
        // "has hanged 20 people convicted of murder since January": a perfect reaches from there to now.
        let reaches = since && deed.perfect && !past(deed);
        return (!aside || about || reaches).then_some(Tie::Near);
    }
    if up(analysis, own, on) {
        // "sentenced on Sunday a man who was caught with drugs": what is told of whoever suffers the deed came before.
        // "was arrested after he was named as the man who shot": in a clause of a clause, too.
        let before = chain(analysis, own).take_while(|v| *v != on).any(|v| is_before(story, v, on));
        return (!before).then_some(Tie::Near);
    }
    // "The group, which seized Mosul in 2014, said it had killed five": what is told of a speaker is not said by it.
    if of_speaker(analysis, own, on) {
        return None;
    }
    let deed = analysis.verb(finite(analysis, own));
    // "marched against the seizure of a student, who was taken away last month"
    let somebody = |g: GroupId| analysis.group(g).types.meets(story.ctx.program.kinds.person);
    if let Relation::RelativeSubject(g) | Relation::RelativeObject(g) = host.relation
        && somebody(g)
        && deed.head < host.head
    {
        return None;
    }
    // "Of the 40 people kidnapped in January, 28 were freed": what is told of somebody on the way was before.
    if let Relation::Reduced(whole) = host.relation
        && somebody(whole)
        && analysis.group(whole).governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Of))
    {
        return None;
    }
    let crosses =
        host.form == VerbForm::Finite && deed.form == VerbForm::Finite && !goes_on(host, deed) && !goes_on(deed, host);
    // "said that 17 had been kidnapped since March, and that most were free": one thing said goes on with the other.
    let content = matches!(host.relation, Relation::Content(_));
    let said = since && content && chain(analysis, own).any(|v| analysis.verb(v).relation == host.relation);
    (!crosses || said).then_some(Tie::Loose)
}

/// "seized the town before the army retook it on Sunday": what a later deed does away with had a day of its own.
fn is_undone(story: &Story<'_>, own: VerbId, on: VerbId) -> bool {
    let analysis = story.analysis;
    let (deed, later) = (analysis.verb(own), analysis.verb(on));
    let behind = matches!(later.relation, Relation::Subordinate(_, word)
        if story.ctx.program.grammar.is(word, WordClass::Preceding));
    let told = later.meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_))) && up(analysis, on, own);
    let patient = |v: &VerbGroup| if v.passive { v.subject } else { v.object };
    let (Some(first), Some(then)) = (patient(deed), patient(later)) else { return false };
    behind && told && (first == then || fillers::antecedent(story, then) == Some(first))
}

/// The verb of the clause of concession that the verb stands in: "although the army retook the town".
fn granted(story: &Story<'_>, verb: VerbId) -> Option<VerbId> {
    chain(story.analysis, verb).find(|v| concedes(story, *v))
}

/// "while gunmen shot a teacher": the verb of such a clause, unless it tells what was going on.
fn contrasts(story: &Story<'_>, verb: VerbId) -> bool {
    let verb = story.analysis.verb(verb);
    let word = matches!(verb.relation, Relation::Subordinate(_, word)
        if story.ctx.program.grammar.is(word, WordClass::Contrast));
    word && verb.form == VerbForm::Finite && !verb.progressive && !verb.copula
}

/// The present tense of a text; that of a headline tells of the past.
fn goes_on_today(analysis: &Analysis, verb: VerbId) -> bool {
    let data = analysis.verb(verb);
    let present = data.form == VerbForm::Finite && data.tense == Tense::Present && !data.perfect;
    let sentence = analysis.sentence_of(data.head);
    present && analysis.sentences.get(sentence).is_some_and(|s| !s.headline)
}

/// The lower verb tells in a relative clause what a person did or suffered before the deed of the upper, or behind a
/// preposition what the upper is done for.
pub(super) fn is_before(story: &Story<'_>, lower: VerbId, upper: VerbId) -> bool {
    let analysis = story.analysis;
    // "sentenced for killing": what somebody is held to answer for.
    if let Relation::Gerund(_, word) | Relation::NounGerund(_, word) = analysis.verb(lower).relation {
        let charge = story.ctx.program.grammar.is(word, WordClass::Motive);
        return charge && analysis.verb(upper).meanings.iter().any(|m| matches!(m, VerbMeaning::Frame(_)));
    }
    // "three others, one of whom had been brought from Lebanon"
    let Some(g) = analysis.verb(lower).relation.described() else { return false };
    let deed = |m: &VerbMeaning| matches!(m, VerbMeaning::Frame(_));
    let above = analysis.verb(upper);
    let past = analysis.verb(lower).tense == Tense::Past;
    let person = analysis.group(g).types.meets(story.ctx.program.kinds.person);
    // "with 40 suspects held": told along with the other deed, and not of what was before.
    let along = analysis.group(g).governor.is_some_and(|w| story.ctx.program.grammar.is(w, WordClass::Absolute));
    // "a soldier who had killed three was hanged": what is done to somebody comes behind what that one did.
    past && !along && person && (above.subject != Some(g) || above.passive) && above.meanings.iter().any(deed)
}

/// The time only names the thing: under "of" behind a noun that is no deed.
fn is_dated_thing(story: &Story<'_>, group: GroupId) -> bool {
    story.analysis.group(group).preps.iter().any(|p| {
        story.ctx.program.grammar.is(p.word, WordClass::Of) && story.analysis.group(p.group).kind == GroupKind::Time
    })
}
