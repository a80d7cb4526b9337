//! The engine: an immutable program, and one article after another through it.

use std::cell::RefCell;

use dateline_model::{Article, Extraction};

use crate::analysis::model::Analysis;
use crate::analysis::{Context, Scratch, analyse};
use crate::compile::Program;
use crate::extract::{self, Attempt, Found, Mention, Unwatched, Watch, entry, mentions};
use crate::plugin::Scene;
use crate::resolve::resolve;
use crate::text::Words;

/// How the events of one article came about: all that the steps left behind.
#[derive(Clone, Copy)]
pub struct Trace<'a> {
    /// Program, text and words.
    pub ctx: Context<'a>,
    /// Tokens, groups, verbs and what connects them.
    pub analysis: &'a Analysis,
    /// Triggers that were tried, in the order in which they were.
    pub attempts: &'a [Attempt],
    /// Where the rules found something said to have happened; the event `v3` comes from the fourth. Events behind the last
    /// of them only name an incident again.
    pub mentions: &'a [Mention],
    /// What came of it.
    pub extraction: &'a Extraction,
}

/// Compiled packs, ready for any number of articles on any number of threads.
#[derive(Debug)]
pub struct Engine {
    program: Program,
}

#[derive(Debug, Default)]
struct Memory {
    scratch: Scratch,
    extract: extract::Memory,
    found: Found,
}

thread_local! {
    /// Buffers of this thread; results never depend on what they held before.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

impl Engine {
    /// An engine over a program.
    pub fn new(program: Program) -> Self {
        Self { program }
    }

    /// The program.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Extracts the events of one article.
    pub fn extract(&self, article: &Article<'_>) -> Extraction {
        MEMORY.with_borrow_mut(|memory| self.extract_with(article, memory, &mut Unwatched))
    }

    /// Extracts the events of one article while somebody looks.
    pub fn extract_watched(&self, article: &Article<'_>, watch: &mut impl Watch) -> Extraction {
        MEMORY.with_borrow_mut(|memory| self.extract_with(article, memory, watch))
    }

    /// Extracts the events of one article and shows how they came about.
    pub fn trace<T>(&self, article: &Article<'_>, show: impl FnOnce(&Trace<'_>) -> T) -> T {
        self.trace_with(article, Memory::default(), show)
    }

    /// The same with every sentence analysed deeply, for those who want to see the analysis at work and not its savings.
    pub fn trace_all<T>(&self, article: &Article<'_>, show: impl FnOnce(&Trace<'_>) -> T) -> T {
        let mut memory = Memory::default();
        memory.scratch.thorough = true;
        self.trace_with(article, memory, show)
    }

    fn trace_with<T>(&self, article: &Article<'_>, mut memory: Memory, show: impl FnOnce(&Trace<'_>) -> T) -> T {
        let mut attempts: Vec<Attempt> = Vec::new();
        let extraction = self.extract_with(article, &mut memory, &mut attempts);
        let words = Words { vocabulary: &self.program.vocabulary, local: &memory.scratch.words };
        show(&Trace {
            ctx: Context { program: &self.program, text: article.text, words },
            analysis: &memory.scratch.analysis,
            attempts: &attempts,
            mentions: &memory.found.mentions,
            extraction: &extraction,
        })
    }

    fn extract_with(&self, article: &Article<'_>, memory: &mut Memory, watch: &mut impl Watch) -> Extraction {
        analyse(&self.program, article, &mut memory.scratch);
        let analysis = &memory.scratch.analysis;
        let words = Words { vocabulary: &self.program.vocabulary, local: &memory.scratch.words };
        let ctx = Context { program: &self.program, text: article.text, words };
        memory.found.clear();
        for sentence in 0..analysis.sentences.len() {
            if analysis.sentences[sentence].deep {
                mentions(ctx, analysis, sentence, &mut memory.extract, &mut memory.found, watch);
                entry(ctx, article, analysis, sentence, &mut memory.found);
            }
        }
        let mut extraction = resolve(ctx, article, analysis, &memory.found);
        for stage in &self.program.stages {
            let scene = Scene { rule: &stage.id, ctx, analysis, mentions: &memory.found.mentions };
            stage.complete(&scene, article, &mut extraction);
        }
        extraction
    }
}
