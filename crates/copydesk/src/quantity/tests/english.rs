//! Figures in English.

use super::all_read_as;
use crate::quantity::Tongue;

#[test]
fn figures_are_read_in_english() {
    all_read_as(Tongue::English, COPY);
}

const COPY: &[(&str, &str)] = &[
    ("29 killed", "29 ⟨29 killed⟩ Exact Dead:killed"),
    ("killed 29 people", "29 ⟨29 people⟩ Exact Dead:person"),
    ("29 people were killed", "29 ⟨29 people⟩ Exact Dead:person"),
    (
        "At least 29 people died in the fire.",
        "29 ⟨At least 29 people⟩ AtLeast Dead:person",
    ),
    (
        "The attack killed at least 29 people, leaving 200 injured.",
        "29 ⟨at least 29 people⟩ AtLeast Dead:person | 200 ⟨200 injured⟩ Exact Wounded:injured",
    ),
    (
        "29 people killed and 200 injured",
        "29 ⟨29 people killed⟩ Exact Dead:person+killed | 200 ⟨200 injured⟩ Exact Wounded:injured",
    ),
    (
        "29 dead, including three children",
        "29 ⟨29 dead⟩ Exact Dead:dead | 3 ⟨three children⟩ Exact People:child of#0",
    ),
    (
        "200 injured, 10 of them seriously",
        "200 ⟨200 injured⟩ Exact Wounded:injured | 10 ⟨10 of them⟩ Exact Wounded:injured~ of#0",
    ),
    ("12 people are missing", "12 ⟨12 people⟩ Exact Missing:person"),
    (
        "two police officers were wounded",
        "2 ⟨two police officers⟩ Exact Wounded:officer+police",
    ),
    ("Police arrested 45 protesters.", "45 ⟨45 protesters⟩ Exact Arrested:protester"),
    (
        "120,000 ethnic Armenians",
        "120000 ⟨120,000 ethnic Armenians⟩ Exact People:armenian+ethnic",
    ),
    (
        "one hundred and twenty thousand refugees",
        "120000 ⟨one hundred and twenty thousand refugees⟩ Exact Displaced:refugee",
    ),
    ("twenty-nine civilians", "29 ⟨twenty-nine civilians⟩ Exact People:civilian"),
    ("a dozen people", "12 ⟨a dozen people⟩ About People:person"),
    ("two dozen soldiers", "24 ⟨two dozen soldiers⟩ About People:soldier"),
    ("dozens of people", "24..119 ⟨dozens of people⟩ Vague People:person"),
    (
        "hundreds of thousands of refugees",
        "200000..999999 ⟨hundreds of thousands of refugees⟩ Vague Displaced:refugee",
    ),
    (
        "several hundred protesters",
        "200..999 ⟨several hundred protesters⟩ Vague People:protester",
    ),
    ("a few dozen students", "24..119 ⟨a few dozen students⟩ Vague People:student"),
    ("half a million people", "500000 ⟨half a million people⟩ Exact People:person"),
    ("half of the voters", "0.5 ⟨half of the voters⟩ Exact Share×1 People:voter"),
    (
        "two thirds of lawmakers",
        "0.666666666666667 ⟨two thirds of lawmakers⟩ Exact Share×1 People:lawmaker",
    ),
    (
        "two-thirds of lawmakers",
        "0.666666666666667 ⟨two-thirds of lawmakers⟩ Exact Share×1 People:lawmaker",
    ),
    (
        "a third of voters",
        "0.333333333333333 ⟨a third of voters⟩ Exact Share×1 People:voter",
    ),
    (
        "one in three voters",
        "0.333333333333333 ⟨one in three voters⟩ Exact Share×1 People:voter",
    ),
    (
        "a quarter of the population",
        "0.25 ⟨a quarter of the population⟩ Exact Share×1 Other:population",
    ),
    ("$12 million", "12000000 ⟨$12 million⟩ Exact Money(\"USD\")×1 Money:usd"),
    ("€3.5bn", "3500000000 ⟨€3.5bn⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("£300m", "300000000 ⟨£300m⟩ Exact Money(\"GBP\")×1 Money:gbp"),
    ("$1.2 trillion", "1200000000000 ⟨$1.2 trillion⟩ Exact Money(\"USD\")×1 Money:usd"),
    ("3.5 million euros", "3500000 ⟨3.5 million euros⟩ Exact Money(\"EUR\")×1 Money:eur"),
    ("12 percent", "12 ⟨12 percent⟩ Exact Share×0.01"),
    ("12 per cent of voters", "12 ⟨12 per cent of voters⟩ Exact Share×0.01 People:voter"),
    ("between 20 and 30 people", "20..30 ⟨between 20 and 30 people⟩ Range People:person"),
    ("20 to 30 people", "20..30 ⟨20 to 30 people⟩ Range People:person"),
    ("3-5%", "3..5 ⟨3-5%⟩ Range Share×0.01"),
    ("nearly 300 workers", "300 ⟨nearly 300 workers⟩ Nearly People:worker"),
    ("almost 10,000 jobs", "10000 ⟨almost 10,000 jobs⟩ Nearly Jobs:job"),
    ("up to 500 troops", "500 ⟨up to 500 troops⟩ UpTo People:troop"),
    ("fewer than 100 people", "100 ⟨fewer than 100 people⟩ LessThan People:person"),
    ("more than 1,500 homes", "1500 ⟨more than 1,500 homes⟩ MoreThan Homes:home"),
    ("no more than 50 people", "50 ⟨no more than 50 people⟩ AtMost People:person"),
    ("as many as 40 people", "40 ⟨as many as 40 people⟩ UpTo People:person"),
    ("an estimated 2,000 people", "2000 ⟨an estimated 2,000 people⟩ About People:person"),
    (
        "roughly 60 tonnes of fuel",
        "60 ⟨roughly 60 tonnes of fuel⟩ About Mass×1000 Other:fuel",
    ),
    ("some 300 villagers", "300 ⟨some 300 villagers⟩ About People:villager"),
    ("about a dozen hostages", "12 ⟨about a dozen hostages⟩ About Detained:hostage"),
    ("no deaths were reported", "0 ⟨no deaths⟩ Exact Dead:death"),
    (
        "300 protesters injured two officers",
        "300 ⟨300 protesters⟩ Exact People:protester | 2 ⟨two officers⟩ Exact Wounded:officer",
    ),
    ("295 km", "295 ⟨295 km⟩ Exact Length×1000"),
    ("130 mph", "130 ⟨130 mph⟩ Exact Speed×1.609"),
    ("5,000 hectares", "5000 ⟨5,000 hectares⟩ Exact Area×10000"),
    ("two hours", "2 ⟨two hours⟩ Exact Duration×3600"),
    (
        "a million and a half people",
        "1500000 ⟨a million and a half people⟩ Exact People:person",
    ),
    ("over 3,000 homes", "3000 ⟨over 3,000 homes⟩ MoreThan Homes:home"),
    ("18 months", "18 ⟨18 months⟩ Exact Duration×2629800"),
    ("One person was killed.", "1 ⟨One person⟩ Exact Dead:person"),
    ("the death of 29 people", "29 ⟨29 people⟩ Exact Dead:person"),
    ("10,000 government jobs", "10000 ⟨10,000 government jobs⟩ Exact Jobs:job+government"),
];
