//! The boxes that may stay, by where they stand (ISO/IEC 14496-12, table 1; QuickTime File Format), and what is blanked
//! in them. Any other box becomes free space.

use super::boxes::{self, Kind, Part};
use super::fragments::track_of;
use super::movie;
use super::sample_entries;
use super::tables::Layout;
use super::tracks::Movie;
use crate::Uncleanable::{self, ForeignStream};
use crate::fields::{big_32, blank, byte, plus};
use crate::recording::Film;

/// What becomes of a box that may stay.
enum Stay {
    Whole,
    /// So many bytes of it, with version and flags.
    Fixed(usize),
    With(&'static [(&'static Kind, Stay)]),
    /// A table: what lies behind its last entry is blanked.
    Table(Layout),
    Changed(fn(&mut Film<'_>, &Part) -> Result<(), Uncleanable>),
    /// If it is of a track that stays.
    OfTrack,
}

use Stay::{Changed, Fixed, OfTrack, Table, Whole, With};

const FILE: &[(&Kind, Stay)] = &[
    (b"ftyp", Whole),
    (b"styp", Whole),
    (b"mdat", Whole),
    (b"sidx", Whole),
    (b"wide", Changed(blank_body)),
    (b"moov", With(MOVIE)),
    (b"moof", With(&[(b"mfhd", Fixed(8)), (b"traf", With(TRACK_FRAGMENT))])),
    (b"mfra", With(&[(b"tfra", OfTrack), (b"mfro", Fixed(8))])),
];

const MOVIE: &[(&Kind, Stay)] = &[
    (b"mvhd", Changed(blank_movie_header)),
    (b"trak", With(TRACK)),
    (b"mvex", With(&[(b"mehd", Whole), (b"trex", OfTrack)])),
];

const TRACK: &[(&Kind, Stay)] = &[
    (b"tkhd", Changed(blank_track_header)),
    (b"tapt", With(&[(b"clef", Fixed(12)), (b"prof", Fixed(12)), (b"enof", Fixed(12))])),
    (b"edts", With(&[(b"elst", Changed(blank_behind_edits))])),
    (b"tref", With(REFERENCES)),
    (b"mdia", With(MEDIA)),
];

/// Fallback sound, forced subtitles, fonts, depth, auxiliary pictures. Not `chap` and `tmcd`: those tracks are gone.
const REFERENCES: &[(&Kind, Stay)] = &[
    (b"fall", OfTrack),
    (b"folw", OfTrack),
    (b"forc", OfTrack),
    (b"font", OfTrack),
    (b"subt", OfTrack),
    (b"vdep", OfTrack),
    (b"auxl", OfTrack),
];

const MEDIA: &[(&Kind, Stay)] = &[
    (b"mdhd", Changed(blank_media_header)),
    (b"hdlr", Changed(blank_handler)),
    (b"elng", Whole),
    (b"minf", With(INFORMATION)),
];

const INFORMATION: &[(&Kind, Stay)] = &[
    (b"vmhd", Fixed(12)),
    (b"smhd", Fixed(8)),
    (b"sthd", Fixed(4)),
    (b"nmhd", Fixed(4)),
    (b"gmhd", With(&[(b"gmin", Fixed(16)), (b"text", Whole)])),
    (b"hdlr", Changed(blank_handler)),
    (b"dinf", With(&[(b"dref", Changed(blank_references))])),
    (b"stbl", With(SAMPLES)),
];

const SAMPLES: &[(&Kind, Stay)] = &[
    (b"stsd", Changed(sample_entries::clean)),
    (b"stts", Table(Layout { before: 4, entry: 8 })),
    (b"ctts", Table(Layout { before: 4, entry: 8 })),
    (b"cslg", Whole),
    (b"stss", Table(Layout { before: 4, entry: 4 })),
    (b"stps", Table(Layout { before: 4, entry: 4 })),
    (b"stsh", Table(Layout { before: 4, entry: 8 })),
    (b"stsc", Table(Layout { before: 4, entry: 12 })),
    (b"stsz", Changed(blank_behind_sizes)),
    (b"stz2", Whole),
    (b"stco", Table(Layout { before: 4, entry: 4 })),
    (b"co64", Table(Layout { before: 4, entry: 8 })),
    (b"padb", Whole),
    (b"sdtp", Whole),
    (b"subs", Whole),
    (b"sbgp", Changed(keep_known_groups)),
    (b"sgpd", Changed(keep_known_groups)),
];

const TRACK_FRAGMENT: &[(&Kind, Stay)] = &[
    (b"tfhd", Whole),
    (b"tfdt", Whole),
    (b"trun", Whole),
    (b"sdtp", Whole),
    (b"subs", Whole),
    (b"sbgp", Changed(keep_known_groups)),
    (b"sgpd", Changed(keep_known_groups)),
];

/// Goes over all boxes of the file.
pub(super) fn clean(bytes: &mut Film<'_>, top: &[Part], movie: &Movie) -> Result<(), Uncleanable> {
    let mut walk = Walk { bytes: *bytes, movie };
    top.iter().try_for_each(|part| walk.clean(part, FILE))
}

/// A film on the way through its boxes.
struct Walk<'a> {
    bytes: Film<'a>,
    movie: &'a Movie,
}

