//! A sourced number in copy: value, bound, unit, what it counts, who says so, when.

use serde::{Deserialize, Serialize};

use crate::refusals;
use crate::words::{Bound, Standing};

/// A sourced number. Numbers are decimal text with a point (`3.5`), so that no digit is ever rounded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<Bound>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Standing>,
}

refusals! {
    /// Why a figure cannot stand.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum FigureRefused [] {
        NoValue:
            "a figure needs a `value`, or a `low` and a `high`"
            / "un chiffre a besoin d’une valeur `value`, ou d’un `low` et d’un `high`",
        NoSource:
            "a figure needs to say who says so: add `who` or `source`"
            / "un chiffre dit qui l’affirme : ajoutez `who` ou `source`",
        NotANumber(number: String):
            "`{number}` is not a decimal number; write digits and a point, as in `3.5`"
            / "`{number}` n’est pas un nombre décimal ; écrivez des chiffres et un point, comme `3.5`",
    }
}

impl Figure {
    /// A figure counts something and somebody says so.
    pub fn check(&self) -> Result<(), FigureRefused> {
        if self.value.is_none() && (self.low.is_none() || self.high.is_none()) {
            return Err(FigureRefused::NoValue);
        }
        if self.who.is_none() && self.source.is_none() {
            return Err(FigureRefused::NoSource);
        }
        for number in [&self.value, &self.low, &self.high].into_iter().flatten() {
            if !is_decimal(number) {
                return Err(FigureRefused::NotANumber(number.clone()));
            }
        }
        Ok(())
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, fraction]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
}
