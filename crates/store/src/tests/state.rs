//! What entries say of their subjects, and the base that stands for what older entries do not say.

use std::collections::BTreeSet;

use manuscript::record::{Entry, Form, State};
use manuscript::state::Derived;
use testpaper::CountedIds;

use super::{NOW, begin, enter};
use crate::carrying as rows;
use crate::{Broken, Snapshot, Store, Tx, proving, record};

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
    Ok(())
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
        let entry = Entry {
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
        let folder = tempfile::tempdir().unwrap();
        let database = testpaper::ThrowAway::make(kind, folder.path());
        let store = Store::open(&database.address).await.unwrap();
        store.upgrade().await.unwrap();
        let mut tx = begin(&store).await;
        crate::paper::set(&mut tx, super::SECTION, "{}").await.unwrap();
        let refused = tx.commit().await.unwrap_err().to_string();
        assert!(refused.contains("`setting:paper` was changed and no entry"), "{refused}");
        store.close().await;
    }
}
