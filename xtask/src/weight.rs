//! `cargo xtask weight`: what a first build costs, so that what is taken on can say what it added.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::temporary::TempFolder;
use crate::{Outcome, building, processor, steps, terminal, workspace};

/// How many of the heaviest crates are named.
const NAMED: usize = 20;

/// Builds rotative from an empty target folder and prints crates, processor time, time, and the heaviest crates.
pub(crate) fn weight(arguments: &[String]) -> Outcome {
    if !arguments.is_empty() {
        return Err("cargo xtask weight".into());
    }
    let root = workspace::root()?;
    let crates = building::crates(&root)?.len();
    let target = TempFolder::new("weight")?;
    let (before, began) = (processor::spent(), Instant::now());
    let mut cargo = workspace::cargo(&root, &["build", "--package", "rotative", "--timings"]);
    steps::plainly(cargo.env("CARGO_TARGET_DIR", target.path()))?;
    let took = began.elapsed();
    terminal::say(&told(crates, processor::since(before), took));
    for line in heaviest(target.path())? {
        terminal::say(&line);
    }
    Ok(())
}

fn told(crates: usize, worked: Option<Duration>, took: Duration) -> String {
    let worked = worked.map_or_else(
        || "processor time is not told here".to_owned(),
        |spent| format!("{} s of processor time", spent.as_secs()),
    );
    format!("{crates} crates, {worked}, {} s", took.as_secs())
}

/// The units of the report that cargo leaves, the slowest first.
fn heaviest(target: &Path) -> Outcome<Vec<String>> {
    let report = target.join("cargo-timings/cargo-timing.html");
    let text = fs::read_to_string(&report).map_err(|fault| format!("{} could not be read: {fault}.", report.display()))?;
    let mut units = units(&text);
    units.sort_by(|one, other| other.seconds.total_cmp(&one.seconds));
    Ok(units
        .iter()
        .take(NAMED)
        .map(|unit| format!("{:>7.1} s  {}", unit.seconds, unit.name))
        .collect())
}

#[derive(Debug, PartialEq)]
struct Unit {
    name: String,
    seconds: f64,
}

/// `const UNIT_DATA = [{ "name": "a", "version": "1.0.0", "target": " build script", "duration": 1.5, … }, …];`
fn units(report: &str) -> Vec<Unit> {
    let data = report.split_once("UNIT_DATA = ").map_or("", |(_, data)| data);
    let data = data.split_once("];").map_or(data, |(data, _)| data);
    let mut units = Vec::new();
    for object in data.split("\"name\":").skip(1) {
        let text = |rest: &str| Some(rest.split('"').nth(1)?.to_owned());
        let after = |key: &str| object.split_once(key).map(|(_, rest)| rest);
        let number = |rest: &str| rest.trim_start().split([',', '\n', '}']).next()?.trim().parse().ok();
        let (Some(name), Some(seconds)) = (text(object), after("\"duration\":").and_then(number)) else {
            continue;
        };
        let target = after("\"target\":").and_then(text).unwrap_or_default();
        units.push(Unit {
            name: name + &target,
            seconds,
        });
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weight_is_one_line() {
        let (worked, took) = (Duration::from_mins(5), Duration::from_mins(3));
        assert_eq!(told(360, Some(worked), took), "360 crates, 300 s of processor time, 180 s");
        assert!(told(360, None, took).contains("not told here"));
    }

    #[test]
    fn units_are_read_from_cargos_report() {
        let report = "x\nconst UNIT_DATA = [\n  {\n    \"i\": 0,\n    \"name\": \"a\",\n    \"version\": \"1.0.0\",\n    \"target\": \" build script\",\n    \"duration\": 1.5,\n    \"rmeta_time\": null\n  },\n  {\n    \"name\": \"b\",\n    \"target\": \"\",\n    \"duration\": 0.25\n  }\n];\nconst OTHER = [];";
        let found: Vec<(String, f64)> = units(report).into_iter().map(|unit| (unit.name, unit.seconds)).collect();
        assert_eq!(found, [("a build script".to_owned(), 1.5), ("b".to_owned(), 0.25)]);
    }
}
