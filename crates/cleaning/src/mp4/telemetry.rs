//! Positions that drones and dashboard cameras write as if they were subtitles.

use super::movie::{Movie, Track};

/// What such lines hold and speech does not: DJI's and others' names of fields, and NMEA 0183 sentences.
const MARKS: [&[u8]; 12] = [
    b"GPS(",
    b"GPS (",
    b"HOME(",
    b"[latitude",
    b"[longitude",
    b"latitude:",
    b"longitude:",
    b"[rel_alt",
    b"$GPRMC",
    b"$GPGGA",
    b"$GNRMC",
    b"$GNGGA",
];

/// Takes the track out of the film if any of its samples is such a line.
pub(super) fn remove(bytes: &[u8], movie: &mut Movie) {
    for track in movie
        .tracks
        .iter_mut()
        .filter(|track| track.codec.is_some_and(|codec| codec.is_words))
    {
        if has_positions(bytes, track) {
            track.codec = None;
            track.samples.clear();
        }
    }
}

fn has_positions(bytes: &[u8], track: &Track) -> bool {
    let mut samples = track.samples.iter().filter_map(|lot| bytes.get(lot.range.clone()));
    samples.any(|sample| {
        MARKS
            .iter()
            .any(|mark| sample.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark)))
    })
}
