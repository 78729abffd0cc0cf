//! `cargo xtask tidy`: the rules of the house that a machine can check.
//! Each check looks at a `Tree` and gives remarks, so that a test can show it a broken one.

mod arrows;
mod functions;
mod lexer;
mod lines;
mod manual;
mod measures;
mod openings;
mod places;
mod queries;
mod rust;
mod sql;
pub(crate) mod tree;
mod words;

use std::fmt;

use crate::{Outcome, terminal, workspace};
use tree::Tree;

/// One breach of a rule, at a place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
struct Remark {
    path: String,
    line: usize,
    sentence: String,
}

impl Remark {
    fn new(path: &str, line: usize, sentence: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            sentence: sentence.into(),
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.sentence)
    }
}

type Check = fn(&Tree) -> Vec<Remark>;

const CHECKS: [Check; 9] = [
    arrows::arrows,
    openings::openings,
    measures::lengths,
    sql::banned_words,
    queries::files,
    words::banned_words,
    places::places,
    manual::checks,
    manual::pages,
];

/// Runs every check over the repository; with `--report`, prints the measures as well.
pub(crate) fn tidy(arguments: &[String]) -> Outcome {
    let tree = Tree::read(&workspace::root()?)?;
    match arguments {
        [] => {}
        [flag] if flag == "--report" => terminal::say(&measures::report(&tree)),
        _ => return Err("cargo xtask tidy [--report]".into()),
    }
    let remarks = remarks(&tree);
    for remark in &remarks {
        terminal::say(&remark.to_string());
    }
    match remarks.len() {
        0 => Ok(()),
        1 => Err("Tidy: one breach of the house rules.".into()),
        many => Err(format!("Tidy: {many} breaches of the house rules.")),
    }
}

fn remarks(tree: &Tree) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = CHECKS.iter().flat_map(|check| check(tree)).collect();
    remarks.sort();
    remarks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_tidy() {
        let tree = Tree::read(&workspace::root().unwrap()).unwrap();
        let remarks: Vec<String> = remarks(&tree).iter().map(ToString::to_string).collect();
        assert!(remarks.is_empty(), "{}", remarks.join("\n"));
    }

    #[test]
    fn a_remark_reads_as_a_place_and_a_sentence() {
        assert_eq!(Remark::new("a.rs", 3, "No.").to_string(), "a.rs:3: No.");
    }
}
