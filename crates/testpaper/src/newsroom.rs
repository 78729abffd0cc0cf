//! The newsroom of a paper in process: acts as people ask for them, each in a transaction of its own, answered once this node has applied it.

use std::collections::BTreeMap;

use acts::correction::{Change, Corrected, Correction};
use acts::drafting::{Draft, Saved};
use acts::importing::{BroughtIn, Incoming};
use acts::keeping::{Keeping, Kept, Typing};
use acts::placing::{Pin, Placing};
use acts::planning::{Beside, Embargoing, Lifting, Scheduling};
use acts::publication::{Publication, Published};
use acts::retraction::{Restoration, Retraction};
use acts::suspending::Suspending;
use acts::withholding::{What, Withheld, Withholding};
use acts::{Desk, addressing, catalogue, describing};
use manuscript::act::By;
use manuscript::commitment::hex;
use manuscript::edits::Edit;
use manuscript::ids::{Thing, ThingId};
use manuscript::markdown::Manuscript;
use manuscript::paper::Paper;
use manuscript::picture::Media;
use manuscript::planned::Planned;
use manuscript::words::Ground;
use manuscript::{Nature, Uuid};
use sha2::{Digest, Sha256};
use store::{Store, Tx, articles, record};

use crate::in_process::InProcess;
use crate::pictures::Intake;
use crate::written;

/// Somebody of the newsroom, or whoever holds the machine.
pub struct Newsroom<'a> {
    paper: &'a InProcess,
    by: By,
}

/// How an act ended: done, or the sentence that refused it.
pub type Ended<T> = Result<T, String>;

/// What a story insists on.
pub trait Refused {
    /// Insists that it was refused, with a sentence that holds these words.
    fn refused(self, words: &str);
}

impl<T: std::fmt::Debug> Refused for Ended<T> {
    #[track_caller]
    fn refused(self, words: &str) {
        match self {
            Ok(done) => panic!("done, and was to be refused with `{words}`: {done:?}"),
            Err(sentence) => assert!(sentence.contains(words), "expected `{words}` in: {sentence}"),
        }
    }
}

impl InProcess {
    /// Whoever holds the machine.
    pub fn newsroom(&self) -> Newsroom<'_> {
        Newsroom {
            paper: self,
            by: By::CommandLine,
        }
    }

    /// Somebody who works here, by the key of the account.
    pub fn somebody(&self, key: &str) -> Newsroom<'_> {
        let by = self.wait(async {
            let mut tx = acts::begin(&self.store).await.unwrap_or_else(|broken| panic!("{broken}"));
            acts::people::acting(&mut tx, key).await
        });
        Newsroom {
            paper: self,
            by: by.unwrap_or_else(|refused| panic!("{refused}")),
        }
    }

    /// The entries of the record about an article, or all; each as its act and its detail.
    pub fn record(&self, about: Option<Uuid>) -> Vec<record::Entered> {
        self.wait(async {
            let mut snapshot = self.store.snapshot().await.unwrap_or_else(|broken| panic!("{broken}"));
            let all = record::after(&mut snapshot, 0, i64::from(i32::MAX)).await;
            let all = all.unwrap_or_else(|broken| panic!("{broken}"));
            all.into_iter()
                .filter(|entered| about.is_none() || entered.entry.thing == about)
                .collect()
        })
    }

    /// The words of an entry that stand beside the record.
    pub fn words_of(&self, entered: &record::Entered) -> BTreeMap<String, String> {
        self.wait(async {
            let mut snapshot = self.store.snapshot().await.unwrap_or_else(|broken| panic!("{broken}"));
            let words = record::words_of(&mut snapshot, &entered.entry).await;
            words.unwrap_or_else(|broken| panic!("{broken}"))
        })
    }

    /// An article as this node's shelf holds it.
    pub fn live(&self, article: Uuid) -> Option<shelf::Article> {
        let found = self.wait(async { self.shelf.now().article(article).await });
        found.unwrap_or_else(|broken| panic!("{broken}"))
    }

    /// The draft of an article.
    pub fn draft(&self, article: Uuid) -> articles::Draft {
        self.wait(async {
            let mut snapshot = self.store.snapshot().await.unwrap_or_else(|broken| panic!("{broken}"));
            let found = articles::draft_of(&mut snapshot, article).await;
            found
                .unwrap_or_else(|broken| panic!("{broken}"))
                .unwrap_or_else(|| panic!("{article} has no draft"))
        })
    }
}

