//! The newsroom is opened beside the serving, and tried again for as long as its database is away.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use manuscript::{Ids as _, Tag};
use press::jobs::JobContext;
use press::{Pages, Press, PressBroken};
use safekeeping::database::{file_is_empty, open_as_it_is, sqlite_file_is_gone};
use shelf::CurrentShelf;
use site::Site;
use store::Store;
use supervision::{Kind, Supervisor, Troubles};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use works::{Newsroom, Opener};

use crate::clockwork::{Chance, WallClock};
use crate::configuration::Configuration;
use crate::importing::{Consent, Importing};
use crate::{Stopped, database, faults, importing};

/// How long a newsroom's database that is away is left alone between two tries.
const TRY_AGAIN: Duration = Duration::from_secs(1);

static AWAY: Kind = Kind {
    code: "newsroom.away",
    is: "newsroom away; readers go on reading",
    was: "newsroom back",
};

static BUSY: Kind = Kind {
    code: "newsroom.busy",
    is: "others are writing; the newsroom is opened once they are done, readers go on reading",
    was: "newsroom opened",
};
static OUTGROWN: Kind = Kind {
    code: "newsroom.outgrown",
    is: "the database has moved beyond this program; readers have the shelf, and nothing is written",
    was: "newsroom opened",
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
                    self.is_open(newsroom);
                    return stop.cancelled().await;
                }
                Err(NotOpened::ForGood(stopped)) => {
                    let _ = self.refused.try_send(stopped);
                    return stop.cancelled().await;
                }
                Err(NotOpened::ForNow(stopped)) => {
                    self.troubles.stands(kind_of(&stopped), "", &stopped);
                    self.opener.is_away(stopped.as_said());
                }
            }
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TRY_AGAIN) => {}
            }
        }
    }

    fn is_open(&self, newsroom: Newsroom) {
        for kind in [&AWAY, &BUSY, &OUTGROWN] {
            self.troubles.is_over(kind, "");
        }
        for task in newsroom.press.tasks(&self.job_context()) {
            self.supervisor.keep(faults::planned(task));
        }
        self.opener.is_here(newsroom);
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
            media: self.configuration.media_folders(),
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
