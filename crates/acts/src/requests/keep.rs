//! `keep`: what somebody types is kept over their draft, as often as they stop to think, without an entry of the record.

use std::path::PathBuf;

use manuscript::Said;
use manuscript::picture::Media;
use store::Tx;

use super::context::{Context, Given};
use super::finding;
use super::form::{ARGUMENT, Edits, JSON, OPTION, one_of, request};
use super::outcome::{Answer, NotDone};
use crate::drafting::Saved;
use crate::keeping::{self, KeepRefused, Keeping, Kept, Typing};

request! {
    /// Keep what is typed over the draft of an article, without an entry in the record
    Keep = "keep";
    answers "kept" ["article", "revision", "since_frozen", "unplaced"];
    refused by [KeepRefused];
    choices [one_of(&["file", "text", "edits"])];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// The revision of the draft that you saw
        seen: i64 = OPTION.value("REVISION"),
    }
    may {
        /// The whole draft, as a manuscript in Markdown; `-` reads it from standard input
        file: Option<PathBuf> = OPTION,
        /// The whole draft, as a manuscript
        text: Option<String> = JSON,
        /// What changed, in order: blocks by their ids, fields by their names
        edits: Edits = JSON,
    }
}

impl Keep {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Keeping {
            article: finding::article(tx, &self.article).await?,
            seen: self.seen,
            typed: self.typed(tx, at).await?,
        };
        match keeping::keep(tx, &at.desk, &at.by, &wanted).await? {
            Kept::Due => Err(KeepRefused::NeedsPen.into()),
            Kept::Kept { draft, unplaced } => Ok(answer(&draft, unplaced)),
        }
    }

    /// Files are taken in by an act.
    async fn typed(&self, tx: &mut Tx, at: &Context<'_>) -> Result<Typing, NotDone> {
        let given = Given {
            file: self.file.as_deref(),
            text: self.text.as_deref(),
        };
        if given.file.is_none() && given.text.is_none() {
            return Ok(Typing::Edits(self.edits.0.clone()));
        }
        let mut manuscript = at.read(&given)?;
        if manuscript.copy.media().iter().any(|media| matches!(media, Media::File(_))) {
            if !tx.holds_pen() {
                return Err(KeepRefused::NeedsPen.into());
            }
            manuscript = at.manuscript(tx, given).await?;
        }
        Ok(Typing::Whole(Box::new(manuscript)))
    }
}

fn answer(draft: &Saved, unplaced: Vec<&'static str>) -> Answer {
    let mut said = Said::new(
        format!("gardé : article {}, révision {}", draft.article, draft.revision),
        format!("kept: article {}, revision {}", draft.article, draft.revision),
    );
    if !unplaced.is_empty() {
        let names = unplaced.join(", ");
        said = said.and(
            &format!(" ; n’est pas encore placé comme l’en-tête le dit ({names}) : enregistrez (`save`)"),
            &format!("; not yet placed as the head says ({names}): save it"),
        );
    }
    Answer::plain("kept", said)
        .with("article", draft.article.to_string())
        .with("revision", draft.revision)
        .with("since_frozen", draft.since_frozen)
        .with("unplaced", unplaced)
}
