//! Sound in MP3 with tags in front, behind and in between.

use cleaning::Uncleanable::{CutShort, Malformed, Unknown};

use crate::bytes::{cleaned, count, noise, place, refused, secrets};

const TYPE: &str = "audio/mpeg";

/// A frame of version 1, layer 3, 128 kbit/s, 44.1 kHz, stereo: 417 bytes.
pub(crate) fn frame(seed: u8) -> Vec<u8> {
    let body: Vec<u8> = noise(413, seed).into_iter().map(|byte| byte & 0x9F).collect();
    [[0xFF, 0xFB, 0x90, 0x00].as_slice(), &body].concat()
}

fn frames() -> Vec<u8> {
    (0..4).flat_map(frame).collect()
}

/// A tag of a version, with flags.
fn tag(version: u8, flags: u8, body: &[u8]) -> Vec<u8> {
    let size = [21, 14, 7, 0].map(|shift| (body.len() >> shift & 0x7F) as u8);
    [b"ID3".as_slice(), &[version, 0, flags], &size, body].concat()
}

fn text(version: u8, name: &[u8], text: &[u8]) -> Vec<u8> {
    let length = text.len() as u32 + 1;
    match version {
        2 => [name, &length.to_be_bytes()[1..], &[0], text].concat(),
        3 => [name, &length.to_be_bytes(), &[0, 0, 0], text].concat(),
        _ => [name, &[0, 0, (length >> 7) as u8, length as u8 & 0x7F], &[0, 0, 0], text].concat(),
    }
}

#[test]
fn tags_of_every_version_keep_the_copyright_only() {
    for version in [2, 3, 4] {
        let names: [&[u8]; 4] = if version == 2 {
            [b"TT2", b"TP1", b"TCR", b"PIC"]
        } else {
            [b"TIT2", b"TPE1", b"TCOP", b"APIC"]
        };
        let cover = [b"SECRETcover Exif".as_slice(), &[0; 400]].concat();
        let texts: [&[u8]; 4] = [b"SECRETtitle", b"SECRETartist", b"2024 The Paper", &cover];
        let body: Vec<u8> = names
            .iter()
            .zip(texts)
            .flat_map(|(name, words)| text(version, name, words))
            .collect();
        let bytes = [
            tag(version, 0, &body),
            tag(version, 0, &text(version, names[0], b"SECRETsecond")),
            frames(),
        ]
        .concat();
        assert_eq!(secrets(&bytes).len(), 4);
        let cleaned = cleaned(TYPE, &bytes);
        assert!(cleaned[10..].starts_with(&text(version, names[2], b"2024 The Paper")), "{version}");
        assert_eq!(cleaned[..10], bytes[..10]);
        assert!(cleaned.ends_with(&frames()));
    }
}

#[test]
fn unsynchronised_and_extended_tags_become_plain_ones() {
    let copyright = [b"TCOP\0\0\0\x08\0\0\x01\xFF\xFE".as_slice(), b"A\0B\0\xE9"].concat();
    let inserted = [
        b"\0\0\0\x06\0\0\0\0\0\0".as_slice(),
        b"TCOP\0\0\0\x08\0\0\x01\xFF\0\xFE",
        b"A\0B\0\xE9",
        &text(3, b"TIT2", b"SECRETtitle"),
    ]
    .concat();
    let cleaned = cleaned(TYPE, &[tag(3, 0xC0, &inserted), frames()].concat());
    assert_eq!(cleaned[5], 0);
    assert!(cleaned[10..].starts_with(&copyright));
}

#[test]
fn a_frame_of_version_4_may_be_unsynchronised_by_itself_and_a_footer_becomes_padding() {
    let inserted = [b"TCOP\0\0\0\x05\0\x02\x01\xFF\0\xFEA".as_slice(), &text(4, b"TIT2", b"SECRETtitle")].concat();
    let with_footer = [
        tag(4, 0x10, &inserted),
        b"3DI\x04\0\x10".to_vec(),
        tag(4, 0, &inserted)[6..10].to_vec(),
    ]
    .concat();
    let cleaned = cleaned(TYPE, &[with_footer.clone(), frames()].concat());
    assert!(cleaned[10..].starts_with(b"TCOP\0\0\0\x04\0\0\x01\xFF\xFEA\0"));
    assert_eq!(cleaned[5], 0);
    assert_eq!(usize::from(cleaned[9]), with_footer.len() - 10);
    assert_eq!(count(&cleaned, b"3DI"), 0);
}

