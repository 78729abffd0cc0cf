//! Broken machinery: what a database did not do, told apart by what somebody can do about it, and why one could not be opened.

use std::sync::Arc;

use manuscript::refusal::{Refusal, Said};

use crate::busy::{Busy, Holder};
use crate::moved_away::MovedAway;
use crate::release::Outgrown;

/// Broken machinery: the database away, a full disk, a row that no code of ours wrote. Never a rule of the paper.
#[derive(Clone, Debug)]
pub struct Broken(Arc<sqlx::Error>);

/// An address of a database that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no database that this program knows; write `sqlite:FILE` or `postgres://USER@HOST/NAME`")]
pub struct NotADatabase(pub String);

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(busy) = self.busy() {
            return busy.fmt(f);
        }
        if let Some(outgrown) = self.outgrown() {
            return outgrown.fmt(f);
        }
        if let Some(moved) = self.moved_away() {
            return moved.fmt(f);
        }
        if self.is_full() {
            return f.write_str("the disk is full, nothing of this was kept: make room, then do it again");
        }
        if self.is_read_only() {
            return f.write_str("the database’s disk can only be read, nothing of this was kept: make it writable, then do it again");
        }
        if self.is_damage() {
            return f.write_str(DAMAGED.1);
        }
        write!(f, "the database did not do its work: {}", self.0)
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

impl From<sqlx::Error> for Broken {
    fn from(error: sqlx::Error) -> Self {
        Self(Arc::new(error))
    }
}

impl From<Busy> for Broken {
    fn from(busy: Busy) -> Self {
        sqlx::Error::AnyDriverError(Box::new(busy)).into()
    }
}

impl From<MovedAway> for Broken {
    fn from(moved: MovedAway) -> Self {
        sqlx::Error::AnyDriverError(Box::new(moved)).into()
    }
}

impl From<Outgrown> for Broken {
    fn from(outgrown: Outgrown) -> Self {
        sqlx::Error::AnyDriverError(Box::new(outgrown)).into()
    }
}

impl Refusal for Broken {
    fn said(&self) -> Said {
        if let Some(busy) = self.busy() {
            return busy.said();
        }
        if let Some(outgrown) = self.outgrown() {
            return outgrown.said();
        }
        if let Some(moved) = self.moved_away() {
            return moved.said();
        }
        let french = if self.is_full() {
            "le disque est plein, rien de ceci n’a été gardé : faites de la place, puis recommencez".into()
        } else if self.is_read_only() {
            "le disque de la base de données est en lecture seule, rien de ceci n’a été gardé : rendez-le inscriptible, puis recommencez"
                .into()
        } else if self.is_damage() {
            DAMAGED.0.into()
        } else if self.is_away() {
            "la base de données ne répond pas, rien de ceci n’a été gardé : refaites-le quand elle est de retour".into()
        } else {
            format!("la base de données n’a pas fait son travail : {}", self.0)
        };
        Said::new(french, self.to_string())
    }

    fn code(&self) -> String {
        let reason = if self.is_busy() {
            "busy"
        } else if self.outgrown().is_some() {
            "outgrown"
        } else if self.moved_away().is_some() {
            "moved"
        } else if self.is_full() {
            "full"
        } else if self.is_read_only() {
            "read_only"
        } else if self.is_damage() {
            "damaged"
        } else if self.is_away() {
            "away"
        } else {
            "broken"
        };
        format!("database.{reason}")
    }

    fn codes() -> Vec<String> {
        ["busy", "outgrown", "moved", "full", "read_only", "damaged", "away", "broken"]
            .map(|reason| format!("database.{reason}"))
            .into()
    }
}

impl Broken {
    /// Stored bytes that this code cannot read.
    pub fn unreadable(what: &str, error: impl std::fmt::Display) -> Self {
        sqlx::Error::Decode(format!("{what}: {error}").into()).into()
    }

    /// Machinery that failed below, and said so in words.
    pub fn because(reason: impl Into<String>) -> Self {
        sqlx::Error::Protocol(reason.into()).into()
    }

    /// A connection that did not come to be. Whatever else answers there, a proxy without a server behind it or one that
    /// ends in the middle of a word, it is no database of ours now.
    pub(crate) fn connecting(error: sqlx::Error) -> Self {
        match error {
            sqlx::Error::Protocol(_) | sqlx::Error::Decode(_) => {
                let away = std::io::Error::new(std::io::ErrorKind::NotConnected, error.to_string());
                sqlx::Error::Io(away).into()
            }
            other => other.into(),
        }
    }

    /// Who held what was waited for in vain, if that is what went wrong.
    pub fn busy(&self) -> Option<Busy> {
        match &*self.0 {
            sqlx::Error::AnyDriverError(cause) => cause.downcast_ref().cloned(),
            error => busy_in(error),
        }
    }

