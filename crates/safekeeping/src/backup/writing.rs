//! Writing a backup: database, media, and last what both are.

use std::fs::File;
use std::path::{Path, PathBuf};

use manuscript::commitment::Hash;
use manuscript::{Clock, Said};
use store::assets::{self, Asset};
use store::carrying;
use store::media::{Away, MediaFolder, hash_of};
use store::{Patience, Store, record};

use super::archive::{self, Archive};
use super::facts::{self, Facts, PaperFacts, RecordFacts};
use super::sealing::{Seal, Sealing};
use crate::database::with_companions;
use crate::originals;
use crate::progress::Progress;
use crate::refused::{NotKept, unwritable};
use crate::{database, moving, verifying};

/// What is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// A file that does not exist yet.
    pub file: &'a Path,
    pub sealing: &'a Sealing,
    /// Where the paper keeps media as they were received.
    pub media: &'a MediaFolder,
}

/// A backup that is about to be written: its place is free, its keys are read.
pub struct Backup {
    places: Places,
    seal: Seal,
    media: MediaFolder,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub articles: i64,
    pub entries: i64,
    pub files: usize,
    pub bytes: u64,
    /// Files that belong to the paper and were not there, or damaged, by their paths in the archive.
    pub missing: Vec<String>,
    /// What does not verify: such a backup is not restored.
    pub wrong: Vec<Said>,
}

/// Files that are gone again when the backup is given up, however it ends.
struct Scratch(Vec<PathBuf>);

