//! Rows that have an end date go when it has come: what throttles counted, what the law has the paper keep of connections,
//! consents that were withdrawn and need not be proven any more. Without the record's lock, so many at a time.

use std::sync::Arc;
use std::time::Duration;

use manuscript::Clock;
use store::asleep::{self, Why};
use store::{Broken, connection_data, readers, throttles};
use supervision::{Ends, Kind};
use tokio_util::sync::CancellationToken;

use crate::press::Press;

const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Of each sort, so many go in one transaction: an editor waits no longer than that takes.
const AT_A_TIME: i64 = 500;

static NOT_SWEPT: Kind = Kind {
    code: "rows.not_swept",
    is: "rows whose end date has come are not deleted",
    was: "rows whose end date has come are deleted again",
    ends: Ends::WhenItWorks,
};

impl Press {
    /// Sweeps until told to stop.
    pub(crate) async fn keep_swept(self: Arc<Self>, clock: Arc<dyn Clock>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let swept = self.sweep(&*clock).await;
            self.troubles.tell(&NOT_SWEPT, "", &swept);
            // Where there was more than may go at a time, there is more to do.
            let is_done = !matches!(swept, Ok(gone) if gone >= AT_A_TIME.unsigned_abs());
            let rest = if is_done { LOOK_EVERY } else { Duration::from_millis(250) };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Deletes what has ended by now, so many rows of each sort; answers how many went.
    pub async fn sweep(&self, clock: &dyn Clock) -> Result<u64, Broken> {
        let now = clock.now();
        let mut snapshot = self.store.snapshot().await?;
        let moved = asleep::state(&mut snapshot).await?.is_some_and(|asleep| asleep.why == Why::Moved);
        if moved || !readers::anything_ended(&mut snapshot, now).await? {
            return Ok(0);
        }
        drop(snapshot);
        let mut tx = acts::begin_unrecorded(&self.store).await?;
        let gone = throttles::forget(&mut tx, now, AT_A_TIME).await?
            + connection_data::forget(&mut tx, now, AT_A_TIME).await?
            + readers::forget_consents(&mut tx, now, AT_A_TIME).await?;
        tx.commit().await?;
        tracing::debug!(event = "rows swept", gone);
        Ok(gone)
    }
}
