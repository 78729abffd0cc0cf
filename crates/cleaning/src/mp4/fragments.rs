//! Where samples are in movie fragments (ISO/IEC 14496-12, 8.8): `moof`, `traf`, `tfhd` and `trun`.

use std::collections::HashMap;

use super::boxes::{self, Part};
use super::lots::{Lot, MOST_LOTS};
use super::tracks::{Movie, Track};
use crate::Uncleanable::{self, CutShort, ForeignStream, Malformed};
use crate::fields::{big, big_32, plus, size, times};
use crate::recording::Film;

const BASE: usize = 0x01;
const DESCRIPTION: usize = 0x02;
const DURATION: usize = 0x08;
const SIZE: usize = 0x10;
const BASE_IS_MOOF: usize = 0x02_0000;

const RUN_OFFSET: usize = 0x01;
const RUN_FIRST_FLAGS: usize = 0x04;
const SAMPLE_SIZE: usize = 0x200;
/// Duration, size, flags and composition offset of each sample, four bytes each if they are there.
const SAMPLE_FIELDS: [usize; 4] = [0x100, SAMPLE_SIZE, 0x400, 0x800];

/// What a track fragment says of all its samples.
struct Header {
    track: usize,
    base: usize,
    /// Whether that is where the track before ends: it cannot be found any more once that track is gone.
    leans: bool,
    size: usize,
}

/// A run of samples by its places in the file.
struct Run {
    flags: usize,
    count: usize,
    entries: usize,
}

/// A movie fragment while its tracks are read.
struct Fragment<'a> {
    bytes: Film<'a>,
    /// Sizes of samples by the numbers of their tracks.
    defaults: &'a HashMap<usize, usize>,
    begin: usize,
    /// Where the data of the track before end, and whether that track goes.
    end_before: usize,
    is_before_lost: bool,
}

/// Adds the samples of every fragment to the tracks that stay.
pub(super) fn add_samples(bytes: &Film<'_>, top: &[Part], movie: &mut Movie) -> Result<(), Uncleanable> {
    let defaults = default_sizes(bytes, movie)?;
    for moof in top.iter().filter(|part| part.kind == *b"moof") {
        let (begin, defaults) = (moof.start, &defaults);
        let mut fragment = Fragment {
            bytes: *bytes,
            defaults,
            begin,
            end_before: begin,
            is_before_lost: false,
        };
        for traf in boxes::within(bytes, moof.body.clone())?.iter().filter(|part| part.kind == *b"traf") {
            fragment.add(traf, movie)?;
        }
    }
    Ok(())
}

/// The number of the track of a `traf` or `tfra`, and of a `trex`: the first field of each header.
pub(super) fn track_of(bytes: &Film<'_>, header: &Part) -> Result<usize, Uncleanable> {
    big_32(&header.up_to_end(bytes)?, plus(header.body.start, 4)?)
}

fn default_sizes(bytes: &Film<'_>, movie: &Movie) -> Result<HashMap<usize, usize>, Uncleanable> {
    let Some(mvex) = boxes::only(&boxes::within(bytes, movie.moov.body.clone())?, *b"mvex")?.cloned() else {
        return Ok(HashMap::new());
    };
    let parts = boxes::within(bytes, mvex.body)?;
    let defaults = parts.iter().filter(|part| part.kind == *b"trex");
    defaults
        .map(|trex| Ok((track_of(bytes, trex)?, big_32(&trex.up_to_end(bytes)?, plus(trex.body.start, 16)?)?)))
        .collect()
}

