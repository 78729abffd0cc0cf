//! PNG and its moving kind: the chunks that make pixels and their colours.
//!
//! Source: PNG Specification (Third Edition) 5 (datastream, chunks), 11 (chunks), 13.2 (errors); XMP part 3, 1.1.5 (its chunk).

use crate::Uncleanable::{self, CutShort, Malformed, Unknown};
use crate::cursor::Cursor;
use crate::metadata::{Found, Kept, Picture};
use crate::{icc, zlib};

const SIGNATURE: &[u8; 8] = b"\x89PNG\r\n\x1a\n";
const XMP: &[u8] = b"XML:com.adobe.xmp";
/// A chunk of text that is longer is not read, nor one that inflates to more.
const LONGEST_TEXT: usize = 4 << 20;
/// All profiles and texts of a file together may inflate to so many times its length, and always to a common profile's.
const MOST_INFLATED: usize = 8;
const ALWAYS_INFLATED: usize = 1 << 20;

/// A PNG's parts; what is written before the pixels, and from them on.
pub(crate) struct Png<'a> {
    found: Found,
    before: Vec<Chunk<'a>>,
    pixels: Vec<Chunk<'a>>,
    profile: Option<Vec<u8>>,
    /// How much may still be inflated.
    room: usize,
}

#[derive(Clone, Copy)]
struct Chunk<'a> {
    kind: [u8; 4],
    data: &'a [u8],
    crc: u32,
}

impl<'a> Png<'a> {
    /// Reads until the end chunk; what follows is no part of the picture.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Uncleanable> {
        let mut cursor = Cursor::new(bytes);
        if cursor.array().as_ref() != Some(SIGNATURE) {
            return Err(Unknown);
        }
        let header = chunk(&mut cursor)?;
        check_header(header)?;
        let room = bytes.len().saturating_mul(MOST_INFLATED).max(ALWAYS_INFLATED);
        let mut png = Self {
            found: Found::default(),
            before: vec![header],
            pixels: Vec::new(),
            profile: None,
            room,
        };
        loop {
            match chunk(&mut cursor)? {
                Chunk {
                    kind: [b'I', b'E', b'N', b'D'],
                    data: [],
                    ..
                } => break,
                chunk => png.read_chunk(chunk)?,
            }
        }
        if png.pixels.is_empty() { Err(Malformed) } else { Ok(png) }
    }

    fn read_chunk(&mut self, chunk: Chunk<'a>) -> Result<(), Uncleanable> {
        let data = chunk.data;
        match &chunk.kind {
            b"IDAT" => self.pixels.push(chunk.verified()?),
            b"fdAT" if data.len() >= 4 && !self.pixels.is_empty() => self.pixels.push(chunk.verified()?),
            b"fcTL" if data.len() == 26 && !self.pixels.is_empty() => self.pixels.push(chunk.verified()?),
            b"fcTL" if data.len() == 26 && self.may_precede(chunk.kind) => self.before.push(chunk.verified()?),
            b"PLTE" if self.may_precede(chunk.kind) && data.len() <= 768 && data.len().is_multiple_of(3) => {
                self.before.push(chunk.verified()?);
            }
            b"PLTE" | b"IHDR" | b"IEND" | b"fcTL" | b"fdAT" => return Err(Malformed),
            b"iCCP" if self.profile.is_none() && self.pixels.is_empty() => self.profile = self.read_profile(chunk.verified()?.data),
            b"eXIf" => self.found.see_exif(data),
            b"iTXt" => self.read_international_text(data).unwrap_or_default(),
            b"tEXt" | b"zTXt" => self.read_text(chunk).unwrap_or_default(),
            kind if fits(*kind, data.len()) && self.may_precede(*kind) => self.before.push(chunk.verified()?),
            // A decoder must refuse what it does not know and cannot do without (13.1).
            [b'A'..=b'Z', ..] => return Err(Unknown),
            _ => {}
        }
        Ok(())
    }

    /// What comes once and before the pixels (5.6) must not come again or later.
    fn may_precede(&self, kind: [u8; 4]) -> bool {
        self.pixels.is_empty() && self.before.iter().all(|chunk| chunk.kind != kind)
    }

    /// A name, the number of the method, and the profile.
    fn read_profile(&mut self, data: &[u8]) -> Option<Vec<u8>> {
        let (_, stream) = split_at_nul(data)?;
        icc::cleaned(&self.inflated(stream.strip_prefix(&[0])?, icc::LONGEST)?)
    }

    fn read_text(&mut self, chunk: Chunk<'_>) -> Option<()> {
        let (keyword, text) = split_at_nul(chunk.data)?;
        if keyword != b"Copyright" {
            return None;
        }
        let inflated;
        let text = if &chunk.kind == b"zTXt" {
            inflated = self.inflated(text.strip_prefix(&[0])?, LONGEST_TEXT)?;
            &inflated
        } else {
            text
        };
        let latin: String = text.iter().copied().map(char::from).collect();
        self.found.see_copyright(&latin);
        Some(())
    }

    /// A keyword, whether and how its text is compressed, a language, the keyword in it, and the text in UTF-8.
    fn read_international_text(&mut self, data: &[u8]) -> Option<()> {
        let (keyword, rest) = split_at_nul(data)?;
        if keyword != XMP && keyword != b"Copyright" {
            return None;
        }
        let ([compression, _method], rest) = rest.split_first_chunk::<2>()?;
        let (_language, rest) = split_at_nul(rest)?;
        let (_translated, text) = split_at_nul(rest)?;
        let inflated;
        let text = if *compression == 1 {
            inflated = self.inflated(text, LONGEST_TEXT)?;
            &inflated
        } else {
            text
        };
        if keyword == XMP {
            self.found.see_xmp(text);
        } else {
            self.found.see_copyright(std::str::from_utf8(text).ok()?);
        }
        Some(())
    }

    fn inflated(&mut self, stream: &[u8], longest: usize) -> Option<Vec<u8>> {
        let longest = longest.min(self.room);
        // What inflates to too much has taken the time of all of it.
        self.room -= longest;
        let inflated = zlib::inflated(stream, longest)?;
        self.room += longest - inflated.len();
        Some(inflated)
    }
}

