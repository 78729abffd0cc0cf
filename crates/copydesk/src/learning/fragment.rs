//! What was learned, as a piece of a house file: every entry with its counts and an example, doubtful ones commented out.

use std::fmt::Write;

use super::habits::Spaces;
use super::{ARTICLES, Doubt, Habits, Learned, Seen, Spelling};
use crate::house::Space;

impl Learned {
    /// A house file that reads back.
    pub fn to_toml(&self) -> String {
        let mut text = format!(
            "# What this paper writes, learned from {}.\n\
             # These are proposals: read each, keep what is the house's. What is doubtful is commented out.\n",
            counted(self.articles, "article")
        );
        text.push_str(&self.spacing());
        text.push_str(&list("[agencies]", "names", &self.agencies));
        text.push_str(&list("[words]", "known", &self.words));
        for spelling in &self.spellings {
            text.push_str(&several(spelling));
        }
        for name in &self.names {
            text.push_str(&one(name));
        }
        text
    }

    fn spacing(&self) -> String {
        let Habits {
            apostrophes,
            spaces,
            acronyms,
        } = &self.habits;
        let proposed = self.habits.proposed(&self.spacing);
        let mut text = String::from("\n[spacing]\n");
        for (sign, counts) in spaces {
            let _infallible = writeln!(text, "# {}: {}", sign.key(), said(counts));
            let space = proposed.iter().find(|(of, _)| of == sign);
            if let Some((_, space)) = space {
                let _infallible = writeln!(text, "{} = \"{}\"", sign.key(), value(*space));
            }
        }
        let (typographic, straight) = (apostrophes.typographic, apostrophes.straight);
        let _infallible = writeln!(text, "# Apostrophes: {typographic} typographic (’), {straight} straight (').");
        let capitals: u32 = acronyms.capitals.values().sum();
        let _infallible = writeln!(text, "# Acronyms: {capitals} in capitals.");
        for (word, capitals, one) in acronyms.both_ways() {
            let _infallible = writeln!(text, "#   {word}: {capitals} in capitals, {one} with one capital.");
        }
        text
    }
}

const fn value(space: Space) -> &'static str {
    match space {
        Space::None => "none",
        Space::Narrow => "narrow",
        Space::NoBreak => "no-break",
    }
}

fn said(counts: &Spaces) -> String {
    let kinds = [
        (counts.none, "none"),
        (counts.narrow, "narrow"),
        (counts.no_break, "no-break"),
        (counts.breaking, "that may break the line"),
        (counts.full_stop, "a full stop"),
    ];
    let seen = kinds.iter().filter(|(times, _)| *times > 0);
    seen.map(|(times, kind)| format!("{times} {kind}")).collect::<Vec<_>>().join(", ")
}

fn counted(number: u32, what: &str) -> String {
    if number == 1 {
        format!("one {what}")
    } else {
        format!("{number} {what}s")
    }
}

/// "12 times in 4 articles, as in `economie/laiterie`: La laiterie…"
fn seen(seen: &Seen) -> String {
    let Seen {
        times, articles, example, ..
    } = seen;
    let place = format!("{}: {}", on_a_line(&example.article), example.sentence);
    format!("{} in {}, as in {place}", counted(*times, "time"), counted(*articles, "article"))
}

/// A comment holds no line end.
fn on_a_line(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn quoted(words: &str) -> String {
    toml::Value::String(words.to_owned()).to_string()
}

/// A table with one array, an entry a line; what stands in few articles is commented out.
fn list(table: &str, key: &str, entries: &[Seen]) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{table}\n{key} = [\n");
    for entry in entries {
        let doubtful = if entry.articles < ARTICLES { "# " } else { "" };
        let _infallible = writeln!(text, "    {doubtful}{}, # {}", quoted(&entry.words), seen(entry));
    }
    text + "]\n"
}

/// A name with several spellings.
fn several(spelling: &Spelling) -> String {
    let Spelling {
        preferred,
        variants,
        doubt,
    } = spelling;
    let mut text = format!("\n# {}: {}\n", on_a_line(&preferred.words), seen(preferred));
    for variant in variants {
        let _infallible = writeln!(text, "# {}: {}", on_a_line(&variant.words), seen(variant));
    }
    if let Some(doubt) = doubt {
        let _infallible = writeln!(text, "# {}", why(*doubt));
    }
    let variants: Vec<String> = variants.iter().map(|variant| quoted(&variant.words)).collect();
    let mark = if doubt.is_some() { "# " } else { "" };
    text + &entry(mark, &preferred.words, &variants.join(", "))
}

const fn why(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Undecided => "Undecided: no spelling is twice as frequent as the others together.",
        Doubt::Rare => "Rare: the most frequent one stands in fewer than three articles.",
        Doubt::Capitals => "They differ in capitals alone.",
        Doubt::Accent => "A word of the dictionary without the accent of its capital: TYP-22 finds that.",
    }
}

/// A name of the paper's own, in one spelling so far.
fn one(name: &Seen) -> String {
    let mark = if name.articles < ARTICLES { "# " } else { "" };
    format!("\n# {}\n{}", seen(name), entry(mark, &name.words, ""))
}

fn entry(mark: &str, preferred: &str, variants: &str) -> String {
    format!(
        "{mark}[[name]]\n{mark}preferred = {}\n{mark}variants = [{variants}]\n",
        quoted(preferred)
    )
}
