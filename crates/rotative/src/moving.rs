//! `rotative db move-to`: the whole paper from its database into an empty one, on either engine.

use std::process::ExitCode;

use manuscript::commitment::Hash;
use store::carrying;
use store::{Stacks, Store, Tx, record};

use crate::configuration::Configuration;
use crate::database::EmptyDatabase;
use crate::verifying::{self, Report};
use crate::{Stopped, database, terminal};

/// What was laid down in another database.
pub(crate) struct Laid {
    pub(crate) head: (i64, Hash),
    pub(crate) report: Report,
}

/// `rotative db move-to URL`
pub(crate) async fn command(configuration: &Configuration, address: &str) -> Result<ExitCode, Stopped> {
    let from = database::open_existing(configuration).await?;
    let moved = move_to(&from, address).await;
    from.close().await;
    let laid = moved?;
    terminal::say(&format!(
        "moved: {} versions of {} articles, {} entries of the record; everything verified",
        laid.report.versions, laid.report.articles, laid.report.entries
    ));
    terminal::say(&format!(
        "now set `database` in rotative.toml (or ROTATIVE_DATABASE, or --database) to {} and start again; media stay in `{}`; what is still entered in the old database after entry {} is not in the new one",
        shown(address),
        configuration.media_folder().display(),
        laid.head.0
    ));
    Ok(ExitCode::SUCCESS)
}

/// An address may hold a password: it is not said again.
fn shown(address: &str) -> &str {
    if address.starts_with("sqlite:") {
        address
    } else {
        "the address that you named"
    }
}

async fn move_to(from: &Store, address: &str) -> Result<Laid, Stopped> {
    let target = EmptyDatabase::open(address).await?;
    let laid = copied_whole(from, &target.store).await;
    if laid.is_ok() {
        target.keep().await;
    } else {
        target.give_back().await;
    }
    laid
}

/// Commits only if nobody entered anything meanwhile.
async fn copied_whole(from: &Store, to: &Store) -> Result<Laid, Stopped> {
    let mut tx = acts::begin(to).await?;
    let laid = lay_down(&mut from.stacks().await?, &mut tx).await?;
    refuse_if_wrong(&laid.report)?;
    let (now, _) = record::head(&mut from.stacks().await?).await?;
    if now == laid.head.0 {
        tx.commit().await?;
        return Ok(laid);
    }
    Err(Stopped::refused(format!(
        "{} acts were entered while the paper was copied, so nothing was moved; stop the newsroom (every `rotative serve` and import), then run this again",
        now - laid.head.0
    )))
}

/// Lays a whole paper down in an empty database and checks what lies there, before anything is committed.
pub(crate) async fn lay_down(from: &mut Stacks, to: &mut Tx) -> Result<Laid, Stopped> {
    let head = copy(from, to).await?;
    let report = verifying::verify(to).await?;
    Ok(Laid { head, report })
}

/// Copies a whole paper and answers where its record ends; every table has as many rows in both places.
pub(crate) async fn copy(from: &mut Stacks, to: &mut Tx) -> Result<(i64, Hash), Stopped> {
    let counts = carrying::counts(from).await?;
    let head = record::head(from).await?;
    let all: i64 = counts.iter().map(|count| count.rows).sum();
    let bar = terminal::progress(usize::try_from(all).unwrap_or(0), "copying");
    carrying::copy_all(from, to, &|more| bar.inc(more)).await?;
    bar.finish_and_clear();
    if carrying::counts(to).await? == counts && record::head(to).await? == head {
        return Ok(head);
    }
    Err(Stopped::refused(
        "the copy has not the same rows or not the same record as the paper; run `rotative verify` on it",
    ))
}

/// A paper that does not verify is not carried on as if it did.
pub(crate) fn refuse_if_wrong(report: &Report) -> Result<(), Stopped> {
    match report.wrong.first() {
        None => Ok(()),
        Some(wrong) => Err(Stopped::refused(format!(
            "the paper does not verify, nothing was kept: {wrong}; `rotative verify` names all that is wrong"
        ))),
    }
}
