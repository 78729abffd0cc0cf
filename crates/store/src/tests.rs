//! Every query file is prepared, run and its rows decoded on both engines; a file that never ran is named.

mod carrying;
mod columns;
mod media;
mod readers;
mod rooms;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use manuscript::act::Purge;
use manuscript::commitment::NO_LINK;
use manuscript::ids::{Thing, ThingId};
use manuscript::words::Nature;
use manuscript::{Access, Copy, Instant, Placement, Uuid, canonical, language::Language};

use crate::articles::{Placed, Typed};
use crate::assets::Asset;
use crate::busy::Holder;
use crate::catalogue::{Details, Entry};
use crate::imports::File;
use crate::public_media::Cleaned;
use crate::record::ToEnter;
use crate::versions::Version;
use crate::{
    Broken, Numbered, Stamp, Store, Tx, addresses, articles, assets, catalogue, doctor, engine, imports, paper, public_media, record,
    subject, versions,
};

const SECTION: Uuid = Uuid::from_u128(1);
const ARTICLE: Uuid = Uuid::from_u128(2);
const NOW: Instant = Instant(1_795_347_000_000);
const STAMP: Stamp<'_> = Stamp { at: NOW, by: "import" };

#[tokio::test]
async fn every_query_runs_on_both_engines_and_its_rows_are_read() {
    for kind in testpaper::engines() {
        let folder = tempfile::tempdir().unwrap();
        let database = testpaper::ThrowAway::make(kind, folder.path());
        let store = Store::open(&database.address).await.unwrap();
        assert!(paper::is_nothing_here(&mut store.snapshot().await.unwrap()).await.unwrap());
        store.upgrade().await.unwrap();
        store.upgrade().await.unwrap();
        assert!(paper::is_nothing_here(&mut store.snapshot().await.unwrap()).await.unwrap());
        let mut tx = begin(&store).await;
        write_and_read(&mut tx).await.unwrap();
        carrying::carry(&mut tx).await.unwrap();
        examine(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        read_from_a_snapshot(&store).await.unwrap();
        store.close().await;
        furnish_another(kind).await;
    }
    let never_ran: Vec<_> = files()
        .difference(&engine::ran::files().into_iter().map(str::to_owned).collect())
        .cloned()
        .collect();
    assert!(never_ran.is_empty(), "never ran: {never_ran:?}");
}

/// The rooms of the acts, in a database where nothing else is.
async fn furnish_another(kind: testpaper::Engine) {
    let folder = tempfile::tempdir().unwrap();
    let database = testpaper::ThrowAway::make(kind, folder.path());
    let store = Store::open(&database.address).await.unwrap();
    store.upgrade().await.unwrap();
    let mut tx = begin(&store).await;
    write_and_read(&mut tx).await.unwrap();
    rooms::furnish(&mut tx).await.unwrap();
    readers::furnish(&mut tx).await.unwrap();
    drop(tx);
    store.close().await;
}

/// A store whose tables are there, and what goes with it once the test is over.
async fn upgraded(kind: testpaper::Engine) -> ((testpaper::ThrowAway, tempfile::TempDir), Store) {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let database = testpaper::ThrowAway::make(kind, folder.path());
    let store = Store::open(&database.address).await.unwrap_or_else(|refused| panic!("{refused}"));
    store.upgrade().await.unwrap_or_else(|refused| panic!("{refused}"));
    ((database, folder), store)
}

#[expect(clippy::disallowed_methods, reason = "the store's own test opens its own transaction")]
async fn begin(store: &Store) -> Tx {
    store.begin(crate::Patience::Door).await.unwrap_or_else(|broken| panic!("{broken}"))
}

/// The query files, without those of one engine alone.
fn files() -> BTreeSet<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sql");
    let mut found = BTreeSet::new();
    for room in std::fs::read_dir(&root).into_iter().flatten().flatten() {
        let name = room.file_name().to_string_lossy().into_owned();
        for file in std::fs::read_dir(room.path())
            .into_iter()
            .flatten()
            .flatten()
            .filter(|_| name != "dialect")
        {
            found.insert(format!("{name}/{}", file.file_name().to_string_lossy()));
        }
    }
    found
}

fn section() -> Entry {
    Entry {
        id: SECTION,
        thing: Thing::Section,
        key: "eau".into(),
        name: "Eau".into(),
        parent: None,
        details: Details {
            description: Some("L’eau".into()),
            ..Details::default()
        },
        position: 1,
        public_since: None,
        path: None,
    }
}

