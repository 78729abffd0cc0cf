//! Turns of an import beside those who act: it writes for a while, and now and then lets others write.

use std::time::Duration;

/// A turn ends with the article at which it has lasted so long.
pub(crate) const LONGEST: Duration = Duration::from_millis(400);
/// After so much writing others are let in.
const WRITING: Duration = Duration::from_millis(500);
/// For so long: whoever waits for SQLite looks every two milliseconds. Less than a hundredth of the writing before it.
const LETTING_IN: Duration = Duration::from_millis(4);

/// How long an import has written since others were let in.
#[derive(Debug, Default)]
pub(crate) struct Turns {
    written: Duration,
}

impl Turns {
    /// A turn ended that had lasted so long.
    pub(crate) async fn ended(&mut self, lasted: Duration) {
        self.written += lasted;
        if self.written >= WRITING {
            tokio::time::sleep(LETTING_IN).await;
            self.written = Duration::ZERO;
        }
    }
}
