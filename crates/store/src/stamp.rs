//! When something was done, and by whom.

use manuscript::Instant;

/// When something was done, and by whom, as rows keep it.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    pub at: Instant,
    /// As the record names who acts.
    pub by: &'a str,
}
