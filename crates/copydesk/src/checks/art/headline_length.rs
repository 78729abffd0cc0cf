//! ART-04 · Headline longer than its slot
//!
//! **What it catches.** A headline, or one of its short, search, social and alert forms, or a description, with more characters than the house gives it (`[thresholds]`).
//! **Why it matters.** What does not fit is cut by a machine, in the middle of a word.
//! **Remedy.** Shorten it, or write the shorter form.
//!
//! # Titre plus long que sa place
//!
//! **Ce qu’il relève.** Un titre, ou l’une de ses formes courte, de recherche, de réseau et d’alerte, ou une description, avec plus de caractères que la maison ne lui en donne (`[thresholds]`).
//! **Pourquoi.** Ce qui dépasse est coupé par une machine, au milieu d’un mot.
//! **Remède.** Raccourcissez, ou écrivez la forme courte.

use manuscript::{Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity, Span};
use crate::house::Thresholds;
use crate::line::Line;
use crate::reading::Reading;

const CODE: Code = "ART-04";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Titre plus long que sa place",
    title_en: "Headline longer than its slot",
    severity: Severity::Warning,
    harm: 28,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    reading
        .lines
        .iter()
        .filter_map(|line| judged(line, &reading.house.thresholds))
        .collect()
}

fn judged(line: &Line, thresholds: &Thresholds) -> Option<Finding> {
    let most = match line.passage.spot {
        Spot::Headline => thresholds.headline,
        Spot::ShortHeadline => thresholds.short_headline,
        Spot::SearchHeadline => thresholds.search_headline,
        Spot::SocialHeadline => thresholds.social_headline,
        Spot::AlertHeadline => thresholds.alert_headline,
        Spot::Description => thresholds.description,
        _ => return None,
    } as usize;
    let (past, _) = line.text().char_indices().nth(most)?;
    let length = line.text().chars().count();
    let said = Said::new(
        format!("{length} signes, sa place en a {most} : ce qui dépasse sera coupé"),
        format!("{length} characters, its slot has {most}: what does not fit will be cut"),
    );
    Some(Finding::new(CODE, Span::new(&line.passage.spot, past..line.text().len()), said))
}
