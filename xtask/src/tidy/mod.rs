//! `cargo xtask tidy`: the rules of the house that a machine can check.
//! Each check looks at a `Tree` and gives remarks, so that a test can show it a broken one.

mod arrows;
mod binary;
mod circles;
mod functions;
mod known;
mod languages;
mod lexer;
mod licence;
mod lines;
mod lock;
mod manifest;
mod manual;
mod measures;
mod modules;
mod openings;
mod parameters;
mod paths;
mod places;
mod queries;
mod remark;
mod rust;
mod sleeps;
mod sql;
mod taken;
mod tls;
pub(crate) mod tree;
mod unused;
mod ways_out;
mod words;

use std::path::Path;

use crate::{Outcome, steps, terminal, workspace};
use remark::Remark;
use tree::Tree;

type Check = fn(&Tree) -> Vec<Remark>;

const CHECKS: [Check; 19] = [
    arrows::arrows,
    binary::modules,
    circles::circles,
    openings::openings,
    measures::lengths,
    parameters::parameters,
    languages::tests_of_language,
    sleeps::sleeps,
    unused::unused,
    unused::unexplained,
    taken::taken,
    tls::providers,
    ways_out::ways_out,
    sql::banned_words,
    queries::files,
    words::banned_words,
    places::places,
    manual::checks,
    manual::pages,
];

/// Runs every check over the repository; with `--report`, prints the measures as well.
pub(crate) fn tidy(arguments: &[String]) -> Outcome {
    let root = workspace::root()?;
    let tree = Tree::read(&root)?;
    match arguments {
        [] => {}
        [flag] if flag == "--report" => terminal::say(&measures::report(&tree)),
        _ => return Err("cargo xtask tidy [--report]".into()),
    }
    let mut remarks = remarks(&tree);
    remarks.extend(taken::licences(&root, &tree)?);
    for remark in &remarks {
        terminal::say(&remark.to_string());
    }
    match remarks.len() {
        0 => denied(&root),
        1 => Err("Tidy: one breach of the house rules.".into()),
        many => Err(format!("Tidy: {many} breaches of the house rules.")),
    }
}

/// `cargo deny` reads more of the tree than we do; where it is not installed, what we read must do.
fn denied(root: &Path) -> Outcome {
    if !workspace::has_cargo_command(root, "deny") {
        return Ok(());
    }
    let arguments = ["deny", "check", "bans", "licenses", "sources"];
    steps::plainly(&mut workspace::cargo(root, &arguments)).map(drop)
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
