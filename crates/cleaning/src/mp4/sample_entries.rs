//! Sample entries of an `stsd` box (ISO/IEC 14496-12, 8.5.2; QuickTime File Format, "Sample Description Atoms"): which
//! codings may be public, and what stays of what describes them.

use std::ops::Range;

use super::boxes::{self, Kind, Part};
use super::lots::{Lot, MOST_LOTS};
use crate::Uncleanable::{self, Encrypted, ForeignStream, Malformed};
use crate::fields::{big, big_32, blank, byte, plus, size, times};
use crate::nal::{self, Coding, Framing};
use crate::recording::Film;
use crate::{flac, mp4::descriptors};

/// What must be known of a coding to find and clean its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Codec {
    pub framing: Option<Framing>,
    /// QuickTime counts sound in units of one sample of one channel: so many of them take so many bytes.
    packet: Option<(usize, usize)>,
}

impl Codec {
    /// So many samples, each of a size by the tables.
    pub(super) fn lot(&self, at: usize, count: usize, size: usize) -> Result<Lot, Uncleanable> {
        let range = at..plus(at, self.length(count, size)?)?;
        Ok(Lot { range, size })
    }

    /// Adds samples to those that were found. Those that need not be looked into are one where they lie together.
    pub(super) fn add(&self, lot: Lot, found: &mut Vec<Lot>) -> Result<(), Uncleanable> {
        let count = found.len();
        match found.last_mut() {
            Some(before) if self.framing.is_none() && before.range.end == lot.range.start => before.range.end = lot.range.end,
            _ if count < MOST_LOTS => found.push(lot),
            _ => return Err(Malformed),
        }
        Ok(())
    }

    fn length(&self, count: usize, size: usize) -> Result<usize, Uncleanable> {
        let by_size = times(count, size)?;
        match self.packet {
            Some((samples, bytes)) if size == 1 => Ok(by_size.max(times(count.div_ceil(samples), bytes)?)),
            _ => Ok(by_size),
        }
    }
}

/// AVC, HEVC, Dolby Vision over them, AV1, VP8 and VP9, MPEG-4 visual, H.263, ProRes.
const PICTURE: [&Kind; 22] = [
    b"avc1", b"avc3", b"dva1", b"dvav", b"hvc1", b"hev1", b"dvh1", b"dvhe", b"av01", b"dav1", b"vp08", b"vp09", b"mp4v", b"s263", b"h263",
    b"apco", b"apcs", b"apcn", b"apch", b"ap4h", b"ap4x", b"H263",
];

/// AAC and what else esds names, Apple's positional sound, MP3, AMR, AC-3, Opus, FLAC, ALAC, the kinds of PCM.
const SOUND: [&Kind; 23] = [
    b"mp4a", b".mp3", b"samr", b"sawb", b"ac-3", b"ec-3", b"ac-4", b"Opus", b"fLaC", b"alac", b"sowt", b"twos", b"raw ", b"lpcm", b"in24",
    b"in32", b"fl32", b"fl64", b"ulaw", b"alaw", b"ima4", b"ipcm", b"apac",
];

/// What decoders ask for, and how to show it. Not `prof`: a colour profile names its maker and its day.
const CONFIGURATION: [&Kind; 29] = [
    b"avcC", b"av1C", b"vpcC", b"dvcC", b"dvvC", b"dvwC", b"pasp", b"clap", b"btrt", b"fiel", b"gama", b"mdcv", b"clli", b"SmDm", b"CoLL",
    b"amve", b"st3d", b"dOps", b"dac3", b"dec3", b"dac4", b"alac", b"chan", b"chnl", b"srat", b"pcmC", b"frma", b"enda", b"dapa",
];

/// The entries, each of a coding that may be public.
pub(super) fn codec(bytes: &Film<'_>, stsd: &Part) -> Result<Codec, Uncleanable> {
    let mut codecs = Vec::new();
    for entry in entries(bytes, stsd)? {
        codecs.push(codec_of(&entry.up_to_end(bytes)?, stsd, &entry)?);
    }
    codecs.dedup();
    match codecs.as_slice() {
        [codec] => Ok(*codec),
        _ => Err(Malformed),
    }
}

/// Leaves of every entry what a decoder needs.
pub(super) fn clean(bytes: &mut Film<'_>, stsd: &Part) -> Result<(), Uncleanable> {
    for entry in entries(bytes, stsd)? {
        let (bytes, fields) = (&mut entry.up_to_end(bytes)?, entry.body.start);
        blank(bytes, fields..plus(fields, 6)?)?;
        match &entry.kind {
            kind if PICTURE.contains(&kind) => clean_picture(bytes, &entry)?,
            _ => clean_sound(bytes, stsd, &entry)?,
        }
    }
    Ok(())
}

fn entries(bytes: &Film<'_>, stsd: &Part) -> Result<Vec<Part>, Uncleanable> {
    let (bytes, start) = (&stsd.up_to_end(bytes)?, stsd.body.start);
    let entries = boxes::within(bytes, plus(start, 8)?..stsd.body.end)?;
    if entries.len() == big_32(bytes, plus(start, 4)?)? {
        Ok(entries)
    } else {
        Err(Malformed)
    }
}

fn codec_of(bytes: &Film<'_>, stsd: &Part, entry: &Part) -> Result<Codec, Uncleanable> {
    let framing = match &entry.kind {
        b"avc1" | b"avc3" | b"dva1" | b"dvav" => Some(framing(bytes, entry, Coding::Avc)?),
        b"hvc1" | b"hev1" | b"dvh1" | b"dvhe" => Some(framing(bytes, entry, Coding::Hevc)?),
        b"encv" | b"enca" | b"enct" | b"drms" | b"drmi" => return Err(Encrypted),
        kind if PICTURE.contains(&kind) || SOUND.contains(&kind) => None,
        _ => return Err(ForeignStream),
    };
    let packet = if SOUND.contains(&&entry.kind) {
        packet(bytes, stsd, entry)?
    } else {
        None
    };
    Ok(Codec { framing, packet })
}

