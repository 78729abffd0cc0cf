//! Which of a paper's folders a folder is, if it is one: two papers are not mixed by a forgotten option.
//!
//! A folder is known again by where it stood at an earlier import into this data folder, or by what it holds: at least
//! half of the manuscripts that the paper has from one of its folders, byte for byte or by their `id`.
//!
//! A paper's first folder names its files as they stand in it. Another one that somebody let in has a name before them
//! that no file of the paper begins with, so that no file of one is taken for a file of the other.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use manuscript::Uuid;
use sha2::{Digest, Sha256};
use store::Store;

use crate::folder::{LARGEST, manuscripts_in, path_of};
use crate::known::Known;
use crate::refused::NotTakenIn;

/// The list of imported folders in a data folder: on each line what stands before the names of its files, a tab, its place.
const SEEN: &str = "imported-folders";
/// How far into a file its `id` is looked for.
const HEAD: usize = 2_048;

/// What stands before the names of a folder's files in the paper: nothing for its first folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefix(String);

/// Whether a folder is one of the paper's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// It is, or the paper has none yet.
    Ours(Prefix),
    /// Somebody must say whether it comes in.
    Unknown(Stranger),
}

/// A folder that the paper has never seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The paper's name.
    pub paper: String,
    /// How many manuscripts would come in.
    pub manuscripts: usize,
    prefix: Prefix,
}

impl Stranger {
    /// Somebody says that it belongs into this paper.
    pub fn let_in(self) -> Prefix {
        self.prefix
    }
}

impl Prefix {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the folder is the paper's first one, which sets the paper.
    pub(crate) fn is_of_the_first(&self) -> bool {
        self.0.is_empty()
    }
}

/// Whether a folder is one of the paper's, as this data folder and the paper's files know it.
pub async fn of(store: &Store, data: &Path, folder: &Path) -> Result<Belonging, NotTakenIn> {
    let first = || Ok(Belonging::Ours(Prefix(String::new())));
    let mut snapshot = store.snapshot().await?;
    let known = Known::read(&mut snapshot).await?;
    let Some(settings) = store::paper::settings(&mut snapshot).await? else {
        return first();
    };
    let paper = settings.paper()?;
    let has_a_folder = !known.hashes.is_empty() || store::paper::imported(&mut snapshot).await?.is_some();
    drop(snapshot);
    if !has_a_folder {
        return first();
    }
    if let Some(prefix) = remembered(data, folder) {
        return Ok(Belonging::Ours(Prefix(prefix)));
    }
    let files = manuscripts_in(folder, &paper)?.files;
    let others = lines_in(data);
    if let Some(prefix) = (Candidate { folder, known: &known }).known_by_its_files(&others, &files) {
        return Ok(Belonging::Ours(Prefix(prefix)));
    }
    Ok(Belonging::Unknown(Stranger {
        paper: paper.name,
        manuscripts: files.len(),
        prefix: Prefix(own_prefix(folder, &known)),
    }))
}

/// A folder that may be one of the paper's, and the files that the paper knows.
struct Candidate<'a> {
    folder: &'a Path,
    known: &'a Known,
}

impl Candidate<'_> {
    /// What stands before the names of the folder's files, if the paper knows the files.
    fn known_by_its_files(&self, others: &[(String, String)], files: &[PathBuf]) -> Option<String> {
        let further = prefixes(self.folder).take_while(|prefix| !is_free(self.known, prefix));
        std::iter::once(String::new()).chain(further).find(|prefix| {
            let is_of_it = |path: &&String| match prefix.as_str() {
                "" => !others.iter().any(|(other, _)| !other.is_empty() && path.starts_with(other)),
                prefix => path.starts_with(prefix),
            };
            let needed = self.known.hashes.keys().filter(is_of_it).count().div_ceil(2).max(1);
            let own = files.iter().filter(|file| self.is_own(prefix, file));
            own.take(needed).count() == needed
        })
    }

    fn is_own(&self, prefix: &str, file: &Path) -> bool {
        let Ok(bytes) = folders::read(self.folder, file, LARGEST) else {
            return false;
        };
        let path = format!("{prefix}{}", path_of(file));
        let is_same = self.known.hashes.get(&path) == Some(&Sha256::digest(&bytes).to_vec());
        is_same || id_in(&bytes).is_some_and(|id| self.known.paths.contains_key(&id))
    }
}

/// What stands before the names of a further folder's files: its name, and a number if there is another of that name.
fn own_prefix(folder: &Path, known: &Known) -> String {
    prefixes(folder).find(|prefix| is_free(known, prefix)).unwrap_or_default()
}

fn prefixes(folder: &Path) -> impl Iterator<Item = String> {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().map_or("/".into(), |name| name.to_string_lossy());
    let name = manuscript::settled::nfc(name.trim_matches('/'));
    let numbered = name.clone();
    std::iter::once(format!("{name}/")).chain((2_usize..).map(move |number| format!("{numbered}-{number}/")))
}

fn is_free(known: &Known, prefix: &str) -> bool {
    !known.hashes.keys().any(|path| path.starts_with(prefix))
}

/// What stood before the names of its files when the folder was taken into this data folder before.
fn remembered(data: &Path, folder: &Path) -> Option<String> {
    let place = place_of(folder)?;
    let seen = lines_in(data).into_iter().rev();
    seen.filter(|(_, other)| *other == place).map(|(prefix, _)| prefix).next()
}

/// The folders that were taken in: what stands before the names of the files of each, and its place.
fn lines_in(data: &Path) -> Vec<(String, String)> {
    let seen = fs::read_to_string(data.join(SEEN)).unwrap_or_default();
    let lines = seen.lines().filter_map(|line| line.split_once('\t'));
    lines.map(|(prefix, place)| (prefix.to_owned(), place.to_owned())).collect()
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
pub(crate) fn remember(data: &Path, folder: &Path, prefix: &str) -> std::io::Result<()> {
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
    use super::{Known, SEEN, id_in, own_prefix, remember, remembered};

    #[test]
    fn a_folder_that_was_taken_in_is_remembered_once() {
        let root = tempfile::tempdir().unwrap();
        let found = || remembered(root.path(), root.path());
        assert_eq!(found(), None);
        remember(root.path(), root.path(), "wiki/").unwrap();
        remember(root.path(), root.path(), "wiki/").unwrap();
        assert_eq!(found().as_deref(), Some("wiki/"));
        let seen = std::fs::read_to_string(root.path().join(SEEN)).unwrap();
        assert_eq!(seen.lines().count(), 1);
    }

    #[test]
    fn two_folders_of_one_name_have_two_names() {
        let mut known = Known::default();
        let folder = std::path::Path::new("/nowhere/culture");
        assert_eq!(own_prefix(folder, &known), "culture/");
        known.hashes.insert("culture/a.md".to_owned(), Vec::new());
        assert_eq!(own_prefix(folder, &known), "culture-2/");
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
