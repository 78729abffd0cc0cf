//! A paper's settings as a folder holds them: `paper.toml`, and the pages that it names in `pages/`.

use std::path::{Path, PathBuf};

use acts::Desk;
use acts::addressing::AddressRefused;
use acts::describing::{DescribeRefused, Page, write_page};
use acts::paper::SetRefused;
use manuscript::markdown::{self, Defaults};
use manuscript::paper::Paper;
use manuscript::refusal::Refusal;
use manuscript::reserved::first_word;
use manuscript::{By, Copy, Said, address, reader_words};
use store::Tx;
use store::carrying::folder::settings_hash;

use crate::refused::{FileRefused, NotTakenIn};
use crate::settings_words;

/// The file of a folder's settings.
pub(crate) const NAME: &str = "paper.toml";
/// Bytes of the largest settings, and of the largest page.
const LARGEST: u64 = 4 << 20;

/// What a folder says of the paper.
pub(crate) struct SettingsInFolder {
    pub(crate) paper: Paper,
    /// The file as it was written.
    text: String,
    /// Pages by the last word of their addresses.
    pages: Vec<(String, Copy)>,
    pub(crate) file_hash: Vec<u8>,
}

/// Reads a folder's settings, if it has any.
pub(crate) fn read(folder: &Path) -> Result<Option<SettingsInFolder>, NotTakenIn> {
    let file = folder.join(NAME);
    let text = folders::read_text_if_there(folder, Path::new(NAME), LARGEST);
    let Some(text) = text.map_err(|unread| NotTakenIn::unread(&file, &unread))? else {
        return Ok(None);
    };
    let paper: Paper = toml::from_str(&text).map_err(|error| faulty(&file, &text, &error))?;
    let defaults = Defaults {
        language: paper.language(),
        zone: paper.time_zone(),
        markup: &arrivals::Arrivals,
    };
    let mut texts = Vec::new();
    let mut pages = Vec::new();
    for page in &paper.pages {
        let text = page_text(folder, &page.path)?;
        pages.push((
            page.path.clone(),
            page_in(&folder.join(place_of(&page.path)), &text, &defaults).map_err(|fault| faulty_page(&page.path, fault))?,
        ));
        texts.push(text);
    }
    Ok(Some(SettingsInFolder {
        file_hash: settings_hash(&text, &texts),
        paper,
        text,
        pages,
    }))
}

impl SettingsInFolder {
    /// A refusal of the settings; one that is about a word of addresses stands at the line that takes it.
    pub(crate) fn not_set(&self, folder: &Path, refused: &SetRefused) -> NotTakenIn {
        match refused {
            SetRefused::Reserved(word, _) => self.refused(folder, refused, word),
            SetRefused::Address(AddressRefused::Unfit(address::AddressRefused::Reserved(path, _))) => {
                self.refused(folder, refused, first_word(path))
            }
            _ => NotTakenIn::in_file(&folder.join(NAME), refused),
        }
    }

    fn refused(&self, folder: &Path, refused: &dyn Refusal, word: &str) -> NotTakenIn {
        let file = folder.join(NAME);
        match settings_words::place_of(&self.text, word) {
            Some(at) => faulty_at(&file, &reader_words::placed(&self.text, at, &refused.said())),
            None => NotTakenIn::in_file(&file, refused),
        }
    }
}

fn faulty(file: &Path, text: &str, error: &toml::de::Error) -> NotTakenIn {
    let said = reader_words::said_at(text, error.span().map_or(0, |span| span.start), error.message());
    faulty_at(file, &said)
}

/// What is wrong in the settings, at its place.
fn faulty_at(file: &Path, said: &Said) -> NotTakenIn {
    let file = file.display();
    NotTakenIn::said(
        format!("« {file} » est fautif :\n{}", said.fr),
        format!("`{file}` is faulty:\n{}", said.en),
    )
}

fn place_of(page: &str) -> PathBuf {
    Path::new("pages").join(format!("{page}.md"))
}

fn page_text(folder: &Path, page: &str) -> Result<String, NotTakenIn> {
    let file = place_of(page);
    folders::read_text(folder, &file, LARGEST).map_err(|unread| {
        let (file, said) = (folder.join(&file), unread.said());
        NotTakenIn::said(
            format!(
                "`paper.toml` nomme la page « {page} », mais le fichier « {} » {}",
                file.display(),
                said.fr
            ),
            format!(
                "`paper.toml` names the page `{page}`, but the file `{}` {}",
                file.display(),
                said.en
            ),
        )
    })
}

fn page_in(file: &Path, text: &str, defaults: &Defaults) -> Result<Copy, FileRefused> {
    let read = markdown::read(text, defaults);
    read.map(|manuscript| manuscript.copy)
        .map_err(|malformed| FileRefused::malformed(file, text, &malformed))
}

fn faulty_page(page: &str, fault: FileRefused) -> NotTakenIn {
    NotTakenIn::FaultyPage {
        page: page.to_owned(),
        fault: Box::new(fault),
    }
}

/// Writes the pages, in their order.
pub(crate) async fn write_pages(tx: &mut Tx, desk: &Desk, folder: &Path, settings: &SettingsInFolder) -> Result<(), NotTakenIn> {
    for (position, (page, copy)) in (1..).zip(&settings.pages) {
        let wanted = Page {
            key: page,
            copy,
            position: Some(position),
        };
        write_page(tx, desk, &By::Import, wanted).await.map_err(|refused| match &refused {
            DescribeRefused::Address(_) => settings.refused(folder, &refused, page),
            _ => NotTakenIn::in_file(&folder.join(place_of(page)), &refused),
        })?;
    }
    Ok(())
}
