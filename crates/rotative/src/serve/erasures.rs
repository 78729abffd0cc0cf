//! What was erased or withheld: its list is kept outside of the data folder, and the files of this node hold nothing of it.

use std::sync::Arc;
use std::time::Duration;

use manuscript::Said;
use safekeeping::traces::{KeptTraces, TracesFile, unlisted};
use shelf::CurrentShelf;
use store::{Broken, Snapshot, Store, erasures, record};
use supervision::{Ends, Kind, Troubles};
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

const LOOK_EVERY: Duration = Duration::from_secs(1);

static NOT_LISTED: Kind = Kind {
    code: "erasures.not_listed",
    is: "the list of what was erased and withheld is not written; an older backup would bring it back",
    was: "the list of what was erased and withheld is written",
    ends: Ends::WhenItWorks,
};
static NOT_SWEPT: Kind = Kind {
    code: "erasures.not_swept",
    is: "what was erased still stands in a journal of this node",
    was: "nothing of what was erased stands in a journal of this node",
    ends: Ends::WhenItWorks,
};

/// Whoever sees to it on this node.
pub(super) struct Sweeping {
    pub(super) store: Store,
    pub(super) shelf: CurrentShelf,
    pub(super) troubles: Troubles,
    seen: Mutex<Seen>,
}

/// How far this node has seen to it.
struct Seen {
    list: Option<KeptTraces>,
    /// The last entry of the record when it was last listed and swept.
    number: Option<i64>,
}

impl Sweeping {
    pub(super) fn new(store: Store, shelf: CurrentShelf, list: Option<TracesFile>, troubles: Troubles) -> Self {
        Self {
            store,
            shelf,
            troubles,
            seen: Mutex::new(Seen {
                list: list.map(KeptTraces::of),
                number: None,
            }),
        }
    }

    /// Looks until told to stop.
    pub(super) async fn keep_sweeping(self: Arc<Self>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            // A database that is away is told elsewhere.
            let _ = self.look().await;
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Lists and sweeps whatever is new; answers what is told of a list that could not be written.
    pub(super) async fn look(&self) -> Result<Option<Said>, Broken> {
        let mut seen = self.seen.lock().await;
        let mut snapshot = self.store.snapshot().await?;
        let (number, _) = record::head(&mut snapshot).await?;
        let is_new = seen.is_new(&mut snapshot, number).await?;
        if seen.number.is_some() && !is_new {
            seen.number = Some(number);
            return Ok(None);
        }
        let written = match &mut seen.list {
            None => Ok(()),
            Some(list) => list.write_out(&mut snapshot).await,
        };
        self.troubles.tell(&NOT_LISTED, "", &written);
        let unlisted = written.err().map(|not| unlisted(&not.as_said()));
        drop(snapshot);
        let is_swept = !is_new || self.swept().await;
        if unlisted.is_none() && is_swept {
            seen.number = Some(number);
        }
        Ok(unlisted)
    }

    /// Whether neither journal holds anything of it any more; readers that are in the middle of a page are waited for.
    async fn swept(&self) -> bool {
        let swept = match (self.store.cut_journal().await, self.shelf.now().cut_journal().await) {
            (Ok(store), Ok(shelf)) => Ok(store && shelf),
            (Err(broken), _) => Err(broken.to_string()),
            (_, Err(broken)) => Err(broken.to_string()),
        };
        self.troubles.tell(&NOT_SWEPT, "", &swept);
        swept.unwrap_or(false)
    }
}

impl Seen {
    /// Whether there is anything that was not seen to yet, by the last entry of the record.
    async fn is_new(&self, snapshot: &mut Snapshot, number: i64) -> Result<bool, Broken> {
        match self.number {
            Some(seen) if seen == number => Ok(false),
            Some(seen) => Ok(!erasures::entries_after(snapshot, seen).await?.is_empty()),
            None => Ok(erasures::count(snapshot).await? > 0),
        }
    }
}
