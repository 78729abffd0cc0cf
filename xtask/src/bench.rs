//! `cargo xtask bench`: the benches of rotative, with a throw-away PostgreSQL that keeps what it acknowledges, and the
//! copy desk's, beside Grammalecte.

use crate::database::{self, Postgres};
use crate::install::Need;
use crate::steps::Steps;
use crate::{Outcome, install, steps, terminal, workspace};

const ALL: [&str; 9] = ["serve", "import", "acts", "outside", "typing", "films", "rooms", COPYDESK, READING];
/// Benches that no database takes part in.
const COPYDESK: &str = "copydesk";
const READING: &str = "reading";

/// Runs the named benches, all of them without names. A failing one does not hold up the next.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    let root = workspace::root()?;
    let named: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let wanted = if named.is_empty() { &ALL[..] } else { &named };
    let postgres = database_for(wanted)?;
    if wanted.contains(&COPYDESK) {
        install::packages(&[Need::Grammalecte])?;
    }
    let mut steps = Steps::default();
    for name in wanted {
        let package = package_of(name);
        let arguments = ["bench", "--locked", "--package", package, "--bench", name];
        let mut bench = workspace::cargo(&root, &arguments);
        if let Some(postgres) = &postgres {
            bench.env(database::ADDRESS, postgres.address());
        }
        steps.step(&format!("Bench {name}"), || steps::plainly(&mut bench));
    }
    drop(postgres);
    terminal::say("");
    steps.verdict()
}

fn package_of(bench: &str) -> &'static str {
    match bench {
        COPYDESK => "copydesk",
        READING => "arrivals",
        _ => "rotative",
    }
}

/// A PostgreSQL, if one of the benches is rotative's.
fn database_for(benches: &[&str]) -> Outcome<Option<Postgres>> {
    if benches.iter().all(|name| matches!(*name, COPYDESK | READING)) {
        return Ok(None);
    }
    install::packages(&[Need::Postgres])?;
    Postgres::start_durable().map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_desk_starts_no_database() {
        assert!(database_for(&[COPYDESK]).unwrap().is_none());
    }

    #[test]
    fn every_bench_stands_in_its_package() {
        let root = workspace::root().unwrap();
        for name in ALL {
            let folder = root.join("crates").join(package_of(name)).join("benches");
            assert!(folder.join(format!("{name}.rs")).is_file() || folder.join(name).join("main.rs").is_file());
        }
    }
}