fn placed() -> Placed {
    let placement = Placement {
        section: Some(SECTION),
        dossiers: vec![SECTION],
        topics: vec![SECTION],
        ..Placement::default()
    };
    Placed {
        placement,
        pinned_at: Some(NOW),
        first_published_at: None,
        live_version: None,
        created_by: "import".into(),
    }
}

fn version(copy: &str) -> Version {
    Version {
        article: ARTICLE,
        number: 1,
        nature: Nature::First,
        at: NOW,
        by: "import".into(),
        copy: copy.into(),
        leaves: Vec::new(),
        previous: NO_LINK,
        link: [7; 32],
    }
}

async fn write_and_read(tx: &mut Tx) -> Result<(), Broken> {
    write_rows(tx).await?;
    assert_eq!(enter(tx).await?, 1);
    let entered = record::after(tx, 0, 10).await?;
    let touching = record::touched_after(tx, 0, 10).await?;
    let numbers = |entered: &record::Entered| entered.entry.number;
    assert!(touching.iter().map(|one| one.number).eq(entered.iter().map(numbers)));
    assert_eq!(record::head(tx).await?, (0, [0; 32]), "the end is written at the commit");
    assert_eq!(record::hash_at(tx, 1).await?, Some(entered[0].hash));
    assert_eq!(record::hash_at(tx, 2).await?, None);
    Ok(())
}

async fn write_rows(tx: &mut Tx) -> Result<(), Broken> {
    paper::set(tx, SECTION, "{\"name\":\"Journal\"}").await?;
    assert_eq!(paper::settings(tx).await?.map(|settings| settings.identity), Some(SECTION));
    assert_eq!(paper::oldest_node(tx).await?, 6);
    catalogue::add(tx, &section()).await?;
    catalogue::describe(
        tx,
        &Entry {
            name: "L’eau".into(),
            ..section()
        },
    )
    .await?;
    let thing = ThingId {
        thing: Thing::Section,
        id: SECTION,
    };
    assert!(addresses::claim(tx, "/eau", thing, NOW).await? && !addresses::claim(tx, "/eau", thing, NOW).await?);
    assert_eq!(
        catalogue::entry(tx, SECTION).await?.and_then(|entry| entry.path),
        Some("/eau".into())
    );
    assert_eq!(catalogue::all(tx).await?.len(), 1);
    assert_eq!(
        catalogue::by_key(tx, Thing::Section, &section().key).await?,
        catalogue::entry(tx, SECTION).await?
    );
    assert_eq!(catalogue::by_key(tx, Thing::Person, &section().key).await?, None);
    assert_eq!(catalogue::sections_within(tx, None).await?, catalogue::all(tx).await?);
    assert_eq!(catalogue::sections_within(tx, Some(SECTION)).await?, []);
    assert_eq!(catalogue::with_ancestors(tx, SECTION).await?, catalogue::all(tx).await?);
    assert_eq!(catalogue::nearby(tx).await?, catalogue::all(tx).await?);
    write_article(tx).await?;
    let asset = Asset {
        id: SECTION,
        hash: [3; 32],
        media_type: "image/png".into(),
        bytes: 9,
        width: Some(1),
        height: None,
    };
    assert_eq!(assets::take_in(tx, &asset, NOW).await?, asset);
    assert_eq!(assets::by_hash(tx, &[3; 32]).await?, Some(asset.clone()));
    assert_eq!(assets::all(tx).await?.len(), 1);
    what_readers_get(tx, &asset).await
}

/// Enters an act, with what all that was changed is now.
async fn enter(tx: &mut Tx) -> Result<i64, Broken> {
    let act = ToEnter {
        at: NOW,
        by: "import".into(),
        act: "published".into(),
        thing: Some(ARTICLE),
        tags: vec!["paper".into()],
        purge: Some(Purge::Changes),
        detail: serde_json::json!({ "version": 1 }),
        words: BTreeMap::from([("reason", "un mot".to_owned())]),
    };
    record::enter(tx, &testpaper::CountedIds::default(), act).await
}

