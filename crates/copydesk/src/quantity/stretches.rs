//! Stretches of copy that look like numbers and are none: dates, times, scores, telephone and version numbers, codes.
//! Each answers the token after the stretch, so that no part of it is read again.

use super::digits;
use super::galley::{Galley, Tongue};
use super::units;
use super::vocabulary::List;

/// Past the stretch that starts at these digits, if it is one.
pub(super) fn past(galley: &Galley<'_>, at: usize) -> Option<usize> {
    if !galley.is_digits(at) {
        return None;
    }
    coded(galley, at)
        .or_else(|| clock(galley, at))
        .or_else(|| chain(galley, at))
        .or_else(|| telephone(galley, at))
        .or_else(|| two_units(galley, at))
        .or_else(|| suffixed(galley, at))
        .or_else(|| date(galley, at))
}

/// `MD-83`, `mi-2012`, `p.12`, `#29`, `n°5`: hung on what stands before.
fn coded(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let sign = at.checked_sub(1)?;
    let named = matches!(galley.mark(sign), Some('°' | 'º'));
    let hung = galley.is_glued(at) && galley.mark(sign).is_some_and(|mark| "-._/#:\u{2011}°+".contains(mark)) && galley.is_glued(sign);
    let tagged = galley.is_glued(at) && matches!(galley.mark(sign), Some('#' | '_' | '+'));
    let after_word = hung && (galley.is_word(sign.wrapping_sub(1)) || galley.mark(sign.wrapping_sub(1)).is_some());
    (named || tagged || after_word).then(|| end_of_chain(galley, at))
}

/// Digits and the marks that tie further digits to them.
fn end_of_chain(galley: &Galley<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while galley.joins(end, &['.', ',', '-', '–', '/', ':', '\u{2011}']) && galley.is_digits(end + 1) {
        end += 2;
    }
    end
}

/// `14:30`, `16:9`, `12/05/2023`, `2012-05-03`, `192.168.1.2`, `6-4`, `24/24`.
fn chain(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let end = end_of_chain(galley, at);
    let links = (end - at - 1) / 2;
    let mut marks = (at + 1..end).step_by(2).filter_map(|token| galley.mark(token));
    let first = marks.clone().next()?;
    let malformed = matches!(first, '.' | ',') && digits::read(galley, at).is_none();
    let stray = marks.any(|mark| mark == ':') || links > 1 && !is_number(galley, at, end) || malformed;
    let slashed = first == '/' && digits::read(galley, at).is_none_or(|reading| reading.tokens.end != end);
    let years =
        links == 1 && first != '.' && first != ',' && is_year(galley, at) && (is_year(galley, at + 2) || galley.printed(at + 2).len() == 2);
    (stray || slashed || years).then_some(end)
}

/// A grouped number or a range of two may have several marks; anything else may not.
fn is_number(galley: &Galley<'_>, at: usize, end: usize) -> bool {
    let Some(first) = digits::read(galley, at) else {
        return false;
    };
    let rest = first.tokens.end;
    if rest >= end {
        return true;
    }
    let second = galley
        .joins(rest, &['-', '–', '\u{2011}'])
        .then(|| digits::read(galley, rest + 1))
        .flatten();
    second.is_some_and(|second| second.tokens.end >= end)
}

pub(super) fn is_year(galley: &Galley<'_>, at: usize) -> bool {
    let printed = galley.printed(at);
    galley.is_digits(at) && printed.len() == 4 && ("1000".."2101").contains(&printed)
}

/// Four runs of digits or more in a row, or three that make no number.
fn telephone(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let mut end = at + 1;
    while galley.is_digits(end) {
        end += 1;
    }
    if is_year(galley, at) {
        return (end - at >= 3).then_some(at + 1);
    }
    let read = digits::read(galley, at).map_or(at + 1, |reading| reading.tokens.end);
    (end - at >= 3 && read < end).then_some(end)
}

/// `9 s 58`, `1 m 80`, `3 min 12`: one measure in two units, of which half would be false.
fn two_units(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let unit = matches!(galley.word(at + 1), "s" | "m" | "min" | "mn" | "minutes");
    let second = unit && galley.is_digits(at + 2) && galley.printed(at + 2).len() == 2;
    second.then(|| {
        if matches!(galley.word(at + 3), "s" | "cm" | "secondes") {
            at + 4
        } else {
            at + 3
        }
    })
}

