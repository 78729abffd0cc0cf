//! What a withholding leaves to be done outside of the database: the bytes of the withheld files are thrown away.

use manuscript::Uuid;
use serde_json::json;
use store::outside::{self, NewJob};
use store::{Broken, Tx};

use crate::desk::Desk;

/// Leaves the job, once for a withholding.
pub async fn leave(tx: &mut Tx, desk: &Desk, withholding: Uuid) -> Result<(), Broken> {
    let now = desk.clock.now();
    let job = NewJob {
        id: desk.ids.uuid(),
        kind: "forget_media",
        queue: "originals",
        payload: json!({ "withholding": withholding }),
        once: Some(&format!("forget_media {withholding}")),
        due_at: now,
    };
    outside::leave(tx, &job, now).await.map(drop)
}
