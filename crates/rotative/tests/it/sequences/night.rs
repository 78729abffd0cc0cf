//! A newsroom, its press and its site in this process, with a clock that only the sequences move.

use std::sync::Arc;

use acts::addressing::move_address;
use acts::correction::{self, Correction};
use acts::drafting::{self, Draft};
use acts::placing::{Pin, Placing, place};
use acts::planning::{Beside, Embargoing, Lifting, Scheduling, embargo, lift, schedule, unschedule};
use acts::publication::{Publication, Told, publish};
use acts::retraction::{Restoration, Retraction, restore, retract};
use acts::suspending::{Suspending, resume, suspend};
use acts::withholding::{What, Withholding, withhold};
use acts::{Desk, paper};
use jiff::tz::TimeZone;
use manuscript::copy::Copy;
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::Manuscript;
use manuscript::paper::{Paper, SectionEntry};
use manuscript::picture::Media;
use manuscript::planned::Planned;
use manuscript::words::{Ground, Place};
use manuscript::{By, Clock, Instant, Nature, Tag, Uuid};
use press::jobs::NightDesk;
use press::{Pages, Press};
use shelf::{Shelf, Standing};
use site::{Settings, Site, door};
use store::assets::Asset;
use store::media::MediaFolders;
use store::public_media::Cleaned;
use store::suspensions::Where;
use store::{Store, Tx, articles};
use testpaper::databases::{Engine, ThrowAway};
use testpaper::{CountedIds, StoppedClock};
use tower::Service;

use super::deeds::{Change, Deed, Held, Placed};
use super::oracle::Article;
use super::words::reason_of;

/// Sections that the paper's settings name.
pub(crate) const NAMED: [&str; 2] = ["monde", "sport"];

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

/// What a channel answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) location: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// One paper on one engine.
pub(crate) struct Night {
    pub(crate) store: Store,
    pub(crate) press: Press,
    pub(crate) site: Arc<Site>,
    pub(crate) clock: Arc<StoppedClock>,
    desk: Desk,
    media: MediaFolders,
    _database: ThrowAway,
    pub(crate) folder: tempfile::TempDir,
}

/// A folder in memory where the machine has one: nothing here waits for a disk.
fn folder() -> tempfile::TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let mut named = tempfile::Builder::new();
    named.prefix("rotative-sequences");
    if memory.is_dir() {
        named.tempdir_in(memory)
    } else {
        named.tempdir()
    }
    .unwrap()
}

impl Night {
    pub(crate) async fn begin(engine: Engine) -> Self {
        let folder = folder();
        let database = ThrowAway::make(engine, folder.path());
        // Losing the last acts of a test with the power is no loss.
        let unhurried = match engine {
            Engine::Postgres => "%20-csynchronous_commit%3Doff",
            Engine::Sqlite => "",
        };
        let store = Store::open(&format!("{}{unhurried}", database.address)).await.unwrap();
        store.upgrade().await.unwrap();
        let shelf = Standing::new(Shelf::open(&folder.path().join("shelf.db")).await.unwrap());
        let settings = Settings {
            base: "https://journal.example".into(),
            media: folder.path().join("media"),
            public: folder.path().join("public"),
            prints: folder.path().join("prints"),
            theme: None,
            cache_bytes: 64 << 20,
        };
        let site = Site::new(shelf.clone(), settings);
        let press = Press::new(store.clone(), shelf, Arc::new(PagesOf(Arc::clone(&site))));
        let clock = Arc::new(StoppedClock::default());
        let desk = Desk {
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            ids: Arc::new(CountedIds::from(1 << 41)),
            paper: Arc::new(Paper {
                sections: NAMED.iter().map(|path| named(path)).collect(),
                ..Paper::named("Journal")
            }),
        };
        let night = Self {
            media: MediaFolders::of_data(folder.path()),
            store,
            press,
            site,
            clock,
            desk,
            _database: database,
            folder,
        };
        night.set_paper().await;
        night
    }

    async fn set_paper(&self) {
        let mut tx = acts::begin(&self.store).await.unwrap();
        paper::set(&mut tx, &self.desk, &By::CommandLine, &self.desk.paper).await.unwrap();
        tx.commit().await.unwrap();
        self.press.catch_up().await.unwrap();
    }

    pub(crate) fn now(&self) -> i64 {
        self.desk.clock.now().0
    }

