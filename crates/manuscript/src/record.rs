//! One entry of the record, and the hash that chains it to the entry before.
//!
//! ```text
//! form 1: hash = SHA-256("rotative record 1" 00 previous[32] canonical-JSON-of-the-entry)
//! form 2: hash = SHA-256("rotative record 2" 00 previous[32] canonical-JSON-of-the-entry)
//! words  = SHA-256("rotative words 1" 00 salt[16] text)
//! ```
//!
//! An entry of form 2 also says what its subjects are once it is done, and why pages are purged. It holds identities, codes,
//! numbers, instants, paths and digests: words stand outside of it, with their salts, where they can be taken away.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::act::{Act, Purge};
use crate::canonical::{self, NotCanonical};
use crate::clock::Instant;
use crate::commitment::Hash;

/// What subjects are after an act, by key; a subject that is there no more is null.
pub type State = BTreeMap<String, serde_json::Value>;

/// How an entry is written and hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub enum Form {
    /// What was entered before there was another; it says nothing of its form.
    #[default]
    One,
    Two,
}

/// An entry that a later program made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry of form {0} is not known here: a newer program made it")]
pub struct UnknownForm(i64);

/// What the record says of one act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    #[serde(default, skip_serializing_if = "Form::is_one")]
    pub form: Form,
    pub number: i64,
    pub at: Instant,
    pub by: String,
    pub act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub thing: Option<Uuid>,
    /// What it touched, as tags write themselves.
    pub tags: Vec<String>,
    /// The code of a [`Purge`], so that a node purges rightly for acts whose names it does not know. Form 2 alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purge: Option<String>,
    /// What the act alone knows: the version's number and link, the address.
    #[serde(default, skip_serializing_if = "serde_json::Value::is_null")]
    pub detail: serde_json::Value,
    /// What its subjects are now. Form 2 alone.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub state: State,
}

impl Form {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands the field as it is")]
    const fn is_one(&self) -> bool {
        matches!(self, Self::One)
    }

    const fn domain(self) -> &'static [u8] {
        match self {
            Self::One => b"rotative record 1\0",
            Self::Two => b"rotative record 2\0",
        }
    }
}

impl From<Form> for i64 {
    fn from(form: Form) -> Self {
        match form {
            Form::One => 1,
            Form::Two => 2,
        }
    }
}

impl TryFrom<i64> for Form {
    type Error = UnknownForm;

    fn try_from(number: i64) -> Result<Self, UnknownForm> {
        match number {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            other => Err(UnknownForm(other)),
        }
    }
}

/// An entry in canonical text: its larger parts as they are kept, and the whole as it is hashed.
#[derive(Clone, Debug)]
pub struct Written {
    pub tags: String,
    pub detail: String,
    pub state: String,
    form: Form,
    whole: String,
}

impl Written {
    /// The hash that chains the entry to the one before.
    pub fn hash_after(&self, previous: &Hash) -> Hash {
        Sha256::new()
            .chain_update(self.form.domain())
            .chain_update(previous)
            .chain_update(&self.whole)
            .finalize()
            .into()
    }
}

impl Entry {
    /// Writes each part once, for the whole and for itself.
    pub fn written(&self) -> Result<Written, NotCanonical> {
        let (tags, detail, state) = (
            canonical::text_of(&self.tags)?,
            canonical::text_of(&self.detail)?,
            canonical::text_of(&self.state)?,
        );
        let mut members = BTreeMap::from([
            ("number", self.number.to_string()),
            ("at", canonical::text_of(&self.at)?),
            ("by", canonical::text_of(&self.by)?),
            ("act", canonical::text_of(&self.act)?),
            ("tags", tags.clone()),
        ]);
        let more = [
            ("form", (!self.form.is_one()).then(|| i64::from(self.form).to_string())),
            ("thing", self.thing.map(|thing| format!("\"{thing}\""))),
            ("purge", self.purge.as_ref().map(canonical::text_of).transpose()?),
            ("detail", (!self.detail.is_null()).then(|| detail.clone())),
            ("state", (!self.state.is_empty()).then(|| state.clone())),
        ];
        members.extend(more.into_iter().filter_map(|(name, text)| Some((name, text?))));
        Ok(Written {
            tags,
            detail,
            state,
            form: self.form,
            whole: canonical::object_of(&members),
        })
    }

    /// The hash that chains this entry to the one before.
    pub fn hash_after(&self, previous: &Hash) -> Result<Hash, NotCanonical> {
        Ok(self.written()?.hash_after(previous))
    }

    /// Whether readers lose something by it. A code that is not known is taken for the worse one.
    pub fn takes_back(&self) -> bool {
        takes_back(self.form.into(), self.purge.as_deref(), &self.act)
    }
}

/// The same of an entry of any form, by its number: forms that are not known here keep their purge where the second does.
pub fn takes_back(form: i64, purge: Option<&str>, act: &str) -> bool {
    match (form, purge) {
        (1, _) => act.parse().is_ok_and(Act::takes_back),
        (_, None) => false,
        (_, Some(code)) => code != Purge::Changes.as_str(),
    }
}

/// The digest by which the record knows words that stand outside of it, beside their salt.
pub fn words_digest(salt: &[u8], text: &str) -> Hash {
    Sha256::new()
        .chain_update(b"rotative words 1\0")
        .chain_update(salt)
        .chain_update(text)
        .finalize()
        .into()
}
