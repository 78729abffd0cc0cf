//! What an import did, counted.

use acts::importing::BroughtIn;

/// What an import did, in articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub first: usize,
    pub next: usize,
    pub placed: usize,
    pub drafts: usize,
    pub unchanged: usize,
    pub refused: usize,
}

impl Counts {
    pub(crate) fn count(&mut self, done: &BroughtIn) {
        match done {
            BroughtIn::First(_) => self.first += 1,
            BroughtIn::Next(_) => self.next += 1,
            BroughtIn::Placed(_) => self.placed += 1,
            BroughtIn::Draft(_) => self.drafts += 1,
            BroughtIn::Unchanged => self.unchanged += 1,
        }
    }
}
