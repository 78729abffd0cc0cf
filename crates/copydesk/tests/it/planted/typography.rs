//! Faults of typography: one table of what is written instead of what.

use manuscript::Copy;

use super::chance::Chance;
use super::places::{self, Change, matches, paragraphs, prose};
use super::{Beside, Kind, Place, Slip};

pub(super) static KINDS: &[Kind] = &[
    written("; without its space", &["TYP-01"], ("@⁀; @", "@; @")),
    written("; after a plain space", &["TYP-01"], ("@⁀; @", "@ ; @")),
    written("! without its space", &["TYP-01"], ("@⁀!", "@!")),
    written("! after a plain space", &["TYP-01"], ("@⁀!", "@ !")),
    written("? without its space", &["TYP-01"], ("@⁀?", "@?")),
    written("? after a plain space", &["TYP-01"], ("@⁀?", "@ ?")),
    written("colon without its space", &["TYP-02"], ("@⍽: ", "@: ")),
    written("colon after a plain space", &["TYP-02"], ("@⍽: ", "@ : ")),
    written("« without its space", &["TYP-03"], ("«⍽@", "«@")),
    written("« before a plain space", &["TYP-03"], ("«⍽@", "« @")),
    written("» without its space", &["TYP-03"], ("@⍽»", "@»")),
    written("» after a plain space", &["TYP-03"], ("@⍽»", "@ »")),
    done("straight quotation marks", &["TYP-04"], straight_quotes),
    done("bracket never closed", &["TYP-05"], open_bracket),
    written("straight apostrophe among curly ones", &["TYP-06"], ("@’@", "@'@")),
    written("three full stops", &["TYP-07"], ("@@. ", "@@... ")),
    written("etc…", &["TYP-07"], (", etc.", ", etc…")),
    written("hyphen for a dash", &["TYP-08"], (" –⍽@", " - @")),
    written("hyphen for a semicolon's dash", &["TYP-08"], ("@⁀; @", "@ - @")),
    written("two hyphens for a dash", &["TYP-08"], (" –⍽@", " -- @")),
    written("oe without its ligature", &["TYP-09"], ("œ", "oe")),
    written("120.000", &["TYP-10"], ("#⁀###", "#.###")),
    written("120000", &["TYP-10"], ("##⁀###", "#####")),
    written("decimal point", &["TYP-11"], ("#,#⍽", "#.#⍽")),
    written("295km", &["TYP-12"], ("#⍽km", "#km")),
    written("35kg", &["TYP-12"], ("#⍽kg", "#kg")),
    written("12%", &["TYP-13"], ("#⍽%", "#%")),
    written("12€", &["TYP-14"], ("#⍽€", "#€")),
    written("2ème", &["TYP-15"], ("#e @", "#ème @")),
    written("1ère", &["TYP-15"], ("1re @", "1ère @")),
    written("XXème siècle", &["TYP-16"], ("XXe⍽siècle", "XXème⍽siècle")),
    written("XIXe siècle in lower case", &["TYP-16"], ("XIXe⍽siècle", "xixe⍽siècle")),
    written("Mr", &["TYP-17"], ("M.⍽@", "Mr⍽@")),
    written("n°5", &["TYP-18"], ("n°⍽#", "n°#")),
    written("14h30", &["TYP-19"], ("#⍽h⍽##", "#h##")),
    written("14:30", &["TYP-19"], ("#⍽h⍽##", "#:##")),
    written("1 septembre", &["TYP-20"], (" 1er⍽@", " 1⍽@")),
    written("Novembre", &["TYP-20"], ("⍽novembre", "⍽Novembre")),
    written(
        "telephone number with full stops",
        &["TYP-21"],
        ("##⍽##⍽##⍽##⍽##", "##.##.##.##.##"),
    ),
    written("telephone number in one", &["TYP-21"], ("##⍽##⍽##⍽##⍽##", "##########")),
    written("Etat", &["TYP-22"], ("État", "Etat")),
    written("A for À", &["TYP-22"], ("À @", "A @")),
    written("Ecole", &["TYP-22"], ("École", "Ecole")),
    written("doubled space", &["TYP-24"], ("@ @", "@  @")),
    written("space before a comma", &["TYP-24"], ("@, @", "@ , @")),
    written("no space after a comma", &["TYP-24"], ("@, @", "@,@")),
    written("space before a full stop", &["TYP-24"], ("@@. ", "@@ . ")),
    written("soft hyphen", &["TYP-25"], ("@@@@@@@", "@@@¬@@@@")),
    written("space without width", &["TYP-25"], ("@@ @@", "@@ \u{200b}@@")),
];

const fn written(name: &'static str, codes: &'static [&'static str], (from, to): (&'static str, &'static str)) -> Kind {
    Kind {
        name,
        codes,
        beside: Beside::Nothing,
        slip: Slip::Written(from, to),
    }
}

const fn done(name: &'static str, codes: &'static [&'static str], slip: fn(&mut Copy, &mut Chance) -> Option<Place>) -> Kind {
    Kind {
        name,
        codes,
        beside: Beside::Nothing,
        slip: Slip::Done(slip),
    }
}

/// A whole quotation between straight marks.
fn straight_quotes(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let changes = paragraphs(copy).into_iter().flat_map(|passage| {
        let pairs: [(char, char); 2] = [('«', '»'), ('“', '”')];
        pairs.map(|pair| straightened(&passage, pair))
    });
    let changes: Vec<Change> = changes.flatten().collect();
    places::one(copy, chance, changes)
}

fn straightened(passage: &copydesk::Passage, (opens, closes): (char, char)) -> Vec<Change> {
    let text = &passage.text;
    let opened = text.match_indices(opens);
    let changes = opened.filter_map(|(start, _)| {
        let end = start + text[start..].find(closes)? + closes.len_utf8();
        let inside = text[start..end].trim_start_matches(opens).trim_end_matches(closes);
        let new = format!("\"{}\"", inside.trim_matches('\u{a0}'));
        Some((passage.spot.clone(), start..end, new))
    });
    changes.collect()
}

fn open_bracket(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let changes = prose(copy).into_iter().flat_map(|passage| {
        let words = matches(&passage.text, " @@@@");
        let changes = words.into_iter().map(|range| {
            let at = range.start + 1;
            (passage.spot.clone(), at..at, "(".to_owned())
        });
        changes.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    places::one(copy, chance, changes)
}
