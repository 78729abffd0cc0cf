//! What a number measures: money, shares, lengths, masses, durations … each with its factor to one base.

use std::sync::LazyLock;

use super::decimal::Decimal;
use super::galley::{Galley, Tongue};
use super::lexicon::Lexicon;

/// What is measured. The base is the unit whose factor is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Of a whole; base one, so that 75 % equals three quarters.
    Share,
    /// Percentage points.
    Points,
    /// A currency: its ISO 4217 code, or its name where one word is the coin of several countries (`dinar`).
    Money(&'static str),
    /// Metres.
    Length,
    /// Square metres.
    Area,
    /// Litres.
    Volume,
    /// Kilograms.
    Mass,
    /// Degrees Celsius.
    Celsius,
    /// Degrees Fahrenheit.
    Fahrenheit,
    /// Kilometres an hour.
    Speed,
    /// Seconds; a year is 365.25 days and twelve months.
    Duration,
    /// Watt-hours.
    Energy,
    /// Watts.
    Power,
    /// Bytes.
    Data,
}

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unit {
    pub measure: Measure,
    thousandths: i64,
}

impl Unit {
    /// One of this unit in the base of its measure.
    pub fn factor(self) -> Decimal {
        Decimal::new(i128::from(self.thousandths), 3).unwrap_or(Decimal::ONE)
    }

    /// So many of this unit, in the base of its measure. None past what a [`Decimal`] can hold.
    pub fn in_base(self, value: Decimal) -> Option<Decimal> {
        value.times(self.factor())
    }

    /// A share of one: `deux tiers`.
    pub(super) const SHARE: Self = unit(Measure::Share, 1000);

    const fn squared(self) -> Self {
        let thousandths = self.thousandths * self.thousandths / 1000;
        unit(Measure::Area, if thousandths == 0 { 1 } else { thousandths })
    }

    /// A metre cubed is a thousand litres.
    const fn cubed(self) -> Self {
        unit(Measure::Volume, (self.thousandths as i128).pow(3).div_euclid(1000) as i64)
    }

    const fn an_hour(self) -> Self {
        unit(Measure::Speed, self.thousandths / 1000)
    }
}

const fn unit(measure: Measure, thousandths: i64) -> Unit {
    Unit { measure, thousandths }
}

const fn money(code: &'static str) -> Unit {
    unit(Measure::Money(code), 1000)
}

const METRE: Unit = unit(Measure::Length, 1000);
const KILOMETRE: Unit = unit(Measure::Length, 1_000_000);
const MILE: Unit = unit(Measure::Length, 1_609_344);
const HOUR: Unit = unit(Measure::Duration, 3_600_000);
const MINUTE: Unit = unit(Measure::Duration, 60_000);
const SECOND: Unit = unit(Measure::Duration, 1000);
const DAY: i64 = 86_400_000;
const YEAR: i64 = 31_557_600_000;

static FRENCH: LazyLock<Lexicon<Unit>> = LazyLock::new(|| Lexicon::of(FRENCH_ROWS));
static ENGLISH: LazyLock<Lexicon<Unit>> = LazyLock::new(|| Lexicon::of(ENGLISH_ROWS));
static SYMBOLS: LazyLock<Lexicon<Unit>> = LazyLock::new(|| Lexicon::of(SYMBOL_ROWS));

const FRENCH_ROWS: &[(Unit, &str)] = &[
    (unit(Measure::Share, 10), "pourcent pourcents"),
    (unit(Measure::Points, 1000), "point points"),
    (money("EUR"), "euro euros"),
    (unit(Measure::Money("EUR"), 10), "centime centimes"),
    (money("USD"), "dollar dollars"),
    (money("JPY"), "yen yens"),
    (money("CNY"), "yuan yuans"),
    (money("RUB"), "rouble roubles"),
    (money("INR"), "roupie roupies"),
    (money("franc"), "franc francs"),
    (money("dinar"), "dinar dinars"),
    (money("dirham"), "dirham dirhams"),
    (money("peso"), "peso pesos"),
    (money("couronne"), "couronne couronnes"),
    (unit(Measure::Length, 1), "millimetre millimetres"),
    (unit(Measure::Length, 10), "centimetre centimetres"),
    (METRE, "metre metres"),
    (KILOMETRE, "kilometre kilometres"),
    (MILE, "mile miles"),
    (unit(Measure::Length, 1_852_000), "mille milles"),
    (unit(Measure::Area, 10_000_000), "hectare hectares"),
    (unit(Measure::Volume, 1000), "litre litres"),
    (unit(Measure::Volume, 100_000), "hectolitre hectolitres"),
    (unit(Measure::Mass, 1), "gramme grammes"),
    (unit(Measure::Mass, 1000), "kilo kilos kilogramme kilogrammes"),
    (unit(Measure::Mass, 1_000_000), "tonne tonnes"),
    (unit(Measure::Celsius, 1000), "degre degres"),
    (SECOND, "seconde secondes"),
    (MINUTE, "minute minutes"),
    (HOUR, "heure heures"),
    (unit(Measure::Duration, DAY), "jour jours journee journees"),
    (unit(Measure::Duration, 7 * DAY), "semaine semaines"),
    (unit(Measure::Duration, YEAR / 12), "mois"),
    (unit(Measure::Duration, YEAR / 4), "trimestre trimestres"),
    (unit(Measure::Duration, YEAR / 2), "semestre semestres"),
    (unit(Measure::Duration, YEAR), "an ans annee annees"),
    (unit(Measure::Duration, 10 * YEAR), "decennie decennies"),
    (unit(Measure::Duration, 100 * YEAR), "siecle siecles"),
    (unit(Measure::Energy, 1_000_000), "kilowattheure kilowattheures"),
    (unit(Measure::Energy, 1_000_000_000), "megawattheure megawattheures"),
    (unit(Measure::Energy, 1_000_000_000_000), "gigawattheure gigawattheures"),
    (unit(Measure::Energy, 1_000_000_000_000_000), "terawattheure terawattheures"),
    (unit(Measure::Power, 1000), "watt watts"),
    (unit(Measure::Power, 1_000_000), "kilowatt kilowatts"),
    (unit(Measure::Power, 1_000_000_000), "megawatt megawatts"),
    (unit(Measure::Power, 1_000_000_000_000), "gigawatt gigawatts"),
];

