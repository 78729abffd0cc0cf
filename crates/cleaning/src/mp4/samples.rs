//! What lies in `mdat`: the samples of the tracks that stay, and nothing else.

use std::ops::Range;

use super::boxes::Part;
use super::lots::Lot;
use super::tracks::{Movie, Track};
use crate::Uncleanable::{self, CutShort, Malformed};
use crate::fields::{blank, times};
use crate::nal;
use crate::recording::Film;

/// Samples may share bytes, but only so often: cleaning takes no longer than the file is long.
const SHARED: usize = 4;

/// Blanks all that is no sample of a track that stays, and cleans those samples that carry data of their own.
pub(super) fn clean(bytes: &mut Film<'_>, top: &[Part], movie: &Movie) -> Result<(), Uncleanable> {
    refuse_unbounded(bytes, movie)?;
    blank_leftovers(bytes, top, movie)?;
    movie.tracks.iter().try_for_each(|track| clean_track(bytes, track))
}

fn refuse_unbounded(bytes: &Film<'_>, movie: &Movie) -> Result<(), Uncleanable> {
    let mut left = times(bytes.len(), SHARED)?;
    for lot in movie.tracks.iter().flat_map(|track| &track.samples) {
        if lot.range.end > bytes.len() && !lot.range.is_empty() {
            return Err(CutShort);
        }
        left = left.checked_sub(lot.range.len()).ok_or(Malformed)?;
    }
    Ok(())
}

/// Samples outside of `mdat` are refused: what lies there is blanked, or is not theirs. So are samples that overlap: what
/// is filler in one of them could be a picture in the other.
fn blank_leftovers(bytes: &mut Film<'_>, top: &[Part], movie: &Movie) -> Result<(), Uncleanable> {
    let mut samples = covered(movie).into_iter().peekable();
    for mdat in top.iter().filter(|part| part.kind == *b"mdat") {
        let mut at = mdat.body.start;
        while let Some(sample) = samples.next_if(|sample| sample.start < mdat.body.end) {
            if sample.start < at || sample.end > mdat.body.end {
                return Err(Malformed);
            }
            blank(bytes, at..sample.start)?;
            at = sample.end;
        }
        blank(bytes, at..mdat.body.end)?;
    }
    if samples.next().is_some() { Err(Malformed) } else { Ok(()) }
}

/// The ranges of all samples that stay, in order; tracks may share a sample.
fn covered(movie: &Movie) -> Vec<Range<usize>> {
    let samples = movie
        .tracks
        .iter()
        .flat_map(|track| track.samples.iter().map(|lot| lot.range.clone()));
    let mut samples: Vec<_> = samples.filter(|sample| !sample.is_empty()).collect();
    samples.sort_unstable_by_key(|sample| (sample.start, sample.end));
    samples.dedup();
    samples
}

fn clean_track(bytes: &mut Film<'_>, track: &Track) -> Result<(), Uncleanable> {
    let Some(framing) = track.codec.and_then(|codec| codec.framing) else {
        return Ok(());
    };
    track
        .samples
        .iter()
        .flat_map(Lot::samples)
        .try_for_each(|sample| nal::clean_sample(bytes, sample, framing))
}
