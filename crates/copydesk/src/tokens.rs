//! Words, numbers, spaces and signs of a text, as French and English write them. Every byte belongs to one token.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Letters, with the apostrophes and hyphens inside them: `aujourd’hui`, `porte-parole`, `va-t-il`.
    Word,
    /// An elided word with its apostrophe: `l’`, `qu’`.
    Elided,
    /// Digits, nothing else.
    Digits,
    /// Spaces of any sort.
    Space,
    /// An address, a mention, a hashtag, a file name: not read.
    Address,
    /// One sign.
    Sign,
}

/// A token; `start` and `end` are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

impl Token {
    pub const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// A word, elided or whole, or a number.
    pub const fn is_spoken(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Elided | Kind::Digits)
    }
}

/// What French elides before a vowel.
const ELIDED: [&str; 18] = [
    "l", "d", "qu", "n", "s", "j", "m", "t", "c", "lorsqu", "puisqu", "quoiqu", "jusqu", "presqu", "quelqu", "parc", "ç", "tandisqu",
];

/// Words that hold an apostrophe and are one.
const WHOLE: [&str; 8] = ["aujourd", "prud", "quelqu", "presqu", "entr", "grand", "o", "main-d"];

pub const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ')
}

pub const fn is_space(letter: char) -> bool {
    matches!(
        letter,
        ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{2003}' | '\u{2002}'
    )
}

const fn is_hyphen(letter: char) -> bool {
    matches!(letter, '-' | '\u{2010}' | '\u{2011}')
}

/// Soft hyphens and joiners stand inside words and are passed over by those who compare words.
pub const fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Reads a text into tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 3);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let (kind, end) = token_at(text, at, first);
        found.push(Token { kind, start: at, end });
        at = end;
    }
    found
}

fn token_at(text: &str, at: usize, first: char) -> (Kind, usize) {
    let run = |fits: fn(char) -> bool| at + text[at..].find(|c| !fits(c)).unwrap_or(text.len() - at);
    if is_space(first) {
        return (Kind::Space, run(is_space));
    }
    if let Some(end) = address_at(text, at, first) {
        return (Kind::Address, end);
    }
    if first.is_ascii_digit() {
        return (Kind::Digits, run(|c| c.is_ascii_digit()));
    }
    if first.is_alphabetic() {
        return word_at(text, at);
    }
    (Kind::Sign, at + first.len_utf8())
}

/// A word from its first letter on; an elision ends at its apostrophe.
fn word_at(text: &str, at: usize) -> (Kind, usize) {
    let mut end = at;
    let mut letters = text[at..].char_indices().peekable();
    while let Some((offset, letter)) = letters.next() {
        let next_is_letter = letters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if letter.is_alphabetic() || is_invisible(letter) || is_combining(letter) {
            end = at + offset + letter.len_utf8();
        } else if is_apostrophe(letter) && next_is_letter {
            end = at + offset + letter.len_utf8();
            if is_elided(&text[at..at + offset]) {
                return (Kind::Elided, end);
            }
        } else if !(is_hyphen(letter) && next_is_letter) {
            break;
        }
    }
    (Kind::Word, end)
}

const fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

fn is_elided(before: &str) -> bool {
    if before.len() > 8 {
        return false;
    }
    let lower = before.to_lowercase();
    let is_whole = WHOLE.contains(&lower.as_str()) && !matches!(lower.as_str(), "presqu" | "o" | "entr");
    ELIDED.contains(&lower.as_str()) && !is_whole
}

/// Past it nothing is taken for an address: no line of any length is read twice.
const LONGEST_ADDRESS: usize = 512;

/// Where an address that begins here ends.
fn address_at(text: &str, at: usize, first: char) -> Option<usize> {
    let before = text[..at].chars().next_back();
    let opens = before.is_none_or(|before| is_space(before) || matches!(before, '(' | '[' | '«' | '“' | '"' | '<' | '—' | '–'));
    if !opens || !(first.is_ascii_alphanumeric() || matches!(first, '@' | '#' | '/')) {
        return None;
    }
    let rest = text[at..].get(..LONGEST_ADDRESS).unwrap_or(&text[at..]);
    let length = rest
        .find(|c: char| is_space(c) || matches!(c, '«' | '»' | '"' | '“' | '”' | '<' | '>'))
        .unwrap_or(rest.len());
    let word = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '…', '’', '\'']);
    is_address(word).then_some(at + word.len())
}

fn is_address(word: &str) -> bool {
    if !word.is_ascii() && !word.starts_with(['@', '#']) && !word.contains("://") {
        return false;
    }
    let bytes = word.as_bytes();
    match bytes.first() {
        Some(b'@' | b'#') => {
            bytes.len() > 1 && word[1..].starts_with(char::is_alphanumeric) && !word[1..].bytes().all(|b| b.is_ascii_digit())
        }
        _ => word.contains("://") || word.starts_with("www.") || is_mail(word) || is_site(word),
    }
}

fn is_mail(word: &str) -> bool {
    word.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// `lemonde.fr`, `rapport.pdf`, `exemple.org/page`: a name, a dot, and an end that names or files have.
fn is_site(word: &str) -> bool {
    const ENDS: [&str; 26] = [
        "com", "org", "net", "fr", "eu", "be", "ch", "ca", "uk", "de", "io", "info", "gouv", "paris", "pdf", "html", "htm", "jpg", "jpeg",
        "png", "gif", "webp", "doc", "docx", "mp3", "mp4",
    ];
    let host = word.split('/').next().unwrap_or(word);
    let Some((name, end)) = host.rsplit_once('.') else {
        return false;
    };
    let is_name = name.len() > 1 && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
    is_name && ENDS.contains(&end.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let spoken = tokens(text).into_iter().filter(|token| token.kind != Kind::Space);
        spoken.map(|token| &text[token.range()]).collect()
    }

    #[test]
    fn elisions_hyphens_and_whole_words() {
        assert_eq!(words("l’homme d'aujourd’hui"), ["l’", "homme", "d'", "aujourd’hui"]);
        assert_eq!(words("va-t-il, qu’elle"), ["va-t-il", ",", "qu’", "elle"]);
        assert_eq!(words("quelqu’un et O’Brien"), ["quelqu’un", "et", "O’Brien"]);
        assert_eq!(words("Jusqu’ici, prud’homme"), ["Jusqu’", "ici", ",", "prud’homme"]);
    }

    #[test]
    fn addresses_are_one_token() {
        assert_eq!(words("voir https://exemple.org/a?b=1."), ["voir", "https://exemple.org/a?b=1", "."]);
        assert_eq!(
            words("@ecluse #Meuse a.b@c.fr lemonde.fr"),
            ["@ecluse", "#Meuse", "a.b@c.fr", "lemonde.fr"]
        );
        assert_eq!(words("fin.Alors"), ["fin", ".", "Alors"]);
        assert_eq!(words("7h44"), ["7", "h", "44"]);
    }

    proptest! {
        #[test]
        fn every_byte_belongs_to_one_token(text in "\\PC*") {
            let mut at = 0;
            for token in tokens(&text) {
                prop_assert_eq!(token.start, at);
                prop_assert!(token.end > token.start && text.is_char_boundary(token.end));
                at = token.end;
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
