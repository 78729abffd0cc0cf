//! JPEG: the segments that make pixels and their colours, and the scans byte for byte.
//!
//! Sources: ITU T.81 annex B (markers and segments); T.871 (JFIF); ICC.1:2022 B.4 (profiles in APP2);
//! Adobe Technical Note 5116 (APP14); XMP part 3, 1.1.3 (packets in APP1).

use memchr::memchr;

use crate::Uncleanable::{self, CutShort, Malformed, Unknown};
use crate::cursor::Cursor;
use crate::metadata::{Found, Kept, Picture};
use crate::{exif, icc, iim, jpeg_markers as marker, jpeg_segments};

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
/// What a segment holds at most beside its length.
const SEGMENT: usize = 65_533;

/// A JPEG's parts, in the order in which they are written.
#[derive(Default)]
pub(crate) struct Jpeg<'a> {
    found: Found,
    /// Version, unit and densities of JFIF; the two zeros that end it stand for its thumbnail.
    jfif: Option<&'a [u8]>,
    adobe: Option<&'a [u8]>,
    chunks: Vec<&'a [u8]>,
    resources: Vec<u8>,
    /// Tables, frame and scans as they came: marker, payload, and what of the scan follows.
    body: Vec<Part<'a>>,
    has_frame: bool,
    has_scan: bool,
}

struct Part<'a> {
    marker: u8,
    payload: &'a [u8],
    scan: &'a [u8],
}

impl<'a> Jpeg<'a> {
    /// Reads until the first end of image; what follows is another file's.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, Uncleanable> {
        let mut cursor = Cursor::new(bytes);
        match cursor.array() {
            Some([0xff, marker::SOI]) => {}
            _ => return Err(Unknown),
        }
        let mut jpeg = Self::default();
        loop {
            match next_marker(&mut cursor)? {
                marker::EOI => break,
                marker => jpeg.read_segment(marker, &mut cursor)?,
            }
        }
        jpeg.found.see_iim(&std::mem::take(&mut jpeg.resources));
        if jpeg.has_scan { Ok(jpeg) } else { Err(Malformed) }
    }

    fn read_segment(&mut self, marker: u8, cursor: &mut Cursor<'a>) -> Result<(), Uncleanable> {
        let length = usize::from(cursor.u16_be().ok_or(CutShort)?).checked_sub(2).ok_or(Malformed)?;
        let payload = cursor.take(length).ok_or(CutShort)?;
        match marker {
            marker::APP0..=0xef => self.read_application(marker, payload),
            marker::DQT | marker::DHT | marker::DAC | marker::DRI | marker::DNL => {
                jpeg_segments::check_table(marker, payload)?;
                self.body.push(Part {
                    marker,
                    payload,
                    scan: &[],
                });
            }
            0xc0..=0xc3 | 0xc9..=0xcb => self.read_frame(marker, payload)?,
            marker::SOS => self.read_scan(payload, cursor)?,
            // Frames of a hierarchy (B.3) need each other; nobody shows them.
            0xc5..=0xc8 | 0xcd..=0xcf | 0xde | 0xdf => return Err(Unknown),
            // Reserved numbers, JPEG extensions and comments.
            0x02..=0xbf | 0xf0..=0xfe => {}
            // Markers that stand alone have no business between segments.
            _ => return Err(Malformed),
        }
        Ok(())
    }

    fn read_frame(&mut self, marker: u8, payload: &'a [u8]) -> Result<(), Uncleanable> {
        if std::mem::replace(&mut self.has_frame, true) {
            return Err(Malformed);
        }
        jpeg_segments::check_frame(payload)?;
        self.body.push(Part {
            marker,
            payload,
            scan: &[],
        });
        Ok(())
    }

    fn read_scan(&mut self, payload: &'a [u8], cursor: &mut Cursor<'a>) -> Result<(), Uncleanable> {
        if !self.has_frame {
            return Err(Malformed);
        }
        jpeg_segments::check_scan(payload)?;
        let scan = scan(cursor)?;
        self.has_scan = true;
        self.body.push(Part {
            marker: marker::SOS,
            payload,
            scan,
        });
        Ok(())
    }

    fn read_application(&mut self, marker: u8, payload: &'a [u8]) {
        match marker {
            marker::APP0 if payload.starts_with(b"JFIF\0") && !self.has_scan => self.jfif = self.jfif.or(payload.get(5..12)),
            marker::APP1 if payload.starts_with(exif::PREFIX) => self.found.see_exif(payload),
            marker::APP1 => {
                if let Some(packet) = payload.strip_prefix(XMP) {
                    self.found.see_xmp(packet);
                }
            }
            marker::APP2 => self.chunks.extend(payload.strip_prefix(ICC)),
            marker::APP13 => self
                .resources
                .extend_from_slice(payload.strip_prefix(iim::PREFIX).unwrap_or_default()),
            // Decoders take the last one before the pixels.
            marker::APP14 if payload.starts_with(b"Adobe") && !self.has_scan => self.adobe = payload.get(..12).or(self.adobe),
            _ => {}
        }
    }

    /// The profile of all its chunks, if none is missing and none is there twice.
    fn profile(&self) -> Option<Vec<u8>> {
        let mut numbered: Vec<([u8; 2], &[u8])> = Vec::new();
        for chunk in &self.chunks {
            let (number, data) = chunk.split_first_chunk::<2>()?;
            numbered.push((*number, data));
        }
        numbered.sort_by_key(|([number, _], _)| *number);
        let count = numbered.len();
        let fits = |(index, ([number, of], _)): (usize, &([u8; 2], &[u8]))| usize::from(*number) == index + 1 && usize::from(*of) == count;
        if !numbered.iter().enumerate().all(fits) {
            return None;
        }
        icc::cleaned(&numbered.iter().flat_map(|(_, data)| data.iter().copied()).collect::<Vec<u8>>())
    }

    fn write_profile(&self, out: &mut Vec<u8>) -> Result<(), Uncleanable> {
        let profile = self.profile().unwrap_or_default();
        let chunks = profile.chunks(SEGMENT - ICC.len() - 2);
        let count = u8::try_from(chunks.len()).map_err(|_| Malformed)?;
        for (number, chunk) in (1..=count).zip(chunks) {
            write_segment(out, marker::APP2, &[ICC, &[number, count], chunk])?;
        }
        Ok(())
    }
}

