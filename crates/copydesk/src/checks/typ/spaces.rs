//! TYP-24 · Doubled, missing and misplaced spaces
//!
//! **What it catches.** Two spaces for one, spaces at the ends of a line, before a comma or a full stop, inside brackets, behind an apostrophe; and none where one belongs: `hier,puis`.
//! **Why it matters.** The eye stumbles, and searches do not find what is glued.
//! **Remedy.** One space, or none. Numbers, addresses, initials, fields and inclusive forms stay; spaces of other signs are their own checks'.
//!
//! # Espaces doublées, manquantes ou mal placées
//!
//! **Ce qu’il relève.** Deux espaces pour une, des espaces en bout de ligne, devant une virgule ou un point, à l’intérieur des parenthèses, après une apostrophe ; et l’espace qui manque : `hier,puis`.
//! **Pourquoi.** L’œil bute, et la recherche ne trouve pas ce qui est collé.
//! **Remède.** Une espace, ou aucune. Nombres, adresses, initiales, champs et formes inclusives restent ; les espaces des autres signes ont leurs propres contrôles.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_after, gap_before, letter_after, letter_before, seen_after, seen_before};
use super::glued::{Missing, missing_behind};
use super::signs::{Sign, is_written, signs};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token, is_apostrophe};

const CODE: Code = "TYP-24";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Espaces doublées, manquantes ou mal placées",
    title_en: "Doubled, missing and misplaced spaces",
    severity: Severity::Warning,
    harm: 30,
    reads: Reads::Passage(find),
};

const SIGNS: [char; 16] = [',', '.', ')', ']', '(', '[', ';', ':', '!', '?', '»', '«', '\'', '’', '‘', '”'];

/// What an apostrophe stands behind without a space after it.
const ELIDED: &[&str] = &["l", "d", "qu", "n", "s", "j", "c", "m", "t", "lorsqu", "puisqu", "jusqu"];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    let spaces = line.tokens.iter().filter(|token| token.kind == Kind::Space);
    let mut findings: Vec<Finding> = spaces.flat_map(|token| of_space(line, token)).collect();
    if is_written(line) {
        findings.extend(signs(line, &SIGNS).filter_map(|sign| of_sign(line, &sign)));
    }
    findings
}

/// A run of spaces: at the ends of a line, or doubled inside it.
fn of_space(line: &Line, token: &Token) -> Vec<Finding> {
    let (text, words) = (line.text(), line.words_of(token));
    let is_edge = token.start == 0 || token.end == text.len() || words.contains('\n');
    if !is_edge {
        let is_doubled = words.chars().nth(1).is_some() || words == "\t";
        return is_doubled.then(|| doubled(line, token)).flatten().into_iter().collect();
    }
    let mut at = token.start;
    let parts = words.split('\n').map(|part| {
        let range = at..at + part.len();
        at = range.end + 1;
        range
    });
    parts.filter(|range| !range.is_empty()).map(|range| at_edge(line, range)).collect()
}

fn at_edge(line: &Line, range: Range<usize>) -> Finding {
    let said = Said::new(
        "des espaces traînent en bout de ligne : retirez-les",
        "spaces are left over at the end of a line: take them out",
    );
    line.found(CODE, range.clone(), said).safely(range, "")
}

/// Two spaces or more; those beside signs that have a space of their own belong to them.
fn doubled(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    let (before, after) = (letter_before(text, token.start)?, letter_after(text, token.end)?);
    let is_french = line.passage.tongue.is_french();
    let has_owner = is_owned(line, token) || (is_french && (before == '«' || after == '»'));
    let words = line.words_of(token);
    let kept = words.chars().find(|c| matches!(c, '\u{a0}' | '\u{202f}')).unwrap_or(' ');
    let said = Said::new("deux espaces se suivent : gardez-en une", "two spaces in a row: keep one");
    (!has_owner).then(|| line.found(CODE, token.range(), said).safely(token.range(), kept))
}

/// Spaces before a sign, or inside a bracket or a straight mark: the sign has its own finding.
fn is_owned(line: &Line, token: &Token) -> bool {
    let (Some(before), Some(after)) = (letter_before(line.text(), token.start), letter_after(line.text(), token.end)) else {
        return false;
    };
    let is_read = is_written(line);
    let own_signs = matches!(
        after,
        ',' | '.' | ')' | ']' | ';' | ':' | '!' | '?' | '%' | '‰' | '€' | '$' | '£' | '¥' | '…'
    );
    let before_sign = own_signs && is_alone_behind(line.text(), token.end, after);
    is_read && (before_sign || matches!(before, '(' | '[') || after == '"' || before == '"')
}

/// The sign is punctuation where it stands: `.NET` and `:-)` are not.
fn is_alone_behind(text: &str, at: usize, sign: char) -> bool {
    let next = letter_after(text, at + sign.len_utf8());
    match sign {
        ';' | ':' | '!' | '?' | '…' | '%' | '‰' | '€' | '$' | '£' | '¥' | ')' | ']' => {
            next.is_none_or(|c| !c.is_alphanumeric() && c != '-' && c != ')')
        }
        _ => next.is_none_or(|c| !c.is_alphanumeric() && c != '.'),
    }
}

