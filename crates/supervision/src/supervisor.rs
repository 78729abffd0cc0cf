//! Named tasks: one that dies is begun again after a pause that grows; one that keeps dying ends the process with its reason.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::troubles::{Ends, Kind, Troubles};
use crate::unwound::unwound;

/// The pause after the first death; each further one doubles it.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// A task that has lived for so long has recovered: its next death is a first one.
const RECOVERED: Duration = Duration::from_mins(1);
/// So many deaths without recovering, and the task is given up.
const MOST_DEATHS: u32 = 8;

/// A task is dead, and not begun again yet.
static DEAD: Kind = Kind {
    code: "task.dead",
    is: "a task died; it is begun again",
    was: "a task that had died goes on",
    ends: Ends::WhenItWorks,
};

/// A task and how it is begun, each time anew. It ends when it is told to stop; any other end is a death.
pub struct Task {
    pub name: &'static str,
    begin: Box<dyn Fn(CancellationToken) -> Work + Send + Sync>,
}

type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

impl Task {
    pub fn new<F>(name: &'static str, begin: impl Fn(CancellationToken) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        Self {
            name,
            begin: Box::new(move |stop| Box::pin(begin(stop))),
        }
    }

    /// Begins it once.
    pub fn begin(&self, stop: CancellationToken) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        (self.begin)(stop)
    }
}

/// A task that was given up: the process cannot go on as it should, and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenUp {
    pub task: &'static str,
    pub deaths: u32,
}

/// How a task is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskState {
    /// It is at work.
    Alive,
    /// It died, and is begun again after its pause.
    Dead,
    /// It died too often.
    GivenUp,
}

/// A task as whoever asks sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    pub name: &'static str,
    pub state: TaskState,
    /// Since the process began.
    pub deaths: u64,
}

/// The tasks of a process. Cheap to clone.
#[derive(Clone)]
pub struct Supervisor {
    stop: CancellationToken,
    tasks: TaskTracker,
    seen: Arc<Mutex<BTreeMap<&'static str, Seen>>>,
    troubles: Troubles,
    given_up: mpsc::Sender<GivenUp>,
}

impl Supervisor {
    /// Supervises until the token is cancelled; whoever has the receiver learns which task was given up.
    pub fn new(troubles: Troubles, stop: CancellationToken) -> (Self, mpsc::Receiver<GivenUp>) {
        let (given_up, learns) = mpsc::channel(1);
        let supervisor = Self {
            stop,
            tasks: TaskTracker::new(),
            seen: Arc::default(),
            troubles,
            given_up,
        };
        (supervisor, learns)
    }

    /// Begins a task, and begins it again whenever it dies.
    pub fn keep(&self, task: Task) {
        self.note(task.name, TaskState::Alive, 0);
        let supervisor = self.clone();
        self.tasks.spawn(async move { supervisor.keep_alive(task).await });
    }

    /// Every task, by name.
    pub fn seen(&self) -> Vec<Seen> {
        self.lock().values().copied().collect()
    }

    /// Waits until every task has ended.
    pub async fn ended(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    async fn keep_alive(self, task: Task) {
        let mut deaths = 0;
        while !self.stop.is_cancelled() {
            let begun = Instant::now();
            let ended = unwound(self.alive(&task, deaths)).await;
            if self.stop.is_cancelled() {
                break;
            }
            deaths = if begun.elapsed() >= RECOVERED { 1 } else { deaths + 1 };
            let reason = ended.map_or_else(|panicked| panicked.to_string(), |()| "it ended by itself".into());
            self.troubles.stands(&DEAD, task.name, &reason);
            if deaths == MOST_DEATHS {
                self.note(task.name, TaskState::GivenUp, 1);
                let _ = self.given_up.try_send(GivenUp { task: task.name, deaths });
                return;
            }
            self.note(task.name, TaskState::Dead, 1);
            self.pause(deaths).await;
        }
    }

    /// The task at work. One that had died has recovered once it has lived for its next pause.
    async fn alive(&self, task: &Task, deaths: u32) {
        self.note(task.name, TaskState::Alive, 0);
        let mut work = task.begin(self.stop.clone());
        if deaths > 0 {
            if tokio::time::timeout(pause_after(deaths), &mut work).await.is_ok() {
                return;
            }
            self.troubles.is_over(&DEAD, task.name);
        }
        work.await;
    }

    async fn pause(&self, deaths: u32) {
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = tokio::time::sleep(pause_after(deaths)) => {}
        }
    }

    fn note(&self, name: &'static str, state: TaskState, more: u64) {
        let mut seen = self.lock();
        let deaths = seen.get(name).map_or(0, |seen| seen.deaths) + more;
        seen.insert(name, Seen { name, state, deaths });
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Seen>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn pause_after(deaths: u32) -> Duration {
    let doubled = FIRST_PAUSE.saturating_mul(1 << (deaths - 1).min(16));
    doubled.min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    /// Lets the clock of the test go on; nothing is waited for.
    async fn passes(time: Duration) {
        let _ = tokio::time::timeout(time, std::future::pending::<()>()).await;
    }

    fn kept(
        begin: impl Fn(u32, CancellationToken) -> Work + Send + Sync + 'static,
    ) -> (Supervisor, mpsc::Receiver<GivenUp>, Arc<AtomicU32>) {
        let (supervisor, learns) = Supervisor::new(Troubles::default(), CancellationToken::new());
        let begun = Arc::new(AtomicU32::new(0));
        let counted = Arc::clone(&begun);
        supervisor.keep(Task::new("looks", move |stop| begin(counted.fetch_add(1, Ordering::SeqCst), stop)));
        (supervisor, learns, begun)
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_panics_is_begun_again_and_goes_on() {
        let (supervisor, _learns, begun) = kept(|turn, stop| {
            Box::pin(async move {
                assert!(turn > 1, "the first two die");
                stop.cancelled().await;
            })
        });
        passes(Duration::from_secs(10)).await;
        assert_eq!(begun.load(Ordering::SeqCst), 3);
        let seen = supervisor.seen();
        assert_eq!((seen[0].state, seen[0].deaths), (TaskState::Alive, 2));
        assert_eq!(supervisor.troubles.now(), [], "it has recovered");
        supervisor.stop.cancel();
        supervisor.ended().await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_ends_by_itself_is_dead_and_told() {
        let (supervisor, _learns, begun) = kept(|_, _| Box::pin(std::future::ready(())));
        passes(Duration::from_millis(150)).await;
        assert_eq!(begun.load(Ordering::SeqCst), 2);
        let told = supervisor.troubles.now();
        assert_eq!((told[0].code, told[0].thing.as_str()), ("task.dead", "looks"));
        assert_eq!(told[0].reason, "it ended by itself");
    }

    #[tokio::test(start_paused = true)]
    async fn a_task_that_keeps_dying_is_given_up_after_growing_pauses() {
        let began = Instant::now();
        let (supervisor, mut learns, begun) = kept(|_, _| Box::pin(async { panic!("again") }));
        let given_up = learns.recv().await.unwrap();
        assert_eq!(
            given_up,
            GivenUp {
                task: "looks",
                deaths: MOST_DEATHS
            }
        );
        assert_eq!(begun.load(Ordering::SeqCst), MOST_DEATHS);
        assert!(began.elapsed() >= Duration::from_millis(12_700), "{:?}", began.elapsed());
        assert_eq!(supervisor.seen()[0].state, TaskState::GivenUp);
    }
}
