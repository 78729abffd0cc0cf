//! Films in WebM, written by editors and recorded live.

use cleaning::Uncleanable::{CutShort, Encrypted, ForeignStream, Malformed, Unknown};

use crate::bytes::{cleaned, count, noise, place, refused, secrets};
use crate::mp4_builder::unit;

const TYPE: &str = "video/webm";

/// An element with a size of as few bytes as it needs, up to two.
fn element(id: u32, body: &[u8]) -> Vec<u8> {
    let size = if body.len() < 127 {
        vec![0x80 | body.len() as u8]
    } else {
        (0x4000 | body.len() as u16).to_be_bytes().to_vec()
    };
    [name(id), size, body.to_vec()].concat()
}

fn name(id: u32) -> Vec<u8> {
    id.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect()
}

fn unknown_size(id: u32, body: &[u8]) -> Vec<u8> {
    [name(id), vec![0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], body.to_vec()].concat()
}

fn head() -> Vec<u8> {
    element(
        0x1A45_DFA3,
        &[element(0x4286, &[1]), element(0x4282, b"webm"), element(0x4FFF, b"SECRET")].concat(),
    )
}

fn info() -> Vec<u8> {
    let fields = [
        element(0xBF, b"SECR"),
        element(0x002A_D7B1, &[0x0F, 0x42, 0x40]),
        element(0x4461, b"SECRETda"),
        element(0x7BA9, b"SECRETtitle"),
        element(0x7384, b"SECRETfile.mkv"),
        element(0x73A4, b"SECRETuid0123456"),
        element(0x4D80, b"SECRETlibrary"),
        element(0x5741, b"SECRETprogram"),
    ];
    element(0x1549_A966, &fields.concat())
}

fn track(number: u8, kind: u8, codec: &[u8], private: &[u8]) -> Vec<u8> {
    let names = [
        element(0x536E, b"SECRETtrack"),
        element(0x0025_8688, b"SECRETcodec"),
        element(0x7446, &[1]),
    ]
    .concat();
    let fields = [
        element(0xD7, &[number]),
        element(0x73C5, &[9]),
        element(0x83, &[kind]),
        element(0x86, codec),
        element(0x63A2, private),
        names,
    ];
    element(0xAE, &fields.concat())
}

fn tracks(tracks: &[Vec<u8>]) -> Vec<u8> {
    element(0x1654_AE6B, &tracks.concat())
}

fn private() -> Vec<u8> {
    let identity = [b"\x01vorbis".as_slice(), &[0; 23]].concat();
    let comment = [
        b"\x03vorbis\x0C\0\0\0SECRETvendor\x02\0\0\0".as_slice(),
        b"\x0C\0\0\0TITLE=SECRET\x0F\0\0\0LICENSE=CC BY 4",
        &[1],
    ]
    .concat();
    [
        &[2, identity.len() as u8, comment.len() as u8],
        identity.as_slice(),
        &comment,
        b"\x05vorbis setup",
    ]
    .concat()
}

fn block(id: u32, number: u8, body: &[u8]) -> Vec<u8> {
    element(id, &[&[0x80 | number, 0, 0, 0x80], body].concat())
}

fn cluster() -> Vec<u8> {
    let group = [
        block(0xA1, 2, &noise(60, 2)),
        element(0x9B, &[20]),
        element(0x75A1, b"SECRETadditions"),
    ];
    let lost = [block(0xA1, 9, b"SECRETgroup"), element(0x9B, &[20])];
    [
        element(0xE7, &[0]),
        block(0xA3, 1, &noise(90, 1)),
        block(0xA3, 9, b"SECRETlost"),
        element(0xA0, &group.concat()),
        element(0xA0, &lost.concat()),
    ]
    .concat()
}

fn parts() -> [Vec<u8>; 2] {
    let beside = [
        element(0x1254_C367, b"SECRETtags"),
        element(0x1941_A469, b"SECRETfont"),
        element(0x1043_A770, b"SECRETchapter"),
        element(0xEC, b"SECRETvoid"),
    ];
    let list = tracks(&[track(1, 1, b"V_VP8", b"SECRETprivate"), track(2, 2, b"A_VORBIS", &private())]);
    [[element(0x114D_9B74, b""), info(), list].concat(), beside.concat()]
}

