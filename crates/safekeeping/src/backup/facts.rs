//! What a backup says of itself: `backup.json`, its last member.

use std::collections::BTreeMap;

use manuscript::commitment::{Hash, hex, unhex};
use manuscript::{Instant, Uuid};
use serde::{Deserialize, Serialize};
use store::carrying::Count;

use crate::refused::NotKept;

/// The form of the archive that this program writes and reads.
pub(super) const FORM: u32 = 1;
/// The member that says what the others are.
pub(super) const NAME: &str = "backup.json";
/// The member that holds every row.
pub(super) const DATABASE: &str = "paper.db";

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Facts {
    pub(super) form: u32,
    /// The version of the program that made it.
    pub(super) program: String,
    pub(super) schema: i64,
    /// The engine that the paper lives on; the backup itself is the same from both.
    pub(super) engine: String,
    pub(super) made_at: Instant,
    pub(super) paper: PaperFacts,
    pub(super) record: RecordFacts,
    pub(super) counts: BTreeMap<String, i64>,
    /// What did not verify when the backup was made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) wrong: Vec<String>,
    /// Files that belong to the paper and were not there, or damaged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) missing: Vec<String>,
    pub(super) members: Vec<Member>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PaperFacts {
    pub(super) identity: Uuid,
    pub(super) name: String,
}

/// Where the record ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct RecordFacts {
    pub(super) number: i64,
    pub(super) hash: String,
}

/// One file of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) path: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl From<(i64, Hash)> for RecordFacts {
    fn from((number, hash): (i64, Hash)) -> Self {
        Self { number, hash: hex(&hash) }
    }
}

impl Facts {
    pub(super) fn bytes(&self) -> Result<Vec<u8>, NotKept> {
        serde_json::to_vec_pretty(self).map_err(NotKept::failed)
    }
}

pub(super) fn counts_of(counts: Vec<Count>) -> BTreeMap<String, i64> {
    counts.into_iter().map(|count| (count.table, count.rows)).collect()
}

/// Where the file with a hash stands in the archive, as in the media folder.
pub(super) fn path_of(hash: &Hash) -> String {
    let name = hex(hash);
    format!("media/{}/{}", &name[..2], &name[2..])
}

/// The hash of the file at a path of the archive, if it is one of media.
pub(super) fn hash_of(path: &str) -> Option<Hash> {
    let (folder, name) = path.strip_prefix("media/")?.split_once('/')?;
    let hash = unhex::<32>(&format!("{folder}{name}"))?;
    (path_of(&hash) == path).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::{hash_of, path_of};

    #[test]
    fn only_a_path_of_media_is_one() {
        let path = path_of(&[0xab; 32]);
        assert_eq!(hash_of(&path), Some([0xab; 32]));
        for other in [
            "media/../paper.db",
            "paper.db",
            &path.to_uppercase(),
            &path.replace("media/ab/", "media/a/b"),
        ] {
            assert_eq!(hash_of(other), None, "{other}");
        }
    }
}
