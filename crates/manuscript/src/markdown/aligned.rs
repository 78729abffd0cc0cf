//! The letters of a YAML scalar or of code beside those of its source.

use super::origin::{Origins, Sort};
use super::style::Style;

/// A scalar as it is written, and the offset of the file at which it begins.
pub(super) struct Written<'a> {
    pub(super) source: &'a str,
    pub(super) base: usize,
    pub(super) style: Style,
}

/// The letters of a value in its source; nothing where the two differ.
pub(super) fn aligned(value: &str, written: &Written<'_>) -> Option<Origins> {
    let Written { source, base, style } = *written;
    let (start, end) = inside(value, source, style);
    let mut walk = Walk {
        value,
        source: source.get(start..end)?,
        base: base + start,
        found: Origins::default(),
        at: 0,
    };
    while walk.found.text.len() < value.len() {
        walk.step(style)?;
    }
    walk.source[walk.at..].trim().is_empty().then_some(walk.found)
}

/// Where the letters begin and end: without quotation marks, a block's header and its first indentation.
fn inside(value: &str, source: &str, style: Style) -> (usize, usize) {
    let blanks = |text: &str| text.len() - text.trim_start_matches(' ').len();
    match style {
        Style::Plain | Style::PlainInFlow => (0, source.len()),
        Style::Single | Style::Double => (1, source.len().saturating_sub(1)),
        Style::Block => {
            let header = if source.starts_with(['|', '>']) {
                source.find('\n').map_or(0, |at| at + 1)
            } else {
                0
            };
            let indent = blanks(&source[header..]).saturating_sub(blanks(value));
            (header + indent, source.len())
        }
    }
}

struct Walk<'a> {
    value: &'a str,
    source: &'a str,
    base: usize,
    found: Origins,
    at: usize,
}

impl Walk<'_> {
    fn step(&mut self, style: Style) -> Option<()> {
        let (value, rest) = (&self.value[self.found.text.len()..], &self.source[self.at..]);
        let (wanted, blank) = (blanks_of(value), blanks_of(rest));
        if rest.is_empty() && wanted.len() == value.len() {
            self.push(value.len(), 0, Sort::Nowhere);
            return Some(());
        }
        if blank.contains('\n') {
            self.push(wanted.len(), blank.len(), Sort::Whole);
            return (!wanted.is_empty()).then_some(());
        }
        if !blank.is_empty() {
            let width = blank.len();
            self.push(width, width, Sort::Same);
            return wanted.starts_with(blank).then_some(());
        }
        let letter = value.chars().next()?;
        match style {
            Style::Single if rest.starts_with("''") => {
                self.push(1, 2, Sort::Whole);
                (letter == '\'').then_some(())
            }
            Style::Double if rest.starts_with('\\') => self.escape(letter),
            _ => {
                let width = letter.len_utf8();
                self.push(width, width, Sort::Same);
                rest.starts_with(letter).then_some(())
            }
        }
    }

    /// An escape of a double-quoted scalar; a backslash at a line's end joins two lines.
    fn escape(&mut self, letter: char) -> Option<()> {
        let rest = &self.source[self.at + 1..];
        if rest.starts_with('\n') {
            self.at += 1 + blanks_of(rest).len();
            return Some(());
        }
        let (meant, width) = escaped(rest)?;
        self.push(letter.len_utf8(), 1 + width, Sort::Whole);
        (meant == letter).then_some(())
    }

    /// The next bytes of the value stand in the next bytes of the source.
    fn push(&mut self, length: usize, width: usize, sort: Sort) {
        let from = self.found.text.len();
        let text = self.value.get(from..from + length).unwrap_or_default();
        let at = self.base + self.at;
        self.found.push(text, at..at + width, sort);
        self.at += width;
    }
}

fn blanks_of(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches([' ', '\t', '\n']).len()]
}

/// What an escape means, and how many bytes it has behind the backslash.
fn escaped(rest: &str) -> Option<(char, usize)> {
    let sign = rest.chars().next()?;
    let digits = match sign {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    let meant = match sign {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' | 'u' | 'U' => char::from_u32(u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?)?,
        ' ' | '"' | '/' | '\\' => sign,
        _ => return None,
    };
    Some((meant, sign.len_utf8() + digits))
}

/// Code as it stands in its source, letter by letter; nothing where the two differ.
pub(super) fn code_in(text: &str, source: &str, base: usize) -> Option<Origins> {
    let (mut found, mut at) = (Origins::default(), 0);
    for letter in text.chars() {
        let rest = source.get(at..)?;
        let mut buffer = [0; 4];
        let sign = letter.encode_utf8(&mut buffer);
        let (width, sort) = match rest.chars().next()? {
            next if next == letter => (letter.len_utf8(), Sort::Code),
            '\n' if letter == ' ' => {
                let next_line = rest[1..].trim_start_matches([' ', '\t', '>']);
                (rest.len() - next_line.len(), Sort::Whole)
            }
            '\\' if letter == '|' && rest.starts_with("\\|") => (2, Sort::Whole),
            _ => return None,
        };
        found.push(sign, base + at..base + at + width, sort);
        at += width;
    }
    source[at..].trim_matches([' ', '\n']).is_empty().then_some(found)
}
