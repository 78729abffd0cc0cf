//! Whatever the bytes: no panic, the same length, and what is clean is clean for good.

use cleaning::clean;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::{mp3, mp4, ogg, webm};

const TYPES: [&str; 8] = [
    "video/mp4",
    "video/quicktime",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "video/ogg",
    "video/webm",
    "audio/webm",
];

fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let tagged = [
        b"ID3\x03\0\0\0\0\0\x12TCOP\0\0\0\x04\0\0\0abcTIT2".to_vec(),
        (0..3).flat_map(mp3::frame).collect(),
    ]
    .concat();
    vec![
        ("video/mp4", mp4::film().bytes),
        ("audio/mpeg", tagged),
        ("audio/ogg", ogg::vorbis(3)),
        ("video/webm", webm::film()),
    ]
}

fn check(media_type: &str, bytes: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(once) = clean(media_type, bytes) {
        prop_assert_eq!(once.len(), bytes.len());
        let again = clean(media_type, &once);
        prop_assert_eq!(again.as_deref(), Ok(&*once));
    }
    Ok(())
}

/// Puts right sums on the pages again, so that a change is seen behind them.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let mut starts: Vec<usize> = (0..bytes.len())
        .filter(|at| bytes[*at..].starts_with(b"OggS") && bytes.len() - at > 27)
        .collect();
    starts.push(bytes.len());
    let before = bytes[..starts[0]].to_vec();
    let pages = starts.windows(2).map(|page| ogg::sealed(bytes[page[0]..page[1]].to_vec()));
    [vec![before], pages.collect()].concat().concat()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4096) })]

    #[test]
    fn arbitrary_bytes_never_panic(media_type in select(&TYPES[..]), bytes in vec(any::<u8>(), 0..600)) {
        check(media_type, &bytes)?;
    }

    #[test]
    fn files_cut_short_never_panic(sample in select(samples()), at in any::<Index>()) {
        check(sample.0, &sample.1[..at.index(sample.1.len())])?;
    }

    #[test]
    fn a_wrong_byte_never_panics(sample in select(samples()), at in any::<Index>(), value in any::<u8>()) {
        let (media_type, mut bytes) = sample;
        let at = at.index(bytes.len());
        bytes[at] = value;
        check(media_type, &bytes)?;
        if media_type == "audio/ogg" {
            check(media_type, &sealed(&bytes))?;
        }
    }

    #[test]
    fn several_wrong_bits_never_panic(sample in select(samples()), flips in vec((any::<Index>(), 0..8_u8), 1..6)) {
        let (media_type, mut bytes) = sample;
        for (at, bit) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= 1 << bit;
        }
        check(media_type, &bytes)?;
        if media_type == "audio/ogg" {
            check(media_type, &sealed(&bytes))?;
        }
    }
}
