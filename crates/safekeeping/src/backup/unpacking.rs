//! A backup is unpacked, and every byte of it held against what the backup says of itself.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use manuscript::Said;

use super::archive::Hashing;
use super::facts::{self, DATABASE, Facts, Member};
use super::sealing::{Unsealing, unsealed};
use crate::doctor::Room;
use crate::new_copy::NewCopy;
use crate::refused::{NotKept, unreadable, unwritable};

/// Where a backup is unpacked before any of it counts; on the disk on which it is to stay.
pub(super) const UNPACKED: &str = "restoring.part";

/// The folder into which a backup is unpacked; gone when this is dropped.
pub(super) struct Unpacked {
    pub(super) folder: PathBuf,
    pub(super) stays: Stays,
}

/// What of a backup stays on the disk for a while. All of it is read, and held against what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stays {
    Everything,
    /// It must be opened to be verified; of a film nothing is learned that reading it does not tell.
    DatabaseAlone,
}

/// An unpacked backup of which every byte is what was saved.
pub(super) struct Whole {
    pub(super) unpacked: Unpacked,
    pub(super) facts: Facts,
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A backup, and what opens it if it is sealed.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub file: &'a Path,
    pub keys: &'a Unsealing,
    pub copy: &'a NewCopy,
}

/// Unpacks a backup into a folder of its own and holds every byte of it against what it says.
pub(super) fn unpack(source: Source<'_>, unpacked: Unpacked) -> Result<Whole, NotKept> {
    let unwritable = |error: io::Error| unwritable(&unpacked.folder, &error);
    if unpacked.folder.exists() {
        fs::remove_dir_all(&unpacked.folder).map_err(unwritable)?;
    }
    fs::create_dir_all(unpacked.folder.join("media")).map_err(unwritable)?;
    let plain = open(source)?;
    let (facts, members) = members_of(plain, &unpacked)?;
    let facts = facts.ok_or_else(|| {
        damaged_so(
            "elle ne dit pas ce qu’elle contient, sa fin manque",
            "it does not say what it holds, its end is missing",
        )
    })?;
    if facts.form > facts::FORM {
        let program = &facts.program;
        return Err(NotKept::said(
            format!("la sauvegarde a été faite par un programme plus récent ({program}) ; installez-le d’abord"),
            format!("the backup was made by a newer program ({program}); install it first"),
        ));
    }
    match members.iter().zip(&facts.members).find(|(found, said)| found != said) {
        Some((found, _)) => Err(not_as_saved(&found.path)),
        None if members.len() != facts.members.len() => Err(damaged_so(
            "elle n’a pas les fichiers qu’elle dit avoir",
            "it has not the files that it says it has",
        )),
        None => Ok(Whole { unpacked, facts }),
    }
}

fn open(source: Source<'_>) -> Result<Box<dyn Read>, NotKept> {
    let Source { file, keys, .. } = source;
    let unreadable = |error: io::Error| unreadable(file, &error);
    if !fs::metadata(file).map_err(unreadable)?.is_file() {
        let file = file.display();
        return Err(NotKept::said(
            format!("« {file} » n’est pas un fichier ; nommez-en un que `rotative backup` a écrit"),
            format!("`{file}` is no file; name one that `rotative backup` wrote"),
        ));
    }
    let opened = File::open(file).map_err(unreadable)?;
    let plain = unsealed(BufReader::new(opened), keys)?;
    Ok(Box::new(zstd::Decoder::new(plain).map_err(damaged)?))
}

/// Every member in its place, and what `backup.json` says of them.
fn members_of(plain: Box<dyn Read>, into: &Unpacked) -> Result<(Option<Facts>, Vec<Member>), NotKept> {
    let (mut facts, mut members) = (None, Vec::new());
    let mut archive = tar::Archive::new(plain);
    for entry in archive.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let path = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        if !entry.header().entry_type().is_file() {
            return Err(damaged_so(
                &format!("« {path} » n’y est pas un fichier, et une sauvegarde ne contient rien d’autre"),
                &format!("`{path}` in it is no file, and a backup holds nothing else"),
            ));
        }
        if path == facts::NAME {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).map_err(damaged)?;
            facts = Some(serde_json::from_slice(&bytes).map_err(damaged)?);
            continue;
        }
        let member = into.keep(entry, &path)?;
        if facts::hash_of(&path).is_some_and(|hash| manuscript::commitment::hex(&hash) != member.sha256) {
            return Err(not_as_saved(&path));
        }
        members.push(member);
    }
    // The checksums of the outer layers stand at their very end.
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(damaged)?;
    Ok((facts, members))
}

impl Unpacked {
    /// Reads one member, and keeps it if it stays; no name leads out of the folder.
    fn keep(&self, entry: tar::Entry<'_, impl Read>, path: &str) -> Result<Member, NotKept> {
        if path != DATABASE && facts::hash_of(path).is_none() {
            return Err(damaged_so(
                &format!("elle contient « {path} », qu’aucune sauvegarde n’a"),
                &format!("it holds `{path}`, which no backup has"),
            ));
        }
        let size = entry.size();
        let mut hashing = Hashing::of(entry);
        if path == DATABASE {
            refuse_without_room(&self.folder, size)?;
        } else if self.stays == Stays::DatabaseAlone {
            io::copy(&mut hashing, &mut io::sink()).map_err(damaged)?;
            return Ok(hashing.member(path));
        }
        write(&mut hashing, &self.folder.join(path))?;
        Ok(hashing.member(path))
    }
}

/// What is read is damaged where it breaks; what is written has no room.
fn write(from: &mut impl Read, place: &Path) -> Result<(), NotKept> {
    let unwritable = |error: io::Error| unwritable(place, &error);
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    let mut file = File::create(place).map_err(unwritable)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let length = from.read(&mut buffer).map_err(damaged)?;
        if length == 0 {
            break;
        }
        io::Write::write_all(&mut file, &buffer[..length]).map_err(unwritable)?;
    }
    file.sync_all().map_err(unwritable)
}

/// A database needs room for itself, and for as much again: a journal stands beside it while its schema is brought up.
fn refuse_without_room(folder: &Path, database: u64) -> Result<(), NotKept> {
    let needed = database.saturating_mul(2);
    let free = Room::of(folder).map_err(|error| unwritable(folder, &error))?.free;
    if free >= needed {
        return Ok(());
    }
    let (folder, free, needed) = (folder.display(), free >> 20, (needed >> 20) + 1);
    Err(NotKept::NoRoom(Said::new(
        format!("il reste {free} Mo sur le disque de « {folder} », et il en faut {needed} ; faites de la place"),
        format!("{free} MB are left on the disk of `{folder}`, and {needed} are needed; make room"),
    )))
}

fn not_as_saved(path: &str) -> NotKept {
    damaged_so(
        &format!("« {path} » n’est pas ce qui a été sauvegardé"),
        &format!("`{path}` is not what was saved"),
    )
}

fn damaged(what: impl std::fmt::Display) -> NotKept {
    let what = what.to_string();
    damaged_so(&what, &what)
}

pub(super) fn damaged_so(french: &str, english: &str) -> NotKept {
    NotKept::Damaged(Said::new(
        format!("la sauvegarde est abîmée ou tronquée, rien n’a été restitué : {french}"),
        format!("the backup is damaged or cut short, nothing was restored: {english}"),
    ))
}
