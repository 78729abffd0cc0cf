//! The outside jobs of a serving node: the list of their kinds, and what they are done with.

mod backups;
mod dead_links;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use manuscript::Clock as _;
use press::house::House;
use press::jobs::JobContext;
use press::outside::ahead::MakeRenditions;
use press::outside::forgetting::{self, Folders, ForgetMedia};
use press::outside::{OutsideWork, Point};
use store::Store;
use supervision::{Task, Troubles};

use crate::clockwork::{Chance, WallClock};
use crate::configuration::Configuration;
use crate::faults;

use backups::{Data, MakeBackup};
use dead_links::CheckLinks;

/// What this node does outside, and what it tells the house.
pub(crate) struct Outside {
    pub(crate) work: Arc<OutsideWork>,
    pub(crate) house: Arc<House>,
    forgetting: Task,
}

impl Outside {
    /// Every kind that this machine can do: backups, where it says in which folder.
    pub(crate) fn of(configuration: &Configuration, store: &Store, (context, troubles): (&JobContext, &Troubles)) -> Self {
        let house = Arc::new(House {
            store: store.clone(),
            clock: Arc::new(WallClock),
            ids: Arc::new(Chance),
            troubles: troubles.clone(),
            machine: machine(),
            since: WallClock.now(),
            said: Mutex::new(BTreeMap::new()),
        });
        let folders = Folders {
            media: context.media.clone(),
            ahead: configuration.ahead_folder(),
        };
        let links = CheckLinks {
            configuration: configuration.clone(),
            house: Arc::clone(&house),
        };
        let mut work = OutsideWork::new(store.clone(), context.clone())
            .telling(troubles.clone())
            .doing(ForgetMedia { folders: folders.clone() })
            .doing(MakeRenditions {
                media: context.media.clone(),
                ahead: configuration.ahead_folder(),
                renditions: configuration.renditions_folder(),
            })
            .doing(links);
        if let Some(place) = &configuration.backups {
            work = work.doing(MakeBackup {
                place: Arc::new(place.clone()),
                data: Data {
                    media: configuration.media.received.clone(),
                    trial: configuration.trial_folder(),
                },
                house: Arc::clone(&house),
            });
        }
        Self {
            work: Arc::new(standing_still(work)),
            forgetting: forgetting::task(store.clone(), folders, troubles.clone()),
            house,
        }
    }

    /// All that goes on beside the serving for it.
    pub(crate) fn tasks(self) -> Vec<Task> {
        let mut tasks = self.work.tasks();
        tasks.extend([self.house.task(), self.forgetting]);
        tasks
    }
}

/// Stands still where a test planned it.
fn standing_still(work: OutsideWork) -> OutsideWork {
    work.standing_still(Arc::new(|point, kind| {
        let place = match point {
            Point::Claimed => "claimed",
            Point::Effected => "effected",
        };
        faults::is_due(&format!("{kind}@{place}"))
    }))
}

/// What this machine is called, so that two of them do not say the same thing over each other.
pub(crate) fn machine() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname");
    name.map_or_else(|_| "this machine".into(), |name| name.trim().to_owned())
}
