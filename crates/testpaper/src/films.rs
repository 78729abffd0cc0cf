//! Films of any length, made as they are written: what a paper receives, with a secret in it that no reader may get.

use std::io::{self, Write};

/// Stands in every film, and in none that readers get.
pub const SECRET: &str = "SECRETcamera";

const NOISE: usize = 64 << 10;

/// A film in MP4 of one sound, of about so many bytes. Another seed makes another film.
#[derive(Clone, Copy, Debug)]
pub struct Film {
    pub sound: u32,
    pub seed: u8,
}

impl Film {
    /// How many bytes it has.
    pub fn length(self) -> u64 {
        (self.head().len() + self.tail().len()) as u64 + u64::from(self.sound)
    }

    /// All of it, for those that are short.
    pub fn bytes(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let written = self.write(&mut bytes);
        written.unwrap_or_else(|error| panic!("the film was not made: {error}"));
        bytes
    }

    /// Writes it piece by piece.
    pub fn write(self, into: &mut dyn Write) -> io::Result<()> {
        into.write_all(&self.head())?;
        let noise = self.noise();
        let mut left = self.sound as usize;
        while left > 0 {
            let piece = left.min(noise.len());
            into.write_all(&noise[..piece])?;
            left -= piece;
        }
        into.write_all(&self.tail())
    }

    /// What comes before the sound: the box in which it lies begins.
    fn head(self) -> Vec<u8> {
        let length = (self.sound + 8).to_be_bytes();
        [part(b"ftyp", b"isom\0\0\x02\0isommp42").as_slice(), &length, b"mdat"].concat()
    }

    fn noise(self) -> Vec<u8> {
        let next = |state: &u32| Some(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
        let all = std::iter::successors(Some(u32::from(self.seed)), next);
        all.skip(1).map(|state| (state >> 16) as u8 | 0x80).take(NOISE).collect()
    }

    /// The tables, and who made it.
    fn tail(self) -> Vec<u8> {
        let header = full(
            b"mvhd",
            &[&numbers(&[0, 0, 1000, 100, 0x1_0000]), [1, 0].as_slice(), &[0; 70], &numbers(&[2])].concat(),
        );
        let maker = part(b"udta", &part(b"\xA9mak", SECRET.as_bytes()));
        part(b"moov", &[header, self.track(), maker].concat())
    }

    fn track(self) -> Vec<u8> {
        let header = full(b"tkhd", &[numbers(&[0, 0, 1, 0, 100, 0, 0, 0, 0]), vec![0; 44]].concat());
        let times = full(b"mdhd", &numbers(&[0, 0, 1000, 100, 0x55C4_0000]));
        let handler = full(b"hdlr", &[[0; 4].as_slice(), b"soun", &[0; 13]].concat());
        let sound = part(b"minf", &[full(b"smhd", &[0; 4]), self.tables()].concat());
        let media = part(b"mdia", &[times, handler, sound].concat());
        part(b"trak", &[header, media].concat())
    }

    fn tables(self) -> Vec<u8> {
        let place = self.head().len() as u32;
        part(
            b"stbl",
            &[
                full(b"stsd", &[numbers(&[1]), aac()].concat()),
                full(b"stts", &numbers(&[1, 1, 100])),
                full(b"stsc", &numbers(&[1, 1, 1, 1])),
                full(b"stsz", &numbers(&[self.sound, 1])),
                full(b"stco", &numbers(&[1, place])),
            ]
            .concat(),
        )
    }
}

/// A sound of the kind that most films have.
fn aac() -> Vec<u8> {
    let descriptors = [
        3, 19, 0, 1, 0, 4, 13, 0x40, 0x15, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 2, 0x12, 0x10, 6, 1, 2,
    ];
    let fields = [
        [0, 0, 0, 0, 0, 0, 0, 1].as_slice(),
        &[0; 8],
        &[0, 2, 0, 16, 0, 0, 0, 0],
        &numbers(&[44_100 << 16]),
    ];
    part(b"mp4a", &[fields.concat(), full(b"esds", &descriptors)].concat())
}

fn part(kind: &[u8], body: &[u8]) -> Vec<u8> {
    [(body.len() as u32 + 8).to_be_bytes().as_slice(), kind, body].concat()
}

fn full(kind: &[u8], body: &[u8]) -> Vec<u8> {
    part(kind, &[[0; 4].as_slice(), body].concat())
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}
