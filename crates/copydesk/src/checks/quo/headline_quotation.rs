//! QUO-202 · Quotation in the headline that nobody says in the body
//!
//! **What it catches.** Words between quotation marks in the headline, its other forms or the standfirst that stand in no quotation of the body.
//! **Why it matters.** The headline is what is shared: a quotation that nobody said is the gravest slip a headline can make.
//! **Remedy.** Quote what was said, or take the quotation marks away and say it in the paper’s words.
//!
//! # Citation du titre que personne ne dit dans le texte
//!
//! **Ce qu’il relève.** Des mots entre guillemets dans le titre, ses autres formes ou le chapô, qui ne sont dans aucune citation du texte.
//! **Pourquoi.** Le titre est ce qui se partage : une citation que personne n’a dite est la pire faute d’un titre.
//! **Remède.** Citez ce qui a été dit, ou retirez les guillemets et dites-le avec les mots du journal.

use std::sync::Arc;

use manuscript::{Kind, Said};

use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::line::Line;
use crate::passage::Role;
use crate::quotation::Quotation;
use crate::reading::Reading;
use crate::words::{Word, common, position_of};

const CODE: Code = "QUO-202";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Citation du titre que personne ne dit dans le texte",
    title_en: "Quotation in the headline that nobody says in the body",
    severity: Severity::Warning,
    harm: 92,
    reads: Reads::Whole(find),
};

/// A text of fewer words is no body in which anybody could say anything.
const NO_BODY: usize = 25;
/// Words of the longest title that is taken for one.
const MOST_OF_A_TITLE: usize = 8;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let bodies: Vec<&Arc<Line>> = reading.lines.iter().filter(|line| is_body(line)).collect();
    if bodies.iter().map(|line| line.words.len()).sum::<usize>() < NO_BODY {
        return Vec::new();
    }
    let heads = reading
        .lines
        .iter()
        .filter(|line| matches!(line.passage.role(), Role::Headline | Role::Standfirst));
    let below = Below {
        bodies: &bodies,
        kind: reading.copy.kind,
    };
    let mut found = Vec::new();
    for line in heads {
        let outermost = line
            .quotations
            .iter()
            .filter(|quotation| quotation.depth == 1 && quotation.is_closed);
        found.extend(outermost.filter_map(|quotation| judged(line, quotation, &below)));
    }
    found
}

fn is_body(line: &Line) -> bool {
    matches!(line.passage.role(), Role::Body | Role::Heading | Role::Caption)
}

/// What stands below a headline, and in what sort of article.
struct Below<'a> {
    bodies: &'a [&'a Arc<Line>],
    kind: Kind,
}

fn judged(line: &Line, quotation: &Quotation, below: &Below<'_>) -> Option<Finding> {
    let Below { bodies, kind } = *below;
    let words = line.words_in(&quotation.inner);
    if words.is_empty() || bodies.iter().any(|body| is_said_in(words, body)) {
        return None;
    }
    // One or two words are a nickname or a term: it is enough that the body knows them.
    if words.len() <= 2
        && bodies
            .iter()
            .any(|body| position_of(words, &body.words).is_some() || stems_are_in(line, words, body))
    {
        return None;
    }
    // A title is known by its capital, and the body may print it in italics.
    let is_title = quotation.words(line.text()).starts_with(char::is_uppercase) && words.len() <= MOST_OF_A_TITLE;
    if is_title && bodies.iter().any(|body| position_of(words, &body.words).is_some()) {
        return None;
    }
    // Who answers or argues is quoted in short: it is enough that the body says it in these words or near them.
    if matches!(kind, Kind::Interview | Kind::Opinion | Kind::Column | Kind::Analysis) && most_stems_are_in(line, words, bodies) {
        return None;
    }
    Some(told(line, quotation, nearest(words, bodies)))
}

/// Half of the longer words, by their stems, anywhere in the body.
fn most_stems_are_in(line: &Line, words: &[Word], bodies: &[&Arc<Line>]) -> bool {
    let telling: Vec<&Word> = words
        .iter()
        .filter(|word| line.text()[word.start..word.end].chars().count() >= 5)
        .collect();
    let known = telling
        .iter()
        .filter(|word| bodies.iter().any(|body| stems_are_in(line, std::slice::from_ref(**word), body)));
    known.count() * 2 >= telling.len()
}

/// Word for word in a quotation, or with what was cut inside it.
fn is_said_in(words: &[Word], body: &Line) -> bool {
    let whole = body.passage.is_quoted.then(|| position_of(words, &body.words).is_some());
    let quoted = body.quotations.iter().any(|said| {
        let inside = body.words_in(&said.inner);
        position_of(words, inside).is_some() || (words.len() >= 4 && common(words, inside) == words.len())
    });
    whole.unwrap_or_default() || quoted
}

/// "« ruiné »" in the headline, "« ruinés »" or "ruine" in the body.
fn stems_are_in(line: &Line, words: &[Word], body: &Line) -> bool {
    let stem = |text: &str| crate::folding::folded(text).chars().take(5).collect::<String>();
    words.iter().all(|word| {
        let own = stem(&line.text()[word.start..word.end]);
        body.words.iter().any(|other| stem(&body.text()[other.start..other.end]) == own)
    })
}

/// The quotation of the body that is most like it, if it is like it at all.
fn nearest<'a>(words: &[Word], bodies: &[&'a Arc<Line>]) -> Option<SaidBelow<'a>> {
    let all = bodies
        .iter()
        .flat_map(|body| body.quotations.iter().map(move |said| (&***body, said)));
    let like = all.map(|(body, said)| (common(words, body.words_in(&said.inner)), body, said));
    like.filter(|(count, ..)| *count * 2 > words.len())
        .max_by_key(|(count, ..)| *count)
        .map(|(_, line, quotation)| SaidBelow { line, quotation })
}

/// A quotation of the body.
struct SaidBelow<'a> {
    line: &'a Line,
    quotation: &'a Quotation,
}

fn told(line: &Line, quotation: &Quotation, nearest: Option<SaidBelow<'_>>) -> Finding {
    let spot = &line.passage.spot;
    let said = Said::new(
        "personne ne dit ces mots dans le texte : citez ce qui a été dit, ou retirez les guillemets",
        "nobody says these words in the body: quote what was said, or take the quotation marks away",
    );
    let finding = Finding::new(CODE, Span::new(spot, quotation.outer.clone()), said);
    let bare = Edit {
        span: Span::new(spot, quotation.outer.clone()),
        new: quotation.words(line.text()).to_owned(),
    };
    let finding = match nearest {
        Some(below) => finding.beside(
            Span::new(&below.line.passage.spot, below.quotation.outer.clone()),
            Said::new("ce que dit le texte", "what the body says"),
        ),
        None => finding,
    };
    finding.mended(
        Said::new("retirer les guillemets", "take the quotation marks away"),
        Applicability::Maybe,
        vec![bare],
    )
}
