//! Faults of figures: two places of the article that no longer say the same.

use copydesk::{Passage, Role, Spot};
use manuscript::Copy;

use super::chance::Chance;
use super::numbers::{Number, numbers};
use super::places::{self, Change, paragraphs, prose};
use super::{Beside, Kind, Place, Slip};

pub(super) static KINDS: &[Kind] = &[
    kind("headline figure changed", &["FIG-101", "FIG-105"], headline_changed),
    kind("standfirst figure changed", &["FIG-101", "FIG-105"], standfirst_changed),
    kind("caption figure changed", &["FIG-101"], caption_changed),
    kind("bound dropped by the headline", &["FIG-102"], bound_dropped),
    kind("bound reversed", &["FIG-103"], bound_reversed),
    kind("headline figure that stands nowhere", &["FIG-105"], figure_from_nowhere),
    kind("part over its whole", &["FIG-106"], part_over_whole),
    kind("parts that do not add up", &["FIG-107"], wrong_sum),
    kind("who is counted drifts", &["FIG-108"], drift),
];

const fn kind(name: &'static str, codes: &'static [&'static str], slip: fn(&mut Copy, &mut Chance) -> Option<Place>) -> Kind {
    Kind {
        name,
        codes,
        beside: Beside::Nothing,
        slip: Slip::Done(slip),
    }
}

fn headline_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    changed(copy, chance, |spot| *spot == Spot::Headline)
}

fn standfirst_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    changed(copy, chance, |spot| matches!(spot, Spot::Standfirst | Spot::Description))
}

fn caption_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    changed(copy, chance, |spot| *spot == Spot::LeadCaption)
}

