//! What articles and the catalogue are made of, row by row.

use manuscript::Uuid;
use serde::{Deserialize, Serialize};

use crate::numbered::Numbered;
use crate::row::row;
use crate::{Broken, Snapshot, Tx};

row! {
    /// A section, person, dossier, series or topic.
    #[derive(Serialize, Deserialize)]
    CatalogueRow {
        id: Uuid,
        thing: String,
        key: String,
        name: String,
        parent: Option<Uuid>,
        details: String,
        position: i64,
        /// Since when readers may know of it; a carried row of before there was such a thing was known from the start.
        #[serde(default = "from_the_start")]
        public_since: Option<i64>,
    }
}

row! {
    /// How a thing of the catalogue was described before.
    #[derive(Serialize, Deserialize)]
    FormerDescriptionRow {
        id: Uuid,
        number: i64,
        name: String,
        details: String,
        until: i64,
        by_whom: String,
    }
}

row! {
    /// An article and where it stands.
    #[derive(Serialize, Deserialize)]
    ArticleRow {
        id: Uuid,
        created_at: i64,
        section: Option<Uuid>,
        series: Option<Uuid>,
        access: String,
        teaser_ends_after: i64,
        translation_set: Option<String>,
        pinned_at: Option<i64>,
        first_published_at: Option<i64>,
        live_version: Option<i64>,
        #[serde(default = "by_import")]
        created_by: String,
    }
}

row! {
    /// A dossier or topic of an article.
    #[derive(Serialize, Deserialize)]
    MembershipRow {
        article: Uuid,
        thing: String,
        member_of: Uuid,
        position: i64,
    }
}

row! {
    /// A working copy.
    #[derive(Serialize, Deserialize)]
    DraftRow {
        article: Uuid,
        revision: i64,
        copy: String,
        changed_at: i64,
        changed_by: String,
        #[serde(default)]
        committed_revision: Option<i64>,
        #[serde(default)]
        committed_checkpoint: Option<i64>,
        #[serde(default)]
        kept_since: Option<i64>,
    }
}

row! {
    /// A kept moment of a draft's history.
    #[derive(Serialize, Deserialize)]
    CheckpointRow {
        article: Uuid,
        number: i64,
        revision: i64,
        copy: String,
        at: i64,
        by_whom: String,
        why: String,
    }
}

row! {
    /// An address, current or former.
    #[derive(Serialize, Deserialize)]
    AddressRow {
        path: String,
        thing: String,
        id: Uuid,
        since: i64,
        until: Option<i64>,
    }
}

row! {
    /// A file of the paper.
    #[derive(Serialize, Deserialize)]
    AssetRow {
        id: Uuid,
        #[serde(with = "crate::hexadecimal")]
        hash: Vec<u8>,
        media_type: String,
        bytes: i64,
        width: Option<i64>,
        height: Option<i64>,
        taken_in_at: i64,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "serde asks for the type of the field")]
fn from_the_start() -> Option<i64> {
    Some(0)
}

fn by_import() -> String {
    "import".into()
}

/// Every row of `catalogue`.
pub async fn catalogue(snapshot: &mut Snapshot) -> Result<Vec<CatalogueRow>, Broken> {
    query!(all snapshot, "carrying/catalogue.sql", CatalogueRow)
}

/// Puts a row of `catalogue` where it was.
pub async fn put_catalogue(tx: &mut Tx, row: &CatalogueRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_catalogue.sql", row.id, &row.thing, &row.key, &row.name, row.parent, &row.details, row.position, row.public_since).map(drop)
}

/// Every row of `former_descriptions`.
pub async fn former_descriptions(snapshot: &mut Snapshot) -> Result<Vec<FormerDescriptionRow>, Broken> {
    query!(all snapshot, "carrying/former_descriptions.sql", FormerDescriptionRow)
}

/// Puts a row of `former_descriptions` where it was.
pub async fn put_former_descriptions(tx: &mut Tx, row: &FormerDescriptionRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_former_descriptions.sql", row.id, row.number, &row.name, &row.details, row.until, &row.by_whom).map(drop)
}

/// Every row of `articles`.
pub async fn articles(snapshot: &mut Snapshot) -> Result<Vec<ArticleRow>, Broken> {
    query!(all snapshot, "carrying/articles.sql", ArticleRow)
}

/// Puts a row of `articles` where it was.
pub async fn put_articles(tx: &mut Tx, row: &ArticleRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_articles.sql", row.id, row.created_at, row.section, row.series, &row.access, row.teaser_ends_after, row.translation_set.as_deref(), row.pinned_at, row.first_published_at, row.live_version, &row.created_by).map(drop)
}

/// Every row of `memberships`.
pub async fn memberships(snapshot: &mut Snapshot) -> Result<Vec<MembershipRow>, Broken> {
    query!(all snapshot, "carrying/memberships.sql", MembershipRow)
}

/// Puts a row of `memberships` where it was.
pub async fn put_memberships(tx: &mut Tx, row: &MembershipRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_memberships.sql", row.article, &row.thing, row.member_of, row.position).map(drop)
}

/// Rows of `drafts` after an article, at most `limit`.
pub async fn drafts(snapshot: &mut Snapshot, after: Uuid, limit: i64) -> Result<Vec<DraftRow>, Broken> {
    query!(all snapshot, "carrying/drafts.sql", DraftRow, after, limit)
}

/// Puts a row of `drafts` where it was.
pub async fn put_drafts(tx: &mut Tx, row: &DraftRow) -> Result<(), Broken> {
    query!(
        run tx, "carrying/put_drafts.sql", row.article, row.revision, &row.copy, row.changed_at, &row.changed_by, row.committed_revision,
        row.committed_checkpoint, row.kept_since
    )
    .map(drop)
}

/// Rows of `checkpoints` after one, by article and number, at most `limit`.
pub async fn checkpoints(snapshot: &mut Snapshot, one: Numbered, limit: i64) -> Result<Vec<CheckpointRow>, Broken> {
    query!(all snapshot, "carrying/checkpoints.sql", CheckpointRow, one.article, one.number, limit)
}

/// Puts a row of `checkpoints` where it was.
pub async fn put_checkpoints(tx: &mut Tx, row: &CheckpointRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_checkpoints.sql", row.article, row.number, row.revision, &row.copy, row.at, &row.by_whom, &row.why)
        .map(drop)
}

/// Every row of `addresses`.
pub async fn addresses(snapshot: &mut Snapshot) -> Result<Vec<AddressRow>, Broken> {
    query!(all snapshot, "carrying/addresses.sql", AddressRow)
}

/// Puts a row of `addresses` where it was.
pub async fn put_addresses(tx: &mut Tx, row: &AddressRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_addresses.sql", &row.path, &row.thing, row.id, row.since, row.until).map(drop)
}

/// Every row of `assets`.
pub async fn assets(snapshot: &mut Snapshot) -> Result<Vec<AssetRow>, Broken> {
    query!(all snapshot, "carrying/assets.sql", AssetRow)
}

/// Puts a row of `assets` where it was.
pub async fn put_assets(tx: &mut Tx, row: &AssetRow) -> Result<(), Broken> {
    query!(run tx, "carrying/put_assets.sql", row.id, &row.hash, &row.media_type, row.bytes, row.width, row.height, row.taken_in_at)
        .map(drop)
}
