//! `dateline new`: first drafts of packs, rules and outlets.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dateline_devkit::{NewFile, NewRule, is_id, new_outlet, new_pack, new_rule, pack_id};

use crate::exit::Exit;
use crate::packs;

#[derive(Debug, clap::Args)]
#[command(after_help = "Example: dateline new rule ban --pack my-rules --from 'The council banned rallies.'")]
pub(crate) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// A folder with a pack.toml and the schemas for editors
    #[command(after_help = "Example: dateline new pack my-rules")]
    Pack {
        /// Its id, which is also the folder's name
        id: String,
        /// Folder to make it in
        #[arg(long = "in", value_name = "DIR", default_value = ".")]
        folder: PathBuf,
    },
    /// A rule file with what can be read out of a sentence
    #[command(after_help = "Example: dateline new rule ban --pack my-rules --from 'The council banned rallies.'")]
    Rule {
        /// Its id, which is also the file's name
        id: String,
        /// The pack's folder
        #[arg(long, value_name = "DIR")]
        pack: PathBuf,
        /// A sentence that tells of the event: its verb becomes the trigger, and it the first example
        #[arg(long, value_name = "SENTENCE")]
        from: Option<String>,
        /// The event type; without it the rule's id
        #[arg(long, value_name = "TYPE")]
        event: Option<String>,
    },
    /// A profile of a news house
    #[command(
        after_help = "Example: dateline new outlet tigris-wire --pack my-rules --name 'Tigris Wire' --place Mosul"
    )]
    Outlet {
        /// Its id, which is also the file's name
        id: String,
        /// The pack's folder
        #[arg(long, value_name = "DIR")]
        pack: PathBuf,
        /// The house's name
        #[arg(long)]
        name: String,
        /// The town where it sits
        #[arg(long)]
        place: Option<String>,
        /// The country's ISO 3166 code
        #[arg(long)]
        country: Option<String>,
    },
}

pub(crate) fn run(args: &New) -> anyhow::Result<Exit> {
    let (What::Pack { id, .. } | What::Rule { id, .. } | What::Outlet { id, .. }) = &args.what;
    if !is_id(id) {
        bail!("`{id}` is no id: write lower-case letters, digits and hyphens, a letter first");
    }
    match &args.what {
        What::Pack { id, folder } => {
            let folder = folder.join(id);
            if folder.exists() {
                bail!("{} is there already", folder.display());
            }
            write(&folder, new_pack(id))
        }
        What::Rule { id, pack, from, event } => {
            let name = folder_name(pack)?;
            let mut sources = packs::sources(&[], true)?;
            sources.extend(dateline::read_pack(pack).context("the pack cannot be read")?);
            let own = sources.get(&name).and_then(pack_id);
            let Some(own) = own else {
                bail!("{}: the pack.toml cannot be used; see `dateline check`", pack.display())
            };
            if from.as_ref().is_some_and(|sentence| sentence.trim().is_empty()) {
                bail!("--from holds no sentence");
            }
            let event = event.as_deref().unwrap_or(id);
            if event.is_empty() || event.contains(char::is_whitespace) {
                bail!("`{event}` is no event type: write one word, such as `arrest` or `curfew_lifted`");
            }
            let new = NewRule { id, event, pack: &own, folder: &name, from: from.as_deref() };
            write(pack, vec![new_rule(new, &sources)])
        }
        What::Outlet { id, pack, name, place, country } => {
            folder_name(pack)?;
            write(pack, vec![new_outlet(id, name, place.as_deref(), country.as_deref())])
        }
    }
}

/// The name under which the pack is read.
fn folder_name(pack: &Path) -> anyhow::Result<String> {
    if !pack.join("pack.toml").is_file() {
        bail!("{}: no pack.toml here; `dateline new pack` makes a pack", pack.display());
    }
    let name = pack.file_name().map_or_else(|| "pack".to_owned(), |name| name.to_string_lossy().into_owned());
    Ok(name)
}

/// Writes new files, none over an old one.
fn write(folder: &Path, files: Vec<NewFile>) -> anyhow::Result<Exit> {
    if let Some((path, _)) = files.iter().find(|(path, _)| folder.join(path).exists()) {
        bail!("{} is there already", folder.join(path).display());
    }
    for (path, text) in &files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
        }
        std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        anstream::println!("{}", path.display());
    }
    let to_do = files.iter().map(|(_, text)| text.matches(dateline_devkit::TO_DO).count()).sum::<usize>();
    anstream::eprintln!(
        "{} files written; {to_do} places marked {} are yours to fill",
        files.len(),
        dateline_devkit::TO_DO
    );
    Ok(Exit::Clean)
}
