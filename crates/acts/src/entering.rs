//! The last statement of every act: its entry in the record.

use std::collections::BTreeSet;

use manuscript::act::{Act, By};
use manuscript::{Tag, Uuid};
use serde_json::Value;
use store::record::ToEnter;
use store::{Broken, Tx};

use crate::desk::Desk;
use crate::tags;

/// What an act says of itself.
pub(crate) struct Done {
    pub(crate) act: Act,
    pub(crate) thing: Option<Uuid>,
    pub(crate) touched: BTreeSet<Tag>,
    pub(crate) detail: Value,
}

/// Enters an act; answers its number in the record.
pub(crate) async fn enter(tx: &mut Tx, desk: &Desk, by: &By, done: Done) -> Result<i64, Broken> {
    let entry = ToEnter {
        at: desk.clock.now(),
        by: by.as_entry(),
        act: done.act.as_str().to_owned(),
        thing: done.thing,
        tags: tags::entries(&done.touched),
        detail: done.detail,
    };
    store::record::enter(tx, entry).await
}
