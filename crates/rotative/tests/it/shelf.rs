//! The shelf: readers read whatever happens to the newsroom's database, and to the shelf's own file.

use testpaper::proxy::Proxy;
use testpaper::{Engine, TestPaper, databases, engines};

use crate::{PROGRAM, news, on_both};

fn some_articles(paper: &TestPaper) {
    for index in 0..12 {
        paper.write(
            &format!("eau/{index}.md"),
            &news(&format!("Article {index}"), &format!("Texte {index}.")),
        );
    }
}

#[test]
fn a_shelf_deleted_while_serving_is_rebuilt_and_nobody_notices() {
    on_both(|paper, _| {
        some_articles(paper);
        paper.import().well();
        let served = paper.serve();
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(paper.data.join(format!("shelf.db{suffix}")));
        }
        assert!(
            served.get("/2026/11/20/article-3").page().contains("Texte 3."),
            "read from what is still open"
        );
        assert!(
            served.wait_until(|| paper.data.join("shelf.db").is_file()),
            "the file comes back by itself"
        );
        assert!(served.get("/2026/11/20/article-4").page().contains("Texte 4."));
        paper.write("eau/neuf.md", &news("Tout neuf", "Après la perte."));
        paper.import().well();
        assert!(
            served.wait_until(|| served.get("/2026/11/20/tout-neuf").status == 200),
            "and it follows the record again"
        );
        served.kill();
        assert!(paper.serve().get("/2026/11/20/tout-neuf").page().contains("Après la perte."));
    });
}

#[test]
fn with_the_database_away_every_published_page_is_served_and_after_a_restart_too() {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        some_articles(&paper);
        paper.import().well();
        let proxy = (engine == Engine::Postgres).then(|| Proxy::to(&server()).unwrap());
        paper.by_way_of = proxy.as_ref().map(|proxy| paper.database.through(&proxy.address.to_string()));
        let served = paper.serve();
        assert!(served.get("/2026/11/20/article-1").page().contains("Texte 1."));
        take_away(&paper, proxy.as_ref());
        every_page_answers(&served);
        served.kill();
        let served = paper.serve();
        every_page_answers(&served);
        bring_back(&mut paper, engine);
        if engine == Engine::Sqlite {
            paper.write("eau/retour.md", &news("Le retour", "La base est revenue."));
            paper.import().well();
            assert!(
                served.wait_until(|| served.get("/2026/11/20/le-retour").status == 200),
                "it is found again by itself"
            );
        }
    }
}

fn every_page_answers(served: &testpaper::Served) {
    for index in 0..12 {
        assert!(
            served
                .get(&format!("/2026/11/20/article-{index}"))
                .page()
                .contains(&format!("Texte {index}."))
        );
    }
    for path in [
        "/",
        "/eau",
        "/2026/11/20",
        "/feed.xml",
        "/eau/feed.xml",
        "/sitemap.xml",
        "/sitemaps/articles-0.xml",
        "/robots.txt",
    ] {
        served.get(path).page();
    }
}

fn take_away(paper: &TestPaper, proxy: Option<&Proxy>) {
    match proxy {
        Some(proxy) => proxy.cut(),
        None => std::fs::rename(paper.data.join("paper.db"), paper.data.join("away.db")).unwrap(),
    }
}

fn bring_back(paper: &mut TestPaper, engine: Engine) {
    paper.by_way_of = None;
    if engine == Engine::Sqlite {
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(paper.data.join(format!("paper.db{suffix}")));
        }
        std::fs::rename(paper.data.join("away.db"), paper.data.join("paper.db")).unwrap();
    }
}

pub(crate) fn server() -> String {
    let address = databases::postgres().unwrap_or_default();
    let after = address.rsplit_once('@').map_or("", |(_, after)| after).to_owned();
    after.split('/').next().unwrap_or_default().to_owned()
}

#[test]
fn a_shelf_of_another_paper_is_never_emptied() {
    let (here, other) = (TestPaper::new(PROGRAM, Engine::Sqlite), TestPaper::new(PROGRAM, Engine::Sqlite));
    some_articles(&here);
    here.import().well();
    drop(here.serve());
    other.write("x.md", &news("Un autre journal", "Ailleurs."));
    other.import().well();
    std::fs::copy(here.data.join("shelf.db"), other.data.join("shelf.db")).unwrap();
    let _ = std::fs::copy(here.data.join("shelf.db-wal"), other.data.join("shelf.db-wal"));
    let before = other.run(&["record"]).well().said;
    let served = other.serve();
    served.says("made for another paper");
    assert!(
        !served.get("/").page().contains("Un autre journal"),
        "readers have what the shelf has"
    );
    assert_eq!(other.run(&["record"]).well().said, before, "nothing was entered");
}

#[test]
fn nothing_that_is_not_public_is_on_the_shelf() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    let text = "Publié.\n\n:::stash\nUn secret mis de côté.\n:::\n\nUne phrase [avec une note]{note id=\"n1\"}.";
    paper.write("a.md", &news("Un article", text));
    paper.import().well();
    let served = paper.serve();
    let page = served.get("/2026/11/20/un-article").page();
    assert!(page.contains("avec une note") && !page.contains("secret"), "{page}");
    drop(served);
    for file in ["shelf.db", "shelf.db-wal"] {
        let bytes = std::fs::read(paper.data.join(file)).unwrap_or_default();
        assert!(!String::from_utf8_lossy(&bytes).contains("secret mis de"), "{file}");
    }
}

#[test]
fn an_open_suggestion_refuses_publication() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Trois [quatre]{insertion by=\"Léa\"} morts."));
        paper.import().refused("accept or reject each of them");
    });
}

#[test]
fn a_damaged_shelf_is_thrown_away_and_rebuilt() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    for index in 0..150 {
        paper.write(
            &format!("{index}.md"),
            &news(&format!("Article {index}"), &"Un long texte. ".repeat(60)),
        );
    }
    paper.import().well();
    assert!(paper.serve().stop());
    let damage = || {
        use std::os::unix::fs::FileExt;
        let file = std::fs::OpenOptions::new().write(true).open(paper.data.join("shelf.db")).unwrap();
        let pages = file.metadata().unwrap().len() / 4_096;
        for page in (6..pages).step_by(3) {
            file.write_all_at(&[0xde; 4_096], page * 4_096).unwrap();
        }
    };
    damage();
    let served = paper.serve();
    let all_answer = |served: &testpaper::Served| (0..150).all(|index| served.get(&format!("/2026/11/20/article-{index}")).status == 200);
    assert!(served.wait_until(|| all_answer(&served)), "damaged before the start");
}

#[test]
fn asking_for_a_paper_never_makes_one_and_a_lost_database_is_not_replaced() {
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.run(&["verify"]).refused("there is no paper in");
    assert!(!paper.data.join("paper.db").exists());
    some_articles(&paper);
    paper.import().well();
    assert!(paper.serve().stop());
    for suffix in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(paper.data.join(format!("paper.db{suffix}")));
    }
    paper.import().refused("still shows a paper");
    paper.run(&["verify"]).refused("there is no paper in");
    every_page_answers(&paper.serve());
}
