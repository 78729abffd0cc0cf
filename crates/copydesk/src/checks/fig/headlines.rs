//! The figures of headline and standfirst, each held against the body: what it finds there, and how they stand to each other.

use super::figures::{Kin, Placed, body_words, figures_in, in_body};
use super::lattice::{Relation, is_rounding, relation};
use super::sourcing::source_of;
use crate::line::Line;
use crate::passage::Role;
use crate::quantity::{Bound, Class, Counted, Measure, Shape, Tongue, numerals};
use crate::reading::Reading;

/// A figure of the headline, the standfirst or a caption, and the one of the body that it is held against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged<'a> {
    pub(super) head: Placed<'a>,
    pub(super) verdict: Verdict<'a>,
}

/// What the body says to it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict<'a> {
    Stands(Relation, Placed<'a>),
    /// The same number of other people.
    Drifts(Placed<'a>),
    Nowhere,
}

/// A body of fewer words holds nothing to compare with.
const NO_BODY: usize = 25;

/// Every figure above the body, judged.
pub(super) fn judged<'a>(reading: &'a Reading<'_>) -> Vec<Judged<'a>> {
    if body_words(reading) < NO_BODY {
        return Vec::new();
    }
    let body = in_body(reading);
    let heads = figures_in(
        &reading.lines,
        &[Role::Headline, Role::Description, Role::Standfirst, Role::Caption],
    );
    heads
        .filter(|head| head.quantity.part_of.is_none())
        .filter_map(|head| judge(head, &body, reading))
        .collect()
}

fn judge<'a>(head: Placed<'a>, body: &[Placed<'a>], reading: &Reading<'_>) -> Option<Judged<'a>> {
    let rounding = reading.house.thresholds.rounding;
    let same: Vec<&Placed<'_>> = body.iter().filter(|other| head.kin(other) == Kin::Same).collect();
    // Where the very number stands, its bound is the one to compare with.
    let equal = same.iter().any(|other| head.has_value_of(other));
    let compared = same.iter().filter(|other| !equal || head.has_value_of(other));
    let best = compared
        .map(|other| (relation(&head, other, rounding), *other))
        .min_by_key(|(relation, _)| *relation);
    let verdict = match best {
        Some((Relation::Agree, _)) => return None,
        Some((Relation::Contradict, _)) => against(&head, body)?,
        Some((Relation::Loose, _)) | None => elsewhere(&head, body).filter(|_| head.role() != Role::Caption)?,
        Some((relation, other)) => Verdict::Stands(relation, *other),
    };
    Some(Judged { head, verdict })
}

