//! Every table is carried, whole: a copy of a copy on the other engine is the same, column by column.

use std::collections::BTreeSet;

use manuscript::Uuid;
use manuscript::commitment::Leaf;
use manuscript::record::{Entry, Form, State};
use sqlx::AssertSqlSafe;

use super::{ARTICLE, NOW, SECTION, begin, version, write_and_read};
use crate::carrying::{self as rows, copy_all};
use crate::engine::Connection;
use crate::erasures::{self, Erasure};

use crate::versions::{self, Version};
use crate::{Broken, Numbered, Snapshot, Store, Tx};

const OTHER_SECTION: Uuid = Uuid::from_u128(11);
const OTHER: Uuid = Uuid::from_u128(12);

/// Reads every row to be carried, and puts one more of each sort.
pub(super) async fn carry(tx: &mut Tx) -> Result<(), Broken> {
    carry_articles(tx).await?;
    carry_people(tx).await?;
    carry_readers(tx).await?;
    carry_plans(tx).await?;
    carry_outside(tx).await?;
    carry_withheld(tx).await?;
    let entry = Entry {
        form: Form::One,
        number: 2,
        at: NOW,
        by: "x".into(),
        act: "y".into(),
        thing: None,
        tags: vec![],
        purge: None,
        detail: serde_json::Value::Null,
        state: State::new(),
    };
    rows::put_entry(tx, &entry, &[9; 32]).await?;
    rows::put_head(tx, 2, &[9; 32]).await?;
    carry_recorded(tx).await?;
    let counts = rows::counts(tx).await?;
    assert!(counts.iter().all(|count| count.rows > 0), "{counts:?}");
    assert!(
        counts.is_sorted_by_key(|count| count.table.clone()),
        "the same order from both engines"
    );
    Ok(())
}

async fn carry_recorded(tx: &mut Tx) -> Result<(), Broken> {
    let base = rows::RecordBaseRow {
        key: "address:/un".into(),
        value: "{}".into(),
    };
    rows::put_record_base(tx, &base).await?;
    assert_eq!(rows::record_base(tx).await?, [base]);
    let salt = rows::StateSaltRow {
        key: "embargo:x".into(),
        salt: vec![8; 16],
    };
    rows::put_state_salts(tx, &salt).await?;
    assert!(rows::state_salts(tx).await?.contains(&salt));
    let words = rows::RecordWordsRow {
        entry: 2,
        name: "reason".into(),
        text: "un autre mot".into(),
        salt: vec![9; 16],
    };
    rows::put_record_words(tx, &words).await?;
    let line = serde_json::to_string(&words).map_err(|error| Broken::unreadable("words", error))?;
    assert_eq!(serde_json::from_str::<rows::RecordWordsRow>(&line).ok(), Some(words.clone()));
    assert_eq!(rows::record_words(tx).await?.last(), Some(&words));
    Ok(())
}

