//! Why a file was not read, for whoever handed the folder over: the sentence completes "the file …".

use manuscript::refusal::{Refusal, Said};

use crate::Unread;

impl Refusal for Unread {
    fn said(&self) -> Said {
        let french = match self {
            Self::Missing => "n’est pas là".to_owned(),
            Self::Link => "est un lien, ou se trouve derrière un lien ; mettez-y le fichier lui-même".to_owned(),
            Self::Special => "est un tube, une prise ou un périphérique, et pas un fichier ; enlevez-le".to_owned(),
            Self::Folder => "est un dossier, et pas un fichier".to_owned(),
            Self::Outside => "est hors du dossier".to_owned(),
            Self::TooLarge(megabytes) => format!("dépasse {megabytes} Mo"),
            Self::Failed(error) => format!("ne peut pas être lu : {error}"),
        };
        Said::new(french, self.to_string())
    }

    fn code(&self) -> String {
        let reason = match self {
            Self::Missing => "missing",
            Self::Link => "link",
            Self::Special => "special",
            Self::Folder => "folder",
            Self::Outside => "outside",
            Self::TooLarge(_) => "too_large",
            Self::Failed(_) => "failed",
        };
        format!("unread.{reason}")
    }

    fn codes() -> Vec<String> {
        let reasons = ["missing", "link", "special", "folder", "outside", "too_large", "failed"];
        reasons.map(|reason| format!("unread.{reason}")).into()
    }
}
