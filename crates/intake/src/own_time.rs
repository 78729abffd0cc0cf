//! What keeps a processor busy or waits for a disk or a store, beside everything that waits for nothing: in a thread of its
//! own, which lets everybody else go first.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use rustix::process::setpriority_process;
use rustix::thread::gettid;
use tokio::sync::oneshot;

/// The priority of whoever has time, as `nice` counts it.
const LAST: i32 = 19;

/// Does work that takes long. A panic in it is one here.
pub(crate) async fn in_its_own_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let (done, waiting) = oneshot::channel();
    // A thread that once stood back may not come forward again: nobody uses it afterwards.
    std::thread::spawn(move || {
        // Where it may not stand back it works all the same.
        let _ = setpriority_process(Some(gettid()), LAST);
        // Whoever waited may be gone.
        let _ = done.send(catch_unwind(AssertUnwindSafe(work)));
    });
    match waiting.await {
        Ok(Ok(done)) => done,
        Ok(Err(panic)) => resume_unwind(panic),
        // It cannot: it says one or the other before it ends.
        Err(ended) => resume_unwind(Box::new(ended)),
    }
}
