//! Lengths, parameters and depth, against the house targets: each function, each file, and all of them.

use std::fmt::Write;

use super::Remark;
use super::functions::Function;
use super::lines::quantile;
use super::rust::RustFile;
use super::tree::{Tree, has_ending};

/// No function is longer, tests included.
const HARD_STOP: usize = 100;

/// Where a function should have stopped; the report names those past it.
const STOP: usize = 40;

/// A quantile the workspace as a whole must keep to.
struct Target {
    what: &'static str,
    percent: usize,
    at_most: usize,
    values: fn(&Tree) -> Vec<usize>,
}

const TARGETS: [Target; 6] = [
    Target {
        what: "function lines",
        percent: 50,
        at_most: 10,
        values: function_lines,
    },
    Target {
        what: "function lines",
        percent: 90,
        at_most: 40,
        values: function_lines,
    },
    Target {
        what: "function lines",
        percent: 99,
        at_most: 100,
        values: function_lines,
    },
    Target {
        what: "parameters",
        percent: 90,
        at_most: 3,
        values: parameters,
    },
    Target {
        what: "nesting",
        percent: 90,
        at_most: 2,
        values: nesting,
    },
    Target {
        what: "file lines",
        percent: 90,
        at_most: 350,
        values: file_lines,
    },
];

/// Functions past the hard stop, and targets the workspace misses.
pub(super) fn lengths(tree: &Tree) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = all_functions(tree)
        .filter(|(_, function)| function.lines > HARD_STOP)
        .map(|(file, function)| too_long(file, function))
        .collect();
    remarks.extend(TARGETS.iter().filter_map(|target| missed(target, tree)));
    remarks
}

/// The measures in words, for `--report`.
pub(super) fn report(tree: &Tree) -> String {
    let mut text = String::from("Measures of the shipped code; files with their tests\n");
    for target in &TARGETS {
        let Target {
            what,
            percent,
            at_most,
            values,
        } = target;
        let found = quantile(&values(tree), *percent);
        let _infallible = writeln!(text, "  {what:<15} p{percent}: {found:>4}   at most {at_most}");
    }
    text.push_str(&proportion(tree));
    text.push_str(&named(tree, "longer than 40 lines", |function| function.lines > STOP));
    text.push_str(&named(tree, "with more than three parameters", |function| function.parameters > 3));
    text.push_str(&named(tree, "with a bool parameter", |function| function.bools > 0));
    text
}

fn too_long(file: &RustFile, function: &Function) -> Remark {
    let sentence = format!(
        "`{}` has {} lines; no function has more than {HARD_STOP}.",
        function.name, function.lines
    );
    Remark::new(&file.path, function.line, sentence)
}

fn missed(target: &Target, tree: &Tree) -> Option<Remark> {
    let Target {
        what,
        percent,
        at_most,
        values,
    } = target;
    let found = quantile(&values(tree), *percent);
    let sentence =
        format!("The workspace has {found} {what} at p{percent}; the house target is {at_most}. See `cargo xtask tidy --report`.");
    (found > *at_most).then(|| Remark::new("Cargo.toml", 1, sentence))
}

fn all_functions(tree: &Tree) -> impl Iterator<Item = (&RustFile, &Function)> {
    tree.rust()
        .iter()
        .flat_map(|file| file.functions.iter().map(move |function| (file, function)))
}

fn shipped(tree: &Tree) -> impl Iterator<Item = (&RustFile, &Function)> {
    all_functions(tree).filter(|(file, function)| !file.is_test(function.line))
}

fn function_lines(tree: &Tree) -> Vec<usize> {
    shipped(tree).map(|(_, function)| function.lines).collect()
}

fn parameters(tree: &Tree) -> Vec<usize> {
    shipped(tree).map(|(_, function)| function.parameters).collect()
}

fn nesting(tree: &Tree) -> Vec<usize> {
    shipped(tree).map(|(_, function)| function.nesting).collect()
}

