//! The last statement of every act: its entry in the record.

use std::collections::{BTreeMap, BTreeSet};

use manuscript::act::{Act, By, Person};
use manuscript::{Tag, Uuid};
use serde_json::{Map, Value};
use store::record::ToEnter;
use store::{Broken, Tx};

use crate::desk::Desk;

/// What an act says of itself: identities, codes, numbers, instants, paths and digests. What its subjects are now is read
/// from the database as it is entered.
pub(crate) struct Done {
    pub(crate) act: Act,
    pub(crate) thing: Option<Uuid>,
    pub(crate) touched: BTreeSet<Tag>,
    pub(crate) detail: Value,
    /// Words that stand nowhere else, by name: kept beside the record, never in it.
    pub(crate) words: BTreeMap<&'static str, String>,
}

impl Done {
    /// An act that readers do not notice and that has nothing more to say.
    pub(crate) const fn of(act: Act) -> Self {
        Self {
            act,
            thing: None,
            touched: BTreeSet::new(),
            detail: Value::Null,
            words: BTreeMap::new(),
        }
    }

    /// An act on one thing.
    pub(crate) fn to(act: Act, thing: Uuid) -> Self {
        Self {
            thing: Some(thing),
            ..Self::of(act)
        }
    }

    pub(crate) fn touching(self, touched: BTreeSet<Tag>) -> Self {
        Self { touched, ..self }
    }

    pub(crate) fn detailed(self, detail: Value) -> Self {
        Self { detail, ..self }
    }

    pub(crate) fn saying(mut self, name: &'static str, words: &str) -> Self {
        self.words.insert(name, words.to_owned());
        self
    }
}

/// Who acted by a token is told apart: a token that got away is followed in the record.
fn by_token(by: &By, detail: Value) -> Value {
    let By::Person(Person { token: Some(token), .. }) = by else {
        return detail;
    };
    let mut fields = match detail {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    fields.insert("by_token".into(), token.id.to_string().into());
    Value::Object(fields)
}

/// Enters an act; answers its number in the record.
pub(crate) async fn enter(tx: &mut Tx, desk: &Desk, by: &By, done: Done) -> Result<i64, Broken> {
    let purge = (!done.touched.is_empty()).then(|| done.act.purge());
    let entry = ToEnter {
        at: desk.clock.now(),
        by: by.as_entry(),
        act: done.act.as_str().to_owned(),
        thing: done.thing,
        tags: done.touched.iter().map(Tag::as_entry).collect(),
        purge,
        detail: by_token(by, done.detail),
        words: done.words,
    };
    store::record::enter(tx, &*desk.ids, entry).await
}
