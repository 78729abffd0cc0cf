//! What in a file is no prose, and is never mended: code, markup, the codes of other systems, addresses, what gives a
//! text its form, the names in its head.

mod marks;
mod mask;
mod scanner;

use crate::markdown::heads;

pub(super) use mask::Mask;

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
        marks::close_letter_boxes(text, &mut signs);
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
