//! Puts a figure together: amount, unit, noun, bound, fate, and the whole it may be part of.

use super::amounts::{self, Amount, Spread};
use super::bounds::{self, Bound, Bounding};
use super::classes::Class;
use super::counted::Counted;
use super::decimal::Decimal;
use super::exclusions::Candidate;
use super::fates;
use super::galley::{Galley, Tongue};
use super::nouns::{self, Agreement};
use super::number::{Form, Shape};
use super::parts::{self, PartOf};
use super::sequel::{self, Sequel};
use super::units::Measure;
use super::value::Quantity;
use super::vouching::{Needs, how_badly, is_article, is_verb, may_be_figure, may_be_one, may_open};
use super::{digits, ratios, stretches};

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
    let mut reader = Reader {
        galley: &galley,
        found: Vec::new(),
        sentence: 0,
        last_end: 0,
    };
    let mut at = 0;
    while at < galley.len() {
        at = reader.step(at);
    }
    reader.found
}

/// How many figures back a part may look for its whole.
const MEMORY: usize = 8;

/// What reads figure after figure, and what it has found.
struct Reader<'a> {
    galley: &'a Galley<'a>,
    found: Vec<Quantity>,
    /// How many quantities had been found when this sentence began.
    sentence: usize,
    /// The token after the last figure.
    last_end: usize,
}

impl Reader<'_> {
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
        let mut sequel = sequel::after(galley, amount);
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
        self.lend(
            amount,
            &mut sequel,
            &Stand {
                start,
                is_part: cue.is_some(),
            },
        );
        if let Some(counted) = &mut sequel.counted {
            settle(galley, counted, start..sequel.end);
        }
        let is_vouched = bound.is_some() || cue.is_some();
        may_be_figure(galley, amount, &sequel)
            .is_some_and(|needs| is_vouched || needs == Needs::Nothing)
            .then_some(())?;
        let quantity = self.written(amount, sequel.clone(), bound);
        let part_of = cue.map(|cue| self.part(galley.start(cue.start)..galley.end_before(cue.end), quantity.span.start));
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
    fn lend(&self, amount: &Amount, sequel: &mut Sequel, stand: &Stand) {
        let Stand { start, is_part } = *stand;
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
        let fate = is_verb(galley, rest).then(|| fates::of_people(galley, start, rest)).flatten();
        let lends = is_part || others || fate.is_some();
        let whole = self.lender().or_else(|| fate.map(|class| nouns::people(galley, class)));
        let Some(whole) = whole.filter(|_| lends) else { return };
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

    /// What the last figure of this sentence that may lend its noun counts.
    fn lender(&self) -> Option<Counted> {
        let counted = self.recent().find_map(|index| self.found[index].counted.clone())?;
        (counted.class != Class::Money).then_some(counted)
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
    fn part(&self, cue: std::ops::Range<usize>, start: usize) -> PartOf {
        let whole = self.recent().find(|&index| self.found[index].part_of.is_none());
        let end = whole.map_or(cue.start, |index| self.found[index].span.end);
        PartOf {
            cue,
            whole,
            distance: start.saturating_sub(end),
        }
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
            ("aucun" | "aucune" | "no", _) => at + 1,
            ("pas", "de") => at + 2,
            _ => return None,
        };
        let agreement = if galley.tongue == Tongue::English {
            Agreement::Plural
        } else {
            Agreement::Listed
        };
        let (mut counted, end) = nouns::read(galley, noun, agreement)?;
        settle(galley, &mut counted, at..end);
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

/// How a number stands: the token where its words begin, and whether it is a part of something.
struct Stand {
    start: usize,
    is_part: bool,
}

fn ends_sentence(galley: &Galley<'_>, at: usize) -> bool {
    match galley.mark(at) {
        Some('.' | '!' | '?') => !galley.is_glued(at + 1),
        Some('\n') => true,
        _ => false,
    }
}

fn is_temperature(sequel: &Sequel) -> bool {
    sequel
        .unit
        .is_some_and(|unit| matches!(unit.measure, Measure::Celsius | Measure::Fahrenheit))
}

/// Sets the class of people by what the clause says befell them.
fn settle(galley: &Galley<'_>, counted: &mut Counted, clause: std::ops::Range<usize>) {
    if counted.class == Class::People
        && let Some(fate) = fates::of_people(galley, clause.start, clause.end)
    {
        counted.class = fate;
    }
}

/// The noun that follows the second value: "de 29 à 31 morts".
fn ahead(galley: &Galley<'_>, amount: &Amount) -> Option<(Option<Counted>, Option<super::units::Unit>)> {
    let link = amount.tokens.end;
    let changes = amounts::changes(galley, amount.tokens.start) || galley.word(amount.tokens.start.wrapping_sub(1)) == "from";
    (changes && (galley.printed(link) == "à" || galley.word(link) == "to")).then_some(())?;
    let second = amounts::read(galley, link + 1)?;
    let sequel = sequel::after(galley, &second);
    let counted = sequel.counted.map(|counted| Counted { elided: true, ..counted });
    Some((counted, sequel.unit))
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
