//! The record: gapless, in the order of commits, chained; what was changed behind its back is found.

use std::sync::Arc;

use acts::Desk;
use acts::publication::{Publication, publish};
use manuscript::paper::Paper;
use manuscript::{By, Nature, Uuid};
use store::{Store, Tx, articles, record};
use testpaper::{CountedIds, Engine, StoppedClock, TestPaper, engines};

use crate::{PROGRAM, news, on_both, typed_on};

fn desk() -> Desk {
    Desk {
        clock: Arc::new(StoppedClock::default()),
        ids: Arc::new(CountedIds::from(1 << 40)),
        paper: Arc::new(Paper::named("Journal")),
    }
}

async fn imported(paper: &TestPaper, count: usize) -> (Store, Vec<Uuid>) {
    for index in 0..count {
        paper.write(&format!("{index}.md"), &news(&format!("Article {index}"), "Texte."));
    }
    paper.import().well();
    let store = Store::open(&paper.database.address).await.unwrap_or_else(|error| panic!("{error}"));
    let ids = articles::all_ids(&mut snapshot(&store).await, Uuid::nil(), 100)
        .await
        .unwrap_or_else(|error| panic!("{error}"));
    (store, ids)
}

async fn publish_on(tx: &mut Tx, article: Uuid) {
    let wanted = Publication {
        article,
        seen: Some(typed_on(tx, article).await),
        nature: Nature::Update,
        tell: None,
    };
    publish(tx, &desk(), &By::CommandLine, &wanted).await.unwrap();
}

#[expect(
    clippy::disallowed_methods,
    reason = "what no act does: reading first, and waiting for the pen only at the end"
)]
async fn begin_without_the_pen(store: &Store, article: Uuid) -> Tx {
    let mut tx = store.begin(store::Patience::Door).await.unwrap();
    articles::draft_of(&mut tx, article).await.unwrap();
    tx
}

async fn snapshot(store: &Store) -> store::Snapshot {
    store.snapshot().await.unwrap_or_else(|error| panic!("{error}"))
}

#[tokio::test]
async fn numbers_are_gapless_and_in_commit_order_with_one_transaction_held_open() {
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        let (store, ids) = imported(&paper, 2).await;
        let before = record::head(&mut snapshot(&store).await).await.unwrap().0;
        // One transaction has begun and read; it does not hold the record’s lock. On SQLite, where a writer always does, it reads.
        let held = snapshot(&store).await;
        let slow = match engine {
            Engine::Postgres => Some(begin_without_the_pen(&store, ids[0]).await),
            Engine::Sqlite => None,
        };
        let mut quick = acts::begin(&store).await.unwrap();
        publish_on(&mut quick, ids[1]).await;
        quick.commit().await.unwrap();
        drop(held);
        let mut slow = match slow {
            Some(slow) => slow,
            None => acts::begin(&store).await.unwrap(),
        };
        publish_on(&mut slow, ids[0]).await;
        slow.commit().await.unwrap();
        // One act is given up: its number must not be missing.
        let mut given_up = acts::begin(&store).await.unwrap();
        publish_on(&mut given_up, ids[0]).await;
        drop(given_up);
        let mut last = acts::begin(&store).await.unwrap();
        publish_on(&mut last, ids[1]).await;
        last.commit().await.unwrap();
        let entries = record::after(&mut snapshot(&store).await, before, 100).await.unwrap();
        let told: Vec<(i64, Option<Uuid>)> = entries.iter().map(|entered| (entered.entry.number, entered.entry.thing)).collect();
        assert_eq!(
            told,
            [(before + 1, Some(ids[1])), (before + 2, Some(ids[0])), (before + 3, Some(ids[1]))]
        );
        assert_eq!(record::head(&mut snapshot(&store).await).await.unwrap().0, before + 3);
        store.close().await;
        paper.run(&["verify"]).well();
    }
}

#[tokio::test]
async fn forty_acts_at_once_leave_a_record_without_gaps() {
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        let (store, ids) = imported(&paper, 8).await;
        let before = record::head(&mut snapshot(&store).await).await.unwrap().0;
        let desk = desk();
        let acts = (0..40).map(|index| {
            let (store, desk, article) = (store.clone(), desk.clone(), ids[index % ids.len()]);
            tokio::spawn(async move {
                let mut tx = acts::begin(&store).await?;
                let wanted = Publication {
                    article,
                    seen: Some(typed_on(&mut tx, article).await),
                    nature: Nature::Update,
                    tell: None,
                };
                publish(&mut tx, &desk, &By::CommandLine, &wanted).await.unwrap();
                tx.commit().await
            })
        });
        for act in acts.collect::<Vec<_>>() {
            act.await.unwrap().unwrap();
        }
        let entries = record::after(&mut snapshot(&store).await, before, 100).await.unwrap();
        let numbers: Vec<i64> = entries.iter().map(|entered| entered.entry.number).collect();
        assert_eq!(numbers, (before + 1..=before + 40).collect::<Vec<_>>());
        store.close().await;
        assert!(paper.run(&["verify"]).well().said.contains("48 versions of 8 articles"));
    }
}

#[tokio::test]
async fn a_draft_that_moved_on_is_not_published() {
    for engine in engines() {
        let paper = TestPaper::new(PROGRAM, engine);
        let (store, ids) = imported(&paper, 1).await;
        let mut tx = acts::begin(&store).await.unwrap();
        let draft = articles::draft_of(&mut tx, ids[0]).await.unwrap().unwrap();
        let text = manuscript::canonical::text_of(&draft.copy).unwrap();
        let typed = articles::Typed { seen: 1, copy: &text };
        articles::keep_draft(&mut tx, ids[0], typed, crate::by_someone()).await.unwrap();
        let wanted = Publication {
            article: ids[0],
            seen: Some(1),
            nature: Nature::Update,
            tell: None,
        };
        let refused = publish(&mut tx, &desk(), &By::CommandLine, &wanted).await.unwrap_err();
        assert!(refused.to_string().contains("has changed since you saw it"), "{refused}");
        tx.commit().await.unwrap();
        store.close().await;
        // The file was changed too: the newsroom's text is not overwritten.
        paper.write("0.md", &news("Article 0", "Un autre texte."));
        paper
            .import()
            .refused("was changed in the newsroom since this file was last imported");
    }
}

#[test]
fn what_was_changed_behind_the_records_back_is_found() {
    let forgeries: &[(&str, &str)] = &[
        (
            "update versions set copy = replace(copy, 'Texte.', 'Autre.') where number = 1",
            "is not what was published",
        ),
        ("update record_head set number = number + 1", "its tail was cut"),
    ];
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        paper.run(&["verify"]).well();
        for (forgery, found) in forgeries {
            paper.database.tamper(forgery);
            let ran = paper.run(&["verify"]);
            assert_eq!(ran.code, Some(1), "{forgery}");
            assert!(ran.complained.contains(found), "{forgery}: {}", ran.complained);
        }
    });
}

#[test]
fn the_database_itself_refuses_to_rewrite_a_version_or_the_record() {
    on_both(|paper, _| {
        paper.write("a.md", &news("Un article", "Texte."));
        paper.import().well();
        for rewriting in [
            "update versions set at = at + 1",
            "delete from versions",
            "update record set at = at + 1",
            "delete from record",
        ] {
            let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| paper.database.tamper(rewriting)));
            assert!(tried.is_err(), "{rewriting}");
        }
        paper.run(&["verify"]).well();
    });
}
