//! The history of an article: its public versions with what changed, and how anyone can check that nothing was rewritten.

use std::collections::HashSet;

use manuscript::commitment::Leaf;
use manuscript::difference::{self, Part};
use manuscript::ids::Thing;
use manuscript::language::Language;
use manuscript::route::Route;
use manuscript::withheld::{self, Readable};
use manuscript::{Access, Nature, Tag, Uuid, View, canonical, spacing};
use shelf::{AtPath, Explained, Versioned};
use typeset::context::{self, Chain, ChangeOnPage, Head, VersionOnPage};
use typeset::history::{nature_label, part_label};

use crate::furnishing::{Furnishing, tags_at};
use crate::page::{Page, percent_encoded};
use crate::question::Asked;
use crate::reader::Reader;
use crate::retractions::{language_of, other_language};
use crate::voice::Voice;
use crate::{PageBroken, Site, statics};

/// What is public of an article, read or taken back.
pub(crate) struct Public {
    pub(crate) id: Uuid,
    pub(crate) path: String,
    headline: String,
    language: Language,
    access: Access,
    teaser_ends_after: usize,
}

/// A version as this page may show it.
struct Shown<'a> {
    version: &'a Versioned,
    /// Nothing where the article was taken back.
    readable: Option<Readable>,
}

impl Site {
    /// The article that stands, or stood, at a path; a former path leads nowhere here.
    pub(crate) async fn public_at(&self, path: &str) -> Result<Option<Public>, PageBroken> {
        let shelf = self.shelf.now();
        let Some(AtPath::Thing(at)) = shelf.at_path(path).await? else {
            return Ok(None);
        };
        if at.thing != Thing::Article {
            return Ok(None);
        }
        if let Some(article) = shelf.article(at.id).await? {
            let card: typeset::Card = serde_json::from_str(&article.card)?;
            let rendering: typeset::Rendering = serde_json::from_str(&article.rendering)?;
            return Ok(Some(Public {
                id: at.id,
                path: article.path.clone(),
                headline: card.full_headline,
                language: Language::try_from(card.language).unwrap_or_else(|_| Language::french()),
                access: article.access,
                teaser_ends_after: rendering.blocks.len().saturating_sub(1).min(article.teaser_ends_after as usize),
            }));
        }
        Ok(shelf.retraction(at.id).await?.map(|retracted| Public {
            id: at.id,
            path: retracted.path.clone(),
            language: language_of(&retracted),
            headline: retracted.headline,
            access: Access::Everyone,
            teaser_ends_after: 0,
        }))
    }

    pub(crate) async fn history(&self, furnishing: &Furnishing, article: &str, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, reader, .. } = asked;
        let Some(public) = self.public_at(article).await? else {
            return Ok(None);
        };
        let shelf = self.shelf.now();
        let versions = shelf.versions(public.id).await?;
        let told = shelf.explanations(public.id).await?;
        let shown = versions.iter().map(shown).collect::<Result<Vec<_>, _>>()?;
        let open = public.open_blocks(&versions, reader)?;
        let voice = furnishing.voice_around(&public.language);
        let told = Told {
            public: &public,
            voice: &voice,
            explained: &told,
            open: open.as_ref(),
        };
        let on_page = told.versions(&shown);
        let address = percent_encoded(&public.path);
        let typos = versions.iter().filter(|version| !version.nature.is_public()).count();
        let closed = open.as_ref().map(|_| match public.access {
            Access::Registered => "history-closed-registered",
            _ => "history-closed-subscribers",
        });
        let headline = spacing::typeset(&public.headline, &public.language);
        let context = context::History {
            furniture: furnishing.furniture(path),
            head: Head {
                canonical: Some(format!("{}{}", self.base(furnishing), percent_encoded(path))),
                ..furnishing.unlisted(&[&public.headline, &voice.say("history")])
            },
            language: other_language(furnishing, &public.language),
            speaks: voice.speaks.clone(),
            right_to_left: public.language.is_right_to_left(),
            headline,
            closed: closed.map(|message| voice.say(message)),
            versions: on_page,
            typos_hidden: u32::try_from(typos).ok().filter(|count| *count > 0),
            chain: Chain {
                path: furnishing.address(Route::Chain(&address)),
                manual: statics::MANUAL.path.clone(),
                script: statics::CHECKER.path.clone(),
                last_link: versions.last().map(|version| version.link.clone()).unwrap_or_default(),
            },
            path: address,
        };
        let body = furnishing.templates.fill("history.html", &context)?;
        let mut tags = tags_at(path);
        tags.extend([Tag::Article(public.id), Tag::Address(article.to_owned())]);
        Ok(Some(Page::new("text/html; charset=utf-8", body, tags)))
    }
}

