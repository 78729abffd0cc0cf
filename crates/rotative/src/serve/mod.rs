//! `rotative serve`: the paper at an address. Readers are served from the shelf, with or without the newsroom's database.

mod binding;
mod bringing;
mod disk;
mod erasures;
mod newsroom;
mod originals;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use doors::request::RequestIds;
use manuscript::Ids as _;
use operators::Operators;
use press::PressBroken;
use press::renditions::Darkroom;
use safekeeping::lock;
use shelf::{CurrentShelf, Shelf};
use site::{Settings, Site};
use supervision::{Ends, GivenUp, Kind, Supervisor, Task, Troubles};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use works::{Standing, Works};

use crate::clockwork::{Chance, WallClock};
use crate::command::ServeOptions;
use crate::configuration::{Configuration, Serving};
use crate::listener::{self, Entrance, Listens, Local, Remote};
use crate::{Stopped, faults, housekeeping, terminal, theme};

use binding::{Bound, Doors};
use newsroom::Opening;

/// How long readers are kept waiting for the newsroom at the start: what was taken back while this node slept is not shown
/// for a moment. After that the shelf is answered as it is.
const FIRST_LOOK: Duration = Duration::from_secs(1);
/// How long a node that has a shelf waits for the newsroom before it says that it listens without it.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long everything may take to end.
const FAREWELL: Duration = Duration::from_secs(15);
/// How long the compressing of pages rests when no page waits.
const PRESS_REST: Duration = Duration::from_millis(100);
/// Connections of operators at once.
const OPERATORS: usize = 256;

static NOT_REMADE: Kind = Kind {
    code: "renderings.not_remade",
    is: "renderings of an older edition are not remade; they are shown as they are",
    was: "renderings of an older edition are remade",
    ends: Ends::WhenItWorks,
};

/// `rotative serve`
pub async fn serve(configuration: &Configuration, options: &ServeOptions) -> Result<ExitCode, Stopped> {
    let serving = configuration.serving(options)?;
    let _lock = lock::take(&configuration.data)?;
    let doors = binding::bind(&serving).await?;
    let mut node = Node::of(configuration, &serving, &doors).await?;
    node.begin(&serving);
    node.first_look().await;
    node.open(&doors)?;
    // Whoever reads that it listens may ask it to stop at once.
    let asked_to_stop = asked_to_stop();
    let ended = tokio::select! {
        ended = node.serving(&doors) => ended,
        () = asked_to_stop => Ok(()),
    };
    node.farewell().await;
    ended.map(|()| ExitCode::SUCCESS)
}

/// A node that serves the paper: what it is made of, and how it learns that it cannot go on.
struct Node {
    configuration: Configuration,
    site: Arc<Site>,
    shelf: CurrentShelf,
    works: Works,
    opening: Arc<Opening>,
    supervisor: Supervisor,
    troubles: Troubles,
    stop: CancellationToken,
    given_up: mpsc::Receiver<GivenUp>,
    refused: mpsc::Receiver<Stopped>,
}

impl Node {
    async fn of(configuration: &Configuration, serving: &Serving, doors: &Doors) -> Result<Self, Stopped> {
        let (troubles, stop) = (Troubles::default(), CancellationToken::new());
        let shelf = CurrentShelf::new(whole_shelf(configuration).await?);
        let settings = Settings {
            troubles: troubles.clone(),
            ..settings(configuration, serving, doors)
        };
        let site = Site::new(shelf.clone(), settings);
        let (supervisor, given_up) = Supervisor::new(troubles.clone(), stop.clone());
        let (works, opener) = Works::opening();
        let (tell, refused) = mpsc::channel(1);
        let opening = Opening {
            configuration: configuration.clone(),
            paper: serving.paper.clone(),
            shelf: shelf.clone(),
            site: Arc::clone(&site),
            supervisor: supervisor.clone(),
            troubles: troubles.clone(),
            opener,
            refused: tell,
        };
        Ok(Self {
            configuration: configuration.clone(),
            site,
            shelf,
            works,
            opening: Arc::new(opening),
            supervisor,
            troubles,
            stop,
            given_up,
            refused,
        })
    }

