//! What stands after a number: its unit and what it counts.

use super::amounts::{Amount, Spread};
use super::classes::Class;
use super::counted::Counted;
use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::nouns::{self, Agreement};
use super::number::{Form, Part};
use super::spoken::part;
use super::units::{self, Measure, Unit};
use super::vocabulary::List;

/// Everything that belongs to a number on its right.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequel {
    pub(super) unit: Option<Unit>,
    pub(super) counted: Option<Counted>,
    /// What "et demi" adds, in the unit.
    pub(super) extra: Option<Decimal>,
    /// The token after it all.
    pub(super) end: usize,
}

/// Reads unit and noun after the amount.
pub(super) fn after(galley: &Galley<'_>, amount: &Amount) -> Sequel {
    let at = amount.tokens.end;
    let hangs = hangs(amount);
    let mut sequel = Sequel {
        end: at,
        ..Sequel::default()
    };
    if let Some((unit, end)) = unit_after(galley, amount) {
        (sequel.unit, sequel.end) = (Some(unit), end);
        half_more(galley, &mut sequel);
    } else if matches!(amount.form, Form::Share | Form::Ordinal) && amount.low < Decimal::ONE {
        sequel.unit = Some(Unit::SHARE);
    }
    let agreement = agreement(galley, amount);
    let noun = match (sequel.unit, hangs) {
        (None, true) => hanging(galley, at).or_else(|| nouns::read(galley, at, agreement)),
        (None, false) => nouns::read(galley, at, agreement),
        (Some(_), true) if is_ratio(galley, amount) => nouns::read(galley, at, agreement),
        (Some(unit), _) => hanging(galley, sequel.end).filter(|_| may_hang(galley, unit, sequel.end)),
    };
    if let Some((counted, end)) = noun {
        sequel.counted = Some(counted);
        sequel.end = end;
    }
    coin(galley, &mut sequel, at);
    sequel
}

/// A magnitude and a share take what they count after a "de".
fn hangs(amount: &Amount) -> bool {
    matches!(amount.form, Form::Scaled | Form::Share | Form::Ordinal)
}

fn agreement(galley: &Galley<'_>, amount: &Amount) -> Agreement {
    if is_ratio(galley, amount) {
        return Agreement::Plural;
    }
    let plural = amount.high >= Decimal::whole(2) || amount.spread == Spread::Vague;
    if plural { Agreement::Plural } else { Agreement::Listed }
}

/// "one in three" takes its noun behind it, as "three" alone would.
fn is_ratio(galley: &Galley<'_>, amount: &Amount) -> bool {
    let bottom = part(galley, amount.tokens.end.wrapping_sub(1));
    galley.tongue == Tongue::English
        && amount.form == Form::Share
        && amount.tokens.len() > 2
        && !matches!(bottom, Some(Part::Fraction(_) | Part::Demi))
}

/// What hangs on "de", "of" at this token.
fn hanging(galley: &Galley<'_>, at: usize) -> Option<(Counted, usize)> {
    if galley.tongue == Tongue::English && matches!(galley.word(at), "the" | "its" | "their") {
        return nouns::read(galley, at + 1, Agreement::Any);
    }
    galley
        .is_of(at)
        .then(|| nouns::read(galley, nouns::past_determiners(galley, at + 1), Agreement::Any))?
}

/// Shares and sums are "du PIB" and "des impôts"; a length or a span of time only takes a bare "de": `3 tonnes de blé`, but not
/// `20 kilomètres de l’aéroport`.
fn may_hang(galley: &Galley<'_>, unit: Unit, at: usize) -> bool {
    let whole = matches!(unit.measure, Measure::Share | Measure::Money(_));
    let bare = matches!(galley.word(at), "de" | "d'" | "of") && nouns::past_determiners(galley, at + 1) == at + 1;
    let rate = galley.word(at + 1) == "l'" && galley.word(at + 2) == "heure";
    whole && !rate || bare && !galley.is_capital(at + 1)
}

fn unit_after(galley: &Galley<'_>, amount: &Amount) -> Option<(Unit, usize)> {
    let at = amount.tokens.end;
    if let Some(unit) = units::before(galley, amount.tokens.start) {
        return Some((unit, at));
    }
    let mut from = at;
    if hangs(amount) && galley.is_of(at) && !galley.is_on(List::Stop, at + 1) {
        from = at + 1;
    }
    if part(galley, at.wrapping_sub(1)) == Some(Part::Demi) && galley.joins(at, &['-', '\u{2011}']) {
        from = at + 1;
    }
    if galley.tongue == Tongue::English && matches!(galley.word(at), "a" | "an") && amount.form == Form::Share {
        from = at + 1;
    }
    let found = units::at_token(galley, from)?;
    is_a_unit_here(galley, amount, from).then_some(found)
}

/// Words that are units only in the right company: "points" of a percentage, "mille" at sea, one-letter symbols that touch.
fn is_a_unit_here(galley: &Galley<'_>, amount: &Amount, at: usize) -> bool {
    match galley.word(at) {
        "point" | "points" => {
            matches!(amount.form, Form::Decimal) || galley.word(at + 1) == "de" && galley.word(at + 2).starts_with("pourcent")
        }
        "mille" | "milles" => galley.word(at + 1) == "nautiques" || galley.word(at + 1) == "marins",
        "couronne" | "couronnes" | "second" => amount.high >= Decimal::whole(2),
        "t" | "s" | "l" | "g" | "h" | "m" => !galley.is_glued(at + 1) || galley.mark(at + 1).is_some_and(|mark| !"-'’".contains(mark)),
        _ => true,
    }
}

/// `deux heures et demie`, `un an et demi`.
fn half_more(galley: &Galley<'_>, sequel: &mut Sequel) {
    let end = sequel.end;
    let share = match (galley.word(end), part(galley, end + 1)) {
        ("et", Some(Part::Demi)) => Decimal::new(5, 1),
        ("et", Some(Part::Fraction(4))) => Decimal::new(25, 2),
        _ => None,
    };
    if share.is_some() {
        (sequel.extra, sequel.end) = (share, end + 2);
    }
}

/// Money is of the class of money whatever it pays for, and counts its coin where nothing else is said.
fn coin(galley: &Galley<'_>, sequel: &mut Sequel, at: usize) {
    let Some(Measure::Money(code)) = sequel.unit.map(|unit| unit.measure) else {
        return;
    };
    if let Some(counted) = &mut sequel.counted {
        counted.class = Class::Money;
        return;
    }
    let end = galley.end_before(sequel.end);
    sequel.counted = Some(Counted {
        span: galley.start(at).min(end)..end,
        head: code.to_lowercase(),
        complement: Vec::new(),
        class: Class::Money,
        elided: false,
    });
}
