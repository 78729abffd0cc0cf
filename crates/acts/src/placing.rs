//! Placing: where an article stands in the paper, outside its copy; it needs no new version.

use manuscript::act::{Act, By};
use manuscript::ids::Thing;
use manuscript::markdown::Manuscript;
use manuscript::paper::section_path;
use manuscript::placement::TEASER_ENDS_AFTER;
use manuscript::{Access, Placement, Uuid, refusals};
use store::articles::Placed;
use store::{Broken, Tx, articles};

use crate::addressing::AddressRefused;
use crate::catalogue::Catalogue;
use crate::describing::{self, Named};
use crate::desk::Desk;
use crate::entry::{Done, enter};
use crate::permission::{NotAllowed, may};
use crate::subject::{Subject, SubjectRefused};
use crate::withheld_words::{ComesBack, Withheld};

refusals! {
    /// Why an article was not placed.
    #[derive(Debug)]
    pub enum PlaceRefused [
        Subject(SubjectRefused), NotAllowed(NotAllowed), Address(AddressRefused), ComesBack(ComesBack), Broken(Broken),
    ] {
        NoSection(text: String) at "section":
            "`{text}` is no path of a section; write words and slashes, as in `international/europe`"
            / "« {text} » n’est pas le chemin d’une rubrique ; écrivez des mots et des barres obliques, comme `international/europe`",
        Nothing:
            "nothing would change"
            / "rien ne changerait",
    }
}

/// What is to change; what is not named stays.
#[derive(Clone, Debug, Default)]
pub struct Placing {
    pub article: Uuid,
    /// An empty text takes the article out of its section, or of its series.
    pub section: Option<String>,
    pub series: Option<String>,
    pub dossiers: Option<Vec<String>>,
    pub topics: Option<Vec<String>>,
    pub access: Option<Access>,
    pub teaser_ends_after: Option<u32>,
    pub translation_set: Option<String>,
    pub pin: Option<Pin>,
}

/// Whether an article is pinned to the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    Pinned,
    Free,
}

/// Places an article anew.
pub async fn place(tx: &mut Tx, desk: &Desk, by: &By, wanted: &Placing) -> Result<(), PlaceRefused> {
    let mut subject = Subject::held(tx, by, wanted.article, Act::Placed).await?;
    let mut touched = subject.tags(desk);
    let mut catalogue = Catalogue::read(tx).await?;
    let placed = placed_anew(tx, desk, by, &mut catalogue, wanted, &subject.placed).await?;
    // Whoever moves an article must be allowed where it goes, too.
    if placed.placement.section != subject.placed.placement.section {
        let mut there = subject.on(by);
        there.sections = placed
            .placement
            .section
            .map_or_else(Vec::new, |section| catalogue.with_ancestors(section));
        may(by, Act::Placed, &there)?;
    }
    if placed.placement == subject.placed.placement && placed.pinned_at == subject.placed.pinned_at {
        return Err(PlaceRefused::Nothing);
    }
    articles::place(tx, wanted.article, &placed).await?;
    subject.nearby = catalogue.into();
    subject.placed = placed;
    Withheld::read(tx).await?.refuse_names(tx, &subject).await?;
    touched.extend(subject.tags(desk));
    touched.extend(subject.make_named_public(tx, desk).await?);
    enter(tx, desk, by, Done::to(Act::Placed, wanted.article).touching(touched)).await?;
    Ok(())
}

async fn placed_anew(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    wanted: &Placing,
    before: &Placed,
) -> Result<Placed, PlaceRefused> {
    let mut placed = before.clone();
    let p = &mut placed.placement;
    if let Some(section) = &wanted.section {
        p.section = section_named(tx, desk, by, catalogue, Some(section).filter(|text| !text.trim().is_empty())).await?;
    }
    if let Some(series) = &wanted.series {
        p.series = one_named(tx, desk, by, catalogue, Thing::Series, series).await?;
    }
    if let Some(dossiers) = &wanted.dossiers {
        p.dossiers = all_named(tx, desk, by, catalogue, Thing::Dossier, dossiers).await?;
    }
    if let Some(topics) = &wanted.topics {
        p.topics = all_named(tx, desk, by, catalogue, Thing::Topic, topics).await?;
    }
    p.access = wanted.access.unwrap_or(p.access);
    p.teaser_ends_after = wanted.teaser_ends_after.unwrap_or(p.teaser_ends_after);
    if let Some(set) = &wanted.translation_set {
        p.translation_set = Some(set.trim().to_owned()).filter(|set| !set.is_empty());
    }
    match wanted.pin {
        Some(Pin::Pinned) => placed.pinned_at = Some(desk.clock.now()),
        Some(Pin::Free) => placed.pinned_at = None,
        None => {}
    }
    placed.placement.pinned = placed.pinned_at.is_some();
    Ok(placed)
}

