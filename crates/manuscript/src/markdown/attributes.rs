//! Attributes as directives and spans write them: `name="value"`, a bare `name` for a switch.

use std::fmt::Write as _;

/// Attributes in the order in which they were written, with a note of which were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pairs: Vec<(String, Option<String>)>,
}

impl Attributes {
    /// Reads attributes up to the end of the text or, for a span, up to the closing `}`.
    /// Answers them and how many bytes were read (the `}` included).
    pub(super) fn read(text: &str, closing: Option<char>) -> Result<(Self, usize), String> {
        let mut reader = Reader { text, at: 0 };
        let mut pairs = Vec::new();
        loop {
            reader.skip_spaces();
            match reader.peek() {
                None if closing.is_none() => return Ok((Self { pairs }, reader.at)),
                None => return Err("the attributes are not closed: a `}` is missing".into()),
                Some(c) if Some(c) == closing => return Ok((Self { pairs }, reader.at + c.len_utf8())),
                Some(_) => pairs.push(reader.pair()?),
            }
        }
    }

    /// Takes an attribute out; what is left at the end was not expected.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let at = self.pairs.iter().position(|(known, value)| known == name && value.is_some())?;
        self.pairs.remove(at).1
    }

    /// Takes a switch out.
    pub(super) fn take_switch(&mut self, name: &str) -> bool {
        let at = self
            .pairs
            .iter()
            .position(|(known, value)| known == name && value.as_deref().is_none_or(|v| v == "true"));
        at.map(|at| self.pairs.remove(at)).is_some()
    }

    /// Refuses what nobody took.
    pub(super) fn refuse_rest(&self, of: &str, known: &[&str]) -> Result<(), String> {
        match self.pairs.first() {
            None => Ok(()),
            Some((name, _)) if known.is_empty() => Err(format!("`{of}` takes no attributes, `{name}` is one")),
            Some((name, _)) => Err(format!(
                "`{of}` has no attribute `{name}`, or it has no value; it takes: {}",
                known.join(", ")
            )),
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

struct Reader<'a> {
    text: &'a str,
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

    fn pair(&mut self) -> Result<(String, Option<String>), String> {
        let name = self.word(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
        if name.is_empty() {
            return Err(format!(
                "an attribute is a name and a value, as in `credit=\"…\"`; found `{}`",
                self.peek().unwrap_or(' ')
            ));
        }
        if self.peek() != Some('=') {
            return Ok((name, None));
        }
        self.next();
        if self.peek() == Some('"') {
            self.next();
            return Ok((name, Some(self.quoted()?)));
        }
        let value = self.word(|c| !c.is_whitespace() && !matches!(c, '}' | '"'));
        Ok((name, Some(decode(&value))))
    }

    fn word(&mut self, fits: fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(fits) {
            self.next();
        }
        self.text[start..self.at].to_owned()
    }

    fn quoted(&mut self) -> Result<String, String> {
        let mut value = String::new();
        while let Some(letter) = self.next() {
            match letter {
                '"' => return Ok(decode(&value)),
                '\\' if matches!(self.peek(), Some('"' | '\\')) => value.extend(self.next()),
                other => value.push(other),
            }
        }
        Err("a quotation mark is opened and never closed".into())
    }
}

/// Numeric character references (`&#42;`) and `&amp;`, which keep signs of Markdown out of attributes.
fn decode(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let (letter, length) = reference_at(rest).unwrap_or(('&', 1));
        decoded.push(letter);
        rest = &rest[length..];
    }
    decoded + rest
}

fn reference_at(text: &str) -> Option<(char, usize)> {
    let end = text.find(';')?;
    let letter = match text.get(1..end)? {
        "amp" => '&',
        "quot" => '"',
        number => char::from_u32(number.strip_prefix('#')?.parse().ok()?)?,
    };
    Some((letter, end + 1))
}

/// A value as it is written between quotation marks: signs of Markdown as numeric references.
pub(super) fn encode(value: &str) -> String {
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
