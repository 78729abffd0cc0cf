//! Faults of figures: two places of the article that no longer say the same.

use copydesk::{Passage, Role, Spot};
use manuscript::Copy;
use manuscript::text::words_of;

use super::chance::Chance;
use super::numbers::{Number, numbers};
use super::places::{self, Change, paragraphs, prose};
use super::{Beside, Kind, Place, Slip};

pub(super) static KINDS: &[Kind] = &[
    kind("headline figure changed", &["FIG-101", "FIG-105"], headline_changed),
    kind("standfirst figure changed", &["FIG-101", "FIG-105"], standfirst_changed),
    kind("description figure changed", &["FIG-101", "FIG-105"], description_changed),
    kind("figure changed behind its bound", &["FIG-101", "FIG-105"], bounded_changed),
    kind("caption toll changed", &["FIG-101"], caption_changed),
    kind("bound dropped by the headline", &["FIG-102"], bound_dropped),
    kind("bound reversed", &["FIG-103", "FIG-101"], bound_reversed),
    kind("headline figure that stands nowhere", &["FIG-105"], figure_from_nowhere),
    kind("part over its whole", &["FIG-106", "FIG-107"], part_over_whole),
    kind("parts that do not add up", &["FIG-107"], wrong_sum),
    kind("who is counted drifts", &["FIG-108"], other_people),
    kind("what is counted drifts", &["FIG-105", "FIG-108"], other_things),
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
    changed(copy, chance, |text, spot| *spot == Spot::Headline && !is_bounded(text))
}

fn standfirst_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    changed(copy, chance, |text, spot| *spot == Spot::Standfirst && !is_bounded(text))
}

fn description_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    changed(copy, chance, |text, spot| *spot == Spot::Description && !is_bounded(text))
}

fn bounded_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    changed(copy, chance, |text, spot| {
        matches!(spot, Spot::Headline | Spot::Standfirst) && is_bounded(text)
    })
}

fn caption_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const TOLLS: [&str; 5] = ["mort", "bless", "dead", "died", "injured"];
    if !caption_of(copy).is_some_and(|caption| TOLLS.iter().any(|toll| caption.contains(toll))) {
        return None;
    }
    changed(copy, chance, |text, spot| *spot == Spot::LeadCaption && !is_bounded(text))
}

fn caption_of(copy: &Copy) -> Option<String> {
    copy.lead.as_ref().map(|lead| words_of(&lead.caption))
}

/// Whether the words before a figure bound it.
fn is_bounded(before: &str) -> bool {
    const BOUNDS: [&str; 8] = [
        "au moins ",
        "lus de ",
        "moins de ",
        "près de ",
        "t least ",
        "more than ",
        "fewer than ",
        "u moins ",
    ];
    BOUNDS.iter().any(|bound| before.ends_with(bound))
}

/// Another number where the body has the same one; asked are the words before it and its spot.
fn changed(copy: &mut Copy, chance: &mut Chance, is_wanted: fn(&str, &Spot) -> bool) -> Option<Place> {
    let body = numbers_of_body(copy);
    let changes = prose(copy).into_iter().flat_map(|passage| {
        let same = numbers(&passage.text)
            .into_iter()
            .filter(|number| body.contains(&number.value) && is_wanted(&passage.text[..number.range.start], &passage.spot));
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
        found
            .into_iter()
            .map(|(spot, range, _)| (spot, range.start..range.end - 1, String::new()))
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
    let changes = BOUNDS
        .iter()
        .flat_map(|(bound, reverse)| places::rewritings(&above, bound, reverse));
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

type Nouns = &'static [(&'static str, &'static str)];

/// Who died is not who was hurt, and a people is not a sort of people.
fn other_people(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const NOUNS: Nouns = &[
        (" morts", " blessés"),
        (" blessés", " morts"),
        (" élèves", " Savoyards"),
        (" habitants", " Italiens"),
        (" coureurs", " Bretons"),
        (" visiteurs", " Belges"),
        (" voyageurs", " Lyonnais"),
        (" salariés", " Espagnols"),
        (" dead", " injured"),
        (" injured", " dead"),
    ];
    let place = drift(copy, chance, NOUNS)?;
    // Fewer than five of something are said of many things.
    (place.range.len() > " morts".len() + 1).then_some(place)
}

fn other_things(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const NOUNS: Nouns = &[
        (" brebis", " vaches"),
        (" foyers", " hôtels"),
        (" camions", " tracteurs"),
        (" classes", " crèches"),
        (" ruches", " poules"),
        (" ewes", " cows"),
        (" familles", " entreprises"),
        (" families", " farms"),
        (" livres", " disques"),
    ];
    drift(copy, chance, NOUNS)
}

/// What is counted above is not what is counted below.
fn drift(copy: &mut Copy, chance: &mut Chance, nouns: Nouns) -> Option<Place> {
    let body = numbers_of_body(copy);
    let is_above = |passage: &Passage| matches!(passage.role(), Role::Headline | Role::Standfirst);
    let above: Vec<Passage> = prose(copy).into_iter().filter(is_above).collect();
    let changes = above.iter().flat_map(|passage| {
        let counted = numbers(&passage.text).into_iter().filter(|number| body.contains(&number.value));
        let drifts = counted.filter_map(|number| {
            let after = &passage.text[number.range.end..];
            let (noun, other) = nouns.iter().find(|(noun, _)| after.starts_with(noun))?;
            let end = number.range.end + noun.len();
            let new = format!("{}{other}", &passage.text[number.range.clone()]);
            Some((passage.spot.clone(), number.range.start..end, new))
        });
        drifts.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    places::one(copy, chance, changes)
}
