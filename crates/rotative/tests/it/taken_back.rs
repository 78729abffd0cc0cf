//! What was taken back is shown no more, whatever else fails; other pages may be older, and that is told.

use testpaper::TestPaper;

use crate::acts::{act, until};
use crate::{news, on_both};

const TAKEN: &str = "/2026/11/20/a-reprendre";

fn with_two_articles(paper: &TestPaper) {
    paper
        .write("a.md", &news("À reprendre", "Le texte à reprendre."))
        .write("b.md", &news("À garder", "Le texte à garder."));
    paper.import().well();
}

#[test]
fn an_older_page_is_answered_and_told_but_not_one_that_shows_what_was_taken_back() {
    on_both(|paper, _| {
        with_two_articles(paper);
        let served = paper.serve();
        assert!(served.get("/").page().contains("À reprendre"));
        // From now on no list can be made: what the shelf holds of one of its articles cannot be read.
        paper.shelf("update articles set card = '{' where path like '%a-garder'");
        paper.write("c.md", &news("Tout neuf", "Texte."));
        paper.import().well();
        assert!(served.wait_until(|| {
            served.get("/");
            served.log().contains("older copy is answered")
        }));
        let front = served.get("/").page();
        assert!(
            front.contains("À reprendre") && !front.contains("Tout neuf"),
            "the older front is better than none"
        );
        let told = |served: &testpaper::Served| served.log().lines().filter(|line| line.contains("older copy is answered")).count();
        served.get("/");
        assert_eq!(told(&served), 1, "once a minute: {}", served.log());
        assert!(served.log().contains("thing=\"/\""), "{}", served.log());
        act(paper, &["retract", TAKEN, "--reason", "Tout était faux."]);
        until(&served, TAKEN, 410);
        // The node says so of its pages a moment after it says so of its shelf.
        assert!(served.wait_until(|| served.get("/").status == 503), "{}", served.get("/").text());
        let front = served.get("/");
        assert_eq!((front.status, front.text().contains("reprendre")), (503, false), "{}", front.text());
        assert!(front.header("retry-after").is_some());
        paper.shelf("update articles set card = (select card from articles where path like '%tout-neuf') where card = '{'");
        assert_eq!(served.get("/").status, 200, "it comes back by itself");
    });
}

#[test]
fn a_shelf_that_cannot_be_written_shows_nothing_of_it_either() {
    on_both(|paper, _| {
        with_two_articles(paper);
        let served = paper.serve();
        assert!(served.get(TAKEN).page().contains("Le texte à reprendre."));
        assert!(served.get("/").page().contains("À reprendre"));
        let history = format!("{TAKEN}/historique");
        assert_eq!(served.get(&history).status, 200);
        paper.shelf("create trigger full before delete on articles begin select raise(abort, 'no room'); end");
        act(paper, &["retract", TAKEN, "--reason", "Tout était faux."]);
        let answer = until(&served, TAKEN, 503);
        assert!(!answer.contains("Le texte à reprendre."), "{answer}");
        for path in ["/", "/feed.xml", "/le-fil", "/2026/11/20", &history] {
            let answer = served.get(path);
            assert!(!answer.text().contains("reprendre"), "{path}: {}", answer.text());
        }
        assert!(served.get("/").page().contains("À garder"), "lists are made without it");
        assert!(served.log().contains("held back"), "{}", served.log());
        paper.shelf("drop trigger full");
        until(&served, TAKEN, 410);
        assert!(
            served.wait_until(|| served.get("/feed.xml").text().contains("Tout était faux.")),
            "and the shelf follows again"
        );
    });
}

#[test]
fn words_that_were_withheld_are_not_read_from_an_older_copy() {
    on_both(|paper, _| {
        with_two_articles(paper);
        let served = paper.serve();
        assert!(served.get(TAKEN).page().contains("Le texte à reprendre."));
        paper.shelf("create trigger broken after insert on articles begin update articles set impression = '{' where id = new.id; end");
        let reason = ["--ground", "court_order", "--reason", "Le droit."];
        act(paper, &[&["withhold", TAKEN, "--words", "texte à reprendre"][..], &reason].concat());
        let answer = until(&served, TAKEN, 503);
        assert!(!answer.contains("à reprendre."), "{answer}");
    });
}