    /// Asks as a reader asks.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = http::Request::get(path).body(()).unwrap();
        let answer = door(Arc::clone(&self.site)).call(request).await.unwrap();
        let location = answer.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        let status = answer.status().as_u16();
        let body = axum::body::to_bytes(answer.into_body(), 8 << 20).await.unwrap().to_vec();
        Answer { status, location, body }
    }

    pub(crate) async fn head(&self) -> (i64, [u8; 32]) {
        store::record::head(&mut self.store.stacks().await.unwrap()).await.unwrap()
    }

    pub(crate) async fn draft(&self, article: Uuid) -> articles::Draft {
        let found = articles::draft_of(&mut self.store.stacks().await.unwrap(), article).await;
        found.unwrap().unwrap()
    }

    /// Does what is asked for as a door does it: in a transaction, with a savepoint that a refusal undoes, and answers
    /// once the node has applied it. The error is the refusal.
    pub(crate) async fn act(&self, deed: &Deed, article: &Article, picture: &Media) -> Result<Option<Uuid>, String> {
        if let Deed::Pass(milliseconds) = deed {
            self.clock.pass(*milliseconds);
            self.press.do_due(&self.night_desk()).await.unwrap();
            return Ok(None);
        }
        let mut tx = acts::begin(&self.store).await.unwrap();
        tx.mark().await.unwrap();
        let done = self.asked(&mut tx, deed, (article, picture)).await;
        if done.is_ok() {
            tx.keep().await.unwrap();
        } else {
            tx.undo().await.unwrap();
        }
        tx.commit().await.unwrap();
        self.press.catch_up().await.unwrap();
        done
    }

    fn night_desk(&self) -> NightDesk {
        NightDesk {
            clock: Arc::clone(&self.desk.clock),
            ids: Arc::clone(&self.desk.ids),
            media: self.media.clone(),
            node: "night".into(),
        }
    }

    /// A picture of its own for an article.
    pub(crate) async fn picture(&self, number: usize) -> Media {
        let [.., red, green, blue] = number.to_be_bytes();
        let bytes = crate::png([red, green, blue]);
        let asset = Asset {
            id: self.desk.ids.uuid(),
            hash: self.media.received.keep(&bytes).unwrap(),
            media_type: "image/png".into(),
            bytes: bytes.len() as i64,
            width: Some(1),
            height: Some(1),
        };
        let mut tx = acts::begin(&self.store).await.unwrap();
        let cleaned = Cleaned {
            outcome: Ok(asset.hash),
            edition: i64::from(cleaning::EDITION),
        };
        let taken = acts::media::take_in(&mut tx, &self.desk, &By::CommandLine, (&asset, &cleaned));
        let asset = taken.await.unwrap();
        tx.commit().await.unwrap();
        Media::Asset {
            asset: asset.id,
            hash: manuscript::commitment::hex(&asset.hash),
        }
    }

    async fn asked(&self, tx: &mut Tx, deed: &Deed, (article, picture): (&Article, &Media)) -> Result<Option<Uuid>, String> {
        let (desk, by) = (&self.desk, &By::CommandLine);
        let id = article.id.unwrap_or_default();
        match deed {
            Deed::Save { words, unseen } => {
                let seen = self.seen(tx, article.id, *unseen).await;
                let draft = Draft {
                    article: article.id,
                    seen,
                    manuscript: manuscript_of(words.copy(picture), article),
                };
                return ended(drafting::save(tx, desk, by, draft).await.map(|saved| Some(saved.article)));
            }
            Deed::Publish { unseen } => {
                let wanted = Publication {
                    article: id,
                    seen: self.seen(tx, article.id, *unseen).await,
                    nature: Nature::Update,
                    tell: None,
                };
                ended(publish(tx, desk, by, &wanted).await)?;
            }
            Deed::Correct {
                words,
                change,
                nature,
                told,
            } => {
                let wanted = Correction {
                    article: id,
                    seen: None,
                    change: match (change, words) {
                        (Change::Whole, Some(words)) => correction::Change::Whole(Box::new(words.copy(picture))),
                        (Change::Passage(old, new), _) => correction::Change::Passages(vec![(old.clone(), new.clone())]),
                        (Change::Whole, None) => correction::Change::Passages(Vec::new()),
                    },
                    nature: *nature,
                    tell: told
                        .as_ref()
                        .map(|words| Told::at(Place::Foot, format!("Rectifié : {}.", words.join(" et non ")))),
                };
                ended(correction::correct(tx, desk, by, wanted).await)?;
            }
            Deed::Retract(reason) => {
                let reason = if reason.is_empty() { String::new() } else { reason_of(reason) };
                ended(retract(tx, desk, by, &Retraction { article: id, reason }).await)?;
            }
            Deed::Restore { version, reason } => {
                let wanted = Restoration {
                    article: id,
                    version: version.map(|number| number as i64),
                    reason: reason_of(reason),
                };
                ended(restore(tx, desk, by, &wanted).await)?;
            }
            other => return self.asked_of_a_plan(tx, other, (article, picture)).await,
        }
        Ok(None)
    }

    async fn asked_of_a_plan(&self, tx: &mut Tx, deed: &Deed, (article, picture): (&Article, &Media)) -> Result<Option<Uuid>, String> {
        let (desk, by) = (&self.desk, &By::CommandLine);
        let id = article.id.unwrap_or_default();
        match deed {
            Deed::Withhold { what, version } => {
                let wanted = withholding(id, (what, *version), picture);
                ended(withhold(tx, desk, by, &wanted).await)?;
            }
            Deed::Schedule(at) => {
                let wanted = Scheduling {
                    article: id,
                    seen: None,
                    nature: Nature::Update,
                    at: planned(*at),
                };
                ended(schedule(tx, desk, by, wanted).await)?;
            }
            Deed::Unschedule => ended(unschedule(tx, desk, by, id).await)?,
            Deed::Embargo(until) => {
                let wanted = Embargoing {
                    article: id,
                    until: planned(*until),
                    reason: "L’Académie".into(),
                };
                ended(embargo(tx, desk, by, wanted).await)?;
            }
            Deed::Lift { said } => {
                let wanted = Lifting {
                    article: id,
                    reason: "Tout est su.".into(),
                    beside: if *said { Beside::AloneOnDuty } else { Beside::Unsaid },
                };
                ended(lift(tx, desk, by, &wanted).await)?;
            }
            other => return self.asked_of_a_place(tx, other, article).await,
        }
        Ok(None)
    }

    async fn asked_of_a_place(&self, tx: &mut Tx, deed: &Deed, article: &Article) -> Result<Option<Uuid>, String> {
        let (desk, by) = (&self.desk, &By::CommandLine);
        let id = article.id.unwrap_or_default();
        match deed {
            Deed::Place(placed, pin) => ended(place(tx, desk, by, &placing(id, placed, *pin)).await)?,
            Deed::Move(path) => {
                let thing = ThingId { thing: Thing::Article, id };
                let unfit = ["sans-barre", "/2026/11/22", "/media/a", "/monde", "/archives"];
                let path = path.as_deref().unwrap_or(unfit[article.minted % unfit.len()]);
                ended(move_address(tx, desk, by, thing, path).await)?;
            }
            Deed::Suspend { from, until, reason } => {
                let wanted = Suspending {
                    place: Where::Article(id),
                    from: from.map(planned),
                    until: until.map(planned),
                    review_on: until.is_none().then(|| "2030-01-01".to_owned()),
                    reason: reason_of(reason),
                };
                return ended(suspend(tx, desk, by, wanted).await.map(Some));
            }
            Deed::Resume(reason) => {
                let standing = article.suspensions.iter().find(|one| !one.has_ended).and_then(|one| one.id);
                ended(resume(tx, desk, by, (standing.unwrap_or_default(), &reason_of(reason))).await)?;
            }
            other => panic!("{other:?} is no act"),
        }
        Ok(None)
    }

    /// The revision that whoever asks has seen: the draft's, or one that was never there.
    async fn seen(&self, tx: &mut Tx, article: Option<Uuid>, unseen: bool) -> Option<i64> {
        let draft = articles::draft_of(tx, article?).await.unwrap().unwrap();
        Some(if unseen { draft.revision - 1 } else { draft.revision })
    }
}

