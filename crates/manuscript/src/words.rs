//! The closed lists of the paper: kinds, access, natures, views, states.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Declares a closed list whose members are written in snake case, in files, databases and addresses alike.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$vdoc])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every member, in the order of the glossary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The member as it is written in files and databases.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::words::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::words::UnknownWord { word: text.to_owned(), known: &[$($text),+] }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use closed_list;

/// A word that is not on its list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not one of: {}", known.join(", "))]
pub struct UnknownWord {
    pub word: String,
    pub known: &'static [&'static str],
}

closed_list! {
    /// What sort of piece an article is.
    Kind {
        News = "news",
        Brief = "brief",
        /// A short piece that credits another outlet (pépite).
        Pickup = "pickup",
        Report = "report",
        Analysis = "analysis",
        Interview = "interview",
        Opinion = "opinion",
        Column = "column",
        Live = "live",
        Video = "video",
        Podcast = "podcast",
        Gallery = "gallery",
    }
}

impl Kind {
    /// The list of all articles of this kind, as a thing in which they stand.
    pub fn list(self) -> Uuid {
        let mut bytes = *b"kind            ";
        let word = self.as_str().as_bytes();
        bytes[4..4 + word.len()].copy_from_slice(word);
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

closed_list! {
    /// Who may read an article whole.
    Access {
        Everyone = "everyone",
        Registered = "registered",
        Subscribers = "subscribers",
    }
}

closed_list! {
    /// Why a version exists; it drives the modification date, the feeds and the public history.
    Nature {
        First = "first",
        Typo = "typo",
        Update = "update",
        Clarification = "clarification",
        Correction = "correction",
        Retraction = "retraction",
        Restoration = "restoration",
    }
}

closed_list! {
    /// The legal ground on which something is withheld.
    Ground {
        CourtOrder = "court_order",
        Minor = "minor",
        Victim = "victim",
        Rights = "rights",
        Privacy = "privacy",
    }
}

closed_list! {
    /// Where readers are told of a change: at the foot of the article, or at its top when the meaning changed.
    Place {
        Foot = "foot",
        Top = "top",
    }
}

closed_list! {
    /// How much of an article a page shows.
    View {
        Full = "full",
        Teaser = "teaser",
    }
}

closed_list! {
    /// How a figure's value bounds the truth.
    Bound {
        Exact = "exact",
        AtLeast = "at_least",
        AtMost = "at_most",
        MoreThan = "more_than",
        LessThan = "less_than",
        About = "about",
        Nearly = "nearly",
    }
}

closed_list! {
    /// How far a figure is established.
    Standing {
        Confirmed = "confirmed",
        Provisional = "provisional",
        Reported = "reported",
        Claimed = "claimed",
        Disputed = "disputed",
    }
}

closed_list! {
    /// A part of the copy as a reader would name it; where there are several, the block's id tells them apart.
    Part {
        Headline = "headline",
        Kicker = "kicker",
        Standfirst = "standfirst",
        Byline = "byline",
        Dateline = "dateline",
        LeadPicture = "lead-picture",
        LeadCaption = "lead-caption",
        LeadCredit = "lead-credit",
        LeadAlternative = "lead-alternative",
        Paragraph = "paragraph",
        Heading = "heading",
        List = "list",
        Quotation = "quotation",
        QuestionAnswer = "question-answer",
        PullQuote = "pull-quote",
        Box = "box",
        Image = "image",
        Gallery = "gallery",
        Embed = "embed",
        Audio = "audio",
        Video = "video",
        Document = "document",
        Table = "table",
        Timeline = "timeline",
        ReadAlso = "read-also",
        Correction = "correction",
        Separator = "separator",
        Code = "code",
        Footnote = "footnote",
        Withheld = "withheld",
        Stash = "stash",
        Status = "status",
        Kind = "kind",
        Language = "language",
        SourceCredit = "source-credit",
        ShortHeadline = "short-headline",
        SearchHeadline = "search-headline",
        SocialHeadline = "social-headline",
        AlertHeadline = "alert-headline",
        Description = "description",
    }
}

closed_list! {
    /// What happened to a part between two versions.
    Change {
        /// Its words are not the same.
        Words = "words",
        Added = "added",
        Removed = "removed",
        /// The same block stands elsewhere in the body.
        Moved = "moved",
        /// Its picture, sound or film is another file.
        Replaced = "replaced",
        /// The words are the same; a link, a figure's source, a presentation is not.
        Beside = "beside",
    }
}

impl Nature {
    /// Readers are told of every change but the mending of a typo.
    pub const fn is_public(self) -> bool {
        !matches!(self, Self::Typo)
    }
}

/// "En cours", "mis à jour", or a wording of the paper's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Status {
    Developing,
    Updated,
    Own(String),
}

impl From<String> for Status {
    fn from(text: String) -> Self {
        match text.as_str() {
            "developing" => Self::Developing,
            "updated" => Self::Updated,
            _ => Self::Own(text),
        }
    }
}

impl From<Status> for String {
    fn from(status: Status) -> Self {
        match status {
            Status::Developing => "developing".into(),
            Status::Updated => "updated".into(),
            Status::Own(text) => text,
        }
    }
}