/// `2e`, `1er`, `3D`, `5G`, `1m80`: digits with letters that are neither unit nor magnitude.
fn suffixed(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let end = digits::read(galley, at).map_or(at + 1, |reading| reading.tokens.end);
    if !galley.is_glued(end) || !galley.is_word(end) {
        return compound(galley, end);
    }
    if units::at_token(galley, end).is_some() || digits::magnitude(galley, end).is_some() {
        return None;
    }
    Some(end + 1)
}

/// `11-Septembre`, `45-year-old`, `29-storey`.
fn compound(galley: &Galley<'_>, end: usize) -> Option<usize> {
    let tied = galley.joins(end, &['-', '\u{2011}']) && galley.is_word(end + 1);
    tied.then_some(end + 2)
}

/// `14 h 30`, `7h44`, `à 18 heures`, `20 h GMT`, `2 p.m.`.
fn clock(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let hour: u32 = galley.printed(at).parse().ok().filter(|hour| *hour <= 24)?;
    let word = galley.word(at + 1);
    if galley.is_glued(at + 1) && word.starts_with('h') && word.len() > 1 && word[1..].bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(at + 2);
    }
    if galley.tongue == Tongue::English {
        return english_clock(galley, at);
    }
    matches!(word, "h" | "heure" | "heures").then_some(())?;
    if galley.is_digits(at + 2) && galley.printed(at + 2).len() == 2 {
        return Some(if matches!(galley.word(at + 3), "min" | "mn" | "minutes") {
            at + 4
        } else {
            at + 3
        });
    }
    let lasts = galley.is_of(at + 2) && !matches!(galley.word(at + 3), "matin" | "soir" | "l'") || hour == 24 && word != "h";
    let before = at.wrapping_sub(1);
    let told = galley.is_on(List::BeforeClock, before) && galley.printed(before) != "a" && galley.printed(before) != "des";
    let span = galley.word(before) == "de" && galley.printed(at + 2) == "à";
    let zone = galley.is_on(List::AfterClock, at + 2) || matches!(galley.word(at + 3), "matin" | "soir");
    let placed = galley.printed(at + 2) == "à" && galley.is_capital(at + 3) || galley.word(at + 2) == "pour";
    let short = word == "h" && !matches!(galley.word(before), "pendant" | "durant" | "en" | "de" | "dure");
    (!lasts && (told || span || zone || placed || short)).then_some(at + 2)
}

fn english_clock(galley: &Galley<'_>, at: usize) -> Option<usize> {
    match (galley.word(at + 1), galley.word(at + 3)) {
        ("am" | "pm", _) => Some(at + 2),
        ("a" | "p", "m") if galley.mark(at + 2) == Some('.') => Some(at + 4),
        ("o", "clock") => Some(at + 4),
        _ => None,
    }
}

/// `19 septembre 2023`, `3 et 4 mai`, `du 29 avril au 2 mai`, `September 11`, `11 September 2001`.
fn date(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let before = at.wrapping_sub(1);
    if galley.is_on(List::Month, before) && galley.is_capital(before) == (galley.tongue == Tongue::English) {
        return after_month(galley, at);
    }
    is_day(galley, at).then_some(())?;
    let mut end = at + 1;
    for _ in 0..4 {
        while matches!(galley.word(end), "et" | "au" | "ou" | "le" | "and" | "to")
            || galley.mark(end).is_some_and(|mark| ",-–/".contains(mark))
            || galley.printed(end) == "à"
        {
            end += 1;
        }
        if galley.is_on(List::Month, end) && (galley.tongue == Tongue::French || galley.is_capital(end)) {
            return Some(if is_year(galley, end + 1) { end + 2 } else { end + 1 });
        }
        if end == at + 1 || !is_day(galley, end) {
            break;
        }
        end += 1;
        if matches!(galley.word(end), "er") {
            end += 1;
        }
    }
    weekday(galley, at)
}

fn after_month(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let day = is_day(galley, at) && galley.tongue == Tongue::English;
    let with_year = day && galley.mark(at + 1) == Some(',') && is_year(galley, at + 2);
    match (with_year, day || is_year(galley, at)) {
        (true, _) => Some(at + 3),
        (_, true) => Some(at + 1),
        _ => None,
    }
}

/// `lundi 19`, unless something is counted: `lundi 19 personnes`.
fn weekday(galley: &Galley<'_>, at: usize) -> Option<usize> {
    let before = at.wrapping_sub(1);
    let named = galley.is_on(List::Weekday, before);
    let counts = super::nouns::read(galley, at + 1, super::nouns::Agreement::Plural).is_some();
    (named && !counts).then_some(at + 1)
}

fn is_day(galley: &Galley<'_>, at: usize) -> bool {
    let printed = galley.printed(at);
    galley.is_digits(at) && printed.len() <= 2 && printed.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}
