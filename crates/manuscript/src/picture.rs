//! Pictures and other media as copy uses them: the file, its rights as printed, where to look.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::text::Text;

/// The file that a use points at: a path until it is taken in, an asset afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Media {
    /// A path in the folder that the manuscript came in.
    File(String),
    /// An asset of the paper, with the SHA-256 (lower-case hexadecimal) of the file that was printed.
    Asset { asset: Uuid, hash: String },
}

impl Media {
    /// The file to which a link leads, if it is one of the paper's.
    pub fn linked(address: &str) -> Option<Self> {
        asset_in(address)
    }
}

impl From<String> for Media {
    fn from(text: String) -> Self {
        asset_in(&text).unwrap_or(Self::File(text))
    }
}

impl From<Media> for String {
    fn from(media: Media) -> Self {
        match media {
            Media::File(path) => path,
            Media::Asset { asset, hash } => format!("asset:{asset}:{hash}"),
        }
    }
}

/// Whether a text is the hash of a file as addresses and manuscripts write it: SHA-256 in lower-case hexadecimal.
pub fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn asset_in(text: &str) -> Option<Media> {
    let (asset, hash) = text.strip_prefix("asset:")?.split_once(':')?;
    let asset = Uuid::try_parse(asset).ok().filter(|id| id.to_string() == asset)?;
    is_hash(hash).then(|| Media::Asset {
        asset,
        hash: hash.to_owned(),
    })
}

/// A picture as one article uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    pub picture: Media,
    /// As printed; no picture is public without one.
    pub credit: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
    /// Where to look, in percent from the left and from the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focal: Option<(u8, u8)>,
    /// The day on which it was taken (`2019-06-02`, or less: `2019-06`, `2019`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<String>,
    /// Said with the picture: it is older than what the article tells.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub archives: bool,
}

/// The picture that leads the article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    pub image: Picture,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caption: Text,
}
