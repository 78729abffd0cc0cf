//! Decimals, units, spans, and copy nobody would write.

use proptest::prelude::*;

use crate::quantity::{Bound, Decimal, Number, Quantity, Shape, Tongue, numerals, read};

fn decimal(units: i128, scale: u8) -> Decimal {
    Decimal::new(units, scale).unwrap()
}

#[test]
fn decimals_are_exact_and_ordered() {
    assert_eq!(decimal(3_500, 3), decimal(35, 1));
    assert_eq!(decimal(35, 1).to_string(), "3.5");
    assert_eq!(decimal(-5, 2).to_string(), "-0.05");
    assert_eq!(Decimal::whole(120_000).to_string(), "120000");
    assert!(decimal(-15, 1) < decimal(-1, 0));
    assert!(decimal(31, 1) > decimal(3, 0));
    assert_eq!(decimal(1, 1).plus(decimal(2, 1)), Decimal::new(3, 1));
    assert_eq!(decimal(1, 1).minus(decimal(2, 1)), Decimal::new(-1, 1));
    assert_eq!(decimal(35, 1).times(Decimal::power_of_ten(6)), Some(Decimal::whole(3_500_000)));
    assert_eq!(Decimal::whole(2).over(Decimal::whole(3)).unwrap().to_string(), "0.666666666666667");
    assert_eq!(Decimal::ONE.over(Decimal::ZERO), None);
    assert_eq!(Decimal::new(i128::MAX, 0), None);
    assert!((decimal(35, 1).ratio_to(Decimal::whole(7)) - 0.5).abs() < f64::EPSILON);
}

/// The base values of the only figure in this copy.
fn base(copy: &str) -> String {
    let figures = read(copy, Tongue::French);
    assert_eq!(figures.len(), 1, "in {copy:?}");
    figures[0].in_base().unwrap().1.to_string()
}

#[test]
fn units_of_one_measure_meet_in_their_base() {
    for (one, other) in [
        ("1 000 m", "1 km"),
        ("2 heures", "120 minutes"),
        ("trois quarts d’heure", "45 minutes"),
        ("18 mois", "un an et demi"),
        ("75 %", "trois quarts des voix"),
        ("trois Français sur quatre", "75 % des Français"),
        ("100 hectares", "1 km²"),
        ("3 tonnes", "3 000 kg"),
        ("1 m³", "1 000 litres"),
        ("1,5 GWh", "1 500 MWh"),
        ("12 M€", "12 millions d’euros"),
        ("50 centimes", "0,5 euro"),
        ("10 m/s", "36 km/h"),
        ("deux semaines", "14 jours"),
    ] {
        assert_eq!(base(one), base(other), "{one} and {other}");
    }
}

#[test]
fn spans_tell_number_bound_and_noun_apart() {
    let copy = "Il y a près de 3,5 millions d’enfants déplacés.";
    let figures = read(copy, Tongue::French);
    let figure = &figures[0];
    assert_eq!(&copy[figure.span.clone()], "près de 3,5 millions d’enfants déplacés");
    assert_eq!(&copy[figure.number.clone()], "3,5 millions");
    assert_eq!(&copy[figure.bound_span.clone().unwrap()], "près de");
    assert_eq!(&copy[figure.counted.clone().unwrap().span], "enfants déplacés");
    assert_eq!((figure.bound, figure.shape), (Bound::Nearly, Shape::Mixed));
    assert!(figure.is_approximate());
}

#[test]
fn soft_hyphens_and_loose_accents_do_not_hide_a_word() {
    for copy in ["29 per\u{ad}sonnes", "29 blesse\u{301}s", "29\u{a0}morts", "120\u{202f}000 civils"] {
        assert_eq!(read(copy, Tongue::French).len(), 1, "in {copy:?}");
    }
}

#[test]
fn a_part_knows_its_whole_and_how_far_it_is() {
    let copy = "29 morts et 200 blessés, dont 10 graves.";
    let figures = read(copy, Tongue::French);
    let part = figures[2].part_of.as_ref().unwrap();
    assert_eq!((part.whole, part.distance), (Some(1), ", dont ".len()));
    assert_eq!(&copy[part.cue.clone()], "dont");
}

#[test]
fn a_megabyte_without_sense_is_read_through() {
    for row in ["un ", "1 ", "1", "123 ", "deux cent ", "dont 3 ", "3 à "] {
        let copy = row.repeat(1_000_000 / row.len());
        in_bounds(&copy, &read(&copy, Tongue::French));
    }
}

fn in_bounds(copy: &str, figures: &[Quantity]) {
    for figure in figures {
        for span in [Some(&figure.span), Some(&figure.number), figure.bound_span.as_ref()]
            .into_iter()
            .flatten()
        {
            assert!(copy.get(span.clone()).is_some_and(|text| !text.is_empty()), "{span:?} in {copy:?}");
        }
        let others = [
            figure.counted.as_ref().map(|counted| &counted.span),
            figure.part_of.as_ref().map(|part| &part.cue),
        ];
        for span in others.into_iter().flatten() {
            assert!(copy.get(span.clone()).is_some(), "{span:?} in {copy:?}");
        }
        assert!(figure.low <= figure.high, "{figure:?} in {copy:?}");
    }
}

fn all_in_bounds(copy: &str) {
    for tongue in [Tongue::French, Tongue::English] {
        in_bounds(copy, &read(copy, tongue));
        for Number { span, .. } in numerals::read_all(copy, tongue) {
            assert!(copy.get(span).is_some(), "in {copy:?}");
        }
    }
}

const WORDS: &[&str] = &[
    "29",
    "3,5",
    "2012",
    "un",
    "deux",
    "cent",
    "mille",
    "millions",
    "dizaine",
    "des",
    "de",
    "d’",
    "entre",
    "et",
    "à",
    "au moins",
    "plus de",
    "morts",
    "personnes",
    "tuées",
    "euros",
    "%",
    "€",
    "$",
    "km",
    "h",
    "-",
    ",",
    ".",
    "/",
    ":",
    "\n",
    " ",
    "\u{a0}",
    "dont",
    "autres",
    "sur",
    "demi",
    "tiers",
    "la moitié",
    "moins",
    "degrés",
    "°",
    "²",
    "aucun",
    "ont été",
    "one",
    "a",
    "half",
    "dozen",
    "of",
    "killed",
    "passé de",
    "ans",
    "âgé",
    "mai",
    "é",
    "’",
    "½",
    "un Français sur deux",
    "aucune",
    "pas de",
    "y compris",
    "d’entre eux",
    "environ",
    "ou plus",
];

proptest! {
    #[test]
    fn every_range_lies_inside_any_text(copy in any::<String>()) {
        all_in_bounds(&copy);
    }

    #[test]
    fn every_range_lies_inside_scrambled_news(words in prop::collection::vec((0..WORDS.len(), any::<bool>()), 0..24)) {
        let copy: String = words.iter().flat_map(|(word, spaced)| [WORDS[*word], if *spaced { " " } else { "" }]).collect();
        all_in_bounds(&copy);
    }
}
