//! A copy of the paper sleeps: readers read it and people write in it, but nothing planned happens until it is woken; and a
//! paper that moves is never awake in two places.

use std::path::Path;

use serde_json::Value;
use testpaper::{Engine, Served, TestPaper, engines};

use crate::acts::{act, refused_act, save};
use crate::crash::{Doomed, moment};
use crate::embargo::{SIX, after_six, let_the_press_look, on_both_before_six};
use crate::moving::other_than;
use crate::supervised::broken;
use crate::{PROGRAM, news, on_both};

const PLANNED: &str = "---\nheadline: Le pont rouvre\n---\n\nIl rouvre à six heures.\n";
const AN_HOUR: i64 = 3_600_000;

/// A paper with one article that readers have and one that is planned for six.
fn with_plan(paper: &TestPaper) -> String {
    paper.write("connu.md", &news("Un autre", "Connu."));
    paper.import().well();
    let article = save(paper, "pont.md", PLANNED);
    act(paper, &["schedule", &article, "--at", SIX]);
    article
}

/// A paper of its own on an engine, whose clock stands where it is said.
fn elsewhere_at(engine: Engine, at: manuscript::Instant) -> TestPaper {
    let mut paper = TestPaper::new(PROGRAM, engine);
    paper.stop_clock(at);
    paper
}

fn backed_up(paper: &TestPaper) -> String {
    let file = paper.data.join("night.backup").display().to_string();
    paper.run(&["backup", &file]).well();
    file
}

fn restored(backup: &str, engine: Engine, at: manuscript::Instant) -> TestPaper {
    let elsewhere = elsewhere_at(engine, at);
    let target = match engine {
        Engine::Sqlite => elsewhere.data.display().to_string(),
        Engine::Postgres => elsewhere.database.address.clone(),
    };
    let ran = elsewhere
        .run(&["restore", backup, &target, "--without-erasures", "un essai"])
        .well();
    assert!(ran.said.contains("this copy sleeps"), "{}", ran.said);
    elsewhere
}

fn health(served: &Served) -> Value {
    serde_json::from_slice(&served.operated("/health").body).unwrap()
}

fn published(paper: &TestPaper, article: &str) -> usize {
    let record = paper.run(&["record", "--act", "published", "--about", article]).well().said;
    record.lines().count()
}

/// Whether the paper sleeps in a database, and why.
fn asleep(paper: &TestPaper) -> Vec<String> {
    paper.database.texts("select why from asleep")
}

#[test]
fn a_restored_copy_serves_and_takes_acts_and_does_nothing_planned_until_it_is_woken() {
    on_both_before_six(|paper| {
        let article = with_plan(paper);
        let backup = backed_up(paper);
        for engine in engines() {
            let copy = restored(&backup, engine, after_six(AN_HOUR));
            let served = copy.serve_operated();
            assert!(served.get("/2026/11/20/un-autre").page().contains("Connu."));
            assert!(
                served.wait_until(|| broken(&served).contains(&"paper.asleep".to_owned())),
                "{}",
                served.log()
            );
            let_the_press_look(&served);
            assert_eq!(published(&copy, &article), 0, "it was due an hour ago");
            let told = health(&served);
            assert_eq!(
                (&told["asleep"]["why"], &told["jobs"]["due"], &told["jobs"]["late"]),
                (&"restored".into(), &1.into(), &0.into())
            );
            assert_eq!(told["moving"], true, "a copy that is meant to sleep is well");
            // People go on writing in it.
            let other = save(&copy, "autre.md", "# Pendant ce temps\n\nOn écrit.\n");
            act(&copy, &["publish", &other]);
            let_the_press_look(&served);
            assert_eq!(published(&copy, &article), 0);
            let shown = copy.run(&["wake", "--dry-run", "--language", "en"]).well().said;
            assert!(shown.contains("2026-12-24 06:00\tpublish “Le pont rouvre”"), "{shown}");
            assert!(shown.contains("it sleeps on"), "{shown}");
            let doctor = copy.run(&["doctor"]).said;
            assert!(doctor.contains("1 jobs that fell due are not done"), "{doctor}");
            let woken = copy.run(&["wake", "--language", "en"]).well().said;
            assert!(
                woken.contains("publish “Le pont rouvre”") && woken.contains("the paper is awake"),
                "{woken}"
            );
            assert!(
                served.wait_until(|| served.get("/2026/12/24/le-pont-rouvre").status == 200),
                "{}",
                served.log()
            );
            assert!(served.wait_until(|| broken(&served).is_empty()), "{}", served.log());
            assert_eq!(published(&copy, &article), 1);
            let entered = copy.run(&["record", "--act", "woken"]).well().said;
            assert!(entered.contains("\"fell_due\":1"), "{entered}");
            copy.run(&["wake", "--language", "en"]).refused("this paper is awake");
            copy.run(&["verify"]).well();
        }
    });
}

#[test]
fn what_a_sleeping_copy_should_not_do_is_taken_back_before_it_wakes() {
    on_both_before_six(|paper| {
        let article = with_plan(paper);
        let copy = restored(&backed_up(paper), Engine::Sqlite, after_six(AN_HOUR));
        act(&copy, &["unschedule", &article]);
        assert!(copy.run(&["wake", "--language", "en"]).well().said.contains("nothing fell due"));
        let served = copy.serve();
        let_the_press_look(&served);
        assert_eq!(published(&copy, &article), 0);
        // Without a copy of it, the paper itself did what was planned.
        paper.set_clock(after_six(1_000));
        let served = paper.serve();
        assert!(
            served.wait_until(|| served.get("/2026/12/24/le-pont-rouvre").status == 200),
            "{}",
            served.log()
        );
    });
}

