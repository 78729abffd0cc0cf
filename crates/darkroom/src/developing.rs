//! Pixels: eight bits, sRGB, another size, a white ground.

use fast_image_resize::images::Image;
use fast_image_resize::{IntoImageView as _, Resizer};
use image::{DynamicImage, ImageBuffer, RgbImage, RgbaImage};
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
    let height = u64::from(pixels.height()) * u64::from(width);
    let height = (height + u64::from(pixels.width()) / 2) / u64::from(pixels.width()).max(1);
    let height = u32::try_from(height).unwrap_or(u32::MAX).max(1);
    let unlike = || Spoilt::Resizing("its pixels are neither RGB nor RGBA".into());
    let mut target = Image::new(width, height, pixels.pixel_type().ok_or_else(unlike)?);
    Resizer::new()
        .resize(pixels, &mut target, None)
        .map_err(|error| Spoilt::Resizing(error.to_string()))?;
    let raw = target.into_vec();
    let resized = if pixels.color().has_alpha() {
        ImageBuffer::from_raw(width, height, raw).map(DynamicImage::ImageRgba8)
    } else {
        ImageBuffer::from_raw(width, height, raw).map(DynamicImage::ImageRgb8)
    };
    resized.ok_or_else(unlike)
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