fn framing(bytes: &Film<'_>, entry: &Part, coding: Coding) -> Result<Framing, Uncleanable> {
    let kind = match coding {
        Coding::Avc => *b"avcC",
        Coding::Hevc => *b"hvcC",
    };
    let configuration = boxes::needed(bytes, &picture_parts(entry)?, kind)?;
    Framing::of(coding, &bytes.read(configuration.body)?)
}

/// Of the sound descriptions of QuickTime, versions 0 to 2; plain samples are as wide as their kind says.
fn packet(bytes: &Film<'_>, stsd: &Part, entry: &Part) -> Result<Option<(usize, usize)>, Uncleanable> {
    let fields = entry.body.start;
    let number = |offset: usize| size(big::<2>(bytes, plus(fields, offset)?)?);
    let (samples, length) = match (sound_version(bytes, stsd, entry)?, plain_width(entry.kind, number(18)?)) {
        (2, _) => (big_32(bytes, plus(fields, 60)?)?, big_32(bytes, plus(fields, 56)?)?),
        (_, Some(width)) => (1, times(number(16)?, width)?),
        (1, None) => (big_32(bytes, plus(fields, 28)?)?, big_32(bytes, plus(fields, 36)?)?),
        _ => (0, 0),
    };
    Ok((samples > 0).then_some((samples, length)))
}

fn plain_width(kind: Kind, bits: usize) -> Option<usize> {
    match &kind {
        b"sowt" | b"twos" | b"raw " => Some(bits / 8),
        b"ulaw" | b"alaw" => Some(1),
        b"in24" => Some(3),
        b"in32" | b"fl32" => Some(4),
        b"fl64" => Some(8),
        _ => None,
    }
}

/// In a box of version 1, entries of version 1 are those of ISO and have the fields of version 0 (12.2.3.2).
fn sound_version(bytes: &Film<'_>, stsd: &Part, entry: &Part) -> Result<u64, Uncleanable> {
    match (byte(bytes, stsd.body.start)?, big::<2>(bytes, plus(entry.body.start, 8)?)?) {
        (1, _) => Ok(0),
        (0, version @ 0..=2) => Ok(version),
        _ => Err(Malformed),
    }
}

fn picture_parts(entry: &Part) -> Result<Range<usize>, Uncleanable> {
    Ok(plus(entry.body.start, 78)?..entry.body.end)
}

/// Version, vendor and qualities, and the name of the compressor, which is that of the camera or the program.
fn clean_picture(bytes: &mut Film<'_>, entry: &Part) -> Result<(), Uncleanable> {
    let fields = entry.body.start;
    blank(bytes, plus(fields, 8)?..plus(fields, 24)?)?;
    blank(bytes, plus(fields, 42)?..plus(fields, 74)?)?;
    clean_configuration(bytes, picture_parts(entry)?)
}

fn clean_sound(bytes: &mut Film<'_>, stsd: &Part, entry: &Part) -> Result<(), Uncleanable> {
    let fields = entry.body.start;
    let own = match sound_version(bytes, stsd, entry)? {
        1 => 44,
        2 => 64,
        _ => 28,
    };
    blank(bytes, plus(fields, 10)?..plus(fields, 16)?)?;
    clean_configuration(bytes, plus(fields, own)?..entry.body.end)
}

fn clean_configuration(bytes: &mut Film<'_>, range: Range<usize>) -> Result<(), Uncleanable> {
    for part in boxes::within(bytes, range)? {
        clean_part(&mut part.up_to_end(bytes)?, &part)?;
    }
    Ok(())
}

fn clean_part(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    let (start, body) = (part.body.start, part.body.clone());
    match &part.kind {
        kind if CONFIGURATION.contains(&kind) => Ok(()),
        b"hvcC" => bytes.change(body, nal::clean_hevc_configuration),
        b"esds" => descriptors::check(bytes, body),
        // The maker of the decoder stands first (3GPP TS 26.244, 6.7 and 6.8).
        b"damr" | b"d263" => blank(bytes, start..plus(start, 4)?),
        b"dfLa" => bytes.change(plus(start, 4)?..body.end, flac::clean_blocks),
        b"colr" if matches!(&boxes::kind_at(bytes, start)?, b"nclx" | b"nclc") => Ok(()),
        b"wave" => clean_wave(bytes, body),
        b"sv3d" => clean_sphere(bytes, body),
        _ => part.free(bytes),
    }
}

/// QuickTime wraps a decoder's parts. An empty one of kind 0 ends them, a short `mp4a` tells who asks.
fn clean_wave(bytes: &mut Film<'_>, range: Range<usize>) -> Result<(), Uncleanable> {
    for part in boxes::within(bytes, range)? {
        match &part.kind {
            b"\0\0\0\0" | b"mp4a" => blank(bytes, part.body)?,
            b"wave" => part.free(bytes)?,
            _ => clean_part(&mut part.up_to_end(bytes)?, &part)?,
        }
    }
    Ok(())
}

/// Spherical film (Spherical Video V2 RFC): the projection stays, the name of the program goes.
fn clean_sphere(bytes: &mut Film<'_>, range: Range<usize>) -> Result<(), Uncleanable> {
    for part in boxes::within(bytes, range)? {
        if part.kind != *b"proj" {
            part.free(bytes)?;
        }
    }
    Ok(())
}
