//! The words English counts with.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use super::number::Part::{self, Collective, Demi, Fraction, Great, Hundred, Small, Ten};

pub(super) static NUMERALS: LazyLock<Lexicon<Part>> = LazyLock::new(|| Lexicon::of(ROWS));

const ROWS: &[(Part, &str)] = &[
    (Small(0), "zero"),
    (Small(1), "one a an"),
    (Small(2), "two"),
    (Small(3), "three"),
    (Small(4), "four"),
    (Small(5), "five"),
    (Small(6), "six"),
    (Small(7), "seven"),
    (Small(8), "eight"),
    (Small(9), "nine"),
    (Small(10), "ten"),
    (Small(11), "eleven"),
    (Small(12), "twelve"),
    (Small(13), "thirteen"),
    (Small(14), "fourteen"),
    (Small(15), "fifteen"),
    (Small(16), "sixteen"),
    (Small(17), "seventeen"),
    (Small(18), "eighteen"),
    (Small(19), "nineteen"),
    (Ten(20), "twenty"),
    (Ten(30), "thirty"),
    (Ten(40), "forty"),
    (Ten(50), "fifty"),
    (Ten(60), "sixty"),
    (Ten(70), "seventy"),
    (Ten(80), "eighty"),
    (Ten(90), "ninety"),
    (Hundred, "hundred"),
    (Great(3), "thousand"),
    (Great(6), "million"),
    (Great(9), "billion"),
    (Great(12), "trillion"),
    (Collective(10), "tens"),
    (Collective(12), "dozen dozens"),
    (Collective(20), "scores"),
    (Collective(100), "hundreds"),
    (Collective(1000), "thousands"),
    (Collective(1_000_000), "millions"),
    (Collective(1_000_000_000), "billions"),
    (Demi, "half halves"),
    (Fraction(3), "third thirds"),
    (Fraction(4), "quarter quarters"),
    (Fraction(5), "fifth fifths"),
    (Fraction(6), "sixth sixths"),
    (Fraction(7), "seventh sevenths"),
    (Fraction(8), "eighth eighths"),
    (Fraction(10), "tenth tenths"),
    (Fraction(100), "hundredth hundredths"),
    (Fraction(1000), "thousandth thousandths"),
];

/// Words that never name what is counted: they end the reading after a number.
pub(super) const STOPS: &str = "\
    a about above across after again against ago all almost along already also although always am among an and any are around as at away \
    back be because been before behind being below between beyond both but by came can could did do does done down due during each either \
    else ever every few for from had has have he her here hers him his how however i if in instead into is it its itself just last late later less \
    like made may me might more most much must my near never next no nor not now of off on once one only onto or other our out outside \
    over past per plus s said same say says she should since so some soon still such than that the their them then there these they \
    this those though through throughout thus times to today together tomorrow too toward towards under until up upon us versus via vs was we \
    were what when where which while who whom whose why will with within without would yesterday yet you your apiece altogether \
    overnight everywhere perhaps rises runs wins falls gets makes takes remains seems gmt utc est edt";

/// What stands before a noun without being it.
pub(super) const BEFORE_NOUN: &str =
    "other new young small large big further additional extra more old former first last main long full whole";

pub(super) const MONTHS: &str = "january february march april may june july august september october november december \
    jan feb mar apr jun jul aug sep sept oct nov dec";
pub(super) const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";

/// What announces a year.
pub(super) const BEFORE_YEAR: &str =
    "in since of by until from during early late mid year spring summer autumn winter fall season before after around circa the to";

/// A bare number after one of these is a label, not a count.
pub(super) const LABELS: &str = "\
    article articles page pages p chapter chapters section sections number numbers no flight line channel level phase stage version season \
    episode act volume part platform gate room route highway interstate unit reactor resolution category group rule bill class title step \
    tier zone pier block apartment suite floor grade figure table lot case type model mark district ward amendment proposition area psalm \
    division league formula exit runway track row seat box";

/// Streets: the number before one is an address.
pub(super) const STREETS: &str = "street road avenue lane drive boulevard square st rd ave blvd";

pub(super) const BEFORE_CLOCK: &str = "at by until before since around from till";
pub(super) const AFTER_CLOCK: &str = "am pm o gmt utc est edt";
