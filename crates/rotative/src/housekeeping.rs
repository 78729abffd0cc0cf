//! Logging: one line per event on standard error, never an address, an e-mail or a body.

use std::env;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::Stopped;
use crate::clockwork::{BUILD, Build};
use crate::configuration::{Configuration, LogForm};

/// Begins to log; `RUST_LOG` says how much.
pub(crate) fn begin_logging(configuration: &Configuration) {
    let lines = fmt::layer()
        .with_writer(std::io::stderr)
        // A closed standard error is nobody's to complain to.
        .log_internal_errors(false)
        .with_target(false);
    let log = tracing_subscriber::registry().with(how_much());
    // A second logger in one process would be a test's; it keeps the first.
    let _ = match configuration.log {
        LogForm::Text => log.with(lines.with_ansi(false)).try_init(),
        LogForm::Json => log.with(lines.json()).try_init(),
    };
    tell_of_panics();
}

/// Says where something panicked. What it said stays out of the log: it may hold somebody’s words.
fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current();
        let thread = thread.name().unwrap_or_default();
        tracing::error!(event = "panic", code = "program.panic", at, thread);
    }));
}

/// How many bytes of memory this process holds, where the system says so.
pub(crate) fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes << 10)
}

/// Has this process be the release before, if it was told so, and says so in the log.
pub(crate) fn take_release(configuration: &Configuration) -> Result<(), Stopped> {
    if configuration.is_the_release_before {
        refuse_release(BUILD)?;
        tracing::warn!(event = "THIS IS THE RELEASE BEFORE, for tests only: it lacks the newest migration, tag and kind of job");
        store::release::be_the_one_before();
    }
    Ok(())
}

fn refuse_release(build: Build) -> Result<(), Stopped> {
    match build {
        Build::Tests => Ok(()),
        Build::Release => Err(Stopped::both(
            "ce programme sait tout ce qu’il sait : seule une version de test peut être celle d’avant ; retirez ROTATIVE_RELEASE_BEFORE_FOR_TESTS",
            "this program knows all that it knows: only a build for tests can be the release before; unset ROTATIVE_RELEASE_BEFORE_FOR_TESTS",
        )),
    }
}

/// Levels, alone or by the crate that speaks. What cannot be read says nothing, so the usual holds.
fn how_much() -> Targets {
    let asked = env::var("RUST_LOG").ok().and_then(|asked| asked.parse().ok());
    asked.unwrap_or_else(|| {
        Targets::new()
            .with_default(LevelFilter::INFO)
            .with_target("sqlx", LevelFilter::ERROR)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_build_is_never_the_release_before() {
        assert!(refuse_release(Build::Tests).is_ok());
        assert!(
            refuse_release(Build::Release)
                .unwrap_err()
                .to_string()
                .contains("only a build for tests")
        );
    }
}