impl Drop for Scratch {
    fn drop(&mut self) {
        for file in &self.0 {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// Where a backup is made before it is whole.
struct Places {
    file: PathBuf,
    part: PathBuf,
    database: PathBuf,
}

impl Backup {
    /// Refuses a place that is taken, and keys that are none, before any work is done.
    pub fn of(wanted: Wanted<'_>) -> Result<Self, NotKept> {
        Ok(Self {
            places: Places::beside(wanted.file)?,
            seal: Seal::read(wanted.sealing)?,
            media: wanted.media.clone(),
        })
    }

    /// Writes the paper as it is at one moment, whatever is entered meanwhile.
    pub async fn write(self, store: &Store, clock: &dyn Clock, progress: &dyn Progress) -> Result<Written, NotKept> {
        let mut left = vec![self.places.part.clone()];
        left.extend(with_companions(&self.places.database));
        let _scratch = Scratch(left);
        copy_database(store, &self.places.database, progress).await?;
        let mut saved = paper_in(&self.places.database, store.engine_name(), clock).await?;
        self.archive(&mut saved)?;
        Ok(written(&self.places.file, saved))
    }

    /// Database, media, and last what both are; then the file takes its name.
    fn archive(&self, saved: &mut Saved) -> Result<(), NotKept> {
        let (places, facts) = (&self.places, &mut saved.facts);
        let unwritable = |error: std::io::Error| unwritable(&places.part, &error);
        let mut archive = Archive::create(&places.part, &self.seal).map_err(unwritable)?;
        facts.members.push(archive.add_database(&places.database).map_err(unwritable)?);
        for asset in &saved.media {
            let path = facts::path_of(&asset.hash);
            match self.whole(&asset.hash)? {
                Some(file) => facts.members.push(archive.add_file(&path, file).map_err(unwritable)?),
                // A lost or damaged file must not keep all the rest from being saved: it is named instead.
                None => facts.missing.push(path),
            }
        }
        archive.add(facts::NAME, &facts.bytes()?).map_err(unwritable)?;
        archive.finish().map_err(unwritable)?;
        std::fs::rename(&places.part, &places.file).map_err(unwritable)?;
        let folder = places.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        std::fs::File::open(folder.unwrap_or(Path::new(".")))
            .and_then(|folder| folder.sync_all())
            .map_err(unwritable)
    }
}

impl Backup {
    /// A file of the paper, if it is there and is what was received.
    /// What a store that is away has is not lost: there is no backup then.
    fn whole(&self, hash: &Hash) -> Result<Option<File>, NotKept> {
        let opened = self.media.open(hash).and_then(|file| Ok((hash_of(&file)?.0, file)));
        match opened {
            Err(error) if Away::in_error(&error).is_some() => Err(originals::away(&error)),
            Ok((found, file)) if found == *hash => Ok(Some(file)),
            _ => Ok(None),
        }
    }
}

/// The paper that is saved.
struct Saved {
    facts: Facts,
    media: Vec<Asset>,
    /// What does not verify.
    wrong: Vec<Said>,
}

impl Places {
    /// Refuses a place that is taken: a backup never writes over anything.
    fn beside(file: &Path) -> Result<Self, NotKept> {
        let with = |suffix: &str| {
            let mut name = file.as_os_str().to_owned();
            name.push(suffix);
            PathBuf::from(name)
        };
        let places = Self {
            file: file.to_owned(),
            part: with(".part"),
            database: with(".part.db"),
        };
        if places.file.exists() {
            let file = file.display();
            return Err(NotKept::said(
                format!("« {file} » est déjà là ; une sauvegarde n’écrit jamais par-dessus quoi que ce soit, nommez un nouveau fichier"),
                format!("`{file}` is there already; a backup never writes over anything, name a new file"),
            ));
        }
        for unfinished in [&places.part, &places.database] {
            if unfinished.exists() {
                let unfinished = unfinished.display();
                return Err(NotKept::said(
                    format!(
                        "« {unfinished} » est là : une autre sauvegarde se fait, ou une a été interrompue ; supprimez-le s’il ne s’en fait aucune"
                    ),
                    format!("`{unfinished}` is there: another backup is being made, or one was cut short; remove it if none is"),
                ));
            }
        }
        Ok(places)
    }
}

/// One consistent view of the paper as a SQLite file.
async fn copy_database(store: &Store, file: &Path, progress: &dyn Progress) -> Result<(), NotKept> {
    let full = |broken: store::Broken| {
        if broken.is_full() {
            unwritable(file, &std::io::ErrorKind::StorageFull.into())
        } else {
            NotKept::Broken(broken)
        }
    };
    archive::private(file).map_err(|error| unwritable(file, &error))?;
    if store.copy_file_to(file).await.map_err(full)? {
        return Ok(());
    }
    let copy = database::upgraded(
        database::open_as_it_is(&format!("sqlite:{}", file.display())).await?,
        Patience::Door,
    )
    .await?;
    let mut tx = acts::begin_patiently(&copy).await?;
    let laid = moving::copy(&mut store.snapshot().await?, &mut tx, progress).await;
    let done = match laid {
        Ok(_) => tx.commit().await.map_err(full),
        Err(stopped) => {
            drop(tx);
            Err(stopped)
        }
    };
    copy.close().await;
    done
}

/// What the copied database says of itself, the files that belong to it, and what does not verify.
async fn paper_in(file: &Path, engine: &str, clock: &dyn Clock) -> Result<Saved, NotKept> {
    let copy = database::open_as_it_is(&format!("sqlite:{}", file.display())).await?;
    let mut snapshot = copy.snapshot().await?;
    let settings = store::paper::settings(&mut snapshot).await?;
    let settings = settings.ok_or_else(|| NotKept::failed("the copied database holds no paper"))?;
    let wrong = verifying::verify(&mut snapshot).await?.wrong;
    let facts = Facts {
        form: facts::FORM,
        program: env!("CARGO_PKG_VERSION").into(),
        schema: store::paper::schema_number(&mut snapshot).await?,
        engine: engine.into(),
        made_at: clock.now(),
        paper: PaperFacts {
            identity: settings.identity,
            name: settings.paper()?.name,
        },
        record: RecordFacts::from(record::head(&mut snapshot).await?),
        counts: facts::counts_of(carrying::counts(&mut snapshot).await?),
        wrong: wrong.iter().map(|wrong| wrong.en.clone()).collect(),
        missing: Vec::new(),
        members: Vec::new(),
    };
    let media = assets::not_withheld(&mut snapshot).await?;
    drop(snapshot);
    copy.close().await;
    refuse_if_unfinished(file)?;
    Ok(Saved { facts, media, wrong })
}

/// SQLite moves what stands beside a file into it when the file is closed, and says nothing where it found no room.
fn refuse_if_unfinished(file: &Path) -> Result<(), NotKept> {
    let [_, beside, _] = with_companions(file);
    match std::fs::metadata(beside) {
        Ok(left) if left.len() > 0 => Err(unwritable(file, &std::io::ErrorKind::StorageFull.into())),
        _ => Ok(()),
    }
}

fn written(file: &Path, saved: Saved) -> Written {
    let Saved { facts, wrong, .. } = saved;
    Written {
        articles: facts.counts.get("articles").copied().unwrap_or(0),
        entries: facts.record.number,
        files: facts.members.len() - 1,
        bytes: std::fs::metadata(file).map_or(0, |metadata| metadata.len()),
        missing: facts.missing,
        wrong,
    }
}
