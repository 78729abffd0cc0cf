//! The whole numbers of a text as the generator reads them: it knows less than the desk, and nothing of the desk's.

use std::ops::Range;

const GROUPS: [char; 2] = ['\u{202f}', ','];

/// A whole number in digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) range: Range<usize>,
    pub(crate) value: u64,
    group: Option<char>,
}

impl Number {
    /// Another value, grouped as this one is.
    pub(crate) fn written(&self, value: u64) -> String {
        let digits = value.to_string();
        let group = self.group.filter(|_| value >= 1_000);
        let mut written = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.extend(group);
            }
            written.push(digit);
        }
        written
    }

    const fn is_year(&self) -> bool {
        self.group.is_none() && self.value >= 1_000 && self.value < 2_100
    }

    /// A value that no rounding makes this one.
    pub(crate) fn another(&self) -> u64 {
        self.value + (self.value / 3).max(2)
    }
}

/// The whole numbers of a text, decimals, hours and years left out.
pub(crate) fn numbers(text: &str) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|sign: char| sign.is_ascii_digit()).map(|found| at + found) {
        let number = number_at(text, start);
        at = number.range.end;
        let decimals = [",", "."].iter().find_map(|comma| text[at..].strip_prefix(comma));
        if decimals.is_some_and(|after| after.starts_with(|sign: char| sign.is_ascii_digit())) {
            at = skip_digits(text, at + 1);
        } else if !is_something_else(&text[at..]) && !is_minutes(&text[..number.range.start]) && !number.is_year() {
            numbers.push(number);
        }
    }
    numbers
}

fn number_at(text: &str, start: usize) -> Number {
    let mut end = skip_digits(text, start);
    let mut group = None;
    while let Some(sign) = text[end..].chars().next().filter(|sign| GROUPS.contains(sign)) {
        let after = end + sign.len_utf8();
        let next = skip_digits(text, after);
        if next != after + 3 || group.is_some_and(|group| group != sign) {
            break;
        }
        (end, group) = (next, Some(sign));
    }
    let digits: String = text[start..end].chars().filter(char::is_ascii_digit).collect();
    Number {
        range: start..end,
        value: digits.parse().unwrap_or(u64::MAX),
        group,
    }
}

fn skip_digits(text: &str, from: usize) -> usize {
    let length = text[from..].find(|sign: char| !sign.is_ascii_digit());
    length.map_or(text.len(), |length| from + length)
}

/// "14 h 30": the half of an hour.
fn is_minutes(before: &str) -> bool {
    before.ends_with("h\u{a0}")
}

/// An hour, an ordinal, a percentage, a day.
fn is_something_else(after: &str) -> bool {
    const MONTHS: [&str; 13] = [
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
        "December",
    ];
    let after = after.trim_start_matches(['\u{a0}', ' ']);
    after.starts_with("h\u{a0}")
        || after.starts_with('%')
        || after.starts_with("e ")
        || after.starts_with("er\u{a0}")
        || MONTHS.iter().any(|month| after.starts_with(month))
}
