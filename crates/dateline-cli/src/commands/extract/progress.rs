//! How far a run is: a bar on a terminal, now and then a line elsewhere.
//!
//! Invariant: it goes to standard error alone, and never changes what is written.

use std::cell::Cell;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dateline_readers::Input;
use dateline_run::Counts;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Time between two lines where there is no terminal.
const BETWEEN: Duration = Duration::from_secs(30);

/// What shows progress.
pub(crate) struct Display {
    bar: Option<ProgressBar>,
    consumed: Arc<AtomicU64>,
    total: Option<u64>,
    begun: Instant,
    last: Cell<Instant>,
    lines: bool,
}

impl Display {
    /// A display for a run over these inputs, of which `consumed` says how much is read.
    pub(crate) fn new(inputs: &[Input], consumed: Arc<AtomicU64>, quiet: bool) -> Self {
        let size = |input: &Input| match input {
            Input::File(path) => std::fs::metadata(path).ok().map(|data| data.len()),
            Input::Stdin => None,
        };
        let total: Option<u64> = inputs.iter().map(size).sum();
        let terminal = io::stderr().is_terminal() && !quiet;
        let bar = terminal.then(|| {
            let bar = total.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
            bar.set_draw_target(ProgressDrawTarget::stderr());
            let template = match total {
                Some(_) => "{bar:30} {bytes}/{total_bytes} {bytes_per_sec} {eta} left · {msg}",
                None => "{spinner} {bytes} {bytes_per_sec} · {msg}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar
        });
        let now = Instant::now();
        Self { bar, consumed, total, begun: now, last: Cell::new(now), lines: !quiet && !terminal }
    }

    /// Shows the counts.
    pub(crate) fn update(&self, counts: &Counts) {
        let read = self.consumed.load(Ordering::Relaxed);
        if let Some(bar) = &self.bar {
            bar.set_position(read);
            bar.set_message(format!("{} documents, {} incidents", counts.found, counts.incidents));
            return;
        }
        if self.lines && self.last.get().elapsed() >= BETWEEN {
            self.last.set(Instant::now());
            let seconds = self.begun.elapsed().as_secs_f64();
            let rate = read as f64 / seconds / 1e6;
            let of = self.total.map_or_else(String::new, |total| {
                let left = total.saturating_sub(read) as f64 / (read.max(1) as f64 / seconds);
                format!(" of {:.1}, {left:.0} s left", total as f64 / 1e6)
            });
            anstream::eprintln!("{:.1} MB{of}, {rate:.1} MB/s; {counts}", read as f64 / 1e6);
        }
    }

    /// Writes a line of its own.
    pub(crate) fn line(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| anstream::eprintln!("{text}")),
            None => anstream::eprintln!("{text}"),
        }
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
