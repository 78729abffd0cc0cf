//! Lists of files that still break a rule: a breach elsewhere is red, and so is a line that has had its day.

use std::collections::BTreeSet;

use super::Remark;
use super::tree::Tree;

/// What is left to do under one rule. It only gets shorter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) files: &'a [&'a str],
    /// The file in which the list stands.
    pub(super) list: &'a str,
}

impl Known<'_> {
    /// The breaches in files that are not known for them, and the files that are and have none.
    pub(super) fn left(self, tree: &Tree, mut found: Vec<Remark>) -> Vec<Remark> {
        let breaking: BTreeSet<String> = found.iter().map(|remark| remark.path.clone()).collect();
        found.retain(|remark| !self.files.contains(&remark.path.as_str()));
        found.extend(self.mended(tree, &breaking));
        found
    }

    /// The known files that are not among those that break the rule, or are no more.
    pub(super) fn mended(self, tree: &Tree, breaking: &BTreeSet<String>) -> Vec<Remark> {
        let mended = self.files.iter().filter(|file| !breaking.contains(**file));
        mended
            .map(|file| match tree.text(file) {
                Some(_) => Remark::new(file, 1, format!("Keeps the rule now: take it out of the list in {}.", self.list)),
                None => Remark::new(self.list, 1, format!("{file} is no more: take it out of the list.")),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    #[test]
    fn a_list_lets_its_files_pass_and_only_gets_shorter() {
        let tree = tree(&[("a.rs", "//! A.\n"), ("b.rs", "//! B.\n"), ("c.rs", "//! C.\n")]);
        let known = Known {
            files: &["b.rs", "c.rs", "gone.rs"],
            list: "d.rs",
        };
        let found = vec![Remark::new("a.rs", 1, "No."), Remark::new("b.rs", 1, "No.")];
        let left: Vec<String> = known.left(&tree, found).iter().map(ToString::to_string).collect();
        assert_eq!(
            left,
            [
                "a.rs:1: No.",
                "c.rs:1: Keeps the rule now: take it out of the list in d.rs.",
                "d.rs:1: gone.rs is no more: take it out of the list."
            ]
        );
    }
}
