//! What all stories ask of bytes.

use cleaning::{Uncleanable, clean};

/// Stands in every word that must not survive; another letter or number follows it.
pub(crate) const SECRET: &str = "SECRET";

/// Cleans a file that must be cleaned: of the same length, twice the same, and without a secret that was there.
pub(crate) fn cleaned(media_type: &str, bytes: &[u8]) -> Vec<u8> {
    let cleaned = clean(media_type, bytes).unwrap().into_owned();
    assert_eq!(cleaned.len(), bytes.len());
    assert!(
        matches!(clean(media_type, &cleaned).unwrap(), std::borrow::Cow::Borrowed(again) if again == cleaned),
        "clean bytes came back changed"
    );
    assert_eq!(secrets(&cleaned), Vec::<String>::new());
    crate::where_it_lies::assert_is_left_alone(media_type, &cleaned);
    cleaned
}

/// Why a file is refused.
pub(crate) fn refused(media_type: &str, bytes: &[u8]) -> Option<Uncleanable> {
    clean(media_type, bytes).err()
}

/// The secrets in a file, each with the eight bytes behind it.
pub(crate) fn secrets(bytes: &[u8]) -> Vec<String> {
    let places = (0..bytes.len()).filter(|at| bytes[*at..].starts_with(SECRET.as_bytes()));
    places
        .map(|at| String::from_utf8_lossy(&bytes[at..bytes.len().min(at + 14)]).into_owned())
        .collect()
}

pub(crate) fn count(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

/// Where a word stands that stands once.
pub(crate) fn place(bytes: &[u8], word: &[u8]) -> usize {
    assert_eq!(count(bytes, word), 1, "{}", String::from_utf8_lossy(word));
    bytes.windows(word.len()).position(|window| window == word).unwrap()
}

/// Bytes that look like sound or pictures: all values, no words.
pub(crate) fn noise(length: usize, seed: u8) -> Vec<u8> {
    let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    std::iter::successors(Some(u32::from(seed)), next)
        .skip(1)
        .map(|state| (state >> 16) as u8 | 0x80)
        .take(length)
        .collect()
}
