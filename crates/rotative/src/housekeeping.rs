//! Logging: one line per event on standard error, never an address, an e-mail or a body.

use std::env;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

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
