//! Opening the newsroom's database, and bringing its schema up.

use std::fs::TryLockError;
use std::process::ExitCode;
use std::time::Duration;

use manuscript::refusal::Refusal as _;
use safekeeping::database::{open_as_it_is, refuse_a_stranger, sqlite_file_is_gone, upgraded};
use store::busy::{Busy, Holder};
use store::file_locks::holder_of_whole;
use store::release::Outgrown;
use store::{Broken, Patience, Store, paper};
use tokio::time::{Instant, sleep};

use crate::clockwork::{Chance, WallClock};
use crate::configuration::Configuration;
use crate::{Stopped, terminal};

/// How often the lock on bringing the schema up is tried again.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// Opens the database of a paper that must be there: asking for one never makes one.
pub(crate) async fn open_existing(configuration: &Configuration) -> Result<Store, Stopped> {
    if sqlite_file_is_gone(&configuration.database) {
        return Err(nothing_here(configuration));
    }
    let store = open_within(configuration, Patience::Door).await?;
    let settings = paper::settings(&mut store.snapshot().await?).await?;
    if settings.is_none() {
        store.close().await;
        return Err(nothing_here(configuration));
    }
    Ok(store)
}

/// Opens the database of a paper that must be there, to read from it alone: nothing is made, brought up or entered, and
/// nobody who writes is waited for.
pub(crate) async fn open_to_read(configuration: &Configuration) -> Result<Store, Stopped> {
    if sqlite_file_is_gone(&configuration.database) {
        return Err(nothing_here(configuration));
    }
    let store = open_as_it_is(&configuration.database).await?;
    match refuse_to_read(configuration, &store).await {
        Ok(()) => Ok(store),
        Err(stopped) => {
            store.close().await;
            Err(stopped)
        }
    }
}

/// Refuses a database without a paper, and one whose schema is not this program's.
async fn refuse_to_read(configuration: &Configuration, store: &Store) -> Result<(), Stopped> {
    let mut snapshot = store.snapshot().await?;
    if !paper::has_schema(&mut snapshot).await? || paper::settings(&mut snapshot).await?.is_none() {
        return Err(nothing_here(configuration));
    }
    let (number, oldest) = (paper::schema_number(&mut snapshot).await?, paper::oldest_node(&mut snapshot).await?);
    Outgrown::refuse(oldest).map_err(|outgrown| Stopped::Outgrown(outgrown.said()))?;
    let schema = store::release::schema();
    if number < schema {
        return Err(Stopped::both(
            format!(
                "le schéma de la base de données en est à {number}, ce programme a besoin de {schema} ; lancez d’abord `rotative db upgrade`"
            ),
            format!("the database’s schema is at {number}, this program needs {schema}; run `rotative db upgrade` first"),
        ));
    }
    Ok(())
}

fn nothing_here(configuration: &Configuration) -> Stopped {
    let (french, english) = shown(configuration);
    Stopped::both(
        format!("il n’y a pas de journal dans {french} ; importez d’abord un dossier, ou nommez le bon `--data` ou la bonne `--database`"),
        format!("there is no paper in {english}; import a folder first, or name the right `--data` or `--database`"),
    )
}

/// Opens the database, or a new one, unless this node still shows a paper whose database is lost: a second paper must not
/// be begun beside it by accident.
pub(crate) async fn open_for_import(configuration: &Configuration) -> Result<Store, Stopped> {
    if sqlite_file_is_gone(&configuration.database) && configuration.shelf_file().is_file() {
        let shelf = configuration.shelf_file();
        let shelf = shelf.display();
        return Err(Stopped::both(
            format!(
                "le fichier de la base de données n’est plus là, mais « {shelf} » montre encore un journal ; reprenez le fichier, ou donnez au nouveau journal son propre `--data DIR`"
            ),
            format!(
                "the database file is gone, but `{shelf}` still shows a paper; bring the file back, or give the new paper its own `--data DIR`"
            ),
        ));
    }
    open(configuration).await
}

/// The database without its password.
fn shown(configuration: &Configuration) -> (&str, &str) {
    if configuration.database.starts_with("sqlite:") {
        (&configuration.database, &configuration.database)
    } else {
        ("le schéma PostgreSQL", "the PostgreSQL schema")
    }
}

/// Two processes that start together bring the schema up one after the other: SQLite has no lock for that. Whoever holds
/// the lock is waited for; each that takes it meanwhile, anew.
async fn one_at_a_time(configuration: &Configuration, patience: Patience) -> Result<std::fs::File, Stopped> {
    let path = configuration.data.join("upgrade.lock");
    let unusable = |error: std::io::Error| {
        let path = path.display();
        Stopped::both(
            format!("« {path} » ne peut pas servir : {error}"),
            format!("`{path}` cannot be used: {error}"),
        )
    };
    let file = std::fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(unusable)?;
    let (mut before, mut since) = (Holder::Unknown, Instant::now());
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(unusable(error)),
            Err(TryLockError::WouldBlock) => {}
        }
        let holder = holder_of_whole(&path);
        if !holder.is_same(&before) {
            (before, since) = (holder, Instant::now());
        } else if since.elapsed() >= patience.lasts() {
            let waited = Some(since.elapsed());
            return Err(Broken::from(Busy { waited, holder }).into());
        }
        sleep(LOOK_AGAIN).await;
    }
}

/// Opens the database, brings its schema up, and has an older record commit to the state of the paper; whoever is at that
/// already is waited for.
pub(crate) async fn open(configuration: &Configuration) -> Result<Store, Stopped> {
    open_within(configuration, Patience::Long).await
}

async fn open_within(configuration: &Configuration, patience: Patience) -> Result<Store, Stopped> {
    let folder = &configuration.data;
    std::fs::create_dir_all(folder).map_err(|error| {
        let folder = folder.display();
        Stopped::both(
            format!("le dossier de données « {folder} » ne peut pas être créé : {error}"),
            format!("the data folder `{folder}` cannot be made: {error}"),
        )
    })?;
    let _alone = one_at_a_time(configuration, patience).await?;
    let store = open_as_it_is(&configuration.database).await?;
    if let Err(stranger) = refuse_a_stranger(&configuration.database, &store).await {
        store.close().await;
        return Err(stranger.into());
    }
    let store = upgraded(store, patience).await?;
    match acts::base::commit_to_base(&store, &WallClock, &Chance).await {
        Ok(_) => Ok(store),
        Err(broken) => {
            store.close().await;
            Err(broken.into())
        }
    }
}

/// `rotative db upgrade`
pub(crate) async fn upgrade(configuration: &Configuration) -> Result<ExitCode, Stopped> {
    let store = open(configuration).await?;
    store.close().await;
    terminal::say(&format!("the schema is at number {}", store::release::schema()));
    Ok(ExitCode::SUCCESS)
}
