//! A first word as it is looked up: small letters, no accents, nothing allocated.

/// Longer than any reserved word.
const LONGEST: usize = 48;

/// The beginning of a word in small ASCII letters.
pub(super) struct Folded {
    letters: [u8; LONGEST],
    length: usize,
    /// Whether it is the whole word.
    pub(super) is_whole: bool,
}

impl Folded {
    pub(super) fn of(word: &str) -> Self {
        let mut folded = Self {
            letters: [0; LONGEST],
            length: 0,
            is_whole: true,
        };
        for sign in word.chars() {
            if sign.is_ascii() {
                folded.push(sign as u8);
            } else {
                deunicode::deunicode_char(sign)
                    .unwrap_or_default()
                    .bytes()
                    .for_each(|letter| folded.push(letter));
            }
            if !folded.is_whole {
                break;
            }
        }
        folded
    }

    fn push(&mut self, letter: u8) {
        match self.letters.get_mut(self.length) {
            Some(place) => {
                *place = letter.to_ascii_lowercase();
                self.length += 1;
            }
            None => self.is_whole = false,
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.letters[..self.length]
    }
}
