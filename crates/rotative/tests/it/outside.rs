//! Jobs outside, by the real program: killed at every place, planned backups, dead links, and what the house is told.

use std::path::{Path, PathBuf};

use manuscript::Instant;
use serde_json::{Value, json};
use testpaper::{Engine, Served, TestPaper, engines};

use crate::acts::{act, save, until_it_says};
use crate::disk::SmallDisk;
use crate::elsewhere::Elsewhere;
use crate::{PROGRAM, news, png};

/// Noon of 24 November 2026, in milliseconds.
const NOON: Instant = Instant(1_795_518_000_000);
const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// Tells a story on both engines, with a clock that stands.
fn at_noon(settings: &str, story: impl Fn(&mut TestPaper, Engine)) {
    for engine in engines() {
        let mut paper = TestPaper::new(PROGRAM, engine);
        paper.stop_clock(NOON);
        paper.write("paper.toml", &format!("name = \"Le Bief\"\n{settings}"));
        story(&mut paper, engine);
    }
}

fn later(milliseconds: i64) -> Instant {
    Instant(NOON.0 + milliseconds)
}

/// Serves with faults that a test plans.
fn serve_with_faults(paper: &TestPaper, faults: &str) -> Served {
    let mut command = paper.command(&["serve", "--listen", "127.0.0.1:0", "--operators", "127.0.0.1:0"]);
    command.env("ROTATIVE_FAULTS_FOR_TESTS", faults);
    Served::begin(command)
}

fn jobs(paper: &TestPaper, which: &str) -> Vec<String> {
    paper
        .database
        .texts(&format!("select kind from outside_jobs where {which} order by kind"))
}

/// Waits until every job is done, with no more time passing than a lease lasts.
#[track_caller]
fn until_done(served: &Served, paper: &TestPaper) {
    let all_done = || jobs(paper, "done_at is null").is_empty() && !jobs(paper, "done_at is not null").is_empty();
    assert!(served.wait_until(all_done), "{}", served.log());
}

/// The notices that stand, as `notices --json` lists them. How full the disk of the tests is is not theirs.
fn notices(paper: &TestPaper) -> Vec<Value> {
    let said = paper.run(&["notices", "--json", "--language", "en"]).well().said;
    let all = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    all.filter(|notice| notice["kind"] != "disk_low").collect()
}