const ENGLISH_ROWS: &[(Unit, &str)] = &[
    (unit(Measure::Share, 10), "percent"),
    (money("EUR"), "euro euros"),
    (money("USD"), "dollar dollars"),
    (money("GBP"), "quid"),
    (money("JPY"), "yen"),
    (money("CNY"), "yuan"),
    (money("RUB"), "rouble roubles ruble rubles"),
    (money("INR"), "rupee rupees"),
    (money("franc"), "franc francs"),
    (METRE, "metre metres meter meters"),
    (unit(Measure::Length, 10), "centimetre centimetres centimeter centimeters"),
    (KILOMETRE, "kilometre kilometres kilometer kilometers"),
    (MILE, "mile miles"),
    (unit(Measure::Length, 305), "foot feet"),
    (unit(Measure::Area, 10_000_000), "hectare hectares"),
    (unit(Measure::Area, 4_046_856), "acre acres"),
    (unit(Measure::Volume, 1000), "litre litres liter liters"),
    (unit(Measure::Mass, 1000), "kilo kilos kilogram kilograms"),
    (unit(Measure::Mass, 1), "gram grams"),
    (unit(Measure::Mass, 1_000_000), "tonne tonnes"),
    (unit(Measure::Celsius, 1000), "degree degrees"),
    (SECOND, "second seconds"),
    (MINUTE, "minute minutes"),
    (HOUR, "hour hours"),
    (unit(Measure::Duration, DAY), "day days"),
    (unit(Measure::Duration, 7 * DAY), "week weeks"),
    (unit(Measure::Duration, YEAR / 12), "month months"),
    (unit(Measure::Duration, YEAR), "year years"),
    (unit(Measure::Duration, 10 * YEAR), "decade decades"),
    (unit(Measure::Duration, 100 * YEAR), "century centuries"),
    (unit(Measure::Speed, 1609), "mph"),
];

const SYMBOL_ROWS: &[(Unit, &str)] = &[
    (unit(Measure::Share, 10), "%"),
    (unit(Measure::Share, 1), "‰"),
    (money("EUR"), "€ EUR"),
    (money("USD"), "$ USD"),
    (money("GBP"), "£ GBP"),
    (money("JPY"), "¥ JPY"),
    (money("CHF"), "CHF"),
    (unit(Measure::Length, 1), "mm"),
    (unit(Measure::Length, 10), "cm"),
    (METRE, "m"),
    (KILOMETRE, "km"),
    (METRE.squared(), "m2"),
    (KILOMETRE.squared(), "km2"),
    (METRE.cubed(), "m3"),
    (unit(Measure::Area, 10_000_000), "ha"),
    (unit(Measure::Volume, 1), "ml mL"),
    (unit(Measure::Volume, 10), "cl cL"),
    (unit(Measure::Volume, 1000), "l L"),
    (unit(Measure::Volume, 100_000), "hl hL"),
    (unit(Measure::Mass, 1), "g"),
    (unit(Measure::Mass, 1000), "kg"),
    (unit(Measure::Mass, 1_000_000), "t"),
    (unit(Measure::Duration, 1000), "s"),
    (MINUTE, "min mn"),
    (HOUR, "h"),
    (unit(Measure::Energy, 1_000_000), "kWh"),
    (unit(Measure::Energy, 1_000_000_000), "MWh"),
    (unit(Measure::Energy, 1_000_000_000_000), "GWh"),
    (unit(Measure::Energy, 1_000_000_000_000_000), "TWh"),
    (unit(Measure::Power, 1_000_000), "kW"),
    (unit(Measure::Power, 1_000_000_000), "MW"),
    (unit(Measure::Power, 1_000_000_000_000), "GW"),
    (unit(Measure::Data, 1_000_000_000), "Mo MB"),
    (unit(Measure::Data, 1_000_000_000_000), "Go GB"),
    (unit(Measure::Data, 1_000_000_000_000_000), "To TB"),
];

