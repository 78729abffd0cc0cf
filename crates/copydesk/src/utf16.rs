//! Bytes inside, UTF-16 at the doors: editors and the formats of others count so.

use std::ops::Range;

/// A range of bytes as a range of UTF-16 code units.
pub fn range(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let start = units(text.get(..bytes.start).unwrap_or(text));
    let length = units(text.get(bytes.clone()).unwrap_or_default());
    start..start + length
}

/// How many code units a text has.
pub fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    #[test]
    fn letters_outside_the_first_plane_are_two_units() {
        assert_eq!(super::range("é𝄞 la", &(2..6)), 1..3);
        assert_eq!(super::range("é𝄞 la", &(7..9)), 4..6);
    }
}
