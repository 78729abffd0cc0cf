//! Characters that no page may carry, and texts in which there is nothing to see.
//!
//! Control characters have no place on a page, in a feed or in a database. Noncharacters are none (Unicode 16, section
//! 23.7). An override of the reading direction shows words in an order in which they do not stand (Unicode Technical
//! Report 36, section 3.2); an embedding that is never closed turns whatever stands behind it on the page.

use crate::markdown::comments;
use crate::refusals;

refusals! {
    /// What is wrong with a character of a text.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Unfit [] {
        Control:
            "it holds a control character that no page can show; remove it"
            / "un caractère de contrôle qu’aucune page ne peut montrer ; retirez-le",
        NoCharacter(code: String):
            "it holds {code}, which is no character; remove it"
            / "{code} n’est pas un caractère ; retirez-le",
        Override(code: String):
            "it holds {code}, which shows words in another order than the one in which they stand; remove it"
            / "{code} montre les mots dans un autre ordre que le leur ; retirez-le",
        Comment:
            "it holds a note between `<!--` and `-->` that readers would read; remove it"
            / "une note entre « <!-- » et « --> » que les lecteurs liraient ; retirez-la",
        Unclosed(code: String, closing: String):
            "the direction that {code} opens is never closed and would turn what follows on the page; remove it, or close it with {closing}"
            / "le sens de lecture ouvert par {code} n’est jamais refermé et retournerait la suite de la page ; retirez-le, ou refermez-le par {closing}",
    }
}

/// What opens a direction, and what closes it (Unicode Standard Annex 9, section 2).
const CLOSING: [(char, char); 6] = [
    ('\u{202a}', '\u{202c}'),
    ('\u{202b}', '\u{202c}'),
    ('\u{202d}', '\u{202c}'),
    ('\u{2066}', '\u{2069}'),
    ('\u{2067}', '\u{2069}'),
    ('\u{2068}', '\u{2069}'),
];

const fn opens_a_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{2066}'..='\u{2068}')
}

/// What closes an isolate.
const POP_ISOLATE: char = '\u{2069}';

/// The first character of a text that may stand nowhere, and its offset. Tabs and line ends may.
pub fn character(text: &str) -> Option<(usize, Unfit)> {
    if is_plain(text) {
        return None;
    }
    text.char_indices().find_map(|(at, letter)| Some((at, of_letter(letter)?)))
}

/// Whether the bytes of a text alone say that nothing unfit is in it, as those of nearly all do: no ASCII control but tabs
/// and line ends, no override, nothing beyond U+F000, where noncharacters are.
fn is_plain(text: &str) -> bool {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | 0x80..0xef | b'\t' | b'\n' | b'\r');
    text.bytes().all(is_plain) && !text.contains('\u{202e}')
}

fn of_letter(letter: char) -> Option<Unfit> {
    match letter {
        // C1 controls come from texts that were read in a wrong encoding: they are seen as nothing, and harm nobody.
        '\t' | '\n' | '\r' | '\u{80}'..='\u{9f}' => None,
        _ if letter.is_control() => Some(Unfit::Control),
        '\u{202e}' => Some(Unfit::Override(code(letter))),
        '\u{fdd0}'..='\u{fdef}' => Some(Unfit::NoCharacter(code(letter))),
        _ if u32::from(letter) & 0xfffe == 0xfffe => Some(Unfit::NoCharacter(code(letter))),
        _ => None,
    }
}

/// Whether written JSON may hold such a character: most hold none, and need not be taken apart. It stands there as it is,
/// or as one of the escapes by which JSON writes controls.
pub fn may_be_within(json: &str) -> bool {
    ["\\u", "\\b", "\\f"].iter().any(|escape| json.contains(escape)) || character(json).is_some()
}

/// The first such character in the strings of a JSON value.
pub fn within(value: &serde_json::Value) -> Option<Unfit> {
    found_by(&|text| character(text).map(|(_, unfit)| unfit), value).map(|(_, unfit)| unfit)
}

/// What is wrong with a text that stands by itself and is no Markdown: a name, a reason, a description.
pub fn alone(text: &str) -> Option<Unfit> {
    in_a_name(text).or_else(|| comments::is_in(text).then_some(Unfit::Comment))
}

/// The same of a name in a manuscript: comments are left out of it when it is taken in.
pub fn in_a_name(text: &str) -> Option<Unfit> {
    character(text).or_else(|| unclosed(text)).map(|(_, unfit)| unfit)
}

/// The first such text of a JSON value, with the field that holds it.
pub fn alone_within(value: &serde_json::Value) -> Option<(String, Unfit)> {
    found_by(&alone, value)
}

fn found_by(wrong: &impl Fn(&str) -> Option<Unfit>, value: &serde_json::Value) -> Option<(String, Unfit)> {
    match value {
        serde_json::Value::String(text) => wrong(text).map(|unfit| (String::new(), unfit)),
        serde_json::Value::Array(items) => items.iter().find_map(|item| found_by(wrong, item)),
        serde_json::Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let (inner, unfit) = found_by(wrong, value)?;
            Some((if inner.is_empty() { name.clone() } else { inner }, unfit))
        }),
        _ => None,
    }
}

