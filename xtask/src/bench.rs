//! `cargo xtask bench`: the benches of rotative, with a throw-away PostgreSQL that keeps what it acknowledges.

use crate::database::{self, Postgres};
use crate::install::Need;
use crate::steps::Steps;
use crate::{Outcome, install, steps, terminal, workspace};

const ALL: [&str; 3] = ["serve", "import", "acts"];

/// Runs the named benches, all of them without names. A failing one does not hold up the next.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    let root = workspace::root()?;
    install::packages(&[Need::Postgres])?;
    let postgres = Postgres::start_durable()?;
    let named: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let mut steps = Steps::default();
    for name in if named.is_empty() { &ALL[..] } else { &named } {
        let arguments = ["bench", "--locked", "--package", "rotative", "--bench", name];
        let mut bench = workspace::cargo(&root, &arguments);
        bench.env(database::ADDRESS, postgres.address());
        steps.step(&format!("Bench {name}"), || steps::plainly(&mut bench));
    }
    drop(postgres);
    terminal::say("");
    steps.verdict()
}
