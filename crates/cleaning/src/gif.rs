//! GIF: screen, tables, images and how long they are shown; how often they loop and their colours.
//!
//! Sources: GIF89a 17 to 27 (blocks); Netscape's looping extension; ICC.1:2022 B.5 (its block); XMP part 3, 1.1.2 (its block).

use crate::Uncleanable::{self, CutShort, Malformed, Unknown};
use crate::cursor::Cursor;
use crate::icc;
use crate::metadata::{Found, Kept, Picture};

const XMP: &[u8; 11] = b"XMP DataXMP";
const ICC: &[u8; 11] = b"ICCRGBG1012";
/// After a packet come 1, then all bytes downwards, and a zero: whoever jumps from block to block falls on the last zero.
const MAGIC: usize = 258;

/// A GIF's parts, in the order in which they are written.
pub(crate) struct Gif<'a> {
    found: Found,
    edition: &'a [u8],
    screen: &'a [u8],
    profile: Option<Vec<u8>>,
    /// The name of the extension that says how often the images are shown again, and the block that says it.
    looping: Option<([u8; 11], &'a [u8])>,
    images: Vec<Image<'a>>,
    control: Option<&'a [u8]>,
}

/// Its graphic control, and descriptor, table and pixels as they came.
struct Image<'a> {
    control: Option<&'a [u8]>,
    block: &'a [u8],
}

impl<'a> Gif<'a> {
    /// Reads until the trailer; what follows is no part of the picture.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Uncleanable> {
        let mut cursor = Cursor::new(bytes);
        let edition = cursor.take(6).ok_or(CutShort)?;
        if edition != b"GIF87a" && edition != b"GIF89a" {
            return Err(Unknown);
        }
        let screen = screen(&mut cursor)?;
        let mut gif = Self {
            found: Found::default(),
            edition,
            screen,
            profile: None,
            looping: None,
            images: Vec::new(),
            control: None,
        };
        loop {
            match cursor.byte().ok_or(CutShort)? {
                b'!' => gif.read_extension(&mut cursor)?,
                b',' => gif.read_image(&mut cursor)?,
                b';' => break,
                _ => return Err(Malformed),
            }
        }
        if gif.images.is_empty() { Err(Malformed) } else { Ok(gif) }
    }

    fn read_image(&mut self, cursor: &mut Cursor<'a>) -> Result<(), Uncleanable> {
        let start = cursor.rest();
        let mut read = || Some((cursor.u32_le()?, cursor.u16_le()?, cursor.u16_le()?, cursor.byte()?));
        let (_place, width, height, flags) = read().ok_or(CutShort)?;
        if width == 0 || height == 0 {
            return Err(Malformed);
        }
        cursor.take(table_length(flags)).ok_or(CutShort)?;
        let _code_size = cursor.byte().ok_or(CutShort)?;
        blocks(cursor)?;
        let block = start.get(..start.len() - cursor.rest().len()).ok_or(Malformed)?;
        self.images.push(Image {
            control: self.control.take(),
            block,
        });
        Ok(())
    }

    fn read_extension(&mut self, cursor: &mut Cursor<'a>) -> Result<(), Uncleanable> {
        match cursor.byte().ok_or(CutShort)? {
            0xf9 => self.control = Some(control(cursor)?),
            // A control before plain text is the text's.
            0x01 => {
                self.control = None;
                blocks(cursor)?;
            }
            0xff => self.read_application(blocks(cursor)?)?,
            _ => drop(blocks(cursor)?),
        }
        Ok(())
    }

    fn read_application(&mut self, blocks: &'a [u8]) -> Result<(), Uncleanable> {
        let mut cursor = Cursor::new(blocks);
        let (Some(11), Some(name)) = (cursor.byte(), cursor.array::<11>()) else {
            return Ok(());
        };
        let data = cursor.rest();
        match &name {
            b"NETSCAPE2.0" | b"ANIMEXTS1.0" if self.looping.is_none() => self.looping = loops(data).map(|block| (name, block)),
            ICC => self.profile = self.profile.take().or(icc::cleaned(&joined(data)?)),
            XMP if data.ends_with(&magic()) => self.found.see_xmp(data.get(..data.len() - MAGIC).unwrap_or_default()),
            _ => {}
        }
        Ok(())
    }
}