    /// Begins all that goes on beside the answering of requests.
    fn begin(&self, serving: &Serving) {
        // Earlier programs received files there.
        let _ = std::fs::remove_dir_all(self.configuration.data.join("incoming"));
        let opening = Arc::clone(&self.opening);
        self.keep(Task::new("newsroom", move |stop| Arc::clone(&opening).keep_open(stop)));
        let troubles = self.troubles.clone();
        self.keep(Task::new("troubles", move |stop| troubles.clone().keep_saying(stop)));
        let (site, shelf, troubles) = (Arc::clone(&self.site), self.shelf.clone(), self.troubles.clone());
        self.keep(Task::new("renderings", move |stop| {
            remake_renderings(Arc::clone(&site), (shelf.clone(), troubles.clone()), stop)
        }));
        let site = Arc::clone(&self.site);
        self.keep(Task::new("compression", move |stop| press_pages(Arc::clone(&site), stop)));
        let (folder, troubles) = (self.configuration.data.clone(), self.troubles.clone());
        self.keep(Task::new("disk", move |stop| {
            disk::keep_looking(folder.clone(), troubles.clone(), stop)
        }));
        let darkroom = self.darkroom();
        self.keep(Task::new("renditions", move |stop| darkroom.clone().keep_rendering(stop)));
        if let Some(folder) = serving.theme.clone() {
            let site = Arc::clone(&self.site);
            self.keep(Task::new("theme", move |stop| {
                theme::watch(folder.clone(), Arc::clone(&site), stop)
            }));
        }
    }

    fn keep(&self, task: Task) {
        self.supervisor.keep(faults::planned(task));
    }

    fn darkroom(&self) -> Darkroom {
        Darkroom {
            troubles: self.troubles.clone(),
            shelf: self.shelf.clone(),
            media: self.configuration.media.clone(),
            renditions: self.configuration.renditions_folder(),
            ahead: self.configuration.ahead_folder(),
        }
    }

    /// Waits a moment for the newsroom.
    async fn first_look(&mut self) {
        let _ = tokio::time::timeout(FIRST_LOOK, self.works.tried()).await;
    }

    /// Lets readers and operators in.
    fn open(&self, doors: &Doors) -> Result<(), Stopped> {
        let door = site::door(Arc::clone(&self.site));
        let readers = Entrance {
            kept: Some(door.clone()),
            service: listener::readers(door),
            connections: self.configuration.connections,
            numbers: numbers(),
            access: self.configuration.access,
        };
        let listener = doors.readers.try_clone().map_err(Stopped::broken)?;
        self.listen("readers", move || Remote::on(&listener), readers);
        let operators = Entrance {
            kept: None,
            service: operators::door(self.operators()),
            connections: OPERATORS,
            numbers: numbers(),
            access: self.configuration.access,
        };
        match &doors.operators {
            Some(Bound::Network(listener)) => {
                let listener = listener.try_clone().map_err(Stopped::broken)?;
                self.listen("operators", move || Remote::on(&listener), operators);
            }
            Some(Bound::Socket(listener, _)) => {
                let listener = listener.try_clone().map_err(Stopped::broken)?;
                self.listen("operators", move || Local::on(&listener), operators);
            }
            None => {}
        }
        Ok(())
    }

    fn listen<L: Listens, S: listener::Service>(
        &self,
        name: &'static str,
        on: impl Fn() -> std::io::Result<L> + Send + Sync + 'static,
        entrance: Entrance<S>,
    ) {
        self.keep(Task::new(name, move |stop| {
            let (listener, entrance) = (on(), entrance.clone());
            async move {
                if let Ok(listener) = listener {
                    listener::listen(listener, entrance, stop).await;
                }
            }
        }));
    }

    fn operators(&self) -> Operators {
        Operators {
            works: self.works.clone(),
            site: Arc::clone(&self.site),
            supervisor: self.supervisor.clone(),
            troubles: self.troubles.clone(),
            trusted_proxies: self.configuration.trusted_proxies.clone(),
            memory: housekeeping::memory,
        }
    }

