//! FIG-109 · A percentage of nothing
//!
//! **What it catches.** A share above a hundred of a whole (*120 % des électeurs*), or one that opens a paragraph without saying of what (*40 % ont voté oui*). Growth may pass a hundred.
//! **Why it matters.** A percentage without its whole is a number without a unit.
//! **Remedy.** Say of what.
//!
//! # Un pourcentage de rien
//!
//! **Ce qu’il relève.** Une part de plus de cent d’un tout (*120 % des électeurs*), ou qui ouvre un paragraphe sans dire de quoi (*40 % ont voté oui*). Une hausse peut passer cent.
//! **Pourquoi.** Un pourcentage sans son tout est un nombre sans unité.
//! **Remède.** Dites de quoi.

use manuscript::Said;

use super::figures::Placed;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::passage::Role;
use crate::quantity::Measure;
use crate::tokens::is_space;

const CODE: Code = "FIG-109";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Un pourcentage de rien",
    title_en: "A percentage of nothing",
    severity: Severity::Warning,
    harm: 62,
    reads: Reads::Passage(find),
};

const OF: [&str; 7] = ["des ", "du ", "de la ", "de l’", "de l'", "of the ", "of all "];

/// Beside them a percentage is a growth, a rate, a multiple.
const GROWTH: &str = "hauss augment progress croiss bond grimp recul baiss chut plus moins inflation taux rempli occup capacit surpopul remplissage rise rose increas grew growth jump up down rate surcharg multipli rendement production objectif quota budget";

const VERBS: [&str; 14] = [
    "ont",
    "sont",
    "estiment",
    "pensent",
    "disent",
    "déclarent",
    "souhaitent",
    "veulent",
    "vont",
    "have",
    "are",
    "think",
    "say",
    "want",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    let shares = line
        .quantities
        .iter()
        .filter(|quantity| quantity.unit.is_some_and(|unit| unit.measure == Measure::Share));
    shares.filter_map(|quantity| judged(&Placed { line, quantity })).collect()
}

fn judged(share: &Placed<'_>) -> Option<Finding> {
    let line = share.line;
    let after = line.text()[share.quantity.number.end..]
        .trim_start_matches(['%', ' ', '\u{a0}', '\u{202f}'])
        .to_lowercase();
    let after = after
        .strip_prefix("pour cent")
        .or_else(|| after.strip_prefix("percent"))
        .unwrap_or(&after)
        .trim_start_matches(is_space);
    let sentence = line.sentence_at(share.quantity.span.start);
    let around = line.text()[sentence.clone()].to_lowercase();
    let is_growth = GROWTH.split(' ').any(|stem| around.contains(stem));
    let is_too_much = share.range().0 > 1.0 && OF.iter().any(|of| after.starts_with(of)) && !is_growth;
    let opens = line.text()[..share.quantity.span.start].trim_matches(is_space).is_empty() && line.passage.role() == Role::Body;
    let verb = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_of_nothing = opens && VERBS.contains(&verb) && !is_growth && share.quantity.counted.is_none();
    (is_too_much || is_of_nothing).then(|| told(share, is_too_much))
}

fn told(share: &Placed<'_>, is_too_much: bool) -> Finding {
    let text = share.text();
    let said = if is_too_much {
        Said::new(format!("« {text} » : plus que le tout"), format!("“{text}”: more than the whole"))
    } else {
        Said::new(
            format!("« {text} » : de quoi ? dites le tout"),
            format!("“{text}”: of what? say the whole"),
        )
    };
    Finding::new(CODE, share.span(), said)
}
