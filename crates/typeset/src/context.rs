//! What the templates are given: one struct a page, each with a `sample()` that the tests render in both languages.

use serde::Serialize;

pub use crate::furniture::{Alternate, Furniture, Head, Link, Moment, place_of};
pub use crate::history::{
    Chain, ChangeOnPage, CorrectionOnPage, Corrections, Explanation, History, Retracted, RunOnPage, Suspension, SuspensionScope,
    Suspensions, VersionOnPage,
};
use crate::rendering::{Lead, Rendering, Signed, Source, SourcedFigure};

/// An article in a list.
#[derive(Clone, Debug, Serialize)]
pub struct CardOnPage {
    pub path: String,
    pub kind: manuscript::Kind,
    /// The kind in the paper's words; news needs none.
    pub kind_label: Option<String>,
    /// The article's language, where it is not the one that the page speaks around it.
    pub language: Option<String>,
    pub right_to_left: bool,
    /// What stands above the headline: kicker, else the kind's label, else the section.
    pub kicker: Option<String>,
    /// The language of what stands there, where it is not the one that the page speaks around it.
    pub kicker_language: Option<String>,
    /// That of a status in the manuscript’s own words.
    pub status_language: Option<String>,
    pub status: Option<String>,
    pub section: Option<Link>,
    pub headline: String,
    pub standfirst: String,
    pub byline: Option<String>,
    pub source: Option<String>,
    /// What is said before the source: "Lu dans".
    pub read_in: String,
    /// How long a film or a sound lasts, as players show it.
    pub duration: Option<String>,
    /// For whom the rest of the article is, where this reader is not among them.
    pub restricted: Option<String>,
    pub picture: Option<crate::card::CardPicture>,
    pub published: Moment,
}

/// The front.
#[derive(Clone, Debug, Serialize)]
pub struct Front {
    pub furniture: Furniture,
    pub head: Head,
    pub date: Option<String>,
    pub lead: Option<CardOnPage>,
    /// Two more of the lead's dossier or series, as lines under it.
    pub linked: Vec<CardOnPage>,
    pub seconds: Vec<CardOnPage>,
    pub latest: Vec<CardOnPage>,
    pub rest: Vec<CardOnPage>,
    /// What was read elsewhere.
    pub pickups: Option<Strip>,
    /// The dossier that moved last.
    pub dossier: Option<Strip>,
    /// The newest of each series.
    pub series: Option<Strip>,
    /// Films and sounds.
    pub recordings: Option<Strip>,
    pub sections: Vec<Strip>,
}

/// A list of which a page shows some: a section on the front, a dossier beside an article.
#[derive(Clone, Debug, Serialize)]
pub struct Strip {
    pub name: String,
    /// The language of the name, where it is not the one that the page speaks around it.
    pub language: Option<String>,
    pub path: Option<String>,
    /// The class of what belongs to it.
    pub place: Option<String>,
    pub description: Option<String>,
    pub cards: Vec<CardOnPage>,
}

/// A way to hand an article on: a plain link.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// `mail`, `whatsapp`…
    pub network: &'static str,
    pub label: String,
    pub address: String,
}

/// What a list is a list of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListSort {
    Section,
    Format,
    Person,
    Day,
    Dossier,
    Series,
    Topic,
    /// All articles, the newest first.
    Latest,
    /// Every day.
    Archive,
    /// Every dossier, series, topic or person.
    Index,
}

/// A list: section, person, day, dossier, series, topic; or one of these lists.
#[derive(Clone, Debug, Serialize)]
pub struct List {
    pub furniture: Furniture,
    pub head: Head,
    pub sort: ListSort,
    pub name: String,
    /// How the first page begins, in the manner of the front.
    pub opening: Option<Opening>,
    /// Of the latest: its days, the newest first. Of a dossier that is whole on its page: its days from the first to the
    /// last. Their articles stand in the same order.
    pub days: Vec<Day>,
    /// Of the archive: its months, the newest first.
    pub months: Vec<Month>,
    /// Of an index.
    pub entries: Vec<IndexEntry>,
    pub above: Vec<Link>,
    pub below: Vec<Link>,
    pub standing: Option<String>,
    pub description: Option<String>,
    pub interests: Option<String>,
    pub rhythm: Option<String>,
    /// What stands nowhere else on the page.
    pub cards: Vec<CardOnPage>,
    pub newer: Option<Link>,
    pub older: Option<Link>,
}

/// The opening of a list: one that leads, a few beside it, a few more.
#[derive(Clone, Debug, Serialize)]
pub struct Opening {
    pub lead: CardOnPage,
    pub seconds: Vec<CardOnPage>,
    pub thirds: Vec<CardOnPage>,
}

/// A day with its articles.
#[derive(Clone, Debug, Serialize)]
pub struct Day {
    pub name: String,
    pub cards: Vec<CardOnPage>,
}

/// A month with its days.
#[derive(Clone, Debug, Serialize)]
pub struct Month {
    pub name: String,
    pub days: Vec<Link>,
}

