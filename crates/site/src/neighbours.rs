//! What stands around an article: the others of its dossier and series, the latest of its section, what to read next.

use manuscript::ids::Thing;
use manuscript::language::Language;
use manuscript::{Tag, Uuid};
use shelf::{Article, Listed};
use typeset::Card;
use typeset::context::Strip;

use crate::cards::by_language;
use crate::furnishing::Furnishing;
use crate::once::Once;
use crate::reader::Reader;
use crate::voice::Voice;
use crate::{PageBroken, Site};

/// How many articles a list beside the text shows.
const BESIDE: usize = 4;
const READ_NEXT: usize = 4;
/// Among how many of the newest those with a picture come first.
const CANDIDATES: i64 = 40;

/// Articles that the page shows already, itself first: none stands on it twice.
pub(crate) struct Neighbours {
    language: Language,
    once: Once,
}

/// A list beside the text.
pub(crate) struct Beside {
    pub(crate) list: Uuid,
    pub(crate) listed: Vec<Listed>,
    message: &'static str,
}

/// A list that may stand beside an article, and what it is called there.
pub(crate) struct ListBeside {
    list: Option<Uuid>,
    message: &'static str,
}

/// The lists that may stand beside an article.
pub(crate) fn wanted_beside(furnishing: &Furnishing, article: &Article, lists: &[Uuid]) -> [ListBeside; 3] {
    let of_sort = |sort: Thing| furnishing.all(sort).find(|thing| lists.contains(&thing.id)).map(|thing| thing.id);
    let beside = |list, message| ListBeside { list, message };
    [
        beside(of_sort(Thing::Dossier), "beside-dossier"),
        beside(of_sort(Thing::Series), "beside-series"),
        beside(article.section, "beside-section"),
    ]
}

impl Neighbours {
    pub(crate) fn of(article: &Article, language: Language, translations: &[Listed]) -> Self {
        Self {
            language,
            once: Once::with(
                [article.id].into_iter().chain(translations.iter().map(|one| one.id)),
                article.translation_set.clone(),
            ),
        }
    }

    /// Those in the article's language come first.
    fn take(&mut self, candidates: Vec<Listed>, most: usize) -> Result<Vec<Listed>, PageBroken> {
        let (own, others) = by_language(candidates, &self.language)?;
        Ok(self.once.take(own.into_iter().chain(others), most))
    }
}

impl Site {
    /// Its dossier and its series, then the latest of its section: two lists at most.
    pub(crate) async fn beside(&self, wanted: [ListBeside; 3], neighbours: &mut Neighbours) -> Result<Vec<Beside>, PageBroken> {
        let mut beside = Vec::new();
        for ListBeside { list, message } in wanted {
            let Some(list) = list.filter(|_| beside.len() < 2) else { continue };
            let candidates = self.shelf.now().of_list(list, CANDIDATES, 0).await?;
            let listed = neighbours.take(candidates, BESIDE)?;
            if !listed.is_empty() {
                beside.push(Beside { list, listed, message });
            }
        }
        Ok(beside)
    }

    /// The newest others of its section, then of the paper; those with a picture first.
    /// Answers also the lists that were looked at.
    pub(crate) async fn read_next(&self, article: &Article, neighbours: &mut Neighbours) -> Result<(Vec<Listed>, Vec<Tag>), PageBroken> {
        let shelf = self.shelf.now();
        let (mut taken, mut lists) = (Vec::new(), Vec::new());
        if let Some(section) = article.section {
            let mut candidates = shelf.of_list(section, CANDIDATES, 0).await?;
            candidates.sort_by_key(|one| !has_picture(one));
            taken = neighbours.take(candidates, READ_NEXT)?;
            lists.push(Tag::ListSection(section));
        }
        if taken.len() < READ_NEXT {
            let mut candidates = shelf.latest(CANDIDATES, 0).await?;
            candidates.sort_by_key(|one| !has_picture(one));
            taken.extend(neighbours.take(candidates, READ_NEXT - taken.len())?);
            lists.push(Tag::Latest);
        }
        Ok((taken, lists))
    }
}

fn has_picture(listed: &Listed) -> bool {
    serde_json::from_str::<Card>(&listed.card).is_ok_and(|card| card.picture.is_some())
}

impl Beside {
    pub(crate) fn strip(self, furnishing: &Furnishing, voice: &Voice<'_>, reader: Reader) -> Result<Strip, PageBroken> {
        let link = furnishing.link(self.list);
        let label = voice.say(self.message);
        let of_section = self.message == "beside-section";
        Ok(Strip {
            name: link
                .as_ref()
                .filter(|_| !of_section)
                .map_or(label.clone(), |link| link.label.clone()),
            description: (!of_section).then_some(label),
            language: voice.papers_own().filter(|_| !of_section),
            place: link.as_ref().map(|link| link.place.clone()),
            path: link.map(|link| link.path),
            cards: voice.cards(&self.listed, reader)?,
        })
    }
}
