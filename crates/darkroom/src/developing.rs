//! Pixels: eight bits, sRGB, another size, a white ground.

use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8x3, U8x4};
use fast_image_resize::{PixelTrait, Resizer};
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
            RgbaImage::from_raw(to.width, to.height, scaled::<U8x4>(own, from, to)?).map(DynamicImage::ImageRgba8)
        }
        DynamicImage::ImageRgb8(own) => {
            RgbImage::from_raw(to.width, to.height, scaled::<U8x3>(own, from, to)?).map(DynamicImage::ImageRgb8)
        }
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

/// Pixels of one kind at another size. The kind is named here: a resizer that is to look for itself holds the code of all
/// thirteen, which is most of a minute of the compiler's time.
fn scaled<P: PixelTrait>(raw: &[u8], from: Size, to: Size) -> Result<Vec<u8>, Spoilt> {
    let unlike = |error: &dyn std::fmt::Display| Spoilt::Resizing(error.to_string());
    let source = TypedImageRef::<P>::from_buffer(from.width, from.height, raw).map_err(|error| unlike(&error))?;
    let mut scaled = vec![0; to.width as usize * to.height as usize * P::size()];
    let mut target = TypedImage::<P>::from_buffer(to.width, to.height, &mut scaled).map_err(|error| unlike(&error))?;
    Resizer::new()
        .resize_typed(&source, &mut target, None)
        .map_err(|error| unlike(&error))?;
    Ok(scaled)
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
