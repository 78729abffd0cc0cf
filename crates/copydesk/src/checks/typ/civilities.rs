//! TYP-17 · Civilities
//!
//! **What it catches.** `Mr` for `M.`, `Melle` for `Mlle`, `Mme.` with a full stop, and a space that breaks between a civility and its name.
//! **Why it matters.** `Mr` is English; a civility alone at the end of a line waits for somebody.
//! **Remedy.** `M.`, `MM.`, `Mme`, `Mlle`, `Me`, `Dr`, `Pr`, and a no-break space.
//!
//! # Civilités
//!
//! **Ce qu’il relève.** `Mr` pour `M.`, `Melle` pour `Mlle`, `Mme.` avec un point, et l’espace sécable entre une civilité et son nom.
//! **Pourquoi.** `Mr` est anglais ; une civilité seule en fin de ligne attend quelqu’un.
//! **Remède.** `M.`, `MM.`, `Mme`, `Mlle`, `Me`, `Dr`, `Pr`, et une espace insécable.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_after, gap_before, is_gap, is_plain, letter_after, letter_before};
use super::signs::{is_french, word_before};
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::house::House;
use crate::line::Line;
use crate::tokens::{Kind, Token};

const CODE: Code = "TYP-17";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Civilités",
    title_en: "Civilities",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

/// Names that are English and keep their "Mr".
const ENGLISH: &[&str] = &[
    "Bean",
    "Robot",
    "Nobody",
    "Big",
    "Freeze",
    "Fox",
    "Hyde",
    "Darcy",
    "Smith",
    "Potato",
    "Fahrenheit",
    "Magoo",
];

fn find(line: &Line, _: &House) -> Vec<Finding> {
    if !is_french(line) || !line.text().contains(['M', 'D', 'P']) {
        return Vec::new();
    }
    let words = line.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word);
    words.filter_map(|(at, word)| of_word(line, at, word)).collect()
}

fn of_word(line: &Line, at: usize, token: &Token) -> Option<Finding> {
    if letter_before(line.text(), token.start).is_some_and(|c| matches!(c, '.' | '-' | '\'' | '’') || c.is_alphanumeric()) {
        return None;
    }
    match line.words_of(token) {
        "M" | "MM" => with_stop(line, token),
        "Mme" | "Mmes" | "Mlle" | "Mlles" | "Mgr" => without_stop(line, token),
        "Dr" | "Pr" if letter_after(line.text(), token.end) == Some('.') => without_stop(line, token),
        "Me" | "Dr" | "Pr" => short(line, token),
        "Mr" => english(line, token),
        "Melle" | "Melles" if !word_before(line, at).is_some_and(|word| matches!(word, "à" | "de" | "en" | "vers" | "À")) => {
            old(line, token)
        }
        _ => None,
    }
}

/// Whether a name stands behind a gap: a capital, or "M. le maire".
fn is_of_somebody(text: &str, gap: &Range<usize>) -> bool {
    let rest = &text[gap.end..];
    let article = ["le ", "la ", "l’", "l'", "de "].iter().any(|article| rest.starts_with(article));
    rest.starts_with(char::is_uppercase) || article
}

/// "J. " before it: another initial.
fn follows_initial(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(is_gap).strip_suffix('.').unwrap_or_default();
    let letter = before.chars().next_back().filter(|c| c.is_uppercase());
    letter.is_some_and(|letter| !before[..before.len() - letter.len_utf8()].ends_with(char::is_alphabetic))
}

/// `M. Martin`, and `M.Martin`.
fn with_stop(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    if follows_initial(text, token.start) {
        return None;
    }
    if letter_after(text, token.end) != Some('.') {
        return missing_stop(line, token);
    }
    let gap = gap_after(text, token.end + 1);
    if gap.is_empty() {
        let glued =
            text[gap.end..].chars().take(3).filter(|c| c.is_alphabetic()).count() == 3 && text[gap.end..].starts_with(char::is_uppercase);
        return glued.then(|| line.found(CODE, token.start..gap.end, said_space()).maybe(gap, "\u{a0}"));
    }
    (is_plain(text, &gap) && is_of_somebody(text, &gap)).then(|| spaced(line, token, gap))
}

