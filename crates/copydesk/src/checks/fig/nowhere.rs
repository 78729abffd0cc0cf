//! FIG-105 · A figure that the body does not have
//!
//! **What it catches.** A toll, a sum, a share or another telling number of the headline or the standfirst that stands nowhere in the body, neither so nor rounded, nor as a sum or difference of what stands there.
//! **Why it matters.** Who clicks on a number looks for it, and for who says it.
//! **Remedy.** Tell it in the body with its source, or take it out of the headline.
//!
//! # Un chiffre que le texte n’a pas
//!
//! **Ce qu’il relève.** Un bilan, une somme, une part ou un autre nombre parlant du titre ou du chapô qui n’est nulle part dans le texte, ni tel quel, ni arrondi, ni comme somme ou différence de ce qui s’y trouve.
//! **Pourquoi.** Qui clique sur un nombre le cherche, et cherche qui le dit.
//! **Remède.** Dites-le dans le texte avec sa source, ou retirez-le du titre.

use manuscript::Said;

use super::figures::Placed;
use super::headlines::{Judged, Verdict, judged};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::passage::Role;
use crate::reading::Reading;

const CODE: Code = "FIG-105";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Un chiffre que le texte n’a pas",
    title_en: "A figure that the body does not have",
    severity: Severity::Warning,
    harm: 80,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let all = judged(reading);
    let nowhere: Vec<&Judged<'_>> = all.iter().filter(|judged| matches!(judged.verdict, Verdict::Nowhere)).collect();
    let again = |at: usize| nowhere[..at].iter().any(|before| before.head.has_value_of(&nowhere[at].head));
    (0..nowhere.len())
        .filter(|at| !again(*at))
        .map(|at| told(&nowhere[at].head))
        .collect()
}

fn told(head: &Placed<'_>) -> Finding {
    let place = if head.role() == Role::Description {
        ("de la description", "of the description")
    } else if head.role() == Role::Standfirst {
        ("du chapô", "of the standfirst")
    } else {
        ("du titre", "of the headline")
    };
    let said = Said::new(
        format!(
            "« {} » {} n’est nulle part dans le texte : dites-le avec sa source, ou retirez-le",
            head.text(),
            place.0
        ),
        format!(
            "“{}” {} stands nowhere in the body: tell it with its source, or take it out",
            head.text(),
            place.1
        ),
    );
    Finding::new(CODE, head.span(), said)
}