impl Picture for Png<'_> {
    fn found(&mut self) -> Found {
        std::mem::take(&mut self.found)
    }

    /// Colours must stand before the palette (5.6), so they come first.
    fn written(&self, kept: &Kept) -> Result<Vec<u8>, Uncleanable> {
        let mut out = SIGNATURE.to_vec();
        let (header, before) = self.before.split_first().ok_or(Malformed)?;
        header.write(&mut out)?;
        if let Some(profile) = &self.profile {
            write(&mut out, *b"iCCP", &[b"icc\0\0", &zlib::stored(profile)])?;
        }
        for chunk in before {
            chunk.write(&mut out)?;
        }
        if let Some(tiff) = kept.exif() {
            write(&mut out, *b"eXIf", &[&tiff])?;
        }
        if let Some(packet) = kept.xmp() {
            write(&mut out, *b"iTXt", &[XMP, b"\0\0\0\0\0", packet.as_bytes()])?;
        }
        for chunk in &self.pixels {
            chunk.write(&mut out)?;
        }
        write(&mut out, *b"IEND", &[])?;
        Ok(out)
    }
}

impl Chunk<'_> {
    fn verified(self) -> Result<Self, Uncleanable> {
        if crc(self.kind, &[self.data]) == self.crc {
            Ok(self)
        } else {
            Err(Malformed)
        }
    }

    fn write(&self, out: &mut Vec<u8>) -> Result<(), Uncleanable> {
        write(out, self.kind, &[self.data])
    }
}

/// Whether a chunk that may stay has the length that it must have, and so no room for words (11.2, 11.3).
const fn fits(kind: [u8; 4], length: usize) -> bool {
    match &kind {
        b"gAMA" | b"cICP" => length == 4,
        b"cHRM" => length == 32,
        b"sRGB" => length == 1,
        b"sBIT" => matches!(length, 1..=4),
        b"bKGD" => matches!(length, 1 | 2 | 6),
        b"pHYs" => length == 9,
        b"mDCV" => length == 24,
        b"cLLI" | b"acTL" => length == 8,
        b"hIST" => length <= 512 && length.is_multiple_of(2),
        b"tRNS" => length <= 256,
        _ => false,
    }
}

fn chunk<'a>(cursor: &mut Cursor<'a>) -> Result<Chunk<'a>, Uncleanable> {
    let mut read = || {
        let length = cursor.u32_be()?;
        Some(Chunk {
            kind: cursor.array()?,
            data: cursor.take(length as usize)?,
            crc: cursor.u32_be()?,
        })
    };
    read().ok_or(CutShort)
}

/// Width, height, depth, colours, and three methods of which only interlace has more than one (11.2.1).
fn check_header(chunk: Chunk<'_>) -> Result<(), Uncleanable> {
    let Chunk {
        kind: [b'I', b'H', b'D', b'R'],
        data,
        ..
    } = chunk.verified()?
    else {
        return Err(Malformed);
    };
    let mut cursor = Cursor::new(data);
    let mut read = || Some((cursor.u32_be()?, cursor.u32_be()?, cursor.array::<5>()?));
    match read() {
        Some((1.., 1.., [1 | 2 | 4 | 8 | 16, 0 | 2 | 3 | 4 | 6, 0, 0, 0 | 1])) if data.len() == 13 => Ok(()),
        _ => Err(Malformed),
    }
}

fn split_at_nul(data: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = memchr::memchr(0, data)?;
    Some((data.get(..end)?, data.get(end + 1..)?))
}

fn write(out: &mut Vec<u8>, kind: [u8; 4], data: &[&[u8]]) -> Result<(), Uncleanable> {
    let length: usize = data.iter().map(|part| part.len()).sum();
    out.extend(u32::try_from(length).map_err(|_| Malformed)?.to_be_bytes());
    out.extend(kind);
    for part in data {
        out.extend_from_slice(part);
    }
    out.extend(crc(kind, data).to_be_bytes());
    Ok(())
}

fn crc(kind: [u8; 4], data: &[&[u8]]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(&kind);
    for part in data {
        hasher.update(part);
    }
    hasher.finalize()
}
