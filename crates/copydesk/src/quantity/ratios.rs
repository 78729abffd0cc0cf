//! A share with its noun in the middle: "un Français sur deux", "trois élèves sur quatre", "two voters out of three".

use super::amounts::{Amount, Spread};
use super::bounds::{self, Bound};
use super::decimal::Decimal;
use super::galley::Galley;
use super::nouns::{self, Agreement};
use super::number::Form;
use super::numerals;
use super::units::Unit;
use super::value::Quantity;

/// The bottoms that shares are told with; "29 personnes sur 153" are two figures.
const BOTTOMS: [i64; 12] = [2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000];

/// The share that starts with this amount, and the token after it.
pub(super) fn read(galley: &Galley<'_>, top: &Amount) -> Option<(Quantity, usize)> {
    let simple = top.spread == Spread::One && matches!(top.form, Form::Plain | Form::Lone) && galley.word(top.tokens.start) != "a";
    simple.then_some(())?;
    let (counted, noun_end) = nouns::read(galley, top.tokens.end, Agreement::Any)?;
    let bottom_at = match (galley.word(noun_end), galley.word(noun_end + 1)) {
        ("sur" | "in", _) => noun_end + 1,
        ("out", "of") => noun_end + 2,
        _ => return None,
    };
    let bottom = numerals::at_token(galley, bottom_at)?;
    let told = bottom.form == Form::Plain && BOTTOMS.iter().any(|known| bottom.value == Decimal::whole(*known));
    let clear = told && top.high < bottom.value && nouns::read(galley, bottom.tokens.end, Agreement::Plural).is_none();
    (clear && super::units::at_token(galley, bottom.tokens.end).is_none()).then_some(())?;
    let share = top.high.over(bottom.value)?;
    let end = bottom.tokens.end;
    let number = galley.start(top.tokens.start)..galley.end_before(end);
    let bounding = bounds::before(galley, top.tokens.start);
    let bound_span = bounding
        .as_ref()
        .map(|bounding| galley.start(bounding.tokens.start)..galley.end_before(bounding.tokens.end));
    let quantity = Quantity {
        span: bound_span.as_ref().map_or(number.start, |bound| bound.start)..number.end,
        number,
        bound_span,
        low: share,
        high: share,
        bound: bounding.map_or(Bound::Exact, |bounding| bounding.bound),
        unit: Some(Unit::SHARE),
        counted: Some(counted),
        shape: top.shape,
        part_of: None,
    };
    Some((quantity, end))
}
