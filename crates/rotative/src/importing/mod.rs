//! `rotative import folder`: a folder of manuscripts becomes articles; safe to run again, as often as one likes.

mod belonging;
pub(crate) mod folder;
mod made;

use std::collections::HashMap;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;

use acts::Desk;
use acts::catalogue::Catalogue;
use acts::importing::{BroughtIn, ImportRefused, bring_in};
use acts::requests::refused::NotDone;
use manuscript::markdown::{Defaults, Malformed};
use manuscript::paper::Paper;
use manuscript::refusal::{Locale, Refusal as _, Said};
use manuscript::{By, Uuid, refusals};
use store::media::MediaFolders;
use store::{Broken, Store, Tx, imports};

use made::{InnerLink, Made};

use crate::configuration::Configuration;
use crate::media::{Intake, MediaRefused, Sources};
use crate::reading::{self, Known, Read, Reader, Ready};
use crate::{Stopped, clockwork, database, rebuilding, settings, terminal};

/// What an import did, in articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub first: usize,
    pub next: usize,
    pub placed: usize,
    pub drafts: usize,
    pub unchanged: usize,
    pub refused: usize,
}

/// Whether a folder that the paper does not know may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    Given,
    /// To be asked for, if somebody is there to answer.
    Wanted,
}

/// What is taken in, and into what.
pub(crate) struct Importing<'a> {
    pub(crate) configuration: &'a Configuration,
    pub(crate) folder: &'a Path,
    pub(crate) consent: Consent,
}

/// What came of an import: counts, and what else is to be told, a sentence each.
pub(crate) struct Imported {
    pub(crate) counts: Counts,
    pub(crate) told: Vec<String>,
}

refusals! {
    /// What is said of a folder that is not the paper's first.
    #[derive(Clone, Debug, PartialEq, Eq)]
    enum FolderSaid [] {
        AnotherPaper(folder: String, paper: String, data: String):
            "`{folder}` is no folder of “{paper}”, the paper in `{data}`: nothing was imported. Name another `--data DIR` for another paper; if its manuscripts belong into this one, say so with `rotative import folder {folder} --data {data} --yes`"
            / "« {folder} » n’est pas un dossier de « {paper} », le journal de « {data} » : rien n’a été importé. Pour un autre journal, nommez un autre `--data DIR` ; si ses manuscrits vont dans celui-ci, dites-le par `rotative import folder {folder} --data {data} --yes`",
        Settings(folder: String):
            "`{folder}` is a further folder of this paper: its `paper.toml` is not taken, the paper keeps its own settings"
            / "« {folder} » est un autre dossier de ce journal : son `paper.toml` n’est pas repris, le journal garde ses réglages",
        Question(folder: String, paper: String, data: String, count: usize):
            "`{folder}` is no folder of “{paper}”, the paper in `{data}`. Bring its {count} manuscripts into it? [y/N]"
            / "« {folder} » n’est pas un dossier de « {paper} », le journal de « {data} ». Y faire entrer ses {count} manuscrits ? [o/N]",
    }
}

