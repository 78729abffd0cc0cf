//! `rotative import folder`: tells what happens while a folder is taken in, and asks about one that the paper does not know.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use indicatif::ProgressBar;
use intake::belonging::{self, Belonging, Prefix, Stranger};
use intake::counts::Counts;
use intake::importing::{Imported, refuse_no_folder};
use intake::listening::{Event, Listener};
use intake::refused::{FileRefused, NotTakenIn};
use manuscript::paper::Paper;
use manuscript::refusal::Refusal as _;
use manuscript::{Locale, Said, refusals};
use store::Store;

use crate::clockwork::{Chance, WallClock};
use crate::configuration::Configuration;
use crate::{Stopped, database, keeping, terminal};

/// Whether a folder that the paper does not know may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Consent {
    Given,
    /// To be asked for, if somebody is there to answer.
    Wanted,
}

/// What is taken in, and into what.
pub(crate) struct Importing<'a> {
    pub(crate) configuration: &'a Configuration,
    pub(crate) folder: &'a Path,
    pub(crate) consent: Consent,
}

refusals! {
    /// What is said of a folder that is not the paper's first.
    #[derive(Clone, Debug, PartialEq, Eq)]
    enum FolderSaid [] {
        AnotherPaper(folder: String, paper: String, data: String):
            "`{folder}` is no folder of “{paper}”, the paper in `{data}`: nothing was imported. Name another `--data DIR` for another paper; if its manuscripts belong into this one, say so with `rotative import folder {folder} --data {data} --yes`"
            / "« {folder} » n’est pas un dossier de « {paper} », le journal de « {data} » : rien n’a été importé. Pour un autre journal, nommez un autre `--data DIR` ; si ses manuscrits vont dans celui-ci, dites-le par `rotative import folder {folder} --data {data} --yes`",
        Settings(folder: String):
            "`{folder}` is a further folder of this paper: its `paper.toml` is not taken, the paper keeps its own settings"
            / "« {folder} » est un autre dossier de ce journal : son `paper.toml` n’est pas repris, le journal garde ses réglages",
        Question(folder: String, paper: String, data: String, count: usize):
            "`{folder}` is no folder of “{paper}”, the paper in `{data}`. Bring its {count} manuscripts into it? [y/N]"
            / "« {folder} » n’est pas un dossier de « {paper} », le journal de « {data} ». Y faire entrer ses {count} manuscrits ? [o/N]",
    }
}

/// `rotative import folder DIR`
pub(crate) async fn command(configuration: &Configuration, folder: &Path, consent: Consent) -> Result<ExitCode, Stopped> {
    let store = database::open_for_import(configuration).await?;
    let wanted = Importing {
        configuration,
        folder,
        consent,
    };
    let imported = wanted.import(&store).await;
    store.close().await;
    let Imported { counts, told } = imported?;
    for one in &told {
        terminal::say_beside(one.told(configuration.locale()));
    }
    terminal::say(sentence(counts).told(configuration.locale()));
    Ok(if counts.refused > 0 { ExitCode::from(2) } else { ExitCode::SUCCESS })
}

/// What happened, in one line.
pub(crate) fn sentence(counts: Counts) -> Said {
    let Counts {
        first,
        next,
        placed,
        unchanged,
        refused,
        drafts,
        ..
    } = counts;
    let said = Said::new(
        format!("nouveaux : {first}, modifiés : {next}, reclassés : {placed}, inchangés : {unchanged}, refusés : {refused}"),
        format!("{first} new, {next} changed, {placed} placed anew, {unchanged} unchanged, {refused} refused"),
    );
    match drafts {
        0 => said,
        drafts => Said::new(
            format!("{}, gardés comme brouillons : {drafts}", said.fr),
            format!("{}, {drafts} kept as drafts", said.en),
        ),
    }
}

