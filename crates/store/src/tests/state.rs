//! What entries say of their subjects, and the base that stands for what older entries do not say.

use std::collections::BTreeSet;

use manuscript::Uuid;
use manuscript::ids::{Thing, ThingId};
use manuscript::record::{Form, State};
use manuscript::state::{Derived, Key};
use testpaper::CountedIds;

use super::{NOW, begin, enter, upgraded};
use crate::articles::{GoingLive, Placed};
use crate::carrying as rows;
use crate::catalogue::Entry;
use crate::{Broken, Snapshot, Store, Tx, addresses, articles, catalogue, proving, record, state};

/// Every sort of subject is told of by the entry that follows its change, and by no other.
pub(super) async fn said_of_all(tx: &mut Tx) -> Result<(), Broken> {
    let number = enter(tx).await?;
    let entry = record::after(tx, number - 1, 1).await?.remove(0).entry;
    let sorts: BTreeSet<&str> = entry.state.keys().filter_map(|key| key.split(':').next()).collect();
    let told = ["account", "catalogue", "embargo", "schedule", "suspension", "withholding"];
    assert_eq!(sorts, BTreeSet::from(told), "{:?}", entry.state);
    let gone = entry.state.iter().filter(|(_, value)| value.is_null());
    let gone: BTreeSet<&str> = gone.filter_map(|(key, _)| key.split(':').next()).collect();
    assert_eq!(gone, BTreeSet::from(["embargo"]), "it was lifted");
    assert!(
        !entry.detail.to_string().contains("un mot"),
        "words stand beside the record: {}",
        entry.detail
    );
    assert_eq!(
        record::words_of(tx, &entry).await?.get("reason").map(String::as_str),
        Some("un mot")
    );
    assert_eq!(
        rows::record_words(tx).await?.last().map(|row| row.text.clone()),
        Some("un mot".into())
    );
    let number = enter(tx).await?;
    let entry = record::after(tx, number - 1, 1).await?.remove(0).entry;
    assert_eq!(entry.state, State::new(), "nothing was changed since");
    tx.prepare().await
}

