//! How far work is that takes long.

/// Whoever is told how far a copy is.
pub trait Progress: Send + Sync {
    /// So many rows are about to be copied.
    fn begins(&self, rows: u64);
    /// So many more are.
    fn copied(&self, rows: u64);
}

/// Nobody watches how far it is.
pub struct Unwatched;

impl Progress for Unwatched {
    fn begins(&self, _rows: u64) {}
    fn copied(&self, _rows: u64) {}
}
