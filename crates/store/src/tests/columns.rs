//! Every column of words or bytes stands in a list that says what it holds, so that nobody's address comes to stand where it
//! is not looked for.

use std::collections::{BTreeMap, BTreeSet};

use super::upgraded;

/// What a column of words or bytes holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Holds {
    /// An identity, a code, a path, a digest, a salt, a time or a zone as it was said.
    Codes,
    /// Words of the paper or of whoever works for it.
    House,
    /// Who works for the paper: name, key, address.
    Colleague,
    /// A reader's address or name.
    Reader,
    /// Words that readers were asked to agree to.
    Wording,
    /// A network's address, or a digest of one.
    Network,
}

use Holds::{Codes, Colleague, House, Network, Reader, Wording};

/// The written list, by table.
const LIST: &[(&str, &[(&str, Holds)])] = &[
    (
        "accounts",
        &[
            ("email", Colleague),
            ("id", Codes),
            ("invitation", Codes),
            ("key", Colleague),
            ("made_by", Codes),
            ("name", Colleague),
            ("person", Codes),
        ],
    ),
    ("addresses", &[("id", Codes), ("path", Codes), ("thing", Codes)]),
    (
        "answers",
        &[("account", Codes), ("answer", House), ("key", Codes), ("request", Codes)],
    ),
    (
        "articles",
        &[
            ("access", Codes),
            ("created_by", Codes),
            ("id", Codes),
            ("section", Codes),
            ("series", Codes),
            ("translation_set", House),
        ],
    ),
    ("asleep", &[("why", Codes), ("without_erasures", House)]),
    ("assets", &[("hash", Codes), ("id", Codes), ("media_type", Codes)]),
    (
        "catalogue",
        &[
            ("details", House),
            ("id", Codes),
            ("key", House),
            ("name", House),
            ("parent", Codes),
            ("thing", Codes),
        ],
    ),
    (
        "checkpoints",
        &[("article", Codes), ("by_whom", Codes), ("copy", House), ("why", Codes)],
    ),
    (
        "connection_data",
        &[("id", Codes), ("network", Network), ("purpose", Codes), ("subject", Codes)],
    ),
    (
        "consents",
        &[
            ("form", Codes),
            ("id", Codes),
            ("reader", Codes),
            ("what", Codes),
            ("wording", Codes),
        ],
    ),
    ("drafts", &[("article", Codes), ("changed_by", Codes), ("copy", House)]),
    (
        "embargoes",
        &[
            ("article", Codes),
            ("job", Codes),
            ("local", Codes),
            ("made_by", Codes),
            ("reason", House),
            ("zone", Codes),
        ],
    ),
    ("erasures", &[("by_whom", Codes), ("id", Codes), ("sort", Codes)]),
    (
        "explanations",
        &[
            ("article", Codes),
            ("digest", Codes),
            ("place", Codes),
            ("salt", Codes),
            ("text", House),
        ],
    ),
    ("fingerprints", &[("fingerprint", Codes), ("withholding", Codes)]),
    (
        "former_descriptions",
        &[("by_whom", Codes), ("details", House), ("id", Codes), ("name", House)],
    ),
    (
        "grants",
        &[("account", Codes), ("role", Codes), ("scope", Codes), ("section", Codes)],
    ),
    ("imported_settings", &[("file_hash", Codes)]),
    ("imports", &[("article", Codes), ("file_hash", Codes), ("path", House)]),
    (
        "jobs",
        &[
            ("failure", House),
            ("id", Codes),
            ("kind", Codes),
            ("leased_by", Codes),
            ("thing", Codes),
        ],
    ),
    ("memberships", &[("article", Codes), ("member_of", Codes), ("thing", Codes)]),
    (
        "notes",
        &[
            ("article", Codes),
            ("by_whom", Codes),
            ("id", Codes),
            ("place", Codes),
            ("text", House),
        ],
    ),
    (
        "notices",
        &[
            ("account", Codes),
            ("capability", Codes),
            ("detail", Codes),
            ("id", Codes),
            ("kind", Codes),
            ("settled_by", Codes),
            ("subject", Codes),
        ],
    ),
    (
        "outside_jobs",
        &[
            ("failure", Codes),
            ("id", Codes),
            ("kind", Codes),
            ("leased_by", Codes),
            ("once", Codes),
            ("payload", Codes),
            ("progress", Codes),
            ("queue", Codes),
        ],
    ),
    ("paper", &[("identity", Codes), ("settings", House)]),
    ("pledged_originals", &[("hash", Codes)]),
    ("public_media", &[("asset", Codes), ("hash", Codes), ("reason", House)]),
    (
        "readers",
        &[("address", Reader), ("id", Codes), ("language", Codes), ("name", Reader)],
    ),
    (
        "record",
        &[
            ("act", Codes),
            ("by_whom", Codes),
            ("detail", Codes),
            ("hash", Codes),
            ("purge", Codes),
            ("state", Codes),
            ("tags", Codes),
            ("thing", Codes),
        ],
    ),
    ("record_base", &[("key", Codes), ("value", Codes)]),
    ("record_head", &[("hash", Codes)]),
    ("record_words", &[("name", Codes), ("salt", Codes), ("text", House)]),
    (
        "schedules",
        &[
            ("article", Codes),
            ("job", Codes),
            ("local", Codes),
            ("made_by", Codes),
            ("nature", Codes),
            ("zone", Codes),
        ],
    ),
    ("state_salts", &[("key", Codes), ("salt", Codes)]),
    (
        "suspensions",
        &[
            ("begins_local", Codes),
            ("end_reason", House),
            ("ended_by", Codes),
            ("ends_local", Codes),
            ("id", Codes),
            ("made_by", Codes),
            ("reason", House),
            ("review_on", Codes),
            ("subject", Codes),
            ("thing", Codes),
            ("zone", Codes),
        ],
    ),
    ("throttles", &[("network", Network), ("purpose", Codes)]),
    (
        "tokens",
        &[
            ("account", Codes),
            ("acts", Codes),
            ("digest", Codes),
            ("id", Codes),
            ("made_by", Codes),
            ("name", House),
            ("scope", Codes),
            ("section", Codes),
        ],
    ),
    (
        "versions",
        &[
            ("article", Codes),
            ("by_whom", Codes),
            ("copy", House),
            ("leaves", House),
            ("link", Codes),
            ("nature", Codes),
            ("previous", Codes),
        ],
    ),
    ("withheld_media", &[("hash", Codes), ("withholding", Codes)]),
    (
        "withholdings",
        &[
            ("article", Codes),
            ("by_whom", Codes),
            ("ground", Codes),
            ("id", Codes),
            ("reason", House),
            ("salt", Codes),
            ("what", Codes),
        ],
    ),
    ("wordings", &[("digest", Codes), ("text", Wording)]),
];

