//! Logging: one line per event on standard error, never an address, an e-mail or a body.

use tracing_subscriber::EnvFilter;

use crate::configuration::{Configuration, LogForm};

/// Begins to log; `RUST_LOG` says how much.
pub(crate) fn begin_logging(configuration: &Configuration) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=error"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A closed standard error is nobody's to complain to.
        .log_internal_errors(false)
        .with_target(false);
    // A second logger in one process would be a test's; it keeps the first.
    let _ = match configuration.log {
        LogForm::Text => log.with_ansi(false).try_init(),
        LogForm::Json => log.json().try_init(),
    };
}
