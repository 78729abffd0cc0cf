//! `erase`: the paper forgets somebody.

use manuscript::Said;
use store::Tx;

use super::context::Context;
use super::form::{OPTION, one_of, request};
use super::outcome::{Answer, AskRefused, NotDone};
use crate::erasing::{self, EraseRefused, Whom};

request! {
    /// Forget somebody: what is printed stays in print, all else goes
    Erase = "erase";
    answers "erased" ["identity"];
    refused by [EraseRefused];
    choices [one_of(&["account", "person", "reader"])];
    needed {}
    may {
        /// The key of an account: name, key, e-mail, roles, invitation and tokens go
        account: Option<String> = OPTION.value("KEY"),
        /// Somebody who signs without an account, by name or identity: what is said of them goes
        person: Option<String> = OPTION.value("NAME"),
        /// A reader, by identity: address and name go, consents end
        reader: Option<String> = OPTION.value("IDENTITY"),
    }
}

impl Erase {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let whom = match (self.account, self.person, self.reader) {
            (Some(key), ..) => Whom::Account(key),
            (_, Some(name), _) => Whom::Person(name),
            (.., Some(id)) => Whom::Reader(id),
            (None, None, None) => return Err(AskRefused::NoSort.into()),
        };
        let id = erasing::erase(tx, &at.desk, &at.by, &whom).await?;
        let said = Said::new(
            format!(
                "effacé : {id} ; ce qui est signé reste imprimé, et ce qui a été sauvegardé, exporté ou copié avant garde ce qu’il contient"
            ),
            format!("erased: {id}; what is signed stays in print, and what was backed up, exported or copied before keeps what it holds"),
        );
        Ok(Answer::plain("erased", said).with("identity", id.to_string()))
    }
}
