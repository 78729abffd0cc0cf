//! The whole paper from its database into an empty one, on either engine.

use manuscript::Clock;
use manuscript::commitment::Hash;
use store::asleep::{self, Asleep, Why};
use store::carrying;
use store::moved_away::MovedAway;
use store::{Snapshot, Store, Tx, record};

use crate::database::EmptyDatabase;
use crate::progress::Progress;
use crate::refused::NotKept;
use crate::verifying::{self, Report};

/// What was laid down in another database.
pub struct Laid {
    /// Where its record ends.
    pub head: (i64, Hash),
    /// How far what enters nothing was.
    pub unrecorded: carrying::Unrecorded,
    pub report: Report,
}

/// A paper that is to move, and the moment at which it does.
#[derive(Clone, Copy)]
pub struct Leaving<'a> {
    pub store: &'a Store,
    pub clock: &'a dyn Clock,
}

/// Moves the paper to the empty database at an address: the one that it leaves sleeps before the other one is awake, so that
/// at no moment two of them do what is planned.
pub async fn move_to(from: Leaving<'_>, address: &str, progress: &dyn Progress) -> Result<Laid, NotKept> {
    let target = EmptyDatabase::open(address).await?;
    match copied_asleep(from, &target.store, progress).await {
        Err(not) => {
            target.give_back().await;
            Err(not)
        }
        Ok(copied) => {
            let laid = copied.changed_over(from, &target.store).await;
            target.keep().await;
            laid
        }
    }
}

/// A copy that stands and sleeps, while nobody can write where it was made from.
struct Copied {
    laid: Laid,
    /// Holds the record of the database that the paper leaves.
    left: Tx,
    /// A paper that slept sleeps on in its new place.
    slept: Option<Asleep>,
}

/// Commits a copy only if nobody entered or typed anything meanwhile.
async fn copied_asleep(from: Leaving<'_>, to: &Store, progress: &dyn Progress) -> Result<Copied, NotKept> {
    let slept = asleep::state(&mut from.store.snapshot().await?).await?;
    refuse_if_moved(slept)?;
    let mut tx = acts::begin_patiently(to).await?;
    let laid = lay_down(&mut from.store.snapshot().await?, &mut tx, progress).await?;
    refuse_if_wrong(&laid.report)?;
    let mut left = acts::begin_patiently(from.store).await?;
    carrying::hold_unrecorded(&mut left).await?;
    refuse_if_written_since(&mut left, &laid).await?;
    asleep::fall(&mut tx, Why::Restored, from.clock.now()).await?;
    if let Some(reason) = asleep::restored_without(&mut left).await? {
        asleep::without_erasures(&mut tx, &reason).await?;
    }
    tx.commit().await?;
    Ok(Copied { laid, left, slept })
}

impl Copied {
    /// The one sleeps, then the other is woken.
    async fn changed_over(mut self, from: Leaving<'_>, to: &Store) -> Result<Laid, NotKept> {
        asleep::fall(&mut self.left, Why::Moved, from.clock.now()).await?;
        self.left.commit().await?;
        if self.slept.is_none() {
            let mut tx = acts::begin_unrecorded(to).await?;
            asleep::wake(&mut tx).await?;
            tx.commit().await?;
        }
        Ok(self.laid)
    }
}

/// A paper lives in one place: from where it left it does not leave again.
fn refuse_if_moved(slept: Option<Asleep>) -> Result<(), NotKept> {
    match slept {
        Some(Asleep { why: Why::Moved, since }) => Err(NotKept::Broken(MovedAway { since }.into())),
        _ => Ok(()),
    }
}

async fn refuse_if_written_since(left: &mut Tx, laid: &Laid) -> Result<(), NotKept> {
    let (now, _) = record::head(left).await?;
    if now == laid.head.0 && carrying::unrecorded(left).await? == laid.unrecorded {
        return Ok(());
    }
    let (french, english) = match now - laid.head.0 {
        0 => (
            "on a écrit dans un brouillon, ou un travail a avancé,".to_owned(),
            "somebody typed in a draft, or a job went on,".to_owned(),
        ),
        more => (format!("{more} actes ont été inscrits"), format!("{more} acts were entered")),
    };
    Err(NotKept::said(
        format!(
            "{french} pendant la copie du journal, rien n’a donc été déplacé ; arrêtez la rédaction (tout `rotative serve` et tout import), puis recommencez"
        ),
        format!(
            "{english} while the paper was copied, so nothing was moved; stop the newsroom (every `rotative serve` and import), then run this again"
        ),
    ))
}

/// Lays a whole paper down in an empty database and checks what lies there, before anything is committed.
pub(crate) async fn lay_down(from: &mut Snapshot, to: &mut Tx, progress: &dyn Progress) -> Result<Laid, NotKept> {
    let head = copy(from, to, progress).await?;
    let report = verifying::verify(to).await?;
    let unrecorded = carrying::unrecorded(to).await?;
    Ok(Laid { head, unrecorded, report })
}

/// Copies a whole paper and answers where its record ends; every table has as many rows in both places.
pub(crate) async fn copy(from: &mut Snapshot, to: &mut Tx, progress: &dyn Progress) -> Result<(i64, Hash), NotKept> {
    let counts = carrying::counts(from).await?;
    let head = record::head(from).await?;
    let all: i64 = counts.iter().map(|count| count.rows).sum();
    progress.begins(u64::try_from(all).unwrap_or(0));
    carrying::copy_all(from, to, &|more| progress.copied(more)).await?;
    if carrying::counts(to).await? == counts && record::head(to).await? == head {
        return Ok(head);
    }
    Err(NotKept::said(
        "la copie n’a pas les mêmes lignes ou pas le même registre que le journal ; vérifiez-le par `rotative verify`",
        "the copy has not the same rows or not the same record as the paper; run `rotative verify` on it",
    ))
}

/// A paper that does not verify is not carried on as if it did.
pub(crate) fn refuse_if_wrong(report: &Report) -> Result<(), NotKept> {
    match report.wrong.first() {
        None => Ok(()),
        Some(wrong) => Err(NotKept::said(
            format!(
                "le journal ne se vérifie pas, rien n’a été gardé : {} ; `rotative verify` nomme tout ce qui ne va pas",
                wrong.fr
            ),
            format!(
                "the paper does not verify, nothing was kept: {}; `rotative verify` names all that is wrong",
                wrong.en
            ),
        )),
    }
}
