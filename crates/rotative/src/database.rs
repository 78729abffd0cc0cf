//! Opening the newsroom's database, and bringing its schema up.

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
    database
        .strip_prefix("sqlite:")
        .is_some_and(|file| !std::path::Path::new(file.trim_start_matches("//")).exists())
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
    let store = Store::open(&configuration.database).await.map_err(|refused| match refused {
        OpenRefused::NotADatabase(_) => Stopped::refused(refused),
        OpenRefused::Broken(_) => Stopped::broken(refused),
    })?;
    match store.upgrade().await {
        Ok(()) => Ok(store),
        Err(refused) => {
            store.close().await;
            Err(match refused {
                SchemaRefused::TooOld { .. } => Stopped::refused(refused),
                other => Stopped::broken(other),
            })
        }
    }
}

/// `rotative db upgrade`
pub(crate) async fn upgrade(configuration: &Configuration) -> Result<ExitCode, Stopped> {
    let store = open(configuration).await?;
    store.close().await;
    terminal::say(&format!("the schema is at number {}", store::SCHEMA));
    Ok(ExitCode::SUCCESS)
}
