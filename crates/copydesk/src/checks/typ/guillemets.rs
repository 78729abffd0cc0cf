//! TYP-03 · Spaces inside guillemets
//!
//! **What it catches.** A guillemet without the no-break space on its inner side, or with one that breaks: `«test»`.
//! **Why it matters.** A space that breaks leaves a guillemet alone at the end or at the head of a line.
//! **Remedy.** A no-break space behind `«` and before `»`; U+202F is taken as right too, unless the house is strict.
//!
//! # Espaces à l’intérieur des guillemets
//!
//! **Ce qu’il relève.** Un guillemet sans espace insécable du côté intérieur, ou avec une espace sécable : `«test»`.
//! **Pourquoi.** Une espace sécable laisse un guillemet seul en fin ou en tête de ligne.
//! **Remède.** Une espace insécable après `«` et avant `»` ; U+202F est admise aussi, sauf dans une maison stricte.

use manuscript::Said;

use super::gaps::{gap_after, gap_before, letter_after, letter_before, seen_after, seen_before};
use super::signs::{Sign, signs};
use super::wanted::Wanted;
use crate::check::{Check, Reads};
use crate::finding::{Code, Finding, Severity};
use crate::house::House;
use crate::line::Line;

const CODE: Code = "TYP-03";

pub(crate) const CHECK: Check = Check {
    code: CODE,
    title_fr: "Espaces à l’intérieur des guillemets",
    title_en: "Spaces inside guillemets",
    severity: Severity::Warning,
    harm: 25,
    reads: Reads::Passage(find),
};

fn find(line: &Line, house: &House) -> Vec<Finding> {
    if !line.passage.tongue.is_french() || !line.text().contains(['«', '»']) {
        return Vec::new();
    }
    let marks = signs(line, &['«', '»']);
    let wanted = marks.filter_map(|sign| {
        if sign.mark == '«' {
            behind(line, house, &sign)
        } else {
            before(line, house, &sign)
        }
    });
    wanted.filter_map(|wanted| wanted.told(line, house)).collect()
}

fn behind(line: &Line, house: &House, sign: &Sign) -> Option<Wanted> {
    let text = line.text();
    let gap = gap_after(text, sign.end);
    letter_after(text, gap.end).filter(|next| !matches!(next, '\n' | '»' | '«' | ')' | ']'))?;
    let closes = !gap.is_empty() && letter_before(text, sign.start).is_some_and(char::is_alphanumeric);
    (!closes).then(|| Wanted {
        code: CODE,
        space: house.spacing.guillemets,
        place: Said::new("après « « »", "behind “«”"),
        seen: seen_after(text, sign.start, &gap),
        gap,
    })
}

fn before(line: &Line, house: &House, sign: &Sign) -> Option<Wanted> {
    let text = line.text();
    let gap = gap_before(text, sign.start);
    letter_before(text, gap.start).filter(|before| !matches!(before, '\n' | '«' | '»' | '(' | '['))?;
    let opens = !gap.is_empty() && letter_after(text, sign.end).is_some_and(char::is_alphanumeric);
    (!opens).then(|| Wanted {
        code: CODE,
        space: house.spacing.guillemets,
        place: Said::new("devant « » »", "before “»”"),
        seen: seen_before(text, &gap, sign.end),
        gap,
    })
}
