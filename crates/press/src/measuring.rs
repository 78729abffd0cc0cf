//! How far this node is behind: the record, jobs, renditions. Asked every two seconds, without the record’s lock.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use manuscript::{Clock, Instant};
use store::asleep::{self, Asleep};
use store::{Broken, Snapshot, jobs, outside};
use supervision::{Ends, Kind};
use tokio_util::sync::CancellationToken;

use crate::broken::PressBroken;
use crate::measures::{LAGS, Measures};
use crate::press::Press;

const LOOK_EVERY: Duration = Duration::from_secs(2);
/// What is not answered within this time is not known.
const PATIENCE: Duration = Duration::from_secs(5);
/// A job that nobody has done so long after it was due is late.
const LATE: i64 = 30_000;

static DATABASE_AWAY: Kind = Kind {
    code: "database.away",
    is: "the newsroom’s database does not answer; readers go on reading",
    was: "the newsroom’s database answers again",
    ends: Ends::WhenItWorks,
};
static DATABASE_BUSY: Kind = Kind {
    code: "database.busy",
    is: "the database has no room for this node now; readers go on reading",
    was: "the database has room again",
    ends: Ends::WhenItWorks,
};
static SHELF_UNREAD: Kind = Kind {
    code: "shelf.not_read",
    is: "the shelf cannot be read",
    was: "the shelf is read again",
    ends: Ends::WhenItWorks,
};
static JOB_LATE: Kind = Kind {
    code: "job.late",
    is: "a job is late",
    was: "a job that was late is done",
    ends: Ends::WhenItWorks,
};
static ASLEEP: Kind = Kind {
    code: "paper.asleep",
    is: "this copy of the paper sleeps: nothing that was planned happens and no job is done until `rotative wake`",
    was: "this copy of the paper is awake",
    ends: Ends::WhenItWorks,
};
static RECORD_LAGS: Kind = Kind {
    code: "record.lags",
    is: "this node does not keep up with the record",
    was: "this node has caught up with the record",
    ends: Ends::WhenItWorks,
};

/// Since when something that should become less has not.
#[derive(Default)]
struct Standstill {
    last: i64,
    since: Option<Instant>,
}

impl Standstill {
    /// For how many milliseconds there have not been fewer than before.
    fn lasts(&mut self, count: i64, now: Instant) -> i64 {
        let is_less = count < self.last || count == 0;
        self.last = count;
        if is_less {
            self.since = None;
            return 0;
        }
        let since = *self.since.get_or_insert(now);
        (now.0 - since.0).max(0)
    }
}

impl Press {
    /// What was measured last; nothing before the first time, and while it cannot be measured.
    pub fn measured(&self) -> Option<Measures> {
        *self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) async fn keep_measuring(self: Arc<Self>, clock: Arc<dyn Clock>, stop: CancellationToken) {
        let mut fewest = Standstill::default();
        while !stop.is_cancelled() {
            let now = clock.now();
            let measured = tokio::time::timeout(PATIENCE, self.measure(now)).await;
            let mut measured = measured.unwrap_or(Err(PressBroken::NoAnswer));
            if let Ok(measured) = &mut measured {
                measured.renditions_stand = fewest.lasts(measured.renditions, now);
            }
            self.tell_whether(measured.as_ref().err());
            match &measured {
                Ok(measured) => self.tell(measured),
                Err(broken) => self.examine(broken),
            }
            *self.measured.lock().unwrap_or_else(PoisonError::into_inner) = measured.ok();
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
        }
    }

    /// Tells what cannot be measured by what stands in the way, and ends what does not any more.
    fn tell_whether(&self, broken: Option<&PressBroken>) {
        let is_so = broken.map(|broken| match broken {
            PressBroken::Store(busy) if busy.is_busy() => &DATABASE_BUSY,
            PressBroken::Shelf(_) => &SHELF_UNREAD,
            _ => &DATABASE_AWAY,
        });
        for kind in [&DATABASE_AWAY, &DATABASE_BUSY, &SHELF_UNREAD] {
            match broken.filter(|_| is_so == Some(kind)) {
                Some(broken) => self.troubles.stands(kind, "", broken),
                None => self.troubles.is_over(kind, ""),
            }
        }
    }

    async fn measure(&self, now: Instant) -> Result<Measures, PressBroken> {
        let shelf = self.shelf.now();
        let renditions = shelf.media_touched_count().await?;
        let applied = shelf.applied().await?.map_or(0, |applied| applied.number);
        let mut snapshot = self.store.snapshot().await?;
        let (head, _) = store::record::head(&mut snapshot).await?;
        let oldest = if head > applied {
            store::record::after(&mut snapshot, applied, 1).await?
        } else {
            Vec::new()
        };
        Ok(Measures {
            entries: (head - applied).max(0),
            waited: oldest.first().map_or(0, |entered| (now.0 - entered.entry.at.0).max(0)),
            jobs: jobs::counts(&mut snapshot, now, Instant(now.0 - LATE)).await?,
            outside: outside::counts(&mut snapshot, now).await?,
            unknown_jobs: unknown_jobs(&mut snapshot).await?,
            renditions,
            renditions_stand: 0,
            asleep: asleep::state(&mut snapshot).await?,
        })
    }

    fn tell(&self, measured: &Measures) {
        match measured.asleep {
            Some(asleep) => self.troubles.stands(&ASLEEP, "", &since(asleep)),
            None => self.troubles.is_over(&ASLEEP, ""),
        }
        let Measures { entries, waited, jobs, .. } = *measured;
        if waited >= LAGS {
            let reason = format_args!("{entries} entries, the oldest {waited} ms old").to_string();
            self.troubles.stands(&RECORD_LAGS, "", &reason);
        } else {
            self.troubles.is_over(&RECORD_LAGS, "");
        }
        if jobs.late > 0 {
            let reason = format!("{} jobs were due more than {} s ago", jobs.late, LATE / 1_000);
            self.troubles.stands(&JOB_LATE, "", &reason);
        } else {
            self.troubles.is_over(&JOB_LATE, "");
        }
    }
}

fn since(asleep: Asleep) -> String {
    format!("{} since {}", asleep.why.as_str(), asleep.since.rfc3339())
}

/// Jobs of both sorts of which this program does not know the kind.
async fn unknown_jobs(snapshot: &mut Snapshot) -> Result<i64, Broken> {
    let of_acts: i64 = jobs::unknown(snapshot).await?.iter().map(|unknown| unknown.count).sum();
    let outside: i64 = outside::unknown_kinds(snapshot).await?.iter().map(|unknown| unknown.count).sum();
    Ok(of_acts + outside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_fewer_moves_and_what_does_not_stands() {
        let mut renditions = Standstill::default();
        let lasts: Vec<i64> = [(0, 0), (9, 1), (9, 5), (8, 7), (8, 9), (8, 12), (0, 20), (3, 30)]
            .into_iter()
            .map(|(count, now)| renditions.lasts(count, Instant(now)))
            .collect();
        assert_eq!(lasts, [0, 0, 4, 0, 0, 3, 0, 0]);
    }
}
