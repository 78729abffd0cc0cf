//! A recording where it lies, in a file or in memory: a few pages of it are held at a time, and what is changed goes back
//! to where it stood. How large it is costs no memory.

use std::cell::RefCell;
use std::io;
use std::ops::Range;

use crate::Uncleanable::{self, CutShort, TooLarge, Unread};
use crate::fields::{Readable, Writable};

/// Where the bytes of a recording lie.
pub trait Medium {
    fn length(&self) -> io::Result<u64>;

    /// Fills all of `into` with what stands from a place on.
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()>;

    /// Writes over what stands from a place on.
    fn write_at(&self, at: u64, bytes: &[u8]) -> io::Result<()>;
}

/// The bytes of a page, and how many pages are held.
const PAGE: usize = 32 << 10;
const PAGES: usize = 32;

/// The longest part of a recording that is looked at in one piece: tags with pictures in them are the longest there are.
const LONGEST_PART: usize = 32 << 20;

/// A recording of which some pages are in memory.
pub(crate) struct Recording<'a> {
    medium: &'a dyn Medium,
    length: usize,
    held: RefCell<Held>,
}

/// The pages, the one that was used last in front.
#[derive(Default)]
struct Held {
    pages: Vec<Page>,
    failed: Option<io::Error>,
}

struct Page {
    start: usize,
    bytes: Vec<u8>,
    is_changed: bool,
}

/// A recording up to a place: its bytes by where they stand in the whole, none behind that end.
#[derive(Clone, Copy)]
pub(crate) struct Film<'a> {
    recording: &'a Recording<'a>,
    end: usize,
}

impl<'a> Recording<'a> {
    pub(crate) fn of(medium: &'a dyn Medium) -> io::Result<Self> {
        let length = usize::try_from(medium.length()?).map_err(io::Error::other)?;
        Ok(Self {
            medium,
            length,
            held: RefCell::default(),
        })
    }

    pub(crate) fn film(&'a self) -> Film<'a> {
        Film {
            recording: self,
            end: self.length,
        }
    }

    /// Writes back whatever was changed, or says what went wrong before.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Held { pages, failed } = self.held.into_inner();
        failed.map_or(Ok(()), Err)?;
        pages.iter().try_for_each(|page| page.write_back(self.medium))
    }

    /// What went wrong with the medium, if that is why the cleaning was given up.
    pub(crate) fn failed(&self) -> Option<io::Error> {
        self.held.borrow_mut().failed.take()
    }

    /// Does something with the page on which a place lies.
    fn on_page<T>(&self, at: usize, with: impl FnOnce(&mut Page) -> T) -> Result<T, Uncleanable> {
        let mut held = self.held.borrow_mut();
        let start = at - at % PAGE;
        if let Err(error) = held.bring(start, self) {
            held.failed.get_or_insert(error);
            return Err(Unread);
        }
        held.pages.first_mut().map(with).ok_or(Unread)
    }
}

impl Held {
    /// Has the page that begins at a place in front.
    fn bring(&mut self, start: usize, of: &Recording<'_>) -> io::Result<()> {
        match self.pages.iter().position(|page| page.start == start) {
            Some(0) => return Ok(()),
            Some(place) => {
                if let Some(before) = self.pages.get_mut(..=place) {
                    before.rotate_right(1);
                }
                return Ok(());
            }
            None => {}
        }
        if self.pages.len() >= PAGES
            && let Some(oldest) = self.pages.pop()
        {
            oldest.write_back(of.medium)?;
        }
        let mut bytes = vec![0; PAGE.min(of.length.saturating_sub(start))];
        of.medium.read_at(start as u64, &mut bytes)?;
        let page = Page {
            start,
            bytes,
            is_changed: false,
        };
        self.pages.insert(0, page);
        Ok(())
    }
}

impl Page {
    fn write_back(&self, medium: &dyn Medium) -> io::Result<()> {
        if self.is_changed {
            medium.write_at(self.start as u64, &self.bytes)
        } else {
            Ok(())
        }
    }

