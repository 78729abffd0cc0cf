//! TYP: the typography of French, and of English where it has the same sign.
//!
//! Who owns which characters: the spaces before a sign belong to that sign's check, those inside guillemets to TYP-03,
//! between a number and its unit to TYP-12, and all that are left to TYP-24.

pub(crate) mod acronyms;
pub(crate) mod apostrophes;
pub(crate) mod capital_accents;
pub(crate) mod capitals_of_peoples;
pub(crate) mod centuries;
pub(crate) mod civilities;
pub(crate) mod colon;
pub(crate) mod copyright;
pub(crate) mod currency;
pub(crate) mod dashes;
pub(crate) mod dates;
pub(crate) mod decimals;
pub(crate) mod digits_in_prose;
pub(crate) mod ellipsis;
mod gaps;
mod glued;
pub(crate) mod guillemets;
pub(crate) mod high_signs;
pub(crate) mod hours;
pub(crate) mod invisible;
pub(crate) mod ligatures;
pub(crate) mod median_dot;
mod numerals;
pub(crate) mod numero;
pub(crate) mod ordinals;
pub(crate) mod pairs;
mod peoples;
pub(crate) mod percent;
pub(crate) mod scientific;
mod signs;
pub(crate) mod spaces;
pub(crate) mod straight_quotes;
pub(crate) mod telephones;
pub(crate) mod thousands;
pub(crate) mod units;
mod wanted;
