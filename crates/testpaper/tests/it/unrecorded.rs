//! What strangers send and nobody has judged: rows with an end, many in one commit, without the pen and without an entry.

use std::net::IpAddr;

use acts::throttle::{Limit, Throttle, Tried};
use acts::unrecorded::{QueueRefused, UnrecordedQueue};
use manuscript::Uuid;
use manuscript::{Clock as _, Instant};
use store::connection_data::{self, Kept};
use store::throttles::{self, Counter, Window};
use testpaper::{CountedIds, InProcess, on_both};
use tokio::task::JoinSet;

const LIMIT: Limit = Limit {
    purpose: "sign-up",
    most: 3,
    within: 60_000,
};
const FROM: &str = "192.0.2.7";

fn tried(paper: &InProcess, from: &str) -> Tried<'static> {
    Tried {
        limit: &LIMIT,
        from: from.parse::<IpAddr>().unwrap(),
        at: paper.clock.now(),
    }
}

/// A throttle of a process of its own.
fn throttle(paper: &InProcess, process: u64) -> (UnrecordedQueue, Throttle) {
    let queue = UnrecordedQueue::on(paper.store.clone());
    (queue.clone(), Throttle::new(queue, &CountedIds::from(process << 50)))
}

async fn is_closed(paper: &InProcess, throttle: &Throttle, from: &str) -> bool {
    let mut snapshot = paper.store.snapshot().await.unwrap();
    let closed = throttle.closed_until(&mut snapshot, &tried(paper, from)).await;
    closed.unwrap().is_some()
}

fn counted(paper: &InProcess) -> i64 {
    let times = paper.database.texts("select cast(coalesce(sum(times), 0) as text) from throttles");
    times[0].parse().unwrap()
}

#[test]
fn a_network_is_closed_after_so_many_times_and_open_again_when_the_window_ends() {
    on_both(|paper| {
        paper.wait(async {
            let (_, throttle) = throttle(paper, 1);
            for (from, beside, other) in [(FROM, FROM, "192.0.2.8"), ("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1")] {
                for _ in 0..3 {
                    assert!(!is_closed(paper, &throttle, from).await);
                    throttle.count(&tried(paper, from)).await.unwrap();
                }
                assert!(is_closed(paper, &throttle, from).await && is_closed(paper, &throttle, beside).await);
                assert!(!is_closed(paper, &throttle, other).await);
            }
            paper.clock.set(Instant(paper.clock.now().0 + LIMIT.within));
            assert!(!is_closed(paper, &throttle, FROM).await);
            throttle.count(&tried(paper, FROM)).await.unwrap();
            assert!(!is_closed(paper, &throttle, FROM).await, "it begins anew");
        });
    });
}

#[test]
fn no_address_is_written_and_no_other_process_knows_a_digest_again() {
    on_both(|paper| {
        paper.wait(async {
            let ((_, one), (_, other)) = (throttle(paper, 1), throttle(paper, 2));
            for _ in 0..3 {
                one.count(&tried(paper, FROM)).await.unwrap();
            }
            assert!(is_closed(paper, &one, FROM).await && !is_closed(paper, &other, FROM).await);
        });
        let (_, rows) = paper.database.rows().into_iter().find(|(table, _)| table == "throttles").unwrap();
        let text = rows.join("\n").to_lowercase();
        assert!(
            text.contains("sign-up") && !text.contains(FROM) && !text.contains("c0000207"),
            "{text}"
        );
    });
}

#[test]
fn many_share_a_commit_and_the_record_hears_of_none() {
    on_both(|paper| {
        let before = paper.record(None).len();
        paper.wait(async {
            let (queue, throttle) = throttle(paper, 1);
            let mut writes = JoinSet::new();
            for number in 0..100 {
                let (throttle, tried) = (throttle.clone(), tried(paper, &format!("192.0.2.{number}")));
                writes.spawn(async move { throttle.count(&tried).await });
            }
            while let Some(written) = writes.join_next().await {
                written.unwrap().unwrap();
            }
            assert!(queue.figures().waits <= 4, "{:?}", queue.figures());
        });
        assert_eq!((counted(paper), paper.record(None).len()), (100, before));
    });
}

#[test]
fn what_finds_no_room_is_told_so_at_once_and_what_has_waited_is_kept() {
    on_both(|paper| {
        let kept = paper.wait(async {
            let (queue, throttle) = throttle(paper, 1);
            // Somebody writes for long: of SQLite there is one writer, of PostgreSQL a batch waits for the row.
            throttle.count(&tried(paper, FROM)).await.unwrap();
            let mut writer = acts::begin_unrecorded(&paper.store).await.unwrap();
            let counter = throttles_row(paper);
            throttles::count(&mut writer, &counter, window(paper)).await.unwrap();
            let mut writes = JoinSet::new();
            for _ in 0..600 {
                let (throttle, tried) = (throttle.clone(), tried(paper, FROM));
                writes.spawn(async move { throttle.count(&tried).await });
            }
            // As many as wait in the queue and in the batch at work; all others come back while the writer still writes.
            for _ in 0..600 - 321 {
                let refused = writes.join_next().await.unwrap().unwrap();
                assert!(matches!(refused, Err(QueueRefused::Full)), "{refused:?}");
            }
            assert!(queue.figures().queued > 0);
            drop(writer);
            let mut kept = 1;
            while let Some(written) = writes.join_next().await {
                kept += i64::from(written.unwrap().is_ok());
            }
            kept
        });
        assert!(kept > 256, "{kept}");
        assert_eq!(counted(paper), kept);
    });
}

/// The counter of the one row that there is.
fn throttles_row(paper: &InProcess) -> Counter {
    let hex = paper.database.texts(match paper.store.engine_name() {
        "SQLite" => "select lower(hex(network)) from throttles",
        _ => "select encode(network, 'hex') from throttles",
    });
    Counter {
        purpose: LIMIT.purpose,
        network: manuscript::commitment::unhex(&hex[0]).unwrap(),
    }
}

fn window(paper: &InProcess) -> Window {
    let now = paper.clock.now();
    Window {
        now,
        ends: Instant(now.0 + LIMIT.within),
    }
}

#[test]
fn rows_go_when_their_date_has_come_so_many_at_a_time() {
    on_both(|paper| {
        let now = paper.clock.now();
        paper.wait(async {
            let mut tx = acts::begin_unrecorded(&paper.store).await.unwrap();
            for number in 0..601 {
                let kept = Kept {
                    id: Uuid::from_u128(number + 1),
                    purpose: "comment".into(),
                    subject: None,
                    network: FROM.into(),
                    at: now.0,
                    forget_at: now.0 + if number == 600 { 11 } else { 10 },
                };
                connection_data::keep(&mut tx, &kept).await.unwrap();
            }
            tx.commit().await.unwrap();
        });
        assert_eq!(paper.press.sweep(), 0, "nothing has ended yet");
        paper.clock.set(Instant(now.0 + 10));
        assert_eq!((paper.press.sweep(), paper.press.sweep(), paper.press.sweep()), (500, 100, 0));
        assert_eq!(paper.database.texts("select cast(count(*) as text) from connection_data"), ["1"]);
    });
}
