//! FIG-108 · Who is counted drifts
//!
//! **What it catches.** One and the same number that counts other people somewhere else: *120 000 civils* and *120 000 Arméniens*, *200 morts* and *200 blessés*.
//! **Why it matters.** The number is right and the sentence is wrong: the hardest slip to see.
//! **Remedy.** Go back to the source, and say everywhere who is counted.
//!
//! # Qui l’on compte change
//!
//! **Ce qu’il relève.** Un seul et même nombre qui compte d’autres gens ailleurs : *120 000 civils* et *120 000 Arméniens*, *200 morts* et *200 blessés*.
//! **Pourquoi.** Le nombre est juste et la phrase est fausse : la faute la plus difficile à voir.
//! **Remède.** Revenez à la source, et dites partout qui l’on compte.

use std::collections::HashMap;

use manuscript::Said;

use super::figures::{Kin, Placed, in_body};
use super::headlines::{Judged, Verdict, judged};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::reading::Reading;

const CODE: Code = "FIG-108";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Qui l’on compte change",
    title_en: "Who is counted drifts",
    severity: Severity::Warning,
    harm: 90,
    reads: Reads::Whole(find),
};

/// Below it two things may well be as many.
const TELLING: f64 = 1_000.0;
/// With how many equal numbers one is compared.
const MOST: usize = 40;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let heads = judged(reading);
    let drifting = heads.iter().filter_map(|judged| match judged {
        Judged {
            head,
            verdict: Verdict::Drifts(body),
        } => Some((*head, *body)),
        _ => None,
    });
    let mut found: Vec<Finding> = drifting.map(|(head, body)| told(&head, &body)).collect();
    let large: Vec<Placed<'_>> = in_body(reading).into_iter().filter(|placed| placed.range().0 >= TELLING).collect();
    // Only equal numbers are compared: by their value they are found at once.
    let mut met: HashMap<u64, Vec<&Placed<'_>>> = HashMap::new();
    for placed in &large {
        let same = met.entry(placed.range().0.to_bits()).or_default();
        let before = same
            .iter()
            .take(MOST)
            .find(|other| placed.has_value_of(other) && placed.kin(other) == Kin::Drifting);
        found.extend(before.map(|before| told(placed, before)));
        same.push(placed);
    }
    found
}

fn told(here: &Placed<'_>, there: &Placed<'_>) -> Finding {
    let said = Said::new(
        format!("« {} » ici, « {} » là : qui compte-t-on ?", here.text(), there.text()),
        format!("“{}” here, “{}” there: who is counted?", here.text(), there.text()),
    );
    Finding::new(CODE, here.span(), said).beside(there.span(), Said::new("là", "there"))
}
