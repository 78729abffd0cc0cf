//! Files with secrets in them, and what is asked of a cleaned one.

pub(crate) mod gif;
pub(crate) mod icc;
pub(crate) mod jpeg;
pub(crate) mod metadata;
pub(crate) mod pdf;
pub(crate) mod png;
pub(crate) mod webp;

use std::borrow::Cow;

use cleaning::{Rights, clean};
use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};

/// What every planted secret begins with.
const SECRET: &[u8] = b"SECRET";

/// Cleans a file in which there are so many secrets, and in the outcome none; what is clean stays as it is.
pub(crate) fn cleaned(media_type: &str, bytes: &[u8], secrets: usize) -> Vec<u8> {
    assert_eq!(
        occurrences(bytes, SECRET),
        secrets,
        "the file must hold the secrets that the story plants"
    );
    let cleaned = clean(media_type, bytes).expect("a sound file").into_owned();
    assert_eq!(occurrences(&cleaned, SECRET), 0, "{}", String::from_utf8_lossy(&cleaned));
    assert_clean(media_type, &cleaned);
    cleaned
}

pub(crate) fn assert_clean(media_type: &str, bytes: &[u8]) {
    let again = clean(media_type, bytes).expect("clean files are sound");
    assert!(matches!(again, Cow::Borrowed(_)), "a clean file comes back as it is");
}

pub(crate) fn occurrences(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).filter(|window| *window == word).count()
}

pub(crate) fn rights(credit: &str, source: &str, copyright: &str) -> Rights {
    let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    Rights {
        credit: some(credit),
        source: some(source),
        copyright: some(copyright),
    }
}

pub(crate) fn pixels(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 9) as u8, (y * 7) as u8, (x * y) as u8]))
}

pub(crate) fn transparent_pixels(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| {
        Rgba([(x * 9) as u8, (y * 7) as u8, (x * y) as u8, (x * 5) as u8])
    })
}

pub(crate) fn decoded(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).expect("a picture")
}