fn named(path: &str) -> SectionEntry {
    SectionEntry {
        path: path.to_owned(),
        name: path.to_owned(),
        description: None,
        language: None,
        ink: None,
    }
}

/// Broken machinery is no refusal.
fn ended<T, E: std::fmt::Debug + std::fmt::Display>(done: Result<T, E>) -> Result<T, String> {
    done.map_err(|refused| {
        assert!(!format!("{refused:?}").contains("Broken("), "broken: {refused:?}");
        refused.to_string()
    })
}

fn planned(at: i64) -> Planned {
    let paris = TimeZone::get("Europe/Paris").unwrap();
    Planned {
        local: Instant(at).in_zone(&paris).strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        zone: "Europe/Paris".into(),
        at: Instant(at),
    }
}

fn manuscript_of(copy: Copy, article: &Article) -> Manuscript {
    let placed = &article.placed;
    Manuscript {
        id: None,
        copy,
        section: placed.section.clone(),
        dossiers: placed.dossiers.clone(),
        series: None,
        topics: placed.topics.clone(),
        access: placed.access,
        teaser_ends_after: Some(placed.teaser),
        translation_set: None,
        pinned: article.pinned_at.is_some(),
        stage: manuscript::markdown::Stage::Readers,
        published: None,
        address: None,
    }
}

fn placing(article: Uuid, placed: &Placed, pin: Option<bool>) -> Placing {
    Placing {
        article,
        section: Some(placed.section.clone().unwrap_or_default()),
        dossiers: Some(placed.dossiers.clone()),
        topics: Some(placed.topics.clone()),
        access: Some(placed.access),
        teaser_ends_after: Some(placed.teaser),
        pin: pin.map(|pin| if pin { Pin::Pinned } else { Pin::Free }),
        ..Placing::default()
    }
}

fn withholding(article: Uuid, (what, version): (&Held, Option<usize>), picture: &Media) -> Withholding {
    let what = match what {
        Held::Word(word) => What::Words(word.to_lowercase()),
        Held::Leaf(path) if path == "byline" => What::Byline,
        Held::Leaf(path) => What::Leaf(path.clone()),
        Held::Whole => What::Whole,
        Held::Picture => {
            let Media::Asset { hash, .. } = picture else {
                panic!("a picture that was taken in")
            };
            What::Picture(manuscript::commitment::unhex(hash).unwrap())
        }
    };
    Withholding {
        article,
        what,
        version: version.map(|number| number as i64),
        ground: Ground::CourtOrder,
        reason: "Un jugement.".into(),
    }
}
