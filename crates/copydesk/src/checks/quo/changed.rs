//! QUO-210 · Quotation changed since the published version
//!
//! **What it catches.** A quotation that the published version had in other words: anything but typography, or a cut marked `[…]`.
//! **Why it matters.** Nobody says a sentence twice: one of the two is not what was said, and the first one is public.
//! **Remedy.** Put the words back as they were said; if the first version was wrong, publish a correction that says so.
//!
//! # Citation modifiée depuis la version publiée
//!
//! **Ce qu’il relève.** Une citation que la version publiée donnait en d’autres mots : autre chose que la typographie, ou qu’une coupe marquée `[…]`.
//! **Pourquoi.** On ne dit pas deux fois la même phrase : l’une des deux n’a pas été dite, et la première est publique.
//! **Remède.** Remettez les mots tels qu’ils ont été dits ; si la première version avait tort, publiez un rectificatif qui le dit.

use std::sync::Arc;

use manuscript::Said;

use super::said::{Known, Quoted, quoted_in};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::line::Line;
use crate::reading::Reading;
use crate::words::likeness;

const CODE: Code = "QUO-210";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation modifiée depuis la version publiée",
    title_en: "Quotation changed since the published version",
    severity: Severity::Warning,
    harm: 95,
    reads: Reads::Whole(find),
};

/// Below this likeness two quotations are two quotations.
const ALIKE: f64 = 0.6;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let Some(previous) = &reading.previous else {
        return Vec::new();
    };
    let before = Known::new(quoted(previous));
    let now = Known::new(quoted(&reading.lines));
    let changed = now.iter().filter(|quoted| !before.hold(quoted));
    changed
        .filter_map(|quoted| Some(told(quoted, former(quoted, &before, &now)?)))
        .collect()
}

fn quoted(lines: &[Arc<Line>]) -> Vec<Quoted<'_>> {
    lines
        .iter()
        .flat_map(|line| quoted_in(line))
        .filter(|quoted| quoted.words.len() >= 4)
        .collect()
}

/// The quotation that it was, if it is still nowhere as it was.
fn former<'a>(quoted: &Quoted<'_>, before: &'a Known<'a>, now: &Known<'_>) -> Option<&'a Quoted<'a>> {
    let shared = (quoted.words.len() as f64 * ALIKE).ceil() as usize;
    let like = before
        .near(quoted, shared)
        .map(|old| (likeness(quoted.words, old.words), old))
        .filter(|(likeness, old)| *likeness >= ALIKE && !now.hold(old));
    like.max_by(|(a, _), (b, _)| a.total_cmp(b)).map(|(_, old)| old)
}

fn told(quoted: &Quoted<'_>, former: &Quoted<'_>) -> Finding {
    let old = former.text();
    let said = Said::new(
        format!("cette citation a changé : la version publiée dit « {old} »"),
        format!("this quotation has changed: the published version says “{old}”"),
    );
    let edit = Edit {
        span: Span::new(&quoted.line.passage.spot, quoted.range.clone()),
        new: old.to_owned(),
    };
    Finding::new(CODE, Span::new(&quoted.line.passage.spot, quoted.range.clone()), said).mended(
        Said::new(
            "remettre les mots de la version publiée",
            "put back the words of the published version",
        ),
        Applicability::Maybe,
        vec![edit],
    )
}
