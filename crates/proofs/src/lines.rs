//! Bytes of a file as lines and columns.

use copydesk::utf16;

/// Where lines begin.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<usize>,
}

/// A place as people and editors name it. Lines and columns begin at 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    /// In characters.
    pub column: usize,
    /// In UTF-16 code units.
    pub utf16: usize,
}

impl Lines {
    pub fn of(text: &str) -> Self {
        let after = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self {
            starts: std::iter::once(first_letter(text)).chain(after).collect(),
        }
    }

    pub fn position(&self, text: &str, at: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let before = self
            .starts
            .get(line.saturating_sub(1))
            .and_then(|start| text.get(*start..at))
            .unwrap_or_default();
        Position {
            line,
            column: before.chars().count() + 1,
            utf16: utf16::units(before) + 1,
        }
    }

    /// The bytes of a line, without its end.
    pub fn range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(text.len());
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
        start..end
    }
}

/// Where the first line begins: no editor counts a byte order mark.
pub fn first_letter(text: &str) -> usize {
    text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len()
}
