//! Which bytes of a text are closed to mends.

use std::ops::Range;

/// Every byte of a text: whether it is closed to mends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mask {
    closed: Vec<bool>,
}

impl Mask {
    pub(super) fn of(text: &str) -> Self {
        Self {
            closed: vec![false; text.len()],
        }
    }

    fn set(&mut self, range: Range<usize>, is_closed: bool) {
        let end = range.end.min(self.closed.len());
        if let Some(bytes) = self.closed.get_mut(range.start.min(end)..end) {
            bytes.fill(is_closed);
        }
    }

    pub(super) fn close(&mut self, range: Range<usize>) {
        self.set(range, true);
    }

    /// What is prose after all.
    pub(crate) fn open(&mut self, range: Range<usize>) {
        self.set(range, false);
    }

    /// Closes whatever another mask closes.
    pub(crate) fn close_all(&mut self, other: &Self) {
        for (closed, also) in self.closed.iter_mut().zip(&other.closed) {
            *closed |= also;
        }
    }

    pub(super) fn is_closed(&self, at: usize) -> bool {
        self.closed.get(at).copied().unwrap_or(false)
    }

    /// Where the closed stretch that holds a byte ends.
    pub(super) fn end_of(&self, at: usize) -> usize {
        let open = self.closed[at..].iter().position(|closed| !closed);
        open.map_or(self.closed.len(), |length| at + length)
    }

    /// The closed stretches inside a range.
    pub(crate) fn within(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let (mut found, mut at) = (Vec::new(), range.start);
        let end = range.end.min(self.closed.len());
        while at < end {
            if self.closed[at] {
                let last = at + self.closed[at..end].iter().position(|closed| !closed).unwrap_or(end - at);
                found.push(at..last);
                at = last;
            } else {
                at += self.closed[at..end].iter().position(|closed| *closed).unwrap_or(end - at);
            }
        }
        found
    }
}
