//! What an article's public state touches, as tags: its own pages and every list that it stands in.

use std::collections::BTreeSet;

use manuscript::copy::Copy;
use manuscript::{Instant, Placement, Tag, Uuid};

use crate::catalogue::Nearby;
use crate::desk::Desk;

/// An article as the public sees it, before or after an act.
pub struct Shown<'a> {
    pub article: Uuid,
    pub copy: &'a Copy,
    pub placement: &'a Placement,
    pub first_published_at: Instant,
    pub path: &'a str,
}

/// Every tag of one state of an article.
pub fn of(shown: &Shown<'_>, nearby: &Nearby, desk: &Desk) -> BTreeSet<Tag> {
    let placement = shown.placement;
    let mut tags = BTreeSet::from([
        Tag::Article(shown.article),
        Tag::Latest,
        Tag::ListDay(desk.day_of(shown.first_published_at).to_string()),
        Tag::Address(shown.path.to_owned()),
    ]);
    tags.extend(
        placement
            .section
            .into_iter()
            .flat_map(|section| nearby.with_ancestors(section))
            .map(Tag::ListSection),
    );
    tags.extend(shown.copy.signatories().filter_map(|person| person.person).map(Tag::ListPerson));
    tags.extend(placement.translation_set.as_deref().map(Tag::translations));
    let lists = placement.series.iter().chain(&placement.dossiers).chain(&placement.topics);
    tags.extend(lists.map(|id| Tag::ListOf(*id)));
    tags.insert(Tag::ListOf(shown.copy.kind.list()));
    tags
}