async fn carry_articles(tx: &mut Tx) -> Result<(), Broken> {
    let row = rows::catalogue(tx).await?.remove(0);
    let catalogue = rows::CatalogueRow {
        id: OTHER_SECTION,
        key: "feu".into(),
        parent: Some(SECTION),
        public_since: Some(7),
        ..row
    };
    rows::put_catalogue(tx, &catalogue).await?;
    let former = rows::FormerDescriptionRow {
        id: SECTION,
        number: 1,
        name: "Eaux".into(),
        details: "{}".into(),
        until: 8,
        by_whom: "command-line".into(),
    };
    rows::put_former_descriptions(tx, &former).await?;
    assert_eq!(rows::former_descriptions(tx).await?, [former]);
    let row = rows::articles(tx).await?.remove(0);
    let article = rows::ArticleRow {
        id: OTHER,
        series: Some(OTHER_SECTION),
        translation_set: Some("pont".into()),
        created_by: "person:1".into(),
        ..row
    };
    rows::put_articles(tx, &article).await?;
    let row = rows::memberships(tx).await?.remove(0);
    rows::put_memberships(tx, &rows::MembershipRow { article: OTHER, ..row }).await?;
    let row = rows::drafts(tx, Uuid::nil(), 10).await?.remove(0);
    rows::put_drafts(tx, &rows::DraftRow { article: OTHER, ..row }).await?;
    let row = rows::checkpoints(tx, Numbered::BEFORE_ALL, 10).await?.remove(0);
    rows::put_checkpoints(tx, &rows::CheckpointRow { article: OTHER, ..row }).await?;
    let row = rows::addresses(tx).await?.remove(0);
    let address = rows::AddressRow {
        path: "/feu".into(),
        id: OTHER_SECTION,
        until: Some(9),
        ..row
    };
    rows::put_addresses(tx, &address).await?;
    let row = rows::assets(tx).await?.remove(0);
    let asset = rows::AssetRow {
        id: OTHER,
        hash: vec![4; 32],
        height: Some(3),
        ..row
    };
    rows::put_assets(tx, &asset).await?;
    let cleaned = rows::PublicMediaRow {
        asset: OTHER,
        hash: Some(vec![6; 32]),
        edition: 1,
        reason: None,
        at: 2,
    };
    rows::put_public_media(tx, &cleaned).await?;
    assert_eq!(rows::public_media(tx).await?.last(), Some(&cleaned));
    let settings = rows::ImportedSettingsRow { file_hash: vec![5; 32] };
    rows::put_imported_settings(tx, &settings).await?;
    assert_eq!(rows::imported_settings(tx).await?, [settings]);
    Ok(())
}

async fn carry_people(tx: &mut Tx) -> Result<(), Broken> {
    let erased = Erasure {
        id: Uuid::from_u128(70),
        sort: "account".into(),
        at: NOW.0,
        by_whom: "import".into(),
    };
    erasures::put(tx, &erased).await?;
    assert!(erasures::all(tx).await?.contains(&erased));
    let account = rows::AccountRow {
        id: OTHER,
        key: "lea".into(),
        name: "Léa".into(),
        email: Some("lea@paper.example".into()),
        person: Some(SECTION),
        made_at: 1,
        made_by: "command-line".into(),
        invitation: Some(vec![6; 32]),
        invited_until: Some(2),
        joined_at: Some(3),
        disabled_at: Some(4),
    };
    rows::put_accounts(tx, &account).await?;
    let text = serde_json::to_string(&account).map_err(|error| Broken::unreadable("an account", error))?;
    assert!(
        !text.contains("invit") && !text.contains("0606"),
        "no invitation leaves the house: {text}"
    );
    assert_eq!(rows::accounts(tx).await?, [account]);
    let grant = rows::GrantRow {
        account: OTHER,
        position: 1,
        role: "writer".into(),
        scope: "section".into(),
        section: Some(SECTION),
    };
    rows::put_grants(tx, &grant).await?;
    assert_eq!(rows::grants(tx).await?, [grant]);
    carry_programs(tx).await
}

async fn carry_programs(tx: &mut Tx) -> Result<(), Broken> {
    let token = rows::TokenRow {
        id: OTHER,
        account: OTHER,
        digest: vec![4; 32],
        name: "dépêches".into(),
        scope: "section".into(),
        section: Some(SECTION),
        acts: "save publish".into(),
        made_at: 1,
        made_by: "command-line".into(),
        expires_at: 2,
        revoked_at: Some(3),
    };
    rows::put_tokens(tx, &token).await?;
    assert_eq!(rows::tokens(tx).await?, [token]);
    let answer = rows::AnswerRow {
        account: OTHER,
        key: vec![5; 32],
        request: vec![6; 32],
        answer: "{}".into(),
        forget_at: 4,
    };
    rows::put_answers(tx, &answer).await?;
    assert_eq!(rows::answers(tx).await?, [answer]);
    Ok(())
}

