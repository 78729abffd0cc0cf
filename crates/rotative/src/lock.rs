//! One data folder, one serving process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::Stopped;

/// Held as long as the process serves; the system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct DataLock {
    _file: File,
}

/// Takes the data folder for this process.
pub(crate) fn take(data: &Path) -> Result<DataLock, Stopped> {
    let unusable = |error: std::io::Error| Stopped::refused(format!("the data folder `{}` cannot be used: {error}", data.display()));
    std::fs::create_dir_all(data).map_err(unusable)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data.join("rotative.lock"))
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(DataLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(Stopped::refused(format!(
            "the data folder `{}` is served by another process already; stop that one, or give this one its own with `--data DIR`",
            data.display()
        ))),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}
