//! HSE-01 · Phrase that the house does not print
//!
//! **What it catches.** A phrase of `[[phrase]]` in the house file, in any case and with any apostrophe or space.
//! **Why it matters.** A house style that nobody can remember is not one; here it is data that reads along.
//! **Remedy.** Take the phrase that the house prefers, or write it another way. Quotations and agency copy are left as they are.
//!
//! # Tournure que la maison n’emploie pas
//!
//! **Ce qu’il relève.** Une tournure de `[[phrase]]` dans la marche de la maison, quelles que soient la casse, l’apostrophe ou l’espace.
//! **Pourquoi.** Une marche que personne ne retient n’en est pas une ; ici, elle relit avec vous.
//! **Remède.** Prenez la tournure préférée, ou écrivez autrement. Les citations et la copie d’agence restent telles quelles.

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::house::{House, Phrase};
use crate::line::Line;

pub(crate) const CODE: Code = "HSE-01";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Tournure que la maison n’emploie pas",
    title_en: "Phrase that the house does not print",
    severity: Severity::Note,
    harm: 20,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !line.passage.is_in_sentences() || !line.passage.tongue.is_french() {
        return Vec::new();
    }
    let found = house.avoided.found_in(line).into_iter().filter_map(|(number, range, before)| {
        let phrase = &house.phrases[number];
        let is_right = before.is_some_and(|before| phrase.unless_after.contains(&before));
        (!is_right && !line.is_quoted(range.start)).then(|| told(line, phrase, range))
    });
    found.collect()
}

fn told(line: &Line, phrase: &Phrase, range: std::ops::Range<usize>) -> Finding {
    let written = &line.text()[range.clone()];
    let why = |why: &Option<String>| why.as_ref().map_or_else(String::new, |why| format!(" : {why}"));
    let (fr, en) = match &phrase.prefer {
        Some(prefer) => (
            format!("la maison écrit « {prefer} », pas « {written} »{}", why(&phrase.why_fr)),
            format!(
                "the house writes “{prefer}”, not “{written}”{}",
                why(&phrase.why_en).replace(" :", ":")
            ),
        ),
        None => (
            format!("la maison n’écrit pas « {written} »{}", why(&phrase.why_fr)),
            format!("the house does not write “{written}”{}", why(&phrase.why_en).replace(" :", ":")),
        ),
    };
    let finding = Finding::new(CODE, Span::new(&line.passage.spot, range.clone()), Said::new(fr, en));
    match &phrase.prefer {
        Some(prefer) => finding.maybe(range, in_the_case_of(written, prefer)),
        None => finding,
    }
}

/// A capital where the writer had one.
fn in_the_case_of(written: &str, prefer: &str) -> String {
    let mut letters = prefer.chars();
    match (written.starts_with(char::is_uppercase), letters.next()) {
        (true, Some(first)) => first.to_uppercase().chain(letters).collect(),
        _ => prefer.to_owned(),
    }
}
