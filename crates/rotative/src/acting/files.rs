//! The files of whoever types: manuscripts where the command runs, pictures beside them. Their bytes are kept before there is
//! an act.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use acts::requests::Request;
use acts::requests::context::{Files, TakenIn, TakingIn};
use acts::requests::outcome::{AskRefused, NotDone};
use intake::media::Keeper;
use intake::preparing::{self, Prepared};
use intake::sources::Sources;
use manuscript::{Copy, refusals};
use store::media::MediaFolders;
use store::{Broken, Store, Tx};

use crate::clockwork::WallClock;

refusals! {
    /// Why a file gives no manuscript.
    #[derive(Debug)]
    enum FileRefused [] {
        Unreadable(path: String, error: std::io::Error) at "file":
            "`{path}` cannot be read: {error}"
            / "« {path} » ne peut pas être lu : {error}",
    }
}

/// The folder in which a command runs.
#[derive(Clone)]
pub(super) struct FilesHere {
    pub(super) root: PathBuf,
    pub(super) media: MediaFolders,
}

/// The files of one request.
#[derive(Clone)]
pub(super) struct FilesOfOne {
    here: FilesHere,
    /// The manuscript that it names, as it was when its files were kept.
    text: Option<String>,
    kept: Arc<Result<Prepared, NotDone>>,
}

impl FilesHere {
    /// Keeps the files that the manuscript of a request names. Why there is none, the act says in its own order.
    pub(super) async fn of(&self, request: &Request, store: &Store) -> Result<FilesOfOne, Broken> {
        let (file, given) = match request {
            Request::Save(save) => (save.file.as_deref(), save.text.clone()),
            Request::Keep(keep) => (keep.file.as_deref(), keep.text.clone()),
            Request::Correct(correct) => (correct.file.as_deref(), correct.text.clone()),
            _ => (None, None),
        };
        let text = file.filter(|file| *file != Path::new("-")).and_then(|file| self.read(file).ok());
        let kept = match copy_in(text.as_deref().or(given.as_deref()), store).await? {
            Some(mut copy) => self.kept((&mut copy, file), store).await,
            None => Ok(Prepared::default()),
        };
        Ok(FilesOfOne {
            here: self.clone(),
            text,
            kept: Arc::new(kept),
        })
    }

    async fn kept(&self, (copy, file): (&mut Copy, Option<&Path>), store: &Store) -> Result<Prepared, NotDone> {
        let beside = file
            .and_then(Path::parent)
            .map_or_else(|| self.root.clone(), |folder| self.root.join(folder));
        let sources = Sources {
            root: &beside,
            beside: &beside,
        };
        Ok(Keeper::of(store, &self.media, &WallClock).prepare(&sources, copy).await?)
    }

    fn read(&self, named: &Path) -> Result<String, FileRefused> {
        let unreadable = |error| FileRefused::Unreadable(named.display().to_string(), error);
        std::fs::read_to_string(self.root.join(named)).map_err(unreadable)
    }
}

/// The copy of a text, if a paper can read it as one.
async fn copy_in(text: Option<&str>, store: &Store) -> Result<Option<Copy>, Broken> {
    let Some(text) = text else { return Ok(None) };
    let Some(settings) = store::paper::settings(&mut store.snapshot().await?).await? else {
        return Ok(None);
    };
    Ok(preparing::copy_in(text, &settings.paper()?))
}

impl FilesOfOne {
    /// The act is over, however it ended: what was kept for nothing goes.
    pub(super) async fn settle(&self, store: &Store) -> Result<(), Broken> {
        match &*self.kept {
            Ok(prepared) => Keeper::of(store, &self.here.media, &WallClock).settle_all(prepared).await,
            Err(_) => Ok(()),
        }
    }
}

impl Files for FilesOfOne {
    fn text(&self, named: &Path) -> Result<String, NotDone> {
        // Lines come from standard input: it is no file for one of them.
        if named == Path::new("-") {
            return Err(AskRefused::TextItself.into());
        }
        match &self.text {
            Some(text) => Ok(text.clone()),
            None => Ok(self.here.read(named)?),
        }
    }

    fn take_in<'a>(&'a self, tx: &'a mut Tx, taking: TakingIn<'a>) -> TakenIn<'a> {
        Box::pin(async move {
            let prepared = match &*self.kept {
                Ok(prepared) => prepared,
                Err(NotDone::Refused(refused)) => return Err(NotDone::Refused(refused.clone())),
                Err(NotDone::Broken(broken)) => return Err(NotDone::Broken(broken.clone())),
            };
            // What links lead to and nobody can clean stays a link, as it was written.
            prepared.enter(tx, (taking.desk, taking.by), taking.copy).await?;
            Ok(())
        })
    }
}
