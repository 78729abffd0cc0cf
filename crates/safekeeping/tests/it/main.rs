//! A paper is kept safe by calls alone: no program, no terminal, in both languages.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use acts::Desk;
use acts::drafting::{self, Draft};
use acts::publication::{self, Publication};
use manuscript::markdown::{self, Defaults};
use manuscript::paper::Paper;
use manuscript::{By, Nature, Said};
use safekeeping::backup::{self, Backup, Sealing, Source, Target, Unsealing, Wanted};
use safekeeping::doctor::{self, Depth, Patient, Remark};
use safekeeping::moving::Leaving;
use safekeeping::new_copy::{NewCopy, Since};
use safekeeping::progress::Progress;
use safekeeping::rebuilding::Rebuilding;
use safekeeping::refused::NotKept;
use safekeeping::verifying::verify;
use safekeeping::{exporting, moving, rebuilding};
use store::Store;
use store::media::MediaFolder;
use testpaper::{CountedIds, Engine, StoppedClock, ThrowAway, engines};

/// Counts what it is told.
#[derive(Default)]
struct Rows {
    all: AtomicU64,
    copied: AtomicU64,
}

impl Progress for Rows {
    fn begins(&self, rows: u64) {
        self.all.store(rows, Ordering::Relaxed);
    }

    fn copied(&self, rows: u64) {
        self.copied.fetch_add(rows, Ordering::Relaxed);
    }
}

/// A paper with one article that readers have.
struct Room {
    folder: tempfile::TempDir,
    store: Store,
    database: ThrowAway,
}

impl Room {
    async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = ThrowAway::make(engine, folder.path());
        let store = Store::open(&database.address).await.unwrap();
        store.upgrade().await.unwrap();
        publish_one(&store).await;
        Self { folder, store, database }
    }

    fn place(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    async fn backed_up(&self) -> std::path::PathBuf {
        let (file, media) = (self.place("paper.backup"), MediaFolder::at(self.place("media")));
        let sealing = Sealing::default();
        let wanted = Wanted {
            file: &file,
            sealing: &sealing,
            media: &media,
        };
        let backup = Backup::of(wanted).unwrap();
        let written = backup.write(&self.store, &StoppedClock::default(), &Rows::default()).await.unwrap();
        assert_eq!((written.articles, written.files), (1, 0));
        assert!(written.wrong.is_empty() && written.missing.is_empty() && written.bytes > 0);
        file
    }
}

async fn publish_one(store: &Store) {
    let paper = Paper::named("L’Écluse");
    let desk = Desk {
        clock: Arc::new(StoppedClock::default()),
        ids: Arc::new(CountedIds::default()),
        paper: Arc::new(paper.clone()),
    };
    let defaults = Defaults {
        language: paper.language(),
        zone: paper.time_zone(),
        markup: &arrivals::Arrivals,
    };
    let by = By::CommandLine;
    let mut tx = acts::begin(store).await.unwrap();
    acts::paper::set(&mut tx, &desk, &by, &paper).await.unwrap();
    let draft = Draft {
        article: None,
        seen: None,
        manuscript: markdown::read("---\nheadline: Le pont\n---\n\nDu texte.\n", &defaults).unwrap(),
    };
    let saved = drafting::save(&mut tx, &desk, &by, draft).await.unwrap();
    let wanted = Publication {
        article: saved.article,
        seen: None,
        nature: Nature::Update,
        tell: None,
    };
    publication::publish(&mut tx, &desk, &by, &wanted).await.unwrap();
    tx.commit().await.unwrap();
}

fn is_in_both_languages(said: &Said) -> bool {
    !said.fr.is_empty() && !said.en.is_empty() && said.fr != said.en
}

#[tokio::test]
async fn a_backup_is_written_and_restored_by_calls_alone() {
    for engine in engines() {
        let room = Room::new(engine).await;
        let file = room.backed_up().await;
        let keys = Unsealing::default();
        let source = Source {
            file: &file,
            keys: &keys,
            copy: &NewCopy {
                clock: Arc::new(StoppedClock::default()),
                ids: Arc::new(CountedIds::default()),
                originals: None,
                since: Since::Unknown("un essai".into()),
            },
        };
        let restored = backup::into_folder(source, &room.place("restored")).await.unwrap();
        assert_eq!((restored.paper.as_str(), restored.report.versions), ("L’Écluse", 1));
        assert!(restored.report.wrong.is_empty());
        let address = format!("sqlite:{}", room.place("filled.db").display());
        let target = Target {
            address: &address,
            data: &room.place("filled"),
        };
        let rows = Rows::default();
        backup::into_database(source, &target, &rows).await.unwrap();
        assert!(rows.all.load(Ordering::Relaxed) > 0);
        assert_eq!(rows.all.load(Ordering::Relaxed), rows.copied.load(Ordering::Relaxed));
        let again = backup::into_folder(source, &room.place("restored")).await;
        assert!(
            matches!(again, Err(NotKept::Refused(said)) if is_in_both_languages(&said)),
            "a full folder"
        );
        room.store.close().await;
    }
}

