//! A paper's settings as a folder holds them: `paper.toml`, and the pages that it names in `pages/`.

use std::path::Path;

use acts::Desk;
use acts::catalogue::write_page;
use manuscript::markdown::{self, Defaults, Manuscript, Stage};
use manuscript::paper::Paper;
use manuscript::{Access, By, Copy};
use sha2::{Digest, Sha256};
use store::Tx;
use store::catalogue::Entry;

use crate::{Stopped, terminal};

/// The file of a folder's settings.
pub(crate) const NAME: &str = "paper.toml";
/// Bytes of the largest settings, and of the largest page.
const LARGEST: u64 = 4 << 20;

/// What a folder says of the paper.
pub(crate) struct SettingsInFolder {
    pub(crate) paper: Paper,
    /// Pages by the last word of their addresses.
    pages: Vec<(String, Copy)>,
    pub(crate) file_hash: Vec<u8>,
}

/// Reads a folder's settings, if it has any.
pub(crate) fn read(folder: &Path) -> Result<Option<SettingsInFolder>, Stopped> {
    let file = folder.join(NAME);
    let text = folders::read_text_if_there(folder, Path::new(NAME), LARGEST);
    let Some(text) = text.map_err(|unread| Stopped::refused(format!("the file `{}` {unread}", file.display())))? else {
        return Ok(None);
    };
    let paper: Paper = toml::from_str(&text).map_err(|error| Stopped::refused(format!("`{}` is faulty:\n{error}", file.display())))?;
    let mut texts = Vec::new();
    let mut pages = Vec::new();
    for page in &paper.pages {
        let text = page_text(folder, &page.path)?;
        pages.push((page.path.clone(), page_in(folder, &paper, (&page.path, &text))?));
        texts.push(text);
    }
    Ok(Some(SettingsInFolder {
        file_hash: hash_of(&text, &texts),
        paper,
        pages,
    }))
}

/// By which settings are known again: an unchanged folder never undoes what was set by an act since.
pub(crate) fn hash_of(settings: &str, pages: &[String]) -> Vec<u8> {
    let hash = pages.iter().fold(Sha256::new_with_prefix(settings), Sha256::chain_update);
    hash.finalize().to_vec()
}

fn page_text(folder: &Path, path: &str) -> Result<String, Stopped> {
    let file = Path::new("pages").join(format!("{path}.md"));
    folders::read_text(folder, &file, LARGEST).map_err(|unread| {
        Stopped::refused(format!(
            "`paper.toml` names the page `{path}`, but the file `{}` {unread}",
            folder.join(file).display()
        ))
    })
}

fn page_in(folder: &Path, paper: &Paper, (path, text): (&str, &str)) -> Result<Copy, Stopped> {
    let defaults = Defaults {
        language: paper.language(),
        zone: paper.time_zone(),
    };
    let file = folder.join("pages").join(format!("{path}.md"));
    markdown::read(text, &defaults)
        .map(|manuscript| manuscript.copy)
        .map_err(|malformed| {
            terminal::complain_at(&file, text, &malformed);
            Stopped::refused(format!("the page `{path}` is faulty"))
        })
}

/// Writes the pages, in their order.
pub(crate) async fn write_pages(tx: &mut Tx, desk: &Desk, folder: &Path, settings: &SettingsInFolder) -> Result<(), Stopped> {
    for (position, (path, copy)) in (1..).zip(&settings.pages) {
        write_page(tx, desk, &By::Import, (path, copy), Some(position))
            .await
            .map_err(|refused| Stopped::refused(format!("{}/pages/{path}.md: {refused}", folder.display())))?;
    }
    Ok(())
}

/// A page as the file from which it can be read again.
pub(crate) fn page_file(entry: &Entry, paper: &Paper) -> String {
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
