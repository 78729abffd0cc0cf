//! Faults of quotations: nobody says them, somebody else does, or in other words than before.

use std::ops::Range;

use copydesk::{Passage, Spot};
use manuscript::Copy;

use super::chance::Chance;
use super::places::{self, Change, paragraphs};
use super::{Beside, Kind, Place, Slip};

pub(super) static KINDS: &[Kind] = &[
    kind("attribution taken away", &["QUO-201"], (Beside::Nothing, unattributed)),
    kind(
        "headline quotation that nobody says",
        &["QUO-202"],
        (Beside::Nothing, said_by_nobody),
    ),
    kind("word of a quotation changed", &["QUO-210"], (Beside::Published, word_changed)),
    kind("quotation given to somebody else", &["QUO-212"], (Beside::Published, given_away)),
    kind("quotation never closed", &["QUO-221", "TYP-05"], (Beside::Nothing, unclosed)),
];

type Planting = (Beside, fn(&mut Copy, &mut Chance) -> Option<Place>);

const fn kind(name: &'static str, codes: &'static [&'static str], (beside, slip): Planting) -> Kind {
    Kind {
        name,
        codes,
        beside,
        slip: Slip::Done(slip),
    }
}

/// A quotation in a paragraph: its inside, and where its closing mark ends.
struct Quoted<'a> {
    passage: &'a Passage,
    whole: Range<usize>,
    inside: Range<usize>,
}

impl<'a> Quoted<'a> {
    fn words(&self) -> &'a str {
        &self.passage.text[self.inside.clone()]
    }

    /// From the closing mark to the end of the sentence.
    fn tail(&self) -> &'a str {
        let after = &self.passage.text[self.whole.end..];
        let end = after.find(". ").map_or(after.len(), |stop| stop + 1);
        &after[..end]
    }
}

/// The quotations of at least five words.
fn quotations(paragraphs: &[Passage]) -> Vec<Quoted<'_>> {
    let all = paragraphs.iter().flat_map(|passage| {
        let marks: [(&str, &str); 2] = [("«\u{a0}", "\u{a0}»"), ("“", "”")];
        marks.map(|(opens, closes)| {
            let opened = passage.text.match_indices(opens);
            let quoted = opened.filter_map(|(start, _)| {
                let from = start + opens.len();
                let to = from + passage.text[from..].find(closes)?;
                Some(Quoted {
                    passage,
                    whole: start..to + closes.len(),
                    inside: from..to,
                })
            });
            quoted.collect::<Vec<_>>()
        })
    });
    all.flatten().filter(|quoted| quoted.words().split(' ').count() >= 5).collect()
}

/// The quotation stands alone, in a paragraph where nobody speaks.
fn unattributed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let paragraphs = paragraphs(copy);
    let said = quotations(&paragraphs)
        .into_iter()
        .filter(|quoted| quoted.tail().starts_with(", ") && !is_said_beside(quoted));
    let changes: Vec<Change> = said
        .map(|quoted| {
            let (opens, closes) = quoted.passage.text[quoted.whole.clone()]
                .split_once(quoted.words())
                .unwrap_or_default();
            let new = format!("{opens}{}.{closes}", quoted.words());
            let end = quoted.whole.end + quoted.tail().len();
            (quoted.passage.spot.clone(), quoted.whole.start..end, new)
        })
        .collect();
    places::one(copy, chance, changes)
}

/// Whether somebody may be taken for the speaker without the tail: one who is named beside it, a source, or who spoke before.
fn is_said_beside(quoted: &Quoted<'_>) -> bool {
    const PERSONS: [&str; 9] = ["Il ", "Elle ", "He ", "She ", "Son ", "Sa ", "M.", "Mme", "Me\u{a0}"];
    let text = &quoted.passage.text;
    let before = text[..quoted.whole.start].trim_end();
    let after = text[quoted.whole.end + quoted.tail().len()..].trim_start();
    let before_it = before.trim_end_matches('.').rsplit(". ").next().unwrap_or_default();
    let after_it = after.split(". ").next().unwrap_or_default();
    let names = |sentence: &str| {
        let sentence = format!(" {sentence} ");
        name_in(&sentence).is_some() || PERSONS.iter().any(|person| sentence.contains(&format!(" {person}")))
    };
    let is_sourced = |sentence: &str| {
        const SOURCES: [&str; 5] = ["selon ", "d’après ", "répond", "riverains", "according to "];
        SOURCES.iter().any(|source| sentence.contains(source))
    };
    is_sourced(before_it) || before.contains(['«', '“']) || before.ends_with(['?', ':', '!']) || names(before_it) || names(after_it)
}

