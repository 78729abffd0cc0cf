//! Which of two languages a sentence is said in is asked in one place, `Locale::of` (decision 37).

use super::Remark;
use super::known::Known;
use super::rust::RustFile;
use super::tree::Tree;

/// Where languages are told apart: what a language is, and what a sentence in two of them is.
const HOME: [&str; 2] = ["crates/manuscript/src/language.rs", "crates/manuscript/src/sentence.rs"];

/// The languages a sentence is written in, as text of the code.
const CODES: [&str; 2] = ["\"fr\"", "\"en\""];

/// Files that still ask for themselves.
const STILL_ASKING: Known<'_> = Known {
    files: &[],
    list: "xtask/src/tidy/languages.rs",
};

/// Lines of shipped code in which a language is compared with a code, or a code is the arm of a match.
pub(super) fn tests_of_language(tree: &Tree) -> Vec<Remark> {
    against(tree, STILL_ASKING)
}

fn against(tree: &Tree, known: Known<'_>) -> Vec<Remark> {
    let asking = tree.rust().iter().filter(|file| !HOME.contains(&file.path.as_str()));
    known.left(tree, asking.flat_map(of_file).collect())
}

fn of_file(file: &RustFile) -> Vec<Remark> {
    let lines = file.sheets.code.lines().zip(file.sheets.texts.lines()).enumerate();
    let asking = lines.filter(|(at, (code, texts))| !file.is_test(at + 1) && asks(code, texts));
    asking
        .map(|(at, _)| {
            Remark::new(
                &file.path,
                at + 1,
                "Only `Locale::of` asks which language it is: take a `Locale`, say it in both.",
            )
        })
        .collect()
}

/// A comparison with a code, or an arm of a match that is one; reading a language from a word is neither.
fn asks(code: &str, texts: &str) -> bool {
    let of_language = code.contains("primary(") || code.contains("anguage");
    let compares = ["==", "!=", "starts_with(", "matches!"].iter().any(|sign| code.contains(sign));
    let is_arm = |language: &str| {
        let after = texts.find(language).and_then(|at| code.get(at + language.len()..));
        after.is_some_and(|rest| rest.trim_start().starts_with("=>")) && !code.contains("Language::")
    };
    CODES
        .iter()
        .any(|language| texts.contains(language) && (is_arm(language) || (of_language && compares)))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn lines(path: &str, source: &str) -> Vec<usize> {
        let found = against(&tree(&[(path, source)]), Known { files: &[], list: "" });
        found.iter().map(|remark| remark.line).collect()
    }

    #[test]
    fn a_language_is_not_asked_for_its_code() {
        let source = "//! B.\nfn a() { b.primary() == \"fr\" }\nfn c() { match d { \"en\" => 1, _ => 2 } }\nfn e() { language.starts_with(\"fr\") }\n";
        assert_eq!(lines("crates/a/src/b.rs", source), [2, 3, 4]);
    }

    #[test]
    fn its_home_tests_and_two_languages_against_each_other_pass() {
        let source = "//! B.\nfn a() { b.primary() == \"fr\" }\n";
        assert_eq!(lines(HOME[1], source), []);
        assert_eq!(lines("crates/a/tests/it/b.rs", source), []);
        assert_eq!(
            lines("crates/a/src/b.rs", "//! B.\nfn a() { b.primary() == c.primary() } // \"fr\"\n"),
            []
        );
        assert_eq!(lines("crates/a/src/b.rs", "//! B.\nconst A: &str = \"fr\";\n"), []);
        assert_eq!(lines("crates/a/src/b.rs", "//! B.\nfn a() { word == \"en\" }\n"), []);
        assert_eq!(
            lines("crates/a/src/b.rs", "//! B.\nfn a() { match b { \"fr\" => Language::french() } }\n"),
            []
        );
    }
}
