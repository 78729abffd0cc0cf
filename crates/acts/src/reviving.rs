//! Reviving: an outside job that was tried too often, or of which nobody knows whether it was done, is tried again.

use manuscript::act::{Act, By};
use manuscript::role::On;
use manuscript::{Uuid, refusals};
use serde_json::json;
use store::{Broken, Tx, outside};

use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::notices::{self, JOB_DEAD, JOB_UNKNOWN};
use crate::permission::{NotAllowed, may};

refusals! {
    /// Why a job was not revived.
    #[derive(Debug)]
    pub enum ReviveRefused [NotAllowed(NotAllowed), Broken(Broken)] {
        NoJob(id: String) at "job":
            "there is no job `{id}` outside; `rotative doctor` lists those that wait for somebody"
            / "il n’y a pas de travail « {id} » au-dehors ; `rotative doctor` liste ceux qui attendent quelqu’un",
        GoesOn at "job":
            "this job waits for nobody: it is done, or goes on by itself"
            / "ce travail n’attend personne : il est fait, ou continue de lui-même",
    }
}

/// Has a job tried again from the first attempt; answers its kind.
pub async fn revive(tx: &mut Tx, desk: &Desk, by: &By, id: Uuid) -> Result<String, ReviveRefused> {
    may(by, Act::JobRevived, &On::paper())?;
    if outside::one(tx, id).await?.is_none() {
        return Err(ReviveRefused::NoJob(id.to_string()));
    }
    let now = desk.clock.now();
    let kind = outside::revive(tx, id, now).await?.ok_or(ReviveRefused::GoesOn)?;
    for told in [&JOB_DEAD, &JOB_UNKNOWN] {
        notices::ends(tx, (told, &id.to_string()), now).await?;
    }
    let done = Done::to(Act::JobRevived, id).detailed(json!({ "kind": kind }));
    enter(tx, desk, by, done).await?;
    Ok(kind)
}
