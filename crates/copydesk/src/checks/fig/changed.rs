//! FIG-111 · A figure changed since the published version
//!
//! **What it catches.** A toll, a number of people or of jobs whose value stands no more in the text while the published version had it: *29 morts* then, *31 morts* now.
//! **Why it matters.** Readers have read the other one: an update says so, and a correction says why.
//! **Remedy.** Say in the text that the toll has changed, and since when; choose the nature of the version accordingly.
//!
//! # Un chiffre modifié depuis la version publiée
//!
//! **Ce qu’il relève.** Un bilan, un nombre de gens ou d’emplois dont la valeur n’est plus dans le texte, alors que la version publiée l’avait : *29 morts* alors, *31 morts* maintenant.
//! **Pourquoi.** Les lecteurs ont lu l’autre : une mise à jour le dit, un rectificatif dit pourquoi.
//! **Remède.** Dites dans le texte que le bilan a changé, et depuis quand ; choisissez la nature de la version en conséquence.

use manuscript::Said;

use super::figures::{Kin, Placed, figures_in, in_body};
use super::lattice::{Relation, relation};
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::passage::Role;
use crate::reading::Reading;

const CODE: Code = "FIG-111";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Un chiffre modifié depuis la version publiée",
    title_en: "A figure changed since the published version",
    severity: Severity::Note,
    harm: 58,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let Some(previous) = &reading.previous else {
        return Vec::new();
    };
    let before: Vec<Placed<'_>> = figures_in(previous, &[Role::Body, Role::Heading]).filter(is_followed).collect();
    let now: Vec<Placed<'_>> = in_body(reading).into_iter().filter(is_followed).collect();
    let is_new = |placed: &&Placed<'_>| !before.iter().any(|old| placed.has_value_of(old));
    let changed = now
        .iter()
        .filter(is_new)
        .filter_map(|placed| Some((placed, former(placed, &before, &now)?)));
    changed.map(|(placed, former)| told(placed, former)).collect()
}

fn is_followed(placed: &Placed<'_>) -> bool {
    placed.class().is_some_and(|class| class != crate::quantity::Class::Other) && placed.quantity.part_of.is_none()
}

/// What it was, if that is gone now.
fn former<'a>(placed: &Placed<'_>, before: &'a [Placed<'a>], now: &[Placed<'_>]) -> Option<&'a Placed<'a>> {
    let gone = |old: &&Placed<'_>| !now.iter().any(|other| other.has_value_of(old) && other.kin(old) == Kin::Same);
    let same = before
        .iter()
        .filter(|old| placed.kin(old) == Kin::Same && relation(placed, old, 0) != Relation::Agree);
    same.into_iter().find(gone)
}

fn told(placed: &Placed<'_>, former: &Placed<'_>) -> Finding {
    let said = Said::new(
        format!("la version publiée disait « {} » : dites que le chiffre a changé", former.text()),
        format!("the published version said “{}”: say that the figure has changed", former.text()),
    );
    Finding::new(CODE, placed.span(), said)
}
