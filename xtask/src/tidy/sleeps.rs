//! No test sleeps: what it waits for has a clock of its own, or says that it is there (decision 37).

use super::Remark;
use super::lexer::lines_of;
use super::tree::Tree;

/// Every `sleep(` in tests and in what only tests use. This crate is not among them: it waits for programs.
pub(super) fn sleeps(tree: &Tree) -> Vec<Remark> {
    let mut found = Vec::new();
    for file in tree.rust().iter().filter(|file| is_of_tests(&file.path)) {
        let lines = lines_of(&file.tokens(), &["sleep", "("]);
        let in_tests = lines.into_iter().filter(|line| file.is_test(*line));
        found.extend(in_tests.map(|line| {
            Remark::new(
                &file.path,
                line,
                "A test that sleeps is slow, and late on a slow machine: wait for what it waits for.",
            )
        }));
    }
    found
}

/// A bench measures what comes at its own pace.
fn is_of_tests(path: &str) -> bool {
    !path.starts_with("xtask/") && !path.contains("/benches/")
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn count(path: &str) -> usize {
        let source = "//! B.\nfn a() { std::thread::sleep(b); tokio::time::sleep(c).await }\n";
        sleeps(&tree(&[(path, source)])).len()
    }

    #[test]
    fn tests_and_what_they_use_do_not_sleep() {
        assert_eq!(count("crates/a/tests/it/b.rs"), 2);
        assert_eq!(count("crates/testpaper/src/lib.rs"), 2);
    }

    #[test]
    fn what_ships_may_rest() {
        assert_eq!(count("crates/press/src/jobs.rs"), 0);
        assert_eq!(count("xtask/src/database.rs"), 0);
        assert_eq!(count("crates/rotative/benches/serve.rs"), 0);
    }
}
