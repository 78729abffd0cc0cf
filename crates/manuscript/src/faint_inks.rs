//! The refusal of inks that cannot be read: all of them at once, each named for what it prints.

use std::error::Error;
use std::fmt;

use crate::ink::{InkName, Unreadable};
use crate::refusal::{Locale, Refusal, Said};

/// Its name for machines and for the record.
const CODE: &str = "paper.ink";

/// What an ink prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InkOf {
    Paper(InkName),
    /// The name and the rules of a section, by its path.
    Section(String),
}

/// One ink that cannot be read on a ground.
#[derive(Clone, Debug, PartialEq)]
pub struct FaintInk {
    pub of: InkOf,
    pub unreadable: Unreadable,
}

/// Every ink of a paper that cannot be read, by day or by night.
#[derive(Clone, Debug, PartialEq)]
pub struct FaintInks(Vec<FaintInk>);

/// Colours and grounds are whole numbers, and the contrast follows from them.
impl Eq for FaintInks {}

impl FaintInks {
    /// Refuses if there is any.
    pub(crate) fn refuse(faint: Vec<FaintInk>) -> Result<(), Self> {
        if faint.is_empty() { Ok(()) } else { Err(Self(faint)) }
    }

    fn told(&self, locale: Locale) -> String {
        let each: Vec<String> = self.0.iter().map(|ink| ink.told(locale)).collect();
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

impl FaintInk {
    fn told(&self, locale: Locale) -> String {
        let (colour, ground, contrast) = (self.unreadable.colour, self.unreadable.ground, self.unreadable.tenths());
        match (locale, &self.of) {
            (Locale::French, InkOf::Paper(name)) => {
                let name = name.as_str();
                format!("l’encre « {name} », {colour}, ne se lit pas sur {ground} : le contraste est de {contrast} pour 1")
            }
            (Locale::French, InkOf::Section(path)) => {
                format!("l’encre de la rubrique « {path} », {colour}, ne se lit pas sur {ground} : le contraste est de {contrast} pour 1")
            }
            (Locale::English, InkOf::Paper(name)) => {
                let name = name.as_str();
                format!("the ink `{name}`, {colour}, cannot be read on {ground}: the contrast is {contrast} to 1")
            }
            (Locale::English, InkOf::Section(path)) => {
                format!("the ink of the section `{path}`, {colour}, cannot be read on {ground}: the contrast is {contrast} to 1")
            }
        }
    }
}

impl fmt::Display for FaintInks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told(Locale::English))
    }
}

impl Error for FaintInks {}

impl Refusal for FaintInks {
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
    use crate::ink::{Colour, Ink, InkName};
    use crate::paper::{Paper, SectionEntry};
    use crate::refusal::Refusal as _;

    #[test]
    fn every_faint_ink_is_told_and_that_of_a_section_is_named_as_one() {
        let ink = |day, night| Ink {
            day: Colour(day),
            night: Colour(night),
        };
        let mut paper = Paper::named("Le Bief");
        paper.inks.insert(InkName::Link, ink([0x77; 3], [0xff; 3]));
        paper.inks.insert(InkName::Note, ink([0; 3], [0xff; 3]));
        paper.sections.push(SectionEntry {
            path: "light".into(),
            name: "Light".into(),
            description: None,
            language: None,
            ink: Some(ink([0xff; 3], [0; 3])),
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
