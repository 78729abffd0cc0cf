//! Rebuilding a paper from its export: verbatim and whole, and only if every chain verifies.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::Path;

use manuscript::commitment::{NO_LINK, unhex};
use serde::de::DeserializeOwned;
use store::carrying::folder::media_in;
use store::imports::File;
use store::media::{LARGEST, MediaFolder};
use store::{Broken, Store, Tx, carrying as rows, imports, record, versions};

use crate::lines::{self, EntryLine, ImportLine, PaperLine, VersionLine, lines_of};
use crate::new_copy::{NewCopy, brought_up};
use crate::originals;
use crate::refused::{NotKept, unread};
use crate::verifying;

/// An export, and where what is rebuilt from it goes.
#[derive(Clone, Copy)]
pub struct Rebuilding<'a> {
    pub folder: &'a Path,
    /// Where the paper keeps media as they were received.
    pub media: &'a MediaFolder,
    pub copy: &'a NewCopy,
}

/// Rebuilds an empty database from what an export wrote beside the manuscripts, if it did. Answers how many articles then
/// are there, every version verified.
pub async fn rebuild_if_empty(store: &Store, wanted: &Rebuilding<'_>) -> Result<Option<u64>, NotKept> {
    let Rebuilding { folder, media, copy } = *wanted;
    if !lines::has(folder, "record.jsonl") {
        return Ok(None);
    }
    let mut snapshot = store.snapshot().await?;
    let (number, _) = record::head(&mut snapshot).await?;
    drop(snapshot);
    if number > 0 {
        return Ok(None);
    }
    keep_media(media, folder)?;
    let mut tx = acts::begin_patiently(store).await?;
    put_rows(&mut tx, folder).await?;
    put_chains(&mut tx, folder).await?;
    put_later_rows(&mut tx, folder).await?;
    let report = verifying::verify(&mut tx).await?;
    if let Some(wrong) = report.wrong.first() {
        let folder = folder.display();
        return Err(NotKept::said(
            format!("l’export « {folder} » ne se vérifie pas, rien n’a été reconstruit : {}", wrong.fr),
            format!("the export `{folder}` does not verify, nothing was rebuilt: {}", wrong.en),
        ));
    }
    // An export from before entries carried state: they do from here on.
    if store::proving::lacks_base(&mut tx).await? {
        store::proving::commit_to_base(&mut tx, &*copy.ids, copy.clock.now()).await?;
    }
    let brought_up = brought_up(&mut tx, copy).await?;
    tx.commit().await?;
    brought_up.forget_files(media)?;
    Ok(Some(report.articles))
}

fn keep_media(to: &MediaFolder, folder: &Path) -> Result<(), NotKept> {
    let from = MediaFolder::at(media_in(folder));
    let withheld = withheld_in(folder)?;
    for asset in lines_of::<rows::AssetRow>(folder, "assets.jsonl")? {
        let asset = asset?;
        if withheld.contains(&asset.hash) {
            continue;
        }
        let hash = asset.hash.as_slice().try_into().map_err(|_| no_hash("assets.jsonl"))?;
        let file = folders::open(folder, &MediaFolder::at(media_in(Path::new(""))).place_of(&hash))
            .map_err(|why| unread(&from.place_of(&hash), &why))?;
        let copied = to.receive(&mut file.take(LARGEST)).map_err(NotKept::failed)?;
        if *copied.hash() == hash {
            to.place(copied).map_err(|error| originals::away(&error))?;
        } else {
            let place = from.place_of(&hash);
            let place = place.display();
            return Err(NotKept::said(
                format!("« {place} » n’est pas le fichier qui a été exporté"),
                format!("`{place}` is not the file that was exported"),
            ));
        }
    }
    Ok(())
}

/// Hashes of the files that nobody may have any more: an export carries none of them.
fn withheld_in(folder: &Path) -> Result<HashSet<Vec<u8>>, NotKept> {
    if !lines::has(folder, "withheld_media.jsonl") {
        return Ok(HashSet::new());
    }
    lines_of::<rows::WithheldMediaRow>(folder, "withheld_media.jsonl")?
        .map(|row| Ok(row?.hash))
        .collect()
}

/// Rows in the order in which they refer to each other.
async fn put_rows(tx: &mut Tx, folder: &Path) -> Result<(), NotKept> {
    for paper in lines_of::<PaperLine>(folder, "paper.jsonl")? {
        let paper = paper?;
        store::paper::set(tx, paper.identity, &paper.settings).await?;
    }
    let catalogue = lines_of::<rows::CatalogueRow>(folder, "catalogue.jsonl")?.collect::<Result<Vec<_>, _>>()?;
    for row in &rows::parents_first(catalogue) {
        rows::put_catalogue(tx, row).await?;
    }
    put_lines(tx, folder, "articles.jsonl", rows::put_articles).await?;
    put_lines(tx, folder, "memberships.jsonl", rows::put_memberships).await?;
    put_lines(tx, folder, "drafts.jsonl", rows::put_drafts).await?;
    put_lines(tx, folder, "checkpoints.jsonl", rows::put_checkpoints).await?;
    put_lines(tx, folder, "addresses.jsonl", rows::put_addresses).await?;
    put_lines(tx, folder, "assets.jsonl", rows::put_assets).await
}

