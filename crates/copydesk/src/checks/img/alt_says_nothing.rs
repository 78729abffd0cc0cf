//! IMG-503 · Alternative text that says nothing
//!
//! **What it catches.** An alternative text that is the name of a file, one bare word such as *image*, or that begins with *photo de*.
//! **Why it matters.** A screen reader says “picture” already; the name of a file says nothing at all.
//! **Remedy.** Say what is seen, without “picture of”.
//!
//! # Texte de remplacement qui ne dit rien
//!
//! **Ce qu’il relève.** Un texte de remplacement qui est un nom de fichier, un mot seul comme *image*, ou qui commence par *photo de*.
//! **Pourquoi.** Un lecteur d’écran dit déjà « image » ; un nom de fichier ne dit rien du tout.
//! **Remède.** Dites ce qu’on voit, sans « photo de ».

use manuscript::Said;

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "IMG-503";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Texte de remplacement qui ne dit rien",
    title_en: "Alternative text that says nothing",
    severity: Severity::Note,
    harm: 15,
    reads: Reads::Whole(find),
};

const OPENINGS: [&str; 16] = [
    "photo de ",
    "photo d’",
    "photo d'",
    "photographie de ",
    "photographie d’",
    "image de ",
    "image d’",
    "image d'",
    "illustration de ",
    "cliché de ",
    "photo of ",
    "picture of ",
    "image of ",
    "photograph of ",
    "une photo de ",
    "une image de ",
];

const WORDS: [&str; 10] = [
    "photo",
    "image",
    "illustration",
    "picture",
    "img",
    "portrait",
    "logo",
    "photographie",
    "sans titre",
    "untitled",
];

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = shots(reading.copy);
    all.iter().filter_map(judged).collect()
}

fn judged(shot: &Shot<'_>) -> Option<Finding> {
    let alt = shot.picture.alt.trim().to_lowercase();
    let is_file = shot.file().is_some_and(|file| file.to_lowercase() == alt) || has_ending(&alt) || is_camera(&alt);
    let opening = OPENINGS.iter().find(|opening| alt.starts_with(*opening));
    if alt.is_empty() || !(is_file || WORDS.contains(&alt.as_str()) || opening.is_some()) {
        return None;
    }
    let said = Said::new(
        "ce texte de remplacement ne dit rien : dites ce qu’on voit, sans « photo de »",
        "this alternative text says nothing: say what is seen, without “picture of”",
    );
    Some(Finding::new(CODE, shot.alt(), said))
}

fn has_ending(alt: &str) -> bool {
    let ends = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".tif", ".tiff", ".heic"];
    !alt.contains(' ') && ends.iter().any(|end| alt.ends_with(end))
}

/// `IMG_2041`, `DSC00012`.
fn is_camera(alt: &str) -> bool {
    let rest = ["img", "dsc", "dscn", "dscf", "p10", "pxl"]
        .iter()
        .find_map(|start| alt.strip_prefix(start));
    rest.is_some_and(|rest| rest.len() >= 3 && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, '_' | '-')))
}
