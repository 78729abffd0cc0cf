//! The whole paper as a folder, from which it can be read, imported and rebuilt.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use folders::Kind;
use manuscript::address::slug;
use manuscript::commitment::hex;
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::{self, Manuscript, Stage};
use manuscript::paper::Paper;
use manuscript::{Access, Copy, Nature, Uuid};
use sha2::{Digest, Sha256};
use store::carrying::folder::{folder_in, media_in, settings_hash};
use store::catalogue::Entry;
use store::media::MediaFolder;
use store::{Numbered, Snapshot, addresses, articles, carrying as rows, imports, record, versions};

use crate::lines::{EntryLine, ImportLine, Lines, PaperLine, VersionLine};
use crate::originals;
use crate::refused::{NotKept, unwritable};

const AT_A_TIME: i64 = 500;

/// What an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exported {
    pub articles: usize,
    /// Files as they were received, with what cameras and programs noted in them.
    pub has_media: bool,
}

/// Refuses a place at which something stands: an export never writes over anything.
pub fn refuse_if_full(folder: &Path) -> Result<(), NotKept> {
    let kind = folders::kind_of(folder).map_err(|error| unwritable(folder, &error))?;
    let shown = folder.display();
    match kind {
        None => Ok(()),
        Some(Kind::Link) => Err(NotKept::said(
            format!("« {shown} » est un lien ; nommez le dossier lui-même où va l’export"),
            format!("`{shown}` is a link; name the folder itself to which the export goes"),
        )),
        Some(Kind::Folder) if std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) => Ok(()),
        Some(_) => Err(NotKept::said(
            format!("« {shown} » n’est pas un dossier vide ; un export n’écrit jamais par-dessus quoi que ce soit, nommez-en un nouveau"),
            format!("`{shown}` is not an empty folder; an export never writes over anything, name a new one"),
        )),
    }
}

/// Writes everything, from one consistent view of the database.
pub async fn export(snapshot: &mut Snapshot, media: &MediaFolder, folder: &Path) -> Result<Exported, NotKept> {
    std::fs::create_dir_all(folder_in(folder)).map_err(|error| unwritable(folder, &error))?;
    write_paper(snapshot, folder).await?;
    let articles = write_manuscripts(snapshot, folder).await?;
    write_media(snapshot, media, folder).await?;
    write_rows(snapshot, folder).await?;
    write_drafts(snapshot, folder).await?;
    write_chains(snapshot, folder).await?;
    Ok(Exported {
        articles,
        has_media: media_in(folder).is_dir(),
    })
}

async fn write_paper(snapshot: &mut Snapshot, folder: &Path) -> Result<(), NotKept> {
    let mut lines = Lines::into(folder, "paper.jsonl")?;
    if let Some(settings) = store::paper::settings(snapshot).await? {
        let paper = settings.paper()?;
        let text = toml::to_string_pretty(&paper).map_err(NotKept::failed)?;
        let file = folder.join("paper.toml");
        std::fs::write(&file, &text).map_err(|error| unwritable(&file, &error))?;
        let pages = write_pages(snapshot, folder, &paper).await?;
        lines.put(&PaperLine {
            identity: settings.identity,
            settings: settings.settings,
        })?;
        // As with manuscripts: the file that was written is the one that was imported last.
        let file_hash = settings_hash(&text, &pages);
        all_lines(folder, "imported_settings.jsonl", &[rows::ImportedSettingsRow { file_hash }])?;
    }
    lines.finish()
}

/// The pages that the settings name; answers their texts, in order.
async fn write_pages(snapshot: &mut Snapshot, folder: &Path, paper: &Paper) -> Result<Vec<String>, NotKept> {
    let entries = store::catalogue::all(snapshot).await?;
    let mut texts = Vec::new();
    for page in &paper.pages {
        let named = |entry: &&Entry| entry.thing == Thing::Page && entry.key == page.path;
        let Some(entry) = entries.iter().find(named) else { continue };
        let file = folder.join("pages").join(format!("{}.md", page.path));
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(|error| unwritable(&file, &error))?;
        let text = page_file(entry, paper);
        std::fs::write(&file, &text).map_err(|error| unwritable(&file, &error))?;
        texts.push(text);
    }
    Ok(texts)
}

