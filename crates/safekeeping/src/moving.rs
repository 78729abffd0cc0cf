//! The whole paper from its database into an empty one, on either engine.

use manuscript::commitment::Hash;
use store::carrying;
use store::{Snapshot, Store, Tx, record};

use crate::database::EmptyDatabase;
use crate::progress::Progress;
use crate::refused::NotKept;
use crate::verifying::{self, Report};

/// What was laid down in another database.
pub struct Laid {
    /// Where its record ends.
    pub head: (i64, Hash),
    pub report: Report,
}

/// Moves the paper to the empty database at an address.
pub async fn move_to(from: &Store, address: &str, progress: &dyn Progress) -> Result<Laid, NotKept> {
    let target = EmptyDatabase::open(address).await?;
    let laid = copied_whole(from, &target.store, progress).await;
    if laid.is_ok() {
        target.keep().await;
    } else {
        target.give_back().await;
    }
    laid
}

/// Commits only if nobody entered anything meanwhile.
async fn copied_whole(from: &Store, to: &Store, progress: &dyn Progress) -> Result<Laid, NotKept> {
    let mut tx = acts::begin_patiently(to).await?;
    let laid = lay_down(&mut from.snapshot().await?, &mut tx, progress).await?;
    refuse_if_wrong(&laid.report)?;
    let (now, _) = record::head(&mut from.snapshot().await?).await?;
    if now == laid.head.0 {
        tx.commit().await?;
        return Ok(laid);
    }
    let more = now - laid.head.0;
    Err(NotKept::said(
        format!(
            "{more} actes ont été inscrits pendant la copie du journal, rien n’a donc été déplacé ; arrêtez la rédaction (tout `rotative serve` et tout import), puis recommencez"
        ),
        format!(
            "{more} acts were entered while the paper was copied, so nothing was moved; stop the newsroom (every `rotative serve` and import), then run this again"
        ),
    ))
}

/// Lays a whole paper down in an empty database and checks what lies there, before anything is committed.
pub(crate) async fn lay_down(from: &mut Snapshot, to: &mut Tx, progress: &dyn Progress) -> Result<Laid, NotKept> {
    let head = copy(from, to, progress).await?;
    let report = verifying::verify(to).await?;
    Ok(Laid { head, report })
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