/// The first direction that a text opens and does not close within its paragraph, and its offset.
pub fn unclosed(text: &str) -> Option<(usize, Unfit)> {
    text.find(opens_a_direction)?;
    let mut open: Vec<(usize, char, char)> = Vec::new();
    for (at, letter) in text.char_indices() {
        if let Some((_, closing)) = CLOSING.iter().find(|(opening, _)| *opening == letter) {
            open.push((at, letter, *closing));
        } else if letter == '\n' && !open.is_empty() {
            break;
        } else if letter == POP_ISOLATE {
            // The end of an isolate closes whatever was opened inside it.
            let isolate = open.iter().rposition(|(.., closing)| *closing == letter);
            open.truncate(isolate.unwrap_or(open.len()));
        } else if open.last().is_some_and(|(.., closing)| *closing == letter) {
            // That of an embedding reaches no further out than the isolate in which it stands.
            open.pop();
        }
    }
    let (at, letter, closing) = open.first()?;
    Some((*at, Unfit::Unclosed(code(*letter), code(*closing))))
}

/// The offset of the first such opening in the lines of a file.
pub fn unclosed_anywhere(file: &str) -> Option<usize> {
    let mut begins = 0;
    file.split_inclusive('\n').find_map(|line| {
        let found = unclosed(line).map(|(at, _)| begins + at);
        begins += line.len();
        found
    })
}

/// A character as Unicode names it.
fn code(letter: char) -> String {
    format!("U+{:04X}", u32::from(letter))
}

/// Whether a reader sees anything of a text: spaces and what is ignorable by default (Unicode 16, `Default_Ignorable_Code_Point`)
/// show nothing.
pub fn is_seen(text: &str) -> bool {
    text.chars().any(|letter| {
        !(letter.is_whitespace() || letter.is_control() || is_ignorable(letter) || of_letter(letter).is_some() || letter == '\u{2800}')
    })
}

const fn is_ignorable(letter: char) -> bool {
    matches!(letter,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::{Unfit, character, is_seen, may_be_within, unclosed, within};

    #[test]
    fn a_text_of_invisible_signs_alone_shows_nothing() {
        for nothing in [
            "",
            " \u{a0}\t",
            "\u{200b}",
            "\u{200b}\u{2060} \u{feff}",
            "\u{2800}",
            "\u{3164}\u{ad}",
            "\u{e0041}",
        ] {
            assert!(!is_seen(nothing), "{nothing:?}");
        }
        for something in ["a", "\u{200b}é", "…", "👍", "٣", "\u{301}"] {
            assert!(is_seen(something), "{something:?}");
        }
    }

    #[test]
    fn what_is_no_character_or_hides_the_order_of_words_is_found() {
        for (text, at) in [
            ("a\u{ffff}", 1),
            ("é\u{fdd0}", 2),
            ("\u{1fffe}", 0),
            ("ab\u{202e}cd\u{202c}", 2),
            ("\u{7}", 0),
            ("\0", 0),
        ] {
            assert_eq!(character(text).map(|(at, _)| at), Some(at), "{text:?}");
        }
        for text in ["ligne\nautre\tmot\r\n", "\u{fffd}", "\u{200f}\u{85}", "العربية"] {
            assert_eq!(character(text), None, "{text:?}");
        }
    }

    #[test]
    fn written_json_hides_no_such_character() {
        for letter in (0..0x1_0000).chain([0x1_fffe, 0x1_ffff, 0x10_ffff]).filter_map(char::from_u32) {
            let value = serde_json::json!({ "text": format!("a{letter}b") });
            let is_found = within(&value).is_some();
            assert!(may_be_within(&value.to_string()) || !is_found, "{letter:?}");
        }
        for plain in ["ligne\nautre\tmot", "« l’eau »", "a\"b"] {
            assert!(!may_be_within(&serde_json::json!(plain).to_string()), "{plain:?}");
        }
    }

    #[test]
    fn a_direction_is_closed_in_its_own_paragraph() {
        for closed in [
            "\u{202b}שלום\u{202c}",
            "\u{2067}a \u{202a}b\u{2069} c",
            "\u{202d}a\u{202c}\nb",
            "a\u{2069}\u{202c}",
        ] {
            assert_eq!(unclosed(closed), None, "{closed:?}");
        }
        for (open, at) in [
            ("a\u{202b}b", 1),
            ("\u{2066}a\n\u{2069}", 0),
            ("\u{202a}\u{2067}b\u{202c}", 0),
            ("\u{2067}a\u{202c}", 0),
        ] {
            assert_eq!(unclosed(open).map(|(at, _)| at), Some(at), "{open:?}");
        }
        assert_eq!(
            unclosed("\u{202d}x").map(|(_, unfit)| unfit),
            Some(Unfit::Unclosed("U+202D".into(), "U+202C".into()))
        );
    }
}
