//! One data folder, one serving process.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::refused::NotKept;

/// Held as long as the process serves; the system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub struct DataLock {
    _file: File,
}

/// Takes the data folder for this process.
pub fn take(data: &Path) -> Result<DataLock, NotKept> {
    let shown = data.display();
    let unusable = |error: std::io::Error| {
        NotKept::said(
            format!("le dossier de données « {shown} » ne peut pas servir : {error}"),
            format!("the data folder `{shown}` cannot be used: {error}"),
        )
    };
    std::fs::create_dir_all(data).map_err(unusable)?;
    let file = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(data.join("rotative.lock"))
        .map_err(unusable)?;
    match file.try_lock() {
        Ok(()) => Ok(DataLock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(NotKept::said(
            format!(
                "le dossier de données « {shown} » est déjà servi par un autre processus ; arrêtez celui-là, ou donnez à celui-ci le sien par `--data DIR`"
            ),
            format!(
                "the data folder `{shown}` is served by another process already; stop that one, or give this one its own with `--data DIR`"
            ),
        )),
        Err(TryLockError::Error(error)) => Err(unusable(error)),
    }
}