/// What the history tells of its versions, and in whose words.
struct Told<'a> {
    public: &'a Public,
    voice: &'a Voice<'a>,
    explained: &'a [Explained],
    /// The blocks that this reader may see, where that is not all of them.
    open: Option<&'a HashSet<String>>,
}

impl Told<'_> {
    /// The newest first; a typo's version is in the chain, not in the list.
    fn versions(&self, shown: &[Shown<'_>]) -> Vec<VersionOnPage> {
        let mut on_page = Vec::new();
        for (index, one) in shown.iter().enumerate().filter(|(_, one)| one.version.nature.is_public()) {
            let before = index.checked_sub(1).map(|before| &shown[before]);
            on_page.push(VersionOnPage {
                number: one.version.number,
                nature: one.version.nature,
                nature_label: nature_label(one.version.nature, self.voice.messages),
                at: self.voice.moment(one.version.at),
                explanation: self.explanation(one.version.number),
                changes: before.map_or_else(Vec::new, |before| self.changes(before, one)),
                withheld: self.withheld_parts(one),
            });
        }
        on_page.reverse();
        on_page
    }

    fn explanation(&self, number: i64) -> Option<String> {
        let explained = self.explained.iter().find(|one| one.number == number)?;
        let text = explained.text.clone().unwrap_or_else(|| self.voice.say("withheld"));
        Some(spacing::typeset(&text, &self.public.language))
    }

    /// What changed, without what either version withholds, and without what this reader may not see.
    fn changes(&self, before: &Shown<'_>, after: &Shown<'_>) -> Vec<ChangeOnPage> {
        let (Some(old), Some(new)) = (&before.readable, &after.readable) else {
            return Vec::new();
        };
        // A retraction takes everything away, and a restoration brings it back: neither is a list of changes.
        if before.version.nature == Nature::Retraction || after.version.nature == Nature::Retraction {
            return Vec::new();
        }
        let is_shown = |place: &String| {
            let is_withheld = old.withheld.contains(place) || new.withheld.contains(place);
            let is_open = self.open.is_none_or(|open| !place.starts_with("body/") || open.contains(place));
            !is_withheld && is_open
        };
        difference::between(&old.copy, &new.copy)
            .iter()
            .filter(|changed| is_shown(&changed.place) && changed.part != Part::Withheld)
            .map(|changed| ChangeOnPage::of(changed, self.voice.messages, &self.public.language))
            .collect()
    }

    fn withheld_parts(&self, one: &Shown<'_>) -> Vec<String> {
        let paths = one.readable.iter().flat_map(|readable| &readable.withheld);
        let mut labels: Vec<String> = Vec::new();
        for path in paths {
            let part = if path.starts_with("body/") {
                Some(Part::Withheld)
            } else if path == "lead" {
                Some(Part::LeadPicture)
            } else {
                path.replace('_', "-").parse().ok()
            };
            let label = part.map_or_else(|| path.clone(), |part| part_label(part, self.voice.messages));
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }
}

impl Public {
    /// The blocks that this reader may see, where that is not all of them.
    pub(crate) fn open_blocks(&self, versions: &[Versioned], reader: Reader) -> Result<Option<HashSet<String>>, PageBroken> {
        if reader.view_of(self.access) == View::Full {
            return Ok(None);
        }
        let Some((copy, leaves)) = versions.last().and_then(|version| Some((version.copy.as_ref()?, &version.leaves))) else {
            return Ok(Some(HashSet::new()));
        };
        let readable = withheld::read(copy, &leaves_of(leaves)?).map_err(|error| PageBroken::Copy(error.to_string()))?;
        let first = readable.copy.body.iter().take(self.teaser_ends_after);
        Ok(Some(first.map(|block| format!("body/{}", block.id())).collect()))
    }
}

fn shown(version: &Versioned) -> Result<Shown<'_>, PageBroken> {
    let readable = match &version.copy {
        Some(copy) => {
            let leaves = leaves_of(&version.leaves)?;
            Some(withheld::read(copy, &leaves).map_err(|error| PageBroken::Copy(error.to_string()))?)
        }
        None => None,
    };
    Ok(Shown { version, readable })
}

pub(crate) fn leaves_of(text: &str) -> Result<Vec<Leaf>, PageBroken> {
    canonical::read(text).map_err(|error| PageBroken::Copy(error.to_string()))
}
