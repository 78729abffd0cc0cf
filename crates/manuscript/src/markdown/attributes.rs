//! Attributes as directives and spans write them: `name="value"`, a bare `name` for a switch.

use std::fmt::Write as _;

use super::origin::{Origins, Sort};
use super::refused::{ManuscriptRefused, Read};

/// Attributes in the order in which they were written, with a note of which were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pairs: Vec<(String, Option<Origins>)>,
    /// What was taken, by name, with where it stood.
    pub(super) taken: Vec<(String, Origins)>,
}

impl Attributes {
    /// Reads attributes up to the end of the text or, for a span, up to the closing `}`.
    /// Answers them and how many bytes were read (the `}` included). The text stands at `base` in the file.
    pub(super) fn read(text: &str, base: usize, closing: Option<char>) -> Read<(Self, usize)> {
        let mut reader = Reader { text, base, at: 0 };
        let mut pairs = Vec::new();
        loop {
            reader.skip_spaces();
            match reader.peek() {
                None if closing.is_none() => return Ok((Self::of(pairs), reader.at)),
                None => return Err(ManuscriptRefused::OpenAttributes),
                Some(c) if Some(c) == closing => return Ok((Self::of(pairs), reader.at + c.len_utf8())),
                Some(_) => pairs.push(reader.pair()?),
            }
        }
    }

    const fn of(pairs: Vec<(String, Option<Origins>)>) -> Self {
        Self { pairs, taken: Vec::new() }
    }

    /// Takes an attribute out; what is left at the end was not expected.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(known, value)| known == name && value.is_some())?;
        let (name, value) = self.pairs.remove(at);
        let value = value?;
        let text = value.text.clone();
        self.taken.push((name, value));
        Some(text)
    }

    /// Takes a switch out.
    pub(super) fn take_switch(&mut self, name: &str) -> bool {
        let at = self
            .pairs
            .iter()
            .position(|(known, value)| known == name && value.as_ref().is_none_or(|v| v.text == "true"));
        at.map(|at| self.pairs.remove(at)).is_some()
    }

    /// Refuses what nobody took.
    pub(super) fn refuse_rest(&self, of: &str, known: &[&str]) -> Read<()> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) if known.is_empty() => Err(ManuscriptRefused::NoAttributes(of.to_owned(), name.clone())),
            Some((name, _)) => Err(ManuscriptRefused::UnknownAttribute(of.to_owned(), name.clone(), known.join(", "))),
        }
    }

    /// The first word, which names a span.
    pub(super) fn take_name(&mut self) -> Option<String> {
        match self.pairs.first() {
            Some((_, None)) => Some(self.pairs.remove(0).0),
            Some((name, Some(_))) => Some(name.clone()),
            None => None,
        }
    }
}

/// The longest name or bare value, in bytes: what is longer is no attribute, and need not be read to its end.
const LONGEST_WORD: usize = 4_096;

struct Reader<'a> {
    text: &'a str,
    base: usize,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        Some(letter)
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.next();
        }
    }

    fn pair(&mut self) -> Read<(String, Option<Origins>)> {
        let name = self.word(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        if name.is_empty() {
            return Err(ManuscriptRefused::NoPair(self.peek().unwrap_or(' ').to_string()));
        }
        if self.peek() != Some('=') {
            return Ok((name, None));
        }
        self.next();
        if self.peek() == Some('"') {
            self.next();
            return Ok((name, Some(self.quoted()?)));
        }
        let start = self.base + self.at;
        let value = self.word(|c| !c.is_whitespace() && !matches!(c, '}' | '"'));
        if value.len() + 4 > LONGEST_WORD {
            return Err(ManuscriptRefused::LongValue);
        }
        Ok((name, Some(decode(&Origins::same(&value, start)))))
    }

    fn word(&mut self, fits: fn(char) -> bool) -> String {
        let start = self.at;
        let rest = &self.text[start..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST_WORD)];
        self.at = start + rest.find(|c| !fits(c)).unwrap_or(rest.len());
        self.text[start..self.at].to_owned()
    }

    fn quoted(&mut self) -> Read<Origins> {
        let mut value = Origins::default();
        loop {
            let start = self.at;
            let Some(letter) = self.next() else {
                return Err(ManuscriptRefused::OpenQuotationMark);
            };
            let (letter, sort) = match letter {
                '"' => return Ok(decode(&value)),
                '\\' if matches!(self.peek(), Some('"' | '\\')) => (self.next().unwrap_or(letter), Sort::Whole),
                other => (other, Sort::Same),
            };
            value.push(letter.encode_utf8(&mut [0; 4]), self.base + start..self.base + self.at, sort);
        }
    }
}

/// Numeric character references (`&#42;`) and `&amp;`, which keep signs of Markdown out of attributes.
fn decode(read: &Origins) -> Origins {
    let mut decoded = Origins::default();
    let mut from = 0;
    while let Some(at) = read.text[from..].find('&').map(|at| from + at) {
        let (letter, length) = reference_at(&read.text[at..]).unwrap_or(('&', 1));
        let sort = if length == 1 { Sort::Same } else { Sort::Whole };
        decoded.push(&read.text[from..at], from..at, Sort::Same);
        decoded.push(letter.encode_utf8(&mut [0; 4]), at..at + length, sort);
        from = at + length;
    }
    decoded.push(&read.text[from..], from..read.text.len(), Sort::Same);
    decoded.through(read)
}

fn reference_at(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(32).position(|byte| byte == b';')?;
    let letter = match text.get(1..end)? {
        "amp" => '&',
        "quot" => '"',
        number => char::from_u32(number.strip_prefix('#')?.parse().ok()?)?,
    };
    Some((letter, end + 1))
}

/// A value as it is written between quotation marks: signs of Markdown as numeric references.
pub(crate) fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(value.len());
    for letter in value.chars() {
        match letter {
            '"' | '\\' | '*' | '_' | '`' | '<' | '>' | '[' | ']' | '&' | '~' | '|' | '{' | '}' | '\t' | '\n' => {
                let _ = write!(encoded, "&#{};", u32::from(letter));
            }
            other => encoded.push(other),
        }
    }
    encoded
}
