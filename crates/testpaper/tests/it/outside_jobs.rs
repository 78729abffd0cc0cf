//! Jobs whose effect is outside of the database: done once, without the record's lock, or told as what they are.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use manuscript::{Clock, Instant, Uuid};
use press::jobs::JobContext;
use press::outside::{Doing, Failed, OutsideKind, OutsideWork, Repeats, Work};
use serde_json::{Value, json};
use store::outside::{self, NewJob, Stopped};
use testpaper::{CountedIds, InProcess, on_both};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::news;

const MINUTE: i64 = 60_000;
const JOB: Uuid = Uuid::from_u128(77);

/// What happens outside when the test's job is done.
#[derive(Default)]
struct Outside {
    had: AtomicUsize,
    began: Notify,
    effected: Notify,
    goes_on: Notify,
    answers: Mutex<Vec<Result<(), Failed>>>,
}

/// A kind of job for tests.
#[derive(Clone)]
struct Sending {
    outside: Arc<Outside>,
    repeats: Repeats,
    hangs: Hangs,
    name: &'static str,
    queue: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Hangs {
    Never,
    BeforeTheEffect,
    AfterTheEffect,
}

impl Sending {
    fn that_repeats(repeats: Repeats) -> Self {
        Self {
            outside: Arc::default(),
            repeats,
            hangs: Hangs::Never,
            name: "check_links",
            queue: "sending",
        }
    }

    fn hanging(&self, hangs: Hangs) -> Self {
        Self { hangs, ..self.clone() }
    }

    fn had(&self) -> usize {
        self.outside.had.load(Ordering::SeqCst)
    }

    async fn send(&self) -> Result<Value, Failed> {
        let outside = &self.outside;
        outside.began.notify_one();
        if self.hangs == Hangs::BeforeTheEffect {
            outside.goes_on.notified().await;
        }
        let answer = outside.answers.lock().unwrap().pop().unwrap_or(Ok(()));
        answer?;
        outside.had.fetch_add(1, Ordering::SeqCst);
        if self.hangs == Hangs::AfterTheEffect {
            outside.effected.notify_one();
            outside.goes_on.notified().await;
        }
        Ok(json!({ "sent": 1 }))
    }
}

impl OutsideKind for Sending {
    // The newest release knows it, as it does every kind of its own.
    fn name(&self) -> &'static str {
        self.name
    }

    fn queue(&self) -> &'static str {
        self.queue
    }

    fn repeats(&self) -> Repeats {
        self.repeats
    }

    fn attempts(&self) -> i64 {
        3
    }

    fn perform<'a>(&'a self, _work: &'a Work<'a>) -> Doing<'a> {
        Box::pin(self.send())
    }
}

/// A node that does the test's kind.
fn node(paper: &InProcess, name: &str, kind: &Sending) -> OutsideWork {
    // No two nodes draw the same identities.
    static NODES: AtomicU64 = AtomicU64::new(1 << 42);
    let context = JobContext {
        clock: Arc::clone(&paper.clock) as Arc<dyn Clock>,
        ids: Arc::new(CountedIds::from(NODES.fetch_add(1 << 20, Ordering::SeqCst))),
        media: store::media::MediaFolders::of_data(paper.folder.path()),
        node: name.into(),
    };
    OutsideWork::new(paper.store.clone(), context).doing(kind.clone())
}

fn leave(paper: &InProcess) {
    leave_one(paper, JOB, &Sending::that_repeats(Repeats::Safely));
}

fn leave_one(paper: &InProcess, id: Uuid, kind: &Sending) {
    paper.wait(async {
        let mut tx = acts::begin_unrecorded(&paper.store).await.unwrap();
        let job = NewJob {
            id,
            kind: kind.name,
            queue: kind.queue,
            payload: json!({ "issue": id }),
            once: None,
            due_at: paper.clock.now(),
        };
        assert!(outside::leave(&mut tx, &job, paper.clock.now()).await.unwrap());
        tx.commit().await.unwrap();
    });
}

fn work(paper: &InProcess, node: &OutsideWork) -> Option<Instant> {
    paper.wait(node.work("sending", &CancellationToken::new())).unwrap()
}

fn seen(paper: &InProcess) -> Stopped {
    paper.wait(async {
        let mut snapshot = paper.store.snapshot().await.unwrap();
        outside::one(&mut snapshot, JOB).await.unwrap().unwrap()
    })
}

fn is_done(paper: &InProcess) -> bool {
    let done = paper.wait(async {
        let mut snapshot = paper.store.snapshot().await.unwrap();
        outside::last_done(&mut snapshot, "check_links").await.unwrap()
    });
    done.is_some()
}