/// Somebody types on over what was saved, and an entry commits to that.
async fn type_on(tx: &mut Tx, copy: &str) -> Result<(), Broken> {
    articles::lock_draft(tx, ARTICLE).await?;
    let typed = |seen| Typed { seen, copy };
    articles::hold_committed(tx, ARTICLE, STAMP).await?;
    assert_eq!(articles::keep_draft(tx, ARTICLE, typed(2), STAMP).await?, Some(3));
    assert_eq!(articles::keep_draft(tx, ARTICLE, typed(2), STAMP).await?, None, "it moved on");
    let unproven = articles::unproven(tx).await?;
    assert_eq!(
        (unproven[0].revision, unproven[0].committed_revision, unproven[0].kept_since),
        (3, Some(2), Some(NOW.0))
    );
    articles::commit_read(tx, ARTICLE, typed(2)).await?;
    assert_eq!(articles::unproven(tx).await?.len(), 1, "it is not what was read");
    articles::commit_read(tx, ARTICLE, typed(3)).await?;
    assert!(articles::draft_of(tx, ARTICLE).await?.is_some_and(|draft| draft.is_committed()));
    articles::commit_draft(tx, ARTICLE, None).await?;
    assert_eq!(articles::unproven(tx).await?, []);
    let subjects = crate::state::all(tx, &mut |_| None).await?;
    assert!(subjects.contains_key(&manuscript::state::Key::Draft(ARTICLE).as_entry()));
    Ok(())
}

async fn write_article(tx: &mut Tx) -> Result<(), Broken> {
    let copy = canonical::text_of(&Copy::headed("Titre", Language::french())).map_err(|error| Broken::unreadable("a copy", error))?;
    let thing = ThingId {
        thing: Thing::Article,
        id: ARTICLE,
    };
    assert!(articles::create(tx, ARTICLE, &placed(), NOW).await? && !articles::create(tx, ARTICLE, &placed(), NOW).await?);
    articles::place(tx, ARTICLE, &placed()).await?;
    articles::first_draft(tx, ARTICLE, &copy, STAMP).await?;
    articles::keep_checkpoint(tx, ARTICLE, "import", STAMP).await?;
    let typed = Typed { seen: 1, copy: &copy };
    assert_eq!(articles::save_draft(tx, ARTICLE, typed, STAMP).await?, Some(2));
    assert_eq!(articles::save_draft(tx, ARTICLE, typed, STAMP).await?, None, "it moved on");
    assert_eq!(articles::draft_of(tx, ARTICLE).await?.map(|draft| draft.revision), Some(2));
    type_on(tx, &copy).await?;
    assert!(
        articles::public_states(tx, &(ARTICLE..=ARTICLE)).await?.is_empty(),
        "nothing is public before a version is live"
    );
    versions::append(tx, &version(&copy)).await?;
    let placement = &placed().placement;
    let going = articles::GoingLive {
        version: 1,
        first_at: NOW,
        placement,
    };
    articles::go_live(tx, ARTICLE, going).await?;
    articles::place(tx, ARTICLE, &placed()).await?;
    assert!(addresses::claim(tx, "/un", thing, NOW).await?);
    assert_eq!(addresses::keep_old(tx, thing, NOW).await?, Some("/un".into()));
    assert!(addresses::take_again(tx, "/un", thing).await?);
    assert_eq!(addresses::current(tx, thing).await?, Some("/un".into()));
    assert_eq!(addresses::at(tx, "/un").await?.map(|at| at.thing), Some(thing));
    assert_eq!(addresses::of(tx, thing).await?.len(), 1);
    assert_eq!(addresses::first_under(tx, "un").await?, Some("/un".into()));
    assert_eq!(addresses::first_under(tx, "u").await?, None);
    let words = addresses::first_words(tx).await?;
    assert!(
        words.iter().any(|word| word == "un") && !words.iter().any(|word| word.contains('/')),
        "{words:?}"
    );
    let public = articles::public_states(tx, &(ARTICLE..=ARTICLE))
        .await?
        .pop()
        .map(|public| (public.placement.access, public.placement.topics, public.path));
    assert_eq!(public, Some((Access::Everyone, vec![SECTION], "/un".into())));
    assert_eq!(articles::placed(tx, ARTICLE).await?.and_then(|placed| placed.live_version), Some(1));
    assert_eq!(articles::all_ids(tx, Uuid::nil(), 10).await?, [ARTICLE]);
    assert_eq!(
        versions::last(tx, ARTICLE).await?.map(|last| (last.number, last.link)),
        Some((1, [7; 32]))
    );
    let subject = subject::of_article(tx, ARTICLE).await?;
    assert_eq!(subject.and_then(|subject| subject.last).map(|last| last.link), Some([7; 32]));
    assert_eq!(versions::of(tx, ARTICLE).await?.len(), 1);
    assert_eq!(versions::after(tx, Numbered::BEFORE_ALL, 10).await?[0].by, "import");
    let file = File {
        path: "a.md".into(),
        article: ARTICLE,
        file_hash: vec![1; 32],
        draft_revision: 2,
    };
    assert!(imports::remember(tx, &file).await?);
    imports::moved(
        tx,
        &File {
            path: "b.md".into(),
            ..file.clone()
        },
    )
    .await?;
    assert!(imports::by_path(tx, "a.md").await?.is_none());
    assert_eq!(imports::by_article(tx, ARTICLE).await?.map(|file| file.path), Some("b.md".into()));
    assert_eq!(imports::all(tx).await?.len(), 1);
    Ok(())
}

