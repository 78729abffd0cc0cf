//! No file names a place that exists on one machine only, and the npm lock names no download place.

use super::Remark;
use super::tree::Tree;

/// Folders of one person's machine, spelled so that this file does not trip over itself.
const FOLDERS: [&str; 3] = [concat!("/", "home/"), concat!("/", "root/"), concat!("/", "work/")];

/// How npm writes down where it downloaded a package.
const DOWNLOAD: &str = "\"resolved\": \"http";

/// Absolute paths of a machine, and download places in the npm lock.
pub(super) fn places(tree: &Tree) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (path, text) in tree.texts() {
        let is_lock = path.ends_with("package-lock.json");
        for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line)) {
            if let Some(folder) = FOLDERS.iter().find(|folder| names_folder(line, folder)) {
                remarks.push(Remark::new(path, number, format!("`{folder}` is a place of one machine.")));
            }
            if is_lock && line.contains(DOWNLOAD) {
                remarks.push(Remark::new(path, number, "The npm lock names no download place: see web/.npmrc."));
            }
        }
    }
    remarks
}

/// In the middle of an address or of a relative path the same word is harmless.
fn names_folder(line: &str, folder: &str) -> bool {
    line.match_indices(folder)
        .any(|(at, _)| !line[..at].ends_with(|sign: char| sign.is_alphanumeric() || "._~-*})$".contains(sign)))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    #[test]
    fn addresses_and_relative_paths_pass() {
        let text = format!("https://example.org{}x\n..{}y\n$DIR{}z\n", FOLDERS[0], FOLDERS[2], FOLDERS[1]);
        assert_eq!(places(&tree(&[("README.md", &text)])), []);
    }

    #[test]
    fn a_path_of_one_machine_is_found() {
        for folder in FOLDERS {
            let found = places(&tree(&[("docs/a.md", &format!("first\nsee `{folder}x`\n"))]));
            assert_eq!((found.len(), found[0].line), (1, 2));
        }
    }

    #[test]
    fn the_npm_lock_names_no_registry() {
        let lock = format!("{{\n  {DOWNLOAD}s://example.org/a.tgz\"\n}}\n");
        assert_eq!(places(&tree(&[("web/package-lock.json", &lock)])).len(), 1);
        assert_eq!(places(&tree(&[("docs/a.json", &lock)])), []);
    }
}