    /// How far the database has moved beyond this program, if it has.
    pub fn outgrown(&self) -> Option<Outgrown> {
        match &*self.0 {
            sqlx::Error::AnyDriverError(cause) => cause.downcast_ref().copied(),
            _ => None,
        }
    }

    /// Since when the paper lives in another database, if it does.
    pub fn moved_away(&self) -> Option<MovedAway> {
        match &*self.0 {
            sqlx::Error::AnyDriverError(cause) => cause.downcast_ref().copied(),
            _ => None,
        }
    }

    /// Whether something was waited for in vain: nothing is broken, and it can be asked for again.
    pub fn is_busy(&self) -> bool {
        self.busy().is_some()
    }

    /// Whether there was no room left on the disk.
    pub fn is_full(&self) -> bool {
        is_full(&self.0)
    }

    /// Whether the disk can only be read: SQLite's codes, whatever went wrong in particular, and PostgreSQL's.
    pub fn is_read_only(&self) -> bool {
        match &*self.0 {
            sqlx::Error::Database(error) => error
                .code()
                .is_some_and(|code| matches!(&*code, "8" | "264" | "520" | "776" | "1032" | "1288" | "1544" | "25006")),
            sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::ReadOnlyFilesystem,
            _ => false,
        }
    }

    /// Whether the file is no database any more, or pages of it are torn: SQLite’s codes, PostgreSQL’s class XX.
    pub fn is_damage(&self) -> bool {
        is_damage(&self.0)
    }

    /// Whether nothing answers where the database should be: the server is gone, ends, or begins.
    pub fn is_away(&self) -> bool {
        match &*self.0 {
            sqlx::Error::Io(error) => !matches!(
                error.kind(),
                std::io::ErrorKind::StorageFull | std::io::ErrorKind::ReadOnlyFilesystem
            ),
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed | sqlx::Error::Tls(_) => true,
            sqlx::Error::Database(error) => error
                .code()
                .is_some_and(|code| code.starts_with("08") || matches!(&*code, "57P01" | "57P02" | "57P03" | "14")),
            _ => false,
        }
    }

    /// Whether somebody here can mend what broke, once told: make room, put a backup in the place of a damaged file.
    pub fn can_be_mended(&self) -> bool {
        self.is_full() || self.is_read_only() || self.is_damage()
    }

    /// Whether a commit that ended like this surely kept nothing: the engine itself refused it.
    pub fn kept_nothing(&self) -> bool {
        matches!(&*self.0, sqlx::Error::Database(_)) && !self.is_away()
    }
}

/// What is said of a damaged database, in French and in English.
const DAMAGED: (&str, &str) = (
    "la base de données est endommagée, rien de ceci n’a été gardé : remettez la dernière sauvegarde (`rotative restore`), et gardez le fichier abîmé",
    "the database is damaged, nothing of this was kept: put the last backup in its place (`rotative restore`), and keep the damaged file",
);

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefused {
    #[error(transparent)]
    NotADatabase(#[from] NotADatabase),
    #[error(transparent)]
    Busy(Busy),
    #[error("the database could not be opened: {0}")]
    Broken(sqlx::Error),
}

impl From<sqlx::Error> for OpenRefused {
    fn from(error: sqlx::Error) -> Self {
        match busy_in(&error) {
            Some(busy) => Self::Busy(busy),
            None => Self::Broken(error),
        }
    }
}

impl OpenRefused {
    /// What is said of a file that is a database no more, if that is why.
    pub fn damage(&self) -> Option<Said> {
        let damaged = matches!(self, Self::Broken(error) if is_damage(error));
        damaged.then(|| Said::new(DAMAGED.0, DAMAGED.1))
    }

    /// Whether there was no room left on the disk.
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Broken(error) if is_full(error))
    }
}

fn is_damage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error
            .code()
            .is_some_and(|code| matches!(&*code, "11" | "26" | "267" | "523" | "779" | "XX001" | "XX002")),
        _ => false,
    }
}

/// SQLite's codes for a full disk and for shared memory that finds no room there, PostgreSQL's `disk_full`.
pub(crate) fn is_full(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(error) => error.code().is_some_and(|code| matches!(&*code, "13" | "4874" | "53100")),
        sqlx::Error::Io(error) => error.kind() == std::io::ErrorKind::StorageFull,
        _ => false,
    }
}

/// What an engine says when it gave up waiting: SQLite's codes for a file that is locked, PostgreSQL's for a lock that was
/// not given in time and for connections of which none is left.
pub(crate) fn busy_in(error: &sqlx::Error) -> Option<Busy> {
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code)?;
    let holder = match &*code {
        "5" | "6" | "261" | "262" | "517" | "518" | "773" | "55P03" => Holder::Unknown,
        "53300" => Holder::Connections,
        _ => return None,
    };
    Some(Busy { waited: None, holder })
}
