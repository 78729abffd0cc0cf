//! Where sentences end.

use std::ops::Range;

use crate::tokens::{Kind, Token};

/// Shorts whose full stop ends no sentence.
const SHORTS: [&str; 26] = [
    "m", "mm", "mr", "mrs", "ms", "dr", "pr", "st", "ste", "art", "av", "bd", "cf", "chap", "ed", "env", "ex", "fig", "no", "p", "pp",
    "vol", "vs", "jr", "sr", "lt",
];

/// The sentences of a text, as ranges that touch each other and hold the spaces behind them.
pub(crate) fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (index, token) in tokens.iter().enumerate() {
        if token.start < start {
            continue;
        }
        if let Some(end) = end_after(text, tokens, index) {
            found.push(start..end);
            start = end;
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// Where the next sentence begins, if one ends with this token.
fn end_after(text: &str, tokens: &[Token], index: usize) -> Option<usize> {
    let token = tokens[index];
    let sign = &text[token.range()];
    if token.kind == Kind::Space && sign.contains('\n') {
        return Some(token.end);
    }
    let ends = token.kind == Kind::Sign && matches!(sign, "." | "!" | "?" | "…");
    if !ends || (sign == "." && is_short(text, tokens, index)) {
        return None;
    }
    let mut next = index + 1;
    let mut spaces = 0;
    while let Some(after) = tokens.get(next) {
        let words = &text[after.range()];
        match after.kind {
            Kind::Space => spaces += 1,
            Kind::Sign if matches!(words, "»" | "”" | "\"" | ")" | "]" | "." | "!" | "?" | "…") => {}
            _ => break,
        }
        next += 1;
    }
    let after = tokens.get(next)?;
    let begins = text[after.range()]
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '“' | '"' | '—' | '–' | '(' | '['));
    (spaces > 0 && begins).then_some(after.start)
}

/// "M. Martin", "J. Dupont", "p. 12".
fn is_short(text: &str, tokens: &[Token], index: usize) -> bool {
    let Some(before) = index.checked_sub(1).map(|at| tokens[at]).filter(|before| before.kind == Kind::Word) else {
        return false;
    };
    let word = &text[before.range()];
    let one_capital = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let initials = word.contains('-') && word.split('-').all(|part| part.chars().count() == 1);
    one_capital || initials || SHORTS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::tokens;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text, &tokens(text)).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn a_sentence_ends_before_a_capital() {
        assert_eq!(
            cut("Il pleut. Il neige ! « Oui. » Non"),
            ["Il pleut.", "Il neige !", "« Oui. »", "Non"]
        );
        assert_eq!(
            cut("M. Martin et J. Dupont, 4.5 km. Fin."),
            ["M. Martin et J. Dupont, 4.5 km.", "Fin."]
        );
        assert_eq!(cut("Vraiment ? demanda-t-elle. Oui"), ["Vraiment ? demanda-t-elle.", "Oui"]);
    }
}
