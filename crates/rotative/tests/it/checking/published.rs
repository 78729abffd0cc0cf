//! A house style over everything that was published, and a house style learned from it.

use testpaper::TestPaper;

use super::{Texts, ended};
use crate::acts::{act, save};
use crate::on_both;

const FIRST: &str = "---\nheadline: Le pont a cédé\nbyline: [Léa Brun]\n---\n\n« Nous avons vu venir la chute du pont depuis lundi », dit la maire de Saint-Vrille.\n";

/// An article in two versions; in the second a quotation has changed and a word is doubled.
fn published_twice(paper: &TestPaper) {
    paper.write("paper.toml", "name = \"Le Bief\"\n");
    paper.import().well();
    let article = save(paper, "pont.md", FIRST);
    act(paper, &["publish", &article, "--seen", "1"]);
    let second = FIRST.replace("depuis lundi", "depuis hier hier");
    paper.write("pont.md", &second);
    let file = paper.folder.join("pont.md").display().to_string();
    act(paper, &["save", &file, "--article", &article, "--seen", "1"]);
    act(paper, &["publish", &article]);
}

#[test]
fn every_published_version_is_read_with_hits_and_examples() {
    on_both(|paper, _| {
        published_twice(paper);
        let told = paper.run(&["check", "--published"]).well().said;
        assert!(told.starts_with("2 published versions\n"), "{told}");
        for (code, example) in [("QUO-210", "v2: “Nous avons vu venir"), ("REP-301", "v2: “hier hier”")] {
            let mut lines = told.lines().skip_while(|line| !line.starts_with(code));
            let (hits, first) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
            assert!(hits.contains("1 × in     1 versions"), "{code} in {told}");
            assert!(first.contains(example), "{example} in {told}");
        }
        paper.write("house.toml", "[severity]\n\"REP-301\" = \"off\"\n");
        let house = paper.folder.join("house.toml").display().to_string();
        let told = paper.run(&["check", "--published", "--house", &house]).well().said;
        assert!(!told.contains("REP-301") && told.contains("QUO-210"), "{told}");
    });
}

#[test]
fn a_paper_that_published_nothing_has_nothing_to_check_or_learn_from() {
    on_both(|paper, _| {
        paper.write("paper.toml", "name = \"Le Bief\"\n");
        paper.import().well();
        assert_eq!(paper.run(&["check", "--published"]).well().said, "0 published versions\n");
        paper.run(&["house", "learn", "--published"]).well();
    });
}

#[test]
fn what_is_learned_from_everything_published_is_a_house_file() {
    on_both(|paper, _| {
        published_twice(paper);
        let learned = paper.run(&["house", "learn", "--published"]).well().said;
        paper.write("learned.toml", &learned).write("a.txt", "Le pont est ouvert.\n");
        let (house, text) = (paper.folder.join("learned.toml"), paper.folder.join("a.txt"));
        let (house, text) = (house.display().to_string(), text.display().to_string());
        paper.run(&["check", &text, "--house", &house]).well();
    });
}

#[test]
fn what_is_learned_from_a_folder_is_a_house_file_and_needs_no_paper() {
    let texts = Texts::new();
    for at in 0..6 {
        let text = "La maire de Saint-Vrille, Jeanne Auber, l’a dit.\n\nSaint-Vrille attend.\n";
        texts.write(&format!("texts/{at}.txt"), text);
    }
    texts.write("texts/broken.md", "---\nheadline: [\n---\n");
    let ran = texts.run(&["house", "learn", "texts"]);
    assert!(ran.complained.contains("broken.md"), "{}", ran.complained);
    let learned = ended(ran, 0).said;
    texts.write("learned.toml", &learned);
    ended(texts.check(&["texts/1.txt", "--house", "learned.toml"]), 0);
    texts.run(&["house", "learn", "nowhere"]).refused("there is no folder `nowhere`");
}
