//! Whose words stand around an article, and what a section keeps when its address moves.

use manuscript::Kind;
use manuscript::colour::{Colour, ColourPair};
use manuscript::language::Language;
use manuscript::paper::{Paper, SectionEntry};
use shelf::Change;

use crate::paper::{OnShelf, article, copy, section};

fn of_kind(headline: &str, language: Language, kind: Kind) -> manuscript::Copy {
    let mut copy = copy(headline, language);
    copy.kind = kind;
    copy
}

/// The page without the no-break spaces of its dates.
async fn page(paper: &OnShelf, path: &str) -> String {
    let (status, page) = paper.get(path).await;
    assert_eq!(status, 200, "{page}");
    page.replace(['\u{a0}', '\u{202f}'], " ")
}

#[tokio::test]
async fn the_words_around_an_english_article_on_a_french_paper_are_english() {
    let mut paper = Paper::named("Le Bief");
    paper.contact = Some("redaction@bief.example".into());
    paper.labels.insert("analysis".into(), "Décryptage".into());
    let mut change = Change::default();
    let world = section(&mut change, "monde", "/monde");
    let kinds = [Kind::Analysis, Kind::Report];
    for (headline, language, path) in [
        ("Un pont", Language::french(), "/un-pont"),
        ("A bridge", Language::english(), "/a-bridge"),
        ("Eine Brücke", Language::try_from("de".to_owned()).unwrap(), "/eine-bruecke"),
    ] {
        for (kind, number) in kinds.into_iter().zip(1..) {
            let copy = of_kind(&format!("{headline} {number}"), language.clone(), kind);
            article(&mut change, &copy, &format!("{path}-{number}"), world);
        }
    }
    let paper = OnShelf::of(&paper, change).await;

    let english = page(&paper, "/a-bridge-1").await;
    let (around, foot) = english.split_once("<footer class=\"foot\">").unwrap();
    for said in [
        "<html lang=\"fr\"",
        "<main id=\"content\" lang=\"en\">",
        "<article class=\"whole analysis unillustrated\" lang=\"en\">",
        "<span class=\"kind\">Analysis</span>",
        "<a href=\"/monde\" lang=\"fr\">monde</a>",
        "Published <time datetime=\"2026-11-22T12:02:00+01:00\">22 November 2026 at 12:02</time>",
        "Updated <time",
        "1 minute read",
        "<h2>Share</h2>",
        "Reply to the newsroom",
        "subject=About%20",
        "In the same section",
        "<h3><a href=\"/a-bridge-2\">A bridge 2</a></h3>",
        "<h3 lang=\"fr\"><a href=\"/un-pont-2\">Un pont 2</a></h3>",
    ] {
        assert!(around.contains(said), "{said}\n{around}");
    }
    for french in ["Publié", "Partager", "Décryptage", "novembre", "lecture", "rubrique"] {
        assert!(!around.contains(french), "{french}\n{around}");
    }
    assert!(
        foot.contains("Corrections") && foot.contains("Archives") && !english.contains("Skip to content"),
        "{foot}"
    );

    let french = page(&paper, "/un-pont-1").await;
    assert!(
        french.contains("<main id=\"content\">") && french.contains("Publié le") && french.contains("Décryptage"),
        "{french}"
    );
    assert!(french.contains("<h3 lang=\"en\"><a href=\"/a-bridge-2\">"), "{french}");
    let german = page(&paper, "/eine-bruecke-1").await;
    assert!(
        german.contains("<article class=\"whole analysis unillustrated\" lang=\"de\">"),
        "{german}"
    );
    assert!(
        german.contains("Publié le") && german.contains("<div class=\"margin\" lang=\"fr\">"),
        "{german}"
    );

    let history = page(&paper, "/a-bridge-1/historique").await;
    assert!(
        history.contains("<main id=\"content\" lang=\"en\">") && history.contains("History of this article"),
        "{history}"
    );
    let step = page(&paper, "/share/mastodon?article=/a-bridge-1").await;
    assert!(
        step.contains("Share on Mastodon") && step.contains("<p><a href=\"/a-bridge-1\">A bridge 1</a></p>"),
        "{step}"
    );
    let list = page(&paper, "/monde").await;
    assert!(
        list.contains("lang=\"en\"") && list.contains("Reportage") && !list.contains("<main id=\"content\" lang"),
        "{list}"
    );
}

#[tokio::test]
async fn a_section_that_moved_keeps_its_ink() {
    let mut paper = Paper::named("Le Bief");
    let colour = ColourPair {
        day: Colour([0xa3, 0x19, 0x5b]),
        night: Colour([0xff, 0x9d, 0xc8]),
    };
    paper.sections.push(SectionEntry {
        path: "light".into(),
        name: "Light".into(),
        description: None,
        language: None,
        colour: Some(colour),
    });
    let mut change = Change::default();
    let light = section(&mut change, "light", "/lumiere/d-ici");
    article(&mut change, &copy("Un titre", Language::french()), "/un-titre", light);
    let paper = OnShelf::of(&paper, change).await;
    for path in ["/", "/lumiere/d-ici", "/un-titre"] {
        let page = page(&paper, path).await;
        assert!(page.contains(" in-light\"") && !page.contains("in-lumiere"), "{path}\n{page}");
    }
    let front = page(&paper, "/").await;
    let sheet = front
        .split("rel=\"stylesheet\" href=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    assert!(paper.get(sheet.unwrap()).await.1.contains(".in-light{--accent:#a3195b}"));
}
