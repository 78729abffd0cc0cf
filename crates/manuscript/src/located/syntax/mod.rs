//! What in a file is no prose, and is never mended: code, markup, the codes of other systems, addresses, what gives a
//! text its form, the names in its head.

mod marks;
mod scanner;

use std::ops::Range;

use crate::markdown::heads;

/// Every byte of a text: whether it is closed to mends.
#[derive(Clone, Debug, Default)]
pub(super) struct Mask {
    closed: Vec<bool>,
}

impl Mask {
    fn of(text: &str) -> Self {
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

    fn close(&mut self, range: Range<usize>) {
        self.set(range, true);
    }

    /// What is prose after all.
    pub(super) fn open(&mut self, range: Range<usize>) {
        self.set(range, false);
    }

    /// Closes whatever another mask closes.
    pub(super) fn close_all(&mut self, other: &Self) {
        for (closed, also) in self.closed.iter_mut().zip(&other.closed) {
            *closed |= also;
        }
    }

    fn is_closed(&self, at: usize) -> bool {
        self.closed.get(at).copied().unwrap_or(false)
    }

    /// Where the closed stretch that holds a byte ends.
    fn end_of(&self, at: usize) -> usize {
        let open = self.closed[at..].iter().position(|closed| !closed);
        open.map_or(self.closed.len(), |length| at + length)
    }

    /// The closed stretches inside a range.
    pub(super) fn within(&self, range: Range<usize>) -> Vec<Range<usize>> {
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

/// What is closed in a file with plain line ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Syntax {
    /// Code, markup, codes, addresses: closed wherever they stand.
    pub(super) signs: Mask,
    /// What gives the text its form, and the head but for its prose: the values of attributes that are prose stand in it.
    pub(super) form: Mask,
}

impl Syntax {
    /// Of a manuscript, anybody's, whose body begins at an offset.
    pub(super) fn of_markdown(text: &str, body: usize) -> Self {
        let (mut signs, mut form) = (Mask::of(text), Mask::of(text));
        marks::close_code(text, body, &mut signs);
        scanner::close(text, &mut signs);
        form.close(0..body);
        form.close(0..heads::foreign(text).map_or(0, |head| head.end));
        marks::close_links(text, body, &mut form);
        marks::close_lines(text, body, &mut form);
        Self { signs, form }
    }

    /// Of plain text, in which people show code as they would elsewhere.
    pub(super) fn of_plain(text: &str) -> Self {
        let (mut signs, mut form) = (Mask::of(text), Mask::of(text));
        marks::close_fences(text, &mut signs);
        scanner::close(text, &mut signs);
        marks::close_edges(text, &mut form);
        Self { signs, form }
    }
}

#[cfg(test)]
mod tests;
