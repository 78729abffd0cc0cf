//! Two figures of the same thing: whether they agree, and if not, in what.
//!
//! A figure is an interval of what may be true; its bound says which side is open.

use super::figures::Placed;
use crate::quantity::{Bound, Measure, Shape};

/// How one figure stands to another. The order is from what needs nothing to what contradicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Both may be true and say the same: equal, a rounding, words for digits.
    Agree,
    /// The one says exactly what the other only bounds from below, or roughly.
    BoundDropped,
    /// Both may be true, but the one does not say what the other does.
    Loose,
    /// The one bounds from above what the other says whole, or bounds from below.
    BoundReversed,
    /// They cannot both be true.
    Contradict,
}

/// "at least 31" of "at least 29", "at most 10" of "at most 12": more than the body says.
fn says_more(head: &Placed<'_>, body: &Placed<'_>) -> bool {
    match (side_of(head), side_of(body)) {
        (Side::Above, Side::Above) => head.range().0 > body.range().0,
        (Side::Below, Side::Below) => head.range().1 < body.range().1,
        _ => false,
    }
}

/// What a figure says of the side that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Closed,
    /// At least so much.
    Above,
    /// At most so much.
    Below,
    About,
}

const fn side(bound: Bound) -> Side {
    match bound {
        Bound::Exact | Bound::Range => Side::Closed,
        Bound::AtLeast | Bound::MoreThan => Side::Above,
        Bound::AtMost | Bound::LessThan | Bound::UpTo => Side::Below,
        Bound::About | Bound::Nearly | Bound::Vague => Side::About,
    }
}

/// How `head` stands to `body`; `rounding` is in percent.
pub(super) fn relation(head: &Placed<'_>, body: &Placed<'_>, rounding: u32) -> Relation {
    let (head_side, body_side) = (side_of(head), side_of(body));
    if head.has_value_of(body) {
        return of_equals(head_side, body_side, is_strict(head) && body_side == Side::Closed);
    }
    if is_rounding(head, body, rounding) {
        return match (head_side, body_side) {
            (Side::Above, Side::Below) | (Side::Below, Side::Above) => Relation::BoundReversed,
            _ => Relation::Agree,
        };
    }
    let (head_span, body_span) = (interval(head), interval(body));
    let overlap = head_span.0 <= body_span.1 && body_span.0 <= head_span.1;
    match (overlap, head_side) {
        (false, _) => Relation::Contradict,
        (true, _) if says_more(head, body) => Relation::Contradict,
        // "more than 100" of 121 is said in the headline; "29" of "at least 20" is said nowhere, nor is "at least 27" of 29.
        (true, Side::About) => Relation::Agree,
        (true, Side::Above | Side::Below) if significant(head.range().0) < significant(body.range().0) => Relation::Agree,
        (true, _) => Relation::Loose,
    }
}

const fn of_equals(head: Side, body: Side, excludes: bool) -> Relation {
    match (head, body) {
        (Side::Above | Side::Closed, Side::Below) | (Side::Below, Side::Above | Side::Closed) => Relation::BoundReversed,
        (Side::Above, Side::Closed) if excludes => Relation::BoundReversed,
        (Side::Closed, Side::Above | Side::About) => Relation::BoundDropped,
        _ => Relation::Agree,
    }
}

fn side_of(placed: &Placed<'_>) -> Side {
    match side(placed.quantity.bound) {
        Side::Closed if placed.quantity.shape == Shape::Collective => Side::About,
        side => side,
    }
}

/// "more than 200" is not 200.
const fn is_strict(placed: &Placed<'_>) -> bool {
    matches!(placed.quantity.bound, Bound::MoreThan | Bound::LessThan)
}

/// What may be true by a figure.
fn interval(placed: &Placed<'_>) -> (f64, f64) {
    const ABOUT: f64 = 0.15;
    let (low, high) = placed.range();
    match placed.quantity.bound {
        Bound::Exact | Bound::Range if placed.quantity.shape == Shape::Collective => (low * (1.0 - ABOUT), high * (1.0 + ABOUT)),
        Bound::Exact | Bound::Range => (low, high),
        Bound::AtLeast | Bound::Vague => (low, f64::INFINITY),
        Bound::MoreThan => (low.next_up(), f64::INFINITY),
        Bound::AtMost | Bound::UpTo => (0.0, high),
        Bound::LessThan => (0.0, high.next_down()),
        Bound::About => (low * (1.0 - ABOUT), high * (1.0 + ABOUT)),
        Bound::Nearly => (low * (1.0 - ABOUT), high),
    }
}

/// The headline's is the rounder one, and near enough.
pub(super) fn is_rounding(head: &Placed<'_>, body: &Placed<'_>, percent: u32) -> bool {
    let ((low, high), (body_low, body_high)) = (head.range(), body.range());
    let is_one = |low: f64, high: f64| (high - low).abs() < 1e-9;
    if !is_one(low, high) || !is_one(body_low, body_high) || is_counted_by_hand(low, body_low) {
        return false;
    }
    if matches!(head.quantity.unit.map(|unit| unit.measure), Some(Measure::Share)) {
        // 47 % of 46.8 %, never 60 % of 58 %; a third of 33 %, half of 49 %.
        let is_told_in_words = |placed: &Placed<'_>| placed.quantity.shape != Shape::Digits;
        if is_told_in_words(head) != is_told_in_words(body) {
            return (low - body_low).abs() <= 0.015;
        }
        return (low - body_low).abs() <= 0.005 && significant(low) < significant(body_low);
    }
    let near = (low - body_low).abs() * 100.0 <= body_low.abs().max(low.abs()) * f64::from(percent);
    near && significant(low) < significant(body_low)
}

/// Whole numbers below a hundred are counted, not rounded.
fn is_counted_by_hand(low: f64, body_low: f64) -> bool {
    low < 100.0 && low.fract() == 0.0 && body_low.fract() == 0.0
}

/// How many digits of a value are not zeros at its end.
fn significant(value: f64) -> usize {
    let digits = format!("{value}").replace('.', "");
    digits.trim_start_matches('0').trim_end_matches('0').len()
}
