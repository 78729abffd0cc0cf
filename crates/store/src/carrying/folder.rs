//! The folder of an export: where it carries what manuscripts cannot say, and by what its settings are known again.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The folder beside the manuscripts.
pub fn folder_in(export: &Path) -> PathBuf {
    export.join(".rotative")
}

/// Where an export carries its media.
pub fn media_in(export: &Path) -> PathBuf {
    folder_in(export).join("media")
}

/// By which a folder's settings are known again: an unchanged folder never undoes what was set by an act since.
pub fn settings_hash(settings: &str, pages: &[String]) -> Vec<u8> {
    let hash = pages.iter().fold(Sha256::new_with_prefix(settings), Sha256::chain_update);
    hash.finalize().to_vec()
}