    /// Says where it listens once readers get the paper, and goes on until it cannot.
    async fn serving(&mut self, doors: &Doors) -> Result<(), Stopped> {
        if let Some(operators) = doors.operators_at() {
            terminal::say(&format!("operators on {operators}"));
        }
        tokio::select! {
            refused = self.refused.recv() => return Err(refused.unwrap_or_else(closed)),
            given_up = self.given_up.recv() => return Err(given_up.map_or_else(closed, given_up_said)),
            () = is_ready(&mut self.works, &self.site) => {}
        }
        terminal::say(&format!("listening on http://{}", doors.readers_at));
        tokio::select! {
            refused = self.refused.recv() => Err(refused.unwrap_or_else(closed)),
            given_up = self.given_up.recv() => Err(given_up.map_or_else(closed, given_up_said)),
        }
    }

    /// Lets what is under way finish, then closes the database.
    async fn farewell(&self) {
        self.stop.cancel();
        let _ = tokio::time::timeout(FAREWELL, self.supervisor.ended()).await;
        if let Standing::Here(newsroom) = self.works.now() {
            newsroom.store.close().await;
        }
    }
}

/// Readers get the paper, as the newsroom has it or, while that does not answer, as it stands on this node.
async fn is_ready(works: &mut Works, site: &Site) {
    let has_shelf = site.is_ready().await;
    let tried = async {
        while !matches!(works.tried().await, Standing::Here(_)) && !has_shelf {
            tokio::time::sleep(FIRST_LOOK).await;
        }
    };
    if has_shelf {
        let _ = tokio::time::timeout(PATIENCE, tried).await;
    } else {
        tried.await;
    }
}

fn closed() -> Stopped {
    Stopped::broken("the process is closing")
}

fn given_up_said(given_up: GivenUp) -> Stopped {
    let GivenUp { task, deaths } = given_up;
    Stopped::broken(format!(
        "the task `{task}` died {deaths} times in a row and is given up; the log says where. The process ends: begin it again (systemd does so by itself), and report the log"
    ))
}

/// Numbers of requests, from a place that no other process begins at.
fn numbers() -> Arc<RequestIds> {
    Arc::new(RequestIds::from(Chance.salt()))
}

/// The shelf as it stands; a damaged one is begun anew, and filled by the press.
async fn whole_shelf(configuration: &Configuration) -> Result<Shelf, Stopped> {
    let file = configuration.shelf_file();
    match Shelf::open(&file).await {
        Err(broken) if broken.is_damage() => Shelf::begin_anew(&file).await,
        opened => opened,
    }
    .map_err(Stopped::broken)
}

/// Renderings of an older edition are made again, beside the serving; what breaks is tried again.
async fn remake_renderings(site: Arc<Site>, (shelf, troubles): (CurrentShelf, Troubles), stop: CancellationToken) {
    while !stop.is_cancelled() {
        let now = shelf.now();
        let remade = press::remake_renderings(&now).await;
        troubles.tell(&NOT_REMADE, "", &remade);
        match remade {
            Ok(0) => break,
            Ok(_) => {
                site.purge_all();
                break;
            }
            // The press builds it anew.
            Err(PressBroken::Shelf(broken)) if broken.is_damage() => now.give_up(),
            Err(_) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PATIENCE) => {}
        }
    }
    stop.cancelled().await;
}

fn settings(configuration: &Configuration, serving: &Serving, doors: &Doors) -> Settings {
    Settings {
        base: serving.address.clone().unwrap_or_else(|| format!("http://{}", doors.readers_at)),
        media: configuration.media.received.root().to_owned(),
        public: configuration.media.public.root().to_owned(),
        brings: bringing::from_store(&configuration.media),
        renditions: configuration.renditions_folder(),
        theme: serving.theme.clone(),
        cache_bytes: configuration.cache_bytes,
        clock: Arc::new(WallClock),
        troubles: Troubles::default(),
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
