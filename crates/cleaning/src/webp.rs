//! WebP: the chunks of its pixels, frames and colours, under a header that says truly what there is.
//!
//! Source: RFC 9649 2 (container), 2.7 (extended file), 3.4 (VP8L header); RFC 6386 9.1 (VP8 frame header).

use crate::Uncleanable::{self, CutShort, Malformed, Unknown};
use crate::cursor::Cursor;
use crate::metadata::{Found, Kept, Picture};
use crate::{icc, riff};

const ANIMATION: u8 = 0x02;
const XMP: u8 = 0x04;
const EXIF: u8 = 0x08;
const ALPHA: u8 = 0x10;
const PROFILE: u8 = 0x20;

/// Width and height, which are never zero.
type Size = (u32, u32);

/// A WebP's parts.
pub(crate) struct Webp<'a> {
    found: Found,
    extended: Option<Extended>,
    profile: Option<Vec<u8>>,
    pixels: Pixels<'a>,
}

/// The header of an extended file: whether it says that there is alpha or animation, and its canvas.
#[derive(Clone, Copy)]
struct Extended {
    flags: u8,
    canvas: Size,
}

#[derive(Default)]
struct Pixels<'a> {
    still: Still<'a>,
    /// Background and loops.
    animation: Option<&'a [u8]>,
    /// Place, size, duration and method of a frame, and its picture.
    frames: Vec<(&'a [u8], Still<'a>)>,
}

#[derive(Clone, Copy, Default)]
struct Still<'a> {
    alpha: Option<&'a [u8]>,
    image: Option<riff::Chunk<'a>>,
}

impl<'a> Webp<'a> {
    /// Reads as far as the container says; what follows is no part of the picture.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Uncleanable> {
        let mut chunks = Cursor::new(container(bytes)?);
        let mut webp = Self {
            found: Found::default(),
            extended: None,
            profile: None,
            pixels: Pixels::default(),
        };
        let mut is_first = true;
        while !chunks.rest().is_empty() {
            let (name, data) = riff::chunk(&mut chunks)?;
            match &name {
                b"VP8X" if is_first => webp.extended = Some(Extended::read(data)?),
                b"ICCP" => webp.profile = webp.profile.or_else(|| icc::cleaned(data)),
                b"EXIF" => webp.found.see_exif(data),
                b"XMP " => webp.found.see_xmp(data),
                _ => webp.pixels.read_chunk((name, data))?,
            }
            is_first = false;
        }
        webp.checked()
    }

    /// A picture is still or it moves, and fits its canvas.
    fn checked(mut self) -> Result<Self, Uncleanable> {
        let says_animation = self.extended.is_some_and(|it| it.flags & ANIMATION != 0);
        if self.extended.is_none() {
            self.pixels.still.alpha = None;
            self.profile = None;
        }
        let fits = match self.extended {
            Some(Extended { canvas, .. }) if says_animation => self.pixels.still.image.is_none() && self.pixels.fit(canvas)?,
            Some(Extended { canvas, .. }) => self.pixels.frames.is_empty() && self.pixels.still.size()? == canvas,
            None => self.pixels.frames.is_empty() && self.pixels.still.size().is_ok(),
        };
        if !says_animation {
            self.pixels.animation = None;
        }
        if fits { Ok(self) } else { Err(Malformed) }
    }

    fn header(&self, kept: &Kept) -> Result<Option<Extended>, Uncleanable> {
        let mut flags = self.pixels.flags();
        if flags & ANIMATION != 0 {
            // Frames that leave some of the canvas bare are transparent there, though no frame has alpha.
            flags |= self.extended.map_or(0, |it| it.flags & ALPHA);
        }
        for (flag, is_there) in [
            (PROFILE, self.profile.is_some()),
            (EXIF, kept.orientation.is_some()),
            (XMP, !kept.rights.is_empty()),
        ] {
            flags |= if is_there { flag } else { 0 };
        }
        Ok(match self.extended {
            Some(Extended { canvas, .. }) => Some(Extended { flags, canvas }),
            None if flags & !ALPHA == 0 => None,
            None => Some(Extended {
                flags,
                canvas: self.pixels.still.size()?,
            }),
        })
    }
}

impl Picture for Webp<'_> {
    fn found(&mut self) -> Found {
        std::mem::take(&mut self.found)
    }

    fn written(&self, kept: &Kept) -> Result<Vec<u8>, Uncleanable> {
        let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
        if let Some(header) = self.header(kept)? {
            riff::write(&mut out, *b"VP8X", &header.written())?;
        }
        if let Some(profile) = &self.profile {
            riff::write(&mut out, *b"ICCP", profile)?;
        }
        self.pixels.write(&mut out)?;
        if let Some(tiff) = kept.exif() {
            riff::write(&mut out, *b"EXIF", &tiff)?;
        }
        if let Some(packet) = kept.xmp() {
            riff::write(&mut out, *b"XMP ", packet.as_bytes())?;
        }
        let length = u32::try_from(out.len() - 8).map_err(|_| Malformed)?;
        out.get_mut(4..8).ok_or(Malformed)?.copy_from_slice(&length.to_le_bytes());
        Ok(out)
    }
}

impl Extended {
    fn read(data: &[u8]) -> Result<Self, Uncleanable> {
        let mut cursor = Cursor::new(data);
        let mut read = || {
            Some(Self {
                flags: *cursor.take(4)?.first()?,
                canvas: (u24(&mut cursor)? + 1, u24(&mut cursor)? + 1),
            })
        };
        read().filter(|_| data.len() == 10).ok_or(Malformed)
    }