fn kinds(paper: &TestPaper) -> Vec<String> {
    notices(paper)
        .iter()
        .map(|notice| notice["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[track_caller]
fn until_told(served: &Served, paper: &TestPaper, expected: &[&str]) {
    assert!(
        served.wait_until(|| kinds(paper) == expected),
        "{:?} {}",
        notices(paper),
        served.log()
    );
}

/// An article with a picture of its own; answers its path and the picture's hash.
fn with_picture(paper: &TestPaper) -> (String, String) {
    paper.write_bytes("vol.png", &png([9, 8, 7]));
    let head = "headline: Deux\npublished: 2026-11-20 10:00\nlead:\n  picture: vol.png\n  credit: AFP\n  alt: Une rue";
    paper.write("deux.md", &format!("---\n{head}\n---\n\nTexte.\n"));
    paper.import().well();
    let hash = paper.database.texts("select path from addresses where thing = 'article'");
    (hash[0].clone(), hash_in(&paper.data.join("media")))
}

/// The one file of a media folder, by its name.
fn hash_in(media: &Path) -> String {
    let only = |folder: &Path| {
        std::fs::read_dir(folder)
            .unwrap()
            .flatten()
            .map(|entry| entry.path())
            .collect::<Vec<PathBuf>>()
    };
    let first = only(media);
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    format!("{}{}", name(&first[0]), name(&only(&first[0])[0]))
}

fn withhold(paper: &TestPaper, path: &str, hash: &str) {
    act(
        paper,
        &["withhold", path, "--picture", hash, "--ground", "rights", "--reason", "Volée."],
    );
}

#[test]
fn originals_are_forgotten_once_though_the_node_is_killed_before_and_after() {
    for place in ["claimed", "effected"] {
        at_noon("", |paper, _| {
            let (path, hash) = with_picture(paper);
            let original = paper.data.join("media").join(&hash[..2]).join(&hash[2..]);
            assert!(original.is_file());
            let served = serve_with_faults(paper, &format!("forget_media@{place}=1"));
            withhold(paper, &path, &hash);
            served.says("a job stands still, as a test planned");
            act(paper, &["pin", &path]);
            served.kill();
            assert_eq!(jobs(paper, "done_at is null"), ["forget_media"]);
            let served = paper.serve();
            paper.set_clock(later(2 * MINUTE));
            until_done(&served, paper);
            assert!(!original.exists());
            assert_eq!(
                paper.database.texts("select kind from outside_jobs where attempts = 2"),
                ["forget_media"]
            );
        });
    }
}

#[test]
fn every_node_loses_the_bytes_of_a_withheld_file() {
    at_noon("", |paper, _| {
        let (path, hash) = with_picture(paper);
        let beside = paper.data.with_file_name("beside");
        let copy = beside.join("media").join(&hash[..2]).join(&hash[2..]);
        std::fs::create_dir_all(copy.parent().unwrap()).unwrap();
        std::fs::copy(paper.data.join("media").join(&hash[..2]).join(&hash[2..]), &copy).unwrap();
        let served = paper.serve();
        withhold(paper, &path, &hash);
        until_done(&served, paper);
        assert!(copy.is_file());
        let (folder, database) = (beside.display().to_string(), paper.database.address.clone());
        let other = paper.serve_elsewhere(&["serve", "--listen", "127.0.0.1:0", "--data", &folder, "--database", &database]);
        assert!(other.wait_until(|| !copy.exists()), "{}", other.log());
    });
}

fn allow(paper: &TestPaper, elsewhere: &Elsewhere) {
    let toml = format!(
        "[outgoing]\nallow = {:?}\nseconds_between_requests = 1\nseconds_to_answer = 25\n",
        elsewhere.allowed()
    );
    std::fs::write(paper.data.with_file_name("rotative.toml"), toml).unwrap();
}

#[test]
fn a_dead_link_is_told_though_the_node_is_killed_while_a_machine_elsewhere_does_not_answer() {
    at_noon("[links]\nevery_days = 7\n", |paper, _| {
        let elsewhere = Elsewhere::with(2);
        allow(paper, &elsewhere);
        let (gone, held) = (elsewhere.at(0, "/gone"), elsewhere.at(1, "/held"));
        paper.write("a.md", &news("Un article", &format!("[Mort]({gone}), [lent]({held}).")));
        paper.import().well();
        let served = paper.serve();
        elsewhere.wait_until_held();
        // The worker hangs: an act is answered all the same, and readers have it.
        let draft = save(paper, "b.md", &news("Un autre", "Texte."));
        act(paper, &["publish", &draft]);
        until_it_says(&served, "/", "Un autre");
        assert_eq!(jobs(paper, "done_at is null"), ["check_links"]);
        served.kill();
        elsewhere.release();
        let served = paper.serve();
        paper.set_clock(later(3 * MINUTE));
        elsewhere.wait_until_held();
        elsewhere.release();
        until_done(&served, paper);
        until_told(&served, paper, &["link_dead"]);
        let told = &notices(paper)[0];
        assert_eq!(
            (told["subject"].as_str(), told["detail"]["reason"].as_str()),
            (Some(&*gone), Some("gone"))
        );
        assert_eq!(told["for"], "correct");
        act(paper, &["retract", "/2026/11/20/un-article", "--reason", "Faux."]);
        paper.set_clock(later(7 * DAY));
        until_told(&served, paper, &[]);
    });
}

fn backups(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().collect::<Vec<_>>())
        .unwrap_or_default();
    let mut names: Vec<String> = entries
        .iter()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| name.split_once('-').unwrap().1.split_once('-').unwrap().1.to_owned())
        .collect()
}

/// Says on this machine where backups go.
fn keep_backups(paper: &TestPaper) -> PathBuf {
    let folder = paper.data.with_file_name("backups");
    std::fs::write(
        paper.data.with_file_name("rotative.toml"),
        format!("[backups]\nfolder = {:?}\n", folder.display().to_string()),
    )
    .unwrap();
    folder
}

const TWO_DAYS: &str = "[backups]\nat = \"03:15\"\nkeep_days = 2\nkeep_weeks = 0\nkeep_months = 0\n";

#[test]
fn a_planned_backup_is_made_though_the_node_is_killed_and_reads_as_a_restore_would() {
    for place in ["claimed", "effected"] {
        at_noon(TWO_DAYS, |paper, _| {
            let folder = keep_backups(paper);
            paper.write("a.md", &news("Un article", "Texte."));
            paper.import().well();
            let served = serve_with_faults(paper, &format!("make_backup@{place}=1"));
            served.says("a job stands still, as a test planned");
            act(paper, &["pin", "/2026/11/20/un-article"]);
            served.kill();
            let served = paper.serve();
            paper.set_clock(later(6 * MINUTE));
            until_done(&served, paper);
            assert_eq!(backups(&folder), ["2026-11-24.backup"], "{place}");
            let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
            let restored = paper.data.with_file_name("restored").display().to_string();
            let ran = paper
                .run(&["restore", &file.display().to_string(), &restored, "--without-erasures", "un essai"])
                .well();
            assert!(ran.said.contains("everything verified"), "{}", ran.said);
        });
    }
}

#[test]
fn older_backups_go_by_the_papers_rule_and_none_before_a_newer_one_was_read() {
    at_noon(TWO_DAYS, |paper, _| {
        let folder = keep_backups(paper);
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve();
        let done = |count: usize| served.wait_until(|| jobs(paper, "done_at is not null").len() == count);
        for day in 0..3 {
            paper.set_clock(later(day * DAY));
            assert!(done(usize::try_from(day).unwrap() + 1), "{}", served.log());
        }
        assert_eq!(backups(&folder), ["2026-11-25.backup", "2026-11-26.backup"]);
        paper.database.tamper("update articles set access = 'subscribers'");
        paper.set_clock(later(3 * DAY));
        until_told(&served, paper, &["backup_failed"]);
        assert!(
            backups(&folder).starts_with(&["2026-11-25.backup".into(), "2026-11-26.backup".into()]),
            "{:?}",
            backups(&folder)
        );
        let doctor = paper.run(&["doctor", "--language", "en"]).said;
        assert!(
            doctor.contains("`make_backup` failed 1 times: the paper does not verify"),
            "{doctor}"
        );
        paper.database.tamper("update articles set access = 'everyone'");
        paper.set_clock(later(3 * DAY + MINUTE));
        assert!(done(4), "{}", served.log());
        assert_eq!(backups(&folder).iter().filter(|name| name.ends_with(".backup")).count(), 2);
        until_told(&served, paper, &[]);
    });
}

#[test]
fn a_backup_that_there_is_no_room_to_read_back_keeps_its_name_and_is_read_later() {
    at_noon(TWO_DAYS, |paper, _| {
        let Some(disk) = SmallDisk::under(&paper.data, "64m") else {
            return;
        };
        let folder = keep_backups(paper);
        // More than three megabytes of a database, and as much again to bring it up.
        for index in 0..5 {
            paper.write(&format!("{index}.md"), &news(&format!("Article {index}"), &long_text(index)));
        }
        paper.set_clock(later(-10 * 60 * MINUTE));
        paper.import().well();
        let served = paper.serve();
        until_done(&served, paper);
        until_it_says(&served, "/2026/11/20/article-4", "Article 4");
        disk.leave(3 << 20);
        paper.set_clock(later(0));
        let is_written = || backups(&folder) == ["2026-11-23.backup", "2026-11-24.backup"];
        until_told(&served, paper, &["backup_failed"]);
        assert!(is_written(), "{:?}: {}", backups(&folder), served.log());
        let told = paper.run(&["notices", "--language", "en"]).well().said;
        assert!(told.contains("there was not enough room"), "{told}");
        let doctor = paper.run(&["doctor", "--language", "en"]).said;
        assert!(
            doctor.contains(&format!("MB are left on the disk of `{}/trial`", paper.data.display())),
            "{doctor}"
        );
        assert!(!paper.data.join("trial").exists(), "nothing of it stays");
        disk.make_room();
        paper.set_clock(later(6 * MINUTE));
        until_done(&served, paper);
        until_told(&served, paper, &[]);
        assert!(is_written() && !paper.data.join("trial").exists());
    });
}

/// Three hundred kilobytes of words that say nothing.
fn long_text(seed: usize) -> String {
    let words = (0..50_000_usize).map(|index| format!("{:x}", (index + seed).wrapping_mul(2_654_435_761) % 999_983));
    let words: Vec<String> = words.collect();
    words.chunks(100).map(|paragraph| paragraph.join(" ") + ".\n\n").collect()
}

#[test]
fn what_could_not_be_read_back_goes_once_no_backup_of_its_time_is_kept_as_a_days() {
    at_noon(TWO_DAYS, |paper, _| {
        let folder = keep_backups(paper);
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve();
        let done = |count: usize| served.wait_until(|| jobs(paper, "done_at is not null").len() == count);
        assert!(done(1), "{}", served.log());
        let first = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
        let (unreadable, strange) = (first.with_extension("unreadable"), folder.join("2026-11-01.unreadable"));
        std::fs::copy(&first, &unreadable).unwrap();
        std::fs::write(&strange, "another's").unwrap();
        paper.set_clock(later(DAY));
        assert!(done(2), "{}", served.log());
        assert!(unreadable.exists(), "its day is kept");
        paper.set_clock(later(2 * DAY));
        assert!(done(3), "{}", served.log());
        assert!(!unreadable.exists() && strange.exists(), "{:?}", std::fs::read_dir(&folder));
        assert!(
            served.log().contains("a backup that could not be read back was removed"),
            "{}",
            served.log()
        );
        let came_of_it = paper.database.texts("select progress from outside_jobs order by done_at desc");
        assert!(came_of_it[0].contains("\"unreadable_removed\":[\"2026-11-24\"]"), "{came_of_it:?}");
    });
}

#[test]
fn a_copy_that_sleeps_says_in_the_houses_words_what_it_would_do_outside() {
    at_noon(TWO_DAYS, |paper, engine| {
        keep_backups(paper);
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = serve_with_faults(paper, "make_backup@claimed=1");
        served.says("a job stands still, as a test planned");
        let backup = paper.data.with_file_name("now.backup").display().to_string();
        paper.run(&["backup", &backup]).well();
        served.kill();
        let mut copy = TestPaper::new(PROGRAM, engine);
        copy.stop_clock(NOON);
        let target = match engine {
            Engine::Sqlite => copy.data.display().to_string(),
            Engine::Postgres => copy.database.address.clone(),
        };
        copy.run(&["restore", &backup, &target, "--without-erasures", "un essai"]).well();
        for (language, said) in [("fr", "faire la sauvegarde programmée"), ("en", "make the planned backup")] {
            let shown = copy.run(&["wake", "--dry-run", "--language", language]).well().said;
            assert!(shown.contains(said) && !shown.contains("make_backup"), "{shown}");
        }
    });
}

#[test]
fn backups_that_are_planned_and_that_no_machine_makes_are_told() {
    at_noon(TWO_DAYS, |paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve();
        paper.set_clock(later(2 * 60 * MINUTE));
        until_told(&served, paper, &["backup_untried"]);
        let told = paper.run(&["notices", "--language", "en"]).well().said;
        assert!(
            told.contains("none, ever was made and read back; name a folder in `rotative.toml`"),
            "{told}"
        );
    });
}

