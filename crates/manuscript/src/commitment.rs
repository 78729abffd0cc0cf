//! A version as a commitment: every field and block is a salted leaf, the leaves make the link, the links make the chain.
//!
//! A leaf can be withheld (its bytes and salt removed) and the chain still verifies: the digest stays.
//!
//! ```text
//! leaf = SHA-256("rotative leaf 1" 00 path 00 salt[16] canonical-bytes)
//! link = SHA-256("rotative version 1" 00 previous[32] article[16] number[8, big-endian] nature 00 instant[8, big-endian, ms] leaf…)
//! ```

use std::borrow::Cow;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::canonical::{self, NotCanonical};
use crate::clock::{Ids, Instant};
use crate::words::Nature;

/// A SHA-256.
pub type Hash = [u8; 32];

/// Where a chain begins.
pub const NO_LINK: Hash = [0; 32];

/// One leaf: the path of a field or block, its salt (gone when withheld) and its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Leaf {
    pub path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    pub digest: String,
}

/// What a link commits to besides its leaves.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    pub previous: &'a Hash,
    pub article: Uuid,
    pub number: i64,
    pub nature: Nature,
    pub at: Instant,
}

/// What a check of one version found wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    #[error("the text of `{0}` is not what was published")]
    Leaf(String),
    #[error("`{0}` was published and is missing")]
    Missing(String),
    #[error("`{0}` was never published")]
    Added(String),
    #[error("the link does not match its leaves, its number, its nature or its instant")]
    Link,
    #[error("the version does not follow the one before it")]
    Chain,
    #[error("the copy cannot be read: {0}")]
    Unreadable(String),
}

/// Draws salts and commits to every field and block of a copy, given as canonical text.
pub fn leaves_of(copy: &str, ids: &dyn Ids) -> Result<Vec<Leaf>, NotCanonical> {
    cut_up(copy)?
        .into_iter()
        .map(|(path, bytes)| {
            let salt = ids.salt();
            let digest = hex(&leaf_digest(&path, &salt, bytes.as_bytes()));
            Ok(Leaf {
                path,
                salt: Some(hex(&salt)),
                digest,
            })
        })
        .collect()
}

/// The link that commits to a version.
pub fn link_of(link: &Link<'_>, leaves: &[Leaf]) -> Option<Hash> {
    let mut digest = Sha256::new()
        .chain_update(b"rotative version 1\0")
        .chain_update(link.previous)
        .chain_update(link.article.as_bytes())
        .chain_update(link.number.to_be_bytes())
        .chain_update(link.nature.as_str())
        .chain_update([0])
        .chain_update(link.at.0.to_be_bytes());
    for leaf in leaves {
        digest.update(unhex::<32>(&leaf.digest)?);
    }
    Some(digest.finalize().into())
}

/// A copy as canonical text, and its leaves.
#[derive(Clone, Copy, Debug)]
pub struct Committed<'a> {
    pub copy: &'a str,
    pub leaves: &'a [Leaf],
}

/// Checks a version against its leaves and its link. Withheld leaves pass: their digest stands in the link.
pub fn verify(committed: &Committed<'_>, link: &Link<'_>, expected: &Hash) -> Vec<Broken> {
    let Committed { copy, leaves } = *committed;
    let mut found = verify_leaves(copy, leaves);
    if link_of(link, leaves).as_ref() != Some(expected) {
        found.push(Broken::Link);
    }
    found
}

fn verify_leaves(copy: &str, leaves: &[Leaf]) -> Vec<Broken> {
    let pieces = match cut_up(copy) {
        Ok(pieces) => pieces,
        Err(error) => return vec![Broken::Unreadable(error.to_string())],
    };
    let mut found = Vec::new();
    let mut pieces = pieces.into_iter().peekable();
    for leaf in leaves {
        let Some(salt) = leaf.salt.as_deref() else { continue };
        match pieces.next_if(|(path, _)| *path == leaf.path) {
            Some((path, bytes)) => {
                let digest = unhex::<16>(salt).map(|salt| hex(&leaf_digest(&path, &salt, bytes.as_bytes())));
                if digest.as_ref() != Some(&leaf.digest) {
                    found.push(Broken::Leaf(path));
                }
            }
            None => found.push(Broken::Missing(leaf.path.clone())),
        }
    }
    found.extend(pieces.map(|(path, _)| Broken::Added(path)));
    found
}

/// The leaves' paths and bytes: each field by its name in canonical order, the body block by block. A stored copy is
/// canonical already, so its pieces are cut out of it and never written anew.
pub fn pieces_of(copy: &str) -> Result<Vec<(String, String)>, NotCanonical> {
    let pieces = cut_up(copy)?.into_iter();
    Ok(pieces.map(|(path, piece)| (path, piece.to_owned())).collect())
}

fn cut_up(copy: &str) -> Result<Vec<(String, &str)>, NotCanonical> {
    Ok(canonical::read_borrowed::<Pieces<'_>>(copy)?.0)
}

struct Pieces<'a>(Vec<(String, &'a str)>);

impl<'a> Deserialize<'a> for Pieces<'a> {
    fn deserialize<D: Deserializer<'a>>(copy: D) -> Result<Self, D::Error> {
        copy.deserialize_map(Cutting)
    }
}

struct Cutting;

impl<'a> Visitor<'a> for Cutting {
    type Value = Pieces<'a>;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the fields of a copy")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        let mut pieces = Vec::new();
        while let Some(name) = fields.next_key::<String>()? {
            if name != "body" {
                pieces.push((name, fields.next_value::<&RawValue>()?.get()));
                continue;
            }
            for block in fields.next_value::<Vec<&RawValue>>()? {
                let id = serde_json::from_str::<Identified<'_>>(block.get())
                    .map_err(A::Error::custom)?
                    .attrs
                    .id;
                pieces.push((format!("body/{id}"), block.get()));
            }
        }
        Ok(Pieces(pieces))
    }
}

#[derive(Deserialize)]
struct Identified<'a> {
    #[serde(borrow, default)]
    attrs: Identity<'a>,
}

#[derive(Default, Deserialize)]
struct Identity<'a> {
    #[serde(borrow, default)]
    id: Cow<'a, str>,
}

fn leaf_digest(path: &str, salt: &[u8; 16], bytes: &[u8]) -> Hash {
    Sha256::new()
        .chain_update(b"rotative leaf 1\0")
        .chain_update(path)
        .chain_update([0])
        .chain_update(salt)
        .chain_update(bytes)
        .finalize()
        .into()
}

/// The digest of what readers are told about a version: `SHA-256("rotative explanation 1" 00 salt[16] text)`.
pub fn explanation_digest(salt: &[u8], text: &str) -> Hash {
    Sha256::new()
        .chain_update(b"rotative explanation 1\0")
        .chain_update(salt)
        .chain_update(text)
        .finalize()
        .into()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.map(|nibble| char::from(DIGITS[usize::from(nibble)])).collect()
}

/// Bytes from lower-case hexadecimal, if it is exactly so many.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    (text.len() == N * 2 && text.is_ascii()).then_some(())?;
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        let [high, low] = [pair[0], pair[1]].map(|digit| char::from(digit).to_digit(16));
        *byte = u8::try_from(high? * 16 + low?).ok()?;
    }
    Some(bytes)
}
