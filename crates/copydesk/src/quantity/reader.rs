//! Puts a figure together: amount, unit, noun, bound, fate, and the whole it may be part of.

use super::amounts::{self, Amount, Spread};
use super::bounds::{self, Bound, Bounding};
use super::classes::{Class, class_of};
use super::counted::{self, Counted, Sequel};
use super::decimal::Decimal;
use super::exclusions::Candidate;
use super::fates;
use super::galley::{Galley, Tongue};
use super::nouns::{self, Agreement, singular};
use super::numerals::{Form, Part, Shape, part};
use super::parts::{self, PartOf};
use super::units::Measure;
use super::vocabulary::List;
use super::{Quantity, digits, ratios, stretches};

/// Every figure of a text, in the order of the copy.
///
/// ```
/// use copydesk::quantity::{Bound, Class, Tongue, read};
/// let figures = read("Le séisme a fait au moins 29 morts.", Tongue::French);
/// assert_eq!(figures[0].bound, Bound::AtLeast);
/// assert_eq!(figures[0].low.to_string(), "29");
/// assert_eq!(figures[0].counted.as_ref().map(|counted| counted.class), Some(Class::Dead));
/// ```
pub fn read(text: &str, language: Tongue) -> Vec<Quantity> {
    let galley = Galley::cut(text, language);
    let mut desk = Desk {
        galley: &galley,
        found: Vec::new(),
        sentence: 0,
        last_end: 0,
    };
    let mut at = 0;
    while at < galley.len() {
        at = desk.step(at);
    }
    desk.found
}

/// How many figures back a part may look for its whole.
const MEMORY: usize = 8;

struct Desk<'a> {
    galley: &'a Galley<'a>,
    found: Vec<Quantity>,
    /// How many quantities had been found when this sentence began.
    sentence: usize,
    /// The token after the last figure.
    last_end: usize,
}