impl Picture for Jpeg<'_> {
    fn found(&mut self) -> Found {
        std::mem::take(&mut self.found)
    }

    fn written(&self, kept: &Kept) -> Result<Vec<u8>, Uncleanable> {
        let mut out = vec![0xff, marker::SOI];
        if let Some(jfif) = self.jfif {
            write_segment(&mut out, marker::APP0, &[b"JFIF\0", jfif, &[0, 0]])?;
        }
        if let Some(tiff) = kept.exif() {
            write_segment(&mut out, marker::APP1, &[exif::PREFIX, &tiff])?;
        }
        if let Some(packet) = kept.xmp() {
            write_segment(&mut out, marker::APP1, &[XMP, packet.as_bytes()])?;
        }
        self.write_profile(&mut out)?;
        if let Some(adobe) = self.adobe {
            write_segment(&mut out, marker::APP14, &[adobe])?;
        }
        for Part { marker, payload, scan } in &self.body {
            write_segment(&mut out, *marker, &[payload])?;
            out.extend_from_slice(scan);
        }
        out.extend([0xff, marker::EOI]);
        Ok(out)
    }
}

/// The marker that must stand here, past the fill bytes that may precede it (B.1.1.2).
fn next_marker(cursor: &mut Cursor<'_>) -> Result<u8, Uncleanable> {
    if cursor.byte().ok_or(CutShort)? != 0xff {
        return Err(Malformed);
    }
    loop {
        match cursor.byte().ok_or(CutShort)? {
            0xff => {}
            marker => return Ok(marker),
        }
    }
}

/// Entropy-coded data, until a marker that is neither a stuffed zero nor a restart (B.1.1.5).
fn scan<'a>(cursor: &mut Cursor<'a>) -> Result<&'a [u8], Uncleanable> {
    let data = cursor.rest();
    let mut end = 0;
    loop {
        end += memchr(0xff, data.get(end..).unwrap_or_default()).ok_or(CutShort)?;
        let run = data.iter().skip(end).take_while(|byte| **byte == 0xff).count();
        match data.get(end + run) {
            None => return Err(CutShort),
            Some(0x00 | 0xd0..=0xd7) => end += run + 1,
            Some(_) => return cursor.take(end).ok_or(CutShort),
        }
    }
}

fn write_segment(out: &mut Vec<u8>, marker: u8, parts: &[&[u8]]) -> Result<(), Uncleanable> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let length = u16::try_from(length + 2).map_err(|_| Malformed)?;
    out.extend([0xff, marker]);
    out.extend(length.to_be_bytes());
    for part in parts {
        out.extend_from_slice(part);
    }
    Ok(())
}