fn notices(paper: &InProcess) -> Vec<String> {
    paper.wait(async {
        let mut snapshot = paper.store.snapshot().await.unwrap();
        let standing = store::notices::standing(&mut snapshot).await.unwrap();
        standing.into_iter().map(|notice| notice.kind).collect()
    })
}

/// The node works until it hangs, and is lost there: what it held is never ended by it.
fn lost_in_the_middle(paper: &InProcess, kind: &Sending) {
    let node = node(paper, "lost", kind);
    let stop = CancellationToken::new();
    paper.wait(async {
        tokio::select! {
            worked = node.work("sending", &stop) => panic!("it was to hang: {worked:?}"),
            () = async {
                kind.outside.began.notified().await;
                if kind.hangs == Hangs::AfterTheEffect {
                    kind.outside.effected.notified().await;
                }
            } => {}
        }
    });
}

#[test]
fn a_job_is_done_once_and_nothing_is_entered_in_the_record() {
    on_both(|paper| {
        let kind = Sending::that_repeats(Repeats::Never);
        leave(paper);
        let before = paper.record(None).len();
        assert_eq!(work(paper, &node(paper, "one", &kind)), None);
        assert_eq!(work(paper, &node(paper, "another", &kind)), None);
        assert_eq!((kind.had(), is_done(paper)), (1, true));
        assert_eq!(paper.record(None).len(), before);
    });
}

#[test]
fn what_may_be_repeated_is_done_again_when_its_node_is_lost_before_or_after_the_effect() {
    on_both(|paper| {
        for (hangs, times) in [(Hangs::BeforeTheEffect, 1), (Hangs::AfterTheEffect, 2)] {
            let kind = Sending::that_repeats(Repeats::Safely);
            let id = seen_after_leaving(paper);
            lost_in_the_middle(paper, &kind.hanging(hangs));
            let heir = node(paper, "heir", &kind);
            let next = work(paper, &heir).unwrap();
            assert!(next > paper.clock.now(), "its lease holds");
            paper.clock.set(next);
            assert_eq!(work(paper, &heir), None);
            assert_eq!(kind.had(), times, "{id}");
            paper.database.tamper("delete from outside_jobs");
        }
        assert_eq!(notices(paper), [] as [&str; 0]);
    });
}

fn seen_after_leaving(paper: &InProcess) -> Uuid {
    leave(paper);
    seen(paper).id
}

#[test]
fn what_may_not_be_repeated_is_unknown_once_its_node_is_lost_in_the_middle_and_an_act_has_it_done() {
    on_both(|paper| {
        for (hangs, times) in [(Hangs::BeforeTheEffect, 0), (Hangs::AfterTheEffect, 1)] {
            let kind = Sending::that_repeats(Repeats::Never);
            leave(paper);
            lost_in_the_middle(paper, &kind.hanging(hangs));
            let heir = node(paper, "heir", &kind);
            paper.clock.pass(2 * MINUTE);
            assert_eq!(work(paper, &heir), None);
            assert_eq!(kind.had(), times, "it is not repeated in silence");
            assert!(seen(paper).unknown_at.is_some());
            assert_eq!(notices(paper), ["job_unknown"]);
            revive(paper);
            assert_eq!(notices(paper), [] as [&str; 0]);
            work(paper, &heir);
            assert_eq!((kind.had(), is_done(paper)), (times + 1, true));
            paper.database.tamper("delete from outside_jobs");
        }
    });
}

fn revive(paper: &InProcess) {
    let before = paper.record(None).len();
    paper.newsroom().revive(JOB).unwrap();
    let record = paper.record(None);
    assert_eq!(record.len(), before + 1);
    let entry = &record.last().unwrap().entry;
    assert_eq!((entry.act.as_str(), entry.thing), ("job_revived", Some(JOB)));
    assert_eq!(entry.detail, json!({ "kind": "check_links" }));
}

#[test]
fn what_fails_is_tried_after_growing_pauses_and_is_dead_in_the_end_until_somebody_revives_it() {
    on_both(|paper| {
        let kind = Sending::that_repeats(Repeats::Never);
        *kind.outside.answers.lock().unwrap() = (0..3).map(|_| Err(Failed::because("no route"))).collect();
        leave(paper);
        let node = node(paper, "one", &kind);
        let mut pauses = Vec::new();
        while let Some(next) = work(paper, &node) {
            pauses.push(next.0 - paper.clock.now().0);
            assert_eq!(work(paper, &node), Some(next), "it is left alone");
            paper.clock.set(next);
        }
        assert_eq!(pauses.len(), 2);
        assert!(pauses[1] > pauses[0], "{pauses:?}");
        let dead = seen(paper);
        assert!(dead.dead_at.is_some() && dead.attempts == 3 && dead.failure.as_deref() == Some("no route"));
        assert_eq!(notices(paper), ["job_dead"]);
        paper.newsroom().revive(Uuid::from_u128(78)).unwrap_err();
        revive(paper);
        assert_eq!(work(paper, &node), None);
        assert_eq!((kind.had(), is_done(paper)), (1, true));
        paper.newsroom().revive(JOB).unwrap_err();
    });
}

