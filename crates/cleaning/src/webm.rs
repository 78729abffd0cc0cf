//! Films and sound in WebM and Matroska (RFC 9559, in EBML by RFC 8794).
//!
//! Elements that a player needs stay, any other becomes a Void of the same length.

mod blocks;
mod elements;
mod schema;
mod tracks;

use std::ops::Range;

use crate::Uncleanable::{self, CutShort, Malformed, Unknown};
use crate::fields::{blank, fill};
use crate::recording::Film;
use elements::{Element, fields};
use schema::Stay;
use tracks::Tracks;

pub(crate) fn clean(bytes: &mut Film<'_>) -> Result<(), Uncleanable> {
    let head = elements::read(bytes, 0..bytes.len())?;
    refuse_others(bytes, &head)?;
    Walk {
        bytes: *bytes,
        tracks: &Tracks::default(),
    }
    .clean(&head.body, schema::HEAD)?;
    let segment = segment(bytes, head.body.end)?;
    let tracks = tracks::read(bytes, &segment)?;
    Walk {
        bytes: *bytes,
        tracks: &tracks,
    }
    .clean(&segment, schema::SEGMENT)?;
    let end = bytes.len();
    blank(bytes, segment.end..end)
}

/// The name of the format is in the head of every EBML file.
fn refuse_others(bytes: &Film<'_>, head: &Element) -> Result<(), Uncleanable> {
    if head.id != schema::EBML {
        return Err(Unknown);
    }
    let name = fields(bytes, head.body.clone())?
        .into_iter()
        .find(|element| element.id == schema::DOC_TYPE)
        .ok_or(Malformed)?;
    let name = bytes.read(name.body)?;
    let end = name.iter().rposition(|byte| *byte != 0).map_or(0, |last| last.saturating_add(1));
    if matches!(name.get(..end), Some(b"webm" | b"matroska")) {
        Ok(())
    } else {
        Err(Unknown)
    }
}

/// The body of the Segment; Voids may stand before it.
fn segment(bytes: &mut Film<'_>, from: usize) -> Result<Range<usize>, Uncleanable> {
    let mut at = from;
    while at < bytes.len() {
        let element = elements::read(bytes, at..bytes.len())?;
        if element.id == schema::ID_SEGMENT {
            return Ok(element.body);
        }
        element.void(bytes)?;
        at = element.body.end;
    }
    Err(CutShort)
}

/// A film on the way through its elements.
struct Walk<'a> {
    bytes: Film<'a>,
    tracks: &'a Tracks,
}

impl Walk<'_> {
    /// The depth is that of the schema: no element that may hold its own kind stays.
    fn clean(&mut self, range: &Range<usize>, allowed: schema::Allowed) -> Result<(), Uncleanable> {
        let mut at = range.start;
        while at < range.end {
            let element = elements::read(&self.bytes, at..range.end)?;
            self.clean_element(&element, allowed)?;
            at = element.body.end;
        }
        Ok(())
    }

    fn clean_element(&mut self, element: &Element, allowed: schema::Allowed) -> Result<(), Uncleanable> {
        let (bytes, tracks) = (&mut self.bytes.clone(), self.tracks);
        match allowed.iter().find(|(id, _)| *id == element.id).map(|(_, stay)| stay) {
            Some(Stay::Whole) => Ok(()),
            Some(Stay::Spaces) => fill(bytes, element.body.clone(), b' '),
            Some(Stay::With(inner)) => self.clean(&element.body, inner),
            Some(Stay::Track) => {
                tracks::clean_private(bytes, element)?;
                self.clean(&element.body, schema::TRACK)
            }
            Some(Stay::Block) if tracks.has(bytes, element)? => blocks::clean(bytes, element, tracks),
            Some(Stay::Group) if blocks::is_of_track(bytes, element, tracks)? => self.clean(&element.body, schema::GROUP),
            Some(Stay::Refused(refusal)) => Err(*refusal),
            _ => element.void(bytes),
        }
    }
}
