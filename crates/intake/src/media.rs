//! Taking files in: received, hashed, cleaned and on the disk as a stream, before there is an act; the act then only says so.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use acts::Desk;
use cleaning::{NotCleaned, Uncleanable};
use folders::Unread;
use manuscript::commitment::Hash;
use manuscript::{By, Clock, Uuid, refusals};
use store::assets::{self, Asset};
use store::media::{Away, Incoming, LARGEST, MediaFolder, MediaFolders, hash_of};
use store::public_media::{self, Cleaned};
use store::{Broken, Store, Tx, pledged_originals};

use crate::media_type::type_of;
use crate::originals;
use crate::own_time::in_its_own_time;

refusals! {
    /// Why a file was not taken in.
    #[derive(Debug)]
    pub enum MediaRefused [Broken(Broken)] {
        Missing(path: String):
            "the file `{path}` is not there; its path begins beside the manuscript or at the folder's root"
            / "le fichier « {path} » n’est pas là ; son chemin part du manuscrit ou de la racine du dossier",
        Outside(path: String):
            "the file `{path}` lies outside the folder"
            / "le fichier « {path} » est hors du dossier",
        TooLarge(path: String):
            "the file `{path}` is larger than 512 MB"
            / "le fichier « {path} » dépasse 512 Mo",
        TooLargeToHold(path: String):
            "the picture, document or captions `{path}` are larger than 128 MB; only sound and films may be, save it smaller"
            / "l’image, le document ou les sous-titres « {path} » dépassent 128 Mo ; seuls le son et les films le peuvent, enregistrez-le en plus petit",
        Unknown(path: String):
            "the file `{path}` is no picture, sound, film, captions or document that browsers know (JPEG, PNG, WebP, GIF, MP3, Ogg, M4A, MP4, WebM, WebVTT, PDF)"
            / "le fichier « {path} » n’est ni une image, ni un son, ni un film, ni des sous-titres, ni un document que les navigateurs connaissent (JPEG, PNG, WebP, GIF, MP3, Ogg, M4A, MP4, WebM, WebVTT, PDF)",
        CutShort(path: String):
            "the file `{path}` is cut short: its end is missing; bring it again from where it came"
            / "le fichier « {path} » est tronqué : sa fin manque ; reprenez-le là d’où il vient",
        NoPicture(path: String):
            "the file `{path}` is called a picture and holds none that can be shown; save it again as JPEG, PNG, WebP or GIF"
            / "le fichier « {path} » se dit une image et n’en contient pas qui puisse être montrée ; enregistrez-la de nouveau en JPEG, PNG, WebP ou GIF",
        Unclean(path: String, why: String):
            "what the file `{path}` says of who made it, with what, when and where cannot be taken out ({why}), so nothing of it can be public; save it again with another program"
            / "ce que le fichier « {path} » dit de qui l’a fait, avec quoi, quand et où ne peut pas en être ôté ({why}), rien n’en peut donc être public ; enregistrez-le de nouveau avec un autre programme",
        Withheld(path: String):
            "the file `{path}` was withheld for legal reasons and is not taken in again; take it out of the manuscript"
            / "le fichier « {path} » a été retiré pour raison légale et n’est pas repris ; enlevez-le du manuscrit",
        Link(path: String):
            "the file `{path}` is a link, or lies behind one; put the file itself there"
            / "le fichier « {path} » est un lien, ou se trouve derrière un lien ; mettez-y le fichier lui-même",
        Special(path: String):
            "the file `{path}` is a pipe, a socket or a device; name a picture, a sound or a film"
            / "le fichier « {path} » est un tube, une prise ou un périphérique ; nommez une image, un son ou un film",
        Unwritable(path: String, error: std::io::Error):
            "the file `{path}` could not be written to this paper’s disk: {error}"
            / "le fichier « {path} » n’a pas pu être écrit sur le disque de ce journal : {error}",
        StoreAway(path: String, store: String, english: String, french: String):
            "the file `{path}` was not taken in, and nothing of it was kept: the media store `{store}` does not help ({english}); bring it again in a moment, and tell whoever keeps this machine if it stays so"
            / "le fichier « {path} » n’a pas été pris, et rien n’en a été gardé : le magasin des médias « {store} » n’aide pas ({french}) ; reprenez-le dans un instant, et dites-le à qui tient cette machine si cela dure",
        Going(path: String):
            "the file `{path}` came once before to nothing, and what is left of it is just being thrown away; bring it again in a minute"
            / "le fichier « {path} » est déjà venu une fois pour rien, et ce qui en reste est justement en train d’être jeté ; reprenez-le dans une minute",
        TooLate(path: String):
            "the file `{path}` waited too long for its act and is gone from the media store; bring it again"
            / "le fichier « {path} » a attendu son acte trop longtemps et n’est plus dans le magasin des médias ; reprenez-le",
        Unreadable(path: String, error: std::io::Error):
            "the file `{path}` cannot be read: {error}"
            / "le fichier « {path} » ne peut pas être lu : {error}",
    }
}

