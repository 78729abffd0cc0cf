//! The generator of known faults: clean copy in, the same copy with one fault out, and where the fault is.
//!
//! A kind of fault is a pure function of a copy and of chance: the same seed plants the same fault in the same place.

pub(crate) mod chance;
pub(crate) mod clean;
mod figures;
mod measure;
mod numbers;
mod others;
mod places;
mod quotations;
mod spelling;
mod typography;

use std::ops::Range;

use copydesk::Spot;
use manuscript::Copy;

use chance::Chance;
pub(crate) use measure::{Outcome, Sheet, measured};

/// One fault, planted.
#[derive(Clone, Debug)]
pub(crate) struct Planted {
    pub(crate) kind: &'static str,
    /// The codes under which it may be found.
    pub(crate) codes: &'static [&'static str],
    pub(crate) spot: Spot,
    pub(crate) range: Range<usize>,
}

/// Where a fault was written.
pub(crate) struct Place {
    pub(crate) spot: Spot,
    pub(crate) range: Range<usize>,
}

/// What the desk knows beside the copy in which a fault of a kind stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Beside {
    Nothing,
    /// The clean copy, as the version that readers have.
    Published,
}

/// How a kind of fault comes about.
#[derive(Clone, Copy)]
pub(crate) enum Slip {
    /// A pattern of the prose is written as another.
    Written(&'static str, &'static str),
    Done(fn(&mut Copy, &mut Chance) -> Option<Place>),
}

/// A kind of fault.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) codes: &'static [&'static str],
    pub(crate) beside: Beside,
    pub(crate) slip: Slip,
}

impl Kind {
    /// Plants a fault in a copy that has a place for it.
    pub(crate) fn plant(&self, copy: &mut Copy, chance: &mut Chance) -> Option<Planted> {
        let place = match self.slip {
            Slip::Written(from, to) => {
                let changes = places::rewritings(&places::prose(copy), from, to);
                places::one(copy, chance, changes)
            }
            Slip::Done(slip) => slip(copy, chance),
        }?;
        Some(Planted {
            kind: self.name,
            codes: self.codes,
            spot: place.spot,
            range: place.range,
        })
    }

    /// The family of its code: `TYP`.
    pub(crate) fn family(&self) -> &'static str {
        family_of(self.codes[0])
    }
}

/// The letters of a code.
pub(crate) fn family_of(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

/// Every kind of fault, in the order of their codes.
pub(crate) fn kinds() -> Vec<Kind> {
    let families: [&[Kind]; 5] = [typography::KINDS, spelling::KINDS, figures::KINDS, quotations::KINDS, others::KINDS];
    families.concat()
}
