//! The files in which an export carries what manuscripts cannot: `.rotative/` with a JSON line per row.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use manuscript::Uuid;
use manuscript::clock::Instant;
use manuscript::commitment::{Leaf, hex, unhex};
use manuscript::record::Entry;
use manuscript::words::Nature;
use serde::Deserialize;
use store::carrying::folder::folder_in;
use store::record::Entered;
use store::versions::Version;

use crate::refused::{NotKept, unread, unwritable};

/// A version as a line: the copy's canonical bytes verbatim, as a string.
#[derive(Serialize, Deserialize)]
pub(crate) struct VersionLine {
    article: Uuid,
    number: i64,
    nature: Nature,
    at: Instant,
    by: String,
    copy: String,
    leaves: Vec<Leaf>,
    previous: String,
    link: String,
}

/// An entry of the record as a line, with the hash that chains it.
#[derive(Serialize, Deserialize)]
pub(crate) struct EntryLine {
    entry: Entry,
    hash: String,
}

/// What an import left, as a line.
#[derive(Serialize, Deserialize)]
pub(crate) struct ImportLine {
    pub(crate) path: String,
    pub(crate) article: Uuid,
    pub(crate) file_hash: String,
    pub(crate) draft_revision: i64,
}

/// The paper as a line.
#[derive(Serialize, Deserialize)]
pub(crate) struct PaperLine {
    pub(crate) identity: Uuid,
    pub(crate) settings: String,
}

impl From<&Version> for VersionLine {
    fn from(version: &Version) -> Self {
        Self {
            article: version.article,
            number: version.number,
            nature: version.nature,
            at: version.at,
            by: version.by.clone(),
            copy: version.copy.clone(),
            leaves: version.leaves.clone(),
            previous: hex(&version.previous),
            link: hex(&version.link),
        }
    }
}

impl VersionLine {
    pub(crate) fn version(self) -> Option<Version> {
        Some(Version {
            previous: unhex(&self.previous)?,
            link: unhex(&self.link)?,
            article: self.article,
            number: self.number,
            nature: self.nature,
            at: self.at,
            by: self.by,
            copy: self.copy,
            leaves: self.leaves,
        })
    }
}

impl From<&Entered> for EntryLine {
    fn from(entered: &Entered) -> Self {
        Self {
            entry: entered.entry.clone(),
            hash: hex(&entered.hash),
        }
    }
}

impl EntryLine {
    pub(crate) fn entered(self) -> Option<Entered> {
        Some(Entered {
            hash: unhex(&self.hash)?,
            entry: self.entry,
        })
    }
}

/// Writes lines into a file.
pub(crate) struct Lines {
    out: BufWriter<File>,
    path: PathBuf,
}

impl Lines {
    pub(crate) fn into(export: &Path, name: &str) -> Result<Self, NotKept> {
        let path = folder_in(export).join(name);
        let file = File::create(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(Self {
            out: BufWriter::new(file),
            path,
        })
    }

    pub(crate) fn put<T: Serialize>(&mut self, line: &T) -> Result<(), NotKept> {
        let text = serde_json::to_string(line).map_err(NotKept::failed)?;
        writeln!(self.out, "{text}").map_err(|error| unwritable(&self.path, &error))
    }

    /// Everything is on the disk when this returns.
    pub(crate) fn finish(self) -> Result<(), NotKept> {
        let path = self.path;
        let file = self.out.into_inner().map_err(|error| unwritable(&path, error.error()))?;
        file.sync_all().map_err(|error| unwritable(&path, &error))
    }
}

/// Whether an export has one of these files; a link or a pipe in its place is refused when it is read.
pub(crate) fn has(export: &Path, name: &str) -> bool {
    let found = folders::open(export, &folder_in(Path::new("")).join(name));
    !matches!(found, Err(folders::Unread::Missing))
}

/// Reads the lines of a file one by one; a faulty line is refused with its number.
pub(crate) fn lines_of<T: DeserializeOwned>(
    export: &Path,
    name: &str,
) -> Result<impl Iterator<Item = Result<T, NotKept>> + use<T>, NotKept> {
    let path = folder_in(export).join(name);
    let file = folders::open(export, &folder_in(Path::new("")).join(name));
    let file = file.map_err(|why| unread(&path, &why))?;
    Ok(BufReader::new(file).lines().enumerate().map(move |(index, line)| {
        let place = format!("{}:{}", path.display(), index + 1);
        let line = line.map_err(|error| faulty(&place, &error))?;
        serde_json::from_str(&line).map_err(|error| faulty(&place, &error))
    }))
}

fn faulty(place: &str, error: &dyn std::fmt::Display) -> NotKept {
    NotKept::said(format!("{place} : {error}"), format!("{place}: {error}"))
}