#[test]
fn only_who_sets_the_paper_wakes_it() {
    on_both(|paper, engine| {
        paper.write("connu.md", &news("Un autre", "Connu."));
        paper.import().well();
        paper.run(&["people", "add", "Léa Brun", "--role", "reporter"]).well();
        paper.run(&["people", "add", "Ana Costa", "--role", "publisher"]).well();
        let copy = restored(&backed_up(paper), engine, after_six(0));
        copy.run(&["wake", "--as", "lea-brun", "--language", "en"])
            .refused("may not do this here (woken)");
        refused_act(&copy, &["wake", "--as", "lea-brun"]).refused("may not do this here (woken)");
        assert_eq!(asleep(&copy), ["restored"]);
        copy.run(&["wake", "--as", "ana-costa"]).well();
        assert_eq!(asleep(&copy), [""; 0]);
    });
}

#[test]
fn a_paper_rebuilt_from_its_export_sleeps_too() {
    on_both_before_six(|paper| {
        let article = with_plan(paper);
        let folder = paper.data.join("export").display().to_string();
        paper.run(&["export", &folder]).well();
        for engine in engines() {
            let copy = elsewhere_at(engine, after_six(AN_HOUR));
            let ran = copy.import_from(Path::new(&folder)).well();
            assert!(ran.said.contains("this copy sleeps"), "{}", ran.said);
            let served = copy.serve();
            let_the_press_look(&served);
            assert_eq!(published(&copy, &article), 0);
            copy.run(&["wake", "--language", "en"]).well();
            assert!(
                served.wait_until(|| served.get("/2026/12/24/le-pont-rouvre").status == 200),
                "{}",
                served.log()
            );
        }
    });
}

#[test]
fn a_paper_that_moved_is_awake_in_its_new_place_and_writes_nothing_in_the_old_one() {
    on_both_before_six(|paper| {
        let article = with_plan(paper);
        let new = elsewhere_at(other_than(engine_of(paper)), after_six(1_000));
        let readers = paper.serve_operated();
        paper.run(&["db", "move-to", &new.database.address]).well();
        assert_eq!((asleep(paper), asleep(&new)), (vec!["moved".into()], vec![]));
        paper.set_clock(after_six(1_000));
        // Where it left, readers read on and nobody writes: whatever was written there would be lost to the paper.
        assert!(
            readers.wait_until(|| broken(&readers).contains(&"paper.asleep".to_owned())),
            "{}",
            readers.log()
        );
        assert_eq!(readers.get("/2026/11/20/un-autre").status, 200);
        refused_act(paper, &["publish", &article]).refused("the paper left this database for another one");
        paper
            .run(&["people", "add", "Léa Brun", "--role", "reporter"])
            .refused("nothing of this was kept");
        paper
            .run(&["db", "move-to", &elsewhere_at(Engine::Sqlite, after_six(0)).database.address])
            .refused("the paper left this database for another one");
        let_the_press_look(&readers);
        assert_eq!(published(paper, &article), 0);
        let served = new.serve();
        assert!(
            served.wait_until(|| served.get("/2026/12/24/le-pont-rouvre").status == 200),
            "{}",
            served.log()
        );
        // It may come back, if somebody says so.
        let woken = paper.run(&["wake", "--language", "en"]).well().said;
        assert!(woken.contains("stop the other before you wake this one"), "{woken}");
        assert_eq!(asleep(paper), [""; 0]);
        act(paper, &["save", &file(paper, "suite.md", "# La suite\n\nOn écrit ici.\n")]);
    });
}

fn file(paper: &TestPaper, name: &str, text: &str) -> String {
    paper.write(name, text);
    paper.folder.join(name).display().to_string()
}

fn engine_of(paper: &TestPaper) -> Engine {
    if paper.database.address.starts_with("sqlite:") {
        Engine::Sqlite
    } else {
        Engine::Postgres
    }
}

#[test]
fn a_sleeping_copy_that_moves_sleeps_on() {
    on_both(|paper, engine| {
        paper.write("connu.md", &news("Un autre", "Connu."));
        paper.import().well();
        let copy = restored(&backed_up(paper), engine, after_six(0));
        let new = elsewhere_at(other_than(engine), after_six(0));
        copy.run(&["db", "move-to", &new.database.address]).well();
        assert_eq!((asleep(&copy), asleep(&new)), (vec!["moved".into()], vec!["restored".into()]));
    });
}

#[test]
fn a_move_that_is_killed_at_any_moment_leaves_one_paper_awake_or_none() {
    on_both(|paper, engine| {
        for index in 0..40 {
            paper.write(&format!("{index}.md"), &news(&format!("Article {index}"), "Texte."));
        }
        paper.import().well();
        let mut ended = 0;
        for turn in 0..24 {
            let new = TestPaper::new(PROGRAM, other_than(engine));
            let mut moving = paper.command(&["db", "move-to", &new.database.address]);
            Doomed::begin(&mut moving).killed_after(0, moment(turn, 150));
            let is_there = new.run(&["verify"]).code == Some(0);
            let old_sleeps = asleep(paper) == ["moved"];
            let new_sleeps = !is_there || asleep(&new) == ["restored"];
            assert!(old_sleeps || new_sleeps, "two are awake after {turn}");
            if old_sleeps {
                ended += 1;
                assert!(is_there, "the paper slept before its copy stood");
                paper.run(&["wake", "--language", "en"]).well();
            }
        }
        assert!(ended < 24, "some were cut short");
        paper.run(&["verify"]).well();
    });
}
