//! What a subject is now, as an entry says it: what is there, and the digest of its words.

use manuscript::canonical;
use manuscript::commitment::hex;
use manuscript::record::words_digest;
use manuscript::state::WORDS;
use serde_json::{Map, Value};

use crate::Broken;

/// What a subject is now.
#[derive(Clone, Debug)]
pub(crate) struct Described {
    fields: Map<String, Value>,
    /// Names and sentences, of which an entry has the digest alone.
    words: Option<Value>,
}

impl Described {
    /// From an object, without what is not there.
    pub(super) fn of(fields: Value) -> Self {
        let mut fields = match fields {
            Value::Object(fields) => fields,
            _ => Map::new(),
        };
        fields.retain(|_, value| is_there(value));
        Self { fields, words: None }
    }

    pub(super) fn saying(self, words: Value) -> Self {
        Self {
            words: Some(words),
            ..self
        }
    }

    pub(crate) const fn has_words(&self) -> bool {
        self.words.is_some()
    }

    /// The state as an entry carries it, with the digest of its words.
    pub(crate) fn value(mut self, salt: Option<&[u8]>) -> Result<Value, Broken> {
        if let (Some(words), Some(salt)) = (&self.words, salt) {
            let digest = hex(&words_digest(salt, &text_of(words)?));
            self.fields.insert(WORDS.into(), digest.into());
        }
        Ok(Value::Object(self.fields))
    }

    /// The state as canonical text.
    pub(crate) fn text(self, salt: Option<&[u8]>) -> Result<String, Broken> {
        text_of(&self.value(salt)?)
    }
}

fn text_of(value: &Value) -> Result<String, Broken> {
    canonical::text_of(value).map_err(|error| Broken::unreadable("a state", error))
}

fn is_there(value: &Value) -> bool {
    !value.is_null() && value.as_array().is_none_or(|all| !all.is_empty())
}
