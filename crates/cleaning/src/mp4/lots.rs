//! Samples in the file: where they lie, and how large they are.

use std::ops::Range;

use crate::Uncleanable;
use crate::fields::plus;

/// More than any film has: their places are held in memory while it is cleaned, in 48 MB.
pub(super) const MOST_LOTS: usize = 1 << 21;

/// Samples of one size that lie behind one another.
#[derive(Clone, Debug)]
pub(super) struct Lot {
    pub range: Range<usize>,
    pub size: usize,
}

impl Lot {
    /// A single sample.
    pub(super) fn one(at: usize, size: usize) -> Result<Self, Uncleanable> {
        Ok(Self {
            range: at..plus(at, size)?,
            size,
        })
    }

    /// Its samples one by one.
    pub(super) fn samples(&self) -> impl Iterator<Item = Range<usize>> {
        let size = self.size.max(1);
        self.range.clone().step_by(size).map(move |at| at..at.saturating_add(size))
    }
}
