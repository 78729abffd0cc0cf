//! Opening the newsroom's database, and bringing its schema up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use store::{OpenRefused, SchemaRefused, Store};

use crate::configuration::Configuration;
use crate::{Stopped, terminal};

/// Opens the database of a paper that must be there: asking for one never makes one.
pub(crate) async fn open_existing(configuration: &Configuration) -> Result<Store, Stopped> {
    let nothing = || {
        Stopped::refused(format!(
            "there is no paper in {}; import a folder first, or name the right `--data` or `--database`",
            shown(configuration)
        ))
    };
    if sqlite_file_is_gone(&configuration.database) {
        return Err(nothing());
    }
    let store = open(configuration).await?;
    let settings = store::paper::settings(&mut store.stacks().await?).await?;
    if settings.is_none() {
        store.close().await;
        return Err(nothing());
    }
    Ok(store)
}

/// Opens the database, or a new one, unless this node still shows a paper whose database is lost: a second paper must not
/// be begun beside it by accident.
pub(crate) async fn open_for_import(configuration: &Configuration) -> Result<Store, Stopped> {
    if sqlite_file_is_gone(&configuration.database) && configuration.shelf_file().is_file() {
        return Err(Stopped::refused(format!(
            "the database file is gone, but `{}` still shows a paper; bring the file back, or give the new paper its own `--data DIR`",
            configuration.shelf_file().display()
        )));
    }
    open(configuration).await
}

/// Whether the address names a SQLite file that is not there.
pub(crate) fn sqlite_file_is_gone(database: &str) -> bool {
    file_of(database).is_some_and(|file| !file.exists())
}

/// The SQLite file that an address names.
fn file_of(database: &str) -> Option<PathBuf> {
    database.strip_prefix("sqlite:").map(|file| file.trim_start_matches("//").into())
}

/// The database without its password.
fn shown(configuration: &Configuration) -> &str {
    if configuration.database.starts_with("sqlite:") {
        &configuration.database
    } else {
        "the PostgreSQL schema"
    }
}

/// Two processes that start together bring the schema up one after the other: SQLite has no lock for that.
fn one_at_a_time(configuration: &Configuration) -> Result<std::fs::File, Stopped> {
    let path = configuration.data.join("upgrade.lock");
    let unusable = |error: std::io::Error| Stopped::refused(format!("`{}` cannot be used: {error}", path.display()));
    let file = std::fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(unusable)?;
    file.lock().map_err(unusable)?;
    Ok(file)
}

/// Opens the database and brings its schema up.
pub(crate) async fn open(configuration: &Configuration) -> Result<Store, Stopped> {
    let folder = &configuration.data;
    std::fs::create_dir_all(folder)
        .map_err(|error| Stopped::refused(format!("the data folder `{}` cannot be made: {error}", folder.display())))?;
    let _alone = one_at_a_time(configuration)?;
    let store = open_as_it_is(&configuration.database).await?;
    upgraded(store).await
}

/// Opens the database without bringing its schema up.
pub(crate) async fn open_as_it_is(address: &str) -> Result<Store, Stopped> {
    Store::open(address).await.map_err(|refused| match refused {
        OpenRefused::NotADatabase(_) => Stopped::refused(refused),
        full if full.is_full() => Stopped::no_room(),
        OpenRefused::Broken(_) => Stopped::broken(refused),
    })
}

/// Brings the schema up; a database that has moved beyond this program is closed and refused.
pub(crate) async fn upgraded(store: Store) -> Result<Store, Stopped> {
    match store.upgrade().await {
        Ok(()) => Ok(store),
        Err(refused) => {
            store.close().await;
            Err(match refused {
                SchemaRefused::TooOld { .. } => Stopped::refused(refused),
                full if full.is_full() => Stopped::no_room(),
                other => Stopped::broken(other),
            })
        }
    }
}

/// A database in which nothing stands yet. It stays, or it is given back as it was found.
pub(crate) struct EmptyDatabase {
    pub(crate) store: Store,
    /// The SQLite file, if it was not there before.
    made: Option<PathBuf>,
}

impl EmptyDatabase {
    /// Opens an empty database, or makes the SQLite file; refuses one in which anything stands.
    pub(crate) async fn open(address: &str) -> Result<Self, Stopped> {
        let made = file_of(address).filter(|file| !file.exists());
        if let Some(folder) = made
            .as_ref()
            .and_then(|file| file.parent())
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder)
                .map_err(|error| Stopped::refused(format!("the folder `{}` cannot be made: {error}", folder.display())))?;
        }
        let opened = open_empty(address).await;
        if opened.is_err() {
            remove(made.as_deref());
        }
        Ok(Self { store: opened?, made })
    }

    /// Closes it with what was laid down.
    pub(crate) async fn keep(self) {
        self.store.close().await;
    }

    /// Closes it; a file that was not there before is gone again.
    pub(crate) async fn give_back(self) {
        self.store.close().await;
        remove(self.made.as_deref());
    }
}

async fn open_empty(address: &str) -> Result<Store, Stopped> {
    let store = open_as_it_is(address).await?;
    let is_empty = match store.stacks().await {
        Ok(mut stacks) => store::paper::is_nothing_here(&mut stacks).await,
        Err(broken) => Err(broken),
    };
    match is_empty {
        Ok(true) => upgraded(store).await,
        Ok(false) => {
            store.close().await;
            Err(Stopped::refused(
                "the database at that address is not empty; name a new SQLite file, or a PostgreSQL schema without tables",
            ))
        }
        Err(broken) => {
            store.close().await;
            Err(broken.into())
        }
    }
}

fn remove(file: Option<&Path>) {
    for file in file.iter().flat_map(|file| with_companions(file)) {
        let _ = std::fs::remove_file(file);
    }
}

/// A SQLite file and the two that stand beside it while it is open.
pub(crate) fn with_companions(file: &Path) -> [PathBuf; 3] {
    ["", "-wal", "-shm"].map(|suffix| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        name.into()
    })
}

/// `rotative db upgrade`
pub(crate) async fn upgrade(configuration: &Configuration) -> Result<ExitCode, Stopped> {
    let store = open(configuration).await?;
    store.close().await;
    terminal::say(&format!("the schema is at number {}", store::SCHEMA));
    Ok(ExitCode::SUCCESS)
}
