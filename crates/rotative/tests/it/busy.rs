//! A newsroom that does not stop publishing while something else goes on.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;

use crate::typed_on;
use acts::Desk;
use acts::publication::{Publication, publish};
use manuscript::paper::Paper;
use manuscript::{By, Nature, Uuid};
use store::{Store, articles};
use testpaper::waiting::BOUND;
use testpaper::{CountedIds, StoppedClock};

/// Publishes until it is stopped.
pub(crate) struct Busy {
    stop: Arc<AtomicBool>,
    published: Arc<AtomicI64>,
    thread: Option<JoinHandle<()>>,
}

impl Busy {
    /// Begins, and returns once the first version is out.
    pub(crate) fn on(address: &str) -> Self {
        let (stop, published) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicI64::new(0)));
        let (first, first_is_out) = mpsc::channel();
        let (address, seen, count) = (address.to_owned(), Arc::clone(&stop), Arc::clone(&published));
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let publishes = publish_until(&address, &seen, || {
                if count.fetch_add(1, Ordering::SeqCst) == 0 {
                    first.send(()).unwrap();
                }
            });
            runtime.block_on(publishes);
        });
        assert!(first_is_out.recv_timeout(BOUND).is_ok(), "the newsroom publishes");
        Self {
            stop,
            published,
            thread: Some(thread),
        }
    }

    /// How many versions came out.
    pub(crate) fn published(&self) -> i64 {
        self.published.load(Ordering::SeqCst)
    }

    /// Stops, and answers how many versions came out.
    pub(crate) fn stop(mut self) -> i64 {
        self.stop.store(true, Ordering::SeqCst);
        self.thread.take().unwrap().join().unwrap();
        self.published()
    }
}

/// A desk whose clock stands so many milliseconds after the test paper's noon.
pub(crate) fn desk(later: i64) -> Desk {
    let clock = StoppedClock::default();
    clock.pass(later);
    Desk {
        clock: Arc::new(clock),
        ids: Arc::new(CountedIds::from(1 << 40)),
        paper: Arc::new(Paper::named("Journal")),
    }
}

/// Publishes one article's draft again.
pub(crate) async fn publish_one(store: &Store, desk: &Desk, article: Uuid) {
    let mut tx = acts::begin(store).await.unwrap();
    let wanted = Publication {
        article,
        seen: Some(typed_on(&mut tx, article).await),
        nature: Nature::Update,
        tell: None,
    };
    publish(&mut tx, desk, &By::CommandLine, &wanted).await.unwrap();
    tx.commit().await.unwrap();
}

async fn publish_until(address: &str, stop: &AtomicBool, one_is_out: impl Fn()) {
    let store = Store::open(address).await.unwrap();
    let ids = articles::all_ids(&mut store.snapshot().await.unwrap(), Uuid::nil(), 100)
        .await
        .unwrap();
    let desk = desk(0);
    for article in ids.iter().cycle() {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        publish_one(&store, &desk, *article).await;
        one_is_out();
    }
    store.close().await;
}
