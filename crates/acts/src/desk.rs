//! What every act has at hand: the clock, identities, the paper's settings.

use std::sync::Arc;

use manuscript::paper::Paper;
use manuscript::{Clock, Ids, Instant};
use store::Stamp;

/// The desk at which acts are done.
#[derive(Clone)]
pub struct Desk {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    pub paper: Arc<Paper>,
}

impl Desk {
    /// The same desk for a paper whose settings changed.
    pub fn with_paper(&self, paper: Paper) -> Self {
        Self {
            paper: Arc::new(paper),
            ..self.clone()
        }
    }

    /// Now, by somebody as the record names them.
    pub(crate) fn stamp<'a>(&self, by: &'a str) -> Stamp<'a> {
        Stamp { at: self.clock.now(), by }
    }

    /// The day of an instant in the paper's zone.
    pub fn day_of(&self, at: Instant) -> jiff::civil::Date {
        at.in_zone(&self.paper.time_zone()).date()
    }
}
