//! What comes out of the darkroom.

use image::{DynamicImage, Rgb, RgbImage, Rgba, RgbaImage};
use jpeg_encoder::{ColorType, Encoder};
use moxcms::ColorProfile;

use crate::{Negative, size_of};

/// The part of EXIF that says how the camera was held (TIFF, tag 0x0112).
fn held(orientation: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    exif
}

fn jpeg(pixels: &RgbImage, dress: impl FnOnce(&mut Encoder<&mut Vec<u8>>)) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 95);
    dress(&mut encoder);
    let side = |length: u32| u16::try_from(length).unwrap();
    encoder
        .encode(pixels.as_raw(), side(pixels.width()), side(pixels.height()), ColorType::Rgb)
        .unwrap();
    bytes
}

fn png(pixels: impl Into<DynamicImage>) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels.into().write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn seen(rendition: &[u8]) -> DynamicImage {
    image::load_from_memory(rendition).unwrap()
}

fn near(left: &[u8], right: &[u8]) -> bool {
    left.iter().zip(right).all(|(a, b)| a.abs_diff(*b) < 12)
}

#[test]
fn a_print_has_the_width_that_was_asked_for_and_the_pictures_shape() {
    let negative = Negative::of(&png(RgbImage::from_pixel(300, 200, Rgb([200, 40, 40])))).unwrap();
    for (width, height) in [(150, 100), (299, 199), (300, 200), (1, 1)] {
        let (webp, jpeg) = (negative.webp(width).unwrap(), negative.jpeg(width).unwrap());
        for (rendition, starts) in [(webp, &b"RIFF"[..]), (jpeg, &[0xff, 0xd8, 0xff][..])] {
            assert!(rendition.starts_with(starts), "{starts:?}");
            assert_eq!((seen(&rendition).width(), seen(&rendition).height()), (width, height));
            assert!(near(&seen(&rendition).to_rgb8().get_pixel(0, 0).0, &[200, 40, 40]), "{starts:?}");
        }
    }
}

#[test]
fn a_picture_that_was_taken_upright_stands_upright() {
    let mut lying = RgbImage::from_pixel(64, 32, Rgb([255, 255, 255]));
    for x in 0..32 {
        for y in 0..32 {
            lying.put_pixel(x, y, Rgb([0, 0, 0]));
        }
    }
    let bytes = jpeg(&lying, |encoder| encoder.add_exif_metadata(&held(6)).unwrap());
    assert_eq!(size_of(&bytes), Some((32, 64)));
    let rendition = seen(&Negative::of(&bytes).unwrap().jpeg(32).unwrap()).to_rgb8();
    assert_eq!(rendition.dimensions(), (32, 64));
    assert!(near(&rendition.get_pixel(16, 8).0, &[0; 3]) && near(&rendition.get_pixel(16, 56).0, &[255; 3]));
}

#[test]
fn what_a_camera_wrote_beside_the_pixels_stays_in_the_darkroom() {
    let bytes = jpeg(&RgbImage::new(32, 32), |encoder| encoder.add_exif_metadata(&held(1)).unwrap());
    assert!(bytes.windows(4).any(|four| four == b"Exif"));
    let negative = Negative::of(&bytes).unwrap();
    for rendition in [negative.webp(32).unwrap(), negative.jpeg(32).unwrap()] {
        assert!(!rendition.windows(4).any(|four| four.eq_ignore_ascii_case(b"Exif")));
    }
}

#[test]
fn the_colours_of_a_wide_profile_are_the_same_colours_in_the_one_of_screens() {
    let wide = ColorProfile::new_display_p3().encode().unwrap();
    let pixels = RgbImage::from_pixel(32, 32, Rgb([200, 100, 60]));
    let plain = Negative::of(&jpeg(&pixels, |_| {})).unwrap();
    let dressed = Negative::of(&jpeg(&pixels, |encoder| encoder.add_icc_profile(&wide).unwrap())).unwrap();
    let colour = |negative: &Negative| seen(&negative.jpeg(32).unwrap()).to_rgb8().get_pixel(9, 9).0;
    assert!(near(&colour(&plain), &[200, 100, 60]));
    // Display P3 (200, 100, 60) is sRGB (213, 97, 51), by the matrices of the two.
    assert!(colour(&dressed)[0] > colour(&plain)[0] + 6, "{:?}", colour(&dressed));
    let broken = Negative::of(&jpeg(&pixels, |encoder| encoder.add_icc_profile(b"no profile").unwrap())).unwrap();
    assert!(near(&colour(&broken), &[200, 100, 60]), "a broken profile changes nothing");
}

#[test]
fn what_is_transparent_stays_so_where_it_can_and_else_stands_on_white() {
    let negative = Negative::of(&png(RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0])))).unwrap();
    let webp = seen(&negative.webp(20).unwrap());
    assert_eq!(webp.to_rgba8().get_pixel(5, 5).0[3], 0);
    let jpeg = seen(&negative.jpeg(20).unwrap());
    assert!(near(&jpeg.to_rgb8().get_pixel(5, 5).0, &[255; 3]));
}

#[test]
fn deep_and_grey_pictures_are_printed_too() {
    let deep = image::ImageBuffer::<Rgb<u16>, _>::from_pixel(30, 30, Rgb([65_535, 0, 0]));
    let grey = image::GrayImage::from_pixel(30, 30, image::Luma([90]));
    for (bytes, colour) in [(png(deep), [255, 0, 0]), (png(grey), [90, 90, 90])] {
        let rendition = Negative::of(&bytes).unwrap().jpeg(30).unwrap();
        assert!(near(&seen(&rendition).to_rgb8().get_pixel(9, 9).0, &colour));
    }
}

#[test]
fn what_is_no_picture_half_a_picture_or_a_bomb_has_no_print() {
    let whole = png(RgbImage::new(100, 100));
    let mut bomb = whole.clone();
    bomb[16..24].copy_from_slice(&[0, 1, 0x86, 0xa0, 0, 1, 0x86, 0xa0]);
    for bytes in [&b"no picture"[..], &[], &whole[..whole.len() / 2], &bomb] {
        assert!(Negative::of(bytes).is_err());
    }
    assert_eq!(size_of(b"no picture"), None);
}

#[test]
fn what_is_not_seen_gives_no_colour_to_what_is() {
    // Red that is seen beside green that is not, half and half: no green may come in where they meet.
    let half = RgbaImage::from_fn(80, 40, |x, _| if x < 40 { Rgba([200, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) });
    let smaller = seen(&Negative::of(&png(half)).unwrap().webp(20).unwrap()).into_rgba8();
    assert_eq!(smaller.dimensions(), (20, 10));
    for pixel in smaller.pixels().filter(|pixel| pixel.0[3] > 32) {
        let [red, green, blue, _] = pixel.0;
        assert!(red > 150 && green < 40 && blue < 40, "{pixel:?}");
    }
    assert!(smaller.get_pixel(2, 5).0[3] > 240 && smaller.get_pixel(17, 5).0[3] < 16);
}
