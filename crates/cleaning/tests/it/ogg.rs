//! Sound and film in Ogg: comments over many pages, streams side by side and one after another.

use cleaning::Uncleanable::{CutShort, ForeignStream, Malformed};

use crate::bytes::{cleaned, count, noise, place, refused, secrets};

const TYPE: &str = "audio/ogg";

const BEGINS: u8 = 2;

/// A page with its sum, of packets that are whole except where it says otherwise.
pub(crate) fn page(flags: u8, serial: u32, lacing: &[u8], body: &[u8]) -> Vec<u8> {
    let head = [
        b"OggS\0".as_slice(),
        &[flags],
        &[0; 8],
        &serial.to_le_bytes(),
        &[0; 8],
        &[lacing.len() as u8],
        lacing,
    ]
    .concat();
    sealed([head, body.to_vec()].concat())
}

/// The sum as RFC 3533 has it, bit by bit.
pub(crate) fn sealed(mut page: Vec<u8>) -> Vec<u8> {
    page[22..26].fill(0);
    let sum = page.iter().fold(0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte) << 24, |sum, _| {
            if sum >> 31 == 0 { sum << 1 } else { sum << 1 ^ 0x04C1_1DB7 }
        })
    });
    page[22..26].copy_from_slice(&sum.to_le_bytes());
    page
}

/// Packets over as many pages as they need, each of at most `most` segments.
pub(crate) fn pages(first: u8, serial: u32, most: usize, packets: &[&[u8]]) -> Vec<u8> {
    let lacing: Vec<u8> = packets
        .iter()
        .flat_map(|packet| [vec![255; packet.len() / 255], vec![(packet.len() % 255) as u8]].concat())
        .collect();
    let body = packets.concat();
    let (mut at, mut flags, mut pages) = (0, first, Vec::new());
    for run in lacing.chunks(most) {
        let length: usize = run.iter().map(|value| usize::from(*value)).sum();
        pages.extend(page(flags, serial, run, &body[at..at + length]));
        flags = u8::from(run.ends_with(&[255]));
        at += length;
    }
    pages
}

fn comments(head: &[u8], comments: &[&[u8]], tail: &[u8]) -> Vec<u8> {
    let listed: Vec<u8> = comments
        .iter()
        .flat_map(|comment| [&(comment.len() as u32).to_le_bytes(), *comment].concat())
        .collect();
    let vendor = b"SECRETvendor";
    [
        head,
        &(vendor.len() as u32).to_le_bytes(),
        vendor,
        &(comments.len() as u32).to_le_bytes(),
        &listed,
        tail,
    ]
    .concat()
}

const WORDS: [&[u8]; 4] = [
    b"ARTIST=SECRETartist",
    b"copyright=The Paper",
    b"LOCATION=SECRETplace",
    b"ENCODER=SECRETencoder",
];

pub(crate) fn vorbis(serial: u32) -> Vec<u8> {
    let cover = [b"METADATA_BLOCK_PICTURE=SECRETcover".as_slice(), &noise(3000, 1)].concat();
    let words: Vec<&[u8]> = WORDS.into_iter().chain([cover.as_slice()]).collect();
    let comment = comments(b"\x03vorbis", &words, &[1]);
    let identity = [b"\x01vorbis".as_slice(), &[0; 23]].concat();
    let setup = [b"\x05vorbis".as_slice(), &noise(300, 2)].concat();
    [
        pages(BEGINS, serial, 255, &[&identity]),
        pages(0, serial, 4, &[&comment, &setup]),
        page(0, serial, &[200], &noise(200, 3)),
    ]
    .concat()
}

fn opus(serial: u32) -> Vec<u8> {
    let identity = [b"OpusHead".as_slice(), &[1; 11]].concat();
    let comment = comments(b"OpusTags", &WORDS, b"\x01SECRETpadding");
    [
        pages(BEGINS, serial, 255, &[&identity]),
        pages(0, serial, 255, &[&comment]),
        page(0, serial, &[200], &noise(200, 4)),
    ]
    .concat()
}

