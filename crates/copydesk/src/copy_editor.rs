//! The copy editor: reads a copy whole, or again after an edit, and keeps what it read of the passages that stayed.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use manuscript::{Copy, Spot};

use crate::check::{Check, Reads};
use crate::checks;
use crate::finding::{Finding, Severity, context_of};
use crate::house::House;
use crate::line::Line;
use crate::passage::{Passage, Role, Tongue, passages};
use crate::reading::{Context, Reading, Source};

/// Reads a copy once.
pub fn read(copy: &Copy, context: &Context<'_>, house: &House) -> Vec<Finding> {
    CopyEditor::default().read(copy, context, house)
}

/// Reads copies again and again: what did not change is not read twice, and the findings are the same.
#[derive(Debug, Default)]
pub struct CopyEditor {
    kept: HashMap<Arc<str>, Vec<Kept>>,
    turn: u64,
    house: u64,
}

/// A passage that was read, and what was found in it alone.
#[derive(Debug)]
struct Kept {
    passage: Passage,
    read: Arc<Line>,
    findings: Arc<Vec<Finding>>,
    turn: u64,
}

impl CopyEditor {
    /// Reads a copy; only passages that are new since the last time are read.
    pub fn read(&mut self, copy: &Copy, context: &Context<'_>, house: &House) -> Vec<Finding> {
        self.begin(house);
        let (lines, mut findings) = self.read_passages(with_closed(passages(copy), context.closed), house);
        let previous = context.previous.map(|copy| self.keep(passages(copy), house));
        let sources = self.keep(sources(context.sources, copy), house);
        let reading = Reading {
            copy,
            lines,
            previous,
            sources,
            context,
            house,
        };
        let by_spot: HashMap<&Spot, &Line> = reading.lines.iter().map(|line| (&line.passage.spot, &**line)).collect();
        for check in checks::all() {
            if let Reads::Whole(read) = check.reads {
                findings.extend(read(&reading).into_iter().filter(|finding| !is_foreign(finding, &by_spot)));
            }
        }
        for finding in &mut findings {
            keep_off_the_foreign(finding, &by_spot);
        }
        self.forget();
        settled(findings, &reading)
    }

    /// Another house reads everything anew.
    fn begin(&mut self, house: &House) {
        if self.house != house.edition() {
            self.kept.clear();
            self.house = house.edition();
        }
        self.turn += 1;
    }

    fn read_passages(&mut self, passages: Vec<Passage>, house: &House) -> (Vec<Arc<Line>>, Vec<Finding>) {
        let mut lines = Vec::with_capacity(passages.len());
        let mut findings = Vec::new();
        for passage in passages {
            let kept = self.kept(passage, house);
            lines.push(Arc::clone(&kept.read));
            findings.extend(kept.findings.iter().cloned());
        }
        (lines, findings)
    }

    fn keep(&mut self, passages: Vec<Passage>, house: &House) -> Vec<Arc<Line>> {
        passages
            .into_iter()
            .map(|passage| Arc::clone(&self.kept(passage, house).read))
            .collect()
    }

    fn kept(&mut self, passage: Passage, house: &House) -> &Kept {
        let turn = self.turn;
        let same_text = self.kept.entry(Arc::clone(&passage.text)).or_default();
        let index = same_text.iter().position(|kept| kept.passage == passage).unwrap_or_else(|| {
            let line = Line::of(passage.clone());
            let findings = alone(&line, house);
            same_text.push(Kept {
                passage,
                read: Arc::new(line),
                findings: Arc::new(findings),
                turn,
            });
            same_text.len() - 1
        });
        same_text[index].turn = turn;
        &same_text[index]
    }

    /// Passages that were not asked for in this turn are gone from the copy.
    fn forget(&mut self) {
        let turn = self.turn;
        self.kept.retain(|_, kept| {
            kept.retain(|kept| kept.turn == turn);
            !kept.is_empty()
        });
    }
}

