//! Pages of an Ogg file (RFC 3533, section 6): where each is, and which packets it carries.

use std::ops::Range;

use super::crc;
use crate::Uncleanable::{self, Malformed};
use crate::fields::{array, byte, little_32, plus, put};
use crate::recording::Film;

const SUM_AT: usize = 22;

const CONTINUES: u8 = 1;
const BEGINS: u8 = 2;

/// A page by its places in the file.
pub(super) struct Page {
    pub start: usize,
    pub end: usize,
    pub serial: usize,
    flags: u8,
    /// The packets, or parts of them; the last may go on in the next page.
    pub pieces: Vec<Piece>,
}

/// What a page carries of a packet.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub range: Range<usize>,
    pub is_end: bool,
}

impl Page {
    /// Reads the page that begins here; its checksum must be right.
    pub(super) fn read(bytes: &Film<'_>, start: usize) -> Result<Self, Uncleanable> {
        let field = |offset: usize| plus(start, offset).and_then(|at| byte(bytes, at));
        if field(4)? != 0 {
            return Err(Malformed);
        }
        let lacing_at = plus(start, 27)?;
        let body = plus(lacing_at, field(26)?.into())?;
        let pieces = pieces(&bytes.read(lacing_at..body)?, body);
        let end = pieces.last().map_or(body, |piece| piece.range.end);
        let page = Self {
            start,
            end,
            serial: little_32(bytes, plus(start, 14)?)?,
            flags: field(5)?,
            pieces,
        };
        let written = little_32(bytes, plus(start, SUM_AT)?)?;
        if page.sum(bytes)? as usize == written {
            Ok(page)
        } else {
            Err(Malformed)
        }
    }

    pub(super) fn continues(&self) -> bool {
        self.flags & CONTINUES != 0
    }

    pub(super) fn begins(&self) -> bool {
        self.flags & BEGINS != 0
    }

    /// The sum over the page, with zeros in its own place.
    fn sum(&self, bytes: &Film<'_>) -> Result<u32, Uncleanable> {
        let at = plus(self.start, SUM_AT)?;
        let head = crc::over(crc::over(0, &bytes.read(self.start..at)?), &[0; 4]);
        Ok(crc::over(head, &bytes.read(plus(at, 4)?..self.end)?))
    }
}

/// Where the next page begins.
pub(super) fn next(bytes: &Film<'_>, from: usize) -> Option<usize> {
    (from..bytes.len()).find(|at| array(bytes, *at) == Ok(*b"OggS"))
}

/// Writes the sum of the page that begins here anew.
pub(super) fn seal(bytes: &mut Film<'_>, page: Range<usize>) -> Result<(), Uncleanable> {
    let at = plus(page.start, SUM_AT)?;
    put(bytes, at, &[0; 4])?;
    let sum = crc::over(0, &bytes.read(page)?);
    put(bytes, at, &sum.to_le_bytes())
}

/// A value under 255 ends a packet.
fn pieces(lacing: &[u8], body: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = body;
    for run in lacing.split_inclusive(|value| *value < 0xFF) {
        let length: usize = run.iter().map(|value| usize::from(*value)).sum();
        let end = at.saturating_add(length);
        pieces.push(Piece {
            range: at..end,
            is_end: run.last().is_some_and(|value| *value < 0xFF),
        });
        at = end;
    }
    pieces
}
