//! Recordings that are cleaned where they lie: larger than what is held of them, on media that fail, and clean ones.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};

use cleaning::Uncleanable::TooLarge;
use cleaning::{HELD_AT_MOST, Medium, NotCleaned, clean_file, clean_recording};

use crate::bytes::{noise, secrets};
use crate::mp3;
use crate::mp4_builder::{Track, avc1, ftyp, mdat, moov, mp4a, part, unit};

/// Bytes that are counted on the way.
struct Counted {
    bytes: RefCell<Vec<u8>>,
    read: Cell<usize>,
    written: Cell<usize>,
    /// From here on nothing can be read.
    broken_from: u64,
}

impl Counted {
    fn of(bytes: &[u8]) -> Self {
        Self {
            bytes: RefCell::new(bytes.to_vec()),
            read: Cell::default(),
            written: Cell::default(),
            broken_from: u64::MAX,
        }
    }
}

impl Medium for Counted {
    fn length(&self) -> io::Result<u64> {
        Ok(self.bytes.borrow().len() as u64)
    }

    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        if at + into.len() as u64 > self.broken_from {
            return Err(io::Error::other("the disk is gone"));
        }
        self.read.set(self.read.get() + into.len());
        into.copy_from_slice(&self.bytes.borrow()[at as usize..][..into.len()]);
        Ok(())
    }

    fn write_at(&self, at: u64, new: &[u8]) -> io::Result<()> {
        self.written.set(self.written.get() + new.len());
        self.bytes.borrow_mut()[at as usize..][..new.len()].copy_from_slice(new);
        Ok(())
    }
}

/// Nothing is written over a recording in which nothing has to go.
pub(crate) fn assert_is_left_alone(media_type: &str, clean: &[u8]) {
    let medium = Counted::of(clean);
    clean_recording(media_type, &medium).unwrap();
    assert_eq!(medium.written.get(), 0, "{media_type}: a clean recording was written over");
}

/// Three megabytes of sound with words in between, some of them across the pages in which they are read.
fn long_sound() -> (Vec<u8>, Vec<u8>) {
    let (mut bytes, mut clean) = (Vec::new(), Vec::new());
    for index in 0..8_000_u32 {
        for file in [&mut bytes, &mut clean] {
            file.extend(mp3::frame(index as u8));
        }
        if index % 97 == 96 {
            bytes.extend(b"SECRETwords");
            clean.extend([0; 11]);
        }
    }
    for file in [&mut bytes, &mut clean] {
        file.extend((0..3).flat_map(mp3::frame));
    }
    (bytes, clean)
}

/// A film with a large picture, a secret message in its middle, and something nobody plays before its data.
fn long_film() -> Vec<u8> {
    let message = unit(&[b"\x06\x05\x10".as_slice(), b"SECRETuuid01234_", &[0x80]].concat());
    let sample = [
        unit(&[&[0x65], noise(900_000, 1).as_slice()].concat()),
        message,
        unit(&noise(70_000, 2)),
    ]
    .concat();
    let sound = noise(500_000, 3);
    let junk = part(b"XYZW", &b"SECRETjunk".repeat(150_000));
    let start = ftyp().len() + junk.len();
    let (data, places) = mdat(start, &[&sample, b"SECRETbetween", &sound]);
    let mut tracks = [Track::new(1, *b"vide", avc1()), Track::new(2, *b"soun", mp4a())];
    tracks[0].samples = vec![places[0]];
    tracks[1].samples = vec![places[2]];
    [ftyp(), junk, data, moov(&tracks, &[])].concat()
}

#[test]
fn a_recording_that_is_larger_than_what_is_held_of_it_is_cleaned_to_its_last_byte() {
    let (bytes, clean) = long_sound();
    let medium = Counted::of(&bytes);
    clean_recording("audio/mpeg", &medium).unwrap();
    assert!(
        *medium.bytes.borrow() == clean,
        "another file than the frames and zeros between them"
    );

    let film = long_film();
    assert!(secrets(&film).len() > 150_000);
    let medium = Counted::of(&film);
    clean_recording("video/mp4", &medium).unwrap();
    assert_eq!(secrets(&medium.bytes.borrow()), Vec::<String>::new());
    assert_eq!(medium.bytes.borrow().len(), film.len());
    assert_is_left_alone("video/mp4", &medium.bytes.borrow());
}

#[test]
fn pictures_and_sound_of_a_film_are_not_even_read() {
    let film = long_film();
    let medium = Counted::of(&film);
    clean_recording("video/mp4", &medium).unwrap();
    let clean = medium.bytes.into_inner();
    let medium = Counted::of(&clean);
    clean_recording("video/mp4", &medium).unwrap();
    let (read, length) = (medium.read.get(), clean.len());
    assert!(length > 2_900_000 && read < length - 1_000_000, "{read} of {length}");
}

#[test]
fn a_disk_that_fails_is_told_as_that_and_not_as_a_bad_film() {
    for (media_type, bytes) in [("audio/mpeg", long_sound().0), ("video/mp4", long_film())] {
        let medium = Counted {
            broken_from: bytes.len() as u64 / 2,
            ..Counted::of(&bytes)
        };
        let told = clean_recording(media_type, &medium).unwrap_err();
        assert!(
            matches!(&told, NotCleaned::Failed(why) if why.to_string() == "the disk is gone"),
            "{told}"
        );
    }
}

#[test]
fn a_file_is_copied_when_something_in_it_has_to_go_and_only_then() {
    let film = long_film();
    let original = file(&film);
    let copy = tempfile::tempfile().unwrap();
    let asked = Cell::new(0);
    let give = |from: &mut dyn std::io::Read| {
        asked.set(asked.get() + 1);
        std::io::copy(from, &mut &copy)?;
        copy.try_clone()
    };
    clean_file("video/mp4", &original, &give).unwrap();
    assert_eq!(asked.get(), 1);
    assert!(read(&original) == film, "what was received stays as it was");
    let cleaned = read(&copy);
    assert_eq!(secrets(&cleaned), Vec::<String>::new());
    clean_file("video/mp4", &file(&cleaned), &|_| panic!("a copy of what is clean")).unwrap();
}

#[test]
fn a_picture_larger_than_what_may_be_held_is_refused_before_it_is_read() {
    let large = tempfile::tempfile().unwrap();
    large.set_len(HELD_AT_MOST + 1).unwrap();
    for media_type in ["image/jpeg", "application/pdf", "text/vtt"] {
        let told = clean_file(media_type, &large, &|_| panic!("a copy of what is not read")).unwrap_err();
        assert!(matches!(told, NotCleaned::Uncleanable(TooLarge)), "{media_type}: {told}");
    }
}

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

fn read(mut file: &File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}
