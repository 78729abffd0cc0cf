//! Who may do what: every role does its own acts and is refused the others.

use acts::addressing::move_address;
use acts::correction::{Change, Correction, correct};
use acts::describing::{Describing, describe_one};
use acts::placing::{Pin, Placing, place};
use acts::planning::{Scheduling, schedule};
use acts::publication::{Publication, Told, publish};
use acts::retraction::{Retraction, retract};
use acts::suspending::{Suspending, suspend};
use acts::withholding::{What, Withholding, withhold};
use acts::{Desk, paper};
use manuscript::act::By;
use manuscript::ids::{Thing, ThingId};
use manuscript::paper::Paper;
use manuscript::role::{Grant, Role};
use manuscript::words::{Ground, Place};
use manuscript::{Nature, Uuid};
use store::Tx;
use store::catalogue::Details;
use store::suspensions::Where;
use testpaper::{InProcess, in_paris, on_both};

use crate::news;

const ROLES: [(&str, Role); 7] = [
    ("reporter", Role::Reporter),
    ("sub", Role::CopyEditor),
    ("front", Role::FrontEditor),
    ("moderator", Role::Moderator),
    ("publisher", Role::Publisher),
    ("admin", Role::Administrator),
    ("expert", Role::OutsideExpert),
];

/// Another's live article, and seven people with a role each.
pub(crate) fn staffed(paper: &InProcess) -> Uuid {
    let newsroom = paper.newsroom();
    let text = news("À un autre", "Un texte. Une fote.");
    newsroom.bring_in("international/theirs.md", text).unwrap();
    for (key, role) in ROLES {
        let newcomer = acts::people::Newcomer {
            name: key.to_owned(),
            key: Some(key.to_owned()),
            email: None,
            signs_as: None,
            grants: vec![Grant {
                role,
                scope: role.usual_scope(),
            }],
        };
        newsroom
            .does(async |tx, desk, by| acts::people::add(tx, desk, by, newcomer).await)
            .unwrap();
    }
    let published = paper.record(None).into_iter().find(|entered| entered.entry.act == "published");
    published.unwrap().entry.thing.unwrap()
}

/// What somebody tries on another's live article.
#[derive(Clone, Copy, Debug)]
enum Tried {
    Typo,
    Correction,
    Retract,
    Withhold,
    Pin,
    MoveSection,
    MoveAddress,
    Describe,
    Label,
    Menu,
    Suspend,
    Publish,
    Schedule,
}

/// What is tried, and who of the seven may do it, in their order.
const WHO_MAY: [(Tried, &str); 13] = [
    (Tried::Typo, "n y y n y n n"),
    (Tried::Correction, "n n y n y n n"),
    (Tried::Retract, "n n n n y n n"),
    (Tried::Withhold, "n n n n y n n"),
    (Tried::Pin, "n n y n y n n"),
    (Tried::MoveSection, "n n y n y n n"),
    (Tried::MoveAddress, "n n y n y n n"),
    (Tried::Describe, "n n y n y n n"),
    (Tried::Label, "n n n n y y n"),
    (Tried::Menu, "n n n n y y n"),
    (Tried::Suspend, "n n n y y n n"),
    (Tried::Publish, "n n y n y n n"),
    (Tried::Schedule, "n n y n y n n"),
];

#[test]
fn every_role_does_its_own_acts_and_is_refused_the_others() {
    on_both(|paper| {
        let theirs = staffed(paper);
        for (tried, expected) in WHO_MAY {
            for ((key, role), may) in ROLES.iter().zip(expected.split(' ')) {
                let ended = paper.somebody(key).tries(async |tx, desk, by| tried.on(tx, desk, by, theirs).await);
                let is_refused = ended.is_err_and(|sentence| sentence.contains("may not do this here"));
                assert_eq!(!is_refused, may == "y", "{role}: {tried:?}");
            }
        }
    });
}

/// The sentence of a refusal.
fn said<T, E: std::fmt::Display>(done: Result<T, E>) -> Result<(), String> {
    done.map(drop).map_err(|refused| refused.to_string())
}

impl Tried {
    async fn on(self, tx: &mut Tx, desk: &Desk, by: &By, article: Uuid) -> Result<(), String> {
        match self {
            Self::Typo => said(correct(tx, desk, by, correction(article, Nature::Typo)).await),
            Self::Correction => said(correct(tx, desk, by, correction(article, Nature::Correction)).await),
            Self::Retract => said(retract(tx, desk, by, &retraction(article)).await),
            Self::Withhold => said(withhold(tx, desk, by, &withholding(article)).await),
            Self::Publish => said(publish(tx, desk, by, &publication(article)).await),
            Self::Schedule => said(schedule(tx, desk, by, scheduling(article)).await),
            other => other.on_its_place(tx, desk, by, article).await,
        }
    }

    async fn on_its_place(self, tx: &mut Tx, desk: &Desk, by: &By, article: Uuid) -> Result<(), String> {
        let thing = ThingId {
            thing: Thing::Article,
            id: article,
        };
        let mut placing = Placing {
            article,
            ..Placing::default()
        };
        match self {
            Self::Pin => placing.pin = Some(Pin::Pinned),
            Self::MoveSection => placing.section = Some("societe".into()),
            Self::MoveAddress => return said(move_address(tx, desk, by, thing, "/ailleurs").await),
            other => return other.on_the_paper(tx, desk, by).await,
        }
        said(place(tx, desk, by, &placing).await)
    }

    async fn on_the_paper(self, tx: &mut Tx, desk: &Desk, by: &By) -> Result<(), String> {
        match self {
            Self::Describe => said(describe_one(tx, desk, by, describing()).await),
            Self::Menu => said(paper::set_menu(tx, desk, by, Vec::new()).await),
            Self::Suspend => said(suspend(tx, desk, by, suspending()).await),
            Self::Label => {
                let label = |paper: &mut Paper| {
                    paper.labels.insert("news".into(), "Actu".into());
                };
                said(paper::change(tx, desk, by, label).await)
            }
            other => panic!("{other:?} is tried elsewhere"),
        }
    }
}

fn correction(article: Uuid, nature: Nature) -> Correction {
    Correction {
        article,
        seen: None,
        change: Change::Passages(vec![("fote".into(), "faute".into())]),
        nature,
        tell: (nature == Nature::Correction).then(|| Told::at(Place::Foot, "x")),
    }
}

fn retraction(article: Uuid) -> Retraction {
    let reason = "x".into();
    Retraction { article, reason }
}

fn withholding(article: Uuid) -> Withholding {
    Withholding {
        article,
        what: What::Words("fote".into()),
        version: None,
        ground: Ground::Minor,
        reason: "x".into(),
    }
}

fn publication(article: Uuid) -> Publication {
    Publication {
        article,
        seen: None,
        nature: Nature::Update,
        tell: None,
    }
}

fn scheduling(article: Uuid) -> Scheduling {
    Scheduling {
        article,
        seen: None,
        nature: Nature::Update,
        at: in_paris("2099-01-01 10:00"),
    }
}

fn describing() -> Describing {
    Describing {
        thing: Thing::Section,
        key: "international".into(),
        name: Some("Monde".into()),
        details: Details::default(),
        position: None,
    }
}

fn suspending() -> Suspending {
    Suspending {
        place: Where::Paper,
        from: None,
        until: None,
        review_on: Some("2099-01-01".into()),
        reason: "x".into(),
    }
}