impl Newsroom<'_> {
    /// Does an act as a door does it: in a transaction, with a savepoint that a refusal undoes.
    pub fn does<T, E>(&self, act: impl AsyncFnOnce(&mut Tx, &Desk, &By) -> Result<T, E>) -> Ended<T>
    where
        E: std::fmt::Debug + std::fmt::Display,
    {
        let done = self.paper.wait(async {
            let mut tx = begun(&self.paper.store).await;
            let desk = self.paper.desk_in(&mut tx).await;
            let done = ended(act(&mut tx, &desk, &self.by).await);
            let back = if done.is_ok() { tx.keep().await } else { tx.undo().await };
            back.unwrap_or_else(|broken| panic!("{broken}"));
            tx.commit().await.unwrap_or_else(|broken| panic!("{broken}"));
            done
        });
        self.paper.press.catch_up();
        done
    }

    /// What would happen, with nothing of it kept.
    pub fn tries<T, E>(&self, act: impl AsyncFnOnce(&mut Tx, &Desk, &By) -> Result<T, E>) -> Ended<T>
    where
        E: std::fmt::Debug + std::fmt::Display,
    {
        self.paper.wait(async {
            let mut tx = begun(&self.paper.store).await;
            let desk = self.paper.desk_in(&mut tx).await;
            ended(act(&mut tx, &desk, &self.by).await)
        })
    }

    /// Keeps a manuscript as the draft of a new article.
    pub fn save(&self, text: impl Into<String>) -> Ended<Uuid> {
        self.save_over(None, text).map(|saved| saved.article)
    }

    /// Keeps a manuscript as the draft of an article that is there.
    pub fn save_again(&self, article: Uuid, text: impl Into<String>) -> Ended<Saved> {
        self.save_over(Some(article), text)
    }

    fn save_over(&self, article: Option<Uuid>, text: impl Into<String>) -> Ended<Saved> {
        let text = text.into();
        self.does(async |tx, desk, by| {
            let wanted = Draft {
                article,
                seen: None,
                manuscript: self.read(tx, desk, &text).await,
            };
            acts::drafting::save(tx, desk, by, wanted).await
        })
    }

    /// Keeps what is typed over a draft that was seen.
    pub fn keep(&self, article: Uuid, seen: i64, text: impl Into<String>) -> Ended<i64> {
        let text = text.into();
        let manuscript = self.paper.wait(async {
            let mut tx = begun(&self.paper.store).await;
            let desk = self.paper.desk_in(&mut tx).await;
            self.read(&mut tx, &desk, &text).await
        });
        let typed = Typing::Whole(Box::new(manuscript));
        self.keeps(&Keeping { article, seen, typed })
    }

    /// Makes edits in a draft that was seen.
    pub fn edit(&self, article: Uuid, seen: i64, edits: Vec<Edit>) -> Ended<i64> {
        let typed = Typing::Edits(edits);
        self.keeps(&Keeping { article, seen, typed })
    }

    /// As a door does it: without the pen, and with it where a checkpoint is due.
    fn keeps(&self, wanted: &Keeping) -> Ended<i64> {
        let tried = self.paper.wait(async {
            let mut tx = acts::begin_unrecorded(&self.paper.store)
                .await
                .unwrap_or_else(|broken| panic!("{broken}"));
            let desk = self.paper.desk_in(&mut tx).await;
            let kept = ended(acts::keeping::keep(&mut tx, &desk, &self.by, wanted).await)?;
            if kept != Kept::Due {
                tx.commit().await.unwrap_or_else(|broken| panic!("{broken}"));
            }
            Ok::<_, String>(kept)
        })?;
        let kept = match tried {
            Kept::Due => self.does(async |tx, desk, by| acts::keeping::keep(tx, desk, by, wanted).await)?,
            kept @ Kept::Kept { .. } => kept,
        };
        match kept {
            Kept::Kept { draft, .. } => Ok(draft.revision),
            Kept::Due => panic!("a keep that has the pen needs no other"),
        }
    }

    /// Brings a file of the paper's folder in, as an import does: the folder that it lies in is its section.
    pub fn bring_in(&self, path: &str, text: impl Into<String>) -> Ended<BroughtIn> {
        let text = text.into();
        self.does(async |tx, desk, _| {
            let manuscript = self.read(tx, desk, &text).await;
            let incoming = Incoming {
                path: path.to_owned(),
                file_hash: Sha256::digest(&text).to_vec(),
                manuscript,
                file_date: desk.clock.now(),
                again: false,
                folder: path.rsplit_once('/').map(|(folder, _)| folder.to_owned()),
            };
            let mut catalogue = catalogue::Catalogue::read(tx).await?;
            acts::importing::bring_in(tx, desk, &By::Import, &mut catalogue, &incoming).await
        })
    }

    pub fn publish(&self, article: Uuid) -> Ended<Published> {
        self.publish_seen(article, None)
    }

    /// Publishes the draft if it is still as it was seen.
    pub fn publish_seen(&self, article: Uuid, seen: Option<i64>) -> Ended<Published> {
        let wanted = Publication {
            article,
            seen,
            nature: Nature::Update,
            tell: None,
        };
        self.does(async |tx, desk, by| acts::publication::publish(tx, desk, by, &wanted).await)
    }

    /// Mends a passage of what readers read, without a word.
    pub fn mend(&self, article: Uuid, passage: &str, becomes: &str) -> Ended<Corrected> {
        self.correct(Correction {
            article,
            seen: None,
            change: Change::Passages(vec![(passage.to_owned(), becomes.to_owned())]),
            nature: Nature::Typo,
            tell: None,
        })
    }

    pub fn correct(&self, wanted: Correction) -> Ended<Corrected> {
        self.does(async |tx, desk, by| acts::correction::correct(tx, desk, by, wanted).await)
    }

    pub fn retract(&self, article: Uuid, reason: &str) -> Ended<Published> {
        let reason = reason.to_owned();
        let wanted = Retraction { article, reason };
        self.does(async |tx, desk, by| acts::retraction::retract(tx, desk, by, &wanted).await)
    }

    pub fn restore(&self, article: Uuid, version: Option<i64>) -> Ended<Published> {
        let wanted = Restoration {
            article,
            version,
            reason: "Vérifié.".into(),
        };
        self.does(async |tx, desk, by| acts::retraction::restore(tx, desk, by, &wanted).await)
    }

    pub fn withhold(&self, article: Uuid, what: What, version: Option<i64>) -> Ended<Withheld> {
        let wanted = Withholding {
            article,
            what,
            version,
            ground: Ground::CourtOrder,
            reason: "Un jugement.".into(),
        };
        self.does(async |tx, desk, by| acts::withholding::withhold(tx, desk, by, &wanted).await)
    }

    /// Plans the draft, as it is now.
    pub fn schedule(&self, article: Uuid, at: &Planned) -> Ended<()> {
        let wanted = Scheduling {
            article,
            seen: None,
            nature: Nature::Update,
            at: at.clone(),
        };
        self.does(async |tx, desk, by| acts::planning::schedule(tx, desk, by, wanted).await)
    }

    pub fn unschedule(&self, article: Uuid) -> Ended<()> {
        self.does(async |tx, desk, by| acts::planning::unschedule(tx, desk, by, article).await)
    }

    pub fn embargo(&self, article: Uuid, until: &Planned) -> Ended<()> {
        let wanted = Embargoing {
            article,
            until: until.clone(),
            reason: "L’Académie".into(),
        };
        self.does(async |tx, desk, by| acts::planning::embargo(tx, desk, by, wanted).await)
    }

    pub fn lift(&self, article: Uuid, beside: Beside) -> Ended<()> {
        let wanted = Lifting {
            article,
            reason: "Tout est déjà dans la presse.".into(),
            beside,
        };
        self.does(async |tx, desk, by| acts::planning::lift(tx, desk, by, &wanted).await)
    }

    /// Places an article anew: `newsroom.place(article, |placing| placing.topics = …)`.
    pub fn place(&self, article: Uuid, how: impl FnOnce(&mut Placing)) -> Ended<()> {
        let mut wanted = Placing {
            article,
            ..Placing::default()
        };
        how(&mut wanted);
        self.does(async |tx, desk, by| acts::placing::place(tx, desk, by, &wanted).await)
    }

    pub fn pin(&self, article: Uuid) -> Ended<()> {
        self.place(article, |placing| placing.pin = Some(Pin::Pinned))
    }

    pub fn move_address(&self, article: Uuid, path: &str) -> Ended<String> {
        let thing = ThingId {
            thing: Thing::Article,
            id: article,
        };
        self.does(async |tx, desk, by| addressing::move_address(tx, desk, by, thing, path).await)
    }

    pub fn suspend(&self, wanted: Suspending) -> Ended<Uuid> {
        self.does(async |tx, desk, by| acts::suspending::suspend(tx, desk, by, wanted).await)
    }

    /// Has a job tried again that does not go on by itself.
    pub fn revive(&self, job: Uuid) -> Ended<String> {
        self.does(async |tx, desk, by| acts::reviving::revive(tx, desk, by, job).await)
    }

    /// Settles a notice to the house.
    pub fn settle_notice(&self, notice: Uuid) -> Ended<()> {
        self.does(async |tx, desk, by| acts::notices::settle(tx, desk, by, notice).await)
    }

    /// Sets the paper, as `paper.toml` writes it.
    pub fn set_paper(&self, settings: &str) -> Ended<()> {
        let paper: Paper = toml::from_str(settings).map_err(|faulty| faulty.to_string())?;
        self.does(async |tx, desk, by| acts::paper::set(tx, desk, by, &paper).await)
    }

    /// Writes a page of the paper's own.
    pub fn write_page(&self, key: &str, text: impl Into<String>) -> Ended<Uuid> {
        let text = text.into();
        self.does(async |tx, desk, by| {
            let copy = written::read(&text, &desk.paper).copy;
            let page = describing::Page {
                key,
                copy: &copy,
                position: None,
            };
            describing::write_page(tx, desk, by, page).await
        })
    }

    /// Takes in a picture.
    pub fn take_in(&self, bytes: &[u8]) -> Ended<Media> {
        self.does(async |tx, desk, _| {
            let asset = self.intake(desk).take_in(tx, bytes).await?;
            Ok::<_, store::Broken>(Media::Asset {
                asset: asset.id,
                hash: hex(&asset.hash),
            })
        })
    }

    fn intake<'b>(&'b self, desk: &'b Desk) -> Intake<'b> {
        Intake {
            desk,
            by: &self.by,
            media: &self.paper.media,
        }
    }

    /// A manuscript with its pictures taken in.
    async fn read(&self, tx: &mut Tx, desk: &Desk, text: &str) -> Manuscript {
        let mut manuscript = written::read(text, &desk.paper);
        let taken = self.intake(desk).take_in_all(tx, &mut manuscript.copy).await;
        taken.unwrap_or_else(|broken| panic!("{broken}"));
        manuscript
    }
}

/// A transaction with a savepoint in it.
async fn begun(store: &Store) -> Tx {
    let mut tx = acts::begin(store).await.unwrap_or_else(|broken| panic!("{broken}"));
    tx.mark().await.unwrap_or_else(|broken| panic!("{broken}"));
    tx
}

/// Broken machinery is no refusal.
fn ended<T, E: std::fmt::Debug + std::fmt::Display>(done: Result<T, E>) -> Ended<T> {
    done.map_err(|refused| {
        assert!(!format!("{refused:?}").contains("Broken("), "broken: {refused:?}");
        refused.to_string()
    })
}
