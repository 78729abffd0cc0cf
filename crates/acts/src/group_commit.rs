//! Acts together: what several people do at the same moment becomes durable with one commit, each act for itself.
//!
//! A commit waits for the disk; twenty acts that wait for the same commit wait once. Each has its own savepoint and its
//! own entry in the record, so one that is refused leaves no trace in the others. If one breaks or panics, the commit
//! that they share is given up and every act is done once more in one of its own: who did nothing wrong loses nothing.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use manuscript::refusals;
use store::{Broken, Store, Tx};
use supervision::unwound;
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::time::Instant;

/// At most so many acts share a commit.
const MOST: usize = 64;
/// At most so many acts wait for their turn; others wait to be let in.
const WAITING: usize = MOST * 4;

/// At most so many are done at the same time where each has its own commit: connections are for others too.
const AT_ONCE: usize = 4;

/// How one act ended, before the commit.
#[derive(Clone, Debug)]
pub enum Ended {
    /// It stands, once the commit is done.
    Stands,
    /// A rule said no: it never happened.
    Refused,
    /// The machinery failed: it never happened.
    Failed(Broken),
}

/// An act at work in a transaction that it shares.
pub type AtWork<'a, T> = Pin<Box<dyn Future<Output = (Ended, T)> + Send + 'a>>;

type Work = Box<dyn for<'a> Fn(&'a mut Tx) -> Pin<Box<dyn Future<Output = Ended> + Send + 'a>> + Send + Sync>;

struct Waiting {
    work: Work,
    committed: oneshot::Sender<Result<(), NotCommitted>>,
}

/// The desk at which acts wait for each other's commit. Cheap to clone.
#[derive(Clone)]
pub struct GroupCommit {
    waiting: mpsc::Sender<Waiting>,
    waits: Arc<Waits>,
}

/// How long acts have waited for whoever writes before them, since the beginning.
#[derive(Debug, Default)]
struct Waits {
    count: AtomicU64,
    micros: AtomicU64,
}

/// What can be measured of acts that share commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Acts that wait for their turn now.
    pub queued: usize,
    /// Transactions that were begun, or could not be.
    pub waits: u64,
    /// How long these waited for whoever wrote before them, all together.
    pub waited: Duration,
}

refusals! {
    /// Why the commit of an act did not happen.
    #[derive(Clone, Debug)]
    pub enum NotCommitted [Broken(Broken)] {
        Panicked:
            "the act met a fault of the program’s own, nothing of it was kept; the log says where"
            / "l’acte a rencontré une faute du programme lui-même, rien n’en a été gardé ; le journal dit où",
        Unknown(reason: String):
            "the connection was lost during the commit; look whether this was kept before you do it again: {reason}"
            / "la connexion s’est perdue pendant l’enregistrement ; regardez si ceci a été gardé avant de le refaire : {reason}",
        Closing:
            "the paper is closing, nothing of this was kept: do it again in a moment"
            / "le journal se ferme, rien de ceci n’a été gardé : refaites-le dans un instant",
    }
}

/// An act that was handed in and waits for its commit.
pub struct Pending<T> {
    answer: Arc<Mutex<Option<T>>>,
    committed: oneshot::Receiver<Result<(), NotCommitted>>,
}

impl<T> Pending<T> {
    /// The act's answer, once it is durable.
    pub async fn committed(self) -> Result<T, NotCommitted> {
        let gone = |_| NotCommitted::Unknown("the process ended meanwhile".into());
        self.committed.await.map_err(gone)??;
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner).take();
        answer.ok_or(NotCommitted::Closing)
    }
}

impl GroupCommit {
    /// Begins to commit acts on a store, until the last clone is dropped.
    pub fn on(store: Store) -> Self {
        Self::beginning(store, Begins::WithThePen)
    }

    /// The same for what enters nothing in the record: it waits for no pen, and a little for others who share its commit.
    pub(crate) fn unrecorded_on(store: Store) -> Self {
        Self::beginning(store, Begins::Unjudged)
    }

    fn beginning(store: Store, begins: Begins) -> Self {
        let (waiting, acts) = mpsc::channel(WAITING);
        let waits = Arc::new(Waits::default());
        let committing = Committing {
            store,
            begins,
            waits: Arc::clone(&waits),
        };
        tokio::spawn(committing.all(acts));
        Self { waiting, waits }
    }

