//! `rotative serve`: the paper at an address. Readers are served from the shelf, with or without the newsroom's database.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use manuscript::{Ids, Tag};
use press::jobs::JobContext;
use press::renditions::Darkroom;
use press::{Pages, Press, PressBroken};
use safekeeping::database::sqlite_file_is_gone;
use safekeeping::lock;
use shelf::{CurrentShelf, Shelf};
use site::{Settings, Site};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clockwork::{self, Chance, WallClock};
use crate::command::ServeOptions;
use crate::configuration::{Configuration, Serving};
use crate::importing::{Consent, Importing};
use crate::listener::Entrance;
use crate::{Stopped, database, importing, listener, terminal, theme};

/// How long a newsroom's database that is away is left alone between two tries.
const TRY_AGAIN: Duration = Duration::from_secs(1);
/// How long a node that has a shelf waits for the newsroom's database before it opens its door without it.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long everything may take to end.
const FAREWELL: Duration = Duration::from_secs(15);
/// How long the press of pages rests when no page waits.
const PRESS_REST: Duration = Duration::from_millis(100);

/// `rotative serve`
pub async fn serve(configuration: &Configuration, options: &ServeOptions) -> Result<ExitCode, Stopped> {
    let serving = configuration.serving(options)?;
    let _lock = lock::take(&configuration.data)?;
    let listener = bind(&serving).await?;
    let address = listener.local_addr().map_err(Stopped::broken)?;
    let standing = CurrentShelf::new(sound_shelf(configuration).await?);
    let site = Site::new(standing.clone(), settings(configuration, &serving, address));
    let stop = CancellationToken::new();
    let tasks = TaskTracker::new();
    let newsroom = Newsroom {
        configuration: configuration.clone(),
        paper: serving.paper,
        standing,
        site: Arc::clone(&site),
    };
    if newsroom.has_shelf().await {
        // Readers need nothing but the shelf: they are not kept waiting for a database that may be away.
        let begun = tokio::time::timeout(PATIENCE, newsroom.begin(&tasks, &stop)).await;
        if let Ok(begun) = begun {
            begun?;
        } else {
            tracing::error!(event = "newsroom does not answer; readers go on reading");
            let (newsroom, stop) = (newsroom.clone(), stop.clone());
            tasks.spawn(Box::pin(async move { newsroom.try_again(stop).await }));
        }
    } else {
        newsroom.begin(&tasks, &stop).await?;
    }
    if let Some(folder) = serving.theme {
        tasks.spawn(theme::watch(folder, Arc::clone(&site), stop.clone()));
    }
    tasks.spawn(press_pages(Arc::clone(&site), stop.clone()));
    tasks.spawn(darkroom(configuration, newsroom.standing.clone()).keep_rendering(stop.clone()));
    let entrance = Entrance {
        door: site::door(site),
        connections: configuration.connections,
    };
    tasks.spawn(listener::listen(listener, entrance, stop.clone()));
    // Whoever reads that it listens may ask it to stop at once.
    let asked_to_stop = asked_to_stop();
    terminal::say(&format!("listening on http://{address}"));
    asked_to_stop.await;
    stop.cancel();
    tasks.close();
    let _ = tokio::time::timeout(FAREWELL, tasks.wait()).await;
    Ok(ExitCode::SUCCESS)
}

/// The shelf with every rendering as this program makes it; a damaged one is begun anew, and filled by the press.
async fn sound_shelf(configuration: &Configuration) -> Result<Shelf, Stopped> {
    let file = configuration.shelf_file();
    let shelf = Shelf::open(&file).await.map_err(Stopped::broken)?;
    match press::remake_renderings(&shelf).await {
        Ok(_) => Ok(shelf),
        Err(PressBroken::Shelf(broken)) if broken.is_damage() => Shelf::begin_anew(&file).await.map_err(Stopped::broken),
        Err(broken) => Err(Stopped::broken(broken)),
    }
}

async fn bind(serving: &Serving) -> Result<TcpListener, Stopped> {
    if clockwork::is_a_file() && !serving.listen.ip().is_loopback() {
        let listen = serving.listen;
        return Err(Stopped::both(
            format!(
                "impossible d’écouter sur {listen} : l’horloge est un fichier, pour des tests, et un tel journal n’est servi qu’à cette machine"
            ),
            format!("cannot listen on {listen}: the clock is a file, for tests only, and such a paper is served to this machine alone"),
        ));
    }
    TcpListener::bind(serving.listen).await.map_err(|error| {
        let (french, english) = match error.kind() {
            std::io::ErrorKind::AddrInUse => (
                "un autre programme y écoute ; arrêtez-le, ou choisissez un autre port par `--listen ADDR` (le port 0 en prend un libre)",
                "another program listens there; stop it, or choose another port with `--listen ADDR` (port 0 takes a free one)",
            ),
            std::io::ErrorKind::PermissionDenied => (
                "ce port est au système ; choisissez-en un au-dessus de 1023 par `--listen ADDR`",
                "this port is for the system; choose one above 1023 with `--listen ADDR`",
            ),
            _ => (
                "choisissez une adresse de cette machine par `--listen ADDR`",
                "choose an address of this machine with `--listen ADDR`",
            ),
        };
        let address = serving.listen;
        Stopped::both(
            format!("impossible d’écouter sur {address} : {french}"),
            format!("cannot listen on {address}: {english}"),
        )
    })
}

