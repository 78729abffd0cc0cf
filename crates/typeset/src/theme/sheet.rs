//! The inks of a style sheet: custom properties at `:root`, by day and by night, read on the grounds of the same sheet.

use std::collections::BTreeMap;

use manuscript::ink::{Colour, Unreadable};

use super::Fault;

/// What words are printed in, by the names of the house's sheet.
const INKS: [&str; 8] = ["ink", "ink-2", "accent", "link", "alert", "note", "opinion", "source"];
/// What they are printed on.
const GROUNDS: [&str; 2] = ["paper", "paper-2"];

/// Custom properties: the line and the value of each.
type Properties<'a> = BTreeMap<&'a str, (usize, &'a str)>;

/// Inks that cannot be read, with the line on which each is mixed.
pub(super) fn faint(sheet: &str) -> Vec<(usize, Fault)> {
    let (day, own_of_night) = properties(sheet);
    let mut night = day.clone();
    night.extend(own_of_night);
    let mut faults = Vec::new();
    for properties in [&day, &night] {
        for name in INKS {
            let Some((line, colour)) = mixed(properties, name) else { continue };
            let mut grounds = GROUNDS.iter().filter_map(|ground| mixed(properties, ground));
            if let Some(faint) = grounds.find_map(|(_, ground)| Unreadable::of(colour, ground)) {
                let fault = Fault::Ink(name.into(), colour.to_string(), faint.ground.to_string(), faint.tenths());
                faults.push((line, fault));
            }
        }
    }
    faults
}

/// A property's colour, through at most a few others that it stands for.
fn mixed(properties: &Properties<'_>, name: &str) -> Option<(usize, Colour)> {
    let (line, mut value) = *properties.get(name)?;
    for _ in 0..8 {
        if let Some(colour) = Colour::read(value) {
            return Some((line, colour));
        }
        let other = value.strip_prefix("var(--")?.strip_suffix(')')?;
        value = properties.get(other)?.1;
    }
    None
}

/// The properties of the rules for `:root`, by day and by night; the last one holds.
fn properties(sheet: &str) -> (Properties<'_>, Properties<'_>) {
    let (mut day, mut night) = (Properties::new(), Properties::new());
    let mut blocks: Vec<&str> = Vec::new();
    let mut head_begins = 0;
    let mut line = 1;
    for (at, letter) in sheet.char_indices() {
        match letter {
            '\n' => line += 1,
            '{' => {
                blocks.push(sheet[head_begins..at].rsplit("*/").next().unwrap_or_default().trim());
                head_begins = at + 1;
            }
            ';' | '}' => {
                let declared = sheet[head_begins..at].rsplit("*/").next().unwrap_or_default();
                if let Some((name, value)) = declared.trim().strip_prefix("--").and_then(|rest| rest.split_once(':')) {
                    let place = match blocks.as_slice() {
                        [":root"] => Some(&mut day),
                        [media, ":root"] if is_night(media) => Some(&mut night),
                        _ => None,
                    };
                    if let Some(place) = place {
                        place.insert(name.trim(), (line, value.trim()));
                    }
                }
                if letter == '}' {
                    blocks.pop();
                }
                head_begins = at + 1;
            }
            _ => {}
        }
    }
    (day, night)
}

fn is_night(media: &str) -> bool {
    let media: String = media.split_whitespace().collect();
    media.contains("prefers-color-scheme:dark")
}

#[cfg(test)]
mod tests {
    use super::faint;

    fn said(sheet: &str) -> Vec<String> {
        faint(sheet).into_iter().map(|(line, fault)| format!("{line}: {fault}")).collect()
    }

    #[test]
    fn the_inks_of_the_house_are_read_by_day_and_by_night() {
        let sheet = include_str!("../../../../web/css/filet.css");
        assert_eq!(said(sheet), [""; 0]);
        let paler = sheet.replacen("--link: #1b4d9b", "--link: #f0f0f0", 1);
        assert_eq!(said(&paler).len(), 1, "what the test above reads is really read");
    }

    #[test]
    fn an_ink_that_fades_is_shown_where_it_is_mixed() {
        let sheet = "/* a */\n:root {\n  --paper: #fff; --ink: #000;\n  --link: var(--sky);\n  --sky: #9cf;\n}\n\
                     @media (prefers-color-scheme:dark) { :root { --paper: #000; --ink: #222 } }\n.x { --ink: #fff }\n";
        assert_eq!(
            said(sheet),
            [
                "4: the ink `link`, #99ccff, cannot be read on #ffffff: the contrast is 1.6 to 1, and text needs 4.5",
                "7: the ink `ink`, #222222, cannot be read on #000000: the contrast is 1.3 to 1, and text needs 4.5",
            ]
        );
    }
}