/// Where a manuscript wants to stand, with everything that it names made.
pub(crate) async fn placement_of(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    manuscript: &Manuscript,
) -> Result<Placement, PlaceRefused> {
    let series = manuscript.series.as_deref().unwrap_or_default();
    Ok(Placement {
        section: section_named(tx, desk, by, catalogue, manuscript.section.as_ref()).await?,
        series: one_named(tx, desk, by, catalogue, Thing::Series, series).await?,
        dossiers: all_named(tx, desk, by, catalogue, Thing::Dossier, &manuscript.dossiers).await?,
        topics: all_named(tx, desk, by, catalogue, Thing::Topic, &manuscript.topics).await?,
        access: manuscript.access,
        teaser_ends_after: manuscript.teaser_ends_after.unwrap_or(TEASER_ENDS_AFTER),
        translation_set: manuscript.translation_set.clone(),
        pinned: manuscript.pinned,
    })
}

/// What of a manuscript's head says otherwise than an article stands, as the head names it. Makes nothing.
pub(crate) async fn unlike(tx: &mut Tx, manuscript: &Manuscript, now: &Placement) -> Result<Vec<&'static str>, Broken> {
    let mut catalogue = Catalogue::asked();
    let series: Vec<String> = manuscript.series.iter().filter(|name| !name.trim().is_empty()).cloned().collect();
    let series = all_known(tx, &mut catalogue, Thing::Series, &series).await?;
    let dossiers = all_known(tx, &mut catalogue, Thing::Dossier, &manuscript.dossiers).await?;
    let topics = all_known(tx, &mut catalogue, Thing::Topic, &manuscript.topics).await?;
    let section = match manuscript.section.as_deref().and_then(section_path) {
        Some(key) => Some(catalogue.found(tx, Thing::Section, &key).await?.map(|entry| entry.id)),
        None => None,
    };
    let as_now = |ids: &[Uuid]| Some(ids.to_vec());
    let said = [
        ("section", section == now.section.map(Some)),
        ("series", series == as_now(now.series.as_slice())),
        ("dossiers", dossiers == as_now(&now.dossiers)),
        ("topics", topics == as_now(&now.topics)),
        ("access", manuscript.access == now.access),
        (
            "teaser_ends_after",
            manuscript.teaser_ends_after.unwrap_or(TEASER_ENDS_AFTER) == now.teaser_ends_after,
        ),
        ("translation_set", manuscript.translation_set == now.translation_set),
        ("pinned", manuscript.pinned == now.pinned),
    ];
    Ok(said.into_iter().filter(|(_, is_same)| !is_same).map(|(name, _)| name).collect())
}

/// Those that are there under these names; nothing if one is not.
async fn all_known(tx: &mut Tx, catalogue: &mut Catalogue, thing: Thing, names: &[String]) -> Result<Option<Vec<Uuid>>, Broken> {
    let mut ids = Vec::new();
    for name in names.iter().filter(|name| !name.trim().is_empty()) {
        let Some(id) = describing::known(tx, catalogue, Named::of(thing, name)).await? else {
            return Ok(None);
        };
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(Some(ids))
}

async fn section_named(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    text: Option<&String>,
) -> Result<Option<Uuid>, PlaceRefused> {
    let Some(text) = text else { return Ok(None) };
    section_path(text).ok_or_else(|| PlaceRefused::NoSection(text.clone()))?;
    Ok(Some(describing::section_at(tx, desk, by, catalogue, text).await?))
}

async fn one_named(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    thing: Thing,
    name: &str,
) -> Result<Option<Uuid>, PlaceRefused> {
    if name.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(describing::named(tx, desk, by, catalogue, Named::of(thing, name)).await?))
}

async fn all_named(
    tx: &mut Tx,
    desk: &Desk,
    by: &By,
    catalogue: &mut Catalogue,
    thing: Thing,
    names: &[String],
) -> Result<Vec<Uuid>, PlaceRefused> {
    let mut ids = Vec::new();
    for name in names {
        let named = one_named(tx, desk, by, catalogue, thing, name).await?;
        ids.extend(named.filter(|id| !ids.contains(id)));
    }
    Ok(ids)
}
