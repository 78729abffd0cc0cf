//! The darkroom: from the bytes of a picture its size and its renditions, each at one width in one format.
//!
//! Never in it: files, addresses, which widths are wanted. The same bytes give the same renditions.

mod developing;
mod spoilt;

use std::io::Cursor;

use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use jpeg_encoder::{ColorType, Encoder as JpegEncoder};

pub use spoilt::Spoilt;

/// Longest side of a picture that is developed, in pixels: more is a bomb rather than a photograph.
const LONGEST_SIDE: u32 = 20_000;
/// What a picture may take in memory while it is read, in bytes.
const MEMORY: u64 = 256 << 20;
/// Where an eye at reading distance stops seeing the loss, in the encoders' own units.
const WEBP_QUALITY: f32 = 64.0;
const JPEG_QUALITY: u8 = 75;

/// A picture as it is seen: upright, in sRGB, eight bits a channel.
#[derive(Debug)]
pub struct Negative {
    pixels: DynamicImage,
}

/// Width and height of a picture as it is seen, in pixels: one that was taken upright is higher than wide.
pub fn size_of(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut decoder = decoder_of(bytes).ok()?;
    let (width, height) = decoder.dimensions();
    Some(if is_lying(decoder.orientation().unwrap_or(Orientation::NoTransforms)) {
        (height, width)
    } else {
        (width, height)
    })
}

impl Negative {
    /// Reads a picture that stands still: JPEG, PNG, WebP, or the first frame of a GIF.
    pub fn of(bytes: &[u8]) -> Result<Self, Spoilt> {
        if is_moving(bytes)? {
            return Err(Spoilt::Moves);
        }
        let mut decoder = decoder_of(bytes)?;
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let profile = decoder.icc_profile().ok().flatten();
        let pixels = developing::in_eight_bits(DynamicImage::from_decoder(decoder)?);
        let mut pixels = developing::in_srgb(pixels, profile.as_deref());
        pixels.apply_orientation(orientation);
        Ok(Self { pixels })
    }

    /// Width in pixels.
    pub fn width(&self) -> u32 {
        self.pixels.width()
    }

    /// A rendition of a width in pixels, as high as its shape asks.
    pub fn webp(&self, width: u32) -> Result<Vec<u8>, Spoilt> {
        webp_of(&developing::resized(&self.pixels, width)?)
    }

    /// A rendition of a width in pixels, as high as its shape asks; what was transparent stands on white.
    pub fn jpeg(&self, width: u32) -> Result<Vec<u8>, Spoilt> {
        jpeg_of(&developing::resized(&self.pixels, width)?)
    }
}

fn decoder_of(bytes: &[u8]) -> Result<impl ImageDecoder + '_, image::ImageError> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    reader.into_decoder()
}

/// Whether a WebP or a PNG is a film: one frame of it would be another picture.
fn is_moving(bytes: &[u8]) -> Result<bool, image::ImageError> {
    Ok(match image::guess_format(bytes)? {
        ImageFormat::WebP => WebPDecoder::new(Cursor::new(bytes))?.has_animation(),
        ImageFormat::Png => PngDecoder::new(Cursor::new(bytes))?.is_apng()?,
        _ => false,
    })
}

/// Whether width and height change places when the picture is put upright.
const fn is_lying(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

fn webp_of(pixels: &DynamicImage) -> Result<Vec<u8>, Spoilt> {
    let (width, height) = (pixels.width(), pixels.height());
    let encoder = match pixels {
        DynamicImage::ImageRgba8(pixels) => webp::Encoder::from_rgba(pixels, width, height),
        DynamicImage::ImageRgb8(pixels) => webp::Encoder::from_rgb(pixels, width, height),
        _ => return Err(Spoilt::Writing("its pixels are neither RGB nor RGBA".into())),
    };
    let written = encoder.encode_simple(false, WEBP_QUALITY);
    let written = written.map_err(|error| Spoilt::Writing(format!("{error:?}")))?;
    Ok(written.to_vec())
}

/// Progressive, so that a slow line shows all of it early. What was transparent stands on white.
fn jpeg_of(pixels: &DynamicImage) -> Result<Vec<u8>, Spoilt> {
    let flat = developing::on_white(pixels);
    let side = |length: u32| u16::try_from(length).map_err(|error| Spoilt::Writing(error.to_string()));
    let (width, height) = (side(flat.width())?, side(flat.height())?);
    let mut written = Vec::new();
    let mut encoder = JpegEncoder::new(&mut written, JPEG_QUALITY);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    encoder
        .encode(flat.as_raw(), width, height, ColorType::Rgb)
        .map_err(|error| Spoilt::Writing(error.to_string()))?;
    Ok(written)
}

#[cfg(test)]
mod tests;
