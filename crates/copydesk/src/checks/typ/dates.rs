//! TYP-20 · Day and month
//!
//! **What it catches.** `1 septembre` for `1er septembre`, `05 mai`, `3 Mars 2020`, `le Lundi 3 mars`, and a space that breaks between day and month.
//! **Why it matters.** Months and days are common nouns in French; a date cut at the end of a line is read twice.
//! **Remedy.** `1er septembre`, `3 mars`, `lundi 3 mars`, with a no-break space. Names of streets and of holidays keep their capital.
//!
//! # Jour et mois
//!
//! **Ce qu’il relève.** `1 septembre` pour `1er septembre`, `05 mai`, `3 Mars 2020`, `le Lundi 3 mars`, et l’espace sécable entre le jour et le mois.
//! **Pourquoi.** Les mois et les jours sont des noms communs ; une date coupée en fin de ligne se lit deux fois.
//! **Remède.** `1er septembre`, `3 mars`, `lundi 3 mars`, avec une espace insécable. Rues et fêtes gardent leur capitale.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{is_no_break, letter_before};
use super::signs::{begins_sentence, is_french, word_after, word_before, words_at};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-20";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Jour et mois",
    title_en: "Day and month",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

const MONTHS: &[&str] = &[
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const DAYS: &[&str] = &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// Days that are names of what happened on them: without a year, their month may keep its capital.
const HOLIDAYS: &[&str] = &[
    "1 mai",
    "1er mai",
    "8 mai",
    "14 juillet",
    "11 novembre",
    "15 août",
    "4 septembre",
    "11 septembre",
    "19 mars",
    "25 avril",
    "13 novembre",
    "7 octobre",
];

/// What is called by a date: `rue du 8 Mai 1945`.
const CALLED: &[&str] = &[
    "rue",
    "place",
    "avenue",
    "boulevard",
    "square",
    "quai",
    "pont",
    "collège",
    "lycée",
    "stade",
    "station",
    "école",
    "Rue",
    "Place",
    "Avenue",
    "mouvement",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) {
        return Vec::new();
    }
    let words = line
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == Kind::Word && may_be_of_date(line, token));
    words.filter_map(|(at, word)| of_word(line, at, word)).collect()
}

fn may_be_of_date(line: &Line, token: &Token) -> bool {
    let word = line.words_of(token).as_bytes();
    (3..=10).contains(&word.len()) && matches!(word[0] | 0x20, b'a' | b'd' | b'f' | b'j' | b'l' | b'm' | b'n' | b'o' | b's' | b'v')
}

fn of_word(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let word = line.words_of(token);
    let lower = lowered(word)?;
    if MONTHS.contains(&lower.as_str()) {
        return of_month(line, at, &lower).or_else(|| capital_before_year(line, at, &lower));
    }
    let is_day = DAYS.contains(&lower.as_str()) && lower != word;
    is_day.then(|| capital_of_day(line, at, &lower)).flatten()
}

/// The word in lower case; nothing if it is in capitals.
fn lowered(word: &str) -> Option<String> {
    let mut letters = word.chars();
    let first = letters.next()?;
    let rest = letters.as_str();
    let is_cased = rest.chars().all(char::is_lowercase);
    is_cased.then(|| first.to_lowercase().chain(rest.chars()).collect())
}

/// A day before a month: its number, the space, the capital.
fn of_month(line: &Line, at: usize, lower: &str) -> Option<Finding> {
    let (text, token) = (line.text(), &line.tokens[at]);
    let gap = line.tokens[at.checked_sub(1)?].range();
    let is_one_gap = line.words_of(&line.tokens[at - 1]).chars().count() == 1 && &text[gap.clone()] != "\n";
    let (day, is_first) = day_before(line, at.checked_sub(2)?)?;
    let number: u8 = text[day.clone()]
        .trim_end_matches("er")
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    if !is_one_gap || line.tokens[at - 1].kind != Kind::Space {
        return None;
    }
    let written = match number {
        1 if is_first || !follows_number(line, at) => "1er".to_owned(),
        other => other.to_string(),
    };
    let keeps_capital = keeps_capital(line, at, &text[day.clone()]);
    let month = if keeps_capital { line.words_of(token) } else { lower };
    let is_right = written == text[day.clone()] && is_no_break(text, &gap) && month == line.words_of(token);
    let date = Date {
        day,
        gap,
        token,
        written: &written,
        month,
    };
    (!is_right).then(|| told(line, &date))
}