/// What an export made before schema 2 has not.
async fn put_later_rows(tx: &mut Tx, folder: &Path) -> Result<(), NotKept> {
    put_lines_if_any(tx, folder, "former_descriptions.jsonl", rows::put_former_descriptions).await?;
    put_lines_if_any(tx, folder, "public_media.jsonl", rows::put_public_media).await?;
    put_lines_if_any(tx, folder, "imported_settings.jsonl", rows::put_imported_settings).await?;
    put_lines_if_any(tx, folder, "erasures.jsonl", store::erasures::put).await?;
    put_lines_if_any(tx, folder, "accounts.jsonl", rows::put_accounts).await?;
    put_lines_if_any(tx, folder, "grants.jsonl", rows::put_grants).await?;
    put_lines_if_any(tx, folder, "jobs.jsonl", rows::put_jobs).await?;
    put_lines_if_any(tx, folder, "outside_jobs.jsonl", rows::put_outside_jobs).await?;
    put_lines_if_any(tx, folder, "notices.jsonl", rows::put_notices).await?;
    put_lines_if_any(tx, folder, "schedules.jsonl", rows::put_schedules).await?;
    put_lines_if_any(tx, folder, "embargoes.jsonl", rows::put_embargoes).await?;
    put_lines_if_any(tx, folder, "suspensions.jsonl", rows::put_suspensions).await?;
    put_lines_if_any(tx, folder, "notes.jsonl", rows::put_notes).await?;
    put_lines_if_any(tx, folder, "explanations.jsonl", rows::put_explanations).await?;
    put_lines_if_any(tx, folder, "withholdings.jsonl", rows::put_withholdings).await?;
    put_lines_if_any(tx, folder, "fingerprints.jsonl", rows::put_fingerprints).await?;
    put_lines_if_any(tx, folder, "withheld_media.jsonl", rows::put_withheld_media).await?;
    put_lines_if_any(tx, folder, "record_base.jsonl", rows::put_record_base).await?;
    put_lines_if_any(tx, folder, "state_salts.jsonl", rows::put_state_salts).await?;
    put_lines_if_any(tx, folder, "record_words.jsonl", rows::put_record_words).await
}

async fn put_lines_if_any<T: DeserializeOwned>(
    tx: &mut Tx,
    folder: &Path,
    name: &str,
    put: impl AsyncFn(&mut Tx, &T) -> Result<(), Broken>,
) -> Result<(), NotKept> {
    if lines::has(folder, name) {
        put_lines(tx, folder, name, put).await?;
    }
    Ok(())
}

async fn put_lines<T: DeserializeOwned>(
    tx: &mut Tx,
    folder: &Path,
    name: &str,
    put: impl AsyncFn(&mut Tx, &T) -> Result<(), Broken>,
) -> Result<(), NotKept> {
    for row in lines_of::<T>(folder, name)? {
        put(tx, &row?).await?;
    }
    Ok(())
}

async fn put_chains(tx: &mut Tx, folder: &Path) -> Result<(), NotKept> {
    for line in lines_of::<ImportLine>(folder, "imports.jsonl")? {
        let line = line?;
        let file_hash = unhex::<32>(&line.file_hash).ok_or_else(|| no_hash("imports.jsonl"))?.to_vec();
        let file = File {
            path: line.path,
            article: line.article,
            file_hash,
            draft_revision: line.draft_revision,
        };
        imports::remember(tx, &file).await?;
    }
    for line in lines_of::<VersionLine>(folder, "versions.jsonl")? {
        versions::append(tx, &line?.version().ok_or_else(|| no_hash("versions.jsonl"))?).await?;
    }
    let mut head = (0, NO_LINK);
    for line in lines_of::<EntryLine>(folder, "record.jsonl")? {
        let entered = line?.entered().ok_or_else(|| no_hash("record.jsonl"))?;
        rows::put_entry(tx, &entered.entry, &entered.hash).await?;
        head = (entered.entry.number, entered.hash);
    }
    rows::put_head(tx, head.0, &head.1).await?;
    Ok(())
}

fn no_hash(file: &str) -> NotKept {
    NotKept::said(
        format!("une empreinte de `{file}` n’a pas 32 octets en hexadécimal"),
        format!("a hash of `{file}` is not 32 bytes in hexadecimal"),
    )
}
