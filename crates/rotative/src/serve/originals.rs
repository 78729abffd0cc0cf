//! Originals in the store of which nothing came: thrown away once their pledges end.

use std::time::Duration;

use intake::originals;
use store::Store;
use store::media::MediaFolder;
use supervision::{Ends, Kind, Troubles};
use tokio_util::sync::CancellationToken;

use crate::clockwork::WallClock;

const LOOK_EVERY: Duration = Duration::from_secs(5);

static NOT_SWEPT: Kind = Kind {
    code: "originals.not_swept",
    is: "originals of which nothing came still stand in the media store",
    was: "nothing stands in the media store that is not wanted",
    ends: Ends::WhenItWorks,
};

/// Looks until told to stop.
pub(super) async fn keep_sweeping(store: Store, (received, troubles): (MediaFolder, Troubles), stop: CancellationToken) {
    while !stop.is_cancelled() {
        let swept = originals::sweep(&store, &received, &WallClock).await;
        troubles.tell(&NOT_SWEPT, "", &swept);
        if let Ok(files @ 1..) = swept {
            tracing::info!(event = "originals that came to nothing thrown away", files);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}
