//! The newsroom is opened beside the serving, and tried again for as long as its database is away.

use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use intake::media::Keeper;
use manuscript::refusal::Refusal as _;
use manuscript::{Ids as _, Said, Tag};
use press::jobs::JobContext;
use press::{Pages, Press, PressBroken};
use safekeeping::database::{file_is_empty, open_as_it_is, sqlite_file, sqlite_file_is_gone};
use safekeeping::traces::{TracesFile, unlisted};
use shelf::CurrentShelf;
use site::Site;
use store::Store;
use supervision::{Ends, Kind, Supervisor, Task, Troubles};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use works::{Newsroom, Opener};

use super::erasures::Sweeping;
use crate::clockwork::{Chance, WallClock};
use crate::configuration::Configuration;
use crate::importing::{Consent, Importing};
use crate::outside::Outside;
use crate::{Stopped, database, faults, importing};

use super::{disk, originals};

/// How long a newsroom's database that is away is left alone between two tries.
const TRY_AGAIN: Duration = Duration::from_secs(1);
/// How often it is looked whether the database’s file is still the one that was opened.
const LOOK_EVERY: Duration = Duration::from_millis(100);

static AWAY: Kind = Kind {
    code: "newsroom.away",
    is: "newsroom away; readers go on reading",
    was: "newsroom back",
    ends: Ends::WhenItWorks,
};

static TAKEN_AWAY: Kind = Kind {
    code: "database.taken_away",
    is: "the file of the database was taken away or replaced; nothing is written into it any more, readers go on reading",
    was: "the file of the database is in its place again",
    ends: Ends::WhenItWorks,
};
static BUSY: Kind = Kind {
    code: "newsroom.busy",
    is: "others are writing; the newsroom is opened once they are done, readers go on reading",
    was: "newsroom opened",
    ends: Ends::WhenItWorks,
};
static OUTGROWN: Kind = Kind {
    code: "newsroom.outgrown",
    is: "the database has moved beyond this program; readers have the shelf, and nothing is written",
    was: "newsroom opened",
    ends: Ends::WhenItWorks,
};

fn kind_of(stopped: &Stopped) -> &'static Kind {
    match stopped {
        Stopped::Busy(_) => &BUSY,
        Stopped::Outgrown(_) => &OUTGROWN,
        Stopped::Refused(_) | Stopped::Broken(_) => &AWAY,
    }
}

/// The way from the newsroom's database to this node's shelf and pages.
pub(super) struct Opening {
    pub(super) configuration: Configuration,
    pub(super) paper: Option<PathBuf>,
    pub(super) shelf: CurrentShelf,
    pub(super) site: Arc<Site>,
    pub(super) supervisor: Supervisor,
    pub(super) troubles: Troubles,
    pub(super) opener: Opener,
    /// Whoever serves learns here that it must not.
    pub(super) refused: mpsc::Sender<Stopped>,
}

/// Why the newsroom is not there.
enum NotOpened {
    /// Whoever gave the command must change something.
    ForGood(Stopped),
    /// Its database may come back.
    ForNow(Stopped),
}

/// Which file has a name: nothing where there is none, or where the database is no file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FileOf(Option<(u64, u64)>);

impl FileOf {
    fn database(address: &str) -> Self {
        let file = sqlite_file(address).and_then(|file| std::fs::metadata(file).ok());
        Self(file.map(|found| (found.dev(), found.ino())))
    }
}

/// The site's cache, as the press knows it.
struct PagesOf(Arc<Site>);

impl Pages for PagesOf {
    fn purge(&self, tags: &[Tag]) {
        self.0.purge(tags);
    }

    fn take_back(&self, tags: &[Tag]) {
        self.0.take_back(tags);
    }

    fn purge_all(&self) {
        self.0.take_all_back();
    }
}

