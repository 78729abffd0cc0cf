//! EXIF: read for two tags of its first directory, written with one.
//!
//! Sources: TIFF 6.0 section 2 (header, directory, entries); CIPA DC-008 (Exif 2.32) 4.6.4 (Orientation) and 4.6.5 (Copyright).

use crate::cursor::{Cursor, part};
use crate::rights::{decoded, tidied};

/// What APP1 of a JPEG has before the TIFF header, and some writers of other formats too.
pub(crate) const PREFIX: &[u8] = b"Exif\0\0";

const ORIENTATION: u16 = 0x0112;
const COPYRIGHT: u16 = 0x8298;
const ASCII: u16 = 2;
const SHORT: u16 = 3;

/// How a picture must be turned or mirrored: 2 to 8, since 1 says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Orientation(u8);

#[derive(Debug, Default)]
pub(crate) struct Exif {
    pub(crate) orientation: Option<Orientation>,
    pub(crate) copyright: Option<String>,
}

/// The byte order that a TIFF header names.
#[derive(Clone, Copy)]
enum Order {
    Little,
    Big,
}

/// What a TIFF says, with or without the prefix; nothing if it is not one.
pub(crate) fn read(bytes: &[u8]) -> Exif {
    let tiff = bytes.strip_prefix(PREFIX).unwrap_or(bytes);
    let mut exif = Exif::default();
    // The tags that were read before a directory breaks off still count.
    let _broken_off = read_into(&mut exif, tiff);
    exif
}

/// The smallest TIFF that turns a picture.
pub(crate) fn written(Orientation(turn): Orientation) -> [u8; 26] {
    let mut tiff = *b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x01\0\0\0\0\0\0";
    tiff[19] = turn;
    tiff
}

fn read_into(exif: &mut Exif, tiff: &[u8]) -> Option<()> {
    let mut header = Cursor::new(tiff);
    let order = Order::named(header.array()?)?;
    (order.u16(&mut header)? == 42).then_some(())?;
    let mut directory = Cursor::new(tiff.get(order.u32(&mut header)? as usize..)?);
    for _ in 0..order.u16(&mut directory)? {
        let mut entry = Cursor::new(directory.take(12)?);
        let (tag, kind, count) = (order.u16(&mut entry)?, order.u16(&mut entry)?, order.u32(&mut entry)?);
        match (tag, kind) {
            (ORIENTATION, SHORT) if count == 1 => exif.orientation = exif.orientation.or(Orientation::of(order.u16(&mut entry)?)),
            (COPYRIGHT, ASCII) if exif.copyright.is_none() => {
                let value = entry;
                exif.copyright = ascii(tiff, &Text { count, order, value });
            }
            _ => {}
        }
    }
    Some(())
}

/// An entry that holds text: how many bytes, in itself if they fit or else behind its offset.
struct Text<'a> {
    count: u32,
    order: Order,
    value: Cursor<'a>,
}

/// The text of an entry. That of Copyright is the photographer's, a NUL and the editor's, where there is one.
fn ascii(tiff: &[u8], entry: &Text<'_>) -> Option<String> {
    let (count, order, mut value) = (entry.count, entry.order, entry.value);
    let text = if count <= 4 {
        value.take(count as usize)?
    } else {
        part(tiff, order.u32(&mut value)?, count)?
    };
    text.split(|byte| *byte == 0).find_map(|words| tidied(&decoded(words)))
}

impl Orientation {
    fn of(value: u16) -> Option<Self> {
        u8::try_from(value).ok().filter(|turn| (2..=8).contains(turn)).map(Self)
    }
}

impl Order {
    fn named(sign: [u8; 2]) -> Option<Self> {
        match &sign {
            b"II" => Some(Self::Little),
            b"MM" => Some(Self::Big),
            _ => None,
        }
    }

    fn u16(self, cursor: &mut Cursor<'_>) -> Option<u16> {
        match self {
            Self::Little => cursor.u16_le(),
            Self::Big => cursor.u16_be(),
        }
    }

    fn u32(self, cursor: &mut Cursor<'_>) -> Option<u32> {
        match self {
            Self::Little => cursor.u32_le(),
            Self::Big => cursor.u32_be(),
        }
    }
}