fn of_sign(line: &Line, sign: &Sign) -> Option<Finding> {
    match sign.mark {
        ',' | '.' => before_low_sign(line, sign).or_else(|| missing_behind(line, sign).map(|place| missing(line, &place))),
        ')' | ']' => before_bracket(line, sign),
        '(' | '[' => behind_bracket(line, sign),
        '\'' | '’' | '‘' => behind_apostrophe(line, sign).or_else(|| before_apostrophe(line, sign)),
        _ => missing_behind(line, sign).map(|place| missing(line, &place)),
    }
}

/// `hier , puis`.
fn before_low_sign(line: &Line, sign: &Sign) -> Option<Finding> {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    let before = letter_before(text, gap.start).filter(|c| *c != '\n')?;
    let is_low = letter_after(text, sign.end).is_none_or(|c| {
        crate::tokens::is_space(c) || matches!(c, '»' | '”' | '"' | ')' | ']') || (sign.mark == ',' && (c.is_alphabetic() || c == '«'))
    });
    let is_list = (before == '.' && sign.mark == '.') || matches!(before, ',' | ';' | '|' | '(' | '[' | '«' | '“' | '"');
    (!gap.is_empty() && is_low && !is_list).then(|| {
        needless(
            line,
            &Needless {
                seen: gap.start..sign.end,
                gap,
                mark: sign.mark,
            },
        )
    })
}

/// `(hier )`.
fn before_bracket(line: &Line, sign: &Sign) -> Option<Finding> {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    letter_before(text, gap.start).filter(|c| !matches!(c, '(' | '[' | '\n' | ':' | ';'))?;
    (!gap.is_empty()).then(|| {
        needless(
            line,
            &Needless {
                seen: gap.start..sign.end,
                gap,
                mark: sign.mark,
            },
        )
    })
}

/// `( hier)`.
fn behind_bracket(line: &Line, sign: &Sign) -> Option<Finding> {
    let text = line.text();
    let gap = gap_after(text, sign.end);
    letter_after(text, gap.end).filter(|c| !matches!(c, ')' | ']' | '\n'))?;
    let smiles = letter_before(text, sign.start).is_some_and(|c| matches!(c, ':' | ';' | '-'));
    (!gap.is_empty() && !smiles).then(|| {
        needless(
            line,
            &Needless {
                seen: sign.start..gap.end,
                gap,
                mark: sign.mark,
            },
        )
    })
}

/// `l’ homme`.
fn behind_apostrophe(line: &Line, sign: &Sign) -> Option<Finding> {
    let text = line.text();
    let gap = gap_after(text, sign.end);
    let next = letter_after(text, gap.end)?;
    let word = text[..sign.start].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let begins = !letter_before(text, sign.start - word.len()).is_some_and(is_apostrophe);
    let elides = word.len() <= 6 && ELIDED.contains(&word.to_lowercase().as_str());
    let vowel = matches!(
        next.to_lowercase().next(),
        Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'é' | 'è' | 'ê' | 'à' | 'â' | 'î' | 'ô' | 'œ')
    );
    let is_apart = line.passage.tongue.is_french() && !gap.is_empty() && begins && elides && vowel;
    is_apart.then(|| {
        needless(
            line,
            &Needless {
                seen: sign.start - word.len()..gap.end,
                gap,
                mark: sign.mark,
            },
        )
    })
}

/// `l ’homme`, `aujourd ’hui`.
fn before_apostrophe(line: &Line, sign: &Sign) -> Option<Finding> {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    let word = text[..gap.start].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let lower = if word.len() <= 7 { word.to_lowercase() } else { String::new() };
    let elides = lower == "aujourd" || ELIDED.contains(&lower.as_str());
    let begins = !letter_before(text, gap.start - word.len()).is_some_and(is_apostrophe);
    let goes_on = letter_after(text, sign.end).is_some_and(char::is_lowercase) && sign.mark != '‘';
    let is_apart = line.passage.tongue.is_french() && !gap.is_empty() && elides && begins && goes_on;
    is_apart.then(|| {
        needless(
            line,
            &Needless {
                seen: gap.start - word.len()..sign.end,
                gap,
                mark: sign.mark,
            },
        )
    })
}

/// A gap that does not belong beside a sign.
struct Needless {
    seen: Range<usize>,
    gap: Range<usize>,
    mark: char,
}

fn needless(line: &Line, place: &Needless) -> Finding {
    let mark = place.mark;
    let said = Said::new(
        format!("pas d’espace ici, à côté de « {mark} » : retirez-la"),
        format!("no space belongs here, beside “{mark}”: take it out"),
    );
    line.found(CODE, place.seen.clone(), said).safely(place.gap.clone(), "")
}

fn missing(line: &Line, place: &Missing) -> Finding {
    let Missing { at, mark } = *place;
    let text = line.text();
    let seen = seen_before(text, &(at..at), at).start..seen_after(text, at, &(at..at)).end;
    let said = Said::new(
        format!("il manque une espace à côté de « {mark} » : ajoutez-la"),
        format!("a space is missing beside “{mark}”: put it in"),
    );
    line.found(CODE, seen, said).safely(at..at, " ")
}
