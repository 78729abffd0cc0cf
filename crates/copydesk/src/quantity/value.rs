//! A figure of the text as a value: the least and the most that it may be, of what.

use std::ops::Range;

use super::bounds::Bound;
use super::counted::Counted;
use super::decimal::Decimal;
use super::number::Shape;
use super::parts::PartOf;
use super::units::Unit;

/// A figure as the copy gives it. All ranges are bytes of the text that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// From the first word of the bound to the end of what is counted.
    pub span: Range<usize>,
    /// The number with its magnitude word: `3,5 millions`, `une dizaine`.
    pub number: Range<usize>,
    /// The words that bound it: `au moins`, `plus de`.
    pub bound_span: Option<Range<usize>>,
    /// The least it may be; as it is written, in its unit.
    pub low: Decimal,
    /// The most it may be; equal to `low` where one value is given.
    pub high: Decimal,
    pub bound: Bound,
    pub unit: Option<Unit>,
    pub counted: Option<Counted>,
    pub shape: Shape,
    /// The whole this is a part of: `dont dix graves`.
    pub part_of: Option<PartOf>,
}

impl Quantity {
    /// Round by its words or by its nature: `environ 300`, `une dizaine`, `des centaines`.
    pub fn is_approximate(&self) -> bool {
        self.shape == Shape::Collective || matches!(self.bound, Bound::About | Bound::Nearly | Bound::Vague)
    }

    /// The least and the most in the base of the unit, so that 1 000 m and 1 km are equal.
    pub fn in_base(&self) -> Option<(Decimal, Decimal)> {
        match self.unit {
            None => Some((self.low, self.high)),
            Some(unit) => Some((unit.in_base(self.low)?, unit.in_base(self.high)?)),
        }
    }
}