impl Fragment<'_> {
    /// Adds the samples of one track to it.
    fn add(&mut self, traf: &Part, movie: &mut Movie) -> Result<(), Uncleanable> {
        let header = self.header(traf)?;
        let track = movie.tracks.iter_mut().find(|track| track.id == header.track).ok_or(Malformed)?;
        if header.leans && self.is_before_lost {
            return Err(ForeignStream);
        }
        self.is_before_lost |= track.codec.is_none();
        self.end_before = self.add_runs(traf, &header, track)?;
        Ok(())
    }

    /// Offsets count from the place that is given, from the fragment's begin, or from the end of the track before (8.8.7).
    fn header(&self, traf: &Part) -> Result<Header, Uncleanable> {
        let tfhd = boxes::needed(&self.bytes, &traf.body, *b"tfhd")?;
        let (bytes, track) = (&tfhd.up_to_end(&self.bytes)?, track_of(&self.bytes, &tfhd)?);
        let flags = size(big::<3>(bytes, plus(tfhd.body.start, 1)?)?)?;
        let base_at = plus(tfhd.body.start, 8)?;
        let present = |flag: usize, length: usize| if flags & flag == 0 { 0 } else { length };
        let size_at = plus(base_at, present(BASE, 8) + present(DESCRIPTION, 4) + present(DURATION, 4))?;
        let base = match (flags & BASE != 0, flags & BASE_IS_MOOF != 0) {
            (true, _) => size(big::<8>(bytes, base_at)?)?,
            (false, true) => self.begin,
            (false, false) => self.end_before,
        };
        let default = self.defaults.get(&track).copied().unwrap_or(0);
        let size = if flags & SIZE == 0 { default } else { big_32(bytes, size_at)? };
        Ok(Header {
            track,
            base,
            leans: flags & (BASE | BASE_IS_MOOF) == 0,
            size,
        })
    }

    /// Adds the samples of every run, and says where they end.
    fn add_runs(&self, traf: &Part, header: &Header, track: &mut Track) -> Result<usize, Uncleanable> {
        let mut at = header.base;
        for trun in boxes::within(&self.bytes, traf.body.clone())?
            .iter()
            .filter(|part| part.kind == *b"trun")
        {
            let bytes = &trun.up_to_end(&self.bytes)?;
            let run = run(bytes, trun)?;
            if run.flags & RUN_OFFSET != 0 {
                at = moved(header.base, big_32(bytes, plus(trun.body.start, 8)?)?)?;
            }
            let samples = match run.flags & SAMPLE_SIZE {
                0 => vec![track.codec.unwrap_or_default().lot(at, run.count, header.size)?],
                _ => run.samples(bytes, at)?,
            };
            at = samples.last().map_or(at, |lot| lot.range.end);
            if let Some(codec) = track.codec {
                samples.into_iter().try_for_each(|lot| codec.add(lot, &mut track.samples))?;
            }
        }
        Ok(at)
    }
}

fn run(bytes: &Film<'_>, trun: &Part) -> Result<Run, Uncleanable> {
    let start = trun.body.start;
    let flags = size(big::<3>(bytes, plus(start, 1)?)?)?;
    let optional = [RUN_OFFSET, RUN_FIRST_FLAGS].iter().filter(|flag| flags & **flag != 0).count();
    let run = Run {
        flags,
        count: big_32(bytes, plus(start, 4)?)?,
        entries: plus(start, optional * 4 + 8)?,
    };
    let end = plus(run.entries, times(run.count, run.stride())?)?;
    if end > trun.body.end { Err(CutShort) } else { Ok(run) }
}

impl Run {
    /// The bytes of an entry.
    fn stride(&self) -> usize {
        SAMPLE_FIELDS.iter().filter(|flag| self.flags & **flag != 0).count() * 4
    }

    /// Where a sample's size stands in its entry.
    fn size_offset(&self) -> usize {
        if self.flags & SAMPLE_FIELDS.first().copied().unwrap_or(0) == 0 {
            0
        } else {
            4
        }
    }

    /// Samples of sizes of their own.
    fn samples(&self, bytes: &Film<'_>, from: usize) -> Result<Vec<Lot>, Uncleanable> {
        let mut at = from;
        let mut samples = Vec::new();
        if self.count > MOST_LOTS {
            return Err(Malformed);
        }
        for index in 0..self.count {
            let entry = plus(self.entries, times(index, self.stride())?)?;
            let lot = Lot::one(at, big_32(bytes, plus(entry, self.size_offset())?)?)?;
            at = lot.range.end;
            samples.push(lot);
        }
        Ok(samples)
    }
}

/// Offsets of runs are signed.
fn moved(base: usize, offset: usize) -> Result<usize, Uncleanable> {
    let offset = i32::from_be_bytes(u32::try_from(offset).map_err(|_| Malformed)?.to_be_bytes());
    usize::try_from(offset)
        .map_or_else(
            |_| base.checked_sub(offset.unsigned_abs() as usize),
            |offset| base.checked_add(offset),
        )
        .ok_or(Malformed)
}