impl Opening {
    /// Opens the newsroom, and again until it is there.
    pub(super) async fn keep_open(self: Arc<Self>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let opened = tokio::select! {
                () = stop.cancelled() => return,
                opened = self.open() => opened,
            };
            match opened {
                Ok(newsroom) => {
                    let newsroom = Arc::new(newsroom);
                    let file = FileOf::database(&self.configuration.database);
                    self.is_open(&newsroom);
                    return self.keep_seeing(&newsroom, file, stop).await;
                }
                Err(NotOpened::ForGood(stopped)) => {
                    let _ = self.refused.try_send(stopped);
                    return stop.cancelled().await;
                }
                Err(NotOpened::ForNow(stopped)) => {
                    self.tell(Some((kind_of(&stopped), &stopped)));
                    self.opener.is_away(stopped.as_said());
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TRY_AGAIN) => {}
            }
        }
    }

    /// What is written into a file that has no name any more is lost with the process: the newsroom is away as long as its
    /// database’s file is gone, or another one stands in its place.
    async fn keep_seeing(&self, newsroom: &Arc<Newsroom>, file: FileOf, stop: CancellationToken) {
        let mut is_here = true;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            let stands = FileOf::database(&self.configuration.database) == file;
            if stands == is_here {
                continue;
            }
            is_here = stands;
            if stands {
                self.troubles.is_over(&TAKEN_AWAY, "");
                self.opener.is_here(Arc::clone(newsroom));
            } else {
                let said = Said::new(
                    "son fichier a été enlevé ou remplacé pendant que ce programme s’en servait ; remettez-le à sa place, ou redémarrez ce programme",
                    "its file was taken away or replaced while this program used it; put it back, or begin this program again",
                );
                self.troubles.stands(&TAKEN_AWAY, "", &said.en);
                self.opener.is_away(said);
            }
        }
    }

    fn is_open(&self, newsroom: &Arc<Newsroom>) {
        self.tell(None);
        for task in newsroom.press.tasks(&self.job_context()) {
            self.supervisor.keep(faults::planned(task));
        }
        let sweeping = self.sweeping(newsroom);
        let listing = Arc::clone(&sweeping);
        newsroom.keeping_outside(Arc::new(move || {
            let listing = Arc::clone(&listing);
            // What fails stands among what is broken, too, and is tried again.
            Box::pin(async move { listing.look().await.unwrap_or_else(|broken| Some(unlisted(&broken.said()))) })
        }));
        self.supervisor.keep(faults::planned(Task::new("erasures", move |stop| {
            Arc::clone(&sweeping).keep_sweeping(stop)
        })));
        self.begin_outside(newsroom);
        self.keep_store_swept(newsroom);
        self.opener.is_here(Arc::clone(newsroom));
    }

    fn sweeping(&self, newsroom: &Newsroom) -> Arc<Sweeping> {
        let list = self.configuration.erasures.as_ref().map(TracesFile::at);
        let (store, shelf) = (newsroom.store.clone(), self.shelf.clone());
        Arc::new(Sweeping::new(store, shelf, list, self.troubles.clone()))
    }

    /// Begins what is done outside of the database, and what the house is told.
    fn begin_outside(&self, newsroom: &Newsroom) {
        let at_hand = (&self.job_context(), &self.troubles);
        let outside = Outside::of(&self.configuration, &newsroom.store, at_hand);
        let (house, folder) = (Arc::clone(&outside.house), self.configuration.data.clone());
        let disk = Task::new("disk notices", move |stop| {
            disk::keep_telling(Arc::clone(&house), folder.clone(), stop)
        });
        for task in outside.tasks().into_iter().chain([disk]) {
            self.supervisor.keep(faults::planned(task));
        }
    }

    /// Where the paper keeps its originals in a store, nothing stays there of which nothing came.
    fn keep_store_swept(&self, newsroom: &Newsroom) {
        let received = self.configuration.media.received.clone();
        if received.originals().is_none() {
            return;
        }
        let (store, troubles) = (newsroom.store.clone(), self.troubles.clone());
        self.supervisor.keep(faults::planned(Task::new("originals", move |stop| {
            originals::keep_sweeping(store.clone(), (received.clone(), troubles.clone()), stop)
        })));
    }

    /// Tells why the newsroom is not there, and ends the other reasons.
    fn tell(&self, why: Option<(&'static Kind, &Stopped)>) {
        for kind in [&AWAY, &BUSY, &OUTGROWN] {
            match why.filter(|(known, _)| *known == kind) {
                Some((_, stopped)) => self.troubles.stands(kind, "", stopped),
                None => self.troubles.is_over(kind, ""),
            }
        }
    }

    async fn open(&self) -> Result<Newsroom, NotOpened> {
        let has_shelf = self.site.is_ready().await;
        // Without a shelf there is nothing to serve: whoever began the process must know at once.
        let away = |stopped: Stopped| {
            if has_shelf {
                NotOpened::ForNow(stopped)
            } else {
                NotOpened::ForGood(stopped)
            }
        };
        if has_shelf {
            self.refuse_a_strange_database().await.map_err(NotOpened::ForNow)?;
        }
        let store = database::open(&self.configuration).await.map_err(away)?;
        self.sweep(&store).await;
        let press = Press::new(store.clone(), self.shelf.clone(), Arc::new(PagesOf(Arc::clone(&self.site))));
        let press = Arc::new(press.telling(self.troubles.clone()));
        let caught_up = self.catch_up(&store, &press).await;
        match caught_up {
            Ok(()) => Ok(Newsroom::open(store, press, &self.job_context())),
            Err(not) => {
                store.close().await;
                Err(match not {
                    NotOpened::ForNow(stopped) => away(stopped),
                    for_good @ NotOpened::ForGood(_) => for_good,
                })
            }
        }
    }

    /// Sees to files that came in and whose act was never done, as their process died. What cannot be seen to now waits for the
    /// next start.
    async fn sweep(&self, store: &Store) {
        match Keeper::of(store, &self.configuration.media, &WallClock).sweep().await {
            Ok(0) => {}
            Ok(files) => tracing::info!(event = "files that came to nothing thrown away", files),
            Err(reason) => {
                tracing::warn!(event = "what is left of files that came in cannot be seen to", code = "files.not_swept", %reason);
            }
        }
    }

    /// A lost file must not be replaced by an empty one while the shelf still has the paper, nor another database be
    /// brought up as if it were this paper's.
    async fn refuse_a_strange_database(&self) -> Result<(), Stopped> {
        let database = &self.configuration.database;
        if sqlite_file_is_gone(database) {
            return Err(Stopped::broken("the database file is gone"));
        }
        if file_is_empty(database) {
            return Err(Stopped::broken("the database file is empty: 0 bytes"));
        }
        let store = open_as_it_is(database).await?;
        let known = self.knows_this_paper(&store).await;
        store.close().await;
        known
    }

    async fn knows_this_paper(&self, store: &Store) -> Result<(), Stopped> {
        let mut snapshot = store.snapshot().await?;
        if !store::paper::has_schema(&mut snapshot).await? {
            return Err(Stopped::broken("there is no paper in this database"));
        }
        let here = store::paper::settings(&mut snapshot).await?;
        let shelf = self.shelf.now().identity().await.map_err(Stopped::broken)?;
        if here.map(|settings| settings.identity.to_string()) == shelf {
            Ok(())
        } else {
            Err(another_paper())
        }
    }

    async fn catch_up(&self, store: &Store, press: &Press) -> Result<(), NotOpened> {
        press.refuse_another_paper().await.map_err(not_caught_up)?;
        if let Some(folder) = &self.paper {
            let wanted = Importing {
                configuration: &self.configuration,
                folder,
                consent: Consent::Wanted,
            };
            let imported = wanted.import(store).await.map_err(|stopped| match stopped {
                refused @ Stopped::Refused(_) => NotOpened::ForGood(refused),
                for_now @ (Stopped::Broken(_) | Stopped::Busy(_) | Stopped::Outgrown(_)) => NotOpened::ForNow(for_now),
            })?;
            for told in imported.told {
                tracing::info!(event = "imported", told = told.told(self.configuration.locale()));
            }
            tracing::info!(event = "imported", counts = importing::sentence(imported.counts).en);
        }
        press.catch_up().await.map_err(not_caught_up)
    }

    /// What jobs are done with on this node.
    fn job_context(&self) -> JobContext {
        JobContext {
            clock: Arc::new(WallClock),
            ids: Arc::new(Chance),
            media: self.configuration.media.clone(),
            node: Chance.uuid().to_string(),
        }
    }
}

fn not_caught_up(broken: PressBroken) -> NotOpened {
    NotOpened::ForNow(match broken {
        PressBroken::AnotherPaper => another_paper(),
        other => Stopped::broken(other),
    })
}

fn another_paper() -> Stopped {
    Stopped::both(
        "le présentoir du dossier de données a été fait pour un autre journal que celui de la base ; donnez à ce journal son propre `--data DIR`",
        PressBroken::AnotherPaper.to_string(),
    )
}
