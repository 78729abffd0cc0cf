//! Rows as the state that entries carry: identities, codes, numbers, instants, paths and digests. Words stand apart.

use manuscript::commitment::hex;
use manuscript::tag::translations_digest;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::carrying::articles::{AddressRow, ArticleRow, AssetRow, CatalogueRow};
use crate::carrying::people::{AccountRow, GrantRow};
use crate::carrying::plans::{EmbargoRow, ScheduleRow, SuspensionRow};
use crate::carrying::withheld::{FingerprintRow, PublicMediaRow, WithheldMediaRow, WithholdingRow};
use crate::memberships::Memberships;
use crate::paper::Settings;
use crate::state::Described;

pub(crate) fn article(row: &ArticleRow, memberships: &Memberships) -> Described {
    Described::of(json!({
        "live": row.live_version,
        "created_at": row.created_at,
        "created_by": row.created_by,
        "first_published_at": row.first_published_at,
        "access": row.access,
        "teaser": row.teaser_ends_after,
        "section": row.section,
        "series": row.series,
        "dossiers": memberships.dossiers,
        "topics": memberships.topics,
        "translations": row.translation_set.as_deref().map(translations_digest),
        "pinned_at": row.pinned_at,
    }))
}

/// What an entry commits to of a draft: the text itself by its salted digest. Without the text, nothing holds.
pub(crate) fn draft(revision: i64, copy: Option<&str>) -> Described {
    let described = Described::of(json!({ "revision": revision }));
    match copy {
        // Its digest is salted like any word: of a long text that is the cheaper thing to carry about.
        Some(copy) => described.saying(json!({ "copy": hex(&Sha256::digest(copy)) })),
        None => described,
    }
}

pub(crate) fn address(row: &AddressRow) -> Described {
    Described::of(json!({ "thing": row.thing, "id": row.id, "since": row.since, "until": row.until }))
}

pub(crate) fn catalogue(row: &CatalogueRow) -> Described {
    let words = json!({ "key": row.key, "name": row.name, "details": row.details });
    Described::of(json!({ "sort": row.thing, "parent": row.parent, "position": row.position, "public_since": row.public_since }))
        .saying(words)
}

pub(crate) fn account(row: &AccountRow, grants: &[GrantRow]) -> Described {
    let grants: Vec<Value> = grants.iter().map(grant).collect();
    let words = json!({ "key": row.key, "name": row.name, "email": row.email });
    Described::of(json!({
        "grants": grants,
        "signs_as": row.person,
        "made_at": row.made_at,
        "made_by": row.made_by,
        "joined_at": row.joined_at,
        "left_at": row.disabled_at,
    }))
    .saying(words)
}

fn grant(row: &GrantRow) -> Value {
    match row.section {
        Some(section) => json!({ "role": row.role, "scope": row.scope, "section": section }),
        None => json!({ "role": row.role, "scope": row.scope }),
    }
}

pub(crate) fn suspension(row: &SuspensionRow) -> Described {
    let words = json!({ "reason": row.reason, "end_reason": row.end_reason });
    Described::of(json!({
        "of": row.thing,
        "subject": row.subject,
        "begins_at": row.begins_at,
        "begins": row.begins_local,
        "ends_at": row.ends_at,
        "ends": row.ends_local,
        "zone": row.zone,
        "review_on": row.review_on,
        "made_at": row.made_at,
        "made_by": row.made_by,
        "begun_at": row.begun_at,
        "ended_at": row.ended_at,
        "ended_by": row.ended_by,
    }))
    .saying(words)
}

pub(crate) fn schedule(row: &ScheduleRow) -> Described {
    Described::of(json!({
        "job": row.job,
        "checkpoint": row.checkpoint,
        "nature": row.nature,
        "at": row.at,
        "local": row.local,
        "zone": row.zone,
        "made_at": row.made_at,
        "made_by": row.made_by,
    }))
}

pub(crate) fn embargo(row: &EmbargoRow) -> Described {
    Described::of(json!({
        "job": row.job,
        "at": row.at,
        "local": row.local,
        "zone": row.zone,
        "made_at": row.made_at,
        "made_by": row.made_by,
    }))
    .saying(json!({ "reason": row.reason }))
}

pub(crate) fn withholding(row: &WithholdingRow, fingerprints: &[FingerprintRow], media: &[WithheldMediaRow]) -> Described {
    let mut trace = Sha256::new().chain_update(b"rotative trace 1\0").chain_update(&row.salt);
    trace.update(row.words.to_be_bytes());
    for one in fingerprints {
        trace.update(&one.fingerprint);
    }
    let media: Vec<String> = media.iter().map(|one| hex(&one.hash)).collect();
    Described::of(json!({
        "article": row.article,
        "what": row.what,
        "ground": row.ground,
        "at": row.at,
        "by": row.by_whom,
        "trace": hex(&trace.finalize()),
        "media": media,
    }))
    .saying(json!({ "reason": row.reason }))
}

pub(crate) fn media(asset: &AssetRow, public: Option<&PublicMediaRow>) -> Described {
    let public_hash = public.and_then(|public| public.hash.as_deref()).map(hex);
    Described::of(json!({
        "asset": asset.id,
        "type": asset.media_type,
        "bytes": asset.bytes,
        "width": asset.width,
        "height": asset.height,
        "public": public_hash,
        "edition": public.map(|public| public.edition),
    }))
}

pub(crate) fn setting(settings: &Settings) -> Described {
    Described::of(json!({ "paper": settings.identity })).saying(json!({ "settings": settings.settings }))
}
