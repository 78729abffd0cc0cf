//! A file that is cleaned without being held in memory: a recording is copied before the first byte of it goes, and is read
//! where it lies until then. What must be held to be written anew is held within a limit.

use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::os::unix::fs::FileExt as _;

use crate::recording::Medium;
use crate::uncleanable::{NotCleaned, Uncleanable};
use crate::{clean, clean_recording, is_recording};

/// The largest picture, PDF or captions, in bytes: these are written anew, and are held in memory while that is done.
pub const HELD_AT_MOST: u64 = 128 << 20;

/// Makes a file with the bytes that it is given.
pub type Copying<'a> = &'a dyn Fn(&mut dyn io::Read) -> io::Result<File>;

/// Cleans a file. A copy is asked for only if something has to go; where none is, the file is clean.
pub fn clean_file(media_type: &str, original: &File, copy: Copying<'_>) -> Result<(), NotCleaned> {
    if is_recording(media_type) {
        let copied = Copied {
            original,
            asked: copy,
            copy: OnceCell::new(),
        };
        return clean_recording(media_type, &copied);
    }
    let bytes = held(original)?;
    let cleaned = clean(media_type, &bytes)?;
    if *cleaned != *bytes {
        copy(&mut &*cleaned)?;
    }
    Ok(())
}

/// The bytes of a file that may be held in memory.
pub fn held(file: &File) -> Result<Vec<u8>, NotCleaned> {
    let length = file.metadata()?.len();
    if length > HELD_AT_MOST {
        return Err(Uncleanable::TooLarge.into());
    }
    let mut bytes = Vec::with_capacity(length as usize);
    let mut file = file;
    file.rewind()?;
    file.take(HELD_AT_MOST).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file, and its copy once something was written over it.
struct Copied<'a> {
    original: &'a File,
    asked: Copying<'a>,
    copy: OnceCell<File>,
}

impl Copied<'_> {
    fn copied(&self) -> io::Result<&File> {
        if let Some(copy) = self.copy.get() {
            return Ok(copy);
        }
        let mut from = self.original;
        from.rewind()?;
        let copy = (self.asked)(&mut from)?;
        Ok(self.copy.get_or_init(|| copy))
    }
}

impl Medium for Copied<'_> {
    fn length(&self) -> io::Result<u64> {
        Ok(self.original.metadata()?.len())
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        self.copy.get().unwrap_or(self.original).read_exact_at(into, at)
    }

    fn write_at(&self, at: u64, bytes: &[u8]) -> io::Result<()> {
        self.copied()?.write_all_at(bytes, at)
    }
}
