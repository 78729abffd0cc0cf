//! The article that an act is about, as it stands in the act's own transaction, and what readers see of it as tags: its own
//! pages and every list that it stands in.

use std::collections::BTreeSet;

use manuscript::act::{Act, By};
use manuscript::refusals;
use manuscript::role::{On, State, Whose};
use manuscript::{Copy, Instant, Nature, Placement, Tag, Uuid};
use store::articles::{Draft, Placed};
use store::jobs::GivenUp;
use store::plans::{Embargo, Schedule};
use store::versions::Last;
use store::{Broken, Tx, articles, jobs, plans};

use crate::catalogue::Nearby;
use crate::desk::Desk;
use crate::permission::{NotAllowed, may};

refusals! {
    /// Why an act cannot begin with an article.
    #[derive(Debug)]
    pub enum SubjectRefused [NotAllowed(NotAllowed), Broken(Broken)] {
        NoArticle at "article":
            "there is no article with this identity or address"
            / "il n’y a pas d’article de cette identité ou à cette adresse",
    }
}

/// An article with everything that acts ask of it.
pub struct Subject {
    pub id: Uuid,
    pub placed: Placed,
    pub draft: Draft,
    pub last: Option<Last>,
    pub path: Option<String>,
    pub schedule: Option<Schedule>,
    pub embargo: Option<Embargo>,
    pub(crate) nearby: Nearby,
}

impl Subject {
    /// Reads the article, and refuses those who may not do this to it.
    pub(crate) async fn held(tx: &mut Tx, by: &By, id: Uuid, act: Act) -> Result<Self, SubjectRefused> {
        let subject = Self::read(tx, id).await?.ok_or(SubjectRefused::NoArticle)?;
        may(by, act, &subject.on(by))?;
        Ok(subject)
    }

    /// The same for an act that writes the draft or keeps it as it is: nobody else writes it meanwhile. Of the catalogue it has
    /// what permissions ask.
    pub(crate) async fn held_to_write(tx: &mut Tx, by: &By, id: Uuid, act: Act) -> Result<Self, SubjectRefused> {
        articles::lock_draft(tx, id).await?;
        let read = store::subject::of_article(tx, id).await?.ok_or(SubjectRefused::NoArticle)?;
        let nearby = Nearby::above(tx, read.placed.placement.section).await?;
        let subject = Self::of(id, read, nearby);
        may(by, act, &subject.on(by))?;
        Ok(subject)
    }

    /// Reads the article, whoever asks.
    pub async fn read(tx: &mut Tx, id: Uuid) -> Result<Option<Self>, Broken> {
        let Some(read) = store::subject::of_article(tx, id).await? else {
            return Ok(None);
        };
        Ok(Some(Self::of(id, read, Nearby::read(tx).await?)))
    }

    fn of(id: Uuid, read: store::subject::Subject, nearby: Nearby) -> Self {
        Self {
            id,
            placed: read.placed,
            draft: read.draft,
            last: read.last,
            path: read.path,
            schedule: read.schedule,
            embargo: read.embargo,
            nearby,
        }
    }

    /// How far the article is.
    pub fn state(&self) -> State {
        match (&self.last, &self.schedule) {
            (Some(last), _) if last.nature == Nature::Retraction => State::Retracted,
            (Some(_), _) => State::Live,
            (None, Some(_)) => State::Scheduled,
            (None, None) => State::Unpublished,
        }
    }

    /// What permissions ask about it.
    pub fn on(&self, by: &By) -> On {
        On {
            sections: self
                .placed
                .placement
                .section
                .map_or_else(Vec::new, |section| self.nearby.with_ancestors(section)),
            whose: self.whose(by),
            state: Some(self.state()),
        }
    }

    /// One's own is what one began, or what one signs.
    fn whose(&self, by: &By) -> Whose {
        let By::Person(person) = by else { return Whose::Other };
        let live = self.last.as_ref().map(|last| &last.copy);
        let signs = |copy: &Copy| person.signs_as.is_some() && copy.signatories().any(|one| one.person == person.signs_as);
        let is_own = self.placed.created_by == by.as_entry() || live.is_some_and(signs) || signs(&self.draft.copy);
        if is_own { Whose::Own } else { Whose::Other }
    }

    /// What readers see of it now; nothing if they see nothing.
    fn shown(&self) -> Option<Shown<'_>> {
        Some(Shown {
            article: self.id,
            copy: &self.last.as_ref()?.copy,
            placement: &self.placed.placement,
            first_published_at: self.placed.first_published_at?,
            path: self.path.as_deref()?,
        })
    }

    /// What readers see of it now, as tags.
    pub(crate) fn tags(&self, desk: &Desk) -> BTreeSet<Tag> {
        self.shown().map_or_else(BTreeSet::new, |shown| shown.tags(&self.nearby, desk))
    }

    /// A dossier that only this article names is known from now on, if the article is; answers what that touches.
    pub(crate) async fn make_named_public(&mut self, tx: &mut Tx, desk: &Desk) -> Result<BTreeSet<Tag>, Broken> {
        let Some(named) = self.shown().map(|shown| shown.named(&self.nearby)) else {
            return Ok(BTreeSet::new());
        };
        self.nearby.make_public(tx, desk, named).await
    }

    /// Gives a planned publication up for another act, if there is one; answers whether there was.
    pub(crate) async fn give_up_schedule(&mut self, tx: &mut Tx, desk: &Desk, act: Act) -> Result<bool, Broken> {
        let Some(schedule) = self.schedule.take() else { return Ok(false) };
        plans::unschedule(tx, self.id).await?;
        jobs::done(tx, schedule.job, desk.clock.now(), Some(&GivenUp::For(act))).await
    }
}

/// An article as the public sees it, before or after an act.
pub struct Shown<'a> {
    pub article: Uuid,
    pub copy: &'a Copy,
    pub placement: &'a Placement,
    pub first_published_at: Instant,
    pub path: &'a str,
}

impl Shown<'_> {
    /// Every tag of one state of an article.
    pub(crate) fn tags(&self, nearby: &Nearby, desk: &Desk) -> BTreeSet<Tag> {
        let mut tags = BTreeSet::from([
            Tag::Article(self.article),
            Tag::Latest,
            Tag::ListDay(desk.day_of(self.first_published_at).to_string()),
            Tag::Address(self.path.to_owned()),
            Tag::ListOf(self.copy.kind.list()),
        ]);
        tags.extend(self.sections(nearby).map(Tag::ListSection));
        tags.extend(self.people().map(Tag::ListPerson));
        tags.extend(self.placement.translation_set.as_deref().map(Tag::translations));
        tags.extend(self.lists().map(Tag::ListOf));
        tags
    }

    /// What of the catalogue it names: readers know of all that from then on.
    pub(crate) fn named(&self, nearby: &Nearby) -> BTreeSet<Uuid> {
        self.sections(nearby).chain(self.people()).chain(self.lists()).collect()
    }

    fn sections(&self, nearby: &Nearby) -> impl Iterator<Item = Uuid> {
        self.placement
            .section
            .into_iter()
            .flat_map(|section| nearby.with_ancestors(section))
    }

    fn people(&self) -> impl Iterator<Item = Uuid> {
        self.copy.signatories().filter_map(|person| person.person)
    }

    fn lists(&self) -> impl Iterator<Item = Uuid> {
        self.placement
            .series
            .iter()
            .chain(&self.placement.dossiers)
            .chain(&self.placement.topics)
            .copied()
    }
}
