//! The files of whoever types: manuscripts where the command runs, pictures beside them.

use std::path::{Path, PathBuf};

use acts::requests::context::{Files, TakenIn, TakingIn};
use acts::requests::outcome::{AskRefused, NotDone};
use intake::media::Intake;
use intake::sources::Sources;
use manuscript::refusals;
use store::Tx;
use store::media::MediaFolders;

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

impl Files for FilesHere {
    fn text(&self, named: &Path) -> Result<String, NotDone> {
        // Lines come from standard input: it is no file for one of them.
        if named == Path::new("-") {
            return Err(AskRefused::TextItself.into());
        }
        let unreadable = |error| FileRefused::Unreadable(named.display().to_string(), error);
        Ok(std::fs::read_to_string(self.root.join(named)).map_err(unreadable)?)
    }

    fn take_in<'a>(&'a self, tx: &'a mut Tx, taking: TakingIn<'a>) -> TakenIn<'a> {
        Box::pin(async move {
            let beside = taking
                .manuscript
                .and_then(Path::parent)
                .map_or_else(|| self.root.clone(), |folder| self.root.join(folder));
            let intake = Intake {
                desk: taking.desk,
                by: taking.by,
                folders: &self.media,
                sources: Sources {
                    root: &beside,
                    beside: &beside,
                },
            };
            // What links lead to and nobody can clean stays a link, as it was written.
            intake.take_in_linked(tx, taking.copy).await?;
            Ok(intake.take_in_all(tx, taking.copy).await?)
        })
    }
}
