//! A sample of every template context, so that tests and theme makers can render each page without a paper.

use manuscript::Instant;
use manuscript::copy::{Copy, Signatory, Signature, SourceCredit};
use manuscript::figure::Figure;
use manuscript::language::Language;
use manuscript::refusal::Locale;
use manuscript::text::{Inline, Mark};
use manuscript::words::{Bound, Kind, Nature, Standing, Status};
use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::context::{
    ArticlePage, CardOnPage, Corrections, Day, Explanation, FigureOnPage, Frames, Front, Furniture, Head, History, IndexEntry, Link, List,
    ListSort, Moment, Month, Notice, OnMastodon, Opening, Retracted, SignedOnPage, Strip, Suspension, SuspensionScope, Suspensions,
    TextPage, TranslationLink,
};
use crate::media::MediaShelf;
use crate::rendering;
use crate::{Messages, sharing};

/// A sample of every page with the name of its template: what a theme must be able to fill.
pub fn pages(language: &Language, messages: &Messages) -> Vec<(&'static str, Value)> {
    fn of(context: impl Serialize) -> Value {
        Value::from(Serde(context))
    }
    let mut pages = vec![
        ("front.html", of(Front::sample(language, messages))),
        ("list.html", of(List::sample(language, messages))),
        ("list.html", of(List::sample_of_days(language, messages))),
        ("list.html", of(List::sample_of_lines(language, messages))),
        ("list.html", of(List::sample_of_months(language, messages))),
        ("list.html", of(List::sample_of_entries(language, messages))),
        ("article.html", of(ArticlePage::sample(language, messages))),
        ("notice.html", of(Notice::sample(language, messages))),
        ("mastodon.html", of(OnMastodon::sample(language))),
        ("page.html", of(TextPage::sample(language))),
        ("history.html", of(History::sample(language, messages))),
        ("corrections.html", of(Corrections::sample(language, messages))),
        ("retracted.html", of(Retracted::sample(language, messages))),
        ("suspensions.html", of(Suspensions::sample(language, messages))),
    ];
    let other = if Locale::of(language) == Locale::French {
        Language::english()
    } else {
        Language::french()
    };
    let foreign = ArticlePage::sample_of_another_language(language, &other);
    pages.extend(foreign.map(|page| ("article.html", of(page))));
    pages
}

/// Noon in Paris on 22 November 2026.
const NOON: Instant = Instant(1_795_345_200_000);

pub(crate) fn link(label: &str, path: &str) -> Link {
    Link::to(label, path)
}

impl Furniture {
    pub fn sample(language: &Language) -> Self {
        Self {
            paper: "L’Écluse".into(),
            tagline: Some("Le journal d’essai".into()),
            language: language.as_str().into(),
            right_to_left: language.is_right_to_left(),
            menu: vec![
                link("International", "/international"),
                Link {
                    current: true,
                    ..link("Culture", "/culture")
                },
            ],
            formats: vec![link("Décryptages", "/decryptages"), link("Vidéos", "/videos")],
            sections: vec![link("International", "/international"), link("Culture", "/culture")],
            pages: vec![link("Qui sommes-nous", "/qui-sommes-nous")],
            style: "/assets/filet.css".into(),
            fonts: vec!["/assets/piazzolla-roman.woff2".into()],
            icon: "/assets/icon.svg".into(),
            plus: "/assets/plus.js".into(),
            latest: "/le-fil".into(),
            archive: "/archives".into(),
            corrections: "/corrections".into(),
            suspensions: Some("/commentaires-suspendus".into()),
            publisher: Some("Les Éditions".into()),
            director: Some("Jeanne Auber".into()),
            host: Some("Un hébergeur".into()),
            press_number: Some("0929 W 00000".into()),
            contact: Some("redaction@ecluse.example".into()),
        }
    }
}

impl Head {
    pub fn sample() -> Self {
        Self {
            title: "Un titre | L’Écluse".into(),
            description: Some("Une description.".into()),
            canonical: Some("https://paper.example/2026/11/22/un-titre".into()),
            social_title: Some("Un titre".into()),
            picture: None,
            feed: Some(link("L’Écluse", "/feed.xml")),
            unlisted: false,
            structured: Some("{\"@type\":\"NewsArticle\"}".into()),
            alternates: Vec::new(),
        }
    }
}

impl Moment {
    pub fn sample(messages: &Messages) -> Self {
        let zone = jiff::tz::TimeZone::get("Europe/Paris").unwrap_or(jiff::tz::TimeZone::UTC);
        Self::of(NOON, &zone, messages)
    }
}

