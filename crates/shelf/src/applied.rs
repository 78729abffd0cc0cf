//! Where in the record a shelf is.

use std::fmt;

/// The number of the last entry that is on a shelf, and its hash in hexadecimal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    pub number: i64,
    pub hash: String,
}

impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number, self.hash)
    }
}

impl Applied {
    /// As the shelf keeps it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (number, hash) = text.split_once(' ')?;
        Some(Self {
            number: number.parse().ok()?,
            hash: hash.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Applied;

    #[test]
    fn it_is_read_as_it_is_kept() {
        let applied = Applied {
            number: 7,
            hash: "ab".into(),
        };
        assert_eq!(Applied::read(&applied.to_string()), Some(applied));
        assert_eq!(Applied::read("7"), None);
    }
}