impl Picture for Gif<'_> {
    fn found(&mut self) -> Found {
        std::mem::take(&mut self.found)
    }

    fn written(&self, kept: &Kept) -> Result<Vec<u8>, Uncleanable> {
        let packet = kept.xmp();
        let has_extension = packet.is_some() || self.profile.is_some() || self.looping.is_some();
        let mut out = if has_extension { b"GIF89a" } else { self.edition }.to_vec();
        out.extend_from_slice(self.screen);
        if let Some((name, block)) = &self.looping {
            write_application(&mut out, name, &[block, &[0]]);
        }
        if let Some(profile) = &self.profile {
            write_application(&mut out, ICC, &[&split(profile)]);
        }
        for Image { control, block } in &self.images {
            if let Some(control) = control {
                out.extend_from_slice(b"!\xf9");
                out.extend_from_slice(control);
            }
            out.push(b',');
            out.extend_from_slice(block);
        }
        if let Some(packet) = packet {
            write_application(&mut out, XMP, &[packet.as_bytes(), &magic()]);
        }
        out.push(b';');
        Ok(out)
    }
}

/// The logical screen descriptor and the global table.
fn screen<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Uncleanable> {
    let start = *cursor;
    let mut read = || Some((cursor.u16_le()?, cursor.u16_le()?, cursor.array::<3>()?));
    let (width, height, [flags, ..]) = read().ok_or(CutShort)?;
    if width == 0 || height == 0 {
        return Err(Malformed);
    }
    let mut start = start;
    start.take(7 + table_length(flags)).inspect(|_| *cursor = start).ok_or(CutShort)
}

/// The bytes of the table that flags announce.
fn table_length(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Blocks with their lengths, and the zero that ends them.
fn blocks<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Uncleanable> {
    let start = cursor.rest();
    loop {
        let length = usize::from(cursor.byte().ok_or(CutShort)?);
        cursor.take(length).ok_or(CutShort)?;
        if length == 0 {
            return start.get(..start.len() - cursor.rest().len()).ok_or(Malformed);
        }
    }
}

/// One block of four bytes.
fn control<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Uncleanable> {
    match blocks(cursor)? {
        control @ [4, _, _, _, _, 0] => Ok(control),
        _ => Err(Malformed),
    }
}

/// The block that says how often; others say how much to read ahead.
fn loops(data: &[u8]) -> Option<&[u8]> {
    data.get(..4).filter(|block| matches!(block, [3, 1, _, _]))
}

/// The data of blocks, without their lengths.
fn joined(data: &[u8]) -> Result<Vec<u8>, Uncleanable> {
    let mut cursor = Cursor::new(data);
    let mut joined = Vec::with_capacity(data.len());
    while let Some(length @ 1..) = cursor.byte() {
        joined.extend_from_slice(cursor.take(usize::from(length)).ok_or(CutShort)?);
    }
    Ok(joined)
}

/// Data in blocks of at most 255 bytes, and the zero that ends them.
fn split(data: &[u8]) -> Vec<u8> {
    let mut blocks = Vec::with_capacity(data.len() + data.len() / 255 + 2);
    for block in data.chunks(255) {
        blocks.push(block.len() as u8);
        blocks.extend_from_slice(block);
    }
    blocks.push(0);
    blocks
}

fn magic() -> Vec<u8> {
    std::iter::once(1).chain((0..=255).rev()).chain([0]).collect()
}

fn write_application(out: &mut Vec<u8>, name: &[u8; 11], parts: &[&[u8]]) {
    out.extend_from_slice(b"!\xff\x0b");
    out.extend_from_slice(name);
    for part in parts {
        out.extend_from_slice(part);
    }
}
