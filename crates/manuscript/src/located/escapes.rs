//! Words written into a file so that they are read as words: what Markdown, YAML and attributes would take for theirs.

use std::fmt::Write as _;

use crate::markdown::style::Style;
use crate::markdown::{encode, makes_an_address};

/// What stands around the words: before and behind them in the file, and whether the passage begins or ends with them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around<'a> {
    pub(super) before: &'a str,
    pub(super) after: &'a str,
    pub(super) begins: bool,
    pub(super) ends: bool,
}

/// Words in Markdown.
pub(super) fn in_markdown(words: &str, around: Around<'_>) -> String {
    let mut written = String::with_capacity(words.len() + 8);
    let mut before = around.before.chars().next_back();
    let mut letters = words.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let after = letters.peek().map_or_else(|| around.after.chars().next(), |(_, next)| Some(*next));
        let at_edge = (at == 0 && around.begins) || (at + letter.len_utf8() == words.len() && around.ends);
        let behind_backslash = at == 0 && before == Some('\\') && letter.is_ascii_punctuation();
        match letter {
            '\n' => written.push_str("[]{line-break}"),
            ' ' | '\t' if at_edge => reference(&mut written, letter),
            _ if behind_backslash => reference(&mut written, letter),
            _ if is_sign(letter, before, after) || makes_an_address(words, at) => written.extend(['\\', letter]),
            _ => written.push(letter),
        }
        before = Some(letter);
    }
    if begins_a_line(around) { guarded(&written) } else { written }
}

/// Whether a letter could be a sign of Markdown between these two.
fn is_sign(letter: char, before: Option<char>, after: Option<char>) -> bool {
    let is_word = |near: Option<char>| near.is_some_and(char::is_alphanumeric);
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' | '$' => true,
        '_' => !(is_word(before) && is_word(after)),
        '<' => after.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?')),
        '&' => after.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
        '#' => before.is_none_or(char::is_whitespace),
        '{' => before == Some(']') || after.is_none_or(|next| matches!(next, '{' | '%' | ':' | '#')),
        '!' => after == Some('['),
        _ => false,
    }
}

fn begins_a_line(around: Around<'_>) -> bool {
    let line = around.before.rsplit('\n').next().unwrap_or_default();
    around.begins || line.trim_matches([' ', '\t', '>']).is_empty()
}

/// A first sign that would open a list, a heading of the other sort or a directive.
fn guarded(written: &str) -> String {
    let digits = written.bytes().take_while(u8::is_ascii_digit).count();
    if written.starts_with(['-', '+', '=', ':', '>', '~', '#']) {
        format!("\\{written}")
    } else if digits > 0 && written[digits..].starts_with(['.', ')']) {
        format!("{}\\{}", &written[..digits], &written[digits..])
    } else {
        written.to_owned()
    }
}

fn reference(written: &mut String, letter: char) {
    let _ = write!(written, "&#{};", u32::from(letter));
}

/// Words in the title of a picture, which holds Markdown between quotation marks.
pub(super) fn in_title(words: &str, around: Around<'_>) -> String {
    let mut written = String::new();
    for letter in in_markdown(words, around).chars() {
        if matches!(letter, '\\' | '"' | '\'' | '(' | ')' | '&') {
            written.push('\\');
        }
        written.push(letter);
    }
    written
}

/// Words in the value of an attribute, between quotation marks or not.
pub(super) fn in_attribute(words: &str) -> String {
    encode(words)
}

/// Words in a scalar; a plain one may need quotation marks afterwards, see [`plain_scalar`].
pub(super) fn in_yaml(words: &str, style: Style) -> String {
    match style {
        Style::Plain | Style::PlainInFlow | Style::Block => words.to_owned(),
        Style::Single => words.replace('\'', "''"),
        Style::Double => {
            let mut written = String::new();
            for letter in words.chars() {
                match letter {
                    '"' | '\\' => written.extend(['\\', letter]),
                    control if control.is_control() => {
                        let _ = write!(written, "\\u{:04X}", u32::from(control));
                    }
                    other => written.push(other),
                }
            }
            written
        }
    }
}

/// A plain scalar as it is, or in single quotation marks where YAML would read it as something else.
pub(super) fn plain_scalar(scalar: &str, style: Style) -> String {
    if is_plain(scalar, style) {
        scalar.to_owned()
    } else {
        format!("'{}'", scalar.replace('\'', "''"))
    }
}

fn is_plain(scalar: &str, style: Style) -> bool {
    let mut letters = scalar.chars();
    let (first, second) = (letters.next(), letters.next());
    let opens = match first {
        None => return false,
        Some('-' | '?' | ':') => second.is_none_or(char::is_whitespace),
        Some(first) => first.is_whitespace() || ",[]{}#&*!|>'\"%@`".contains(first),
    };
    let words = ["null", "~", "true", "false", "yes", "no", "on", "off"];
    let is_value = words.iter().any(|word| scalar.eq_ignore_ascii_case(word)) || scalar.parse::<f64>().is_ok();
    let cuts = [": ", ":\n", " #", "\n#"].iter().any(|sign| scalar.contains(sign)) || scalar.ends_with([':', ' ', '\t', '\n']);
    let in_flow = style == Style::PlainInFlow && scalar.contains([',', '[', ']', '{', '}']);
    !(opens || is_value || cuts || in_flow || scalar.starts_with("---") || scalar.starts_with("..."))
}

#[cfg(test)]
mod tests {
    use super::{Around, in_attribute, in_markdown, in_title, in_yaml, plain_scalar};
    use crate::markdown::style::Style;

    #[test]
    fn words_stay_words_in_markdown() {
        let inside = Around {
            before: "a ",
            after: " b",
            ..Around::default()
        };
        for (words, written) in [
            ("un *mot*", "un \\*mot\\*"),
            ("a_b _c_", "a_b \\_c\\_"),
            ("5 < 6 & 7", "5 < 6 & 7"),
            ("<b> &amp;", "\\<b> \\&amp;"),
            ("l’été : 1.", "l’été : 1."),
            ("a\nb", "a[]{line-break}b"),
        ] {
            assert_eq!(in_markdown(words, inside), written);
        }
        let first = Around { begins: true, ..inside };
        assert_eq!(in_markdown("- un", first), "\\- un");
        assert_eq!(in_markdown("12. un", first), "12\\. un");
        assert_eq!(in_markdown(" un", first), "&#32;un");
        assert_eq!(in_title("le \"*mot*\"", inside), "le \\\"\\\\*mot\\\\*\\\"");
        assert_eq!(in_attribute("a \"b\""), "a &#34;b&#34;");
    }

    #[test]
    fn words_stay_words_in_yaml() {
        assert_eq!(in_yaml("l'eau", Style::Single), "l''eau");
        assert_eq!(in_yaml("\"x\\", Style::Double), "\\\"x\\\\");
        for (scalar, written) in [
            ("Un mot", "Un mot"),
            ("Un : l'eau", "'Un : l''eau'"),
            ("2012", "'2012'"),
            ("- x", "'- x'"),
        ] {
            assert_eq!(plain_scalar(scalar, Style::Plain), written);
        }
        assert_eq!(plain_scalar("a, b", Style::PlainInFlow), "'a, b'");
    }
}
