//! The colours of a style sheet, by day and by night, read on the grounds of the same sheet.

mod light;

use std::collections::BTreeMap;

use manuscript::colour::{BY_DAY, BY_NIGHT, Colour, Unreadable};

use super::css::{Sort, Token, tokens};
use super::fault::{At, Fault, line_at};
use light::Light;

/// What words are printed in, by the names of the house's sheet.
const INKS: [&str; 8] = ["ink", "ink-2", "accent", "link", "alert", "note", "opinion", "source"];
/// What they are printed on.
const GROUNDS: [&str; 2] = ["paper", "paper-2"];
/// How many properties may stand for one another.
const DEPTH: usize = 8;

/// Colours that cannot be read, with the line on which each is mixed.
pub(super) fn faint(sheet: &str) -> Vec<At> {
    let rules = rules_of(sheet);
    let mut faults = Vec::new();
    for light in [Light::Day, Light::Night] {
        faults.extend(Scheme::of(&rules, light).faults());
    }
    faults.into_iter().map(|(at, fault)| (line_at(sheet, at), fault)).collect()
}

/// A declaration: its name, its value as it is written, and where it stands.
#[derive(Clone, Debug)]
struct Declared {
    name: String,
    value: String,
    at: usize,
}

/// A rule with its selectors, and in which lights it holds.
#[derive(Clone, Debug, Default)]
struct Rule {
    selectors: Vec<String>,
    only: Option<Light>,
    declared: Vec<Declared>,
}

impl Rule {
    fn is_of(&self, names: &[&str]) -> bool {
        self.selectors.iter().any(|selector| names.contains(&selector.as_str()))
    }

    fn last(&self, names: &[&str]) -> Option<&Declared> {
        self.declared.iter().rev().find(|one| names.contains(&one.name.as_str()))
    }
}

/// What a sheet says in one light: the last of each custom property at `:root`, and the rules that hold.
struct Scheme<'a> {
    light: Light,
    properties: BTreeMap<&'a str, &'a Declared>,
    rules: Vec<&'a Rule>,
}

impl<'a> Scheme<'a> {
    fn of(rules: &'a [Rule], light: Light) -> Self {
        let mut holding: Vec<&Rule> = rules.iter().filter(|rule| rule.only.is_none_or(|only| only == light)).collect();
        // What is said for a light alone is said behind what is said for both.
        holding.sort_by_key(|rule| rule.only.is_some());
        let at_root = holding.iter().filter(|rule| rule.is_of(&[":root", "html"]));
        let declared = at_root.flat_map(|rule| &rule.declared);
        let properties = declared.filter_map(|one| Some((one.name.strip_prefix("--")?, one))).collect();
        Self {
            light,
            properties,
            rules: holding,
        }
    }

    fn faults(&self) -> Vec<(usize, Fault)> {
        let grounds = self.grounds();
        let mut faults: Vec<_> = INKS.iter().filter_map(|name| self.in_colour(name, &grounds)).collect();
        faults.extend(self.rules.iter().filter_map(|rule| self.in_rule(rule, &grounds)));
        faults
    }

    /// The grounds that the sheet names, else what its page is painted with, else the house's: the same on which the
    /// paper's own colours are read.
    fn grounds(&self) -> Vec<Colour> {
        let named = GROUNDS.iter().filter_map(|name| self.mixed(&self.properties.get(name)?.value));
        let named: Vec<Colour> = named.collect();
        if !named.is_empty() {
            return named;
        }
        let painted = self.rules.iter().filter(|rule| rule.is_of(&[":root", "html", "body"]));
        let painted: Vec<Colour> = painted.filter_map(|rule| self.ground_of(rule)).collect();
        match (painted.last(), self.light) {
            (Some(last), _) => vec![*last],
            (None, Light::Day) => BY_DAY.to_vec(),
            (None, Light::Night) => BY_NIGHT.to_vec(),
        }
    }

