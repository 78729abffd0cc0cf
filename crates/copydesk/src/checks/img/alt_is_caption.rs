//! IMG-501 · Alternative text equal to the caption
//!
//! **What it catches.** An alternative text that says what the caption says, word for word or nearly.
//! **Why it matters.** Who listens to the page hears it twice, and still does not know what is in the picture.
//! **Remedy.** Say what is seen in the alternative text; the caption says who, where and when.
//!
//! # Texte de remplacement identique à la légende
//!
//! **Ce qu’il relève.** Un texte de remplacement qui dit ce que dit la légende, mot pour mot ou presque.
//! **Pourquoi.** Qui écoute la page l’entend deux fois, et ne sait toujours pas ce que montre l’image.
//! **Remède.** Dites ce qu’on voit dans le texte de remplacement ; la légende dit qui, où et quand.

use manuscript::Said;

use super::shots::{Shot, shots};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::folding::folded;
use crate::reading::Reading;

const CODE: Code = "IMG-501";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Texte de remplacement identique à la légende",
    title_en: "Alternative text equal to the caption",
    severity: Severity::Warning,
    harm: 30,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = shots(reading.copy);
    all.iter()
        .filter(|shot| is_same(&shot.picture.alt, &shot.caption))
        .map(told)
        .collect()
}

/// Nine tenths of the runs of three letters in common.
fn is_same(alt: &str, caption: &str) -> bool {
    let (alt, caption) = (letters(alt), letters(caption));
    if alt.is_empty() || caption.is_empty() {
        return false;
    }
    let runs = |text: &[char]| text.windows(3).map(<[char]>::to_vec).collect::<std::collections::HashSet<_>>();
    let (left, right) = (runs(&alt), runs(&caption));
    alt == caption || left.intersection(&right).count() * 10 >= left.union(&right).count().max(1) * 9
}

fn letters(text: &str) -> Vec<char> {
    folded(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn told(shot: &Shot<'_>) -> Finding {
    let said = Said::new(
        "le texte de remplacement redit la légende : dites-y ce qu’on voit sur l’image",
        "the alternative text says the caption again: say there what is seen in the picture",
    );
    Finding::new(CODE, shot.alt(), said).beside(shot.caption(), Said::new("la légende", "the caption"))
}