    /// As many of the bytes from a place on as this page has.
    fn copy_to(&self, at: usize, into: &mut [u8]) -> usize {
        let here = self.bytes.get(at.saturating_sub(self.start)..).unwrap_or_default();
        let count = here.len().min(into.len());
        for (to, from) in into.iter_mut().zip(here) {
            *to = *from;
        }
        count
    }

    /// Takes as many of the bytes from a place on as it has room for.
    fn take(&mut self, at: usize, new: &[u8]) -> usize {
        let here = self.bytes.get_mut(at.saturating_sub(self.start)..).unwrap_or_default();
        let count = here.len().min(new.len());
        if let (Some(here), Some(new)) = (here.get_mut(..count), new.get(..count))
            && here != new
        {
            here.copy_from_slice(new);
            self.is_changed = true;
        }
        count
    }
}

impl<'a> Film<'a> {
    pub(crate) const fn len(&self) -> usize {
        self.end
    }

    /// The same up to an earlier end: no field is read behind it.
    pub(crate) const fn up_to(&self, end: usize) -> Result<Film<'a>, Uncleanable> {
        if end > self.end {
            return Err(CutShort);
        }
        Ok(Film { end, ..*self })
    }

    /// A part in one piece.
    pub(crate) fn read(&self, range: Range<usize>) -> Result<Vec<u8>, Uncleanable> {
        if range.start > range.end || range.end > self.end {
            return Err(CutShort);
        }
        if range.len() > LONGEST_PART {
            return Err(TooLarge);
        }
        let mut part = vec![0; range.len()];
        self.copy_to(range.start, &mut part)?;
        Ok(part)
    }

    /// Whether a part begins with these bytes; a part that goes past the end does not.
    pub(crate) fn has(&self, at: usize, word: &[u8]) -> bool {
        let end = at.checked_add(word.len()).filter(|end| *end <= self.end);
        end.is_some_and(|end| self.read(at..end).is_ok_and(|found| found == word))
    }

    /// Changes a part in one piece.
    pub(crate) fn change<T>(
        &mut self,
        range: Range<usize>,
        change: impl FnOnce(&mut [u8]) -> Result<T, Uncleanable>,
    ) -> Result<T, Uncleanable> {
        let mut part = self.read(range.clone())?;
        let answer = change(&mut part)?;
        self.write(range.start, &part)?;
        Ok(answer)
    }
}

impl Readable for Film<'_> {
    fn length(&self) -> usize {
        self.end
    }

    fn copy_to(&self, at: usize, into: &mut [u8]) -> Result<(), Uncleanable> {
        if at.checked_add(into.len()).is_none_or(|end| end > self.end) {
            return Err(CutShort);
        }
        let mut done = 0;
        while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
            let from = at.saturating_add(done);
            let count = self.recording.on_page(from, |page| page.copy_to(from, rest))?;
            done = done.saturating_add(count.max(1));
        }
        Ok(())
    }
}

impl Writable for Film<'_> {
    fn write(&mut self, at: usize, new: &[u8]) -> Result<(), Uncleanable> {
        if at.checked_add(new.len()).is_none_or(|end| end > self.end) {
            return Err(CutShort);
        }
        let mut done = 0;
        while let Some(rest) = new.get(done..).filter(|rest| !rest.is_empty()) {
            let to = at.saturating_add(done);
            let count = self.recording.on_page(to, |page| page.take(to, rest))?;
            done = done.saturating_add(count.max(1));
        }
        Ok(())
    }
}

/// A recording that somebody has in memory anyway.
pub(crate) struct InMemory(pub(crate) RefCell<Vec<u8>>);

impl Medium for InMemory {
    fn length(&self) -> io::Result<u64> {
        Ok(self.0.borrow().len() as u64)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        let bytes = self.0.borrow();
        let here = bytes.get(at as usize..).and_then(|rest| rest.get(..into.len()));
        into.copy_from_slice(here.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn write_at(&self, at: u64, new: &[u8]) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let here = bytes.get_mut(at as usize..).and_then(|rest| rest.get_mut(..new.len()));
        here.ok_or(io::ErrorKind::UnexpectedEof)?.copy_from_slice(new);
        Ok(())
    }
}
