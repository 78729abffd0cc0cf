//! A database at an address: opened as it is, brought up, or empty and to be filled.

use std::io;
use std::path::{Path, PathBuf};

use manuscript::Said;
use store::{NotADatabase, OpenRefused, Patience, SchemaRefused, Store};

use crate::refused::{NotKept, no_room};

/// Whether the address names a SQLite file that is not there.
pub fn sqlite_file_is_gone(database: &str) -> bool {
    sqlite_file(database).is_some_and(|file| !file.exists())
}

/// Whether the address names a SQLite file without a byte: no database was ever closed like that.
pub fn file_is_empty(database: &str) -> bool {
    sqlite_file(database).is_some_and(|file| std::fs::metadata(file).is_ok_and(|found| found.len() == 0))
}

/// The SQLite file that an address names.
pub fn sqlite_file(database: &str) -> Option<PathBuf> {
    database.strip_prefix("sqlite:").map(|file| file.trim_start_matches("//").into())
}

/// Opens the database without bringing its schema up.
pub async fn open_as_it_is(address: &str) -> Result<Store, NotKept> {
    Store::open(address).await.map_err(|refused| match &refused {
        damaged if let Some(said) = damaged.damage() => NotKept::Damaged(said),
        OpenRefused::NotADatabase(NotADatabase(address)) => NotKept::said(
            format!("« {address} » n’est pas une base de données que ce programme connaît ; écrivez `sqlite:FICHIER` ou `postgres://UTILISATEUR@HÔTE/NOM`"),
            refused.to_string(),
        ),
        OpenRefused::Busy(busy) => NotKept::Broken(busy.clone().into()),
        full if full.is_full() => NotKept::NoRoom(no_room()),
        OpenRefused::Broken(reason) => NotKept::Failed(Said::new(
            format!("la base de données n’a pas pu être ouverte : {reason}"),
            refused.to_string(),
        )),
    })
}

/// Refuses a SQLite file in which somebody else keeps something.
pub async fn refuse_a_stranger(address: &str, store: &Store) -> Result<(), NotKept> {
    if sqlite_file(address).is_none() {
        return Ok(());
    }
    let mut snapshot = store.snapshot().await?;
    if store::paper::has_schema(&mut snapshot).await? || store::paper::is_nothing_here(&mut snapshot).await? {
        return Ok(());
    }
    Err(NotKept::said(
        "ce fichier est la base de données d’un autre programme, rien n’y a été écrit ; nommez celle du journal, ou un nouveau fichier",
        "this file is the database of another program, nothing was written into it; name the paper’s own, or a new file",
    ))
}

/// Brings the schema up, once whoever does so already or writes is done; a database that has moved beyond this program is
/// closed and refused.
pub async fn upgraded(store: Store, patience: Patience) -> Result<Store, NotKept> {
    match store.upgrade_within(patience).await {
        Ok(()) => Ok(store),
        Err(refused) => {
            store.close().await;
            Err(match &refused {
                SchemaRefused::TooOld(outgrown) => NotKept::Broken((*outgrown).into()),
                SchemaRefused::Unreadable(broken) => NotKept::Broken(broken.clone()),
                SchemaRefused::Broken(_) if refused.is_full() => NotKept::NoRoom(no_room()),
                SchemaRefused::Broken(_) => NotKept::failed(&refused),
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
    pub(crate) async fn open(address: &str) -> Result<Self, NotKept> {
        let made = sqlite_file(address).filter(|file| !file.exists());
        if let Some(folder) = made
            .as_ref()
            .and_then(|file| file.parent())
            .filter(|folder| !folder.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|error| unmakable(folder, &error))?;
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

async fn open_empty(address: &str) -> Result<Store, NotKept> {
    let store = open_as_it_is(address).await?;
    let is_empty = match store.snapshot().await {
        Ok(mut snapshot) => store::paper::is_nothing_here(&mut snapshot).await,
        Err(broken) => Err(broken),
    };
    match is_empty {
        Ok(true) => upgraded(store, Patience::Long).await,
        Ok(false) => {
            store.close().await;
            Err(NotKept::said(
                "la base de données à cette adresse n’est pas vide ; nommez un nouveau fichier SQLite, ou un schéma PostgreSQL sans tables",
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

fn unmakable(folder: &Path, error: &io::Error) -> NotKept {
    let folder = folder.display();
    NotKept::said(
        format!("le dossier « {folder} » ne peut pas être créé : {error}"),
        format!("the folder `{folder}` cannot be made: {error}"),
    )
}
