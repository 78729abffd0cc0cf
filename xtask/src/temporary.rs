//! A folder that lasts as long as its value; what a killed run left behind goes at the next start.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

use crate::Outcome;

const PREFIX: &str = "rotative-xtask-";

/// A folder under the system's temporary one, removed on drop.
#[derive(Debug)]
pub(crate) struct TempFolder {
    path: PathBuf,
}

impl TempFolder {
    /// A new empty folder; `name` only helps the eye.
    pub(crate) fn new(name: &str) -> Outcome<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("{PREFIX}{}-{number}-{name}", process::id()));
        fs::create_dir_all(&path).map_err(|fault| format!("{} could not be made: {fault}.", path.display()))?;
        Ok(Self { path })
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for TempFolder {
    fn drop(&mut self) {
        let _gone_already = fs::remove_dir_all(&self.path);
    }
}

/// Removes the folders of runs that are no more.
pub(crate) fn sweep() {
    for entry in fs::read_dir(env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if name.to_str().and_then(process_of).is_some_and(is_over) {
            let _someone_elses = fs::remove_dir_all(entry.path());
        }
    }
}

fn process_of(name: &str) -> Option<u32> {
    name.strip_prefix(PREFIX)?.split('-').next()?.parse().ok()
}

/// Where there is no `/proc` nothing is known, and nothing is removed.
fn is_over(process: u32) -> bool {
    Path::new("/proc/self").exists() && !Path::new("/proc").join(process.to_string()).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_goes_with_its_value() {
        let folder = TempFolder::new("gone").unwrap();
        let path = folder.path().to_path_buf();
        assert!(path.is_dir());
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn only_our_own_names_are_swept() {
        assert_eq!(process_of("rotative-xtask-12-0-data"), Some(12));
        assert_eq!(process_of("rotative-12"), None);
        assert!(!is_over(process::id()));
    }
}
