//! The article's page: what typesetting made of the copy, as much of it as this reader may see.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use manuscript::ids::Thing;
use manuscript::language::Language;
use manuscript::route::Route;
use manuscript::words::Place;
use manuscript::{Access, Nature, Tag, Uuid, View, spacing};
use shelf::{Article, Listed};
use typeset::context::{self, Alternate, ArticlePage, Explanation, FigureOnPage, Frames, Head, Link, SignedOnPage, TranslationLink};
use typeset::history::nature_label;
use typeset::places::{self, Frame};
use typeset::rendering::{Signed, SourcedFigure};
use typeset::sharing::{self, Shared};
use typeset::structured::{self, About};
use typeset::{Card, Rendering, html};

use crate::furnishing::{Furnishing, tags_at};
use crate::histories::leaves_of;
use crate::neighbours::{Neighbours, wanted_beside};
use crate::page::{Page, percent_encoded};
use crate::question::Asked;
use crate::voice::Voice;
use crate::{PageBroken, Site, statics};

/// Words that most people read in a minute.
const WORDS_A_MINUTE: u32 = 230;

/// Width of the picture that networks and search engines are given, in pixels.
const SHARED_WIDTH: u32 = 1300;

/// Under so many words what to read next is so near that its photographs would be loaded with the page.
const SHORT: u32 = 360;

/// An article with what its page knows of it.
struct Shown<'a> {
    article: &'a Article,
    rendering: &'a Rendering,
    card: &'a Card,
    language: &'a Language,
    voice: &'a Voice<'a>,
    view: View,
    translations: Vec<Listed>,
}

impl Site {
    pub(crate) async fn article(&self, furnishing: &Furnishing, id: Uuid, asked: Asked<'_>) -> Result<Option<Page>, PageBroken> {
        let Asked { path, reader, .. } = asked;
        let shelf = self.shelf.now();
        let Some(article) = shelf.article(id).await? else { return Ok(None) };
        let rendering: Rendering = serde_json::from_str(&article.rendering)?;
        let card: Card = serde_json::from_str(&article.card)?;
        let translations = match &article.translation_set {
            Some(set) => shelf.translations(set).await?.into_iter().filter(|other| other.id != id).collect(),
            None => Vec::new(),
        };
        let lists = shelf.lists_of(id).await?;
        let language = Language::try_from(card.language.clone()).unwrap_or_else(|_| furnishing.language.clone());
        let voice = furnishing.voice_around(&language);
        let mut neighbours = Neighbours::of(&article, language.clone(), &translations);
        let beside = self.beside(wanted_beside(furnishing, &article, &lists), &mut neighbours).await?;
        let (next, looked_at) = self.read_next(&article, &mut neighbours).await?;
        let mut tags = tags_at(path);
        tags.push(Tag::Article(id));
        tags.extend(article.translation_set.as_deref().map(Tag::translations));
        tags.extend(next.iter().chain(&translations).map(|other| Tag::Article(other.id)));
        for beside in &beside {
            tags.extend(beside.listed.iter().map(|other| Tag::Article(other.id)));
            tags.push(Tag::ListOf(beside.list));
        }
        tags.extend(looked_at);
        tags.extend(rendering.byline.iter().filter_map(|signed| signed.person).map(Tag::Person));
        let shown = Shown {
            view: reader.view_of(article.access),
            article: &article,
            rendering: &rendering,
            card: &card,
            language: &language,
            voice: &voice,
            translations,
        };
        let mut page = self.article_page(furnishing, &shown)?;
        let frames = frames_of(furnishing, &shown);
        page.frames = (!frames.is_empty()).then(|| frames_on_page(&frames, shown.voice));
        self.tell(furnishing, &shown, &mut page).await?;
        page.next = voice.cards(&next, reader)?;
        page.beside = beside
            .into_iter()
            .map(|one| one.strip(furnishing, &voice, reader))
            .collect::<Result<_, _>>()?;
        tags.extend(lists.iter().map(|list| Tag::Described(*list)));
        let filed = |sort| -> Vec<Link> {
            furnishing
                .all(sort)
                .filter(|thing| lists.contains(&thing.id))
                .filter_map(|thing| furnishing.link(thing.id))
                .collect()
        };
        page.series = filed(Thing::Series).into_iter().next();
        page.dossiers = filed(Thing::Dossier);
        page.topics = filed(Thing::Topic);
        let body = furnishing.templates.fill("article.html", &page)?;
        let origins: BTreeSet<String> = frames.iter().map(Frame::origin).collect();
        let page = Page::new("text/html; charset=utf-8", body, tags);
        Ok(Some(page.framing(&Vec::from_iter(origins))))
    }

