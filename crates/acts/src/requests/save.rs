//! `save`: a text is kept as a draft, of a new article or of one that is there.

use std::path::PathBuf;

use manuscript::{Said, Uuid};
use store::Tx;

use super::context::{Context, Given};
use super::finding;
use super::form::{ARGUMENT, JSON, OPTION, request};
use super::outcome::{Answer, NotDone};
use crate::drafting::{self, Draft, SaveRefused, Saved};

request! {
    /// Keep a text as a draft: of a new article, or of one that is there
    Save = "save";
    answers "saved" ["article", "revision", "since_frozen"];
    refused by [SaveRefused];
    choices [super::form::one_of(&["file", "text"])];
    needed {}
    may {
        /// A manuscript in Markdown; `-` reads it from standard input
        file: Option<PathBuf> = ARGUMENT,
        /// The manuscript itself
        text: Option<String> = JSON,
        /// The article that it is; without one, an article is begun
        article: Option<String> = OPTION,
        /// The revision of the draft that you saw
        seen: Option<i64> = OPTION.value("REVISION"),
    }
}

impl Save {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let given = Given {
            file: self.file.as_deref(),
            text: self.text.as_deref(),
        };
        let manuscript = at.manuscript(tx, given).await?;
        let article = match &self.article {
            Some(word) => Some(finding::article(tx, word).await?),
            None => known(tx, manuscript.id).await?,
        };
        let wanted = Draft {
            article,
            seen: self.seen,
            manuscript,
        };
        Ok(answer(&drafting::save(tx, &at.desk, &at.by, wanted).await?))
    }
}

/// A manuscript that names an article which is there is that article.
async fn known(tx: &mut Tx, id: Option<Uuid>) -> Result<Option<Uuid>, NotDone> {
    let Some(id) = id else { return Ok(None) };
    Ok(store::articles::placed(tx, id).await?.map(|_| id))
}

fn answer(saved: &Saved) -> Answer {
    let Saved {
        article,
        revision,
        since_frozen,
    } = saved;
    let mut said = Said::new(
        format!("enregistré : article {article}, révision {revision}"),
        format!("saved: article {article}, revision {revision}"),
    );
    if let Some(changes) = since_frozen.filter(|changes| *changes > 0) {
        said = said.and(
            &format!(" ; {changes} changement(s) depuis la version programmée, qui partira sans eux"),
            &format!("; {changes} change(s) since the planned version, which will go without them"),
        );
    }
    Answer::plain("saved", said)
        .with("article", article.to_string())
        .with("revision", *revision)
        .with("since_frozen", *since_frozen)
}
