//! The title of a link or picture, as in `![alt](picture.jpg "title")`: where its letters stand.

use super::origin::{Origins, Sort};

/// The title in the source of a link or picture that begins at `base`; nowhere if it stands elsewhere.
pub(super) fn title_in(source: &str, title: &str, base: usize) -> Origins {
    found(source, title, base).unwrap_or_else(|| Origins::nowhere(title))
}

fn found(source: &str, title: &str, base: usize) -> Option<Origins> {
    let inside = source.strip_suffix(')')?.trim_end();
    let closing = inside.chars().next_back().filter(|sign| matches!(sign, '"' | '\'' | ')'))?;
    let opening = if closing == ')' { '(' } else { closing };
    let inside = &inside[..inside.len() - 1];
    // The quotation mark may stand in the alternative text too: a few places are tried, from the end.
    let openings = inside.rmatch_indices(opening).take(8).map(|(at, _)| at + 1);
    openings.into_iter().find_map(|at| unescaped(title, &inside[at..], base + at))
}

/// A text whose source holds backslash escapes and character references, letter by letter.
fn unescaped(text: &str, source: &str, base: usize) -> Option<Origins> {
    let (mut found, mut at) = (Origins::default(), 0);
    for letter in text.chars() {
        let rest = source.get(at..).filter(|rest| !rest.is_empty())?;
        let (width, sort) = width_of(letter, rest)?;
        found.push(letter.encode_utf8(&mut [0; 4]), base + at..base + at + width, sort);
        at += width;
    }
    (at == source.len()).then_some(found)
}

/// How many bytes of the source stand for a letter.
fn width_of(letter: char, rest: &str) -> Option<(usize, Sort)> {
    let mut signs = rest.chars();
    let first = signs.next()?;
    if first == '\\' && signs.next().filter(char::is_ascii_punctuation) == Some(letter) {
        return Some((1 + letter.len_utf8(), Sort::Whole));
    }
    if first == '&'
        && let Some(width) = reference(letter, rest)
    {
        return Some((width, Sort::Whole));
    }
    (first == letter).then_some((letter.len_utf8(), Sort::Same))
}

/// A numeric reference to a letter, or one of the names that people write.
fn reference(letter: char, rest: &str) -> Option<usize> {
    let end = rest.bytes().take(12).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let meant = match name {
        "amp" => '&',
        "quot" => '"',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        other => char::from_u32(number(other.strip_prefix('#')?)?)?,
    };
    (meant == letter).then_some(end + 1)
}

fn number(digits: &str) -> Option<u32> {
    match digits.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok(),
        None => digits.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::title_in;

    #[test]
    fn a_title_is_found_with_its_escapes() {
        let source = r#"![un "mot"](a.jpg "Le \"mot\" &amp; *fin*")"#;
        let found = title_in(source, r#"Le "mot" & *fin*"#, 100);
        assert_eq!(found.source_of(0..2), Some(119..121));
        assert_eq!(found.source_of(3..4), Some(122..124));
        assert_eq!(title_in("![x](a.jpg)", "x", 0).source_of(0..1), None);
    }
}
