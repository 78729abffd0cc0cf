//! Numbers in addresses: each has one spelling.

/// A number as addresses write it: digits alone, no zero before them.
pub(super) fn read(digits: &str) -> Option<u32> {
    let is_plain = digits.bytes().all(|digit| digit.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_plain)
}
