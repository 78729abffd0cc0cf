//! Films as cameras and editors write them: what they say of their makers goes, with whole tracks of it.

use crate::bytes::{cleaned, count, noise, place, secrets};
use crate::mp4_builder::{Track, avc1, ftyp, full, mdat, moov, mp4a, numbers, part, plain, sound, tx3g, unit};

/// A film of two pictures and two sounds, with what cameras put between them.
pub(crate) struct Film {
    pub bytes: Vec<u8>,
    pub samples: Vec<Vec<u8>>,
}

pub(crate) fn film() -> Film {
    let samples: Vec<Vec<u8>> = vec![
        unit(&[&[0x65], noise(90, 1).as_slice()].concat()),
        noise(70, 2),
        unit(&[&[0x41], noise(50, 3).as_slice()].concat()),
        noise(60, 4),
    ];
    let words = b"\0\x0cSECRETspoken";
    let pieces = [
        b"SECRETpreview".as_slice(),
        &samples[0],
        &samples[1],
        b"SECRETgps+50.85",
        &samples[2],
        b"SECRETtimecode",
        &samples[3],
        words,
        b"\0\rSECRETchapter",
        b"SECRETleftover",
    ];
    let (data, places) = mdat(ftyp().len(), &pieces);
    let mut picture = Track::new(1, *b"vide", avc1());
    picture.samples = vec![places[1], places[4]];
    picture.beside = part(b"tref", &[part(b"chap", &numbers(&[6])), part(b"tmcd", &numbers(&[4]))].concat());
    let mut hearing = Track::new(2, *b"soun", mp4a());
    hearing.samples = vec![places[2], places[6]];
    hearing.beside = part(b"tref", &[part(b"fall", &numbers(&[3])), part(b"folw", &numbers(&[5]))].concat());
    let places_of = |id, handler, entry, at: usize| {
        let mut track = Track::new(id, handler, entry);
        track.samples = vec![places[at]];
        track
    };
    let others = [
        places_of(3, *b"meta", plain(b"gpmd"), 3),
        places_of(4, *b"tmcd", plain(b"tmcd"), 5),
        places_of(5, *b"sbtl", tx3g(), 7),
        places_of(6, *b"text", tx3g(), 8),
    ];
    let tracks: Vec<Track> = [picture, hearing].into_iter().chain(others).collect();
    let top = [
        part(b"uuid", b"SECRETuuid0123456789"),
        part(b"wide", b""),
        part(b"skip", b"SECRETskip"),
        part(b"pnot", b"SECRETpnot"),
    ]
    .concat();
    let bytes = [ftyp(), data, moov(&tracks, b""), top].concat();
    Film { bytes, samples }
}

#[test]
fn nothing_that_tells_of_the_maker_of_a_film_survives() {
    let film = film();
    let secrets = secrets(&film.bytes);
    for word in [
        "SECRETpreview",
        "SECRETgps+50.8",
        "SECRETtimecod",
        "SECRETvendor",
        "SECRETcompres",
        "SECRETleftov",
        "SECREThandler",
        "SECRET+50.85+",
    ] {
        assert!(secrets.iter().any(|secret| secret.starts_with(word)), "{word} was not planted");
    }
    cleaned("video/mp4", &film.bytes);
}

#[test]
fn pictures_and_sound_stay_where_they_were() {
    let film = film();
    let cleaned = cleaned("video/mp4", &film.bytes);
    for sample in &film.samples {
        assert_eq!(place(&cleaned, sample), place(&film.bytes, sample));
    }
}

#[test]
fn tracks_of_positions_time_codes_captions_and_chapters_go_with_all_that_refers_to_them() {
    let film = film();
    let cleaned = cleaned("video/mp4", &film.bytes);
    assert_eq!((count(&film.bytes, b"trak"), count(&cleaned, b"trak")), (6, 2));
    for gone in [b"gpmd", b"tmcd", b"chap", b"fall", b"folw", b"tx3g"] {
        assert!(count(&film.bytes, gone) > 0);
        assert_eq!(count(&cleaned, gone), 0, "{}", String::from_utf8_lossy(gone));
    }
}

#[test]
fn what_a_decoder_needs_stays() {
    let cleaned = cleaned("video/mp4", &film().bytes);
    for kept in [
        b"avcC", b"esds", b"colr", b"pasp", b"elst", b"stts", b"stsz", b"stco", b"dref", b"vmhd",
    ] {
        assert!(count(&cleaned, kept) > 0, "{}", String::from_utf8_lossy(kept));
    }
}

