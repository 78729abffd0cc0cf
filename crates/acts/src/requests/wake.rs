//! `wake`: a copy of the paper that sleeps goes on; what fell due meanwhile is done at once.

use manuscript::act::{Act, By};
use manuscript::role::On;
use manuscript::{Said, refusals};
use serde_json::json;
use store::{Broken, Tx, asleep};

use super::context::Context;
use super::form::request;
use super::outcome::{Answer, NotDone};
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};

request! {
    /// Wake a copy of the paper that was restored, or moved away from; stop the other one first
    Wake = "wake";
    answers "woken" ["fell_due"];
    refused by [WakeRefused];
    needed {}
    may {}
}

refusals! {
    /// Why a copy was not woken.
    #[derive(Debug)]
    pub enum WakeRefused [NotAllowed(NotAllowed), Broken(Broken)] {
        Awake:
            "this paper is awake: it does what is planned, and its jobs"
            / "ce journal est éveillé : il fait ce qui est prévu, et ses travaux",
    }
}

impl Wake {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let fell_due = wake(tx, &at.desk, &at.by).await?;
        let said = Said::new(
            format!("le journal est éveillé ; {fell_due} travaux échus se font maintenant"),
            format!("the paper is awake; {fell_due} jobs that fell due are done now"),
        );
        Ok(Answer::plain("woken", said).with("fell_due", fell_due))
    }
}

/// Wakes this copy; answers how many jobs fell due while it slept.
async fn wake(tx: &mut Tx, desk: &Desk, by: &By) -> Result<usize, WakeRefused> {
    may(by, Act::Woken, &On::paper())?;
    let slept = asleep::state(tx).await?.ok_or(WakeRefused::Awake)?;
    let fell_due = asleep::fell_due(tx, desk.clock.now()).await?.len();
    let reason = asleep::restored_without(tx).await?;
    asleep::wake(tx).await?;
    let detail = json!({ "why": slept.why.as_str(), "since": slept.since.0, "fell_due": fell_due });
    let woken = Done::of(Act::Woken).detailed(detail);
    let woken = match &reason {
        Some(reason) => woken.saying("without_erasures", reason),
        None => woken,
    };
    enter(tx, desk, by, woken).await?;
    Ok(fell_due)
}