fn settings(configuration: &Configuration, serving: &Serving, address: std::net::SocketAddr) -> Settings {
    Settings {
        base: serving.address.clone().unwrap_or_else(|| format!("http://{address}")),
        media: configuration.media_folder(),
        public: configuration.data.join("public"),
        renditions: configuration.renditions_folder(),
        theme: serving.theme.clone(),
        cache_bytes: configuration.cache_bytes,
    }
}

fn darkroom(configuration: &Configuration, shelf: CurrentShelf) -> Darkroom {
    Darkroom {
        shelf,
        media: configuration.media_folders(),
        renditions: configuration.renditions_folder(),
    }
}

/// The way from the newsroom's database to this node's shelf and pages.
#[derive(Clone)]
struct Newsroom {
    configuration: Configuration,
    paper: Option<PathBuf>,
    standing: CurrentShelf,
    site: Arc<Site>,
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

impl Newsroom {
    /// Whether this node can show the paper without the newsroom.
    async fn has_shelf(&self) -> bool {
        self.standing.now().identity().await.is_ok_and(|identity| identity.is_some())
    }

    /// Opens the database, imports, catches up, watches. With a filled shelf a database that is away stops nobody from
    /// reading: it is tried again until it is back.
    async fn begin(&self, tasks: &TaskTracker, stop: &CancellationToken) -> Result<(), Stopped> {
        let has_shelf = self.has_shelf().await;
        match self.open(has_shelf).await {
            Ok(press) => {
                tasks.spawn(press.keep_up(self.job_context(), stop.clone()));
            }
            Err(stopped @ Stopped::Refused(_)) => return Err(stopped),
            Err(stopped) if !has_shelf => return Err(stopped),
            Err(stopped) => {
                tracing::error!(event = "newsroom away; readers go on reading", reason = %stopped);
                let (newsroom, stop) = (self.clone(), stop.clone());
                tasks.spawn(Box::pin(async move { newsroom.try_again(stop).await }));
            }
        }
        Ok(())
    }

    async fn open(&self, has_shelf: bool) -> Result<Arc<Press>, Stopped> {
        // A lost file must not be replaced by an empty one while the shelf still has the paper.
        if has_shelf && sqlite_file_is_gone(&self.configuration.database) {
            return Err(Stopped::broken("the database file is gone"));
        }
        let store = database::open(&self.configuration).await?;
        let press = Arc::new(Press::new(
            store.clone(),
            self.standing.clone(),
            Arc::new(PagesOf(Arc::clone(&self.site))),
        ));
        press.refuse_another_paper().await.map_err(stopped)?;
        if let Some(folder) = &self.paper {
            let wanted = Importing {
                configuration: &self.configuration,
                folder,
                consent: Consent::Wanted,
            };
            let imported = wanted.import(&store).await?;
            for told in imported.told {
                tracing::info!(event = "imported", told = told.told(self.configuration.locale()));
            }
            tracing::info!(event = "imported", counts = importing::sentence(imported.counts).en);
        }
        press.catch_up().await.map_err(stopped)?;
        Ok(press)
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

    async fn try_again(self, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(TRY_AGAIN) => {}
            }
            let opened = tokio::select! {
                () = stop.cancelled() => return,
                opened = self.open(true) => opened,
            };
            if let Ok(press) = opened {
                tracing::info!(event = "newsroom back");
                return press.keep_up(self.job_context(), stop).await;
            }
        }
    }
}

fn stopped(broken: PressBroken) -> Stopped {
    match broken {
        PressBroken::AnotherPaper => Stopped::both(
            "le présentoir du dossier de données a été fait pour un autre journal que celui de la base ; donnez à ce journal son propre `--data DIR`",
            broken.to_string(),
        ),
        other => Stopped::broken(other),
    }
}

/// Compresses kept pages as well as can be, one at a time, beside the serving.
async fn press_pages(site: Arc<Site>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let pressed = tokio::task::spawn_blocking({
            let site = Arc::clone(&site);
            move || site.press_one()
        });
        if pressed.await.unwrap_or(false) {
            tracing::debug!(event = "a page is pressed");
        } else {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(PRESS_REST) => {}
            }
        }
    }
}

/// Listens to signals from the moment it is called, not only once it is waited for.
fn asked_to_stop() -> impl Future<Output = ()> {
    let signals = signal(SignalKind::terminate()).and_then(|terminated| Ok((terminated, signal(SignalKind::interrupt())?)));
    async move {
        let Ok((mut terminated, mut interrupted)) = signals else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    }
}
