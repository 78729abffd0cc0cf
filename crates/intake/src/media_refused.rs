//! Why a file was not taken in.

use std::io;

use folders::Unread;
use manuscript::refusals;
use store::Broken;
use store::media::Away;

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
            "the file `{path}` was not taken in, and nothing of it was kept: the media store `{store}` cannot be used ({english}); bring it again in a moment, and tell whoever keeps this machine if it stays so"
            / "le fichier « {path} » n’a pas été pris, et rien n’en a été gardé : le magasin des médias « {store} » est inutilisable ({french}) ; reprenez-le dans un instant, et dites-le à qui tient cette machine si cela dure",
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

/// Why bytes are neither on this node’s disk nor in the store.
pub(crate) fn not_written(name: &str, error: io::Error) -> MediaRefused {
    match Away::in_error(&error) {
        Some(away) => MediaRefused::StoreAway(name.to_owned(), away.store.clone(), away.why.en.clone(), away.why.fr.clone()),
        None => MediaRefused::Unwritable(name.to_owned(), error),
    }
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