/// One of the lists that an index names.
#[derive(Clone, Debug, Serialize)]
pub struct IndexEntry {
    pub link: Link,
    pub rhythm: Option<String>,
    pub standing: Option<String>,
    pub description: Option<String>,
    /// How many articles, in words.
    pub count: String,
    pub newest: Option<Moment>,
}

/// Contents of other sites for a page.
#[derive(Clone, Debug, Serialize)]
pub struct Frames {
    pub json: String,
    pub script: String,
}

/// An article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticlePage {
    pub furniture: Furniture,
    pub head: Head,
    /// The article's language, where it is not the paper's.
    pub language: Option<String>,
    /// The language of what the page says around the article, where it is not the paper's.
    pub speaks: Option<String>,
    pub right_to_left: bool,
    pub kicker: Option<String>,
    pub kind_label: Option<String>,
    /// That of a status in the manuscript’s own words.
    pub status_language: Option<String>,
    pub status: Option<String>,
    pub section: Option<Link>,
    pub headline: String,
    /// HTML, where something in it is marked.
    pub marked_headline: Option<String>,
    /// HTML.
    pub standfirst: String,
    pub byline: Vec<SignedOnPage>,
    /// Said in place of a byline that is withheld.
    pub byline_withheld: Option<String>,
    pub agencies: Vec<String>,
    pub dateline: Option<String>,
    pub lead: Option<Lead>,
    /// Said in place of a lead picture that is withheld.
    pub lead_withheld: Option<String>,
    /// Corrections that change the meaning: told before the article is read.
    pub warnings: Vec<Explanation>,
    pub published: Moment,
    pub updated: Option<Moment>,
    pub minutes: u32,
    /// So short that what to read next has no photographs: they would be loaded before anybody comes to them.
    pub is_short: bool,
    /// HTML of what this view shows.
    pub body: String,
    /// What an account or a subscription would open.
    pub closed: Option<String>,
    pub source: Option<Source>,
    pub figures: Vec<FigureOnPage>,
    /// Corrections and clarifications, told at the foot; those at the top are not told again.
    pub explanations: Vec<Explanation>,
    /// Path of the history, when there is more than one public version.
    pub history: Option<String>,
    /// The suspension that closes the comments of this article, its section or the paper.
    pub comments_suspended: Option<Suspension>,
    pub series: Option<Link>,
    pub dossiers: Vec<Link>,
    pub topics: Vec<Link>,
    pub translations: Vec<TranslationLink>,
    pub kind: manuscript::Kind,
    pub share: Vec<Share>,
    /// A mail to the newsroom about this article.
    pub reply: Option<String>,
    /// What stands beside the text: the others of its dossier or series, the latest of its section.
    /// What may be shown inside of the page after a click, as JSON, and the script that shows it.
    pub frames: Option<Frames>,
    pub beside: Vec<Strip>,
    pub next: Vec<CardOnPage>,
}

/// A translation, named in its own language.
#[derive(Clone, Debug, Serialize)]
pub struct TranslationLink {
    pub language: String,
    pub headline: String,
    pub path: String,
}

/// A signature with the page of its person.
#[derive(Clone, Debug, Serialize)]
pub struct SignedOnPage {
    #[serde(flatten)]
    pub signed: Signed,
    pub path: Option<String>,
}

/// A sourced figure in the table at the article's end.
#[derive(Clone, Debug, Serialize)]
pub struct FigureOnPage {
    pub text: String,
    pub bound: Option<String>,
    pub what: Option<String>,
    pub who: Option<String>,
    pub source: Option<String>,
    pub as_of: Option<String>,
    pub status: Option<String>,
}

/// A page that the paper writes about itself.
#[derive(Clone, Debug, Serialize)]
pub struct TextPage {
    pub furniture: Furniture,
    pub head: Head,
    /// Where it is not the paper's.
    pub language: Option<String>,
    pub right_to_left: bool,
    pub heading: String,
    /// HTML.
    pub body: String,
}

/// The step on the way to an instance of Mastodon.
#[derive(Clone, Debug, Serialize)]
pub struct OnMastodon {
    pub furniture: Furniture,
    pub head: Head,
    pub headline: String,
    /// The article's language, where it is not the one that the step is said in.
    pub language: Option<String>,
    /// The language of what the page says around the article, where it is not the paper's.
    pub speaks: Option<String>,
    /// The article's path as it is, and encoded.
    pub article: String,
    pub path: String,
    /// Where the form is sent.
    pub step: &'static str,
    /// What was written, if anything was.
    pub asked: String,
    pub is_wrong: bool,
    /// The instance's own page, once it is known.
    pub onward: Option<String>,
}

/// A page that says one thing: nothing is here, something went wrong.
#[derive(Clone, Debug, Serialize)]
pub struct Notice {
    pub furniture: Furniture,
    pub head: Head,
    pub heading: String,
    pub text: String,
}

/// The figures that a view shows: those of the standfirst and of the blocks before its end.
pub fn figures_shown(rendering: &Rendering, blocks: usize) -> Vec<&SourcedFigure> {
    rendering
        .figures
        .iter()
        .filter(|figure| figure.block.is_none_or(|block| block < blocks))
        .collect()
}