async fn carry_outside(tx: &mut Tx) -> Result<(), Broken> {
    let outside = rows::OutsideJobRow {
        id: OTHER,
        kind: "check_links".into(),
        queue: "links".into(),
        payload: "{}".into(),
        once: Some("check_links 3".into()),
        due_at: 1,
        left_at: 2,
        attempts: 3,
        attempts_before: 4,
        tried_at: Some(5),
        leased_by: Some("node".into()),
        leased_until: Some(6),
        began_at: Some(7),
        progress: Some("{}".into()),
        failure: Some("no".into()),
        done_at: Some(8),
        dead_at: Some(9),
        unknown_at: Some(10),
    };
    rows::put_outside_jobs(tx, &outside).await?;
    assert_eq!(rows::outside_jobs(tx).await?, [outside]);
    let notice = rows::NoticeRow {
        id: OTHER,
        kind: "link_dead".into(),
        subject: "https://ailleurs.example/".into(),
        capability: "write".into(),
        account: Some(OTHER),
        detail: "{}".into(),
        since: 1,
        met_at: 2,
        times: 3,
        until: Some(4),
        settled_at: Some(5),
        settled_by: Some("command-line".into()),
    };
    rows::put_notices(tx, &notice).await?;
    assert_eq!(rows::notices(tx).await?, [notice]);
    let pledged = rows::PledgedOriginalRow {
        hash: vec![5; 32],
        until: 1,
        going_until: Some(2),
    };
    rows::put_pledged_originals(tx, &pledged).await?;
    assert_eq!(rows::pledged_originals(tx).await?, [pledged]);
    Ok(())
}

async fn carry_readers(tx: &mut Tx) -> Result<(), Broken> {
    let reader = rows::ReaderRow {
        id: OTHER,
        address: Some("ida@reader.example".into()),
        proven_at: Some(1),
        language: "fr".into(),
        name: Some("Ida".into()),
        made_at: 2,
        seen_at: Some(3),
    };
    rows::put_readers(tx, &reader).await?;
    assert_eq!(rows::readers(tx, Uuid::nil(), 10).await?, [reader]);
    let wording = rows::WordingRow {
        digest: vec![7; 32],
        text: "Je veux bien.".into(),
    };
    rows::put_wordings(tx, &wording).await?;
    assert_eq!(rows::wordings(tx).await?, [wording]);
    let consent = rows::ConsentRow {
        id: OTHER,
        reader: OTHER,
        what: "newsletter".into(),
        wording: vec![7; 32],
        form: "sign-up".into(),
        given_at: 4,
        withdrawn_at: Some(5),
        kept_until: Some(6),
    };
    rows::put_consents(tx, &consent).await?;
    assert_eq!(rows::consents(tx, Uuid::nil(), 10).await?, [consent]);
    let kept = crate::connection_data::Kept {
        id: OTHER,
        purpose: "comment".into(),
        subject: Some(OTHER),
        network: "192.0.2.7".into(),
        at: 7,
        forget_at: 8,
    };
    crate::connection_data::keep(tx, &kept).await?;
    assert_eq!(rows::connection_data(tx, Uuid::nil(), 10).await?, [kept]);
    Ok(())
}

async fn carry_plans(tx: &mut Tx) -> Result<(), Broken> {
    let job = rows::JobRow {
        id: OTHER,
        kind: "publish".into(),
        thing: Some(ARTICLE),
        due_at: 1,
        left_at: 2,
        attempts: 3,
        leased_by: Some("node".into()),
        leased_until: Some(4),
        failure: Some("away".into()),
        done_at: Some(5),
    };
    rows::put_jobs(tx, &job).await?;
    assert_eq!(rows::jobs(tx).await?, [job]);
    let schedule = rows::ScheduleRow {
        article: ARTICLE,
        job: OTHER,
        checkpoint: 1,
        nature: "update".into(),
        at: 6,
        local: "2026-11-23T08:00:00".into(),
        zone: "Europe/Paris".into(),
        made_at: 7,
        made_by: "person:1".into(),
    };
    rows::put_schedules(tx, &schedule).await?;
    assert_eq!(rows::schedules(tx).await?, [schedule]);
    let embargo = rows::EmbargoRow {
        article: ARTICLE,
        job: OTHER,
        at: 8,
        local: "2026-11-23T09:00:00".into(),
        zone: "Europe/Paris".into(),
        reason: "rapport".into(),
        made_at: 9,
        made_by: "person:1".into(),
    };
    rows::put_embargoes(tx, &embargo).await?;
    assert_eq!(rows::embargoes(tx).await?, [embargo]);
    let suspension = rows::SuspensionRow {
        id: OTHER,
        thing: "section".into(),
        subject: Some(SECTION),
        begins_at: 1,
        begins_local: "2026-11-23T10:00:00".into(),
        ends_at: Some(2),
        ends_local: Some("2026-11-24T10:00:00".into()),
        zone: "Europe/Paris".into(),
        review_on: Some("2026-11-25".into()),
        reason: "procès".into(),
        made_at: 3,
        made_by: "person:1".into(),
        begun_at: Some(4),
        ended_at: Some(5),
        ended_by: Some("person:2".into()),
        end_reason: Some("verdict".into()),
    };
    rows::put_suspensions(tx, &suspension).await?;
    assert_eq!(rows::suspensions(tx).await?, [suspension]);
    let note = rows::NoteRow {
        id: OTHER,
        article: ARTICLE,
        place: "body/b1".into(),
        text: "à reporter".into(),
        at: 6,
        by_whom: "person:1".into(),
        settled_at: Some(7),
    };
    rows::put_notes(tx, &note).await?;
    assert_eq!(rows::notes(tx).await?, [note]);
    Ok(())
}

