//! What a check says: a place and a sentence.

use std::fmt;

/// One breach of a rule, at a place.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(super) struct Remark {
    pub(super) path: String,
    pub(super) line: usize,
    pub(super) sentence: String,
}

impl Remark {
    pub(super) fn new(path: &str, line: usize, sentence: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            sentence: sentence.into(),
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.sentence)
    }
}
