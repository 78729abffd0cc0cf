//! The figures of headline and standfirst, each held against the body: what it finds there, and how they stand to each other.

use super::figures::{Kin, Placed, body_words, figures_in, in_body};
use super::lattice::{Relation, relation};
use super::sourcing::source_of;
use crate::desk::Reading;
use crate::passage::Role;
use crate::quantity::{Class, Measure, Shape};

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
    let heads = figures_in(&reading.lines, &[Role::Headline, Role::Standfirst, Role::Caption]);
    heads
        .filter(|head| head.quantity.part_of.is_none())
        .filter_map(|head| judge(head, &body, reading))
        .collect()
}

fn judge<'a>(head: Placed<'a>, body: &[Placed<'a>], reading: &Reading<'_>) -> Option<Judged<'a>> {
    let rounding = reading.house.thresholds.rounding;
    let same = body.iter().filter(|other| head.kin(other) == Kin::Same);
    let best = same
        .map(|other| (relation(&head, other, rounding), other))
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
    if body.iter().any(may_be) || is_added_up(head, body) || (head.role() == Role::Caption && !head.is_fate()) {
        return None;
    }
    let mut same = body
        .iter()
        .filter(|other| head.kin(other) == Kin::Same && other.quantity.part_of.is_none());
    let other = same.find(|other| !is_of_another_year(other) && !goes_on(other))?;
    (!have_two_sources(head, other)).then_some(Verdict::Stands(Relation::Contradict, *other))
}

/// "147 passagers et 6 membres d’équipage" for the 153 of the headline: two figures of one paragraph.
fn is_added_up(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let is_sum = |pair: &[Placed<'_>]| (pair[0].range().0 + pair[1].range().0 - head.range().0).abs() < 1e-9;
    let sum = |pair: &[Placed<'_>]| std::ptr::eq(pair[0].line, pair[1].line) && is_sum(pair);
    body.windows(2).any(sum)
}

/// "cinq hommes et une femme": the one more is no figure.
fn goes_on(placed: &Placed<'_>) -> bool {
    let rest = placed.line.text()[placed.quantity.span.end..].trim_start_matches(crate::tokens::is_space);
    ["et un ", "et une ", "and a ", "and one "]
        .iter()
        .any(|more| rest.starts_with(more))
}

/// "En 2003, 200 morts": told beside the news, not the news.
fn is_of_another_year(placed: &Placed<'_>) -> bool {
    let line = placed.line;
    let sentence = line.sentence_at(placed.quantity.span.start);
    let words = line.words_in(&sentence);
    words.windows(2).any(|pair| {
        let word = |at: usize| &line.text()[pair[at].start..pair[at].end];
        let is_year = word(1).len() == 4 && word(1).starts_with(['1', '2']) && word(1).bytes().all(|byte| byte.is_ascii_digit());
        is_year && matches!(word(0).to_lowercase().as_str(), "en" | "in" | "depuis" | "since" | "de" | "of")
    })
}

/// "29 according to the one, 31 according to the other" is no contradiction.
fn have_two_sources(head: &Placed<'_>, body: &Placed<'_>) -> bool {
    match (source_of(head), source_of(body)) {
        (Some(left), Some(right)) => crate::phrases::folded(&left) != crate::phrases::folded(&right),
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
    let is_there = body.iter().any(|other| head.has_value_of(other)) || is_reckoned(head, body);
    (!is_there && is_weighty(head)).then_some(Verdict::Nowhere)
}

/// The sum or the difference of two figures of the body.
fn is_reckoned(head: &Placed<'_>, body: &[Placed<'_>]) -> bool {
    let value = head.range().0;
    let values: Vec<f64> = body.iter().take(60).map(|other| other.range().0).collect();
    let pairs = values
        .iter()
        .enumerate()
        .flat_map(|(at, left)| values[at + 1..].iter().map(move |right| (left, right)));
    let is_near = |reckoned: f64| (reckoned - value).abs() < 1e-9;
    pairs
        .into_iter()
        .any(|(left, right)| is_near(left + right) || is_near((left - right).abs()))
}

/// One or two of something is said of many things.
fn is_telling(head: &Placed<'_>) -> bool {
    head.range().0 >= 5.0
}

/// What a reader would look for in the text: a toll, money, a share, a number that is no way of speaking.
fn is_weighty(head: &Placed<'_>) -> bool {
    let quantity = head.quantity;
    let is_round_talk = quantity.shape != Shape::Digits && head.range().0 <= 12.0;
    match quantity.unit.map(|unit| unit.measure) {
        Some(Measure::Duration) => false,
        Some(_) => true,
        None => match head.class() {
            Some(class) if class.is_fate() => true,
            Some(Class::Other) => !is_round_talk && head.range().0 > 12.0,
            Some(_) => !is_round_talk,
            None => false,
        },
    }
}
