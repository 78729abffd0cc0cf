//! Tracks of a WebM file: which codings may be public, and what stays of the data that decoders get beforehand.

use std::collections::HashMap;
use std::ops::Range;

use super::elements::{Element, block_head, children, fields, unsigned};
use super::schema;
use crate::Uncleanable::{self, ForeignStream, Malformed};
use crate::fields::{byte, part_mut, plus};
use crate::flac;
use crate::nal::{self, Coding, Framing};
use crate::recording::Film;
use crate::vorbis_comment::{self, Bit};

/// The tracks by their numbers, with the framing of H.264 and H.265.
#[derive(Default)]
pub(super) struct Tracks(HashMap<u64, Option<Framing>>);

impl Tracks {
    /// Whether a block is of a track of the file.
    pub(super) fn has(&self, bytes: &Film<'_>, block: &Element) -> Result<bool, Uncleanable> {
        Ok(self.0.contains_key(&block_head(bytes, block)?.0))
    }

    fn add(&mut self, bytes: &Film<'_>, list: &Element) -> Result<(), Uncleanable> {
        for entry in fields(bytes, list.body.clone())?
            .iter()
            .filter(|element| element.id == schema::ID_TRACK)
        {
            let (number, framing) = track(bytes, entry)?;
            if self.0.insert(number, framing).is_some() {
                return Err(Malformed);
            }
        }
        Ok(())
    }

    pub(super) fn framing(&self, number: u64) -> Option<Framing> {
        self.0.get(&number).copied().flatten()
    }
}

/// What decoders get beforehand, in `CodecPrivate`.
#[derive(Clone, Copy)]
enum Private {
    /// Numbers only.
    Whole,
    /// Three headers as in Ogg, of which the second is the comments.
    Headers(&'static [u8], Option<Bit>),
    Flac,
    Avc,
    Hevc,
    /// The player needs none.
    Gone,
}

/// Codings that may be public (RFC 9559, section 27.4; codec mappings of cellar). Not subtitles: browsers show none that are
/// inside of a film, and the paper has its own beside it.
const CODECS: [(&[u8], Private); 17] = [
    (b"V_VP8", Private::Gone),
    (b"V_VP9", Private::Whole),
    (b"V_AV1", Private::Whole),
    (b"V_MPEG4/ISO/AVC", Private::Avc),
    (b"V_MPEGH/ISO/HEVC", Private::Hevc),
    (b"V_THEORA", Private::Headers(b"\x81theora", None)),
    (b"A_VORBIS", Private::Headers(b"\x03vorbis", Some(Bit))),
    (b"A_OPUS", Private::Whole),
    (b"A_FLAC", Private::Flac),
    (b"A_AAC", Private::Whole),
    (b"A_ALAC", Private::Whole),
    (b"A_MPEG/L3", Private::Gone),
    (b"A_AC3", Private::Gone),
    (b"A_EAC3", Private::Gone),
    (b"A_PCM/INT/LIT", Private::Gone),
    (b"A_PCM/INT/BIG", Private::Gone),
    (b"A_PCM/FLOAT/IEEE", Private::Gone),
];

/// Picture and sound (RFC 9559, 5.1.4.1.3).
const SHOWN: [u64; 2] = [1, 2];

/// The tracks of a Segment, each of a coding that may be public.
pub(super) fn read(bytes: &Film<'_>, segment: &Range<usize>) -> Result<Tracks, Uncleanable> {
    let mut tracks = Tracks::default();
    for list in children(bytes, segment.clone()) {
        let list = list?;
        if list.id == schema::ID_TRACKS {
            tracks.add(bytes, &list)?;
        }
    }
    if tracks.0.is_empty() { Err(Malformed) } else { Ok(tracks) }
}

/// Cleans the `CodecPrivate` of a track.
pub(super) fn clean_private(bytes: &mut Film<'_>, entry: &Element) -> Result<(), Uncleanable> {
    let fields = fields(bytes, entry.body.clone())?;
    let private = private(bytes, &fields)?;
    for element in fields.iter().filter(|element| element.id == schema::CODEC_PRIVATE) {
        let body = element.body.clone();
        match private {
            Private::Whole | Private::Avc => {}
            Private::Headers(signature, bit) => {
                let framing = vorbis_comment::Framing {
                    head: signature.len(),
                    has_bit: bit,
                };
                bytes.change(body, |private| clean_headers(private, framing))?;
            }
            Private::Flac => bytes.change(plus(body.start, 4)?..body.end, flac::clean_blocks)?,
            Private::Hevc => bytes.change(body, nal::clean_hevc_configuration)?,
            Private::Gone => element.void(bytes)?,
        }
    }
    Ok(())
}

fn track(bytes: &Film<'_>, entry: &Element) -> Result<(u64, Option<Framing>), Uncleanable> {
    let fields = fields(bytes, entry.body.clone())?;
    let value = |id| only(&fields, id)?.ok_or(Malformed).and_then(|element| unsigned(bytes, element));
    if !SHOWN.contains(&value(schema::TRACK_TYPE)?) {
        return Err(ForeignStream);
    }
    let coding = match private(bytes, &fields)? {
        Private::Avc => Some(Coding::Avc),
        Private::Hevc => Some(Coding::Hevc),
        _ => None,
    };
    let framing = coding.map(|coding| framing(bytes, &fields, coding)).transpose()?;
    Ok((value(schema::TRACK_NUMBER)?, framing))
}

fn private(bytes: &Film<'_>, fields: &[Element]) -> Result<Private, Uncleanable> {
    let name = bytes.read(only(fields, schema::CODEC)?.ok_or(Malformed)?.body.clone())?;
    let name = name.split(|byte| *byte == 0).next().unwrap_or_default();
    CODECS
        .iter()
        .find(|(codec, _)| *codec == name)
        .map(|(_, private)| *private)
        .ok_or(ForeignStream)
}

/// Compressed samples cannot be looked into.
fn framing(bytes: &Film<'_>, fields: &[Element], coding: Coding) -> Result<Framing, Uncleanable> {
    if only(fields, schema::ENCODINGS)?.is_some() {
        return Err(ForeignStream);
    }
    let configuration = only(fields, schema::CODEC_PRIVATE)?.ok_or(Malformed)?;
    Framing::of(coding, &bytes.read(configuration.body.clone())?)
}

fn only(fields: &[Element], id: u64) -> Result<Option<&Element>, Uncleanable> {
    let mut found = fields.iter().filter(|element| element.id == id);
    let first = found.next();
    if found.next().is_some() { Err(Malformed) } else { Ok(first) }
}

/// Three packets in Xiph lacing (RFC 9559, 10.3.1): a count, the lengths of all but the last, the packets.
fn clean_headers(private: &mut [u8], framing: vorbis_comment::Framing) -> Result<(), Uncleanable> {
    if byte(private, 0)? != 2 {
        return Err(Malformed);
    }
    let (first, at) = laced(private, 1)?;
    let (second, at) = laced(private, at)?;
    let start = plus(at, first)?;
    vorbis_comment::clean(part_mut(private, start..plus(start, second)?)?, framing)
}

/// A length of any count of 255 and a last byte, and where it ends.
fn laced(bytes: &[u8], from: usize) -> Result<(usize, usize), Uncleanable> {
    let (mut at, mut length) = (from, 0);
    loop {
        let digit = byte(bytes, at)?;
        at = plus(at, 1)?;
        length = plus(length, digit.into())?;
        if digit < 0xFF {
            return Ok((length, at));
        }
    }
}
