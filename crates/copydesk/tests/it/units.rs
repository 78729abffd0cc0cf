//! Bytes inside, UTF-16 at the doors: what editors are told lands on the same letters.

use copydesk::utf16;
use proptest::prelude::*;

use crate::copies::{paragraphs, read};

/// The words at a range of code units, as an editor cuts them.
fn cut(text: &str, units: std::ops::Range<usize>) -> String {
    let all: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&all[units]).unwrap()
}

#[test]
fn findings_behind_emoji_and_accents_land_on_their_letters() {
    let text = "😀 Été 👩🏽‍🚒 e\u{301}té à Vaux 𝄞 : le maire a a refusé, l’élu élu aussi 🏴.";
    let copy = paragraphs(&[text]);
    let found = read(&copy);
    let words: Vec<String> = found
        .iter()
        .filter(|finding| finding.code == "REP-301")
        .map(|finding| cut(text, utf16::range(text, &finding.primary.range())))
        .collect();
    assert_eq!(words, ["a a", "élu élu"]);
}

proptest! {
    #[test]
    fn a_range_of_bytes_is_the_same_range_of_units(text in "[a-zé😀𝄞e\u{301} \u{202f}\u{200d}]{0,40}", from: usize, length in 0..9usize) {
        let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let start = from % ends.len();
        let bytes = ends[start]..ends[(start + length).min(ends.len() - 1)];
        prop_assert_eq!(cut(&text, utf16::range(&text, &bytes)), &text[bytes]);
    }

    #[test]
    fn a_range_that_is_none_is_no_panic(text in "[aé😀]{0,8}", start in 0..40usize, end in 0..40usize) {
        let units = utf16::range(&text, &(start..end));
        prop_assert!(units.start <= units.end);
    }
}
