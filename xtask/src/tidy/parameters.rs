//! At most three parameters after the context, and a tuple hides none: its members count (decision 37).

use super::Remark;
use super::known::Known;
use super::tree::Tree;

/// What a function may ask for beside what it has at hand.
const AT_MOST: usize = 3;

/// Files that still hide or heap parameters. The list only gets shorter: one that has none any more is refused here.
const STILL_TOO_MANY: Known<'_> = Known {
    files: &[],
    list: "xtask/src/tidy/parameters.rs",
};

/// Functions of shipped code that ask for too much.
pub(super) fn parameters(tree: &Tree) -> Vec<Remark> {
    STILL_TOO_MANY.left(tree, too_many(tree))
}

fn too_many(tree: &Tree) -> Vec<Remark> {
    let mut found = Vec::new();
    for file in tree.rust().iter().filter(|file| !file.is_beside_the_code()) {
        let shipped = file.functions.iter().filter(|function| !file.is_under_cfg_test(function.line));
        for function in shipped.filter(|function| function.parameters > AT_MOST) {
            let sentence = format!(
                "`{}` has {} parameters after the context, members of tuples counted; {AT_MOST} are enough: name what belongs together.",
                function.name, function.parameters
            );
            found.push(Remark::new(&file.path, function.line, sentence));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn lines(source: &str) -> Vec<usize> {
        let found = too_many(&tree(&[("crates/a/src/b.rs", source)]));
        found.iter().map(|remark| remark.line).collect()
    }

    #[test]
    fn three_after_the_context_are_enough() {
        assert_eq!(lines("//! B.\nfn a(tx: &mut Tx, b: B, c: C, d: D) {}\n"), []);
        assert_eq!(lines("//! B.\nfn a(tx: &mut Tx, (b, c): (B, C), d: D, e: E) {}\n"), [2]);
    }

    #[test]
    fn tests_may_ask_for_what_they_like() {
        let source = "//! B.\n#[cfg(test)]\nmod tests {\n    fn a(b: B, c: C, d: D, e: E) {}\n}\n";
        assert_eq!(lines(source), []);
        assert_eq!(too_many(&tree(&[("crates/a/tests/b.rs", "fn a(b: B, c: C, d: D, e: E) {}")])), []);
    }

    #[test]
    fn the_list_is_sorted() {
        assert!(STILL_TOO_MANY.files.is_sorted());
    }
}
