//! Words as a reader sees them: `l’` is one, `12 345` is one, `14 h 30` is one, a sign is one.

/// French words that lose their last letter before a vowel; with the apostrophe each is a word of its own.
const ELIDED: [&str; 16] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "entr",
];

/// Cuts a text into words, spaces and signs; put together again they are the text.
pub(super) fn of(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            _ if first.is_whitespace() => length_while(rest, char::is_whitespace),
            _ if first.is_ascii_digit() => length_of_number(rest),
            _ if first.is_alphanumeric() => length_of_word(rest),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after;
    }
    tokens
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

const fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '’' | '\'')
}

/// Letters, with the apostrophes and hyphens that stand inside (`aujourd’hui`, `porte-parole`); an elision ends the word.
fn length_of_word(text: &str) -> usize {
    let mut length = 0;
    loop {
        length += length_while(&text[length..], is_of_word);
        let mut next = text[length..].chars();
        let (Some(joint), Some(after)) = (next.next(), next.next()) else {
            return length;
        };
        if is_apostrophe(joint) && ELIDED.contains(&text[..length].to_lowercase().as_str()) {
            return length + joint.len_utf8();
        }
        let joins = (is_apostrophe(joint) || matches!(joint, '-' | '\u{2011}')) && after.is_alphanumeric();
        if !joins {
            return length;
        }
        length += joint.len_utf8();
    }
}

/// Letters, digits, the marks over them and soft hyphens.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
}

/// Digits with their separators: `3,5`, `12 345`, `14:30`, `14 h 30`, `14h30`, `1er`.
fn length_of_number(text: &str) -> usize {
    let mut length = length_while(text, |c| c.is_ascii_digit());
    while let Some(more) = length_of_continuation(&text[length..], length) {
        length += more;
    }
    length += length_while(&text[length..], is_of_word);
    length + length_of_hours(&text[length..])
}

/// A comma, a point or a colon before a digit; a space before exactly three.
fn length_of_continuation(rest: &str, before: usize) -> Option<usize> {
    let joint = rest.chars().next()?;
    let digits = length_while(&rest[joint.len_utf8()..], |c| c.is_ascii_digit());
    let joins = match joint {
        ',' | '.' | ':' => digits > 0,
        ' ' => digits == 3 && before <= 3,
        '\u{a0}' | '\u{202f}' => digits == 3,
        _ => false,
    };
    joins.then_some(joint.len_utf8() + digits)
}

/// ` h 30` or ` h` after a number.
fn length_of_hours(rest: &str) -> usize {
    let space = |text: &str| {
        text.chars()
            .next()
            .filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
            .map(char::len_utf8)
    };
    let Some(before) = space(rest) else { return 0 };
    let Some(after) = rest[before..].strip_prefix('h').filter(|after| !after.starts_with(is_of_word)) else {
        return 0;
    };
    let minutes = space(after)
        .filter(|&space| length_while(&after[space..], is_of_word) == 2 && after[space..].starts_with(|c: char| c.is_ascii_digit()));
    before + 1 + minutes.map_or(0, |space| space + 2)
}

#[cfg(test)]
mod tests {
    use super::of;

    fn words(text: &str) -> Vec<&str> {
        of(text).into_iter().filter(|token| !token.trim().is_empty()).collect()
    }

    #[test]
    fn french_words_stay_together() {
        assert_eq!(words("L’eau d’hier, aujourd’hui"), ["L’", "eau", "d’", "hier", ",", "aujourd’hui"]);
        assert_eq!(words("le porte-parole l'a dit"), ["le", "porte-parole", "l'", "a", "dit"]);
        assert_eq!(
            words("12\u{202f}345 et 7 000 à 3,5\u{a0}%"),
            ["12\u{202f}345", "et", "7 000", "à", "3,5", "%"]
        );
        assert_eq!(
            words("à 14 h 30, 9\u{a0}h puis 14h30"),
            ["à", "14 h 30", ",", "9\u{a0}h", "puis", "14h30"]
        );
        assert_eq!(
            words("en 2024 300 personnes, 14 h 305"),
            ["en", "2024", "300", "personnes", ",", "14 h", "305"]
        );
        assert_eq!(words("don’t « non » ?"), ["don’t", "«", "non", "»", "?"]);
        assert_eq!(words("le 1er mai, 5 habitants"), ["le", "1er", "mai", ",", "5", "habitants"]);
    }
}
