//! The paper's own settings: set from its folder, entered in the record when they change.

use std::collections::BTreeSet;

use manuscript::act::Act;
use manuscript::address::slug;
use manuscript::ids::Thing;
use manuscript::paper::{MenuEntry, Paper, PaperRefused, section_path};
use manuscript::refusal::Phrase;
use manuscript::role::On;
use manuscript::{By, Tag, canonical, refusals, reserved};
use store::catalogue::Details;
use store::paper::Settings;
use store::{Broken, Tx, addresses};

use crate::addressing::AddressRefused;
use crate::catalogue::Catalogue;
use crate::describing::{self, Described, Known};
use crate::desk::Desk;
use crate::entry::{self, Done};
use crate::permission::{NotAllowed, may};

refusals! {
    /// Why the settings were not taken.
    #[derive(Debug)]
    pub enum SetRefused [NotAllowed(NotAllowed), Paper(PaperRefused), Address(AddressRefused), Broken(Broken)] {
        Reserved(word: String, keeper: Phrase):
            "`/{word}` is kept for {keeper}; choose another word"
            / "« /{word} » est réservée {keeper:#} ; choisissez un autre mot",
        NoSection(path: String) at "entries":
            "there is no section `{path}`: a menu leads to one that is there, or to an address"
            / "il n’y a pas de rubrique « {path} » : un menu mène à une rubrique qui existe, ou à une adresse",
        NoPaper:
            "there is no paper here yet: import its folder first"
            / "il n’y a pas encore de journal ici : importez d’abord son dossier",
    }
}

/// Sets the paper's settings and describes what they name. Does nothing where nothing changed.
pub async fn set(tx: &mut Tx, desk: &Desk, by: &By, paper: &Paper) -> Result<(), SetRefused> {
    may(by, Act::PaperSet, &On::paper())?;
    paper.check()?;
    let text = canonical::text_of(paper).map_err(|error| Broken::unreadable("the paper's settings", error))?;
    let before = store::paper::settings(tx).await?;
    refuse_reserved_words(tx, paper, before.as_ref()).await?;
    if before.as_ref().is_none_or(|before| before.settings != text) {
        let identity = before.map_or_else(|| desk.ids.uuid(), |before| before.identity);
        store::paper::set(tx, identity, &text).await?;
        enter(tx, desk, by).await?;
    }
    describe_all(tx, &desk.with_paper(paper.clone()), by).await
}

/// Words that the settings take for addresses and that are reserved, unless the paper has them already.
async fn refuse_reserved_words(tx: &mut Tx, paper: &Paper, before: Option<&Settings>) -> Result<(), SetRefused> {
    let before = before.map(Settings::paper).transpose()?;
    for word in paper.first_words() {
        let Some(keeper) = reserved::keeper_of(word) else { continue };
        let is_kept = before.as_ref().is_some_and(|before| before.first_words().any(|own| own == word));
        if !is_kept && addresses::first_under(tx, word).await?.is_none() {
            return Err(SetRefused::Reserved(word.to_owned(), keeper.said()));
        }
    }
    Ok(())
}

async fn enter(tx: &mut Tx, desk: &Desk, by: &By) -> Result<(), Broken> {
    let done = Done::of(Act::PaperSet).touching(BTreeSet::from([Tag::Paper]));
    entry::enter(tx, desk, by, done).await.map(drop)
}

/// Changes one thing of the settings and leaves the rest as it is.
pub async fn change(tx: &mut Tx, desk: &Desk, by: &By, change: impl FnOnce(&mut Paper) + Send) -> Result<(), SetRefused> {
    let mut paper = store::paper::settings(tx).await?.ok_or(SetRefused::NoPaper)?.paper()?;
    change(&mut paper);
    set(tx, desk, by, &paper).await
}

/// Sets the menu: each entry leads to a section that is there, or to an address.
pub async fn set_menu(tx: &mut Tx, desk: &Desk, by: &By, menu: Vec<MenuEntry>) -> Result<(), SetRefused> {
    let catalogue = Catalogue::read(tx).await?;
    for path in menu.iter().filter_map(|entry| entry.section.as_ref()) {
        let key = section_path(path).unwrap_or_default();
        catalogue
            .find(Thing::Section, &key)
            .ok_or_else(|| SetRefused::NoSection(path.clone()))?;
    }
    change(tx, desk, by, move |paper| paper.menu = menu).await
}

/// Sections, people, dossiers and series that the settings name: made if new, described anew if changed.
async fn describe_all(tx: &mut Tx, desk: &Desk, by: &By) -> Result<(), SetRefused> {
    let mut known = Catalogue::read(tx).await?;
    for described in described_by(&desk.paper) {
        let id = match (described.thing, known.find(described.thing, &described.key).map(|entry| entry.id)) {
            (_, Some(id)) => id,
            (Thing::Section, None) => describing::chosen_section(tx, desk, by, &mut known, &described.key).await?,
            (_, None) => {
                describing::add(tx, desk, by, &mut known, described).await?;
                continue;
            }
        };
        describing::describe(tx, desk, by, &mut known, id, described).await?;
    }
    Ok(())
}

fn described_by(paper: &Paper) -> Vec<Described> {
    let mut all = Vec::new();
    for section in &paper.sections {
        let details = Details {
            description: section.description.clone(),
            language: section.language.clone().map(String::from),
            ..Details::default()
        };
        let key = section_path(&section.path).unwrap_or_default();
        all.push(Described {
            thing: Thing::Section,
            key,
            name: section.name.clone(),
            parent: None,
            details,
            position: 0,
            known: Known::Public,
        });
    }
    for person in &paper.people {
        let details = Details {
            standing: person.standing.clone(),
            biography: person.biography.clone(),
            interests: person.interests.clone(),
            ..Details::default()
        };
        all.push(named(Thing::Person, &person.name, details));
    }
    for dossier in &paper.dossiers {
        all.push(named(
            Thing::Dossier,
            &dossier.name,
            Details {
                description: dossier.description.clone(),
                ..Details::default()
            },
        ));
    }
    for series in &paper.series {
        let details = Details {
            description: series.description.clone(),
            rhythm: series.rhythm.clone(),
            ..Details::default()
        };
        all.push(named(Thing::Series, &series.name, details));
    }
    for (position, described) in (0i64..).zip(&mut all) {
        described.position = position;
    }
    all
}

fn named(thing: Thing, name: &str, details: Details) -> Described {
    Described {
        thing,
        key: slug(name),
        name: name.to_owned(),
        parent: None,
        details,
        position: 0,
        known: Known::Public,
    }
}
