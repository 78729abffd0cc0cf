//! Numbers in words: how their parts may follow one another in French and in English.

use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::number::{Form, Part, Reading, Shape};
use super::spoken::part;

/// The number in words that starts here.
pub(super) fn read(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    let first = part(galley, at)?;
    match first {
        Part::Demi => half(galley, at),
        Part::Fraction(2) => share(at..at + 1, Decimal::ONE, 2),
        Part::Fraction(_) | Part::Collective(_) | Part::Great(_) => None,
        _ => compound(galley, at).map(|reading| followed(galley, reading)),
    }
}

/// The sum of words read so far: what is settled, the thousands and the hundreds still growing.
#[derive(Default)]
struct Sum {
    settled: i128,
    thousands: i128,
    group: i128,
    begun: bool,
    ceiling: Option<u8>,
    last: Option<Part>,
}

impl Sum {
    fn take(&mut self, next: Part, tongue: Tongue) -> Option<()> {
        match next {
            Part::Small(small) => self.small(i128::from(small), tongue)?,
            Part::Ten(ten) => self.ten(i128::from(ten))?,
            Part::Hundred => self.hundred(tongue)?,
            Part::Thousand => self.thousand()?,
            Part::Great(power) => self.great(power)?,
            Part::Collective(_) | Part::Demi | Part::Fraction(_) => return None,
        }
        self.last = Some(next);
        Some(())
    }

    fn small(&mut self, small: i128, tongue: Tongue) -> Option<()> {
        let rest = self.group % 100;
        let fits = match self.last {
            _ if !self.begun => true,
            _ if small == 0 => false,
            Some(Part::Small(10)) => tongue == Tongue::French && (7..=9).contains(&small),
            Some(Part::Small(_)) => false,
            Some(Part::Ten(_)) => small < 10 || tongue == Tongue::French && small <= 16 && (rest == 60 || rest == 80),
            _ => rest == 0,
        };
        fits.then_some(())?;
        self.group += small;
        self.begun = true;
        Some(())
    }

    fn ten(&mut self, ten: i128) -> Option<()> {
        let four_twenties = ten == 20 && self.last == Some(Part::Small(4));
        let fits = four_twenties || !self.begun || matches!(self.last, Some(Part::Hundred | Part::Thousand | Part::Great(_)));
        fits.then_some(())?;
        self.group += if four_twenties { 76 } else { ten };
        self.begun = true;
        Some(())
    }

    fn hundred(&mut self, tongue: Tongue) -> Option<()> {
        let most = if tongue == Tongue::French { 20 } else { 100 };
        let fits = self.group < most && self.last != Some(Part::Small(1)) || tongue == Tongue::English && self.group == 1;
        (fits && (self.begun || tongue == Tongue::French) && self.last != Some(Part::Small(0))).then_some(())?;
        self.group = self.group.max(1) * 100;
        self.begun = true;
        Some(())
    }

    fn thousand(&mut self) -> Option<()> {
        let one = self.group == 1 && self.begun;
        (self.thousands == 0 && !one && self.last != Some(Part::Small(0))).then_some(())?;
        self.thousands = self.group.max(1) * 1000;
        self.group = 0;
        self.begun = true;
        Some(())
    }

    fn great(&mut self, power: u8) -> Option<()> {
        let ahead = self.thousands + self.group;
        (ahead > 0 && self.ceiling.is_none_or(|ceiling| power < ceiling)).then_some(())?;
        self.settled += ahead * 10_i128.pow(u32::from(power));
        (self.thousands, self.group, self.ceiling) = (0, 0, Some(power));
        Some(())
    }

    fn value(&self) -> i128 {
        self.settled + self.thousands + self.group
    }
}

