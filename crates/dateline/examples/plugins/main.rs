//! What a program can add to the rules: a test of words, a stage, an adapter and a format, each used by its name.
//!
//! The pack beside this file names the first three; `--format` of a command of your own would name the fourth.
//! Run it with `cargo run -p dateline --example plugins`.
#![allow(clippy::print_stdout, dead_code, reason = "it prints when it is run, and a test runs it without printing")]

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use dateline::plugin::{Found, Predicate, Scene, Stage, WordView};
use dateline::{
    Adapter, Article, Attributes, Block, BlockKind, ByteSpan, Engine, Entity, EntityKind, Export, Exporter, Extraction,
    OffsetMap, RawDocument, Style, read_pack,
};

const BULLETIN: &str = "\
Northern Operations Room bulletin 17
SUBJECT | Rockets found
BODY | Soldiers found four rockets at grid 38SMB4412 on Monday.
BODY | A patrol was seen near 38SMB4500.
";

/// `38SMB4412`: two digits, three capitals, an even number of digits.
fn is_grid(raw: &str) -> bool {
    let (zone, rest) = raw.split_at_checked(2).unwrap_or_default();
    let (square, digits) = rest.split_at_checked(3).unwrap_or_default();
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all_digits(zone)
        && all_digits(digits)
        && digits.len().is_multiple_of(2)
        && square.bytes().all(|b| b.is_ascii_uppercase())
}

/// For patterns: `[is=grid-reference]`.
struct GridReference;

impl Predicate for GridReference {
    fn name(&self) -> &'static str {
        "grid-reference"
    }

    fn holds(&self, word: WordView<'_>) -> bool {
        is_grid(word.raw)
    }
}

/// For rules: `[stage] run = "grid-references"`. Each reference is an event, and a place among the article's entities.
struct GridReferences;

impl Stage for GridReferences {
    fn name(&self) -> &'static str {
        "grid-references"
    }

    fn find(&self, scene: &Scene<'_>, sentence: usize, found: &mut Vec<Found>) {
        let grids = scene.tokens(sentence).filter(|at| is_grid(scene.raw(*at..at + 1)));
        found.extend(grids.map(|at| Found { tokens: at..at + 1, captures: Vec::new() }));
    }

    fn complete(&self, scene: &Scene<'_>, article: &Article<'_>, extraction: &mut Extraction) {
        let offsets = OffsetMap::new(article.text);
        for at in 0..scene.analysis.tokens.len() as u32 {
            let Some(mention) = scene.text_ref(&offsets, at..at + 1).filter(|mention| is_grid(&mention.text)) else {
                continue;
            };
            extraction.entities.push(Entity {
                id: format!("e{}", extraction.entities.len()),
                kind: EntityKind::Place,
                name: mention.text.clone(),
                names: Vec::new(),
                kb: Some(format!("mgrs:{}", mention.text)),
                attributes: Attributes::default(),
                mentions: vec![mention],
            });
        }
    }
}

/// For outlets: `adapter = "bulletin"`. Fields are lines of a name, a bar and a text.
struct Bulletin;

impl Adapter for Bulletin {
    fn name(&self) -> &'static str {
        "bulletin"
    }

    fn read<'t>(&self, document: &'t RawDocument) -> Article<'t> {
        let (mut blocks, mut at) = (Vec::new(), 0);
        for line in document.text.split_inclusive('\n') {
            let (start, text) = (at, line.trim_end());
            let end = start + text.len();
            at += line.len();
            let field = text.split_once(" | ").map(|(name, value)| (name, ByteSpan::new(end - value.len(), end)));
            let mut push = |kind, span| blocks.push(Block { kind, span });
            match field {
                Some((name, value)) => {
                    push(BlockKind::Boilerplate, ByteSpan::new(start, value.start as usize));
                    push(if name == "SUBJECT" { BlockKind::Headline } else { BlockKind::Paragraph }, value);
                }
                None if !text.is_empty() => push(BlockKind::Head, ByteSpan::new(start, end)),
                None => {}
            }
        }
        Article {
            url: document.url.as_deref(),
            published: document.published,
            ..Article::new(&document.id, &document.text, blocks)
        }
    }
}

/// For `--format`: one line an event, `type`, trigger and rule.
struct Lines;

impl Exporter for Lines {
    fn name(&self) -> &'static str {
        "lines"
    }

    fn about(&self) -> &'static str {
        "one line an event"
    }

    fn begin<'w>(&self, out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
        Ok(Box::new(Writing(out)))
    }
}

struct Writing<'w>(Box<dyn Write + 'w>);

impl Export for Writing<'_> {
    fn article(&mut self, extraction: &Extraction, _: &str) -> io::Result<()> {
        writeln!(self.0, "outlet\t{}", extraction.outlet.as_deref().unwrap_or_default())?;
        for entity in extraction.entities.iter().filter(|e| e.kb.as_deref().is_some_and(|kb| kb.starts_with("mgrs:"))) {
            writeln!(self.0, "place\t{}", entity.name)?;
        }
        for event in &extraction.events {
            writeln!(self.0, "{}\t{}\t{}", event.kind, event.trigger.text, event.rule)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.0.flush()
    }
}

/// Reads the bulletin and writes what is found in it.
pub(crate) fn run() -> anyhow::Result<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/plugins/rules");
    let mut builder = Engine::builder()
        .predicate(Arc::new(GridReference))
        .stage(Arc::new(GridReferences))
        .adapter(Box::new(Bulletin))
        .exporter(Box::new(Lines));
    for (_, source) in read_pack(&folder)? {
        builder = builder.pack("bulletins", source);
    }
    let engine = builder.build()?;
    let document = RawDocument::new("bulletin-17", BULLETIN);
    let mut bytes = Vec::new();
    let mut output = engine.exporters().get("lines")?.begin(Box::new(&mut bytes), Style::Plain)?;
    output.article(&engine.extract(&document), &document.text)?;
    output.finish()?;
    Ok(String::from_utf8(bytes)?)
}

fn main() -> anyhow::Result<()> {
    print!("{}", run()?);
    Ok(())
}
