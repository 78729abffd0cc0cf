//! PNG: what drawing programs and screenshots write beside the pixels.

use cleaning::Uncleanable::{CutShort, Malformed, Unknown};
use cleaning::{clean, rights_of};
use image::ImageDecoder as _;
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;

use crate::builders::metadata;
use crate::builders::png::{self, EVERYWHERE, chunk, dressed};
use crate::builders::{assert_clean, cleaned, decoded, occurrences, rights};

const PNG: &str = "image/png";

fn kinds(png: &[u8]) -> Vec<String> {
    let mut kinds = Vec::new();
    let mut place = 8;
    while place < png.len() {
        kinds.push(String::from_utf8_lossy(&png[place + 4..place + 8]).into_owned());
        place += 12 + u32::from_be_bytes(png[place..place + 4].try_into().unwrap()) as usize;
    }
    kinds
}

#[test]
fn of_a_picture_that_says_everything_only_credit_turn_and_colours_stay() {
    let received = png::with_secrets_everywhere();
    let clean = cleaned(PNG, &received, EVERYWHERE);
    assert_eq!(kinds(&clean), ["IHDR", "iCCP", "gAMA", "pHYs", "eXIf", "iTXt", "IDAT", "IEND"]);
    assert_eq!(rights_of(PNG, &clean), metadata::rights_of_xmp());
    assert_eq!(decoded(&clean), decoded(&received));
    let mut decoder = PngDecoder::new(std::io::Cursor::new(&clean)).unwrap();
    assert_eq!(decoder.orientation().unwrap(), Orientation::Rotate270);
    let profile = decoder.icc_profile().unwrap().unwrap();
    assert_eq!(occurrences(&profile, b"SECRET"), 0);
    assert_eq!(occurrences(&profile, b"XYZ "), 4, "three colours and the space of the connection");
}

#[test]
fn a_picture_fresh_from_an_encoder_comes_back_as_it_is() {
    assert_clean(PNG, &png::plain());
    assert_clean(PNG, &png::transparent());
}

#[test]
fn a_packet_is_read_even_if_it_is_compressed() {
    let received = dressed(&png::plain(), &[png::compressed_xmp()], &[]);
    assert_eq!(rights_of(PNG, &received), metadata::rights_of_xmp());
    assert_eq!(rights_of(PNG, &cleaned(PNG, &received, 0)), metadata::rights_of_xmp());
}

#[test]
fn a_packet_that_inflates_without_end_is_not_read() {
    let bomb = png::deflated(&vec![b' '; 32 << 20]);
    let received = dressed(
        &png::plain(),
        &[chunk(*b"iTXt", &[b"XML:com.adobe.xmp\0\x01\0\0\0", bomb.as_slice()].concat())],
        &[png::xmp()],
    );
    assert_eq!(
        rights_of(PNG, &cleaned(PNG, &received, 6)),
        metadata::rights_of_xmp(),
        "of the packet after it"
    );
}

#[test]
fn the_copyright_may_be_plain_text() {
    let latin = chunk(*b"tEXt", b"Copyright\0\xa9 Agence");
    let utf8 = chunk(*b"iTXt", "Copyright\0\0\0fr\0Droits\0© Agence".as_bytes());
    let compressed = chunk(*b"zTXt", &[b"Copyright\0\0", png::deflated(b"\xa9 Agence").as_slice()].concat());
    for text in [latin, utf8, compressed] {
        let received = dressed(&png::plain(), &[], &[text]);
        assert_eq!(rights_of(PNG, &cleaned(PNG, &received, 0)), rights("", "", "© Agence"));
    }
}

#[test]
fn a_moving_picture_goes_on_moving() {
    let plain = png::plain();
    let data = u32::from_be_bytes(plain[33..37].try_into().unwrap()) as usize;
    let pixels = &plain[41..41 + data];
    let control = |number: u32, height: u32| {
        let mut control = [number, 20, height, 0, 0].map(u32::to_be_bytes).concat();
        control.extend([0, 1, 0, 10, 0, 0]);
        chunk(*b"fcTL", &control)
    };
    let second = chunk(*b"fdAT", &[&2_u32.to_be_bytes(), pixels].concat());
    let moving = dressed(
        &plain,
        &[chunk(*b"acTL", b"\0\0\0\x02\0\0\0\0"), control(0, 10)],
        &[control(1, 10), second.clone()],
    );
    assert_clean(PNG, &moving);
    let received = dressed(&moving, &[png::xmp()], &[chunk(*b"tEXt", b"Title\0SECRET")]);
    assert_eq!(
        kinds(&cleaned(PNG, &received, 7)),
        ["IHDR", "acTL", "fcTL", "iTXt", "IDAT", "fcTL", "fdAT", "IEND"]
    );
    assert_eq!(
        clean(PNG, &dressed(&plain, &[second], &[])).unwrap_err(),
        Malformed,
        "a frame before the first"
    );
}

#[test]
fn of_two_chunks_where_one_may_be_the_first_stays() {
    let gamma = |value: u32| chunk(*b"gAMA", &value.to_be_bytes());
    let received = dressed(
        &png::plain(),
        &[gamma(45_455), gamma(100_000), png::profile(), png::profile()],
        &[gamma(7)],
    );
    let clean = cleaned(PNG, &received, 2);
    assert_eq!(kinds(&clean), ["IHDR", "iCCP", "gAMA", "IDAT", "IEND"]);
    assert_eq!(occurrences(&clean, &45_455_u32.to_be_bytes()), 1);
}

#[test]
fn a_picture_that_breaks_off_is_refused_wherever_it_breaks() {
    let plain = png::plain();
    for length in 8..plain.len() {
        assert_eq!(clean(PNG, &plain[..length]).unwrap_err(), CutShort, "{length}");
    }
}

#[test]
fn a_chunk_that_was_damaged_on_the_way_is_refused() {
    let mut damaged = png::plain();
    damaged[45] ^= 1;
    assert_eq!(clean(PNG, &damaged).unwrap_err(), Malformed);
}

#[test]
fn what_is_no_png_or_has_no_pixels_is_refused() {
    let header = |width: u32, height: u32| {
        chunk(
            *b"IHDR",
            &[&width.to_be_bytes(), &height.to_be_bytes(), &b"\x08\x02\0\0\0"[..]].concat(),
        )
    };
    let file = |header: Vec<u8>| [&b"\x89PNG\r\n\x1a\n"[..], &header, &png::plain()[33..]].concat();
    assert!(clean(PNG, &file(header(20, 10))).is_ok());
    assert_eq!(clean(PNG, &file(header(0, 10))).unwrap_err(), Malformed);
    assert_eq!(clean(PNG, &file(header(20, 0))).unwrap_err(), Malformed);
    assert_eq!(clean(PNG, b"GIF89a..").unwrap_err(), Unknown);
    assert_eq!(
        clean(PNG, &dressed(&png::plain(), &[chunk(*b"CgBI", b"0000")], &[])).unwrap_err(),
        Unknown,
        "a critical stranger"
    );
    let plain = png::plain();
    assert_eq!(
        clean(PNG, &[&plain[..33], &plain[plain.len() - 12..]].concat()).unwrap_err(),
        Malformed,
        "no pixels"
    );
}
