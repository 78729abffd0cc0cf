//! Headers of MPEG audio frames (ISO/IEC 11172-3, 2.4.1.3; 13818-3 for half rates; version 2.5 for quarter rates).

use crate::fields::array;
use crate::recording::Film;

/// A frame by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Version, layer and rate, which no stream changes.
    kind: (u8, u8, u8),
    /// In bytes, with the header.
    pub length: usize,
    /// Where the part begins that a frame of silence leaves free for the tables of the stream.
    pub side_end: usize,
}

const KBITS: [[usize; 15]; 5] = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

const RATES: [usize; 3] = [44_100, 48_000, 32_000];

const FULL: u8 = 3;
const HALF: u8 = 2;
const QUARTER: u8 = 0;

impl Header {
    /// Frames of free format (index 0) have no length of their own: they count as none.
    fn read(bytes: &Film<'_>, at: usize) -> Option<Self> {
        let [0xFF, second, third, fourth] = array(bytes, at).ok()? else {
            return None;
        };
        let (version, layer, rate) = (second >> 3 & 3, 4_u8.checked_sub(second >> 1 & 3)?, third >> 2 & 3);
        if second & 0xE0 != 0xE0 || layer == 4 {
            return None;
        }
        let hertz = RATES.get(usize::from(rate))? / divisor(version)?;
        let row = KBITS.get(row(version, layer))?;
        let kbits = *row.get(usize::from(third >> 4)).filter(|kbits| **kbits > 0)?;
        let padding = usize::from(third >> 1 & 1);
        let length = match (layer, version) {
            (1, _) => (12_000 * kbits / hertz + padding) * 4,
            (3, HALF | QUARTER) => 72_000 * kbits / hertz + padding,
            _ => 144_000 * kbits / hertz + padding,
        };
        Some(Self {
            kind: (version, layer, rate),
            length,
            side_end: side_end(version, fourth >> 6),
        })
    }

    pub(super) fn is_third_layer(&self) -> bool {
        self.kind.1 == 3
    }
}

fn divisor(version: u8) -> Option<usize> {
    match version {
        FULL => Some(1),
        HALF => Some(2),
        QUARTER => Some(4),
        _ => None,
    }
}

fn row(version: u8, layer: u8) -> usize {
    match (version, layer) {
        (FULL, layer) => usize::from(layer.saturating_sub(1)),
        (_, 1) => 3,
        _ => 4,
    }
}

/// Side information is shorter at half rates and of one channel (mode 3).
fn side_end(version: u8, mode: u8) -> usize {
    match (version, mode) {
        (FULL, 3) => 21,
        (FULL, _) => 36,
        (_, 3) => 13,
        _ => 21,
    }
}

/// The first frame from a place on that another of its kind follows.
pub(super) fn first(bytes: &Film<'_>, from: usize) -> Option<(usize, Header)> {
    (from..bytes.len()).find_map(|at| {
        whole(bytes, at)
            .filter(|header| is_followed(bytes, at, *header))
            .map(|header| (at, header))
    })
}

/// The next frame of the same kind: right here, or behind bytes that are none, where another one must follow it.
pub(super) fn next(bytes: &Film<'_>, from: usize, before: Header) -> Option<(usize, Header)> {
    let alike = |at| whole(bytes, at).filter(|header| header.kind == before.kind);
    let here = alike(from).map(|header| (from, header));
    let is_later = |at| {
        alike(at)
            .filter(|header| is_followed(bytes, at, *header))
            .map(|header| (at, header))
    };
    here.or_else(|| (from..bytes.len()).find_map(is_later))
}

/// A torn follower does not count: it will not be there once the file is clean.
fn is_followed(bytes: &Film<'_>, at: usize, header: Header) -> bool {
    let follower = at.checked_add(header.length).and_then(|end| whole(bytes, end));
    follower.is_some_and(|follower| follower.kind == header.kind)
}

/// A frame that does not go past the end.
fn whole(bytes: &Film<'_>, at: usize) -> Option<Header> {
    Header::read(bytes, at).filter(|header| at.checked_add(header.length).is_some_and(|end| end <= bytes.len()))
}
