//! `rotative backup`: the whole paper as one file, made while it is served, the same from either engine.

mod archive;
mod facts;
mod restoring;
mod sealing;

pub(crate) use restoring::command as restore;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use store::assets::{self, Asset};
use store::carrying;
use store::media::MediaFolder;
use store::{Store, record};

use self::archive::Archive;
use self::facts::{Facts, PaperFacts, RecordFacts};
use self::sealing::Seal;
use crate::carrying::unwritable;
use crate::command::Sealing;
use crate::configuration::Configuration;
use crate::database::with_companions;
use crate::{Stopped, clockwork, database, moving, terminal, verifying};

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

/// `rotative backup FILE`
pub(crate) async fn command(configuration: &Configuration, file: &Path, sealing: &Sealing) -> Result<ExitCode, Stopped> {
    let places = Places::beside(file)?;
    let seal = Seal::read(sealing)?;
    let mut left = vec![places.part.clone()];
    left.extend(with_companions(&places.database));
    let _scratch = Scratch(left);
    let store = database::open_existing(configuration).await?;
    let copied = copy_database(&store, &places.database).await;
    let engine = store.engine_name();
    store.close().await;
    copied?;
    let (mut facts, media) = facts_of(&places.database, engine).await?;
    write(configuration, &places, &seal, (&mut facts, &media))?;
    tell(&places.file, &facts);
    Ok(if facts.wrong.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    })
}

impl Places {
    /// Refuses a place that is taken: a backup never writes over anything.
    fn beside(file: &Path) -> Result<Self, Stopped> {
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
            return Err(Stopped::refused(format!(
                "`{}` is there already; a backup never writes over anything, name a new file",
                file.display()
            )));
        }
        for unfinished in [&places.part, &places.database] {
            if unfinished.exists() {
                return Err(Stopped::refused(format!(
                    "`{}` is there: another backup is being made, or one was cut short; remove it if none is",
                    unfinished.display()
                )));
            }
        }
        Ok(places)
    }
}

/// One consistent view of the paper as a SQLite file.
async fn copy_database(store: &Store, file: &Path) -> Result<(), Stopped> {
    let full = |broken: store::Broken| {
        if broken.is_full() {
            unwritable(file, &std::io::ErrorKind::StorageFull.into())
        } else {
            Stopped::broken(broken)
        }
    };
    archive::private(file).map_err(|error| unwritable(file, &error))?;
    if store.copy_file_to(file).await.map_err(full)? {
        return Ok(());
    }
    let copy = database::upgraded(database::open_as_it_is(&format!("sqlite:{}", file.display())).await?).await?;
    let mut tx = acts::begin(&copy).await?;
    let laid = moving::copy(&mut store.stacks().await?, &mut tx).await;
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

/// What the copied database says of itself, and the files that belong to it.
async fn facts_of(file: &Path, engine: &str) -> Result<(Facts, Vec<Asset>), Stopped> {
    let copy = database::open_as_it_is(&format!("sqlite:{}", file.display())).await?;
    let mut stacks = copy.stacks().await?;
    let settings = store::paper::settings(&mut stacks).await?;
    let settings = settings.ok_or_else(|| Stopped::broken("the copied database holds no paper"))?;
    let facts = Facts {
        form: facts::FORM,
        program: env!("CARGO_PKG_VERSION").into(),
        schema: store::paper::schema_number(&mut stacks).await?,
        engine: engine.into(),
        made_at: manuscript::Clock::now(&clockwork::WallClock),
        paper: PaperFacts {
            identity: settings.identity,
            name: settings.paper()?.name,
        },
        record: RecordFacts::from(record::head(&mut stacks).await?),
        counts: facts::counts_of(carrying::counts(&mut stacks).await?),
        wrong: verifying::verify(&mut stacks).await?.wrong,
        missing: Vec::new(),
        members: Vec::new(),
    };
    let media = assets::not_withheld(&mut stacks).await?;
    drop(stacks);
    copy.close().await;
    refuse_if_unfinished(file)?;
    Ok((facts, media))
}

/// SQLite moves what stands beside a file into it when the file is closed, and says nothing where it found no room.
fn refuse_if_unfinished(file: &Path) -> Result<(), Stopped> {
    let [_, beside, _] = with_companions(file);
    match std::fs::metadata(beside) {
        Ok(left) if left.len() > 0 => Err(unwritable(file, &std::io::ErrorKind::StorageFull.into())),
        _ => Ok(()),
    }
}

/// Database, media, and last what both are; then the file takes its name.
fn write(configuration: &Configuration, places: &Places, seal: &Seal, paper: (&mut Facts, &[Asset])) -> Result<(), Stopped> {
    let (facts, media) = paper;
    let unwritable = |error: std::io::Error| unwritable(&places.part, &error);
    let mut archive = Archive::create(&places.part, seal).map_err(unwritable)?;
    facts.members.push(archive.add_database(&places.database).map_err(unwritable)?);
    let folder = MediaFolder::at(configuration.media_folder());
    for asset in media {
        let path = facts::path_of(&asset.hash);
        match folder.read(&asset.hash) {
            Ok(bytes) if facts::is_file_of(&asset.hash, &bytes) => facts.members.push(archive.add(&path, &bytes).map_err(unwritable)?),
            // A lost or damaged file must not keep all the rest from being saved: it is named instead.
            _ => facts.missing.push(path),
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

fn tell(file: &Path, facts: &Facts) {
    for path in &facts.missing {
        terminal::complain(&format!("`{path}` is missing or damaged and is not in the backup"));
    }
    for wrong in &facts.wrong {
        terminal::complain(wrong);
    }
    if !facts.wrong.is_empty() {
        terminal::complain("this paper does not verify; the backup is written, but `restore` will refuse it until the paper is mended");
    }
    let bytes = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    if facts.members.len() > 1 {
        terminal::say_beside(crate::media::AS_RECEIVED);
    }
    terminal::say(&format!(
        "backed up {} articles, {} entries of the record and {} files in {} ({:.1} MB)",
        facts.counts.get("articles").unwrap_or(&0),
        facts.record.number,
        facts.members.len() - 1,
        file.display(),
        bytes as f64 / 1e6
    ));
}
