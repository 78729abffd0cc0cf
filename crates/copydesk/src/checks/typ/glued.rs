//! Words that are glued to the sign before them: where TYP-24 misses a space.

use super::gaps::{letter_after, letter_before};
use super::signs::{Sign, token_before, words_at};
use crate::line::Line;
use crate::passage::Role;
use crate::tokens::{Kind, is_apostrophe, is_space};

/// A space that is not there.
pub(super) struct Missing {
    pub(super) at: usize,
    /// The sign beside it.
    pub(super) mark: char,
}

/// Where a space is missing behind a sign, or before an opening mark.
pub(super) fn missing_behind(line: &Line, sign: &Sign) -> Option<Missing> {
    let text = line.text();
    let (before, after) = (letter_before(text, sign.start)?, letter_after(text, sign.end));
    if sign.mark == '«' {
        return (before.is_alphanumeric() || matches!(before, ',' | ':' | '.')).then_some(Missing {
            at: sign.start, mark: '«'
        });
    }
    let beside = Beside { before, after: after? };
    let after = beside.after;
    let is_glued = match sign.mark {
        ',' => comma(line, sign, beside),
        ';' => field(line, sign, beside),
        ':' => colon(line, sign, beside),
        '!' | '?' => is_end(before) && after.is_uppercase() && next_is_word(line, sign),
        '.' => full_stop(line, sign, before),
        '»' => after.is_alphabetic() && is_space(before) || (after.is_alphanumeric() && !is_space(before)),
        '”' => after.is_alphabetic() && !is_space(before),
        _ => false,
    };
    is_glued.then_some(Missing {
        at: sign.end,
        mark: sign.mark,
    })
}

/// The letters on both sides of a sign.
#[derive(Clone, Copy)]
struct Beside {
    before: char,
    after: char,
}

/// Words with which a sentence begins behind a name: `à Paris.Le pont`, and not `System.Options`.
const STARTERS: [&str; 38] = [
    "À", "Au", "Aux", "Ce", "Ces", "Cet", "Cette", "Dans", "De", "Des", "Du", "Elle", "Elles", "En", "Et", "Il", "Ils", "La", "Le", "Les",
    "Leur", "Mais", "On", "Or", "Par", "Pour", "Puis", "Sa", "Selon", "Ses", "Son", "Sur", "The", "They", "Un", "Une", "He", "She",
];

fn is_end(letter: char) -> bool {
    letter.is_alphabetic() || is_space(letter) || matches!(letter, '»' | ')' | '”')
}

/// `hier,puis`; not `12,5`, not `a,b,c`.
fn comma(line: &Line, sign: &Sign, Beside { before, after }: Beside) -> bool {
    let is_word = token_before(line, sign.at).is_some_and(|word| word.end - word.start > 1 || !word.is_spoken());
    let begins = after.is_alphabetic() || after == '«' || (after.is_ascii_digit() && before.is_alphabetic());
    let closes = before.is_alphabetic() || before.is_ascii_digit() || matches!(before, '»' | ')' | '”' | '%');
    is_word && begins && closes && !(before.is_ascii_digit() && after.is_ascii_digit()) && !is_field(line, sign)
}

/// `a,b`, `un;deux;trois`: letters that are listed, a row of fields.
fn is_field(line: &Line, sign: &Sign) -> bool {
    let same = |at: Option<usize>| at.is_some_and(|at| words_at(line, at).starts_with(sign.mark));
    let is_letter = |word: &str| word.len() < 2 && !matches!(word, "a" | "y" | "A");
    let behind = line.tokens.get(sign.at + 1).is_some_and(|word| is_letter(line.words_of(word)));
    let in_a_row = same(sign.at.checked_sub(2)) || same(Some(sign.at + 2));
    (sign.mark == ';' && in_a_row) || behind
}

fn field(line: &Line, sign: &Sign, Beside { before, after }: Beside) -> bool {
    let is_entity = sign
        .at
        .checked_sub(2)
        .is_some_and(|at| words_at(line, at) == "&" || words_at(line, at) == "#");
    before.is_alphabetic() && after.is_alphabetic() && !is_field(line, sign) && !is_entity && !is_face(line, sign)
}

/// `;D`, `:p`.
fn is_face(line: &Line, sign: &Sign) -> bool {
    words_at(line, sign.at + 1).chars().count() < 2
}

/// `Note :voici`, `dit:«oui»`; not `C:`, `xs:int`, `:smile:`, `Wiki:Page`.
fn colon(line: &Line, sign: &Sign, Beside { before, after }: Beside) -> bool {
    if after == '«' {
        return false;
    }
    let is_shortcode = words_at(line, sign.at + 2).starts_with(':') || sign.at.checked_sub(2).is_some_and(|at| words_at(line, at) == ":");
    is_space(before) && after.is_alphabetic() && line.passage.tongue.is_french() && !is_shortcode && !is_face(line, sign)
}

fn next_is_word(line: &Line, sign: &Sign) -> bool {
    line.tokens
        .get(sign.at + 1)
        .is_some_and(|word| word.is_spoken() && word.end - word.start > 1)
}

/// `fin.Alors`; not `M.Dupont`, `J.-P.`, `lemonde.fr`, `Node.Js`.
fn full_stop(line: &Line, sign: &Sign, before: char) -> bool {
    // Above a text a full stop inside words belongs to a name: `ASP.Net`, `System.Options`.
    if matches!(line.passage.role(), Role::Headline | Role::Kicker | Role::Description | Role::Name) {
        return false;
    }
    let Some(next) = line
        .tokens
        .get(sign.at + 1)
        .filter(|next| matches!(next.kind, Kind::Word | Kind::Elided))
    else {
        return false;
    };
    let word = line.words_of(next);
    let begins = is_sentence_word(word);
    let closes = match token_before(line, sign.at) {
        Some(token) if token.kind == Kind::Word => {
            let words = line.words_of(token);
            words.chars().count() > 2 && words.chars().all(|c| c.is_lowercase() || c == '-' || is_apostrophe(c))
                || is_name(words) && STARTERS.contains(&word)
        }
        Some(token) if token.kind == Kind::Digits => token.end - token.start >= 2,
        _ => matches!(before, '»' | ')' | '”'),
    };
    begins && closes && letter_after(line.text(), next.end) != Some('.')
}

/// A capital and lower case behind it, or an elision: "Alors", "L’", "À".
fn is_sentence_word(word: &str) -> bool {
    let mut letters = word.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let rest = letters.as_str();
    let is_short = rest.is_empty() && matches!(word, "À" | "Y");
    capital && (is_short || (!rest.is_empty() && rest.chars().all(|c| c.is_lowercase() || is_apostrophe(c) || c == '-')))
}

/// "Paris", four letters or more: "Jean.Paul" is rarer than "à Paris.Le".
fn is_name(word: &str) -> bool {
    word.chars().count() > 3 && is_sentence_word(word)
}
