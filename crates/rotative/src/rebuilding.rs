//! Rebuilding a paper from its export: verbatim and whole, and only if every chain verifies.

use std::path::Path;

use manuscript::commitment::{NO_LINK, unhex};
use store::imports::File;
use store::media::MediaFolder;
use store::{Store, Tx, carrying as rows, imports, record, versions};

use crate::carrying::{EntryLine, ImportLine, PaperLine, VersionLine, folder_in, lines_of, media_in};
use crate::{Stopped, terminal, verifying};

/// Rebuilds an empty database from what `export` wrote beside the manuscripts, if it did.
pub(crate) async fn rebuild_if_empty(store: &Store, media: &Path, folder: &Path) -> Result<(), Stopped> {
    if !folder_in(folder).join("record.jsonl").is_file() {
        return Ok(());
    }
    let mut stacks = store.stacks().await?;
    let (number, _) = record::head(&mut stacks).await?;
    drop(stacks);
    if number > 0 {
        return Ok(());
    }
    keep_media(media, folder)?;
    let mut tx = acts::begin(store).await?;
    put_rows(&mut tx, folder).await?;
    put_chains(&mut tx, folder).await?;
    let report = verifying::verify(&mut tx).await?;
    if let Some(wrong) = report.wrong.first() {
        return Err(Stopped::refused(format!(
            "the export `{}` does not verify, nothing was rebuilt: {wrong}",
            folder.display()
        )));
    }
    tx.commit().await?;
    terminal::say(&format!(
        "rebuilt {} articles from the export, every version verified",
        report.articles
    ));
    Ok(())
}

fn keep_media(media: &Path, folder: &Path) -> Result<(), Stopped> {
    let (from, to) = (MediaFolder::at(media_in(folder)), MediaFolder::at(media));
    for asset in lines_of::<rows::AssetRow>(folder, "assets.jsonl")? {
        let asset = asset?;
        let hash = asset
            .hash
            .as_slice()
            .try_into()
            .map_err(|_| Stopped::refused("a hash of `assets.jsonl` is not one"))?;
        let bytes = from
            .read(&hash)
            .map_err(|error| Stopped::refused(format!("`{}` cannot be read: {error}", from.place_of(&hash).display())))?;
        let kept = to.keep(&bytes).map_err(Stopped::broken)?;
        if kept != hash {
            return Err(Stopped::refused(format!(
                "`{}` is not the file that was exported",
                from.place_of(&hash).display()
            )));
        }
    }
    Ok(())
}

/// Rows in the order in which they refer to each other.
async fn put_rows(tx: &mut Tx, folder: &Path) -> Result<(), Stopped> {
    for paper in lines_of::<PaperLine>(folder, "paper.jsonl")? {
        let paper = paper?;
        store::paper::set(tx, paper.identity, &paper.settings).await?;
    }
    let mut catalogue = lines_of::<rows::CatalogueRow>(folder, "catalogue.jsonl")?.collect::<Result<Vec<_>, _>>()?;
    // What stands above comes first: a section's path is shorter than those below it.
    catalogue.sort_by_key(|row| row.key.matches('/').count());
    for row in &catalogue {
        rows::put_catalogue(tx, row).await?;
    }
    for row in lines_of::<rows::ArticleRow>(folder, "articles.jsonl")? {
        rows::put_articles(tx, &row?).await?;
    }
    for row in lines_of::<rows::MembershipRow>(folder, "memberships.jsonl")? {
        rows::put_memberships(tx, &row?).await?;
    }
    for row in lines_of::<rows::DraftRow>(folder, "drafts.jsonl")? {
        rows::put_drafts(tx, &row?).await?;
    }
    for row in lines_of::<rows::CheckpointRow>(folder, "checkpoints.jsonl")? {
        rows::put_checkpoints(tx, &row?).await?;
    }
    for row in lines_of::<rows::AddressRow>(folder, "addresses.jsonl")? {
        rows::put_addresses(tx, &row?).await?;
    }
    for row in lines_of::<rows::AssetRow>(folder, "assets.jsonl")? {
        rows::put_assets(tx, &row?).await?;
    }
    Ok(())
}

async fn put_chains(tx: &mut Tx, folder: &Path) -> Result<(), Stopped> {
    let unreadable = |name: &str| Stopped::refused(format!("a hash of `{name}` is not 32 bytes in hexadecimal"));
    for line in lines_of::<ImportLine>(folder, "imports.jsonl")? {
        let line = line?;
        let file_hash = unhex::<32>(&line.file_hash).ok_or_else(|| unreadable("imports.jsonl"))?.to_vec();
        let file = File {
            path: line.path,
            article: line.article,
            file_hash,
            draft_revision: line.draft_revision,
        };
        imports::remember(tx, &file).await?;
    }
    for line in lines_of::<VersionLine>(folder, "versions.jsonl")? {
        versions::append(tx, &line?.version().ok_or_else(|| unreadable("versions.jsonl"))?).await?;
    }
    let mut head = (0, NO_LINK);
    for line in lines_of::<EntryLine>(folder, "record.jsonl")? {
        let entered = line?.entered().ok_or_else(|| unreadable("record.jsonl"))?;
        rows::put_entry(tx, &entered.entry, &entered.hash).await?;
        head = (entered.entry.number, entered.hash);
    }
    rows::put_head(tx, head.0, &head.1).await?;
    Ok(())
}