#[test]
fn times_of_64_bits_go_as_well() {
    let head = [
        b"created:SECRETed".as_slice(),
        &numbers(&[1000, 0, 100, 0x1_0000, 0x0100_0000]),
        &[0; 8],
        &[0; 36],
        &[0; 24],
        &numbers(&[9]),
    ]
    .concat();
    let old = film().bytes;
    let at = place(&old, b"mvhd") - 4;
    let moov = place(&old, b"moov") - 4;
    let mut new = [&old[..at], &full(b"mvhd", 0x0100_0000, &head), &old[at + 108..]].concat();
    let size = u32::from_be_bytes(new[moov..moov + 4].try_into().unwrap()) + 12;
    new[moov..moov + 4].copy_from_slice(&size.to_be_bytes());
    assert_eq!(count(&new, b"created:SECRET"), 1);
    cleaned("video/mp4", &new);
}

#[test]
fn what_a_camera_appends_to_the_file_becomes_free_space() {
    let film = film();
    let bytes = [&film.bytes, b"\xF0\x01\x02\x03SECRETinsta360 trailer".as_slice()].concat();
    let cleaned = cleaned("video/mp4", &bytes);
    assert_eq!(&cleaned[film.bytes.len() + 4..film.bytes.len() + 8], b"free");
    let short = [&film.bytes, b"SECRET".as_slice()].concat();
    assert!(crate::bytes::cleaned("video/mp4", &short).ends_with(&[0; 6]));
}

#[test]
fn media_data_may_reach_to_the_end_and_have_a_size_of_64_bits() {
    let sample = noise(80, 5);
    let at = |moov: &[u8]| (ftyp().len() + moov.len()) as u32;
    let film = |place: u32| {
        let mut hearing = Track::new(1, *b"soun", mp4a());
        hearing.samples = vec![(place, 80)];
        moov(&[hearing], b"")
    };
    let start = at(&film(0));
    let to_the_end = [
        ftyp(),
        film(start + 8),
        numbers(&[0]),
        b"mdat".to_vec(),
        sample.clone(),
        b"SECRETend".to_vec(),
    ]
    .concat();
    assert_eq!(place(&cleaned("audio/mp4", &to_the_end), &sample), start as usize + 8);
    let long = [
        ftyp(),
        film(start + 16),
        numbers(&[1]),
        b"mdat".to_vec(),
        numbers(&[0, 105]),
        sample.clone(),
        b"SECRETend".to_vec(),
    ]
    .concat();
    assert_eq!(place(&cleaned("audio/mp4", &long), &sample), start as usize + 16);
}

#[test]
fn quicktime_sound_counts_in_samples_of_one_byte_but_keeps_all_of_them() {
    let pcm = noise(400, 7);
    let (data, places) = mdat(ftyp().len(), &[&pcm, b"SECRETbehind"]);
    let mut hearing = Track::new(1, *b"soun", sound(b"sowt", b""));
    hearing.samples = vec![places[0]];
    let mut film = moov(&[hearing], b"");
    let sizes = place(&film, b"stsz");
    film[sizes + 8..sizes + 16].copy_from_slice(&numbers(&[1, 100]));
    let runs = place(&film, b"stsc");
    film[runs + 16..runs + 20].copy_from_slice(&numbers(&[100]));
    let cleaned = cleaned("video/quicktime", &[ftyp(), data, film].concat());
    assert_eq!(count(&cleaned, &pcm), 1);
}

#[test]
fn flac_in_mp4_keeps_its_description_and_loses_its_comments() {
    let blocks = [&[0, 0, 0, 34], noise(34, 9).as_slice(), &[0x86, 0, 0, 13], b"SECRETpicture"].concat();
    let (data, places) = mdat(ftyp().len(), &[&noise(64, 2)]);
    let mut hearing = Track::new(1, *b"soun", sound(b"fLaC", &full(b"dfLa", 0, &blocks)));
    hearing.samples = places;
    let bytes = [ftyp(), data, moov(&[hearing], b"")].concat();
    assert_eq!(count(&bytes, b"SECRETpicture"), 1);
    assert_eq!(count(&cleaned("audio/mp4", &bytes), &noise(34, 9)), 1);
}