impl Walk<'_> {
    fn clean(&mut self, part: &Part, allowed: &[(&Kind, Stay)]) -> Result<(), Uncleanable> {
        let bytes = &mut self.bytes.clone();
        let stay = allowed.iter().find(|(kind, _)| **kind == part.kind).map(|(_, stay)| stay);
        match stay {
            Some(Whole) => Ok(()),
            Some(Fixed(length)) => blank_from(&mut part.up_to_end(bytes)?, plus(part.body.start, *length)?),
            Some(With(inner)) if is_of_kept_track(bytes, part, self.movie)? => boxes::within(bytes, part.body.clone())?
                .iter()
                .try_for_each(|child| self.clean(child, inner)),
            Some(Table(layout)) => blank_behind(&mut part.up_to_end(bytes)?, part, *layout),
            Some(Changed(change)) => change(&mut part.up_to_end(bytes)?, part),
            Some(OfTrack) if is_of_kept_track(bytes, part, self.movie)? => Ok(()),
            _ => part.free(bytes),
        }
    }
}

/// A track, its fragments, its defaults, its random access points, references to it; any other box is of the film.
fn is_of_kept_track(bytes: &Film<'_>, part: &Part, movie: &Movie) -> Result<bool, Uncleanable> {
    match &part.kind {
        b"trak" => Ok(movie.tracks.iter().any(|track| track.part == *part && track.codec.is_some())),
        b"traf" => Ok(movie.keeps(track_of(bytes, &boxes::needed(bytes, &part.body, *b"tfhd")?)?)),
        b"trex" | b"tfra" => Ok(movie.keeps(track_of(bytes, part)?)),
        kind if REFERENCES.iter().any(|(reference, _)| reference == &kind) => {
            Ok(movie::references(bytes, part)?.into_iter().all(|id| movie.keeps(id)))
        }
        _ => Ok(true),
    }
}

fn blank_body(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    blank(bytes, part.body.clone())
}

/// To the end of the box, where the bytes end that a change is given.
fn blank_from(bytes: &mut Film<'_>, from: usize) -> Result<(), Uncleanable> {
    let end = bytes.len();
    blank(bytes, from..end)
}

fn blank_behind(bytes: &mut Film<'_>, part: &Part, layout: Layout) -> Result<(), Uncleanable> {
    let end = layout.entries(bytes, part)?.end;
    blank_from(bytes, end)
}

/// Made and changed when: 32 bits each, or 64 in version 1. Says where the fields behind them begin.
fn blank_times(bytes: &mut Film<'_>, part: &Part) -> Result<usize, Uncleanable> {
    let start = plus(part.body.start, 4)?;
    let length = if byte(bytes, part.body.start)? == 1 { 16 } else { 8 };
    let end = plus(start, length)?;
    blank(bytes, start..end)?;
    Ok(end)
}

/// The length is 64 bits in version 1 as well.
fn duration_length(bytes: &Film<'_>, part: &Part) -> Result<usize, Uncleanable> {
    Ok(if byte(bytes, part.body.start)? == 1 { 8 } else { 4 })
}

/// Also what QuickTime keeps for editors: preview, poster, selection, current time.
fn blank_movie_header(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    let scale = blank_times(bytes, part)?;
    let rate = plus(plus(scale, 4)?, duration_length(bytes, part)?)?;
    blank(bytes, plus(rate, 6)?..plus(rate, 16)?)?;
    blank(bytes, plus(rate, 52)?..plus(rate, 76)?)?;
    blank_from(bytes, plus(rate, 80)?)
}

fn blank_track_header(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    let id = blank_times(bytes, part)?;
    blank(bytes, plus(id, 4)?..plus(id, 8)?)?;
    let reserved = plus(plus(id, 8)?, duration_length(bytes, part)?)?;
    blank(bytes, reserved..plus(reserved, 8)?)?;
    blank_from(bytes, plus(reserved, 60)?)
}

fn blank_media_header(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    let scale = blank_times(bytes, part)?;
    let language = plus(plus(scale, 4)?, duration_length(bytes, part)?)?;
    blank_from(bytes, plus(language, 4)?)
}

/// The kind of the handler stays; its maker and its name go.
fn blank_handler(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    blank(bytes, plus(part.body.start, 12)?..part.body.end)
}

/// One size for all needs no list (8.7.3.2).
fn blank_behind_sizes(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    match big_32(bytes, plus(part.body.start, 4)?)? {
        0 => blank_behind(bytes, part, Layout { before: 8, entry: 4 }),
        _ => blank_from(bytes, plus(part.body.start, 12)?),
    }
}

fn blank_behind_edits(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    let entry = if byte(bytes, part.body.start)? == 1 { 20 } else { 12 };
    blank_behind(bytes, part, Layout { before: 4, entry })
}

/// Samples must be in the file itself; where else they were, and by what alias, goes.
fn blank_references(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    for reference in boxes::within(bytes, plus(part.body.start, 8)?..part.body.end)? {
        let start = reference.body.start;
        if byte(bytes, plus(start, 3)?)? & 1 == 0 {
            return Err(ForeignStream);
        }
        blank(bytes, plus(start, 4)?..reference.body.end)?;
    }
    Ok(())
}

/// Groups of samples (8.9) that a decoder asks for: where it may begin, and in which layers.
fn keep_known_groups(bytes: &mut Film<'_>, part: &Part) -> Result<(), Uncleanable> {
    match &boxes::kind_at(bytes, plus(part.body.start, 4)?)? {
        b"roll" | b"prol" | b"rap " | b"sync" | b"tele" | b"sap " | b"tsas" | b"stsa" => Ok(()),
        _ => part.free(bytes),
    }
}