#[test]
fn comments_over_many_pages_keep_the_copyright_and_sound_stays() {
    let bytes = vorbis(7);
    assert_eq!(secrets(&bytes).len(), 5);
    let cleaned = cleaned(TYPE, &bytes);
    assert_eq!(count(&cleaned, b"\x01\0\0\0\x13\0\0\0copyright=The Paper\x01"), 1);
    assert_eq!(place(&cleaned, &noise(200, 3)), place(&bytes, &noise(200, 3)));
    assert!(count(&bytes, b"OggS") > 4);
}

#[test]
fn every_page_of_a_cleaned_file_has_its_right_sum() {
    let cleaned = cleaned(TYPE, &[vorbis(7), opus(8)].concat());
    let starts: Vec<usize> = (0..cleaned.len()).filter(|at| cleaned[*at..].starts_with(b"OggS")).collect();
    let ends = starts.iter().copied().skip(1).chain([cleaned.len()]);
    for (start, end) in starts.iter().copied().zip(ends) {
        assert_eq!(cleaned[start..end], sealed(cleaned[start..end].to_vec()));
    }
}

#[test]
fn opus_loses_what_stands_behind_its_comments() {
    let bytes = opus(7);
    assert_eq!(count(&bytes, b"SECRETpadding"), 1);
    let cleaned = cleaned(TYPE, &bytes);
    assert_eq!(count(&cleaned, b"copyright=The Paper"), 1);
    assert_eq!(place(&cleaned, &noise(200, 4)), place(&bytes, &noise(200, 4)));
}

#[test]
fn theora_speex_and_the_skeleton_beside_them_are_cleaned() {
    let skeleton = [b"fishead\0".as_slice(), &[0; 36], b"SECRET20240506T07", &[0; 3]].concat();
    let fields = b"Content-Type: video/theora\r\nName: SECRETname\r\n";
    let bone = [b"fisbone\0".as_slice(), &44_u32.to_le_bytes(), &[0; 40], fields].concat();
    let theora = [b"\x80theora".as_slice(), &[3; 35]].concat();
    let (words, tables) = (
        comments(b"\x81theora", &WORDS, b""),
        [b"\x82theora".as_slice(), &noise(90, 5)].concat(),
    );
    let speex = [b"Speex   SECRETspeex-1.2rc1\0\0".as_slice(), &[0; 52]].concat();
    let bytes = [
        pages(BEGINS, 1, 255, &[&skeleton]),
        pages(BEGINS, 2, 255, &[&theora]),
        pages(BEGINS, 3, 255, &[&speex]),
        pages(0, 1, 255, &[&bone]),
        pages(0, 3, 255, &[&comments(b"", &WORDS, b"")]),
        pages(0, 2, 255, &[&words, &tables]),
        page(4, 1, &[0], b""),
        page(4, 2, &[90], &noise(90, 6)),
        page(4, 3, &[80], &noise(80, 7)),
    ];
    let bytes = bytes.concat();
    assert_eq!(secrets(&bytes).len(), 11);
    let cleaned = cleaned("video/ogg", &bytes);
    assert_eq!(count(&cleaned, b"Content-Type: video/theora\r\n   "), 1);
    assert_eq!(count(&cleaned, b"copyright=The Paper"), 2);
    for sample in [noise(90, 6), noise(80, 7), tables] {
        assert_eq!(count(&cleaned, &sample), 1);
    }
}