/// A record as an older program left it: what it tells of was laid down, and entries say nothing of it.
async fn older_paper(store: &Store) {
    let mut tx = begin(store).await;
    lay_down_without_state(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn lay_down_without_state(tx: &mut Tx) -> Result<(), Broken> {
    super::write_rows(tx).await?;
    let mut hash = manuscript::commitment::NO_LINK;
    for number in 1..=2 {
        let entry = manuscript::record::Entry {
            form: Form::One,
            number,
            at: NOW,
            by: "import".into(),
            act: "published".into(),
            thing: None,
            tags: vec![],
            purge: None,
            detail: serde_json::Value::Null,
            state: State::new(),
        };
        hash = entry.hash_after(&hash).map_err(|error| Broken::unreadable("an entry", error))?;
        rows::put_entry(tx, &entry, &hash).await?;
    }
    rows::put_head(tx, 2, &hash).await
}

async fn derived(snapshot: &mut Snapshot) -> Derived {
    let mut derived = Derived::default();
    for entered in record::after(snapshot, 0, 1_000).await.unwrap() {
        derived.take(&entered.entry).unwrap();
    }
    derived
}

#[tokio::test]
async fn an_older_record_takes_no_state_before_it_has_committed_to_a_base_once() {
    for kind in testpaper::engines() {
        let folder = tempfile::tempdir().unwrap();
        let database = testpaper::ThrowAway::make(kind, folder.path());
        let store = Store::open(&database.address).await.unwrap();
        store.upgrade().await.unwrap();
        older_paper(&store).await;
        let ids = CountedIds::from(500);
        let mut tx = begin(&store).await;
        let refused = enter(&mut tx).await.unwrap_err().to_string();
        assert!(refused.contains("`rotative db upgrade`"), "{refused}");
        drop(tx);
        let mut snapshot = store.snapshot().await.unwrap();
        let of_older = derived(&mut snapshot).await;
        let proof = proving::prove(&mut snapshot, of_older).await.unwrap();
        assert_eq!((proof.from, proof.wrong), (None, Vec::new()), "nothing is proven yet");
        drop(snapshot);

        let mut tx = begin(&store).await;
        assert_eq!(proving::commit_to_base(&mut tx, &ids, NOW).await.unwrap(), Some(3));
        assert_eq!(proving::commit_to_base(&mut tx, &ids, NOW).await.unwrap(), None, "once");
        tx.commit().await.unwrap();
        let mut tx = begin(&store).await;
        assert_eq!(proving::commit_to_base(&mut tx, &ids, NOW).await.unwrap(), None, "once");
        enter(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        let derived = derived(&mut snapshot).await;
        let proof = proving::prove(&mut snapshot, derived).await.unwrap();
        assert_eq!((proof.from, proof.wrong), (Some(3), Vec::new()));
        drop(snapshot);
        store.close().await;
    }
}

#[tokio::test]
async fn nothing_is_changed_that_no_entry_tells_of() {
    for kind in testpaper::engines() {
        let (_place, store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        crate::paper::set(&mut tx, super::SECTION, "{}").await.unwrap();
        let refused = tx.commit().await.unwrap_err().to_string();
        assert!(refused.contains("`setting:paper` was changed and no entry"), "{refused}");
        store.close().await;
    }
}

/// What the last entry says of articles and addresses, and what stands in their rows.
async fn said_and_standing(tx: &mut Tx) -> (Vec<(String, String)>, Vec<(String, String)>) {
    let number = enter(tx).await.unwrap();
    let entry = record::after(tx, number - 1, 1).await.unwrap().remove(0).entry;
    let is_read_back = |key: &str| key.starts_with("article:") || key.starts_with("address:");
    let said = entry.state.into_iter().filter(|(key, _)| is_read_back(key));
    let said: Vec<_> = said.map(|(key, value)| (key, value.to_string())).collect();
    let standing = state::all(tx, &mut |_| None).await.unwrap().into_iter();
    let standing = standing.filter(|(key, _)| said.iter().any(|(told, _)| told == key)).collect();
    (said, standing)
}

#[tokio::test]
async fn what_is_read_back_as_it_is_written_is_what_stands() {
    for kind in testpaper::engines() {
        let (_place, store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        for step in [Step::Made, Step::Live, Step::Placed, Step::LiveAgain, Step::Moved] {
            step.take(&mut tx).await.unwrap();
            let (said, standing) = said_and_standing(&mut tx).await;
            assert_eq!(said, standing, "{kind:?}: {step:?}");
            assert!(!said.is_empty(), "{kind:?}: {step:?} says something");
        }
        drop(tx);
        store.close().await;
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Made,
    Live,
    Placed,
    LiveAgain,
    Moved,
}

impl Step {
    async fn take(self, tx: &mut Tx) -> Result<(), Broken> {
        let [one, other, third] = [21, 12, 17].map(Uuid::from_u128);
        let mut placed = super::placed();
        placed.placement.dossiers = vec![one, other];
        placed.placement.topics = vec![third, super::SECTION, one];
        placed.placement.translation_set = Some("vaux".into());
        let thing = ThingId {
            thing: Thing::Article,
            id: super::ARTICLE,
        };
        match self {
            Self::Made => {
                catalogue::add(tx, &super::section()).await?;
                for id in [one, other, third] {
                    let key = id.to_string();
                    catalogue::add(
                        tx,
                        &Entry {
                            id,
                            key,
                            ..super::section()
                        },
                    )
                    .await?;
                }
                assert!(articles::create(tx, super::ARTICLE, &placed, NOW).await?);
            }
            Self::Live => {
                articles::go_live(tx, super::ARTICLE, going(1, &placed)).await?;
                assert!(addresses::claim(tx, "/un", thing, NOW).await?);
            }
            Self::Placed => articles::place(tx, super::ARTICLE, &super::placed()).await?,
            Self::LiveAgain => articles::go_live(tx, super::ARTICLE, going(2, &super::placed())).await?,
            Self::Moved => {
                addresses::keep_old(tx, thing, NOW).await?;
                assert!(addresses::claim(tx, "/deux", thing, NOW).await?);
            }
        }
        Ok(())
    }
}

fn going(version: i64, placed: &Placed) -> GoingLive<'_> {
    GoingLive {
        version,
        first_at: NOW,
        placement: &placed.placement,
    }
}

#[tokio::test]
async fn the_salts_of_many_entries_are_written_with_their_commit_and_undone_with_their_mark() {
    for kind in testpaper::engines() {
        let (_place, store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        tx.mark().await.unwrap();
        for name in ["Eau", "L’eau", "L’eau du canal"] {
            name_section(&mut tx, name).await.unwrap();
            enter(&mut tx).await.unwrap();
            tx.keep_and_mark().await.unwrap();
        }
        name_section(&mut tx, "Rien").await.unwrap();
        enter(&mut tx).await.unwrap();
        tx.undo_to_mark().await.unwrap();
        assert_eq!(rows::state_salts(&mut tx).await.unwrap(), [], "none before the commit");
        tx.commit().await.unwrap();
        let mut snapshot = store.snapshot().await.unwrap();
        assert_eq!(
            rows::state_salts(&mut snapshot).await.unwrap().len(),
            1,
            "the newest of its one subject"
        );
        let derived = derived(&mut snapshot).await;
        let proof = proving::prove(&mut snapshot, derived).await.unwrap();
        assert_eq!(proof.wrong, Vec::new(), "{kind:?}");
        drop(snapshot);
        store.close().await;
    }
}

/// Names the one section, which is made with its first name.
async fn name_section(tx: &mut Tx, name: &str) -> Result<(), Broken> {
    let section = Entry {
        name: name.into(),
        ..super::section()
    };
    match catalogue::entry(tx, section.id).await? {
        None => catalogue::add(tx, &section).await.map(drop),
        Some(_) => catalogue::describe(tx, &section).await,
    }
}

#[tokio::test]
async fn the_salt_of_a_subject_that_is_gone_goes_with_it() {
    for kind in testpaper::engines() {
        let (_place, store) = upgraded(kind).await;
        let mut tx = begin(&store).await;
        name_section(&mut tx, "Eau").await.unwrap();
        enter(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = begin(&store).await;
        name_section(&mut tx, "L’eau").await.unwrap();
        enter(&mut tx).await.unwrap();
        tx.changed(Key::Catalogue(Uuid::from_u128(404)));
        enter(&mut tx).await.unwrap();
        rows::put_state_salts(&mut tx, &salt_of_nobody()).await.unwrap();
        tx.commit().await.unwrap();
        let salts = rows::state_salts(&mut store.snapshot().await.unwrap()).await.unwrap();
        let keys: Vec<&str> = salts.iter().map(|row| row.key.as_str()).collect();
        assert_eq!(keys, [Key::Catalogue(super::SECTION).as_entry()], "{kind:?}");
        store.close().await;
    }
}

fn salt_of_nobody() -> rows::StateSaltRow {
    rows::StateSaltRow {
        key: Key::Catalogue(Uuid::from_u128(404)).as_entry(),
        salt: vec![7; 16],
    }
}
