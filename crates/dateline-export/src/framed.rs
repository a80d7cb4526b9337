//! What formats have in common that are written in one go: a head, the articles, a foot.
//!
//! Invariant: nothing is written before the first article but the head, and the foot is written once.

use std::io::{self, Write};

use dateline_model::Extraction;

use crate::{Export, Exporter, Style};

/// The writing of one output; what it remembers from article to article is its own.
pub(crate) trait Frame {
    /// Before the first article.
    fn head(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// One article.
    fn article(&mut self, found: &Extraction, raw: &str, out: &mut dyn Write) -> io::Result<()>;

    /// Behind the last article.
    fn foot(&mut self, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// A format by its name and what begins a frame of it.
pub(crate) struct Framed<F> {
    pub(crate) name: &'static str,
    pub(crate) about: &'static str,
    pub(crate) begin: F,
}

impl<F, T> Exporter for Framed<F>
where
    F: Fn() -> T + Send + Sync,
    T: Frame + 'static,
{
    fn name(&self) -> &str {
        self.name
    }

    fn about(&self) -> &str {
        self.about
    }

    fn begin<'w>(&self, mut out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
        let mut frame = (self.begin)();
        frame.head(&mut out)?;
        Ok(Box::new(Open { frame, out }))
    }
}

struct Open<'w, T> {
    frame: T,
    out: Box<dyn Write + 'w>,
}

impl<T: Frame> Export for Open<'_, T> {
    fn article(&mut self, extraction: &Extraction, raw: &str) -> io::Result<()> {
        self.frame.article(extraction, raw, &mut self.out)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.frame.foot(&mut self.out)?;
        self.out.flush()
    }
}