pub(crate) fn film() -> Vec<u8> {
    let [before, behind] = parts();
    let cues = element(
        0x1C53_BB6B,
        &element(
            0xBB,
            &[
                element(0xB3, &[0]),
                element(0xB7, &[element(0xF7, &[1]), element(0xF1, &[40])].concat()),
            ]
            .concat(),
        ),
    );
    let segment = [before, element(0x1F43_B675, &cluster()), cues, behind].concat();
    [
        head(),
        element(0xEC, b"SECRET"),
        element(0x1853_8067, &segment),
        b"SECRETtrailing".to_vec(),
    ]
    .concat()
}

fn live() -> Vec<u8> {
    let [before, behind] = parts();
    let clusters = [
        unknown_size(0x1F43_B675, &cluster()),
        unknown_size(0x1F43_B675, &block(0xA3, 1, &noise(50, 6))),
    ]
    .concat();
    [head(), unknown_size(0x1853_8067, &[before, clusters, behind].concat())].concat()
}

#[test]
fn nothing_that_tells_of_the_maker_survives_and_all_blocks_stay_where_they_were() {
    for bytes in [film(), live()] {
        assert!(secrets(&bytes).len() > 20);
        let cleaned = cleaned(TYPE, &bytes);
        for sample in [noise(90, 1), noise(60, 2)] {
            assert_eq!(place(&cleaned, &sample), place(&bytes, &sample));
        }
    }
    assert_eq!(count(&cleaned(TYPE, &live()), &noise(50, 6)), 1);
}

#[test]
fn what_must_be_there_stays_without_its_words() {
    let cleaned = cleaned(TYPE, &film());
    assert_eq!(count(&cleaned, &element(0x4D80, &[b' '; 13])), 1);
    assert_eq!(count(&cleaned, &element(0x5741, &[b' '; 13])), 1);
    assert_eq!(count(&cleaned, b"LICENSE=CC BY 4\x01\x05vorbis setup"), 1);
    assert_eq!(
        count(&cleaned, &element(0xB7, &[element(0xF7, &[1]), element(0xF1, &[40])].concat())),
        1
    );
}

#[test]
fn an_element_that_goes_becomes_a_void_of_the_same_length() {
    let bytes = film();
    let cleaned = cleaned(TYPE, &bytes);
    let title = place(&bytes, &element(0x7BA9, b"SECRETtitle"));
    assert_eq!(
        cleaned[title..title + 14],
        [[0xEC, 1, 0, 0, 0, 0, 0, 0, 5].as_slice(), &[0; 5]].concat()
    );
    let sum = place(&bytes, &element(0xBF, b"SECR"));
    assert_eq!(cleaned[sum..sum + 6], [0xEC, 0x84, 0, 0, 0, 0]);
}

fn of_one_track(entry: Vec<u8>, body: &[u8]) -> Vec<u8> {
    let segment = [tracks(&[entry]), element(0x1F43_B675, body)].concat();
    [head(), element(0x1853_8067, &segment)].concat()
}

#[test]
fn h264_in_blocks_loses_what_its_encoder_says() {
    let configuration = [1, 66, 0, 30, 0xFF, 0xE0, 0];
    let shown = unit(&[&[0x65], noise(40, 8).as_slice()].concat());
    let sample = [unit(b"\x06\x05\x1A0123456789abcdefSECRETx264\x80"), shown.clone()].concat();
    let entry = || track(1, 1, b"V_MPEG4/ISO/AVC", &configuration);
    let cleaned = cleaned(TYPE, &of_one_track(entry(), &block(0xA3, 1, &sample)));
    assert_eq!(count(&cleaned, &shown), 1);
    assert_eq!(count(&cleaned, &[[6, 3, 0x1A].as_slice(), &[0xFF; 26], &[0x80]].concat()), 1);
    let laced = element(0xA3, &[&[0x81, 0, 0, 0x82], sample.as_slice()].concat());
    assert_eq!(refused(TYPE, &of_one_track(entry(), &laced)), Some(Malformed));
}

