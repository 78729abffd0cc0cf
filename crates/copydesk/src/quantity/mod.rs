//! Reads the figures of news copy: how much, how sure, of what.
//!
//! `29 morts`, `au moins 29 morts`, `une dizaine de blessés`, `de 3 à 5 %`, `3,5 millions d’euros`, `dont dix graves`.
//! Dates, years, times, ages, scores, labels and names with a number in them are no figures and are left out: a false figure
//! costs the desk more than a missed one.

mod amounts;
mod bounds;
mod classes;
mod collectives;
mod counted;
mod decimal;
mod digits;
mod exclusions;
mod fates;
mod galley;
mod lexicon;
mod nouns;
pub mod numerals;
mod parts;
mod ratios;
mod reader;
mod spelled;
mod stretches;
mod units;
mod vocabulary;
mod vouching;
mod words_en;
mod words_fr;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use bounds::Bound;
pub use classes::Class;
pub use counted::Counted;
pub use decimal::Decimal;
pub use galley::Tongue;
pub use numerals::{Number, Shape};
pub use parts::PartOf;
pub use reader::read;
pub use units::{Measure, Unit};

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
