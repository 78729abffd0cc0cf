//! Colours as style sheets write them, where they can be weighed: hexadecimal, `rgb()`, the names of the first sheets.

use manuscript::colour::Colour;

/// In which light a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    Day,
    Night,
}

/// The sixteen names of CSS 1, and those greys that are not among them.
const NAMED: [(&str, [u8; 3]); 22] = [
    ("black", [0, 0, 0]),
    ("silver", [192, 192, 192]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("white", [255, 255, 255]),
    ("maroon", [128, 0, 0]),
    ("red", [255, 0, 0]),
    ("purple", [128, 0, 128]),
    ("fuchsia", [255, 0, 255]),
    ("green", [0, 128, 0]),
    ("lime", [0, 255, 0]),
    ("olive", [128, 128, 0]),
    ("yellow", [255, 255, 0]),
    ("navy", [0, 0, 128]),
    ("blue", [0, 0, 255]),
    ("teal", [0, 128, 128]),
    ("aqua", [0, 255, 255]),
    ("darkgray", [169, 169, 169]),
    ("darkgrey", [169, 169, 169]),
    ("lightgray", [211, 211, 211]),
    ("lightgrey", [211, 211, 211]),
    ("whitesmoke", [245, 245, 245]),
];

/// The colour of a value in a light; nothing where it is none, lets something through, or is written otherwise.
pub(super) fn read(value: &str, light: Light) -> Option<Colour> {
    let value = value.trim().to_lowercase();
    if let Some(both) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(')')) {
        let (day, night) = split(both)?;
        return read(if light == Light::Day { day } else { night }, light);
    }
    if let Some(named) = NAMED.iter().find(|(name, _)| *name == value) {
        return Some(Colour(named.1));
    }
    if let Some(shares) = ["rgb(", "rgba("].iter().find_map(|begins| value.strip_prefix(begins)) {
        return channels(shares.strip_suffix(')')?);
    }
    Colour::read(&opaque(&value))
}

/// At the comma that stands in no bracket.
fn split(both: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, letter) in both.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => return Some((&both[..at], &both[at + 1..])),
            _ => {}
        }
    }
    None
}

/// `27 77 155`, `27, 77, 155`, `10% 20% 30%`; with a share that lets something through it is no colour yet.
fn channels(shares: &str) -> Option<Colour> {
    let written: Vec<&str> = shares.split([' ', ',', '/']).filter(|one| !one.is_empty()).collect();
    let (rgb, alpha) = written.split_at_checked(3)?;
    if !matches!(alpha, [] | ["1" | "1.0" | "100%"]) {
        return None;
    }
    let channel = |text: &&str| match text.strip_suffix('%') {
        Some(percent) => percent.parse::<f64>().ok().map(|percent| percent * 2.55),
        None => text.parse::<f64>().ok(),
    };
    let read: Vec<u8> = rgb
        .iter()
        .map(|text| Some(channel(text)?.clamp(0.0, 255.0).round() as u8))
        .collect::<Option<_>>()?;
    read.try_into().ok().map(Colour)
}

/// `#fffffff`: a last pair, or digit, that says that nothing shines through.
fn opaque(value: &str) -> String {
    let cut = match value.len() {
        5 => value.strip_suffix('f'),
        9 => value.strip_suffix("ff"),
        _ => None,
    };
    cut.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Light, read};

    #[test]
    fn colours_are_read_as_they_are_written_and_nothing_is_guessed() {
        for (written, colour) in [
            ("#14b", "#1144bb"),
            ("#1144BBff", "#1144bb"),
            ("RGB(17, 68, 187)", "#1144bb"),
            ("rgb(17 68 187 / 100%)", "#1144bb"),
            ("light-dark(rgb(17, 68, 187), white)", "#1144bb"),
            ("Black", "#000000"),
        ] {
            assert_eq!(
                read(written, Light::Day).map(|colour| colour.to_string()).as_deref(),
                Some(colour),
                "{written}"
            );
        }
        for unknown in [
            "",
            "#1144bb80",
            "rgb(1 2)",
            "rgb(1 2 3 / 0.5)",
            "hsl(1 2% 3%)",
            "inherit",
            "light-dark(#fff)",
        ] {
            assert_eq!(read(unknown, Light::Day), None, "{unknown}");
        }
        assert_eq!(read("light-dark(#fff, #000)", Light::Night).map(|one| one.0), Some([0, 0, 0]));
    }
}
