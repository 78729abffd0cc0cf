//! What the desk finds of what was planted: recall by kind, precision by family.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use copydesk::{Context, CopyEditor, Finding, House, Severity, Span, checks};

use super::chance::Chance;
use super::clean::Clean;
use super::{Beside, Kind, Planted, family_of, kinds};

/// In how many copies a fault of each kind is planted.
const COPIES: usize = 40;
/// How often chance is asked before a kind is given up.
const TRIES: usize = 40 * COPIES;

/// A part of a whole that was counted.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Share {
    pub(crate) right: usize,
    pub(crate) all: usize,
}

impl Share {
    pub(crate) fn value(self) -> f64 {
        if self.all == 0 { 1.0 } else { self.right as f64 / self.all as f64 }
    }

    fn count(&mut self, is_right: bool) {
        self.all += 1;
        self.right += usize::from(is_right);
    }
}

/// What came of a kind.
pub(crate) struct Outcome {
    pub(crate) kind: Kind,
    pub(crate) recall: Share,
    /// In how many different ways: clean copy has few places for some kinds.
    pub(crate) ways: BTreeSet<(String, Span, String)>,
    /// What was written where nothing was found.
    pub(crate) missed: Vec<String>,
}

impl Outcome {
    pub(crate) fn share_found(&self) -> f64 {
        self.recall.value()
    }
}

/// What came of everything that was planted.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) kinds: Vec<Outcome>,
    pub(crate) precision: BTreeMap<&'static str, Share>,
    /// Notes where nothing was planted.
    pub(crate) notes: BTreeMap<&'static str, usize>,
    /// What was found where nothing was planted: code, words, article.
    pub(crate) false_alarms: Vec<String>,
}

impl Sheet {
    /// Recall of all kinds of a family together.
    pub(crate) fn recall(&self, family: &str) -> Share {
        let of_family = self.kinds.iter().filter(|outcome| outcome.kind.family() == family);
        of_family.fold(Share::default(), |sum, outcome| Share {
            right: sum.right + outcome.recall.right,
            all: sum.all + outcome.recall.all,
        })
    }

    pub(crate) fn precision(&self, family: &str) -> Share {
        self.precision.get(family).copied().unwrap_or_default()
    }

    /// A line for each kind, then one for each family.
    pub(crate) fn table(&self) -> String {
        let mut table = String::new();
        for outcome in &self.kinds {
            let (name, share) = (outcome.kind.name, outcome.recall);
            let codes = outcome.kind.codes.join(" ");
            let first = outcome
                .missed
                .first()
                .map(|missed| format!("  not found: {missed}"))
                .unwrap_or_default();
            let _ = writeln!(
                table,
                "{codes:<16} {name:<40} {:>3}/{:<3} {:.2} {:>3} ways{first}",
                share.right,
                share.all,
                share.value(),
                outcome.ways.len()
            );
        }
        for family in ["TYP", "SPE", "FIG", "QUO", "REP", "IMG", "HSE"] {
            let (recall, precision) = (self.recall(family), self.precision(family));
            let _ = writeln!(
                table,
                "{family}: recall {:.3} of {}, precision {:.3} of {}, {} notes beside",
                recall.value(),
                recall.all,
                precision.value(),
                precision.all,
                self.notes.get(family).copied().unwrap_or_default()
            );
        }
        table
    }
}

/// Plants each kind whose check is registered in forty copies, and reads them.
pub(crate) fn measured(clean: &[Clean]) -> Sheet {
    let mut sheet = Sheet::default();
    for kind in kinds() {
        if kind.codes.iter().any(|code| checks::named(code).is_some()) {
            let outcome = of_kind(kind, clean, &mut sheet);
            sheet.kinds.push(outcome);
        }
    }
    sheet
}

fn of_kind(kind: Kind, clean: &[Clean], sheet: &mut Sheet) -> Outcome {
    let mut outcome = Outcome {
        kind,
        recall: Share::default(),
        ways: BTreeSet::new(),
        missed: Vec::new(),
    };
    for turn in 0..TRIES {
        if outcome.recall.all == COPIES {
            break;
        }
        let article = &clean[turn % clean.len()];
        let mut copy = article.copy.clone();
        let Some(planted) = kind.plant(&mut copy, &mut Chance::seeded(turn as u64)) else {
            continue;
        };
        let context = Context {
            previous: (kind.beside == Beside::Published).then_some(&article.copy),
            published_at: article.published,
            ..Context::default()
        };
        let findings = CopyEditor::default().read(&copy, &context, &House::default());
        let is_found = findings.iter().any(|finding| is_it(finding, &planted));
        outcome.recall.count(is_found);
        let span = Span::new(&planted.spot, planted.range.clone());
        let written = copydesk::fixes::words_at(&copy, &span);
        outcome.ways.insert((article.name.clone(), span, written));
        if !is_found {
            outcome.missed.push(around(&copy, &planted));
        }
        sheet.weigh(&findings, &planted, (&copy, &article.name));
    }
    outcome
}

impl Sheet {
    /// A warning of any family is right where the fault is, and a false alarm elsewhere. Notes are counted apart.
    fn weigh(&mut self, findings: &[Finding], planted: &Planted, (copy, name): (&manuscript::Copy, &str)) {
        for finding in findings.iter().filter(|finding| finding.proposal.is_none()) {
            let is_right = touches(finding, planted);
            if finding.severity == Severity::Note && !is_right {
                *self.notes.entry(family_of(finding.code)).or_default() += 1;
                continue;
            }
            self.precision.entry(family_of(finding.code)).or_default().count(is_right);
            if !is_right {
                let words = copydesk::fixes::words_at(copy, &finding.primary);
                self.false_alarms
                    .push(format!("{} “{words}” in {name}, where {} was planted", finding.code, planted.kind));
            }
        }
    }
}

fn is_it(finding: &Finding, planted: &Planted) -> bool {
    planted.codes.contains(&finding.code) && touches(finding, planted)
}

/// Whether a finding, its related places or its fixes touch what was planted.
fn touches(finding: &Finding, planted: &Planted) -> bool {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.span);
    let related = finding.related.iter().map(|related| &related.span);
    let mut spans = std::iter::once(&finding.primary).chain(related).chain(edits);
    spans.any(|span| is_at(span, planted))
}

fn is_at(span: &Span, planted: &Planted) -> bool {
    span.spot == planted.spot && span.start <= planted.range.end && planted.range.start <= span.end
}

/// What was written, and some words around it.
fn around(copy: &manuscript::Copy, planted: &Planted) -> String {
    let passages = copydesk::passages(copy);
    let Some(passage) = passages.iter().find(|passage| passage.spot == planted.spot) else {
        return format!("{:?}", planted.spot);
    };
    let start = passage.text[..planted.range.start]
        .char_indices()
        .rev()
        .nth(20)
        .map_or(0, |(at, _)| at);
    let end = passage.text[planted.range.end..].char_indices().nth(20);
    let end = end.map_or(passage.text.len(), |(at, _)| planted.range.end + at);
    passage.text[start..end].to_owned()
}
