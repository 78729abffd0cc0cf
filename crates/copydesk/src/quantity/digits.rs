//! Numbers in digits: groups, decimal marks, magnitudes after them, and the signs before.

use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::number::{Form, Part, Reading, Shape};
use super::spoken::part;

const LONGEST: usize = 27;

/// The number in digits that starts here.
pub(super) fn read(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    if let Some((top, bottom)) = galley.mark(at).and_then(vulgar) {
        return share(at..at + 1, top, bottom);
    }
    if !galley.is_digits(at) || is_inside_chain(galley, at) {
        return None;
    }
    if let Some(share) = slashed(galley, at) {
        return Some(share);
    }
    let bare = bare(galley, at)?;
    scaled(galley, bare)
}

/// Digits, their groups and their decimals, without a magnitude.
fn bare(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    let (whole_end, form) = groups(galley, at);
    let (end, form) = decimals(galley, whole_end, form)?;
    let value = value_of(galley, at..whole_end, whole_end..end)?;
    let value = if sign_start(galley, at) < galley.start(at) {
        value.negated()
    } else {
        value
    };
    let plain = Reading {
        tokens: at..end,
        value,
        shape: Shape::Digits,
        form,
    };
    match galley.mark(end).and_then(vulgar) {
        Some((top, bottom)) if form == Form::Plain => {
            let part = Decimal::whole(top).over(Decimal::whole(bottom))?;
            Some(Reading {
                tokens: at..end + 1,
                value: value.plus(part)?,
                form: Form::Decimal,
                ..plain
            })
        }
        _ => Some(plain),
    }
}

/// Where the groups of three end.
fn groups(galley: &Galley<'_>, at: usize) -> (usize, Form) {
    let first = galley.printed(at);
    if first.len() > 3 || first.starts_with('0') {
        return (at + 1, Form::Plain);
    }
    for mark in [None, Some('.'), Some(','), Some('\'')] {
        let mut end = at + 1;
        while let Some(next) = next_group(galley, end, mark) {
            end = next;
        }
        if end > at + 1 && may_group(galley, mark, end - at) {
            return (end, Form::Grouped);
        }
    }
    (at + 1, Form::Plain)
}

/// A comma groups in English; in French only where it comes twice (and never a point that comes once in English).
fn may_group(galley: &Galley<'_>, mark: Option<char>, tokens: usize) -> bool {
    let sole = tokens == 3;
    match (mark, galley.tongue) {
        (Some(','), Tongue::French) | (Some('.'), Tongue::English) => !sole,
        _ => true,
    }
}

fn next_group(galley: &Galley<'_>, end: usize, mark: Option<char>) -> Option<usize> {
    let digits = match mark {
        None => (galley.is_digits(end) && is_one_space(galley, end)).then_some(end),
        Some(mark) => galley.joins(end, &[mark, if mark == '\'' { '’' } else { mark }]).then_some(end + 1),
    }?;
    (galley.is_digits(digits) && galley.printed(digits).len() == 3).then_some(digits + 1)
}

fn is_one_space(galley: &Galley<'_>, at: usize) -> bool {
    let between = &galley.text[galley.end_before(at)..galley.start(at)];
    matches!(between, " " | "\u{a0}" | "\u{202f}" | "\u{2009}")
}

/// Where the decimals end; nothing where the number goes on past them as a version or an address does.
fn decimals(galley: &Galley<'_>, end: usize, form: Form) -> Option<(usize, Form)> {
    if !galley.joins(end, &['.', ',']) || !galley.is_digits(end + 1) {
        return Some((end, form));
    }
    if galley.joins(end + 2, &['.', ',']) && galley.is_digits(end + 3) {
        return None;
    }
    let own = match galley.tongue {
        Tongue::French => ',',
        Tongue::English => '.',
    };
    let form = if galley.mark(end) == Some(own) {
        Form::Decimal
    } else {
        Form::Pointed
    };
    Some((end + 2, form))
}

