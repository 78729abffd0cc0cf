//! A folder of manuscripts becomes articles; safe to run again, as often as one likes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use acts::Desk;
use manuscript::paper::Paper;
use manuscript::refusal::Refusal;
use manuscript::{By, Clock, Ids, Said};
use store::Store;
use store::media::MediaFolders;

use crate::belonging::{self, Prefix};
use crate::bringing::Importer;
use crate::counts::Counts;
use crate::listening::{Event, Listener};
use crate::made::Made;
use crate::refused::NotTakenIn;
use crate::settings;
use crate::turns::Turns;

/// What is taken in, and with what.
pub struct Importing<'a> {
    pub clock: Arc<dyn Clock>,
    pub ids: Arc<dyn Ids>,
    /// The data folder, which remembers where folders stood.
    pub data: &'a Path,
    pub media: MediaFolders,
    pub folder: &'a Path,
    /// As whoever knows whether it belongs to the paper answers.
    pub prefix: Prefix,
}

/// What came of an import: counts, and what else is to be told, a sentence each.
pub struct Imported {
    pub counts: Counts,
    pub told: Vec<Said>,
}

/// Refuses what is no folder.
pub fn refuse_no_folder(folder: &Path) -> Result<(), NotTakenIn> {
    if folder.is_dir() {
        return Ok(());
    }
    let folder = folder.display();
    Err(NotTakenIn::said(
        format!("« {folder} » n’est pas un dossier"),
        format!("`{folder}` is no folder"),
    ))
}

/// Imports a folder: its settings, then its manuscripts in batches.
pub async fn import(store: &Store, wanted: &Importing<'_>, listener: &mut dyn Listener) -> Result<Imported, NotTakenIn> {
    let made = Made::since(&mut store.snapshot().await?).await?;
    let desk = wanted.paper(store, listener).await?;
    listener.hear(Event::GoesInto(&desk.paper));
    let mut importer = Importer {
        store,
        desk,
        folder: wanted.folder,
        media: wanted.media.clone(),
        claimed: HashMap::new(),
        made,
        counts: Counts::default(),
        turns: Turns::default(),
    };
    importer.bring_all(wanted.prefix.as_str(), listener).await?;
    belonging::remember(wanted.data, wanted.folder, wanted.prefix.as_str()).map_err(NotTakenIn::broken)?;
    let told = importer.made.told(&mut store.snapshot().await?, &importer.desk).await?;
    Ok(Imported {
        counts: importer.counts,
        told: told.iter().map(Refusal::said).collect(),
    })
}

impl Importing<'_> {
    /// The paper as the folder sets it. A further folder sets nothing.
    async fn paper(&self, store: &Store, listener: &mut dyn Listener) -> Result<Desk, NotTakenIn> {
        if self.prefix.is_of_the_first() {
            return self.set_paper(store).await;
        }
        if settings::read(self.folder)?.is_some() {
            listener.hear(Event::SettingsLeft);
        }
        let settings = store::paper::settings(&mut store.snapshot().await?).await?;
        let settings = settings.ok_or_else(|| NotTakenIn::Refused(acts::paper::SetRefused::NoPaper.said()))?;
        Ok(self.desk(settings.paper()?))
    }

    fn desk(&self, paper: Paper) -> Desk {
        Desk {
            clock: Arc::clone(&self.clock),
            ids: Arc::clone(&self.ids),
            paper: Arc::new(paper),
        }
    }

    /// The paper's settings: those of the folder; else those it has; else a paper named after the folder.
    async fn set_paper(&self, store: &Store) -> Result<Desk, NotTakenIn> {
        let mut snapshot = store.snapshot().await?;
        let known = store::paper::settings(&mut snapshot).await?;
        let imported = store::paper::imported(&mut snapshot).await?;
        drop(snapshot);
        let in_folder = match (settings::read(self.folder)?, known) {
            // Unchanged files never undo what was set by an act since.
            (Some(found), Some(known)) if imported.as_ref() == Some(&found.file_hash) => return Ok(self.desk(known.paper()?)),
            (None, Some(known)) => return Ok(self.desk(known.paper()?)),
            (in_folder, _) => in_folder,
        };
        let paper = in_folder
            .as_ref()
            .map_or_else(|| Paper::named(name_of(self.folder)), |found| found.paper.clone());
        let desk = self.desk(paper.clone());
        let mut tx = acts::begin_patiently(store).await?;
        acts::paper::set(&mut tx, &desk, &By::Import, &paper)
            .await
            .map_err(|refused| match &in_folder {
                Some(found) => found.not_set(self.folder, &refused),
                None => NotTakenIn::in_file(&self.folder.join(settings::NAME), &refused),
            })?;
        if let Some(found) = &in_folder {
            settings::write_pages(&mut tx, &desk, self.folder, found).await?;
            store::paper::remember_import(&mut tx, &found.file_hash).await?;
        }
        tx.commit().await?;
        Ok(desk)
    }
}

fn name_of(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let name = whole
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    manuscript::paper::name_of_folder(&name)
}
