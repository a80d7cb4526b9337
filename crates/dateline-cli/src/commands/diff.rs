//! `dateline diff`: what a change of rules does to the events of a corpus.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, bail};
use dateline::Engine;
use dateline_devkit::{Change, Changes};

use crate::corpus::{Corpus, ReadArgs};
use crate::exit::Exit;
use crate::packs::{self, Sources};

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline diff main my-rules --corpus corpus/dev")]
pub(crate) struct Diff {
    /// The rules before: a folder with packs, or a git revision of the folder HEAD
    #[arg(value_name = "BASE")]
    pub(crate) base: String,
    /// The rules after: a folder with packs, added to the built-in ones or put in their place
    #[arg(value_name = "HEAD")]
    pub(crate) head: PathBuf,
    /// Articles
    #[arg(long, value_name = "DIR", required = true)]
    pub(crate) corpus: Vec<PathBuf>,
    /// Show at most this many samples a rule
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) samples: usize,
    /// Write the changes as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

pub(crate) fn run(args: &Diff) -> anyhow::Result<Exit> {
    let Some(corpus) = Corpus::read(&args.corpus, &args.reading)? else { return Ok(Exit::Nothing) };
    let base = Path::new(&args.base);
    let before = if base.is_dir() { dateline::read_pack(base)? } else { at_revision(&args.base, &args.head)? };
    let after = dateline::read_pack(&args.head)?;
    let (Some(before), Some(after)) = (engine(before), engine(after)) else { return Ok(Exit::Packs) };
    let mut changes = Changes::default();
    for document in &corpus.documents {
        changes.add(&document.text, &before.extract(document), &after.extract(document), args.samples);
    }
    if args.json {
        anstream::println!("{}", serde_json::to_string_pretty(&changes)?);
    } else {
        show(&changes);
    }
    let [gained, lost, changed, same] = changes.sums();
    anstream::eprintln!(
        "{}; {} events before, {} after: {same} same, {changed} changed, {lost} lost, {gained} gained",
        corpus.counts(),
        same + changed + lost,
        same + changed + gained
    );
    Ok(packs::verdict(&after, if gained + lost + changed > 0 { Exit::Findings } else { Exit::Clean }))
}

fn engine(packs: Sources) -> Option<Engine> {
    let mut sources = dateline::builtin_packs();
    sources.extend(packs);
    packs::engine_of(&sources, false)
}

fn show(changes: &Changes) {
    for (id, rule) in changes.rules.iter().filter(|(_, rule)| rule.gained + rule.lost + rule.changed > 0) {
        anstream::println!("{id}: {} gained, {} lost, {} changed", rule.gained, rule.lost, rule.changed);
        for sample in &rule.samples {
            let change = match &sample.change {
                Change::Gained => "+".to_owned(),
                Change::Lost => "-".to_owned(),
                Change::Changed(parts) => format!("~ {}:", parts.join(", ")),
            };
            anstream::println!("  {change} {} [{}] … {} …", sample.document, sample.span.start, sample.text);
        }
        let left = rule.gained + rule.lost + rule.changed - rule.samples.len();
        if left > 0 {
            anstream::println!("  … and {left} more");
        }
    }
}

/// The packs of a folder as they were at a revision.
fn at_revision(revision: &str, folder: &Path) -> anyhow::Result<Sources> {
    if revision.starts_with('-') {
        bail!("{revision}: neither a folder nor a git revision");
    }
    let wrong = || format!("{revision}: neither a folder nor a git revision of {}", folder.display());
    let git = |arguments: &[&str]| -> anyhow::Result<Command> {
        let mut command = Command::new("git");
        command.arg("-C").arg(folder).args(arguments).stderr(Stdio::null());
        Ok(command)
    };
    let list = git(&["ls-tree", "-r", "-z", "--name-only", revision, "."])?.output().with_context(wrong)?;
    if !list.status.success() || list.stdout.is_empty() {
        bail!(wrong());
    }
    let names: Vec<String> =
        list.stdout.split(|b| *b == 0).filter(|n| !n.is_empty()).map(|n| String::from_utf8_lossy(n).into()).collect();
    let mut child =
        git(&["cat-file", "--batch"])?.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().with_context(wrong)?;
    let (Some(mut ask), Some(answer)) = (child.stdin.take(), child.stdout.take()) else { bail!(wrong()) };
    let mut answer = BufReader::new(answer);
    let single = names.iter().any(|name| name == "pack.toml");
    let own = folder.canonicalize().ok().and_then(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()));
    let own = own.unwrap_or_else(|| "pack".to_owned());
    let mut packs = Sources::new();
    for name in names {
        writeln!(ask, "{revision}:./{name}").with_context(wrong)?;
        ask.flush().with_context(wrong)?;
        let bytes = blob(&mut answer).with_context(|| format!("{revision}:{name} cannot be read"))?;
        let split = if single { Some((own.as_str(), name.as_str())) } else { name.split_once('/') };
        if let Some((pack, inner)) = split {
            packs.entry(pack.to_owned()).or_default().files.insert(inner.to_owned(), bytes);
        }
    }
    drop(ask);
    child.wait().with_context(wrong)?;
    packs.retain(|_, source| source.files.contains_key("pack.toml"));
    if packs.is_empty() {
        bail!("{revision}: no pack.toml in {} or one level below", folder.display());
    }
    Ok(packs)
}

/// One answer of `git cat-file --batch`: `<id> blob <size>`, a line break, the bytes, a line break.
fn blob(answer: &mut impl BufRead) -> anyhow::Result<Vec<u8>> {
    let mut head = String::new();
    answer.read_line(&mut head)?;
    let size = head.trim_end().rsplit(' ').next().and_then(|size| size.parse::<usize>().ok());
    let Some(size) = size else { bail!("git says: {}", head.trim_end()) };
    let mut bytes = vec![0; size + 1];
    answer.read_exact(&mut bytes)?;
    bytes.truncate(size);
    Ok(bytes)
}
