//! Faults that a test plans: a task that dies so often as it is told, a job that stands still at a place (`make_backup@claimed=1`). A release build plans none, and refuses to be told.

use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use supervision::Task;

use crate::Stopped;

/// How often each task is still to die.
static PLANNED: OnceLock<Mutex<HashMap<String, u32>>> = OnceLock::new();

/// Takes the faults that this process was told of: `record=2,jobs=20`.
pub(crate) fn begin(told: Option<&str>) -> Result<(), Stopped> {
    let Some(told) = told else { return Ok(()) };
    if !cfg!(debug_assertions) {
        return Err(Stopped::both(
            "seule une version de test prévoit des fautes ; retirez ROTATIVE_FAULTS_FOR_TESTS",
            "only a build for tests plans faults; unset ROTATIVE_FAULTS_FOR_TESTS",
        ));
    }
    let faults = told.split(',').filter_map(|one| {
        let (task, times) = one.split_once('=')?;
        Some((task.to_owned(), times.parse().ok()?))
    });
    tracing::warn!(event = "FAULTS ARE PLANNED, for tests only", told);
    let _ = PLANNED.set(Mutex::new(faults.collect()));
    Ok(())
}

/// A task that dies as often as was planned.
pub(crate) fn planned(task: Task) -> Task {
    if PLANNED.get().is_none() {
        return task;
    }
    let name = task.name;
    Task::new(name, move |stop| {
        assert!(!is_due(name), "this was planned");
        task.begin(stop)
    })
}

/// Whether what is named is to go wrong once more.
pub(crate) fn is_due(task: &str) -> bool {
    let Some(planned) = PLANNED.get() else { return false };
    let mut planned = planned.lock().unwrap_or_else(PoisonError::into_inner);
    match planned.get_mut(task) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    }
}