/// `M Martin`: a single letter, and a name behind it.
fn missing_stop(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    let gap = gap_after(text, token.end);
    let name: String = text[gap.end..].chars().take_while(|c| c.is_alphabetic()).collect();
    let is_name = name.chars().count() > 2 && name.starts_with(char::is_uppercase) && name.chars().skip(1).any(char::is_lowercase);
    let counts = letter_before(text, gap_before(text, token.start).start).is_some_and(|c| c.is_ascii_digit());
    let written = line.words_of(token);
    let said = Said::new(
        format!("« {written} » est une abréviation : écrivez « {written}. »"),
        format!("“{written}” is cut short: write “{written}.”"),
    );
    let is_meant = is_name && !counts && !gap.is_empty();
    is_meant.then(|| line.found(CODE, token.start..gap.end, said).maybe(token.end..gap.end, ".\u{a0}"))
}

/// `Mme Martin`; a full stop behind it goes.
fn without_stop(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    let has_stop = letter_after(text, token.end) == Some('.');
    let gap = gap_after(text, token.end + usize::from(has_stop));
    if gap.is_empty() || !is_of_somebody(text, &gap) {
        return None;
    }
    if !has_stop {
        return is_plain(text, &gap).then(|| spaced(line, token, gap));
    }
    let written = line.words_of(token);
    let said = Said::new(
        format!("« {written} » garde sa dernière lettre et ne prend pas de point : retirez-le"),
        format!("“{written}” keeps its last letter and takes no full stop: take it out"),
    );
    Some(line.found(CODE, token.start..gap.start, said).safely(token.end..gap.end, "\u{a0}"))
}

/// `Me`, `Dr`, `Pr` before a capital.
fn short(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    let gap = gap_after(text, token.end);
    (is_plain(text, &gap) && text[gap.end..].starts_with(char::is_uppercase)).then(|| spaced(line, token, gap))
}

fn spaced(line: &Line, token: &Token, gap: Range<usize>) -> Finding {
    line.found(CODE, token.start..gap.end, said_space()).safely(gap, "\u{a0}")
}

fn said_space() -> Said {
    Said::new(
        "la civilité ne se sépare pas du nom en fin de ligne : mettez une espace insécable",
        "a civility is not parted from its name at the end of a line: put a no-break space",
    )
}

/// `Mr Martin`, `Mr. Martin`.
fn english(line: &Line, token: &Token) -> Option<Finding> {
    let text = line.text();
    let has_stop = letter_after(text, token.end) == Some('.');
    let end = token.end + usize::from(has_stop);
    let gap = gap_after(text, end);
    let name = text[gap.end..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_name = !gap.is_empty() && name.starts_with(char::is_uppercase) && !ENGLISH.contains(&name);
    let said = Said::new(
        "« Mr » est anglais : le français abrège « monsieur » en « M. »",
        "“Mr” is English: French shortens “monsieur” to “M.”",
    );
    is_name.then(|| {
        replaced(
            line,
            &Civility {
                seen: token.start..end,
                gap,
                new: "M.",
                applicability: Applicability::Maybe,
            },
            said,
        )
    })
}

/// `Melle Martin`.
fn old(line: &Line, token: &Token) -> Option<Finding> {
    let gap = gap_after(line.text(), token.end);
    let is_name = !gap.is_empty() && line.text()[gap.end..].starts_with(char::is_uppercase);
    let new = if line.words_of(token) == "Melle" { "Mlle" } else { "Mlles" };
    let said = Said::new(
        format!("« mademoiselle » s’abrège en « {new} »"),
        format!("“mademoiselle” is shortened to “{new}”"),
    );
    is_name.then(|| {
        replaced(
            line,
            &Civility {
                seen: token.range(),
                gap,
                new,
                applicability: Applicability::Safe,
            },
            said,
        )
    })
}

/// A civility that is written in another way: where, the gap behind it, and what belongs there.
struct Civility<'a> {
    seen: Range<usize>,
    gap: Range<usize>,
    new: &'a str,
    applicability: Applicability,
}

fn replaced(line: &Line, civility: &Civility<'_>, said: Said) -> Finding {
    let Civility {
        seen,
        gap,
        new,
        applicability,
    } = civility;
    let edit = Edit {
        span: Span::new(&line.passage.spot, seen.start..gap.end),
        new: format!("{new}\u{a0}"),
    };
    let title = Said::new(format!("écrire « {new} »"), format!("write “{new}”"));
    line.found(CODE, seen.clone(), said).mended(title, *applicability, vec![edit])
}
