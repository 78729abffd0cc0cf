//! What is known of a film: its tracks, and of those that stay the codec and the samples.

use super::boxes::Part;
use super::lots::Lot;
use super::sample_entries::Codec;

/// A track that stays has a codec; any other goes with its samples.
pub(super) struct Track {
    pub part: Part,
    pub id: usize,
    pub codec: Option<Codec>,
    pub samples: Vec<Lot>,
}

pub(super) struct Movie {
    pub moov: Part,
    pub tracks: Vec<Track>,
}

impl Movie {
    /// Whether a track of this number stays.
    pub(super) fn keeps(&self, id: usize) -> bool {
        self.tracks.iter().any(|track| track.id == id && track.codec.is_some())
    }
}
