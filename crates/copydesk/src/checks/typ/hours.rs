//! TYP-19 · Hours
//!
//! **What it catches.** `14h30`, `14H30`, `14 h 30` with spaces that break, and `à 14:30` in running text.
//! **Why it matters.** Hours are the figures that readers look up: one form is found, four are not.
//! **Remedy.** `14 h 30` with no-break spaces. Scores, tables, Bible verses and times of races stay.
//!
//! # Heures
//!
//! **Ce qu’il relève.** `14h30`, `14H30`, `14 h 30` avec des espaces sécables, et `à 14:30` dans le texte.
//! **Pourquoi.** L’heure est le chiffre que le lecteur cherche : une forme se trouve, quatre non.
//! **Remède.** `14 h 30` avec des espaces insécables. Scores, tableaux, versets et temps de course restent.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{is_no_break, letter_after, letter_before};
use super::signs::{is_cell, is_french, word_after, word_before, words_at};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token, is_space};

const CODE: Code = "TYP-19";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Heures",
    title_en: "Hours",
    severity: Severity::Warning,
    harm: 20,
    reads: Reads::Passage(find),
};

/// What stands before an hour, and only then is `14:30` one.
const BEFORE: &[&str] = &[
    "à",
    "À",
    "vers",
    "dès",
    "avant",
    "après",
    "depuis",
    "jusqu’à",
    "jusqu'à",
    "heures",
    "À",
    "entre",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) || is_cell(line) {
        return Vec::new();
    }
    let digits = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Digits);
    digits
        .filter_map(|(at, token)| with_letter(line, at, token).or_else(|| with_colon(line, at, token)))
        .collect()
}

/// A stretch of spaces that is one character at most, and the token behind it.
fn gap_and_next(line: &Line, at: usize) -> Option<(Range<usize>, usize)> {
    let next = line.tokens.get(at + 1)?;
    if next.kind != Kind::Space {
        return Some((next.start..next.start, at + 1));
    }
    let is_one = line.words_of(next).chars().count() == 1 && line.words_of(next) != "\n";
    (is_one && line.tokens.len() > at + 2).then_some((next.range(), at + 2))
}

/// `14h30`, `14 h`, `48h`.
fn with_letter(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let text = line.text();
    let (first, letter_at) = gap_and_next(line, at)?;
    let letter = &line.tokens[letter_at];
    if token.range().len() > 3 || is_tied(text, token) || !matches!(line.words_of(letter), "h" | "H") {
        return None;
    }
    let minutes = minutes_behind(line, letter_at);
    let end = minutes.as_ref().map_or(letter.end, |(_, minutes)| minutes.end);
    let alone = minutes.is_none();
    let is_name = alone && line.words_of(letter) == "H" && !first.is_empty();
    if is_name || is_elided_or_race(text, end) {
        return None;
    }
    let is_wide = |gap: &Range<usize>| is_no_break(text, gap);
    let is_right = is_wide(&first) && minutes.as_ref().is_none_or(|(gap, _)| is_wide(gap)) && line.words_of(letter) == "h";
    let written = minutes.map_or_else(String::new, |(_, minutes)| format!("\u{a0}{}", &text[minutes]));
    let new = format!("\u{a0}h{written}");
    (!is_right).then(|| {
        told(
            line,
            token,
            Mended {
                range: token.end..end,
                new,
            },
        )
    })
}

/// Digits that belong to something before them: `A12h`, `1,5 h` may stay together.
fn is_tied(text: &str, token: &Token) -> bool {
    letter_before(text, token.start).is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '#' | '°' | ':'))
}

/// Two digits up to 59 behind the letter.
fn minutes_behind(line: &Line, letter_at: usize) -> Option<(Range<usize>, Range<usize>)> {
    let (gap, at) = gap_and_next(line, letter_at)?;
    let minutes = &line.tokens[at];
    let is_sixty = minutes.kind == Kind::Digits && minutes.range().len() == 2 && line.words_of(minutes) < "60";
    let touches = letter_after(line.text(), minutes.end).is_some_and(char::is_alphanumeric);
    // "14 h 12 personnes": across a space, a unit or a noun would make it a number of its own.
    let counts = !gap.is_empty() && word_after(line, at).is_some_and(|word| word.ends_with('s') && word.len() > 4);
    (is_sixty && (!touches || gap.is_empty()) && !counts).then(|| (gap, minutes.range()))
}

/// `1 h 02’33”` is a time of a race; `h’` is no hour.
fn is_elided_or_race(text: &str, end: usize) -> bool {
    let mut after = text[end..].chars();
    let first = after.next();
    matches!(first, Some('’' | '\'' | '′' | '"' | '″' | ':' | '-')) && after.next().is_some_and(char::is_alphanumeric)
}

/// `à 14:30`.
fn with_colon(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let text = line.text();
    if words_at(line, at + 1) != ":" || token.range().len() > 2 || line.words_of(token).parse::<u8>().is_ok_and(|hour| hour > 24) {
        return None;
    }
    let minutes = line
        .tokens
        .get(at + 2)
        .filter(|minutes| minutes.kind == Kind::Digits && minutes.range().len() == 2)?;
    let goes_on = letter_after(text, minutes.end).is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '/' | '’' | '\'' | '"'));
    let decimal = text[minutes.end..].starts_with(['.', ',']) && text[minutes.end + 1..].starts_with(|c: char| c.is_ascii_digit());
    let is_said = word_before(line, at).is_some_and(|word| BEFORE.contains(&word))
        || is_on_a_weekday(line, token)
        || is_from_to(line, at, minutes)
        || word_after(line, at + 2).is_some_and(|word| matches!(word, "UTC" | "GMT" | "heure"));
    let is_hour = is_said && !goes_on && !decimal && !is_tied(text, token) && line.words_of(minutes) < "60";
    let new = format!("\u{a0}h\u{a0}{}", line.words_of(minutes));
    is_hour.then(|| {
        told(
            line,
            token,
            Mended {
                range: token.end..minutes.end,
                new,
            },
        )
    })
}

/// `lundi 7:30`, `depuis lundi, 7:30`.
fn is_on_a_weekday(line: &Line, token: &Token) -> bool {
    let before = line.text()[..token.start].trim_end_matches(|c| is_space(c) || c == ',');
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"].contains(&word.to_lowercase().as_str())
}

/// `de 10:00 à 18:00`, and a score is never of anything to anything.
fn is_from_to(line: &Line, at: usize, minutes: &Token) -> bool {
    let goes_to = line.text()[minutes.end..].trim_start_matches(is_space).strip_prefix('à');
    word_before(line, at).is_some_and(|word| matches!(word, "de" | "De"))
        && goes_to.is_some_and(|rest| rest.trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit()))
}

/// What stands behind the hour, and what it becomes.
struct Mended {
    range: Range<usize>,
    new: String,
}

fn told(line: &Line, hour: &Token, mended: Mended) -> Finding {
    let Mended { range, new } = mended;
    let start = hour.start;
    let whole = format!("{}{}", &line.text()[start..range.start], new);
    let said = Said::new(
        format!("l’heure s’écrit avec des espaces insécables : « {whole} »"),
        format!("French writes hours with no-break spaces: “{whole}”"),
    );
    line.found(CODE, start..range.end, said).safely(range, new)
}
