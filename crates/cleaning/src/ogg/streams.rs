//! The streams in an Ogg file: which they are, and their header packets put together over pages.

use std::collections::HashMap;
use std::ops::Range;

use super::headers::{Coding, Progress};
use super::pages::{self, Page, Piece};
use crate::Uncleanable::{self, CutShort, ForeignStream, Malformed, TooLarge};
use crate::fields::put;
use crate::recording::Film;

/// The longest header packet: comments with pictures in them.
const LONGEST: usize = 32 << 20;

/// Streams by their serial numbers.
#[derive(Default)]
pub(super) struct Streams(HashMap<usize, Stream>);

struct Stream {
    coding: Coding,
    /// How many header packets have passed; `None` behind the last.
    headers: Option<usize>,
    /// What has passed of a header packet, and the pages that carry it.
    pieces: Vec<Range<usize>>,
    pages: Vec<Range<usize>>,
}

impl Streams {
    /// Cleans what header packets end in this page. All after them is sound or pictures.
    pub(super) fn take(&mut self, bytes: &mut Film<'_>, page: &Page) -> Result<(), Uncleanable> {
        if page.begins() {
            self.begin(bytes, page)?;
        }
        let stream = self.0.get_mut(&page.serial).ok_or(ForeignStream)?;
        if stream.headers.is_some() && page.continues() == stream.pieces.is_empty() && !page.pieces.is_empty() {
            return Err(Malformed);
        }
        for piece in &page.pieces {
            stream.take(bytes, page, piece)?;
        }
        Ok(())
    }

    /// No stream may end within its headers.
    pub(super) fn close(&self) -> Result<(), Uncleanable> {
        self.0.values().try_for_each(Stream::close)
    }

    /// A number may be used again once its stream is over (RFC 3533, section 4).
    fn begin(&mut self, bytes: &Film<'_>, page: &Page) -> Result<(), Uncleanable> {
        let first = page.pieces.first().ok_or(Malformed)?;
        let coding = Coding::of(&bytes.read(first.range.clone())?).ok_or(ForeignStream)?;
        let stream = Stream {
            coding,
            headers: Some(0),
            pieces: Vec::new(),
            pages: Vec::new(),
        };
        self.0.insert(page.serial, stream).map_or(Ok(()), |before| before.close())
    }
}

impl Stream {
    fn close(&self) -> Result<(), Uncleanable> {
        if self.headers.is_none() || self.coding == Coding::Skeleton && self.pieces.is_empty() {
            Ok(())
        } else {
            Err(CutShort)
        }
    }

    fn take(&mut self, bytes: &mut Film<'_>, page: &Page, piece: &Piece) -> Result<(), Uncleanable> {
        let Some(passed) = self.headers else { return Ok(()) };
        self.pieces.push(piece.range.clone());
        let range = page.start..page.end;
        if self.pages.last() != Some(&range) {
            self.pages.push(range);
        }
        if !piece.is_end {
            return Ok(());
        }
        self.headers = match self.clean(bytes, passed)? {
            Progress::More => Some(passed.saturating_add(1)),
            Progress::Last => None,
        };
        self.pieces.clear();
        self.pages.clear();
        Ok(())
    }

    /// Puts a packet together, cleans it, and writes it back to where it came from.
    fn clean(&self, bytes: &mut Film<'_>, passed: usize) -> Result<Progress, Uncleanable> {
        let mut packet = Vec::new();
        for piece in &self.pieces {
            if packet.len() > LONGEST {
                return Err(TooLarge);
            }
            packet.extend(bytes.read(piece.clone())?);
        }
        let before = packet.clone();
        let progress = self.coding.clean(&mut packet, passed)?;
        if packet != before {
            let mut rest = packet.as_slice();
            for piece in &self.pieces {
                let (here, behind) = rest.split_at_checked(piece.len()).ok_or(Malformed)?;
                put(bytes, piece.start, here)?;
                rest = behind;
            }
            for page in &self.pages {
                pages::seal(bytes, page.clone())?;
            }
        }
        Ok(progress)
    }
}
