//! What vouches for a number, so that it counts as a figure; and what opens one at all.

use super::amounts::Amount;
use super::bounds;
use super::classes::{Class, class_of};
use super::fates;
use super::galley::{Galley, Tongue};
use super::nouns::singular;
use super::number::{Form, Part, Shape};
use super::sequel::Sequel;
use super::spoken::part;
use super::units::{self, Measure};
use super::vocabulary::List;

/// Words an amount may start with.
pub(super) fn may_open(galley: &Galley<'_>, at: usize) -> bool {
    part(galley, at).is_some()
        || matches!(
            galley.word(at),
            "des" | "plusieurs" | "quelques" | "la" | "aucun" | "aucune" | "pas" | "de" | "no" | "several" | "many"
        )
}

/// "un" before what neither goes on as a number nor can be counted.
pub(super) fn is_article(galley: &Galley<'_>, at: usize) -> bool {
    if part(galley, at) != Some(Part::Small(1)) {
        return false;
    }
    match part(galley, at + 1) {
        Some(next) => matches!(next, Part::Small(_) | Part::Ten(_)),
        None => {
            galley.is_on(List::Stop, at + 1)
                && !matches!(
                    galley.word(at + 1),
                    "sur" | "et" | "ou" | "and" | "in" | "or" | "of" | "to" | "a" | "few"
                )
        }
    }
}

/// "un" is a number before a fate, a unit under a bound, or where it goes on as one.
pub(super) fn may_be_one(galley: &Galley<'_>, amount: &Amount) -> bool {
    if matches!(galley.word(amount.tokens.start), "a" | "an") {
        return false;
    }
    let end = amount.tokens.end;
    let bounded = bounds::before(galley, amount.tokens.start).is_some();
    let (unit, unit_end) = units::at_token(galley, end).map_or((false, end), |(_, end)| (true, end));
    let of_whole = matches!(galley.word(amount.tokens.start.wrapping_sub(1)), "dont" | "including");
    let half = unit && galley.word(unit_end) == "et" && part(galley, unit_end + 1) == Some(Part::Demi);
    let class = class_of(galley.tongue, &singular(galley.tongue, galley.word(end)));
    let fate = class.is_some_and(|class| matches!(class, Class::Dead | Class::Wounded | Class::Missing))
        || class == Some(Class::Victims) && !galley.is_of(end + 1) && makes_victims(galley, amount.tokens.start);
    let someone = class == Some(Class::People) && fates::of_people(galley, amount.tokens.start, end + 1).is_some();
    fate && !galley.joins(end + 1, &['-']) || someone || of_whole && class == Some(Class::People) || unit && bounded || half
}

/// "une victime" is a toll only where something makes victims.
fn makes_victims(galley: &Galley<'_>, at: usize) -> bool {
    let before = galley.word(at.wrapping_sub(1));
    matches!(
        before,
        "" | "fait" | "faisant" | "faire" | "deplore" | "compte" | "recense" | "cause" | "moins"
    )
}

/// What a number still needs to be a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needs {
    Nothing,
    /// A bound, or the whole that it is part of.
    Vouching,
}

/// Something must vouch for a number: a unit, a noun, a magnitude, groups of digits, a bound, the whole it is part of.
pub(super) fn may_be_figure(galley: &Galley<'_>, amount: &Amount, sequel: &Sequel) -> Option<Needs> {
    if sequel.counted.is_some() {
        return Some(Needs::Nothing);
    }
    if let Some(unit) = sequel.unit {
        return (unit.measure != Measure::Share || amount.form != Form::Ordinal).then_some(Needs::Nothing);
    }
    let written = matches!(amount.shape, Shape::Digits | Shape::Mixed);
    match amount.form {
        Form::Scaled if amount.shape == Shape::Collective => Some(Needs::Vouching),
        Form::Grouped | Form::Scaled => Some(Needs::Nothing),
        Form::Decimal => (written && galley.tongue == Tongue::French).then_some(Needs::Nothing),
        Form::Ordinal | Form::Lone => None,
        _ => (written || amount.shape == Shape::Collective).then_some(Needs::Vouching),
    }
}

/// "10 graves", "3 grièvement": how badly, not what.
pub(super) fn how_badly(galley: &Galley<'_>, end: usize, sequel: &Sequel) -> bool {
    const MANNERS: &str = "grave graves grievement gravement leger legere legerement critique serieux serieusement seriously critically \
        badly serious";
    let head = sequel.counted.as_ref().map_or(galley.word(end), |counted| counted.head.as_str());
    !head.is_empty() && MANNERS.split_ascii_whitespace().any(|manner| manner == head)
}

/// Words that tell at once what befell a number with no noun of its own: `29 ont été tués`.
pub(super) fn is_verb(galley: &Galley<'_>, at: usize) -> bool {
    const VERBS: &str = "ont sont ete etaient avaient seraient auraient restent tues tuees blesses blessees \
        were are have had died remain killed injured wounded";
    let word = galley.word(at);
    !word.is_empty() && VERBS.split_ascii_whitespace().any(|verb| verb == word)
}
