//! QUO-203 · One speaker under two names
//!
//! **What it catches.** Two speakers of the same article whose names differ by a letter, an accent or a hyphen: *Paul Dupont*, *Paul Dupond*.
//! **Why it matters.** One of the two is wrong, and a wrong name in print is a correction tomorrow.
//! **Remedy.** Check the name, and write it the same way everywhere.
//!
//! # Un locuteur sous deux noms
//!
//! **Ce qu’il relève.** Deux locuteurs du même article dont les noms diffèrent d’une lettre, d’un accent ou d’un trait d’union : *Paul Dupont*, *Paul Dupond*.
//! **Pourquoi.** L’un des deux est faux, et un nom faux imprimé est un rectificatif demain.
//! **Remède.** Vérifiez le nom, et écrivez-le partout de la même façon.

use manuscript::{Said, Spot};

use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::folding::folded;
use crate::line::Speaker;
use crate::reading::Reading;

const CODE: Code = "QUO-203";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Un locuteur sous deux noms",
    title_en: "One speaker under two names",
    severity: Severity::Note,
    harm: 55,
    reads: Reads::Whole(find),
};

/// More speakers than this are compared with nobody: it is a list, not an article.
const MOST: usize = 60;

fn find(reading: &Reading<'_>) -> Vec<Finding> {
    let mut speakers: Vec<Named<'_>> = Vec::new();
    for line in &reading.lines {
        for speaker in line.attributions.iter().filter_map(|attribution| attribution.speaker.as_ref()) {
            if line.text().get(speaker.range.clone()) == Some(speaker.name.as_str())
                && speakers.iter().all(|known| known.speaker.name != speaker.name)
            {
                speakers.push(Named {
                    spot: &line.passage.spot,
                    speaker,
                });
            }
        }
    }
    speakers.truncate(MOST);
    let pairs = speakers
        .iter()
        .enumerate()
        .flat_map(|(at, later)| speakers[..at].iter().map(move |earlier| (earlier, later)));
    pairs
        .filter(|(earlier, later)| are_one(&earlier.speaker.name, &later.speaker.name))
        .map(|(earlier, later)| told(earlier, later))
        .collect()
}

/// The same person, by all likelihood, in two spellings.
fn are_one(left: &str, right: &str) -> bool {
    let (left, right) = (parts(left), parts(right));
    match (left.as_slice(), right.as_slice()) {
        ([first, .., last], [other_first, .., other_last]) => {
            (first == other_first && is_slip(last, other_last)) || (last == other_last && is_slip(first, other_first))
        }
        ([.., last], [other]) | ([other], [.., last]) => is_slip(last, other),
        _ => false,
    }
}

fn parts(name: &str) -> Vec<String> {
    name.split([' ', '\u{a0}'])
        .filter(|part| part.starts_with(char::is_uppercase))
        .map(folded)
        .collect()
}

/// One letter more, less or other in a name of five letters or more, or the same letters with other accents or hyphens.
fn is_slip(left: &str, right: &str) -> bool {
    let bare = |name: &str| -> String {
        use unicode_normalization::UnicodeNormalization;
        name.nfd().filter(|c| c.is_alphabetic()).collect()
    };
    if left == right {
        return false;
    }
    let (left, right): (Vec<char>, Vec<char>) = (bare(left).chars().collect(), bare(right).chars().collect());
    left == right || (left.len().min(right.len()) >= 5 && left.first() == right.first() && is_one_apart(&left, &right))
}

fn is_one_apart(left: &[char], right: &[char]) -> bool {
    let before = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    let (left, right) = (&left[before..], &right[before..]);
    let rest = |from: usize, other: usize| left.get(from..) == right.get(other..);
    rest(1, 1) || rest(1, 0) || rest(0, 1)
}

/// A speaker, and in which text.
struct Named<'a> {
    spot: &'a Spot,
    speaker: &'a Speaker,
}

fn told(earlier: &Named<'_>, later: &Named<'_>) -> Finding {
    let said = Said::new(
        format!(
            "« {} » ou « {} » ? Vérifiez, et écrivez le nom partout de la même façon",
            earlier.speaker.name, later.speaker.name
        ),
        format!(
            "“{}” or “{}”? Check, and write the name the same way everywhere",
            earlier.speaker.name, later.speaker.name
        ),
    );
    let span = Span::new(later.spot, later.speaker.range.clone());
    let edit = Edit {
        span: span.clone(),
        new: earlier.speaker.name.clone(),
    };
    Finding::new(CODE, span, said)
        .beside(Span::new(earlier.spot, earlier.speaker.range.clone()), Said::new("ici", "here"))
        .mended(
            Said::new(
                format!("écrire « {} »", earlier.speaker.name),
                format!("write “{}”", earlier.speaker.name),
            ),
            Applicability::Maybe,
            vec![edit],
        )
}
