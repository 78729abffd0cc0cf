//! JPEG: what a camera, an agency and a telephone write beside the pixels.

use cleaning::Uncleanable::{CutShort, Malformed, Unknown};
use cleaning::{clean, rights_of};
use image::ImageDecoder as _;
use image::codecs::jpeg::JpegDecoder;
use image::metadata::Orientation;

use crate::builders::jpeg::{self, EVERYWHERE};
use crate::builders::metadata::{self, Order};
use crate::builders::{assert_clean, cleaned, decoded, occurrences};

const JPEG: &str = "image/jpeg";

fn orientation(bytes: &[u8]) -> Orientation {
    JpegDecoder::new(std::io::Cursor::new(bytes)).unwrap().orientation().unwrap()
}

#[test]
fn of_a_picture_that_says_everything_only_credit_turn_and_colours_stay() {
    let received = jpeg::with_secrets_everywhere();
    let clean = cleaned(JPEG, &received, EVERYWHERE);
    assert_eq!(rights_of(JPEG, &clean), metadata::rights_of_xmp());
    assert_eq!(orientation(&clean), Orientation::Rotate90);
    assert_eq!(decoded(&clean), decoded(&jpeg::plain()));
    let mut decoder = JpegDecoder::new(std::io::Cursor::new(&clean)).unwrap();
    let profile = decoder.icc_profile().unwrap().unwrap();
    assert_eq!(occurrences(&profile, b"curv"), 1, "its curves are there, once");
    for marker in 0xe0..=0xff_u8 {
        let stay = [(0xe0, 1), (0xe1, 2), (0xe2, 1), (0xee, 1)];
        let expected = stay.iter().find(|(it, _)| *it == marker).map_or(0, |(_, count)| *count);
        assert_eq!(occurrences(&segments(&clean), &[marker]), expected, "{marker:x}");
    }
}

/// The markers of all segments before the scan.
fn segments(jpeg: &[u8]) -> Vec<u8> {
    let mut markers = Vec::new();
    let mut place = 2;
    while jpeg[place + 1] != 0xda {
        markers.push(jpeg[place + 1]);
        place += 2 + usize::from(u16::from_be_bytes([jpeg[place + 2], jpeg[place + 3]]));
    }
    markers
}

#[test]
fn a_picture_fresh_from_an_encoder_comes_back_as_it_is() {
    for fresh in [jpeg::plain(), jpeg::progressive(), jpeg::with_restarts()] {
        assert_clean(JPEG, &fresh);
    }
}

#[test]
fn what_stands_between_the_scans_goes_and_the_scans_stay() {
    let plain = jpeg::progressive();
    let scans = jpeg::scans(&plain);
    assert!(scans.len() > 2);
    let mut received = plain.clone();
    for place in scans.iter().rev() {
        let secrets = [jpeg::segment(0xfe, b"SECRET-between"), jpeg::segment(0xe1, b"Exif\0\0SECRET-exif")].concat();
        received.splice(place..place, secrets);
    }
    assert_eq!(cleaned(JPEG, &received, 2 * scans.len()), plain);
}

#[test]
fn fill_bytes_before_a_marker_go() {
    let plain = jpeg::with_restarts();
    let scan = jpeg::scans(&plain)[0];
    let end = plain.len() - 2;
    let filled = [&plain[..scan], b"\xff\xff", &plain[scan..end], b"\xff\xff\xff", &plain[end..]].concat();
    assert_eq!(cleaned(JPEG, &filled, 0), plain);
}

#[test]
fn the_turn_is_kept_in_both_byte_orders_and_upright_says_nothing() {
    for (turn, expected) in [
        (3, Orientation::Rotate180),
        (5, Orientation::Rotate90FlipH),
        (8, Orientation::Rotate270),
    ] {
        for order in [Order::Little, Order::Big] {
            let received = jpeg::dressed(&jpeg::plain(), &[jpeg::exif(order, turn)]);
            assert_eq!(orientation(&cleaned(JPEG, &received, 5)), expected);
        }
    }
    for turn in [0, 1, 9, 0x0600] {
        let received = jpeg::dressed(&jpeg::plain(), &[jpeg::exif(Order::Big, turn)]);
        assert_eq!(occurrences(&cleaned(JPEG, &received, 5), b"Exif\0"), 0);
    }
}

#[test]
fn a_second_exif_does_not_turn_the_picture() {
    let received = jpeg::dressed(&jpeg::plain(), &[jpeg::exif(Order::Big, 1), jpeg::exif(Order::Big, 6)]);
    assert_eq!(orientation(&cleaned(JPEG, &received, 10)), Orientation::NoTransforms);
}

#[test]
fn a_picture_that_breaks_off_is_refused_wherever_it_breaks() {
    let plain = jpeg::progressive();
    for length in 2..plain.len() {
        assert_eq!(clean(JPEG, &plain[..length]).unwrap_err(), CutShort, "{length}");
    }
}

#[test]
fn what_is_no_jpeg_or_has_no_pixels_is_refused() {
    let plain = jpeg::plain();
    let scan = jpeg::scans(&plain)[0];
    assert_eq!(clean(JPEG, b"GIF89a").unwrap_err(), Unknown);
    assert_eq!(clean(JPEG, b"\xff\xd8\xff\xd9").unwrap_err(), Malformed);
    assert_eq!(
        clean(JPEG, &[&plain[..scan], b"\xff\xd9"].concat()).unwrap_err(),
        Malformed,
        "no scan"
    );
    assert_eq!(
        clean(JPEG, &[b"\xff\xd8", &plain[scan..]].concat()).unwrap_err(),
        Malformed,
        "no frame"
    );
    let frame = plain.windows(2).position(|it| it == [0xff, 0xc0]).unwrap();
    for side in [frame + 5, frame + 7] {
        let mut flat = plain.clone();
        flat[side..side + 2].fill(0);
        assert_eq!(clean(JPEG, &flat).unwrap_err(), Malformed, "no area");
    }
}

#[test]
fn no_words_hide_behind_a_table() {
    for (marker, table) in [(0xdb, vec![0; 65]), (0xc4, vec![0; 17]), (0xdd, vec![0, 0])] {
        let hiding = [table.as_slice(), b"SECRET"].concat();
        assert!(clean(JPEG, &jpeg::dressed(&jpeg::plain(), &[jpeg::segment(marker, &table)])).is_ok());
        assert_eq!(
            clean(JPEG, &jpeg::dressed(&jpeg::plain(), &[jpeg::segment(marker, &hiding)])).unwrap_err(),
            Malformed
        );
    }
}

#[test]
fn a_profile_with_a_missing_chunk_is_none() {
    let chunk = jpeg::segment(
        0xe2,
        &[b"ICC_PROFILE\0\x01\x02", crate::builders::icc::profile(2).as_slice()].concat(),
    );
    assert_eq!(cleaned(JPEG, &jpeg::dressed(&jpeg::plain(), &[chunk]), 6), jpeg::plain());
}
