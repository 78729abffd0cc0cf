//! Rows that no act of today makes, planted straight into the database on either engine; the record is told of those of which
//! it carries the state.

use manuscript::commitment::unhex;
use manuscript::planned::Planned;
use manuscript::role::{Grant, Role, Scope};
use manuscript::withheld::Trace;
use manuscript::words::Ground;
use manuscript::{Instant, Uuid};
use store::accounts::Account;
use store::record::ToEnter;
use store::suspensions::{Made, Where};
use store::withholdings::Withholding;
use store::{Stamp, Store, Tx, accounts, articles, suspensions, withholdings};
use testpaper::{CountedIds, Engine, TestPaper};

/// Sixteen bytes as a UUID.
pub(crate) fn id(engine: Engine, number: u8) -> String {
    match engine {
        Engine::Sqlite => format!("x'{}'", format!("{number:02x}").repeat(16)),
        Engine::Postgres => format!("cast('{}' as uuid)", format!("{number:02x}").repeat(16)),
    }
}

/// Does something in a transaction of its own, and enters it.
fn entered(paper: &TestPaper, plant: impl AsyncFnOnce(&mut Tx)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = Store::open(&paper.database.address).await.unwrap();
        let mut tx = acts::begin(&store).await.unwrap();
        plant(&mut tx).await;
        let act = ToEnter {
            at: Instant(1),
            by: "command-line".into(),
            act: "planted".into(),
            thing: None,
            tags: Vec::new(),
            purge: None,
            detail: serde_json::Value::Null,
            words: std::collections::BTreeMap::new(),
        };
        store::record::enter(&mut tx, &CountedIds::from(1 << 50), act).await.unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    });
}

/// Someone who works for the paper, with a role and an invitation.
pub(crate) fn account(paper: &TestPaper, role: Role) {
    entered(paper, async |tx| {
        let account = Account {
            id: Uuid::from_u128(1),
            key: "lea".into(),
            name: "Léa".into(),
            email: Some("lea@paper.example".into()),
            person: None,
            invited_until: Some(Instant(2)),
            joined_at: Some(Instant(3)),
            disabled_at: None,
            grants: vec![Grant { role, scope: Scope::Paper }],
        };
        let added = accounts::add(
            tx,
            &account,
            Some(&[0xab; 32]),
            Stamp {
                at: Instant(1),
                by: "command-line",
            },
        )
        .await;
        assert!(added.unwrap());
    });
}

/// A job, due at an instant, tried so often.
pub(crate) fn job(paper: &TestPaper, engine: Engine, due_at: i64, attempts: i64) {
    let one = id(engine, 2);
    paper.database.tamper(&format!(
        "insert into jobs (id, kind, due_at, left_at, attempts, failure) values ({one}, 'call_hub', {due_at}, 1, {attempts}, 'the hub is away')"
    ));
}

/// Comments of the whole paper closed, to be looked at again on a day.
pub(crate) fn suspension(paper: &TestPaper, review_on: &str) {
    entered(paper, async |tx| {
        let made = Made {
            id: Uuid::from_u128(3),
            place: Where::Paper,
            begins: Planned {
                local: "1970-01-01T01:00:00".into(),
                zone: "Europe/Paris".into(),
                at: Instant(1),
            },
            ends: None,
            review_on: Some(review_on.into()),
            reason: "un procès".into(),
            at: Instant(1),
            by: "command-line".into(),
            begun_at: None,
        };
        suspensions::add(tx, &made).await.unwrap();
    });
}

/// A file that nobody may have any more, as a withholding leaves it: gone from the folder, known by its hash.
pub(crate) fn withheld_media(paper: &TestPaper) -> String {
    let media = paper.data.join("media");
    let folder = std::fs::read_dir(&media).unwrap().next().unwrap().unwrap().path();
    let file = std::fs::read_dir(&folder).unwrap().next().unwrap().unwrap().path();
    let hash = [&folder, &file]
        .map(|part| part.file_name().unwrap().to_string_lossy().into_owned())
        .concat();
    entered(paper, async |tx| {
        let article = articles::all_ids(tx, Uuid::nil(), 1).await.unwrap()[0];
        let withholding = Withholding {
            article,
            what: "body/b1".into(),
            ground: Ground::Rights,
            reason: "une photographie volée".into(),
            at: Instant(1),
            by: "command-line".into(),
        };
        let one = Uuid::from_u128(4);
        let trace = Trace::of_pieces([12; 16], []);
        withholdings::add(tx, one, &withholding, &trace).await.unwrap();
        withholdings::withhold_media(tx, &unhex(&hash).unwrap(), one).await.unwrap();
    });
    std::fs::remove_file(file).unwrap();
    hash
}
