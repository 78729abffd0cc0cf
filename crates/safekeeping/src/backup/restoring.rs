//! A backup becomes a data folder, or fills an empty database; only if all of it is what was saved.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use folders::Kind;
use store::media::MediaFolder;
use store::{Patience, Store, record};

use super::facts::{DATABASE, Facts, RecordFacts};
use super::unpacking::{Source, Stays, UNPACKED, Unpacked, Whole, damaged_so, unpack};
use crate::database::{EmptyDatabase, with_companions};
use crate::new_copy::{BroughtUp, NewCopy};
use crate::progress::Progress;
use crate::refused::{NotKept, unwritable};
use crate::verifying::{self, Report};
use crate::{database, lock, moving, new_copy, traces};

/// What may lie in a data folder that is empty to us.
const NOTHING_OF_OURS: [&str; 5] = [UNPACKED, "rotative.lock", "upgrade.lock", "rotative.toml", "lost+found"];

/// What was restored, every version verified.
#[derive(Debug)]
pub struct Restored {
    /// The paper's name.
    pub paper: String,
    pub files: usize,
    /// Files that were missing already when the backup was made.
    pub missing: Vec<String>,
    pub report: Report,
    /// What was erased and withheld again.
    pub redone: traces::Redone,
}

impl Restored {
    fn of(facts: Facts, report: Report, redone: traces::Redone) -> Self {
        Self {
            paper: facts.paper.name,
            files: facts.members.len() - 1,
            missing: facts.missing,
            report,
            redone,
        }
    }
}

/// Makes a data folder of a backup.
pub async fn into_folder(source: Source<'_>, folder: &Path) -> Result<Restored, NotKept> {
    refuse_if_full(folder)?;
    source.copy.refuse_if_away()?;
    let was_there = folder.is_dir();
    let lock = lock::take(folder)?;
    let done = unpack_into(source, folder).await;
    drop(lock);
    if done.is_err() && !was_there {
        let _ = fs::remove_dir_all(folder);
    }
    done
}

async fn unpack_into(source: Source<'_>, folder: &Path) -> Result<Restored, NotKept> {
    let whole = unpack(source, Unpacked::beside(folder))?;
    let (report, brought_up) = ready(&whole, source.copy).await?;
    let media = MediaFolder::at(whole.unpacked.folder.join("media"));
    brought_up.forget_files(&media)?;
    source.copy.place_originals(&media)?;
    put_in_place(&whole.unpacked.folder, folder).map_err(|error| unwritable(folder, &error))?;
    Ok(Restored::of(whole.facts, report, brought_up.redone))
}

impl Unpacked {
    /// Whole, on the disk on which it is to stay.
    fn beside(target: &Path) -> Self {
        Self {
            folder: target.join(UNPACKED),
            stays: Stays::Everything,
        }
    }
}

/// Reads a backup as a restore would, in a folder of its own, and keeps nothing of it: every byte is held against what the
/// backup says of itself, and every version and the whole record are verified.
pub async fn try_reading(source: Source<'_>, folder: &Path) -> Result<Restored, NotKept> {
    let unpacked = Unpacked {
        folder: folder.to_owned(),
        stays: Stays::DatabaseAlone,
    };
    let whole = unpack(source, unpacked)?;
    let (report, brought_up) = ready(&whole, source.copy).await?;
    Ok(Restored::of(whole.facts, report, brought_up.redone))
}

/// The unpacked paper verified and brought up, before anything is done with it.
async fn ready(whole: &Whole, copy: &NewCopy) -> Result<(Report, BroughtUp), NotKept> {
    let (store, report) = opened(whole).await?;
    let brought_up = copied(&store, copy).await;
    store.close().await;
    Ok((report, brought_up?))
}

/// The unpacked paper as it is to be, before it is put in its place.
async fn copied(store: &Store, copy: &NewCopy) -> Result<BroughtUp, NotKept> {
    acts::base::commit_to_base(store, &*copy.clock, &*copy.ids).await?;
    let mut tx = acts::begin_patiently(store).await?;
    let brought_up = new_copy::brought_up(&mut tx, copy).await?;
    tx.commit().await?;
    Ok(brought_up)
}

/// A database that is to be filled, and the data folder to which its files go.
pub struct Target<'a> {
    pub address: &'a str,
    pub data: &'a Path,
}

/// Fills an empty database from a backup.
pub async fn into_database(source: Source<'_>, target: &Target<'_>, progress: &dyn Progress) -> Result<Restored, NotKept> {
    let empty = EmptyDatabase::open(target.address).await?;
    let laid = Filling {
        data: target.data,
        store: &empty.store,
        progress,
    }
    .fill(source)
    .await;
    if laid.is_ok() {
        empty.keep().await;
    } else {
        empty.give_back().await;
    }
    laid
}

/// What a database is filled with.
struct Filling<'a> {
    data: &'a Path,
    store: &'a Store,
    progress: &'a dyn Progress,
}