    /// What the paper owes its readers beside the text: corrections, the history, what is withheld, closed comments.
    async fn tell(&self, furnishing: &Furnishing, shown: &Shown<'_>, page: &mut ArticlePage) -> Result<(), PageBroken> {
        let (shelf, article, voice) = (self.shelf.now(), shown.article, shown.voice);
        let steps = shelf.steps(article.id).await?;
        for told in shelf.explanations(article.id).await?.into_iter().rev() {
            let text = told.text.unwrap_or_else(|| voice.say("withheld"));
            let on_page = Explanation {
                nature: told.nature,
                nature_label: nature_label(told.nature, voice.messages),
                at: voice.moment(told.at),
                text: spacing::typeset(&text, shown.language),
            };
            if told.place == Place::Top && told.nature != Nature::Retraction {
                &mut page.warnings
            } else {
                &mut page.explanations
            }
            .push(on_page);
        }
        let public = steps.iter().filter(|step| step.nature.is_public()).count();
        let history = furnishing.address(Route::History(&percent_encoded(&article.path)));
        page.history = (public > 1).then_some(history);
        if let Some(live) = steps.iter().find(|step| step.number == article.number) {
            let gone: Vec<String> = leaves_of(&live.leaves)?
                .into_iter()
                .filter(|leaf| leaf.salt.is_none())
                .map(|leaf| leaf.path)
                .collect();
            let is_gone = |path: &str| gone.iter().any(|gone| gone == path);
            page.byline_withheld = is_gone("byline").then(|| voice.say("withheld-byline"));
            page.lead_withheld = is_gone("lead").then(|| voice.say("withheld-picture"));
        }
        page.comments_suspended = self.suspension_of(furnishing, voice, article).await?;
        Ok(())
    }

    fn article_page(&self, furnishing: &Furnishing, shown: &Shown<'_>) -> Result<ArticlePage, PageBroken> {
        let (article, rendering, card, voice) = (shown.article, shown.rendering, shown.card, shown.voice);
        let blocks = blocks_of(shown);
        let body = rendering.blocks[..blocks].iter().fold(String::new(), |mut body, block| {
            let _ = writeln!(body, "{block}");
            body
        });
        let figures = context::figures_shown(rendering, blocks);
        let section = article.section.and_then(|section| furnishing.link(section));
        let path = percent_encoded(&article.path);
        let shared = Shared {
            base: self.base(furnishing),
            path: &path,
            headline: &card.full_headline,
        };
        Ok(ArticlePage {
            furniture: furnishing.furniture(section.as_ref().map_or(&article.path, |section| &section.path)),
            head: self.head_of(furnishing, shown)?,
            language: (card.language != furnishing.language.as_str()).then(|| card.language.clone()),
            speaks: voice.speaks.clone(),
            right_to_left: card.right_to_left,
            kicker: card.kicker.clone(),
            kind_label: voice.kind_label(card.kind),
            status_language: voice.status_language(card),
            status: card.status.as_ref().map(|status| voice.status(status)),
            section,
            headline: rendering.headline.clone(),
            marked_headline: rendering.marked_headline.clone(),
            standfirst: rendering.standfirst.clone(),
            byline: rendering
                .byline
                .iter()
                .filter(|signed| !signed.agency)
                .map(|signed| on_page(furnishing, signed))
                .collect(),
            byline_withheld: None,
            agencies: card.agencies.clone(),
            dateline: rendering.dateline.clone(),
            lead: rendering.lead.clone(),
            lead_withheld: None,
            warnings: Vec::new(),
            published: voice.moment(article.first_published_at),
            updated: (article.updated_at > article.first_published_at).then(|| voice.moment(article.updated_at)),
            is_short: rendering.words < SHORT || shown.view == View::Teaser,
            minutes: rendering.words.div_ceil(WORDS_A_MINUTE).max(1),
            body,
            closed: closed(shown),
            source: rendering.source.clone(),
            figures: figures.into_iter().map(|figure| figure_on_page(voice, figure)).collect(),
            explanations: Vec::new(),
            history: None,
            comments_suspended: None,
            series: None,
            dossiers: Vec::new(),
            topics: Vec::new(),
            translations: shown.translations.iter().map(translation).collect::<Result<_, _>>()?,
            kind: card.kind,
            share: sharing::links(&shared, voice.messages),
            reply: furnishing
                .paper
                .contact
                .as_ref()
                .map(|contact| sharing::reply(contact, &shared, voice.messages)),
            frames: None,
            beside: Vec::new(),
            next: Vec::new(),
        })
    }

    fn head_of(&self, furnishing: &Furnishing, shown: &Shown<'_>) -> Result<Head, PageBroken> {
        let (article, rendering) = (shown.article, shown.rendering);
        let base = self.base(furnishing);
        let canonical = format!("{base}{}", percent_encoded(&article.path));
        let picture = shared_picture(base, rendering);
        let mut alternates = Vec::new();
        for other in &shown.translations {
            let card: Card = serde_json::from_str(&other.card)?;
            alternates.push(Alternate {
                language: card.language,
                address: format!("{base}{}", percent_encoded(&other.path)),
            });
        }
        if !alternates.is_empty() {
            alternates.push(Alternate {
                language: shown.card.language.clone(),
                address: canonical.clone(),
            });
        }
        Ok(Head {
            title: furnishing.title(&[&rendering.search_headline]),
            description: Some(rendering.description.clone()).filter(|text| !text.is_empty()),
            social_title: Some(rendering.social_headline.clone()),
            feed: Some(Link::to(&furnishing.paper.name, furnishing.address(Route::Feed("")))),
            structured: Some(self.structured(furnishing, shown, &canonical)),
            canonical: Some(canonical),
            picture,
            alternates,
            ..Head::default()
        })
    }

