//! One amount: a number, the two ends of a range, or a vague plural.

use std::ops::Range;

use super::collectives;
use super::decimal::Decimal;
use super::digits;
use super::galley::{Galley, Tongue};
use super::number::{Form, Part, Reading, Shape};
use super::numerals;
use super::spoken::part;
use super::units;

/// How many values an amount has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spread {
    One,
    /// `de 3 à 5`.
    Range,
    /// `3-5`: a range, or a score.
    Dashed,
    Vague,
}

#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) tokens: Range<usize>,
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    pub(super) shape: Shape,
    pub(super) form: Form,
    pub(super) spread: Spread,
}

/// The amount that starts at this token.
pub(super) fn read(galley: &Galley<'_>, at: usize) -> Option<Amount> {
    if let Some((reading, high)) = collectives::vague(galley, at) {
        return Some(Amount {
            high,
            spread: Spread::Vague,
            ..Amount::of(reading)
        });
    }
    let first = the_half(galley, at).or_else(|| numerals::at_token(galley, at))?;
    range(galley, &first).or_else(|| Some(Amount::of(first)))
}

impl Amount {
    pub(super) fn of(reading: Reading) -> Self {
        Self {
            tokens: reading.tokens,
            low: reading.value,
            high: reading.value,
            shape: reading.shape,
            form: reading.form,
            spread: Spread::One,
        }
    }

    /// One whole number, neither grouped nor scaled, as a year or a day is written.
    pub(super) fn small_digits(&self) -> Option<i64> {
        let bare = self.shape == Shape::Digits && self.form == Form::Plain;
        bare.then_some(self.high.as_whole()).flatten()
    }
}

/// `la moitié`, `le tiers`, `du quart`.
fn the_half(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    if galley.tongue == Tongue::English {
        return None;
    }
    let (noun, bottom) = match (galley.word(at), galley.word(at + 1)) {
        ("la", "moitie") => (at + 1, 2),
        ("tiers", _) if matches!(galley.word(at.wrapping_sub(1)), "le" | "du") => (at, 3),
        ("quart", _) if matches!(galley.word(at.wrapping_sub(1)), "le" | "du") => (at, 4),
        _ => return None,
    };
    Some(Reading {
        tokens: at..noun + 1,
        value: Decimal::ONE.over(Decimal::whole(bottom))?,
        shape: Shape::Words,
        form: Form::Share,
    })
}

fn range(galley: &Galley<'_>, first: &Reading) -> Option<Amount> {
    let first_end = first.tokens.end;
    let unit = units::at_token(galley, first_end);
    let link = unit.map_or(first_end, |(_, end)| end);
    let (next, spread) = linked(galley, first.tokens.start, link)?;
    let second = numerals::at_token(galley, next)?;
    if let Some((unit, _)) = unit {
        let (other, _) = units::at_token(galley, second.tokens.end)?;
        (unit.measure == other.measure).then_some(())?;
    }
    let low = scaled_alike(galley, first, &second).unwrap_or(first.value);
    let rises = low < second.value && second.form != Form::Share;
    let near = galley.word(link) != "ou" && galley.word(link) != "or" || low.to_f64() * 3.0 >= second.value.to_f64();
    (rises && near).then_some(Amount {
        tokens: first.tokens.start..second.tokens.end,
        low,
        high: second.value,
        shape: second.shape,
        form: second.form,
        spread,
    })
}

/// Where the second end of a range starts, if the words between make it one.
fn linked(galley: &Galley<'_>, start: usize, link: usize) -> Option<(usize, Spread)> {
    if galley.joins(link, &['-', '–', '\u{2011}']) && galley.is_digits(link + 1) && !galley.joins(link + 2, &['-', '–']) {
        return Some((link + 1, Spread::Dashed));
    }
    let open = matches!(galley.word(start.wrapping_sub(1)), "entre" | "between");
    let is_link = match (galley.tongue, galley.word(link)) {
        (Tongue::French, "a") => galley.printed(link) == "à" && !changes(galley, start),
        (Tongue::French, "ou") => galley.printed(link) == "ou",
        (Tongue::French, "et") | (Tongue::English, "and") => open,
        (Tongue::English, "to") => galley.word(start.wrapping_sub(1)) != "from" || galley.word(start.wrapping_sub(2)) == "ranging",
        (Tongue::English, "or") => true,
        _ => false,
    };
    is_link.then_some((link + 1, Spread::Range))
}

const CHANGES: &str = "passer passe passent passes passee passees passant passait passerait passera passeront porter porte portes portee \
    ramener ramene ramenes monte montee grimpe tombe tombee recule bondi reduit reduite releve evolue descendu";

/// "passé de 29 à 31" tells two values, not a range.
pub(super) fn changes(galley: &Galley<'_>, start: usize) -> bool {
    if galley.word(start.wrapping_sub(1)) != "de" {
        return false;
    }
    (2..=5).any(|back| {
        let word = galley.word(start.wrapping_sub(back));
        !word.is_empty() && CHANGES.split_ascii_whitespace().any(|change| change == word)
    })
}

/// The first number with the magnitude that is only said after the second: the three millions of "3 à 5 millions", the
/// five hundred thousand of "500 à 600 000".
fn scaled_alike(galley: &Galley<'_>, first: &Reading, second: &Reading) -> Option<Decimal> {
    if !matches!(first.form, Form::Plain | Form::Decimal | Form::Lone) || second.tokens.len() < 2 {
        return None;
    }
    let last = second.tokens.end - 1;
    let factor = match part(galley, last) {
        None if galley.printed(last) == "000" && second.form == Form::Grouped => Decimal::whole(1000),
        Some(Part::Thousand) => Decimal::whole(1000),
        Some(Part::Hundred) => Decimal::whole(100),
        Some(Part::Great(power)) => Decimal::power_of_ten(power),
        Some(Part::Collective(size)) => Decimal::whole(i64::from(size)),
        _ => Decimal::power_of_ten(digits::magnitude(galley, last)?.0),
    };
    first.value.times(factor).filter(|scaled| *scaled < second.value)
}
