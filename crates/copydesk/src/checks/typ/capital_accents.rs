//! TYP-22 · Accents on capitals
//!
//! **What it catches.** `Etat`, `Ecole`, `Egypte`, `Ile-de-France`, `Ca` at the head of a sentence, and `A` there where `À` is meant.
//! **Why it matters.** Capitals carry their accents in French: without them a word is misspelt, and sometimes another word.
//! **Remedy.** The accent. For `A`, look: a mark is not a preposition. Names of people are left to those who bear them.
//!
//! # Accents sur les capitales
//!
//! **Ce qu’il relève.** `Etat`, `Ecole`, `Egypte`, `Ile-de-France`, `Ca` en tête de phrase, et `A` là où il faut `À`.
//! **Pourquoi.** En français, la capitale porte l’accent : sans lui, le mot est mal écrit, et parfois c’en est un autre.
//! **Remède.** L’accent. Pour `A`, regardez : une note n’est pas une préposition. Les prénoms sont laissés à ceux qui les portent.

use manuscript::Said;

use super::gaps::letter_after;
use super::signs::{begins_sentence, is_french, word_after, word_before};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::lexicon::Lexicon;
use crate::line::Line;
use crate::tokens::{Kind, Token, is_apostrophe};

const CODE: Code = "TYP-22";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Accents sur les capitales",
    title_en: "Accents on capitals",
    severity: Severity::Warning,
    harm: 40,
    reads: Reads::Passage(find),
};

/// Words that begin with an accent that is often left out.
const ACCENTED: &[&str] = &[
    "Ébauche",
    "Éboulement",
    "Éboulements",
    "Éboueurs",
    "Écart",
    "Écarts",
    "Échange",
    "Échanges",
    "Échapper",
    "Échappée",
    "Échec",
    "Échecs",
    "Échelle",
    "Échos",
    "Éclairage",
    "Éclipse",
    "Écluse",
    "École",
    "Écoles",
    "Écolier",
    "Écoliers",
    "Écologie",
    "Écologique",
    "Écologiste",
    "Écologistes",
    "Économie",
    "Économies",
    "Économique",
    "Économiques",
    "Économiste",
    "Écosse",
    "Écossais",
    "Écoutez",
    "Écran",
    "Écrans",
    "Écrire",
    "Écrit",
    "Écriture",
    "Écrivain",
    "Écrivains",
    "Écrivez",
    "Édimbourg",
    "Éditeur",
    "Éditeurs",
    "Éducation",
    "Édition",
    "Éditions",
    "Égal",
    "Également",
    "Égalité",
    "Église",
    "Églises",
    "Égypte",
    "Égyptien",
    "Égyptiens",
    "Égyptienne",
    "Élaboration",
    "Élargissement",
    "Élection",
    "Élections",
    "Électeurs",
    "Électricité",
    "Élevage",
    "Éleveurs",
    "Élève",
    "Élèves",
    "Élu",
    "Élue",
    "Élus",
    "Élysée",
    "Élysées",
    "Émirats",
    "Émission",
    "Émissions",
    "Émeute",
    "Émeutes",
    "Énergie",
    "Énergies",
    "Énorme",
    "Énormément",
    "Épargne",
    "Épernay",
    "Épidémie",
    "Épinal",
    "Époque",
    "Épreuve",
    "Épreuves",
    "Équateur",
    "Équilibre",
    "Équipe",
    "Équipes",
    "Équipement",
    "Équipements",
    "Érythrée",
    "Établissement",
    "Établissements",
    "Étaient",
    "Était",
    "Étampes",
    "Étang",
    "Étangs",
    "Étant",
    "Étape",
    "Étapes",
    "État",
    "États",
    "Été",
    "Éthiopie",
    "Éthiopien",
    "Éthiopiens",
    "Étoile",
    "Étoiles",
    "Étranger",
    "Étrangers",
    "Étrangères",
    "Étretat",
    "Étude",
    "Études",
    "Étudiant",
    "Étudiants",
    "Évaluation",
    "Évasion",
    "Événement",
    "Événements",
    "Évêque",
    "Évian",
    "Évidemment",
    "Évitez",
    "Éviter",
    "Évolution",
    "Évolutions",
    "Évreux",
    "Évry",
    "Île",
    "Îles",
    "Âme",
    "Être",
    "Êtes",
    "Évènement",
    "Évènements",
];

/// Words that are English too: they want a French word beside them.
const ENGLISH_TOO: &[&str] = &[
    "Education",
    "Edition",
    "Editions",
    "Election",
    "Elections",
    "Emission",
    "Emissions",
    "Evaluation",
    "Evasion",
    "Evolution",
    "Eclipse",
    "Ile",
];

/// What stands before them in French.
const FRENCH_BEFORE: &[&str] = &[
    "les",
    "des",
    "une",
    "la",
    "cette",
    "aux",
    "ces",
    "nos",
    "leurs",
    "notre",
    "votre",
    "leur",
    "nouvelle",
    "première",
    "deuxième",
    "Les",
    "Des",
    "Une",
    "La",
    "Cette",
    "mon",
    "son",
];

/// What follows `À` at the head of a sentence.
const AFTER_A: &[&str] = &[
    "la", "l’", "l'", "ce", "cet", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "un", "une", "partir", "propos", "cause", "noter",
    "savoir", "suivre", "lire", "peine", "travers", "moins", "nouveau", "quoi", "qui", "quel", "quelle", "quelques", "ceux", "celui",
    "défaut", "terme", "ma", "mon", "mes", "notre", "nos", "votre", "vos", "côté", "droite", "gauche",
];

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_french(line) || !line.text().contains(['E', 'I', 'A', 'C']) {
        return Vec::new();
    }
    let words = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
    let capitals = words.filter(|(_, token)| line.words_of(token).contains(['E', 'I', 'A', 'C']));
    capitals
        .filter(|(_, token)| !house.knows(line.words_of(token)))
        .filter_map(|(at, token)| of_word(line, at, token))
        .collect()
}