/// The currency sign that touches the number from the left: `$12`.
pub(super) fn before(galley: &Galley<'_>, at: usize) -> Option<Unit> {
    let sign = at.wrapping_sub(1);
    galley.mark(sign).filter(|mark| "€$£¥".contains(*mark))?;
    galley.is_glued(at).then(|| SYMBOLS.get(galley.printed(sign)))?
}

/// The unit that starts at this token, and the token after it.
pub(super) fn at_token(galley: &Galley<'_>, at: usize) -> Option<(Unit, usize)> {
    if matches!((galley.word(at), galley.word(at + 1)), ("pour" | "per", "cent")) {
        return Some((unit(Measure::Share, 10), at + 2));
    }
    if matches!((galley.word(at), galley.word(at + 1)), ("pour", "mille")) {
        return Some((unit(Measure::Share, 1), at + 2));
    }
    if galley.mark(at) == Some('°') {
        return degrees(galley, at);
    }
    let (found, end) = word_or_symbol(galley, at)?;
    if galley.joins(end, &['-']) && galley.is_word(end + 1) && galley.word(end + 1) != "heure" {
        return None;
    }
    Some(modified(galley, found, end))
}

fn word_or_symbol(galley: &Galley<'_>, at: usize) -> Option<(Unit, usize)> {
    let word = galley.word(at);
    let words = match galley.tongue {
        Tongue::French => &FRENCH,
        Tongue::English => &ENGLISH,
    };
    if let Some(found) = words.get(word).filter(|_| word.len() > 1) {
        return Some((found, at + 1));
    }
    if word == "livres" && galley.word(at + 1) == "sterling" {
        return Some((money("GBP"), at + 2));
    }
    let symbol = SYMBOLS.get(galley.printed(at))?;
    let initial = galley.printed(at).len() == 1 && galley.mark(at + 1) == Some('.') && galley.is_capital(at + 2) && galley.is_capital(at);
    (!initial).then_some((symbol, at + 1))
}

/// `20 °C`, `20°`; not the `45°N` of a map.
fn degrees(galley: &Galley<'_>, at: usize) -> Option<(Unit, usize)> {
    if !galley.is_glued(at + 1) || !galley.is_word(at + 1) && !galley.is_digits(at + 1) {
        return Some((unit(Measure::Celsius, 1000), at + 1));
    }
    match galley.printed(at + 1) {
        "C" => Some((unit(Measure::Celsius, 1000), at + 2)),
        "F" => Some((unit(Measure::Fahrenheit, 1000), at + 2)),
        _ => None,
    }
}

/// `mètres carrés`, `km²`, `kilomètres par heure`, `francs suisses`.
fn modified(galley: &Galley<'_>, found: Unit, end: usize) -> (Unit, usize) {
    let (first, second) = (galley.word(end), galley.word(end + 1));
    match (found.measure, first, second) {
        (Measure::Length, "carre" | "carres", _) => return (found.squared(), end + 1),
        (Measure::Length, "cube" | "cubes", _) => return (found.cubed(), end + 1),
        (Measure::Length, "par" | "per" | "an", "heure" | "hour") => return (found.an_hour(), end + 2),
        (Measure::Length, "a", "l'") if galley.word(end + 2) == "heure" => return (found.an_hour(), end + 3),
        (Measure::Money("franc"), "suisse" | "suisses", _) => return (money("CHF"), end + 1),
        (Measure::Money("franc"), "cfa", _) => return (money("XOF"), end + 1),
        (Measure::Money("USD"), "canadien" | "canadiens", _) => return (money("CAD"), end + 1),
        (Measure::Money("USD"), "australien" | "australiens", _) => return (money("AUD"), end + 1),
        (Measure::Money("USD"), "americain" | "americains" | "us", _) | (Measure::Celsius, "celsius", _) => return (found, end + 1),
        (Measure::Celsius, "fahrenheit", _) => return (unit(Measure::Fahrenheit, 1000), end + 1),
        _ => (),
    }
    match (found.measure, galley.mark(end)) {
        (Measure::Length, Some('²')) => (found.squared(), end + 1),
        (Measure::Length, Some('³')) => (found.cubed(), end + 1),
        (Measure::Length, Some('/' | '-')) if matches!(galley.word(end + 1), "h" | "heure") => (found.an_hour(), end + 2),
        (Measure::Length, Some('/')) if galley.word(end + 1) == "s" => (unit(Measure::Speed, found.thousandths * 36 / 10), end + 2),
        _ => (found, end),
    }
}
