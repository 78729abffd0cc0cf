//! `withhold`: something is taken from the public on legal grounds.

use manuscript::Said;
use manuscript::commitment::unhex;
use manuscript::words::Ground;
use store::Tx;

use super::context::Context;
use super::finding;
use super::form::{ARGUMENT, OPTION, one_of, request};
use super::outcome::{Answer, AskRefused, NotDone};
use crate::withholding::{self, What, WithholdRefused, Withholding};

request! {
    /// Take something from the public on legal grounds
    Withhold = "withhold";
    answers "withheld" ["article", "leaves", "versions", "addresses"];
    refused by [WithholdRefused];
    choices [one_of(&["leaf", "words", "picture", "byline", "whole"])];
    needed {
        /// Identity, address, or file of the article
        article: String = ARGUMENT,
        /// The legal ground: court_order, minor, victim, rights, privacy
        ground: Ground = OPTION,
        /// Why, for the newsroom; do not write the withheld words here
        reason: String = OPTION,
    }
    may {
        /// One part, as `history` names it: headline, standfirst, body/ID…
        leaf: Option<String> = OPTION.value("PART"),
        /// Words in a row, as a name, with every part that holds them
        words: Option<String> = OPTION,
        /// A picture or another file, by its SHA-256, wherever the paper uses it
        picture: Option<String> = OPTION.value("SHA-256"),
        /// The byline
        byline: bool = OPTION,
        /// Everything that the version says
        whole: bool = OPTION,
        /// The version; without one, all of them
        version: Option<i64> = OPTION,
    }
}

impl Withhold {
    pub(super) async fn perform(self, tx: &mut Tx, at: &Context<'_>) -> Result<Answer, NotDone> {
        let wanted = Withholding {
            article: finding::article(tx, &self.article).await?,
            what: self.what()?,
            version: self.version,
            ground: self.ground,
            reason: self.reason,
        };
        let withheld = withholding::withhold(tx, &at.desk, &at.by, &wanted).await?;
        let answer = answer(&withheld);
        Ok(answer.with("article", wanted.article.to_string()))
    }

    /// The one of the five that is said.
    fn what(&self) -> Result<What, AskRefused> {
        if let Some(leaf) = &self.leaf {
            return Ok(What::Leaf(leaf.clone()));
        }
        if let Some(words) = &self.words {
            return Ok(What::Words(words.clone()));
        }
        if let Some(hash) = &self.picture {
            return unhex(hash.trim()).map(What::Picture).ok_or(AskRefused::NoHash);
        }
        Ok(if self.byline { What::Byline } else { What::Whole })
    }
}

fn answer(withheld: &withholding::Withheld) -> Answer {
    let (leaves, versions) = (withheld.leaves, withheld.versions);
    let mut said = Said::new(
        format!("retiré : {leaves} partie(s) dans {versions} version(s)"),
        format!("withheld: {leaves} part(s) in {versions} version(s)"),
    );
    if let Some(path) = withheld.addresses.first() {
        said = said.and(
            &format!(" ; l’adresse {path} contient encore ces mots : donnez-en une autre à l’article (`act move-address`)"),
            &format!("; the address {path} still holds these words: give the article another one (`act move-address`)"),
        );
    }
    Answer::plain("withheld", said)
        .with("leaves", leaves)
        .with("versions", versions)
        .with("addresses", withheld.addresses.clone())
}