#[test]
fn decoders_are_told_beforehand_without_comments() {
    let blocks = [
        &[0, 0, 0, 34],
        noise(34, 9).as_slice(),
        &[0x84, 0, 0, 20, 12, 0, 0, 0],
        b"SECRETvendor\0\0\0\0",
    ]
    .concat();
    let flac = track(1, 2, b"A_FLAC", &[b"fLaC".as_slice(), &blocks].concat());
    assert_eq!(count(&cleaned(TYPE, &of_one_track(flac, b"")), &noise(34, 9)), 1);
    let information = [&[39 << 1, 1, 5, 22], b"0123456789abcdefSECRET\x80".as_slice()].concat();
    let head = [[1].as_slice(), &[0; 20], &[0xFF, 1, 0xA7, 0, 1, 0, information.len() as u8]].concat();
    let hevc = track(1, 1, b"V_MPEGH/ISO/HEVC", &[head, information].concat());
    assert_eq!(
        count(
            &cleaned(TYPE, &of_one_track(hevc, b"")),
            &[[39 << 1, 1, 3, 22].as_slice(), &[0xFF; 22]].concat()
        ),
        1
    );
}

#[test]
fn h264_that_cannot_be_looked_into_is_refused() {
    let fields = [
        element(0xD7, &[1]),
        element(0x83, &[1]),
        element(0x86, b"V_MPEG4/ISO/AVC"),
        element(0x63A2, &[1, 66, 0, 30, 0xFF, 0xE0, 0]),
    ];
    let encodings = element(0x6D80, &element(0x6240, &element(0x5034, &element(0x4254, &[0]))));
    assert_eq!(refused(TYPE, &of_one_track(element(0xAE, &fields.concat()), b"")), None);
    assert_eq!(
        refused(TYPE, &of_one_track(element(0xAE, &[fields.concat(), encodings].concat()), b"")),
        Some(ForeignStream)
    );
}

#[test]
fn tracks_that_are_no_picture_and_no_sound_are_refused() {
    let blocks = block(0xA3, 1, b"WEBVTT");
    assert_eq!(
        refused(TYPE, &of_one_track(track(1, 17, b"S_TEXT/UTF8", b""), &blocks)),
        Some(ForeignStream)
    );
    assert_eq!(
        refused(TYPE, &of_one_track(track(1, 33, b"D_WEBVTT/METADATA", b""), &blocks)),
        Some(ForeignStream)
    );
    assert_eq!(
        refused(TYPE, &of_one_track(track(1, 17, b"S_TEXT/ASS", b""), &blocks)),
        Some(ForeignStream)
    );
    assert_eq!(
        refused(TYPE, &of_one_track(track(1, 1, b"V_MJPEG", b""), &blocks)),
        Some(ForeignStream)
    );
}

#[test]
fn what_is_encrypted_is_refused() {
    assert_eq!(
        refused(TYPE, &of_one_track(track(1, 1, b"V_VP8", b""), &element(0xAF, b"abc"))),
        Some(Encrypted)
    );
    let encodings = element(0x6D80, &element(0x6240, &element(0x5035, b"")));
    let entry = element(
        0xAE,
        &[element(0xD7, &[1]), element(0x83, &[1]), element(0x86, b"V_VP9"), encodings].concat(),
    );
    assert_eq!(refused(TYPE, &of_one_track(entry, b"")), Some(Encrypted));
}

#[test]
fn what_is_cut_short_or_of_another_format_is_refused() {
    let bytes = film();
    for length in 0..bytes.len() - 14 {
        assert!(matches!(refused(TYPE, &bytes[..length]), Some(CutShort | Malformed)), "{length}");
    }
    let other = element(0x1A45_DFA3, &element(0x4282, b"else"));
    assert_eq!(refused(TYPE, &other), Some(Unknown));
    assert_eq!(refused(TYPE, b"\xA3\x81a"), Some(Unknown));
    assert_eq!(refused(TYPE, &[head(), element(0x1853_8067, &info())].concat()), Some(Malformed));
    assert_eq!(
        refused(TYPE, &of_one_track(track(1, 1, b"V_VP8", b""), &unknown_size(0xA0, b""))),
        Some(Malformed)
    );
}

#[test]
fn a_track_of_more_fields_than_any_has_is_refused() {
    let many = |count| {
        let filling = element(0xEC, b"").repeat(count);
        of_one_track(
            element(
                0xAE,
                &[element(0xD7, &[1]), element(0x83, &[1]), element(0x86, b"V_VP8"), filling].concat(),
            ),
            b"",
        )
    };
    assert_eq!(refused(TYPE, &many(1000)), None);
    assert_eq!(refused(TYPE, &many(1100)), Some(Malformed));
}
