//! Numbers that are round by nature: `une dizaine`, `two dozen`, and the vague `des centaines de milliers`.

use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::number::{Form, Part, Reading, Shape};
use super::spoken::part;

/// The collective that multiplies the number just read: `une bonne centaine`, `3 douzaines`, `two dozen`.
pub(super) fn after(galley: &Galley<'_>, number: &Reading) -> Option<Reading> {
    if !matches!(number.form, Form::Plain | Form::Lone | Form::Decimal | Form::Grouped) {
        return None;
    }
    let mut at = number.tokens.end;
    if matches!(galley.word(at), "bonne" | "petite" | "grosse" | "bon" | "good") {
        at += 1;
    }
    let Part::Collective(size) = part(galley, at)? else {
        return None;
    };
    let value = number.value.times(Decimal::whole(i64::from(size)))?;
    let (tokens, value) = multiplied(galley, number.tokens.start..at + 1, value)?;
    Some(Reading {
        tokens,
        value,
        shape: Shape::Collective,
        form: match galley.tongue {
            Tongue::French => Form::Scaled,
            Tongue::English => Form::Plain,
        },
    })
}

/// The least and the most of `des dizaines`, `plusieurs milliers`, `hundreds of thousands`, `a few hundred`.
/// "Some" is at least two of them and, to be worth the word, fewer than ten.
pub(super) fn vague(galley: &Galley<'_>, at: usize) -> Option<(Reading, Decimal)> {
    let (noun, determined) = past_determiner(galley, at);
    let word = galley.word(noun);
    let size = match part(galley, noun)? {
        Part::Collective(size) if galley.tongue == Tongue::English && (determined || word.ends_with('s')) => {
            Decimal::whole(i64::from(size))
        }
        Part::Collective(size) if word.ends_with('s') => Decimal::whole(i64::from(size)),
        Part::Great(power) if determined && (galley.tongue == Tongue::English || word.ends_with('s')) => Decimal::power_of_ten(power),
        Part::Hundred if determined && galley.tongue == Tongue::English => Decimal::whole(100),
        _ => return None,
    };
    let (tokens, size) = multiplied(galley, at..noun + 1, size)?;
    let reading = Reading {
        tokens,
        value: size.times(Decimal::whole(2))?,
        shape: Shape::Collective,
        form: Form::Scaled,
    };
    Some((reading, size.times(Decimal::whole(10))?.minus(Decimal::ONE)?))
}

fn past_determiner(galley: &Galley<'_>, at: usize) -> (usize, bool) {
    match (galley.word(at), galley.word(at + 1)) {
        ("de", "nombreuses" | "nombreux") => (at + 2, true),
        ("a", "few") if galley.tongue == Tongue::English => (at + 2, true),
        ("des", _) if galley.tongue == Tongue::French => (at + 1, galley.printed(at).eq_ignore_ascii_case("des")),
        ("plusieurs" | "quelques" | "several" | "many", _) => (at + 1, true),
        _ => (at, false),
    }
}

/// `une centaine` · `de milliers`, `tens` · `of thousands`.
fn multiplied(galley: &Galley<'_>, tokens: std::ops::Range<usize>, value: Decimal) -> Option<(std::ops::Range<usize>, Decimal)> {
    let of = tokens.end;
    if !matches!(galley.word(of), "de" | "of") {
        return Some((tokens, value));
    }
    let times = match part(galley, of + 1) {
        Some(Part::Great(power)) => Decimal::power_of_ten(power),
        Some(Part::Collective(size)) if size >= 1000 => Decimal::whole(i64::from(size)),
        _ => return Some((tokens, value)),
    };
    Some((tokens.start..of + 2, value.times(times)?))
}
