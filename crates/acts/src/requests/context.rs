//! What a request is done with: who asks, the paper as it is set now, and where files come from.

use std::future::Future;
use std::path::Path;
use std::pin::Pin;

use manuscript::markdown::{self, Defaults, Malformed, Manuscript};
use manuscript::picture::Media;
use manuscript::planned::{PlanRefused, Planned, Turn};
use manuscript::{By, Copy};
use store::Tx;

use super::outcome::{AskRefused, NotDone};
use crate::desk::Desk;

/// Who asks, with what is at hand.
pub struct Context<'a> {
    pub desk: Desk,
    pub by: By,
    pub files: &'a dyn Files,
    /// The words of all acts.
    pub(crate) acts: &'static [&'static str],
}

/// The files of whoever asks. A door at which nobody has any is [`NoFiles`].
pub trait Files: Send + Sync {
    /// The text of a manuscript.
    fn text(&self, named: &Path) -> Result<String, NotDone>;

    /// Takes in what a copy uses; the copy then names assets.
    fn take_in<'a>(&'a self, tx: &'a mut Tx, taking: TakingIn<'a>) -> TakenIn<'a>;
}

/// Where nobody has files: a manuscript comes as text, and names what the paper has already.
pub struct NoFiles;

impl Files for NoFiles {
    fn text(&self, _: &Path) -> Result<String, NotDone> {
        Err(AskRefused::NoFiles.into())
    }

    fn take_in<'a>(&'a self, _: &'a mut Tx, taking: TakingIn<'a>) -> TakenIn<'a> {
        let names_files = taking.copy.media().iter().any(|media| matches!(media, Media::File(_)));
        let refused = names_files.then(|| AskRefused::NoFiles.into());
        Box::pin(async move { refused.map_or(Ok(()), Err) })
    }
}

/// What is taken in.
pub struct TakingIn<'a> {
    pub desk: &'a Desk,
    pub by: &'a By,
    pub copy: &'a mut Copy,
    /// The file of the manuscript: what it names is looked for beside it first.
    pub manuscript: Option<&'a Path>,
}

/// The taking in, under way.
pub type TakenIn<'a> = Pin<Box<dyn Future<Output = Result<(), NotDone>> + Send + 'a>>;

/// A manuscript as it was given: the name of its file, or the text itself.
pub(crate) struct Given<'a> {
    pub(crate) file: Option<&'a Path>,
    pub(crate) text: Option<&'a str>,
}

/// A time as it was said: local, in a zone or the paper's.
pub(crate) struct SaidTime<'a> {
    pub(crate) text: &'a str,
    pub(crate) zone: Option<&'a str>,
    pub(crate) turn: Option<Turn>,
}

impl Context<'_> {
    pub(crate) fn planned(&self, time: &SaidTime<'_>) -> Result<Planned, PlanRefused> {
        Planned::read(time.text, time.zone.unwrap_or(&self.desk.paper.zone), time.turn)
    }

    /// The manuscript that was given, with its files taken in.
    pub(crate) async fn manuscript(&self, tx: &mut Tx, given: Given<'_>) -> Result<Manuscript, NotDone> {
        let mut manuscript = self.read(&given)?;
        let taking = TakingIn {
            desk: &self.desk,
            by: &self.by,
            copy: &mut manuscript.copy,
            manuscript: given.file,
        };
        self.files.take_in(tx, taking).await?;
        Ok(manuscript)
    }

    /// The manuscript that was given, as it is written.
    pub(crate) fn read(&self, given: &Given<'_>) -> Result<Manuscript, NotDone> {
        let (name, text) = match (given.file, given.text) {
            (None, Some(text)) => ("text".to_owned(), text.to_owned()),
            (Some(file), None) => (file.display().to_string(), self.files.text(file)?),
            _ => return Err(AskRefused::NoManuscript.into()),
        };
        let defaults = Defaults {
            language: self.desk.paper.language(),
            zone: self.desk.paper.time_zone(),
            markup: &arrivals::Arrivals,
        };
        markdown::read(&text, &defaults).map_err(|malformed| {
            let Malformed { line, column, said } = malformed;
            AskRefused::Malformed(name, line, column, said.fr, said.en).into()
        })
    }
}
