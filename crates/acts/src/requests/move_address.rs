//! `move-address`: anything gets another address, and the old one redirects.

use manuscript::Said;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, request};
use super::outcome::{Answer, NotDone};
use crate::addressing::{self, AddressRefused};

request! {
    /// Give an article, a section or anything else another address; the old one redirects
    MoveAddress = "move-address";
    answers "address_moved" ["thing", "path"];
    refused by [AddressRefused];
    needed {
        /// What moves: an identity or an address
        thing: String = ARGUMENT,
        /// Its new path
        path: String = ARGUMENT,
    }
    may {}
}

impl MoveAddress {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let thing = finding::thing(tx, &self.thing).await?;
        let path = addressing::move_address(tx, &at.desk, &at.by, thing, &self.path).await?;
        let said = Said::new(format!("nouvelle adresse : {path}"), format!("new address: {path}"));
        let answer = Answer::plain("address_moved", said).with("thing", thing.id.to_string());
        Ok(answer.with("path", path))
    }
}
