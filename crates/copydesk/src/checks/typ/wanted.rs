//! A gap that has to become a certain space, by the house and the language.

use std::ops::Range;

use manuscript::Said;

use super::gaps::{gap_before, seen_before};
use super::signs::Sign;
use crate::finding::{Code, Finding};
use crate::house::{House, Space};
use crate::line::Line;

/// A gap that has to become a certain space.
pub(super) struct Wanted {
    pub(super) code: Code,
    pub(super) space: Space,
    /// "devant « ! »", "before “!”".
    pub(super) place: Said,
    pub(super) seen: Range<usize>,
    pub(super) gap: Range<usize>,
}

/// A sign, and the check that owns the space before it.
pub(super) struct Owned<'a> {
    pub(super) code: Code,
    pub(super) sign: &'a Sign,
}

impl Wanted {
    /// The space that a sign wants before it, by the house and the language.
    pub(super) fn before(line: &Line, house: &House, sign: &Owned<'_>) -> Self {
        let Owned { code, sign } = *sign;
        let gap = gap_before(line.text(), sign.start);
        Self {
            code,
            space: house.spacing.before(sign.mark, line.passage.tongue),
            place: Said::new(format!("devant « {} »", sign.mark), format!("before “{}”", sign.mark)),
            seen: seen_before(line.text(), &gap, sign.end),
            gap,
        }
    }

    /// The finding, if the space is not there already.
    pub(super) fn told(self, line: &Line, house: &House) -> Option<Finding> {
        let written = &line.text()[self.gap.clone()];
        if house.spacing.accepts(self.space, written) {
            return None;
        }
        let said = said(self.space, written.is_empty(), &self.place);
        Some(line.found(self.code, self.seen, said).safely(self.gap, self.space.as_str()))
    }
}

fn said(space: Space, is_missing: bool, place: &Said) -> Said {
    let (fr, en) = match space {
        Space::None => {
            return Said::new(
                format!("{} il ne faut pas d’espace : retirez-la", place.fr),
                format!("no space belongs {}: take it out", place.en),
            );
        }
        Space::Narrow => ("une espace fine insécable", "a narrow no-break space"),
        Space::NoBreak => ("une espace insécable", "a no-break space"),
    };
    if is_missing {
        Said::new(
            format!("il manque {fr} {} : ajoutez-la", place.fr),
            format!("{en} is missing {}: put it in", place.en),
        )
    } else {
        Said::new(
            format!(
                "{} il faut {fr}, qui ne laisse pas le signe seul à la ligne : remplacez celle qui y est",
                place.fr
            ),
            format!(
                "{en} belongs {}, so that no line breaks there: put it in the place of the one that stands there",
                place.en
            ),
        )
    }
}