fn file_lines(tree: &Tree) -> Vec<usize> {
    tree.rust().iter().map(RustFile::lines).collect()
}

/// This crate stays out of the scales: it is neither the paper nor a test of it.
fn proportion(tree: &Tree) -> String {
    let weighed: Vec<&RustFile> = tree.rust().iter().filter(|file| file.crate_name() != "xtask").collect();
    let all: usize = weighed.iter().map(|file| file.lines()).sum();
    let of_rust: usize = weighed.iter().map(|file| file.test_lines()).sum();
    let (tests, code) = (of_rust + browser_lines(tree), all - of_rust);
    let hundredths = (tests * 100).checked_div(code).unwrap_or(0);
    format!(
        "  test:code       {tests}:{code} = {}.{:02}   at least 0.90\n",
        hundredths / 100,
        hundredths % 100
    )
}

fn browser_lines(tree: &Tree) -> usize {
    let tests = tree
        .texts()
        .filter(|(path, _)| path.starts_with("web/tests/") && has_ending(path, "mjs"));
    tests.map(|(_, text)| text.lines().count()).sum()
}

fn named(tree: &Tree, what: &str, is_meant: fn(&Function) -> bool) -> String {
    let mut text = String::new();
    for (file, function) in shipped(tree).filter(|(_, function)| is_meant(function)) {
        let Function {
            name,
            line,
            lines,
            parameters,
            ..
        } = function;
        let _infallible = writeln!(text, "    {}:{line}: {name}, {lines} lines, {parameters} parameters", file.path);
    }
    let count = text.lines().count();
    format!("  functions {what}: {count}\n{text}")
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn of_lines(lines: usize) -> String {
        format!("//! A.\nfn a() {{\n{}}}\n", "    b();\n".repeat(lines - 2))
    }

    fn sentences(path: &str, source: &str) -> Vec<String> {
        lengths(&tree(&[(path, source)]))
            .into_iter()
            .map(|remark| remark.sentence)
            .collect()
    }

    #[test]
    fn short_functions_in_short_files_pass() {
        assert!(sentences("crates/a/src/lib.rs", &of_lines(10)).is_empty());
    }

    #[test]
    fn a_function_past_the_hard_stop_is_named_even_in_a_test() {
        assert!(sentences("crates/a/tests/it.rs", &of_lines(100)).is_empty());
        let remarks = sentences("crates/a/tests/it.rs", &of_lines(101));
        assert_eq!(remarks, ["`a` has 101 lines; no function has more than 100."]);
    }

    #[test]
    fn long_functions_miss_the_targets_of_the_workspace() {
        let remarks = sentences("crates/a/src/lib.rs", &of_lines(41));
        assert_eq!(remarks.len(), 2);
        assert!(remarks[0].contains("41 function lines at p50"), "{remarks:?}");
    }

    #[test]
    fn long_files_many_parameters_and_deep_nesting_miss_the_targets() {
        let files = format!("//! A.\n{}", "// why\n".repeat(351));
        assert!(sentences("crates/a/src/lib.rs", &files)[0].contains("352 file lines at p90"));
        let many = "//! A.\nfn a(b: B, c: C, d: D, e: E) {}\n";
        assert!(sentences("crates/a/src/lib.rs", many)[0].contains("4 parameters at p90"));
        let deep = "//! A.\nfn a() { if b { if c { if d {} } } }\n";
        assert!(sentences("crates/a/src/lib.rs", deep)[0].contains("3 nesting at p90"));
    }

    #[test]
    fn the_report_names_functions_and_weighs_tests() {
        let code = of_lines(41);
        let text = report(&tree(&[("crates/a/src/lib.rs", &code), ("crates/a/tests/it.rs", &code)]));
        assert!(
            text.contains("longer than 40 lines: 1\n    crates/a/src/lib.rs:2: a, 41 lines"),
            "{text}"
        );
        assert!(text.contains("42:42 = 1.00"), "{text}");
    }
}