#[test]
fn whoever_is_slower_than_its_lease_ends_nothing() {
    on_both(|paper| {
        let slow = Sending::that_repeats(Repeats::Safely).hanging(Hangs::BeforeTheEffect);
        let quick = slow.hanging(Hangs::Never);
        leave(paper);
        let (late, heir) = (node(paper, "late", &slow), node(paper, "heir", &quick));
        let stop = CancellationToken::new();
        paper.wait(async {
            let others = async {
                slow.outside.began.notified().await;
                // The late one renews its lease once, at a moment that nobody knows.
                while quick.had() == 0 {
                    paper.clock.pass(2 * MINUTE);
                    heir.work("sending", &stop).await.unwrap();
                }
                slow.outside.goes_on.notify_one();
            };
            let (worked, ()) = tokio::join!(late.work("sending", &stop), others);
            // It may learn from a renewal that the job is another one's before that one is done: then it comes back later.
            worked.unwrap();
        });
        let done = paper
            .database
            .texts("select kind from outside_jobs where done_at is not null and attempts = 2");
        assert_eq!(done.len(), 1, "the heir's end stands, and the late one's was refused");
    });
}

#[test]
fn a_node_that_is_told_to_stop_gives_its_job_back() {
    on_both(|paper| {
        let kind = Sending::that_repeats(Repeats::Safely);
        leave(paper);
        let slow = kind.hanging(Hangs::BeforeTheEffect);
        let (stopped, stop) = (node(paper, "stopped", &slow), CancellationToken::new());
        paper.wait(async {
            let told = async {
                slow.outside.began.notified().await;
                stop.cancel();
            };
            let (worked, ()) = tokio::join!(stopped.work("sending", &stop), told);
            worked.unwrap();
        });
        assert_eq!(work(paper, &node(paper, "heir", &kind)), None);
        assert_eq!(kind.had(), 1, "nobody waits for a lease to end");
    });
}

#[test]
fn a_node_never_claims_a_kind_that_it_does_not_know() {
    on_both(|paper| {
        leave(paper);
        paper.database.tamper("update outside_jobs set kind = 'of_tomorrow'");
        let kind = Sending::that_repeats(Repeats::Safely);
        assert_eq!(work(paper, &node(paper, "one", &kind)), None);
        let unknown = paper.wait(async { outside::unknown_kinds(&mut paper.store.snapshot().await.unwrap()).await.unwrap() });
        assert_eq!((unknown[0].kind.as_str(), unknown[0].count), ("of_tomorrow", 1));
    });
}

#[test]
fn an_act_is_answered_while_a_worker_hangs_and_no_transaction_is_open_meanwhile() {
    on_both(|paper| {
        let kind = Sending::that_repeats(Repeats::Safely).hanging(Hangs::BeforeTheEffect);
        leave(paper);
        let (node, stop) = (node(paper, "one", &kind), CancellationToken::new());
        paper.wait(async {
            let acts = async {
                kind.outside.began.notified().await;
                let mut tx = acts::begin(&paper.store).await.unwrap();
                let held = tokio::time::timeout(Duration::from_secs(5), store::record::lock_record(&mut tx)).await;
                held.unwrap().unwrap();
            };
            tokio::select! {
                worked = node.work("sending", &stop) => panic!("it was to hang: {worked:?}"),
                () = acts => {}
            }
        });
        let article = paper.newsroom().save(news("Le pont", "Texte.")).unwrap();
        paper.newsroom().publish(article).unwrap();
        assert!(paper.get("/").page().contains("Le pont"));
    });
}

#[test]
fn a_queue_that_hangs_holds_up_no_other() {
    on_both(|paper| {
        let slow = Sending::that_repeats(Repeats::Safely).hanging(Hangs::BeforeTheEffect);
        let other = Sending {
            name: "make_backup",
            queue: "other",
            ..Sending::that_repeats(Repeats::Safely)
        };
        leave(paper);
        leave_one(paper, Uuid::from_u128(78), &other);
        let (node, stop) = (node(paper, "one", &slow).doing(other.clone()), CancellationToken::new());
        paper.wait(async {
            let beside = async {
                slow.outside.began.notified().await;
                node.work("other", &stop).await.unwrap()
            };
            tokio::select! {
                worked = node.work("sending", &stop) => panic!("it was to hang: {worked:?}"),
                next = beside => assert_eq!(next, None),
            }
        });
        assert_eq!((slow.had(), other.had()), (0, 1));
    });
}