    /// The same for what is written without the pen, and enters nothing. Where one connection writes, those that wait at the
    /// same moment share a commit; where many do, each has its own: none waits for the rows of another.
    pub fn without_pen(store: Store) -> Self {
        let (waiting, acts) = mpsc::channel(WAITING);
        let waits = Arc::new(Waits::default());
        let committing = Committing {
            store,
            begins: Begins::WithoutPen,
            waits: Arc::clone(&waits),
        };
        if committing.store.has_one_writer() {
            tokio::spawn(committing.all(acts));
        } else {
            tokio::spawn(Arc::new(committing).each_alone(acts));
        }
        Self { waiting, waits }
    }

    /// Hands an act in. Acts are done in the order in which they were handed in; one may be done twice, of which the
    /// first never happened.
    pub async fn hand_in<T: Send + 'static>(
        &self,
        act: impl for<'a> Fn(&'a mut Tx) -> AtWork<'a, T> + Send + Sync + 'static,
    ) -> Result<Pending<T>, NotCommitted> {
        let (waiting, pending) = prepared(act);
        self.waiting.send(waiting).await.map_err(|_| NotCommitted::Closing)?;
        Ok(pending)
    }

    /// Hands an act in if there is room for it now; answers nothing if as many wait as may.
    pub(crate) fn try_hand_in<T: Send + 'static>(
        &self,
        act: impl for<'a> Fn(&'a mut Tx) -> AtWork<'a, T> + Send + Sync + 'static,
    ) -> Result<Option<Pending<T>>, NotCommitted> {
        let (waiting, pending) = prepared(act);
        match self.waiting.try_send(waiting) {
            Ok(()) => Ok(Some(pending)),
            Err(mpsc::error::TrySendError::Full(_)) => Ok(None),
            Err(mpsc::error::TrySendError::Closed(_)) => Err(NotCommitted::Closing),
        }
    }

    /// How it goes.
    pub fn figures(&self) -> Figures {
        Figures {
            queued: self.waiting.max_capacity() - self.waiting.capacity(),
            waits: self.waits.count.load(Ordering::Relaxed),
            waited: Duration::from_micros(self.waits.micros.load(Ordering::Relaxed)),
        }
    }
}

/// An act as it waits, and what its bearer waits for.
fn prepared<T: Send + 'static>(act: impl for<'a> Fn(&'a mut Tx) -> AtWork<'a, T> + Send + Sync + 'static) -> (Waiting, Pending<T>) {
    let answer = Arc::new(Mutex::new(None));
    let kept = Arc::clone(&answer);
    let (committed, done) = oneshot::channel();
    let work: Work = Box::new(move |tx| {
        let (at_work, kept) = (act(tx), Arc::clone(&kept));
        Box::pin(async move {
            let (ended, answer) = at_work.await;
            // Whoever asked may have hung up; the act stands all the same.
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            ended
        })
    });
    (Waiting { work, committed }, Pending { answer, committed: done })
}

/// How the transactions of a desk begin.
#[derive(Clone, Copy, Debug)]
enum Begins {
    /// Each act enters the record.
    WithThePen,
    /// None does, and somebody waits for each.
    WithoutPen,
    /// None does, and there is no hurry.
    Unjudged,
}

impl Begins {
    /// How long the first of a batch waits for others: what nobody has judged is in no hurry, and each commit of it is one
    /// that an editor may wait for.
    const fn linger(self) -> Duration {
        match self {
            Self::WithThePen | Self::WithoutPen => Duration::ZERO,
            Self::Unjudged => Duration::from_millis(40),
        }
    }

    async fn transaction(self, store: &Store) -> Result<Tx, Broken> {
        match self {
            Self::WithThePen => crate::begin(store).await,
            Self::WithoutPen | Self::Unjudged => crate::begin_unrecorded(store).await,
        }
    }
}

/// Whoever commits.
struct Committing {
    store: Store,
    begins: Begins,
    waits: Arc<Waits>,
}

/// Why a commit that acts share did not happen.
enum GivenUp {
    /// One of them broke it, and nothing stands: each may be done alone.
    ByOne(NotCommitted),
    /// It would not go better with any of them.
    ForAll(NotCommitted),
}

impl GivenUp {
    fn why(self) -> NotCommitted {
        match self {
            Self::ByOne(why) | Self::ForAll(why) => why,
        }
    }
}

impl Committing {
    /// Does each in a commit of its own, some at the same time.
    async fn each_alone(self: Arc<Self>, mut acts: mpsc::Receiver<Waiting>) {
        let turns = Arc::new(Semaphore::new(AT_ONCE));
        while let Some(one) = acts.recv().await {
            let Ok(turn) = Arc::clone(&turns).acquire_owned().await else {
                return;
            };
            let committing = Arc::clone(&self);
            tokio::spawn(async move {
                committing.batch(vec![one]).await;
                drop(turn);
            });
        }
    }