fn of_word(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    match line.words_of(token) {
        "A" => preposition(line, at, token),
        "Ca" => pronoun(line, at, token),
        "Age" if word_before(line, at) == Some("Moyen") => Some(told(line, token, "Âge").safely(token.range(), "Âge")),
        word => {
            let listed = accented(word).filter(|_| reads_as_french(line, at, token));
            let mended = listed.or_else(|| stands_in_french(line, at, token).then(|| accented_by_the_lexicon(word))?)?;
            Some(told(line, token, &mended).safely(token.range(), mended))
        }
    }
}

/// "Evenements": a common noun that the dictionary knows by one form only, with its capital accented.
fn accented_by_the_lexicon(word: &str) -> Option<String> {
    let is_capitalised = word.len() > 3 && word.starts_with(['E', 'I', 'A', 'O', 'U']) && word.chars().skip(1).all(char::is_lowercase);
    // First names that are forms of verbs too.
    let is_name = matches!(word, "Elise" | "Elisa" | "Elie" | "Eloi" | "Emile" | "Eve" | "Edith");
    let mended = (is_capitalised && !is_name).then(|| Lexicon::french().accented(word))??;
    let is_common = Lexicon::french().knows(&mended.to_lowercase());
    (is_common && mended.starts_with(|c: char| !c.is_ascii())).then_some(mended)
}

/// The word with its accents, part by part: `Saint-Etienne` is a name of a place, `Etats-Unis` too.
fn accented(word: &str) -> Option<String> {
    if matches!(word, "Saint-Etienne" | "Saint-Etienne-du-Rouvray") {
        return Some(word.replace("Etienne", "Étienne"));
    }
    let mended: String = word.split_inclusive('-').map(accented_part).collect();
    (mended != word).then_some(mended)
}

fn accented_part(part: &str) -> String {
    let word = part.strip_suffix('-').unwrap_or(part);
    let is_same = |known: &&&str| known.get(2..) == word.get(1..) && word.starts_with(plain(known));
    let known = ACCENTED.iter().find(is_same).filter(|_| word.len() > 2);
    known.map_or_else(|| part.to_owned(), |known| format!("{known}{}", &part[word.len()..]))
}

/// The first letter without its accent.
fn plain(word: &str) -> char {
    match word.chars().next() {
        Some('Î') => 'I',
        Some('Â') => 'A',
        _ => 'E',
    }
}

fn reads_as_french(line: &Line, at: usize, token: &Token) -> bool {
    let word = line.words_of(token);
    if !ENGLISH_TOO.contains(&word) {
        return !word_before(line, at).is_some_and(|before| matches!(before, "of" | "the" | "The" | "for" | "and"));
    }
    stands_in_french(line, at, token)
}

/// At the head of a sentence, or behind an article, and not before a name.
fn stands_in_french(line: &Line, at: usize, token: &Token) -> bool {
    let before = word_before(line, at);
    let next_is_name = word_after(line, at).is_some_and(|next| next.starts_with(char::is_uppercase));
    let begins = begins_sentence(line, token.start) && !next_is_name;
    begins || before.is_some_and(|before| before.ends_with(is_apostrophe) || FRENCH_BEFORE.contains(&before))
}

/// `A la suite`, `A Paris,`: at the head of a sentence only.
fn preposition(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let space = line.tokens.get(at + 1).filter(|space| space.kind == Kind::Space)?;
    let next = line.tokens.get(at + 2).filter(|next| next.is_spoken())?;
    let word = line.words_of(next);
    let is_place = word.starts_with(char::is_uppercase) && word.len() > 2 && is_followed_in_lower_case(line, next);
    let is_time = next.kind == Kind::Digits && word_after(line, at + 2).is_some_and(|word| matches!(word, "h" | "ans" | "heures" | "h30"));
    let is_meant = AFTER_A.contains(&word) || is_place || is_time;
    let begins = begins_sentence(line, token.start) && !line.text()[..token.start].trim_end().ends_with('-');
    (begins && is_meant && line.words_of(space) != "\n").then(|| told(line, token, "À").maybe(token.range(), "À"))
}

/// "A Paris, …", "A Lyon la …": a title of a work goes on in capitals.
fn is_followed_in_lower_case(line: &Line, token: &Token) -> bool {
    let rest = &line.text()[token.end..];
    let behind = rest.trim_start_matches(crate::tokens::is_space);
    rest.starts_with(',') || (behind.len() < rest.len() && behind.starts_with(char::is_lowercase) && !behind.starts_with("of "))
}

/// `Ca va`, `Ca y est`.
fn pronoun(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    let next = word_after(line, at)?;
    let is_meant = letter_after(line.text(), token.end).is_some_and(crate::tokens::is_space) && next.starts_with(char::is_lowercase);
    (is_meant && begins_sentence(line, token.start)).then(|| told(line, token, "Ça").safely(token.range(), "Ça"))
}

fn told(line: &Line, token: &Token, mended: &str) -> Finding {
    let said = Said::new(
        format!("la capitale porte l’accent en français : écrivez « {mended} »"),
        format!("capitals carry their accents in French: write “{mended}”"),
    );
    line.found(CODE, token.range(), said)
}