impl Desk<'_> {
    /// Reads what starts at this token; answers where to go on.
    fn step(&mut self, at: usize) -> usize {
        let galley = self.galley;
        if ends_sentence(galley, at) {
            self.sentence = self.found.len();
        }
        if galley.is_word(at) && (!may_open(galley, at) || is_article(galley, at)) {
            return at + 1;
        }
        if let Some(past) = stretches::past(galley, at) {
            return past;
        }
        if let Some((quantity, end)) = self.none(at) {
            self.found.push(quantity);
            self.last_end = end;
            return end;
        }
        let Some(amount) = amounts::read(galley, at) else {
            return digits::past_chain(galley, at);
        };
        if let Some((quantity, end)) = ratios::read(galley, &amount) {
            self.found.push(quantity);
            self.last_end = end;
            return end;
        }
        self.weigh(&amount).unwrap_or(amount.tokens.end)
    }

    /// Keeps the amount if it is a figure; answers the token after it.
    fn weigh(&mut self, amount: &Amount) -> Option<usize> {
        let galley = self.galley;
        if amount.form == Form::Lone && !may_be_one(galley, amount) {
            return None;
        }
        let mut sequel = counted::after(galley, amount);
        let bound = self.bound(amount, sequel.end);
        let start = bound
            .as_ref()
            .map_or(amount.tokens.start, |bound| bound.tokens.start.min(amount.tokens.start));
        let candidate = Candidate {
            galley,
            amount,
            sequel: &sequel,
            start,
        };
        if candidate.is_none() {
            return sequel.unit.map(|_| sequel.end.max(amount.tokens.end));
        }
        let cue = parts::cue(galley, start, sequel.end);
        self.lend(amount, &mut sequel, (start, cue.is_some()));
        if let Some(counted) = &mut sequel.counted {
            settle(galley, counted, (start, sequel.end));
        }
        is_figure(galley, amount, (&sequel, bound.is_some() || cue.is_some())).then_some(())?;
        let quantity = self.written(amount, sequel.clone(), bound);
        let part_of = cue.and_then(|cue| self.part(galley.start(cue.start)..galley.end_before(cue.end), quantity.span.start));
        let part_of = part_of.or_else(|| self.same_whole(start, &quantity));
        self.found.push(Quantity { part_of, ..quantity });
        self.last_end = sequel.end;
        Some(sequel.end.max(amount.tokens.end))
    }

    fn bound(&self, amount: &Amount, end: usize) -> Option<Bounding> {
        let galley = self.galley;
        let start = amount.tokens.start;
        let open = matches!(galley.word(start.wrapping_sub(1)), "entre" | "between");
        if amount.spread == Spread::Range && open {
            return Some(Bounding {
                bound: Bound::Range,
                tokens: start - 1..start,
            });
        }
        let definite = amount.form == Form::Share && matches!(galley.word(start.wrapping_sub(1)), "les" | "la" | "le");
        let coin = super::units::before(galley, start).is_some();
        bounds::before(galley, start - usize::from(definite || coin)).or_else(|| bounds::after(galley, end))
    }

    /// Lends a noun to a number that stands alone but speaks of people or of the figure before.
    fn lend(&self, amount: &Amount, sequel: &mut Sequel, (start, is_part): (usize, bool)) {
        let galley = self.galley;
        let end = sequel.end;
        let hurt = how_badly(galley, end, sequel);
        if sequel.unit.is_some() || sequel.counted.is_some() && !(is_part && hurt) {
            return;
        }
        if let Some((counted, unit)) = ahead(galley, amount) {
            (sequel.counted, sequel.unit) = (counted, unit);
            return;
        }
        let others = matches!(galley.word(end), "autres" | "others");
        let rest = match (others, parts::cue(galley, usize::MAX, end)) {
            (_, Some(cue)) => cue.end,
            (true, None) => end + 1,
            (false, None) => end,
        };
        let fate = if is_verb(galley, rest) {
            fates::of_people(galley, start, rest)
        } else {
            None
        };
        let whole = self.recent().find_map(|index| self.found[index].counted.clone());
        let lends = is_part || others || fate.is_some();
        let whole = whole
            .filter(|whole| whole.class != Class::Money)
            .or_else(|| fate.map(|class| nouns::people(galley, class)));
        let Some(whole) = whole.filter(|_| lends) else {
            return;
        };
        let adjective = sequel.counted.as_ref().map(|counted| (counted.head.clone(), counted.span.clone()));
        let place = galley.end_before(rest)..galley.end_before(rest);
        sequel.counted = Some(Counted {
            span: adjective.as_ref().map_or(place, |(_, span)| span.clone()),
            complement: adjective.map(|(word, _)| word).into_iter().collect(),
            class: fate.unwrap_or(whole.class),
            elided: true,
            ..whole
        });
        sequel.end = sequel.end.max(rest);
    }

    fn written(&self, amount: &Amount, sequel: Sequel, bound: Option<Bounding>) -> Quantity {
        let galley = self.galley;
        let coin = usize::from(super::units::before(galley, amount.tokens.start).is_some());
        let sign = digits::sign_start(galley, amount.tokens.start);
        let number = sign..galley.end_before(amount.tokens.end);
        let bound_span = bound
            .as_ref()
            .map(|bound| galley.start(bound.tokens.start)..galley.end_before(bound.tokens.end));
        let below = is_temperature(&sequel) && matches!(galley.word(amount.tokens.start.wrapping_sub(1)), "moins" | "minus");
        let body =
            galley.start(amount.tokens.start - coin.max(usize::from(below))).min(sign)..galley.end_before(sequel.end).max(number.end);
        let extra = sequel.extra.unwrap_or(Decimal::ZERO);
        let turned = |value: Decimal| {
            if below {
                value.negated()
            } else {
                value.plus(extra).unwrap_or(value)
            }
        };
        Quantity {
            span: bound_span
                .as_ref()
                .map_or(body.clone(), |bound| bound.start.min(body.start)..bound.end.max(body.end)),
            number,
            bound: bound.map_or_else(|| own_bound(amount), |bound| stronger(bound.bound, amount)),
            bound_span,
            low: turned(amount.low),
            high: turned(amount.high),
            unit: sequel.unit,
            counted: sequel.counted,
            shape: amount.shape,
            part_of: None,
        }
    }

    /// The last few figures of this sentence, the latest first.
    fn recent(&self) -> impl Iterator<Item = usize> + use<> {
        (self.sentence..self.found.len()).rev().take(MEMORY)
    }

    /// The part-of relation to the last whole of this sentence.
    fn part(&self, cue: std::ops::Range<usize>, start: usize) -> Option<PartOf> {
        let whole = self.recent().find(|&index| self.found[index].part_of.is_none());
        let end = whole.map_or(cue.start, |index| self.found[index].span.end);
        Some(PartOf {
            cue,
            whole,
            distance: start.saturating_sub(end),
        })
    }

    /// "dont dix femmes et trois enfants": the second is a part as well, unless a fate begins anew.
    fn same_whole(&self, start: usize, quantity: &Quantity) -> Option<PartOf> {
        let galley = self.galley;
        let joined = start == self.last_end + 1 && matches!(galley.word(self.last_end), "et" | "and");
        let anew = quantity.counted.as_ref().is_none_or(|counted| counted.class.is_fate());
        let part = self.found.last().filter(|_| self.found.len() > self.sentence)?.part_of.clone()?;
        let end = self.found.get(part.whole?)?.span.end;
        (joined && !anew).then(|| PartOf {
            distance: quantity.span.start.saturating_sub(end),
            ..part
        })
    }

    /// `aucun mort`, `no deaths`, `pas de blessé`: nothing, said outright of people and what befell them.
    fn none(&self, at: usize) -> Option<(Quantity, usize)> {
        let galley = self.galley;
        let noun = match (galley.word(at), galley.word(at + 1)) {
            ("aucun" | "aucune", _) | ("no", _) => at + 1,
            ("pas", "de") => at + 2,
            _ => return None,
        };
        let agreement = if galley.tongue == Tongue::English {
            Agreement::Plural
        } else {
            Agreement::Listed
        };
        let (mut counted, end) = nouns::read(galley, noun, agreement)?;
        settle(galley, &mut counted, (at, end));
        counted.class.is_fate().then_some(())?;
        let quantity = Quantity {
            span: galley.start(at)..galley.end_before(end),
            number: galley.start(at)..galley.end_before(at + 1),
            bound_span: None,
            low: Decimal::ZERO,
            high: Decimal::ZERO,
            bound: Bound::Exact,
            unit: None,
            counted: Some(counted),
            shape: Shape::Words,
            part_of: None,
        };
        Some((quantity, end))
    }
}