async fn write_manuscripts(snapshot: &mut Snapshot, folder: &Path) -> Result<usize, NotKept> {
    let catalogue: HashMap<Uuid, Entry> = store::catalogue::all(snapshot)
        .await?
        .into_iter()
        .map(|entry| (entry.id, entry))
        .collect();
    let known: HashMap<Uuid, String> = imports::all(snapshot)
        .await?
        .into_iter()
        .filter(|file| !file.path.starts_with('?'))
        .map(|file| (file.article, file.path))
        .collect();
    let mut taken: HashSet<String> = known.values().cloned().collect();
    let mut lines = Lines::into(folder, "imports.jsonl")?;
    let mut count = 0;
    for row in rows::articles(snapshot).await? {
        let Some((manuscript, draft_revision)) = manuscript_of(snapshot, &catalogue, row.id).await? else {
            continue;
        };
        let path = known.get(&row.id).cloned().unwrap_or_else(|| free_path(&manuscript, &mut taken));
        let text = markdown::write(&manuscript);
        let file = folder.join(&path);
        std::fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(|error| unwritable(&file, &error))?;
        std::fs::write(&file, &text).map_err(|error| unwritable(&file, &error))?;
        lines.put(&ImportLine {
            path,
            article: row.id,
            file_hash: hex(&Sha256::digest(&text)),
            draft_revision,
        })?;
        count += 1;
    }
    lines.finish()?;
    Ok(count)
}

/// The manuscript of an article's draft, with everything outside the copy in names.
async fn manuscript_of(snapshot: &mut Snapshot, catalogue: &HashMap<Uuid, Entry>, id: Uuid) -> Result<Option<(Manuscript, i64)>, NotKept> {
    let Some(draft) = articles::draft_of(snapshot, id).await? else {
        return Ok(None);
    };
    let Some(placed) = articles::placed(snapshot, id).await? else {
        return Ok(None);
    };
    let stage = stage_of(snapshot, (id, placed.live_version), &draft.copy).await?;
    let address = addresses::current(snapshot, ThingId { thing: Thing::Article, id }).await?;
    let name = |id: &Uuid| catalogue.get(id).map(|entry| entry.name.clone());
    let placement = placed.placement;
    let manuscript = Manuscript {
        id: Some(id),
        copy: draft.copy,
        section: placement.section.and_then(|id| catalogue.get(&id)).map(|entry| entry.key.clone()),
        dossiers: placement.dossiers.iter().filter_map(name).collect(),
        series: placement.series.as_ref().and_then(name),
        topics: placement.topics.iter().filter_map(name).collect(),
        access: placement.access,
        teaser_ends_after: (placement.access != Access::Everyone).then_some(placement.teaser_ends_after),
        translation_set: placement.translation_set,
        pinned: placement.pinned,
        stage,
        published: placed.first_published_at,
        address,
    };
    Ok(Some((manuscript, draft.revision)))
}

/// A text that readers do not have leaves the paper as a draft: wherever the folder is imported, it stays one.
async fn stage_of(snapshot: &mut Snapshot, (article, live): (Uuid, Option<i64>), draft: &Copy) -> Result<Stage, NotKept> {
    let Some(number) = live else { return Ok(Stage::Newsroom) };
    let version = versions::one(snapshot, article, number).await?;
    let is_read = match version.filter(|version| version.nature != Nature::Retraction) {
        Some(version) => version.readable()?.copy == *draft,
        None => false,
    };
    Ok(if is_read { Stage::Readers } else { Stage::Newsroom })
}

fn free_path(manuscript: &Manuscript, taken: &mut HashSet<String>) -> String {
    let folder = manuscript
        .section
        .as_ref()
        .map_or_else(String::new, |section| format!("{section}/"));
    let name = slug(&manuscript.copy.headline);
    let mut path = format!("{folder}{name}.md");
    let mut turn = 2;
    while !taken.insert(path.clone()) {
        path = format!("{folder}{name}-{turn}.md");
        turn += 1;
    }
    path
}

async fn write_media(snapshot: &mut Snapshot, media: &MediaFolder, folder: &Path) -> Result<(), NotKept> {
    let to = MediaFolder::at(media_in(folder));
    for asset in store::assets::not_withheld(snapshot).await? {
        originals::copy(media, &to, &asset.hash)?;
    }
    Ok(())
}