    fn written(self) -> Vec<u8> {
        let mut data = vec![self.flags, 0, 0, 0];
        for side in [self.canvas.0, self.canvas.1] {
            data.extend((side - 1).to_le_bytes().into_iter().take(3));
        }
        data
    }
}

impl<'a> Pixels<'a> {
    fn read_chunk(&mut self, (name, data): riff::Chunk<'a>) -> Result<(), Uncleanable> {
        match &name {
            b"ANIM" if data.len() == 6 => self.animation = self.animation.or(Some(data)),
            b"ANIM" => return Err(Malformed),
            b"ANMF" => self.frames.push(frame(data)?),
            _ => self.still.read_chunk((name, data))?,
        }
        Ok(())
    }

    /// Frames lie inside of the canvas and are as large as they say (2.7.1.1).
    fn fit(&self, canvas: Size) -> Result<bool, Uncleanable> {
        for (header, still) in &self.frames {
            let mut cursor = Cursor::new(header);
            let mut read = || Some([u24(&mut cursor)?, u24(&mut cursor)?, u24(&mut cursor)?, u24(&mut cursor)?]);
            let [x, y, width, height] = read().ok_or(Malformed)?;
            let fits = 2 * x + width < canvas.0 && 2 * y + height < canvas.1 && still.size()? == (width + 1, height + 1);
            if !fits {
                return Ok(false);
            }
        }
        Ok(self.animation.is_some() && !self.frames.is_empty())
    }

    fn flags(&self) -> u8 {
        let stills = std::iter::once(&self.still).chain(self.frames.iter().map(|(_, still)| still));
        let alpha = if stills.into_iter().any(Still::has_alpha) { ALPHA } else { 0 };
        alpha | if self.frames.is_empty() { 0 } else { ANIMATION }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Uncleanable> {
        if let Some(animation) = self.animation {
            riff::write(out, *b"ANIM", animation)?;
        }
        self.still.write(out)?;
        for (header, still) in &self.frames {
            let mut data = header.to_vec();
            still.write(&mut data)?;
            riff::write(out, *b"ANMF", &data)?;
        }
        Ok(())
    }
}

impl<'a> Still<'a> {
    /// Alpha comes before its picture; a second picture is too many.
    fn read_chunk(&mut self, (name, data): riff::Chunk<'a>) -> Result<(), Uncleanable> {
        match &name {
            b"ALPH" if self.alpha.is_none() && self.image.is_none() => self.alpha = Some(data),
            b"VP8 " | b"VP8L" if self.image.is_none() => self.image = Some((name, data)),
            b"ALPH" | b"VP8 " | b"VP8L" => return Err(Malformed),
            _ => {}
        }
        Ok(())
    }

    /// The size that the pixels' own header says.
    fn size(&self) -> Result<Size, Uncleanable> {
        let size = match self.image.ok_or(Malformed)? {
            (name, data) if &name == b"VP8L" => lossless(data).map(|bits| (1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff))),
            (_, data) => lossy(data),
        };
        size.filter(|(width, height)| *width > 0 && *height > 0).ok_or(Malformed)
    }

    /// A lossless picture carries its own.
    fn has_alpha(&self) -> bool {
        match self.image {
            Some((name, data)) if &name == b"VP8L" => lossless(data).is_some_and(|bits| bits >> 28 & 1 == 1),
            _ => self.alpha.is_some(),
        }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Uncleanable> {
        if let Some(alpha) = self.alpha.filter(|_| self.image.is_some_and(|(name, _)| &name == b"VP8 ")) {
            riff::write(out, *b"ALPH", alpha)?;
        }
        self.image.map_or(Ok(()), |(name, data)| riff::write(out, name, data))
    }
}

fn container(bytes: &[u8]) -> Result<&[u8], Uncleanable> {
    let mut cursor = Cursor::new(bytes);
    let mut read = || Some((cursor.array::<4>()?, cursor.u32_le()?));
    match read() {
        Some(([b'R', b'I', b'F', b'F'], length)) => cursor.take(length as usize).ok_or(CutShort)?.strip_prefix(b"WEBP").ok_or(Unknown),
        _ => Err(Unknown),
    }
}

/// A frame's header, of which the reserved bits are no matter, and its picture without anything else.
fn frame(data: &[u8]) -> Result<(&[u8], Still<'_>), Uncleanable> {
    let mut cursor = Cursor::new(data);
    let header = cursor.take(16).ok_or(Malformed)?;
    let mut still = Still::default();
    while !cursor.rest().is_empty() {
        still.read_chunk(riff::chunk(&mut cursor)?)?;
    }
    Ok((header, still))
}

fn u24(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.array().map(|[low, middle, high]| u32::from_le_bytes([low, middle, high, 0]))
}

/// The 14 bits of each side, less one, the alpha bit and three bits of zero edition.
fn lossless(data: &[u8]) -> Option<u32> {
    let mut cursor = Cursor::new(data);
    (cursor.byte()? == 0x2f).then_some(())?;
    cursor.u32_le().filter(|bits| bits >> 29 == 0)
}

/// A key frame's start code, and 14 bits of each side.
fn lossy(data: &[u8]) -> Option<Size> {
    let mut cursor = Cursor::new(data);
    let is_key_frame = cursor.array::<3>()?[0] & 1 == 0;
    let has_start = cursor.array::<3>()? == [0x9d, 0x01, 0x2a];
    (is_key_frame && has_start).then_some(())?;
    Some((u32::from(cursor.u16_le()? & 0x3fff), u32::from(cursor.u16_le()? & 0x3fff)))
}
