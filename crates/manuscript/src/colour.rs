//! Colours: the colours that a paper prints words and rules in, by day and by night, and whether they can be read.

use serde::{Deserialize, Serialize};

/// A colour of screens (sRGB), written `#1b4d9b`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Colour(pub [u8; 3]);

/// What is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no colour; write red, green and blue in hexadecimal, as in `#1b4d9b`")]
pub struct NoColour(String);

impl TryFrom<String> for Colour {
    type Error = NoColour;

    fn try_from(text: String) -> Result<Self, NoColour> {
        Self::read(&text).ok_or(NoColour(text))
    }
}

impl From<Colour> for String {
    fn from(colour: Colour) -> Self {
        colour.to_string()
    }
}

impl std::fmt::Display for Colour {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [red, green, blue] = self.0;
        write!(out, "#{red:02x}{green:02x}{blue:02x}")
    }
}

impl Colour {
    /// Reads `#1b4d9b`, or `#14b` for `#1144bb`.
    pub fn read(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text
            .trim()
            .strip_prefix('#')?
            .chars()
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()?;
        let channels: Vec<u8> = match digits.len() {
            3 => digits.iter().map(|digit| digit * 17).collect(),
            6 => digits.chunks(2).map(|pair| pair[0] * 16 + pair[1]).collect(),
            _ => return None,
        };
        channels.try_into().ok().map(Self)
    }

    /// How well one is read on the other, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.04045 {
                share / 12.92
            } else {
                ((share + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// Text under this contrast is not read by everybody (WCAG 2.2, 1.4.3).
pub const LEAST: f64 = 4.5;

/// What the house's pages are printed on: the page, and what stands out from it; the style sheet names the same.
pub const BY_DAY: [Colour; 2] = [Colour([0xfd, 0xfc, 0xf9]), Colour([0xf3, 0xf2, 0xec])];
pub const BY_NIGHT: [Colour; 2] = [Colour([0x12, 0x15, 0x18]), Colour([0x1b, 0x1f, 0x23])];

/// One colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColourPair {
    pub day: Colour,
    pub night: Colour,
}

impl ColourPair {
    /// By day and by night: the first ground on which it cannot be read, with its contrast there.
    pub fn unreadable(&self) -> impl Iterator<Item = Unreadable> {
        let first = |colour: Colour, grounds: [Colour; 2]| grounds.into_iter().find_map(|ground| Unreadable::of(colour, ground));
        [first(self.day, BY_DAY), first(self.night, BY_NIGHT)].into_iter().flatten()
    }
}

/// A colour on a ground that hides it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Unreadable {
    pub colour: Colour,
    pub ground: Colour,
    pub contrast: f64,
}

impl Unreadable {
    /// Nothing, if the colour can be read there.
    pub fn of(colour: Colour, ground: Colour) -> Option<Self> {
        let contrast = colour.contrast(ground);
        (contrast < LEAST).then_some(Self { colour, ground, contrast })
    }

    /// The contrast in tenths, cut: 4.49 is never said to be 4.5.
    pub fn tenths(&self) -> String {
        format!("{:.1}", (self.contrast * 10.0).floor() / 10.0)
    }
}

/// The colours that a paper may choose: those that its style sheet names so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColourName {
    /// Rules and names of sections.
    Accent,
    /// Links in running text.
    Link,
    /// What is under way, what was corrected.
    Alert,
    /// Notes to readers.
    Note,
    /// Points of view.
    Opinion,
    /// What others published.
    Source,
}

impl ColourName {
    /// The custom property of the style sheet.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accent => "accent",
            Self::Link => "link",
            Self::Alert => "alert",
            Self::Note => "note",
            Self::Opinion => "opinion",
            Self::Source => "source",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BY_DAY, Colour, ColourPair};

    fn colour(text: &str) -> Colour {
        Colour::read(text).unwrap()
    }

    #[test]
    fn a_colour_is_written_as_it_was_read() {
        assert_eq!(colour("#A3195b").to_string(), "#a3195b");
        assert_eq!(colour(" #14b ").to_string(), "#1144bb");
        for wrong in ["a3195b", "#a3195", "#a3195bff", "#é3195b", "red", "", "#"] {
            assert_eq!(Colour::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let of = |one, two| format!("{:.2}", colour(one).contrast(colour(two)));
        // The examples that every checker shows: black on white, and the two greys around the limit.
        assert_eq!(of("#000", "#fff"), "21.00");
        assert_eq!(of("#777777", "#fff"), "4.48");
        assert_eq!(of("#767676", "#fff"), "4.54");
        assert_eq!(of("#fff", "#767676"), "4.54");
    }

    #[test]
    fn an_ink_is_readable_by_day_and_by_night_and_on_every_ground() {
        let colour = |day, night| ColourPair {
            day: colour(day),
            night: colour(night),
        };
        assert_eq!(colour("#a3195b", "#ff9dc8").unreadable().next(), None);
        let pale = colour("#777777", "#ff9dc8").unreadable().next().unwrap();
        assert_eq!((pale.ground, pale.tenths().as_str()), (BY_DAY[0], "4.3"));
        assert_eq!(colour("#a3195b", "#a3195b").unreadable().count(), 1, "dark ink by night");
        assert_eq!(colour("#fff", "#000").unreadable().count(), 2, "both are told");
        let on_the_page_only = colour("#737373", "#fff").unreadable().next().unwrap();
        assert_eq!(on_the_page_only.ground, BY_DAY[1]);
    }
}
