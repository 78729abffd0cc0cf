//! Reads the figures of news copy: how much, how sure, of what.
//!
//! `29 morts`, `au moins 29 morts`, `une dizaine de blessés`, `de 3 à 5 %`, `3,5 millions d’euros`, `dont dix graves`.
//! Dates, years, times, ages, scores, labels and names with a number in them are no figures and are left out: a false figure
//! costs the desk more than a missed one.

mod collectives;
mod decimal;
mod digits;
mod galley;
mod lexicon;
pub mod numerals;
mod spelled;
mod words_en;
mod words_fr;

pub use decimal::Decimal;
pub use galley::Tongue;
pub use numerals::{Number, Shape};
