//! Letters of markup, in which `&eacute;` stands for one.

use std::ops::Range;

use html5gum::{Token, Tokenizer};

/// A stretch of markup: as it stands, or what stands there for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) letters: String,
    pub(crate) range: Range<usize>,
}

/// The longest name of a character, with a margin.
const LONGEST: usize = 40;

/// The stretches of `markup[range]`.
pub(crate) fn stretches(markup: &str, range: Range<usize>) -> Vec<Stretch> {
    let (mut found, mut from) = (Vec::new(), range.start);
    let as_it_stands = |range: Range<usize>| Stretch {
        letters: markup[range.clone()].to_owned(),
        range,
    };
    let mut at = range.start;
    while let Some(sign) = markup[at..range.end].find('&').map(|found| at + found) {
        let length = length_of_reference(&markup[sign..range.end]);
        at = sign + length.max(1);
        if length == 0 {
            continue;
        }
        let letters = meant(&markup[sign..at]);
        if letters == markup[sign..at] {
            continue;
        }
        if from < sign {
            found.push(as_it_stands(from..sign));
        }
        found.push(Stretch { letters, range: sign..at });
        from = at;
    }
    if from < range.end {
        found.push(as_it_stands(from..range.end));
    }
    found
}

/// How many bytes could be a reference to a character; none if these are no such signs.
fn length_of_reference(text: &str) -> usize {
    let name = text[1..]
        .bytes()
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    match (name, text.as_bytes().get(1 + name)) {
        (0, _) => 0,
        (_, Some(b';')) => name + 2,
        _ => name + 1,
    }
}

/// What browsers read there.
fn meant(reference: &str) -> String {
    let mut meant = String::new();
    for token in Tokenizer::new(reference).flatten() {
        if let Token::String(text) = token {
            meant.push_str(&String::from_utf8_lossy(&text));
        }
    }
    meant
}

#[cfg(test)]
mod tests {
    use super::stretches;

    #[test]
    fn what_stands_for_a_letter_is_told_from_what_stands_as_it_is() {
        let markup = "<p>1 &lt; 2 &amp;amp; &eacute;t&#233; &nbsp; AT&T & co &copy 2 &zzz; &#x1f600;";
        let found = stretches(markup, 3..markup.len());
        let whole: String = found.iter().map(|stretch| stretch.letters.as_str()).collect();
        assert_eq!(whole, "1 < 2 &amp; été \u{a0} AT&T & co © 2 &zzz; \u{1f600}");
        let mut at = 3;
        for stretch in &found {
            assert_eq!(stretch.range.start, at);
            at = stretch.range.end;
        }
        assert_eq!(at, markup.len());
    }
}
