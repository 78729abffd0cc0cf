//! What a plan leaves to be done outside of the database: the renditions of its pictures are made before its time.

use manuscript::{Copy, Uuid};
use serde_json::json;
use store::outside::{self, NewJob};
use store::{Broken, Tx};

use crate::desk::Desk;

/// Leaves the job for a plan, if its copy has files at all.
pub(crate) async fn leave(tx: &mut Tx, desk: &Desk, (plan, copy): (Uuid, &Copy)) -> Result<(), Broken> {
    if copy.media().is_empty() {
        return Ok(());
    }
    let now = desk.clock.now();
    let job = NewJob {
        id: desk.ids.uuid(),
        kind: "make_renditions",
        queue: "prints",
        payload: json!({ "plan": plan }),
        once: Some(&format!("make_renditions {plan}")),
        due_at: now,
    };
    outside::leave(tx, &job, now).await.map(drop)
}
