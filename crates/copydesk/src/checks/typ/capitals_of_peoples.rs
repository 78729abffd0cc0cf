//! TYP-23 · Capitals of peoples and of languages
//!
//! **What it catches.** A people in lower case (*les français ont voté*), and an adjective with a capital (*l’armée Française*).
//! **Why it matters.** French tells the people from the adjective and from the language by the capital.
//! **Remedy.** A capital for those who live there, none for the adjective and the language. The desk cannot be sure: look.
//!
//! # Majuscules des peuples et des langues
//!
//! **Ce qu’il relève.** Un peuple sans majuscule (*les français ont voté*), un adjectif qui en porte une (*l’armée Française*).
//! **Pourquoi.** Le français distingue par la majuscule le peuple de l’adjectif et de la langue.
//! **Remède.** La majuscule aux habitants, la minuscule à l’adjectif et à la langue. La relecture n’en est pas sûre : regardez.

use manuscript::Said;

use super::peoples::is_people;
use super::signs::{is_french, word_after, word_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;
use crate::passage::Role;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-23";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Majuscules des peuples et des langues",
    title_en: "Capitals of peoples and of languages",
    severity: Severity::Note,
    harm: 15,
    reads: Reads::Passage(find),
};

/// Nouns behind which a people is an adjective.
const NOUNS: &[&str] = &[
    "gouvernement",
    "armée",
    "armées",
    "président",
    "présidente",
    "présidence",
    "ministre",
    "ministère",
    "police",
    "presse",
    "équipe",
    "ambassade",
    "ambassadeur",
    "ambassadrice",
    "parlement",
    "justice",
    "économie",
    "banque",
    "banques",
    "entreprise",
    "entreprises",
    "société",
    "ville",
    "territoire",
    "marché",
    "diplomatie",
    "forces",
    "troupes",
    "soldats",
    "militaires",
    "frontière",
    "championnat",
    "fédération",
    "nationalité",
    "population",
    "peuple",
    "langue",
    "drapeau",
    "côte",
    "côtes",
    "sol",
    "constitution",
    "opinion",
    "autorités",
    "services",
    "journal",
    "quotidien",
    "chaîne",
    "groupe",
    "parti",
    "chancelier",
    "chancelière",
    "reine",
    "roi",
    "monnaie",
    "cuisine",
    "littérature",
    "cinéma",
    "culture",
    "révolution",
    "députés",
    "aviation",
];

/// What stands before a people: more than one of them.
const BEFORE: &[&str] = &[
    "les",
    "des",
    "aux",
    "ces",
    "quelques",
    "plusieurs",
    "certains",
    "certaines",
    "nos",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "dix",
    "Les",
    "Des",
    "Aux",
    "Quelques",
];

/// What a noun has behind it, and an adjective has not.
const BEHIND: &[&str] = &[
    "ont",
    "sont",
    "étaient",
    "avaient",
    "qui",
    "que",
    "se",
    "ne",
    "vont",
    "peuvent",
    "veulent",
    "doivent",
    "seront",
    "auront",
    "restent",
    "font",
    "votent",
    "pourront",
    "devront",
    "devraient",
    "pourraient",
    "souhaitent",
    "estiment",
    "pensent",
    "jugent",
    "affirment",
    "vivent",
    "attendent",
    "seraient",
    "auraient",
    "disent",
    "savent",
    "croient",
    "craignent",
    "réclament",
    "demandent",
    "n’",
    "s’",
    "n'",
    "s'",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    let is_prose = is_french(line) && line.passage.role() != Role::Alt;
    if !is_prose {
        return Vec::new();
    }
    let words = line
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.kind == Kind::Word && (4..=24).contains(&token.range().len()));
    words.filter_map(|(at, token)| of_word(line, at, token)).collect()
}

/// The cheap questions first: what stands before it, then whether it is a people.
fn of_word(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let (before, word) = (word_before(line, at)?, line.words_of(token));
    if word.starts_with(char::is_uppercase) {
        let is_adjective =
            NOUNS.contains(&before) && !word.chars().all(char::is_uppercase) && is_people(word) && !goes_on_as_name(line, at);
        return is_adjective.then(|| told(line, token, with_first(word, |c| c.to_lowercase().to_string())));
    }
    let counted = BEFORE.contains(&before) || before.bytes().all(|b| b.is_ascii_digit());
    let is_noun = counted && word.ends_with('s') && is_people(word) && stands_as_noun(line, at);
    is_noun.then(|| told(line, token, with_first(word, |c| c.to_uppercase().to_string())))
}

/// "journal Belge Le Soir": the name of something.
fn goes_on_as_name(line: &Line, at: usize) -> bool {
    word_after(line, at).is_some_and(|word| word.starts_with(char::is_uppercase))
}

fn stands_as_noun(line: &Line, at: usize) -> bool {
    let rest = line.text()[line.tokens[at].end..].trim_start_matches(crate::tokens::is_space);
    let ends = rest.is_empty() || rest.starts_with(['.', ':', ';', '!', '?', '»', ')']);
    ends || word_after(line, at).is_some_and(|word| BEHIND.contains(&word))
}

fn with_first(word: &str, cased: fn(char) -> String) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", cased(first), letters.as_str()))
}

fn told(line: &Line, token: &Token, mended: String) -> Finding {
    let said = if mended.starts_with(char::is_uppercase) {
        Said::new(
            format!("les habitants prennent la majuscule : écrivez « {mended} »"),
            format!("in French, a people takes a capital: write “{mended}”"),
        )
    } else {
        Said::new(
            format!("l’adjectif de nationalité n’a pas de majuscule : écrivez « {mended} »"),
            format!("in French, an adjective of nationality takes no capital: write “{mended}”"),
        )
    };
    line.found(CODE, token.range(), said).maybe(token.range(), mended)
}
