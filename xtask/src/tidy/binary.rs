//! The binary holds command line, configuration, clock, accept loop and telling: every module of it stands on a list.

use std::collections::BTreeSet;

use super::Remark;
use super::tree::Tree;

/// Where the binary stands.
const SOURCES: &str = "crates/rotative/src/";

/// The modules of the binary. What another door, a job or a test would call belongs into a crate below it.
const MODULES: [&str; 27] = [
    "acting",
    "checking",
    "clockwork",
    "command",
    "configuration",
    "database",
    "doctor",
    "faults",
    "history",
    "housekeeping",
    "importing",
    "keeping",
    "lib",
    "links",
    "listener",
    "main",
    "media",
    "media_store",
    "notices",
    "outside",
    "people",
    "recorded",
    "serve",
    "stopped",
    "terminal",
    "theme",
    "wake",
];

/// Modules that are not on the list, and names on it that are no module.
pub(super) fn modules(tree: &Tree) -> Vec<Remark> {
    let found: BTreeSet<&str> = tree.rust().iter().filter_map(|file| module_of(&file.path)).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let strangers = found.iter().filter(|name| !MODULES.contains(name)).map(|name| {
        Remark::new(
            &format!("{SOURCES}{name}.rs"),
            1,
            format!("`{name}` is no module of the binary: put what other doors would call into a crate below, or add it to the list in tidy/binary.rs."),
        )
    });
    let gone = MODULES.iter().filter(|name| !found.contains(**name)).map(|name| {
        Remark::new(
            "xtask/src/tidy/binary.rs",
            1,
            format!("`{name}` is on the list and is no module of the binary: take it out."),
        )
    });
    strangers.chain(gone).collect()
}

/// `crates/rotative/src/checking/text.rs` belongs to `checking`.
fn module_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix(SOURCES)?;
    Some(inside.split(['/', '.']).next().unwrap_or(inside))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn with(more: &[&str]) -> Vec<String> {
        let names = MODULES.iter().map(|name| format!("{SOURCES}{name}.rs"));
        let paths: Vec<String> = names.chain(more.iter().map(|path| (*path).to_owned())).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "//! Says.\n")).collect();
        modules(&tree(&files)).into_iter().map(|remark| remark.sentence).collect()
    }

    #[test]
    fn the_modules_on_the_list_pass_whether_files_or_folders() {
        assert!(with(&["crates/rotative/src/checking/text.rs", "crates/acts/src/exporting.rs"]).is_empty());
    }

    #[test]
    fn a_module_that_nobody_listed_is_refused() {
        let refused = with(&["crates/rotative/src/exporting.rs"]);
        assert_eq!(refused.len(), 1);
        assert!(refused[0].starts_with("`exporting` is no module of the binary"), "{}", refused[0]);
    }

    #[test]
    fn a_name_that_is_no_module_any_more_is_taken_off_the_list() {
        let files: Vec<String> = MODULES[1..].iter().map(|name| format!("{SOURCES}{name}.rs")).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|path| (path.as_str(), "//! Says.\n")).collect();
        let remarks = modules(&tree(&files));
        assert_eq!(remarks.len(), 1);
        assert!(remarks[0].sentence.contains(MODULES[0]));
    }
}
