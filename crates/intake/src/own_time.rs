//! What waits for a disk or a store, beside everything that waits for nothing.

/// What the disk is waited for, beside everything that waits for nothing. A panic in it is one here.
pub(crate) async fn in_its_own_time<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => std::panic::resume_unwind(ended.into_panic()),
    }
}