async fn carry_withheld(tx: &mut Tx) -> Result<(), Broken> {
    let explanation = rows::ExplanationRow {
        article: ARTICLE,
        version: 1,
        place: "foot".into(),
        text: Some("Une date était fausse.".into()),
        salt: Some(vec![1; 16]),
        digest: vec![2; 32],
    };
    rows::put_explanations(tx, &explanation).await?;
    let text = serde_json::to_string(&explanation).map_err(|error| Broken::unreadable("an explanation", error))?;
    assert_eq!(serde_json::from_str::<rows::ExplanationRow>(&text).ok(), Some(explanation.clone()));
    assert_eq!(rows::explanations(tx).await?, [explanation]);
    let withholding = rows::WithholdingRow {
        id: OTHER,
        article: ARTICLE,
        what: "body/b2".into(),
        ground: "minor".into(),
        reason: "un nom".into(),
        salt: vec![3; 16],
        words: 2,
        at: 4,
        by_whom: "person:1".into(),
    };
    rows::put_withholdings(tx, &withholding).await?;
    assert_eq!(rows::withholdings(tx).await?, [withholding]);
    let fingerprint = rows::FingerprintRow {
        withholding: OTHER,
        fingerprint: vec![5; 32],
    };
    // The field is gone from the copy, its salt too; the digest stays.
    let leaf = |path: &str, salt: Option<&str>| Leaf {
        path: path.into(),
        salt: salt.map(str::to_owned),
        digest: "0b".repeat(32),
    };
    let withheld = Version {
        article: OTHER,
        leaves: vec![leaf("headline", Some("0c")), leaf("standfirst", None)],
        ..version("{\"headline\":\"Titre\"}")
    };
    versions::append(tx, &withheld).await?;
    rows::put_fingerprints(tx, &fingerprint).await?;
    assert_eq!(rows::fingerprints(tx).await?, [fingerprint]);
    let media = rows::WithheldMediaRow {
        hash: vec![4; 32],
        withholding: OTHER,
    };
    rows::put_withheld_media(tx, &media).await?;
    assert_eq!(rows::withheld_media(tx).await?, [media]);
    Ok(())
}

#[test]
fn rows_of_an_export_made_before_are_read_with_what_was_so_then() {
    let catalogue = r#"{"id":"00000000-0000-0000-0000-000000000001","thing":"section","key":"eau","name":"Eau","parent":null,"details":"{}","position":1}"#;
    let row: rows::CatalogueRow = serde_json::from_str(catalogue).unwrap();
    assert_eq!(row.public_since, Some(0));
    let unseen = serde_json::to_string(&rows::CatalogueRow { public_since: None, ..row }).unwrap();
    assert_eq!(serde_json::from_str::<rows::CatalogueRow>(&unseen).unwrap().public_since, None);
    let article = r#"{"id":"00000000-0000-0000-0000-000000000002","created_at":1,"section":null,"series":null,"access":"everyone","teaser_ends_after":2,"translation_set":null,"pinned_at":null,"first_published_at":null,"live_version":null}"#;
    assert_eq!(serde_json::from_str::<rows::ArticleRow>(article).unwrap().created_by, "import");
}