/// As many parts as follow one another rightly.
fn compound(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    let mut sum = Sum::default();
    sum.take(part(galley, at)?, galley.tongue)?;
    let mut end = at + 1;
    while let Some(next) = joined(galley, end, &sum) {
        let Some(()) = part(galley, next).and_then(|part| sum.take(part, galley.tongue)) else {
            break;
        };
        end = next + 1;
    }
    let value = Decimal::new(sum.value(), 0)?;
    let scaled = matches!(sum.last, Some(Part::Great(_)) if galley.tongue == Tongue::French);
    let lone = end == at + 1 && sum.last == Some(Part::Small(1));
    Some(Reading {
        tokens: at..end,
        value,
        shape: Shape::Words,
        form: match (lone, scaled) {
            (true, _) => Form::Lone,
            (_, true) => Form::Scaled,
            _ => Form::Plain,
        },
    })
}

/// Where the next part stands, over a hyphen or an "et".
fn joined(galley: &Galley<'_>, end: usize, sum: &Sum) -> Option<usize> {
    let next = past_hyphen(galley, end);
    match (galley.word(next), galley.tongue, sum.last) {
        ("et", Tongue::French, Some(Part::Ten(20..=60))) => {
            let after = past_hyphen(galley, next + 1);
            let one = matches!(part(galley, after), Some(Part::Small(1 | 11)));
            one.then_some(after)
        }
        ("and", Tongue::English, Some(Part::Hundred | Part::Great(_))) => {
            let after = next + 1;
            let small = matches!(part(galley, after), Some(Part::Small(_) | Part::Ten(_)));
            (small && galley.word(after).len() > 2).then_some(after)
        }
        ("a" | "an", Tongue::English, _) | ("", ..) => None,
        _ => Some(next),
    }
}

fn past_hyphen(galley: &Galley<'_>, at: usize) -> usize {
    if galley.joins(at, &['-', '\u{2010}', '\u{2011}']) {
        at + 1
    } else {
        at
    }
}

/// What may follow a number in words: a half, a fraction, a collective, decimals.
fn followed(galley: &Galley<'_>, reading: Reading) -> Reading {
    if let Some(longer) = point(galley, &reading) {
        return longer;
    }
    if let Some(power) = last_power(galley, &reading) {
        return and_a_half(galley, &reading, power).unwrap_or(reading);
    }
    fraction(galley, &reading)
        .or_else(|| and_fraction(galley, &reading))
        .or_else(|| half_of_magnitude(galley, &reading))
        .unwrap_or(reading)
}

fn last_power(galley: &Galley<'_>, reading: &Reading) -> Option<u8> {
    match part(galley, reading.tokens.end - 1) {
        Some(Part::Great(power)) => Some(power),
        _ => None,
    }
}

/// `cinq virgule cinq`, `trois virgule cinq millions`.
fn point(galley: &Galley<'_>, reading: &Reading) -> Option<Reading> {
    let mark = reading.tokens.end;
    matches!(
        (galley.word(mark), galley.tongue),
        ("virgule", Tongue::French) | ("point", Tongue::English)
    )
    .then_some(())?;
    let mut scale = 0;
    let mut at = mark + 1;
    while part(galley, at) == Some(Part::Small(0)) && scale < 3 {
        (at, scale) = (at + 1, scale + 1);
    }
    let after = compound(galley, at)?;
    let digits = after.value.as_whole().filter(|value| *value < 1000)?;
    scale += digits.to_string().len() as u8;
    let value = reading.value.plus(Decimal::new(i128::from(digits), scale)?)?;
    let longer = Reading {
        tokens: reading.tokens.start..after.tokens.end,
        value,
        form: Form::Decimal,
        ..after
    };
    match part(galley, longer.tokens.end) {
        Some(Part::Great(power)) => Some(Reading {
            tokens: longer.tokens.start..longer.tokens.end + 1,
            value: value.times(Decimal::power_of_ten(power))?,
            form: Form::Scaled,
            ..longer
        }),
        _ => Some(longer),
    }
}

