//! An explanation as a person reads it. Invariant: it prints what the tree says, and computes nothing.

use std::io::{self, Write};

use dateline_devkit::{
    ArticleView, BlockView, EventStory, Explanation, FormView, GroupView, MentionView, Misfit, MisfitView, PrepView,
    RoleView, RuleView, SentenceView, TokenView, TriggerOutcome, TriggerView, VerbView,
};

/// Writes all sentences; with a rule, only its triggers, and at the end what became of it.
pub(crate) fn write_explanation(found: &Explanation, out: &mut impl Write) -> io::Result<()> {
    write_article(&found.article, out)?;
    let wanted = found.rule.as_ref().map(|r| r.id.as_str());
    for sentence in &found.sentences {
        write_sentence(sentence, wanted, out)?;
    }
    found.rule.as_ref().map_or(Ok(()), |rule| write_rule(rule, found, out))
}

/// What the adapter made of the document; nothing for a text without a house and with one part.
fn write_article(article: &ArticleView, out: &mut impl Write) -> io::Result<()> {
    if article.outlet.is_none() && article.blocks.len() < 2 {
        return Ok(());
    }
    let outlet = article.outlet.as_deref().unwrap_or("unknown outlet");
    writeln!(out, "{outlet} · {}", article.published.as_deref().unwrap_or("no day"))?;
    let parts = [("dateline", &article.dateline), ("byline", &article.byline)];
    for (what, piece) in parts.into_iter().filter_map(|(what, piece)| Some((what, piece.as_ref()?))) {
        writeln!(out, "  [{}, {}] {what}  {}", piece.span.start, piece.span.end, piece.text)?;
    }
    for BlockView { kind, at } in &article.blocks {
        let first: String = at.text.chars().take(60).collect();
        let more = if at.text.chars().count() > 60 { " …" } else { "" };
        writeln!(out, "  [{}, {}] {kind}  {}{more}", at.span.start, at.span.end, first.replace('\n', " "))?;
    }
    writeln!(out)
}

fn write_sentence(sentence: &SentenceView, wanted: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    let kind = match (sentence.headline, sentence.analysed) {
        (_, false) => " (nothing in it can hold an event: not analysed)",
        (true, true) => " (headline)",
        (false, true) => "",
    };
    let (start, end) = sentence.at.span.into();
    writeln!(out, "[{start}, {end}] {}{kind}", sentence.at.text)?;
    if !sentence.analysed {
        return writeln!(out);
    }
    writeln!(out, "  words")?;
    for token in &sentence.tokens {
        write_token(token, out)?;
    }
    writeln!(out, "  noun groups")?;
    for group in &sentence.groups {
        write_group(group, out)?;
    }
    writeln!(out, "  verb groups")?;
    for verb in &sentence.verbs {
        write_verb(verb, out)?;
    }
    writeln!(out, "  triggers")?;
    for trigger in sentence.triggers.iter().filter(|t| wanted.is_none_or(|rule| shows(t, rule))) {
        write_trigger(trigger, out)?;
        if wanted.is_some() {
            write_forms(&trigger.forms, out)?;
        }
    }
    writeln!(out)
}

/// A trigger of the rule, or a mention whose status a cue of that id has set.
fn shows(trigger: &TriggerView, rule: &str) -> bool {
    trigger.rule == rule || matches!(&trigger.outcome, TriggerOutcome::Mention(m) if m.why.ends_with(rule))
}

fn write_token(token: &TokenView, out: &mut impl Write) -> io::Result<()> {
    let lemma = if token.lemma.eq_ignore_ascii_case(&token.text) { "" } else { token.lemma.as_str() };
    let line = format!(
        "    {:>4}  {:<18} {:<5} {lemma:<14} {}",
        token.span.start,
        token.text,
        token.tag,
        token.means.join(" ")
    );
    writeln!(out, "{}", line.trim_end())
}

fn write_group(group: &GroupView, out: &mut impl Write) -> io::Result<()> {
    let types = if group.types.is_empty() { "in no lexicon".to_owned() } else { group.types.join(" < ") };
    let mut facts = vec![format!("{}, head “{}”: {types}", group.kind, group.head)];
    facts.extend(group.entry.as_ref().map(|e| format!("entry {e}")));
    facts.extend(group.affiliation.as_ref().map(|a| format!("of {a}")));
    facts.extend(group.number.clone());
    facts.extend(group.links.iter().cloned());
    facts.extend(group.preps.iter().map(prep));
    writeln!(out, "    {:<4} “{}”  {}", group.id, group.at.text, facts.join("; "))
}

fn prep(prep: &PrepView) -> String {
    format!("“{}” {}", prep.word, prep.group)
}

fn write_verb(verb: &VerbView, out: &mut impl Write) -> io::Result<()> {
    let mut facts = vec![verb.form.clone(), verb.relation.clone()];
    for (what, group) in [("subject", &verb.subject), ("object", &verb.object), ("second object", &verb.second)] {
        facts.extend(group.as_ref().map(|g| format!("{what} {g}")));
    }
    facts.extend(verb.preps.iter().map(prep));
    facts.extend(verb.means.iter().cloned());
    writeln!(out, "    {:<4} “{}”  {}", verb.id, verb.at.text, facts.join("; "))
}

fn write_trigger(trigger: &TriggerView, out: &mut impl Write) -> io::Result<()> {
    write_outcome(trigger, out)?;
    if let TriggerOutcome::Mention(mention) = &trigger.outcome {
        write_mention(mention, out)?;
    }
    trigger.roles.iter().try_for_each(|role| write_role(role, out))
}

