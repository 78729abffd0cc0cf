//! What readers notice of a paper that stops, is away, and comes back.

use testpaper::reader::answer_in;
use testpaper::{Engine, Served, TestPaper};

use super::caddy::{Caddy, READER};
use super::debian::has;
use crate::{PROGRAM, news};

const FRONT: &str = "https://journal.example/";

#[test]
fn a_restart_keeps_readers_waiting_and_a_stop_tells_them_to_come_back() {
    if !has(
        "a_restart_keeps_readers_waiting_and_a_stop_tells_them_to_come_back",
        &["caddy", "curl", "openssl"],
    ) {
        return;
    }
    let paper = TestPaper::new(PROGRAM, Engine::Sqlite);
    paper.write("a.md", &news("Un article", "Texte."));
    paper.import().well();
    let served = paper.serve();
    let base = served.base.clone();
    let caddy = Caddy::before(&base);
    assert_eq!(caddy.get(FRONT, &[]).status, 200);

    assert!(served.stop());
    let waiting = caddy.begin_to_get(FRONT);
    let served = again(&paper, &base);
    let waited = answer_in(&waiting.wait_with_output().unwrap().stdout).unwrap();
    assert!(waited.status == 200 && waited.text().contains("Un article"), "{}", waited.text());

    assert!(served.stop());
    let away = caddy.get(FRONT, &[]);
    assert_eq!((away.status, away.header("retry-after")), (502, Some("30")));
    assert_eq!(away.header("strict-transport-security"), Some("max-age=31536000"));
    assert!(
        away.text().contains("Le journal revient") && away.text().contains("will be back"),
        "{}",
        away.text()
    );

    let log = format!("{}{}", caddy.log_with("\"status\":502"), caddy.said());
    assert!(!log.contains(READER), "what breaks is told without readers: {log}");

    let _served = again(&paper, &base);
    assert_eq!(caddy.get(FRONT, &[]).status, 200);
}

/// The paper served once more, where it listened before.
fn again(paper: &TestPaper, base: &str) -> Served {
    let mut served = vec!["serve", "--listen", base.trim_start_matches("http://")];
    let (data, database) = (paper.data.display().to_string(), paper.database.address.clone());
    served.extend(["--data", &data, "--database", &database]);
    paper.serve_elsewhere(&served)
}
