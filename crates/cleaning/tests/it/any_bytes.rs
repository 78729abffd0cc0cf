//! Bytes that nobody meant as a file, and files that were damaged: no panic, and what comes out is clean.

use std::borrow::Cow;

use cleaning::{clean, rights_of, with_rights};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::builders::{gif, jpeg, pdf, png, rights, webp};
use crate::vtt::CAPTIONS;

const MEDIA_TYPES: [&str; 6] = ["image/jpeg", "image/png", "image/webp", "image/gif", "text/vtt", "application/pdf"];

/// Whatever is made of bytes: it can be made again and says the same.
fn assert_settled(media_type: &str, bytes: &[u8]) {
    let _rights = rights_of(media_type, bytes);
    let Ok(cleaned) = clean(media_type, bytes) else { return };
    let again = clean(media_type, &cleaned);
    assert!(
        matches!(again, Ok(Cow::Borrowed(_))),
        "{media_type}: cleaning twice differs, {again:?}"
    );
    assert_eq!(rights_of(media_type, &cleaned), rights_of(media_type, bytes));
    if media_type.starts_with("image/") {
        let named = with_rights(media_type, bytes, &rights("Agence", "", "")).expect("what can be cleaned can be named");
        assert!(
            matches!(clean(media_type, &named), Ok(Cow::Borrowed(_))),
            "{media_type}: a named picture is clean"
        );
    }
}

/// Files of all formats, plain and full of what must go.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("image/jpeg", jpeg::with_secrets_everywhere()),
        ("image/jpeg", jpeg::progressive()),
        ("image/png", png::with_secrets_everywhere()),
        ("image/png", png::dressed(&png::plain(), &[png::compressed_xmp()], &[])),
        ("image/webp", webp::with_secrets_everywhere()),
        ("image/webp", webp::moving(&[])),
        ("image/gif", gif::with_secrets_everywhere()),
        ("text/vtt", CAPTIONS.as_bytes().to_vec()),
        ("application/pdf", pdf::with_secrets_everywhere()),
    ]
}

/// What every format begins with, so that chance gets past the first question.
fn beginning(media_type: &str) -> &'static [u8] {
    match media_type {
        "image/jpeg" => b"\xff\xd8\xff",
        "image/png" => b"\x89PNG\r\n\x1a\n",
        "image/webp" => b"RIFF\x20\0\0\0WEBP",
        "image/gif" => b"GIF89a\x01\0\x01\0\0\0\0",
        "text/vtt" => b"WEBVTT\n\n",
        _ => b"%PDF-1.7\n",
    }
}

#[test]
fn whole_files_settle() {
    for (media_type, file) in files() {
        assert!(clean(media_type, &file).is_ok());
        assert_settled(media_type, &file);
    }
}

#[test]
fn files_that_break_off_settle() {
    for (media_type, file) in files() {
        let step = if media_type == "application/pdf" { 7 } else { 1 };
        for length in (0..file.len()).step_by(step) {
            assert_settled(media_type, &file[..length]);
        }
    }
}

#[test]
fn a_media_type_that_is_not_known_is_refused() {
    assert_eq!(clean("image/tiff", b"II*\0").unwrap_err(), cleaning::Uncleanable::Unknown);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_settle(bytes in vec(any::<u8>(), 0..300)) {
        for media_type in MEDIA_TYPES {
            assert_settled(media_type, &bytes);
            assert_settled(media_type, &[beginning(media_type), &bytes].concat());
        }
    }

    #[test]
    fn arbitrary_captions_settle(lines in vec("(STYLE|REGION|NOTE|id:[a-z]|::cue[(]#[a-z][)]|/[*]|[*]/|\"|\\\\|[a-z]|00:01.000 --> 00:02.000 ?(line:1|region:[a-z])?|-->|\r|\0| )?( |/[*][a-z]|[*]/)?", 0..20)) {
        assert_settled("text/vtt", format!("WEBVTT\n{}", lines.join("\n")).as_bytes());
    }

    #[test]
    fn files_with_other_bytes_settle(changes in vec((any::<Index>(), any::<u8>()), 1..4)) {
        for (media_type, mut file) in files() {
            for (place, byte) in &changes {
                let place = place.index(file.len());
                file[place] = *byte;
            }
            assert_settled(media_type, &file);
        }
    }

    #[test]
    fn files_with_a_missing_or_doubled_part_settle(place in any::<Index>(), length in 1..40_usize) {
        for (media_type, file) in files() {
            let start = place.index(file.len());
            let end = (start + length).min(file.len());
            assert_settled(media_type, &[&file[..start], &file[end..]].concat());
            assert_settled(media_type, &[&file[..end], &file[start..]].concat());
        }
    }
}
