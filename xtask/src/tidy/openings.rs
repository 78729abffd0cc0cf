//! Every Rust file says in its first line what it is for, every migration why it exists.

use super::Remark;
use super::tree::Tree;

/// Rust files without `//!`, migrations without `--`.
pub(super) fn openings(tree: &Tree) -> Vec<Remark> {
    let rust = tree.rust().iter().map(|file| (file.path.as_str(), file.source.as_str()));
    let unsaid = rust.filter(|(_, source)| !opens_with(source, "//! "));
    let mut remarks: Vec<Remark> = unsaid
        .map(|(path, _)| Remark::new(path, 1, "The first line says what the file is for, with `//!`."))
        .collect();
    let unexplained = tree.sql().filter(|file| file.is_migration() && !opens_with(file.text, "-- "));
    remarks.extend(unexplained.map(|file| Remark::new(file.path, 1, "A migration opens with a comment that says why.")));
    remarks
}

fn opens_with(text: &str, sign: &str) -> bool {
    text.strip_prefix(sign)
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric) || rest.starts_with(['`', '“', '«']))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    #[test]
    fn files_that_say_what_they_are_for_pass() {
        let files = [
            ("crates/a/src/lib.rs", "//! Says.\n"),
            ("crates/a/migrations/sqlite/0001_b.sql", "-- Why.\n"),
            ("crates/a/sql/b/c.sql", "select 1"),
        ];
        assert_eq!(openings(&tree(&files)), []);
    }

    #[test]
    fn files_that_say_nothing_are_named() {
        let files = [
            ("xtask/src/main.rs", "mod a;\n"),
            ("crates/a/src/lib.rs", "//!\n"),
            ("crates/a/migrations/sqlite/0001_b.sql", "create table b (c text) strict;"),
        ];
        assert_eq!(openings(&tree(&files)).len(), 3);
    }
}
