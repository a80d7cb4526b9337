//! What became of one rule: the first thing that was missing.

use dateline_core::analysis::model::{GroupId, Meaning, VerbId};
use dateline_core::compile::{Program, VerbEntry, VerbMeaning};
use dateline_core::extract::patterns::{Scratch, Sentence, nearest_miss};
use dateline_core::text::{Tag, WordId};

use super::names::Names;
use super::tree::{Outcome, RuleView, SentenceView};

impl Names<'_> {
    pub(super) fn rule(&self, id: &str, sentences: &[SentenceView]) -> RuleView {
        let program = self.trace.ctx.program;
        if let Some(cue) = program.cues.iter().position(|c| *c.id == *id) {
            return self.cue(id, cue as u32, sentences);
        }
        let tried = || sentences.iter().flat_map(|s| &s.triggers).filter(|t| t.rule == id);
        let matched = tried().any(|t| matches!(t.outcome, Outcome::Mention(_)));
        let mut reasons = Vec::new();
        if !matched {
            for (number, _) in program.frames.iter().enumerate().filter(|(_, f)| *f.id == *id) {
                reasons.extend(self.unread(number as u32));
                reasons.extend(self.nearest(number as u32).filter(|_| tried().next().is_none()));
            }
            if reasons.is_empty() && tried().next().is_none() {
                reasons.push("no trigger of the rule stands in the text".to_owned());
            }
        }
        RuleView { id: id.to_owned(), matched, reasons }
    }

    /// How far a pattern rule came, in the sentence where it came furthest.
    fn nearest(&self, frame: u32) -> Option<String> {
        let patterns = &self.trace.ctx.program.patterns;
        let number = patterns.rules.iter().position(|rule| rule.frame == frame)?;
        let (rule, program) = (&patterns.rules[number], &patterns.set.programs[number]);
        let mut scratch = Scratch::default();
        let deep = self.trace.analysis.sentences.iter().enumerate().filter(|(_, parts)| parts.deep);
        let misses = deep.map(|(sentence, _)| {
            let facts = Sentence::new(self.trace.ctx, self.trace.analysis, sentence);
            nearest_miss(program, &facts, facts.tokens(), &mut scratch)
        });
        // Of equals the first.
        let best = misses.min_by_key(|miss| std::cmp::Reverse(miss.tokens.len()))?;
        let mut wanted: Vec<&str> = best.wanted.iter().filter_map(|span| rule.text.get(span.range())).collect();
        wanted.dedup();
        let wanted = wanted.join("  or  ");
        Some(if best.tokens.is_empty() {
            format!("nothing in the text begins like the pattern, with {wanted}")
        } else {
            format!("the pattern came as far as “{}”, and then wants {wanted}", self.piece(best.tokens).text)
        })
    }

    /// Words that are triggers of the frame and were not read as such.
    fn unread(&self, frame: u32) -> Vec<String> {
        let analysis = self.trace.analysis;
        let program = self.trace.ctx.program;
        let mut reasons = Vec::new();
        for (number, parts) in analysis.sentences.iter().enumerate() {
            for at in parts.sentence.tokens.clone() {
                let token = analysis.tokens[at as usize];
                if !self.trace.ctx.words.is_known(token.word) {
                    continue;
                }
                let entries: Vec<&VerbEntry> = lemmas(program, token.word)
                    .into_iter()
                    .flat_map(|lemma| program.verbs.of(lemma))
                    .filter(|e| e.meaning == VerbMeaning::Frame(frame))
                    .collect();
                if entries.is_empty() {
                    continue;
                }
                let word = token.raw(self.trace.ctx.text);
                let verb = parts.verbs.clone().map(VerbId).find(|v| analysis.verb(*v).head == at);
                match verb {
                    _ if !parts.deep => {
                        reasons.push(format!("“{word}” stands in sentence {number}, which was not analysed"));
                    }
                    Some(verb) if !analysis.verb(verb).meanings.contains(&VerbMeaning::Frame(frame)) => {
                        let rests: Vec<String> = entries.iter().map(|e| self.words(&e.rest)).collect();
                        reasons.push(if rests.iter().any(String::is_empty) {
                            let others = analysis.verb(verb).meanings.iter().map(|m| self.verb_meaning(*m));
                            let others = others.collect::<Vec<_>>().join(", ");
                            format!("“{word}” is taken by a longer phrase of {others}")
                        } else {
                            format!("“{word}” is a trigger only with “{}” behind it", rests.join("”, “"))
                        });
                    }
                    Some(_) => {}
                    None => {
                        let group = parts.groups.clone().map(GroupId).find(|g| analysis.group(*g).tokens.contains(&at));
                        let inside =
                            group.map(|g| format!(" inside “{}”", self.piece(analysis.group(g).tokens.clone()).text));
                        let inside = inside.unwrap_or_default();
                        reasons.push(format!("“{word}” is read as {} and not as a verb{inside}", token.tag.penn()));
                    }
                }
            }
        }
        reasons
    }

    fn words(&self, words: &[WordId]) -> String {
        words.iter().map(|w| self.trace.ctx.words.text(*w)).collect::<Vec<_>>().join(" ")
    }

    fn cue(&self, id: &str, number: u32, sentences: &[SentenceView]) -> RuleView {
        let analysis = self.trace.analysis;
        let why = self.why(dateline_core::extract::Why::Cue(number));
        let mentions = || sentences.iter().flat_map(|s| &s.triggers);
        let matched = mentions().any(|t| matches!(&t.outcome, Outcome::Mention(m) if m.why == why));
        let by_phrase =
            analysis.hits.iter().filter(|h| matches!(h.meaning, Meaning::Cue(n) | Meaning::CueNoun(n) if n == number));
        let by_phrase = by_phrase.map(|h| self.piece(h.tokens.clone()).text);
        let by_verb = analysis.verbs.iter().filter(|v| v.meanings.contains(&VerbMeaning::Cue(number)));
        let by_verb = by_verb.map(|v| self.piece(v.tokens.clone()).text);
        let words: Vec<String> = by_phrase.chain(by_verb).collect();
        let events = mentions().filter(|t| matches!(t.outcome, Outcome::Mention(_))).count();
        let reason = match (matched, words.is_empty(), events) {
            (true, ..) => None,
            (false, true, _) => Some("no word of the cue stands in the text".to_owned()),
            (false, false, 0) => Some(format!("“{}” stands in the text, and no event does", words.join("”, “"))),
            (false, false, _) => Some(format!(
                "“{}” stands in the text, and no event is in its scope, or a stronger status or a closer reason came first",
                words.join("”, “")
            )),
        };
        RuleView { id: id.to_owned(), matched, reasons: reason.into_iter().collect() }
    }
}

/// What the word would be the form of, were it a verb.
fn lemmas(program: &Program, word: WordId) -> Vec<WordId> {
    let tags = [Tag::Vb, Tag::Vbz, Tag::Vbd, Tag::Vbg, Tag::Vbn];
    let mut lemmas: Vec<WordId> = tags.into_iter().map(|tag| program.lemmas.known(word, tag)).collect();
    lemmas.sort_unstable();
    lemmas.dedup();
    lemmas
}