/// Asks what the doctor asks.
/// A file is cleaned once for each edition; one that cannot be says why.
async fn what_readers_get(tx: &mut Tx, asset: &Asset) -> Result<(), Broken> {
    assert_eq!(public_media::found(tx, &asset.hash).await?, Some((asset.clone(), None)));
    assert_eq!(public_media::not_cleaned(tx, 1, Uuid::max(), 5).await?, std::slice::from_ref(asset));
    let unfit = Cleaned {
        outcome: Err("it ends too early".into()),
        edition: 1,
    };
    assert!(public_media::set(tx, asset, &unfit, NOW).await?);
    assert_eq!(public_media::not_public(tx).await?, [(asset.hash, "it ends too early".to_owned())]);
    assert_eq!(public_media::of_file(tx, &asset.hash).await?, Some(unfit));
    let cleaned = |edition| Cleaned {
        outcome: Ok([6; 32]),
        edition,
    };
    assert!(
        !public_media::set(tx, asset, &cleaned(1), NOW).await?,
        "this edition was asked already"
    );
    assert!(public_media::set(tx, asset, &cleaned(2), NOW).await?);
    assert_eq!(public_media::not_cleaned(tx, 2, Uuid::max(), 5).await?, []);
    assert_eq!(public_media::found(tx, &asset.hash).await?, Some((asset.clone(), Some(cleaned(2)))));
    assert_eq!(public_media::with_hash(tx, &[6; 32]).await?, [asset.hash]);
    assert_eq!(public_media::all(tx).await?, [(asset.hash, cleaned(2))]);
    assert_eq!(public_media::not_public(tx).await?, []);
    Ok(())
}

async fn examine(tx: &mut Tx) -> Result<(), Broken> {
    assert!(paper::has_schema(tx).await? && !paper::is_nothing_here(tx).await?);
    assert_eq!(paper::schema_number(tx).await?, crate::release::schema());
    assert_eq!(assets::not_withheld(tx).await?.len(), 1, "the other one is withheld");
    assert_eq!(doctor::newest_entry(tx).await?, Some(NOW));
    let late = doctor::Late {
        now: NOW,
        due_before: NOW,
        attempts: 3,
    };
    assert_eq!(doctor::overdue_jobs(tx, late).await?, [], "it was done");
    assert_eq!(doctor::failing_jobs(tx, late).await?, []);
    assert_eq!(doctor::unended_reviews(tx).await?, []);
    assert_eq!((doctor::accounts(tx).await?, doctor::active_with_role(tx, "writer").await?), (1, 0));
    Ok(())
}

async fn read_from_a_snapshot(store: &Store) -> Result<(), Broken> {
    let mut snapshot = store.snapshot().await?;
    assert_eq!(record::head(&mut snapshot).await?, (2, [9; 32]));
    assert!(!crate::proving::lacks_base(&mut snapshot).await?, "its first entry carries state");
    let mut tx = begin(store).await;
    paper::set(&mut tx, SECTION, "{}").await?;
    // What was laid down there is no chain: the entry is only to be there.
    enter(&mut tx).await?;
    tx.commit().await?;
    // The snapshot was taken before, and stands still.
    assert_eq!(
        paper::settings(&mut snapshot).await?.map(|settings| settings.settings),
        Some("{\"name\":\"Journal\"}".into())
    );
    Ok(())
}

