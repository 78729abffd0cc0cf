//! What was withheld does not come back: not in a copy, an address, the name of a list or a sentence for the readers.

use std::sync::Arc;

use manuscript::commitment::{pieces_of, unhex};
use manuscript::picture::Media;
use manuscript::refusal::{FileHash, PartPath};
use manuscript::withheld::{self, Remembered, TELLING, word_count};
use manuscript::{Copy, Uuid, refusals};
use store::{Broken, Tx, articles, withholdings};

use crate::catalogue::Catalogue;
use crate::subject::Subject;

refusals! {
    /// Why a copy cannot be published: it holds what was withheld.
    #[derive(Debug)]
    pub enum ComesBack [Broken(Broken)] {
        Words(place: PartPath):
            "`{place}` holds what was withheld for legal reasons: write it otherwise, then publish"
            / "« {place} » contient ce qui a été retiré pour raison légale : récrivez-le, puis publiez",
        Name(name: String, list: Uuid):
            "`{name}` holds what was withheld for legal reasons: write it otherwise, then publish"
            / "« {name} » contient ce qui a été retiré pour raison légale : récrivez-le, puis publiez",
        Address(path: String):
            "`{path}` holds what was withheld for legal reasons: write it otherwise, then publish"
            / "« {path} » contient ce qui a été retiré pour raison légale : récrivez-le, puis publiez",
        Picture(place: FileHash):
            "the picture `{place}` was withheld for legal reasons: take it out, then publish"
            / "l’image « {place} » a été retirée pour raison légale : enlevez-la, puis publiez",
    }
}

/// Everything that was withheld, as it is known again.
pub(crate) struct Withheld(Arc<[Remembered]>);

impl Withheld {
    pub(crate) async fn read(tx: &mut Tx) -> Result<Self, Broken> {
        Ok(Self(withholdings::held(tx).await?))
    }

    fn of(&self, article: Uuid) -> impl Iterator<Item = &Remembered> {
        self.0.iter().filter(move |one| one.article == article)
    }

    fn holds(&self, article: Uuid, text: &str) -> bool {
        self.of(article).any(|one| one.trace.is_in(text))
    }

    /// Refuses an address that holds what was withheld from the article.
    pub(crate) fn refuse_address(&self, article: Uuid, path: &str) -> Result<(), ComesBack> {
        if self.holds(article, path) {
            return Err(ComesBack::Address(path.to_owned()));
        }
        Ok(())
    }

    /// Refuses a sentence for the readers that holds what was withheld from the article.
    pub(crate) fn refuse_telling(&self, article: Uuid, text: &str) -> Result<(), ComesBack> {
        if self.holds(article, text) {
            return Err(ComesBack::Words(PartPath("tell".into())));
        }
        Ok(())
    }

    /// Refuses the names of lists that hold what was withheld from the article: they stand on its page.
    pub(crate) async fn refuse_names(&self, tx: &mut Tx, subject: &Subject) -> Result<(), ComesBack> {
        if self.of(subject.id).next().is_none() {
            return Ok(());
        }
        let catalogue = Catalogue::read(tx).await?;
        let placement = &subject.placed.placement;
        let lists = placement
            .section
            .iter()
            .chain(&placement.series)
            .chain(&placement.dossiers)
            .chain(&placement.topics);
        for list in lists.filter_map(|id| catalogue.entry(*id)) {
            if self.holds(subject.id, &list.name) {
                return Err(ComesBack::Name(list.name.clone(), list.id));
            }
        }
        Ok(())
    }

    /// Refuses a copy that would bring back what was withheld: in its own article any part of it, elsewhere a telling one.
    pub(crate) async fn refuse_copy(&self, tx: &mut Tx, article: Uuid, copy: &Copy) -> Result<(), ComesBack> {
        for file in &copy.media() {
            let Media::Asset { hash, .. } = file else { continue };
            if let Some(bytes) = unhex::<32>(hash)
                && withholdings::is_media(tx, &bytes).await?
            {
                return Err(ComesBack::Picture(FileHash(bytes)));
            }
        }
        if self.0.is_empty() {
            return Ok(());
        }
        let unreadable = |error| Broken::unreadable("a copy", error);
        let text = articles::text_of(copy)?;
        for (path, piece) in pieces_of(&text).map_err(unreadable)? {
            let is_telling = word_count(&piece) >= TELLING;
            let comes_back = |one: &Remembered| {
                let is_asked = one.article == article || (one.trace.words == 0 && is_telling);
                is_asked && one.trace.is_in(&piece)
            };
            if withheld::can_be_withheld(&path) && self.0.iter().any(comes_back) {
                return Err(ComesBack::Words(PartPath(path)));
            }
        }
        Ok(())
    }
}
