//! Compiled packs on disk: what comes from there does what the packs do, and whatever is wrong with it is made anew.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::plugin::{Predicate, WordView};
use dateline::{Builder, CacheUse, Engine, RawDocument, Source};

const ARTICLE: &str = "Shafaq News / Baghdad\n\nPolice in Mosul arrested four suspects on 3 May 2024, a security source said. \
Turkish aircraft bombed PKK positions in Duhok, killing at least three of them. The army denied that it shelled a village.";

/// A small pack that gives no finding.
fn pack(event: &str) -> Source {
    let manifest = "[pack]\nid = 'mine'\nversion = '0.1.0'\ndepends = ['security-operations']\n";
    let rule = format!("id = 'ban'\n[frame]\nevent = '{event}'\nverb = ['ban']\n");
    let files = [("pack.toml", manifest.to_owned()), ("ban.toml", rule)];
    Source { files: files.into_iter().map(|(path, text)| (path.to_owned(), text.into_bytes())).collect() }
}

fn builder(folder: &Path, mine: &Source) -> Builder {
    Engine::builder().pack("mine", mine.clone()).cache(folder)
}

/// A folder of this test's own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    // What an earlier run left may be a folder or a file.
    let _ = std::fs::remove_dir_all(&folder);
    let _ = std::fs::remove_file(&folder);
    folder
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    entries.map(|entry| entry.expect("it is listed").path()).collect()
}

/// All that an engine says of itself and of an article.
fn said(engine: &Engine) -> String {
    let found = engine.extract(&RawDocument::new("a", ARTICLE));
    let found = serde_json::to_string(&found).expect("it is data");
    format!("{found}\n{:?}\n{:?}\n{:?}", engine.rules(), engine.disabled(), engine.diagnostics())
}

#[test]
fn what_is_kept_says_the_same() {
    let folder = folder("cache-same");
    let mine = pack("ban");
    let plain = Engine::builder().pack("mine", mine.clone()).build().expect("the packs are sound");
    assert_eq!(*plain.cache(), CacheUse::Off);
    let first = builder(&folder, &mine).build().expect("the packs are sound");
    assert_eq!(*first.cache(), CacheUse::Written);
    let second = builder(&folder, &mine).build().expect("the packs are sound");
    assert_eq!(*second.cache(), CacheUse::Loaded);
    assert_eq!(said(&first), said(&plain));
    assert_eq!(said(&second), said(&plain));
    let formats = |engine: &Engine| engine.exporters().iter().map(|e| e.name().to_owned()).collect::<Vec<_>>();
    assert_eq!(formats(&second), formats(&plain));
    assert_eq!(files(&folder).len(), 1, "nothing else is left there");
}

#[test]
fn what_is_stale_foreign_damaged_or_cut_is_made_anew() {
    let folder = folder("cache-wrong");
    let mine = pack("ban");
    let expected = said(&builder(&folder, &mine).build().expect("the packs are sound"));
    let file = files(&folder).remove(0);
    let whole = std::fs::read(&file).expect("it can be read");
    let check = |what: &str, content: &[u8]| {
        std::fs::write(&file, content).expect("it can be written");
        let engine = builder(&folder, &mine).build().expect("the packs are sound");
        assert_eq!(*engine.cache(), CacheUse::Written, "{what}");
        assert_eq!(said(&engine), expected, "{what}");
        assert!(std::fs::read(&file).expect("it can be read") == whole, "{what}: the file is as it was");
    };
    let turned = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    };
    check("of another kind", b"something else");
    check("empty", b"");
    check("of another code", &turned(16));
    check("of other packs", &turned(24));
    check("of another length", &turned(32));
    check("with another checksum", &turned(40));
    check("damaged at its start", &turned(48));
    check("damaged in the middle", &turned(whole.len() / 2));
    check("damaged at its end", &turned(whole.len() - 1));
    check("cut", &whole[..whole.len() / 2]);
    check("cut in its head", &whole[..20]);
    check("too long", &[whole.as_slice(), b"x"].concat());
    let other = builder(&folder, &pack("order")).build().expect("the packs are sound");
    assert_eq!(*other.cache(), CacheUse::Written, "the pack has changed");
    assert_eq!(files(&folder).len(), 1, "the old one is gone");
    assert_eq!(*builder(&folder, &mine).build().expect("the packs are sound").cache(), CacheUse::Written);
    let drafts = builder(&folder, &mine).drafts().build().expect("the packs are sound");
    assert_eq!(*drafts.cache(), CacheUse::Written, "drafts make another engine");
}

#[test]
fn findings_are_kept_and_an_error_stays_one() {
    let folder = folder("cache-findings");
    let mut mine = pack("ban");
    mine.files.insert("wrong.toml".to_owned(), b"colour = 3\n".to_vec());
    let first = builder(&folder, &mine).lenient().build().expect("it builds without the rule");
    let second = builder(&folder, &mine).lenient().build().expect("it builds without the rule");
    assert_eq!((first.cache(), second.cache()), (&CacheUse::Written, &CacheUse::Loaded));
    assert!(!second.diagnostics().is_empty());
    assert_eq!(second.diagnostics(), first.diagnostics());
    let errors = [builder(&folder, &mine).build(), Engine::builder().pack("mine", mine.clone()).build()];
    let errors = errors.map(|built| built.err().map(|error| error.diagnostics));
    assert_eq!(errors[0], errors[1]);
    assert!(errors[0].is_some());
}

struct Even;

impl Predicate for Even {
    fn name(&self) -> &'static str {
        "even"
    }

    fn holds(&self, _: WordView<'_>) -> bool {
        true
    }
}

#[test]
fn plugins_are_not_kept_and_a_folder_that_cannot_be_written_stops_nobody() {
    let folder = folder("cache-plugins");
    let mine = pack("ban");
    let engine = builder(&folder, &mine).predicate(Arc::new(Even)).build().expect("the packs are sound");
    assert_eq!(*engine.cache(), CacheUse::Plugins);
    assert!(!folder.exists());
    std::fs::write(&folder, "a file where the folder should be").expect("it can be written");
    let engine = builder(&folder, &mine).build().expect("the packs are sound");
    assert!(matches!(engine.cache(), CacheUse::Failed(_)), "{:?}", engine.cache());
}