    async fn all(self, mut acts: mpsc::Receiver<Waiting>) {
        let mut batch = Vec::new();
        while acts.recv_many(&mut batch, MOST).await > 0 {
            self.gather(&mut acts, &mut batch).await;
            let given_up = self.batch(std::mem::take(&mut batch)).await;
            if let Some(why) = given_up {
                // Who waits behind a writer that stands still has waited as long: it would be no better for them.
                while let Ok(one) = acts.try_recv() {
                    tell(one, Err(why.clone()));
                }
            }
        }
    }

    /// Waits a little for others, where there is no hurry.
    async fn gather(&self, acts: &mut mpsc::Receiver<Waiting>, batch: &mut Vec<Waiting>) {
        let linger = self.begins.linger();
        if linger.is_zero() || batch.len() >= MOST {
            return;
        }
        tokio::time::sleep(linger).await;
        while batch.len() < MOST
            && let Ok(one) = acts.try_recv()
        {
            batch.push(one);
        }
    }

    /// Does acts in one commit; if one of them breaks it, in one each. Answers why, if it would go no better with others.
    async fn batch(&self, batch: Vec<Waiting>) -> Option<NotCommitted> {
        match self.together(&batch).await {
            Err(GivenUp::ByOne(_)) if batch.len() > 1 => self.one_by_one(batch).await,
            Err(GivenUp::ForAll(why)) => {
                for one in batch {
                    tell(one, Err(why.clone()));
                }
                Some(why)
            }
            done => {
                let done = done.map_err(GivenUp::why);
                for one in batch {
                    tell(one, done.clone());
                }
                None
            }
        }
    }

    async fn one_by_one(&self, batch: Vec<Waiting>) -> Option<NotCommitted> {
        let mut given_up = None;
        for one in batch {
            let done = match &given_up {
                Some(why) => Err(NotCommitted::clone(why)),
                None => self.together(std::slice::from_ref(&one)).await.map_err(|not| {
                    if let GivenUp::ForAll(why) = &not {
                        given_up = Some(why.clone());
                    }
                    not.why()
                }),
            };
            tell(one, done);
        }
        given_up
    }

    async fn together(&self, batch: &[Waiting]) -> Result<(), GivenUp> {
        let begun = unwound(self.begun())
            .await
            .unwrap_or_else(|panicked| Err(Broken::because(panicked.to_string())));
        let mut tx = begun.map_err(|broken| GivenUp::ForAll(NotCommitted::Broken(broken)))?;
        // What panicked may have left the connection in the middle of a word: the transaction is dropped with it.
        unwound(do_all(&mut tx, batch))
            .await
            .unwrap_or(Err(NotCommitted::Panicked))
            .map_err(GivenUp::ByOne)?;
        let committed = unwound(tx.commit()).await;
        let lost = |panicked: supervision::Panicked| GivenUp::ForAll(NotCommitted::Unknown(panicked.to_string()));
        committed.map_err(lost)?.map_err(|broken| {
            if broken.kept_nothing() {
                GivenUp::ByOne(NotCommitted::Broken(broken))
            } else {
                GivenUp::ForAll(NotCommitted::Unknown(broken.to_string()))
            }
        })
    }

    async fn begun(&self) -> Result<Tx, Broken> {
        let before = Instant::now();
        let begun = self.begins.transaction(&self.store).await;
        let waited = u64::try_from(before.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.waits.count.fetch_add(1, Ordering::Relaxed);
        self.waits.micros.fetch_add(waited, Ordering::Relaxed);
        begun
    }
}

fn tell(one: Waiting, done: Result<(), NotCommitted>) {
    let _ = one.committed.send(done);
}

async fn do_all(tx: &mut Tx, batch: &[Waiting]) -> Result<(), NotCommitted> {
    let mut left = batch.len();
    tx.mark().await?;
    for act in batch {
        left -= 1;
        match (act.work)(tx).await {
            // The commit itself keeps what the last one did.
            Ended::Stands if left == 0 => {}
            Ended::Stands => tx.keep_and_mark().await?,
            Ended::Refused => tx.undo_to_mark().await?,
            Ended::Failed(broken) => return Err(broken.into()),
        }
    }
    Ok(tx.prepare().await?)
}
