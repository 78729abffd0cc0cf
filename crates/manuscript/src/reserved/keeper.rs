//! For what a first word is reserved.

use super::rooms::Room;
use crate::sentence::Phrase;

/// For what the first word of addresses is kept from papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Keeper {
    /// A room that is to come.
    Room(Room),
    Media,
    Assets,
    Sharing,
    /// Feeds: ours, and those that readers of other systems ask for.
    Feeds,
    Sitemaps,
    /// Names that browsers, shops, networks and robots look for by themselves.
    WellKnown,
    /// What machines ask of machines.
    Programs,
    /// What other systems have and robots try everywhere: nobody should find an article there.
    OtherSystems,
}

impl Keeper {
    /// As it stands behind “is kept for” and « est réservée ».
    pub const fn said(self) -> Phrase {
        let (fr, en) = match self {
            Self::Room(Room::Newsroom) => ("à la rédaction", "the newsroom"),
            Self::Room(Room::Search) => ("à la recherche", "search"),
            Self::Room(Room::Account) => ("au compte des lecteurs", "the readers’ account"),
            Self::Room(Room::Comments) => ("aux commentaires", "comments"),
            Self::Room(Room::Newsletters) => ("aux lettres d’information", "newsletters"),
            Self::Room(Room::Previews) => ("aux aperçus", "previews"),
            Self::Media => ("aux images et aux enregistrements", "pictures and recordings"),
            Self::Assets => (
                "aux feuilles de style, aux polices et aux scripts",
                "style sheets, fonts and scripts",
            ),
            Self::Sharing => ("au partage", "sharing"),
            Self::Feeds => ("aux flux", "feeds"),
            Self::Sitemaps => ("aux plans du site", "sitemaps"),
            Self::WellKnown => (
                "à un fichier que navigateurs et robots cherchent sous ce nom",
                "a file that browsers and robots look for by this name",
            ),
            Self::Programs => ("aux programmes", "programs"),
            Self::OtherSystems => ("aux adresses d’autres systèmes", "the addresses of other systems"),
        };
        Phrase { fr, en }
    }
}
