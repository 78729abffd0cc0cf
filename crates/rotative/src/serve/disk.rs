//! The room on the disk of the data folder: told before it is gone, and when it is.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use acts::notices::DISK_LOW;
use press::house::House;
use safekeeping::doctor::Room;
use serde_json::{Value, json};
use supervision::{Ends, Kind, Troubles};
use tokio_util::sync::CancellationToken;

const LOOK_EVERY: Duration = Duration::from_secs(5);
/// With less than this nothing can be written any more: SQLite alone asks for as much at once.
const NOTHING: u64 = 256 << 10;

static LOW: Kind = Kind {
    code: "disk.low",
    is: "little room is left on the disk; make room before it is full",
    was: "there is room on the disk again",
    ends: Ends::WhenItWorks,
};
static FULL: Kind = Kind {
    code: "disk.full",
    is: "the disk is full; nothing is kept until there is room",
    was: "there is room on the disk again",
    ends: Ends::WhenItWorks,
};

/// Looks until told to stop.
pub(super) async fn keep_looking(folder: PathBuf, troubles: Troubles, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Ok(room) = Room::of(&folder) {
            tell(room, &troubles);
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Tells the house when little room is left, and when there is some again, until told to stop.
pub(super) async fn keep_telling(house: Arc<House>, folder: PathBuf, stop: CancellationToken) {
    let subject = format!("{}:{}", house.machine, folder.display());
    while !stop.is_cancelled() {
        if let Ok(room) = Room::of(&folder) {
            // What cannot be written down now is told at the next look; a full disk is a trouble by itself.
            let _ = house.tell(&DISK_LOW, &subject, little(room)).await;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

fn little(room: Room) -> Option<Value> {
    let Room { free, all } = room;
    room.is_little().then(|| json!({ "free_mb": free >> 20, "all_mb": all >> 20 }))
}

fn tell(room: Room, troubles: &Troubles) {
    let Room { free, all } = room;
    let left = format!("{} MB of {} MB are free", free >> 20, all >> 20);
    let is_full = free < NOTHING;
    for (kind, is_so) in [(&FULL, is_full), (&LOW, room.is_little() && !is_full)] {
        if is_so {
            troubles.stands(kind, "", &left);
        } else {
            troubles.is_over(kind, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_told_how_little_room_there_is_and_nothing_of_enough() {
        let room = |free: u64| Room {
            free: free << 30,
            all: 100 << 30,
        };
        assert_eq!(little(room(4)), Some(json!({ "free_mb": 4_096, "all_mb": 102_400 })));
        assert_eq!(little(room(40)), None);
    }
}
