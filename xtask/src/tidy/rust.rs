//! A Rust file taken apart: its sheets, its functions, and which of its lines are tests.

use std::ops::RangeInclusive;

use super::functions::{self, Function};
use super::lexer::{self, Sheets, Token};

/// Crates that never ship: all of their code counts as tests.
const NEVER_SHIPPED: [&str; 2] = ["crates/testpaper/", "xtask/"];

/// One Rust file and what the checks ask of it.
#[derive(Debug)]
pub(super) struct RustFile {
    pub(super) path: String,
    pub(super) source: String,
    pub(super) sheets: Sheets,
    pub(super) functions: Vec<Function>,
    under_cfg_test: Vec<RangeInclusive<usize>>,
    never_ships: bool,
}

impl RustFile {
    /// Takes the source apart.
    pub(super) fn new(path: &str, source: &str) -> Self {
        let sheets = lexer::sheets(source);
        let tokens = lexer::tokens(&sheets.code);
        let functions = functions::functions(&tokens);
        let under_cfg_test = test_items(&tokens);
        Self {
            path: path.to_owned(),
            source: source.to_owned(),
            functions,
            under_cfg_test,
            never_ships: is_beside_the_code(path) || NEVER_SHIPPED.iter().any(|folder| path.starts_with(folder)),
            sheets,
        }
    }

    /// The words and signs of its code.
    pub(super) fn tokens(&self) -> Vec<Token<'_>> {
        lexer::tokens(&self.sheets.code)
    }

    /// Whether that line, from 1, is test code.
    pub(super) fn is_test(&self, line: usize) -> bool {
        self.never_ships || self.is_under_cfg_test(line)
    }

    /// Whether that line stands under `#[cfg(test)]`, in a crate that ships or in one that does not.
    pub(super) fn is_under_cfg_test(&self, line: usize) -> bool {
        self.under_cfg_test.iter().any(|range| range.contains(&line))
    }

    /// Whether it is a test, a bench or an example from its first line to its last.
    pub(super) fn is_beside_the_code(&self) -> bool {
        is_beside_the_code(&self.path)
    }

    /// How many lines it has.
    pub(super) fn lines(&self) -> usize {
        self.source.lines().count()
    }

    /// How many of its lines are test code.
    pub(super) fn test_lines(&self) -> usize {
        (1..=self.lines()).filter(|line| self.is_test(*line)).count()
    }

    /// The crate it belongs to, by its folder.
    pub(super) fn crate_name(&self) -> &str {
        let inside = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        inside.split('/').next().unwrap_or(inside)
    }
}

/// Folders of tests and benches, and a `tests.rs` declared as a module beside the code it tests.
fn is_beside_the_code(path: &str) -> bool {
    path.split('/')
        .any(|part| ["tests", "benches", "examples", "tests.rs"].contains(&part))
}

/// The lines of every item under `#[cfg(test)]`.
fn test_items(tokens: &[Token<'_>]) -> Vec<RangeInclusive<usize>> {
    let mut ranges = Vec::new();
    for at in 0..tokens.len() {
        let here = &tokens[at..];
        if let Some(attribute) = attribute(here).filter(|attribute| is_cfg_test(attribute)) {
            ranges.push(here[0].line..=last_line(&here[attribute.len()..]));
        }
    }
    ranges
}

fn attribute<'a, 'b>(tokens: &'a [Token<'b>]) -> Option<&'a [Token<'b>]> {
    if !matches!(tokens, [hash, open, ..] if hash.text == "#" && open.text == "[") {
        return None;
    }
    let end = tokens.iter().position(|token| token.text == "]")?;
    Some(&tokens[..=end])
}

fn is_cfg_test(attribute: &[Token<'_>]) -> bool {
    let has = |word: &str| attribute.iter().any(|token| token.text == word);
    attribute.get(2).is_some_and(|token| token.text == "cfg") && has("test") && !has("not")
}

/// An item ends with its outermost brace, or with a semicolon before any.
fn last_line(tokens: &[Token<'_>]) -> usize {
    let mut depth = 0_i32;
    let end = tokens.iter().find(|token| {
        match token.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        depth == 0 && ["}", ";"].contains(&token.text)
    });
    end.map_or(usize::MAX, |token| token.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! A.\nfn a() {}\n#[cfg(test)]\n#[x(y)]\nmod tests {\n    fn b() {}\n}\nfn c() {}\n";

    #[test]
    fn what_stands_under_cfg_test_is_test_code() {
        let file = RustFile::new("crates/store/src/a.rs", SOURCE);
        let tests: Vec<usize> = (1..=8).filter(|line| file.is_test(*line)).collect();
        assert_eq!(tests, [3, 4, 5, 6, 7]);
        assert_eq!((file.lines(), file.test_lines(), file.crate_name()), (8, 5, "store"));
    }

    #[test]
    fn what_is_left_out_of_tests_ships() {
        let file = RustFile::new("crates/store/src/a.rs", "#[cfg(not(test))]\nfn a() {}\n");
        assert!(!file.is_test(2));
    }

    #[test]
    fn folders_of_tests_are_test_code() {
        for path in [
            "crates/site/tests/door/front.rs",
            "xtask/src/main.rs",
            "crates/testpaper/src/lib.rs",
            "crates/a/src/b/tests.rs",
        ] {
            assert!(RustFile::new(path, SOURCE).is_test(2), "{path}");
        }
    }
}
