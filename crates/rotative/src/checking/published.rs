//! `rotative check --published`: a house style over everything that was ever published, hits and examples for each check.

use std::process::ExitCode;

use copydesk::{House, checks};
use manuscript::{Copy, Uuid};
use proofs::tally::{Tally, ToRead};
use store::versions::{self, Kept};
use store::{Numbered, Snapshot};

use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

/// Versions that are read from the database at a time.
const AT_A_TIME: i64 = 200;
pub(super) async fn command(configuration: &Configuration, house: &House) -> Result<ExitCode, Stopped> {
    let store = database::open_existing(configuration).await?;
    let (versions, tally) = over_everything(&mut store.snapshot().await?, house).await?;
    store.close().await;
    terminal::say(&format!("{versions} published versions"));
    for check in checks::all() {
        let Some(hits) = tally.of(check.code) else { continue };
        terminal::say(&format!(
            "{}  {:>6} × in {:>5} versions  {}",
            check.code, hits.count, hits.versions, check.title_en
        ));
        hits.examples
            .iter()
            .for_each(|example| terminal::say(&format!("         {example}")));
    }
    Ok(ExitCode::SUCCESS)
}

async fn over_everything(snapshot: &mut Snapshot, house: &House) -> Result<(usize, Tally), Stopped> {
    let (mut from, mut count) = (Numbered::BEFORE_ALL, 0);
    let mut before: Option<(Uuid, Copy)> = None;
    let mut tally = Tally::default();
    loop {
        let batch = versions::kept_after(snapshot, from, AT_A_TIME).await?;
        let Some(last) = batch.last() else { return Ok((count, tally)) };
        from = Numbered::of(last.article, last.number);
        count += batch.len();
        let mut to_read = Vec::with_capacity(batch.len());
        for version in &batch {
            let copy = version.readable()?.copy;
            let previous = before
                .take()
                .filter(|(article, _)| *article == version.article)
                .map(|(_, copy)| copy);
            before = Some((version.article, copy.clone()));
            to_read.push(to_be_read(version, copy, previous));
        }
        tally.read(&to_read, house);
    }
}

fn to_be_read(version: &Kept, copy: Copy, previous: Option<Copy>) -> ToRead {
    ToRead {
        article: version.article,
        number: version.number,
        copy,
        previous,
    }
}
