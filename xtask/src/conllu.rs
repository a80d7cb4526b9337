//! CoNLL-U: documents, paragraphs, sentences and words with their place in the text.
//!
//! The text of a paragraph is that of its `# text` lines, a space between two of them unless `SpaceAfter=No` says
//! otherwise. A word that does not stand in the text as it is written (a part of `wanna`) has no place.

use std::ops::Range;

use dateline_core::text::Tag;

/// One syntactic word.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Where it stands in the paragraph's text, in bytes.
    pub(crate) span: Option<Range<usize>>,
    pub(crate) lemma: String,
    pub(crate) upos: String,
    pub(crate) xpos: String,
    /// Index in its sentence of the word that it depends on; none for the root.
    pub(crate) head: Option<usize>,
    /// Its relation to that word.
    pub(crate) relation: String,
    /// The enhanced graph: words that it depends on, and how.
    pub(crate) graph: Vec<(usize, String)>,
    /// The `Entity=` column: mentions that begin and end here.
    pub(crate) entity: String,
}

/// One sentence: its place in the paragraph's text and its words.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) span: Range<usize>,
    pub(crate) words: Vec<Word>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Paragraph {
    /// It is marked as a heading.
    pub(crate) heading: bool,
    pub(crate) text: String,
    pub(crate) sentences: Vec<Sentence>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Document {
    pub(crate) paragraphs: Vec<Paragraph>,
}

/// Reads a file's documents. A file without `# newdoc` is one document, one without `# newpar` one paragraph a sentence.
pub(crate) fn parse(file: &str) -> Vec<Document> {
    let mut documents = vec![Document::default()];
    let paragraphs_marked = file.contains("# newpar");
    for block in file.split("\n\n") {
        if block.lines().any(|line| line.starts_with("# newdoc")) && !documents[0].paragraphs.is_empty() {
            documents.push(Document::default());
        }
        let Some(text) = block.lines().find_map(|line| line.strip_prefix("# text = ")) else { continue };
        let Some(document) = documents.last_mut() else { continue };
        let begins = !paragraphs_marked || block.lines().any(|line| line.starts_with("# newpar"));
        if begins || document.paragraphs.is_empty() {
            let heading = block.lines().any(|line| line.starts_with("# newpar_block = head"));
            document.paragraphs.push(Paragraph { heading, ..Paragraph::default() });
        }
        if let Some(paragraph) = document.paragraphs.last_mut() {
            add_sentence(paragraph, text, block);
        }
    }
    documents.retain(|document| !document.paragraphs.is_empty());
    documents
}

fn add_sentence(paragraph: &mut Paragraph, text: &str, block: &str) {
    if !paragraph.text.is_empty() {
        paragraph.text.push(' ');
    }
    let start = paragraph.text.len();
    paragraph.text.push_str(text);
    let mut words = Vec::new();
    let mut at = start;
    // End of the running multiword token, and the number of its last word.
    let mut multi: Option<(usize, usize)> = None;
    for line in block.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, ..] = fields[..] else { continue };
        let field = |number: usize| fields.get(number).copied().unwrap_or_default();
        if id.contains('.') {
            continue;
        }
        if let Some((_, last)) = id.split_once('-') {
            if let Some(found) = paragraph.text[at..].find(form) {
                multi = last.parse().ok().map(|last| (at + found + form.len(), last));
            }
            continue;
        }
        let end = multi.map_or(paragraph.text.len(), |(end, _)| end);
        let gap = paragraph.text[at..].len() - paragraph.text[at..].trim_start().len();
        let here = at + gap;
        let fits = here + form.len() <= end && paragraph.text[here..].starts_with(form);
        let span = fits.then(|| here..here + form.len());
        at = span.as_ref().map_or(at, |span| span.end);
        if let Some((end, last)) = multi
            && id.parse::<usize>().is_ok_and(|id| id >= last)
        {
            at = at.max(end);
            multi = None;
        }
        words.push(Word {
            span,
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            head: field(6).parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
            relation: field(7).to_owned(),
            graph: field(8).split('|').filter_map(edge).collect(),
            entity: field(9).split('|').find_map(|f| f.strip_prefix("Entity=")).unwrap_or_default().to_owned(),
        });
    }
    paragraph.sentences.push(Sentence { span: start..paragraph.text.len(), words });
}

