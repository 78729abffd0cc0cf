//! A paper's colours as a style sheet: what stands after the house's own says what differs.

use std::fmt::Write as _;

use manuscript::colour::{Colour, ColourPair};
use manuscript::paper::{Paper, section_path};
use typeset::context::place_of;

/// Rules for the colours that are not the house's; empty if there is none.
pub(crate) fn of(paper: &Paper) -> String {
    let own = paper.colours.iter().map(|(name, pair)| (":root".to_owned(), name.as_str(), pair));
    let of_sections = paper
        .sections
        .iter()
        .filter_map(|section| Some((class(&section.path)?, "accent", section.colour.as_ref()?)));
    let all: Vec<(String, &str, &ColourPair)> = own.chain(of_sections).collect();
    if all.is_empty() {
        return String::new();
    }
    let rules = |colour: fn(&ColourPair) -> Colour| {
        all.iter().fold(String::new(), |mut rules, (where_, name, pair)| {
            let _ = write!(rules, "{where_}{{--{name}:{}}}", colour(pair));
            rules
        })
    };
    format!(
        "\n{}@media screen and (prefers-color-scheme:dark){{{}}}\n",
        rules(|pair| pair.day),
        rules(|pair| pair.night)
    )
}

/// The class of what belongs to a section, by its key, which stays when its address moves: `.in-light`.
fn class(path: &str) -> Option<String> {
    Some(format!(".{}", place_of(&section_path(path)?)))
}

#[cfg(test)]
mod tests {
    use manuscript::colour::{BY_DAY, BY_NIGHT};
    use manuscript::paper::Paper;

    use super::of;

    /// The values of a custom property in the house's sheet, in the order in which they stand.
    fn values(name: &str) -> Vec<&'static str> {
        let sheet = include_str!("../../../web/css/filet.css");
        let property = format!("--{name}: ");
        sheet
            .match_indices(&property)
            .map(|(at, _)| &sheet[at + property.len()..][..7])
            .collect()
    }

    #[test]
    fn the_grounds_are_those_of_the_sheet() {
        for (name, index) in [("paper", 0), ("paper-2", 1)] {
            assert_eq!(
                values(name)[..2],
                [BY_DAY[index].to_string(), BY_NIGHT[index].to_string()],
                "{name}"
            );
        }
    }

    #[test]
    fn a_paper_without_inks_of_its_own_adds_nothing() {
        assert_eq!(of(&Paper::named("Le Bief")), "");
    }
}
