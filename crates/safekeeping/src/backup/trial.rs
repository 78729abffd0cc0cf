//! A backup is read back as a restore would read it, and nothing of it is kept.

use std::path::Path;

use super::restoring::{Restored, into_folder};
use super::unpacking::Source;
use crate::refused::{NotKept, unwritable};

/// Restores a backup into a folder of its own, which is gone afterwards: every byte is held against what the backup says of
/// itself, and every version and the whole record are verified. What an attempt before left there goes first.
pub async fn try_reading(source: Source<'_>, scratch: &Path) -> Result<Restored, NotKept> {
    let unwritable = |error: std::io::Error| unwritable(scratch, &error);
    clear(scratch).map_err(unwritable)?;
    let read = into_folder(source, scratch).await;
    clear(scratch).map_err(unwritable)?;
    read
}

fn clear(scratch: &Path) -> std::io::Result<()> {
    match std::fs::remove_dir_all(scratch) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
