//! What is learned from small papers.

use crate::line::Line;
use crate::passage::Tongue;
use manuscript::body::{Block, Node, Plain};
use manuscript::language::Language;
use manuscript::picture::{Lead, Media, Picture};
use manuscript::{Copy, Spot};

use super::*;
use crate::passage::Passage;

/// A line of French prose.
pub(super) fn line_of(text: &str) -> Line {
    Line::of(Passage {
        spot: Spot::Standfirst,
        text: text.into(),
        tongue: Tongue::French,
        speaker: None,
        is_quoted: false,
        marked: Vec::new(),
        closed: Vec::new(),
    })
}

fn article(paragraphs: &[&str]) -> Copy {
    let mut copy = Copy::headed("", Language::french());
    let block = |(at, text): (usize, &&str)| {
        Block::Paragraph(Node {
            attrs: Plain { id: format!("b{at}") },
            content: manuscript::text::plain(text),
        })
    };
    copy.body = paragraphs.iter().enumerate().map(block).collect();
    copy
}

fn credited(credit: &str) -> Copy {
    let mut copy = article(&[]);
    copy.lead = Some(Lead {
        image: Picture {
            picture: Media::File("p.jpg".into()),
            credit: credit.into(),
            alt: String::new(),
            focal: None,
            taken: None,
            archives: false,
        },
        caption: Vec::new(),
    });
    copy
}

/// A dictionary of what these tests say, names left out.
fn knows(word: &str) -> bool {
    let known = "le la les un une à de du est et avec pour selon hier pont tient état église maire non vive alors tout ouvre dit que marie";
    known.split(' ').any(|known| known == word.to_lowercase())
}

fn of(copies: &[Copy]) -> Learned {
    let named: Vec<(String, &Copy)> = copies
        .iter()
        .enumerate()
        .map(|(at, copy)| (format!("article-{at}"), copy))
        .collect();
    let learned = learn(named.iter().map(|(name, copy)| (name.as_str(), *copy)), House::shipped(), knows);
    assert!(
        House::read(&learned.to_toml()).is_ok(),
        "{:?}\n{}",
        House::read(&learned.to_toml()),
        learned.to_toml()
    );
    learned
}

fn words(seen: &[Seen]) -> Vec<(&str, u32)> {
    seen.iter().map(|seen| (seen.words.as_str(), seen.times)).collect()
}

#[test]
fn a_name_of_the_paper_is_seen_five_times_and_not_only_in_front() {
    let often = article(&["le pont de Kolavara tient. Selon Kolavara, non. Marie Kolavara"; 3]);
    let rare = article(&["le pont de Brumeval tient"; 4]);
    let front = article(&["Vassigny tient"; 9]);
    let learned = of(&[often, rare, front]);
    assert_eq!(words(&learned.names), [("Kolavara", 9)]);
    assert_eq!(learned.names[0].example.article, "article-0");
    assert_eq!(learned.names[0].example.sentence, "le pont de Kolavara tient.");
    assert!(
        learned.to_toml().contains("# [[name]]\n# preferred = \"Kolavara\""),
        "one article is few: {}",
        learned.to_toml()
    );
}

#[test]
fn several_spellings_of_a_name_prefer_the_most_frequent() {
    let usual = article(&["avec Érignac, à Haut-Karabakh et Val-d’Oise"]);
    let other = article(&["avec Erignac, à Haut Karabakh et Val d'Oise"]);
    let learned = of(&[usual.clone(), usual.clone(), usual.clone(), usual, other]);
    let pairs: Vec<_> = learned
        .spellings
        .iter()
        .map(|s| (s.preferred.words.as_str(), s.variants[0].words.as_str(), s.doubt))
        .collect();
    let wanted = [
        ("Érignac", "Erignac", None),
        ("Haut-Karabakh", "Haut Karabakh", None),
        ("Val-d’Oise", "Val d’Oise", None),
    ];
    assert!(wanted.iter().all(|pair| pairs.contains(pair)) && pairs.len() == 3, "{pairs:?}");
    let house = House::read(&learned.to_toml()).unwrap();
    assert_eq!(house.names.len(), 3);
    let found = crate::read(&article(&["Le préfet Erignac"]), &crate::Context::default(), &house);
    assert!(found.iter().any(|finding| finding.code == crate::checks::hse::name::CODE));
}

