//! What stands on every page and what every page asks of the paper: read from the shelf once, until it is touched.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use manuscript::ids::Thing;
use manuscript::language::Language;
use manuscript::paper::Paper;
use manuscript::route::Route;
use manuscript::{Tag, Uuid, canonical};
use shelf::{CatalogueThing, Shelf, Suspended};
use supervision::{Ends, Kind, Troubles};
use typeset::Templates;
use typeset::context::{Furniture, Head, Link, place_of};

use crate::PageBroken;
use crate::statics::{self, Static};

static THEME: Kind = Kind {
    code: "theme.broken",
    is: "theme broken; the last one that worked stays",
    was: "theme read again",
    ends: Ends::WhenItWorks,
};
static UNFILLED: Kind = Kind {
    code: "theme.template_unfilled",
    is: "a template of the theme cannot be filled; the house's is",
    was: "a template of the theme was read anew",
    ends: Ends::WhenUnmet,
};
static STYLE: Kind = Kind {
    code: "theme.style_broken",
    is: "style sheet of the theme broken; the house's stays",
    was: "style sheet of the theme read again",
    ends: Ends::WhenItWorks,
};

/// The paper as its pages need it.
pub(crate) struct Furnishing {
    pub(crate) paper: Paper,
    pub(crate) language: Language,
    /// Every suspension of comments that began.
    pub(crate) suspensions: Vec<Suspended>,
    pub(crate) zone: jiff::tz::TimeZone,
    pub(crate) templates: Arc<Templates>,
    /// The house's style sheet, or the theme's.
    pub(crate) style: Arc<Static>,
    things: HashMap<Uuid, CatalogueThing>,
    /// In the order in which they are listed.
    pub(crate) listed: Vec<Uuid>,
}

/// In which language something is written, if not in the paper's.
#[derive(Default, serde::Deserialize)]
struct InLanguage {
    #[serde(default)]
    language: Option<Language>,
}

/// Whether somebody must still say that a section is meant.
#[derive(Default, serde::Deserialize)]
struct Doubt {
    #[serde(default)]
    nearly: Option<String>,
}

/// The furnishing that is valid now.
pub(crate) struct Furnishings {
    theme: Option<PathBuf>,
    /// The templates that could be read last, with their language.
    worked: RwLock<Option<(Language, Arc<Templates>)>>,
    troubles: Troubles,
    current: RwLock<Current>,
}

/// The furnishing, and how often it was forgotten: what was read before a forgetting is not kept after it.
#[derive(Default)]
struct Current {
    furnishing: Option<Arc<Furnishing>>,
    forgotten: u64,
}

impl Furnishings {
    pub(crate) fn new(theme: Option<PathBuf>, troubles: Troubles) -> Self {
        Self {
            theme,
            worked: RwLock::default(),
            troubles,
            current: RwLock::default(),
        }
    }

    /// Something on every page was touched.
    pub(crate) fn forget(&self) {
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        current.furnishing = None;
        current.forgotten += 1;
    }

    /// The furnishing, read from the shelf if need be.
    pub(crate) async fn on(&self, shelf: &Shelf) -> Result<Arc<Furnishing>, PageBroken> {
        let (kept, forgotten) = {
            let current = self.current.read().unwrap_or_else(PoisonError::into_inner);
            (current.furnishing.clone(), current.forgotten)
        };
        if let Some(furnishing) = kept {
            return Ok(furnishing);
        }
        let furnishing = Arc::new(self.read(shelf).await?);
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.forgotten == forgotten {
            current.furnishing = Some(Arc::clone(&furnishing));
        }
        Ok(furnishing)
    }
}

impl Furnishings {
    async fn read(&self, shelf: &Shelf) -> Result<Furnishing, PageBroken> {
        let settings = shelf.settings().await?.ok_or(PageBroken::NotReady)?;
        let paper: Paper = canonical::read(&settings).map_err(|_| PageBroken::NotReady)?;
        let things = shelf.things().await?;
        let language = paper.language();
        Ok(Furnishing {
            templates: self.templates(&language)?,
            style: self.style(&paper)?,
            zone: paper.time_zone(),
            suspensions: shelf.suspensions().await?,
            listed: things.iter().map(|thing| thing.id).collect(),
            things: things.into_iter().map(|thing| (thing.id, thing)).collect(),
            language,
            paper,
        })
    }

