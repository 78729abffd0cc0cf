//! Once: an act that its sender asks for again under the same key is not done again, and gets the same answer.

use manuscript::{Instant, Uuid, canonical, refusals};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::answers::{self, Answered, Key};
use store::{Broken, Tx};

/// How long an answer is kept.
const A_WEEK: i64 = 7 * 24 * 60 * 60 * 1_000;
/// The longest key that a sender may choose, in bytes.
const LONGEST: usize = 255;

refusals! {
    /// Why an act with a key of its sender was not done.
    #[derive(Debug)]
    pub enum OnceRefused [Broken(Broken)] {
        NoKey:
            "the key is empty or longer than 255 bytes: send something that you choose anew for each act"
            / "la clé est vide ou plus longue que 255 octets : envoyez ce que vous choisissez à neuf pour chaque acte",
        AnotherRequest:
            "something else was asked under this key: choose a new key for each act"
            / "autre chose a été demandé sous cette clé : choisissez une clé nouvelle pour chaque acte",
    }
}

/// A key as its sender chose it, and which act of a batch it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentKey {
    key: String,
    /// Nothing for an act that came alone.
    line: Option<u64>,
}

impl SentKey {
    /// Refuses a key that is none.
    pub fn of(key: &str) -> Result<Self, OnceRefused> {
        if key.is_empty() || key.len() > LONGEST {
            return Err(OnceRefused::NoKey);
        }
        Ok(Self {
            key: key.to_owned(),
            line: None,
        })
    }

    /// The same for one act of a batch.
    pub fn for_line(&self, line: u64) -> Self {
        Self {
            line: Some(line),
            ..self.clone()
        }
    }

    fn digest(&self) -> [u8; 32] {
        let hash = Sha256::new().chain_update([u8::from(self.line.is_some())]);
        let hash = hash.chain_update(self.line.unwrap_or(0).to_be_bytes());
        hash.chain_update(&self.key).finalize().into()
    }
}

/// What makes an act known again: who asks, under which key, for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    account: Uuid,
    key: [u8; 32],
    request: [u8; 32],
}

impl Once {
    /// The act that an account asks for under a key.
    pub fn of(account: Uuid, key: &SentKey, request: &Value) -> Result<Self, OnceRefused> {
        let request = canonical::text_of(request).map_err(|error| Broken::unreadable("a request", error))?;
        Ok(Self {
            account,
            key: key.digest(),
            request: Sha256::digest(request).into(),
        })
    }

    const fn key(&self) -> Key<'_> {
        Key {
            account: self.account,
            digest: &self.key,
        }
    }

    /// What was answered before, in the transaction in which the act would be done.
    pub async fn answered(&self, tx: &mut Tx, now: Instant) -> Result<Option<Value>, OnceRefused> {
        let Some(before) = answers::of_key(tx, self.key(), now).await? else {
            return Ok(None);
        };
        if before.request != self.request {
            return Err(OnceRefused::AnotherRequest);
        }
        let answer = serde_json::from_str(&before.answer).map_err(|error| Broken::unreadable("an answer", error))?;
        Ok(Some(answer))
    }

    /// Keeps the answer in the transaction of the act, and forgets what is older than a week.
    pub async fn keep(&self, tx: &mut Tx, answer: &Value, now: Instant) -> Result<(), Broken> {
        answers::forget(tx, now).await?;
        let answered = Answered {
            request: self.request.to_vec(),
            answer: answer.to_string(),
        };
        answers::keep(tx, self.key(), &answered, Instant(now.0 + A_WEEK)).await
    }
}