/// The cleaning of this program, as it is recorded.
const EDITION: i64 = cleaning::EDITION as i64;

/// What says of which sort a file is.
const HEAD: u64 = 64;

/// A file that somebody handed over.
#[derive(Debug)]
pub struct Received {
    /// As whoever handed it over names it.
    pub name: String,
    pub file: File,
}

/// A file of which the bytes stand in the folders. Unless the paper has had it before, no row knows of it yet.
#[derive(Clone, Debug)]
pub struct Kept {
    name: String,
    cleaned: Cleaned,
    asset: Asset,
    before: Option<Uuid>,
    standing: Standing,
}

/// Where the original stands that no row knows of yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// In the folder of this node.
    Here,
    /// In the store, pledged until a moment.
    InStore,
}

type EndsPledge = fn(&MediaFolder, &Hash) -> io::Result<()>;

/// Whoever keeps the bytes of files before there is an act for them.
pub struct Keeper<'a> {
    pub(crate) store: &'a Store,
    folders: &'a MediaFolders,
    clock: &'a dyn Clock,
    /// What this one has kept: a portrait that a hundred manuscripts show is cleaned once.
    kept: Mutex<HashMap<Hash, Kept>>,
}

impl<'a> Keeper<'a> {
    pub fn of(store: &'a Store, folders: &'a MediaFolders, clock: &'a dyn Clock) -> Self {
        Self {
            store,
            folders,
            clock,
            kept: Mutex::default(),
        }
    }

    /// Keeps a file. It reads, cleans and waits for the disk; no transaction is open meanwhile. Whose asset and cleaning this
    /// program knows is not cleaned again.
    pub async fn keep(&self, received: Received) -> Result<Kept, MediaRefused> {
        let (received, hash, length) = in_its_own_time(move || received.hashed()).await?;
        if let Some(known) = self.known(&received.name, (&hash, length)).await? {
            return Ok(known);
        }
        if let Some(again) = self.again(&received.name, &hash)? {
            return Ok(again);
        }
        let folders = self.folders.clone();
        let examined = in_its_own_time(move || received.examined(&folders)).await?;
        let kept = examined.as_kept(self.folders);
        self.pledge_in_store(&kept).await?;
        self.pledge_here(&kept)?;
        match self.place(examined, &kept).await {
            Ok(()) => {
                self.kept_here().insert(*kept.hash(), kept.clone());
                Ok(kept)
            }
            Err(refused) => {
                self.settle(&kept).await?;
                Err(refused)
            }
        }
    }

    /// Puts its bytes in their places.
    async fn place(&self, examined: Examined, kept: &Kept) -> Result<(), MediaRefused> {
        let folders = self.folders.clone();
        let placed = in_its_own_time(move || examined.placed(&folders)).await;
        placed.map_err(|error| not_written(&kept.name, error))?;
        // In a store: it took its time to get there.
        self.pledge_in_store(kept).await
    }

    /// Pledges an original in the store, if this paper keeps its originals in one, for as long as it may take to get there.
    async fn pledge_in_store(&self, kept: &Kept) -> Result<(), MediaRefused> {
        let original = (kept.hash(), kept.asset.bytes);
        match kept.standing {
            Standing::InStore if !originals::pledge(self.store, original, self.clock).await? => Err(MediaRefused::Going(kept.name.clone())),
            _ => Ok(()),
        }
    }

    /// What was kept a moment ago, pledged once more.
    fn again(&self, name: &str, hash: &Hash) -> Result<Option<Kept>, MediaRefused> {
        let Some(kept) = self.kept_here().get(hash).cloned() else {
            return Ok(None);
        };
        let kept = Kept {
            name: name.to_owned(),
            ..kept
        };
        self.pledge_here(&kept)?;
        Ok(Some(kept))
    }

    /// Pledges what stands on this node, or is about to.
    fn pledge_here(&self, kept: &Kept) -> Result<(), MediaRefused> {
        let received = self.folders.received.pledge(kept.hash());
        let pledged = received.and_then(|()| self.folders.public.pledge(kept.public()));
        pledged.map_err(|error| MediaRefused::Unwritable(kept.name.clone(), error))
    }