/// What became of a trigger, in one line.
fn write_outcome(trigger: &TriggerView, out: &mut impl Write) -> io::Result<()> {
    let TriggerView { rule, at, .. } = trigger;
    match &trigger.outcome {
        TriggerOutcome::Mention(mention) => {
            writeln!(out, "    + {rule}#{} at “{}” [{}]", mention.form, at.text, at.span.start)
        }
        TriggerOutcome::Stopped(reason) => {
            writeln!(out, "    - {rule} at “{}” [{}]: {reason}", at.text, at.span.start)
        }
    }
}

/// Every form that was tried, the nearest first.
fn write_forms(forms: &[FormView], out: &mut impl Write) -> io::Result<()> {
    if !forms.is_empty() {
        writeln!(out, "        forms tried")?;
    }
    for FormView { form, read, held, wants } in forms {
        let mut line = match (read, wants) {
            (true, _) => "read so".to_owned(),
            (false, Some(wants)) => format!("wants {wants}"),
            (false, None) => "a closer form goes before".to_owned(),
        };
        if !held.is_empty() {
            line += &format!("; has {}", held.join(", "));
        }
        writeln!(out, "            {form:<20} {line}")?;
    }
    Ok(())
}

fn write_mention(mention: &MentionView, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "        status {}: {}", mention.status.name(), mention.why)?;
    if let Some(cause) = &mention.cause {
        writeln!(out, "        results from “{cause}”")?;
    }
    let Some(event) = &mention.event else { return Ok(()) };
    if let Some(count) = &event.count {
        let max = count.max.map_or_else(
            || " or more".to_owned(),
            |max| if max == count.min { String::new() } else { format!(" to {max}") },
        );
        writeln!(out, "        count {}{max}, of {}", count.min, count.of)?;
    }
    for place in event.roles.get("place").into_iter().flatten() {
        let name = place
            .name
            .as_deref()
            .filter(|name| *name != place.text)
            .map_or_else(String::new, |name| format!(" ({name})"));
        writeln!(out, "        place “{}”{name}", place.text)?;
    }
    if let Some(time) = &event.time {
        let words = time.at.as_ref().map_or("", |at| at.text.as_str());
        let days = [time.start, time.end].map(|d| d.map_or_else(|| "?".to_owned(), |d| d.to_string()));
        writeln!(out, "        time “{words}” {}/{}", days[0], days[1])?;
    }
    if let Some(source) = &event.source {
        writeln!(out, "        source “{}”", source.text)?;
    }
    Ok(())
}

fn write_role(role: &RoleView, out: &mut impl Write) -> io::Result<()> {
    let required = if role.required { " (required)" } else { "" };
    if let Some(filler) = &role.filler {
        return writeln!(out, "        {}{required} = “{filler}”", role.role);
    }
    writeln!(out, "        {}{required}: empty; wants {} at {}", role.role, any(&role.types), role.at.join(", "))?;
    role.found.iter().try_for_each(|misfit| write_misfit(misfit, out))
}

fn write_misfit(misfit: &MisfitView, out: &mut impl Write) -> io::Result<()> {
    let reason = match misfit.reason {
        Misfit::Place => "not a place of this role".to_owned(),
        Misfit::Type => format!("typed {}", any(&misfit.types)),
        Misfit::Unlisted => "in no lexicon".to_owned(),
        Misfit::Taken => "fills another role".to_owned(),
        Misfit::Fits => "fits".to_owned(),
    };
    writeln!(out, "            found “{}” at {}: {reason}", misfit.text, misfit.place)
}

fn any(types: &[String]) -> String {
    if types.is_empty() { "any type".to_owned() } else { types.join(", ") }
}

fn write_rule(rule: &RuleView, found: &Explanation, out: &mut impl Write) -> io::Result<()> {
    if rule.matched {
        return writeln!(out, "{}: matched", rule.id);
    }
    writeln!(out, "{}: did not match", rule.id)?;
    for reason in &rule.reasons {
        writeln!(out, "  {reason}")?;
    }
    let triggers = found.sentences.iter().flat_map(|s| &s.triggers).filter(|t| t.rule == rule.id);
    for trigger in triggers {
        if let TriggerOutcome::Stopped(reason) = &trigger.outcome {
            writeln!(out, "  “{}”: {reason}", trigger.at.text)?;
        }
    }
    Ok(())
}

/// One event with its rule, its words, and what else was tried in its sentence.
pub(crate) fn write_story(story: &EventStory, file: Option<&str>, out: &mut impl Write) -> io::Result<()> {
    let incident = story.incident.as_ref().map_or_else(String::new, |id| format!(", a mention of {id}"));
    writeln!(out, "{} {}{incident}", story.event.id, story.event.kind)?;
    writeln!(out, "  rule {}#{}{}", story.rule, story.form, file.map_or_else(String::new, |f| format!(" in {f}")))?;
    let (start, end) = story.sentence.span.into();
    writeln!(out, "  [{start}, {end}] {}", story.sentence.text)?;
    write_trigger(&story.trigger, out)?;
    write_forms(&story.trigger.forms, out)?;
    if !story.others.is_empty() {
        writeln!(out, "  other triggers of the sentence")?;
    }
    story.others.iter().try_for_each(|other| write_outcome(other, out))?;
    writeln!(out)
}