    fn in_colour(&self, name: &str, grounds: &[Colour]) -> Option<(usize, Fault)> {
        let declared = self.properties.get(name)?;
        let Some(colour) = self.mixed(&declared.value) else {
            return Some((declared.at, Fault::Unweighed(name.to_owned(), declared.value.clone())));
        };
        Some((declared.at, unreadable(name, colour, grounds)?))
    }

    /// The words of a rule on the ground of the same rule; those of the page on the grounds of the page.
    fn in_rule(&self, rule: &Rule, grounds: &[Colour]) -> Option<(usize, Fault)> {
        let words = rule.last(&["color"])?;
        let colour = self.mixed(&words.value)?;
        let own = self.ground_of(rule).map(|ground| vec![ground]);
        let grounds = match &own {
            Some(own) => own,
            None if rule.is_of(&[":root", "html", "body"]) => grounds,
            None => return None,
        };
        Some((words.at, unreadable("color", colour, grounds)?))
    }

    fn ground_of(&self, rule: &Rule) -> Option<Colour> {
        self.mixed(&rule.last(&["background", "background-color"])?.value)
    }

    /// A colour, through at most a few properties that stand for others.
    fn mixed(&self, value: &str) -> Option<Colour> {
        let mut value = value;
        for _ in 0..DEPTH {
            match property_in(value) {
                Some(name) => value = &self.properties.get(name)?.value,
                None => return light::read(value, self.light),
            }
        }
        None
    }
}

/// `var(--sky)` stands for `sky`.
fn property_in(value: &str) -> Option<&str> {
    value.strip_prefix("var(")?.strip_suffix(')')?.trim().strip_prefix("--")
}

fn unreadable(name: &str, colour: Colour, grounds: &[Colour]) -> Option<Fault> {
    let faint = grounds.iter().find_map(|ground| Unreadable::of(colour, *ground))?;
    Some(Fault::ColourPair(
        name.to_owned(),
        colour.to_string(),
        faint.ground.to_string(),
        faint.tenths(),
    ))
}

/// What is being read: the heads of the blocks that are open, and what stands since the last `{`, `}` or `;`.
#[derive(Default)]
struct Reading {
    heads: Vec<String>,
    rules: Vec<Rule>,
    written: String,
    name: Option<(String, usize)>,
    begins: Option<usize>,
}

fn rules_of(sheet: &str) -> Vec<Rule> {
    let mut reading = Reading::default();
    for token in tokens(sheet) {
        reading.take(&token);
    }
    reading.declare();
    reading.rules
}

impl Reading {
    fn take(&mut self, token: &Token) {
        match &token.sort {
            Sort::Open('{') => {
                let head = std::mem::take(&mut self.written);
                self.heads.push(head.trim().to_lowercase());
                self.forget();
                self.begin_rule();
            }
            Sort::Close('}') => {
                self.declare();
                self.heads.pop();
                self.begin_rule();
            }
            Sort::Sign(';') => self.declare(),
            Sort::Sign(':') if self.name.is_none() && !self.heads.is_empty() && !self.written.trim().is_empty() => {
                let name = self.written.trim().to_owned();
                self.name = Some((name, self.begins.unwrap_or(token.at)));
                // A head may hold a colon too: it is kept until it is known which of both this is.
                self.written.push(':');
            }
            sort => {
                if *sort != Sort::Space {
                    self.begins.get_or_insert(token.at);
                }
                write(&mut self.written, sort);
            }
        }
    }

    fn forget(&mut self) {
        self.written.clear();
        (self.name, self.begins) = (None, None);
    }

    fn declare(&mut self) {
        if let Some((name, at)) = self.name.take() {
            let value = self.written.trim_start()[name.len()..]
                .trim_start()
                .strip_prefix(':')
                .unwrap_or_default();
            let value = value.trim().trim_end_matches("!important").trim().to_owned();
            let name = if name.starts_with("--") { name } else { name.to_lowercase() };
            if let Some(rule) = self.rules.last_mut() {
                rule.declared.push(Declared { name, value, at });
            }
        }
        self.forget();
    }