impl CardOnPage {
    pub fn sample(messages: &Messages) -> Self {
        Self {
            path: "/2026/11/22/un-titre".into(),
            kind: Kind::Opinion,
            kind_label: Some(messages.say("kind-opinion", &[])),
            language: None,
            right_to_left: false,
            kicker: Some("Surtitre".into()),
            kicker_language: None,
            status_language: None,
            status: Some(messages.say("status-developing", &[])),
            section: Some(link("Culture", "/culture")),
            headline: "Un titre".into(),
            standfirst: "Un chapô.".into(),
            byline: Some("Léa Rivet".into()),
            source: Some("Le Bief".into()),
            read_in: messages.say("read-in", &[]),
            duration: Some("1:04".into()),
            restricted: Some(messages.say("for-subscribers", &[])),
            picture: None,
            published: Moment::sample(messages),
        }
    }
}

impl Strip {
    pub fn sample(messages: &Messages) -> Self {
        let card = || CardOnPage::sample(messages);
        Self {
            name: "Culture".into(),
            language: None,
            path: Some("/culture".into()),
            place: Some("in-culture".into()),
            description: Some("Expositions, livres, images.".into()),
            cards: vec![card(), card()],
        }
    }
}

impl Front {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        let card = || CardOnPage::sample(messages);
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            date: Some(Moment::sample(messages).day),
            lead: Some(card()),
            linked: vec![CardOnPage::sample(messages)],
            seconds: vec![card(), card()],
            latest: vec![card(), card(), card()],
            rest: vec![card(), card()],
            pickups: Some(Strip::sample(messages)),
            dossier: Some(Strip::sample(messages)),
            series: Some(Strip::sample(messages)),
            recordings: Some(Strip::sample(messages)),
            sections: vec![Strip::sample(messages)],
        }
    }
}

impl List {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            sort: ListSort::Section,
            name: "Europe".into(),
            opening: Some(Opening {
                lead: CardOnPage::sample(messages),
                seconds: vec![CardOnPage::sample(messages)],
                thirds: vec![CardOnPage::sample(messages)],
            }),
            days: Vec::new(),
            months: Vec::new(),
            entries: Vec::new(),
            above: vec![link("International", "/international")],
            below: vec![link("Balkans", "/international/europe/balkans")],
            standing: Some("journaliste".into()),
            description: Some("Une description.".into()),
            interests: Some("Aucun.".into()),
            rhythm: Some("chaque samedi".into()),
            cards: vec![CardOnPage::sample(messages)],
            newer: Some(link("1", "/international/europe")),
            older: Some(link("3", "/international/europe?page=3")),
        }
    }
}

impl List {
    /// A dossier: its articles from the first day to the last.
    pub fn sample_of_days(language: &Language, messages: &Messages) -> Self {
        Self {
            sort: ListSort::Dossier,
            opening: None,
            days: vec![Day {
                name: Moment::sample(messages).day,
                cards: vec![CardOnPage::sample(messages)],
            }],
            cards: Vec::new(),
            ..Self::sample(language, messages)
        }
    }

    /// The latest.
    pub fn sample_of_lines(language: &Language, messages: &Messages) -> Self {
        Self {
            sort: ListSort::Latest,
            ..Self::sample_of_days(language, messages)
        }
    }

    /// The archive.
    pub fn sample_of_months(language: &Language, messages: &Messages) -> Self {
        Self {
            sort: ListSort::Archive,
            opening: None,
            months: vec![Month {
                name: "novembre 2026".into(),
                days: vec![link("dimanche 22", "/2026/11/22")],
            }],
            cards: Vec::new(),
            ..Self::sample(language, messages)
        }
    }

    /// All series.
    pub fn sample_of_entries(language: &Language, messages: &Messages) -> Self {
        Self {
            sort: ListSort::Index,
            opening: None,
            entries: vec![IndexEntry {
                link: link("Règle de trois", "/rendez-vous/regle-de-trois"),
                rhythm: Some("chaque samedi".into()),
                standing: Some("journaliste".into()),
                description: Some("Une opération.".into()),
                count: messages.say("articles", &[("count", "3".into())]),
                newest: Some(Moment::sample(messages)),
            }],
            cards: Vec::new(),
            ..Self::sample(language, messages)
        }
    }
}

impl TextPage {
    pub fn sample(language: &Language) -> Self {
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            language: None,
            right_to_left: false,
            heading: "Qui sommes-nous ?".into(),
            body: "<p>Un journal.</p>".into(),
        }
    }
}

impl OnMastodon {
    pub fn sample(language: &Language) -> Self {
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            headline: "Un titre".into(),
            language: None,
            speaks: None,
            article: "/2026/11/22/un-titre".into(),
            path: "/2026/11/22/un-titre".into(),
            step: sharing::STEP,
            asked: "piaille".into(),
            is_wrong: true,
            onward: None,
        }
    }
}