    fn structured(&self, furnishing: &Furnishing, shown: &Shown<'_>, canonical: &str) -> String {
        let base = self.base(furnishing);
        let people = shown.rendering.byline.iter().filter(|signed| !signed.agency);
        let authors = people.map(|signed| {
            let path = signed
                .person
                .and_then(|person| furnishing.link(person))
                .map(|link| format!("{base}{}", link.path));
            (signed.name.clone(), path)
        });
        let section = shown
            .article
            .section
            .and_then(|section| furnishing.link(section))
            .map(|link| link.label);
        let about = About {
            kind: shown.card.kind,
            address: canonical,
            language: &shown.card.language,
            paper: &furnishing.paper.name,
            paper_address: &format!("{base}/"),
            section: section.as_deref(),
            published: &shown.voice.moment(shown.article.first_published_at).machine,
            modified: &shown.voice.moment(shown.article.updated_at).machine,
            free: shown.article.access == Access::Everyone,
            picture: shared_picture(base, shown.rendering),
            authors: authors.collect(),
        };
        html::json_for_script(&structured::news_article(shown.rendering, &about))
    }
}

/// How many blocks this reader sees.
fn blocks_of(shown: &Shown<'_>) -> usize {
    let all = shown.rendering.blocks.len();
    match shown.view {
        View::Full => all,
        // Something always stays closed, however short the article.
        View::Teaser => all.saturating_sub(1).min(shown.article.teaser_ends_after as usize),
    }
}

/// What of other sites may be shown on the page after a click.
fn frames_of(furnishing: &Furnishing, shown: &Shown<'_>) -> Vec<Frame> {
    let blocks = blocks_of(shown);
    let embeds = shown.rendering.embeds.iter().filter(|(block, _)| *block < blocks);
    embeds
        .filter_map(|(_, address)| places::frame_of(furnishing.paper.embeds.as_deref(), address))
        .collect()
}

fn frames_on_page(frames: &[Frame], voice: &Voice<'_>) -> Frames {
    let from = voice.messages.say("embed-from", &[("place", "$place".to_owned())]);
    let json = serde_json::json!({ "frames": frames, "show": voice.say("embed-show"), "from": from });
    Frames {
        json: html::json_for_script(&json),
        script: statics::EMBEDS.path.clone(),
    }
}

/// The lead as networks and search engines are given it.
fn shared_picture(base: &str, rendering: &Rendering) -> Option<String> {
    Some(format!("{base}{}", rendering.lead.as_ref()?.at_most(SHARED_WIDTH)))
}

fn on_page(furnishing: &Furnishing, signed: &Signed) -> SignedOnPage {
    SignedOnPage {
        path: signed.person.and_then(|person| furnishing.link(person)).map(|link| link.path),
        signed: signed.clone(),
    }
}

/// What is said where the teaser ends.
fn closed(shown: &Shown<'_>) -> Option<String> {
    let message = match (shown.view, shown.article.access) {
        (View::Teaser, Access::Registered) => "closed-registered",
        (View::Teaser, _) => "closed-subscribers",
        (View::Full, _) => return None,
    };
    Some(shown.voice.say(message))
}

fn figure_on_page(voice: &Voice<'_>, sourced: &SourcedFigure) -> FigureOnPage {
    let say = |name: String| voice.say(&name);
    let figure = &sourced.figure;
    FigureOnPage {
        text: sourced.text.clone(),
        bound: figure.bound.map(|bound| say(format!("bound-{bound}"))),
        what: figure.what.clone(),
        who: figure.who.clone(),
        source: figure.source.as_deref().and_then(html::safe_address).map(str::to_owned),
        as_of: figure.as_of.as_deref().map(|text| when(voice, text)),
        status: figure.status.map(|status| say(format!("standing-{status}"))),
    }
}

/// A date or an instant in the furniture's words; anything else as it was written.
fn when(voice: &Voice<'_>, text: &str) -> String {
    if let Ok(at) = text.parse::<jiff::Timestamp>() {
        return voice.moment(at.into()).day_and_time;
    }
    text.parse::<jiff::civil::Date>()
        .map_or_else(|_| text.to_owned(), |date| voice.day(date).day)
}

fn translation(other: &Listed) -> Result<TranslationLink, PageBroken> {
    let card: Card = serde_json::from_str(&other.card)?;
    Ok(TranslationLink {
        language: card.language,
        headline: card.full_headline,
        path: percent_encoded(&other.path),
    })
}
