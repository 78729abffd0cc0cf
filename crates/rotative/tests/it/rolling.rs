//! From one release to the next: an older program beside a newer one on the same database. The older one is this program,
//! told to lack the newest migration, tag and kind of job.

use manuscript::Instant;
use testpaper::{Engine, TestPaper, engines};

use crate::acts::{act, save, until, until_it_says};
use crate::{PROGRAM, news, png};

const OLDER: &str = "--release-before-for-tests";
/// The test paper's noon.
const NOON: Instant = Instant(1_795_347_000_000);
const HOUR: i64 = 3_600_000;

/// A paper of the newest release, with one article, on which an older program may still work.
fn paper_on(engine: Engine) -> TestPaper {
    let mut paper = TestPaper::new(PROGRAM, engine);
    paper.stop_clock(NOON);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    floor(&paper, store::release::schema() - 1);
    paper
}

/// The oldest program that may work on the paper, by its newest migration.
fn floor(paper: &TestPaper, oldest: i64) {
    paper.database.tamper(&format!("update schema_floor set oldest_node = {oldest}"));
}

/// A manuscript with a picture that no other one has.
pub(crate) fn with_picture(paper: &TestPaper, headline: &str, colour: [u8; 3]) {
    let file = format!("{}.png", headline.to_lowercase());
    paper.write_bytes(&file, &png(colour));
    let head = format!("headline: {headline}\npublished: 2026-11-20 10:00\nlead:\n  picture: {file}\n  credit: AFP\n  alt: Une rue");
    paper.write(&format!("{headline}.md"), &format!("---\n{head}\n---\n\nTexte.\n"));
}

#[test]
fn an_older_node_shows_what_a_newer_one_did_and_says_what_it_does_not_know() {
    for engine in engines() {
        let paper = paper_on(engine);
        let older = paper.serve_with(&[OLDER]);
        assert!(!older.get("/").page().contains("Deux"));
        with_picture(&paper, "Deux", [9, 8, 7]);
        paper.import().well();
        until_it_says(&older, "/", "Deux");
        let page = older.get("/2026/11/20/deux").page();
        let address = page.split("/media/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        assert_eq!(older.get(&format!("/media/{address}")).status, 200);
        older.says("record.unknown_tag");
        let told = older.log().lines().filter(|line| line.contains("record.unknown_tag")).count();
        assert_eq!(told, 1, "once for each entry: {}", older.log());
        act(&paper, &["retract", "/2026/11/20/deux", "--reason", "Faux."]);
        until(&older, "/2026/11/20/deux", 410);
    }
}

#[test]
fn an_older_node_leaves_jobs_that_it_does_not_know_to_a_newer_one_and_does_the_others() {
    for engine in engines() {
        let paper = paper_on(engine);
        with_picture(&paper, "Deux", [9, 8, 7]);
        paper.import().well();
        let planned = save(&paper, "c.md", &news("Un projet", "Texte."));
        act(&paper, &["schedule", &planned, "--at", "2026-11-22 18:00"]);
        let older = paper.serve_with(&[OLDER]);
        let page = older.get("/2026/11/20/deux").page();
        let address = page.split("/media/").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let hash = address.split('.').next().unwrap();
        let withheld = [
            "withhold",
            "/2026/11/20/deux",
            "--picture",
            hash,
            "--ground",
            "rights",
            "--reason",
            "Volée.",
        ];
        act(&paper, &withheld);
        until(&older, &format!("/media/{address}"), 404);
        older.says("jobs.unknown_kind");
        paper.set_clock(Instant(NOON.0 + 24 * HOUR));
        until_it_says(&older, "/", "Un projet");
        let waiting = || paper.database.texts("select kind from outside_jobs where done_at is null");
        assert_eq!(waiting(), ["forget_media"], "it is left alone, and stops nothing");
        let doctor = paper.run(&["doctor", OLDER]).said;
        assert!(
            doctor.contains("warning  jobs: 1 of the kind `forget_media`, which this program does not know"),
            "{doctor}"
        );
        let beside = paper.data.with_file_name("newer");
        let (beside, database) = (beside.display().to_string(), paper.database.address.clone());
        let newer = paper.serve_elsewhere(&["serve", "--listen", "127.0.0.1:0", "--data", &beside, "--database", &database]);
        assert!(newer.wait_until(|| waiting().is_empty()), "{}", newer.log());
        assert!(!older.log().contains("jobs not done"), "{}", older.log());
    }
}

#[test]
fn an_older_program_writes_what_a_newer_one_verifies_as_long_as_the_schema_allows_it() {
    for engine in engines() {
        let paper = paper_on(engine);
        let newer = paper.serve();
        let draft = save(&paper, "b.md", &news("Un autre", "Texte."));
        act(&paper, &["publish", &draft, OLDER]);
        until_it_says(&newer, "/", "Un autre");
        paper.run(&["verify"]).well();
        paper.run(&["verify", OLDER]).well();
        let schema = store::release::schema();
        assert!(
            paper
                .run(&["db", "upgrade", OLDER])
                .well()
                .said
                .contains(&format!("number {}", schema - 1))
        );
        assert!(paper.run(&["db", "upgrade"]).well().said.contains(&format!("number {schema}")));
    }
}

#[test]
fn below_the_floor_a_node_writes_nothing_and_readers_have_its_shelf() {
    for engine in engines() {
        let paper = paper_on(engine);
        paper.write("b.md", &news("Un autre", "Encore."));
        paper.import().well();
        let older = paper.serve_with(&[OLDER]);
        let draft = save(&paper, "c.md", &news("Un projet", "Texte."));
        act(&paper, &["schedule", &draft, "--at", "2026-11-22 18:00"]);
        floor(&paper, store::release::schema());
        paper
            .run(&["act", "--language", "en", "pin", &draft, OLDER])
            .refused("install the newer release");
        paper.set_clock(Instant(NOON.0 + 24 * HOUR));
        older.says("this program is too old for its database");
        act(&paper, &["retract", "/2026/11/20/un-autre", "--reason", "Faux."]);
        until(&older, "/2026/11/20/un-autre", 503);
        assert!(
            older.get("/2026/11/20/un-article").page().contains("Texte."),
            "what nobody took back is read"
        );
        assert_eq!(
            paper.database.texts("select kind from jobs where done_at is null"),
            ["publish"],
            "it does no job"
        );
        older.kill();
        let older = paper.serve_with(&[OLDER]);
        assert!(older.get("/2026/11/20/un-article").page().contains("Texte."));
        older.says("this program is too old for its database");
        older.kill();
        let newer = paper.serve();
        until(&newer, "/2026/11/20/un-autre", 410);
        until_it_says(&newer, "/", "Un projet");
        paper.run(&["verify"]).well();
    }
}
