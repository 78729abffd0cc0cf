//! `rotative import folder`: a folder of manuscripts becomes articles; safe to run again, as often as one likes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use acts::Desk;
use acts::catalogue::Catalogue;
use acts::importing::{BroughtIn, ImportRefused, bring_in};
use manuscript::markdown::{Defaults, Malformed};
use manuscript::paper::Paper;
use manuscript::{By, Uuid};
use store::media::MediaFolder;
use store::{Broken, Store, Tx, imports};

use crate::acting::NotDone;
use crate::configuration::Configuration;
use crate::media::{MediaRefused, Sources, take_in_all};
use crate::reading::{self, Known, Read, Reader, Ready};
use crate::{Stopped, clockwork, database, rebuilding, settings, terminal};

/// What an import did, in articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub first: usize,
    pub next: usize,
    pub placed: usize,
    pub unchanged: usize,
    pub refused: usize,
}

/// `rotative import folder DIR`
pub async fn command(configuration: &Configuration, folder: &Path) -> Result<ExitCode, Stopped> {
    let store = database::open_for_import(configuration).await?;
    let counts = import(&store, &configuration.media_folder(), folder).await;
    store.close().await;
    let counts = counts?;
    terminal::say(&counts.sentence());
    Ok(if counts.refused > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

impl Counts {
    /// What happened, in one line.
    pub fn sentence(&self) -> String {
        format!(
            "{} new, {} changed, {} placed anew, {} unchanged, {} refused",
            self.first, self.next, self.placed, self.unchanged, self.refused
        )
    }

    fn count(&mut self, done: &BroughtIn) {
        match done {
            BroughtIn::First(_) => self.first += 1,
            BroughtIn::Next(_) => self.next += 1,
            BroughtIn::Placed(_) => self.placed += 1,
            BroughtIn::Unchanged => self.unchanged += 1,
        }
    }
}

/// Imports a folder: its settings, then its manuscripts in batches.
pub async fn import(store: &Store, media: &Path, folder: &Path) -> Result<Counts, Stopped> {
    if !folder.is_dir() {
        return Err(Stopped::refused(format!("`{}` is no folder", folder.display())));
    }
    rebuilding::rebuild_if_empty(store, media, folder).await?;
    let desk = set_paper(store, folder).await?;
    let files = manuscripts_in(folder, &desk.paper)?;
    let bar = terminal::progress(files.len(), "importing");
    let defaults = Defaults {
        language: desk.paper.language(),
        zone: desk.paper.time_zone(),
    };
    let (mut batches, reading) = reading::in_batches(
        Reader {
            folder: folder.to_owned(),
            known: known_files(store).await?,
            defaults,
        },
        files,
    );
    let mut importer = Importer {
        store,
        desk,
        folder,
        media: MediaFolder::at(media),
        claimed: HashMap::new(),
    };
    let mut counts = Counts::default();
    while let Some(batch) = batches.recv().await {
        bar.inc(batch.len() as u64);
        importer.batch(batch, &mut counts).await?;
    }
    reading.await.map_err(Stopped::broken)?;
    bar.finish_and_clear();
    Ok(counts)
}

/// The paper's settings: those of the folder; else those it has; else a paper named after the folder.
async fn set_paper(store: &Store, folder: &Path) -> Result<Desk, Stopped> {
    let mut stacks = store.stacks().await?;
    let known = store::paper::settings(&mut stacks).await?;
    let imported = store::paper::imported(&mut stacks).await?;
    drop(stacks);
    let in_folder = match (settings::read(folder)?, known) {
        // Unchanged files never undo what was set by an act since.
        (Some(found), Some(known)) if imported.as_ref() == Some(&found.file_hash) => return Ok(clockwork::desk(known.paper()?)),
        (None, Some(known)) => return Ok(clockwork::desk(known.paper()?)),
        (in_folder, _) => in_folder,
    };
    let paper = in_folder
        .as_ref()
        .map_or_else(|| Paper::named(name_of(folder)), |found| found.paper.clone());
    let desk = clockwork::desk(paper.clone());
    let mut tx = acts::begin(store).await?;
    acts::paper::set(&mut tx, &desk, &By::Import, &paper)
        .await
        .map_err(|refused| Stopped::refused(format!("{}: {refused}", folder.join("paper.toml").display())))?;
    if let Some(found) = &in_folder {
        settings::write_pages(&mut tx, &desk, folder, found).await?;
        store::paper::remember_import(&mut tx, &found.file_hash).await?;
    }
    tx.commit().await?;
    Ok(desk)
}

fn name_of(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    manuscript::paper::name_of_folder(&name)
}

/// Every manuscript of a folder, in the order of their paths. `README.md`, whatever begins with a dot, and the paper's
/// own pages are passed over.
fn manuscripts_in(folder: &Path, paper: &Paper) -> Result<Vec<PathBuf>, Stopped> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let unreadable = |error: std::io::Error| Stopped::refused(format!("`{}` cannot be read: {error}", next.display()));
        for entry in std::fs::read_dir(&next).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let kind = entry.file_type().map_err(unreadable)?;
            if name.starts_with('.') || name.eq_ignore_ascii_case("readme.md") {
                continue;
            }
            if kind.is_dir() {
                let is_for_pages = next == folder && name == "pages" && !paper.pages.is_empty();
                folders.extend((!is_for_pages).then(|| entry.path()));
            } else if name.to_ascii_lowercase().ends_with(".md") && entry.path().is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

async fn known_files(store: &Store) -> Result<Known, Broken> {
    let mut known = Known::default();
    for file in imports::all(&mut store.stacks().await?).await? {
        known.articles.insert(file.path.clone(), file.article);
        known.paths.insert(file.article, file.path.clone());
        known.hashes.insert(file.path, file.file_hash);
    }
    Ok(known)
}

/// What one import works with.
struct Importer<'a> {
    store: &'a Store,
    desk: Desk,
    folder: &'a Path,
    media: MediaFolder,
    /// Which file each article was in this import: a second one with the same `id` is refused.
    claimed: HashMap<Uuid, String>,
}

impl Importer<'_> {
    /// Brings one batch in: a transaction with a savepoint for each article.
    async fn batch(&mut self, batch: Vec<Read>, counts: &mut Counts) -> Result<(), Stopped> {
        let mut ready = Vec::new();
        for read in batch {
            match read {
                Read::Unchanged(article, path) => {
                    self.claimed.extend(article.map(|article| (article, path)));
                    counts.unchanged += 1;
                }
                Read::Refused => counts.refused += 1,
                Read::Ready(one) => ready.push(*one),
            }
        }
        if ready.is_empty() {
            return Ok(());
        }
        let mut tx = acts::begin(self.store).await?;
        let mut catalogue = Catalogue::read(&mut tx).await?;
        for mut one in ready {
            tx.mark().await?;
            match self.bring(&mut tx, &mut catalogue, &mut one).await {
                Ok(done) => {
                    tx.keep().await?;
                    counts.count(&done);
                }
                Err(NotBrought::Broken(broken)) => return Err(broken.into()),
                Err(NotBrought::Refused(reason)) => {
                    tx.undo().await?;
                    catalogue = Catalogue::read(&mut tx).await?;
                    counts.refused += 1;
                    let malformed = Malformed {
                        line: line_about(&one.source, &reason),
                        column: 1,
                        message: reason,
                    };
                    terminal::complain_at(&one.file, &one.source, &malformed);
                }
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Refuses a second file of an article that this import has met already.
    fn claim(&mut self, one: &Ready) -> Result<(), ImportRefused> {
        let Some(id) = one.incoming.manuscript.id else { return Ok(()) };
        match self.claimed.insert(id, one.incoming.path.clone()) {
            Some(other) if other != one.incoming.path => {
                self.claimed.insert(id, other.clone());
                Err(ImportRefused::AnotherFile(other))
            }
            _ => Ok(()),
        }
    }

    async fn bring(&mut self, tx: &mut Tx, catalogue: &mut Catalogue, one: &mut Ready) -> Result<BroughtIn, NotBrought> {
        self.claim(one)?;
        let sources = Sources {
            root: self.folder,
            beside: one.file.parent().unwrap_or(self.folder),
        };
        take_in_all(tx, &self.desk, &self.media, &sources, &mut one.incoming.manuscript.copy).await?;
        Ok(bring_in(tx, &self.desk, &By::Import, catalogue, &one.incoming).await?)
    }
}

enum NotBrought {
    Refused(String),
    Broken(Broken),
}

impl From<MediaRefused> for NotBrought {
    fn from(refused: MediaRefused) -> Self {
        match refused {
            MediaRefused::Broken(broken) => Self::Broken(broken),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl From<ImportRefused> for NotBrought {
    fn from(refused: ImportRefused) -> Self {
        match crate::acting::refused(refused) {
            NotDone::Refused { english, .. } => Self::Refused(english),
            NotDone::Broken(reason) => Self::Broken(Broken::because(reason)),
        }
    }
}

/// The line that a refusal is about: the first one that holds what the refusal quotes, else the first of the file.
fn line_about(source: &str, reason: &str) -> usize {
    let quoted = reason.split('`').nth(1).map(|quoted| quoted.split(':').next().unwrap_or(quoted));
    let found = quoted.and_then(|quoted| source.lines().position(|line| line.contains(quoted)));
    found.map_or(1, |index| index + 1)
}
