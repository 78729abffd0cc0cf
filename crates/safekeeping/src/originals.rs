//! Originals on their way from a folder into a store, or back: each is whole where it goes before anything else is done.

use std::path::Path;

use manuscript::Said;
use store::media::{Away, MediaFolder, Originals};
use store::{Snapshot, assets};

use crate::progress::Progress;
use crate::refused::{NotKept, unreadable, unwritable};

/// Refuses what a store that is away would break off half-way.
pub fn refuse_if_away(originals: &dyn Originals) -> Result<(), NotKept> {
    originals.length(&[0; 32]).map(drop).map_err(|error| away(&error))
}

/// Puts every file of a folder into a store, unless it is there already. Answers how many came. A file that is not what its name
/// says is refused: it would be one for ever.
pub fn put_all(from: &MediaFolder, to: &dyn Originals, progress: &dyn Progress) -> Result<usize, NotKept> {
    let lengths = from.lengths().map_err(NotKept::failed)?;
    progress.begins(lengths.len() as u64);
    let mut put = 0;
    for (hash, length) in lengths {
        if to.length(&hash).map_err(|error| away(&error))? != Some(length) {
            let place = from.place_of(&hash);
            let file = from.open(&hash).map_err(|error| unreadable(&place, &error))?;
            let (found, _) = store::media::hash_of(&file).map_err(|error| unreadable(&place, &error))?;
            if found != hash {
                return Err(damaged(&place.display().to_string()));
            }
            to.put(&hash, &file, length).map_err(|error| away(&error))?;
            put += 1;
        }
        progress.copied(1);
    }
    Ok(put)
}

/// Takes every file of the paper from where it stands into a folder. Answers how many came.
pub async fn take_all(snapshot: &mut Snapshot, from: &MediaFolder, to: &MediaFolder) -> Result<usize, NotKept> {
    let mut taken = 0;
    for asset in assets::not_withheld(snapshot).await? {
        if !to.has_here(&asset.hash, u64::try_from(asset.bytes).unwrap_or(0)) {
            copy(from, to, &asset.hash)?;
            taken += 1;
        }
    }
    Ok(taken)
}

/// Copies one file from where it stands into a folder, whole or not at all.
pub(crate) fn copy(from: &MediaFolder, to: &MediaFolder, hash: &[u8; 32]) -> Result<(), NotKept> {
    let mut file = from.reader(hash).map_err(|error| lost(from, hash, &error))?;
    let copied = to.receive(&mut file).map_err(|error| match Away::in_error(&error) {
        Some(_) => away(&error),
        None => unwritable(&to.place_of(hash), &error),
    })?;
    if copied.hash() != hash {
        return Err(damaged(&from.shown(hash)));
    }
    to.place(copied).map_err(|error| unwritable(&to.place_of(hash), &error))?;
    Ok(())
}

/// Why a file that belongs to the paper was not read.
fn lost(from: &MediaFolder, hash: &[u8; 32], error: &std::io::Error) -> NotKept {
    if Away::in_error(error).is_some() {
        return away(error);
    }
    NotKept::Failed(unreadable(Path::new(&from.shown(hash)), error).as_said())
}

/// What is said of a store that cannot be used.
pub(crate) fn away(error: &std::io::Error) -> NotKept {
    match Away::in_error(error) {
        Some(Away { store, why }) => NotKept::said(
            format!("le magasin des médias « {store} » est inutilisable : {}", why.fr),
            format!("the media store `{store}` cannot be used: {}", why.en),
        ),
        None => NotKept::failed(error),
    }
}

fn damaged(shown: &str) -> NotKept {
    NotKept::Failed(Said::new(
        format!(
            "« {shown} » est abîmé : ses octets ne sont pas ceux qui ont été reçus ; reprenez-le dans une sauvegarde, puis recommencez"
        ),
        format!("`{shown}` is damaged: its bytes are not those that were taken in; bring it back from a backup, then try again"),
    ))
}
