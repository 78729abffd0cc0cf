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
mod number;
pub mod numerals;
mod parts;
mod ratios;
mod reader;
mod sequel;
mod spelled;
mod spoken;
mod stretches;
mod units;
mod value;
mod vocabulary;
mod vouching;
mod words_en;
mod words_fr;

#[cfg(test)]
mod tests;

pub use bounds::Bound;
pub use classes::Class;
pub use counted::Counted;
pub use decimal::Decimal;
pub use galley::Tongue;
pub use number::{Number, Shape};
pub use parts::PartOf;
pub use reader::read;
pub use units::{Measure, Unit};
pub use value::Quantity;
