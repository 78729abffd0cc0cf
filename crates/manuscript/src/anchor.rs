//! Anchors: the names under which the headings of an article are linked to, for as long as it stands.

/// The longest name of an anchor, in bytes.
const LONGEST: usize = 80;
/// What stands on every page already.
const OF_THE_PAGE: [&str; 8] = ["comments", "content", "corrections", "frames", "instance", "menu", "why", "wrong"];

/// Whether a word can be an anchor: small letters, digits and hyphens, as in addresses, and a letter first.
pub fn is_anchor(word: &str) -> bool {
    let is_plain = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '-';
    word.len() <= LONGEST && word.starts_with(|sign: char| sign.is_ascii_lowercase()) && word.chars().all(is_plain)
}

/// Whether the page itself has an anchor of this name.
pub fn is_of_the_page(word: &str) -> bool {
    let is_numbered = |name: &str| {
        word.strip_prefix(name)
            .is_some_and(|number| number.starts_with(|sign: char| sign.is_ascii_digit()))
    };
    OF_THE_PAGE.contains(&word) || is_numbered("note-") || is_numbered("call-")
}
