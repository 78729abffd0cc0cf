//! `page`: a page of the paper about itself is written.

use std::path::PathBuf;

use manuscript::Said;
use store::Tx;

use super::context::{Context, Given};
use super::form::{ARGUMENT, JSON, one_of, request};
use super::outcome::{Answer, NotDone};
use crate::describing::{self, DescribeRefused, Page as PageToWrite};

request! {
    /// Write a page: who we are, legal notice…
    Page = "page";
    answers "described" ["thing", "path"];
    refused by [DescribeRefused];
    choices [one_of(&["file", "text"])];
    needed {
        /// The word of its address: `qui-sommes-nous`
        key: String = ARGUMENT,
    }
    may {
        /// A manuscript: its headline is the page's name; `-` reads it from standard input
        file: Option<PathBuf> = ARGUMENT,
        /// The manuscript itself
        text: Option<String> = JSON,
    }
}

impl Page {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let manuscript = at.read(&Given {
            file: self.file.as_deref(),
            text: self.text.as_deref(),
        })?;
        let page = PageToWrite {
            key: &self.key,
            copy: &manuscript.copy,
            position: None,
        };
        let id = describing::write_page(tx, &at.desk, &at.by, page).await?;
        let path = store::catalogue::entry(tx, id).await?.and_then(|entry| entry.path);
        let path = path.unwrap_or_default();
        let said = Said::new(format!("page écrite : {path}"), format!("page written: {path}"));
        let answer = Answer::plain("described", said).with("thing", id.to_string());
        Ok(answer.with("path", path))
    }
}
