//! Profiles: the colours stay, and nothing about the screen that was measured.

use crate::builders::jpeg::{dressed, plain, segment};
use crate::builders::{cleaned, icc, occurrences};

fn in_a_jpeg(profile: &[u8]) -> Vec<u8> {
    dressed(&plain(), &[segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", profile].concat())])
}

/// The profile that a clean picture carries.
fn profile_of(profile: &[u8], secrets: usize) -> Vec<u8> {
    let clean = cleaned("image/jpeg", &in_a_jpeg(profile), secrets);
    let start = clean.windows(12).position(|it| it == b"ICC_PROFILE\0").expect("a profile") + 14;
    let length = u32::from_be_bytes(clean[start..start + 4].try_into().unwrap()) as usize;
    clean[start..start + length].to_vec()
}

#[test]
fn a_profile_keeps_its_colours_and_loses_screen_day_and_owner() {
    for edition in [2, 4] {
        let profile = profile_of(&icc::profile(edition), 6);
        assert_eq!(profile[8], edition);
        assert_eq!(&profile[12..24], b"mntrRGB XYZ ");
        assert_eq!(&profile[68..80], b"\0\0\xf6\xd6\0\x01\0\0\0\0\xd3\x2d");
        assert!(profile[24..36].iter().all(|byte| *byte == 0), "no day");
        for name in [b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"cprt"] {
            assert_eq!(occurrences(&profile, name), 1, "{}", String::from_utf8_lossy(name));
        }
        assert_eq!(occurrences(&profile, b"curv"), 1, "curves are shared");
        assert_eq!(occurrences(&profile, b"bTRC"), 0, "words are no curve");
        assert_eq!(occurrences(&profile, b"mmod"), 0);
    }
}

#[test]
fn what_is_no_profile_goes() {
    let mut unsigned = icc::profile(2);
    unsigned[36] = b'x';
    let mut too_long = icc::profile(2);
    too_long[0] = 1;
    let mut astray = icc::profile(2);
    astray[128 + 4 + 12 + 4] = 0x7f;
    for broken in [unsigned, too_long, astray] {
        assert_eq!(cleaned("image/jpeg", &in_a_jpeg(&broken), 6), plain());
    }
}

#[test]
fn tags_that_overlap_do_not_make_a_profile_grow() {
    let mut overlapping = icc::profile(2);
    overlapping.resize(40_000, 0);
    overlapping[..4].copy_from_slice(&40_000_u32.to_be_bytes());
    for (index, name) in [b"A2B0", b"A2B1", b"A2B2"].into_iter().enumerate() {
        let entry = 132 + index * 12;
        let offset = 1_000 + index as u32 * 12;
        overlapping[entry..entry + 4].copy_from_slice(name);
        overlapping[entry + 4..entry + 8].copy_from_slice(&offset.to_be_bytes());
        overlapping[entry + 8..entry + 12].copy_from_slice(&20_000_u32.to_be_bytes());
        overlapping[offset as usize..offset as usize + 4].copy_from_slice(b"curv");
    }
    assert_eq!(cleaned("image/jpeg", &in_a_jpeg(&overlapping), 6), plain());
}