#[tokio::test]
async fn every_column_of_words_or_bytes_says_what_it_holds_on_both_engines() {
    let listed: BTreeMap<String, Holds> = LIST
        .iter()
        .flat_map(|(table, columns)| columns.iter().map(move |(column, holds)| (format!("{table}.{column}"), *holds)))
        .collect();
    for kind in testpaper::engines() {
        let ((database, _folder), store) = upgraded(kind).await;
        let found = columns(&database, kind);
        let written: BTreeSet<String> = listed.keys().cloned().collect();
        assert_eq!(found, written, "{kind:?}: say in the list what each column holds");
        store.close().await;
    }
}

#[tokio::test]
async fn a_readers_address_stands_in_one_table_and_a_networks_only_where_it_ends() {
    let tables_with = |holds: Holds| {
        let tables = LIST
            .iter()
            .filter(move |(_, columns)| columns.iter().any(|(_, found)| *found == holds));
        tables.map(|(table, _)| *table).collect::<Vec<_>>()
    };
    assert_eq!(tables_with(Reader), ["readers"]);
    assert_eq!(tables_with(Colleague), ["accounts"]);
    for kind in testpaper::engines() {
        let ((database, _folder), store) = upgraded(kind).await;
        for table in tables_with(Network) {
            let ends = database.texts(&mandatory(table, kind));
            assert_eq!(ends, ["forget_at"], "{table} has an end date in every row");
        }
        store.close().await;
    }
}

/// The columns of words or bytes, without those of what is no table of ours.
fn columns(database: &testpaper::ThrowAway, kind: testpaper::Engine) -> BTreeSet<String> {
    let query = match kind {
        testpaper::Engine::Sqlite => {
            "select tables.name || '.' || columns.name from sqlite_master tables, pragma_table_info(tables.name) columns \
             where tables.type = 'table' and tables.name not like 'sqlite%' and tables.name <> '_sqlx_migrations' \
             and lower(columns.type) in ('text', 'blob')"
        }
        testpaper::Engine::Postgres => {
            "select cast(table_name || '.' || column_name as text) from information_schema.columns \
             where table_schema = current_schema() and table_name <> '_sqlx_migrations' \
             and data_type not in ('bigint', 'integer')"
        }
    };
    database.texts(query).into_iter().collect()
}

/// Asks for the end date of a table, if no row may be without it.
fn mandatory(table: &str, kind: testpaper::Engine) -> String {
    match kind {
        testpaper::Engine::Sqlite => {
            format!("select name from pragma_table_info('{table}') where name = 'forget_at' and \"notnull\" = 1")
        }
        testpaper::Engine::Postgres => format!(
            "select cast(column_name as text) from information_schema.columns where table_schema = current_schema() \
             and table_name = '{table}' and column_name = 'forget_at' and is_nullable = 'NO'"
        ),
    }
}
