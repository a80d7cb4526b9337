//! In which order articles are written.

use std::io::{self, Write};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use dateline::{Engine, Export, Exporter, Extraction, Style};
use dateline_readers::{Input, Options as Reading, Reader};
use dateline_run::{Job, Options, Order, Output, run};

/// What has been written, and who waits for it.
#[derive(Clone, Default)]
struct Page(Arc<(Mutex<String>, Condvar)>);

impl Page {
    fn text(&self) -> String {
        self.0.0.lock().expect("nobody panicked").clone()
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.lock().expect("nobody panicked").push_str(&String::from_utf8_lossy(bytes));
        self.0.1.notify_all();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes ids. The article `slow` is not finished before another is on the page.
struct Ids(Page);

struct Writing<'w>(Page, Box<dyn Write + 'w>);

impl Exporter for Ids {
    fn name(&self) -> &'static str {
        "ids"
    }

    fn about(&self) -> &'static str {
        "ids"
    }

    fn stands_apart(&self) -> bool {
        true
    }

    fn begin<'w>(&self, out: Box<dyn Write + 'w>, _: Style) -> io::Result<Box<dyn Export + 'w>> {
        Ok(Box::new(Writing(self.0.clone(), out)))
    }
}

impl Export for Writing<'_> {
    fn article(&mut self, found: &Extraction, _: &str) -> io::Result<()> {
        if found.id == "slow" {
            let (page, changed) = &*self.0.0;
            let page = page.lock().expect("nobody panicked");
            let is_empty = |page: &mut String| page.is_empty();
            let waited = changed.wait_timeout_while(page, Duration::from_secs(20), is_empty);
            let in_vain = waited.expect("nobody panicked").1.timed_out();
            assert!(!in_vain, "nothing is written while one article is slow");
        }
        write!(self.1, "{} ", found.id)
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn without_an_order_none_waits_for_a_slower_one() {
    let engine = Engine::builder().build().expect("the packs build");
    let folder = std::env::temp_dir().join(format!("dateline-order-{}", std::process::id()));
    let lines: String =
        ["slow", "a", "b", "c"].map(|id| format!("{{\"id\": \"{id}\", \"text\": \"Two men.\"}}\n")).concat();
    std::fs::write(&folder, lines).expect("it can be written");
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("threads");
    let page = Page::default();
    let ids = Ids(page.clone());
    let job = Job {
        engine: &engine,
        reader: &Reader::new(Reading { format: dateline_readers::Format::named("jsonl"), ..Reading::default() }),
        inputs: &[Input::File(folder.clone())],
        options: Options { order: Order::Finished, ..Options::default() },
        output: Output::Apart { exporter: &ids, out: Box::new(page.clone()), length: 0 },
        quarantine: None,
        journal: None,
        stop: &AtomicBool::new(false),
        on_failure: &mut |origin, failure| panic!("{origin}: {failure}"),
        on_slow: &mut |origin, took| panic!("{origin}: {took:?}"),
        on_progress: &mut |_| {},
    };
    let summary = run(job, &pool).expect("it is written");
    assert_eq!(summary.counts.extracted, 4);
    assert_eq!(page.text().len(), "a b c slow ".len(), "{}", page.text());
    std::fs::remove_file(folder).expect("it can go");
}