    /// The theme's templates. A broken theme must not hold back what an act has changed: the last one that worked stays
    /// in force, or the house's own.
    fn templates(&self, language: &Language) -> Result<Arc<Templates>, PageBroken> {
        let mut worked = self.worked.write().unwrap_or_else(PoisonError::into_inner);
        match Templates::of(language, self.theme.as_deref()) {
            Ok(templates) => {
                self.troubles.is_over(&THEME, "");
                self.troubles.are_over(&UNFILLED);
                let troubles = self.troubles.clone();
                let templates = Arc::new(templates.telling(move |template, broken| {
                    troubles.stands(&UNFILLED, template, &format!("{broken:#}"));
                }));
                *worked = Some((language.clone(), Arc::clone(&templates)));
                Ok(templates)
            }
            Err(broken) if self.theme.is_some() => {
                self.troubles.stands(&THEME, "", &broken);
                let last = worked.as_ref().filter(|(known, _)| known == language);
                match last {
                    Some((_, templates)) => Ok(Arc::clone(templates)),
                    None => Ok(Arc::new(Templates::of(language, None)?)),
                }
            }
            Err(broken) => Err(broken.into()),
        }
    }

    fn style(&self, paper: &Paper) -> Result<Arc<Static>, PageBroken> {
        let style = statics::style(self.theme.as_deref(), paper);
        self.troubles.tell(&STYLE, "", &style);
        match style {
            Err(_) if self.theme.is_some() => Ok(statics::style(None, paper)?),
            style => Ok(style?),
        }
    }
}

impl Furnishing {
    pub(crate) fn thing(&self, id: Uuid) -> Option<&CatalogueThing> {
        self.things.get(&id)
    }

    /// Where something answers that has no row of its own.
    pub(crate) fn address(&self, route: Route<'_>) -> String {
        route.path(&self.paper)
    }

    /// A link to a thing, if it has an address.
    pub(crate) fn link(&self, id: Uuid) -> Option<Link> {
        let thing = self.thing(id)?;
        let link = Link::to(&thing.name, thing.path.clone()?);
        // A section keeps its colour wherever its address moves: the paper's style sheet knows it by its key.
        let place = (thing.thing == Thing::Section).then(|| place_of(&thing.key));
        Some(Link {
            place: place.unwrap_or(link.place.clone()),
            ..link
        })
    }

    /// Sections, people… in the order in which they are listed.
    pub(crate) fn all(&self, sort: Thing) -> impl Iterator<Item = &CatalogueThing> {
        self.listed
            .iter()
            .filter_map(|id| self.things.get(id))
            .filter(move |thing| thing.thing == sort)
    }

    /// What stands above a section, the farthest first.
    pub(crate) fn above(&self, section: &CatalogueThing) -> Vec<&CatalogueThing> {
        let mut above: Vec<&CatalogueThing> = std::iter::successors(section.parent, |id| self.thing(*id)?.parent)
            .take(32)
            .filter_map(|id| self.thing(id))
            .collect();
        above.reverse();
        above
    }

    /// The furniture of a page at a path.
    /// The menu marks what leads there.
    pub(crate) fn furniture(&self, path: &str) -> Furniture {
        Furniture {
            paper: self.paper.name.clone(),
            tagline: self.paper.tagline.clone(),
            language: self.language.as_str().to_owned(),
            right_to_left: self.language.is_right_to_left(),
            menu: self.menu(path, 1),
            formats: self.menu(path, 2),
            sections: self.sections(path),
            pages: self.pages(path),
            style: self.style.path.clone(),
            fonts: statics::PRELOADED.iter().map(|font| font.path.clone()).collect(),
            icon: statics::ICON.clone(),
            plus: statics::PLUS.path.clone(),
            latest: self.address(Route::Latest),
            archive: self.address(Route::Archive),
            corrections: self.address(Route::Corrections),
            suspensions: (!self.suspensions.is_empty()).then(|| self.address(Route::Suspensions)),
            publisher: self.paper.legal.publisher.clone(),
            director: self.paper.legal.director.clone(),
            host: self.paper.legal.host.clone(),
            press_number: self.paper.legal.press_number.clone(),
            contact: self.paper.contact.clone(),
        }
    }