impl Notice {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        Self {
            furniture: Furniture::sample(language),
            head: Head {
                unlisted: true,
                ..Head::sample()
            },
            heading: messages.say("not-found", &[]),
            text: messages.say("not-found-text", &[]),
        }
    }
}

impl ArticlePage {
    pub fn sample(language: &Language, messages: &Messages) -> Self {
        let copy = sample_copy();
        let set = rendering::make(&copy, &MediaShelf::default());
        let moment = || Moment::sample(messages);
        Self {
            furniture: Furniture::sample(language),
            head: Head::sample(),
            language: None,
            speaks: None,
            right_to_left: false,
            kicker: copy.kicker.clone(),
            kind_label: Some(messages.say("kind-analysis", &[])),
            status_language: None,
            status: Some(messages.say("status-updated", &[])),
            section: Some(link("Culture", "/culture")),
            headline: set.headline,
            marked_headline: set.marked_headline,
            standfirst: set.standfirst,
            byline: set
                .byline
                .into_iter()
                .map(|signed| SignedOnPage {
                    signed,
                    path: Some("/auteurs/lea-rivet".into()),
                })
                .collect(),
            byline_withheld: None,
            agencies: vec!["AFP".into()],
            dateline: Some("Vaux".into()),
            lead: set.lead,
            lead_withheld: Some(messages.say("withheld-picture", &[])),
            warnings: vec![Explanation::sample(Nature::Correction, messages)],
            published: moment(),
            updated: Some(moment()),
            minutes: 3,
            is_short: false,
            body: set.blocks.join("\n"),
            closed: Some(messages.say("closed-subscribers", &[])),
            source: set.source,
            figures: vec![FigureOnPage {
                text: "29 morts".into(),
                bound: Some(messages.say("bound-at_least", &[])),
                what: Some("morts".into()),
                who: Some("la maire".into()),
                source: Some("https://source.example".into()),
                as_of: Some(moment().day),
                status: Some(messages.say("standing-reported", &[])),
            }],
            explanations: vec![Explanation::sample(Nature::Clarification, messages)],
            history: Some("/2026/11/22/un-titre/historique".into()),
            comments_suspended: Some(Suspension::sample(SuspensionScope::Section, messages)),
            series: Some(link("Chaque samedi", "/rendez-vous/chaque-samedi")),
            dossiers: vec![link("Ponts", "/dossiers/ponts")],
            topics: vec![link("Eau", "/themes/eau")],
            translations: vec![TranslationLink {
                language: "en".into(),
                headline: "A headline".into(),
                path: "/2026/11/22/a-headline".into(),
            }],
            kind: Kind::Analysis,
            share: sharing::links(
                &sharing::Shared {
                    base: "https://paper.example",
                    path: "/2026/11/22/un-titre",
                    headline: "Un titre",
                },
                messages,
            ),
            reply: Some("mailto:redaction@ecluse.example".into()),
            frames: Some(Frames {
                json: "{\"frames\":[]}".into(),
                script: "/assets/embeds.js".into(),
            }),
            beside: vec![Strip::sample(messages)],
            next: vec![CardOnPage::sample(messages)],
        }
    }
}

impl ArticlePage {
    /// An article of another language than the paper's, around which the page speaks the article's.
    pub fn sample_of_another_language(paper: &Language, other: &Language) -> Option<Self> {
        let messages = Messages::inside(other)?;
        let tag = || Some(other.as_str().to_owned());
        Some(Self {
            furniture: Furniture::sample(paper),
            language: tag(),
            speaks: tag(),
            ..Self::sample(paper, messages)
        })
    }
}

/// A copy with something of everything that a page shows.
pub fn sample_copy() -> Copy {
    let figure = Figure {
        value: Some("29".into()),
        bound: Some(Bound::AtLeast),
        what: Some("morts".into()),
        who: Some("la maire".into()),
        status: Some(Standing::Reported),
        ..Figure::default()
    };
    let person = Signatory {
        name: "Léa Rivet".into(),
        standing: Some("hydrologue".into()),
        biography: Some("Elle mesure l’eau.".into()),
        interests: Some("Aucun.".into()),
        ..Signatory::default()
    };
    Copy {
        kind: Kind::Analysis,
        kicker: Some("Surtitre".into()),
        status: Some(Status::Updated),
        standfirst: vec![
            Inline::plain("On compte "),
            Inline::Text {
                text: "au moins 29 morts".into(),
                marks: vec![Mark::Figure(figure)],
            },
            Inline::plain(" : pourquoi ?"),
        ],
        byline: vec![Signature::Person(person)],
        source_credit: Some(SourceCredit {
            name: "Le Bief".into(),
            address: Some("https://bief.example".into()),
        }),
        ..Copy::headed("Un titre : « exact » ?", Language::french())
    }
}
