//! The shelf that is being read now: replaced whole when it was lost, without a reader noticing.

use std::sync::{Arc, PoisonError, RwLock};

use crate::shelf::Shelf;

/// Shared by the site, which reads, and the press, which writes and replaces.
#[derive(Clone, Debug)]
pub struct CurrentShelf {
    current: Arc<RwLock<Shelf>>,
}

impl CurrentShelf {
    pub fn new(shelf: Shelf) -> Self {
        Self {
            current: Arc::new(RwLock::new(shelf)),
        }
    }

    /// The shelf as it stands.
    pub fn now(&self) -> Shelf {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts another in its place.
    pub fn replace(&self, another: Shelf) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = another;
    }
}
