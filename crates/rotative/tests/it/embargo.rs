//! Plans in the real program: the press of a serving process keeps the time of the paper's clock, which is a file here.

use std::process::Stdio;

use testpaper::{Served, TestPaper, in_paris};

use crate::acts::{act, refused_act, save, until_it_says};
use crate::{news, on_both};

const SECRET: &str = "---\nheadline: Un secret bien gardé\nsection: secrets\n---\n\nLe texte du secret.\n";
/// Six in the morning in Paris.
pub(crate) const SIX: &str = "2026-12-24 06:00";

/// A moment so many milliseconds after six.
pub(crate) fn after_six(milliseconds: i64) -> manuscript::Instant {
    manuscript::Instant(in_paris(SIX).at.0 + milliseconds)
}

/// A draft under embargo until six and planned for then.
fn under_embargo(paper: &TestPaper) -> String {
    paper.write("connu.md", &news("Un autre", "Connu."));
    paper.import().well();
    let article = save(paper, "secret.md", SECRET);
    act(paper, &["embargo", &article, "--until", SIX, "--reason", "L’Académie"]);
    act(paper, &["schedule", &article]);
    article
}

/// Tells a story on both engines whose clock stands five seconds before six.
pub(crate) fn on_both_before_six(story: impl Fn(&TestPaper)) {
    for engine in testpaper::engines() {
        let mut paper = TestPaper::new(crate::PROGRAM, engine);
        paper.stop_clock(after_six(-5_000));
        story(&paper);
    }
}

/// Waits until the press has looked at the clock once from now on.
pub(crate) fn let_the_press_look(served: &Served) {
    let looks = || served.log().matches("jobs looked at").count();
    let before = looks();
    // One look may have begun before.
    assert!(served.wait_until(|| looks() > before + 1), "{}", served.log());
}

fn is_secret(served: &Served) {
    for path in ["/", "/feed.xml", "/sitemaps/lists.xml", "/archives"] {
        assert!(!served.get(path).text().to_lowercase().contains("secret"), "{path}");
    }
    assert_eq!(served.get("/secrets").status, 404);
}

/// How late the article was published, as the record has it; it was published once.
fn lateness(paper: &TestPaper, article: &str) -> i64 {
    let record = paper.run(&["record", "--act", "published", "--about", article]).well().said;
    assert_eq!(record.lines().count(), 1, "published once: {record}");
    let late = record.split("\"late_ms\":").nth(1).unwrap();
    late.split([',', '}']).next().unwrap().parse().unwrap()
}

#[test]
fn nothing_is_seen_five_seconds_before_and_everything_five_seconds_after() {
    on_both_before_six(|paper| {
        let article = under_embargo(paper);
        let served = paper.serve();
        for before in [-5_000, -1] {
            paper.set_clock(after_six(before));
            let_the_press_look(&served);
            is_secret(&served);
        }
        refused_act(paper, &["publish", &article]).refused("is under embargo until");
        paper.set_clock(after_six(5_000));
        until_it_says(&served, "/", "Un secret bien gardé");
        assert_eq!(served.get("/secrets").status, 200);
        assert!(served.get("/feed.xml").text().contains("Un secret bien gardé"));
        assert_eq!(lateness(paper, &article), 5_000);
        paper.run(&["verify"]).well();
    });
}

#[test]
fn a_process_killed_a_second_before_publishes_once_when_it_is_back() {
    on_both_before_six(|paper| {
        let article = under_embargo(paper);
        let served = paper.serve();
        paper.set_clock(after_six(-1_000));
        let_the_press_look(&served);
        is_secret(&served);
        served.kill();
        paper.set_clock(after_six(2_500));
        let served = paper.serve();
        until_it_says(&served, "/", "Un secret bien gardé");
        assert_eq!(lateness(paper, &article), 2_500, "it enters its lateness");
    });
}

