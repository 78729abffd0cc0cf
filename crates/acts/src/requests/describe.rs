//! `describe`: a section, dossier, series, topic or person is made, or described anew.

use manuscript::Said;
use manuscript::ids::Thing;
use store::Tx;
use store::catalogue::Details;

use super::context::Context;
use super::form::{ARGUMENT, OPTION, request};
use super::outcome::{Answer, AskRefused, NotDone};
use crate::describing::{self, DescribeRefused, Describing};

request! {
    /// Make or describe a section, dossier, series, topic or person
    Describe = "describe";
    answers "described" ["thing"];
    refused by [DescribeRefused];
    needed {
        /// section, dossier, series, topic or person
        sort: String = ARGUMENT,
        /// Its name; of a section, its path
        key: String = ARGUMENT,
    }
    may {
        /// What it is called, if that is to change
        name: Option<String> = OPTION,
        /// What readers are told about it
        description: Option<String> = OPTION,
        /// Of a series: how often it comes
        rhythm: Option<String> = OPTION,
        /// Of a person: who this is
        standing: Option<String> = OPTION,
        /// Of a person: the life in some lines
        biography: Option<String> = OPTION,
        /// Of a person: the interests declared
        interests: Option<String> = OPTION,
        /// Its place among its like
        position: Option<i64> = OPTION,
    }
}

impl Describe {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let thing = Thing::from_word(&self.sort).filter(|thing| !matches!(thing, Thing::Article | Thing::Page));
        let wanted = Describing {
            thing: thing.ok_or(AskRefused::NoSort)?,
            key: self.key,
            name: self.name,
            details: Details {
                description: self.description,
                rhythm: self.rhythm,
                standing: self.standing,
                biography: self.biography,
                interests: self.interests,
                ..Details::default()
            },
            position: self.position,
        };
        let id = describing::describe_one(tx, &at.desk, &at.by, wanted).await?;
        let said = Said::new(format!("décrit : {id}"), format!("described: {id}"));
        Ok(Answer::plain("described", said).with("thing", id.to_string()))
    }
}
