//! The tracks of a film: which of them stay, and where their samples are.

use std::collections::HashSet;

use super::boxes::{self, Kind, Part};
use super::fragments;
use super::tracks::{Movie, Track};
use super::{sample_entries, tables};
use crate::Uncleanable::{self, Malformed};
use crate::fields::{big_32, byte, plus};
use crate::recording::Film;

/// No film has more tracks; a table without a bound could be searched without end.
const MOST_TRACKS: usize = 128;

/// Reads the tracks and finds every sample of those that stay, in tables and in fragments.
pub(super) fn read(bytes: &Film<'_>, top: &[Part]) -> Result<Movie, Uncleanable> {
    let moov = boxes::only(top, *b"moov")?.ok_or(Malformed)?.clone();
    boxes::needed(bytes, &moov.body, *b"mvhd")?;
    let traks: Vec<Part> = boxes::within(bytes, moov.body.clone())?
        .into_iter()
        .filter(|part| part.kind == *b"trak")
        .collect();
    if traks.len() > MOST_TRACKS {
        return Err(Malformed);
    }
    let chapters = chapters(bytes, &traks)?;
    let mut tracks = Vec::new();
    for part in traks {
        tracks.push(track(bytes, part, &chapters)?);
    }
    let mut movie = Movie { moov, tracks };
    refuse_twins(&movie)?;
    fragments::add_samples(bytes, top, &mut movie)?;
    if movie.tracks.iter().all(|track| track.codec.is_none()) {
        Err(Malformed)
    } else {
        Ok(movie)
    }
}

fn track(bytes: &Film<'_>, part: Part, chapters: &HashSet<usize>) -> Result<Track, Uncleanable> {
    let id = id(bytes, &part)?;
    let mdia = boxes::needed(bytes, &part.body, *b"mdia")?.body;
    let hdlr = boxes::needed(bytes, &mdia, *b"hdlr")?;
    if !is_shown(boxes::kind_at(&hdlr.up_to_end(bytes)?, plus(hdlr.body.start, 8)?)?) || chapters.contains(&id) {
        return Ok(Track {
            part,
            id,
            codec: None,
            samples: Vec::new(),
        });
    }
    let minf = boxes::needed(bytes, &mdia, *b"minf")?.body;
    let stbl = boxes::needed(bytes, &minf, *b"stbl")?.body;
    let codec = sample_entries::codec(bytes, &boxes::needed(bytes, &stbl, *b"stsd")?)?;
    let samples = tables::samples(bytes, &stbl, &codec)?;
    Ok(Track {
        part,
        id,
        codec: Some(codec),
        samples,
    })
}

/// Pictures and sound; not timed metadata, time codes, or hints for servers. Not captions inside of the film either:
/// browsers show none, the paper has its own beside it, and drones and dashboard cameras write their places as if they
/// were some.
fn is_shown(handler: Kind) -> bool {
    matches!(&handler, b"vide" | b"soun")
}

/// The number of a track in its `tkhd`, which stands behind two times of 32 or 64 bits.
fn id(bytes: &Film<'_>, trak: &Part) -> Result<usize, Uncleanable> {
    let header = boxes::needed(bytes, &trak.body, *b"tkhd")?;
    let (bytes, start) = (&header.up_to_end(bytes)?, header.body.start);
    let offset = if byte(bytes, start)? == 1 { 20 } else { 12 };
    big_32(bytes, plus(start, offset)?)
}

/// Tracks that other tracks name as their chapters: titles, and stills that bring their own metadata.
fn chapters(bytes: &Film<'_>, traks: &[Part]) -> Result<HashSet<usize>, Uncleanable> {
    let mut ids = HashSet::new();
    for trak in traks {
        let Some(tref) = boxes::only(&boxes::within(bytes, trak.body.clone())?, *b"tref")?.cloned() else {
            continue;
        };
        for reference in boxes::within(bytes, tref.body)? {
            if reference.kind == *b"chap" {
                ids.extend(references(bytes, &reference)?);
            }
        }
    }
    Ok(ids)
}

/// The numbers in a box within `tref` (8.3.3).
pub(super) fn references(bytes: &Film<'_>, part: &Part) -> Result<Vec<usize>, Uncleanable> {
    if !part.body.len().is_multiple_of(4) {
        return Err(Malformed);
    }
    part.body.clone().step_by(4).map(|at| big_32(bytes, at)).collect()
}

fn refuse_twins(movie: &Movie) -> Result<(), Uncleanable> {
    let ids: HashSet<usize> = movie.tracks.iter().map(|track| track.id).collect();
    if ids.len() == movie.tracks.len() { Ok(()) } else { Err(Malformed) }
}