/// `un million et demi`, `a million and a half`, `cinq milliards et trois quarts`.
pub(super) fn and_a_half(galley: &Galley<'_>, reading: &Reading, power: u8) -> Option<Reading> {
    let end = reading.tokens.end;
    matches!(galley.word(end), "et" | "and").then_some(())?;
    let (top, bottom, end) = match part(galley, end + 1)? {
        Part::Demi => (1, 2, end + 2),
        Part::Small(top) => match part(galley, end + 2)? {
            Part::Fraction(bottom) => (top, bottom, end + 3),
            Part::Demi => (top, 2, end + 3),
            _ => return None,
        },
        _ => return None,
    };
    (galley.tongue == Tongue::English || part(galley, end).is_none()).then_some(())?;
    let share = Decimal::whole(i64::from(top)).times(Decimal::power_of_ten(power))?;
    Some(Reading {
        tokens: reading.tokens.start..end,
        value: reading.value.plus(share.over(Decimal::whole(i64::from(bottom)))?)?,
        ..reading.clone()
    })
}

/// `deux tiers`, `cinq-huitièmes`, `un quart de million`.
fn fraction(galley: &Galley<'_>, top: &Reading) -> Option<Reading> {
    let at = past_hyphen(galley, top.tokens.end);
    let bottom = match part(galley, at)? {
        Part::Fraction(bottom) => bottom,
        Part::Demi => 2,
        _ => return None,
    };
    let next = past_hyphen(galley, at + 1);
    if part(galley, at) == Some(Part::Demi) && matches!(part(galley, next), Some(Part::Great(_) | Part::Collective(_))) {
        return None;
    }
    let whole = share(top.tokens.start..at + 1, top.value, bottom)?;
    let ordinal = top.form == Form::Lone && is_ordinal(galley.word(at));
    Some(Reading {
        form: if ordinal { Form::Ordinal } else { Form::Share },
        ..of_magnitude(galley, &whole).unwrap_or(whole)
    })
}

/// A word that also says a rank: `cinquième`, `third`.
fn is_ordinal(word: &str) -> bool {
    word.ends_with("ieme") || word.ends_with("th") || matches!(word, "third")
}

fn of_magnitude(galley: &Galley<'_>, share: &Reading) -> Option<Reading> {
    let of = share.tokens.end;
    matches!(galley.word(of), "de" | "of").then_some(())?;
    let Part::Great(power) = part(galley, of + 1)? else {
        return None;
    };
    Some(Reading {
        tokens: share.tokens.start..of + 2,
        value: share.value.times(Decimal::power_of_ten(power))?,
        ..share.clone()
    })
}

/// `trois et demi`, `cinq et un quart`.
fn and_fraction(galley: &Galley<'_>, whole: &Reading) -> Option<Reading> {
    and_a_half(galley, whole, 0).map(|reading| Reading {
        form: Form::Plain,
        ..reading
    })
}

/// `un demi-million`, `une demi-douzaine`, `half a million`.
fn half_of_magnitude(galley: &Galley<'_>, one: &Reading) -> Option<Reading> {
    (one.form == Form::Lone && part(galley, one.tokens.end) == Some(Part::Demi)).then_some(())?;
    let half = half(galley, one.tokens.end)?;
    Some(Reading {
        tokens: one.tokens.start..half.tokens.end,
        ..half
    })
}

/// `demi-million`, `half a million`, or the half alone.
fn half(galley: &Galley<'_>, at: usize) -> Option<Reading> {
    let mut next = past_hyphen(galley, at + 1);
    if matches!(galley.word(next), "a" | "an") {
        next += 1;
    }
    let whole = match part(galley, next) {
        Some(Part::Great(power)) => Decimal::power_of_ten(power),
        Some(Part::Collective(size @ (12 | 100))) => Decimal::whole(i64::from(size)),
        _ => return share(at..at + 1, Decimal::ONE, 2),
    };
    Some(Reading {
        tokens: at..next + 1,
        value: whole.over(Decimal::whole(2))?,
        shape: Shape::Words,
        form: Form::Scaled,
    })
}

fn share(tokens: std::ops::Range<usize>, top: Decimal, bottom: u16) -> Option<Reading> {
    Some(Reading {
        tokens,
        value: top.over(Decimal::whole(i64::from(bottom)))?,
        shape: Shape::Words,
        form: Form::Share,
    })
}
