//! Faults of repetition, of pictures, of the house's phrases.

use copydesk::{Part, Spot};
use manuscript::Copy;
use manuscript::body::Block;
use manuscript::text::{plain, words_of};

use super::chance::Chance;
use super::places::{self, Change, paragraphs};
use super::{Beside, Kind, Place, Slip};

pub(super) static KINDS: &[Kind] = &[
    kind("doubled word", &["REP-301"], doubled_word),
    kind("word doubled across a guillemet", &["REP-301"], doubled_across),
    kind("paragraph printed twice", &["REP-302"], paragraph_twice),
    kind("alternative text is the caption", &["IMG-501"], alt_is_caption),
    kind("alternative text emptied", &["IMG-502"], alt_emptied),
    kind("alternative text is a file's name", &["IMG-503"], alt_is_file),
    kind("credit emptied", &["IMG-504"], credit_emptied),
    kind("credit in capitals", &["IMG-505"], credit_in_capitals),
    kind("(c) in the credit", &["TYP-27"], credit_with_c),
    kind("credit in the caption", &["IMG-506"], credit_in_caption),
    kind("old picture", &["IMG-508"], old_picture),
    kind("phrase of the house", &["HSE-01"], phrase),
];

const fn kind(name: &'static str, codes: &'static [&'static str], slip: fn(&mut Copy, &mut Chance) -> Option<Place>) -> Kind {
    Kind {
        name,
        codes,
        beside: Beside::Nothing,
        slip: Slip::Done(slip),
    }
}

fn doubled_word(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const WORDS: [&str; 9] = ["le", "la", "de", "est", "dans", "pour", "the", "of", "in"];
    let paragraphs = paragraphs(copy);
    let changes = WORDS.iter().flat_map(|word| {
        let (once, twice) = (format!(" {word} @"), format!(" {word} {word} @"));
        places::rewritings(&paragraphs, &once, &twice)
    });
    places::one(copy, chance, changes.collect())
}

fn doubled_across(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let changes = paragraphs(copy).into_iter().flat_map(|passage| {
        let opens = passage.text.match_indices("«\u{a0}").chain(passage.text.match_indices('“'));
        let changes = opens.filter_map(|(at, mark)| {
            let from = at + mark.len();
            let length = passage.text[from..].find([' ', '\u{a0}', '”', ',', '’'])?;
            let word = passage.text[from..from + length].to_lowercase();
            let is_fit = !matches!(word.as_str(), "nous" | "vous") && word.chars().count() > 1 && word.chars().all(char::is_alphabetic);
            is_fit.then(|| (passage.spot.clone(), at..from + length, format!("{word} {mark}{word}")))
        });
        changes.collect::<Vec<_>>()
    });
    let changes: Vec<Change> = changes.collect();
    places::one(copy, chance, changes)
}

fn paragraph_twice(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    let at = chance.below(copy.body.len());
    let Block::Paragraph(node) = &copy.body[at] else { return None };
    let mut again = node.clone();
    again.attrs.id = "again".into();
    let range = 0..words_of(&again.content).len();
    copy.body.push(Block::Paragraph(again));
    let (id, part) = ("again".into(), Part::Text);
    Some(Place {
        spot: Spot::Block { id, part },
        range,
    })
}

fn alt_is_caption(copy: &mut Copy, _: &mut Chance) -> Option<Place> {
    let caption = words_of(&copy.lead.as_ref()?.caption);
    let alt = caption.trim_end_matches('.').to_owned();
    all_of(copy, Spot::LeadAlt, alt)
}

fn alt_emptied(copy: &mut Copy, _: &mut Chance) -> Option<Place> {
    copy.lead.as_mut()?.image.alt.clear();
    Some(Place {
        spot: Spot::LeadAlt,
        range: 0..0,
    })
}

fn alt_is_file(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const NAMES: [&str; 4] = ["IMG_2041.jpg", "DSC00412.JPG", "photo-de-une.png", "Photo de la rue"];
    let name = chance.one_of(NAMES.to_vec())?;
    all_of(copy, Spot::LeadAlt, name.to_owned())
}

fn credit_emptied(copy: &mut Copy, _: &mut Chance) -> Option<Place> {
    copy.lead.as_mut()?.image.credit = "©".into();
    Some(Place {
        spot: Spot::LeadCredit,
        range: 0.."©".len(),
    })
}

fn credit_in_capitals(copy: &mut Copy, _: &mut Chance) -> Option<Place> {
    let credit = format!("©\u{a0}{}", copy.lead.as_ref()?.image.credit.to_uppercase());
    all_of(copy, Spot::LeadCredit, credit)
}

fn credit_with_c(copy: &mut Copy, _: &mut Chance) -> Option<Place> {
    let credit = format!("(c) {}", copy.lead.as_ref()?.image.credit);
    all_of(copy, Spot::LeadCredit, credit)
}

fn credit_in_caption(copy: &mut Copy, _: &mut Chance) -> Option<Place> {
    let lead = copy.lead.as_mut()?;
    let caption = format!("{} ©\u{a0}{}", words_of(&lead.caption), lead.image.credit);
    let range = 0..caption.len();
    lead.caption = plain(&caption);
    Some(Place {
        spot: Spot::LeadCaption,
        range,
    })
}

fn old_picture(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const DAYS: [&str; 3] = ["2012-05-22", "2019-06", "2016"];
    let lead = copy.lead.as_mut()?;
    lead.image.taken = chance.one_of(DAYS.to_vec()).map(str::to_owned);
    Some(Place {
        spot: Spot::LeadCaption,
        range: 0..words_of(&lead.caption).len(),
    })
}

fn phrase(copy: &mut Copy, chance: &mut Chance) -> Option<Place> {
    const PHRASES: [&str; 3] = ["au jour d’aujourd’hui", "voire même", "suite au gel"];
    if copy.language.primary() == "en" {
        return None;
    }
    let phrase = chance.one_of(PHRASES.to_vec())?;
    // What somebody said stays as it was said.
    let is_ours = |passage: &copydesk::Passage| !passage.text.contains('«');
    let ours: Vec<_> = paragraphs(copy).into_iter().filter(is_ours).collect();
    let changes = places::rewritings(&ours, "@@, @", &format!("@@, {phrase}, @"));
    places::one(copy, chance, changes)
}

fn all_of(copy: &mut Copy, spot: Spot, new: String) -> Option<Place> {
    let length = copydesk::passages(copy).iter().find(|passage| passage.spot == spot)?.text.len();
    Some(places::write(copy, (spot, 0..length, new)))
}