/// The figure of the body that a figure contradicts: the first that speaks of the same event and has no source of its own.
fn against<'a>(head: &Placed<'_>, body: &[Placed<'a>]) -> Option<Verdict<'a>> {
    if let Some(Verdict::Drifts(drifting)) = elsewhere(head, body) {
        return Some(Verdict::Drifts(drifting));
    }
    // "trois personnes" in the body may be the three dead of the headline.
    let may_be = |other: &Placed<'_>| head.has_value_of(other) && matches!(other.class(), None | Some(Class::People));
    if body.iter().any(may_be) || is_added_up(head, body) || is_printed(head, body) || (head.role() == Role::Caption && !head.is_fate()) {
        return None;
    }
    if !head.is_fate() && are_several(head, body) {
        return elsewhere(head, body);
    }
    // A lead of 37 votes is neither of the two scores.
    if head.class() == Some(Class::Votes) {
        return None;
    }
    let mut same = body
        .iter()
        .filter(|other| head.kin(other) == Kin::Same && other.quantity.part_of.is_none());
    let other = same.find(|other| !is_of_another_year(other, head) && !goes_on(other))?;
    (!have_two_sources(head, other)).then_some(Verdict::Stands(Relation::Contradict, *other))
}

/// Votes, sums, homes: where the body has several numbers of them, none is the one that is contradicted.
fn are_several(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let mut same = body
        .iter()
        .filter(|other| head.kin(other) == Kin::Same && other.quantity.part_of.is_none());
    let first = same.next();
    same.any(|other| first.is_some_and(|first| !first.has_value_of(other)))
}

/// "147 passagers et 6 membres d’équipage" for the 153 of the headline: two figures of one paragraph.
fn is_added_up(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let are_whole = |pair: &[Placed<'_>]| pair.iter().all(|placed| placed.quantity.bound == Bound::Exact);
    let is_sum = |pair: &[Placed<'_>]| is_near(pair[0].range().0 + pair[1].range().0, head.range().0);
    body.windows(2)
        .any(|pair| std::ptr::eq(pair[0].line, pair[1].line) && are_whole(pair) && is_sum(pair))
}

/// "cinq hommes et une femme": the one more is no figure.
fn goes_on(placed: &Placed<'_>) -> bool {
    let rest = placed.line.text()[placed.quantity.span.end..].trim_start_matches(crate::tokens::is_space);
    ["et un ", "et une ", "and a ", "and one "]
        .iter()
        .any(|more| rest.starts_with(more))
}

/// "En 2003, 200 morts": told beside the news, not the news, unless the news is of that year.
fn is_of_another_year(placed: &Placed<'_>, head: &Placed<'_>) -> bool {
    let line = placed.line;
    let sentence = line.sentence_at(placed.quantity.span.start);
    let words = line.words_in(&sentence);
    words.windows(2).any(|pair| {
        let word = |at: usize| &line.text()[pair[at].start..pair[at].end];
        let is_year = word(1).len() == 4 && word(1).starts_with(['1', '2']) && word(1).bytes().all(|byte| byte.is_ascii_digit());
        is_year
            && !head.line.text().contains(word(1))
            && matches!(word(0).to_lowercase().as_str(), "en" | "in" | "depuis" | "since" | "de" | "of")
    })
}

/// "29 according to the one, 31 according to the other" is no contradiction.
fn have_two_sources(head: &Placed<'_>, body: &Placed<'_>) -> bool {
    match (source_of(head), source_of(body)) {
        (Some(left), Some(right)) => crate::folding::folded(&left) != crate::folding::folded(&right),
        _ => false,
    }
}

/// Not of the same thing: of other people, or not at all. Nothing where the number is there in any way.
fn elsewhere<'a>(head: &Placed<'_>, body: &[Placed<'a>]) -> Option<Verdict<'a>> {
    let drifting = body
        .iter()
        .find(|other| head.has_value_of(other) && head.kin(other) == Kin::Drifting);
    if let Some(drifting) = drifting.filter(|_| is_telling(head)) {
        return Some(Verdict::Drifts(*drifting));
    }
    if let Some(other) = of_another_kind(head, body) {
        return Some(Verdict::Drifts(other));
    }
    let is_there = body.iter().any(|other| head.has_value_of(other)) || is_reckoned(head, body);
    let is_there = is_there || is_printed(head, body) || is_rounded(head, body);
    (!is_there && is_weighty(head)).then_some(Verdict::Nowhere)
}

/// "7 %" of a body that says 7.4 %: the only share that it may be.
fn is_rounded(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let measure = |placed: &Placed<'_>| placed.quantity.unit.map(|unit| unit.measure);
    measure(head) == Some(Measure::Share)
        && body
            .iter()
            .any(|other| measure(other) == measure(head) && is_rounding(head, other, 0))
}

/// Words that stand for many others.
const GENERIC: &str = "bete animal engin vehicule unite site lieu piece objet exemplaire titre point place structure etablissement commune ville \
    localite batiment projet mesure dossier cas chose element article produit groupe fois etape animal vehicle unit place site item piece case building town";

/// *34 vaches* in the headline where the body counts *34 brebis* and knows no cow.
fn of_another_kind<'a>(head: &Placed<'_>, body: &[Placed<'a>]) -> Option<Placed<'a>> {
    let counted = head
        .quantity
        .counted
        .as_ref()
        .filter(|_| head.role() == Role::Headline && head.range().0 >= 10.0)?;
    let is_generic = |word: &str| GENERIC.split_ascii_whitespace().any(|generic| generic == word);
    let stem: String = counted
        .head
        .chars()
        .take(counted.head.len().saturating_sub(1).clamp(4, 7))
        .collect();
    let is_moved = counted.class == Class::Displaced && !counted.complement.is_empty() && !is_body_of_people(&counted.head);
    let is_thing = counted.class == Class::Other || is_moved;
    if !is_thing || head.quantity.unit.is_some() || is_generic(&counted.head) || is_mentioned(&stem, body) {
        return None;
    }
    let mut same = body.iter().filter(|other| head.has_value_of(other));
    let is_other = |other: &&Placed<'_>| {
        let other = other
            .quantity
            .counted
            .as_ref()
            .filter(|counted| other.quantity.unit.is_none() && !counted.elided);
        other.is_some_and(|other| is_told_apart(other) && !is_generic(&other.head) && !other.head.starts_with(&stem))
    };
    let first = same.next().filter(is_other)?;
    same.all(|other| is_other(&other)).then_some(*first)
}

/// "120 personnes évacuées", "120 familles évacuées": whoever they are.
fn is_body_of_people(head: &str) -> bool {
    const PEOPLE: &str = "personne habitant riverain famille foyer menage resident people person family household inhabitant";
    PEOPLE.split_ascii_whitespace().any(|people| people == head)
}

/// Homes and families are no firms; persons may be of any trade.
fn is_told_apart(counted: &Counted) -> bool {
    matches!(counted.class, Class::Other | Class::Homes) || matches!(counted.head.as_str(), "famille" | "family")
}

/// Whether a word with this stem, without accents, stands in a paragraph that has figures.
fn is_mentioned(stem: &str, body: &[Placed<'_>]) -> bool {
    use unicode_normalization::UnicodeNormalization;
    body.iter().any(|placed| {
        let bare: String = placed.line.text().nfd().filter(char::is_ascii).collect();
        bare.to_lowercase()
            .split(|c: char| !c.is_alphabetic())
            .any(|word| word.starts_with(stem))
    })
}

/// "Sur 55 élus, 38 ont voté pour": the number stands in a paragraph with figures, of what its sentence said before.
fn is_printed(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let tongue = head.line.passage.tongue.of_figures().unwrap_or(Tongue::French);
    let mut last: Option<&Line> = None;
    body.iter().any(|placed| {
        let is_read = last.is_some_and(|last| std::ptr::eq(last, placed.line));
        last = Some(placed.line);
        let numbers = if is_read {
            Vec::new()
        } else {
            numerals::read_all(placed.line.text(), tongue)
        };
        numbers
            .iter()
            .any(|number| is_near(number.value.to_f64(), head.range().0) && is_bare(placed.line, &number.span))
    })
}

/// Of no unit, of nothing that is printed beside it, and no day or hour.
fn is_bare(line: &Line, number: &std::ops::Range<usize>) -> bool {
    const DAYS: &str = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre h heures january february march april may \
        june july august september october november december";
    let next: String = line.text()[number.end..]
        .trim_start_matches(crate::tokens::is_space)
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let before = &line.text()[..number.start];
    let is_minute = before.ends_with([':', '/', '.', ',']) || before.trim_end_matches(crate::tokens::is_space).ends_with(['h', '°']);
    let is_day = DAYS.split_ascii_whitespace().any(|day| day == next.to_lowercase());
    let of_something = line
        .quantities
        .iter()
        .any(|quantity| quantity.number.start < number.end && number.start < quantity.number.end);
    !is_day && !is_minute && !of_something
}

fn is_near(left: f64, right: f64) -> bool {
    (left - right).abs() < 1e-9
}

/// The sum or the difference of two figures of the body.
fn is_reckoned(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let value = head.range().0;
    let measure = |placed: &Placed<'_>| placed.quantity.unit.map(|unit| unit.measure);
    let alike = body.iter().filter(|other| {
        measure(other) == measure(head) && (measure(head).is_some() || head.kin(other) != Kin::Unrelated || is_elided(other))
    });
    let alike: Vec<&Placed<'_>> = alike.take(40).collect();
    let pairs = alike
        .iter()
        .enumerate()
        .flat_map(|(at, left)| alike[at + 1..].iter().map(move |right| (left, right)));
    pairs
        .filter(|(left, right)| std::ptr::eq(left.line, right.line) || !(is_elided(left) || is_elided(right)))
        .map(|(left, right)| (left.range().0, right.range().0))
        .any(|(left, right)| is_near(left + right, value) || is_near((left - right).abs(), value))
}

/// "410 dans une vallée et 287 dans l’autre": of what, the sentence said before.
fn is_elided(placed: &Placed<'_>) -> bool {
    placed
        .quantity
        .counted
        .as_ref()
        .is_none_or(|counted| counted.elided || counted.class == Class::People)
}

/// One or two of something is said of many things.
fn is_telling(head: &Placed<'_>) -> bool {
    head.range().0 >= if head.is_fate() { 2.0 } else { 5.0 }
}

/// What a reader would look for in the text: a toll, money, a share, a number that is no way of speaking.
fn is_weighty(head: &Placed<'_>) -> bool {
    let quantity = head.quantity;
    let is_round_talk = quantity.shape != Shape::Digits && head.range().0 <= 12.0;
    // A standfirst tells in other words what the body counts: only what weighs is looked for.
    let is_told_on = head.role() != Role::Headline && quantity.shape != Shape::Digits;
    match quantity.unit.map(|unit| unit.measure) {
        Some(Measure::Duration) => false,
        Some(Measure::Share) => quantity.shape == Shape::Digits,
        Some(_) => true,
        None => match head.class() {
            Some(class) if class.is_fate() => true,
            Some(Class::Votes) => false,
            Some(Class::Other) => !is_round_talk && !is_told_on && head.range().0 > 12.0 && head.role() == Role::Headline,
            Some(_) => !is_round_talk && !is_told_on,
            // "4,5 millions", of what everybody knows.
            None => head.range().0 >= 100_000.0,
        },
    }
}
