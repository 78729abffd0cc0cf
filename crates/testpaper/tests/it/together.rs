//! Acts that share a commit: one that breaks or panics costs the others nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};

use acts::group_commit::{Ended, GroupCommit, NotCommitted, Pending};
use acts::tokens;
use manuscript::act::By;
use store::{Broken, Tx};
use testpaper::{InProcess, on_both};

/// What one of many does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Does {
    Well,
    Panics,
    Breaks,
    IsRefused,
}

/// Adds an account with a number, or goes wrong after that.
async fn add(tx: &mut Tx, desk: &acts::Desk, (number, does): (u32, Does)) -> Ended {
    let newcomer = acts::people::Newcomer {
        name: format!("Personne {number}"),
        key: None,
        email: None,
        signs_as: None,
        grants: vec![manuscript::role::Grant {
            role: manuscript::role::Role::Reporter,
            scope: manuscript::role::Scope::Own,
        }],
    };
    let added = acts::people::add(tx, desk, &By::CommandLine, newcomer).await;
    added.unwrap();
    match does {
        Does::Well => Ended::Stands,
        Does::IsRefused => Ended::Refused,
        Does::Breaks => Ended::Failed(Broken::because("this one breaks")),
        Does::Panics => panic!("this one panics"),
    }
}

/// Where the identities of the next desk begin.
static NEXT: AtomicU64 = AtomicU64::new(1 << 50);

fn desk(paper: &InProcess) -> acts::Desk {
    acts::Desk {
        clock: Arc::clone(&paper.clock) as Arc<dyn manuscript::Clock>,
        ids: Arc::new(testpaper::CountedIds::from(NEXT.fetch_add(1 << 20, Ordering::SeqCst))),
        paper: Arc::new(manuscript::paper::Paper::named("Journal")),
    }
}

async fn hand_in(together: &GroupCommit, desk: acts::Desk, (number, does): (u32, Does)) -> Pending<u32> {
    let tries = Arc::new(AtomicU32::new(0));
    let pending = together.hand_in(move |tx| {
        let (desk, tries) = (desk.clone(), Arc::clone(&tries));
        Box::pin(async move {
            let ended = add(tx, &desk, (number, does)).await;
            (ended, tries.fetch_add(1, Ordering::SeqCst))
        })
    });
    pending.await.unwrap()
}

fn keys(paper: &InProcess) -> Vec<String> {
    paper.wait(async {
        let mut snapshot = paper.store.snapshot().await.unwrap();
        let all = store::accounts::all(&mut snapshot).await.unwrap();
        all.into_iter().map(|account| account.key).collect()
    })
}

#[test]
fn one_act_that_panics_or_breaks_costs_the_others_nothing() {
    on_both(|paper| {
        for wrong in [Does::Panics, Does::Breaks] {
            let before = keys(paper).len();
            let all: Vec<Result<u32, NotCommitted>> = paper.wait(async {
                let together = GroupCommit::on(paper.store.clone());
                let mut pending = Vec::new();
                for number in 0..40 {
                    let does = match number {
                        17 => wrong,
                        23 => Does::IsRefused,
                        _ => Does::Well,
                    };
                    let number = number + 100 * before as u32;
                    pending.push(hand_in(&together, desk(paper), (number, does)).await);
                }
                let mut all = Vec::new();
                for one in pending {
                    all.push(one.committed().await);
                }
                all
            });
            let failed: Vec<usize> = (0..40).filter(|number| all[*number].is_err()).collect();
            assert_eq!(failed, [17], "{:?}", all[17]);
            match (wrong, &all[17]) {
                (Does::Panics, Err(NotCommitted::Panicked)) => {}
                (Does::Breaks, Err(NotCommitted::Broken(broken))) => assert!(broken.to_string().contains("this one breaks")),
                other => panic!("{:?}", other.1),
            }
            assert_eq!(keys(paper).len(), before + 38, "one broke, one was refused");
        }
        let numbers: Vec<i64> = paper.record(None).iter().map(|entered| entered.entry.number).collect();
        assert_eq!(numbers, (1..=numbers.len() as i64).collect::<Vec<_>>(), "no number is skipped");
    });
}

#[test]
fn after_a_panic_the_desk_goes_on() {
    on_both(|paper| {
        paper.wait(async {
            let together = GroupCommit::on(paper.store.clone());
            for number in 0..6 {
                let does = if number % 2 == 0 { Does::Panics } else { Does::Well };
                let done = hand_in(&together, desk(paper), (number, does)).await.committed().await;
                assert_eq!(done.is_ok(), number % 2 == 1, "{done:?}");
            }
            assert_eq!(together.figures().queued, 0);
            assert!(together.figures().waits >= 6);
        });
        assert_eq!(keys(paper).len(), 3);
    });
}

#[test]
fn a_token_that_nobody_issued_opens_nothing() {
    on_both(|paper| {
        let refused = paper.wait(async {
            let mut snapshot = paper.store.snapshot().await.unwrap();
            tokens::bearer(&mut snapshot, "rotative_00", manuscript::Instant(0))
                .await
                .unwrap_err()
        });
        assert!(refused.to_string().contains("opens nothing here"));
    });
}
