//! Identities as rows of JSON hold them, and as a query takes many of them.

use manuscript::Uuid;
use serde::Serializer;

use crate::broken::Broken;

/// An array of hexadecimal texts, in JSON.
pub(crate) fn ids<'a>(ids: impl Iterator<Item = &'a Uuid>) -> Result<String, Broken> {
    let texts: Vec<String> = ids.map(|id| id.simple().to_string()).collect();
    serde_json::to_string(&texts).map_err(|error| Broken::unreadable("identities", error))
}

/// An identity in a row.
pub(crate) fn hexadecimal<S: Serializer>(id: &Uuid, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&id.simple())
}

#[expect(clippy::ref_option, reason = "serde hands a reference")]
pub(crate) fn maybe_hexadecimal<S: Serializer>(id: &Option<Uuid>, serializer: S) -> Result<S::Ok, S::Error> {
    match id {
        Some(id) => hexadecimal(id, serializer),
        None => serializer.serialize_none(),
    }
}
