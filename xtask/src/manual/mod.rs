//! `cargo xtask manual`: `docs/checks`, one page a check, from the checks' own files and their proof sheets.

pub(crate) mod check;
pub(crate) mod codes;
mod page;
pub(crate) mod sheet;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::tidy::tree::Tree;
use crate::{Outcome, steps, terminal, workspace};
use check::{CheckFile, REGISTRY};
use codes::{CODES, Codes, is_code};

/// The index of the pages.
const INDEX: &str = "docs/checks/README.md";

/// The house as it ships: it may turn a check off.
const HOUSE: &str = "crates/copydesk/house/default.toml";

/// Writes the pages that are missing or stale, and takes away those of no check.
pub(crate) fn manual(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("cargo xtask manual takes nothing: it writes every page.".into());
    }
    let root = workspace::root()?;
    let tree = Tree::read(&root)?;
    let (wanted, left) = (pages(&tree), left_over(&tree));
    let stale: Vec<_> = wanted.iter().filter(|(path, text)| tree.text(path) != Some(text)).collect();
    for (path, text) in &stale {
        write(&root, path, text)?;
    }
    for path in &left {
        fs::remove_file(root.join(path)).map_err(|fault| format!("{path} could not be removed: {fault}."))?;
    }
    let (all, written, removed) = (wanted.len(), stale.len(), left.len());
    terminal::say(&format!("{all} pages in docs/checks: {written} written, {removed} removed."));
    acts(&root)
}

/// What the documents say of the acts' JSON, from the requests.
fn acts(root: &Path) -> Outcome {
    let arguments = ["run", "--quiet", "--package", "acts", "--example", "acts_manual"];
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    steps::plainly(cargo.args(arguments).current_dir(root)).map(drop)
}

fn write(root: &Path, path: &str, text: &str) -> Outcome {
    fs::create_dir_all(root.join("docs/checks"))
        .and_then(|()| fs::write(root.join(path), text))
        .map_err(|fault| format!("{path} could not be written: {fault}."))
}

/// The checks of the copy desk, in the order of their codes.
pub(crate) fn checks(tree: &Tree) -> Vec<CheckFile> {
    let registry = tree.text(REGISTRY).unwrap_or_default();
    let house = tree.text(HOUSE).unwrap_or_default();
    let codes = codes(tree);
    let mut checks: Vec<CheckFile> = tree
        .texts()
        .filter_map(|(path, source)| CheckFile::read(path, source, registry))
        .map(|check| as_shipped(check, house))
        .collect();
    checks.sort_by_cached_key(|check| (codes.rank(&check.code), check.path.clone()));
    checks
}

/// The house that ships may turn a check off.
fn as_shipped(mut check: CheckFile, house: &str) -> CheckFile {
    if house.contains(&format!("\n\"{}\" = \"off\"", check.code)) {
        check.severity = "off".into();
    }
    check
}

/// The list of the codes.
pub(crate) fn codes(tree: &Tree) -> Codes {
    Codes::read(tree.text(CODES).unwrap_or_default())
}

/// Every page as it ought to be, by path. Without checks there is no manual.
pub(crate) fn pages(tree: &Tree) -> BTreeMap<String, String> {
    let (checks, codes) = (checks(tree), codes(tree));
    let of_checks = checks.iter().filter(|check| is_code(&check.code)).map(|check| {
        let sheet = tree.text(&check.sheet()).unwrap_or_default();
        (check.page(), page::page(check, &codes, sheet))
    });
    let index = (!checks.is_empty()).then(|| (INDEX.to_owned(), page::index(&checks, &codes)));
    of_checks.chain(index).collect()
}

/// Pages of codes that no check has.
pub(crate) fn left_over(tree: &Tree) -> Vec<String> {
    let wanted = pages(tree);
    let code_of = |path: &str| path.strip_prefix("docs/checks/")?.strip_suffix(".md").map(is_code);
    let pages = tree.texts().filter(|(path, _)| code_of(path) == Some(true));
    pages
        .map(|(path, _)| path.to_owned())
        .filter(|path| !wanted.contains_key(path))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::tree::tree;
    use check::tests::{DOUBLED, PATH};

    #[test]
    fn every_check_has_a_page_and_all_have_an_index() {
        let pages = pages(&tree(&[(PATH, DOUBLED), (CODES, "")]));
        let paths: Vec<_> = pages.keys().map(String::as_str).collect();
        assert_eq!(paths, ["docs/checks/README.md", "docs/checks/REP-301.md"]);
        assert!(super::pages(&tree(&[(CODES, "")])).is_empty());
    }

    #[test]
    fn what_the_house_turns_off_ships_as_off() {
        let files = [(PATH, DOUBLED), (HOUSE, "[severity]\n\"REP-301\" = \"off\"\n")];
        assert_eq!(checks(&tree(&files))[0].severity, "off");
        assert_eq!(checks(&tree(&files[..1]))[0].severity, "warning");
    }

    #[test]
    fn a_page_of_no_check_is_left_over_and_other_documents_are_not() {
        let files = [
            (PATH, DOUBLED),
            (CODES, ""),
            ("docs/checks/REP-301.md", ""),
            ("docs/checks/TYP-99.md", ""),
            ("docs/checks/house.md", ""),
        ];
        assert_eq!(left_over(&tree(&files)), ["docs/checks/TYP-99.md"]);
    }
}
