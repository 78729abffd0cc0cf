//! A decimal number that never rounds what was written: whole units and how many of their digits stand after the point.

use std::cmp::Ordering;
use std::fmt;

const DEEPEST: u8 = 18;
const WIDEST: i128 = 10_i128.pow(30);

/// A decimal number, kept without trailing zeros, so that equal numbers are equal values.
/// Only [`Decimal::over`] rounds, to fifteen digits after the point: a third has no decimal end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Decimal {
    units: i128,
    scale: u8,
}

impl Decimal {
    /// Nothing at all.
    pub const ZERO: Self = Self { units: 0, scale: 0 };
    /// One.
    pub const ONE: Self = Self { units: 1, scale: 0 };

    /// A whole number.
    pub const fn whole(units: i64) -> Self {
        Self {
            units: units as i128,
            scale: 0,
        }
    }

    /// `units` with `scale` digits after the point: (35, 1) is 3.5. None where the number is past 10³⁰ or finer than 10⁻¹⁸.
    pub fn new(units: i128, scale: u8) -> Option<Self> {
        let mut number = Self { units, scale };
        while number.scale > 0 && number.units % 10 == 0 {
            number.units /= 10;
            number.scale -= 1;
        }
        (number.scale <= DEEPEST && number.units.abs() <= WIDEST).then_some(number)
    }

    /// Ten to this power.
    pub fn power_of_ten(power: u8) -> Self {
        Self {
            units: 10_i128.pow(u32::from(power.min(30))),
            scale: 0,
        }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        Self::new(self.lifted(scale)?.checked_add(other.lifted(scale)?)?, scale)
    }

    /// The difference.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated())
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::new(self.units.checked_mul(other.units)?, self.scale.checked_add(other.scale)?)
    }

    /// The quotient, rounded to fifteen digits after the point. None when dividing by nothing.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.units == 0 {
            return None;
        }
        let top = self.lifted(self.scale.max(other.scale))?.checked_mul(10_i128.pow(15))?;
        let bottom = other.lifted(self.scale.max(other.scale))?;
        let half = bottom.abs() / 2 * top.signum() * bottom.signum();
        Self::new((top + half * bottom.signum()) / bottom, 15)
    }

    /// The same number below nothing.
    pub fn negated(self) -> Self {
        Self {
            units: -self.units,
            scale: self.scale,
        }
    }

    /// Has nothing after the point.
    pub fn is_whole(self) -> bool {
        self.scale == 0
    }

    /// The number as a whole number, where it is one and fits.
    pub fn as_whole(self) -> Option<i64> {
        self.is_whole().then_some(i64::try_from(self.units).ok()).flatten()
    }

    /// The nearest binary number, for ratios.
    pub fn to_f64(self) -> f64 {
        self.units as f64 / 10_f64.powi(i32::from(self.scale))
    }

    /// How many times the other goes into this one.
    pub fn ratio_to(self, other: Self) -> f64 {
        self.to_f64() / other.to_f64()
    }

    fn lifted(self, scale: u8) -> Option<i128> {
        self.units.checked_mul(10_i128.checked_pow(u32::from(scale - self.scale))?)
    }

    fn parts(self) -> (i128, i128) {
        let one = 10_i128.pow(u32::from(self.scale));
        let rest = self.units.rem_euclid(one) * 10_i128.pow(u32::from(DEEPEST - self.scale));
        (self.units.div_euclid(one), rest)
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts().cmp(&other.parts())
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        if self.scale == 0 {
            return write!(f, "{}", self.units);
        }
        let one = 10_u128.pow(u32::from(self.scale));
        let units = self.units.unsigned_abs();
        write!(f, "{sign}{}.{:0>width$}", units / one, units % one, width = usize::from(self.scale))
    }
}
