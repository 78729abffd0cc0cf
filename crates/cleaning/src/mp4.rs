//! Films and sound in MP4, QuickTime, M4A and 3GP (ISO/IEC 14496-12; QuickTime File Format).
//!
//! Boxes that a player needs stay, any other becomes free space of the same length. Tracks that are neither picture nor
//! sound nor words go, and of the media data all that is no sample of a track that stays.

mod boxes;
mod descriptors;
mod fragments;
mod headers;
mod lots;
mod movie;
mod sample_entries;
mod samples;
mod tables;
mod tracks;

use crate::Uncleanable;
use crate::recording::Film;

pub(crate) fn clean(bytes: &mut Film<'_>) -> Result<(), Uncleanable> {
    let top = boxes::of_file(bytes)?;
    let movie = movie::read(bytes, &top)?;
    samples::clean(bytes, &top, &movie)?;
    headers::clean(bytes, &top, &movie)
}
