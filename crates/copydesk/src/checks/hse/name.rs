//! HSE-02 · Name in a spelling that is not the house’s
//!
//! **What it catches.** A variant of `[[name]]` in the house file: one place, one person, two spellings.
//! **Why it matters.** Readers who search, and readers who doubt, take two spellings for two things.
//! **Remedy.** Take the preferred spelling; in a quotation of a written text, leave the writer's.
//!
//! # Nom dans une graphie qui n’est pas celle de la maison
//!
//! **Ce qu’il relève.** Une variante de `[[name]]` dans la marche de la maison : un lieu, une personne, deux graphies.
//! **Pourquoi.** Qui cherche, et qui doute, prend deux graphies pour deux choses.
//! **Remède.** Prenez la graphie préférée ; dans la citation d’un texte écrit, laissez celle de l’auteur.

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::house::House;
use crate::line::Line;

pub(crate) const CODE: Code = "HSE-02";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Nom dans une graphie qui n’est pas celle de la maison",
    title_en: "Name in a spelling that is not the house’s",
    severity: Severity::Note,
    harm: 35,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !line.passage.is_in_sentences() {
        return Vec::new();
    }
    let found = house.variants.found_in(line).into_iter().map(|(number, range, _)| {
        let preferred = &house.names[number].preferred;
        let written = &line.text()[range.clone()];
        let said = Said::new(
            format!("la maison écrit « {preferred} », pas « {written} »"),
            format!("the house writes “{preferred}”, not “{written}”"),
        );
        Finding::new(CODE, Span::new(&line.passage.spot, range.clone()), said).maybe(range, preferred.clone())
    });
    found.collect()
}
