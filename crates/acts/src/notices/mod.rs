//! Notices to the house: what somebody here must know or settle. Raised and taken back by whatever knows, settled by an act.
//!
//! A notice holds codes, identities, numbers and paths; its sentence is made where it is shown, in the reader's language.
//! To add a kind: one `static` in `kinds.rs`, with its word, whom it is for and its sentences, and its name in the list there.

mod kind;
mod kinds;

use manuscript::act::{Act, By};
use manuscript::refusal::Said;
use manuscript::role::On;
use manuscript::{Clock, Ids, Instant, Uuid, refusals};
use serde_json::{Value, json};
use store::notices::{self as rows, NewNotice, Notice};
use store::{Broken, Tx};

use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};

pub use kind::Kind;
pub use kinds::{BACKUP_FAILED, BACKUP_UNTRIED, CLOCK_WRONG, DISK_LOW, JOB_DEAD, JOB_UNKNOWN, KINDS, LINK_DEAD, NO_ROOM, PLAN_GIVEN_UP};

/// What is told.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    kind: &'static Kind,
    subject: &'a str,
    account: Option<Uuid>,
    detail: Value,
}

impl<'a> Told<'a> {
    /// Something holds of a subject: an identity, a path, an outside address.
    pub const fn of(kind: &'static Kind, subject: &'a str) -> Self {
        Self {
            kind,
            subject,
            account: None,
            detail: Value::Null,
        }
    }

    /// Codes, identities and numbers that the sentence is made of.
    #[must_use]
    pub fn detailed(self, detail: Value) -> Self {
        Self { detail, ..self }
    }

    /// One account is told in particular.
    #[must_use]
    pub const fn for_account(mut self, account: Option<Uuid>) -> Self {
        self.account = account;
        self
    }
}

refusals! {
    /// Why a notice was not settled.
    #[derive(Debug)]
    pub enum NoticeRefused [NotAllowed(NotAllowed), Broken(Broken)] {
        NoNotice(id: String) at "notice":
            "there is no notice `{id}`; `rotative notices` lists those that stand"
            / "il n’y a pas d’avis « {id} » ; `rotative notices` liste ceux qui tiennent",
        Over at "notice":
            "this notice does not stand any more: it was settled, or has ended by itself"
            / "cet avis ne tient plus : il a été réglé, ou a pris fin de lui-même",
    }
}

/// Raises a notice; one that stands for the same subject is counted.
pub async fn raise(tx: &mut Tx, (clock, ids): (&dyn Clock, &dyn Ids), told: &Told<'_>) -> Result<(), Broken> {
    let notice = NewNotice {
        id: ids.uuid(),
        kind: told.kind.word,
        subject: told.subject,
        capability: told.kind.capability,
        account: told.account,
        detail: told.detail.clone(),
    };
    rows::raise(tx, &notice, clock.now()).await
}

/// What was said of a subject holds no longer.
pub async fn ends(tx: &mut Tx, (kind, subject): (&'static Kind, &str), now: Instant) -> Result<(), Broken> {
    rows::ends(tx, (kind.word, subject), now).await.map(drop)
}

/// Somebody has seen to a notice: one whom it is for, or who sets the paper.
pub async fn settle(tx: &mut Tx, desk: &Desk, by: &By, id: Uuid) -> Result<(), NoticeRefused> {
    let notice = rows::one(tx, id).await?.ok_or_else(|| NoticeRefused::NoNotice(id.to_string()))?;
    if !is_for(by, &notice) {
        may(by, Act::NoticeSettled, &On::paper())?;
    }
    if !rows::settle(tx, id, desk.stamp(&by.as_entry())).await? {
        return Err(NoticeRefused::Over);
    }
    let done = Done::to(Act::NoticeSettled, id).detailed(json!({ "kind": notice.kind }));
    Ok(enter(tx, desk, by, done).await.map(drop)?)
}

/// Whether a person is told of a notice.
fn is_for(by: &By, notice: &Notice) -> bool {
    match by {
        By::Person(person) => notice.account == Some(person.account) || person.may(notice.capability, &On::paper()),
        _ => false,
    }
}

/// What a notice says. One of a kind that a newer program raised is told by its word.
pub fn said(notice: &Notice) -> Said {
    match KINDS.iter().find(|kind| kind.word == notice.kind) {
        Some(kind) => (kind.says)(&notice.subject, &notice.detail),
        None => Said::new(
            format!(
                "`{}` : {} ; un programme plus récent l’a dit, lisez-le avec lui",
                notice.kind, notice.subject
            ),
            format!(
                "`{}`: {}; a newer program said so, read it with that one",
                notice.kind, notice.subject
            ),
        ),
    }
}
