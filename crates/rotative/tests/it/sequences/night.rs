//! A paper in this process, whose acts are the deeds of a sequence.

use acts::Desk;
use acts::addressing::move_address;
use acts::correction::{self, Correction};
use acts::drafting::{self, Draft};
use acts::placing::{Pin, Placing, place};
use acts::planning::{Beside, Embargoing, Lifting, Scheduling, embargo, lift, schedule, unschedule};
use acts::publication::{Publication, Told, publish};
use acts::retraction::{Restoration, Retraction, restore, retract};
use acts::suspending::{Suspending, resume, suspend};
use acts::withholding::{What, Withholding, withhold};
use jiff::tz::TimeZone;
use manuscript::copy::Copy;
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::Manuscript;
use manuscript::paper::{Paper, SectionEntry};
use manuscript::picture::Media;
use manuscript::planned::Planned;
use manuscript::words::{Ground, Place};
use manuscript::{By, Clock, Instant, Nature, Uuid};
use store::suspensions::Where;
use store::{Tx, articles};
use testpaper::{Answer, Engine, InProcess};

use super::deeds::{Change, Deed, Held, Placed};
use super::oracle::Article;
use super::words::reason_of;

/// Sections that the paper's settings name.
pub(crate) const NAMED: [&str; 2] = ["monde", "sport"];

/// One paper on one engine.
pub(crate) struct Night {
    pub(crate) paper: InProcess,
}

/// What a deed is about, and who does it with what.
struct Asked<'a> {
    desk: &'a Desk,
    by: &'a By,
    article: &'a Article,
    picture: &'a Media,
}

impl Night {
    pub(crate) fn begin(engine: Engine) -> Self {
        let paper = Paper {
            sections: NAMED.iter().map(|path| named(path)).collect(),
            ..Paper::named("Journal")
        };
        Self {
            paper: InProcess::of(engine, &paper),
        }
    }

    pub(crate) fn now(&self) -> i64 {
        self.paper.clock.now().0
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.paper.get(path)
    }

    pub(crate) fn head(&self) -> (i64, [u8; 32]) {
        let paper = &self.paper;
        let head = paper.wait(async { store::record::head(&mut paper.store.snapshot().await.unwrap()).await });
        head.unwrap()
    }

    pub(crate) fn draft(&self, article: Uuid) -> articles::Draft {
        self.paper.draft(article)
    }

    /// Does what is asked for, and answers once the node has applied it. The error is the refusal.
    pub(crate) fn act(&self, deed: &Deed, article: &Article, picture: &Media) -> Result<Option<Uuid>, String> {
        if let Deed::Pass(milliseconds) = deed {
            self.paper.clock.pass(*milliseconds);
            self.paper.press.do_due();
            return Ok(None);
        }
        self.paper.newsroom().does(async |tx, desk, by| {
            let asked = Asked {
                desk,
                by,
                article,
                picture,
            };
            asked.of(tx, deed).await
        })
    }

    /// A picture of its own for an article.
    pub(crate) fn picture(&self, number: usize) -> Media {
        let [.., red, green, blue] = number.to_be_bytes();
        let bytes = testpaper::pictures::png([red, green, blue]);
        self.paper.newsroom().take_in(&bytes).unwrap()
    }
}

impl Asked<'_> {
    async fn of(&self, tx: &mut Tx, deed: &Deed) -> Result<Option<Uuid>, String> {
        let Self {
            desk,
            by,
            article,
            picture,
        } = self;
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
            other => return self.of_a_plan(tx, other).await,
        }
        Ok(None)
    }

    async fn of_a_plan(&self, tx: &mut Tx, deed: &Deed) -> Result<Option<Uuid>, String> {
        let Self {
            desk,
            by,
            article,
            picture,
        } = self;
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
            other => return self.of_a_place(tx, other).await,
        }
        Ok(None)
    }

    async fn of_a_place(&self, tx: &mut Tx, deed: &Deed) -> Result<Option<Uuid>, String> {
        let Self { desk, by, article, .. } = self;
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
                ended(resume(tx, desk, by, standing.unwrap_or_default(), &reason_of(reason)).await)?;
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
        colour: None,
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
