//! QUO-221 · Quotation that is never closed
//!
//! **What it catches.** A quotation mark that opens and does not close in its paragraph, while the next one does not go on with it.
//! **Why it matters.** Everything after it is said by somebody, and nobody knows up to where.
//! **Remedy.** Close it where the speaker stops.
//!
//! # Citation jamais fermée
//!
//! **Ce qu’il relève.** Un guillemet qui s’ouvre et ne se ferme pas dans son paragraphe, alors que le suivant ne le continue pas.
//! **Pourquoi.** Tout ce qui suit est dit par quelqu’un, sans qu’on sache jusqu’où.
//! **Remède.** Fermez-le là où le locuteur s’arrête.

use std::sync::Arc;

use manuscript::Said;

use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::line::Line;
use crate::passage::Role;
use crate::quotation::Quotation;
use crate::reading::Reading;

const CODE: Code = "QUO-221";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation jamais fermée",
    title_en: "Quotation that is never closed",
    severity: Severity::Warning,
    harm: 65,
    reads: Reads::Whole(find),
};

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, line) in reading.lines.iter().enumerate().filter(|(_, line)| line.passage.is_prose()) {
        let next = reading.lines[at + 1..].iter().find(|next| next.passage.role() == Role::Body);
        let open = line
            .quotations
            .iter()
            .find(|quotation| !quotation.is_closed && quotation.mark != '"');
        found.extend(open.filter(|_| !goes_on(line, next)).map(|quotation| told(line, quotation)));
    }
    found
}

/// A quotation of several paragraphs opens each of them again.
fn goes_on(line: &Line, next: Option<&Arc<Line>>) -> bool {
    let again = next.is_some_and(|next| next.text().trim_start().starts_with(['«', '»', '“']));
    line.passage.role() == Role::Body && again
}

fn told(line: &Line, quotation: &Quotation) -> Finding {
    let spot = &line.passage.spot;
    let said = Said::new(
        "ce guillemet s’ouvre et ne se ferme pas : fermez-le là où la citation s’arrête",
        "this quotation mark opens and never closes: close it where the quotation stops",
    );
    let sign = quotation.outer.start..quotation.outer.start + quotation.mark.len_utf8();
    let close = if quotation.mark == '«' { "\u{a0}»" } else { "”" };
    let end = quotation.inner.end;
    let edit = Edit {
        span: Span::new(spot, end..end),
        new: close.to_owned(),
    };
    Finding::new(CODE, Span::new(spot, sign), said).mended(
        Said::new("fermer à la fin du paragraphe", "close it at the end of the paragraph"),
        Applicability::Maybe,
        vec![edit],
    )
}
