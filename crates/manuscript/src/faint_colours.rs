//! The refusal of colours that cannot be read: all of them at once, each named for what it prints.

use std::error::Error;
use std::fmt;

use crate::colour::{ColourName, Unreadable};
use crate::refusal::{Locale, Refusal, Said};

/// Its name for machines and for the record.
const CODE: &str = "paper.ink";

/// What an colour prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColourOf {
    Paper(ColourName),
    /// The name and the rules of a section, by its path.
    Section(String),
}

/// One colour that cannot be read on a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct FaintColour {
    pub of: ColourOf,
    pub unreadable: Unreadable,
}

/// Every colour of a paper that cannot be read, by day or by night.
#[derive(Clone, Debug, PartialEq)]
pub struct FaintColours(Vec<FaintColour>);

/// Colours and grounds are whole numbers, and the contrast follows from them.
impl Eq for FaintColours {}

impl FaintColours {
    /// Refuses if there is any.
    pub(crate) fn refuse(faint: Vec<FaintColour>) -> Result<(), Self> {
        if faint.is_empty() { Ok(()) } else { Err(Self(faint)) }
    }

    fn told(&self, locale: Locale) -> String {
        let each: Vec<String> = self.0.iter().map(|colour| colour.told(locale)).collect();
        let what_to_do = match locale {
            Locale::French => "un texte en demande 4,5 ; prenez-la plus foncée le jour, plus claire la nuit",
            Locale::English => "text needs 4.5; take a darker one by day, a lighter one by night",
        };
        let and = match locale {
            Locale::French => ", et ",
            Locale::English => ", and ",
        };
        let between = match locale {
            Locale::French => " ; ",
            Locale::English => "; ",
        };
        format!("{}{and}{what_to_do}", each.join(between))
    }
}

impl FaintColour {
    fn told(&self, locale: Locale) -> String {
        let (colour, ground, contrast) = (self.unreadable.colour, self.unreadable.ground, self.unreadable.tenths());
        match (locale, &self.of) {
            (Locale::French, ColourOf::Paper(name)) => {
                let name = name.as_str();
                format!("l’encre « {name} », {colour}, ne se lit pas sur {ground} : le contraste est de {contrast} pour 1")
            }
            (Locale::French, ColourOf::Section(path)) => {
                format!("l’encre de la rubrique « {path} », {colour}, ne se lit pas sur {ground} : le contraste est de {contrast} pour 1")
            }
            (Locale::English, ColourOf::Paper(name)) => {
                let name = name.as_str();
                format!("the ink `{name}`, {colour}, cannot be read on {ground}: the contrast is {contrast} to 1")
            }
            (Locale::English, ColourOf::Section(path)) => {
                format!("the ink of the section `{path}`, {colour}, cannot be read on {ground}: the contrast is {contrast} to 1")
            }
        }
    }
}

impl fmt::Display for FaintColours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Locale::English))
    }
}

impl Error for FaintColours {}

impl Refusal for FaintColours {
    fn said(&self) -> Said {
        Said::new(self.told(Locale::French), self.told(Locale::English))
    }

    fn code(&self) -> String {
        CODE.into()
    }

    fn codes() -> Vec<String> {
        vec![CODE.into()]
    }
}

#[cfg(test)]
mod tests {
    use crate::colour::{Colour, ColourName, ColourPair};
    use crate::paper::{Paper, SectionEntry};
    use crate::refusal::Refusal as _;

    #[test]
    fn every_faint_ink_is_told_and_that_of_a_section_is_named_as_one() {
        let colour = |day, night| ColourPair {
            day: Colour(day),
            night: Colour(night),
        };
        let mut paper = Paper::named("Le Bief");
        paper.colours.insert(ColourName::Link, colour([0x77; 3], [0xff; 3]));
        paper.colours.insert(ColourName::Note, colour([0; 3], [0xff; 3]));
        paper.sections.push(SectionEntry {
            path: "light".into(),
            name: "Light".into(),
            description: None,
            language: None,
            colour: Some(colour([0xff; 3], [0; 3])),
        });
        let refused = paper.check().unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the ink `link`, #777777, cannot be read on #fdfcf9: the contrast is 4.3 to 1; \
             the ink of the section `light`, #ffffff, cannot be read on #fdfcf9: the contrast is 1.0 to 1; \
             the ink of the section `light`, #000000, cannot be read on #121518: the contrast is 1.1 to 1, \
             and text needs 4.5; take a darker one by day, a lighter one by night"
        );
        let french = refused.said().fr;
        assert!(
            french.contains("l’encre de la rubrique « light », #ffffff, ne se lit pas sur #fdfcf9"),
            "{french}"
        );
        assert_eq!(refused.code(), "paper.ink");
    }
}
