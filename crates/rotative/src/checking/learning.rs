//! `rotative house learn`: what a paper's own texts say of its house style, as a house file with counts.

use std::path::Path;
use std::process::ExitCode;

use copydesk::House;
use copydesk::learning;
use copydesk::lexicon::Lexicon;
use manuscript::{Copy, Locale};
use store::versions::{self, Kept};
use store::{Numbered, Snapshot};

use super::files;
use super::reading::TextFile;
use crate::configuration::Configuration;
use crate::{Stopped, database, terminal};

const AT_A_TIME: i64 = 500;

/// Learns from a folder, or, without one, from what readers have.
pub(crate) async fn learn(configuration: &Configuration, folder: Option<&Path>) -> Result<ExitCode, Stopped> {
    let copies = if let Some(folder) = folder {
        in_folder(folder, configuration.locale())?
    } else {
        let store = database::open_existing(configuration).await?;
        let copies = live(&mut store.snapshot().await?).await?;
        store.close().await;
        copies
    };
    let named = copies.iter().map(|(name, copy)| (name.as_str(), copy));
    let learned = learning::learn(named, House::shipped(), |word| Lexicon::french().knows_in_any_case(word));
    terminal::say_as_it_is(&learned.to_toml());
    Ok(ExitCode::SUCCESS)
}

fn in_folder(folder: &Path, locale: Locale) -> Result<Vec<(String, Copy)>, Stopped> {
    if !folder.is_dir() {
        let folder = folder.display();
        return Err(Stopped::both(
            format!("il n’y a pas de dossier « {folder} » dont apprendre"),
            format!("there is no folder `{folder}` to learn from"),
        ));
    }
    let files = files::named(&[folder.to_owned()])?;
    let mut copies = Vec::with_capacity(files.len());
    for file in &files {
        match TextFile::read(file) {
            Ok(TextFile { piece, .. }) => copies.push((piece.name, piece.copy)),
            Err(unread) => unread.complain(locale),
        }
    }
    Ok(copies)
}

/// The newest version of every article.
async fn live(snapshot: &mut Snapshot) -> Result<Vec<(String, Copy)>, Stopped> {
    let mut from = Numbered::BEFORE_ALL;
    let mut newest: Vec<Kept> = Vec::new();
    loop {
        let batch = versions::kept_after(snapshot, from, AT_A_TIME).await?;
        let Some(last) = batch.last() else { break };
        from = Numbered::of(last.article, last.number);
        for version in batch {
            if newest.last().is_some_and(|last| last.article == version.article) {
                newest.pop();
            }
            newest.push(version);
        }
    }
    let read = |version: &Kept| Ok((version.article.to_string(), version.readable()?.copy));
    newest.iter().map(read).collect()
}