/// `rotative import folder DIR`
pub(crate) async fn command(configuration: &Configuration, folder: &Path, consent: Consent) -> Result<ExitCode, Stopped> {
    let store = database::open_for_import(configuration).await?;
    let wanted = Importing {
        configuration,
        folder,
        consent,
    };
    let imported = import(&store, &wanted).await;
    store.close().await;
    let Imported { counts, told } = imported?;
    for line in &told {
        terminal::say_beside(line);
    }
    terminal::say(&counts.sentence());
    Ok(if counts.refused > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

impl Counts {
    /// What happened, in one line.
    pub fn sentence(&self) -> String {
        let mut sentence = format!(
            "{} new, {} changed, {} placed anew, {} unchanged, {} refused",
            self.first, self.next, self.placed, self.unchanged, self.refused
        );
        if self.drafts > 0 {
            sentence.extend([format!(", {} kept as drafts", self.drafts)]);
        }
        sentence
    }

    fn count(&mut self, done: &BroughtIn) {
        match done {
            BroughtIn::First(_) => self.first += 1,
            BroughtIn::Next(_) => self.next += 1,
            BroughtIn::Placed(_) => self.placed += 1,
            BroughtIn::Draft(_) => self.drafts += 1,
            BroughtIn::Unchanged => self.unchanged += 1,
        }
    }
}

impl Importing<'_> {
    /// In which language the one who imports is told.
    fn locale(&self) -> Locale {
        self.configuration.language.as_ref().map_or(Locale::English, Locale::of)
    }

    /// What stands before the names of this folder's files. A folder of another paper is refused unless somebody says that
    /// it belongs into this one.
    async fn prefix(&self, store: &Store, known: &Known) -> Result<String, Stopped> {
        let mut stacks = store.stacks().await?;
        let Some(settings) = store::paper::settings(&mut stacks).await? else {
            return Ok(String::new());
        };
        let paper = settings.paper()?;
        let has_a_folder = !known.hashes.is_empty() || store::paper::imported(&mut stacks).await?.is_some();
        drop(stacks);
        let data = &self.configuration.data;
        if !has_a_folder {
            return Ok(String::new());
        }
        if let Some(prefix) = belonging::remembered(data, self.folder) {
            return Ok(prefix);
        }
        let files = folder::manuscripts_in(self.folder, &paper)?.files;
        if let Some(prefix) = belonging::known_by_its_files(data, self.folder, known, &files) {
            return Ok(prefix);
        }
        let prefix = belonging::own_prefix(self.folder, known);
        if self.consent == Consent::Given {
            return Ok(prefix);
        }
        let (shown, data) = (self.folder.display().to_string(), data.display().to_string());
        let question = FolderSaid::Question(shown.clone(), paper.name.clone(), data.clone(), files.len());
        if is_somebody_there() && is_agreed(&self.said(&question)) {
            return Ok(prefix);
        }
        Err(Stopped::refused(self.said(&FolderSaid::AnotherPaper(shown, paper.name, data))))
    }

    /// The paper as the folder sets it, said before anything goes into it. A further folder sets nothing.
    async fn paper(&self, store: &Store, prefix: &str) -> Result<Desk, Stopped> {
        let desk = if prefix.is_empty() {
            set_paper(store, self.folder).await?
        } else {
            if settings::read(self.folder)?.is_some() {
                terminal::say_beside(&self.said(&FolderSaid::Settings(self.folder.display().to_string())));
            }
            paper_that_is_there(store).await?
        };
        self.say_whereto(&desk.paper);
        Ok(desk)
    }

    fn said(&self, said: &FolderSaid) -> String {
        said.said().into_told(self.locale())
    }

    /// Says into which paper the folder goes, before anything does.
    fn say_whereto(&self, paper: &Paper) {
        let (folder, data) = (self.folder.display(), self.configuration.data.display());
        let said = Said::new(
            format!("« {folder} » va dans le journal « {} », dossier de données « {data} »", paper.name),
            format!("`{folder}` goes into the paper “{}”, data folder `{data}`", paper.name),
        );
        terminal::say_beside(said.told(self.locale()));
    }
}

/// Whether a question would be seen, and could be answered.
fn is_somebody_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks at the terminal; whatever is no yes is a no.
fn is_agreed(question: &str) -> bool {
    terminal::say_beside(question);
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok() && ["y", "yes", "o", "oui"].contains(&answer.trim().to_lowercase().as_str())
}

/// Imports a folder: its settings, then its manuscripts in batches.
pub(crate) async fn import(store: &Store, wanted: &Importing<'_>) -> Result<Imported, Stopped> {
    let (folder, data) = (wanted.folder, &wanted.configuration.data);
    if !folder.is_dir() {
        return Err(Stopped::refused(format!("`{}` is no folder", folder.display())));
    }
    let prefix = wanted.prefix(store, &known_files(store).await?).await?;
    rebuilding::rebuild_if_empty(store, &wanted.configuration.media_folder(), folder).await?;
    let made = Made::since(&mut store.stacks().await?).await?;
    let desk = wanted.paper(store, &prefix).await?;
    let mut importer = Importer {
        store,
        desk,
        folder,
        media: wanted.configuration.media_folders(),
        claimed: HashMap::new(),
        made,
        counts: Counts::default(),
    };
    importer.bring_all(&prefix).await?;
    belonging::remember(data, folder, &prefix).map_err(Stopped::broken)?;
    let told = importer.made.told(&mut store.stacks().await?, &importer.desk).await?;
    Ok(Imported {
        counts: importer.counts,
        told: told.iter().map(|one| one.said().into_told(wanted.locale())).collect(),
    })
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

async fn paper_that_is_there(store: &Store) -> Result<Desk, Stopped> {
    let settings = store::paper::settings(&mut store.stacks().await?).await?;
    let settings = settings.ok_or_else(|| Stopped::refused(acts::paper::SetRefused::NoPaper))?;
    Ok(clockwork::desk(settings.paper()?))
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
    media: MediaFolders,
    /// Which file each article was in this import: a second one with the same `id` is refused.
    claimed: HashMap<Uuid, String>,
    made: Made,
    counts: Counts,
}

impl Importer<'_> {
    /// Brings every manuscript of the folder in; what stands in the place of one and is none is refused.
    async fn bring_all(&mut self, prefix: &str) -> Result<(), Stopped> {
        let manuscripts = folder::manuscripts_in(self.folder, &self.desk.paper)?;
        for (path, unread) in &manuscripts.unfit {
            terminal::complain(&format!("{}: the file {unread}", self.folder.join(path).display()));
        }
        self.counts.refused = manuscripts.unfit.len();
        let bar = terminal::progress(manuscripts.files.len(), "importing");
        let reader = Reader {
            folder: self.folder.to_owned(),
            prefix: prefix.to_owned(),
            known: known_files(self.store).await?,
            defaults: Defaults {
                language: self.desk.paper.language(),
                zone: self.desk.paper.time_zone(),
            },
        };
        let (mut batches, reading) = reading::in_batches(reader, manuscripts.files);
        while let Some(batch) = batches.recv().await {
            bar.inc(batch.len() as u64);
            self.batch(batch).await?;
        }
        reading.await.map_err(Stopped::broken)?;
        bar.finish_and_clear();
        Ok(())
    }

    /// Brings one batch in: a transaction with a savepoint for each article.
    async fn batch(&mut self, batch: Vec<Read>) -> Result<(), Stopped> {
        let mut ready = Vec::new();
        for read in batch {
            match read {
                Read::Unchanged(article, path) => {
                    self.claimed.extend(article.map(|article| (article, path)));
                    self.counts.unchanged += 1;
                }
                Read::Refused => self.counts.refused += 1,
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
                    self.counts.count(&done);
                    self.note(&one, &done);
                }
                Err(NotBrought::Broken(broken)) => return Err(broken.into()),
                Err(NotBrought::Refused(reason)) => {
                    tx.undo().await?;
                    catalogue = Catalogue::read(&mut tx).await?;
                    self.counts.refused += 1;
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

    /// Notes what is told once everything is in.
    fn note(&mut self, one: &Ready, done: &BroughtIn) {
        if matches!(done, BroughtIn::Draft(_)) {
            self.made.drafts.push(one.incoming.path.clone());
        }
        if matches!(done, BroughtIn::First(_) | BroughtIn::Next(_)) {
            let links = made::inner_links(&one.incoming.manuscript.copy).into_iter();
            self.made.links.extend(links.map(|address| InnerLink {
                place: format!("{}:{}", one.incoming.path, line_with(&one.source, &address).unwrap_or(1)),
                address,
            }));
        }
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
        let intake = Intake {
            desk: &self.desk,
            by: &By::Import,
            folders: &self.media,
            sources: Sources {
                root: self.folder,
                beside: one.file.parent().unwrap_or(self.folder),
            },
        };
        intake.take_in_all(tx, &mut one.incoming.manuscript.copy).await?;
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
        match NotDone::from(refused) {
            NotDone::Refused(refused) => Self::Refused(refused.said.en),
            NotDone::Broken(reason) => Self::Broken(Broken::because(reason)),
        }
    }
}

/// The line that a refusal is about: the first one that holds what the refusal quotes, else the first of the file.
fn line_about(source: &str, reason: &str) -> usize {
    let quoted = reason.split('`').nth(1).map(|quoted| quoted.split(':').next().unwrap_or(quoted));
    quoted.and_then(|quoted| line_with(source, quoted)).unwrap_or(1)
}

fn line_with(source: &str, words: &str) -> Option<usize> {
    source.lines().position(|line| line.contains(words)).map(|index| index + 1)
}
