//! The files of the repository as text, by path: all that the checks look at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::rust::RustFile;
use crate::Outcome;

/// Folders nobody wrote by hand, passed over where git does not say which files are ours.
const PASSED_OVER: [&str; 5] = [".git", "target", "node_modules", "var", "dist"];

/// Every text file, with its path from the root written with `/`.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    texts: BTreeMap<String, String>,
    rust: Vec<RustFile>,
}

impl Tree {
    /// The files git knows or would take in; every file when this is no git repository.
    pub(crate) fn read(root: &Path) -> Outcome<Self> {
        let paths = match of_git(root) {
            Some(paths) => paths,
            None => of_folder(root, "")?,
        };
        // A file git still lists may be deleted in the working copy, and a picture is no text.
        let texts = paths.into_iter().filter_map(|path| {
            let text = fs::read_to_string(root.join(&path)).ok()?;
            Some((path, text))
        });
        Ok(Self::of(texts))
    }

    /// A tree of the given paths and texts.
    pub(crate) fn of(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let texts: BTreeMap<String, String> = texts.into_iter().collect();
        let ours = texts.iter().filter(|(path, _)| has_ending(path, "rs"));
        let rust = ours.map(|(path, text)| RustFile::new(path, text)).collect();
        Self { texts, rust }
    }

    /// All files in the order of their paths.
    pub(crate) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text at a path.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// The Rust files, already taken apart.
    pub(super) fn rust(&self) -> &[RustFile] {
        &self.rust
    }

    /// The SQL files of the crates, with the crate of each.
    pub(super) fn sql(&self) -> impl Iterator<Item = SqlFile<'_>> {
        self.texts().filter_map(|(path, text)| SqlFile::new(path, text))
    }
}

/// A query (`crates/CRATE/sql/…`) or a migration (`crates/CRATE/migrations/…`).
#[derive(Debug, Clone, Copy)]
pub(super) struct SqlFile<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
    pub(super) crate_name: &'a str,
    pub(super) folder: &'a str,
    /// The path below that folder.
    pub(super) name: &'a str,
}

impl<'a> SqlFile<'a> {
    fn new(path: &'a str, text: &'a str) -> Option<Self> {
        let (crate_name, inside) = path.strip_prefix("crates/")?.split_once('/')?;
        let (folder, name) = inside.split_once('/')?;
        let ours = has_ending(path, "sql") && ["sql", "migrations"].contains(&folder);
        ours.then_some(Self {
            path,
            text,
            crate_name,
            folder,
            name,
        })
    }

    /// Whether it changes the schema rather than asks something.
    pub(super) fn is_migration(&self) -> bool {
        self.folder == "migrations"
    }
}

/// Whether the file's name ends in that extension.
pub(super) fn has_ending(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

fn of_git(root: &Path) -> Option<Vec<String>> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let output = Command::new("git").args(arguments).current_dir(root).output().ok()?;
    let listed = String::from_utf8(output.stdout).ok()?;
    let paths = listed.split_terminator('\0').map(str::to_owned).collect();
    output.status.success().then_some(paths)
}

fn of_folder(root: &Path, inside: &str) -> Outcome<Vec<String>> {
    let folder = root.join(inside);
    let unread = |fault: std::io::Error| format!("{} could not be read: {fault}.", folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unread)? {
        let entry = entry.map_err(unread)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if inside.is_empty() {
            name.clone()
        } else {
            format!("{inside}/{name}")
        };
        if !entry.path().is_dir() {
            paths.push(path);
        } else if !PASSED_OVER.contains(&name.as_str()) {
            paths.extend(of_folder(root, &path)?);
        }
    }
    Ok(paths)
}

/// A tree for a test.
#[cfg(test)]
pub(crate) fn tree(files: &[(&str, &str)]) -> Tree {
    Tree::of(files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temporary::TempFolder;

    #[test]
    fn queries_and_migrations_are_found_with_their_crate() {
        let tree = tree(&[
            ("crates/store/sql/articles/draft_of.sql", ""),
            ("crates/store/migrations/sqlite/0001_start.sql", ""),
            ("crates/store/src/sql/no.sql", ""),
            ("docs/example.sql", ""),
        ]);
        let found: Vec<_> = tree.sql().map(|file| (file.crate_name, file.name)).collect();
        assert_eq!(found, [("store", "sqlite/0001_start.sql"), ("store", "articles/draft_of.sql")]);
    }

    #[test]
    fn without_git_every_file_is_read_but_what_was_built() {
        let folder = TempFolder::new("tree").unwrap();
        fs::create_dir_all(folder.path().join("target/debug")).unwrap();
        fs::create_dir_all(folder.path().join("docs")).unwrap();
        fs::write(folder.path().join("target/debug/a.d"), "x").unwrap();
        fs::write(folder.path().join("docs/a.md"), "x").unwrap();
        assert_eq!(of_folder(folder.path(), "").unwrap(), ["docs/a.md"]);
    }
}
