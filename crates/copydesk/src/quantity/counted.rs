//! What a figure counts: its head word, what hangs on it, its class.

use std::ops::Range;

use super::classes::{Class, class_of};
use super::galley::Tongue;

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Bytes from the first word of it to the last.
    pub span: Range<usize>,
    /// The head word: lower case, no accents, singular as far as endings tell.
    pub head: String,
    /// Adjectives and what hangs on "de", folded and singular alike.
    pub complement: Vec<String>,
    pub class: Class,
    /// The head is not printed here: it comes from the figure before ("dont 10 graves") or after ("de 29 à 31 morts").
    pub elided: bool,
}

/// What a fate that stands right behind people makes of them: the dead of "29 personnes tuées".
pub(super) fn settled_class(tongue: Tongue, head: &str, complement: &[String]) -> Class {
    let class = class_of(tongue, head).unwrap_or(Class::Other);
    if class == Class::Other && of_jobs(tongue, head, complement) {
        return Class::Jobs;
    }
    if class != Class::People {
        return class;
    }
    let fate = complement
        .iter()
        .filter_map(|word| class_of(tongue, word))
        .find(|class| class.is_fate());
    fate.unwrap_or(class)
}

/// "60 suppressions d’emplois", "60 job cuts": what is counted is the jobs.
fn of_jobs(tongue: Tongue, head: &str, complement: &[String]) -> bool {
    const DONE_TO_JOBS: [&str; 7] = ["suppression", "creation", "destruction", "perte", "disparition", "cut", "loss"];
    DONE_TO_JOBS.contains(&head) && complement.iter().any(|word| class_of(tongue, word) == Some(Class::Jobs))
}
