//! A file that somebody handed over is looked at: what it is, and what of it may be public.

use std::fs::File;
use std::io::{self, Read, Seek as _};

use cleaning::{NotCleaned, Uncleanable};
use manuscript::Uuid;
use manuscript::commitment::Hash;
use store::assets::Asset;
use store::media::{Incoming, LARGEST, MediaFolders, hash_of};

use crate::media_refused::{MediaRefused, not_written};
use crate::media_type::type_of;
use crate::own_time::in_its_own_time;

/// The cleaning of this program, as it is recorded.
pub(crate) const EDITION: i64 = cleaning::EDITION as i64;

/// What says of which sort a file is.
const HEAD: u64 = 64;

/// A file that somebody handed over.
#[derive(Debug)]
pub struct Received {
    name: String,
    bytes: Bytes,
}

/// Where the bytes of a file are that somebody handed over.
#[derive(Debug)]
enum Bytes {
    /// In a file of theirs.
    Theirs(File),
    /// On this paper’s disk, without a name yet.
    Here(Incoming),
}

/// A file that came and was looked at: what it is, and what of it may be public.
pub(crate) struct Examined {
    pub(crate) name: String,
    received: Incoming,
    /// Where that is something else than what was received.
    public: Option<Incoming>,
    pub(crate) asset: Asset,
}

impl Received {
    /// A file of somebody’s own.
    pub const fn theirs(name: String, file: File) -> Self {
        let bytes = Bytes::Theirs(file);
        Self { name, bytes }
    }

    /// Bytes as they come, which may take its time. A long file leaves disk and processor to others for most of it.
    pub async fn coming(name: String, (folders, mut from): (MediaFolders, impl Read + Send + 'static)) -> io::Result<Self> {
        let incoming = in_its_own_time(move || folders.unhurried().received.receive(&mut from)).await?;
        let bytes = Bytes::Here(incoming);
        Ok(Self { name, bytes })
    }

    /// As whoever handed it over names it.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn hashed(self) -> Result<(Self, Hash, u64), MediaRefused> {
        let hashed = match &self.bytes {
            Bytes::Theirs(file) => hash_of(file),
            Bytes::Here(incoming) => Ok((*incoming.hash(), incoming.length())),
        };
        let (hash, length) = hashed.map_err(|error| MediaRefused::Unreadable(self.name.clone(), error))?;
        Ok((self, hash, length))
    }

    /// Reads what it is, and cleans it; its bytes are on this paper’s disk then, without a name.
    pub(crate) fn examined(self, folders: &MediaFolders) -> Result<Examined, MediaRefused> {
        let Self { name, bytes } = self;
        let named = Named(name);
        let media_type = named.media_type(match &bytes {
            Bytes::Theirs(file) => file,
            Bytes::Here(incoming) => incoming.file(),
        })?;
        let received = match bytes {
            Bytes::Theirs(file) => named.received(&file, folders)?,
            Bytes::Here(incoming) => incoming,
        };
        if received.length() > LARGEST {
            return Err(MediaRefused::TooLarge(named.0));
        }
        let public = folders
            .public
            .written(|copy| cleaning::clean_file(media_type, received.file(), copy))
            .map_err(|why| named.not_cleaned(media_type, why))?;
        let size = named.size(media_type, received.file())?;
        Ok(Examined {
            name: named.0,
            asset: Asset {
                id: Uuid::nil(),
                hash: *received.hash(),
                media_type: media_type.to_owned(),
                bytes: received.length() as i64,
                width: size.map(|(width, _)| width.into()),
                height: size.map(|(_, height)| height.into()),
            },
            public: public.filter(|public| public.hash() != received.hash()),
            received,
        })
    }
}

/// A file as refusals name it.
struct Named(String);

impl Named {
    fn media_type(&self, file: &File) -> Result<&'static str, MediaRefused> {
        let head = head_of(file).map_err(|error| MediaRefused::Unreadable(self.0.clone(), error))?;
        type_of(&head).ok_or_else(|| MediaRefused::Unknown(self.0.clone()))
    }

    /// The bytes on this paper’s disk, without a name yet.
    fn received(&self, mut file: &File, folders: &MediaFolders) -> Result<Incoming, MediaRefused> {
        let rewound = file.rewind();
        rewound.map_err(|error| MediaRefused::Unreadable(self.0.clone(), error))?;
        let received = folders.received.receive(&mut file.take(LARGEST + 1));
        received.map_err(|error| not_written(&self.0, error))
    }

    fn not_cleaned(&self, media_type: &str, why: NotCleaned) -> MediaRefused {
        let name = self.0.clone();
        match why {
            NotCleaned::Failed(error) => MediaRefused::Unwritable(name, error),
            NotCleaned::Uncleanable(Uncleanable::CutShort) => MediaRefused::CutShort(name),
            NotCleaned::Uncleanable(Uncleanable::Unknown) => MediaRefused::Unknown(name),
            NotCleaned::Uncleanable(Uncleanable::TooLarge) if !cleaning::is_recording(media_type) => MediaRefused::TooLargeToHold(name),
            NotCleaned::Uncleanable(_) if media_type.starts_with("image/") => MediaRefused::NoPicture(name),
            NotCleaned::Uncleanable(other) => MediaRefused::Unclean(name, other.to_string()),
        }
    }

    /// Width and height of a picture, which every picture has.
    fn size(&self, media_type: &str, file: &File) -> Result<Option<(u32, u32)>, MediaRefused> {
        if !media_type.starts_with("image/") {
            return Ok(None);
        }
        let bytes = cleaning::held(file).map_err(|why| self.not_cleaned(media_type, why))?;
        match darkroom::size_of(&bytes) {
            Some((width, height)) if width > 0 && height > 0 => Ok(Some((width, height))),
            _ => Err(MediaRefused::NoPicture(self.0.clone())),
        }
    }
}

impl Examined {
    /// The hash of what readers get.
    pub(crate) fn public_hash(&self) -> Hash {
        self.public.as_ref().map_or(self.asset.hash, |public| *public.hash())
    }

    /// Puts what was received and, where that is something else, what readers get in their places: the disk is waited for
    /// once.
    pub(crate) fn placed(self, folders: &MediaFolders) -> io::Result<()> {
        std::thread::scope(|scope| {
            let public = self.public.map(|public| scope.spawn(|| folders.public.place(public)));
            folders.received.place(self.received)?;
            let broken = |_| io::Error::other("it was given up while it was written");
            public.map_or(Ok(()), |public| public.join().map_err(broken)?.map(drop))
        })
    }
}

/// The first bytes of a file.
pub(crate) fn head_of(mut file: &File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.rewind()?;
    file.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}
