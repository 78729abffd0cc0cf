//! Sample entries of many codings: what a decoder is told stays, who made the coder goes.

use crate::bytes::{cleaned, count, noise, place};
use crate::mp4_builder::{Track, avc1, ftyp, full, mdat, moov, numbers, part, picture, sound};

const TYPE: &str = "video/quicktime";

fn film(handler: [u8; 4], entry: Vec<u8>, sample: &[u8]) -> Vec<u8> {
    let (data, places) = mdat(ftyp().len(), &[sample]);
    let mut track = Track::new(1, handler, entry);
    track.samples = places;
    [ftyp(), data, moov(&[track], b"")].concat()
}

/// A film with one entry, cleaned; its sample must stay.
fn with_entry(handler: [u8; 4], entry: Vec<u8>) -> Vec<u8> {
    let cleaned = cleaned(TYPE, &film(handler, entry, &noise(64, 2)));
    assert_eq!(count(&cleaned, &noise(64, 2)), 1);
    cleaned
}

/// A sound description of QuickTime with more fields, and parts behind them.
fn quicktime_sound(kind: &[u8], version: u8, more: &[u8], parts: &[u8]) -> Vec<u8> {
    let head = [
        &[0; 6],
        [0, 1, 0, version].as_slice(),
        b"SECRET",
        &[0, 2, 0, 16, 0, 0, 0, 0],
        &numbers(&[44_100 << 16]),
    ]
    .concat();
    part(kind, &[head.as_slice(), more, parts].concat())
}

#[test]
fn decoders_of_telephones_keep_their_modes_without_their_makers() {
    let amr = with_entry(*b"soun", sound(b"samr", &part(b"damr", b"MAKR\x01\x81\xFF\0\x01")));
    assert_eq!(count(&amr, &part(b"damr", b"\0\0\0\0\x01\x81\xFF\0\x01")), 1);
    let h263 = with_entry(*b"vide", picture(b"s263", &part(b"d263", b"MAKR\x01\x0A\0")));
    assert_eq!(count(&h263, &part(b"d263", b"\0\0\0\0\x01\x0A\0")), 1);
}

#[test]
fn sound_of_quicktime_keeps_what_its_decoder_is_given() {
    let inner = [
        part(b"frma", b"alac"),
        part(b"mp4a", b"SECR"),
        part(b"alac", &[7; 28]),
        part(b"WHAT", b"SECRETwave"),
        part(b"\0\0\0\0", b""),
    ];
    let entry = quicktime_sound(b"alac", 1, &numbers(&[4096, 0, 4, 2]), &part(b"wave", &inner.concat()));
    let cleaned = with_entry(*b"soun", entry);
    for kept in [part(b"frma", b"alac"), part(b"mp4a", &[0; 4]), part(b"alac", &[7; 28])] {
        assert_eq!(count(&cleaned, &kept), 1);
    }
    let fields = [
        numbers(&[72, 0, 0, 2, 0x7F00_0000, 16, 12, 4, 1]),
        part(b"chan", &[5; 12]),
        part(b"MAKR", b"SECRETcoder"),
    ]
    .concat();
    assert_eq!(
        count(
            &with_entry(*b"soun", quicktime_sound(b"lpcm", 2, &fields, b"")),
            &part(b"chan", &[5; 12])
        ),
        1
    );
}

#[test]
fn a_sphere_keeps_its_projection_and_a_colour_profile_goes() {
    let sphere = part(b"sv3d", &[full(b"svhd", 0, b"SECRETprogram"), part(b"proj", &[3; 20])].concat());
    let profile = part(b"colr", b"profSECRETprofile 2024");
    let cleaned = with_entry(*b"vide", picture(b"vp09", &[sphere, profile].concat()));
    assert_eq!(count(&cleaned, &part(b"proj", &[3; 20])), 1);
}

#[test]
fn short_sizes_and_long_offsets_find_the_same_samples() {
    let (one, two) = (noise(9, 2), noise(14, 3));
    let (data, places) = mdat(ftyp().len(), &[&one, b"SECRETbetween", &two, b"SECRETbehind"]);
    let mut hearing = Track::new(1, *b"soun", sound(b"samr", b""));
    hearing.samples = vec![places[0], places[2]];
    let film = moov(&[hearing], b"");
    let (sizes, offsets) = (place(&film, b"stsz") - 4, place(&film, b"stco") - 4);
    let compact = full(b"stz2", 0, &[numbers(&[4, 2]), vec![0x9E], b"0123456789ABCDEF01".to_vec()].concat());
    let wide = full(b"co64", 0, &numbers(&[2, 0, places[0].0, 0, places[2].0]));
    let mut film = [
        &film[..sizes],
        &compact,
        &film[sizes + compact.len()..offsets],
        &wide,
        &film[offsets + 24..],
    ]
    .concat();
    for kind in [b"moov", b"trak", b"mdia", b"minf", b"stbl"] {
        let at = place(&film, kind) - 4;
        let length = u32::from_be_bytes(film[at..at + 4].try_into().unwrap()) + 8;
        film[at..at + 4].copy_from_slice(&length.to_be_bytes());
    }
    let cleaned = cleaned(TYPE, &[ftyp(), data, film].concat());
    assert_eq!((count(&cleaned, &one), count(&cleaned, &two)), (1, 1));
}

#[test]
fn units_may_have_lengths_of_one_byte() {
    let mut entry = avc1();
    let configuration = place(&entry, b"avcC");
    entry[configuration + 8] = 0xFC;
    let information = [b"\x06\x05\x16".as_slice(), b"0123456789abcdefSECRET\x80"].concat();
    let shown = [&[41, 0x65], noise(40, 3).as_slice()].concat();
    let sample = [&[information.len() as u8], information.as_slice(), &shown].concat();
    assert_eq!(count(&cleaned(TYPE, &film(*b"vide", entry, &sample)), &shown), 1);
}
