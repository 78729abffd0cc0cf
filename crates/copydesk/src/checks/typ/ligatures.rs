//! TYP-09 · Ligatures œ and æ
//!
//! **What it catches.** *coeur*, *soeur*, *oeuvre*, *ex aequo*: words whose o and e, or a and e, are one letter.
//! **Why it matters.** It is a spelling mistake that only the keyboard excuses.
//! **Remedy.** œ and æ. *Coefficient*, *moelle*, *poêle* and their like are written apart and stay.
//!
//! # Ligatures œ et æ
//!
//! **Ce qu’il relève.** *coeur*, *soeur*, *oeuvre*, *ex aequo* : des mots où o et e, ou a et e, font une seule lettre.
//! **Pourquoi.** C’est une faute d’orthographe que seul le clavier excuse.
//! **Remède.** œ et æ. *Coefficient*, *moelle*, *poêle* et leurs semblables s’écrivent en deux lettres et restent.

use manuscript::Said;

use super::signs::is_french;
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::house::House;
use crate::lexicon::Lexicon;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-09";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Ligatures œ et æ",
    title_en: "Ligatures œ and æ",
    severity: Severity::Warning,
    harm: 40,
    reads: Reads::Passage(find),
};

/// Words whose vowels are tied, without accents and in lower case; a star stands for any ending.
const TIED: &[&str] = &[
    "coeur",
    "coeurs",
    "contrecoeur",
    "rancoeur",
    "rancoeurs",
    "choeur",
    "choeurs",
    "soeur",
    "soeurs",
    "soeurette",
    "consoeur",
    "consoeurs",
    "oeuvre",
    "oeuvres",
    "oeuvrer",
    "oeuvra",
    "oeuvrait",
    "oeuvraient",
    "oeuvrent",
    "oeuvré",
    "oeuvrant",
    "oeuvrera",
    "manoeuvr*",
    "désoeuvr*",
    "desoeuvr*",
    "oeil",
    "oeillet",
    "oeillets",
    "oeillade*",
    "oeillère*",
    "oeilleton*",
    "oeuf",
    "oeufs",
    "boeuf",
    "boeufs",
    "moeurs",
    "noeud",
    "noeuds",
    "voeu",
    "voeux",
    "écoeur*",
    "ecoeur*",
    "oesophag*",
    "foetus",
    "foetal*",
    "foetaux",
    "oedème*",
    "oedem*",
    "oecumén*",
    "oecumen*",
    "oenolog*",
    "oenotour*",
    "oenothèque*",
    "oedip*",
    "oestrogèn*",
    "oestrogen*",
    "coelacanthe*",
    "coeliaque*",
    "coelioscop*",
    "caecum",
    "naevus",
    "aequo",
];

fn find(line: &Line, house: &House) -> Vec<Finding> {
    let text = line.text();
    if !is_french(line) || !["oe", "Oe", "OE", "ae", "AE"].iter().any(|pair| text.contains(pair)) {
        return Vec::new();
    }
    let words = line.tokens.iter().filter(|token| token.kind == Kind::Word);
    words
        .filter(|word| !house.knows(line.words_of(word)))
        .filter_map(|word| of_word(line, word))
        .collect()
}

fn of_word(line: &Line, token: &Token) -> Option<Finding> {
    let word = line.words_of(token);
    let mut edits = Vec::new();
    let mut mended = String::new();
    let mut at = token.start;
    for part in word.split_inclusive(|c: char| !c.is_alphabetic()) {
        match pair_in(part).filter(|_| is_tied(part)) {
            Some((offset, tied)) => {
                let span = Span::new(&line.passage.spot, at + offset..at + offset + 2);
                edits.push(Edit {
                    span,
                    new: tied.to_owned(),
                });
                mended.extend([&part[..offset], tied, &part[offset + 2..]]);
            }
            None => mended.push_str(part),
        }
        at += part.len();
    }
    let said = || {
        Said::new(
            format!("« {word} » s’écrit avec une ligature : écrivez « {mended} »"),
            format!("“{word}” is written with a ligature: write “{mended}”"),
        )
    };
    let title = || Said::new(format!("écrire « {mended} »"), format!("write “{mended}”"));
    (!edits.is_empty()).then(|| line.found(CODE, token.range(), said()).mended(title(), Applicability::Safe, edits))
}

/// The first two vowels that may be one letter, and the letter.
fn pair_in(part: &str) -> Option<(usize, &'static str)> {
    let pairs = [("oe", "œ"), ("Oe", "Œ"), ("OE", "Œ"), ("ae", "æ"), ("Ae", "Æ"), ("AE", "Æ")];
    pairs.iter().find_map(|(apart, tied)| Some((part.find(apart)?, *tied)))
}

fn is_tied(part: &str) -> bool {
    let word = part.trim_end_matches(|c: char| !c.is_alphabetic());
    if !word.contains(['e', 'E']) {
        return false;
    }
    let lower = word.to_lowercase();
    let is_listed = TIED.iter().any(|tied| match tied.strip_suffix('*') {
        Some(stem) => lower.starts_with(stem),
        None => lower == *tied,
    });
    is_listed || (word == lower && is_tied_by_the_lexicon(word))
}

/// A word in small letters that the dictionary knows with its first pair tied, and not without.
fn is_tied_by_the_lexicon(word: &str) -> bool {
    let tied = pair_in(word).map(|(at, tied)| format!("{}{tied}{}", &word[..at], &word[at + 2..]));
    tied.is_some() && Lexicon::french().ligature(word) == tied
}
