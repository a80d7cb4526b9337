//! The stages of the way from text to output, each in bytes of article text a second.
//!
//! `cargo bench -p dateline-benches`, or `… -- whole` for one of them.

use std::hint::black_box;
use std::io;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use dateline::{Article, ByteSpan, Engine, RawDocument};
use dateline_benches::{bytes, corpus, news};
use dateline_core::analysis::{Scratch, analyse};
use dateline_core::text::{LocalWords, Token, tokenize};
use dateline_export::write_jsonl;

/// As in the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn engine() -> Engine {
    Engine::builder().build().expect("the built-in packs are sound")
}

/// The texts everything runs on.
fn sets() -> [(&'static str, Vec<RawDocument>); 2] {
    [("generated", news(1, 400_000)), ("corpus", corpus(None).expect("the corpus can be read"))]
}

fn tokens_of(engine: &Engine, document: &RawDocument, local: &mut LocalWords, tokens: &mut Vec<Token>) {
    let program = engine.core().program();
    let span = ByteSpan::new(0, document.text.len());
    local.clear();
    tokens.clear();
    tokenize(&program.tokenizer, &program.vocabulary, local, &document.text, span, tokens);
}

fn packs(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("compile");
    group.sample_size(10).sampling_mode(SamplingMode::Flat);
    group.bench_function("built-in packs", |b| b.iter(engine));
    group.finish();
}

fn stages(criterion: &mut Criterion) {
    let engine = engine();
    let program = engine.core().program();
    for (name, documents) in &sets() {
        let mut run = |stage: &str, work: &mut dyn FnMut()| {
            let mut group = criterion.benchmark_group(stage);
            group.sample_size(20).measurement_time(Duration::from_secs(3));
            group.throughput(Throughput::Bytes(bytes(documents)));
            group.bench_function(BenchmarkId::from_parameter(name), |b| b.iter(&mut *work));
            group.finish();
        };
        let (mut local, mut tokens) = (LocalWords::default(), Vec::new());
        run("tokenize", &mut || {
            for document in documents {
                tokens_of(&engine, document, &mut local, &mut tokens);
                black_box(&tokens);
            }
        });
        let tokenized: Vec<Vec<Token>> = documents
            .iter()
            .map(|document| {
                tokens_of(&engine, document, &mut local, &mut tokens);
                tokens.clone()
            })
            .collect();
        run("look-up", &mut || {
            for tokens in &tokenized {
                for at in 0..tokens.len() {
                    program.phrases.matches(&tokens[at..], |len, phrase| {
                        black_box((len, phrase));
                    });
                }
            }
        });
        run("read", &mut || {
            for document in documents {
                black_box(engine.read(document));
            }
        });
        let articles: Vec<Article<'_>> = documents.iter().map(|d| engine.read(d)).collect();
        let mut scratch = Scratch::default();
        run("analyse", &mut || {
            for article in &articles {
                analyse(program, article, &mut scratch);
                black_box(&scratch.analysis);
            }
        });
        run("extract", &mut || {
            for article in &articles {
                black_box(engine.core().extract(article));
            }
        });
        run("whole", &mut || {
            for document in documents {
                black_box(engine.extract(document));
            }
        });
        run("whole to JSON Lines", &mut || {
            for document in documents {
                write_jsonl(&engine.extract(document), &mut io::sink()).expect("a sink takes all");
            }
        });
    }
}

criterion_group!(engine_benches, packs, stages);
criterion_main!(engine_benches);