    /// The rule that the innermost block belongs to, where it holds on screens in some light.
    fn begin_rule(&mut self) {
        let mut rule = Rule::default();
        for head in &self.heads {
            match conditions(head) {
                Some(Held::Always) => {}
                Some(Held::In(light)) => rule.only = Some(light),
                Some(Held::Elsewhere) => {
                    self.rules.push(Rule::default());
                    return;
                }
                None => rule.selectors = head.split(',').map(|one| one.trim().to_owned()).collect(),
            }
        }
        self.rules.push(rule);
    }
}

/// When what stands in a block with a head holds.
enum Held {
    Always,
    In(Light),
    /// On paper, on narrow screens, in a key frame: with other grounds, or at times.
    Elsewhere,
}

/// Nothing, where the head is that of a rule and not a condition.
fn conditions(head: &str) -> Option<Held> {
    let head = head.strip_prefix('@')?;
    let plain: String = head.split_whitespace().collect();
    Some(match plain {
        _ if plain.contains("prefers-color-scheme:dark") => Held::In(Light::Night),
        _ if plain.contains("prefers-color-scheme:light") => Held::In(Light::Day),
        _ if ["layer", "supports"].iter().any(|always| plain.starts_with(always)) => Held::Always,
        _ if plain == "mediascreen" || plain == "mediaall" => Held::Always,
        _ => Held::Elsewhere,
    })
}

/// A token as it stands in a value, escapes read.
fn write(out: &mut String, sort: &Sort) {
    match sort {
        Sort::Word(word) => out.push_str(word),
        Sort::Function(name) => out.extend([name, "("]),
        Sort::AtWord(name) => out.extend(["@", name]),
        Sort::Hash(name) => out.extend(["#", name]),
        Sort::Url(address) => out.extend(["url(", address, ")"]),
        Sort::Text(text) => out.extend(["\"", text, "\""]),
        Sort::Space => out.push(' '),
        Sort::Open(sign) | Sort::Close(sign) | Sort::Sign(sign) => out.push(*sign),
    }
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

    #[test]
    fn a_sheet_without_grounds_is_read_on_what_it_paints_else_on_those_of_the_house() {
        for (sheet, colour, ground) in [
            (":root { --link: #f0f0f0 }", "#f0f0f0", "#fdfcf9"),
            (":root { --link: #1b4d9b }", "#1b4d9b", "#121518"),
            ("body { background: #222 } :root { --ink: #333 }", "#333333", "#222222"),
            ("body { background-color: black; color: #333 }", "#333333", "#000000"),
            (".told { color: #999; background: white }", "#999999", "#ffffff"),
            (
                "html { --paper: rgb(255 255 255); --ink: rgb(90%, 90%, 90%) }",
                "#e5e5e5",
                "#ffffff",
            ),
            (
                ":root { --paper: light-dark(#fff, #000); --ink: light-dark(#000, #111) }",
                "#111111",
                "#000000",
            ),
            (
                "@media screen { @layer a { :root { --paper: #fff; --ink: #FFE } } }",
                "#ffffee",
                "#ffffff",
            ),
            (
                ":root { --paper: #fff; --ink: #000; }\n:root { --ink: white !important }",
                "#ffffff",
                "#ffffff",
            ),
        ] {
            let said = said(sheet);
            let found = said
                .iter()
                .any(|one| one.contains(&format!("{colour}, cannot be read on {ground}")));
            assert!(found, "{sheet}: {said:?}");
        }
    }

    #[test]
    fn what_cannot_be_weighed_is_told_and_what_is_printed_elsewhere_is_not_looked_at() {
        let sheet = ":root { --paper: #fff; --paper-2: #eee; --ink: #000; --link: oklch(0.4 0.1 250) }\n\
                     @media (prefers-color-scheme: dark) { :root { --paper: #000; --paper-2: #111; --ink: #fff; --link: #fff } }\n\
                     @media print { :root { --ink: #fff } } .on-a-picture { color: #fff }";
        let said = said(sheet);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("`oklch(0.4 0.1 250)` is none of the ways"), "{said:?}");
    }
}