impl Filling<'_> {
    async fn fill(&self, source: Source<'_>) -> Result<Restored, NotKept> {
        let data = self.data;
        source.copy.refuse_if_away()?;
        fs::create_dir_all(data).map_err(|error| unwritable(data, &error))?;
        let whole = unpack(source, Unpacked::beside(data))?;
        let (store, _) = opened(&whole).await?;
        let brought_up = copied(&store, source.copy).await?;
        let media = MediaFolder::at(whole.unpacked.folder.join("media"));
        brought_up.forget_files(&media)?;
        let mut tx = acts::begin_patiently(self.store).await?;
        let laid = moving::lay_down(&mut store.snapshot().await?, &mut tx, self.progress).await;
        store.close().await;
        let laid = laid?;
        moving::refuse_if_wrong(&laid.report)?;
        new_copy::put_to_sleep(&mut tx, source.copy).await?;
        // Files first: a paper whose database is there has its pictures.
        source.copy.place_originals(&media)?;
        merge(&whole.unpacked.folder.join("media"), &data.join("media")).map_err(|error| unwritable(data, &error))?;
        tx.commit().await?;
        Ok(Restored::of(whole.facts, laid.report, brought_up.redone))
    }
}

fn refuse_if_full(folder: &Path) -> Result<(), NotKept> {
    let shown = folder.display();
    let full = |name: &str| {
        NotKept::said(
            format!(
                "« {shown} » n’est pas un dossier de données vide (il contient « {name} ») ; une restitution n’écrit jamais par-dessus quoi que ce soit, nommez-en un nouveau"
            ),
            format!("`{shown}` is not an empty data folder (`{name}` is in it); a restore never writes over anything, name a new one"),
        )
    };
    let what = match folders::kind_of(folder).map_err(|error| unwritable(folder, &error))? {
        None | Some(Kind::Folder) => None,
        Some(Kind::Link) => Some(("un lien ; nommez le dossier lui-même", "a link; name the folder itself")),
        Some(Kind::File) => Some((
            "un fichier ; nommez un dossier, ou l’adresse d’une base de données",
            "a file; name a folder, or the address of a database",
        )),
        Some(Kind::Special) => Some((
            "autre chose qu’un dossier ; nommez-en un, ou l’adresse d’une base de données",
            "no folder; name one, or the address of a database",
        )),
    };
    if let Some((french, english)) = what {
        return Err(NotKept::said(
            format!("« {shown} » est {french}"),
            format!("`{shown}` is {english}"),
        ));
    }
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    match names.into_iter().find(|name| !NOTHING_OF_OURS.contains(&name.as_str())) {
        Some(name) => Err(full(&name)),
        None => Ok(()),
    }
}

/// The unpacked paper with its schema brought up, if every chain of it verifies.
async fn opened(whole: &Whole) -> Result<(Store, Report), NotKept> {
    let address = format!("sqlite:{}", whole.unpacked.folder.join(DATABASE).display());
    let store = database::upgraded(database::open_as_it_is(&address).await?, Patience::Door).await?;
    let checked = check(&store, &whole.facts).await;
    match checked {
        Ok(report) => Ok((store, report)),
        Err(not) => {
            store.close().await;
            Err(not)
        }
    }
}

async fn check(store: &Store, facts: &Facts) -> Result<Report, NotKept> {
    let mut snapshot = store.snapshot().await?;
    if RecordFacts::from(record::head(&mut snapshot).await?) != facts.record {
        return Err(damaged_so(
            "son registre ne finit pas là où elle dit qu’il finit",
            "its record does not end where it says that it ends",
        ));
    }
    let report = verifying::verify(&mut snapshot).await?;
    moving::refuse_if_wrong(&report).map_err(|wrong| NotKept::Damaged(wrong.as_said()))?;
    Ok(report)
}

/// Moves what was unpacked to where it stays; the database last, for a folder without it is no paper.
fn put_in_place(unpacked: &Path, folder: &Path) -> io::Result<()> {
    fs::rename(unpacked.join("media"), folder.join("media"))?;
    let files = with_companions(&unpacked.join(DATABASE)).into_iter().rev();
    for (from, to) in files.zip(with_companions(&folder.join(DATABASE)).into_iter().rev()) {
        if from.exists() {
            fs::rename(from, to)?;
        }
    }
    File::open(folder)?.sync_all()
}

/// Moves files into a media folder; one that is there already has the same bytes.
fn merge(from: &Path, to: &Path) -> io::Result<()> {
    for folder in fs::read_dir(from)? {
        let folder = folder?;
        let there = to.join(folder.file_name());
        fs::create_dir_all(&there)?;
        for file in fs::read_dir(folder.path())? {
            let file = file?;
            fs::rename(file.path(), there.join(file.file_name()))?;
        }
        File::open(&there)?.sync_all()?;
    }
    Ok(())
}
