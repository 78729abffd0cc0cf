//! IMG-505 · Credit malformed, or in capitals
//!
//! **What it catches.** A credit in capitals, with *crédit :* in front, a slash without its spaces, a full stop behind, or a place where pictures are found (*Google*, *Facebook*, *Internet*) instead of somebody.
//! **Why it matters.** A credit is a name: it is read, cited and paid as it is printed.
//! **Remedy.** Write *First name Last name / Agency*.
//!
//! # Crédit mal formé, ou en capitales
//!
//! **Ce qu’il relève.** Un crédit en capitales, précédé de *crédit :*, avec une barre sans ses espaces, un point final, ou un lieu où l’on trouve des images (*Google*, *Facebook*, *Internet*) au lieu de quelqu’un.
//! **Pourquoi.** Un crédit est un nom : il est lu, cité et payé comme il est imprimé.
//! **Remède.** Écrivez *Prénom Nom / Agence*.

use manuscript::Said;

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity};
use crate::house::House;
use crate::reading::Reading;

const CODE: Code = "IMG-505";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Crédit mal formé, ou en capitales",
    title_en: "Credit malformed, or in capitals",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Whole(find),
};

const PLACES: [&str; 9] = [
    "google",
    "google images",
    "internet",
    "facebook",
    "instagram",
    "twitter",
    "web",
    "wikipedia",
    "wikipédia",
];
const LABELS: [&str; 7] = ["crédit", "credit", "crédits", "credits", "crédit photo", "photo credit", "source"];

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = shots(reading.copy);
    all.iter().filter_map(|shot| judged(shot, reading.house)).collect()
}

fn judged(shot: &Shot<'_>, house: &House) -> Option<Finding> {
    let credit = shot.picture.credit.trim();
    let bare = credit.trim_start_matches(['©', ' ', '\u{a0}', '\u{202f}']).trim();
    if !bare.chars().any(char::is_alphabetic) {
        return None;
    }
    if PLACES.contains(&bare.to_lowercase().as_str()) {
        return Some(told(
            shot,
            Said::new(
                "ce n’est pas un auteur : dites qui a fait l’image",
                "this is no author: say who made the picture",
            ),
        ));
    }
    let formed = well_formed(credit, house);
    (formed != set_off(credit)).then(|| mended(shot, formed))
}

/// The credit as the house writes it: no label, names in their capitals, a slash between two spaces, no full stop.
fn well_formed(credit: &str, house: &House) -> String {
    let label = credit
        .split_once(':')
        .filter(|(label, _)| LABELS.contains(&label.trim().to_lowercase().as_str()));
    let named = label.map_or(credit, |(_, name)| name.trim());
    let is_abbreviated = |text: &str| text.rsplit(['.', ' ']).nth(1).is_some_and(|last| last.chars().count() <= 2);
    let named = if is_abbreviated(named) {
        named
    } else {
        named.strip_suffix('.').unwrap_or(named)
    };
    if named.contains("://") {
        return named.to_owned();
    }
    let slashed: Vec<String> = named.split('/').map(|part| in_its_case(part.trim_matches(' '), house)).collect();
    set_off(&slashed.join(" / "))
}

/// A space that does not break behind the sign: typography has its own check for it, and says the same.
fn set_off(credit: &str) -> String {
    match credit.strip_prefix('©') {
        Some(name) => format!("©\u{a0}{}", name.trim_start_matches(['\u{a0}', '\u{202f}', ' '])),
        None => credit.to_owned(),
    }
}

/// A name of two words or more in capitals gets its small letters; an agency keeps its own.
fn in_its_case(name: &str, house: &House) -> String {
    let shouted = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 2 && word.chars().all(|c| !c.is_lowercase());
    let bare = name.trim_start_matches(['©', ' ', '\u{a0}', '\u{202f}']);
    let is_shouted = bare.split([' ', '\u{a0}']).count() > 1 && bare.split([' ', '\u{a0}']).filter(|word| shouted(word)).count() > 1;
    if !is_shouted || house.is_agency(bare) {
        return name.to_owned();
    }
    name.split(' ')
        .map(|word| {
            if house.is_agency(word) {
                word.to_owned()
            } else {
                capitalised(word)
            }
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn capitalised(word: &str) -> String {
    let mut begins = true;
    word.chars()
        .flat_map(|letter| {
            let shown: Vec<char> = if begins { vec![letter] } else { letter.to_lowercase().collect() };
            begins = !letter.is_alphabetic();
            shown
        })
        .collect()
}

fn mended(shot: &Shot<'_>, formed: String) -> Finding {
    let span = shot.credit();
    let title = Said::new(format!("écrire « {formed} »"), format!("write “{formed}”"));
    let edit = Edit { span, new: formed };
    let message = Said::new(
        "un crédit s’écrit « Prénom Nom / Agence », sans capitales ni étiquette : vérifiez le nom",
        "a credit is written “First name Last name / Agency”, without capitals or a label: check the name",
    );
    told(shot, message).mended(title, Applicability::Maybe, vec![edit])
}

fn told(shot: &Shot<'_>, message: Said) -> Finding {
    Finding::new(CODE, shot.credit(), message)
}
