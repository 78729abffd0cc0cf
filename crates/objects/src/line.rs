//! The line to the store: one thread in which all that goes over the network runs, so that whoever waits for it may be any
//! thread at all.

use std::io;
use std::sync::mpsc;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

/// The thread. It ends with this.
#[derive(Debug)]
pub(crate) struct Line {
    runtime: Handle,
    _open: oneshot::Sender<()>,
}

impl Line {
    pub(crate) fn open() -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build()?;
        let handle = runtime.handle().clone();
        let (open, closed) = oneshot::channel::<()>();
        std::thread::Builder::new().name("media store".into()).spawn(move || {
            // Its other end is dropped when the line is.
            let _ = runtime.block_on(closed);
        })?;
        Ok(Self {
            runtime: handle,
            _open: open,
        })
    }

    /// Does some work there and waits for it.
    pub(crate) fn wait<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> io::Result<T> {
        let (done, waiting) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            // Whoever waited may be gone.
            let _ = done.send(work.await);
        });
        waiting
            .recv()
            .map_err(|_| io::Error::other("the line to the media store is closed"))
    }

    /// Lets something that blocks go on beside it.
    pub(crate) fn beside(&self, work: impl FnOnce() + Send + 'static) {
        self.runtime.spawn_blocking(work);
    }
}