#[test]
fn what_stands_under_another_thing_comes_after_it() {
    let row = |id: u128, parent: Option<u128>| rows::CatalogueRow {
        id: Uuid::from_u128(id),
        thing: "section".into(),
        key: id.to_string(),
        name: String::new(),
        parent: parent.map(Uuid::from_u128),
        details: "{}".into(),
        position: 1,
        public_since: None,
    };
    let ordered = rows::parents_first(vec![
        row(1, Some(2)),
        row(2, Some(3)),
        row(3, None),
        row(4, Some(5)),
        row(5, Some(4)),
    ]);
    let ids: Vec<u128> = ordered.iter().map(|row| row.id.as_u128()).collect();
    assert_eq!(ids, [3, 2, 1, 4, 5], "a ring of parents is kept for the database to refuse");
}

#[tokio::test]
async fn a_copy_of_a_copy_on_the_other_engine_is_the_same_in_every_column() {
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let kinds = [
        testpaper::Engine::Sqlite,
        *testpaper::engines().last().unwrap(),
        testpaper::Engine::Sqlite,
    ];
    let databases: Vec<_> = kinds.into_iter().zip(&folders).collect();
    let databases: Vec<_> = databases
        .into_iter()
        .map(|(kind, folder)| testpaper::ThrowAway::make(kind, folder.path()))
        .collect();
    let mut stores = Vec::new();
    for database in &databases {
        let store = Store::open(&database.address).await.unwrap();
        store.upgrade().await.unwrap();
        stores.push(store);
    }
    let mut tx = begin(&stores[0]).await;
    write_and_read(&mut tx).await.unwrap();
    carry(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    for (from, to) in [(0, 1), (1, 2)] {
        let told = std::cell::Cell::new(0);
        let (mut from, mut to) = (stores[from].snapshot().await.unwrap(), begin(&stores[to]).await);
        copy_all(&mut from, &mut to, &|more| told.set(told.get() + more)).await.unwrap();
        assert_eq!(rows::counts(&mut from).await.unwrap(), rows::counts(&mut to).await.unwrap());
        let all: i64 = rows::counts(&mut from).await.unwrap().iter().map(|count| count.rows).sum();
        assert_eq!(told.get(), all as u64);
        to.commit().await.unwrap();
    }
    let (mut first, mut last) = (stores[0].snapshot().await.unwrap(), stores[2].snapshot().await.unwrap());
    let tables = tables(&mut first).await;
    let carried: BTreeSet<String> = rows::counts(&mut first)
        .await
        .unwrap()
        .into_iter()
        .map(|count| count.table)
        .collect();
    let apart = ["_sqlx_migrations", "asleep", "record_head", "schema_floor", "throttles"].map(str::to_owned);
    let expected: BTreeSet<String> = tables.iter().filter(|table| !apart.contains(table)).cloned().collect();
    assert_eq!(carried, expected, "every table is counted and copied");
    for table in expected.iter().chain([&"record_head".to_owned()]) {
        assert_eq!(dump(&mut first, table).await, dump(&mut last, table).await, "{table}");
    }
    drop((first, last));
    for store in stores {
        store.close().await;
    }
}

async fn tables(snapshot: &mut Snapshot) -> Vec<String> {
    texts(snapshot, "select name from sqlite_master where type = 'table' order by name").await
}

/// Every row of a table of SQLite, every column in words that also tell null from empty.
async fn dump(snapshot: &mut Snapshot, table: &str) -> Vec<String> {
    let columns = texts(
        snapshot,
        &format!("select 'quote(' || name || ')' from pragma_table_info('{table}')"),
    )
    .await;
    assert!(!columns.is_empty(), "{table}");
    let rows = texts(snapshot, &format!("select {} from {table} order by 1", columns.join(" || '|' || "))).await;
    assert!(!rows.is_empty(), "{table}");
    rows
}

async fn texts(snapshot: &mut Snapshot, sql: &str) -> Vec<String> {
    let Connection::Sqlite(tx) = &mut snapshot.connection else {
        panic!("only SQLite is looked into like this");
    };
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
        .fetch_all(&mut **tx)
        .await
        .unwrap()
}