#[tokio::test]
async fn an_export_is_rebuilt_and_a_paper_moves_by_calls_alone() {
    for engine in engines() {
        let room = Room::new(engine).await;
        let (folder, media) = (room.place("export"), MediaFolder::at(room.place("media")));
        let exported = exporting::export(&mut room.store.snapshot().await.unwrap(), &media, &folder)
            .await
            .unwrap();
        assert_eq!((exported.articles, exported.has_media), (1, false));
        let empty = Store::open(&format!("sqlite:{}", room.place("rebuilt.db").display()))
            .await
            .unwrap();
        empty.upgrade().await.unwrap();
        let export = Rebuilding {
            folder: &folder,
            media: &media,
            copy: &NewCopy {
                clock: Arc::new(StoppedClock::default()),
                ids: Arc::new(CountedIds::default()),
                originals: None,
                since: Since::Unknown("un essai".into()),
            },
        };
        let rebuilt = rebuilding::rebuild_if_empty(&empty, &export).await.unwrap();
        assert_eq!(rebuilt, Some(1));
        let again = rebuilding::rebuild_if_empty(&empty, &export).await.unwrap();
        assert_eq!(again, None, "a paper that is there is left alone");
        let address = format!("sqlite:{}", room.place("moved.db").display());
        let leaving = Leaving {
            store: &empty,
            clock: &StoppedClock::default(),
        };
        let laid = moving::move_to(leaving, &address, &Rows::default()).await.unwrap();
        assert_eq!((laid.report.versions, laid.report.wrong.len()), (1, 0));
        empty.close().await;
        room.store.close().await;
    }
}

#[tokio::test]
async fn what_does_not_verify_is_said_in_both_languages() {
    for engine in engines() {
        let room = Room::new(engine).await;
        let clean = verify(&mut room.store.snapshot().await.unwrap()).await.unwrap();
        assert!(clean.wrong.is_empty(), "{:?}", clean.wrong);
        room.database
            .tamper("update versions set copy = replace(copy, 'Du texte', 'Du faux')");
        let report = verify(&mut room.store.snapshot().await.unwrap()).await.unwrap();
        assert_eq!(report.wrong.len(), 1);
        let wrong = &report.wrong[0];
        assert!(wrong.en.ends_with("is not what was published"), "{}", wrong.en);
        assert!(wrong.fr.ends_with("n’est pas ce qui a été publié"), "{}", wrong.fr);
        room.store.close().await;
    }
}

#[tokio::test]
async fn the_doctor_speaks_both_languages_and_changes_nothing() {
    for engine in engines() {
        let room = Room::new(engine).await;
        let clock = StoppedClock::default();
        let patient = Patient {
            media: &MediaFolder::at(room.place("media")),
            data: room.folder.path(),
            database: &room.database.address,
            clock: &clock,
            erasures: None,
        };
        let remarks = doctor::look(&patient, Depth::Whole).await;
        assert!(remarks.len() >= 9, "{remarks:?}");
        assert!(remarks.iter().all(|remark| is_in_both_languages(said_by(remark))), "{remarks:?}");
        assert!(!remarks.iter().any(|remark| matches!(remark, Remark::Wrong(_))), "{remarks:?}");
        room.database.tamper("delete from record_head");
        let remarks = doctor::look(&patient, Depth::Newest).await;
        assert!(remarks.iter().any(|remark| matches!(remark, Remark::Wrong(_))), "{remarks:?}");
        room.store.close().await;
    }
}

#[tokio::test]
async fn a_paper_that_is_not_there_is_found_wrong_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let (data, clock) = (folder.path().join("nowhere"), StoppedClock::default());
    let database = format!("sqlite:{}", data.join("paper.db").display());
    let patient = Patient {
        media: &MediaFolder::at(data.join("media")),
        data: &data,
        database: &database,
        clock: &clock,
        erasures: None,
    };
    let remarks = doctor::look(&patient, Depth::Newest).await;
    assert_eq!(remarks.len(), 2);
    assert!(
        remarks
            .iter()
            .all(|remark| matches!(remark, Remark::Wrong(said) if is_in_both_languages(said)))
    );
    assert!(!Path::new(&data).exists());
}

fn said_by(remark: &Remark) -> &Said {
    match remark {
        Remark::Ok(said) | Remark::Warning(said) | Remark::Wrong(said) => said,
    }
}
