//! A number as it is written: its value, its shape, and the parts that words make of it.

use std::ops::Range;

use super::decimal::Decimal;

/// A part of a number in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nought to nineteen.
    Small(u8),
    /// Twenty, thirty … ninety.
    Ten(u8),
    Hundred,
    /// `mille`.
    Thousand,
    /// A million and above, as a power of ten; English `thousand` too.
    Great(u8),
    /// `dizaine`, `dozen`.
    Collective(u32),
    /// `demi`, `half`.
    Demi,
    /// `tiers`, `quarter`: one over this.
    Fraction(u16),
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// `120 000`, `3,5`.
    Digits,
    /// `vingt-neuf`.
    Words,
    /// `une dizaine`, `des centaines`: by nature not exact.
    Collective,
    /// `3,5 millions`.
    Mixed,
}

/// A number in the copy, before anybody asks what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Bytes of the number with its magnitude word.
    pub span: Range<usize>,
    pub value: Decimal,
    pub shape: Shape,
}

/// What the rest of the reader must know of how a number was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing special.
    Plain,
    /// Digits in groups of three.
    Grouped,
    /// Digits with a decimal mark of the other tongue (`49.3` in French): a version, an article, or a slip.
    Pointed,
    /// Digits with the decimal mark of the tongue.
    Decimal,
    /// Ends in a magnitude or a collective: what it counts comes after "de".
    Scaled,
    /// `deux tiers`, `la moitié`.
    Share,
    /// `un cinquième`: a share only if what follows says so.
    Ordinal,
    /// `un`, `one`: an article more often than a number.
    Lone,
}

#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Tokens.
    pub(super) tokens: Range<usize>,
    pub(super) value: Decimal,
    pub(super) shape: Shape,
    pub(super) form: Form,
}
