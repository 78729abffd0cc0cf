//! The archive itself: a tar of members, zstd around it, age around that if it is asked for.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek as _, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use age::stream::StreamWriter;
use manuscript::commitment::hex;
use sha2::{Digest, Sha256};

use super::facts::{DATABASE, Member};
use super::sealing::Seal;

/// The level that zstd itself takes when none is named.
const LEVEL: i32 = 3;

/// An archive that is being written.
pub(super) struct Archive {
    out: tar::Builder<zstd::Encoder<'static, Out>>,
}

/// The file, plain or sealed.
enum Out {
    Plain(BufWriter<File>),
    Sealed(Box<StreamWriter<BufWriter<File>>>),
}

/// Counts and hashes what is read through it.
pub(super) struct Hashing<R> {
    inner: R,
    digest: Sha256,
    bytes: u64,
}

/// A new file that only its owner reads: it will hold drafts and the addresses of people.
pub(super) fn private(file: &Path) -> io::Result<File> {
    File::options().write(true).create_new(true).mode(0o600).open(file)
}

impl Archive {
    /// Begins a file that must not be there yet.
    pub(super) fn create(file: &Path, seal: &Seal) -> io::Result<Self> {
        let file = BufWriter::new(private(file)?);
        let out = match seal.encryptor()? {
            Some(encryptor) => Out::Sealed(Box::new(encryptor.wrap_output(file)?)),
            None => Out::Plain(file),
        };
        let mut encoder = zstd::Encoder::new(out, LEVEL)?;
        encoder.include_checksum(true)?;
        Ok(Self {
            out: tar::Builder::new(encoder),
        })
    }

    /// Adds the database as it lies in a file.
    pub(super) fn add_database(&mut self, file: &Path) -> io::Result<Member> {
        self.add_file(DATABASE, File::open(file)?)
    }

    /// Adds a member from a file, which is read from its begin.
    pub(super) fn add_file(&mut self, path: &str, mut file: File) -> io::Result<Member> {
        file.rewind()?;
        let length = file.metadata()?.len();
        self.append(path, length, BufReader::new(file))
    }

    /// Adds a member.
    pub(super) fn add(&mut self, path: &str, bytes: &[u8]) -> io::Result<Member> {
        self.append(path, bytes.len() as u64, bytes)
    }

    fn append(&mut self, path: &str, length: u64, from: impl Read) -> io::Result<Member> {
        let mut header = tar::Header::new_gnu();
        header.set_size(length);
        header.set_mode(0o644);
        let mut hashing = Hashing::of(from);
        self.out.append_data(&mut header, path, &mut hashing)?;
        Ok(hashing.member(path))
    }

    /// Ends the archive; all of it is on the disk when this returns.
    pub(super) fn finish(self) -> io::Result<()> {
        let file = match self.out.into_inner()?.finish()? {
            Out::Plain(file) => file,
            Out::Sealed(sealed) => sealed.finish()?,
        };
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Plain(out) => out.write(bytes),
            Self::Sealed(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Plain(out) => out.flush(),
            Self::Sealed(out) => out.flush(),
        }
    }
}

impl<R: Read> Hashing<R> {
    pub(super) fn of(inner: R) -> Self {
        Self {
            inner,
            digest: Sha256::new(),
            bytes: 0,
        }
    }

    /// What has been read, as a member.
    pub(super) fn member(self, path: &str) -> Member {
        Member {
            path: path.to_owned(),
            bytes: self.bytes,
            sha256: hex(&self.digest.finalize()),
        }
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        self.digest.update(&buffer[..length]);
        self.bytes += length as u64;
        Ok(length)
    }
}