/// Another number where the body has the same one.
fn changed(copy: &mut Copy, chance: &mut Chance, is_wanted: fn(&Spot) -> bool) -> Option<Place> {
    let body = numbers_of_body(copy);
    let changes = prose(copy).into_iter().filter(|passage| is_wanted(&passage.spot)).flat_map(|passage| {
        let same = numbers(&passage.text).into_iter().filter(|number| body.contains(&number.value));
        let changes = same.map(|number| change(&passage, &number, number.another()));
        changes.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    places::one(copy, chance, changes)
}

fn numbers_of_body(copy: &Copy) -> Vec<u64> {
    let numbers = paragraphs(copy).into_iter().flat_map(|passage| numbers(&passage.text));
    numbers.map(|number| number.value).collect()
}

fn change(passage: &Passage, number: &Number, value: u64) -> Change {
    (passage.spot.clone(), number.range.clone(), number.written(value))
}

fn bound_dropped(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const BOUNDS: [&str; 5] = ["au moins ", "plus de ", "près de ", "at least ", "more than "];
    let headline: Vec<Passage> = prose(copy).into_iter().filter(|passage| passage.spot == Spot::Headline).collect();
    let changes = BOUNDS.iter().flat_map(|bound| {
        let found = places::rewritings(&headline, &format!("{bound}#"), "#");
        // The place is the figure that is left, to the end of its noun.
        found.into_iter().map(|(spot, range, _)| (spot, range.start..range.end - 1, String::new()))
    });
    let place = places::one(copy, chance, changes.collect())?;
    Some(Place {
        range: place.range.start..place.range.start + 1,
        ..place
    })
}

fn bound_reversed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const BOUNDS: [(&str, &str); 7] = [
        ("plus de #", "moins de #"),
        ("Plus de #", "Moins de #"),
        ("moins de #", "plus de #"),
        ("Moins de #", "Plus de #"),
        ("au moins #", "au plus #"),
        ("more than #", "fewer than #"),
        ("at least #", "fewer than #"),
    ];
    let is_above = |passage: &Passage| matches!(passage.role(), Role::Headline | Role::Standfirst | Role::Caption);
    let above: Vec<Passage> = prose(copy).into_iter().filter(is_above).collect();
    let changes = BOUNDS.iter().flat_map(|(bound, reverse)| places::rewritings(&above, bound, reverse));
    places::one(copy, chance, changes.collect())
}

/// The headline goes on with a figure of which the article knows nothing.
fn figure_from_nowhere(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const FRENCH: [&str; 6] = [
        "170 arrestations",
        "87 procès-verbaux",
        "5⁀600 plaintes",
        "68 policiers",
        "3⁀700 moutons",
        "1⁀900 signatures",
    ];
    const ENGLISH: [&str; 4] = ["170 arrests", "87 policemen", "3,700 hens", "1,900 complaints"];
    let figures = if copy.language.primary() == "en" { &ENGLISH[..] } else { &FRENCH };
    let figure = chance.one_of(figures.to_vec())?.replace('⁀', "\u{202f}");
    let end = copy.headline.len();
    let place = places::write(copy, (Spot::Headline, end..end, format!(", {figure}")));
    Some(Place {
        range: place.range.start + 2..place.range.end,
        ..place
    })
}

fn part_over_whole(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let changes = paragraphs(copy).into_iter().flat_map(|passage| {
        let numbers = numbers(&passage.text);
        let pairs = numbers.windows(2).filter_map(|pair| {
            let [whole, part] = pair else { return None };
            let between = &passage.text[whole.range.end..part.range.start];
            let is_part = between.ends_with(" dont ") || between.ends_with(" including ");
            let is_part = is_part && !between.contains(['.', ';']);
            is_part.then(|| change(&passage, part, whole.value + (whole.value / 5).max(1)))
        });
        pairs.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    places::one(copy, chance, changes)
}

/// A part of a sum that stands in one sentence.
fn wrong_sum(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let changes = paragraphs(copy).into_iter().flat_map(|passage| {
        let numbers = numbers(&passage.text);
        let sums = (0..numbers.len()).filter_map(|whole| {
            let last = last_part(&passage.text, &numbers[whole..])?;
            Some(change(&passage, last, last.value + (last.value / 4).max(2)))
        });
        sums.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    let place = places::one(copy, chance, changes)?;
    // It is the sentence that does not add up, wherever the desk points.
    let text = paragraphs(copy).into_iter().find(|passage| passage.spot == place.spot)?.text;
    let start = text[..place.range.start].rfind(". ").map_or(0, |stop| stop + 2);
    Some(Place {
        range: start..place.range.end,
        ..place
    })
}

/// The last of at least two numbers that follow a number in its sentence and add up to it.
fn last_part<'a>(text: &str, numbers: &'a [Number]) -> Option<&'a Number> {
    let (whole, parts) = numbers.split_first()?;
    let mut sum = 0;
    for (at, part) in parts.iter().enumerate() {
        sum += part.value;
        if text[whole.range.end..part.range.start].contains(". ") {
            return None;
        }
        if at > 0 && sum == whole.value {
            return Some(part);
        }
    }
    None
}

/// What is counted above is not what is counted below.
fn drift(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const NOUNS: [(&str, &str); 19] = [
        (" morts", " blessés"),
        (" blessés", " morts"),
        (" élèves", " professeurs"),
        (" habitants", " touristes"),
        (" coureurs", " cyclistes"),
        (" visiteurs", " étudiants"),
        (" voyageurs", " écoliers"),
        (" brebis", " vaches"),
        (" salariés", " clients"),
        (" foyers", " hôtels"),
        (" camions", " tracteurs"),
        (" classes", " crèches"),
        (" ruches", " poules"),
        (" pompiers", " gendarmes"),
        (" ewes", " cows"),
        (" visitors", " students"),
        (" families", " tourists"),
        (" dead", " injured"),
        (" familles", " entreprises"),
    ];
    let body = numbers_of_body(copy);
    let is_above = |passage: &Passage| matches!(passage.role(), Role::Headline | Role::Standfirst | Role::Caption);
    let above: Vec<Passage> = prose(copy).into_iter().filter(is_above).collect();
    let changes = above.iter().flat_map(|passage| {
        let counted = numbers(&passage.text).into_iter().filter(|number| body.contains(&number.value));
        let drifts = counted.filter_map(|number| {
            let after = &passage.text[number.range.end..];
            let (noun, other) = NOUNS.iter().find(|(noun, _)| after.starts_with(noun))?;
            let end = number.range.end + noun.len();
            let new = format!("{}{other}", &passage.text[number.range.clone()]);
            Some((passage.spot.clone(), number.range.start..end, new))
        });
        drifts.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    places::one(copy, chance, changes)
}
