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
    // Signs before this token were looked behind already: a run of full stops is not read once for each of them.
    let mut looked = 0;
    for (index, token) in tokens.iter().enumerate() {
        if token.start < start || (index < looked && token.kind == Kind::Sign) {
            continue;
        }
        match end_after(text, tokens, index) {
            Behind::Begins(end) => {
                found.push(start..end);
                start = end;
            }
            Behind::GoesOn(next) => looked = looked.max(next),
        }
    }
    if start < text.len() {
        found.push(start..text.len());
    }
    found
}

/// What stands behind a token.
enum Behind {
    /// The next sentence, from this byte on.
    Begins(usize),
    /// The same sentence; signs before this token end it no more than the one that was asked for.
    GoesOn(usize),
}

/// Whether a sentence ends with this token.
fn end_after(text: &str, tokens: &[Token], index: usize) -> Behind {
    let token = tokens[index];
    let sign = &text[token.range()];
    if token.kind == Kind::Space && sign.contains('\n') {
        return Behind::Begins(token.end);
    }
    let ends = token.kind == Kind::Sign && matches!(sign, "." | "!" | "?" | "…");
    if !ends || (sign == "." && is_short(text, tokens, index)) {
        return Behind::GoesOn(index + 1);
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
    let Some(after) = tokens.get(next) else {
        return Behind::GoesOn(next);
    };
    let begins = text[after.range()]
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '«' | '“' | '"' | '—' | '–' | '(' | '['));
    if spaces > 0 && begins {
        Behind::Begins(after.start)
    } else {
        Behind::GoesOn(next)
    }
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