    /// The sections of the first level.
    fn sections(&self, path: &str) -> Vec<Link> {
        let is_settled = |section: &&CatalogueThing| {
            let details: Doubt = serde_json::from_str(&section.details).unwrap_or_default();
            details.nearly.is_none()
        };
        let sections = self
            .all(Thing::Section)
            .filter(|section| section.parent.is_none())
            .filter(is_settled);
        sections
            .filter_map(|section| self.link(section.id))
            .map(|link| Link {
                current: link.path == path,
                ..link
            })
            .collect()
    }

    /// The pages that the paper writes about itself, in its own language.
    fn pages(&self, path: &str) -> Vec<Link> {
        let pages = self.all(Thing::Page).filter(|page| self.is_own_language(page));
        pages
            .filter_map(|page| self.link(page.id))
            .map(|link| Link {
                current: link.path == path,
                ..link
            })
            .collect()
    }

    fn is_own_language(&self, page: &CatalogueThing) -> bool {
        let details: InLanguage = serde_json::from_str(&page.details).unwrap_or_default();
        details
            .language
            .is_none_or(|language| language.primary() == self.language.primary())
    }

    /// A row of the paper's menu; a paper that has none shows its sections of the first level, then its formats.
    fn menu(&self, path: &str, row: u8) -> Vec<Link> {
        if self.paper.menu.is_empty() {
            let formats = self.paper.formats.iter().map(|format| Link {
                current: path.strip_prefix('/') == Some(&format.path),
                ..Link::to(&format.name, self.address(Route::Format(format)))
            });
            return if row == 1 { self.sections(path) } else { formats.collect() };
        }
        self.paper
            .menu
            .iter()
            .filter(|entry| entry.row == row)
            .filter_map(|entry| {
                let section = entry.section.as_deref().and_then(manuscript::paper::section_path);
                let section = section.and_then(|key| self.all(Thing::Section).find(|section| section.key == key));
                let of_section = section.and_then(|section| self.link(section.id));
                let link = of_section.or_else(|| Some(Link::to("", entry.address.clone()?)))?;
                Some(Link {
                    label: entry.label.clone(),
                    current: link.path == path,
                    ..link
                })
            })
            .collect()
    }

    /// The head of a page that search engines should not keep.
    pub(crate) fn unlisted(&self, parts: &[&str]) -> Head {
        Head {
            title: self.title(parts),
            unlisted: true,
            ..Head::default()
        }
    }

    /// A page's title: clean parts, the paper's name last.
    pub(crate) fn title(&self, parts: &[&str]) -> String {
        let clean = |part: &&str| typeset::title::clean(part, &self.language);
        parts
            .iter()
            .chain([&self.paper.name.as_str()])
            .map(clean)
            .collect::<Vec<_>>()
            .join(" | ")
    }

    /// What is said of a thing, with the spaces of the paper's language.
    pub(crate) fn spaced(&self, text: Option<String>) -> Option<String> {
        text.map(|text| manuscript::spacing::typeset(&text, &self.language))
    }

    /// The name of a list's feed.
    pub(crate) fn name_of_feed(&self, list: &str) -> String {
        let names = [("paper", self.paper.name.clone()), ("list", list.to_owned())];
        self.templates.messages().say("feed-of", &names)
    }
}

/// Tags that every page carries.
pub(crate) fn tags_at(path: &str) -> Vec<Tag> {
    vec![Tag::Paper, Tag::Suspensions, Tag::Address(path.to_owned())]
}