/// `12:nsubj` as index and relation; edges to empty words are left out.
fn edge(text: &str) -> Option<(usize, String)> {
    let (head, relation) = text.split_once(':')?;
    Some((head.parse::<usize>().ok()?.checked_sub(1)?, relation.to_owned()))
}

/// Our tag for a word's Universal and Penn tags; odd combinations follow the Universal one.
pub(crate) fn tag(upos: &str, xpos: &str) -> Tag {
    match (upos, xpos) {
        ("ADJ", "NNP") => Tag::NnpJj,
        ("ADJ", "JJR") => Tag::Jjr,
        ("ADJ", "JJS") => Tag::Jjs,
        ("ADJ", _) => Tag::Jj,
        ("ADP", "RP") => Tag::Rp,
        ("ADP", _) => Tag::In,
        ("ADV", "RBR") => Tag::Rbr,
        ("ADV", "RBS") => Tag::Rbs,
        ("ADV", "WRB") => Tag::Wrb,
        ("ADV", _) => Tag::Rb,
        ("AUX", "VB") => Tag::AuxVb,
        ("AUX", "VBD") => Tag::AuxVbd,
        ("AUX", "VBG") => Tag::AuxVbg,
        ("AUX", "VBN") => Tag::AuxVbn,
        ("AUX", "VBP") => Tag::AuxVbp,
        ("AUX", "VBZ") => Tag::AuxVbz,
        ("AUX", _) => Tag::Md,
        ("CCONJ", _) => Tag::Cc,
        ("DET", "PDT") => Tag::Pdt,
        ("DET", "WDT") => Tag::Wdt,
        ("DET", _) => Tag::Dt,
        ("INTJ", _) => Tag::Uh,
        ("NOUN", "NNS") => Tag::Nns,
        ("NOUN", _) => Tag::Nn,
        ("NUM", _) => Tag::Cd,
        ("PART", "POS") => Tag::Poss,
        ("PART", "RB") => Tag::Not,
        ("PART", _) => Tag::To,
        ("PRON", "PRP") => Tag::Prp,
        ("PRON", "PRP$") => Tag::PrpPoss,
        ("PRON", "WP") => Tag::Wp,
        ("PRON", "WP$") => Tag::WpPoss,
        ("PRON", "DT") => Tag::PronDt,
        ("PRON", "WDT") => Tag::PronWdt,
        ("PRON", "EX") => Tag::Ex,
        ("PRON", _) => Tag::PronNn,
        ("PROPN", "NNPS") => Tag::Nnps,
        ("PROPN", _) | ("VERB", "NNP") => Tag::Nnp,
        ("PUNCT", "HYPH") => Tag::Hyph,
        ("PUNCT", _) => Tag::Punct,
        ("SCONJ", "WRB") => Tag::WrbSconj,
        ("SCONJ", _) => Tag::Sconj,
        ("SYM", _) => Tag::Sym,
        ("VERB", "VBD") => Tag::Vbd,
        ("VERB", "VBG") => Tag::Vbg,
        ("VERB", "VBN") => Tag::Vbn,
        ("VERB", "VBP") => Tag::Vbp,
        ("VERB", "VBZ") => Tag::Vbz,
        ("VERB", _) => Tag::Vb,
        _ => Tag::X,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_their_place() {
        let file = "# newdoc id = a\n# newpar\n# text = We don't.\n1\tWe\twe\tPRON\tPRP\n2-3\tdon't\t_\t_\t_\n\
                    2\tdo\tdo\tAUX\tVBP\n3\tn't\tnot\tPART\tRB\n4\t.\t.\tPUNCT\t.\n\n\
                    # text = I wanna go\n1\tI\tI\tPRON\tPRP\n2-3\twanna\t_\t_\t_\n2\twant\twant\tVERB\tVBP\n\
                    3\tto\tto\tPART\tTO\n4\tgo\tgo\tVERB\tVB\n\n# newdoc id = b\n# text = Go\n1\tGo\tgo\tVERB\tVB\n";
        let documents = parse(file);
        assert_eq!(documents.len(), 2);
        let paragraph = &documents[0].paragraphs[0];
        assert_eq!(paragraph.text, "We don't. I wanna go");
        let places: Vec<Option<&str>> = paragraph
            .sentences
            .iter()
            .flat_map(|s| &s.words)
            .map(|w| w.span.clone().map(|span| &paragraph.text[span]))
            .collect();
        let expected = [Some("We"), Some("do"), Some("n't"), Some("."), Some("I"), None, None, Some("go")];
        assert_eq!(places, expected);
    }
}
