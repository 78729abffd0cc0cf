//! Header packets of the codings in Ogg: Vorbis I (4.2), Opus (RFC 7845, 5), Theora (6), Speex (manual, 5), FLAC (RFC
//! 9639, 10.1), Skeleton (wiki.xiph.org).

use crate::Uncleanable::{self, ForeignStream, Malformed};
use crate::fields::{blank, fill, little_32, part_mut, plus, put};
use crate::flac;
use crate::vorbis_comment::{self, Bit, Framing};

/// What a stream holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Vorbis,
    Opus,
    Theora,
    Speex,
    Flac,
    /// Describes other streams.
    Skeleton,
}

/// Whether another header packet follows.
pub(super) enum Progress {
    More,
    Last,
}

use Progress::{Last, More};

/// Words at the begin of a packet that tell a coding.
const SIGNATURES: [(&[u8], Coding); 6] = [
    (b"\x01vorbis", Coding::Vorbis),
    (b"OpusHead", Coding::Opus),
    (b"\x80theora", Coding::Theora),
    (b"Speex   ", Coding::Speex),
    (b"\x7FFLAC", Coding::Flac),
    (b"fishead\0", Coding::Skeleton),
];

/// Where the first metadata block begins in the first packet of FLAC.
const FLAC_HEAD: usize = 13;

impl Coding {
    /// By the first packet of a stream.
    pub(super) fn of(packet: &[u8]) -> Option<Self> {
        SIGNATURES
            .iter()
            .find(|(signature, _)| packet.starts_with(signature))
            .map(|(_, coding)| *coding)
    }

    /// Cleans a header packet, before which so many have passed.
    pub(super) fn clean(self, packet: &mut [u8], passed: usize) -> Result<Progress, Uncleanable> {
        match (self, passed) {
            (Self::Vorbis, 1) => comment(packet, b"\x03vorbis", Some(Bit)).map(|()| More),
            (Self::Vorbis, 2) => begin_with(packet, b"\x05vorbis").map(|()| Last),
            (Self::Opus, 1) => comment(packet, b"OpusTags", None).map(|()| Last),
            (Self::Theora, 1) => comment(packet, b"\x81theora", None).map(|()| More),
            (Self::Theora, 2) => begin_with(packet, b"\x82theora").map(|()| Last),
            (Self::Speex, 0) => speex(packet).map(|()| More),
            (Self::Speex, 1) => comment(packet, b"", None).map(|()| Last),
            (Self::Flac, 0) => flac::clean_block(part_mut(packet, FLAC_HEAD..packet.len())?).map(|_| More),
            (Self::Flac, _) => Ok(if flac::clean_block(packet)? { Last } else { More }),
            (Self::Skeleton, _) => skeleton(packet).map(|()| More),
            (Self::Vorbis | Self::Opus | Self::Theora, _) => Ok(More),
            (Self::Speex, _) => Err(Malformed),
        }
    }
}

fn begin_with(packet: &[u8], signature: &[u8]) -> Result<(), Uncleanable> {
    if packet.starts_with(signature) { Ok(()) } else { Err(Malformed) }
}

fn comment(packet: &mut [u8], signature: &[u8], has_bit: Option<Bit>) -> Result<(), Uncleanable> {
    begin_with(packet, signature)?;
    vorbis_comment::clean(
        packet,
        Framing {
            head: signature.len(),
            has_bit,
        },
    )
}

/// The version of the library is 20 bytes of text. Headers that Speex never defined are refused.
fn speex(packet: &mut [u8]) -> Result<(), Uncleanable> {
    blank(packet, 8..28)?;
    if little_32(packet, 68)? == 0 { Ok(()) } else { Err(ForeignStream) }
}

/// The time of the day goes, and the fields that name the streams; the last packet of Skeleton is empty.
fn skeleton(packet: &mut [u8]) -> Result<(), Uncleanable> {
    match packet {
        [] | [b'i', b'n', b'd', b'e', b'x', 0, ..] => Ok(()),
        [b'f', b'i', b's', b'h', b'e', b'a', b'd', 0, ..] => blank(packet, 44..64),
        [b'f', b'i', b's', b'b', b'o', b'n', b'e', 0, ..] => bone(packet),
        _ => Err(Malformed),
    }
}

/// Message fields begin where the packet says, counted from there. Of them the type of the content stays.
fn bone(packet: &mut [u8]) -> Result<(), Uncleanable> {
    let start = plus(8, little_32(packet, 8)?)?;
    let fields = part_mut(packet, start..packet.len())?;
    let line = fields
        .split_inclusive(|byte| *byte == b'\n')
        .find(|line| line.starts_with(b"Content-Type:"));
    let kept = line.map(<[u8]>::to_vec).unwrap_or_default();
    fill(fields, 0..fields.len(), b' ')?;
    put(fields, 0, &kept)
}
