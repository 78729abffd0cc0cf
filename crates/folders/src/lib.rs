//! Folders that people hand over: manuscripts, a theme, an export. Their regular files are read, and nothing else: a link
//! would show what the folder does not hold, a pipe never ends, a device is no text.
//!
//! The folder that somebody names may be reached through a link, since they named it; nothing below it may. Every step
//! down is taken from an open folder without following links, so that nobody can change the way in between.
//!
//! Never in it: what the files say.

mod unread;

use std::ffi::{OsStr, OsString};
use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{AtFlags, FileType, Mode, OFlags};
use rustix::io::Errno;

/// Why a file of a folder was not read; the text completes "the file …".
#[derive(Debug, thiserror::Error)]
pub enum Unread {
    #[error("is not there")]
    Missing,
    #[error("is a link, or lies behind one; put the file itself there")]
    Link,
    #[error("is a pipe, a socket or a device, and no file; take it out")]
    Special,
    #[error("is a folder, and no file")]
    Folder,
    #[error("lies outside the folder")]
    Outside,
    #[error("is larger than {0} MB")]
    TooLarge(u64),
    #[error("cannot be read: {0}")]
    Failed(#[from] io::Error),
}

impl From<Errno> for Unread {
    fn from(errno: Errno) -> Self {
        match errno {
            // Nothing is there, or a file stands where the path goes on.
            Errno::NOENT | Errno::NOTDIR => Self::Missing,
            Errno::LOOP => Self::Link,
            Errno::NXIO => Self::Special,
            other => Self::Failed(other.into()),
        }
    }
}

/// What stands in a folder under a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Link,
    /// A pipe, a socket, a device.
    Special,
}

impl Kind {
    const fn of(sort: FileType) -> Self {
        match sort {
            FileType::RegularFile => Self::File,
            FileType::Directory => Self::Folder,
            FileType::Symlink => Self::Link,
            _ => Self::Special,
        }
    }

    /// What is wrong with it where a file is wanted.
    const fn unread(self) -> Option<Unread> {
        match self {
            Self::File => None,
            Self::Folder => Some(Unread::Folder),
            Self::Link => Some(Unread::Link),
            Self::Special => Some(Unread::Special),
        }
    }
}

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub file_name: OsString,
    /// The file name as people read it.
    pub name: String,
    pub kind: Kind,
}

/// The names in a folder below `root`, in order; `path` is empty for the root itself.
pub fn list(root: &Path, path: &Path) -> Result<Vec<Entry>, Unread> {
    let mut below = steps(path)?;
    let folder = match below.pop() {
        Some(last) => open_folder(&parent(root, &below)?, &last)?,
        None => open_root(root)?,
    };
    let mut entries = Vec::new();
    for entry in rustix::fs::Dir::read_from(&folder)? {
        let entry = entry?;
        let file_name = OsStr::from_bytes(entry.file_name().to_bytes());
        if file_name == "." || file_name == ".." {
            continue;
        }
        let found = rustix::fs::statat(&folder, file_name, AtFlags::SYMLINK_NOFOLLOW)?;
        entries.push(Entry {
            file_name: file_name.to_owned(),
            name: file_name.to_string_lossy().into_owned(),
            kind: Kind::of(FileType::from_raw_mode(found.st_mode)),
        });
    }
    entries.sort_by(|one, other| one.file_name.cmp(&other.file_name));
    Ok(entries)
}

/// Opens a file below `root` for reading. `..` in the path is understood; it never leads out.
pub fn open(root: &Path, path: &Path) -> Result<File, Unread> {
    let mut below = steps(path)?;
    let name = below.pop().ok_or(Unread::Folder)?;
    let folder = parent(root, &below)?;
    let found = rustix::fs::statat(&folder, &name, AtFlags::SYMLINK_NOFOLLOW)?;
    if let Some(unread) = Kind::of(FileType::from_raw_mode(found.st_mode)).unread() {
        return Err(unread);
    }
    // Whatever has come to stand there since does not make this wait.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::openat(&folder, &name, flags, Mode::empty())?);
    let kind = Kind::of(FileType::from_raw_mode(rustix::fs::fstat(&file)?.st_mode));
    kind.unread().map_or(Ok(file), Err)
}

/// The bytes of a file below `root`, if they are no more than `at_most`.
pub fn read(root: &Path, path: &Path, at_most: u64) -> Result<Vec<u8>, Unread> {
    Ok(read_dated(root, path, at_most)?.0)
}

/// The same, with when the file was last changed.
pub fn read_dated(root: &Path, path: &Path, at_most: u64) -> Result<(Vec<u8>, SystemTime), Unread> {
    let file = open(root, path)?;
    let about = file.metadata()?;
    let too_large = || Unread::TooLarge(at_most >> 20);
    if about.len() > at_most {
        return Err(too_large());
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default() + 1);
    file.take(at_most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > at_most {
        return Err(too_large());
    }
    Ok((bytes, about.modified()?))
}

/// The text of a file below `root`, if it is UTF-8 and no longer than `at_most` bytes.
pub fn read_text(root: &Path, path: &Path, at_most: u64) -> Result<String, Unread> {
    String::from_utf8(read(root, path, at_most)?)
        .map_err(|_| Unread::Failed(io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text; save it as UTF-8")))
}

/// The same for a file that may be missing.
pub fn read_text_if_there(root: &Path, path: &Path, at_most: u64) -> Result<Option<String>, Unread> {
    match read_text(root, path, at_most) {
        Err(Unread::Missing) => Ok(None),
        read => read.map(Some),
    }
}

/// What stands at a path that somebody named, without following a link; nothing if nothing does.
pub fn kind_of(path: &Path) -> io::Result<Option<Kind>> {
    // A slash behind a link would lead through it.
    let path: PathBuf = path.components().collect();
    match rustix::fs::lstat(&path) {
        Ok(found) => Ok(Some(Kind::of(FileType::from_raw_mode(found.st_mode)))),
        Err(Errno::NOENT | Errno::NOTDIR) => Ok(None),
        Err(errno) => Err(errno.into()),
    }
}

/// The names on the way down, `.` and `..` resolved by the words alone.
fn steps(path: &Path) -> Result<Vec<OsString>, Unread> {
    let mut steps = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => steps.push(name.to_owned()),
            Component::CurDir => {}
            Component::ParentDir => drop(steps.pop().ok_or(Unread::Outside)?),
            Component::RootDir | Component::Prefix(_) => return Err(Unread::Outside),
        }
    }
    Ok(steps)
}

fn open_root(root: &Path) -> Result<OwnedFd, Unread> {
    Ok(rustix::fs::open(
        root,
        OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC,
        Mode::empty(),
    )?)
}

/// The folder in which the last step stands.
fn parent(root: &Path, steps: &[OsString]) -> Result<OwnedFd, Unread> {
    steps.iter().try_fold(open_root(root)?, |folder, name| open_folder(&folder, name))
}

fn open_folder(folder: &OwnedFd, name: &OsStr) -> Result<OwnedFd, Unread> {
    let found = rustix::fs::statat(folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
    match Kind::of(FileType::from_raw_mode(found.st_mode)) {
        Kind::Folder => {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            Ok(rustix::fs::openat(folder, name, flags, Mode::empty())?)
        }
        Kind::Link => Err(Unread::Link),
        Kind::File | Kind::Special => Err(Unread::Missing),
    }
}

#[cfg(test)]
mod tests;
