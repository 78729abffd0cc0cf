//! Films that cannot be cleaned, and why.

use cleaning::Uncleanable::{CutShort, Encrypted, ForeignStream, Malformed, Unknown};

use crate::bytes::{noise, place, refused};
use crate::mp4::film;
use crate::mp4_builder::{Track, avc1, ftyp, full, mdat, moov, mp4a, numbers, part, picture, plain, sound, unit};

fn sounding(change: impl FnOnce(&mut Track)) -> Vec<u8> {
    let (data, places) = mdat(ftyp().len(), &[&noise(64, 2)]);
    let mut track = Track::new(1, *b"soun", mp4a());
    track.samples = places;
    change(&mut track);
    [ftyp(), data, moov(&[track], b"")].concat()
}

#[test]
fn a_film_cut_short_anywhere_is_not_let_through_with_its_secrets() {
    let bytes = film().bytes;
    let moov = place(&bytes, b"moov") - 4;
    let end = moov + u32::from_be_bytes(bytes[moov..moov + 4].try_into().unwrap()) as usize;
    for length in 0..end {
        let refusal = refused("video/mp4", &bytes[..length]);
        assert!(matches!(refusal, Some(CutShort | Malformed)), "{length}: {refusal:?}");
    }
}

#[test]
fn media_data_cut_short_behind_the_tables_are_no_trailer() {
    let mut hearing = Track::new(1, *b"soun", mp4a());
    let start = ftyp().len() + moov(&[Track::new(1, *b"soun", mp4a())], b"").len() + 4;
    hearing.samples = vec![(start as u32 + 8, 64)];
    let bytes = [ftyp(), moov(&[hearing], b""), part(b"mdat", &noise(64, 2))].concat();
    assert_eq!(refused("audio/mp4", &bytes[..bytes.len() - 1]), Some(CutShort));
}

#[test]
fn a_film_without_its_tables_or_without_a_track_that_shows_is_refused() {
    let (data, _) = mdat(ftyp().len(), &[&noise(64, 2)]);
    assert_eq!(refused("video/mp4", &[ftyp(), data.clone()].concat()), Some(Malformed));
    let only_positions = moov(&[Track::new(1, *b"meta", plain(b"gpmd"))], b"");
    assert_eq!(refused("video/mp4", &[ftyp(), data, only_positions].concat()), Some(Malformed));
    assert_eq!(refused("video/x-unknown", &ftyp()), Some(Unknown));
}

#[test]
fn samples_must_be_in_the_media_data_and_apart() {
    assert_eq!(refused("audio/mp4", &sounding(|_| ())), None);
    assert_eq!(
        refused("audio/mp4", &sounding(|track| track.samples = vec![(4, 8)])),
        Some(Malformed)
    );
    assert_eq!(refused("audio/mp4", &sounding(|track| track.samples[0].1 = 65)), Some(Malformed));
    assert_eq!(
        refused("audio/mp4", &sounding(|track| track.samples[0].1 = 1 << 30)),
        Some(CutShort)
    );
    assert_eq!(
        refused("audio/mp4", &sounding(|track| track.samples = vec![(40, 10), (45, 10)])),
        Some(Malformed)
    );
}

#[test]
fn samples_in_another_file_are_refused() {
    let elsewhere = full(b"dref", 0, &[numbers(&[1]), full(b"url ", 0, b"file:///films/b.mov")].concat());
    assert_eq!(
        refused("audio/mp4", &sounding(|track| track.references = elsewhere)),
        Some(ForeignStream)
    );
}

#[test]
fn encrypted_and_unknown_codings_are_refused() {
    assert_eq!(
        refused("audio/mp4", &sounding(|track| track.entry = sound(b"enca", b""))),
        Some(Encrypted)
    );
    assert_eq!(
        refused("audio/mp4", &sounding(|track| track.entry = sound(b"what", b""))),
        Some(ForeignStream)
    );
    let stills = |track: &mut Track| (track.handler, track.entry) = (*b"vide", picture(b"jpeg", b""));
    assert_eq!(refused("video/mp4", &sounding(stills)), Some(ForeignStream));
}

#[test]
fn stills_under_the_name_of_a_film_are_refused() {
    let descriptors = |coding| {
        full(
            b"esds",
            0,
            &[3, 19, 0, 1, 0, 4, 13, coding, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 1, 2],
        )
    };
    let of = |coding| sounding(|track| (track.handler, track.entry) = (*b"vide", picture(b"mp4v", &descriptors(coding))));
    assert_eq!(refused("video/mp4", &of(0x20)), None);
    assert_eq!(refused("video/mp4", &of(0x6C)), Some(ForeignStream));
}

#[test]
fn units_that_do_not_fit_their_sample_are_refused() {
    let of = |sample: &[u8]| {
        let (data, places) = mdat(ftyp().len(), &[sample]);
        let mut track = Track::new(1, *b"vide", avc1());
        track.samples = places;
        [ftyp(), data, moov(&[track], b"")].concat()
    };
    assert_eq!(refused("video/mp4", &of(&unit(b"\x65abc"))), None);
    assert_eq!(refused("video/mp4", &of(b"\0\0\0\x09\x65abc")), Some(Malformed));
    assert_eq!(refused("video/mp4", &of(&[unit(b"\x65abc"), vec![1]].concat())), Some(Malformed));
}

#[test]
fn a_film_of_more_tracks_than_anyone_makes_is_refused() {
    let many = |count| {
        let tracks: Vec<Track> = (1..=count).map(|id| Track::new(id, *b"soun", mp4a())).collect();
        [ftyp(), moov(&tracks, b""), part(b"mdat", b"")].concat()
    };
    assert_eq!(refused("audio/mp4", &many(128)), None);
    assert_eq!(refused("audio/mp4", &many(129)), Some(Malformed));
}

#[test]
fn two_tracks_of_one_number_are_refused() {
    let twins = [Track::new(1, *b"soun", mp4a()), Track::new(1, *b"soun", mp4a())];
    assert_eq!(refused("audio/mp4", &[ftyp(), moov(&twins, b"")].concat()), Some(Malformed));
}
