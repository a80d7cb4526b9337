//! CoNLL-U: words of the parts that are read, with events and roles in the last column.
//!
//! Words and sentences are those of Unicode's rules; there is no tree. Invariant: the words with their spaces make up
//! the sentence's text, and `TokenRange` counts code points of the article.

use std::collections::BTreeMap;
use std::io::{self, Write};

use dateline_model::{CharSpan, Extraction, OffsetMap};
use unicode_segmentation::UnicodeSegmentation;

use crate::Exporter;
use crate::annotations::marks;
use crate::framed::{Frame, Framed};

pub(crate) fn exporter() -> impl Exporter {
    Framed { name: "conllu", about: "words in CoNLL-U, events and roles in MISC", begin: || Words }
}

struct Words;

impl Frame for Words {
    fn article(&mut self, found: &Extraction, raw: &str, out: &mut dyn Write) -> io::Result<()> {
        let map = OffsetMap::new(raw);
        // By the byte at which they begin, so that every word is asked about few of them.
        let mut starts: BTreeMap<u32, Vec<(u32, String)>> = BTreeMap::new();
        let mut longest = 0;
        for marked in marks(found) {
            let id = &marked.event.id;
            let trigger = map.bytes(marked.trigger.span);
            let mut add = |span: dateline_model::ByteSpan, label: String| {
                longest = longest.max(span.end - span.start);
                starts.entry(span.start).or_default().push((span.end, label));
            };
            add(trigger, format!("Event={id}:{}", marked.event.kind));
            for mark in &marked.arguments {
                add(map.bytes(mark.span), format!("Role={id}:{}", mark.label));
            }
        }
        writeln!(out, "# newdoc id = {}", found.id.replace(['\n', '\r'], " "))?;
        let mut number = 0;
        for block in found.blocks.iter().filter(|block| block.kind.is_analysed()) {
            let block = map.bytes(block.span);
            for (at, sentence) in block.slice(raw).split_sentence_bound_indices() {
                let words: Vec<(usize, &str)> =
                    sentence.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty()).collect();
                if words.is_empty() {
                    continue;
                }
                number += 1;
                writeln!(out, "# sent_id = {number}")?;
                writeln!(out, "# text = {}", crate::tables::flat(sentence))?;
                for (index, (offset, word)) in words.iter().enumerate() {
                    let start = block.start as usize + at + offset;
                    let end = start + word.len();
                    let follows = words.get(index + 1).is_some_and(|(next, _)| *next == offset + word.len());
                    let CharSpan { start: first, end: past } = map.chars(dateline_model::ByteSpan::new(start, end));
                    let mut misc = vec![format!("TokenRange={first}:{past}")];
                    if follows {
                        misc.push("SpaceAfter=No".to_owned());
                    }
                    let from = (start as u32).saturating_sub(longest);
                    let over = starts.range(from..end as u32).flat_map(|(_, marks)| marks);
                    let mut labels: Vec<&str> =
                        over.filter(|(past, _)| *past > start as u32).map(|(_, label)| label.as_str()).collect();
                    labels.sort_unstable();
                    misc.extend(joined(&labels));
                    writeln!(out, "{}\t{word}\t_\t_\t_\t_\t_\t_\t_\t{}", index + 1, misc.join("|"))?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }
}

/// One entry for all events, one for all roles: a key stands once in a line.
fn joined(labels: &[&str]) -> Vec<String> {
    ["Event", "Role"]
        .into_iter()
        .filter_map(|key| {
            let values: Vec<&str> = labels
                .iter()
                .filter_map(|label| label.split_once('=').filter(|(known, _)| *known == key).map(|(_, value)| value))
                .collect();
            (!values.is_empty()).then(|| format!("{key}={}", values.join(",")))
        })
        .collect()
}