fn sources(sources: &[Source], copy: &Copy) -> Vec<Passage> {
    let tongue = Tongue::of(&copy.language);
    let passages = sources.iter().enumerate().map(|(at, source)| Passage {
        spot: Spot::Source(at),
        text: source.text.as_str().into(),
        tongue,
        speaker: None,
        is_quoted: false,
        marked: Vec::new(),
        closed: Vec::new(),
    });
    passages.collect()
}

/// What the checks of single passages find in one.
fn alone(line: &Line, house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    if line.passage.role() == Role::Source {
        return findings;
    }
    for check in checks::all() {
        if let Reads::Passage(read) = check.reads {
            findings.extend(
                read(line, house)
                    .into_iter()
                    .filter(|finding| !line.is_passed_over(&finding.primary.range())),
            );
        }
    }
    findings
}

/// Passages with what is closed in them neither read nor mended.
fn with_closed(passages: Vec<Passage>, closed: &[(Spot, Range<usize>)]) -> Vec<Passage> {
    if closed.is_empty() {
        return passages;
    }
    let mut by_spot: HashMap<&Spot, Vec<Range<usize>>> = HashMap::new();
    for (spot, range) in closed {
        by_spot.entry(spot).or_default().push(range.clone());
    }
    let passages = passages.into_iter().map(|passage| match by_spot.get(&passage.spot) {
        Some(ranges) => passage.with_closed(ranges),
        None => passage,
    });
    passages.collect()
}

/// A fix that reaches into what is foreign is none.
fn keep_off_the_foreign(finding: &mut Finding, by_spot: &HashMap<&Spot, &Line>) {
    finding.fixes.retain(|fix| {
        fix.edits.iter().all(|edit| {
            let line = by_spot.get(&edit.span.spot);
            line.is_none_or(|line| !line.passage.is_cut_by(&edit.span.range()))
        })
    });
}

fn is_foreign(finding: &Finding, by_spot: &HashMap<&Spot, &Line>) -> bool {
    by_spot
        .get(&finding.primary.spot)
        .is_some_and(|line| line.passage.is_foreign(&finding.primary.range()))
}

/// The texts of some lines, each with its place among them.
fn places(lines: &[Arc<Line>]) -> HashMap<&Spot, (usize, &str)> {
    let lines = lines.iter().enumerate();
    lines.map(|(at, line)| (&line.passage.spot, (at, line.text()))).collect()
}

/// Severities by the house, contexts, dismissed ones left out, in the order of the copy.
fn settled(findings: Vec<Finding>, reading: &Reading<'_>) -> Vec<Finding> {
    let (place, beside) = (places(&reading.lines), places(&reading.sources));
    let dismissed: HashSet<(&str, &str)> = reading
        .context
        .dismissals
        .iter()
        .map(|dismissal| (dismissal.code.as_str(), dismissal.context.as_str()))
        .collect();
    let mut settled: Vec<(usize, Finding)> = Vec::with_capacity(findings.len());
    for mut finding in findings {
        let Some(severity) = severity_of(finding.code, reading) else {
            continue;
        };
        let (at, text) = place.get(&finding.primary.spot).copied().unwrap_or((usize::MAX, ""));
        finding.severity = severity;
        finding.context = context_of(&finding, text, |spot| {
            place.get(spot).or_else(|| beside.get(spot)).map_or("", |(_, text)| text)
        });
        if !dismissed.contains(&(finding.code, finding.context.as_str())) {
            settled.push((at, finding));
        }
    }
    settled.sort_by(|(a, left), (b, right)| {
        let key = |finding: &Finding| (finding.primary.start, finding.primary.end, finding.code);
        a.cmp(b).then_with(|| key(left).cmp(&key(right)))
    });
    settled.into_iter().map(|(_, finding)| finding).collect()
}

/// What the house says of a check, else what the check says of itself; nothing if it is switched off.
fn severity_of(code: &str, reading: &Reading<'_>) -> Option<Severity> {
    let own = checks::named(code).map(|check: &Check| check.severity)?;
    reading.house.severity(code, reading.context.section, own)
}