#[test]
fn flac_keeps_its_description_and_its_seek_table_and_pads_the_rest() {
    let block = |kind: u8, body: &[u8]| [&[kind], &(body.len() as u32).to_be_bytes()[1..], body].concat();
    let first = [b"\x7FFLAC\x01\0\0\x04fLaC".as_slice(), &block(0, &noise(34, 1))].concat();
    let seek = block(3, &noise(36, 2));
    let packets = [comments(b"", &WORDS, b""), b"SECRETpicture".to_vec(), b"SECRETapplication".to_vec()];
    let packets = [block(4, &packets[0]), block(6, &packets[1]), seek.clone(), block(0x82, &packets[2])];
    let parts: Vec<&[u8]> = packets.iter().map(Vec::as_slice).collect();
    let bytes = [
        pages(BEGINS, 1, 255, &[&first]),
        pages(0, 1, 255, &parts),
        page(4, 1, &[99], &noise(99, 3)),
    ]
    .concat();
    assert_eq!(secrets(&bytes).len(), 6);
    let cleaned = cleaned(TYPE, &bytes);
    for kept in [first, seek, noise(99, 3), block(1, &[0; 13]), block(0x81, &[0; 17])] {
        assert_eq!(count(&cleaned, &kept), 1);
    }
}

#[test]
fn bytes_between_pages_and_streams_one_after_another_are_no_hiding_place() {
    let bytes = [
        b"SECRETbefore".to_vec(),
        vorbis(7),
        b"SECRETbetween".to_vec(),
        opus(7),
        b"SECRETbehind".to_vec(),
    ]
    .concat();
    let cleaned = cleaned(TYPE, &bytes);
    assert_eq!((count(&cleaned, &noise(200, 3)), count(&cleaned, &noise(200, 4))), (1, 1));
}

#[test]
fn what_does_not_fit_is_refused() {
    let bytes = vorbis(7);
    let mut flipped = bytes.clone();
    let last = flipped.len() - 1;
    flipped[last] ^= 1;
    assert_eq!(refused(TYPE, &flipped), Some(Malformed));
    assert_eq!(refused(TYPE, &bytes[..last]), Some(CutShort));
    assert_eq!(refused(TYPE, b"no page at all"), Some(Malformed));
    let second = bytes.windows(4).skip(1).position(|word| word == b"OggS").unwrap() + 1;
    assert_eq!(refused(TYPE, &bytes[..second]), Some(CutShort));
    assert_eq!(
        refused(TYPE, &[&bytes[..second], &vorbis(8)[second + 1100..]].concat()),
        Some(ForeignStream)
    );
}

#[test]
fn headers_that_do_not_go_on_where_they_stopped_are_refused() {
    let identity = pages(BEGINS, 1, 255, &[&[b"\x01vorbis".as_slice(), &[0; 23]].concat()]);
    let comment = |bit| comments(b"\x03vorbis", &[&[b"ARTIST=".as_slice(), &noise(900, 1)].concat()], &[bit]);
    let setup = pages(0, 1, 255, &[b"\x05vorbis"]);
    let split = pages(0, 1, 2, &[&comment(1)]);
    let second = split.windows(4).skip(1).position(|word| word == b"OggS").unwrap() + 1;
    assert_eq!(refused(TYPE, &[identity.as_slice(), &split, &setup].concat()), None);
    let mut torn = split[second..].to_vec();
    torn[5] = 0;
    let torn = [&split[..second], &sealed(torn)].concat();
    assert_eq!(refused(TYPE, &[identity.as_slice(), &torn, &setup].concat()), Some(Malformed));
    assert_eq!(
        refused(TYPE, &[identity.as_slice(), &pages(0, 1, 255, &[&comment(0)]), &setup].concat()),
        Some(Malformed)
    );
}

#[test]
fn streams_of_other_codings_are_refused() {
    for first in [b"CMML\0\0\0\0SECRET".as_slice(), b"\x80kate\0\0\0", b"BBCD\0"] {
        assert_eq!(
            refused(TYPE, &[pages(BEGINS, 1, 255, &[first]), vorbis(2)].concat()),
            Some(ForeignStream)
        );
    }
    assert_eq!(refused(TYPE, &page(0, 5, &[3], b"abc")), Some(ForeignStream));
}
