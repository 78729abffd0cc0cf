//! Acts together: what several people do at the same moment becomes durable with one commit, each act for itself.
//!
//! A commit waits for the disk; twenty acts that wait for the same commit wait once. Each has its own savepoint and its
//! own entry in the record, so one that is refused leaves no trace in the others.

use std::future::Future;
use std::pin::Pin;

use store::{Broken, Store, Tx};
use tokio::sync::{mpsc, oneshot};

/// At most so many acts share a commit.
const MOST: usize = 64;

/// How one act ended, before the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It stands, once the commit is done.
    Stands,
    /// A rule said no: it never happened.
    Refused,
    /// The machinery failed: nothing of this commit happened.
    Failed(String),
}

/// An act at work in a transaction that it shares.
pub type AtWork<'a, T> = Pin<Box<dyn Future<Output = (Ended, T)> + Send + 'a>>;

type Work = Box<dyn for<'a> FnOnce(&'a mut Tx) -> Pin<Box<dyn Future<Output = Ended> + Send + 'a>> + Send>;

struct Waiting {
    work: Work,
    committed: oneshot::Sender<Result<(), String>>,
}

/// The desk at which acts wait for each other's commit. Cheap to clone.
#[derive(Clone)]
pub struct GroupCommit {
    waiting: mpsc::Sender<Waiting>,
}

/// The commit of an act did not happen; nothing of the act stands.
#[derive(Clone, Debug, thiserror::Error)]
#[error("the database did not do its work, nothing of this was kept: {0}")]
pub struct NotCommitted(String);

/// An act that was handed in and waits for its commit.
pub struct Pending<T> {
    answer: oneshot::Receiver<T>,
    committed: oneshot::Receiver<Result<(), String>>,
}

impl<T> Pending<T> {
    /// The act's answer, once it is durable.
    pub async fn committed(self) -> Result<T, NotCommitted> {
        let gone = |_| NotCommitted("the paper is closing".into());
        self.committed.await.map_err(gone)?.map_err(NotCommitted)?;
        self.answer.await.map_err(gone)
    }
}

impl GroupCommit {
    /// Begins to commit acts on a store, until the last clone is dropped.
    pub fn on(store: Store) -> Self {
        let (waiting, acts) = mpsc::channel(MOST * 4);
        tokio::spawn(commit_all(store, acts));
        Self { waiting }
    }

    /// Hands an act in. Acts are done in the order in which they were handed in.
    pub async fn hand_in<T: Send + 'static>(
        &self,
        act: impl for<'a> FnOnce(&'a mut Tx) -> AtWork<'a, T> + Send + 'static,
    ) -> Result<Pending<T>, NotCommitted> {
        let (tell, answer) = oneshot::channel();
        let (committed, done) = oneshot::channel();
        let work: Work = Box::new(move |tx| {
            let at_work = act(tx);
            Box::pin(async move {
                let (ended, answer) = at_work.await;
                // Whoever asked may have hung up; the act stands all the same.
                let _ = tell.send(answer);
                ended
            })
        });
        let sent = self.waiting.send(Waiting { work, committed }).await;
        sent.map_err(|_| NotCommitted("the paper is closing".into()))?;
        Ok(Pending { answer, committed: done })
    }
}

async fn commit_all(store: Store, mut acts: mpsc::Receiver<Waiting>) {
    let mut batch = Vec::new();
    while acts.recv_many(&mut batch, MOST).await > 0 {
        let (work, told): (Vec<Work>, Vec<_>) = batch.drain(..).map(|waiting| (waiting.work, waiting.committed)).unzip();
        let done = commit(&store, work).await.map_err(|broken| broken.to_string());
        for committed in told {
            let _ = committed.send(done.clone());
        }
    }
}

enum Failed {
    Act(String),
    Commit(Broken),
}

impl std::fmt::Display for Failed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Act(reason) => f.write_str(reason),
            Self::Commit(broken) => broken.fmt(f),
        }
    }
}

impl From<Broken> for Failed {
    fn from(broken: Broken) -> Self {
        Self::Commit(broken)
    }
}

async fn commit(store: &Store, batch: Vec<Work>) -> Result<(), Failed> {
    let mut tx = crate::begin(store).await?;
    let mut left = batch.len();
    tx.mark().await?;
    for act in batch {
        left -= 1;
        match act(&mut tx).await {
            // The commit itself keeps what the last one did.
            Ended::Stands if left == 0 => {}
            Ended::Stands => tx.keep_and_mark().await?,
            Ended::Refused => tx.undo_to_mark().await?,
            Ended::Failed(reason) => return Err(Failed::Act(reason)),
        }
    }
    Ok(tx.commit().await?)
}
