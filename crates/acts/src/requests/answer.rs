//! What an act answers: for machines, and in a line for people.

use manuscript::Said;
use serde_json::{Map, Value};

use crate::publication::Published;

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The word of `done` in JSON.
    pub done: &'static str,
    pub facts: Map<String, Value>,
    pub said: Said,
}

impl Answer {
    /// An act that answers nothing but that it stands.
    pub(crate) fn plain(done: &'static str, said: Said) -> Self {
        let facts = Map::new();
        Self { done, facts, said }
    }

    /// The version that went live and where it stands; `done` and its French word say how it came to be live.
    pub(super) fn went_live(done: &'static str, french: &str, published: &Published) -> Self {
        let Published { article, number, path } = published;
        let said = Said::new(
            format!("{french} : version {number}, {path}"),
            format!("{done}: version {number}, {path}"),
        );
        Self::plain(done, said)
            .with("article", article.to_string())
            .with("version", *number)
            .with("path", path.as_str())
    }

    pub(crate) fn with(mut self, name: &str, fact: impl Into<Value>) -> Self {
        self.facts.insert(name.to_owned(), fact.into());
        self
    }

    /// The answer as JSON.
    pub fn to_json(&self) -> Value {
        let mut answer = self.facts.clone();
        answer.insert("done".into(), self.done.into());
        Value::Object(answer)
    }
}