impl Importing<'_> {
    /// Imports the folder, or what an export holds beside its manuscripts.
    pub(crate) async fn import(&self, store: &Store) -> Result<Imported, Stopped> {
        refuse_no_folder(self.folder)?;
        let prefix = self.prefix(store).await?;
        keeping::rebuild(self.configuration, store, self.folder).await?;
        let wanted = intake::importing::Importing {
            clock: Arc::new(WallClock),
            ids: Arc::new(Chance),
            data: &self.configuration.data,
            media: self.configuration.media.clone(),
            folder: self.folder,
            prefix,
        };
        let imported = intake::importing::import(store, &wanted, &mut Teller::of(self)).await;
        if let Err(NotTakenIn::FaultyPage { fault, .. }) = &imported {
            complain(fault, self.configuration.locale());
        }
        Ok(imported?)
    }

    /// What stands before the names of this folder's files. A folder of another paper is refused unless somebody says that
    /// it belongs into this one.
    async fn prefix(&self, store: &Store) -> Result<Prefix, Stopped> {
        match belonging::of(store, &self.configuration.data, self.folder).await? {
            Belonging::Ours(prefix) => Ok(prefix),
            Belonging::Unknown(stranger) if self.consent == Consent::Given || self.is_let_in(&stranger) => Ok(stranger.let_in()),
            Belonging::Unknown(stranger) => {
                let (folder, data) = self.shown();
                Err(Stopped::said(&FolderSaid::AnotherPaper(folder, stranger.paper, data)))
            }
        }
    }

    fn is_let_in(&self, stranger: &Stranger) -> bool {
        let (folder, data) = self.shown();
        let question = FolderSaid::Question(folder, stranger.paper.clone(), data, stranger.manuscripts);
        is_somebody_there() && is_agreed(question.said().told(self.configuration.locale()))
    }

    /// The folder and the data folder, as they were named.
    fn shown(&self) -> (String, String) {
        (self.folder.display().to_string(), self.configuration.data.display().to_string())
    }
}

/// Whether a question would be seen, and could be answered.
fn is_somebody_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Asks at the terminal; whatever is no yes is a no.
fn is_agreed(question: &str) -> bool {
    terminal::say_beside(question);
    let mut answer = String::new();
    let read = std::io::stdin().lock().read_line(&mut answer);
    read.is_ok() && ["y", "yes", "o", "oui"].contains(&answer.trim().to_lowercase().as_str())
}

/// Tells at the terminal what happens.
struct Teller {
    folder: String,
    data: String,
    locale: Locale,
    bar: Option<ProgressBar>,
}

impl Teller {
    fn of(importing: &Importing<'_>) -> Self {
        let (folder, data) = importing.shown();
        Self {
            folder,
            data,
            locale: importing.configuration.locale(),
            bar: None,
        }
    }

    /// Into which paper the folder goes.
    fn whereto(&self, paper: &Paper) -> Said {
        let (folder, data) = (&self.folder, &self.data);
        Said::new(
            format!("« {folder} » va dans le journal « {} », dossier de données « {data} »", paper.name),
            format!("`{folder}` goes into the paper “{}”, data folder `{data}`", paper.name),
        )
    }
}

impl Listener for Teller {
    fn hear(&mut self, event: Event<'_>) {
        match event {
            Event::GoesInto(paper) => terminal::say_beside(self.whereto(paper).told(self.locale)),
            Event::SettingsLeft => terminal::say_beside(FolderSaid::Settings(self.folder.clone()).said().told(self.locale)),
            Event::Begins(manuscripts) => self.bar = Some(terminal::progress(manuscripts, "importing")),
            Event::Done(manuscripts) => self.bar.iter().for_each(|bar| bar.inc(manuscripts as u64)),
            Event::Refused(refused) => complain(refused, self.locale),
        }
    }
}

impl Drop for Teller {
    fn drop(&mut self) {
        self.bar.iter().for_each(ProgressBar::finish_and_clear);
    }
}

fn complain(refused: &FileRefused, locale: Locale) {
    let said = refused.said.told(locale);
    match &refused.place {
        Some(place) => terminal::complain_at(
            &refused.file,
            &place.source,
            &terminal::Fault {
                line: place.line,
                column: place.column,
                message: said,
            },
        ),
        None => terminal::complain(&format!("{}: {said}", refused.file.display())),
    }
}
