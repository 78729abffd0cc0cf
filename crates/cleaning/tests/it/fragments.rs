//! Films in fragments, as live streams and browsers write them.

use cleaning::Uncleanable::{CutShort, ForeignStream, Malformed};

use crate::bytes::{cleaned, count, noise, place, refused};
use crate::mp4_builder::{Track, ftyp, full, moov, mp4a, numbers, part, plain};

/// How a fragment says where its samples are.
#[derive(Clone, Copy)]
enum Offsets {
    FromFragment,
    Absolute,
    FromTrackBefore,
}

/// Sound in one fragment beside a track of positions, whose samples come first.
fn film(offsets: Offsets, positions: [u8; 4]) -> (Vec<u8>, Vec<u8>) {
    let tracks = [
        Track::new(1, *b"soun", mp4a()),
        Track::new(2, positions, if positions == *b"meta" { plain(b"gpmd") } else { mp4a() }),
    ];
    let extends = part(
        b"mvex",
        &[
            full(b"trex", 0, &numbers(&[1, 1, 0, 30, 0])),
            full(b"trex", 0, &numbers(&[2, 1, 0, 0, 0])),
        ]
        .concat(),
    );
    let head = [ftyp(), moov(&tracks, &extends)].concat();
    let (gps, sound) = (b"SECRETgps+50.850", noise(60, 4));
    let length = fragment(offsets, (head.len(), 0)).len();
    let data = part(b"mdat", &[gps.as_slice(), &sound, b"SECRETbehind"].concat());
    let random = part(
        b"mfra",
        &[
            full(b"tfra", 0, &numbers(&[2, 0, 0])),
            full(b"tfra", 0, &numbers(&[1, 0, 0])),
            full(b"mfro", 0, &numbers(&[64])),
        ]
        .concat(),
    );
    let others = [
        part(b"emsg", b"SECRETemsg"),
        part(b"prft", b"SECRETprft"),
        fragment(offsets, (head.len() + 36, length + 8)),
        data,
        random,
    ];
    ([head, others.concat()].concat(), sound)
}

/// A fragment that begins at a place, and whose data follow so far behind.
fn fragment(offsets: Offsets, (start, behind): (usize, usize)) -> Vec<u8> {
    let (flags, base) = match offsets {
        Offsets::FromFragment => (0x02_0000, vec![]),
        Offsets::Absolute => (1, numbers(&[0, start as u32])),
        Offsets::FromTrackBefore => (0, vec![]),
    };
    let tfhd = |track| full(b"tfhd", flags, &[numbers(&[track]), base.clone()].concat());
    let tfxd = part(b"uuid", b"SECRETwall-clock 0123456789");
    let sizes = full(b"trun", 0x201, &numbers(&[2, behind as u32, 10, 6]));
    let alike = match offsets {
        Offsets::FromTrackBefore => full(b"trun", 0, &numbers(&[2])),
        _ => full(b"trun", 0x101, &numbers(&[2, behind as u32 + 16, 5, 5])),
    };
    let first = part(b"traf", &[tfhd(2), sizes, tfxd].concat());
    let second = part(b"traf", &[tfhd(1), full(b"tfdt", 0, &numbers(&[0])), alike].concat());
    part(b"moof", &[full(b"mfhd", 0, &numbers(&[1])), first, second].concat())
}

#[test]
fn the_sound_of_a_fragment_stays_and_the_positions_beside_it_go() {
    for offsets in [Offsets::FromFragment, Offsets::Absolute] {
        let (bytes, sound) = film(offsets, *b"meta");
        assert_eq!(count(&bytes, b"SECRETgps"), 1);
        let cleaned = cleaned("video/mp4", &bytes);
        assert_eq!(place(&cleaned, &sound), place(&bytes, &sound));
        assert_eq!(
            (count(&cleaned, b"traf"), count(&cleaned, b"tfra"), count(&cleaned, b"trex")),
            (1, 1, 1)
        );
    }
}

#[test]
fn samples_of_a_track_that_stays_are_kept_by_their_own_sizes() {
    let (bytes, _) = film(Offsets::FromFragment, *b"soun");
    let kept = cleaning::clean("video/mp4", &bytes).unwrap();
    assert_eq!(count(&kept, b"SECRETgps+50.850"), 1, "this track says that it is sound");
    assert_eq!(count(&kept, b"SECRETbehind"), 0);
}

#[test]
fn data_may_stand_before_their_fragment_and_a_header_may_say_all_sizes() {
    let sound = noise(60, 4);
    let data = part(b"mdat", &[b"SECRETbefore".as_slice(), &sound, b"SECRETbehind"].concat());
    let head = [
        ftyp(),
        moov(
            &[Track::new(1, *b"soun", mp4a())],
            &part(b"mvex", &full(b"trex", 0, &numbers(&[1, 1, 0, 7, 0]))),
        ),
    ]
    .concat();
    let tfhd = full(b"tfhd", 0x02_003A, &numbers(&[1, 1, 10, 30, 0]));
    let trun = full(b"trun", 1, &numbers(&[2, 0_u32.wrapping_sub(72)]));
    let moof = part(b"moof", &part(b"traf", &[tfhd, trun].concat()));
    let cleaned = cleaned("audio/mp4", &[head, data, moof].concat());
    assert_eq!(count(&cleaned, &sound), 1);
}

#[test]
fn sound_that_is_found_by_the_end_of_the_track_before_cannot_outlive_it() {
    let (bytes, sound) = film(Offsets::FromTrackBefore, *b"soun");
    assert_eq!(count(&cleaning::clean("video/mp4", &bytes).unwrap(), &sound), 1);
    assert_eq!(
        refused("video/mp4", &film(Offsets::FromTrackBefore, *b"meta").0),
        Some(ForeignStream)
    );
}

#[test]
fn fragments_cut_short_or_of_no_track_are_refused() {
    let (bytes, sound) = film(Offsets::FromFragment, *b"meta");
    let torn = place(&bytes, &sound) + 30;
    assert_eq!(refused("video/mp4", &bytes[..torn]), Some(CutShort));
    let mut lost = bytes.clone();
    let header = bytes.windows(4).rposition(|kind| kind == b"tfhd").unwrap();
    lost[header + 11] = 9;
    assert_eq!(refused("video/mp4", &lost), Some(Malformed));
}

#[test]
fn a_run_that_counts_more_samples_than_it_lists_is_refused() {
    let (mut bytes, _) = film(Offsets::FromFragment, *b"meta");
    let run = bytes.windows(4).position(|kind| kind == b"trun").unwrap();
    bytes[run + 8] = 0x7F;
    assert!(matches!(refused("video/mp4", &bytes), Some(CutShort | Malformed)));
}
