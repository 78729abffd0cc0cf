//! Pixels: eight bits, sRGB, another size, a white ground.

use fast_image_resize::Resizer;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::Spoilt;

/// RGB or RGBA with eight bits a channel.
pub(crate) fn in_eight_bits(pixels: DynamicImage) -> DynamicImage {
    if pixels.color().has_alpha() {
        DynamicImage::ImageRgba8(pixels.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(pixels.into_rgb8())
    }
}

/// The colours that the picture's own profile means, in the one that every screen assumes. A profile that says nothing
/// of RGB, or that cannot be read, changes nothing.
pub(crate) fn in_srgb(pixels: DynamicImage, profile: Option<&[u8]>) -> DynamicImage {
    let Some(profile) = profile.and_then(|bytes| ColorProfile::new_from_slice(bytes).ok()) else {
        return pixels;
    };
    if profile.color_space != DataColorSpace::Rgb {
        return pixels;
    }
    let srgb = ColorProfile::new_srgb();
    let transformed = |raw: &[u8], layout: Layout| {
        let transform = profile
            .create_transform_8bit(layout, &srgb, layout, TransformOptions::default())
            .ok()?;
        let mut converted = vec![0; raw.len()];
        transform.transform(raw, &mut converted).ok()?;
        Some(converted)
    };
    let (width, height) = (pixels.width(), pixels.height());
    let converted = match &pixels {
        DynamicImage::ImageRgba8(own) => transformed(own.as_raw(), Layout::Rgba)
            .and_then(|raw| RgbaImage::from_raw(width, height, raw))
            .map(DynamicImage::ImageRgba8),
        DynamicImage::ImageRgb8(own) => transformed(own.as_raw(), Layout::Rgb)
            .and_then(|raw| RgbImage::from_raw(width, height, raw))
            .map(DynamicImage::ImageRgb8),
        _ => None,
    };
    converted.unwrap_or(pixels)
}

/// The picture at another width, its shape kept.
pub(crate) fn resized(pixels: &DynamicImage, width: u32) -> Result<DynamicImage, Spoilt> {
    if width == pixels.width() {
        return Ok(pixels.clone());
    }
    let from = Size::of(pixels);
    let to = from.at_width(width);
    let resized = match pixels {
        DynamicImage::ImageRgba8(own) => {
            RgbaImage::from_raw(to.width, to.height, scaled_with_alpha(own, from, to)?).map(DynamicImage::ImageRgba8)
        }
        DynamicImage::ImageRgb8(own) => RgbImage::from_raw(to.width, to.height, scaled(own, from, to)?).map(DynamicImage::ImageRgb8),
        _ => None,
    };
    resized.ok_or_else(|| Spoilt::Resizing("its pixels are neither RGB nor RGBA".into()))
}

/// Width and height in pixels.
#[derive(Clone, Copy)]
struct Size {
    width: u32,
    height: u32,
}

impl Size {
    fn of(pixels: &DynamicImage) -> Self {
        Self {
            width: pixels.width(),
            height: pixels.height(),
        }
    }

    /// The same shape, rounded to whole pixels.
    fn at_width(self, width: u32) -> Self {
        let height = u64::from(self.height) * u64::from(width);
        let height = (height + u64::from(self.width) / 2) / u64::from(self.width).max(1);
        Self {
            width,
            height: u32::try_from(height).unwrap_or(u32::MAX).max(1),
        }
    }
}

/// RGB at another size. The kind of pixel is named, and is the only one: a resizer that is to look for itself holds the code of
/// all thirteen, and each is half a minute of the compiler's time.
fn scaled(rgb: &[u8], from: Size, to: Size) -> Result<Vec<u8>, Spoilt> {
    let unlike = |error: &dyn std::fmt::Display| Spoilt::Resizing(error.to_string());
    let source = TypedImageRef::<U8x3>::from_buffer(from.width, from.height, rgb).map_err(|error| unlike(&error))?;
    let mut scaled = vec![0; to.width as usize * to.height as usize * 3];
    let mut target = TypedImage::<U8x3>::from_buffer(to.width, to.height, &mut scaled).map_err(|error| unlike(&error))?;
    Resizer::new()
        .resize_typed(&source, &mut target, None)
        .map_err(|error| unlike(&error))?;
    Ok(scaled)
}

/// RGBA at another size: colours weighed by their alpha, so that what is not seen gives none, and alpha by itself.
fn scaled_with_alpha(rgba: &[u8], from: Size, to: Size) -> Result<Vec<u8>, Spoilt> {
    let pixels = || rgba.chunks_exact(4);
    let weighed: Vec<u8> = pixels()
        .flat_map(|pixel| [0, 1, 2].map(|at| part(pixel[at], pixel[3], 255)))
        .collect();
    let alphas: Vec<u8> = pixels().flat_map(|pixel| [pixel[3]; 3]).collect();
    let (weighed, alphas) = (scaled(&weighed, from, to)?, scaled(&alphas, from, to)?);
    let scaled = weighed.chunks_exact(3).zip(alphas.chunks_exact(3)).flat_map(|(weighed, alphas)| {
        let alpha = alphas[0];
        let [red, green, blue] = [0, 1, 2].map(|at| part(weighed[at], 255, alpha));
        [red, green, blue, alpha]
    });
    Ok(scaled.collect())
}

/// So many parts of a channel, rounded; of nothing there is nothing.
fn part(channel: u8, parts: u8, of: u8) -> u8 {
    let (parts, of) = (u32::from(channel) * u32::from(parts), u32::from(of));
    let rounded = (parts + of / 2).checked_div(of).unwrap_or_default();
    u8::try_from(rounded).unwrap_or(u8::MAX)
}

/// A ground for what cannot be transparent.
pub(crate) fn on_white(pixels: &DynamicImage) -> RgbImage {
    let DynamicImage::ImageRgba8(own) = pixels else {
        return pixels.to_rgb8();
    };
    RgbImage::from_fn(own.width(), own.height(), |x, y| {
        let [red, green, blue, alpha] = own.get_pixel(x, y).0;
        let over = |channel: u8| {
            let mixed = u32::from(channel) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
            u8::try_from((mixed + 127) / 255).unwrap_or(u8::MAX)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}
