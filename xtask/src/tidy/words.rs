//! Words of Rust that put something off or wave something through, and the environment out of place.

use super::Remark;
use super::lexer::lines_of;
use super::rust::RustFile;
use super::tree::Tree;

/// Signs that may not follow each other anywhere, tests included, and why.
const BANNED: [(&[&str], &str); 6] = [
    (
        &["#", "[", "allow", "("],
        "Never `allow`: #[expect(lint, reason = \"…\")] says why and expires.",
    ),
    (
        &["#", "!", "[", "allow", "("],
        "Never `allow`: #![expect(lint, reason = \"…\")] says why and expires.",
    ),
    (&["todo", "!"], "Nothing is put off in code: write it or open an issue."),
    (&["unimplemented", "!"], "Nothing is put off in code: write it or open an issue."),
    (&["#", "[", "ignore"], "No ignored test: assert today's wrong answer and say why."),
    (
        &["#", "[", "cfg_attr", "(", "test", ",", "allow"],
        "Never `allow`, in tests neither.",
    ),
];

/// Ways to fall over instead of answering.
const FALLS: [&[&str]; 2] = [&[".", "unwrap", "("], &[".", "expect", "("]];

/// At most one fall in so many lines of shipped code.
const LINES_PER_FALL: usize = 2000;

/// Words that leave work for later, spelled so that this file does not trip over itself.
const PUT_OFF: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];

/// Files whose comments are read; in prose the words may be spoken of.
const COMMENTED: [&str; 8] = [".sql", ".mjs", ".ts", ".js", ".css", ".toml", ".html", ".yml"];

/// All breaches, in every file they concern.
pub(super) fn banned_words(tree: &Tree) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = tree.rust().iter().flat_map(of_rust).collect();
    remarks.extend(falls(tree));
    remarks.extend(
        tree.texts()
            .filter(|(path, _)| COMMENTED.iter().any(|end| path.ends_with(end)))
            .flat_map(|(path, text)| put_off(path, text)),
    );
    remarks
}

fn of_rust(file: &RustFile) -> Vec<Remark> {
    let tokens = file.tokens();
    let mut remarks = put_off(&file.path, &file.sheets.comments);
    for (signs, sentence) in BANNED {
        remarks.extend(
            lines_of(&tokens, signs)
                .into_iter()
                .map(|line| Remark::new(&file.path, line, sentence)),
        );
    }
    remarks.extend(environment(file));
    remarks
}

/// Configuration is read once, by the binary: below it nothing asks the environment.
fn environment(file: &RustFile) -> Vec<Remark> {
    let asked = ["var", "var_os", "vars", "vars_os"];
    let lines = asked.iter().flat_map(|name| lines_of(&file.tokens(), &["env", ":", ":", name]));
    let below = lines.filter(|line| file.crate_name() != "rotative" && !file.is_test(*line));
    below
        .map(|line| {
            Remark::new(
                &file.path,
                line,
                "Nothing below `rotative` reads the environment: take it as a value.",
            )
        })
        .collect()
}

fn falls(tree: &Tree) -> Vec<Remark> {
    let mut falls = Vec::new();
    for file in tree.rust() {
        let lines = FALLS.iter().flat_map(|signs| lines_of(&file.tokens(), signs));
        let shipped = lines.filter(|line| !file.is_test(*line));
        falls.extend(shipped.map(|line| {
            Remark::new(
                &file.path,
                line,
                "More than one unwrap or expect in 2,000 lines of shipped code, this among them.",
            )
        }));
    }
    let lines: usize = tree.rust().iter().map(|file| file.lines() - file.test_lines()).sum();
    if falls.len() * LINES_PER_FALL > lines { falls } else { Vec::new() }
}

fn put_off(path: &str, text: &str) -> Vec<Remark> {
    let numbered = text
        .lines()
        .enumerate()
        .filter(|(_, line)| PUT_OFF.iter().any(|word| is_loose(line, word)));
    numbered
        .map(|(at, _)| {
            Remark::new(
                path,
                at + 1,
                "Work left for later names its issue, (#12), or its decision, (docs/decisions/…).",
            )
        })
        .collect()
}

fn is_loose(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let is_whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        is_whole && !has_reference(after)
    })
}

fn has_reference(after: &str) -> bool {
    let issue = after
        .strip_prefix("(#")
        .is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
    issue || after.starts_with("(docs/decisions/")
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn sentences(path: &str, text: &str) -> Vec<String> {
        banned_words(&tree(&[(path, text)])).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn clean_code_passes() {
        let later = PUT_OFF[0];
        let text = format!(
            "//! A.\n// {later}(#12): b. {later}(docs/decisions/c.md)\n#[expect(clippy::d, reason = \"#[allow(x)]\")]\nfn a() {{ \"todo!() {later}\"; b.unwrap_or(1); }}\n"
        );
        assert_eq!(sentences("crates/a/src/lib.rs", &text), [""; 0]);
    }

    #[test]
    fn each_banned_word_is_found_in_tests_too() {
        for code in [
            "#[allow(dead_code)]",
            "#![allow( x )]",
            "todo!()",
            "unimplemented!(\"x\")",
            "#[ignore = \"x\"]",
            "#[cfg_attr(test, allow(x))]",
        ] {
            let found = sentences("crates/a/tests/it.rs", &format!("//! A.\n{code}\n"));
            assert_eq!(found.len(), 1, "{code}: {found:?}");
            assert!(found[0].starts_with("crates/a/tests/it.rs:2: "), "{found:?}");
        }
    }

    #[test]
    fn work_left_for_later_names_its_issue() {
        for word in PUT_OFF {
            assert_eq!(sentences("crates/a/src/lib.rs", &format!("//! A.\n// {word}: b\n")).len(), 1);
            assert_eq!(sentences("web/a.css", &format!("/* {word}(later) */")).len(), 1);
            assert_eq!(sentences("web/a.css", &format!("/* x{word} */")).len(), 0);
        }
    }

    #[test]
    fn falls_are_rare_in_shipped_code_and_free_in_tests() {
        let long = "// why\n".repeat(2000);
        assert!(sentences("crates/a/src/lib.rs", &format!("//! A.\n{long}fn a() {{ b.unwrap() }}")).is_empty());
        assert_eq!(
            sentences("crates/a/src/lib.rs", "//! A.\nfn a() { b.unwrap(); c.expect(\"d\") }").len(),
            2
        );
        assert!(sentences("crates/a/src/lib.rs", "//! A.\n#[cfg(test)]\nmod t { fn a() { b.unwrap() } }").is_empty());
        assert!(sentences("xtask/src/a.rs", "//! A.\nfn a() { b.unwrap() }").is_empty());
    }

    #[test]
    fn only_the_binary_asks_the_environment() {
        let code = "//! A.\nfn a() { std::env::var(\"B\"); }";
        assert_eq!(sentences("crates/store/src/lib.rs", code).len(), 1);
        assert!(sentences("crates/rotative/src/main.rs", code).is_empty());
        assert!(sentences("crates/store/tests/it.rs", code).is_empty());
    }
}