#[test]
fn tags_behind_the_sound_are_blanked() {
    let cover = [b"SECRETcover".as_slice(), &frame(1), &frame(2)].concat();
    let ape = |flags: u8| {
        [
            b"APETAGEX".as_slice(),
            &2000_u32.to_le_bytes(),
            &(cover.len() as u32 + 32).to_le_bytes(),
            &[1, 0, 0, 0, 0, 0, 0, flags],
            &[0; 8],
        ]
        .concat()
    };
    let lyrics = [b"LYRICSBEGININD0000210SECRETlyr".as_slice(), b"000030LYRICS200"].concat();
    let extended = [b"TAG+".as_slice(), b"SECRETlong", &[0; 213]].concat();
    let old = [b"TAGSECRETtitle".as_slice(), &[0; 113], &[7]].concat();
    let appended = [tag(4, 0x10, b"SECRET24"), b"3DI\x04\0\x10\0\0\0\x08".to_vec()].concat();
    let bytes = [frames(), appended, ape(0xA0), cover.clone(), ape(0x80), lyrics, extended, old].concat();
    assert_eq!(secrets(&bytes).len(), 5);
    let cleaned = cleaned(TYPE, &bytes);
    assert!(cleaned.starts_with(&frames()));
    let behind = &cleaned[frames().len()..];
    let words = [b"TAG".as_slice(), &[0; 124], &[0xFF]].concat();
    assert!(behind.ends_with(&words), "decoders would take zeros for a broken frame");
    assert!(
        behind[..behind.len() - 128].iter().all(|byte| *byte == 0),
        "the frames in the cover are no sound"
    );
}

#[test]
fn what_is_no_frame_is_blanked_between_frames_and_a_torn_frame_at_the_end() {
    let bytes = [
        b"SECRETbefore".as_slice(),
        &frame(1),
        &frame(2),
        b"SECRETbetween\xFF\xFB\x90\0",
        &frame(3),
        &frame(4),
        &frame(5)[..200],
    ]
    .concat();
    let cleaned = cleaned(TYPE, &bytes);
    for seed in 1..=4 {
        assert_eq!(place(&cleaned, &frame(seed)), place(&bytes, &frame(seed)));
    }
    assert!(cleaned[cleaned.len() - 200..].iter().all(|byte| *byte == 0));
}

#[test]
fn gapless_players_still_learn_what_to_leave_out() {
    let added = [b"LAME3.100\x04\xBE".as_slice(), &[0; 10], b"\x24\x05\x76", &[0; 10], b"\x12\x34"].concat();
    let tables = [
        b"Info".as_slice(),
        &[0, 0, 0, 15],
        &[0, 0, 0, 4],
        &[0, 0, 6, 132],
        &[9; 100],
        &[0, 0, 0, 80],
        &added,
    ]
    .concat();
    let mut first = [&[0xFF, 0xFB, 0x90, 0x00], [0; 32].as_slice(), &tables, b"SECRETancillary"].concat();
    first.resize(417, 0);
    let cleaned = cleaned(TYPE, &[first.clone(), frames()].concat());
    let encoder = place(&first, b"LAME3.100");
    assert_eq!(cleaned[..encoder], first[..encoder]);
    assert_eq!(&cleaned[encoder..encoder + 9], b"LAME\0\0\0\0\0");
    assert_eq!(cleaned[encoder + 9..encoder + 34], first[encoder + 9..encoder + 34]);
    assert_ne!(
        cleaned[encoder + 34..encoder + 36],
        first[encoder + 34..encoder + 36],
        "the sum is over other bytes"
    );
}

#[test]
fn frames_of_all_versions_and_layers_are_known_by_their_lengths() {
    for (head, length) in [
        ([0xFF, 0xFD, 0x90, 0x00], 522),
        ([0xFF, 0xFF, 0x10, 0x00], 32),
        ([0xFF, 0xF3, 0x80, 0xC0], 208),
        ([0xFF, 0xE3, 0x80, 0xC0], 417),
    ] {
        let mut frame = head.to_vec();
        frame.resize(length, 0x55);
        let bytes = [frame.clone(), frame.clone(), b"SECRET".to_vec()].concat();
        assert!(cleaned(TYPE, &bytes).starts_with(&[frame.clone(), frame].concat()), "{head:?}");
    }
}

#[test]
fn what_is_no_mp3_is_refused() {
    let aac = [0xFF, 0xF1, 0x50, 0x80, 0x02, 0x1F, 0xFC].repeat(100);
    assert_eq!(refused(TYPE, &aac), Some(Unknown));
    assert_eq!(refused(TYPE, &[tag(4, 0, b"SECRET"), aac].concat()), Some(Unknown));
    assert_eq!(refused(TYPE, &frame(1)), Some(Malformed));
    assert_eq!(
        refused(TYPE, &[[0xFF, 0xFB, 0x00, 0x00].as_slice(), &[0; 413]].concat().repeat(3)),
        Some(Malformed)
    );
    assert_eq!(refused(TYPE, b"ID3\x04\0\0\0\0\x7F\0 too short"), Some(CutShort));
    assert_eq!(refused(TYPE, &[tag(5, 0, b"new"), frames()].concat()), Some(Malformed));
}
