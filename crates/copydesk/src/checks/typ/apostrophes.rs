//! TYP-06 · Straight or mixed apostrophes
//!
//! **What it catches.** Apostrophes that are straight, turned (‘) or accents, between letters: one finding for the whole copy, with their number.
//! **Why it matters.** Two kinds of apostrophe in one text are seen, and searches find only one of them.
//! **Remedy.** ’ everywhere, in one go. Primes behind digits and signs of transliteration stay.
//!
//! # Apostrophes droites ou mêlées
//!
//! **Ce qu’il relève.** Les apostrophes droites, retournées (‘) ou faites d’un accent, entre deux lettres : un seul signalement pour tout le texte, avec leur nombre.
//! **Pourquoi.** Deux sortes d’apostrophes dans un texte se voient, et la recherche n’en trouve qu’une.
//! **Remède.** ’ partout, en une fois. Les primes après des chiffres et les signes de translittération restent.

use manuscript::Said;

use super::gaps::{letter_after, letter_before};
use super::signs::is_written;
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::line::Line;
use crate::reading::Reading;

const CODE: Code = "TYP-06";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Apostrophes droites ou mêlées",
    title_en: "Straight or mixed apostrophes",
    severity: Severity::Warning,
    harm: 30,
    reads: Reads::Whole(find),
};

/// What stands where ’ belongs.
const WRONG: [char; 5] = ['\'', '‘', '´', '`', '′'];

/// What elides before a quotation or a number: `l'« affaire »`, `d'1`.
const ELIDED: &[&str] = &["l", "d", "qu", "n", "s", "j", "c", "m", "t", "lorsqu", "puisqu", "jusqu"];

/// How many of them are shown beside the first.
const SHOWN: usize = 3;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let mut wrong: Vec<Span> = Vec::new();
    let mut is_mixed = false;
    for line in reading.lines.iter().filter(|line| is_written(line)) {
        let here = line.text().match_indices(WRONG).filter(|(at, mark)| is_apostrophe(line, *at, mark));
        wrong.extend(here.map(|(at, mark)| Span::new(&line.passage.spot, at..at + mark.len())));
        is_mixed |= line.text().contains('’');
    }
    told(&wrong, is_mixed).into_iter().collect()
}

fn is_apostrophe(line: &Line, at: usize, mark: &str) -> bool {
    let text = line.text();
    let end = at + mark.len();
    let between = letter_before(text, at).is_some_and(char::is_alphabetic) && follows(line, at, end);
    between && !line.is_passed_over(&(at..end))
}

fn follows(line: &Line, at: usize, end: usize) -> bool {
    match letter_after(line.text(), end) {
        Some(letter) if letter.is_alphabetic() => true,
        Some('«' | '"' | '“' | '0'..='9') => line.passage.tongue.is_french() && is_elided(&line.text()[..at]),
        _ => false,
    }
}

fn is_elided(before: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.len() <= 6 && ELIDED.contains(&word.to_lowercase().as_str())
}

fn told(wrong: &[Span], is_mixed: bool) -> Option<Finding> {
    let first = wrong.first()?;
    let count = wrong.len();
    let said = match (count, is_mixed) {
        (1, _) => Said::new(
            "une apostrophe n’est pas typographique : écrivez ’",
            "one apostrophe is not typographic: write ’",
        ),
        (_, true) => Said::new(
            format!("{count} apostrophes ne sont pas typographiques, d’autres le sont : écrivez ’ partout"),
            format!("{count} apostrophes are not typographic while others are: write ’ everywhere"),
        ),
        (_, false) => Said::new(
            format!("{count} apostrophes ne sont pas typographiques : écrivez ’ partout"),
            format!("{count} apostrophes are not typographic: write ’ everywhere"),
        ),
    };
    let edits = wrong.iter().map(|span| Edit {
        span: span.clone(),
        new: "’".to_owned(),
    });
    let title = Said::new("écrire ’ partout", "write ’ everywhere");
    let mut finding = Finding::new(CODE, first.clone(), said).mended(title, Applicability::Safe, edits.collect());
    if is_mixed {
        finding = finding.labelled(Said::new("mêlées", "mixed"));
    }
    let others = wrong[1..].iter().take(SHOWN);
    Some(others.fold(finding, |finding, other| {
        finding.beside(other.clone(), Said::new("une autre", "another"))
    }))
}