#[test]
fn a_clock_that_is_a_file_is_told_and_serves_nobody_but_this_machine() {
    let mut paper = TestPaper::new(crate::PROGRAM, testpaper::Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    assert!(!paper.serve().log().contains("CLOCK"), "the machine's clock is not spoken of");
    paper.stop_clock(after_six(0));
    paper.serve().says("THE CLOCK IS A FILE, for tests only");
    paper
        .run(&["serve", "--listen", "0.0.0.0:0"])
        .refused("the clock is a file, for tests only, and such a paper is served to this machine alone");
    let mut command = paper.command(&["verify"]);
    command.env("ROTATIVE_CLOCK_FILE_FOR_TESTS", paper.data.join("nowhere"));
    let output = command.stdout(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("says no moment"));
}

#[test]
fn an_embargo_is_lifted_before_its_time_by_two_or_by_one_alone_on_duty() {
    on_both_before_six(|paper| {
        let article = under_embargo(paper);
        for (key, role) in [("un", "front_editor"), ("deux", "front_editor"), ("trois", "reporter")] {
            paper.run(&["people", "add", key, "--role", role]).well();
        }
        let lift = |more: &[&str]| {
            let mut all = vec!["--as", "un", "lift", article.as_str(), "--reason", "Tout est déjà dans la presse."];
            all.extend(more);
            refused_act(paper, &all)
        };
        lift(&[]).refused("lifted before its time by two");
        lift(&["--second", "un"]).refused("another one than the first");
        lift(&["--second", "trois"]).refused("may not do this here");
        lift(&["--second", "personne"]).refused("nobody who works here");
        refused_act(paper, &["lift", &article, "--reason", " ", "--alone-on-duty"]).refused("why it is lifted");
        lift(&["--second", "deux"]).well();
        let record = paper.run(&["record", "--act", "lifted"]).well().said;
        assert!(
            record.contains("déjà dans la presse") && record.contains("\"beside\":\"person:"),
            "{record}"
        );
        refused_act(paper, &["lift", &article, "--reason", "x", "--alone-on-duty"]).refused("under no embargo");
        refused_act(paper, &["publish", &article]).well();
        refused_act(paper, &["embargo", &article, "--until", "2099-01-01 10:00", "--reason", "x"]).refused("have read the article already");
        let another = save(paper, "b.md", &news("Autre secret", "Texte."));
        act(paper, &["embargo", &another, "--until", "2099-01-01 10:00", "--reason", "x"]);
        act(paper, &["lift", &another, "--reason", "x", "--alone-on-duty"]);
        assert!(paper.run(&["record", "--act", "lifted"]).well().said.contains("alone on duty"));
    });
}

#[test]
fn times_that_do_not_exist_are_refused_and_those_that_come_twice_are_chosen() {
    on_both(|paper, _| {
        paper.import().well();
        let article = save(paper, "a.md", &news("Un titre", "Texte."));
        let schedule = |more: &[&str]| {
            let mut all = vec!["schedule", article.as_str(), "--at"];
            all.extend(more);
            refused_act(paper, &all)
        };
        schedule(&["2099-03-29 02:30"]).refused("does not exist in Europe/Paris");
        schedule(&["2099-10-25 02:30"]).refused("comes twice in Europe/Paris");
        schedule(&["demain"]).refused("is no time");
        schedule(&["2020-01-01 10:00"]).refused("has passed");
        schedule(&["2099-01-01 10:00", "--zone", "Paris"]).refused("is no time zone");
        let first = act(paper, &["schedule", &article, "--at", "2099-10-25 02:30", "--turn", "first"]);
        schedule(&["2099-10-26 02:30"]).refused("is planned for 2099-10-25 02:30:00 (Europe/Paris) already");
        act(paper, &["unschedule", &article]);
        refused_act(paper, &["unschedule", &article]).refused("no publication is planned");
        let second = act(paper, &["schedule", &article, "--at", "2099-10-25 02:30", "--turn", "second"]);
        assert_eq!(
            (first["instant"].as_str(), second["instant"].as_str()),
            (Some("2099-10-25T00:30:00Z"), Some("2099-10-25T01:30:00Z"))
        );
    });
}