fn ends_sentence(galley: &Galley<'_>, at: usize) -> bool {
    match galley.mark(at) {
        Some('.' | '!' | '?') => !galley.is_glued(at + 1),
        Some('\n') => true,
        _ => false,
    }
}

/// Words an amount may start with.
fn may_open(galley: &Galley<'_>, at: usize) -> bool {
    part(galley, at).is_some()
        || matches!(
            galley.word(at),
            "des" | "plusieurs" | "quelques" | "la" | "aucun" | "aucune" | "pas" | "de" | "no" | "several" | "many"
        )
}

/// "un" before what neither goes on as a number nor can be counted.
fn is_article(galley: &Galley<'_>, at: usize) -> bool {
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
fn may_be_one(galley: &Galley<'_>, amount: &Amount) -> bool {
    if matches!(galley.word(amount.tokens.start), "a" | "an") {
        return false;
    }
    let end = amount.tokens.end;
    let bounded = bounds::before(galley, amount.tokens.start).is_some();
    let (unit, unit_end) = super::units::at_token(galley, end).map_or((false, end), |(_, end)| (true, end));
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

fn is_temperature(sequel: &Sequel) -> bool {
    sequel
        .unit
        .is_some_and(|unit| matches!(unit.measure, Measure::Celsius | Measure::Fahrenheit))
}

/// Sets the class of people by what the clause says befell them.
fn settle(galley: &Galley<'_>, counted: &mut Counted, (start, end): (usize, usize)) {
    if counted.class == Class::People {
        if let Some(fate) = fates::of_people(galley, start, end) {
            counted.class = fate;
        }
    }
}

/// "10 graves", "3 grièvement": how badly, not what.
fn how_badly(galley: &Galley<'_>, end: usize, sequel: &Sequel) -> bool {
    let head = sequel.counted.as_ref().map_or(galley.word(end), |counted| counted.head.as_str());
    matches!(
        head,
        "grave"
            | "graves"
            | "grievement"
            | "gravement"
            | "leger"
            | "legere"
            | "legerement"
            | "critique"
            | "serieux"
            | "serieusement"
            | "seriously"
            | "critically"
            | "badly"
            | "serious"
    )
}

/// The noun that follows the second value: "de 29 à 31 morts".
fn ahead(galley: &Galley<'_>, amount: &Amount) -> Option<(Option<Counted>, Option<super::units::Unit>)> {
    let link = amount.tokens.end;
    let changes = amounts::changes(galley, amount.tokens.start) || galley.word(amount.tokens.start.wrapping_sub(1)) == "from";
    (changes && (galley.printed(link) == "à" || galley.word(link) == "to")).then_some(())?;
    let second = amounts::read(galley, link + 1)?;
    let sequel = counted::after(galley, &second);
    let counted = sequel.counted.map(|counted| Counted { elided: true, ..counted });
    Some((counted, sequel.unit))
}

fn is_verb(galley: &Galley<'_>, at: usize) -> bool {
    matches!(
        galley.word(at),
        "ont"
            | "sont"
            | "ete"
            | "etaient"
            | "avaient"
            | "seraient"
            | "were"
            | "are"
            | "have"
            | "had"
            | "died"
            | "remain"
            | "restent"
            | "auraient"
            | "tues"
            | "tuees"
            | "blesses"
            | "blessees"
            | "killed"
            | "injured"
            | "wounded"
    )
}

/// Something must vouch for a number: a unit, a noun, a magnitude, groups of digits, a bound, the whole it is part of.
fn is_figure(galley: &Galley<'_>, amount: &Amount, (sequel, vouched): (&Sequel, bool)) -> bool {
    if sequel.counted.is_some() {
        return true;
    }
    if let Some(unit) = sequel.unit {
        return unit.measure != Measure::Share || amount.form != Form::Ordinal;
    }
    let written = matches!(amount.shape, Shape::Digits | Shape::Mixed);
    match amount.form {
        Form::Scaled if amount.shape == Shape::Collective => vouched,
        Form::Grouped | Form::Scaled => true,
        Form::Decimal => written && galley.tongue == Tongue::French,
        Form::Ordinal | Form::Lone => false,
        _ => vouched && (written || amount.shape == Shape::Collective),
    }
}

fn own_bound(amount: &Amount) -> Bound {
    match amount.spread {
        Spread::Range | Spread::Dashed => Bound::Range,
        Spread::Vague => Bound::Vague,
        Spread::One if amount.shape == Shape::Collective => Bound::About,
        Spread::One => Bound::Exact,
    }
}

/// "environ 20 à 30" stays a range; "plus de dix" is more than ten.
fn stronger(said: Bound, amount: &Amount) -> Bound {
    match (said, amount.spread) {
        (Bound::About | Bound::Nearly, Spread::Range | Spread::Dashed | Spread::Vague) => own_bound(amount),
        _ => said,
    }
}