async fn write_rows(snapshot: &mut Snapshot, folder: &Path) -> Result<(), NotKept> {
    all_lines(folder, "catalogue.jsonl", &rows::catalogue(snapshot).await?)?;
    all_lines(folder, "former_descriptions.jsonl", &rows::former_descriptions(snapshot).await?)?;
    all_lines(folder, "articles.jsonl", &rows::articles(snapshot).await?)?;
    all_lines(folder, "memberships.jsonl", &rows::memberships(snapshot).await?)?;
    all_lines(folder, "addresses.jsonl", &rows::addresses(snapshot).await?)?;
    all_lines(folder, "assets.jsonl", &rows::assets(snapshot).await?)?;
    all_lines(folder, "public_media.jsonl", &rows::public_media(snapshot).await?)?;
    all_lines(folder, "erasures.jsonl", &store::erasures::all(snapshot).await?)?;
    all_lines(folder, "accounts.jsonl", &rows::accounts(snapshot).await?)?;
    all_lines(folder, "grants.jsonl", &rows::grants(snapshot).await?)?;
    all_lines(folder, "jobs.jsonl", &rows::jobs(snapshot).await?)?;
    all_lines(folder, "outside_jobs.jsonl", &rows::outside_jobs(snapshot).await?)?;
    all_lines(folder, "notices.jsonl", &rows::notices(snapshot).await?)?;
    all_lines(folder, "schedules.jsonl", &rows::schedules(snapshot).await?)?;
    all_lines(folder, "embargoes.jsonl", &rows::embargoes(snapshot).await?)?;
    all_lines(folder, "suspensions.jsonl", &rows::suspensions(snapshot).await?)?;
    all_lines(folder, "notes.jsonl", &rows::notes(snapshot).await?)?;
    all_lines(folder, "explanations.jsonl", &rows::explanations(snapshot).await?)?;
    all_lines(folder, "withholdings.jsonl", &rows::withholdings(snapshot).await?)?;
    all_lines(folder, "fingerprints.jsonl", &rows::fingerprints(snapshot).await?)?;
    all_lines(folder, "withheld_media.jsonl", &rows::withheld_media(snapshot).await?)?;
    all_lines(folder, "record_base.jsonl", &rows::record_base(snapshot).await?)?;
    all_lines(folder, "state_salts.jsonl", &rows::state_salts(snapshot).await?)?;
    all_lines(folder, "record_words.jsonl", &rows::record_words(snapshot).await?)
}

fn all_lines<T: serde::Serialize>(folder: &Path, name: &str, all: &[T]) -> Result<(), NotKept> {
    let mut lines = Lines::into(folder, name)?;
    all.iter().try_for_each(|row| lines.put(row))?;
    lines.finish()
}

async fn write_drafts(snapshot: &mut Snapshot, folder: &Path) -> Result<(), NotKept> {
    let mut lines = Lines::into(folder, "drafts.jsonl")?;
    let mut after = Uuid::nil();
    loop {
        let next = rows::drafts(snapshot, after, AT_A_TIME).await?;
        let Some(last) = next.last() else { break };
        after = last.article;
        next.iter().try_for_each(|draft| lines.put(draft))?;
    }
    lines.finish()?;
    let mut lines = Lines::into(folder, "checkpoints.jsonl")?;
    let mut after = Numbered::BEFORE_ALL;
    loop {
        let next = rows::checkpoints(snapshot, after, AT_A_TIME).await?;
        let Some(last) = next.last() else { break };
        after = Numbered::of(last.article, last.number);
        next.iter().try_for_each(|checkpoint| lines.put(checkpoint))?;
    }
    lines.finish()
}

async fn write_chains(snapshot: &mut Snapshot, folder: &Path) -> Result<(), NotKept> {
    let mut lines = Lines::into(folder, "versions.jsonl")?;
    let mut after = Numbered::BEFORE_ALL;
    loop {
        let next = versions::after(snapshot, after, AT_A_TIME).await?;
        let Some(last) = next.last() else { break };
        after = Numbered::of(last.article, last.number);
        next.iter().try_for_each(|version| lines.put(&VersionLine::from(version)))?;
    }
    lines.finish()?;
    let mut lines = Lines::into(folder, "record.jsonl")?;
    let mut number = 0;
    loop {
        let next = record::after(snapshot, number, AT_A_TIME).await?;
        let Some(last) = next.last() else { break };
        number = last.entry.number;
        next.iter().try_for_each(|entered| lines.put(&EntryLine::from(entered)))?;
    }
    lines.finish()
}

/// A page as the file from which it can be read again.
fn page_file(entry: &Entry, paper: &Paper) -> String {
    let language = entry.details.language.clone().and_then(|tag| tag.try_into().ok());
    let mut copy = Copy::headed(entry.name.clone(), language.unwrap_or_else(|| paper.language()));
    copy.description.clone_from(&entry.details.description);
    copy.body.clone_from(&entry.details.body);
    markdown::write(&Manuscript {
        id: None,
        copy,
        section: None,
        dossiers: Vec::new(),
        series: None,
        topics: Vec::new(),
        access: Access::Everyone,
        teaser_ends_after: None,
        translation_set: None,
        pinned: false,
        stage: Stage::Readers,
        published: None,
        address: None,
    })
}
