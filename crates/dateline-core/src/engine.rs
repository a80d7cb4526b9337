//! The engine: an immutable program, and one article after another through it.

use std::cell::RefCell;

use dateline_model::{Article, Extraction};

use crate::analysis::{Context, Scratch, analyse};
use crate::compile::Program;
use crate::extract::{Mention, apply_cues, frame_mentions};
use crate::resolve::resolve;
use crate::text::Words;

/// Compiled packs, ready for any number of articles on any number of threads.
#[derive(Debug)]
pub struct Engine {
    program: Program,
}

#[derive(Debug, Default)]
struct Memory {
    scratch: Scratch,
    mentions: Vec<Mention>,
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
        MEMORY.with_borrow_mut(|memory| self.extract_with(article, memory))
    }

    fn extract_with(&self, article: &Article<'_>, memory: &mut Memory) -> Extraction {
        analyse(&self.program, article, &mut memory.scratch);
        let analysis = &memory.scratch.analysis;
        let words = Words { vocabulary: &self.program.vocabulary, local: &memory.scratch.words };
        let ctx = Context { program: &self.program, text: article.text, words };
        memory.mentions.clear();
        for sentence in 0..analysis.sentences.len() {
            if analysis.sentences[sentence].deep {
                let first = memory.mentions.len();
                frame_mentions(ctx, analysis, sentence, &mut memory.mentions);
                apply_cues(ctx, analysis, sentence, &mut memory.mentions[first..]);
            }
        }
        resolve(ctx, article, analysis, &memory.mentions)
    }
}
