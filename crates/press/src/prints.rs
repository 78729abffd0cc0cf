//! Prints of the pictures that are public on this node: made beside the serving, thrown away once nothing uses them.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use darkroom::Negative;
use manuscript::commitment::unhex;
use shelf::{MediaUse, Shelf, Standing};
use store::media::MediaFolder;
use tokio_util::sync::CancellationToken;
use typeset::prints::{self, Format, Print};

/// The shelf is looked at this often.
const LOOK_EVERY: Duration = Duration::from_millis(250);
/// How long a darkroom that failed is left alone: a full disk is not emptied in a moment.
const REST: Duration = Duration::from_secs(30);
/// How many changes are seen to at a time. The last come first: what was just published does not wait behind a whole
/// paper that is printed anew.
const AT_A_TIME: i64 = 8;

/// This node's prints. They are derived from what is on its shelf: lost ones are made again.
#[derive(Clone, Debug)]
pub struct Darkroom {
    pub shelf: Standing,
    pub media: MediaFolder,
    /// The folder of all prints.
    pub prints: PathBuf,
}

/// Broken machinery of the darkroom.
#[derive(Debug, thiserror::Error)]
pub enum PrintsBroken {
    #[error(transparent)]
    Shelf(#[from] shelf::Broken),
    #[error("a print could not be written or thrown away: {0}")]
    File(#[from] std::io::Error),
    #[error("printing was interrupted")]
    Interrupted,
}

impl Darkroom {
    /// Prints until told to stop. What breaks is said once, until it works again.
    pub async fn keep_printing(self, stop: CancellationToken) {
        let mut is_broken = false;
        let mut is_tidied = false;
        while !stop.is_cancelled() {
            let seen = async {
                if !is_tidied {
                    self.throw_away_unused().await?;
                }
                self.see_to_some().await
            }
            .await;
            match &seen {
                Ok(_) if is_broken => tracing::info!(event = "pictures printed again"),
                Err(reason) if !is_broken => tracing::error!(event = "pictures not printed; originals are shown", %reason),
                _ => {}
            }
            (is_broken, is_tidied) = (seen.is_err(), is_tidied || seen.is_ok());
            let rest = match seen {
                Ok(0) => LOOK_EVERY,
                Ok(_) => continue,
                Err(_) => REST,
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(rest) => {}
            }
        }
    }

    /// Sees to some of the pictures whose uses have changed, and answers how many changes that were.
    pub async fn see_to_some(&self) -> Result<usize, PrintsBroken> {
        let shelf = self.shelf.now();
        let touched = shelf.media_touched(AT_A_TIME).await?;
        let mut hashes: Vec<&String> = touched.iter().map(|(_, hash)| hash).collect();
        hashes.sort();
        hashes.dedup();
        for hash in hashes {
            self.see_to(&shelf, hash).await?;
        }
        let numbers: Vec<i64> = touched.iter().map(|(number, _)| *number).collect();
        if !numbers.is_empty() {
            shelf.forget_media_touched(&numbers).await?;
        }
        Ok(numbers.len())
    }

    async fn see_to(&self, shelf: &Shelf, hash: &str) -> Result<(), PrintsBroken> {
        if let Some(used) = shelf.media(hash).await? {
            self.print(hash, used).await?;
        }
        // It may have been let go while it was printed.
        if shelf.media(hash).await?.is_none() {
            throw_away(&self.prints.join(prints::folder_of(hash)))?;
        }
        Ok(())
    }

    async fn print(&self, hash: &str, used: MediaUse) -> Result<(), PrintsBroken> {
        let place = self.prints.join(prints::folder_of(hash));
        let wanted = prints::all_of(hash, &used.media_type, used.width.unwrap_or_default());
        let Some(bytes) = unhex::<32>(hash).filter(|_| !wanted.is_empty() && !place.is_dir()) else {
            return Ok(());
        };
        let original = self.media.place_of(&bytes);
        tokio::task::spawn_blocking(move || print_all(&original, &wanted, &place))
            .await
            .map_err(|_| PrintsBroken::Interrupted)??;
        Ok(())
    }

    /// Throws away the prints of what is not public any more, and those of another edition.
    async fn throw_away_unused(&self) -> Result<(), PrintsBroken> {
        let shelf = self.shelf.now();
        let edition = self.prints.join(prints::folder_of(""));
        let edition = edition.components().as_path().to_owned();
        for other in names_in(&self.prints)?.into_iter().map(|name| self.prints.join(name)) {
            if other != edition {
                throw_away(&other)?;
            }
        }
        for first in names_in(&edition)? {
            for rest in names_in(&edition.join(&first))? {
                if shelf.media(&format!("{first}{rest}")).await?.is_none() {
                    throw_away(&edition.join(&first).join(rest))?;
                }
            }
        }
        Ok(())
    }
}

/// Makes every print of a picture, all of them or none. A picture that cannot be read keeps an empty folder: it is shown
/// as it is.
fn print_all(original: &Path, wanted: &[Print], place: &Path) -> std::io::Result<()> {
    let bytes = match fs::read(original) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let half = place.with_extension("part");
    throw_away(&half)?;
    fs::create_dir_all(&half)?;
    match printed(&bytes, wanted) {
        Ok(prints) => prints
            .iter()
            .try_for_each(|(print, bytes)| write_down(&half.join(print.file()), bytes))?,
        Err(spoilt) => tracing::warn!(event = "a picture cannot be printed; it is shown as it is", reason = %spoilt),
    }
    fs::rename(&half, place)
}

fn printed<'a>(bytes: &[u8], wanted: &'a [Print]) -> Result<Vec<(&'a Print, Vec<u8>)>, darkroom::Spoilt> {
    let negative = Negative::of(bytes)?;
    let print = |print: &'a Print| {
        let format = match print.format {
            Format::Webp => darkroom::Format::Webp,
            Format::Jpeg => darkroom::Format::Jpeg,
        };
        Ok((print, negative.print(print.width.min(negative.width()), format)?))
    };
    wanted.iter().map(print).collect()
}

fn write_down(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut written = fs::File::create(file)?;
    written.write_all(bytes)?;
    written.sync_all()
}

/// The names in a folder; none if there is no such folder.
fn names_in(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}

fn throw_away(folder: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