fn said_by_nobody(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let quotations = if copy.language.primary() == "en" {
        [": “We were lied to for ten years”", ": “Nobody told us anything”"]
    } else {
        [
            "\u{a0}: «\u{a0}On nous a menti pendant dix ans\u{a0}»",
            "\u{a0}: «\u{a0}Personne ne nous a prévenus\u{a0}»",
        ]
    };
    let end = copy.headline.len();
    let quotation = chance.one_of(quotations.to_vec())?;
    Some(places::write(copy, (Spot::Headline, end..end, quotation.to_owned())))
}

fn word_changed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let paragraphs = paragraphs(copy);
    let new = if copy.language.primary() == "en" { "never" } else { "jamais" };
    let changes: Vec<Change> = quotations(&paragraphs)
        .into_iter()
        .filter_map(|quoted| {
            let start = quoted.inside.start + quoted.words().match_indices(' ').nth(2)?.0 + 1;
            let length = quoted.passage.text[start..quoted.inside.end].find(' ')?;
            Some((quoted.passage.spot.clone(), start..start + length, new.to_owned()))
        })
        .collect();
    places::one(copy, chance, changes)
}

/// First name and last name after the verb are somebody else's.
fn given_away(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let paragraphs = paragraphs(copy);
    let changes: Vec<Change> = quotations(&paragraphs)
        .into_iter()
        .filter_map(|quoted| {
            let name = name_in(quoted.tail())?;
            let range = quoted.whole.end + name.start..quoted.whole.end + name.end;
            Some((quoted.passage.spot.clone(), range, "Marthe Vialatte".to_owned()))
        })
        .collect();
    let (spot, range, new) = chance.one_of(changes)?;
    let text = paragraphs.iter().find(|passage| passage.spot == spot)?.text.clone();
    let start = text[..range.start].rfind(['«', '“']).unwrap_or(range.start);
    let place = places::write(copy, (spot, range, new));
    Some(Place {
        range: start..place.range.end,
        ..place
    })
}

/// The first two words in capitals that stand side by side.
fn name_in(tail: &str) -> Option<Range<usize>> {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let words = tail.match_indices(' ').map(|(at, _)| at + 1);
    let starts: Vec<usize> = words.collect();
    starts.windows(2).find_map(|pair| {
        let [first, last] = pair else { return None };
        let end = last + tail[*last..].find([' ', ',', '.', '\u{202f}', '\u{a0}'])?;
        let is_name = is_capital(&tail[*first..]) && is_capital(&tail[*last..]) && !tail[*first..*last].contains(['.', ',']);
        is_name.then_some(*first..end)
    })
}

/// Its closing mark is gone. A later quotation of the paragraph would seem to be inside of it: the last one of a paragraph is taken.
fn unclosed(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let paragraphs = paragraphs(copy);
    let last = quotations(&paragraphs)
        .into_iter()
        .filter(|quoted| !quoted.passage.text[quoted.whole.end..].contains(['«', '“']));
    let changes: Vec<Change> = last
        .map(|quoted| (quoted.passage.spot.clone(), quoted.inside.end..quoted.whole.end, String::new()))
        .collect();
    let (spot, range, new) = chance.one_of(changes)?;
    let text = paragraphs.iter().find(|passage| passage.spot == spot)?.text.clone();
    let start = text[..range.start].rfind(['«', '“']).unwrap_or(range.start);
    let place = places::write(copy, (spot, range, new));
    Some(Place {
        range: start..place.range.end,
        ..place
    })
}
