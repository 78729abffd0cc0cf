//! A paper on a shelf of its own, read through the site's door.

use std::sync::Arc;

use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use manuscript::ids::Thing;
use manuscript::language::Language;
use manuscript::paper::Paper;
use manuscript::{Access, Copy, Instant, Uuid, canonical};
use shelf::{CatalogueThing, Change, CurrentShelf, Shelf, Shelved, ShelvedAddress, ShelvedArticle, ShelvedState, Typeset};
use site::{Settings, Site};
use typeset::media::MediaShelf;
use typeset::{TYPESETTER, card, rendering};

/// Noon in Paris on 22 November 2026.
const NOON: i64 = 1_795_345_200_000;

pub(crate) struct OnShelf {
    pub(crate) site: Arc<Site>,
    _folder: tempfile::TempDir,
}

/// A clock that stands.
struct Standing;

impl manuscript::Clock for Standing {
    fn now(&self) -> manuscript::Instant {
        manuscript::Instant(1_795_347_000_000)
    }
}

impl OnShelf {
    pub(crate) async fn of(paper: &Paper, mut change: Change) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::begin_anew(&folder.path().join("shelf.db")).await.unwrap();
        change.settings = Some(canonical::text_of(paper).unwrap());
        shelf.apply(&change).await.unwrap();
        let in_folder = |name: &str| folder.path().join(name);
        let settings = Settings {
            brings: Arc::new(site::bringing::AllIsHere),
            base: "https://paper.example".into(),
            media: in_folder("media"),
            public: in_folder("public"),
            renditions: in_folder("prints"),
            theme: None,
            cache_bytes: 1 << 20,
            clock: std::sync::Arc::new(Standing),
            troubles: supervision::Troubles::default(),
        };
        Self {
            site: Site::new(CurrentShelf::new(shelf), settings),
            _folder: folder,
        }
    }

    /// What answers at a path.
    pub(crate) async fn get(&self, path: &str) -> (StatusCode, String) {
        let request = Request::builder().uri(path).body(()).unwrap();
        let answer = self.site.answer(&request).await;
        let status = answer.status();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        (status, String::from_utf8(body.to_vec()).unwrap())
    }
}

pub(crate) fn copy(headline: &str, language: Language) -> Copy {
    Copy::headed(headline.to_owned(), language)
}

/// Puts a section at an address, which need not be made of its key.
pub(crate) fn section(change: &mut Change, key: &str, path: &str) -> Uuid {
    let id = Uuid::from_u128(0x1000 + change.addresses.len() as u128);
    change.things.get_or_insert_default().push(CatalogueThing {
        id,
        thing: Thing::Section,
        key: key.to_owned(),
        name: key.to_owned(),
        parent: None,
        details: "{}".to_owned(),
        position: 0,
        path: Some(path.to_owned()),
    });
    change.addresses.push((id, vec![address(Thing::Section, id, path)]));
    id
}

/// Puts an article into a section, each one a minute later than the one before.
pub(crate) fn article(change: &mut Change, copy: &Copy, path: &str, section: Uuid) {
    let number = change.articles.len() as i64;
    let id = Uuid::from_u128(1 + number as u128);
    let at = Instant(NOON + number * 60_000);
    let article = ShelvedArticle {
        id,
        path: path.to_owned(),
        number: 1,
        first_published_at: at,
        updated_at: Instant(at.0 + 3_600_000),
        day: "2026-11-22".to_owned(),
        section: Some(section),
        access: Access::Everyone,
        teaser_ends_after: 0,
        translation_set: None,
        pinned_at: None,
        typesetter: TYPESETTER,
        copy: canonical::text_of(copy).unwrap(),
        typeset: Typeset {
            card: serde_json::to_string(&card::make(copy, &MediaShelf::default())).unwrap(),
            rendering: serde_json::to_string(&rendering::make(copy, &MediaShelf::default())).unwrap(),
        },
        media: Vec::new(),
    };
    let shelved = Shelved {
        state: ShelvedState::Live(Box::new(article)),
        lists: vec![section],
        versions: Vec::new(),
        explanations: Vec::new(),
    };
    change.articles.push((id, Some(shelved)));
    change.addresses.push((id, vec![address(Thing::Article, id, path)]));
}

fn address(thing: Thing, id: Uuid, path: &str) -> ShelvedAddress {
    ShelvedAddress {
        path: path.to_owned(),
        thing,
        id,
        moved_to: None,
    }
}
