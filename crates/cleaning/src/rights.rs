//! The words that stay, made fit for a page: no controls, no end.

/// The longest credit that is still one.
const LONGEST: usize = 2_000;

/// The words that stay: who must be credited, and whose rights they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    pub credit: Option<String>,
    pub source: Option<String>,
    pub copyright: Option<String>,
}

impl Rights {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These, and where one is missing, the other's.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            credit: self.credit.or(other.credit),
            source: self.source.or(other.source),
            copyright: self.copyright.or(other.copyright),
        }
    }

    /// The same words, each of them fit to be shown.
    pub(crate) fn tidied(&self) -> Self {
        let tidy = |words: &Option<String>| words.as_deref().and_then(tidied);
        Self {
            credit: tidy(&self.credit),
            source: tidy(&self.source),
            copyright: tidy(&self.copyright),
        }
    }
}

/// Words without what cannot be seen, or nothing if there are none.
pub(crate) fn tidied(words: &str) -> Option<String> {
    let on_one_line = words.chars().map(|sign| if breaks(sign) { ' ' } else { sign });
    let shown: String = on_one_line
        .filter(|sign| is_shown(*sign))
        .skip_while(|sign| sign.is_whitespace())
        .take(LONGEST)
        .collect();
    let shown = shown.trim_end();
    (!shown.is_empty()).then(|| shown.to_owned())
}

/// Words in UTF-8, or else in Latin-1, in which every byte is a character.
pub(crate) fn decoded(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().copied().map(char::from).collect(), str::to_owned)
}

/// A space that begins a line or jumps in it; no-break and thin spaces are the writer's and stay.
const fn breaks(sign: char) -> bool {
    matches!(sign, '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Neither a control, nor a sign that turns the line round, nor one that Unicode keeps for programs.
fn is_shown(sign: char) -> bool {
    let turns = matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}');
    let is_noncharacter = matches!(sign, '\u{fdd0}'..='\u{fdef}') || u32::from(sign) & 0xfffe == 0xfffe;
    let is_for_programs = matches!(sign, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    !(sign.is_control() || turns || is_noncharacter || is_for_programs)
}
