//! `correct`: what a live article says is changed, and the draft gets the change too.

use std::path::PathBuf;

use manuscript::Nature;
use store::Tx;

use super::context::{Context, Given};
use super::finding;
use super::form::{ARGUMENT, JSON, OPTION, Pairs, request};
use super::outcome::{Answer, AskRefused, NotDone};
use crate::correction::{self, Change, CorrectRefused, Corrected, Correction};
use crate::publication::Told;

request! {
    /// Change what a live article says; the draft gets the change too
    Correct = "correct";
    answers "corrected" ["article", "version", "path", "noted"];
    refused by [CorrectRefused];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// typo, update, clarification or correction
        nature: Nature = OPTION,
    }
    may {
        /// A passage of the live article, and what it becomes; may be said several times
        replace: Pairs = OPTION,
        /// The whole article as it is to be, as a manuscript
        file: Option<PathBuf> = OPTION,
        /// The whole article as it is to be
        text: Option<String> = JSON,
        /// What readers are told: what was wrong, what is right
        tell: Option<String> = OPTION.value("SENTENCE"),
        /// The meaning changed: readers are told at the top of the article
        top: bool = OPTION.needs("tell"),
        /// The version that you saw
        seen: Option<i64> = OPTION.value("VERSION"),
    }
}

impl Correct {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Correction {
            article: finding::article(tx, &self.article).await?,
            seen: self.seen,
            change: self.change(tx, at).await?,
            nature: self.nature,
            tell: self.tell.map(|text| Told::said(&text, self.top)),
        };
        Ok(answer(&correction::correct(tx, &at.desk, &at.by, wanted).await?))
    }

    /// By passages, or by the whole text.
    async fn change(&self, tx: &mut Tx, at: &Context<'_>) -> Result<Change, NotDone> {
        let given = Given {
            file: self.file.as_deref(),
            text: self.text.as_deref(),
        };
        if self.replace.0.is_empty() {
            let manuscript = at.manuscript(tx, given).await?;
            return Ok(Change::Whole(Box::new(manuscript.copy)));
        }
        if given.file.is_some() || given.text.is_some() {
            return Err(AskRefused::BothChanges.into());
        }
        let pairs = self.replace.0.chunks_exact(2);
        if !pairs.remainder().is_empty() {
            return Err(AskRefused::OddPairs.into());
        }
        Ok(Change::Passages(pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect()))
    }
}

fn answer(corrected: &Corrected) -> Answer {
    let mut answer = Answer::went_live("corrected", "corrigé", &corrected.published);
    if !corrected.noted.is_empty() {
        let places = corrected.noted.join(", ");
        answer.said = answer.said.and(
            &format!(" ; le brouillon garde son texte à : {places} (une note le dit)"),
            &format!("; the draft keeps its text at: {places} (a note says so)"),
        );
    }
    answer.with("noted", corrected.noted.clone())
}