fn value_of(galley: &Galley<'_>, whole: std::ops::Range<usize>, after: std::ops::Range<usize>) -> Option<Decimal> {
    let mut units: i128 = 0;
    let mut count = 0;
    let mut scale = 0;
    for at in whole.start..after.end {
        if !galley.is_digits(at) {
            continue;
        }
        let digits = galley.printed(at);
        count += digits.len();
        if count > LONGEST {
            return None;
        }
        if after.contains(&at) {
            scale = digits.len() as u8;
        }
        units = digits.bytes().fold(units, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    }
    Decimal::new(units, scale)
}

/// `3,5 millions`, `10 mille`, `12 Md€`, `2 milliards 300 millions`.
fn scaled(galley: &Galley<'_>, bare: Reading) -> Option<Reading> {
    let Some((power, end)) = magnitude(galley, bare.tokens.end) else {
        return Some(bare);
    };
    let mut value = bare.value.times(Decimal::power_of_ten(power))?;
    let mut tokens = bare.tokens.start..end;
    if let Some(rest) = rest_of(galley, end, power) {
        value = value.plus(rest.value)?;
        tokens.end = rest.tokens.end;
    }
    let reading = Reading {
        tokens,
        value,
        shape: Shape::Mixed,
        form: Form::Scaled,
    };
    Some(super::spelled::and_a_half(galley, &reading, power).unwrap_or(reading))
}

/// The smaller magnitude of a compound: the 300 millions of "2 milliards 300 millions".
fn rest_of(galley: &Galley<'_>, at: usize, power: u8) -> Option<Reading> {
    if !galley.is_digits(at) {
        return None;
    }
    let rest = bare(galley, at)?;
    let (smaller, end) = magnitude(galley, rest.tokens.end)?;
    (smaller < power).then_some(())?;
    Some(Reading {
        value: rest.value.times(Decimal::power_of_ten(smaller))?,
        tokens: at..end,
        ..rest
    })
}

/// The magnitude that follows digits, as a power of ten, and where it ends.
pub(super) fn magnitude(galley: &Galley<'_>, at: usize) -> Option<(u8, usize)> {
    if !galley.is_word(at) {
        return None;
    }
    let power = match part(galley, at) {
        Some(Part::Thousand) => 3,
        Some(Part::Great(power)) => power,
        Some(Part::Collective(size @ (12 | 1000))) if galley.tongue == Tongue::French || size == 12 => return dozen(size, at),
        Some(_) => return None,
        None => letter(galley, at)?,
    };
    Some((power, at + 1))
}

/// Only whole powers of ten are magnitudes: dozens are read by the collectives.
fn dozen(size: u32, at: usize) -> Option<(u8, usize)> {
    (size == 1000).then_some((3, at + 1))
}

fn letter(galley: &Galley<'_>, at: usize) -> Option<u8> {
    let money_after = galley.is_glued(at + 1) && matches!(galley.mark(at + 1), Some('€' | '$' | '£'));
    let money_before = matches!(galley.mark(at.wrapping_sub(2)), Some('€' | '$' | '£'));
    let glued = galley.is_glued(at);
    match galley.printed(at) {
        "k" | "K" if glued || money_after => Some(3),
        "M" if glued || money_after => Some(6),
        "m" | "mn" if galley.tongue == Tongue::English && glued && money_before => Some(6),
        "bn" | "Md" | "Mds" | "Mrd" | "Mrds" => Some(9),
        "tn" if galley.tongue == Tongue::English => Some(12),
        _ => None,
    }
}

/// `3/4`: only small fractions below one; all else with a slash is a date or a label.
fn slashed(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    if !galley.joins(at + 1, &['/']) || !galley.is_digits(at + 2) || galley.joins(at + 3, &['/']) {
        return None;
    }
    let top: i64 = galley.printed(at).parse().ok()?;
    let bottom: i64 = galley.printed(at + 2).parse().ok()?;
    (0 < top && top < bottom && bottom <= 10).then_some(())?;
    let mut reading = share(at..at + 3, top, bottom)?;
    if sign_start(galley, at) < galley.start(at) {
        reading.value = reading.value.negated();
    }
    Some(reading)
}

fn share(tokens: std::ops::Range<usize>, top: i64, bottom: i64) -> Option<Reading> {
    Some(Reading {
        tokens,
        value: Decimal::whole(top).over(Decimal::whole(bottom))?,
        shape: Shape::Digits,
        form: Form::Share,
    })
}

fn vulgar(glyph: char) -> Option<(i64, i64)> {
    Some(match glyph {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅙' => (1, 6),
        '⅛' => (1, 8),
        _ => return None,
    })
}

/// The byte where the number starts, with its minus sign if that touches it and nothing else.
pub(super) fn sign_start(galley: &Galley<'_>, at: usize) -> usize {
    let sign = at.wrapping_sub(1);
    let signed = galley.is_digits(at)
        && galley.is_glued(at)
        && !galley.is_glued(sign)
        && matches!(galley.mark(sign), Some('-' | '−' | '–' | '\u{2011}'));
    galley.start(if signed { sign } else { at })
}

/// Joined to digits before it by a point or a comma: the middle of something larger.
fn is_inside_chain(galley: &Galley<'_>, at: usize) -> bool {
    galley.is_glued(at) && galley.joins(at.wrapping_sub(1), &['.', ',']) && galley.is_digits(at.wrapping_sub(2))
}

/// Past the digits that start here and everything a point or a comma joins to them; else one token on.
pub(super) fn past_chain(galley: &Galley<'_>, at: usize) -> usize {
    let mut end = at + 1;
    while galley.is_digits(end - 1) && galley.joins(end, &['.', ',']) && galley.is_digits(end + 1) {
        end += 2;
    }
    end
}
