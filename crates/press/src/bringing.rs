//! Files that a reader asks for and that this node has no copy of, or has one no more: brought from the store once for all who
//! ask, cleaned as ever, and kept as long as there is room.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use manuscript::commitment::Hash;
use store::media::MediaFolders;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

use crate::renditions::{Cleaning, cleaned_again};

/// How long a reader is kept waiting. What comes later comes for the next one.
const PATIENCE: Duration = Duration::from_secs(10);

/// So many files come at a time.
const AT_A_TIME: usize = 4;

/// What a reader asks for.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub received: Hash,
    /// What is to be made of it, as it is recorded.
    pub public: Hash,
    pub media_type: String,
}

/// How it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Brought {
    /// It is here.
    Here,
    /// It comes, and not yet.
    Coming,
    /// The store does not help.
    Away,
    /// Nobody has it, or what would come of it is something else.
    Lost,
}

/// Whoever brings files here.
#[derive(Debug)]
pub struct Bringer {
    media: MediaFolders,
    under_way: Mutex<HashMap<Hash, watch::Receiver<Brought>>>,
    few: Semaphore,
}

impl Bringer {
    pub fn of(media: MediaFolders) -> Arc<Self> {
        Arc::new(Self {
            media,
            under_way: Mutex::default(),
            few: Semaphore::new(AT_A_TIME),
        })
    }

    /// Brings a file here, or waits for whoever does.
    pub async fn bring(self: &Arc<Self>, wanted: Wanted) -> Brought {
        let mut coming = self.coming(wanted);
        let came = timeout(PATIENCE, coming.wait_for(|brought| *brought != Brought::Coming)).await;
        match came {
            Ok(Ok(brought)) => *brought,
            // Whoever brought it panicked: a file that stops the program is nothing for readers.
            Ok(Err(_)) => Brought::Lost,
            Err(_) => Brought::Coming,
        }
    }

    fn coming(self: &Arc<Self>, wanted: Wanted) -> watch::Receiver<Brought> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(coming) = under_way.get(&wanted.public) {
            return coming.clone();
        }
        let (told, coming) = watch::channel(Brought::Coming);
        under_way.insert(wanted.public, coming.clone());
        let bringer = Arc::clone(self);
        tokio::spawn(async move {
            let public = wanted.public;
            let brought = bringer.brought(wanted).await;
            bringer.under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&public);
            told.send_replace(brought);
        });
        coming
    }

    async fn brought(&self, wanted: Wanted) -> Brought {
        let _one_of_few = self.few.acquire().await;
        let media = self.media.clone();
        let done = tokio::task::spawn_blocking(move || bring_here(&media, wanted)).await;
        match done {
            Ok(Ok(brought)) => brought,
            Ok(Err(reason)) => {
                tracing::warn!(event = "a file that a reader asks for cannot be brought here", code = "file.not_brought", %reason);
                Brought::Away
            }
            Err(_) => Brought::Lost,
        }
    }
}

/// A file that is as it was received is a copy; of another one the cleaned bytes are made, which is what readers get.
fn bring_here(media: &MediaFolders, wanted: Wanted) -> io::Result<Brought> {
    let asked = Cleaning {
        received: wanted.received,
        wanted: wanted.public,
        media_type: wanted.media_type,
    };
    if asked.received == asked.wanted {
        return match media.received.bring(&asked.received) {
            Ok(_) => Ok(Brought::Here),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => Ok(Brought::Lost),
            Err(error) => Err(error),
        };
    }
    cleaned_again(media, &asked)?;
    let is_here = media.public.place_of(&asked.wanted).is_file();
    Ok(if is_here { Brought::Here } else { Brought::Lost })
}