#[tokio::test]
async fn what_is_undone_to_a_mark_never_happened_and_the_rest_stays() {
    for kind in testpaper::engines() {
        let (_place, store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        let thing = ThingId {
            thing: Thing::Section,
            id: SECTION,
        };
        for (path, stays) in [("/a", true), ("/b", false), ("/c", true)] {
            tx.mark().await.unwrap();
            addresses::claim(
                &mut tx,
                path,
                ThingId {
                    id: Uuid::from_u128(u128::from(path.as_bytes()[1])),
                    ..thing
                },
                NOW,
            )
            .await
            .unwrap();
            if stays {
                tx.keep().await.unwrap();
            } else {
                tx.undo().await.unwrap();
            }
        }
        enter(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        let said: Vec<String> = record::after(&mut snapshot, 0, 10).await.unwrap()[0]
            .entry
            .state
            .keys()
            .cloned()
            .collect();
        assert_eq!(said, ["address:/a", "address:/c"], "what was undone is not told of");
        for (path, stays) in [("/a", true), ("/b", false), ("/c", true)] {
            assert_eq!(addresses::at(&mut snapshot, path).await.unwrap().is_some(), stays, "{path}");
        }
        drop(snapshot);
        store.close().await;
    }
}

#[tokio::test]
async fn a_paper_that_was_set_and_undone_is_not_the_one_that_the_next_act_works_with() {
    for kind in testpaper::engines() {
        let (_place, store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        let set = async |tx: &mut Tx, name: &str| {
            paper::set(tx, SECTION, &format!("{{\"name\":\"{name}\"}}")).await.unwrap();
            assert_eq!(
                paper::held(tx).await.unwrap().map(|paper| paper.name.clone()).as_deref(),
                Some(name)
            );
        };
        set(&mut tx, "Journal").await;
        tx.mark().await.unwrap();
        set(&mut tx, "Gazette").await;
        tx.undo_to_mark().await.unwrap();
        assert_eq!(
            paper::held(&mut tx).await.unwrap().map(|paper| paper.name.clone()).as_deref(),
            Some("Journal")
        );
        drop(tx);
        store.close().await;
    }
}

#[tokio::test]
async fn an_address_that_is_no_database_is_refused_with_a_sentence() {
    let refused = Store::open("mysql://x").await.unwrap_err().to_string();
    assert!(refused.contains("write `sqlite:FILE` or `postgres://"), "{refused}");
}

#[tokio::test]
async fn an_act_that_waits_for_another_one_of_its_process_is_told_since_when_that_one_writes() {
    for kind in testpaper::engines() {
        let (kept, store) = upgraded(kind).await;
        assert_eq!(store.writer().await, None);
        let mut first = begin(&store).await;
        record::lock_record(&mut first).await.unwrap();
        let began = std::time::Instant::now();
        let busy = begun_with_record(&store).await.unwrap_err().busy().unwrap();
        assert!(began.elapsed() < std::time::Duration::from_secs(8), "{:?}", began.elapsed());
        assert_eq!(busy.waited, Some(crate::Patience::Door.lasts()));
        match (kind, busy.holder) {
            (testpaper::Engine::Sqlite, Holder::Here { lasts }) | (testpaper::Engine::Postgres, Holder::Session { lasts, .. }) => {
                assert!(lasts >= std::time::Duration::from_secs(1), "{lasts:?}");
            }
            (_, other) => panic!("{other:?}"),
        }
        first.commit().await.unwrap();
        begun_with_record(&store).await.unwrap();
        store.close().await;
        drop(kept);
    }
}

/// As acts begin.
#[expect(clippy::disallowed_methods, reason = "the store's own test opens its own transaction")]
async fn begun_with_record(store: &Store) -> Result<(), Broken> {
    let mut tx = store.begin(crate::Patience::Door).await?;
    match record::lock_record(&mut tx).await {
        Ok(()) => Ok(()),
        Err(broken) => {
            drop(tx);
            Err(store.naming_writer(broken, crate::Patience::Door).await)
        }
    }
}

#[tokio::test]
async fn a_server_with_no_connection_left_is_busy_and_not_away() {
    for kind in testpaper::engines().into_iter().filter(|kind| *kind == testpaper::Engine::Postgres) {
        let (kept, store) = upgraded(kind).await;
        let mut held = Vec::new();
        for _ in 0..16 {
            held.push(store.snapshot().await.unwrap());
        }
        let busy = begun_with_record(&store).await.unwrap_err().busy().unwrap();
        assert_eq!(busy.holder, Holder::Connections);
        drop(held);
        begun_with_record(&store).await.unwrap();
        store.close().await;
        drop(kept);
    }
}

#[tokio::test]
async fn a_schema_is_not_waited_for_longer_than_is_said() {
    for kind in testpaper::engines() {
        let folder = tempfile::tempdir().unwrap();
        let database = testpaper::ThrowAway::make(kind, folder.path());
        let (first, second) = (
            Store::open(&database.address).await.unwrap(),
            Store::open(&database.address).await.unwrap(),
        );
        first.upgrade().await.unwrap();
        database.tamper("delete from _sqlx_migrations where version = 4");
        let mut held = begin(&first).await;
        record::lock_record(&mut held).await.unwrap();
        let refused = second.upgrade().await.unwrap_err();
        assert!(refused.to_string().contains("the database is busy"), "{refused}");
        drop(held);
        first.close().await;
        second.close().await;
    }
}
