//! A paper moves from one database to another whole: the same pages, every version verified, and nothing is lost on the way.

use manuscript::role::Role;
use testpaper::{Engine, TestPaper, engines};

use crate::busy::Busy;
use crate::{PROGRAM, news, planting};

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo");

/// The engine that this one is not; the same where there is only one.
pub(crate) fn other_than(engine: Engine) -> Engine {
    engines().into_iter().find(|other| *other != engine).unwrap_or(engine)
}

fn pages(paper: &TestPaper) -> Vec<String> {
    let served = paper.serve_with(&["--address", "https://e.example"]);
    let pages = [
        "/",
        "/2026/11/22/vaux-la-route-rouvre-lundi",
        "/sitemaps/articles-0.xml",
        "/feed.xml",
    ];
    pages.iter().map(|path| served.get(path).page()).collect()
}

#[test]
fn a_moved_paper_serves_the_same_pages_and_verifies_as_before() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        paper.import_from(DEMO.as_ref()).well();
        planting::account(&paper, Role::Publisher);
        planting::job(&paper, engine, i64::MAX, 0);
        planting::suspension(&paper, "2999-01-01");
        planting::withheld_media(&paper);
        let (before, verified) = (pages(&paper), paper.run(&["verify"]).well().said);
        let elsewhere = TestPaper::new(PROGRAM, other_than(engine));
        let ran = paper.run(&["db", "move-to", &elsewhere.database.address]).well();
        assert!(
            ran.said.contains("everything verified") && ran.said.contains("set `database`"),
            "{}",
            ran.said
        );
        // The way back, into a third one on the first engine: nothing was lost on either leg.
        paper.by_way_of = Some(elsewhere.database.address.clone());
        assert_eq!(paper.run(&["verify"]).well().said, verified);
        assert_eq!(pages(&paper), before);
        let back = TestPaper::new(PROGRAM, engine);
        paper.run(&["db", "move-to", &back.database.address]).well();
        paper.by_way_of = Some(back.database.address.clone());
        assert_eq!(paper.run(&["verify"]).well().said, verified);
        assert_eq!(pages(&paper), before);
        assert!(paper.run(&["doctor"]).well().said.contains("somebody may publish"));
    }
}

#[test]
fn a_paper_is_never_moved_onto_another_nor_into_a_database_of_something_else() {
    for engine in engines() {
        let (paper, other) = (TestPaper::new(PROGRAM, engine), TestPaper::new(PROGRAM, other_than(engine)));
        for paper in [&paper, &other] {
            paper.write("a.md", &news("Un article", "Texte."));
            paper.import().well();
        }
        let verified = other.run(&["verify"]).well().said;
        paper.run(&["db", "move-to", &other.database.address]).refused("is not empty");
        assert_eq!(other.run(&["verify"]).well().said, verified);
        paper.run(&["db", "move-to", &paper.database.address]).refused("is not empty");
        let used = TestPaper::new(PROGRAM, other_than(engine));
        if other_than(engine) == Engine::Sqlite {
            std::fs::write(used.data.join("paper.db"), "").unwrap();
        }
        used.database.tamper("create table someone_elses (x text)");
        paper.run(&["db", "move-to", &used.database.address]).refused("is not empty");
        paper
            .run(&["db", "move-to", "mysql://x"])
            .refused("write `sqlite:FILE` or `postgres://");
        TestPaper::new(PROGRAM, engine)
            .run(&["db", "move-to", &used.database.address])
            .refused("there is no paper in");
    }
}

#[test]
fn a_paper_that_does_not_verify_is_not_moved() {
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        paper
            .database
            .tamper("update versions set copy = replace(copy, 'Texte.', 'Autre.') where number = 1");
        let file = paper.data.join("moved.db");
        let address = format!("sqlite:{}", file.display());
        paper.run(&["db", "move-to", &address]).refused("does not verify");
        assert!(!file.exists(), "a file that was not there before is gone again");
    }
}

#[test]
fn a_paper_that_goes_on_publishing_is_not_moved_and_the_new_place_stays_empty() {
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        for index in 0..200 {
            paper.write(&format!("{index}.md"), &news(&format!("Article {index}"), "Texte."));
        }
        paper.import().well();
        let elsewhere = TestPaper::new(PROGRAM, other_than(engine));
        let busy = Busy::on(&paper.database.address);
        let ran = paper.run(&["db", "move-to", &elsewhere.database.address]);
        busy.stop();
        let ran = ran.refused("acts were entered while the paper was copied");
        assert!(ran.complained.contains("stop the newsroom"), "{}", ran.complained);
        elsewhere.run(&["verify"]).refused("there is no paper in");
        paper.run(&["db", "move-to", &elsewhere.database.address]).well();
        assert_eq!(elsewhere.run(&["verify"]).well().said, paper.run(&["verify"]).well().said);
    }
}
