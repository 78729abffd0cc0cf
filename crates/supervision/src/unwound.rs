//! A panic as an outcome: what goes wrong in one act, job or task is that one's affair.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

/// Something panicked. Where, and with what words, the panic hook of the process has said: words may be a person's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panicked;

impl std::fmt::Display for Panicked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("it panicked; the log says where")
    }
}

impl std::error::Error for Panicked {}

impl From<Box<dyn Any + Send>> for Panicked {
    fn from(_: Box<dyn Any + Send>) -> Self {
        Self
    }
}

/// Waits for work, and answers its panic instead of passing it on. What the work held must not be used any more.
pub async fn unwound<T>(work: impl Future<Output = T>) -> Result<T, Panicked> {
    AssertUnwindSafe(work).catch_unwind().await.map_err(Panicked::from)
}
