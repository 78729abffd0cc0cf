//! The workspace's own commands: run the demo paper, test everything, keep the house tidy.
//! Never in it: a dependency, or anything the paper needs at run time.

mod bench;
mod building;
mod counts;
mod database;
mod install;
mod manual;
mod memory;
mod new_act;
mod new_check;
mod outcome;
mod processor;
mod query;
mod rebuild_cost;
mod report;
mod run;
mod steps;
mod temporary;
mod terminal;
mod test;
mod tidy;
mod weight;
mod workspace;

use std::env;
use std::process::ExitCode;

pub(crate) use outcome::Outcome;

const HELP: &str = "\
The commands of this workspace

  cargo xtask run [--fresh] [-- ARGS]     Build rotative and serve the demo paper; ARGS go to `rotative serve`
  cargo xtask test [--only PART] [FILTER] Install what is missing, then formatting, lints, tidy, all tests;
                                          PART is rust, browser, tidy or lints, FILTER a part of test names
  cargo xtask tidy [--report]             The house rules a machine can check; --report adds the measures
  cargo xtask bench [NAME…]               The benches: serve, import, acts, films, copydesk, reading, all unless named
  cargo xtask weight                      What a first build costs: crates, processor time, the heaviest
  cargo xtask rebuild-cost                What one changed line costs, in `acts` and in `site`, built against checked
  cargo xtask new-query ROOM/NAME         A new SQL file in the store, and the Rust function it wants
  cargo xtask new-check CODE name         A new check of the copy desk, with its proof sheet and its lines in the lists
  cargo xtask new-act NAME RECORD CAPABILITY
                                          A new act: its request, its words, its lines in the lists
  cargo xtask manual                      The pages of docs/checks from the checks' files and their proof sheets, and what
                                          docs say of the acts' JSON from the requests
";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            terminal::complain(&sentence);
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Outcome {
    let Some((command, rest)) = arguments.split_first() else {
        terminal::say(HELP.trim_end());
        return Ok(());
    };
    match command.as_str() {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "tidy" => tidy::tidy(rest),
        "bench" => bench::bench(rest),
        "weight" => weight::weight(rest),
        "rebuild-cost" => rebuild_cost::rebuild_cost(rest),
        "new-query" => query::new_query(rest),
        "new-check" => new_check::new_check(rest),
        "new-act" => new_act::new_act(rest),
        "manual" => manual::manual(rest),
        "help" | "--help" | "-h" => dispatch(&[]),
        unknown => Err(format!("`{unknown}` is not a command here.\n\n{HELP}")),
    }
}
