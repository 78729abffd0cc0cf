//! Copy cut into words, digits and marks in one pass, each word folded once to lower case without accents.

/// The language the copy is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    French,
    English,
}

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with the digits that follow them without a break (`A320`), or an elided word with its apostrophe (`d’`).
    Word,
    /// Plain digits.
    Digits,
    /// Anything else, one character; a line break is a mark too.
    Mark(char),
    /// An address of the web or of a letter box, whole.
    Address,
}

const ROOM: usize = 22;

/// The start of a word, folded; what is longer than any listed word is cut.
#[derive(Clone, Copy, Debug)]
struct Fold {
    bytes: [u8; ROOM],
    length: u8,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: Kind,
    /// Touches the token before it.
    pub(super) glued: bool,
    fold: Fold,
}

/// The cut copy. Asking past either end answers "nothing there", so callers may look around freely.
pub(super) struct Galley<'a> {
    pub(super) text: &'a str,
    pub(super) tongue: Tongue,
    tokens: Vec<Token>,
}

impl<'a> Galley<'a> {
    pub(super) fn cut(text: &'a str, tongue: Tongue) -> Self {
        let mut galley = Self {
            text,
            tongue,
            tokens: Vec::with_capacity(text.len() / 5 + 4),
        };
        let mut at = 0;
        let mut glued = false;
        let mut chunk_end = 0;
        while let Some(first) = text[at..].chars().next() {
            if !glued && at >= chunk_end {
                chunk_end = end_of_chunk(text, at);
                if is_address(&text[at..chunk_end]) {
                    galley.push(at, chunk_end, Kind::Address);
                    at = chunk_end;
                    continue;
                }
            }
            let (end, kind) = cut_one(text, at, first);
            if let Some(kind) = kind {
                galley.push(at, end, kind);
                galley.tokens.last_mut().into_iter().for_each(|last| last.glued = glued);
            }
            glued = kind.is_some_and(|kind| kind != Kind::Mark('\n')) || (glued && is_invisible(first));
            at = end;
        }
        galley
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// The folded word there, or nothing.
    pub(super) fn word(&self, at: usize) -> &str {
        match self.get(at) {
            Some(token) if token.kind == Kind::Word => token.fold.as_str(),
            _ => "",
        }
    }

    /// What is printed there.
    pub(super) fn printed(&self, at: usize) -> &'a str {
        self.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.get(at)?.kind {
            Kind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Digits)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|token| token.glued)
    }

    /// This mark there, touching both its neighbours.
    pub(super) fn joins(&self, at: usize, marks: &[char]) -> bool {
        self.is_glued(at) && self.is_glued(at + 1) && self.mark(at).is_some_and(|mark| marks.contains(&mark))
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.is_word(at) && self.printed(at).chars().next().is_some_and(char::is_uppercase)
    }

    pub(super) fn start(&self, at: usize) -> usize {
        self.get(at).map_or(self.text.len(), |token| token.start)
    }

    /// Where the token before this place ends.
    pub(super) fn end_before(&self, at: usize) -> usize {
        self.get(at.wrapping_sub(1)).map_or(0, |token| token.end)
    }

    /// The whole word there, folded, however long.
    pub(super) fn whole_fold(&self, at: usize) -> String {
        fold(self.printed(at))
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind) {
        let fold = if kind == Kind::Word {
            Fold::of(&self.text[start..end])
        } else {
            Fold::EMPTY
        };
        self.tokens.push(Token {
            start,
            end,
            kind,
            glued: false,
            fold,
        });
    }
}

impl Fold {
    const EMPTY: Self = Self {
        bytes: [0; ROOM],
        length: 0,
    };

    fn of(word: &str) -> Self {
        let mut fold = Self::EMPTY;
        for letter in word.chars() {
            let full = fold_letter(letter, |bytes| fold.push(bytes));
            if full.is_none() {
                break;
            }
        }
        fold
    }

    fn push(&mut self, bytes: &str) -> Option<()> {
        let from = usize::from(self.length);
        let room = self.bytes.get_mut(from..from + bytes.len())?;
        room.copy_from_slice(bytes.as_bytes());
        self.length += bytes.len() as u8;
        Some(())
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.length)]).unwrap_or_default()
    }
}

/// Lower case, no accents, no ligatures, straight apostrophes.
pub(super) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.chars() {
        let _ = fold_letter(letter, |bytes| {
            folded.push_str(bytes);
            Some(())
        });
    }
    folded
}

fn fold_letter(letter: char, mut push: impl FnMut(&str) -> Option<()>) -> Option<()> {
    let mut room = [0; 4];
    if letter.is_ascii() {
        return push(letter.to_ascii_lowercase().encode_utf8(&mut room));
    }
    for low in letter.to_lowercase() {
        match low {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => push("a")?,
            'ç' => push("c")?,
            'è' | 'é' | 'ê' | 'ë' => push("e")?,
            'ì' | 'í' | 'î' | 'ï' => push("i")?,
            'ñ' => push("n")?,
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => push("o")?,
            'ù' | 'ú' | 'û' | 'ü' => push("u")?,
            'ý' | 'ÿ' => push("y")?,
            'œ' => push("oe")?,
            'æ' => push("ae")?,
            '’' | '‘' => push("'")?,
            low if is_invisible(low) => (),
            low => push(low.encode_utf8(&mut room))?,
        }
    }
    Some(())
}

/// Soft hyphens, zero-width marks and accents set on the letter before: never seen as a letter of their own.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

fn cut_one(text: &str, at: usize, first: char) -> (usize, Option<Kind>) {
    let next = at + first.len_utf8();
    match first {
        '\n' | '\r' | '\u{2028}' | '\u{2029}' => (next, Some(Kind::Mark('\n'))),
        _ if first.is_whitespace() || is_invisible(first) => (next, None),
        '0'..='9' => (end_of_run(text, at, |c| c.is_ascii_digit()), Some(Kind::Digits)),
        _ if first.is_alphabetic() => (end_of_word(text, at), Some(Kind::Word)),
        _ => (next, Some(Kind::Mark(first))),
    }
}

fn end_of_run(text: &str, at: usize, belongs: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !belongs(c)).map_or(text.len(), |length| at + length)
}

fn end_of_word(text: &str, at: usize) -> usize {
    let end = end_of_run(text, at, |c| c.is_alphabetic() || c.is_ascii_digit() || is_invisible(c));
    let mut rest = text[end..].chars();
    match rest.next() {
        Some(apostrophe @ ('\'' | '’' | '‘')) if is_elided(&text[at..end]) => end + apostrophe.len_utf8(),
        _ => end,
    }
}

fn is_elided(word: &str) -> bool {
    const ELIDED: [&str; 8] = ["qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "entr"];
    match word.len() {
        1 => matches!(
            word.as_bytes()[0].to_ascii_lowercase(),
            b'c' | b'd' | b'j' | b'l' | b'm' | b'n' | b's' | b't'
        ),
        2..=7 => ELIDED.iter().any(|elided| word.eq_ignore_ascii_case(elided)),
        _ => false,
    }
}

fn end_of_chunk(text: &str, at: usize) -> usize {
    let length = text.as_bytes()[at..].iter().position(u8::is_ascii_whitespace);
    length.map_or(text.len(), |length| at + length)
}

fn is_address(chunk: &str) -> bool {
    let at_sign = chunk.find('@').is_some_and(|at| at > 0 && at + 1 < chunk.len());
    at_sign || chunk.contains("://") || chunk.starts_with("www.")
}