#[test]
fn a_sealed_backup_that_this_machine_could_not_read_back_is_refused_before_it_is_made() {
    at_noon("", |paper, _| {
        let toml = "[backups]\nfolder = \"backups\"\nage_recipients = [\"age1xyz\"]\n";
        std::fs::write(paper.data.with_file_name("rotative.toml"), toml).unwrap();
        paper
            .run(&["doctor", "--language", "en"])
            .refused("seal them for a key of this machine too");
    });
}

#[test]
fn a_clock_behind_the_record_is_told_and_over_once_it_is_set() {
    at_noon("", |paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        let served = paper.serve();
        paper.set_clock(later(-10 * MINUTE));
        until_told(&served, paper, &["clock_wrong"]);
        paper.set_clock(later(MINUTE));
        until_told(&served, paper, &[]);
    });
}

/// The program goes on failing: nobody may read the folder's name as one.
fn with_dead_job(paper: &TestPaper) -> String {
    std::fs::write(paper.data.with_file_name("backups"), "a file where a folder was meant").unwrap();
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let served = paper.serve_operated();
    assert!(
        served.wait_until(|| jobs(paper, "failure is not null").len() == 1),
        "{}",
        served.log()
    );
    paper.database.tamper("update outside_jobs set attempts = 7, due_at = 0");
    until_told(&served, paper, &["backup_failed", "job_dead"]);
    let health: Value = serde_json::from_str(&served.operated("/health").text()).unwrap();
    let is_told = || serde_json::from_str::<Value>(&served.operated("/health").text()).unwrap()["outside_jobs"]["dead"] == 1;
    assert!(served.wait_until(is_told), "{health}");
    notices(paper).iter().find(|notice| notice["kind"] == "job_dead").unwrap()["subject"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_dead_job_is_named_by_doctor_health_and_a_notice_and_revived_by_an_act() {
    at_noon(TWO_DAYS, |paper, _| {
        let folder = keep_backups(paper);
        let job = with_dead_job(paper);
        let doctor = paper.run(&["doctor", "--language", "en"]);
        assert_eq!(doctor.code, Some(1));
        assert!(
            doctor.said.contains("tried no more") && doctor.said.contains(&format!("rotative act revive-job {job}")),
            "{}",
            doctor.said
        );
        std::fs::remove_file(&folder).unwrap();
        assert_eq!(act(paper, &["revive-job", &job])["kind"], "make_backup");
        paper
            .run(&["act", "--language", "en", "revive-job", &job])
            .refused("this job waits for nobody");
        let served = paper.serve();
        until_done(&served, paper);
        until_told(&served, paper, &[]);
        let record = paper.run(&["record", "--act", "job_revived", "--json"]).well().said;
        assert!(record.contains(&format!("\"thing\":\"{job}\"")), "{record}");
        paper.run(&["verify"]).well();
    });
}

#[test]
fn a_notice_is_settled_once_by_whoever_it_is_for_with_an_entry_of_identities_alone() {
    at_noon(TWO_DAYS, |paper, _| {
        keep_backups(paper);
        with_dead_job(paper);
        let id = |kind: &str| {
            notices(paper).iter().find(|notice| notice["kind"] == kind).unwrap()["notice"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let (failed, dead) = (id("backup_failed"), id("job_dead"));
        paper.run(&["people", "add", "Léa Brun", "--role", "reporter"]).well();
        paper.run(&["people", "add", "Paul", "--role", "publisher"]).well();
        paper
            .run(&["notices", "settle", &failed, "--as", "lea-brun", "--language", "en"])
            .refused("may not do this here");
        paper.run(&["notices", "settle", &failed, "--as", "paul"]).well();
        paper
            .run(&["notices", "settle", &failed, "--language", "en"])
            .refused("does not stand any more");
        paper
            .run(&["notices", "settle", "x", "--language", "en"])
            .refused("there is no notice `x`");
        let served = paper.serve_operated();
        let token = paper.run(&["people", "token", "paul", "--name", "robot"]).well().said;
        let token = token.lines().last().unwrap().trim().to_owned();
        let asked = json!({ "act": "settle-notice", "notice": dead }).to_string();
        let bearer = format!("Bearer {token}");
        let answer = served.sends("/acts", &[("Authorization", &bearer)], asked.as_bytes());
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(kinds(paper), [] as [&str; 0]);
        let record = paper.run(&["record", "--act", "notice_settled", "--json"]).well().said;
        let details: Vec<Value> = record
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap()["entry"]["detail"]["kind"].clone())
            .collect();
        assert_eq!(details, ["backup_failed", "job_dead"]);
    });
}

/// The names of all files below a folder.
fn files_below(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for entry in entries.flatten() {
        if entry.path().is_dir() {
            names.extend(files_below(&entry.path()));
        } else {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names
}

/// An article with a picture, planned for the evening of the next day.
fn planned_with_picture(paper: &TestPaper) -> String {
    paper.import().well();
    paper.write_bytes("quai.png", &png([1, 2, 3]));
    let head = "headline: Demain\nlead:\n  picture: quai.png\n  credit: AFP\n  alt: Un quai";
    let article = save(paper, "demain.md", &format!("---\n{head}\n---\n\nTexte.\n"));
    act(paper, &["schedule", &article, "--at", "2026-11-25 18:00"]);
    article
}

#[test]
fn renditions_of_a_plan_are_made_ahead_though_the_node_is_killed_and_no_reader_has_them_before() {
    for place in ["claimed", "effected"] {
        at_noon("", |paper, _| {
            planned_with_picture(paper);
            let (ahead, prints) = (paper.data.join("ahead"), paper.data.join("prints"));
            let served = serve_with_faults(paper, &format!("make_renditions@{place}=1"));
            served.says("a job stands still, as a test planned");
            served.kill();
            let served = paper.serve();
            paper.set_clock(later(2 * MINUTE));
            until_done(&served, paper);
            assert_eq!(
                (files_below(&ahead), files_below(&prints)),
                (vec!["1.webp".to_owned()], vec![]),
                "{place}"
            );
            let address = format!("/media/{}-1.webp", hash_in(&paper.data.join("media")));
            assert_eq!(served.get(&address).status, 404);
            paper.set_clock(later(2 * DAY));
            until_it_says(&served, "/", "Demain");
            assert!(served.wait_until(|| !files_below(&prints).is_empty()), "{}", served.log());
            assert_eq!(files_below(&ahead), [] as [&str; 0], "they were taken over");
            assert_eq!(served.get(&address).status, 200);
        });
    }
}

#[test]
fn renditions_made_ahead_go_with_a_file_that_is_withheld_and_with_a_plan_that_is_given_up() {
    at_noon("", |paper, _| {
        let article = planned_with_picture(paper);
        let ahead = paper.data.join("ahead");
        let served = paper.serve();
        until_done(&served, paper);
        assert_eq!(files_below(&ahead), ["1.webp"]);
        withhold(paper, &article, &hash_in(&paper.data.join("media")));
        assert!(served.wait_until(|| files_below(&ahead).is_empty()), "{}", served.log());
        for (name, colour) in [("apres", [4, 5, 6]), ("encore", [7, 8, 9])] {
            paper.write_bytes(&format!("{name}.png"), &png(colour));
            let head = format!("headline: {name}\nlead:\n  picture: {name}.png\n  credit: AFP\n  alt: Une rue");
            let other = save(paper, &format!("{name}.md"), &format!("---\n{head}\n---\n\nTexte.\n"));
            act(paper, &["schedule", &other, "--at", "2026-11-26 18:00"]);
            until_done(&served, paper);
            assert_eq!(
                files_below(&ahead),
                ["1.webp"],
                "the plan that was given up before has none: {name}"
            );
            act(paper, &["unschedule", &other]);
        }
    });
}
