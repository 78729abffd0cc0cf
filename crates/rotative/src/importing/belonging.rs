//! Which of a paper's folders a folder is, if it is one: two papers are not mixed by a forgotten option.
//!
//! A folder is known again by where it stood at an earlier import into this data folder, or by what it holds: at least
//! half of its manuscripts, or of those that the paper knows, are the paper's own, byte for byte or by their `id`.
//!
//! A paper's first folder names its files as they stand in it. Another one that somebody let in has its own name before
//! them, so that no file of one is taken for a file of the other.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use manuscript::Uuid;
use sha2::{Digest, Sha256};

use crate::reading::{Known, LARGEST, path_of};

/// The list of imported folders in a data folder: on each line what stands before the names of its files, a tab, its place.
const SEEN: &str = "imported-folders";
/// How far into a file its `id` is looked for.
const HEAD: usize = 2_048;

/// What stands before the names of a folder's files, if the folder is one of the paper's.
pub(super) fn prefix_of(data: &Path, folder: &Path, (known, files): (&Known, &[PathBuf])) -> Option<String> {
    let candidates = [String::new(), own_prefix(folder)];
    remembered(data, folder).or_else(|| {
        let mut candidates = candidates.into_iter();
        candidates.find(|prefix| holds_its_own((folder, prefix), known, files))
    })
}

/// What stands before the names of a further folder's files.
pub(super) fn own_prefix(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map_or("/".into(), |name| name.to_string_lossy());
    format!("{}/", manuscript::settled::nfc(name.trim_matches('/')))
}

fn remembered(data: &Path, folder: &Path) -> Option<String> {
    let place = place_of(folder)?;
    let seen = fs::read_to_string(data.join(SEEN)).ok()?;
    let lines = seen.lines().filter_map(|line| line.split_once('\t'));
    lines
        .filter(|(_, other)| *other == place)
        .map(|(prefix, _)| prefix.to_owned())
        .next_back()
}

fn holds_its_own((folder, prefix): (&Path, &str), known: &Known, files: &[PathBuf]) -> bool {
    let needed = files.len().min(known.hashes.len()).div_ceil(2).max(1);
    let own = files.iter().filter(|file| is_own((folder, prefix), known, file));
    own.take(needed).count() == needed
}

fn is_own((folder, prefix): (&Path, &str), known: &Known, file: &Path) -> bool {
    let Ok(bytes) = folders::read(folder, file, LARGEST) else {
        return false;
    };
    let path = format!("{prefix}{}", path_of(file));
    let is_same = known.hashes.get(&path) == Some(&Sha256::digest(&bytes).to_vec());
    is_same || id_in(&bytes).is_some_and(|id| known.paths.contains_key(&id))
}

/// The `id` of a front matter, as an export writes it.
fn id_in(bytes: &[u8]) -> Option<Uuid> {
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let line = head
        .lines()
        .skip(1)
        .take_while(|line| *line != "---")
        .find(|line| line.starts_with("id:"))?;
    Uuid::try_parse(line["id:".len()..].trim().trim_matches(['"', '\''])).ok()
}

/// Remembers that this folder was taken in.
pub(super) fn remember(data: &Path, folder: &Path, prefix: &str) -> std::io::Result<()> {
    if remembered(data, folder).as_deref() == Some(prefix) {
        return Ok(());
    }
    let Some(place) = place_of(folder) else { return Ok(()) };
    let mut seen = fs::OpenOptions::new().create(true).append(true).open(data.join(SEEN))?;
    writeln!(seen, "{prefix}\t{place}")?;
    seen.sync_all()
}

fn place_of(folder: &Path) -> Option<String> {
    let place = folder.canonicalize().ok()?.to_str()?.to_owned();
    (!place.contains(['\n', '\t'])).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::{Known, SEEN, id_in, own_prefix, prefix_of, remember};

    #[test]
    fn a_folder_that_was_taken_in_is_remembered_once() {
        let root = tempfile::tempdir().unwrap();
        let none = (&Known::default(), &[][..]);
        let found = || prefix_of(root.path(), root.path(), none);
        assert_eq!(found(), None);
        remember(root.path(), root.path(), "wiki/").unwrap();
        remember(root.path(), root.path(), "wiki/").unwrap();
        assert_eq!(found().as_deref(), Some("wiki/"));
        let seen = std::fs::read_to_string(root.path().join(SEEN)).unwrap();
        assert_eq!(seen.lines().count(), 1);
        assert!(own_prefix(root.path()).ends_with('/'));
    }

    #[test]
    fn an_id_is_read_from_the_head_alone() {
        let id = "01935b2e-7a00-7000-8000-000000000001";
        let wanted = uuid::Uuid::try_parse(id).ok();
        assert_eq!(id_in(format!("---\nheadline: x\nid: {id}\n---\n").as_bytes()), wanted);
        assert_eq!(id_in(format!("---\nheadline: x\n---\nid: {id}\n").as_bytes()), None);
        assert_eq!(id_in("é".repeat(2_000).as_bytes()), None);
    }
}