/// "3" or "1er" that ends with a token.
fn day_before(line: &Line, at: usize) -> Option<(Range<usize>, bool)> {
    let last = &line.tokens[at];
    let (first, is_first) = match (last.kind, line.words_of(last)) {
        (Kind::Digits, _) => (last, false),
        (Kind::Word, "er") => (
            line.tokens.get(at.checked_sub(1)?).filter(|digit| line.words_of(digit) == "1")?,
            true,
        ),
        _ => return None,
    };
    let tied =
        letter_before(line.text(), first.start).is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '.' | '/' | '-' | '°' | '–'));
    (!tied && first.range().len() <= 2).then_some((first.start..last.end, is_first))
}

/// "12 1 mars": a number before the one.
fn follows_number(line: &Line, at: usize) -> bool {
    at.checked_sub(2)
        .and_then(|at| word_before(line, at))
        .is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Streets and holidays, and titles of works in capitals.
fn keeps_capital(line: &Line, at: usize, day: &str) -> bool {
    let word = words_at(line, at);
    let year_follows = word_after(line, at).is_some_and(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let named = HOLIDAYS.contains(&format!("{} {}", day, word.to_lowercase()).as_str()) && !year_follows;
    let back = if day.ends_with("er") { 5 } else { 4 };
    let called = at.checked_sub(back).map_or("", |at| words_at(line, at));
    let called_before = at.checked_sub(back + 2).map_or("", |at| words_at(line, at));
    named || CALLED.contains(&called) || CALLED.contains(&called_before)
}

/// A day and its month: where they stand, and how they should be written.
struct Date<'a> {
    day: Range<usize>,
    gap: Range<usize>,
    token: &'a Token,
    written: &'a str,
    month: &'a str,
}

fn told(line: &Line, date: &Date<'_>) -> Finding {
    let Date {
        day,
        gap,
        token,
        written,
        month,
    } = date;
    let text = line.text();
    let same_day = text[day.clone()] == **written;
    let same_month = *month == line.words_of(token);
    let said = if same_day && same_month {
        Said::new(
            "le jour ne se sépare pas du mois en fin de ligne : mettez une espace insécable",
            "a day is not parted from its month at the end of a line: put a no-break space",
        )
    } else {
        Said::new(
            format!("la date s’écrit « {written} {month} » : sans zéro, sans capitale, avec « 1er » pour le premier"),
            format!("French writes the date “{written} {month}”: no zero, no capital, “1er” for the first"),
        )
    };
    let start = if same_day { gap.start } else { day.start };
    let end = if same_month { gap.end } else { token.end };
    let mut new = if same_day { String::new() } else { (*written).to_owned() };
    new.push_str(if is_no_break(text, gap) { &text[gap.clone()] } else { "\u{a0}" });
    if !same_month {
        new.push_str(month);
    }
    line.found(CODE, day.start..token.end, said).safely(start..end, new)
}

/// "en Mars 2020", inside a sentence.
fn capital_before_year(line: &Line, at: usize, lower: &str) -> Option<Finding> {
    let token = &line.tokens[at];
    let year = word_after(line, at).filter(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))?;
    let before =
        word_before(line, at).filter(|word| matches!(*word, "en" | "de" | "depuis" | "d’" | "fin" | "début" | "mois" | "et" | "à"))?;
    let is_name = matches!((lower, year), ("mai", "1968") | ("octobre", "1917")) || before.is_empty();
    let is_capital = lower != line.words_of(token) && !is_name && !begins_sentence(line, token.start);
    is_capital.then(|| capital(line, token, lower))
}

/// "le Lundi 3 mars", "ce Lundi soir".
fn capital_of_day(line: &Line, at: usize, lower: &str) -> Option<Finding> {
    let token = &line.tokens[at];
    if begins_sentence(line, token.start) {
        return None;
    }
    let next = word_after(line, at).unwrap_or_default();
    let dated = next.len() <= 2 && next.starts_with(|c: char| c.is_ascii_digit()) && dates_behind(line, at);
    let told_apart = word_before(line, at).is_some_and(|word| matches!(word, "le" | "ce" | "du" | "au" | "dès" | "depuis"));
    let part = matches!(next, "matin" | "soir" | "après-midi" | "dernier" | "prochain" | "midi");
    let near = matches!(next, "dernier" | "prochain");
    (dated || near || (told_apart && part)).then(|| capital(line, token, lower))
}

/// A month behind the number: "3 mars", "1er mars".
fn dates_behind(line: &Line, at: usize) -> bool {
    let ahead = line.tokens.iter().skip(at + 1).take(6).filter(|token| token.kind == Kind::Word);
    ahead
        .map(|token| line.words_of(token).to_lowercase())
        .any(|word| MONTHS.contains(&word.as_str()))
}

fn capital(line: &Line, token: &Token, lower: &str) -> Finding {
    let said = Said::new(
        format!("les jours et les mois sont des noms communs : écrivez « {lower} »"),
        format!("in French, days and months are common nouns: write “{lower}”"),
    );
    line.found(CODE, token.range(), said).safely(token.range(), lower)
}
