//! Supplemental information in H.264 and H.265: what cameras and encoders write there becomes filler.

use cleaning::Uncleanable::Malformed;

use crate::bytes::{cleaned, count, noise, place, refused};
use crate::mp4_builder::{Track, avc1, ftyp, mdat, moov, part, picture, unit};

const IDENTITY: &[u8] = b"\x17\xEE\x8C\x60\xF8\x4D\x11\xD9\x8C\xD6\x08\x00\x20\x0C\x9A\x66";

fn film(entry: Vec<u8>, sample: &[u8]) -> Vec<u8> {
    let (data, places) = mdat(ftyp().len(), &[sample]);
    let mut track = Track::new(1, *b"vide", entry);
    track.samples = places;
    [ftyp(), data, moov(&[track], b"")].concat()
}

fn message(kind: u8, payload: &[u8]) -> Vec<u8> {
    [&[kind, payload.len() as u8], payload].concat()
}

/// The cleaned sample of a film of one sample.
fn after(entry: Vec<u8>, sample: &[u8]) -> Vec<u8> {
    let cleaned = cleaned("video/mp4", &film(entry, sample));
    let start = ftyp().len() + 8;
    cleaned[start..start + sample.len()].to_vec()
}

#[test]
fn the_date_and_the_place_of_a_camera_become_filler_and_the_picture_stays() {
    let payload = [IDENTITY, b"MDPM\x02SECRET+50.85 2024"].concat();
    let shown = unit(&[&[0x65], noise(80, 1).as_slice()].concat());
    let sample = [unit(&[&[6], message(5, &payload).as_slice(), &[0x80]].concat()), shown.clone()].concat();
    let filler = unit(&[&[6], message(3, &vec![0xFF; payload.len()]).as_slice(), &[0x80]].concat());
    assert_eq!(after(avc1(), &sample), [filler, shown].concat());
}

#[test]
fn what_shows_on_the_screen_stays_between_what_goes() {
    let captions = message(4, b"\xB5\x00\x31GA94\x03\xC1\xFF\xFC\x94\x20");
    let timing = message(1, &[0x11, 0x22]);
    let unknown = message(4, b"\xB5\x00\x99SECRETmaker");
    let sample = unit(
        &[
            &[6],
            timing.as_slice(),
            &captions,
            &unknown,
            &message(200, b"SECRETnew"),
            &timing,
            &[0x80],
        ]
        .concat(),
    );
    let expected = unit(
        &[
            &[6],
            timing.as_slice(),
            &captions,
            &message(3, &[0xFF; 14]),
            &message(3, &[0xFF; 9]),
            &timing,
            &[0x80],
        ]
        .concat(),
    );
    assert_eq!(after(avc1(), &sample), expected);
}

#[test]
fn escapes_within_a_message_keep_its_length() {
    let plain_length = 16 + 6 + 3 + 6;
    let escaped = [IDENTITY, b"SECRET\x00\x00\x03\x01SECRET"].concat();
    let timing = message(1, &[0x11, 0x22]);
    let sample = unit(&[&[6, 5, plain_length], escaped.as_slice(), &timing, &[0x80]].concat());
    let payload = [[0xFF; 22].as_slice(), &[0, 0, 3, 1], &[0xFF; 6]].concat();
    let expected = unit(&[&[6, 3, plain_length], payload.as_slice(), &timing, &[0x80]].concat());
    assert_eq!(after(avc1(), &sample), expected);
}

#[test]
fn a_kind_behind_two_zeros_does_not_become_an_escape() {
    let sample = unit(
        &[
            &[6],
            message(1, &[0x11, 0, 0]).as_slice(),
            &message(5, b"SECRETsecretsecret"),
            &[0x80],
        ]
        .concat(),
    );
    let expected = unit(&[&[6], message(1, &[0x11, 0, 0]).as_slice(), &message(5, &[0xFF; 18]), &[0x80]].concat());
    assert_eq!(after(avc1(), &sample), expected);
}

#[test]
fn a_message_longer_than_its_unit_is_filled_to_the_end() {
    let sample = unit(b"\x06\x05\xF0SECRETcut");
    assert_eq!(after(avc1(), &sample), unit(&[[6].as_slice(), &[0xFF; 11]].concat()));
}

#[test]
fn h265_is_cleaned_in_its_samples_and_in_its_configuration() {
    let payload = [IDENTITY, b"SECRETx265 options"].concat();
    let information = [&[39 << 1, 1], message(5, &payload).as_slice(), &[0x80]].concat();
    let behind = [&[40 << 1, 1], message(5, &payload).as_slice(), &[0x80]].concat();
    let head = [
        [1].as_slice(),
        &[0; 20],
        &[0xFF, 2, 0x20, 0, 1, 0, 3, 0x40, 1, 9, 0xA7, 0, 1, 0, information.len() as u8],
    ]
    .concat();
    let entry = picture(b"hvc1", &part(b"hvcC", &[head.as_slice(), &information].concat()));
    let shown = unit(&[&[19 << 1, 1], noise(40, 3).as_slice()].concat());
    let bytes = film(entry, &[unit(&information), shown.clone(), unit(&behind)].concat());
    assert_eq!(count(&bytes, b"SECRETx265"), 3);
    let cleaned = cleaned("video/mp4", &bytes);
    assert_eq!(place(&cleaned, &shown), place(&bytes, &shown));
    assert_eq!(count(&cleaned, &[39 << 1, 1, 3, payload.len() as u8, 0xFF]), 2);
}

#[test]
fn information_longer_than_any_is_refused() {
    let sample = |length| unit(&[[6].as_slice(), &vec![0xFF; length]].concat());
    assert_eq!(refused("video/mp4", &film(avc1(), &sample(1 << 16))), None);
    assert_eq!(refused("video/mp4", &film(avc1(), &sample(1 << 20))), Some(Malformed));
}