#[test]
fn doubtful_spellings_are_commented_out() {
    let undecided = article(&["avec Érignac et Erignac, à MacDonald et Macdonald, pour un État et un Etat"; 3]);
    let learned = of(&[undecided]);
    let doubts: Vec<_> = learned.spellings.iter().map(|s| (s.preferred.words.as_str(), s.doubt)).collect();
    assert!(doubts.contains(&("MacDonald", Some(Doubt::Capitals))), "{doubts:?}");
    assert!(doubts.contains(&("Erignac", Some(Doubt::Undecided))), "{doubts:?}");
    assert!(House::read(&learned.to_toml()).unwrap().names.is_empty());
}

#[test]
fn an_acronym_in_capitals_and_with_one_is_counted_not_proposed() {
    let learned = of(&[article(&["avec le OTAN et le Otan"; 5])]);
    assert!(learned.spellings.is_empty(), "{:?}", learned.spellings);
    assert!(learned.to_toml().contains("#   OTAN: 5 in capitals, 5 with one capital."));
}

#[test]
fn unknown_words_of_three_articles_are_the_papers_own() {
    let common = article(&["le marnage tient, le 1er pont et 30 km, alors l’éclusage"]);
    let once = article(&["le bief, le bief, le bief"]);
    let learned = of(&[common.clone(), common.clone(), common, once]);
    assert_eq!(words(&learned.words), [("marnage", 3), ("éclusage", 3)]);
    assert!(House::read(&learned.to_toml()).unwrap().knows("Éclusage"));
}

#[test]
fn a_habit_of_spacing_is_proposed_where_it_differs() {
    let learned = of(&[article(&["Vive le pont! et le pont\u{a0}: un pont"; 20])]);
    let text = learned.to_toml();
    assert!(text.contains("# exclamation: 20 none\nexclamation = \"none\"\n"), "{text}");
    assert!(text.contains("# colon: 20 no-break\n") && !text.contains("colon ="), "{text}");
    assert_eq!(House::read(&text).unwrap().spacing.exclamation, crate::house::Space::None);
}

#[test]
fn agencies_of_credits_that_the_house_does_not_name() {
    let known = credited("© Jeanne Roux / AFP");
    let other = credited("© Jeanne Roux / Voies d’eau via Brume Images.");
    let learned = of(&[
        known,
        credited("© Jeanne Roux"),
        credited("© Roux / CC BY 4.0"),
        other.clone(),
        other.clone(),
        other,
    ]);
    assert_eq!(words(&learned.agencies), [("Brume Images", 3), ("Voies d’eau", 3)]);
    assert!(House::read(&learned.to_toml()).unwrap().is_agency("Brume Images"));
}

#[test]
fn what_the_house_says_already_is_not_said_again() {
    let house = House::read("[words]\nknown = [\"marnage\"]\n[[name]]\npreferred = \"Érignac\"\nvariants = [\"Erignac\"]\n").unwrap();
    let copy = article(&["avec Érignac et Erignac, le marnage tient"; 6]);
    let learned = learn([("a", &copy), ("b", &copy), ("c", &copy)].into_iter(), &house, knows);
    assert!(
        learned.names.is_empty() && learned.words.is_empty() && learned.spellings.is_empty(),
        "{learned:?}"
    );
}

#[test]
fn hostile_text_stays_inside_its_quotation_marks() {
    let copy = credited("© X / A\"]\\ '''\u{7}b");
    let learned = of(&[copy.clone(), copy.clone(), copy]);
    assert_eq!(learned.agencies.len(), 1);
    assert!(House::read(&learned.to_toml()).unwrap().is_agency(&learned.agencies[0].words));
    assert_eq!(of(&[]).articles, 0);
}
