//! TYP-27 · © in credits
//!
//! **What it catches.** In a credit, `(c)` for `©`, and `©` that is glued to a name or may be parted from it.
//! **Why it matters.** A credit is a legal mention, and it stands in small type.
//! **Remedy.** `© Name`, with a no-break space. A name in capitals may be written as names are.
//!
//! # © dans les crédits
//!
//! **Ce qu’il relève.** Dans un crédit, `(c)` pour `©`, et `©` collé au nom ou qui peut en être séparé.
//! **Pourquoi.** Le crédit est une mention légale, et il est imprimé en petit.
//! **Remède.** `© Nom`, avec une espace insécable. Un nom en capitales peut s’écrire comme un nom.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_after, is_no_break, letter_after, letter_before, seen_after};
use super::signs::is_written;
use crate::check::{Check, Reads};
use crate::finding::{Applicability, Code, Edit, Finding, Severity, Span};
use crate::house::House;
use crate::line::Line;
use crate::passage::Role;

const CODE: Code = "TYP-27";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "© dans les crédits",
    title_en: "© in credits",
    severity: Severity::Warning,
    harm: 15,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !is_written(line) || line.passage.role() != Role::Credit {
        return Vec::new();
    }
    let signs = ["©", "(c)", "(C)"].into_iter().flat_map(|sign| line.text().match_indices(sign));
    signs.filter_map(|(at, sign)| of_sign(line, house, at..at + sign.len())).collect()
}

fn of_sign(line: &Line, house: &House, sign: Range<usize>) -> Option<Finding> {
    let text = line.text();
    let gap = gap_after(text, sign.end);
    letter_after(text, gap.end).filter(|next| next.is_alphanumeric())?;
    let is_written_out = text[sign.clone()].starts_with('(');
    let touches = letter_before(text, sign.start).is_some_and(char::is_alphanumeric);
    if (!is_written_out && is_no_break(text, &gap)) || (is_written_out && touches) {
        return None;
    }
    let said = Said::new(
        "un crédit s’écrit « © Nom », avec une espace insécable",
        "a credit is written “© Name”, with a no-break space",
    );
    let finding = line
        .found(CODE, seen_after(text, sign.start, &gap), said)
        .safely(sign.start..gap.end, "©\u{a0}");
    Some(match in_capitals(text, gap.end, house) {
        Some((range, name)) => {
            let edit = Edit {
                span: Span::new(&line.passage.spot, sign.start..range.end),
                new: format!("©\u{a0}{name}"),
            };
            let title = Said::new(format!("écrire « © {name} »"), format!("write “© {name}”"));
            finding.mended(title, Applicability::Maybe, vec![edit])
        }
        None => finding,
    })
}

/// "ALEXANDER NEMENOV": a name of two words in capitals, and how it is written.
fn in_capitals(text: &str, start: usize, house: &House) -> Option<(Range<usize>, String)> {
    let end = text[start..]
        .find(['/', ',', ';', '(', '–', '|'])
        .map_or(text.len(), |offset| start + offset);
    let name = text[start..end].trim_end();
    let is_name =
        name.contains(' ') && !house.is_agency(name) && name.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '’' | '\''));
    let written: String = name.split_inclusive([' ', '-', '’', '\'']).map(titled).collect();
    is_name.then(|| (start..start + name.len(), written))
}

fn titled(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{first}{}", letters.as_str().to_lowercase()))
}
