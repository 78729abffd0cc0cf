//! A whole paper in the test's own process: store, press and site, a clock that only the test moves, jobs done when the test says so.
//!
//! Nothing runs beside the test: no socket, no thread that looks, no second that passes. What the press has to do is
//! done by [`OnDemand::do_due`].

use std::sync::Arc;

use acts::Desk;
use http_body_util::BodyExt;
use manuscript::paper::Paper;
use manuscript::{Clock, Tag};
use press::jobs::JobContext;
use press::{Pages, Press};
use shelf::{CurrentShelf, Shelf};
use site::{Settings, Site};
use store::media::MediaFolders;
use store::{Snapshot, Store};
use tokio::runtime::Runtime;
use tower::Service;

use crate::clockwork::{CountedIds, StoppedClock};
use crate::databases::{Engine, ThrowAway, engines};
use crate::reader::Answer;

/// A paper that lives as long as its test, in its process.
pub struct InProcess {
    pub clock: Arc<StoppedClock>,
    pub press: OnDemand,
    pub site: Arc<Site>,
    pub store: Store,
    pub shelf: CurrentShelf,
    pub database: ThrowAway,
    pub(crate) media: MediaFolders,
    runtime: Arc<Runtime>,
    /// The data folder of this node.
    pub folder: tempfile::TempDir,
}

/// The press of a paper in process: it works when it is told to.
pub struct OnDemand {
    press: Press,
    night: JobContext,
    runtime: Arc<Runtime>,
}

/// Tells a story on both engines, in this process.
pub fn on_both(story: impl Fn(&InProcess)) {
    for engine in engines() {
        story(&InProcess::on(engine));
    }
}

impl OnDemand {
    /// Does every job that is due by the paper's clock.
    #[track_caller]
    pub fn do_due(&self) {
        let done = self.runtime.block_on(self.press.do_due(&self.night));
        done.unwrap_or_else(|broken| panic!("jobs: {broken}"));
    }

    /// Deletes rows whose end date has come by the paper's clock, as many as go at a time; answers how many went.
    #[track_caller]
    pub fn sweep(&self) -> u64 {
        let swept = self.runtime.block_on(self.press.sweep(&*self.night.clock));
        swept.unwrap_or_else(|broken| panic!("nothing was swept: {broken}"))
    }