    fn kept_here(&self) -> MutexGuard<'_, HashMap<Hash, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn known(&self, name: &str, (hash, length): (&Hash, u64)) -> Result<Option<Kept>, MediaRefused> {
        let found = public_media::found(&mut self.store.snapshot().await?, hash).await?;
        let stands = self.stands(name, (hash, length)).await?;
        Ok(match found {
            Some((asset, Some(cleaned))) if cleaned.outcome.is_ok() && cleaned.edition >= EDITION && stands => Some(Kept {
                name: name.to_owned(),
                before: Some(asset.id),
                cleaned,
                asset,
                standing: Standing::Here,
            }),
            _ => None,
        })
    }

    /// Whether its bytes are there already. A store that is away is told before anything of the file is kept.
    async fn stands(&self, name: &str, (hash, length): (&Hash, u64)) -> Result<bool, MediaRefused> {
        let (received, hash) = (self.folders.received.clone(), *hash);
        let stands = in_its_own_time(move || received.has(&hash, length)).await;
        stands.map_err(|error| not_written(name, error))
    }

    /// Says that the act is over, however it ended: the bytes of a file of which no row knows, or which nobody may have any
    /// more, go.
    pub async fn settle(&self, kept: &Kept) -> Result<(), Broken> {
        if kept.before.is_some() {
            return Ok(());
        }
        let (settle, take_back): (EndsPledge, EndsPledge) = (MediaFolder::settle, MediaFolder::take_back);
        let end_received = if self.is_wanted(kept.hash()).await? { settle } else { take_back };
        let end_public = if self.is_public(kept.public()).await? { settle } else { take_back };
        let (folders, kept) = (self.folders.clone(), kept.clone());
        let ended = in_its_own_time(move || {
            end_received(&folders.received, kept.hash())?;
            end_public(&folders.public, kept.public())
        });
        ended
            .await
            .map_err(|error| Broken::unreadable("the pledges of the media folder", error))
    }

    /// Whether readers may have bytes of some file of the paper.
    async fn is_public(&self, public: &Hash) -> Result<bool, Broken> {
        for received in public_media::with_hash(&mut self.store.snapshot().await?, public).await? {
            if self.is_wanted(&received).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn is_wanted(&self, hash: &Hash) -> Result<bool, Broken> {
        originals::is_wanted(self.store, hash).await
    }

    /// Sees to what processes left that died between keeping bytes and their act: nothing half stays, and what an act knows
    /// of does. Answers how many files went.
    pub async fn sweep(&self) -> Result<usize, Broken> {
        let unreadable = |error: io::Error| Broken::unreadable("what was left of incoming files", error);
        let folders = self.folders.clone();
        let left = in_its_own_time(move || Ok((folders.received.left_by_the_dead()?, folders.public.left_by_the_dead()?)));
        let (received, public) = left.await.map_err(unreadable)?;
        let mut gone = 0;
        for hash in &received.hashes {
            if !self.is_wanted(hash).await? {
                self.folders.received.forget_here(hash).map_err(unreadable)?;
                gone += 1;
            }
        }
        for hash in &public.hashes {
            if !self.is_public(hash).await? {
                self.folders.public.forget_here(hash).map_err(unreadable)?;
            }
        }
        received.settle().and_then(|()| public.settle()).map_err(unreadable)?;
        Ok(gone)
    }
}

impl Kept {
    /// Takes the file in: the act of which its bytes were kept before.
    pub async fn enter(&self, tx: &mut Tx, (desk, by): (&Desk, &By)) -> Result<Asset, MediaRefused> {
        if acts::media::is_withheld(tx, &self.asset.hash, &self.cleaned).await? {
            return Err(MediaRefused::Withheld(self.name.clone()));
        }
        if self.before.is_some() {
            return Ok(self.asset.clone());
        }
        self.refuse_if_gone(tx).await?;
        let asset = Asset {
            id: desk.ids.uuid(),
            ..self.asset.clone()
        };
        Ok(acts::media::take_in(tx, desk, by, &asset, &self.cleaned).await?)
    }

    /// An original in the store is relied upon while it is pledged, or another act has taken it in.
    async fn refuse_if_gone(&self, tx: &mut Tx) -> Result<(), MediaRefused> {
        let is_there = match self.standing {
            Standing::Here => true,
            Standing::InStore => pledged_originals::keep(tx, self.hash()).await? || assets::by_hash(tx, self.hash()).await?.is_some(),
        };
        if is_there {
            Ok(())
        } else {
            Err(MediaRefused::TooLate(self.name.clone()))
        }
    }

    /// The hash of what was received.
    pub const fn hash(&self) -> &Hash {
        &self.asset.hash
    }

    /// The hash of what readers get.
    fn public(&self) -> &Hash {
        self.cleaned.outcome.as_ref().unwrap_or(&self.asset.hash)
    }
}

/// A file that came and was looked at: what it is, and what of it may be public.
struct Examined {
    name: String,
    received: Incoming,
    /// Where that is something else than what was received.
    public: Option<Incoming>,
    asset: Asset,
}

impl Received {
    fn hashed(self) -> Result<(Self, Hash, u64), MediaRefused> {
        let (hash, length) = hash_of(&self.file).map_err(|error| MediaRefused::Unreadable(self.name.clone(), error))?;
        Ok((self, hash, length))
    }

    /// Reads what it is, and cleans it; its bytes are on this paper’s disk then, without a name.
    fn examined(&self, folders: &MediaFolders) -> Result<Examined, MediaRefused> {
        let media_type = self.media_type()?;
        let received = self.received(folders)?;
        let public = folders
            .public
            .written(|copy| cleaning::clean_file(media_type, received.file(), copy))
            .map_err(|why| self.not_cleaned(media_type, why))?;
        let size = self.size(media_type, received.file())?;
        Ok(Examined {
            name: self.name.clone(),
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

    fn media_type(&self) -> Result<&'static str, MediaRefused> {
        let head = head_of(&self.file).map_err(|error| MediaRefused::Unreadable(self.name.clone(), error))?;
        type_of(&head).ok_or_else(|| MediaRefused::Unknown(self.name.clone()))
    }

    /// The bytes on this paper’s disk, without a name yet.
    fn received(&self, folders: &MediaFolders) -> Result<Incoming, MediaRefused> {
        let rewound = (&self.file).rewind();
        rewound.map_err(|error| MediaRefused::Unreadable(self.name.clone(), error))?;
        let received = folders.received.receive(&mut (&self.file).take(LARGEST + 1));
        let received = received.map_err(|error| not_written(&self.name, error))?;
        if received.length() > LARGEST {
            return Err(MediaRefused::TooLarge(self.name.clone()));
        }
        Ok(received)
    }

    fn not_cleaned(&self, media_type: &str, why: NotCleaned) -> MediaRefused {
        let name = self.name.clone();
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
            _ => Err(MediaRefused::NoPicture(self.name.clone())),
        }
    }
}

impl Examined {
    /// What is known of it once its bytes are in their places.
    fn as_kept(&self, folders: &MediaFolders) -> Kept {
        Kept {
            name: self.name.clone(),
            cleaned: Cleaned {
                outcome: Ok(self.public_hash()),
                edition: EDITION,
            },
            asset: self.asset.clone(),
            before: None,
            standing: folders.received.originals().map_or(Standing::Here, |_| Standing::InStore),
        }
    }

    /// The hash of what readers get.
    fn public_hash(&self) -> Hash {
        self.public.as_ref().map_or(self.asset.hash, |public| *public.hash())
    }

    /// Puts what was received and, where that is something else, what readers get in their places: the disk is waited for
    /// once.
    fn placed(self, folders: &MediaFolders) -> io::Result<()> {
        std::thread::scope(|scope| {
            let public = self.public.map(|public| scope.spawn(|| folders.public.place(public)));
            folders.received.place(self.received)?;
            let broken = |_| io::Error::other("it was given up while it was written");
            public.map_or(Ok(()), |public| public.join().map_err(broken)?.map(drop))
        })
    }
}

fn not_written(name: &str, error: io::Error) -> MediaRefused {
    match Away::in_error(&error) {
        Some(away) => MediaRefused::StoreAway(name.to_owned(), away.store.clone(), away.why.en.clone(), away.why.fr.clone()),
        None => MediaRefused::Unwritable(name.to_owned(), error),
    }
}

/// The first bytes of a file.
pub(crate) fn head_of(mut file: &File) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.rewind()?;
    file.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

pub(crate) fn not_taken(path: &str, unread: Unread) -> MediaRefused {
    let path = path.to_owned();
    match unread {
        Unread::Missing | Unread::Folder => MediaRefused::Missing(path),
        Unread::Outside => MediaRefused::Outside(path),
        Unread::Link => MediaRefused::Link(path),
        Unread::Special => MediaRefused::Special(path),
        Unread::TooLarge(_) => MediaRefused::TooLarge(path),
        Unread::Failed(error) => MediaRefused::Unreadable(path, error),
    }
}
