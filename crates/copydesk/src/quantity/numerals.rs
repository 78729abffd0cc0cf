//! Reads numbers, and only numbers: digits, words, magnitudes, collectives and fractions.
//! What they count, and whether they are figures at all, is decided elsewhere.

use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::number::{Form, Number, Reading};
use super::{collectives, digits, spelled};

/// Every number of a text, with nothing left out for being a date, an age or a label.
///
/// ```
/// use copydesk::quantity::{Tongue, numerals};
/// let numbers = numerals::read_all("quatre-vingt-dix-neuf, puis 3,5 millions", Tongue::French);
/// assert_eq!(numbers.iter().map(|n| n.value.to_string()).collect::<Vec<_>>(), ["99", "3500000"]);
/// ```
pub fn read_all(text: &str, tongue: Tongue) -> Vec<Number> {
    let galley = Galley::cut(text, tongue);
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < galley.len() {
        match at_token(&galley, at) {
            Some(reading) => {
                numbers.push(Number {
                    span: digits::sign_start(&galley, reading.tokens.start)..galley.end_before(reading.tokens.end),
                    value: reading.value,
                    shape: reading.shape,
                });
                at = reading.tokens.end;
            }
            None => at = digits::past_chain(&galley, at),
        }
    }
    numbers
}

/// The number that starts at this token, with a collective or a "sur trois" that belongs to it.
pub(super) fn at_token(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    let number = plain(galley, at)?;
    collectives::after(galley, &number)
        .or_else(|| share_of(galley, &number))
        .or(Some(number))
}

fn plain(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    if galley.is_word(at) {
        return spelled::read(galley, at);
    }
    digits::read(galley, at)
}

/// `un sur trois`, `one in three`: a share with its top and bottom.
fn share_of(galley: &Galley<'_>, top: &Reading) -> Option<Reading> {
    let middle = top.tokens.end;
    let over = match galley.word(middle) {
        "sur" | "in" if galley.printed(middle) != "sûr" => middle + 1,
        "out" if galley.word(middle + 1) == "of" => middle + 2,
        _ => return None,
    };
    let bottom = plain(galley, over)?;
    let simple = [top.form, bottom.form]
        .iter()
        .all(|form| matches!(form, Form::Plain | Form::Lone | Form::Scaled));
    if !simple || bottom.value > Decimal::whole(1000) || top.value >= bottom.value || !top.value.is_whole() || !bottom.value.is_whole() {
        return None;
    }
    Some(Reading {
        tokens: top.tokens.start..bottom.tokens.end,
        value: top.value.over(bottom.value)?,
        shape: top.shape,
        form: Form::Share,
    })
}