    /// Brings shelf and pages up to the record, as the watch of a serving process does.
    #[track_caller]
    pub fn catch_up(&self) {
        let done = self.runtime.block_on(self.press.catch_up());
        done.unwrap_or_else(|broken| panic!("the record was not applied: {broken}"));
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

impl InProcess {
    /// A paper called *Journal*, on an engine.
    pub fn on(engine: Engine) -> Self {
        Self::of(engine, &Paper::named("Journal"))
    }

    /// A paper with settings of its own.
    pub fn of(engine: Engine, paper: &Paper) -> Self {
        let folder = in_memory();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = Arc::new(runtime.unwrap_or_else(|error| panic!("no runtime: {error}")));
        let database = ThrowAway::make(engine, folder.path());
        let (store, shelf) = runtime.block_on(opened(&unhurried(&database, engine), &folder));
        let clock = Arc::new(StoppedClock::default());
        let media = MediaFolders::of_data(folder.path());
        let site = Site::new(shelf.clone(), settings(&folder));
        let press = OnDemand {
            press: Press::new(store.clone(), shelf.clone(), Arc::new(PagesOf(Arc::clone(&site)))),
            night: JobContext {
                clock: Arc::clone(&clock) as Arc<dyn Clock>,
                ids: Arc::new(CountedIds::from(1 << 41)),
                media: media.clone(),
                node: "in-process".into(),
            },
            runtime: Arc::clone(&runtime),
        };
        let made = Self {
            clock,
            press,
            site,
            store,
            shelf,
            database,
            media,
            runtime,
            folder,
        };
        made.set_first(paper);
        made
    }

    fn set_first(&self, paper: &Paper) {
        self.wait(async {
            let mut tx = acts::begin(&self.store).await.unwrap_or_else(|broken| panic!("{broken}"));
            let set = acts::paper::set(&mut tx, &self.desk_of(paper), &manuscript::By::CommandLine, paper).await;
            set.unwrap_or_else(|refused| panic!("{refused}"));
            tx.commit().await.unwrap_or_else(|broken| panic!("{broken}"));
        });
        self.press.catch_up();
    }

    /// Waits for something asynchronous.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// The desk of a paper with these settings.
    fn desk_of(&self, paper: &Paper) -> Desk {
        Desk {
            clock: Arc::clone(&self.press.night.clock),
            ids: Arc::clone(&self.press.night.ids),
            paper: Arc::new(paper.clone()),
        }
    }

    /// What an act is done with, as the paper is set in its transaction.
    pub async fn desk_in(&self, snapshot: &mut Snapshot) -> Desk {
        let settings = store::paper::settings(snapshot).await.unwrap_or_else(|broken| panic!("{broken}"));
        let settings = settings.unwrap_or_else(|| panic!("a paper in process has settings"));
        self.desk_of(&settings.paper().unwrap_or_else(|broken| panic!("{broken}")))
    }

    /// Asks for a page at the site's own door, without a socket.
    #[track_caller]
    pub fn get(&self, path: &str) -> Answer {
        self.get_with(path, &[])
    }

    /// Asks with headers.
    #[track_caller]
    pub fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.wait(ask(Arc::clone(&self.site), path, headers))
    }

    /// Throws this node's shelf away: the press makes it anew from the record.
    pub fn lose_shelf(&self) {
        let lost = std::fs::remove_file(self.folder.path().join("shelf.db"));
        lost.unwrap_or_else(|error| panic!("there was no shelf: {error}"));
        self.press.catch_up();
    }
}

impl Drop for InProcess {
    fn drop(&mut self) {
        let store = self.store.clone();
        self.runtime.block_on(async move { store.close().await });
    }
}

/// Asks a site for a path as its listener would.
pub async fn ask(site: Arc<Site>, path: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = http::Request::get(path).header("host", "paper.example");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(()).unwrap_or_else(|error| panic!("`{path}` is no request: {error}"));
    let Ok(answer) = site::door(site).call(request).await;
    let (head, body) = answer.into_parts();
    let read = body.collect().await.unwrap_or_else(|error| panic!("{path}: {error}"));
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    Answer {
        status: head.status.as_u16(),
        headers: head.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        body: read.to_bytes().to_vec(),
    }
}

async fn opened(address: &str, folder: &tempfile::TempDir) -> (Store, CurrentShelf) {
    let store = Store::open(address).await.unwrap_or_else(|refused| panic!("{refused}"));
    store.upgrade().await.unwrap_or_else(|refused| panic!("{refused}"));
    let shelf = Shelf::open(&folder.path().join("shelf.db")).await;
    (store, CurrentShelf::new(shelf.unwrap_or_else(|broken| panic!("{broken}"))))
}

/// Losing the last acts of a test with the power is no loss.
fn unhurried(database: &ThrowAway, engine: Engine) -> String {
    match engine {
        Engine::Postgres => format!("{}%20-csynchronous_commit%3Doff", database.address),
        Engine::Sqlite => database.address.clone(),
    }
}

fn settings(folder: &tempfile::TempDir) -> Settings {
    Settings {
        base: "https://journal.example".into(),
        media: folder.path().join("media"),
        public: folder.path().join("public"),
        brings: Arc::new(site::bringing::AllIsHere),
        renditions: folder.path().join("prints"),
        theme: None,
        cache_bytes: 64 << 20,
        clock: Arc::new(StoppedClock::default()),
        troubles: supervision::Troubles::default(),
    }
}

/// A folder in memory where the machine has one: nothing here waits for a disk.
fn in_memory() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let mut named = tempfile::Builder::new();
    named.prefix("rotative-in-process");
    let folder = if memory.is_dir() {
        named.tempdir_in(memory)
    } else {
        named.tempdir()
    };
    folder.unwrap_or_else(|error| panic!("no folder for the test: {error}"))
}
