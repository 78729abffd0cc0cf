//! Reads numbers, and only numbers: digits, words, magnitudes, collectives and fractions.
//! What they count, and whether they are figures at all, is decided elsewhere.

use std::ops::Range;

use super::collectives;
use super::decimal::Decimal;
use super::digits;
use super::galley::{Galley, Tongue};
use super::spelled;
use super::{words_en, words_fr};

/// A part of a number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nought to nineteen.
    Small(u8),
    /// Twenty, thirty … ninety.
    Ten(u8),
    Hundred,
    /// `mille`.
    Thousand,
    /// A million and above, as a power of ten; English `thousand` too.
    Great(u8),
    /// `dizaine`, `dozen`.
    Collective(u32),
    /// `demi`, `half`.
    Demi,
    /// `tiers`, `quarter`: one over this.
    Fraction(u16),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `120 000`, `3,5`.
    Digits,
    /// `vingt-neuf`.
    Words,
    /// `une dizaine`, `des centaines`: by nature not exact.
    Collective,
    /// `3,5 millions`.
    Mixed,
}

/// A number in the copy, before anybody asks what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Bytes of the number with its magnitude word.
    pub span: Range<usize>,
    pub value: Decimal,
    pub shape: Shape,
}

/// What the rest of the reader must know of how a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing special.
    Plain,
    /// Digits in groups of three.
    Grouped,
    /// Digits with a decimal mark of the other tongue (`49.3` in French): a version, an article, or a slip.
    Pointed,
    /// Digits with the decimal mark of the tongue.
    Decimal,
    /// Ends in a magnitude or a collective: what it counts comes after "de".
    Scaled,
    /// `deux tiers`, `la moitié`.
    Share,
    /// `un cinquième`: a share only if what follows says so.
    Ordinal,
    /// `un`, `one`: an article more often than a number.
    Lone,
}

#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Tokens.
    pub(super) tokens: Range<usize>,
    pub(super) value: Decimal,
    pub(super) shape: Shape,
    pub(super) form: Form,
}

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

/// The part of a number this word is.
pub(super) fn part(galley: &Galley<'_>, at: usize) -> Option<Part> {
    let word = galley.word(at);
    if word.is_empty() {
        return None;
    }
    match galley.tongue {
        Tongue::French => words_fr::NUMERALS.get(word),
        Tongue::English => words_en::NUMERALS.get(word),
    }
}
